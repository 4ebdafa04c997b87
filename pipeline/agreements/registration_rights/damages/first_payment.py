"""A first payment at a rate of its own: "1.0% on the Default Date, and 1.5% on each monthly anniversary"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.damages.sums import rates, sums
from pipeline.model import Money, Percentage
from pipeline.spans import Span

# A payment on the default itself: on its day, upon it, at once.
_ON_THE_DAY: Final = re.compile(
    r"\b(?:on|upon|as\sof|at)\s(?:the\s|such\s|each\s|any\s|that\s|its\s)?(?:\w+\s){0,3}?"
    r"(?:(?:Event|Default|Failure|Penalty|Late|Trigger)\s(?:Date|Day)|"
    r"first\s(?:Business\s|Trading\s)?(?:[Dd]ay|[Dd]ate)|(?:day|date)\b|occurrence|"
    r"happening|commencement|beginning|failure|[Dd]efault|missing)\b"
    r"|\b(?:immediately|forthwith|initially|at\sonce|promptly|initial\s(?:payment|amount|sum|fee|charge)|"
    r"first\s(?:payment|instal?lment)|one[- ]time)\b",
)
# What is paid again and again, or for a time: no first payment.
_AGAIN: Final = re.compile(
    r"\b(?:each|every|per|any)\s(?:(?!(?:on|upon|at)\s)[\w()-]+\s){0,5}?(?:days?|weeks?|months?|anniversar\w+|periods?|quarters?|annum|year)\b"
    r"|\b(?:monthly|weekly|daily|quarterly)\b|\bfor\sthe\s(?:first|initial)\b",
    re.IGNORECASE,
)
_CAP: Final = re.compile(r"\b(?:exceed|more\sthan|maximum|up\sto|increas\w*|by)\b[^.;]{0,60}$", re.IGNORECASE)


def with_first_payment(document: Document, clause: Clause) -> Clause:
    """The clause with the rate that is paid again and again, and that of the first payment beside it."""
    if clause.blank is not None or clause.defined_by is not None:
        return clause
    main = clause.main
    values = _values(document, main.span, clause)
    first = next((each for each in values if each.start == clause.rate_span.start), None)
    if first is None:
        return clause
    later = next((each for each in values if each.start > first.end), None)
    if later is not None and _is_first(document, main, first, later, values):
        return replace(clause, **_as(later), initial=_value(first))  # type: ignore[arg-type]
    before = _in_the_sentence_before(document, clause)
    return clause if before is None else replace(clause, initial=_value(before))


def _values(document: Document, span: Span, clause: Clause) -> Sequence[Percentage | Money]:
    if clause.amount is not None:
        return sums(document, span)
    return rates(document, span)


def _value(value: Percentage | Money) -> Decimal:
    return value.value if isinstance(value, Percentage) else value.amount


def _as(value: Percentage | Money) -> dict[str, object]:
    name = "rate" if isinstance(value, Percentage) else "amount"
    return {name: value, "rate_span": Span(value.start, value.end)}


def _is_first(
    document: Document,
    main: Sentence,
    first: Percentage | Money,
    later: Percentage | Money,
    values: Sequence[Percentage | Money],
) -> bool:
    """Whether the first value is paid on one day and the second from time to time.

    What says so stands before each of them ("on the Default Date 1 %, on each anniversary 1.5 %") or after
    each ("1 % on the Default Date and 1.5 % on each anniversary").
    """
    plain = document.plain
    if _CAP.search(plain, first.end, later.start):
        return False
    low = max(main.start, first.start - 260)
    after = min((each.start for each in values if each.start > later.end), default=main.end)
    lead, between, rest = plain[low : first.start], plain[first.end : later.start], plain[later.end : after]
    once_before = _ON_THE_DAY.search(lead) is not None and _AGAIN.search(lead) is None
    if once_before and _AGAIN.search(between):
        return not _AGAIN.search(_clause_of(between))
    once = _ON_THE_DAY.search(between) or once_before
    return bool(once and not _AGAIN.search(between) and _AGAIN.search(rest))


def _clause_of(between: str) -> str:
    """What belongs to the first value still: up to the comma, semicolon or "and" that leads to the next."""
    return re.split(r"[,;]|\s(?:and|plus|then)\s", between, maxsplit=1)[0]


def _in_the_sentence_before(document: Document, clause: Clause) -> Percentage | Money | None:
    """The value of a sentence of its own before: "On the Default Date it shall pay 1 %."""
    place = document.place(clause.main)
    before = document.sentences[place - 1] if place else None
    if before is None or before not in clause.around:
        return None
    values = _values(document, before.span, clause)
    if (
        len(values) != 1
        or _AGAIN.search(before.plain)
        or not re.search(r"\bpa(?:y|ys|id|yable)\b", before.plain)
    ):
        return None
    return values[0] if _ON_THE_DAY.search(before.plain) else None
