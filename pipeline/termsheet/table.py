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
from pipeline.termsheet import schema as s

_WIDTH = 120  # where the output is no terminal
_LONGEST_QUOTE = 60
_BREAK = re.compile(r"[\t\n\r]+")


def write_table(sheet: s.TermSheet, stream: IO[str]) -> None:
    """Write the term sheet's tables to `stream`."""
    console = _console(stream)
    document = sheet.document
    source = document.source
    console.print()
    console.print(Words(_cell(document.title or document.id), style="bold"))
    where = [document.kind, source.path, source.exhibit, f"{document.characters:,} characters"]
    console.print(Words(_cell(" · ".join(part for part in where if part)), style="dim"))
    _table(console, "Terms", ("term", "status", "value", "clause", "text"), _terms(sheet.terms))
    _table(
        console, "Parties", ("name", "as", "role", "body", "found in", "signs"), map(_party, sheet.parties)
    )
    _table(console, "Dates", ("date", "defines", "clause", "text"), map(_date, sheet.dates))
    _table(
        console,
        "Day counts",
        ("count", "unit", "", "anchor", "clause", "text"),
        map(_day_count, sheet.day_counts),
    )
    _table(
        console, "Percentages", ("value", "defines", "clause", "text"), map(_percentage, sheet.percentages)
    )
    _table(console, "Money", ("amount", "", "defines", "clause", "text"), map(_money, sheet.money))
    _table(
        console,
        "Share counts",
        ("count", "of", "defines", "clause", "text"),
        map(_shares, sheet.share_counts),
    )
    _table(console, "Outline", ("clause", "heading"), map(_clause, sheet.outline))
    _table(console, "Definitions", ("term", "clause", "elsewhere"), map(_definition, sheet.definitions))
    _table(console, "Warnings", ("kind", "what", "clause", "text"), map(_warning, sheet.warnings))


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
    _table(_console(stream), title, columns, rows)


def _console(stream: IO[str]) -> Console:
    width = None if stream.isatty() else _WIDTH
    return Console(file=stream, width=width, highlight=False, emoji=False, markup=False)


def _table(console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, or nothing where it would have no rows. Cells are plain text: no markup is read."""
    table = Table(title=Words(_cell(title)), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for position, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=position == 0)
    for row in rows:
        table.add_row(*(Words(_cell(cell)) for cell in row))
    if table.row_count:
        console.print(table)


def _cell(words: str) -> str:
    """Words that keep to their cell and cannot command the terminal."""
    return printable(_BREAK.sub(" ", words))


def _terms(terms: s.Terms) -> Iterable[tuple[str, ...]]:
    for name in type(terms).model_fields:
        term: s.Term = getattr(terms, name)
        value = _plain(term.value)
        if term.derivation:
            value += f" ({term.derivation})"
        yield (name.replace("_", " "), term.status.replace("_", " "), value, *_read_from(term.evidence))


def _plain(value: s.Value) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, s.PeriodValue):
        return f"{value.count} {value.unit.replace('_', ' ')}" + (", successive" if value.successive else "")
    return value or ""


def _party(party: s.PartyEntry) -> tuple[str, ...]:
    names = ", ".join(
        (*party.aliases, *((f"one of {party.collective_alias}",) if party.collective_alias else ()))
    )
    body = " · ".join(part for part in (party.entity_type, party.jurisdiction) if part)
    if party.unnamed_class:
        body = "unnamed class"
    return party.name, names, party.role or "", body, party.found_in, ", ".join(party.signatories)


def _date(entry: s.DateEntry) -> tuple[str, ...]:
    return (
        entry.iso or (entry.symbolic or "").replace("_", " "),
        entry.defines or "",
        *_read_from(entry.evidence),
    )


def _day_count(entry: s.DayCountEntry) -> tuple[str, ...]:
    if entry.count is None:
        count, unit = " + ".join(f"{part.count} {part.unit}" for part in entry.components), ""
    else:
        count, unit = f"{entry.count}", (entry.unit or "").replace("_", " ")
    if entry.count_alt:
        count += f" (or {', '.join(map(str, entry.count_alt))})"
    return count, unit, entry.direction or "", entry.anchor or "", *_read_from(entry.evidence)


def _percentage(entry: s.PercentageEntry) -> tuple[str, ...]:
    value = f"{(entry.value * 100).normalize():f}%"
    if entry.value_alt:
        value += f" (or {', '.join(f'{(other * 100).normalize():f}%' for other in entry.value_alt)})"
    return value, entry.defines or "", *_read_from(entry.evidence)


def _money(entry: s.MoneyEntry) -> tuple[str, ...]:
    amount = f"{entry.amount:,f}"
    if entry.amount_alt:
        amount += f" (or {', '.join(f'{other:,f}' for other in entry.amount_alt)})"
    return amount, entry.currency, entry.defines or "", *_read_from(entry.evidence)


def _shares(entry: s.ShareCountEntry) -> tuple[str, ...]:
    count = f"{entry.count:,}"
    if entry.count_alt:
        count += f" (or {', '.join(f'{other:,}' for other in entry.count_alt)})"
    return count, entry.share_class or "", entry.defines or "", *_read_from(entry.evidence)


def _clause(entry: s.OutlineEntry) -> tuple[str, ...]:
    return "  " * entry.depth + entry.cite, entry.heading or ""


def _definition(entry: s.DefinitionEntry) -> tuple[str, ...]:
    where = entry.defined_in
    elsewhere = " ".join(
        part for part in (where.section and f"Section {where.section}", where.external) if part
    )
    return entry.term, where.clause or "", elsewhere


def _warning(entry: s.Notice) -> tuple[str, ...]:
    return entry.kind.replace("_", " "), entry.message, *_read_from(entry.evidence)


def _read_from(evidence: Sequence[s.Evidence]) -> tuple[str, str]:
    """The clause and the words of the first piece of evidence."""
    if not evidence:
        return "", ""
    quote = " ".join(evidence[0].text.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[: _LONGEST_QUOTE - 1] + "…"
    return evidence[0].clause or "", quote
