"""Sections 6(a), 6(b), 7: what an indemnity pays, and contribution where the law does not let it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from obligations.checks import not_negative
from obligations.errors import MissingFactsError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Indemnity, RegistrationRights, require
from obligations.rounding import exact, to_cents, total
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class IndemnifyingInvestor:
    """An Investor's share of the loss, what its sale brought, and what it has paid under the agreement."""

    share_of_loss: Decimal
    gross_proceeds: Decimal
    underwriting_discounts: Decimal = Decimal(0)
    selling_expenses: Decimal = Decimal(0)
    already_paid: Decimal = Decimal(0)
    from_its_written_information: bool = True


@dataclass(frozen=True, slots=True)
class IndemnityFacts:
    """Who indemnifies, the loss or each Investor's share of it, and what may take the indemnity away."""

    indemnitor: Literal["company", "investors"]
    loss: Decimal | None = None
    investors: dict[str, IndemnifyingInvestor] | None = None
    from_indemnitee_written_information: bool = False
    prospectus_timely_available: bool | None = None
    settled_without_consent: bool = False
    consent_unreasonably_withheld: bool = False
    preliminary_prospectus_corrected: bool = False
    advised_not_to_use: bool = False
    used_anyway: bool = False


@dataclass(frozen=True, slots=True)
class Indemnified:
    """What is paid, by the Company or by each Investor, and why; what no Investor covers."""

    payable: Decimal | dict[str, Decimal]
    reason: str
    uncovered: Decimal | None
    trace: Step


def indemnity(facts: IndemnityFacts, terms: RegistrationRights, _: Readings) -> Indemnified:
    """M32: the whole loss from the Company; from an Investor no more than its sale left it.

    Raises `MissingFactsError` for the loss or the Investors, and where a prospectus made available in time
    would decide.
    """
    clause = terms.indemnity
    require(clause, "an indemnity")
    assert clause
    taken_away = next(_carve_outs(facts, clause), None)
    asked = [
        fact(name, getattr(facts, name))
        for name in (
            "from_indemnitee_written_information",
            "prospectus_timely_available",
            "settled_without_consent",
            "consent_unreasonably_withheld",
            "preliminary_prospectus_corrected",
            "advised_not_to_use",
            "used_anyway",
        )
    ]
    if facts.indemnitor == "company":
        return _by_company(facts, taken_away, (*asked, terms.operand("indemnity", "carve_outs")))
    return _by_investors(facts, taken_away, clause, (*asked, terms.operand("indemnity", "investor_cap")))


def _carve_outs(facts: IndemnityFacts, clause: Indemnity) -> Iterator[str]:
    """Each reason for which the indemnity does not apply."""
    of_investors = facts.indemnitor == "investors"
    if (
        "written_information" in clause.carve_outs
        and facts.from_indemnitee_written_information
        and not of_investors
    ):
        if facts.prospectus_timely_available is None:
            raise MissingFactsError("prospectus_timely_available")
        if facts.prospectus_timely_available:
            yield "the indemnitee's own written information"
    if (
        "settlement" in clause.carve_outs
        and facts.settled_without_consent
        and not facts.consent_unreasonably_withheld
    ):
        yield "settled without consent"
    corrected = facts.preliminary_prospectus_corrected and "preliminary_prospectus" in clause.carve_outs
    # The Investors' own exception asks only for the correction, the Company's for a warning that was ignored.
    if corrected and of_investors:
        yield "preliminary prospectus corrected"
    if corrected and not of_investors and facts.advised_not_to_use and facts.used_anyway:
        if facts.prospectus_timely_available is None:
            raise MissingFactsError("prospectus_timely_available")
        if facts.prospectus_timely_available:
            yield "corrected preliminary prospectus used against advice"


def _by_company(facts: IndemnityFacts, taken_away: str | None, operands: tuple[Step, ...]) -> Indemnified:
    if facts.loss is None:
        raise MissingFactsError("loss")
    not_negative("loss", facts.loss)
    payable = to_cents(0 if taken_away else facts.loss)
    reason = taken_away or "no cap on the Company"
    trace = Step("payable by the Company", payable, reason, (fact("loss", facts.loss), *operands))
    return Indemnified(payable, reason, None, trace)


def _by_investors(
    facts: IndemnityFacts, taken_away: str | None, clause: Indemnity, operands: tuple[Step, ...]
) -> Indemnified:
    if facts.investors is None:
        raise MissingFactsError("investors")
    payable, steps = {}, []
    for name, one in facts.investors.items():
        amount, step = _investor(name, one, taken_away, clause)
        payable[name] = amount
        steps.append(step)
    shares = sum((exact(one.share_of_loss) for one in facts.investors.values()), Fraction(0))
    uncovered = to_cents(shares - exact(total(payable.values())))
    reason = taken_away or ("no more than the net proceeds" if clause.investor_cap else "no cap")
    trace = Step("payable by each Investor", dict(payable), "severally, not jointly", (*steps, *operands))
    return Indemnified(payable, reason, uncovered, trace)


def _investor(
    name: str, one: IndemnifyingInvestor, taken_away: str | None, clause: Indemnity
) -> tuple[Decimal, Step]:
    place = f"investors.{name}"
    amounts = (
        "share_of_loss",
        "gross_proceeds",
        "underwriting_discounts",
        "selling_expenses",
        "already_paid",
    )
    for amount in amounts:
        not_negative(f"{place}.{amount}", getattr(one, amount))
    given = tuple(fact(f"{place}.{amount}", getattr(one, amount)) for amount in amounts)
    own = fact(f"{place}.from_its_written_information", one.from_its_written_information)
    if taken_away or not one.from_its_written_information:
        why = taken_away or "not from its own written information"
        return to_cents(0), Step(f"payable by {name}", to_cents(0), why, (*given, own))
    net = exact(one.gross_proceeds)
    if clause.investor_cap == "net_proceeds":
        net -= exact(one.underwriting_discounts) + exact(one.selling_expenses)
    room = max(net - exact(one.already_paid), Fraction(0))
    payable = to_cents(min(exact(one.share_of_loss), room) if clause.investor_cap else one.share_of_loss)
    how = f"the share, but no more than what is left of the {clause.investor_cap}".replace("_", " ")
    limit = Step("room under the cap", room, "proceeds − costs of the sale − already paid", given)
    return payable, Step(
        f"payable by {name}", payable, how if clause.investor_cap else "the share", (limit, own)
    )


@dataclass(frozen=True, slots=True)
class ContributionFacts:
    """Who contributes to what, what the law permits, fault and fraud, a seller's proceeds and payments."""

    contributor: Literal["seller", "company"]
    amount_otherwise_payable: Decimal
    max_permitted_by_law: Decimal
    liable_under_section_6_fault_standard: bool = True
    claimant_is_seller_guilty_of_fraudulent_misrepresentation: bool = False
    contributor_guilty: bool = False
    net_proceeds_received: Decimal | None = None
    other_obligations_paid: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What is contributed, and the limit that binds (None: none does)."""

    contribution: Decimal
    limit: str | None
    trace: Step


def contribution(facts: ContributionFacts, terms: RegistrationRights, _: Readings) -> Contribution:
    """M34: what an indemnity cannot pay, as far as the law and, for a seller, its proceeds allow.

    Raises `MissingFactsError` for a seller's proceeds.
    """
    clause = terms.indemnity
    require(clause, "an indemnity")
    assert clause
    amounts = (
        "amount_otherwise_payable",
        "max_permitted_by_law",
        "net_proceeds_received",
        "other_obligations_paid",
    )
    for name in amounts:
        not_negative(name, getattr(facts, name))
    paid, limit = _contributed(facts, clause)
    flags = (
        "contributor",
        "liable_under_section_6_fault_standard",
        "claimant_is_seller_guilty_of_fraudulent_misrepresentation",
        "contributor_guilty",
    )
    operands = tuple(fact(name, getattr(facts, name)) for name in (*amounts, *flags))
    trace = Step(
        "contribution",
        to_cents(paid),
        limit or "the amount itself: no limit binds",
        (*operands, terms.operand("indemnity", "investor_cap")),
    )
    return Contribution(to_cents(paid), limit, trace)


def _contributed(facts: ContributionFacts, clause: Indemnity) -> tuple[Fraction, str | None]:
    """The contribution, and what limits it."""
    if not facts.liable_under_section_6_fault_standard:
        return Fraction(0), "(i) not liable under the fault standards of Section 6"
    seller = facts.contributor == "seller"
    if (
        seller
        and facts.claimant_is_seller_guilty_of_fraudulent_misrepresentation
        and not facts.contributor_guilty
    ):
        return Fraction(0), "(ii) fraudulent misrepresentation"
    owed, permitted = exact(facts.amount_otherwise_payable), exact(facts.max_permitted_by_law)
    limits = [(owed, None), (permitted, "maximum permitted by law")]
    if seller and clause.investor_cap:
        if facts.net_proceeds_received is None:
            raise MissingFactsError("net_proceeds_received")
        room = exact(facts.net_proceeds_received) - exact(facts.other_obligations_paid)
        limits.append((max(room, Fraction(0)), "(iii) net proceeds"))
    return min(limits, key=lambda at: at[0])


MECHANICS = (
    Mechanic(
        "M32",
        "indemnity",
        "Indemnity: carve-outs and the Investor cap",
        "6(a), 6(b)",
        IndemnityFacts,
        indemnity,
    ),
    Mechanic("M34", "contribution", "Contribution", "7", ContributionFacts, contribution),
)
