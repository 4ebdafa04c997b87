"""Section 2(c), first list: the four events that open the company's duty to pay, each with its first day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from obligations.intervals import Interval
from obligations.registration_rights.blocks import blocked
from obligations.registration_rights.lateness import LateFacts, Performance, performances
from obligations.registration_rights.markets import markets
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.states import SalesBlock, Venue
from obligations.registration_rights.terms import RegistrationRights
from obligations.trace import Step, fact

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TriggerFacts:
    """The nominal Filing Date (None: not fixed) and what had happened by `as_of`."""

    filing_date: date | None
    as_of: date
    actual_filing: date | None = None
    effective: date | None = None
    effectiveness_deadline: date | None = None
    sales_blocks: tuple[SalesBlock, ...] = ()
    venues: tuple[Venue, ...] = ()


@dataclass(frozen=True, slots=True)
class TriggerDates:
    """The first day of each trigger, None for one that has not occurred."""

    i: date | None
    ii: date | None
    iii: date | None
    iv: date | None


@dataclass(frozen=True, slots=True)
class Triggers:
    """The triggers, and whether any has occurred."""

    trigger_dates: TriggerDates
    triggered: bool
    trace: Step


def triggers(facts: TriggerFacts, terms: RegistrationRights, readings: Readings) -> Triggers:
    """M5: lateness, blocked sales, delisting, the end of quotation. None of them excepts allowed delays.

    Raises `ContradictoryFactsError` for what became effective before or without being filed.
    """
    # A state that begins on `as_of` has begun.
    until = facts.as_of + _ONE_DAY
    late = LateFacts(
        facts.filing_date, facts.as_of, facts.actual_filing, facts.effective, facts.effectiveness_deadline
    )
    filing, effectiveness = performances(late, terms, readings)
    missed = [_missed(one) for one in (filing, effectiveness) if one.late]
    stopped, blocks = blocked(facts.sales_blocks, facts.effective, until, readings)
    market = markets(facts.venues, terms, until)
    dates = TriggerDates(
        min(missed, default=None),
        _first(days for _, days in stopped),
        _first(market.off_exchanges()),
        _first(market.off_quotation()),
    )
    triggered = any((dates.i, dates.ii, dates.iii, dates.iv))
    steps = (
        Step("trigger (i)", dates.i, _HOW[0], (filing.trace, effectiveness.trace)),
        Step("trigger (ii)", dates.ii, _HOW[1], (blocks,)),
        Step("trigger (iii)", dates.iii, _HOW[2], market.operands),
        Step("trigger (iv)", dates.iv, _HOW[3], market.operands),
    )
    how = f"one of them has occurred by {facts.as_of.isoformat()}"
    return Triggers(dates, triggered, Step("triggered", triggered, how, (*steps, fact("as_of", facts.as_of))))


_HOW = (
    "the day after the last day in time for what was missed first",
    "the first blocked day",
    "the first day on no exchange after having been on one",
    "the first day neither quoted nor on an equivalent replacement, before any listing",
)


def _missed(late: Performance) -> date:
    assert late.due.perform_by
    return late.due.perform_by + _ONE_DAY


def _first(found: Iterable[Interval]) -> date | None:
    return min((days.start for days in found if days.days), default=None)


MECHANICS = (
    Mechanic("M5", "triggers", "The four triggers", "2(c) first list (i)-(iv)", TriggerFacts, triggers),
)
