"""Section 2(d): the holders' place in another registration, and by when they ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from obligations.deadlines import Due, Facts
from obligations.registration_rights.filing import DueDate, due_date
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.notices import Notice, effect_of
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Piggyback, RegistrationRights, require
from obligations.registration_rights.timeliness import due_by
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class Failures:
    """What the Company fails in, at present: to file in time, to obtain or to maintain effectiveness."""

    timely_file: bool = False
    obtain_effectiveness: bool = False
    maintain_effectiveness: bool = False


@dataclass(frozen=True, slots=True)
class PiggybackFacts:
    """The other registration, the notice of it, and the days on which the holders' requests took effect."""

    failures_2a: Failures
    determination_date: date
    form: str
    registration_period_end: date | None = None
    notice: Notice | None = None
    requests: dict[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PiggybackRight:
    """Whether there is a right and, if not, why; otherwise the window for requests and which are in time.

    A request is neither in time nor late while the notice has not taken effect.
    """

    right_available: bool
    reasons: tuple[str, ...]
    notice_effective: date | None
    request_by: DueDate | None
    timely_requests: dict[str, bool | None] | None
    trace: Step


def piggyback(facts: PiggybackFacts, terms: RegistrationRights, readings: Readings) -> PiggybackRight:
    """M18: whether the holders may join, until when they may ask, and who asked in time."""
    right = terms.piggyback
    require(right, "registration with others")
    assert right
    reasons = tuple(_refusals(facts, right))
    available = Step(
        "right available",
        not reasons,
        "; ".join(reasons) or "nothing shuts it",
        (
            *(
                fact(f"failures_2a.{name}", getattr(facts.failures_2a, name))
                for name in ("timely_file", "obtain_effectiveness", "maintain_effectiveness")
            ),
            fact("determination_date", facts.determination_date),
            fact("registration_period_end", facts.registration_period_end),
            fact("form", facts.form),
            terms.operand("piggyback", "only_after_failure"),
            terms.operand("piggyback", "excluded_forms"),
        ),
    )
    if reasons:
        return PiggybackRight(
            right_available=False,
            reasons=reasons,
            notice_effective=None,
            request_by=None,
            timely_requests=None,
            trace=available,
        )
    notice = effect_of(facts.notice, terms, readings) if facts.notice else None
    effective = notice.effective_date if notice else None
    told = {"notice_effective": notice.trace} if notice else {}
    due = due_by(
        "piggyback", "election", Facts({"notice_effective": effective}, computed=told), terms, readings
    )
    trace = Step(
        "requests by",
        due.perform_by,
        "the window from the day on which the notice takes effect",
        (
            available,
            due.trace,
            *(fact(f"requests.{name}", day) for name, day in facts.requests.items()),
        ),
    )
    timely = {name: _timely(due, asked) for name, asked in facts.requests.items()}
    return PiggybackRight(
        right_available=True,
        reasons=(),
        notice_effective=effective,
        request_by=due_date(due),
        timely_requests=timely,
        trace=trace,
    )


def _refusals(facts: PiggybackFacts, right: Piggyback) -> Iterator[str]:
    """Each reason why there is no right."""
    failed = facts.failures_2a
    failing = failed.timely_file or failed.obtain_effectiveness or failed.maintain_effectiveness
    if right.only_after_failure and not failing:
        yield "no failure to timely file, obtain or maintain effectiveness"
    end = facts.registration_period_end
    if end is not None and facts.determination_date >= end:
        yield "Registration Period expired"
    if _form(facts.form) in map(_form, right.excluded_forms):
        yield "excluded form"


def _form(name: str) -> str:
    """A form's name as it is compared: "Form S-8" is "S-8"."""
    return name.strip().upper().removeprefix("FORM ")


def _timely(due: Due, asked: date | None) -> bool | None:
    if asked is None:
        return False
    return None if due.perform_by is None else asked <= due.perform_by


MECHANICS = (
    Mechanic(
        "M18",
        "piggyback",
        "Piggy-back availability and the request window",
        "2(d); 11(b)",
        PiggybackFacts,
        piggyback,
    ),
)
