"""`dealterms fetch`: filings from EDGAR into a folder."""

from __future__ import annotations

import codecs
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from pipeline.commands.destination import standard_output, written_to
from pipeline.edgar.accession import Reference, parse_reference
from pipeline.edgar.addresses import Addresses, mirror
from pipeline.edgar.archive import Archive
from pipeline.edgar.cache import Cache, home
from pipeline.edgar.client import Client
from pipeline.edgar.clock import SystemClock
from pipeline.edgar.entry import Entry, Filter
from pipeline.edgar.identity import VARIABLE, user_agent
from pipeline.edgar.indexes import Quarter, quarters
from pipeline.edgar.record import FILE, Record
from pipeline.edgar.search import BEGINS
from pipeline.edgar.throttle import LEAST_RATE, TOO_FAST, USUAL_RATE, Throttle
from pipeline.errors import FetchError, OutputError, Refused, Unreachable
from pipeline.frozen import dataclass
from pipeline.shown import encodable, printable

_BASE_URL = "DEALTERMS_EDGAR_URL"


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted: certain submissions, or what a list of EDGAR's has within the filter."""

    filter_: Filter
    references: Sequence[Reference] = ()
    misnamed: Sequence[FetchError] = ()  # lines of a list of references that are none
    company: str | None = None  # CIK or ticker symbol
    name: str | None = None  # part of a company's name, for indexes
    quarters: Sequence[Quarter] = ()
    words: str | None = None  # for the full-text search
    exhibits: Sequence[str] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How EDGAR is asked."""

    user_agent: str
    addresses: Addresses
    cache: Path | None  # None: the user's own
    rate: float
    attempts: int
    seed: int
    wait_when_blocked: bool


@dataclass(slots=True, frozen=False)
class _Counts:
    fetched: int = 0
    there: int = 0
    failed: int = 0

    def fail(self, error: FetchError) -> None:
        """Count and name what could not be had; the rest goes on."""
        self.failed += 1
        print(f"dealterms: {error}", file=sys.stderr)


def query(options: Namespace) -> Query:
    """What the options of the command line ask for. Raises ValueError that says what does not fit."""
    _require_one_source(options)
    _require_what_belongs_together(options)
    _require_text(options)
    references, misnamed = _references(options.accessions)
    return Query(
        Filter(frozenset(form.strip().upper() for form in options.form), options.since, options.until),
        references,
        misnamed,
        options.company,
        options.name,
        quarters(options.index) if options.index else (),
        options.search,
        tuple(kind.strip().upper() for kind in options.exhibit),
        options.limit,
    )


def manner(options: Namespace) -> Manner:
    """How the options of the command line want EDGAR asked. Raises ValueError that says what does not fit."""
    base = options.base_url or os.environ.get(_BASE_URL)
    rate = USUAL_RATE if options.rate is None else options.rate
    if not LEAST_RATE <= rate < TOO_FAST:
        raise ValueError(f"--rate {rate:g}: from {LEAST_RATE:g} to less than {TOO_FAST:g} requests a second")
    return Manner(
        user_agent(options.user_agent or os.environ.get(VARIABLE)),
        mirror(base) if base else Addresses(),
        options.cache,
        rate,
        options.tries,
        options.seed,
        options.wait_when_blocked,
    )


def _require_one_source(options: Namespace) -> None:
    lists = {"--company": options.company, "--index": options.index, "--search": options.search}
    narrowing = {
        "--form": options.form,
        "--from": options.since,
        "--to": options.until,
        "--name": options.name,
        "--exhibit": options.exhibit,
    }
    given = [name for name, value in {**lists, **narrowing}.items() if value]
    if options.accessions and given:
        raise ValueError(f"{given[0]} belongs to a list; accession numbers say all")
    if not options.accessions and not any(lists.values()):
        raise ValueError("say what to fetch: accession numbers, --company, --index or --search")
    if options.index and options.search:
        raise ValueError("--index and --search are two lists: ask for one of them")


def _require_what_belongs_together(options: Namespace) -> None:
    if options.name and not options.index:
        raise ValueError("--name belongs to --index")
    if options.exhibit and not options.search:
        raise ValueError("--exhibit belongs to --search: other lists name full submissions only")
    if options.since and options.until and options.since > options.until:
        raise ValueError(f"--from {options.since} is later than --to {options.until}")
    if options.search and options.until and options.until < BEGINS:
        raise ValueError(f"--search knows nothing before {BEGINS.year}: use --index")
    if not options.list and options.out is None:
        raise ValueError("say where to with --out DIR, or ask for the list with --list")


def _require_text(options: Namespace) -> None:
    """Bytes that are no text where the command is run cannot go into an address."""
    for name in ("company", "search", "name", "form", "exhibit"):
        given = getattr(options, name) or ()
        for words in (given,) if isinstance(given, str) else given:
            if encodable(words) != words:
                raise ValueError(f"--{name} {encodable(words)}: no text in the encoding of this system")


def _references(words: Sequence[str]) -> tuple[list[Reference], list[FetchError]]:
    """The submissions that are named, and the lines of standard input (`-`) that name none.

    Raises ValueError for one on the command line that is none.
    """
    found: list[Reference] = []
    misnamed: list[FetchError] = []
    for word in words:
        if word != "-":
            found.append(parse_reference(word))
            continue
        for number, line in enumerate(_standard_input().split("\n"), 1):
            try:
                found += [parse_reference(line)] if line.strip() else []
            except ValueError as error:
                misnamed.append(FetchError(f"standard input, line {number}", str(error)))
    return found, misnamed


def _standard_input() -> str:
    """A list as programs write it, in UTF-8 or, with the mark for it, in UTF-16."""
    if sys.stdin is None:
        return ""
    data = sys.stdin.buffer.read()
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return data.decode(encoding, errors="replace")


def listed(query: Query, manner: Manner) -> int:
    """Print a line for each document that would be fetched, its columns parted by tabs; how many failed."""
    counts = _Counts()
    stream = standard_output(for_people=False)
    with _client(manner) as client:
        archive = _archive(client, manner)
        for item in _wanted(archive, query, counts):
            try:
                entry = archive.located(item) if isinstance(item, Reference) else item
            except (Refused, Unreachable):
                raise
            except FetchError as error:
                counts.fail(error)
                continue
            filed = entry.filed.isoformat() if entry.filed else None
            columns = (
                entry.accession.number,
                filed,
                entry.form,
                entry.company,
                entry.kind,
                archive.address(entry),
            )
            stream.write("\t".join(printable(column or "") for column in columns) + "\n")
    stream.flush()
    return counts.failed


def fetch(query: Query, manner: Manner, out: Path, *, progress: bool) -> int:
    """Fetch what is not in the folder `out` yet, and record it there; how many documents failed.

    A document that cannot be fetched is named on standard error and recorded with the cause; the others are
    not touched by it. Raises `FetchError` where a list cannot be had, where SEC blocks us, or where no server
    answers, and `OutputError` where the folder cannot be written.
    """
    counts = _Counts()
    with _client(manner) as client, written_to(out):
        archive = _archive(client, manner)
        record = Record(out)
        try:
            items = list(_wanted(archive, query, counts))
            for item in _with_progress(items, shown=progress):
                _fetch_one(item, archive, record, counts)
        finally:
            record.tidy()
            _report(counts, out)
    return counts.failed


def _fetch_one(item: Reference | Entry, archive: Archive, record: Record, counts: _Counts) -> None:
    entry = item if isinstance(item, Entry) else None
    document = entry.document if entry is not None else None
    if record.holds(item.accession, document):
        counts.there += 1
        return
    try:
        if isinstance(item, Reference):
            entry = archive.located(item)
        assert entry is not None
        record.add(archive.fetched(entry))
        counts.fetched += 1
    except FetchError as error:
        record.add_failure(item.accession, document, entry, error)
        if isinstance(error, Refused | Unreachable):  # the next ones would fare no better
            counts.failed += 1
            raise
        counts.fail(error)


def _report(counts: _Counts, out: Path) -> None:
    print(
        f"dealterms: {counts.fetched:,} fetched, {counts.there:,} were there, {counts.failed:,} failed;"
        f" recorded in {printable(str(out / FILE))}",
        file=sys.stderr,
    )


# --------------------------------------------------------------------------- what is wanted


def _wanted(archive: Archive, query: Query, counts: _Counts) -> Iterator[Reference | Entry]:
    """What the query names, each document once, as many as its limit says.

    A part of a list that cannot be had is a failure, and what the other parts name is wanted all the same.
    """
    for error in query.misnamed:
        counts.fail(error)
    return islice(_distinct(_as_far_as_it_goes(_named(archive, query, counts), counts)), query.limit)


def _as_far_as_it_goes(items: Iterator[Reference | Entry], counts: _Counts) -> Iterator[Reference | Entry]:
    """The items of a list up to where it breaks off, which is a failure unless it breaks off at once."""
    begun = False
    try:
        for item in items:
            begun = True
            yield item
    except FetchError as error:
        if not begun or isinstance(error, Refused | Unreachable):
            raise
        counts.fail(error)


def _named(archive: Archive, query: Query, counts: _Counts) -> Iterator[Reference | Entry]:
    if query.references:
        return iter(query.references)
    cik = archive.cik(query.company) if query.company is not None else None
    if query.words is not None:
        return archive.hits(query.words, query.filter_, cik=cik, exhibits=query.exhibits)
    if query.quarters:
        return archive.of_quarters(
            query.quarters, query.filter_, missed=counts.fail, cik=cik, name=query.name
        )
    assert cik is not None
    return archive.of_company(cik, query.filter_)


def _distinct(items: Iterator[Reference | Entry]) -> Iterator[Reference | Entry]:
    """The items without repetitions: an index names a submission once for each of its companies."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        key = item.key if isinstance(item, Entry) else (item.accession.number, "")
        if key not in seen:
            seen.add(key)
            yield item


# --------------------------------------------------------------------------- how it is asked for


def _client(manner: Manner) -> Client:
    clock = SystemClock()
    return Client(
        manner.user_agent,
        # Not in the cache that was named: all processes of the user take their turns from one file.
        Throttle(home() or manner.cache or _no_home(), manner.rate, clock),
        clock,
        manner.addresses.hosts,
        attempts=manner.attempts,
        seed=manner.seed,
        wait_when_blocked=manner.wait_when_blocked,
    )


def _archive(client: Client, manner: Manner) -> Archive:
    return Archive(client, manner.addresses, Cache(manner.cache or home() or _no_home()))


def _no_home() -> Path:
    raise OutputError("the cache", "this user has no home: name a folder with --cache, or set XDG_CACHE_HOME")


def _with_progress(items: Sequence[Reference | Entry], *, shown: bool) -> Iterator[Reference | Entry]:
    if not (shown and sys.stderr.isatty() and len(items) > 1):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("fetching"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items)
