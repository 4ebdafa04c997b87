"""What each holder's debentures and conversion shares stand for in principal, from a ledger of events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from obligations.checks import not_negative
from obligations.errors import ContradictoryFactsError, InvalidInputError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import LiquidatedDamages, RegistrationRights, require
from obligations.rounding import exact, to_cents
from obligations.trace import Origin, Step, fact


@dataclass(frozen=True, slots=True)
class LedgerEvent:
    """Principal issued, repaid, or converted into shares, or such shares sold.

    `class_` is the class of the debt, None where there is but one.
    """

    type: Literal["issue", "convert", "repay", "sell"]
    date: dt.date
    principal: Decimal | None = None
    shares: int | None = None
    class_: str | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """Shares from one conversion: the principal converted, the shares issued and those still held."""

    converted: dt.date
    principal: Fraction
    issued: int
    held: Fraction
    class_: str | None
    origin: Step

    @property
    def principal_held(self) -> Fraction:
        """The part of the principal that the shares still held stand for."""
        return self.principal * self.held / self.issued


@dataclass(frozen=True, slots=True)
class Principal:
    """A holder's principal on a day, exact: debt outstanding, and converted into shares still held."""

    outstanding: Fraction
    converted: Fraction
    trace: Step

    @property
    def total(self) -> Fraction:
        """Both together: what the agreement calls Outstanding Principal Amount."""
        return self.outstanding + self.converted


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Debt by class and lots of shares, with the entries that made them."""

    debts: Mapping[str | None, Fraction] = field(default_factory=dict)
    lots: tuple[Lot, ...] = ()
    entries: tuple[Step, ...] = ()
    sales: tuple[Step, ...] = ()


# Of one day's entries those that bring something in come first: what is converted may be sold that day.
_ORDER = ("issue", "convert", "repay", "sell")


def principal_on(
    day: dt.date,
    events: Sequence[LedgerEvent],
    holder: str,
    terms: RegistrationRights,
    readings: Readings,
    *,
    of: str = "holders",
) -> Principal:
    """A holder's principal on `day`, that day's events among those counted; `of` names the facts' input.

    Raises `ContradictoryFactsError` where more is converted, repaid or sold than there was.
    """
    damages = terms.liquidated_damages
    require(damages, "damages for a late registration")
    assert damages
    ledger = _Ledger()
    # The place of an entry in the facts goes with it, whatever their order there.
    for index, event in sorted(enumerate(events), key=lambda at: (at[1].date, _ORDER.index(at[1].type))):
        place = f"{of}.{holder}[{index}]"
        _check(event, place)
        if event.date <= day:
            ledger = _entered(ledger, event, place, readings)
    debts = {class_: owed for class_, owed in ledger.debts.items() if _counts(class_, damages, readings)}
    lots = [lot for lot in ledger.lots if _counts(lot.class_, damages, readings)]
    outstanding, converted = _sum(debts.values()), _sum(lot.principal_held for lot in lots)
    lots_step = Step(
        "converted and still held",
        converted,
        "the lots' principal in proportion to the shares still held",
        (*(_lot_step(lot) for lot in lots), *ledger.sales),
        readings=("lot_relief",),
    )
    trace = Step(
        f"Outstanding Principal Amount, {holder}",
        outstanding + converted,
        f"outstanding debentures + converted and still held, on {day.isoformat()}",
        (
            Step("outstanding debentures", outstanding, "issued − converted − repaid", ledger.entries),
            lots_step,
            terms.operand("liquidated_damages", "basis_of"),
            terms.operand("liquidated_damages", "basis_additions"),
        ),
        readings=("opa_additional_debentures",),
    )
    return Principal(outstanding, converted, trace)


def _lot_step(lot: Lot) -> Step:
    how = f"principal × {lot.held} shares still held ÷ {lot.issued} issued"
    return Step(f"lot of {lot.converted.isoformat()}", lot.principal_held, how, (lot.origin,))


def _entered(ledger: _Ledger, event: LedgerEvent, place: str, readings: Readings) -> _Ledger:
    """The ledger with one more event in it."""
    moved = event.shares if event.type == "sell" else event.principal
    entry = Step(f"{event.type} on {event.date.isoformat()}", moved, origin=Origin("fact", place))
    if event.type == "sell":
        lots = _sold(ledger.lots, event, place, readings)
        return replace(ledger, lots=lots, sales=(*ledger.sales, entry))
    debts = {**ledger.debts, event.class_: _owed(ledger.debts, event, place)}
    lots = (*ledger.lots, _lot(event, entry)) if event.type == "convert" else ledger.lots
    return replace(ledger, debts=debts, lots=lots, entries=(*ledger.entries, entry))


def _counts(class_: str | None, damages: LiquidatedDamages, readings: Readings) -> bool:
    """Whether debt of this class is in the basis; debt of no named class is."""
    if class_ is None or class_ in damages.basis_of:
        return True
    return readings.opa_additional_debentures and class_ in damages.basis_additions


def _check(event: LedgerEvent, place: str) -> None:
    for name, needed in (
        ("principal", event.type != "sell"),
        ("shares", event.type in ("convert", "sell")),
    ):
        value = getattr(event, name)
        if needed and value is None:
            raise InvalidInputError(f"{place}: {event.type} without {name}")
        not_negative(f"{place}.{name}", value)
    if event.type == "convert" and not event.shares:
        raise InvalidInputError(f"{place}.shares: a conversion gives at least one share")


def _owed(debts: Mapping[str | None, Fraction], event: LedgerEvent, place: str) -> Fraction:
    """The debt of the event's class after it."""
    owed = debts.get(event.class_, Fraction(0))
    moved = exact(event.principal or 0)
    if event.type == "issue":
        return owed + moved
    if moved > owed:
        raise ContradictoryFactsError(
            f"{place}: {event.type} of {event.principal} on {event.date.isoformat()},"
            f" when {to_cents(owed)} was outstanding"
        )
    return owed - moved


def _lot(event: LedgerEvent, entry: Step) -> Lot:
    issued = event.shares or 0
    principal = exact(event.principal or 0)
    return Lot(event.date, principal, issued, Fraction(issued), event.class_, entry)


def _sold(lots: tuple[Lot, ...], event: LedgerEvent, place: str, readings: Readings) -> tuple[Lot, ...]:
    """The lots after a sale: the oldest first, or each in proportion to what is held of it."""
    sold = Fraction(event.shares or 0)
    held = _sum(lot.held for lot in lots)
    if sold > held:
        raise ContradictoryFactsError(
            f"{place}: {event.shares} shares sold on {event.date.isoformat()}, when {held} were held"
        )
    if not sold:
        return lots
    if readings.lot_relief == "pro_rata":
        return tuple(replace(lot, held=lot.held * (held - sold) / held) for lot in lots)
    left: list[Lot] = []
    for lot in lots:
        taken = min(lot.held, sold)
        left.append(replace(lot, held=lot.held - taken))
        sold -= taken
    return tuple(left)


def _sum(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


@dataclass(frozen=True, slots=True)
class PrincipalFacts:
    """Each holder's ledger, and the day on which it is struck."""

    date: dt.date
    holders: dict[str, tuple[LedgerEvent, ...]]


@dataclass(frozen=True, slots=True)
class HolderPrincipal:
    """One holder's principal in cents; the sum is rounded from the exact amounts."""

    outstanding_debentures: Decimal
    converted_and_still_held: Decimal
    outstanding_principal_amount: Decimal


@dataclass(frozen=True, slots=True)
class OutstandingPrincipal:
    """Each holder's own principal: the basis of what it is paid."""

    holders: dict[str, HolderPrincipal]
    trace: Step


def outstanding_principal(
    facts: PrincipalFacts, terms: RegistrationRights, readings: Readings
) -> OutstandingPrincipal:
    """M12: debentures outstanding and the principal of conversion shares still held, holder by holder.

    Raises `ContradictoryFactsError` where more is converted, repaid or sold than there was.
    """
    found = {
        holder: principal_on(facts.date, events, holder, terms, readings)
        for holder, events in facts.holders.items()
    }
    trace = Step(
        "Outstanding Principal Amount",
        {holder: to_cents(one.total) for holder, one in found.items()},
        "each holder's own, rounded to the cent",
        (*(one.trace for one in found.values()), fact("date", facts.date)),
    )
    return OutstandingPrincipal(
        {
            holder: HolderPrincipal(to_cents(one.outstanding), to_cents(one.converted), to_cents(one.total))
            for holder, one in found.items()
        },
        trace,
    )


MECHANICS = (
    Mechanic(
        "M12",
        "outstanding_principal",
        "Outstanding Principal Amount per holder",
        "2(c)",
        PrincipalFacts,
        outstanding_principal,
        {"holders": "Debenture/stock ledger"},
    ),
)
