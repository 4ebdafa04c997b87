"""Writes a document's findings as a term sheet, each value with the characters that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from pipeline.findings import Findings
from pipeline.model import (
    Answer,
    Blank,
    Clause,
    ClauseLabel,
    CrossReference,
    DateMention,
    DayCount,
    DefinedElsewhere,
    Definition,
    LawMention,
    Money,
    Notice,
    Outline,
    Party,
    Percentage,
    Period,
    RegionKind,
    ShareCount,
    SourceSpan,
    Text,
    Vocabulary,
)
from pipeline.spans import Span
from pipeline.termsheet import schema as s
from pipeline.termsheet.blocks import block_entry
from pipeline.termsheet.confidence import basis_of_answer, basis_of_label, basis_of_party, confidence
from pipeline.termsheet.meaning import deadline_entry, duty_entry
from pipeline.termsheet.values import whole
from pipeline.warnings import warnings


def term_sheet(found: Findings) -> s.TermSheet:
    """The term sheet of one document; same findings, same bytes."""
    writer = _Writer(found.text, found.outline, found.definitions)
    quantities = found.quantities
    deadline_of = {entry.duty: i for i, entry in enumerate(found.deadlines) if entry.duty is not None}
    return s.TermSheet(
        document=document_of(found),
        terms=s.Terms(**{name: writer.term(name, answer) for name, answer in found.terms.items()}),
        parties=tuple(writer.party(party) for party in found.parties),
        clauses={label.name: writer.clause_label(label) for label in found.labels},
        clauses_judged_by="rules and weights" if found.labels_weighed else "rules",
        dates=tuple(writer.date(entry) for entry in quantities.dates),
        percentages=tuple(writer.percentage(entry) for entry in quantities.percentages),
        day_counts=tuple(writer.day_count(entry) for entry in quantities.day_counts),
        money=tuple(writer.money(entry) for entry in quantities.money),
        share_counts=tuple(writer.share_count(entry) for entry in quantities.share_counts),
        definitions=writer.definitions(found.definitions, found.vocabulary),
        outline=tuple(writer.clause(clause) for clause in found.outline.clauses),
        cross_references=tuple(writer.cross_reference(entry) for entry in found.cross_references),
        defined_elsewhere=tuple(writer.foreign_term(entry) for entry in found.vocabulary.elsewhere),
        laws=tuple(writer.law(entry) for entry in found.laws),
        pointers=tuple(
            s.PointerEntry(kind=it.kind, target=it.target, start=it.start, end=it.end)
            for it in found.pointers
        ),
        **writer.block(found),
        deadlines=tuple(deadline_entry(found.text, entry, writer.evidence) for entry in found.deadlines),
        obligations=tuple(
            duty_entry(found.text, entry, deadline_of.get(i), writer.evidence)
            for i, entry in enumerate(found.duties)
        ),
        warnings=tuple(writer.warning(notice) for notice in warnings(found)),
        noise=writer.noise(),
    )


def document_of(found: Findings) -> s.Document:
    """What was read: the head of the term sheet, without the rest of it."""
    source = found.text.source
    title = found.title
    file_name = PurePath(source.path).name
    return s.Document(
        id=f"{source.accession or file_name}:{source.sequence}"
        if source.sequence
        else PurePath(file_name).stem,
        title=title,
        kind=found.kind,
        source=s.SourceFile(
            path=source.path,
            sha256=source.sha256,
            media_type=source.media_type,
            accession=source.accession,
            sequence=source.sequence,
            exhibit=source.exhibit,
            filename=source.filename,
            description=source.description,
        ),
        characters=len(found.text.string),
        pages=source.pages,
    )


def place(span: SourceSpan) -> s.Place:
    """A place in the source, in the form that its kind of file has."""
    if span.boxes:
        return s.PagePlace(
            boxes=tuple(
                s.PageBox(page=b.page, x0=b.x0, top=b.top, x1=b.x1, bottom=b.bottom) for b in span.boxes
            )
        )
    start, end = span.start or 0, span.end or 0
    if span.paragraph is not None:
        return s.ParagraphPlace(
            paragraph=span.paragraph, start=start, end=end, paragraph_end=span.paragraph_end
        )
    return s.TextPlace(start, end)


class _Writer:
    """Turns the pipeline's values about one text into entries of its term sheet."""

    def __init__(self, text: Text, outline: Outline, definitions: Sequence[Definition]) -> None:
        self._text = text
        self._outline = outline
        self._in_text = text.locate is SourceSpan  # as in all files but PDF and DOCX
        meanings = [(entry.meaning, entry.term) for entry in definitions if entry.meaning is not None]
        self._meant_from = {
            start: term for meaning, term in meanings for start in _first_words(text, meaning)
        }
        self._meant_to = {meaning.end: term for meaning, term in meanings}
        self._all_of_it = {meaning.end for meaning, _ in meanings if meaning.end - meaning.start < _BARE_DATE}

    def evidence(self, start: int, end: int, rule: str) -> s.Evidence:
        clause = self._outline.clause_at(start)
        return s.Evidence(
            start,
            end,
            self._text.string[start:end],
            clause.path if clause else None,
            self._place(start, end),
            rule,
        )

    def _place(self, start: int, end: int) -> s.Place:
        """Where these characters stand in the file."""
        if self._in_text:
            return s.TextPlace(*self._text.offsets.source_range(start, end))
        return place(self._text.source_of(start, end))

    def spans(self, spans: Iterable[tuple[Span, str]]) -> tuple[s.Evidence, ...]:
        return tuple([self.evidence(span.start, span.end, rule) for span, rule in spans])

    def defines(self, start: int, end: int) -> str | None:
        """The defined term whose meaning begins or ends with this value: "means 2%", "$5 (the "Fee")"."""
        by_end = self._meant_to.get
        return self._meant_from.get(start) or by_end(end) or by_end(end + 1) or by_end(end + 2)

    def of(
        self,
        entry: DateMention | Percentage | DayCount | Money | ShareCount | Blank | Party,
        rule: str | None = None,
    ) -> tuple[s.Evidence, ...]:
        return (self.evidence(entry.start, entry.end, rule or entry.rule),)

    def term(self, name: str, answer: Answer) -> s.Term:
        return s.Term(
            status=answer.status.value,
            value=_value(answer.value),
            evidence=self.spans(answer.evidence),
            alternatives=tuple(
                s.Alternative(
                    value=_value(lost.value),
                    reason=lost.reason,
                    evidence=(self.evidence(lost.start, lost.end, lost.rule),),
                )
                for lost in answer.alternatives
            ),
            confidence=confidence(name, basis_of_answer(answer)),
            derivation=answer.derivation,
        )

    def party(self, party: Party) -> s.PartyEntry:
        first = Span(party.start, party.end)
        others = (span for span in party.evidence if span != first)
        return s.PartyEntry(
            name=party.name,
            aliases=party.aliases,
            collective_alias=party.collective_alias,
            role=party.role,
            entity_type=party.entity_type,
            jurisdiction=party.jurisdiction,
            address=party.address,
            unnamed_class=party.unnamed_class,
            doing_business_as=party.doing_business_as,
            formerly=party.formerly,
            also_known_as=party.also_known_as,
            for_services_of=party.for_services_of,
            found_in=party.found_in,
            signatories=party.signatories,
            confidence=None if party.unnamed_class else confidence("parties", basis_of_party(party)),
            evidence=self.spans((span, party.rule) for span in (first, *others)),
        )

    def clause_label(self, label: ClauseLabel) -> s.ClauseAnswer:
        return s.ClauseAnswer(
            answer=label.answer,
            confidence=confidence("clauses", basis_of_label(label.name, label.basis)),
            evidence=self.spans(label.evidence),
        )

    def date(self, entry: DateMention) -> s.DateEntry:
        term = self.defines(entry.start, entry.end)
        # In 'the lease dated May 2, 2011 (the "Lease")' the term stands for the lease, not for its date.
        if term is not None and not _NAMES_A_TIME.search(term) and entry.end not in self._all_of_it:
            term = None
        return s.DateEntry(
            iso=entry.iso,
            symbolic=entry.symbolic,
            defines=term,
            evidence=self.of(entry),
        )

    def percentage(self, entry: Percentage) -> s.PercentageEntry:
        return s.PercentageEntry(
            value=entry.value,
            value_alt=_maybe(entry.alternative),
            defines=self.defines(entry.start, entry.end),
            evidence=self.of(entry),
        )

    def day_count(self, entry: DayCount) -> s.DayCountEntry:
        anchor = entry.anchor
        return s.DayCountEntry(
            count=None if entry.count is None else whole(entry.count),
            unit=None if entry.unit is None else entry.unit.value,
            direction=entry.direction,
            anchor=None if anchor is None else self._text.string[anchor.start : anchor.end],
            count_alt=() if entry.alternative is None else (whole(entry.alternative),),
            components=tuple(
                s.PeriodPart(count=whole(count), unit=unit.value) for count, unit in entry.components
            ),
            defines=self.defines(entry.start, entry.end),
            evidence=self.of(entry),
        )

    def money(self, entry: Money) -> s.MoneyEntry:
        return s.MoneyEntry(
            amount=entry.amount,
            currency=entry.currency,
            amount_alt=_maybe(entry.alternative),
            defines=self.defines(entry.start, entry.end),
            evidence=self.of(entry),
        )

    def share_count(self, entry: ShareCount) -> s.ShareCountEntry:
        return s.ShareCountEntry(
            count=whole(entry.count),
            share_class=entry.share_class,
            count_alt=() if entry.alternative is None else (whole(entry.alternative),),
            defines=self.defines(entry.start, entry.end),
            evidence=self.of(entry),
        )

    def clause(self, clause: Clause) -> s.OutlineEntry:
        return s.OutlineEntry(
            path=clause.path,
            cite=clause.cite,
            label=clause.label,
            heading=clause.heading,
            start=clause.start,
            end=clause.end,
            parent=clause.parent,
            depth=clause.depth,
            source=self._place(clause.start, clause.end),
        )

    def definitions(
        self, definitions: Sequence[Definition], vocabulary: Vocabulary
    ) -> tuple[s.DefinitionEntry, ...]:
        uses: list[list[s.TextPlace]] = [[] for _ in definitions]
        for use in vocabulary.uses:
            uses[use.definition].append(s.TextPlace(use.start, use.end))
        collective = {one: definitions[both].term for one, both in vocabulary.collective}
        return tuple(
            self._definition(entry, collective.get(i), uses[i]) for i, entry in enumerate(definitions)
        )

    def _definition(
        self, entry: Definition, one_of: str | None, uses: Sequence[s.TextPlace]
    ) -> s.DefinitionEntry:
        return s.DefinitionEntry(
            term=entry.term,
            meaning=_text_place(entry.meaning),
            defined_in=s.DefinedIn(clause=entry.clause, external=entry.agreement, section=entry.section),
            one_of=one_of,
            uses=tuple(uses),
            evidence=(self.evidence(entry.start, entry.end, "definition"),),
        )

    def foreign_term(self, entry: DefinedElsewhere) -> s.ForeignTermEntry:
        stated = entry.stated
        return s.ForeignTermEntry(
            term=entry.term,
            documents=entry.documents,
            section=entry.section,
            by="words for all terms not defined here" if entry.blanket else "its own words",
            statute=entry.statute,
            uses=tuple(s.TextPlace(use.start, use.end) for use in entry.uses),
            evidence=(self.evidence(stated.start, stated.end, "definition.elsewhere"),),
        )

    def law(self, entry: LawMention) -> s.LawEntry:
        return s.LawEntry(canonical=entry.canonical, evidence=(self.evidence(entry.start, entry.end, "law"),))

    def block(self, found: Findings) -> dict[str, Any]:
        """The deal terms, by the name of the block; nothing for a kind of agreement without them."""
        return {} if found.deal_terms is None else block_entry(found.kind, found.deal_terms, self.evidence)

    def cross_reference(self, entry: CrossReference) -> s.CrossReferenceEntry:
        return s.CrossReferenceEntry(
            from_clause=entry.clause,
            target=entry.target,
            resolves=entry.resolves,
            external=entry.external,
            statute=entry.statute,
            document=entry.document,
            item=_text_place(entry.item),
            also_may_mean=entry.also_may_mean,
            canonical=entry.canonical,
            between=entry.between,
            evidence=(self.evidence(entry.start, entry.end, "cross-reference"),),
        )

    def warning(self, notice: Notice) -> s.Notice:
        return s.Notice(
            kind=notice.kind,
            message=notice.message,
            word_value=notice.word_value,
            numeral_value=notice.numeral_value,
            evidence=self.spans((span, notice.rule) for span in notice.spans),
        )

    def noise(self) -> tuple[s.Noise, ...]:
        """What the file holds besides the agreement's own words."""
        contents = (
            s.Noise(kind="toc", source=self._place(span.start, span.end))
            for span in self._outline.spans(RegionKind.CONTENTS)
        )
        left_out = (s.Noise(kind=piece.kind, source=place(piece.source)) for piece in self._text.left_out)
        return (*contents, *left_out)


_BARE_DATE = 40  # characters of a meaning that holds a date and nothing else: "means May 2, 2011."
_NAMES_A_TIME = re.compile(
    r"\b(?:dates?|days?|time|deadline|closing|cut-?off|maturity|expir\w+|commencement|inception|effectiveness"
    r"|completion|launch|anniversary)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:(?:the|a|an|as of|initially|equal to|that is|means|shall mean)\s)*", re.IGNORECASE)


def _text_place(span: Span | None) -> s.TextPlace | None:
    return None if span is None else s.TextPlace(span.start, span.end)


def _first_words(text: Text, meaning: Span) -> tuple[int, int]:
    """Where the meaning begins, with and without what leads up to its first real word."""
    lead = _LEAD.match(text.string, meaning.start, min(meaning.end, meaning.start + 60))
    return meaning.start, lead.end() if lead else meaning.start


def _value(value: object) -> s.Value:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return tuple(str(part) for part in value)
    if isinstance(value, Period):
        return s.PeriodValue(count=value.count, unit=value.unit.value, successive=value.successive)
    raise TypeError(f"a term's value is a string, several, or a period, not {type(value).__name__}")


def _maybe(value: Decimal | None) -> tuple[Decimal, ...]:
    return () if value is None else (value,)
