"""When the loan falls due, when the borrower reports, and how long it has to cure a default."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.credit.model import Cure, Cures, Maturity, Report, Reports
from pipeline.agreements.document import Document, bare
from pipeline.agreements.timing import expression_in, status_of
from pipeline.agreements.values import Field, Length, absent
from pipeline.expressions import Between
from pipeline.model import Status
from pipeline.spans import Span

_MATURITY: Final = re.compile(
    r"(?:(?:Final|Stated|Loan|Revolving|Term Loan|Revolver|Scheduled) )*(?:Maturity|Termination|Expiration|"
    r"Expiry)(?: Date)?",
    re.IGNORECASE,
)
_PAPER: Final = re.compile(
    r"\b(?P<paper>(?:audited |unaudited |annual |quarterly |monthly |consolidated |its |financial |"
    r"compliance |borrowing base |income )+"
    r"(?:statements?|reports?|certificates?|returns?)|borrowing base certificate|compliance certificate)\b",
    re.IGNORECASE,
)
_REPORTS: Final = re.compile(
    r"\b(?:furnish|deliver|provide|submit|report|statements?|certificates?)\w*\b", re.IGNORECASE
)
_DEFAULTS: Final = re.compile(r"\bdefaults?\b", re.IGNORECASE)
_FAILS: Final = re.compile(
    r"\b(?P<default>(?:failure|fails?|breach|violation|judgments?|proceeding|petition)\b[^,;.]{0,140})",
    re.IGNORECASE,
)
_UNCURED: Final = re.compile(
    r"\b(?:cur(?:e|ed)|remed\w+|continu\w+|unstayed|undismissed|discharged|dismissed|stayed|"
    r"after (?:written )?notice|unremedied)\b",
    re.IGNORECASE,
)


def maturity_date(document: Document) -> Field[Maturity]:
    """The day that goes by the name of maturity or termination date."""
    for definition in document.definitions:
        meaning = definition.meaning
        if meaning is None or not _MATURITY.fullmatch(document.words(definition.start, definition.end)):
            continue
        # In passing, the day stands right before the bracket: until April 30, 1999 (the "Termination Date").
        span = (
            meaning
            if meaning.start > definition.end
            else Span(max(meaning.start, meaning.end - 120), meaning.end)
        )
        dates = [date for date in document.dates(span) if date.iso]
        if dates and meaning.start < definition.start:
            span = Span(dates[-1].start, meaning.end)
        if not dates and not document.day_counts(span):
            continue
        tree, shown = expression_in(document, span)
        if isinstance(tree, Between):  # "from the date hereof until April 30, 1999 (the "Termination Date")"
            tree = tree.to
        return Field(status_of(document, span), Maturity(tree), (shown,), "definition")
    return absent()


def financial_reports(document: Document) -> Field[Reports]:
    """The papers that the borrower delivers at stated times."""
    reports: list[Report] = []
    evidence: list[Span] = []
    for sentence in document.sentences:
        if not _REPORTS.search(sentence.plain):
            continue
        start = sentence.start
        for paper in _PAPER.finditer(document.plain, sentence.start, sentence.end):
            following = _PAPER.search(document.plain, paper.end(), sentence.end)
            end = following.start() if following else sentence.end
            time = next((each for each in document.times(Span(max(start, paper.end()), end))), None)
            if time is not None:
                reports.append(Report(document.words(*paper.span("paper")), time.node))
                evidence.append(Span(paper.start(), time.span.end))
            start = paper.end()
    return Field(Status.FOUND, Reports(tuple(reports)), tuple(evidence), "reports") if reports else absent()


def cure_periods(document: Document) -> Field[Cures]:
    """How long each kind of default may go on before it is an event of default."""
    cures: list[Cure] = []
    evidence: list[Span] = []
    for sentence in document.sentences:
        if not _DEFAULTS.search(sentence.plain + " " + sentence.heading):
            continue
        for part in re.finditer(r"[^;]+", sentence.plain):
            span = Span(sentence.start + part.start(), sentence.start + part.end())
            days = next((each for each in document.day_counts(span) if each.count and each.unit), None)
            told = _FAILS.finditer(document.plain, span.start, days.start if days else span.end)
            found = max(
                told, key=lambda each: each.start(), default=None
            )  # the one that the period belongs to
            if (
                found is None
                or days is None
                or not days.count
                or not days.unit
                or not _UNCURED.search(part.group())
            ):
                continue
            name = bare(
                document.words(
                    found.start("default"), min(found.end("default"), max(days.start, found.start() + 8))
                )
            )
            name = re.sub(r"\s(?:that|which|and|for|not|within|continues?)(?:\s\w+){0,3}$", "", name)
            cures.append(Cure(name, Length(days.count, days.unit)))
            evidence.append(span)
    return Field(Status.FOUND, Cures(tuple(cures)), tuple(evidence), "cures") if cures else absent()
