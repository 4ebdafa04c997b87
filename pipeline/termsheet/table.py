"""A term sheet as tables for a person to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Words

from pipeline.model import Skipped
from pipeline.shown import printable
from pipeline.tables.console import console
from pipeline.termsheet import schema as s
from pipeline.termsheet import wording
from pipeline.termsheet.block_words import deal_term, deal_terms

_LONGEST_QUOTE = 60
_SHORT_QUOTE = 30
_LONGEST_HEADING = 30
_MOST_CITES = 8
_WHERE = ("clause", "under", "text")
_BREAK = re.compile(r"[\t\n\r]+")


def write_table(sheet: s.TermSheet, stream: IO[str]) -> None:
    """Write the term sheet's tables to `stream`."""
    output = console(stream)
    document = sheet.document
    source = document.source
    output.print()
    output.print(Words(_cell(document.title or document.id), style="bold"))
    where = [document.kind, source.path, source.exhibit, f"{document.characters:,} characters"]
    output.print(Words(_cell(" · ".join(part for part in where if part)), style="dim"))
    terms = _Rows(sheet).terms()
    _table(output, "Terms", ("term", "status", "value", "sure", "clause", "text"), terms)
    write_entries(sheet, stream)


def write_entries(sheet: s.TermSheet, stream: IO[str]) -> None:
    """Write the tables of all that was read, without the document's head and its single-valued terms."""
    output = console(stream)
    rows = _Rows(sheet)
    _table(
        output,
        "Parties",
        ("name", "as", "role", "body", "address", "found in", "signs", "sure"),
        map(_party, sheet.parties),
    )
    _table(output, "Clauses", ("kind", "sure", *_WHERE), rows.clauses())
    _table(output, "Dates", ("date", "defines", *_WHERE), map(rows.date, sheet.dates))
    _table(output, "Day counts", ("count", "", "anchor", *_WHERE), map(rows.day_count, sheet.day_counts))
    _table(output, "Percentages", ("value", "defines", *_WHERE), map(rows.percentage, sheet.percentages))
    _table(output, "Money", ("amount", "", "defines", *_WHERE), map(rows.money, sheet.money))
    _table(output, "Share counts", ("count", "of", "defines", *_WHERE), map(rows.shares, sheet.share_counts))
    for block in (sheet.registration_rights, sheet.credit):
        if block is not None:
            _table(
                output, "Deal terms", ("term", "status", "value", "clause", "text"), rows.deal_terms(block)
            )
    _table(output, "Deadlines", ("who", "what", "when", *_WHERE), map(rows.deadline, sheet.deadlines))
    _table(output, "Obligations", ("who", "", "what", *_WHERE), map(rows.duty, sheet.obligations))
    _table(output, "Outline", ("clause", "heading"), map(_clause, sheet.outline))
    _table(output, "Definitions", ("term", "clause", "elsewhere", "uses"), rows.definitions())
    _table(output, "References that lead nowhere", ("words", "clauses"), rows.astray())
    _table(output, "Warnings", ("kind", "what", "times", "clauses", "text"), rows.warnings())


def write_skipped(skipped: Sequence[Skipped], stream: IO[str]) -> None:
    """Name the documents of a submission that were passed over."""
    rows = (
        (
            str(entry.source.sequence or ""),
            entry.source.exhibit or "",
            entry.source.filename or "",
            entry.reason,
        )
        for entry in skipped
    )
    where = skipped[0].source.accession or skipped[0].source.path
    write_rows(f"Passed over in {where}", ("no.", "type", "file", "why"), rows, stream)


def write_rows(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], stream: IO[str]) -> None:
    """Write one table; cells and title are plain text, whatever they hold."""
    _table(console(stream), title, columns, rows)


def width_of(stream: IO[str]) -> int:
    """How many characters a line of a table in `stream` holds."""
    return console(stream).width


def _table(output: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, or nothing where it would have no rows. Cells are plain text: no markup is read."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for position, column in enumerate(columns):
        table.add_column(Words(_cell(column)), overflow="fold", no_wrap=position == 0)
    for row in rows:
        table.add_row(*(Words(_cell(cell)) for cell in row))
    if table.row_count:
        output.print(Words(_cell(title), style="bold"))  # a title of the table's own folds at its width
        output.print(table)


def _cell(words: str) -> str:
    """Words that keep to their cell and cannot command the terminal."""
    return printable(_BREAK.sub(" ", words))


def _party(party: s.PartyEntry) -> tuple[str, ...]:
    names = ", ".join(
        (*party.aliases, *((f"one of {party.collective_alias}",) if party.collective_alias else ()))
    )
    body = " · ".join(part for part in (party.entity_type, party.jurisdiction) if part)
    if party.unnamed_class:
        body = "unnamed class"
    others = (("d/b/a", party.doing_business_as), ("formerly", party.formerly), ("also", party.also_known_as))
    name = "; ".join((party.name, *(f"{how} {other}" for how, other in others if other)))
    signs = ", ".join(party.signatories)
    sure = wording.sure(party.confidence)
    return name, names, party.role or "", body, party.address or "", party.found_in, signs, sure


def _clause(entry: s.OutlineEntry) -> tuple[str, ...]:
    return "  " * entry.depth + entry.cite, entry.heading or ""


def _quote(evidence: s.Evidence, longest: int) -> str:
    words = " ".join(evidence.text.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"


class _Rows:
    """The rows that say where they were read: a clause is cited as a lawyer would, with its heading."""

    def __init__(self, sheet: s.TermSheet) -> None:
        self._sheet = sheet
        self._clauses = {clause.path: clause for clause in sheet.outline}

    def terms(self) -> Iterable[tuple[str, ...]]:
        terms = self._sheet.terms
        for name in type(terms).model_fields:
            term: s.Term = getattr(terms, name)
            first = term.evidence[0] if term.evidence else None
            cite, quote = (self._cite(first.clause), _quote(first, _LONGEST_QUOTE)) if first else ("", "")
            value = wording.term_value(term)
            sure = wording.sure(term.confidence)
            yield wording.spaced(name), wording.spaced(term.status), value, sure, cite, quote

    def clauses(self) -> Iterable[tuple[str, ...]]:
        """The labels that the agreement bears, each with its first sentence."""
        for name, entry in self._sheet.clauses.items():
            if entry.answer:
                yield wording.spaced(name), wording.sure(entry.confidence), *self._where(entry.evidence)

    def date(self, entry: s.DateEntry) -> tuple[str, ...]:
        return wording.date(entry), entry.defines or "", *self._where(entry.evidence)

    def day_count(self, entry: s.DayCountEntry) -> tuple[str, ...]:
        where = self._where(entry.evidence)
        return wording.period(entry), entry.direction or "", entry.anchor or "", *where

    def percentage(self, entry: s.PercentageEntry) -> tuple[str, ...]:
        return wording.percentage(entry), entry.defines or "", *self._where(entry.evidence)

    def money(self, entry: s.MoneyEntry) -> tuple[str, ...]:
        return wording.amount(entry), entry.currency, entry.defines or "", *self._where(entry.evidence)

    def shares(self, entry: s.ShareCountEntry) -> tuple[str, ...]:
        where = self._where(entry.evidence)
        return wording.shares(entry), entry.share_class or "", entry.defines or "", *where

    def deadline(self, entry: s.DeadlineEntry) -> tuple[str, ...]:
        return (*wording.deadline(entry), *self._where(entry.evidence))

    def duty(self, entry: s.DutyEntry) -> tuple[str, ...]:
        where = self._where(entry.evidence)
        return wording.obligor(entry), wording.spaced(entry.modality), wording.duty(entry), *where

    def deal_terms(self, block: s.RegistrationRightsBlock | s.CreditBlock) -> Iterable[tuple[str, ...]]:
        for name, term in deal_terms(block):
            first = term.evidence[0] if term.evidence else None
            cite, quote = (self._cite(first.clause), _quote(first, _LONGEST_QUOTE)) if first else ("", "")
            yield name, wording.spaced(term.status), deal_term(term), cite, quote

    def definitions(self) -> Iterable[tuple[str, ...]]:
        """The terms defined here, and those that another document defines."""
        for entry in self._sheet.definitions:
            where = entry.defined_in
            yield (
                entry.term,
                self._cite(where.clause),
                _elsewhere(where.section, (where.external,) if where.external else ()),
                str(len(entry.uses)),
            )
        for foreign in self._sheet.defined_elsewhere:
            yield foreign.term, "", _elsewhere(foreign.section, foreign.documents), str(len(foreign.uses))

    def astray(self) -> Iterable[tuple[str, ...]]:
        """References to clauses and attachments that this document does not have, each wording once."""
        places: dict[str, list[str]] = {}
        for entry in self._sheet.cross_references:
            if not entry.resolves and not entry.external and entry.evidence:
                words = _quote(entry.evidence[0], _LONGEST_QUOTE)
                places.setdefault(words, []).append(self._cite(entry.from_clause))
        return ((words, _listed(cites)) for words, cites in places.items())

    def warnings(self) -> Iterable[tuple[str, ...]]:
        """Warnings of one kind and message share a row."""
        alike: dict[tuple[str, str], list[s.Evidence]] = {}
        for entry in self._sheet.warnings:
            alike.setdefault((wording.spaced(entry.kind), entry.message), []).extend(entry.evidence)
        for (kind, message), places in alike.items():
            cites = _listed([self._cite(place.clause) for place in places])
            yield kind, message, str(len(places)), cites, _quote(places[0], _SHORT_QUOTE) if places else ""

    def _cite(self, path: str | None) -> str:
        clause = self._clauses.get(path or "")
        return clause.cite if clause else path or ""

    def _where(self, evidence: Sequence[s.Evidence]) -> tuple[str, str, str]:
        """The clause, the nearest heading above the words, and the words."""
        if not evidence:
            return "", "", ""
        first = evidence[0]
        clause = self._clauses.get(first.clause or "")
        while clause is not None and not clause.heading:
            clause = self._clauses.get(clause.parent or "")
        heading = " ".join(((clause.heading if clause else None) or "").split())
        if len(heading) > _LONGEST_HEADING:
            heading = heading[: _LONGEST_HEADING - 1] + "…"
        return self._cite(first.clause), heading, _quote(first, _LONGEST_QUOTE)


def _elsewhere(section: str | None, documents: Sequence[str]) -> str:
    return " of ".join(part for part in (section, " or ".join(documents)) if part)


def _listed(cites: Sequence[str]) -> str:
    """Each clause once, the first few by name."""
    own = [cite for cite in dict.fromkeys(cites) if cite]
    more = len(own) - _MOST_CITES
    return ", ".join(own[:_MOST_CITES]) + (f" and {more} more" if more > 0 else "")
