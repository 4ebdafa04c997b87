"""Does every value lead back to its characters? A check that knows only the term sheet and the file.

It reads the file again by other means than the loaders do (the `html` module, pdfplumber), so that an error
in them cannot hide itself.
"""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pdfplumber

Json = Mapping[str, Any]

_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")


def evidence_of(sheet: Json) -> Iterator[Json]:
    """Every piece of evidence anywhere in a term sheet, in its order."""

    def walk(value: object) -> Iterator[Json]:
        if isinstance(value, Mapping):
            if {"start", "end", "text", "source", "rule"} <= value.keys():
                yield value
            else:
                for inner in value.values():
                    yield from walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from walk(inner)

    return walk(sheet)


def text_faults(sheet: Json, string: str) -> list[str]:
    """Evidence whose span of the normalised text does not yield its words, by rule and place."""
    return [
        f"{entry['rule']} at {entry['start']}"
        for entry in evidence_of(sheet)
        if string[entry["start"] : entry["end"]] != entry["text"]
    ]


def source_faults(sheet: Json, decoded: str) -> list[str]:
    """Evidence whose range of the decoded file does not hold its words, in their order.

    What the loader left out (page numbers, running heads) may stand between them, and is looked up in the
    term sheet's own `noise`; tags and entities are read by the standard library.
    """
    noise = [
        (entry["source"]["start"], entry["source"]["end"])
        for entry in sheet["noise"]
        if "start" in entry["source"] and entry["kind"] != "toc"
    ]
    is_html = sheet["document"]["source"]["media_type"] == "text/html"
    return [
        f"{entry['rule']} at source {entry['source']['start']}"
        for entry in evidence_of(sheet)
        if "start" in entry["source"] and not _same_words(entry, decoded, noise, is_html)
    ]


def _same_words(entry: Json, decoded: str, noise: list[tuple[int, int]], is_html: bool) -> bool:
    at, end = entry["source"]["start"], entry["source"]["end"]
    parts = []
    for start, stop in noise:
        if at <= start and stop <= end:
            parts.append(decoded[at:start])
            at = stop
    parts.append(decoded[at:end])
    words = " ".join(parts)
    if is_html:
        words = html.unescape(_TAG.sub("", words))
    return letters(words) == letters(entry["text"])


def letters(words: str) -> str:
    """The letters and digits alone: line ends, blanks, hyphens and rules may differ."""
    return _NO_WORD.sub("", words.replace("\ufb01", "fi").replace("\ufb02", "fl").replace("\xad", ""))


def box_faults(sheet: Json, data: bytes) -> list[str]:
    """Evidence whose boxes on the PDF's pages do not hold just its words, read by pdfplumber."""
    faults = []
    with pdfplumber.open(io.BytesIO(data)) as document:

        @lru_cache(maxsize=4)
        def characters(page: int) -> list[tuple[float, float, str]]:
            chars = document.pages[page - 1].chars
            return [((c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2, c["text"]) for c in chars]

        for entry in evidence_of(sheet):
            boxes = entry["source"].get("boxes", ())
            inside = "".join(
                char
                for box in boxes
                for x, y, char in characters(box["page"])
                if box["x0"] <= x <= box["x1"] and box["top"] <= y <= box["bottom"]
            )
            # Kerned glyphs may print over one another, so that a neighbour's middle lies inside the box.
            said, seen = Counter(letters(entry["text"])), Counter(letters(inside))
            if not boxes or said - seen or (seen - said).total() > len(boxes):
                faults.append(f"{entry['rule']} on page {boxes[0]['page'] if boxes else '?'}")
    return faults
