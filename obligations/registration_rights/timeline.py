"""The whole agreement over one set of facts: from the Filing Date to the shares delivered for damages.

Each part is the result of its own mechanic. What lacks facts, or on what the agreement is silent, is left out
and named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from obligations.errors import MissingFactsError
from obligations.registration_rights.counts import CountFacts, Counts, all_months
from obligations.registration_rights.damages import Damages, DamagesFacts, damages
from obligations.registration_rights.delays import Delay
from obligations.registration_rights.duties import DutyFacts, Needs, duties, left_out
from obligations.registration_rights.filing import (
    DueDate,
    EffectivenessFacts,
    FilingFacts,
    due_date,
    effectiveness_deadline,
    filing_date,
)
from obligations.registration_rights.lateness import nominal_due
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.medium import Election, MediumFacts, PaymentsMade, cash_or_shares
from obligations.registration_rights.procedures import EarningsStatementDue
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.states import Halt, SalesBlock, Venue
from obligations.registration_rights.terms import RegistrationRights
from obligations.registration_rights.triggers import TriggerDates, TriggerFacts, Triggers, triggers
from obligations.trace import Step, fact, grounded


@dataclass(frozen=True, slots=True)
class TimelineFacts(DutyFacts):
    """The facts of all parts, as known on `as_of`; `opa` is each holder's principal.

    `filing_date` and `effectiveness_deadline` are nominal days, given where they do not follow from funding
    and termination by the terms. Without a `payment_date` payments are as of the day judged.
    """

    funding_dates: tuple[date, ...] | None = None
    termination_date: date | None = None
    filing_date: date | None = None
    effectiveness_deadline: date | None = None
    actual_filing: date | None = None
    sales_blocks: tuple[SalesBlock, ...] = ()
    delays: tuple[Delay, ...] = ()
    investor_delays: tuple[tuple[date, date], ...] = ()
    venues: tuple[Venue, ...] = ()
    halts: tuple[Halt, ...] = ()
    opa: dict[str, Decimal] | None = None
    payment_date: date | None = None
    elections: dict[str, Election] = field(default_factory=dict)
    conversion_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every part by its name, None for one that is left out; `left_out` says why."""

    filing_date: DueDate | None
    effectiveness_deadline: DueDate | None
    information_notice_by: date | None
    minimum_shares: int | None
    respond_by: tuple[date, ...]
    acceleration_request_by: date | None
    final_prospectus_by: date | None
    prospectus_copies_by: date | None
    instruction_and_opinion_by: date | None
    transfer_agent_by: date | None
    earnings_statement: EarningsStatementDue | None
    triggers: TriggerDates
    counts: Counts | None
    liquidated_damages: Damages | None
    payments: PaymentsMade | None
    left_out: dict[str, str]
    trace: Step


_NEEDS: Needs = {
    "counts": ("liquidated_damages", ()),
    "liquidated_damages": ("liquidated_damages", ("opa",)),
    "payments": ("liquidated_damages", ("opa", "conversion_price")),
}


def timeline(facts: TimelineFacts, terms: RegistrationRights, readings: Readings) -> Timeline:
    """M44: M1, M2, the duties around filing and effectiveness, M5, M11, M13 and M15, each on the one before.

    Raises what the parts raise for facts that contradict each other or cannot be.
    """
    filing, of_filing = _filing(facts, terms, readings)
    effectiveness, of_effectiveness = _effectiveness(facts, filing, terms, readings)
    due = duties(facts, terms, readings)
    out = {
        **due.left_out,
        **dict(left_out(_NEEDS, facts, terms)),
        **dict(_by_no_single_rate(terms, readings)),
    }
    for part, day in (("filing_date", filing), ("effectiveness_deadline", effectiveness)):
        if day is None:
            out[part] = "no event fixes it"
    sources = {} if facts.filing_date else {"filing_date": of_filing}
    opened = _triggers(facts, filing, terms, readings)
    counted = None if "counts" in out else _counts(facts, filing, terms, readings)
    owed = None if "liquidated_damages" in out or not counted else _damages(facts, counted, terms, readings)
    paid = None if "payments" in out or not owed else _payments(facts, owed, terms, readings)
    last = paid or owed or counted
    steps = (of_filing, of_effectiveness, *due.steps, opened.trace, *((last.trace,) if last else ()))
    trace = Step(
        "timeline",
        {"months": counted.total_months if counted else None, "damages": owed.total if owed else None},
        "each part on those before it",
        tuple(grounded(step, sources) for step in steps),
    )
    return Timeline(
        filing_date=filing,
        effectiveness_deadline=effectiveness,
        information_notice_by=due.information_notice_by,
        minimum_shares=due.minimum_shares,
        respond_by=due.respond_by,
        acceleration_request_by=due.acceleration_request_by,
        final_prospectus_by=due.final_prospectus_by,
        prospectus_copies_by=due.prospectus_copies_by,
        instruction_and_opinion_by=due.instruction_and_opinion_by,
        transfer_agent_by=due.transfer_agent_by,
        earnings_statement=due.earnings_statement,
        triggers=opened.trigger_dates,
        counts=counted,
        liquidated_damages=owed,
        payments=paid,
        left_out=out,
        trace=trace,
    )


def _by_no_single_rate(terms: RegistrationRights, readings: Readings) -> Iterator[tuple[str, str]]:
    """Why amounts are not one rate times the months, where they are not."""
    due = terms.liquidated_damages
    for part in ("liquidated_damages", "payments"):
        if due and (due.instalments or due.step):
            yield part, "damages by instalments or at a rate that steps are not one rate times a time"
        elif due and readings.opa_basis == "time_weighted":
            yield part, "needs each holder's ledger, which the mechanic of damages takes"


def _filing(
    facts: TimelineFacts, terms: RegistrationRights, readings: Readings
) -> tuple[DueDate | None, Step]:
    if facts.filing_date is not None or terms.filing_deadline is None:
        due = nominal_due("filing_date", facts.filing_date, readings)
        return due_date(due), due.trace
    try:
        found = filing_date(FilingFacts(facts.funding_dates, facts.termination_date), terms, readings)
    except MissingFactsError as error:
        # What other agreements count from is no fact of a timeline, but the day that follows from it is one.
        raise MissingFactsError("filing_date") from error
    return found.filing_date, found.trace


def _effectiveness(
    facts: TimelineFacts, filing: DueDate | None, terms: RegistrationRights, readings: Readings
) -> tuple[DueDate | None, Step]:
    given = facts.effectiveness_deadline
    if given is not None or filing is None or terms.effectiveness_deadline is None:
        due = nominal_due("effectiveness_deadline", given, readings)
        return due_date(due), due.trace
    known = EffectivenessFacts(filing.nominal, facts.actual_filing)
    try:
        found = effectiveness_deadline(known, terms, readings)
    except MissingFactsError as error:
        raise MissingFactsError("effectiveness_deadline") from error
    return found.effectiveness_deadline, found.trace


def _triggers(
    facts: TimelineFacts, filing: DueDate | None, terms: RegistrationRights, readings: Readings
) -> Triggers:
    known = TriggerFacts(
        filing_date=filing.nominal if filing else None,
        as_of=facts.as_of,
        actual_filing=facts.actual_filing,
        effective=facts.effective,
        effectiveness_deadline=facts.effectiveness_deadline,
        sales_blocks=facts.sales_blocks,
        venues=facts.venues,
    )
    return triggers(known, terms, readings)


def _counts(
    facts: TimelineFacts, filing: DueDate | None, terms: RegistrationRights, readings: Readings
) -> Counts:
    known = CountFacts(
        filing_date=filing.nominal if filing else None,
        as_of=facts.as_of,
        actual_filing=facts.actual_filing,
        effective=facts.effective,
        effectiveness_deadline=facts.effectiveness_deadline,
        investor_delays=facts.investor_delays,
        sales_blocks=facts.sales_blocks,
        delays=facts.delays,
        venues=facts.venues,
        halts=facts.halts,
    )
    return all_months(known, terms, readings)


def _damages(facts: TimelineFacts, counted: Counts, terms: RegistrationRights, readings: Readings) -> Damages:
    """Damages for the sum of the counts; their leaves lead on to the counts and to `opa`."""
    assert facts.opa is not None
    known = DamagesFacts(months=counted.total_months, holders=facts.opa)
    owed = damages(known, terms, readings)
    sources = {f"holders.{name}": fact(f"opa.{name}", basis) for name, basis in facts.opa.items()}
    return replace(owed, trace=grounded(owed.trace, {**sources, "months": counted.trace}))


def _payments(
    facts: TimelineFacts, owed: Damages, terms: RegistrationRights, readings: Readings
) -> PaymentsMade:
    """Cash or shares for the amounts; their leaves lead on to the damages."""
    assert facts.conversion_price is not None
    day = facts.payment_date or facts.as_of
    known = MediumFacts(day, owed.amounts, facts.conversion_price, facts.elections)
    paid = cash_or_shares(known, terms, readings)
    sources = {
        f"amounts.{step.name.removeprefix('amount, ')}": replace(step, readings=owed.trace.readings)
        for step in owed.trace.operands
    }
    if facts.payment_date is None:
        sources["payment_date"] = Step("payment date", day, "none given", (fact("as_of", facts.as_of),))
    return replace(paid, trace=grounded(paid.trace, sources))


MECHANICS = (Mechanic("M44", "timeline", "Integrated timeline", "all", TimelineFacts, timeline),)
