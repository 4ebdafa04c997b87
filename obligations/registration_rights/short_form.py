"""Section 2(e): moving to the short form of registration once the company may use it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from obligations.deadlines import Facts
from obligations.intervals import Interval
from obligations.registration_rights.filing import DueDate, due_date
from obligations.registration_rights.imported import breach_months
from obligations.registration_rights.lateness import Performance, check_order, performance
from obligations.registration_rights.limits import limit
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, require
from obligations.rounding import decimal_text
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class ShortFormFacts:
    """Whether the form was open at signing, when it first was, and what was done by `as_of`."""

    s3_eligible_at_signing: bool
    as_of: date
    first_eligible: date | None = None
    s3_filed: date | None = None
    s3_effective: date | None = None


@dataclass(frozen=True, slots=True)
class ShortFormDuty:
    """Whether there is a duty, its two days, what of it was late, and the months of breach."""

    applies: bool
    file_by: date | None = None
    late_filing: bool = False
    effective_by: DueDate | None = None
    late_effectiveness: bool = False
    breach_periods: tuple[Interval, ...] = ()
    months: Fraction = Fraction(0)
    months_decimal: str = decimal_text(0)
    trace: Step = field(kw_only=True)


def short_form(facts: ShortFormFacts, terms: RegistrationRights, readings: Readings) -> ShortFormDuty:
    """M20: filed so long after the form is open, effective so long after the filing itself.

    Raises `ContradictoryFactsError` for what became effective before or without being filed.
    """
    require(terms.short_form, "moving to the short form")
    eligible = fact("s3_eligible_at_signing", facts.s3_eligible_at_signing)
    if facts.s3_eligible_at_signing:
        trace = Step(
            "duty to move to the short form", value=False, how="open at signing", operands=(eligible,)
        )
        return ShortFormDuty(applies=False, trace=trace)
    check_order("s3_filed", facts.s3_filed, "s3_effective", facts.s3_effective)
    filing, effectiveness = _judged(facts, terms, readings)
    spans, months = breach_months((filing, effectiveness), facts.as_of, terms, readings)
    trace = Step(
        "duty to move to the short form",
        value=True,
        how="not open at signing",
        operands=(eligible, filing.trace, effectiveness.trace, months.trace),
    )
    return ShortFormDuty(
        applies=True,
        file_by=filing.due.perform_by,
        late_filing=filing.late,
        effective_by=due_date(effectiveness.due),
        late_effectiveness=effectiveness.late,
        breach_periods=spans,
        months=months.months,
        months_decimal=decimal_text(months.months),
        trace=trace,
    )


def _judged(
    facts: ShortFormFacts, terms: RegistrationRights, readings: Readings
) -> tuple[Performance, Performance]:
    """Filing and effectiveness, each with its deadline as known on `as_of`."""
    filed = facts.s3_filed if facts.s3_filed and facts.s3_filed <= facts.as_of else None
    known = Facts({"first_eligible": facts.first_eligible, "s3_filed": filed})
    file_by = limit("short_form", "file", known, terms, readings)
    effective_by = limit("short_form", "effective", known, terms, readings)
    return (
        performance("s3_filed", facts.s3_filed, file_by, facts.as_of),
        performance("s3_effective", facts.s3_effective, effective_by, facts.as_of),
    )


MECHANICS = (
    Mechanic("M20", "short_form", "Conversion to the short form", "2(e)", ShortFormFacts, short_form),
)
