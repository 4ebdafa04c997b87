"""Section 3(m): where the securities have to be listed or quoted, and how many market makers they need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from obligations.checks import not_negative
from obligations.errors import MissingFactsError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Listing, RegistrationRights, require
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """The exchanges that list the class and what they permit; otherwise what the class is eligible for.

    `eligible` is for markets of other agreements, by the names of their terms. An exchange that is not in
    `registrable_listed` does not list the securities.
    """

    exchanges_listing_same_class: tuple[str, ...]
    listing_permitted: dict[str, bool] = field(default_factory=dict)
    registrable_listed: dict[str, bool] = field(default_factory=dict)
    nasdaq_eligible: bool | None = None
    smallcap_eligible: bool | None = None
    eligible: dict[str, bool] = field(default_factory=dict)
    quoted_on: str | None = None
    nasd_market_makers: int | None = None


@dataclass(frozen=True, slots=True)
class ListingDuty:
    """The limb that applies, where the securities belong, how many market makers, and whether that is so."""

    limb: Literal["i", "ii"]
    target: tuple[str, ...]
    market_makers_required: int
    compliant: bool
    trace: Step


def listing(facts: ListingFacts, terms: RegistrationRights, _: Readings) -> ListingDuty:
    """M30: every exchange that lists the class and permits it; if none does, the first market open to it.

    Raises `MissingFactsError` for what an exchange permits, an eligibility or the market makers that decide.
    """
    rule = terms.listing
    require(rule, "listing")
    assert rule
    # A market of the cascade is no national securities exchange, whatever it became later.
    exchanges = tuple(one for one in facts.exchanges_listing_same_class if one not in rule.cascade)
    listed = fact("exchanges_listing_same_class", facts.exchanges_listing_same_class)
    if exchanges:
        return _on_exchanges(exchanges, facts, listed)
    return _quoted(facts, rule, terms, listed)


def _on_exchanges(exchanges: tuple[str, ...], facts: ListingFacts, listed: Step) -> ListingDuty:
    unknown = [one for one in exchanges if one not in facts.listing_permitted]
    if unknown:
        raise MissingFactsError(*(f"listing_permitted.{one}" for one in unknown))
    target = tuple(one for one in exchanges if facts.listing_permitted[one])
    compliant = all(facts.registrable_listed.get(one, False) for one in target)
    operands = (
        listed,
        *(fact(f"listing_permitted.{one}", facts.listing_permitted[one]) for one in exchanges),
        fact("registrable_listed", facts.registrable_listed),
    )
    how = "listed wherever the class is listed and the rules permit it"
    return ListingDuty("i", target, 0, compliant, Step("listing complies", compliant, how, operands))


def _quoted(facts: ListingFacts, rule: Listing, terms: RegistrationRights, listed: Step) -> ListingDuty:
    given = {"Nasdaq": facts.nasdaq_eligible, "SmallCap": facts.smallcap_eligible, **facts.eligible}
    rung, asked = _rung(rule.cascade, given)
    if facts.nasd_market_makers is None:
        raise MissingFactsError("nasd_market_makers")
    not_negative("nasd_market_makers", facts.nasd_market_makers)
    # A market above the one that is due is more than is asked for.
    high_enough = facts.quoted_on in rule.cascade[: rung + 1]
    compliant = high_enough and facts.nasd_market_makers >= rule.market_makers
    target = rule.cascade[rung]
    due = Step(
        "market", target, "the first for which it is eligible", (*asked, terms.operand("listing", "cascade"))
    )
    trace = Step(
        "listing complies",
        compliant,
        "quoted there, with as many market makers as are needed",
        (
            listed,
            due,
            fact("quoted_on", facts.quoted_on),
            fact("nasd_market_makers", facts.nasd_market_makers),
            terms.operand("listing", "market_makers"),
        ),
    )
    return ListingDuty("ii", (target,), rule.market_makers, compliant, trace)


def _rung(cascade: tuple[str, ...], given: dict[str, bool | None]) -> tuple[int, list[Step]]:
    """The first market that is open; the last one is there for whatever is eligible for no other."""
    asked = []
    for rung, market in enumerate(cascade[:-1]):
        eligible = given.get(market)
        if eligible is None:
            known = {"Nasdaq": "nasdaq_eligible", "SmallCap": "smallcap_eligible"}
            raise MissingFactsError(known.get(market, f"eligible.{market}"))
        asked.append(fact(f"eligible for {market}", eligible))
        if eligible:
            return rung, asked
    return len(cascade) - 1, asked


MECHANICS = (Mechanic("M30", "listing", "Listing and quotation cascade", "3(m)", ListingFacts, listing),)
