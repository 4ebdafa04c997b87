"""Full-text search: documents filed since 2001 that hold some words.

The service behind SEC's search page is described nowhere; this is what it is seen to do. A hit is a document,
its id `0001493152-26-011201:ex99-1.htm`. A page holds up to 100 of them, and of one question no more than
10,000 can be had.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from pipeline.edgar.accession import Accession, parse
from pipeline.edgar.entry import Entry, Filter
from pipeline.errors import FetchError
from pipeline.frozen import dataclass

BEGINS = date(2001, 1, 1)
MOST_HITS = 10_000
_NEVER = date(2099, 12, 31)
# "DIGITAL REALTY TRUST, INC.  (DLR, DLR-PJ)  (CIK 0001297996)"; names have parentheses, too, behind one blank
_ADDED_TO_NAME = re.compile(r"\s{2,}\([^()]*\)")


class _Source(BaseModel):
    accession: str = Field(alias="adsh")
    ciks: list[Annotated[str, Field(pattern=r"^[0-9]{1,10}$")]] = Field(min_length=1)
    names: list[str] = Field(alias="display_names", default_factory=list)
    form: str | None = None
    kind: str | None = Field(alias="file_type", default=None)
    filed: date | None = Field(alias="file_date", default=None)


class _Hit(BaseModel):
    id: str = Field(alias="_id")
    source: _Source = Field(alias="_source")


class _Total(BaseModel):
    value: int


class _Hits(BaseModel):
    total: _Total
    hits: list[dict[str, Any]]


class _Answer(BaseModel):
    hits: _Hits


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the hits, and how many there are."""

    entries: tuple[Entry, ...]  # each a document; without hits that do not say whose they are
    hits: int
    total: int


def parameters(
    words: str, filter_: Filter, *, cik: int | None = None, start: int = 0
) -> Sequence[tuple[str, str]]:
    """What to ask for the hits from number `start` on."""
    asked = [("q", words)]
    if filter_.forms:
        asked.append(("forms", ",".join(sorted(filter_.forms))))
    if filter_.since is not None or filter_.until is not None:
        since, until = span(filter_)
        asked += [("dateRange", "custom"), ("startdt", since.isoformat()), ("enddt", until.isoformat())]
    if cik is not None:
        asked.append(("ciks", f"{cik:010d}"))
    if start:
        asked.append(("from", str(start)))
    return asked


def span(filter_: Filter) -> tuple[date, date]:
    """The filter's first and last day, or the ones furthest off: the service takes them together only."""
    return filter_.since or BEGINS, filter_.until or _NEVER


def page(content: bytes, address: str) -> Page:
    """The hits of an answer. Raises `FetchError`."""
    try:
        answer = _Answer.model_validate_json(content).hits
    except ValidationError as error:
        raise _other_shape(address) from error
    entries = tuple(entry for hit in answer.hits if (entry := _entry(hit)) is not None)
    if answer.hits and not entries:
        raise _other_shape(address)
    return Page(entries, len(answer.hits), answer.total.value)


def _other_shape(address: str) -> FetchError:
    return FetchError(address, "the answer is not of the shape that the search is known for")


def _entry(fields: dict[str, Any]) -> Entry | None:
    try:
        hit = _Hit.model_validate(fields)
        accession = parse(hit.source.accession)
    except ValueError:  # pydantic's is one, too
        return None
    source = hit.source
    name = hit.id.partition(":")[2]
    return Entry(
        accession,
        int(source.ciks[0]),
        source.form,
        _ADDED_TO_NAME.sub("", source.names[0]).strip() if source.names else None,
        source.filed,
        name if name and name != f"{accession}.txt" else None,
        source.kind,
    )


def of_accession(content: bytes, accession: Accession, address: str) -> Entry | None:
    """The submission itself among documents that hold its number: others may cite it. Raises `FetchError`."""
    for entry in page(content, address).entries:
        if entry.accession == accession:
            return Entry(accession, entry.cik, entry.form, entry.company, entry.filed)
    return None


def is_exhibit(kind: str | None, wanted: Sequence[str]) -> bool:
    """Whether a document's type is one of `wanted`, with whatever number: EX-10 takes EX-10.1, not EX-101."""
    found = (kind or "").upper()
    return any(found.startswith(want) and not found[len(want) : len(want) + 1].isdecimal() for want in wanted)
