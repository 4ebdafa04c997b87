"""Section 2(c), count (i): the months for which the registration statement is filed or effective late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from obligations.checks import in_order
from obligations.deadlines import Due, Facts, evaluate
from obligations.errors import ContradictoryFactsError, MissingFactsError
from obligations.expressions import Anchor
from obligations.intervals import Interval, intersect, length, merge
from obligations.proration import last_days
from obligations.registration_rights.defaults import Default, span_of
from obligations.registration_rights.filing import effectiveness_due
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.months import Count, Period, count, damages_of, none_counted
from obligations.registration_rights.readings import ROLL, Readings
from obligations.registration_rights.terms import RegistrationRights
from obligations.rounding import decimal_text
from obligations.trace import Step, fact

Limb = Literal["late_filing", "late_effectiveness", "both", "none"]


@dataclass(frozen=True, slots=True)
class LateFacts:
    """The nominal Filing Date (None: not fixed), what was done by `as_of`, and the Investors' own delays.

    `effectiveness_deadline` is the nominal day where it does not follow from the Filing Date by the terms.
    `investor_delays` are found to be solely attributable to Investors, each with the first day after it.
    """

    filing_date: date | None
    as_of: date
    actual_filing: date | None = None
    effective: date | None = None
    effectiveness_deadline: date | None = None
    investor_delays: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Performance:
    """A duty with a day: when it was due, when it was done as far as known on the day judged, and if late."""

    due: Due
    done: date | None
    late: bool
    trace: Step


def performance(name: str, done: date | None, due: Due, as_of: date) -> Performance:
    """Whether what was `done`, a fact called `name`, was late on `as_of`; what came later is ignored."""
    known = done if done and done <= as_of else None
    late = not due.is_met_by(known, as_of)
    how = (
        "whether it was still not done after the last day in time"
        if due.nominal
        else "no day is fixed for it"
    )
    operands = (fact(name, done), fact("as_of", as_of), due.trace)
    return Performance(due, known, late, Step(f"{name} late", late, how, operands))


def performances(
    facts: LateFacts, terms: RegistrationRights, readings: Readings
) -> tuple[Performance, Performance]:
    """Filing and effectiveness.

    Raises `ContradictoryFactsError` for what became effective before or without being filed.
    """
    check_order("actual_filing", facts.actual_filing, "effective", facts.effective)
    filing = nominal_due("filing_date", facts.filing_date, readings)
    effectiveness = _effectiveness_due(facts, terms, readings)
    return (
        performance("actual_filing", facts.actual_filing, filing, facts.as_of),
        performance("effective", facts.effective, effectiveness, facts.as_of),
    )


def check_order(filing: str, filed: date | None, effectiveness: str, effective: date | None) -> None:
    """Raises `ContradictoryFactsError` where what became effective was not filed, or only later."""
    if effective is not None and (filed is None or filed > effective):
        when = "it was never filed" if filed is None else f"it was filed on {filed.isoformat()}"
        raise ContradictoryFactsError(
            f"{effectiveness}: effective on {effective.isoformat()}, but by {filing} {when}"
        )


def nominal_due(name: str, day: date | None, readings: Readings) -> Due:
    """A deadline whose nominal day is a fact (None: not fixed), with the last day in time."""
    words = name.replace("_", " ")
    due = evaluate(Anchor(name), Facts({name: day}), readings.days(), name=words)
    how = "the day, or the open day to which the law moves it"
    return replace(due, trace=Step(f"{words}, in time by", due.perform_by, how, (due.trace,), readings=ROLL))


def _effectiveness_due(facts: LateFacts, terms: RegistrationRights, readings: Readings) -> Due:
    if facts.effectiveness_deadline is not None or terms.effectiveness_deadline is None:
        return nominal_due("effectiveness_deadline", facts.effectiveness_deadline, readings)
    known = facts.actual_filing if facts.actual_filing and facts.actual_filing <= facts.as_of else None
    due = effectiveness_due(facts.filing_date, known, terms, readings)
    if due.missing:
        raise MissingFactsError("effectiveness_deadline")
    return due


@dataclass(frozen=True, slots=True)
class LateCount:
    """Which limb was missed, the stretches that count, and their months."""

    limb: Limb
    periods: tuple[Period, ...]
    months: Fraction
    months_decimal: str
    trace: Step


def late_months(facts: LateFacts, terms: RegistrationRights, readings: Readings) -> LateCount:
    """M6 and M7: count (i), less what is solely attributable to Investors."""
    limb, counted = count_i(facts, terms, readings)
    return LateCount(limb, counted.periods, counted.months, decimal_text(counted.months), counted.trace)


def count_i(facts: LateFacts, terms: RegistrationRights, readings: Readings) -> tuple[Limb, Count]:
    """The limb and the months of count (i), with the days that count."""
    filing, effectiveness = performances(facts, terms, readings)
    for index, (start, end) in enumerate(facts.investor_delays):
        in_order(f"investor_delays[{index}][0]", start, f"investor_delays[{index}][1]", end)
    return late_count(filing, effectiveness, facts.as_of, facts.investor_delays, terms, readings)


def late_count(
    filing: Performance,
    effectiveness: Performance,
    as_of: date,
    investor_delays: Sequence[tuple[date, date]],
    terms: RegistrationRights,
    readings: Readings,
) -> tuple[Limb, Count]:
    """The months from what was missed until it was cured, by the reading of where each limb ends."""
    defaults = _defaults(filing, effectiveness, readings)
    found = (span_of(damages_of(terms), default, as_of, readings.days()) for default in defaults)
    spans = merge(span for span in found if span)
    counted_by = [terms.operand("liquidated_damages", "first_day")]
    if damages_of(terms).grace:
        counted_by.append(terms.operand("liquidated_damages", "grace"))
    late = Step(
        "late stretches",
        spans,
        _HOW[readings.count_i_reading],
        (filing.trace, effectiveness.trace, *counted_by),
        readings=("count_i_reading",),
    )
    limb: Limb = "none"
    if len(defaults) > 1:
        limb = "both"
    elif defaults:
        limb = "late_filing" if defaults[0].name == "late_filing" else "late_effectiveness"
    if not spans:
        return limb, none_counted("count (i)", "nothing was late", (late,))
    if not investor_delays:
        return limb, count("count (i)", spans, (), terms, readings, (late,))
    excluded, why = _excluded(spans, investor_delays, as_of, readings)
    return limb, count("count (i)", spans, excluded, terms, readings, (late, why))


_HOW = {
    "continuing": "from the Filing Date if filing was late, otherwise from the end of the period for"
    " effectiveness, until effectiveness",
    "limb_matched": "from the Filing Date until filing, and from the end of the period for effectiveness"
    " until effectiveness",
    "post_deadline_only": "from the end of the period for effectiveness until effectiveness",
}


def _defaults(filing: Performance, effectiveness: Performance, readings: Readings) -> list[Default]:
    """What counts as default: each from its nominal day until its cure."""
    reading, until = readings.count_i_reading, effectiveness.done
    found = []
    if filing.late and reading != "post_deadline_only":
        found.append(_default("late_filing", filing, filing.done if reading == "limb_matched" else until))
    if effectiveness.late and not (found and reading == "continuing"):
        found.append(_default("late_effectiveness", effectiveness, until))
    return found


def _default(name: str, missed: Performance, cured: date | None) -> Default:
    assert missed.due.nominal
    return Default(name, missed.due.nominal, cured, missed.trace)


def _excluded(
    spans: Sequence[Interval], delays: Sequence[tuple[date, date]], as_of: date, readings: Readings
) -> tuple[tuple[Interval, ...], Step]:
    """The days left out because of the Investors, as far as known on `as_of`, and why."""
    known = merge(Interval(start, min(end, as_of)) for start, end in delays if start < as_of)
    given = tuple(fact(f"investor_delays[{index}]", one) for index, one in enumerate(delays))
    if readings.investor_delay == "inside_window":
        excluded, how = intersect(spans, known), "the Investors' days within the stretches"
    else:
        days = length(known)
        excluded, how = merge(_tail(spans, days)), f"the last {days} days, as many as the Investors caused"
    return excluded, Step("days due to Investors", excluded, how, given, readings=("investor_delay",))


def _tail(spans: Sequence[Interval], days: int) -> Iterator[Interval]:
    """The last so many days of the spans together."""
    for span in reversed(spans):
        cut = last_days(span, days)
        yield cut
        days -= cut.days


MECHANICS = (
    Mechanic(
        "M6",
        "late_months",
        "Count (i): late filing or late effectiveness",
        "2(c) count (i)",
        LateFacts,
        late_months,
    ),
    Mechanic(
        "M7",
        "months_without_investor_delays",
        "Investor-caused delay exclusion",
        "2(c) count (i) proviso; 3(h)",
        LateFacts,
        late_months,
    ),
)
