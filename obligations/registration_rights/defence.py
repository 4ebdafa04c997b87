"""Section 6(c): whose counsel an indemnifying party pays, and what a late notice costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from obligations.checks import not_negative
from obligations.errors import ContradictoryFactsError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import Indemnity, RegistrationRights, require
from obligations.rounding import exact, to_cents, total
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class Counsel:
    """A firm of counsel to those indemnified: its fees, its selection, and any opinion of a conflict."""

    firm: str
    fees: Decimal
    selected: bool = False
    conflict_opinion: bool = False
    opinion_by: str | None = None


@dataclass(frozen=True, slots=True)
class DefenceFacts:
    """Whether the defence was assumed, the counsel, the loss, and what a late notice harmed."""

    defence_assumed: bool
    loss: Decimal
    counsel: tuple[Counsel, ...] = ()
    notice_late: bool = False
    prejudice_from_late_notice: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Defence:
    """The fees that are paid, the firms that are not, and the loss after what a late notice cost."""

    counsel_fees_covered: Decimal
    counsel_not_covered: tuple[str, ...]
    loss_payable: Decimal
    trace: Step


def defence(facts: DefenceFacts, terms: RegistrationRights, _: Readings) -> Defence:
    """M33: one counsel for all, and beside an assumed defence only on a conflict in the right opinion.

    Raises `ContradictoryFactsError` where more firms are selected than may be.
    """
    clause = terms.indemnity
    require(clause, "an indemnity")
    assert clause
    for name, amount in (
        ("loss", facts.loss),
        ("prejudice_from_late_notice", facts.prejudice_from_late_notice),
    ):
        not_negative(name, amount)
    selected = tuple(dict.fromkeys(one.firm for one in facts.counsel if one.selected))
    if len(selected) > clause.counsel:
        raise ContradictoryFactsError(
            f"counsel: {' and '.join(selected)} cannot all be the {clause.counsel} selected"
        )
    covered = [one for one in facts.counsel if one.selected and _separate(one, facts, clause)]
    fees = total(to_cents(one.fees) for one in covered)
    not_covered = tuple(one.firm for one in facts.counsel if one not in covered)
    harm = min(facts.prejudice_from_late_notice, facts.loss) if facts.notice_late else Decimal(0)
    counsel = Step(
        "fees covered",
        fees,
        "the selected counsel's"
        + (", if a conflict calls for separate counsel" if facts.defence_assumed else ""),
        (
            fact("defence_assumed", facts.defence_assumed),
            *(_of_counsel(index, one) for index, one in enumerate(facts.counsel)),
            terms.operand("indemnity", "counsel"),
            terms.operand("indemnity", "conflict_opinion_of"),
        ),
    )
    loss = to_cents(exact(facts.loss) - exact(harm))
    trace = Step(
        "loss payable",
        loss,
        "loss − what a late notice harmed the defence",
        (
            fact("loss", facts.loss),
            fact("notice_late", facts.notice_late),
            fact("prejudice_from_late_notice", facts.prejudice_from_late_notice),
            counsel,
        ),
    )
    return Defence(fees, not_covered, loss, trace)


def _separate(one: Counsel, facts: DefenceFacts, clause: Indemnity) -> bool:
    """Whether separate counsel is called for: always without an assumed defence, otherwise on a conflict."""
    if not facts.defence_assumed:
        return True
    wanted, by = clause.conflict_opinion_of, (one.opinion_by or "").replace("_", " ")
    return one.conflict_opinion and (wanted is None or wanted.casefold() in by.casefold())


def _of_counsel(index: int, one: Counsel) -> Step:
    not_negative(f"counsel[{index}].fees", one.fees)
    facts = ("fees", "selected", "conflict_opinion", "opinion_by")
    return Step(
        one.firm,
        one.fees,
        "fees",
        tuple(fact(f"counsel[{index}].{name}", getattr(one, name)) for name in facts),
    )


MECHANICS = (
    Mechanic("M33", "defence", "One-counsel rule and late notice", "6(c), 6(a)", DefenceFacts, defence),
)
