"""Sections 3(c), 8: copies to the holders, steps before the Commission, and reports under the 1934 Act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from obligations.checks import in_order
from obligations.deadlines import Due, Facts
from obligations.errors import InvalidInputError, MissingFactsError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, require
from obligations.registration_rights.timeliness import due_by, in_time
from obligations.trace import Step, fact, law

_EFFECTIVE = "declared_effective"
_DOCUMENT = "document_"


@dataclass(frozen=True, slots=True)
class CopyEvent:
    """What happened to a document (`document_filed`, `document_received`, …) or `declared_effective`."""

    type: str
    date: dt.date
    confidential_treatment: bool = False


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """The events after which copies are sent."""

    events: tuple[CopyEvent, ...]


@dataclass(frozen=True, slots=True)
class CopyDuty:
    """What is to be sent because of an event, and the last day on which that is in time."""

    event: str
    duty: str
    due: date


@dataclass(frozen=True, slots=True)
class CopyDuties:
    """The duties in the order of the events; `at_once` are those whose standard is no number of days."""

    duties: tuple[CopyDuty, ...]
    at_once: tuple[str, ...]
    trace: Step


_FACSIMILE = "facsimile notice of effectiveness to each Investor"


def copies(facts: CopyFacts, terms: RegistrationRights, readings: Readings) -> CopyDuties:
    """M22: copies of each document, prospectuses and the notice of effectiveness.

    What has to be done "immediately" is shown on the day itself. Raises `InvalidInputError` for an event of
    another kind.
    """
    require(terms.copies, "copies to the holders")
    found = [
        (duty, due)
        for index, event in enumerate(facts.events)
        for duty, due in _duties(event, f"events[{index}]", terms, readings)
    ]
    trace = Step(
        "copies",
        tuple(duty.due for duty, _ in found),
        "each event's limits",
        tuple(step for _, step in found),
    )
    at_once = tuple(dict.fromkeys(duty.duty for duty, _ in found if duty.duty == _FACSIMILE))
    return CopyDuties(tuple(duty for duty, _ in found), at_once, trace)


def _duties(
    event: CopyEvent, place: str, terms: RegistrationRights, readings: Readings
) -> Iterator[tuple[CopyDuty, Step]]:
    if event.type == _EFFECTIVE:
        wanted = {"prospectus": "furnish prospectus copies", "notice_of_effectiveness": _FACSIMILE}
    elif event.type.startswith(_DOCUMENT):
        without = ", without what is under a request for confidential treatment"
        duty = "furnish one copy to each included Investor and its counsel"
        wanted = {"document": duty + without if event.confidential_treatment else duty}
    else:
        raise InvalidInputError(f"{place}.type: {event.type!r} is neither {_EFFECTIVE!r} nor '{_DOCUMENT}…'")
    for limit, duty in wanted.items():
        happened = Facts({"event": event.date}, computed={"event": fact(f"{place}.date", event.date)})
        due = due_by("copies", limit, happened, terms, readings)
        if due.perform_by is not None:
            what = fact(f"{place}.type", event.type)
            yield (
                CopyDuty(event.type, duty, due.perform_by),
                Step(duty, due.perform_by, "by the limit for such an event", (due.trace, what)),
            )


@dataclass(frozen=True, slots=True)
class CommissionFacts:
    """When comments came and were cleared, and when the Company acted."""

    comments_received: tuple[date, ...] = ()
    comments_cleared: date | None = None
    no_review_notice: date | None = None
    acceleration_filed: date | None = None
    effectiveness_order_received: date | None = None
    final_prospectus_filed: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class CommissionDates:
    """The last days in time of each step, and whether each was late (None: nothing says so yet)."""

    respond_by: tuple[date, ...]
    acceleration_request_by: date | None
    final_prospectus_by: date | None
    acceleration_filed_late: bool | None
    final_prospectus_filed_late: bool | None
    trace: Step


def commission_steps(
    facts: CommissionFacts, terms: RegistrationRights, readings: Readings
) -> CommissionDates:
    """M23: answers to each comment letter, the request for acceleration, the final prospectus.

    Raises `ContradictoryFactsError` for comments cleared before any came, and for a final prospectus filed
    before the order.
    """
    require(terms.commission_steps, "steps before the Commission")
    first = min(facts.comments_received, default=None)
    in_order("comments_received", first, "comments_cleared", facts.comments_cleared)
    order, final = facts.effectiveness_order_received, facts.final_prospectus_filed
    in_order("effectiveness_order_received", order, "final_prospectus_filed", final)
    answers = [
        _step("comments", {"comments_received": received}, terms, readings, f"comments_received[{index}]")
        for index, received in enumerate(facts.comments_received)
    ]
    cleared = {"comments_cleared": facts.comments_cleared, "no_review_notice": facts.no_review_notice}
    acceleration = _step("acceleration", cleared, terms, readings)
    prospectus = _step("final_prospectus", {"effectiveness_order_received": order}, terms, readings)
    trace = Step(
        "steps before the Commission",
        prospectus.perform_by or acceleration.perform_by,
        "each step's limit from its own event",
        (
            *(answer.trace for answer in answers),
            acceleration.trace,
            fact("acceleration_filed", facts.acceleration_filed),
            prospectus.trace,
            fact("final_prospectus_filed", final),
        ),
    )
    return CommissionDates(
        tuple(answer.perform_by for answer in answers if answer.perform_by),
        acceleration.perform_by,
        prospectus.perform_by,
        _late(acceleration, facts.acceleration_filed, facts.as_of),
        _late(prospectus, final, facts.as_of),
        trace,
    )


def _step(
    name: str,
    events: dict[str, date | None],
    terms: RegistrationRights,
    readings: Readings,
    given_as: str | None = None,
) -> Due:
    """When one step falls due; `given_as` is the input where an event was one of several."""
    computed = {event: fact(given_as, day) for event, day in events.items()} if given_as else {}
    return due_by("commission_steps", name, Facts(events, computed=computed), terms, readings)


def _late(due: Due, done: date | None, as_of: date | None) -> bool | None:
    timely = in_time(due, done, as_of)
    return None if timely is None else not timely


@dataclass(frozen=True, slots=True)
class Report:
    """A report under the 1934 Act: its form, its day by the Commission's rules, and the day of its filing."""

    form: str
    due: date
    filed: date | None = None


@dataclass(frozen=True, slots=True)
class ReportingFacts:
    """Reports, and a request for statements and copies with the days on which holders ceased to own."""

    reports: tuple[Report, ...] = ()
    request_date: date | None = None
    ownership_end: dict[str, date | None] = field(default_factory=dict)
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """The late reports, whether all were in time (None: no report is given), and who is to be furnished."""

    late_reports: tuple[str, ...]
    timely: bool | None
    furnish_duty: dict[str, bool]
    trace: Step


def reporting(facts: ReportingFacts, _: RegistrationRights, __: Readings) -> Reporting:
    """M35: reports filed after their day or not at all; statements go to who owns on the day of the request.

    Raises `MissingFactsError` for owners without the day of a request.
    """
    if facts.ownership_end and facts.request_date is None:
        raise MissingFactsError("request_date")
    late = tuple(report.form for report in facts.reports if _is_late(report, facts.as_of))
    furnish = {
        holder: end is None or (facts.request_date is not None and end > facts.request_date)
        for holder, end in facts.ownership_end.items()
    }
    filed = [
        Step(
            report.form,
            report.filed,
            f"due on {report.due.isoformat()}",
            (fact(f"reports[{index}].filed", report.filed),),
        )
        for index, report in enumerate(facts.reports)
    ]
    rules = law("1934 Act, sections 13 and 15(d): the Commission's rules set the days of reports")
    how = "filed after the day on which they were due, or not at all"
    reports = Step("late reports", late, how, (*filed, rules))
    owners = Step(
        "furnish on request",
        furnish,
        "ownership ends after the day of the request, or has not ended",
        (fact("request_date", facts.request_date), fact("ownership_end", facts.ownership_end)),
    )
    trace = Step("reporting", late, "reports and requests", (reports, owners))
    return Reporting(late, not late if facts.reports else None, furnish, trace)


def _is_late(report: Report, as_of: date | None) -> bool:
    """Whether a report was filed after its day, or is not filed though its day is past."""
    if report.filed is not None and (as_of is None or report.filed <= as_of):
        return report.filed > report.due
    return as_of is None or as_of > report.due


MECHANICS = (
    Mechanic("M22", "copies", "Furnishing copies", "3(c)(i)-(ii)", CopyFacts, copies),
    Mechanic(
        "M23",
        "commission_steps",
        "Comment responses, acceleration, final prospectus",
        "3(c)",
        CommissionFacts,
        commission_steps,
    ),
    Mechanic("M35", "reporting", "Rule 144 reporting", "8; 2(e)", ReportingFacts, reporting),
)
