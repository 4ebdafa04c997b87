"""Section 3(b): too few shares are registered: amend, become effective, and the re-used clock of 2(c)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from obligations.checks import above_zero, not_negative
from obligations.deadlines import Due, Facts
from obligations.errors import ContradictoryFactsError, MissingFactsError
from obligations.registration_rights.filing import DueDate, due_date
from obligations.registration_rights.lateness import Performance, check_order, late_count, performance
from obligations.registration_rights.limits import limit
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, require
from obligations.rounding import decimal_text, exact, whole_up
from obligations.trace import Step, fact

_COUNTS = ("registered_shares", "sold_under_registration", "issued_unsold_registrable", "warrant_shares")
_DETERMINED = ("determined_date", "should_have_determined_date")


@dataclass(frozen=True, slots=True)
class ShortfallFacts:
    """What is registered and sold, what is issued and issuable, and what the company saw and did.

    Shares are whole; prices are in units of money a share. `should_have_determined_date` is the day on which
    the company reasonably should have determined the need.
    """

    registered_shares: int
    sold_under_registration: int
    issued_unsold_registrable: int
    debenture_principals: tuple[Decimal, ...]
    conversion_price: Decimal
    warrant_shares: int
    as_of: date
    necessity_date: date | None = None
    determined_date: date | None = None
    should_have_determined_date: date | None = None
    filed: date | None = None
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Shares there are and shares needed; the days of the duty, where there is one; the months of 2(c)."""

    available: int
    required: int
    shortfall: int
    file_by: DueDate | None = None
    determination_date: date | None = None
    effective_by: DueDate | None = None
    ninety_day_end: DueDate | None = None
    late_filing: bool = False
    late_effectiveness: bool = False
    months: Fraction = Fraction(0)
    months_decimal: str = decimal_text(0)
    trace: Step = field(kw_only=True)


def share_shortfall(facts: ShortfallFacts, terms: RegistrationRights, readings: Readings) -> Shortfall:
    """M17: three clocks from two days; payments only once the longest of them has run out.

    Raises `MissingFactsError` for a shortfall that nobody found necessary to mend or determined,
    `InvalidInputError` for negative shares and prices that are not above zero, and `ContradictoryFactsError`
    for more shares sold than registered and for effectiveness before or without filing.
    """
    require(terms.share_shortfall, "a shortfall of shares")
    available, required, shortfall, counted = _shares(facts)
    if not shortfall:
        return Shortfall(available, required, shortfall, trace=counted)
    check_order("filed", facts.filed, "effective", facts.effective)
    determined, clocks = _clocks(facts, terms, readings)
    file_by, effective_by, payment = clocks
    filing = performance("filed", facts.filed, file_by, facts.as_of)
    effectiveness = performance("effective", facts.effective, effective_by, facts.as_of)
    paid = performance("effective", facts.effective, payment, facts.as_of)
    _, months = late_count(_counting(filing, readings), paid, facts.as_of, (), terms, readings)
    trace = Step(
        "share shortfall",
        {"shortfall": shortfall, "months": months.months},
        "each by itself",
        (counted, filing.trace, effectiveness.trace, months.trace),
    )
    return Shortfall(
        available,
        required,
        shortfall,
        due_date(file_by),
        determined,
        due_date(effective_by),
        due_date(payment),
        filing.late,
        effectiveness.late,
        months.months,
        decimal_text(months.months),
        trace=trace,
    )


def _shares(facts: ShortfallFacts) -> tuple[int, int, int, Step]:
    """Shares available, required and short."""
    for name in _COUNTS:
        not_negative(name, getattr(facts, name))
    for index, principal in enumerate(facts.debenture_principals):
        not_negative(f"debenture_principals[{index}]", principal)
    above_zero("conversion_price", facts.conversion_price)
    if facts.sold_under_registration > facts.registered_shares:
        raise ContradictoryFactsError(
            f"sold_under_registration: {facts.sold_under_registration} shares sold,"
            f" but registered_shares are {facts.registered_shares}"
        )
    given = {name: fact(name, getattr(facts, name)) for name in _COUNTS}
    available = facts.registered_shares - facts.sold_under_registration
    converted_principal = sum(map(exact, facts.debenture_principals), Fraction(0))
    conversion = whole_up(converted_principal / exact(facts.conversion_price))
    required = facts.issued_unsold_registrable + conversion + facts.warrant_shares
    shortfall = max(0, required - available)
    converted = Step(
        "conversion shares",
        conversion,
        "principal ÷ price, rounded up",
        (
            fact("debenture_principals", facts.debenture_principals),
            fact("conversion_price", facts.conversion_price),
        ),
    )
    needed = (given["issued_unsold_registrable"], converted, given["warrant_shares"])
    there = (given["registered_shares"], given["sold_under_registration"])
    operands = (
        Step("required", required, "issued and unsold + conversion shares + warrant shares", needed),
        Step("available", available, "registered less sold", there),
    )
    return available, required, shortfall, Step("shortfall", shortfall, "required less available", operands)


def _clocks(
    facts: ShortfallFacts, terms: RegistrationRights, readings: Readings
) -> tuple[date, tuple[Due, Due, Due]]:
    """The day of determination, and until when to file, to be effective, and to be free of payments."""
    days = [day for name in _DETERMINED if (day := getattr(facts, name))]
    lacking = [] if facts.necessity_date else ["necessity_date"]
    if not days:
        lacking.append("|".join(_DETERMINED))
    if lacking:
        raise MissingFactsError(*lacking)
    given = tuple(fact(name, getattr(facts, name)) for name in _DETERMINED)
    determined = Step("determination", min(days), "the earlier of actual and constructive", given)
    known = Facts(
        {"necessity_date": facts.necessity_date, "determination_date": min(days)},
        computed={"determination_date": determined},
    )
    file_by, effective_by, payment = (
        limit("share_shortfall", name, known, terms, readings)
        for name in ("file", "effective", "payment_clock")
    )
    return min(days), (file_by, effective_by, payment)


def _counting(filing: Performance, readings: Readings) -> Performance:
    """The filing as far as its lateness starts a count."""
    counts = readings.shortfall_late_filing_limb
    how = "a late filing starts a count as well" if counts else "only the days for effectiveness are re-based"
    used = ("shortfall_late_filing_limb",)
    late = filing.late and counts
    return replace(
        filing, late=late, trace=Step("late filing counts", late, how, (filing.trace,), readings=used)
    )


MECHANICS = (
    Mechanic(
        "M17",
        "share_shortfall",
        "Share shortfall: amendment, effectiveness and the re-used clock of 2(c)",
        "3(b)",
        ShortfallFacts,
        share_shortfall,
        {"conversion_price": "Debentures", "warrant_shares": "Warrants"},
    ),
)
