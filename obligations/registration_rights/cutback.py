"""Sections 2(d), 4(e): who is left in an offering that is too large, and who bears what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from obligations.allocations import cents_pro_rata, waterfall
from obligations.checks import none_negative, not_negative
from obligations.errors import InvalidInputError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Cutback, RegistrationRights, require
from obligations.trace import Step, fact

_COMPANY = "company_primary"
_CLASSES = ("demand", "investors", "pari_passu", "excluded_first")


@dataclass(frozen=True, slots=True)
class CutbackFacts:
    """How many shares the underwriter allows, and how many each seeks to include, by class and name.

    `classes` are further classes by the names that the terms give them.
    """

    total_cap: int
    company_primary: int = 0
    demand: dict[str, int] = field(default_factory=dict)
    investors: dict[str, int] = field(default_factory=dict)
    pari_passu: dict[str, int] = field(default_factory=dict)
    excluded_first: dict[str, int] = field(default_factory=dict)
    company_account_offering: bool = True
    classes: dict[str, dict[str, int]] = field(default_factory=dict)


Included = dict[str, int | dict[str, int]]


@dataclass(frozen=True, slots=True)
class CutbackResult:
    """Whether the clause reaches the offering, and who is included with how many whole shares."""

    cutback_applies: bool
    included: Included
    total_included: int
    registrable_excluded: int
    trace: Step


def cutback(facts: CutbackFacts, terms: RegistrationRights, readings: Readings) -> CutbackResult:
    """M19: rank by rank from the first to be served; those of one rank pro rata to what they seek.

    Raises `InvalidInputError` for negative numbers and for a class that the terms do not rank.
    """
    order = terms.cutback_order
    require(order, "a cutback")
    assert order
    asked = _asked(facts)
    applies = facts.company_account_offering or not order.only_for_company_account
    ranks = _ranks(order, readings)
    if applies:
        granted = _granted(facts.total_cap, asked, ranks)
        how = "rank by rank, each in full while there is room, then pro rata"
    else:
        granted = {kind: dict(of_kind) for kind, of_kind in asked.items()}
        how = "the clause does not reach this offering, so everybody is in"
    included: Included = {_COMPANY: granted[_COMPANY][""]}
    included |= {kind: granted[kind] for kind in granted if kind != _COMPANY}
    total = sum(sum(of_kind.values()) for of_kind in granted.values())
    left_out = sum(facts.investors.values()) - sum(granted["investors"].values())
    trace = Step(
        "included",
        total,
        how,
        (
            fact("company_account_offering", facts.company_account_offering),
            fact("total_cap", facts.total_cap),
            *(_rank_step(number, rank, asked, granted) for number, rank in enumerate(ranks, 1)),
            terms.operand("cutback_order", "ranks"),
            terms.operand("cutback_order", "only_for_company_account"),
        ),
        readings=("demand_priority",),
    )
    return CutbackResult(applies, included, total, left_out, trace)


_ByClass = dict[str, dict[str, int]]


def _asked(facts: CutbackFacts) -> _ByClass:
    """What each seeks, by class; the Company stands under its class without a name."""
    not_negative("total_cap", facts.total_cap)
    asked = {
        _COMPANY: {"": facts.company_primary},
        **{kind: dict(getattr(facts, kind)) for kind in _CLASSES},
        **facts.classes,
    }
    for kind, of_kind in asked.items():
        none_negative(kind, of_kind)
    return asked


def _ranks(order: Cutback, readings: Readings) -> tuple[tuple[str, ...], ...]:
    """The classes of each rank; by one reading demand holders share the Investors' rank."""
    if readings.demand_priority == "senior":
        return order.ranks
    without = (tuple(kind for kind in rank if kind != "demand") for rank in order.ranks)
    joined = ((*rank, "demand") if "investors" in rank else rank for rank in without)
    return tuple(filter(None, joined))


def _granted(cap: int, asked: _ByClass, ranks: tuple[tuple[str, ...], ...]) -> _ByClass:
    ranked = {kind for rank in ranks for kind in rank}
    for kind, of_kind in asked.items():
        if kind not in ranked and any(of_kind.values()):
            raise InvalidInputError(f"{kind}: the terms rank {', '.join(sorted(ranked))}")
    # A name sorts first by itself, so that a tie goes by the alphabet over all classes of a rank.
    keyed = [
        {f"{name}\0{kind}": asked.get(kind, {})[name] for kind in rank for name in asked.get(kind, {})}
        for rank in ranks
    ]
    granted: _ByClass = {kind: dict.fromkeys(of_kind, 0) for kind, of_kind in asked.items()}
    for of_rank in waterfall(cap, keyed):
        for key, shares in of_rank.items():
            name, _, kind = key.partition("\0")
            granted[kind][name] = shares
    return granted


def _rank_step(number: int, rank: tuple[str, ...], asked: _ByClass, granted: _ByClass) -> Step:
    sought = {(kind, name): shares for kind in rank for name, shares in asked.get(kind, {}).items()}
    return Step(
        f"rank {number}: {', '.join(rank)}",
        sum(sum(granted.get(kind, {}).values()) for kind in rank),
        f"of {sum(sought.values())} sought",
        tuple(fact(_place(kind, name), shares) for (kind, name), shares in sought.items()),
    )


def _place(kind: str, name: str) -> str:
    """The input that says what one holder seeks."""
    if kind == _COMPANY:
        return kind
    return f"{kind}.{name}" if kind in _CLASSES else f"classes.{kind}.{name}"


@dataclass(frozen=True, slots=True)
class Participant:
    """What an Investor agrees to, and its shares in the underwriting."""

    agrees_underwriting_basis: bool
    completes_documents: bool
    agrees_pro_rata_costs: bool
    shares: int


@dataclass(frozen=True, slots=True)
class ParticipationFacts:
    """The Investors, and the discounts, commissions and excess expenses that they share."""

    investors: dict[str, Participant]
    discounts_and_excess: Decimal


@dataclass(frozen=True, slots=True)
class Participation:
    """Who may take part, and what each of them bears, in cents that add up."""

    may_participate: tuple[str, ...]
    cost_shares: dict[str, Decimal]
    trace: Step


_CONDITIONS = ("agrees_underwriting_basis", "completes_documents", "agrees_pro_rata_costs")


def participation(facts: ParticipationFacts, _: RegistrationRights, __: Readings) -> Participation:
    """M45: who meets all three conditions, and their costs in proportion to their shares.

    Raises `InvalidInputError` for negative numbers, and where those who take part hold no share.
    """
    not_negative("discounts_and_excess", facts.discounts_and_excess)
    none_negative("investors", {name: one.shares for name, one in facts.investors.items()})
    within = {
        name: one.shares
        for name, one in facts.investors.items()
        if all(getattr(one, condition) for condition in _CONDITIONS)
    }
    costs: Mapping[str, Decimal] = cents_pro_rata(facts.discounts_and_excess, within) if within else {}
    may = Step(
        "may participate",
        tuple(within),
        "who meets all three conditions",
        tuple(
            fact(f"investors.{name}.{condition}", getattr(one, condition))
            for name, one in facts.investors.items()
            for condition in _CONDITIONS
        ),
    )
    trace = Step(
        "cost shares",
        dict(costs),
        "pro rata by shares, to the cent; a cent left over goes to the largest remainder",
        (
            may,
            fact("discounts_and_excess", facts.discounts_and_excess),
            *(fact(f"investors.{name}.shares", shares) for name, shares in within.items()),
        ),
    )
    return Participation(tuple(within), dict(costs), trace)


MECHANICS = (
    Mechanic("M19", "cutback", "Underwriter cutback waterfall", "2(d)", CutbackFacts, cutback),
    Mechanic(
        "M45",
        "participation",
        "Participation in an underwritten registration",
        "4(e); 2(d)",
        ParticipationFacts,
        participation,
    ),
)
