"""Companies: their CIK by ticker symbol, and the list of all that was filed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, Field, RootModel, ValidationError

from pipeline.edgar.accession import parse
from pipeline.edgar.entry import Entry, Filter
from pipeline.errors import FetchError
from pipeline.frozen import dataclass

_CIK = re.compile(r"[0-9]{1,10}")
_SYMBOL_MARKS = str.maketrans("", "", ".-/ ")


class _Company(BaseModel):
    cik: int = Field(alias="cik_str", ge=0, lt=10**10)
    ticker: str


class _Tickers(RootModel[dict[str, _Company]]):
    """`company_tickers.json`: companies by running numbers."""


class _Filings(BaseModel):
    """Columns of equal length."""

    accession: list[str] = Field(alias="accessionNumber")
    filed: list[date] = Field(alias="filingDate")
    form: list[str]


class _Page(BaseModel):
    name: str = Field(pattern=r"^CIK[0-9]{10}-submissions-[0-9]{3,}\.json$")
    since: date = Field(alias="filingFrom")
    until: date = Field(alias="filingTo")


class _Lists(BaseModel):
    recent: _Filings
    files: list[_Page] = []


class _Submissions(BaseModel):
    cik: int | None = None
    name: str
    filings: _Lists


@dataclass(frozen=True, slots=True)
class Company:
    """What EDGAR lists for a company: the latest thousand submissions or so, and pages with older ones."""

    cik: int
    name: str
    latest: tuple[Entry, ...]
    older: tuple[str, ...]  # names of the pages that hold something within the filter


def cik_in(words: str) -> int | None:
    """The CIK that `words` are, if they are one."""
    return int(words) if _CIK.fullmatch(words) else None


def cik_of(ticker: str, content: bytes, address: str) -> int | None:
    """The CIK of a ticker symbol in `company_tickers.json`. BRK.B, BRK-B and brk/b are the same symbol."""
    try:
        companies = _Tickers.model_validate_json(content).root.values()
    except ValidationError as error:
        raise _other_shape(address) from error
    sought = _bare(ticker)
    return next((company.cik for company in companies if _bare(company.ticker) == sought), None)


def _bare(ticker: str) -> str:
    return ticker.translate(_SYMBOL_MARKS).upper()


def company(content: bytes, cik: int, filter_: Filter, address: str) -> Company:
    """What `CIK##########.json` lists within the filter. Raises `FetchError`."""
    try:
        listed = _Submissions.model_validate_json(content)
    except ValidationError as error:
        raise _other_shape(address) from error
    if listed.cik not in {None, cik}:
        raise FetchError(address, f"the list of another company, {listed.cik}")
    older = [
        page.name
        for page in listed.filings.files
        if (filter_.until is None or page.since <= filter_.until)
        and (filter_.since is None or page.until >= filter_.since)
    ]
    latest = tuple(_entries(listed.filings.recent, cik, listed.name, filter_, address))
    return Company(cik, listed.name, latest, tuple(older))


def older(content: bytes, company: Company, filter_: Filter, address: str) -> Iterator[Entry]:
    """What a page of older submissions lists within the filter. Raises `FetchError`."""
    try:
        listed = _Filings.model_validate_json(content)
    except ValidationError as error:
        raise _other_shape(address) from error
    return _entries(listed, company.cik, company.name, filter_, address)


def _entries(listed: _Filings, cik: int, name: str, filter_: Filter, address: str) -> Iterator[Entry]:
    try:
        for number, form, filed in zip(listed.accession, listed.form, listed.filed, strict=True):
            if filter_.takes(form, filed):
                yield Entry(parse(number), cik, form, name, filed)
    except ValueError as error:
        raise _other_shape(address) from error


def _other_shape(address: str) -> FetchError:
    return FetchError(address, "the list is not of the shape that SEC describes")
