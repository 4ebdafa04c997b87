"""Schedules to be written in every form: small, empty, hostile, many."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from obligations.agreement import Agreement, Duty, FactSheet, Gap, PaidOn
from obligations.expressions import Anchor, Between, Offset
from obligations.registration_rights.terms import (
    Cap,
    Interest,
    Length,
    LiquidatedDamages,
    PaymentDue,
    RegistrationRights,
    TimeLimit,
)
from obligations.schedule import Schedule, schedule

HOSTILE = "<script>alert(1)</script>&\"'\x1b[31m\x00\u202egnp\n\r\t=2+2"
LONG = "deliver " + "a very long certificate " * 400
TITLE = "Registration Rights Agreement"
CLOSING = date(2004, 3, 19)


def days_after(count: int, fact: str, unit: str = "days") -> Offset:
    """So many days after a fact."""
    return Offset(Decimal(count), unit, "after", Anchor(fact))  # type: ignore[arg-type]


AGREEMENT = Agreement(
    title=TITLE,
    governing_law="New York",
    duties=(
        Duty(
            id="filing_deadline",
            clause="2(a)",
            obligor="Company",
            action="file the registration statement",
            expression=days_after(30, "closing_date"),
            done="filed",
        ),
        Duty(
            id="3(b)#1",
            clause="3(b)",
            obligor="Company",
            action="respond to comments",
            expression=days_after(10, "comments_received", "business_days"),
        ),
        Duty(
            id="4(a)#1",
            clause="4(a)",
            obligor="Investor",
            action="furnish the questionnaire",
            expression=days_after(5, "request", "business_days"),
        ),
        Duty(
            id="3(a)#1",
            clause="3(a)",
            obligor="Company",
            action="keep it effective",
            expression=Between(Anchor("filed"), days_after(2, "closing_date", "years")),
        ),
        Duty(
            id="2(e)#1",
            clause="2(e)",
            obligor="Investor",
            action="elect to be included",
            modality="may",
            expression=days_after(15, "piggyback_notice"),
        ),
        Duty(
            id="3(d)#1",
            clause="3(d)",
            obligor="Company",
            action="give notice",
            expression=days_after(1, "declared_effective", "business_days"),
        ),
        Duty(id="6#1", clause="6", obligor="Company", action="indemnify each Investor"),
    ),
    registration_rights=RegistrationRights(
        agreement=TITLE,
        filing_deadline=TimeLimit(clause="2(a)", expression=days_after(30, "closing_date")),
        liquidated_damages=LiquidatedDamages(
            clause="2(c)",
            rate=Decimal("0.015"),
            period=Length(Decimal(30), "days"),
            basis="purchase price",
            cap=Cap(fraction=Decimal("0.005")),
            interest=Interest(rate=Decimal("0.01"), per="month"),
            due=PaymentDue(of="period_end", after=Length(Decimal(5), "business_days")),
        ),
    ),
    gaps=(
        Gap(
            term="allowed_delay",
            status="by_reference",
            needed_for="which suspensions are excused",
            clause="2(d)",
        ),
    ),
)
# The filing deadline, 18 April 2004, is a Sunday: to be met by the 19th; damages run from the 18th to the day
# before the filing, sixteen days of thirty: 1.5 % of 2,000,000 is 30,000, of which 16/30 are 16,000.
FACTS = FactSheet(
    as_of=date(2004, 11, 15),
    events={
        "closing_date": CLOSING,
        "filed": date(2004, 5, 4),
        "declared_effective": None,
        "comments_received": date(2004, 11, 10),
        "request": date(2004, 9, 1),
        "piggyback_notice": date(2004, 11, 8),
        "misspelt": date(2004, 1, 1),
    },
    amounts={"Harbor Fund, L.P.": Decimal(2000000), "J. Doe": Decimal(1000000)},
    done={"4(a)#1": None},
    payments=(PaidOn(date(2004, 5, 10), date(2004, 7, 12), "J. Doe"),),
)


def small() -> Schedule:
    """Late, open, overdue, a right, a window, one that waits and one without a day; two holders."""
    return schedule(AGREEMENT, FACTS)


def empty() -> Schedule:
    """An agreement without a single duty."""
    return schedule(Agreement(title="Empty"), FactSheet())


def undated() -> Schedule:
    """The small agreement, of which nobody knows a fact."""
    return schedule(AGREEMENT, FactSheet())


def hostile() -> Schedule:
    """Words that would do harm wherever a document or a facts file can put them."""
    duties = tuple(
        replace(
            duty,
            id=f"{HOSTILE}{number}",
            obligor=HOSTILE,
            action=LONG if number == 1 else f"=cmd|'/c calc'!A{number} {HOSTILE}",
            clause=HOSTILE,
            standard=HOSTILE,
            conditions=(HOSTILE,),
        )
        for number, duty in enumerate(AGREEMENT.duties)
    )
    facts = replace(
        FACTS,
        amounts={HOSTILE: Decimal(2000000), "שלום עולם": Decimal(5), "@SUM(A1)": Decimal(7)},
        done={HOSTILE: None},
    )
    agreement = replace(AGREEMENT, title=HOSTILE, duties=duties)
    return schedule(agreement, facts)


def many(duties: int = 60, holders: int = 40) -> Schedule:
    """Duties week after week, some done, and more holders than have a lane of their own."""
    more = tuple(
        Duty(
            id=f"x#{number}",
            clause=f"{number}",
            obligor=("Company", "Investor", "Agent")[number % 3],
            action=f"deliver certificate {number}",
            expression=days_after(7 * number, "closing_date"),
        )
        for number in range(duties)
    )
    done = {
        f"x#{number}": CLOSING + timedelta(days=7 * number) if number % 2 else None
        for number in range(duties)
    }
    amounts = {f"Fund {number}": Decimal(1000 * number) for number in range(1, holders + 1)}
    return schedule(replace(AGREEMENT, duties=more), replace(FACTS, done=done, amounts=amounts))


def counted() -> Schedule:
    """Damages by a formula that adds up times: no first and last day, and no day of payment."""
    found = small()
    assert found.damages
    charges = tuple(
        replace(charge, from_=None, to=None, days=None, slices=()) for charge in found.damages.charges
    )
    payments = tuple(
        replace(owed, payment=replace(owed.payment, due=None), paid=None, interest=None)
        for owed in found.damages.payments
    )
    return replace(found, damages=replace(found.damages, charges=charges, payments=payments))


def prohibitions() -> Schedule:
    """Two of them: one was kept, the other breached."""
    duties = tuple(
        Duty(
            id=f"5#{number}",
            clause="5",
            obligor="Investor",
            action="sell",
            modality="shall_not",
            expression=days_after(90, "closing_date"),
        )
        for number in (1, 2)
    )
    done = {"5#1": None, "5#2": CLOSING + timedelta(days=30)}
    return schedule(replace(AGREEMENT, duties=duties), replace(FACTS, done=done))


SCHEDULES = {
    "small": small,
    "empty": empty,
    "undated": undated,
    "hostile": hostile,
    "many": many,
    "counted": counted,
    "prohibitions": prohibitions,
}
