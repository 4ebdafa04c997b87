"""`dealterms explain`: one clause, with all that was read from it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Protocol

from pipeline.errors import SourceError
from pipeline.load import read_source
from pipeline.model import Clause
from pipeline.run import analyse_bytes
from pipeline.shown import printable
from pipeline.termsheet import schema as s
from pipeline.termsheet.assemble import term_sheet
from pipeline.termsheet.blocks import DealTerm
from pipeline.termsheet.table import write_entries

_SPACE = re.compile(r"\s+")


def explain(source: str, cite: str) -> bool:
    """Print the clause cited, its words and what was read from them; whether there is such a clause.

    A citation is a clause's own ("2(c)", "Section 2(c)") or its path ("2/c"). Where several documents or
    clauses bear it, each is shown.
    """
    try:
        reading = analyse_bytes(read_source(source), source)
    except SourceError as error:
        print(f"dealterms: {error}", file=sys.stderr)
        return False
    shown = False
    for found in reading.findings:
        for clause in cited(found.outline.clauses, cite):
            print(printable(f"{clause.cite} {clause.heading or ''}".strip()))
            print()
            print("\n".join(map(_line, found.text.string[clause.start : clause.end].split("\n"))))
            print()
            write_entries(_within(term_sheet(found), clause), sys.stdout)
            shown = True
    if not shown:
        print(f"dealterms: {printable(source)} has no clause {printable(cite)}", file=sys.stderr)
    return shown


def _line(words: str) -> str:
    return printable(words.replace("\t", "  "))


def cited(clauses: Sequence[Clause], cite: str) -> list[Clause]:
    """The clauses that a citation may mean, in the order of the text."""
    wanted = _bare(cite)
    return [clause for clause in clauses if wanted in (_bare(clause.cite), clause.path.lower())]


def _bare(cite: str) -> str:
    return _SPACE.sub("", cite.lower()).removeprefix("section").removeprefix("article").rstrip(".")


_BLOCKS = ("registration_rights", "credit")
_LISTS = (
    "parties", "dates", "percentages", "day_counts", "money", "share_counts", "definitions",
    "cross_references", "deadlines", "obligations", "warnings",
)  # fmt: skip


def _within(sheet: s.TermSheet, clause: Clause) -> s.TermSheet:
    """The term sheet with only what was read from the clause."""
    kept = {name: tuple(_inside(getattr(sheet, name), clause)) for name in _LISTS}
    clauses = {name: it for name, it in sheet.clauses.items() if any(_holds(clause, e) for e in it.evidence)}
    outline = tuple(entry for entry in sheet.outline if clause.start <= entry.start < clause.end)
    blocks = {name: _block(getattr(sheet, name), clause) for name in _BLOCKS}
    return sheet.model_copy(update={**kept, **blocks, "clauses": clauses, "outline": outline})


def _block(block: s.RegistrationRightsBlock | s.CreditBlock | None, clause: Clause) -> object:
    """The deal terms of the clause; those that were read elsewhere are absent from it."""
    if block is None:
        return None
    terms: dict[str, DealTerm] = {name: getattr(block, name) for name in type(block).model_fields}
    elsewhere = {
        name: type(term)(status="absent")
        for name, term in terms.items()
        if not any(_holds(clause, place) for place in term.evidence)
    }
    return None if len(elsewhere) == len(terms) else block.model_copy(update=elsewhere)


class _Read(Protocol):
    evidence: tuple[s.Evidence, ...]


def _inside(entries: Sequence[_Read], clause: Clause) -> Iterator[_Read]:
    return (entry for entry in entries if any(_holds(clause, place) for place in entry.evidence))


def _holds(clause: Clause, place: s.Evidence) -> bool:
    return clause.start <= place.start and place.end <= clause.end
