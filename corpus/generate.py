"""Composes registration rights agreements: `python -m corpus.generate --count N --seed S --out DIR`.

Each document comes with exact gold beside it: `<id>.txt` (or .htm, .pdf, .docx, .nc) and `<id>.gold.json`.
The same seed gives the same bytes on every machine: `random.Random` on strings is all that it draws from.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

from corpus.drafting.compose import Composition, compose
from corpus.gold import gold
from corpus.layouts.render import render

T = TypeVar("T")
LAYOUTS: Final = ("mixed", "text", "html", "submission", "pdf", "docx")
_SUFFIX: Final = {"text": "txt", "html": "htm", "submission": "txt", "pdf": "pdf", "docx": "docx"}


@dataclass(frozen=True, slots=True)
class Generated:
    """One agreement: its file's name and bytes, and its gold."""

    name: str
    data: bytes
    gold: dict[str, Any]


def generate(count: int, seed: int, layout: str = "mixed", first: int = 0) -> Iterator[Generated]:
    """Documents `first` to `first + count` of `seed`, each independent of the others."""
    for index in range(first, first + count):
        composition = compose(seed, index)
        rng = Random(f"{seed}/layout/{index}")
        chosen = layout if layout != "mixed" else _pick(rng, ["text"] * 6 + ["html"] * 3 + ["submission"])
        yield _render(composition, chosen, rng)


def _pick(rng: Random, options: list[T]) -> T:
    return options[int(rng.random() * len(options))]


def _render(composition: Composition, layout: str, rng: Random) -> Generated:
    document = composition.document
    options = _options(composition, layout, rng)
    name = f"{document.id}.{_SUFFIX[layout]}"
    data, places, facts = render(document, layout, options)
    record = {**gold(document, places, layout, name), **facts}
    record["planted"] = list(composition.placed)
    record["numbering"] = composition.numbering
    record["day_definitions"] = composition.day_definitions
    return Generated(name, data, record)


def _options(composition: Composition, layout: str, rng: Random) -> dict[str, Any]:
    """Settings of the layout, drawn apart from the text so that one text can be had in every layout."""
    match layout:
        case "html":
            return _html(rng)
        case "pdf":
            return {
                "running_head": _pick(rng, ["", str(composition.document.title)]),
                "size": _pick(rng, [10, 11, 12]),
            }
        case "docx":
            # Word's own numbering has one form of labels here, and never repeats one.
            alike = composition.numbering == "figures_letters"
            return {"automatic": alike and "duplicate_label" not in composition.placed}
        case "submission":
            # Nobody filed HTML while submissions came in armour.
            inner = "text" if composition.signed.year < 2000 else _pick(rng, ["text", "html"])
            options = _html(rng) if inner == "html" else _plain(rng)
            options.pop("eol", None)
            return {"inner": inner, "filing": _filing(composition, inner, rng), **options}
        case _:
            return _plain(rng)


def _plain(rng: Random) -> dict[str, Any]:
    paged = rng.random() < 0.75
    smart = rng.random() < 0.15
    out = {
        "width": _pick(rng, [64, 68, 72, 72, 76, 78]),
        "justify": rng.random() < 0.45,
        "double": rng.random() < 0.2,
        "page_lines": _pick(rng, [48, 54, 58]) if paged else 0,
        "page_mark": _pick(rng, ["edgar", "edgar", "bare", "dashes", "none"]),
        "running_head": _pick(rng, ["", "", "Registration Rights Agreement"]),
        "hang": rng.random() < 0.7,
        "step": _pick(rng, [4, 5, 5, 6]),
        "smart_quotes": smart,
    }
    if smart and rng.random() < 0.6:
        out["encoding"] = "cp1252"
    return out


def _html(rng: Random) -> dict[str, Any]:
    return {
        "entities": _pick(rng, ["numeric", "named", "utf8"]),
        "upper": rng.random() < 0.4,
        "font": rng.random() < 0.4,
        "page_chars": _pick(rng, [0, 2800, 3400]),
        "underline_terms": rng.random() < 0.3,
        "smart_quotes": rng.random() < 0.8,
    }


def _filing(composition: Composition, inner: str, rng: Random) -> dict[str, Any]:
    year = composition.signed.year
    shapes = ["pem_ims", "pem_sec"] if year < 2000 else ["sec", "sec", "tags"]
    agent, number = int(rng.random() * 900000) + 100000, int(rng.random() * 9000) + 1000
    return {
        "shape": _pick(rng, shapes),
        "accession": f"0009{agent}-{year % 100:02}-{number:06}",
        "filer": composition.company.upper().replace(",", "").replace(".", ""),
        "cik": f"0009{int(rng.random() * 900000) + 100000}",
        "filed": f"{composition.signed:%Y%m%d}",
        "exhibit": _pick(rng, ["EX-4.1", "EX-10.1", "EX-99.1"]),
        "filename": "exhibit.htm" if inner == "html" else "exhibit.txt",
        "description": "REGISTRATION RIGHTS AGREEMENT",
        "image": rng.random() < 0.5,
        "pdf": rng.random() < 0.4,
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the documents and their gold to a directory; print how many."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generate", description=__doc__)
    parser.add_argument("--kind", choices=["registration_rights"], default="registration_rights")
    parser.add_argument("--count", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--layout", choices=LAYOUTS, default="mixed")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for made in generate(options.count, options.seed, options.layout):
        (options.out / made.name).write_bytes(made.data)
        text = json.dumps(made.gold, ensure_ascii=False, separators=(",", ":"))
        (options.out / f"{made.name.rpartition('.')[0]}.gold.json").write_text(text + "\n", encoding="utf-8")
    print(f"{options.count} agreements in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
