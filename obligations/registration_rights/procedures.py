"""Sections 3(i), 3(j), 3(n), 3(o), 4(a): what else falls due around filing and effectiveness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from obligations.deadlines import Due, Facts, count_from, evaluate
from obligations.errors import InvalidInputError
from obligations.periods import add_months
from obligations.registration_rights.filing import DueDate, due_date
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, require, whole
from obligations.registration_rights.timeliness import due_by, in_time
from obligations.trace import Step, fact, law

_QUARTER = 3  # months


@dataclass(frozen=True, slots=True)
class EarningsFacts:
    """The day of effectiveness, and the month (1 to 12) with which the Company's fiscal year ends."""

    effective: date
    fiscal_year_end_month: int


@dataclass(frozen=True, slots=True)
class EarningsStatementDue:
    """The latest period that an earnings statement may cover, first and last day, and when it is due."""

    latest_period_start: date
    latest_period_end: date
    due: DueDate | None
    trace: Step


def earnings_statement(
    facts: EarningsFacts, terms: RegistrationRights, readings: Readings
) -> EarningsStatementDue:
    """M26: the period from the first day of the fiscal quarter after effectiveness, and the statement's day.

    The outer limit: an earlier period is allowed and makes the statement due earlier. Raises
    `InvalidInputError` for a month that is none.
    """
    statement = terms.earnings_statement
    require(statement, "an earnings statement")
    assert statement
    if not 1 <= facts.fiscal_year_end_month <= 12:
        raise InvalidInputError(f"fiscal_year_end_month: {facts.fiscal_year_end_month} is no month")
    start = _quarter_after(facts.effective, facts.fiscal_year_end_month)
    end = count_from(start, whole(statement.period), statement.period.unit, readings.days()) - timedelta(
        days=1
    )
    first = Step(
        "latest period, first day",
        start,
        "first day of a fiscal quarter after the effective date",
        (
            fact("effective", facts.effective),
            fact("fiscal_year_end_month", facts.fiscal_year_end_month),
            law("17 C.F.R. § 230.158"),
        ),
    )
    last = Step(
        "latest period, last day",
        end,
        f"{statement.period} from the first day, less a day",
        (first, terms.operand("earnings_statement", "period")),
    )
    closed = Facts({"period_end": end}, computed={"period_end": last})
    due = due_by("earnings_statement", "due", closed, terms, readings)
    return EarningsStatementDue(start, end, due_date(due), due.trace)


def _quarter_after(day: date, year_end_month: int) -> date:
    """The first day after `day` on which a fiscal quarter begins."""
    month = add_months(day.replace(day=1), 1)
    while (month.month - year_end_month - 1) % _QUARTER:
        month = add_months(month, 1)
    return month


@dataclass(frozen=True, slots=True)
class TransferAgentFacts:
    """Effectiveness, the transfer agent's appointment, and the two documents that it is sent."""

    effective: date
    transfer_agent_appointed: date | None = None
    instruction_delivered: date | None = None
    opinion_delivered: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class TransferAgentDates:
    """The last days in time, and whether they were met (None: nothing says so yet)."""

    transfer_agent_by: date | None
    instruction_and_opinion_by: date | None
    transfer_agent_timely: bool | None
    delivery_timely: bool | None
    trace: Step


def transfer_agent(
    facts: TransferAgentFacts, terms: RegistrationRights, readings: Readings
) -> TransferAgentDates:
    """M27: the agent in place by effectiveness, instruction and opinion delivered thereafter.

    Of the two documents both are needed: one alone is no delivery, and late.
    """
    require(terms.transfer_agent, "a transfer agent")
    events = Facts({"effective": facts.effective})
    appointed = due_by("transfer_agent", "appointed", events, terms, readings)
    delivered = due_by("transfer_agent", "delivered", events, terms, readings)
    trace = Step(
        "transfer agent",
        delivered.perform_by,
        "agent, instruction and opinion",
        (
            appointed.trace,
            fact("transfer_agent_appointed", facts.transfer_agent_appointed),
            delivered.trace,
            fact("instruction_delivered", facts.instruction_delivered),
            fact("opinion_delivered", facts.opinion_delivered),
        ),
    )
    return TransferAgentDates(
        appointed.perform_by,
        delivered.perform_by,
        in_time(appointed, facts.transfer_agent_appointed, facts.as_of),
        _both(delivered, facts),
        trace,
    )


def _both(due: Due, facts: TransferAgentFacts) -> bool | None:
    """Whether both documents came in time: no once one is late, or came without the other."""
    documents = (facts.instruction_delivered, facts.opinion_delivered)
    each = [in_time(due, day, facts.as_of) for day in documents]
    if False in each or (facts.as_of is None and any(documents) and None in each):
        return False
    return None if None in each else True


@dataclass(frozen=True, slots=True)
class InformationFacts:
    """The anticipated filing, when the Company's request took effect, and who furnished what it wants.

    `information_received` says of each Investor that it did, or when.
    """

    anticipated_filing_date: date
    notice_effective: date | None = None
    information_received: dict[str, bool | date | None] | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class InformationRequest:
    """The last day for the request, whether it was in time, and for whom the registration has to be made."""

    notify_by: date | None
    timely: bool | None
    register_for: tuple[str, ...] | None
    condition_not_met: tuple[str, ...] | None
    trace: Step


def information_request(
    facts: InformationFacts, terms: RegistrationRights, readings: Readings
) -> InformationRequest:
    """M28: the Company asks so many days before the filing; who does not answer need not be registered."""
    require(terms.information_notice, "a request for information")
    events = Facts({"anticipated_filing_date": facts.anticipated_filing_date})
    due = due_by("information_notice", "expression", events, terms, readings)
    timely = in_time(due, facts.notice_effective, facts.as_of)
    given = facts.information_received
    furnished = None if given is None else tuple(name for name, received in given.items() if received)
    lacking = None if given is None else tuple(name for name, received in given.items() if not received)
    trace = Step(
        "request for information",
        due.perform_by,
        "the last day of notice before the filing",
        (
            due.trace,
            fact("notice_effective", facts.notice_effective),
            Step(
                "register for",
                furnished,
                "who furnished what was asked",
                (fact("information_received", given),),
            ),
        ),
    )
    return InformationRequest(due.perform_by, timely, furnished, lacking, trace)


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """Whether a holder asked, whether the sale is underwritten, and the two days that may count."""

    requested: bool
    underwritten: bool
    delivery_to_underwriter: date | None = None
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class OpinionAndLetterDue:
    """Whether anything is due, and the day on which both documents are furnished, which they bear."""

    due: bool
    furnish_on: date | None
    opinion_dated: date | None
    letter_dated: date | None
    trace: Step


def opinion_and_letter(
    facts: OpinionFacts, terms: RegistrationRights, readings: Readings
) -> OpinionAndLetterDue:
    """M29: the opinion and the comfort letter, on the day of the event itself, open or not."""
    documents = terms.opinion_and_letter
    require(documents, "an opinion and a comfort letter")
    assert documents
    wanted = facts.requested or not documents.on_request
    events = Facts(
        {"delivery_to_underwriter": facts.delivery_to_underwriter, "effective": facts.effective},
        {"underwritten": facts.underwritten},
    )
    days = replace(readings.days(), roll=None)
    due = evaluate(documents.furnished, events, days, name="opinion and letter")
    day = due.nominal if wanted else None
    trace = Step(
        "opinion and letter",
        day,
        "on the day of the event" if wanted else "nobody asked",
        (
            fact("requested", facts.requested),
            due.trace,
            terms.operand("opinion_and_letter", "furnished"),
            terms.operand("opinion_and_letter", "on_request"),
        ),
    )
    return OpinionAndLetterDue(wanted, day, day, day, trace)


MECHANICS = (
    Mechanic(
        "M26",
        "earnings_statement",
        "Earnings statement",
        "3(i); Rule 158",
        EarningsFacts,
        earnings_statement,
        {"fiscal_year_end_month": "the Company"},
    ),
    Mechanic(
        "M27",
        "transfer_agent",
        "Transfer agent; instruction and opinion",
        "3(n), 3(o)",
        TransferAgentFacts,
        transfer_agent,
    ),
    Mechanic(
        "M28",
        "information_request",
        "Information request and condition precedent",
        "4(a)",
        InformationFacts,
        information_request,
    ),
    Mechanic(
        "M29",
        "opinion_and_letter",
        "Opinion and comfort letter date",
        "3(j)",
        OpinionFacts,
        opinion_and_letter,
    ),
)
