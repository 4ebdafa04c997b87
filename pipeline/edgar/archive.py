"""EDGAR as this project needs it: what is there, and to have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from pipeline.edgar import companies, indexes, search, wholeness
from pipeline.edgar.accession import Accession, Reference
from pipeline.edgar.addresses import Addresses
from pipeline.edgar.cache import Cache, Kept
from pipeline.edgar.client import Client
from pipeline.edgar.entry import Entry, Filter
from pipeline.edgar.indexes import Quarter
from pipeline.edgar.intake import HEAD
from pipeline.edgar.names import is_file_name
from pipeline.edgar.submission import completed
from pipeline.errors import FetchError, NotOnEdgar, Refused, Unreachable
from pipeline.frozen import dataclass

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """A submission or a document, now in the cache, with all that is known of it."""

    entry: Entry
    kept: Kept


class Archive:
    """SEC's lists and files. All of it raises `FetchError`, of its kinds where they fit."""

    def __init__(self, client: Client, addresses: Addresses, cache: Cache) -> None:
        self._client = client
        self._addresses = addresses
        self._cache = cache
        self._looked_up: set[Quarter] = set()

    # ----------------------------------------------------------------------- lists

    def cik(self, company: str) -> int:
        """The CIK that `company` is, or the one of the ticker symbol that it is."""
        if (cik := companies.cik_in(company)) is not None:
            return cik
        address = self._addresses.tickers()
        cik = companies.cik_of(company, self._client.content(address, wholeness.of_json), address)
        if cik is None:
            raise NotOnEdgar(company, "no CIK, and no ticker symbol that SEC lists")
        return cik

    def of_company(self, cik: int, filter_: Filter) -> Iterator[Entry]:
        """A company's submissions, latest first."""
        address = self._addresses.filings(cik)
        company = companies.company(self._client.content(address, wholeness.of_json), cik, filter_, address)
        yield from company.latest
        for page in company.older:
            address = self._addresses.older_filings(page)
            content = self._client.content(address, wholeness.of_json)
            yield from companies.older(content, company, filter_, address)

    def of_quarters(
        self,
        quarters: Sequence[Quarter],
        filter_: Filter,
        *,
        missed: Callable[[FetchError], None],
        cik: int | None = None,
        name: str | None = None,
    ) -> Iterator[Entry]:
        """The submissions of some quarters in the order of their indexes, of a company or of all.

        A quarter whose index cannot be had is told to `missed`, unless it lies ahead by the server's clock.
        """
        for quarter in quarters:
            try:
                index = self._index(quarter)
            except (Refused, Unreachable):
                raise
            except FetchError as error:
                if isinstance(error, NotOnEdgar) and self._lies_ahead(quarter):
                    return  # as do those after it
                missed(error)
            else:
                yield from indexes.wanted(index, filter_, cik=cik, name=name)

    def _lies_ahead(self, quarter: Quarter) -> bool:
        return self._client.day is not None and quarter.begin > self._client.day

    def hits(
        self, words: str, filter_: Filter, *, cik: int | None = None, exhibits: Sequence[str] = ()
    ) -> Iterator[Entry]:
        """What the full-text search finds: submissions, or with `exhibits` the documents of these types.

        More hits than can be had are asked for by shorter spans of time; a day that has more is an error.
        """
        first = self._page(words, filter_, cik, 0)
        if first.total >= search.MOST_HITS:
            for part in _halves(words, filter_):
                yield from self.hits(words, part, cik=cik, exhibits=exhibits)
            return
        page, start = first, 0
        while page.hits:
            for entry in page.entries:
                if not filter_.takes(entry.form or "", entry.filed or date.min):
                    continue
                if not exhibits:
                    yield replace(entry, document=None, kind=None)
                elif search.is_exhibit(entry.kind, exhibits):
                    yield entry
            start += page.hits
            if start >= page.total:
                break
            page = self._page(words, filter_, cik, start)

    def _page(self, words: str, filter_: Filter, cik: int | None, start: int) -> search.Page:
        address = self._addresses.hits(search.parameters(words, filter_, cik=cik, start=start))
        return search.page(self._client.content(address, wholeness.of_json), address)

    def _index(self, quarter: Quarter) -> bytes:
        """The index of a quarter, asked for again once in a run, and sent again only where it has changed."""
        address = self._addresses.index(quarter.year, quarter.number)
        path = self._cache.index(quarter)
        with self._cache.alone(path):
            before = self._cache.kept(path)
            if before is not None and quarter in self._looked_up:
                return path.read_bytes()
            receive = partial(
                self._client.receive,
                address,
                check=wholeness.of_index,
                unless=before.tag if before else None,
            )
            self._cache.keep(path, receive)
            self._looked_up.add(quarter)
            return path.read_bytes()

    # ----------------------------------------------------------------------- submissions

    def located(self, reference: Reference) -> Entry:
        """The entry of a submission, found out by its number alone if need be.

        The number begins with the CIK of whoever sent it, often a filing agent, and under that CIK there is
        nothing; so the search is asked for the number, which knows those since 2001, then the sender's own
        place, then the indexes of the year.
        """
        accession = reference.accession
        if reference.cik is not None:
            return Entry(accession, reference.cik)
        if accession.year >= search.BEGINS.year:
            address = self._addresses.hits([("q", f'"{accession}"')])
            try:
                content = self._client.content(address, wholeness.of_json)
                if (entry := search.of_accession(content, accession, address)) is not None:
                    return entry
            except Refused:
                raise
            except FetchError:  # the search is down, but there are other ways
                pass
        with suppress(NotOnEdgar):
            entry = Entry(accession, accession.submitter)
            return self.fetched(entry).entry
        return self._in_indexes(accession)

    def _in_indexes(self, accession: Accession) -> Entry:
        """The entry in the indexes of the number's year, or of the quarter after it."""
        quarter = Quarter(accession.year, 1)
        for _ in range(5):
            with suppress(NotOnEdgar):
                if (entry := indexes.of_accession(self._index(quarter), accession)) is not None:
                    return entry
            quarter = quarter.next
        raise NotOnEdgar(accession.number, "no list of EDGAR holds it")

    def address(self, entry: Entry) -> str:
        """Where a submission or document is to be had."""
        if entry.document is None:
            return self._addresses.submissions(entry.accession, entry.cik)[0]
        return self._addresses.document(entry.accession, entry.cik, entry.document)

    def fetched(self, entry: Entry) -> Found:
        """A submission or document, from the cache if it is there."""
        if entry.document is not None and not is_file_name(entry.document):
            raise FetchError(f"{entry.accession}:{entry.document}", "not the name of a file")
        path = self._cache.document(entry)
        with self._cache.alone(path):
            kept = self._cache.kept(path) or self._received(entry)
        if entry.document is None:
            with kept.path.open("rb") as file:
                entry = completed(entry, file.read(HEAD))
        return Found(entry, kept)

    def _received(self, entry: Entry) -> Kept:
        if entry.document is not None:
            return self._kept(entry, self.address(entry), wholeness.of_document(entry.document))
        check = wholeness.of_submission(entry.accession)
        addresses = self._addresses.submissions(entry.accession, entry.cik)
        for address in addresses[:-1]:
            with suppress(NotOnEdgar):
                return self._kept(entry, address, check)
        return self._kept(entry, addresses[-1], check)

    def _kept(self, entry: Entry, address: str, check: wholeness.Check) -> Kept:
        receive = partial(self._client.receive, address, check=check)
        kept = self._cache.keep(self._cache.document(entry), receive)
        assert kept is not None  # that nothing changed is said only where it was asked
        return kept


def _halves(words: str, filter_: Filter) -> tuple[Filter, Filter]:
    """The filter for the first and for the second half of its days."""
    since, until = search.span(filter_)
    if since >= until:
        raise FetchError(
            f"the search for {words!r}",
            f"more hits on {since} than the {search.MOST_HITS:,} that can be had: ask for certain forms",
        )
    middle = since + (until - since) // 2
    return replace(filter_, since=since, until=middle), replace(filter_, since=middle + _DAY, until=until)
