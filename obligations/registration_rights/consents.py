"""Sections 10, 11(k): whose consent binds everybody, and what a majority is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from obligations.checks import above_zero, not_negative
from obligations.errors import InvalidInputError, MissingFactsError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Determinations, Matter, RegistrationRights, require
from obligations.rounding import exact
from obligations.thresholds import reaches
from obligations.trace import Step, fact

_SOURCES = {"holders": "Debenture/stock ledger", "conversion_price": "Debentures"}
# Only who holds debentures needs a price to be counted by.
_PRICE = frozenset({"conversion_price"})


@dataclass(frozen=True, slots=True)
class Holding:
    """Shares held of record, principal of debentures, and shares under warrants."""

    registrable_shares_of_record: int = 0
    debenture_principal: Decimal = Decimal(0)
    warrant_shares: int = 0

    def owns_any(self) -> bool:
        """Whether anything is held that is, or can become, a Registrable Security."""
        return bool(self.registrable_shares_of_record or self.debenture_principal or self.warrant_shares)


@dataclass(frozen=True, slots=True)
class AmendmentFacts:
    """The holders, the price of a conversion, and who consents."""

    holders: dict[str, Holding]
    initial_investors: tuple[str, ...]
    company_consents: bool
    consenting: tuple[str, ...]
    conversion_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """Whether it takes effect, whose consent is missing, the exact votes, and whom it binds."""

    effective: bool
    missing: tuple[str, ...]
    consenting: Fraction
    total: Fraction
    binds: str | None
    trace: Step


def amendment(facts: AmendmentFacts, terms: RegistrationRights, readings: Readings) -> Amendment:
    """M37: the Company, each Initial Investor that still owns something, and the majority, all in writing.

    Raises `InvalidInputError` for a consent by nobody's holder, `MissingFactsError` for the price by which
    debentures are counted.
    """
    rule = terms.amendment_threshold
    require(rule, "amendments")
    assert rule
    _known("consenting", facts.consenting, {*facts.holders, *facts.initial_investors})
    votes = votes_of(facts.holders, facts.conversion_price, readings)
    consenting, total = _sum(votes, facts.consenting), _sum(votes, votes)
    lacking = []
    if rule.company and not facts.company_consents:
        lacking.append("Company")
    owning = [
        name for name in facts.initial_investors if name in facts.holders and facts.holders[name].owns_any()
    ]
    if rule.each_initial_investor:
        lacking += [name for name in owning if name not in facts.consenting]
    enough = reaches(consenting, total, rule.threshold, strict=rule.strict)
    if not enough:
        lacking.append("majority")
    of_votes = Step(
        "votes consenting",
        consenting,
        f"of {total}: {'enough' if enough else 'not enough'}",
        (
            _votes_step(votes, facts.holders, facts.conversion_price),
            fact("consenting", facts.consenting),
            terms.operand("amendment_threshold", "threshold"),
            terms.operand("amendment_threshold", "strict"),
        ),
    )
    trace = Step(
        "amendment effective",
        not lacking,
        f"missing: {', '.join(lacking)}" if lacking else "every consent is there",
        (
            of_votes,
            fact("company_consents", facts.company_consents),
            Step(
                "Initial Investors that still own",
                owning,
                "shares, debentures or warrants",
                (fact("initial_investors", facts.initial_investors),),
            ),
            terms.operand("amendment_threshold", "company"),
            terms.operand("amendment_threshold", "each_initial_investor"),
        ),
    )
    binds = None if lacking else "each Investor and the Company"
    return Amendment(not lacking, tuple(lacking), consenting, total, binds, trace)


def votes_of(
    holders: Mapping[str, Holding], price: Decimal | None, readings: Readings
) -> dict[str, Fraction]:
    """Each holder's votes, exact: shares of record, and by the reading debentures converted and warrants."""
    of_record = readings.majority_basis == "of_record"
    if price is not None:
        above_zero("conversion_price", price)
    votes = {}
    for name, holding in holders.items():
        for amount in ("registrable_shares_of_record", "debenture_principal", "warrant_shares"):
            not_negative(f"holders.{name}.{amount}", getattr(holding, amount))
        votes[name] = Fraction(holding.registrable_shares_of_record)
        if holding.debenture_principal and not of_record:
            if price is None:
                raise MissingFactsError("conversion_price")
            votes[name] += exact(holding.debenture_principal) / exact(price)
        if readings.majority_basis == "as_converted_plus_warrants":
            votes[name] += holding.warrant_shares
    return votes


def _votes_step(votes: Mapping[str, Fraction], holders: Mapping[str, Holding], price: Decimal | None) -> Step:
    each = tuple(
        Step(
            f"votes, {name}",
            votes[name],
            "by the basis of the majority",
            (
                fact(f"holders.{name}.registrable_shares_of_record", holding.registrable_shares_of_record),
                fact(f"holders.{name}.debenture_principal", holding.debenture_principal),
                fact(f"holders.{name}.warrant_shares", holding.warrant_shares),
            ),
        )
        for name, holding in holders.items()
    )
    return Step(
        "votes",
        _sum(votes, votes),
        "shares of record + principal ÷ price, unless another basis is read",
        (*each, fact("conversion_price", price)),
        readings=("majority_basis",),
    )


def _sum(votes: Mapping[str, Fraction], names: Iterable[str]) -> Fraction:
    return sum((votes.get(name, Fraction(0)) for name in set(names)), Fraction(0))


def _known(place: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise InvalidInputError(f"{place}: {name} is no holder")


@dataclass(frozen=True, slots=True)
class MajorityFacts:
    """The holders of the securities that the clause counts, and who agrees."""

    holders: dict[str, Holding]
    consenting: tuple[str, ...]
    conversion_price: Decimal | None = None
    initial_investors: tuple[str, ...] | None = None
    initial_investors_approving: tuple[str, ...] | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Majority:
    """The exact votes, whether they are a majority, and whether that is enough for the clause.

    `population` is what the clause counts; `initial_investors_approve` None where they need not.
    """

    votes: dict[str, Fraction]
    total: Fraction
    consenting: Fraction
    majority: bool
    population: str | None
    initial_investors_approve: bool | None
    action_authorised: bool
    trace: Step


def majority(facts: MajorityFacts, terms: RegistrationRights, readings: Readings) -> Majority:
    """M38: more than half of the votes, and the Initial Investors' approval where the clause wants it.

    Raises `InvalidInputError` for a consent by nobody's holder, `MissingFactsError` for the price, or for the
    Initial Investors where they have to approve.
    """
    rule = terms.determinations
    require(rule, "determinations by the holders")
    assert rule
    _known("consenting", facts.consenting, set(facts.holders))
    votes = votes_of(facts.holders, facts.conversion_price, readings)
    total, consenting = _sum(votes, votes), _sum(votes, facts.consenting)
    carried = reaches(consenting, total, rule.threshold, strict=rule.strict)
    matter = next((one for one in rule.matters if one.clause == facts.clause), None)
    approval = (
        _approval(facts, votes, rule, matter, readings) if matter and matter.initial_investors else None
    )
    approved = None if approval is None else approval.value is True
    counted = Step(
        "majority",
        carried,
        f"{consenting} of {total} votes",
        (
            _votes_step(votes, facts.holders, facts.conversion_price),
            fact("consenting", facts.consenting),
            terms.operand("determinations", "threshold"),
            terms.operand("determinations", "strict"),
        ),
    )
    authorised = carried and approved is not False
    trace = Step(
        "action authorised",
        authorised,
        "a majority" + (" and the Initial Investors' approval" if approval else ""),
        (counted, fact("clause", facts.clause), *((approval,) if approval else ())),
    )
    return Majority(
        votes, total, consenting, carried, matter.population if matter else None, approved, authorised, trace
    )


def _approval(
    facts: MajorityFacts,
    votes: Mapping[str, Fraction],
    rule: Determinations,
    matter: Matter,
    readings: Readings,
) -> Step:
    """Whether the Initial Investors approve: their majority, or by one reading of open words each of them."""
    if facts.initial_investors is None:
        raise MissingFactsError("initial_investors")
    if facts.initial_investors_approving is None:
        raise MissingFactsError("initial_investors_approving")
    _known("initial_investors_approving", facts.initial_investors_approving, set(facts.initial_investors))
    is_open = matter.initial_investors == "open"
    if is_open and readings.initial_investor_approval_4c == "unanimous":
        owning = {
            name
            for name in facts.initial_investors
            if name in facts.holders and facts.holders[name].owns_any()
        }
        approved, how = owning <= set(facts.initial_investors_approving), "each that still owns securities"
    else:
        for_it, of_all = (
            _sum(votes, names) for names in (facts.initial_investors_approving, facts.initial_investors)
        )
        approved = reaches(for_it, of_all, rule.threshold, strict=rule.strict)
        how = f"{for_it} of the Initial Investors' {of_all} votes"
    return Step(
        "Initial Investors approve",
        approved,
        how,
        (
            fact("initial_investors", facts.initial_investors),
            fact("initial_investors_approving", facts.initial_investors_approving),
        ),
        readings=("initial_investor_approval_4c",) if is_open else (),
    )


MECHANICS = (
    Mechanic("M37", "amendment", "Amendment and waiver", "10", AmendmentFacts, amendment, _SOURCES, _PRICE),
    Mechanic(
        "M38",
        "majority",
        "Majority determinations",
        "11(k); 2(b), 3(d), 3(e), 3(p), 3(q), 4(c), 6(c)",
        MajorityFacts,
        majority,
        _SOURCES,
        _PRICE,
    ),
)
