"""Where EDGAR keeps things. Nothing goes into an address unescaped."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode, urlsplit

from pipeline.edgar.accession import Accession
from pipeline.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """SEC's three servers; or one that holds the same paths, such as a mirror."""

    www: str = "https://www.sec.gov"
    data: str = "https://data.sec.gov"
    search: str = "https://efts.sec.gov"

    @property
    def hosts(self) -> frozenset[str]:
        """The servers that may be asked, with their ports."""
        return frozenset(urlsplit(base).netloc for base in (self.www, self.data, self.search))

    def submissions(self, accession: Accession, cik: int) -> Sequence[str]:
        """Where a full submission lies, likeliest first. `cik` is of anyone whom it was filed for.

        Under the CIK of a filing agent there is nothing.
        """
        folder = f"{self.www}/Archives/edgar/data/{cik}"
        return f"{folder}/{accession}.txt", f"{folder}/{accession.plain}/{accession}.txt"

    def document(self, accession: Accession, cik: int, name: str) -> str:
        """Where one document of a submission lies."""
        return f"{self.www}/Archives/edgar/data/{cik}/{accession.plain}/{quote(name, safe='')}"

    def index(self, year: int, quarter: int) -> str:
        """The list of all submissions of a quarter."""
        return f"{self.www}/Archives/edgar/full-index/{year}/QTR{quarter}/master.idx"

    def tickers(self) -> str:
        """The list of ticker symbols with their CIKs."""
        return f"{self.www}/files/company_tickers.json"

    def filings(self, cik: int) -> str:
        """The latest submissions of a company."""
        return f"{self.data}/submissions/CIK{cik:010d}.json"

    def older_filings(self, page: str) -> str:
        """A page of its older ones."""
        return f"{self.data}/submissions/{quote(page, safe='')}"

    def hits(self, parameters: Sequence[tuple[str, str]]) -> str:
        """A page of the full-text search."""
        return f"{self.search}/LATEST/search-index?{urlencode(parameters)}"


def mirror(base: str) -> Addresses:
    """The addresses below one server. Raises ValueError if `base` is no http address."""
    try:
        parts = urlsplit(base)
        fits = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and base.isascii()
    except ValueError:  # a port that is none, brackets around no address
        fits = False
    if not fits or parts.query or parts.fragment:
        raise ValueError(f"{base!r} is no address such as https://mirror.example.com")
    stem = base.rstrip("/")
    return Addresses(stem, stem, stem)
