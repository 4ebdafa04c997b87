"""Quarterly indexes: every submission since 1993, a line for each of those whom it was filed for.

CIK|Company Name|Form Type|Date Filed|Filename
--------------------------------------------------------------------------------
1000045|NICHOLAS FINANCIAL INC|10-Q|2015-02-13|edgar/data/1000045/0001193125-15-048402.txt
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.edgar.accession import Accession, parse
from pipeline.edgar.entry import Entry, Filter
from pipeline.frozen import dataclass

FIRST_YEAR = 1993
_LINE = re.compile(
    r"([0-9]{1,10})\|([^\n]*)\|([^|\n]*)\|([0-9]{4})-?([0-9]{2})-?([0-9]{2})\|"
    r"edgar/data/[0-9]+/(?:[0-9]{18}/)?([0-9]{10}-[0-9]{2}-[0-9]{6})\.(?:txt|nc)[ \t]*"
)
_QUARTER = re.compile(r"([0-9]{4})-?(?:Q|QTR)?([1-4])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def begin(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def next(self) -> Quarter:
        """The quarter after it."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)


def quarters(words: str) -> list[Quarter]:
    """The quarters that `2002Q1`, `2002` or `2001Q3..2002Q2` names, in order. Raises ValueError."""
    first, dash, last = words.partition("..")
    try:
        begin, end = _span(first), _span(last if dash else first)
    except ValueError as error:
        raise ValueError(f"{words!r} names no quarters: 2002Q1, 2002, or 2001Q3..2002Q2") from error
    quarter, until = begin[0], end[1]
    if quarter.year < FIRST_YEAR or quarter > until:
        raise ValueError(f"{words!r} names no quarters from {FIRST_YEAR}Q1 on, the earlier one first")
    found = []
    while quarter <= until:
        found.append(quarter)
        quarter = quarter.next
    return found


def _span(words: str) -> tuple[Quarter, Quarter]:
    """The first and the last quarter of a year or a quarter."""
    if re.fullmatch(r"[0-9]{4}", words):
        return Quarter(int(words), 1), Quarter(int(words), 4)
    found = _QUARTER.fullmatch(words)
    if found is None:
        raise ValueError(words)
    quarter = Quarter(int(found[1]), int(found[2]))
    return quarter, quarter


def entries(index: bytes) -> Iterator[Entry]:
    """The lines of a `master.idx`. What is no line of a submission is passed over."""
    for line in _text(index).split("\n"):
        found = _LINE.fullmatch(line.rstrip("\r"))
        if found is None:
            continue
        cik, company, form, year, month, day, accession = found.groups()
        try:
            filed = date(int(year), int(month), int(day))
        except ValueError:
            continue
        yield Entry(parse(accession), int(cik), form.strip(), company.strip(), filed)


def _text(index: bytes) -> str:
    """Names of companies are in Latin-1 in the older indexes; what can be read as UTF-8 is UTF-8."""
    try:
        return index.decode("utf-8")
    except UnicodeDecodeError:
        return index.decode("latin-1")


def wanted(
    index: bytes, filter_: Filter, *, cik: int | None = None, name: str | None = None
) -> Iterator[Entry]:
    """The entries that a filter takes: of one company, or of those whose name holds `name`, if given."""
    sought = name.casefold() if name is not None else ""
    for entry in entries(index):
        assert entry.form is not None
        assert entry.company is not None
        assert entry.filed is not None
        if (
            (cik is None or entry.cik == cik)
            and sought in entry.company.casefold()
            and filter_.takes(entry.form, entry.filed)
        ):
            yield entry


def of_accession(index: bytes, accession: Accession) -> Entry | None:
    """The entry of one submission, or None; the first where it was filed for several."""
    if accession.number.encode("ascii") not in index:  # reading tens of megabytes line by line takes seconds
        return None
    return next((entry for entry in entries(index) if entry.accession == accession), None)
