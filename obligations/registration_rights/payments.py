"""When damages fall due, what the cap leaves of them, and the interest on what is paid late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, groupby

from obligations.allocations import cents_pro_rata
from obligations.caps import capped
from obligations.deadlines import Days, count_from, dated, rolled
from obligations.errors import NotComputableError
from obligations.intervals import Interval, clip
from obligations.periods import add_months
from obligations.proration import DAY_COUNTS, DayCount, accrue, calendar_months
from obligations.registration_rights.defaults import Charge, Slice
from obligations.registration_rights.terms import (
    Interest,
    InterestPeriod,
    LiquidatedDamages,
    PaymentDue,
    whole,
)
from obligations.rounding import Exact, exact, to_cents, total

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Payment:
    """A sum that one holder is to be paid on a day; `due` None where the agreement or the facts fix none."""

    holder: str
    failure: str
    due: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LateInterest:
    """Interest on a payment made late, from its due date or the end of its grace up to the payment."""

    holder: str
    from_: date
    to: date
    days: int
    amount: Decimal


def payments(
    terms: LiquidatedDamages, charges: Iterable[Charge], days: Days, demand: date | None = None
) -> list[Payment]:
    """The payments of each charge, which add up to it; one without a day where none can be told.

    A payment that falls due on a closed day is moved where the agreement says so.
    """
    return [
        replace(one, due=rolled(terms.moved, one.due, days)) if terms.moved and one.due else one
        for one in _payments(terms, charges, days, demand)
    ]


def _payments(
    terms: LiquidatedDamages, charges: Iterable[Charge], days: Days, demand: date | None
) -> list[Payment]:
    found: list[Payment] = []
    shares: tuple[tuple[date, Fraction], ...] = ()
    of: tuple[Slice, ...] | None = None
    for charge in charges:
        if terms.due is not None and terms.due.of in ("cure", "default_end") and charge.on is None:
            found.append(_payment(charge, _on_the_end(terms, terms.due, charge, days), charge.amount))
            continue
        if charge.on is not None and terms.due is not None and terms.instalments:
            day = _instalment_due(terms.due, charge.on, days)
            found.append(_payment(charge, _by_cure(terms.due, day, charge, days), charge.amount))
            continue
        if charge.on is not None or not charge.slices or terms.due is None or _is_awaited(terms.due, demand):
            found.append(_payment(charge, charge.on, charge.amount))
            continue
        if charge.slices is not of:  # the holders of a default share its slices
            of, shares = charge.slices, _shares(terms.due, charge, days, demand)
        paid = to_cents(0)
        for day, share in shares:
            so_far = to_cents(charge.basis * share)
            found.append(_payment(charge, day, so_far - paid))
            paid = so_far
    return found


def _on_the_end(terms: LiquidatedDamages, due: PaymentDue, charge: Charge, days: Days) -> date | None:
    """The day on which all that a default costs falls due; None while it goes on."""
    if charge.cured is None:
        return None
    last = charge.cured if due.of == "cure" or terms.through_cure else charge.cured - _ONE_DAY
    return _later(due, last, days)


def _by_cure(due: PaymentDue, day: date, charge: Charge, days: Days) -> date:
    """The day, or that by which a cure makes all fall due, if it is earlier."""
    if due.cure_after is None or charge.cured is None:
        return day
    return min(day, count_from(charge.cured, whole(due.cure_after), due.cure_after.unit, days))


def _instalment_due(due: PaymentDue, on: date, days: Days) -> date:
    """When an instalment of a day falls due, by the month of the day or so long after it."""
    if due.of == "month_end":
        (month,) = (month for month, _ in calendar_months(Interval(on, on + _ONE_DAY)))
        return _later(due, month.end - _ONE_DAY, days)
    if due.of == "dates":
        return _next_date(due, on)
    return _later(due, on, days) if due.of == "period_end" else on


def _is_awaited(due: PaymentDue, demand: date | None) -> bool:
    return due.of == "demand" and demand is None


def _shares(
    due: PaymentDue, charge: Charge, days: Days, demand: date | None
) -> tuple[tuple[date, Fraction], ...]:
    """Each due day in order, with the periods times their rates that are payable up to it."""
    owed: dict[date, Fraction] = {}
    for part in charge.slices:
        for span, at in _due_days(due, part, days, demand):
            day = _by_cure(due, at, charge, days)
            owed[day] = owed.get(day, Fraction(0)) + part.rate * part.part * span.days / part.span.days
    in_turn = sorted(owed)
    return tuple(zip(in_turn, accumulate(owed[day] for day in in_turn), strict=True))


def in_order(found: Sequence[Payment]) -> list[Payment]:
    """Payments as they fall due; those without a day come last."""
    return sorted(found, key=lambda payment: (payment.due or date.max, payment.failure))


def after_cap(
    terms: LiquidatedDamages, found: Sequence[Payment], bases: Mapping[str, Decimal]
) -> list[tuple[Payment, Decimal]]:
    """Each payment in order with what the holder's cap, or that of all together, leaves of it."""
    if terms.cap is not None and terms.cap.each_failure:
        once = replace(terms, cap=replace(terms.cap, each_failure=False))
        failures = dict.fromkeys(payment.failure for payment in found)
        return [
            kept
            for failure in failures
            for kept in after_cap(once, [one for one in found if one.failure == failure], bases)
        ]
    if terms.cap is not None and terms.cap.scope == "all":
        return _after_cap_of_all(found, cap_of(terms, sum(map(exact, bases.values()), Fraction(0))))
    by_holder: dict[str, list[Payment]] = {holder: [] for holder in bases}
    for payment in found:
        by_holder[payment.holder].append(payment)
    kept: list[tuple[Payment, Decimal]] = []
    for holder, basis in bases.items():
        of_holder = in_order(by_holder[holder])
        amounts = capped((payment.amount for payment in of_holder), cap_of(terms, basis))
        kept += zip(of_holder, amounts, strict=True)
    return kept


def _after_cap_of_all(found: Sequence[Payment], cap: Fraction | None) -> list[tuple[Payment, Decimal]]:
    """Each payment by its day; those of the day on which the cap is reached share what is left pro rata."""
    days = [list(of_day) for _, of_day in groupby(in_order(found), key=lambda payment: payment.due)]
    left = capped((total(one.amount for one in of_day) for of_day in days), cap)
    kept: list[tuple[Payment, Decimal]] = []
    for of_day, room in zip(days, left, strict=True):
        parts = cents_pro_rata(room, {str(at): one.amount for at, one in enumerate(of_day)})
        kept += [(one, parts[str(at)]) for at, one in enumerate(of_day)]
    return kept


def cap_of(terms: LiquidatedDamages, basis: Exact) -> Fraction | None:
    """The most that is paid in all on a basis; None where there is no cap."""
    if terms.cap is None:
        return None
    if terms.cap.amount is not None:
        units = Fraction(1) if terms.cap.per_units is None else exact(basis) / exact(terms.cap.per_units)
        return exact(terms.cap.amount) * units
    return None if terms.cap.fraction is None else exact(terms.cap.fraction) * exact(basis)


def interest(terms: Interest, payment: Payment, paid: date, days: Days) -> LateInterest | None:
    """Simple interest on a payment made on `paid`; None where it was in time or within the grace.

    Raises `NotComputableError` for a payment without a due date.
    """
    if payment.due is None:
        raise NotComputableError(f"{payment.failure}: interest on a payment that falls due on no day")
    grace = terms.grace
    free = count_from(payment.due, whole(grace), grace.unit, days) if grace else payment.due
    if paid <= free:
        return None
    late = Interval(payment.due if terms.since == "due" else free, paid)
    periods = _periods(late, terms.per, terms.day_count)
    amount = to_cents(exact(payment.amount) * exact(terms.rate) * periods)
    return LateInterest(payment.holder, late.start, late.end, late.days, amount)


@lru_cache(maxsize=1024)  # all holders are paid on the same days
def _periods(late: Interval, per: InterestPeriod, day_count: DayCount) -> Fraction:
    """How many of the periods for which interest is owed the late days make."""
    match per:
        case "day":
            return Fraction(late.days)
        case "30 days":
            return Fraction(late.days, 30)
        case "annum":
            (years,) = accrue((late,), cells=DAY_COUNTS[day_count])
            return years.periods
        case "month":
            return _months(late)
        case "quarter":
            return _months(late) / 3


def _months(span: Interval) -> Fraction:
    return sum((one.periods for one in accrue((span,))), Fraction(0))


def _payment(charge: Charge, due: date | None, amount: Decimal) -> Payment:
    return Payment(charge.holder, charge.failure, due, amount)


def _due_days(
    due: PaymentDue, part: Slice, days: Days, demand: date | None
) -> Iterator[tuple[Interval, date]]:
    """The days of a slice by the day on which what they pay falls due."""
    span = part.span
    if due.of == "period_end":
        yield span, _later(due, part.period_end, days)
    elif due.of == "demand":
        # What accrues after the demand is owed once it has accrued.
        yield span, _later(due, max(demand or date.min, span.end - _ONE_DAY), days)
    elif due.of == "dates" and not due.in_arrears:
        yield from _by_dates(due, span)
    else:
        for month, _ in calendar_months(span):
            last = month.end - _ONE_DAY
            day = _later(due, last, days) if due.of == "month_end" else _next_date(due, month.end)
            yield from ((within, day) for within in clip((span,), month))


def _by_dates(due: PaymentDue, span: Interval) -> Iterator[tuple[Interval, date]]:
    """The days up to each of the dates, the date among them."""
    start = span.start
    while start < span.end:
        day = _next_date(due, start)
        yield Interval(start, min(day + _ONE_DAY, span.end)), day
        start = day + _ONE_DAY


def _next_date(due: PaymentDue, day: date) -> date:
    """The first of the agreement's dates on or after `day`."""
    if not due.dates:
        raise NotComputableError("damages that fall due on dates, of which none is given")
    return dated(due.dates, day, add_months(day, 13))[0]


def _later(due: PaymentDue, day: date, days: Days) -> date:
    return count_from(day, whole(due.after), due.after.unit, days) if due.after else day
