"""The agreement with what was read from it, side by side, as one page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from pipeline.findings import Findings
from pipeline.frozen import dataclass
from pipeline.model import Clause
from pipeline.shown import printable
from pipeline.termsheet import schema as s
from pipeline.termsheet import wording
from pipeline.termsheet.assemble import term_sheet
from pipeline.termsheet.block_words import deal_term, deal_terms
from pipeline.termsheet.blocks import DealTerm


@dataclass(frozen=True, slots=True)
class _Mark:
    """A range of the text that an entry of the term sheet was read from."""

    start: int
    end: int
    kind: str
    entry: str  # id of the entry's row


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks."""

    text: str
    kinds: str  # class names
    entries: str  # ids of the rows, parted by spaces
    clause: str | None  # path of the clause whose label or heading it opens


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the term sheet's side."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the term sheet's side."""

    kind: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One document, ready for the template."""

    sheet: s.TermSheet
    runs: tuple[Run, ...]
    sections: tuple[Section, ...]


def page(findings: Sequence[Findings]) -> str:
    """An HTML page with the documents one behind the other; every character of theirs is escaped."""
    return _template().render(views=[_view(found, number) for number, found in enumerate(findings)])


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("pipeline.termsheet", package_path="."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printable"] = printable
    return environment.get_template("view.html.j2")


def _view(found: Findings, number: int) -> View:
    sheet = term_sheet(found)
    marks: list[_Mark] = []
    sections = tuple(section for section in _sections(sheet, f"d{number}", marks) if section.rows)
    clauses = found.outline.clauses
    labels = {f"d{number}-{clause.path}": (clause.start, _label_end(clause)) for clause in clauses}
    return View(sheet, tuple(_runs(found.text.string, marks, labels)), sections)


_Entry = tuple[Sequence[s.Evidence], tuple[str, ...]]  # where it was read, and the cells of its row


def _sections(sheet: s.TermSheet, prefix: str, marks: list[_Mark]) -> Iterator[Section]:
    """The tables beside the text; each row's places are added to `marks`."""
    for kind, title, entries in _tables(sheet):
        rows = []
        for position, (evidence, cells) in enumerate(entries):
            row = f"{prefix}-{kind}-{position}"
            marks.extend(_Mark(place.start, place.end, kind, row) for place in evidence)
            clause = evidence[0].clause if evidence else None
            rows.append(Row(row, (*cells, clause or "")))
        yield Section(kind, title, tuple(rows))


def _tables(sheet: s.TermSheet) -> Iterator[tuple[str, str, Iterable[_Entry]]]:
    """Class name, title and entries of each table."""
    terms = ((name, getattr(sheet.terms, name)) for name in s.Terms.model_fields)
    yield "term", "Terms", ((t.evidence, (wording.spaced(name), _term_words(t))) for name, t in terms)
    yield "party", "Parties", ((p.evidence, (p.name, _party_words(p))) for p in sheet.parties)
    clauses = ((name, entry) for name, entry in sheet.clauses.items() if entry.answer)
    yield (
        "clause",
        "Clauses",
        ((c.evidence, (wording.spaced(name), _sure_words(c.confidence))) for name, c in clauses),
    )
    yield "date", "Dates", ((d.evidence, (wording.date(d), d.defines or "")) for d in sheet.dates)
    yield "days", "Day counts", ((d.evidence, (wording.period(d), _way(d))) for d in sheet.day_counts)
    yield (
        "percent",
        "Percentages",
        ((p.evidence, (wording.percentage(p), p.defines or "")) for p in sheet.percentages),
    )
    yield (
        "money",
        "Money",
        ((m.evidence, (f"{wording.amount(m)} {m.currency}", m.defines or "")) for m in sheet.money),
    )
    yield (
        "shares",
        "Share counts",
        ((n.evidence, (wording.shares(n), n.share_class or "")) for n in sheet.share_counts),
    )
    for block in (sheet.registration_rights, sheet.credit):
        if block is not None:
            yield "deal", "Deal terms", ((t.evidence, (name, _deal(t))) for name, t in deal_terms(block))
    yield (
        "deadline",
        "Deadlines",
        ((d.evidence, (wording.obligor(d), _when(d))) for d in sheet.deadlines),
    )
    yield (
        "duty",
        "Obligations",
        ((o.evidence, (wording.obligor(o), _what(o))) for o in sheet.obligations),
    )
    yield (
        "definition",
        "Definitions",
        ((d.evidence, (d.term, d.defined_in.external or _uses(d.uses))) for d in sheet.definitions),
    )
    yield (
        "elsewhere",
        "Defined elsewhere",
        ((d.evidence, (d.term, " or ".join(d.documents))) for d in sheet.defined_elsewhere),
    )
    yield (
        "reference",
        "References",
        ((r.evidence, (r.evidence[0].text, _target(r))) for r in sheet.cross_references),
    )
    yield "warning", "Warnings", ((w.evidence, (wording.spaced(w.kind), w.message)) for w in sheet.warnings)


def _runs(text: str, marks: Sequence[_Mark], labels: dict[str, tuple[int, int]]) -> Iterator[Run]:
    """The text cut where marks begin and end, each piece with the marks over it."""
    opening = {start: anchor for anchor, (start, _) in labels.items()}
    cuts = {0, len(text), *opening}
    starts: dict[int, list[_Mark]] = {}
    ends: dict[int, list[_Mark]] = {}
    for mark in marks:
        cuts |= {mark.start, mark.end}
        starts.setdefault(mark.start, []).append(mark)
        ends.setdefault(mark.end, []).append(mark)
    for start, end in labels.values():
        cuts |= {start, min(end, len(text))}
    in_label = 0
    open_marks: list[_Mark] = []
    points = sorted(cuts)
    label_ends = dict(labels.values())
    for start, end in pairwise(points):
        for mark in ends.get(start, ()):
            open_marks.remove(mark)
        open_marks.extend(starts.get(start, ()))
        in_label = max(in_label, label_ends.get(start, 0))
        kinds = [*dict.fromkeys(mark.kind for mark in open_marks), *(["label"] if start < in_label else [])]
        entries = dict.fromkeys(mark.entry for mark in open_marks)
        yield Run(text[start:end], " ".join(kinds), " ".join(entries), opening.get(start))


def _label_end(clause: Clause) -> int:
    """Where the label and heading of a clause end."""
    return clause.heading_span.end if clause.heading_span else clause.start + len(clause.label or "")


def _term_words(term: s.Term) -> str:
    value = wording.term_value(term)
    notes = ("" if term.status == "found" else wording.spaced(term.status), _sure_words(term.confidence))
    return " · ".join(part for part in (value, *notes) if part)


def _sure_words(confidence: Decimal | None) -> str:
    return "" if confidence is None else f"{wording.sure(confidence)} sure"


def _party_words(party: s.PartyEntry) -> str:
    parts = (
        ", ".join(party.aliases),
        party.collective_alias,
        party.role,
        party.entity_type,
        party.jurisdiction,
        _sure_words(party.confidence),
    )
    return " · ".join(part for part in parts if part)


def _deal(term: DealTerm) -> str:
    words = deal_term(term)
    return words if term.status == "found" else f"{words} · {wording.spaced(term.status)}".removeprefix(" · ")


def _uses(uses: Sequence[object]) -> str:
    return "1 use" if len(uses) == 1 else f"{len(uses)} uses"


def _when(entry: s.DeadlineEntry) -> str:
    _, what, when = wording.deadline(entry)
    return f"{what}: {when}" if what else when


def _what(entry: s.DutyEntry) -> str:
    return f"{wording.spaced(entry.modality)} {wording.duty(entry)}"


def _way(entry: s.DayCountEntry) -> str:
    return " ".join(part for part in (entry.direction, entry.anchor) if part)


def _target(reference: s.CrossReferenceEntry) -> str:
    if reference.external:
        return "elsewhere"
    return reference.target or "" if reference.resolves else "leads nowhere"
