"""What is laid side by side: document, single-valued terms, parties, yes/no labels, deal terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.compare.cells import Cell, Field
from pipeline.compare.comparable import Comparable, Day, word_set, words
from pipeline.compare.deal_terms import block_fields
from pipeline.compare.times import Time
from pipeline.termsheet import schema as s
from pipeline.termsheet.wording import spaced, term_value

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_ROLE = "without_role"


def fields(sheets: Sequence[s.TermSheet]) -> tuple[Field, ...]:
    """The rows for these term sheets, the same whatever their order."""
    return (
        Field("document.kind", "kind of agreement", _kind),
        *_terms(),
        *_parties(sheets),
        *map(_label, sorted({name for sheet in sheets for name in sheet.clauses})),
        *block_fields(sheets),
    )


def day_or_words(value: str) -> Comparable:
    """What a value in words is compared by; a whole ISO date is a day."""
    return Day(value) if _DAY.fullmatch(value) else words(value)


def _kind(sheet: s.TermSheet) -> Cell:
    kind = sheet.document.kind
    return Cell("found", spaced(kind), words(kind))


# --------------------------------------------------------------------------- single-valued terms


def _terms() -> Iterator[Field]:
    for name in s.Terms.model_fields:
        yield _term(name)
        if name == "renewal_term":
            yield Field(f"terms.{name}.successive", f"{spaced(name)}: successive", _successive, part=True)


def _term(name: str) -> Field:
    def read(sheet: s.TermSheet) -> Cell:
        term: s.Term = getattr(sheet.terms, name)
        return Cell(
            term.status,
            term_value(term),
            _comparable(term.value),
            term.evidence,
            term.alternatives,
            term.confidence,
        )

    return Field(f"terms.{name}", spaced(name), read)


def _comparable(value: s.Value) -> Comparable | None:
    match value:
        case None | ():
            return None
        case s.PeriodValue():
            return Time(Fraction(value.count), value.unit)
        case tuple():
            return word_set(*value) if len(value) > 1 else day_or_words(value[0])
        case _:
            return day_or_words(value)


def _successive(sheet: s.TermSheet) -> Cell:
    term = sheet.terms.renewal_term
    if isinstance(term.value, s.PeriodValue) and term.value.successive is not None:
        shown = "yes" if term.value.successive else "no"
        return Cell(term.status, shown, words(shown), term.evidence)
    return Cell("absent" if term.status in ("found", "conflict") else term.status)


# --------------------------------------------------------------------------- parties and labels


def _parties(sheets: Sequence[s.TermSheet]) -> Iterator[Field]:
    """A row for all, then one for each role that a party plays in any of the agreements."""
    yield Field("parties", "parties", lambda sheet: _parties_cell(sheet.parties))
    roles = {party.role for sheet in sheets for party in sheet.parties}
    yield from map(_party, sorted(role for role in roles if role is not None))
    if None in roles:
        yield _party(None)


def _party(role: str | None) -> Field:
    def read(sheet: s.TermSheet) -> Cell:
        return _parties_cell([party for party in sheet.parties if party.role == role])

    name = (role or _NO_ROLE).replace(" ", "_")
    return Field(f"parties.{name}", role or spaced(_NO_ROLE), read)


def _parties_cell(parties: Sequence[s.PartyEntry]) -> Cell:
    if not parties:
        return Cell("absent")
    return Cell(
        "found",
        "; ".join(map(_described, parties)),
        word_set(*(party.name for party in parties)),
        tuple(place for party in parties for place in party.evidence),
    )


def _described(party: s.PartyEntry) -> str:
    body = ["unnamed class"] if party.unnamed_class else [party.entity_type, party.jurisdiction]
    what = ", ".join(part for part in body if part)
    return f"{party.name} ({what})" if what else party.name


def _label(name: str) -> Field:
    def read(sheet: s.TermSheet) -> Cell:
        answer = sheet.clauses.get(name)
        if answer is None:
            return Cell("not_applicable")
        if not answer.answer:  # a clause that is not there, as a term that is not there
            return Cell("absent", "no", confidence=answer.confidence)
        return Cell("found", "yes", words("yes"), answer.evidence, confidence=answer.confidence)

    return Field(f"clauses.{name}", spaced(name), read)
