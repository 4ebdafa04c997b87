"""The duties around filing and effectiveness over one set of facts, each by its own mechanic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from obligations.deadlines import Facts
from obligations.registration_rights.commission import CommissionFacts, commission_steps
from obligations.registration_rights.limits import limit
from obligations.registration_rights.procedures import (
    EarningsFacts,
    EarningsStatementDue,
    InformationFacts,
    TransferAgentFacts,
    earnings_statement,
    information_request,
    transfer_agent,
)
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.reservation import ReservationFacts, share_reservation
from obligations.registration_rights.terms import RegistrationRights
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What the duties take; None is not known or has not happened."""

    as_of: date
    anticipated_filing_date: date | None = None
    effective: date | None = None
    debenture_principals: tuple[Decimal, ...] | None = None
    additional_debenture_principals: tuple[Decimal, ...] = ()
    variable_conversion_price: Decimal | None = None
    warrant_shares: int | None = None
    comments_received: tuple[date, ...] = ()
    comments_cleared: date | None = None
    no_review_notice: date | None = None
    effectiveness_order_received: date | None = None
    fiscal_year_end_month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """The last day in time of each duty, None where no event fixes it, and the shares to register."""

    information_notice_by: date | None = None
    minimum_shares: int | None = None
    respond_by: tuple[date, ...] = ()
    acceleration_request_by: date | None = None
    final_prospectus_by: date | None = None
    prospectus_copies_by: date | None = None
    instruction_and_opinion_by: date | None = None
    transfer_agent_by: date | None = None
    earnings_statement: EarningsStatementDue | None = None
    left_out: dict[str, str]
    steps: tuple[Step, ...]


Needs = Mapping[str, tuple[str, tuple[str, ...]]]
"""The group of terms and the facts that each part takes."""

_NEEDS: Needs = {
    "information_notice_by": ("information_notice", ("anticipated_filing_date",)),
    "minimum_shares": (
        "share_multiplier",
        ("debenture_principals", "variable_conversion_price", "warrant_shares"),
    ),
    "respond_by": ("commission_steps", ()),
    "prospectus_copies_by": ("copies", ("effective",)),
    "transfer_agent_by": ("transfer_agent", ("effective",)),
    "earnings_statement": ("earnings_statement", ("effective", "fiscal_year_end_month")),
}


def left_out(needs: Needs, facts: object, terms: RegistrationRights) -> Iterator[tuple[str, str]]:
    """The parts that cannot be computed, each with the reason."""
    for part, (group, needed) in needs.items():
        lacking = [name for name in needed if getattr(facts, name) is None]
        if getattr(terms, group) is None:
            yield part, f"the terms say nothing of {group.replace('_', ' ')}"
        elif lacking:
            yield part, f"needs {', '.join(lacking)}"


def duties(facts: DutyFacts, terms: RegistrationRights, readings: Readings) -> Duties:
    """M4, M22, M23, M26, M27 and M28, as far as the facts and the terms go."""
    out = dict(left_out(_NEEDS, facts, terms))
    request = agent = statement = shares = answers = copies = None
    if "information_notice_by" not in out:
        assert facts.anticipated_filing_date
        request = information_request(InformationFacts(facts.anticipated_filing_date), terms, readings)
    if "minimum_shares" not in out:
        shares = share_reservation(_reservation(facts), terms, readings)
    if "respond_by" not in out:
        answers = commission_steps(_before_the_commission(facts), terms, readings)
    if "prospectus_copies_by" not in out:
        effective = fact("effective", facts.effective)
        events = Facts({"event": facts.effective}, computed={"event": effective})
        copies = limit("copies", "prospectus", events, terms, readings)
    if "transfer_agent_by" not in out:
        assert facts.effective
        agent = transfer_agent(TransferAgentFacts(facts.effective), terms, readings)
    if "earnings_statement" not in out:
        assert facts.effective
        assert facts.fiscal_year_end_month is not None
        of_year = EarningsFacts(facts.effective, facts.fiscal_year_end_month)
        statement = earnings_statement(of_year, terms, readings)
    parts = (request, shares, answers, copies, agent, statement)
    return Duties(
        information_notice_by=request.notify_by if request else None,
        minimum_shares=shares.minimum_shares if shares else None,
        respond_by=answers.respond_by if answers else (),
        acceleration_request_by=answers.acceleration_request_by if answers else None,
        final_prospectus_by=answers.final_prospectus_by if answers else None,
        prospectus_copies_by=copies.perform_by if copies else None,
        instruction_and_opinion_by=agent.instruction_and_opinion_by if agent else None,
        transfer_agent_by=agent.transfer_agent_by if agent else None,
        earnings_statement=statement,
        left_out=out,
        steps=tuple(part.trace for part in parts if part),
    )


def _reservation(facts: DutyFacts) -> ReservationFacts:
    assert facts.debenture_principals is not None
    assert facts.variable_conversion_price is not None
    assert facts.warrant_shares is not None
    return ReservationFacts(
        facts.debenture_principals,
        facts.variable_conversion_price,
        facts.warrant_shares,
        facts.additional_debenture_principals,
    )


def _before_the_commission(facts: DutyFacts) -> CommissionFacts:
    return CommissionFacts(
        comments_received=facts.comments_received,
        comments_cleared=facts.comments_cleared,
        no_review_notice=facts.no_review_notice,
        effectiveness_order_received=facts.effectiveness_order_received,
    )
