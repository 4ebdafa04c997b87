"""The liquidated damages, put together from their clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.damages import limits, terms
from pipeline.agreements.registration_rights.damages.clause import Clause, damages_clause
from pipeline.agreements.registration_rights.damages.counting import counting
from pipeline.agreements.registration_rights.damages.counts import counts
from pipeline.agreements.registration_rights.damages.day_count import day_count, part_days
from pipeline.agreements.registration_rights.damages.due import due, each_period, moved
from pipeline.agreements.registration_rights.damages.first_payment import with_first_payment
from pipeline.agreements.registration_rights.damages.grace import grace
from pipeline.agreements.registration_rights.damages.late_interest import interest
from pipeline.agreements.registration_rights.damages.step import step
from pipeline.agreements.registration_rights.model import DayCount, LiquidatedDamages
from pipeline.agreements.values import Amount, Field, absent
from pipeline.expressions import Convention
from pipeline.model import Status, Unit
from pipeline.spans import Span

_T = TypeVar("_T")
_DAYS: Final = re.compile(r"\d|\b(?:first|initial)\b")


def liquidated_damages(document: Document) -> Field[LiquidatedDamages]:
    """What the company pays for each period of default, with cap, grace, interest and due date."""
    clause = damages_clause(document)
    if clause is None:
        return absent()
    clause = with_first_payment(document, clause)
    length = terms.period(document, clause)
    basis = terms.basis(document, clause)
    proration, prorated_at = terms.proration(document, clause, length)
    later = step(document, clause)
    cap = limits.cap(document, clause, basis, later[0].max_rate if later else None)
    late = interest(document, clause)
    free = grace(document, clause)
    payable = due(document, clause, free[1] if free else None)
    part_due = due_each = None
    if payable and (due_each := each_period(document, clause, payable[0])):
        part_due, payable = payable, due_each
    moves: tuple[Convention, Span] | None = _first(clause.around, moved)
    excluded = limits.excluded(document, clause)
    if excluded and free and excluded[1] == free[1] and _DAYS.search(excluded[0]):
        excluded = None  # the days of grace, which are told as such
    others = [each for each in (clause.main, *clause.around) if late is None or each.span != late[1]]
    yearly = length is not None and length.unit is Unit.YEARS
    of_year: tuple[DayCount, Span] | None = None
    if yearly:
        of_year = _first(others, lambda each: day_count(each.plain))
    monthly = length is not None and not yearly
    of_period = _first(others, lambda each: part_days(document, each)) if monthly else None
    told = [each for each in (of_year, of_period) if each]
    value = LiquidatedDamages(
        rate=clause.rate.value if clause.rate else None,
        amount_per_period=Amount(clause.amount.amount, clause.amount.currency) if clause.amount else None,
        period=length,
        basis=basis,
        proration="daily" if of_period and proration == "none" else proration,
        counting=counting(document, clause),
        step=later[0] if later else None,
        cap=cap[0] if cap else None,
        grace=free[0] if free else None,
        interest=late[0] if late else None,
        due=payable[0] if payable else None,
        excluded=excluded[0] if excluded else None,
        payable_in=terms.payable_in(clause),
        counts=counts(document, clause),
        day_count=of_year[0] if of_year else None,
        part_days=of_period[0] if of_period else None,
        initial_rate=clause.initial,
        part_due=part_due[0] if part_due else None,
        moved=moves[0] if moves else None,
        shared=clause.amount is not None and terms.is_shared(clause),
    )
    places = [
        clause.main.span,
        clause.defined_by,
        prorated_at,
        *(each[1] for each in (cap, free, late, payable, part_due, moves, excluded, *told) if each),
    ]
    return Field(_status(document, clause), value, _once(places), "payment-for-default")


def _first(sentences: Iterable[Sentence], reader: Callable[[Sentence], _T | None]) -> tuple[_T, Span] | None:
    """What the first sentence says of which the reader finds something, and where."""
    for sentence in sentences:
        found = reader(sentence)
        if found is not None:
            return found, sentence.span
    return None


def _once(places: list[Span | None]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(place for place in places if place is not None))


def _status(document: Document, clause: Clause) -> Status:
    if clause.blank is not None:
        return Status.REDACTED if clause.blank.redacted else Status.BLANK
    found = clause.rate or clause.amount
    counted = document.day_counts(clause.main)
    if (found is not None and found.alternative is not None) or any(
        each.alternative is not None for each in counted
    ):
        return Status.CONFLICT
    return Status.FOUND
