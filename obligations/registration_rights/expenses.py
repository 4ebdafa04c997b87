"""Section 5 with 4(e)(iii), 3(k), 3(l), 4(d), 3(o): who bears which expenses of a registration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from obligations.allocations import cents_pro_rata
from obligations.checks import none_negative, not_negative
from obligations.errors import MissingFactsError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Expenses, RegistrationRights, require
from obligations.rounding import exact, to_cents
from obligations.trace import Step, fact

_INVESTOR_COUNSEL = "investor_counsel"


@dataclass(frozen=True, slots=True)
class Expense:
    """A bill: what for, how much, how much of it is reasonable (None: all), and whose it is, if one's own.

    Of counsel to the holders, `firm` and whether the Initial Investors selected it.
    """

    category: str
    amount: Decimal
    reasonable_amount: Decimal | None = None
    holder: str | None = None
    firm: str | None = None
    selected_by_initial_investors: bool = False


@dataclass(frozen=True, slots=True)
class ExpenseFacts:
    """The bills, and each Investor's shares in the underwriting."""

    items: tuple[Expense, ...]
    shares_in_underwriting: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExpensesBorne:
    """What the Company bears, what each Investor does, and what of the Company's bills is not reasonable."""

    company: Decimal
    investors: dict[str, Decimal]
    not_reimbursable_excess: Decimal
    trace: Step


_Who = Literal["company", "pro_rata", "own"]


@dataclass(frozen=True, slots=True)
class _Borne:
    """A bill with who bears it, and the part of it that is reasonable."""

    item: Expense
    who: _Who
    reasonable: Fraction
    trace: Step


def expenses(facts: ExpenseFacts, terms: RegistrationRights, _: Readings) -> ExpensesBorne:
    """M31: all reasonable expenses to the Company, but those that the terms lay on the Investors.

    Raises `MissingFactsError` for a bill that is one Investor's own without saying whose, and for costs to be
    shared without the shares; `InvalidInputError` for negative amounts.
    """
    clause = terms.expenses
    require(clause, "expenses")
    assert clause
    none_negative("shares_in_underwriting", facts.shares_in_underwriting)
    covered = _covered_firms(facts.items, clause)
    bills = [_borne(item, f"items[{index}]", clause, covered) for index, item in enumerate(facts.items)]
    company = to_cents(_sum(bill.reasonable for bill in bills if bill.who == "company"))
    excess = to_cents(
        _sum(exact(bill.item.amount) - bill.reasonable for bill in bills if bill.who == "company")
    )
    shared = to_cents(_sum(exact(bill.item.amount) for bill in bills if bill.who == "pro_rata"))
    if shared and not facts.shares_in_underwriting:
        raise MissingFactsError("shares_in_underwriting")
    investors = cents_pro_rata(shared, facts.shares_in_underwriting) if shared else {}
    for bill in bills:
        if bill.who == "own" and bill.item.holder is not None:
            borne = investors.get(bill.item.holder, Decimal(0))
            investors[bill.item.holder] = borne + to_cents(bill.item.amount)
    by_shares = fact("shares_in_underwriting", facts.shares_in_underwriting)
    trace = Step(
        "the Company bears",
        company,
        "the reasonable part of all that is not the Investors'",
        (
            *(bill.trace for bill in bills),
            Step("shared", shared, "pro rata by shares in the underwriting", (by_shares,)),
            *(terms.operand("expenses", name) for name in ("company", "pro_rata", "own", "counsel")),
        ),
    )
    return ExpensesBorne(company, investors, excess, trace)


def _covered_firms(items: Iterable[Expense], clause: Expenses) -> tuple[str | None, ...]:
    """The holders' counsel whom the Company pays: the firms selected, in order, up to the number."""
    selected = dict.fromkeys(
        item.firm
        for item in items
        if item.category == _INVESTOR_COUNSEL and item.selected_by_initial_investors
    )
    return tuple(selected)[: clause.counsel]


def _borne(item: Expense, place: str, clause: Expenses, covered: tuple[str | None, ...]) -> _Borne:
    not_negative(f"{place}.amount", item.amount)
    not_negative(f"{place}.reasonable_amount", item.reasonable_amount)
    who = _who(item, clause, covered)
    if who == "own" and item.holder is None:
        raise MissingFactsError(f"{place}.holder")
    reasonable = exact(
        item.amount if item.reasonable_amount is None else min(item.amount, item.reasonable_amount)
    )
    how = {
        "company": "the Company, as far as it is reasonable",
        "pro_rata": "the Investors in proportion to their shares",
        "own": f"{item.holder} itself",
    }
    given = tuple(
        fact(f"{place}.{name}", getattr(item, name))
        for name in ("amount", "reasonable_amount", "holder", "firm", "selected_by_initial_investors")
    )
    return _Borne(item, who, reasonable, Step(item.category, item.amount, how[who], given))


def _who(item: Expense, clause: Expenses, covered: tuple[str | None, ...]) -> _Who:
    """Who bears a bill. What the terms do not name is the Company's, unless it is one holder's."""
    if item.category == _INVESTOR_COUNSEL:
        return "company" if item.selected_by_initial_investors and item.firm in covered else "own"
    if item.category in clause.pro_rata:
        return "pro_rata"
    if item.category in clause.own or (item.holder is not None and item.category not in clause.company):
        return "own"
    return "company"


def _sum(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


MECHANICS = (
    Mechanic("M31", "expenses", "Expenses", "5; 4(e)(iii); 3(k), 3(l), 4(d), 3(o)", ExpenseFacts, expenses),
)
