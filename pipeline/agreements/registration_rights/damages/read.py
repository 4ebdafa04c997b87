"""The liquidated damages, put together from their clause."""

from __future__ import annotations

import re
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.registration_rights.damages import limits, terms
from pipeline.agreements.registration_rights.damages.clause import Clause, damages_clause
from pipeline.agreements.registration_rights.damages.counting import counting
from pipeline.agreements.registration_rights.damages.counts import counts
from pipeline.agreements.registration_rights.damages.due import due
from pipeline.agreements.registration_rights.damages.step import step
from pipeline.agreements.registration_rights.model import LiquidatedDamages
from pipeline.agreements.values import Amount, Field, absent
from pipeline.model import Status
from pipeline.spans import Span

_DAYS: Final = re.compile(r"\d|\b(?:first|initial)\b")


def liquidated_damages(document: Document) -> Field[LiquidatedDamages]:
    """What the company pays for each period of default, with cap, grace, interest and due date."""
    clause = damages_clause(document)
    if clause is None:
        return absent()
    length = terms.period(document, clause)
    basis = terms.basis(document, clause)
    proration, prorated_at = terms.proration(clause, length)
    later = step(document, clause)
    cap = limits.cap(document, clause, basis, later[0].max_rate if later else None)
    interest = limits.interest(document, clause)
    grace = limits.grace(document, clause)
    payable = due(document, clause, grace[1] if grace else None)
    excluded = limits.excluded(document, clause)
    if excluded and grace and excluded[1] == grace[1] and _DAYS.search(excluded[0]):
        excluded = None  # the days of grace, which are told as such
    value = LiquidatedDamages(
        rate=clause.rate.value if clause.rate else None,
        amount_per_period=Amount(clause.amount.amount, clause.amount.currency) if clause.amount else None,
        period=length,
        basis=basis,
        proration=proration,
        counting=counting(document, clause),
        step=later[0] if later else None,
        cap=cap[0] if cap else None,
        grace=grace[0] if grace else None,
        interest=interest[0] if interest else None,
        due=payable[0] if payable else None,
        excluded=excluded[0] if excluded else None,
        payable_in=terms.payable_in(clause),
        counts=counts(document, clause),
    )
    places = [
        clause.main.span,
        clause.defined_by,
        prorated_at,
        *(each[1] for each in (cap, grace, interest, payable, excluded) if each),
    ]
    return Field(_status(document, clause), value, _once(places), "payment-for-default")


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
