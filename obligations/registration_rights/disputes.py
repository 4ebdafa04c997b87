"""Sections 2(c), 11(d), 11(l): several remedies together; the law, the courts and who pays for a dispute."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from obligations.checks import not_negative
from obligations.errors import ContradictoryFactsError, MissingFactsError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Law, RegistrationRights, require
from obligations.rounding import to_cents, total
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class RemedyFacts:
    """Liquidated damages, what is proven for the same loss and for others, and whether a breach threatens."""

    liquidated_damages: Decimal
    breach_or_threatened_breach: bool
    proven_damages_same_loss: Decimal = Decimal(0)
    proven_damages_other_loss: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class RemediesTogether:
    """All the money, and whether an injunction may be had and takes a bond."""

    total_money: Decimal
    injunction_available: bool
    bond_required: bool
    trace: Step


def remedies_together(facts: RemedyFacts, terms: RegistrationRights, readings: Readings) -> RemediesTogether:
    """M43: liquidated damages with proven ones, of which the same loss is paid once, and the injunction.

    Where the agreement makes its damages the only remedy, nothing proven is added to them.
    """
    remedies = terms.remedies
    require(remedies, "remedies beside damages")
    assert remedies
    fixed, same = facts.liquidated_damages, facts.proven_damages_same_loss
    other = facts.proven_damages_other_loss
    for name in ("liquidated_damages", "proven_damages_same_loss", "proven_damages_other_loss"):
        not_negative(name, getattr(facts, name))
    if remedies.exclusive:
        money, how = fixed, "liquidated damages, the only remedy in money"
    elif readings.same_loss == "credit":
        money, how = max(fixed, same) + other, "the larger of liquidated and proven damages + other damages"
    else:
        money, how = fixed + same + other, "liquidated damages + proven damages + other damages"
    sums = Step(
        "money",
        to_cents(money),
        how,
        (
            fact("liquidated_damages", fixed),
            fact("proven_damages_same_loss", same),
            fact("proven_damages_other_loss", other),
            terms.operand("remedies", "exclusive"),
        ),
        readings=("same_loss",),
    )
    injunction = Step(
        "injunction available",
        remedies.injunction and facts.breach_or_threatened_breach,
        "where a breach has happened or threatens",
        (
            fact("breach_or_threatened_breach", facts.breach_or_threatened_breach),
            terms.operand("remedies", "injunction"),
            terms.operand("remedies", "bond"),
        ),
    )
    trace = Step("remedies", to_cents(money), "money and injunction together", (sums, injunction))
    return RemediesTogether(
        to_cents(money), remedies.injunction and facts.breach_or_threatened_breach, remedies.bond, trace
    )


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """Who prevailed and who lost (None: nobody), each party's fees and expenses, and the court."""

    court: str
    prevailing: str | None = None
    losing: str | None = None
    fees: dict[str, tuple[Decimal, ...]] = field(default_factory=dict)
    arises_under_agreement: bool = True


@dataclass(frozen=True, slots=True)
class Dispute:
    """Who pays whom what fees, whether the court is one of those agreed upon, and by which law it decides."""

    payer: str | None
    payee: str | None
    fee_award: Decimal
    forum_permitted: bool
    governing_law: str
    trace: Step


def dispute(facts: DisputeFacts, terms: RegistrationRights, _: Readings) -> Dispute:
    """M41: the party that does not prevail bears the prevailing party's fees; its own stay its own.

    Raises `ContradictoryFactsError` for a party that prevails and loses, `MissingFactsError` where a party
    prevails and its opponent or its fees are not given.
    """
    law = terms.governing_law
    require(law, "the governing law")
    assert law
    for party, amounts in facts.fees.items():
        for index, amount in enumerate(amounts):
            not_negative(f"fees.{party}[{index}]", amount)
    if facts.prevailing is not None and facts.prevailing == facts.losing:
        raise ContradictoryFactsError(f"prevailing and losing: both are {facts.losing}")
    shifted = law.loser_pays and facts.arises_under_agreement and facts.prevailing is not None
    if shifted and facts.losing is None:
        raise MissingFactsError("losing")
    if shifted and facts.prevailing not in facts.fees:
        raise MissingFactsError(f"fees.{facts.prevailing}")
    award = total(facts.fees[facts.prevailing]) if shifted and facts.prevailing else total(())
    fees = Step(
        "fee award",
        award,
        "the prevailing party's fees and expenses" if shifted else "nobody pays another's fees",
        (
            fact("prevailing", facts.prevailing),
            fact("losing", facts.losing),
            _fees(facts),
            fact("arises_under_agreement", facts.arises_under_agreement),
            terms.operand("governing_law", "loser_pays"),
        ),
    )
    permitted = _permitted(facts.court, law)
    forum = Step(
        "court permitted",
        permitted,
        "one of the courts agreed upon" if law.courts else "no court is agreed upon",
        (fact("court", facts.court), terms.operand("governing_law", "courts")),
    )
    trace = Step(
        "dispute", award, "fees and court", (fees, forum, terms.operand("governing_law", "governing"))
    )
    return Dispute(
        facts.losing if shifted else None,
        facts.prevailing if shifted else None,
        award,
        permitted,
        law.governing,
        trace,
    )


def _fees(facts: DisputeFacts) -> Step:
    if facts.prevailing is None:
        return fact("fees", facts.fees)
    return fact(f"fees.{facts.prevailing}", facts.fees.get(facts.prevailing))


def _permitted(court: str, law: Law) -> bool:
    """Whether the court is agreed upon; one named without its seat is taken to sit where it has to."""
    asked = court.strip().casefold()
    agreed = {name.casefold() for name in law.courts}
    return not agreed or asked in agreed | {name.partition(" (")[0] for name in agreed}


MECHANICS = (
    Mechanic("M41", "dispute", "Governing law, forum, fee shifting", "11(d)", DisputeFacts, dispute),
    Mechanic(
        "M43", "remedies_together", "Remedies together", "2(c), 11(l), 11(e)", RemedyFacts, remedies_together
    ),
)
