"""Sections 9, 11(a): whether the rights went with the securities, and whose instructions count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.errors import InvalidInputError, MissingFactsError
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, require
from obligations.trace import Step, fact

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# The findings behind each condition that terms can name.
_FINDINGS = {
    "agreement": ("agreement_in_writing", "copy_furnished_within_reasonable_time"),
    "notice": (
        "notice_within_reasonable_time",
        "notice_names_transferee_and_address",
        "notice_identifies_securities",
    ),
    "restricted": ("further_disposition_restricted",),
    "joinder": ("joinder_date", "notice_received_date"),
    "transfer_requirements": ("spa_requirements_met",),
    "accredited_investor": ("accredited_investor",),
}


@dataclass(frozen=True, slots=True)
class AssignmentConditions:
    """What was found of a transfer. A "reasonable time" is a finding, not a number of days.

    `joinder_date` None: the transferee has not agreed to be bound; `notice_received_date` None: the Company
    has received no notice.
    """

    agreement_in_writing: bool | None = None
    copy_furnished_within_reasonable_time: bool | None = None
    notice_within_reasonable_time: bool | None = None
    notice_names_transferee_and_address: bool | None = None
    notice_identifies_securities: bool | None = None
    further_disposition_restricted: bool | None = None
    joinder_date: date | None = None
    notice_received_date: date | None = None
    spa_requirements_met: bool | None = None
    accredited_investor: bool | None = None
    transfer_of_all_rights: bool = False


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """The findings of one transfer."""

    conditions: AssignmentConditions


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whether the rights were assigned, which conditions failed, and what the transferee becomes."""

    assigned: bool
    failed_conditions: tuple[str, ...]
    becomes: str | None
    trace: Step


def assignment(facts: AssignmentFacts, terms: RegistrationRights, _: Readings) -> Assignment:
    """M36: all of the agreement's conditions, numbered as it numbers them.

    Raises `MissingFactsError` for a finding that a condition needs, `InvalidInputError` for a condition of
    the terms that is not known.
    """
    rule = terms.assignment
    require(rule, "assignments")
    assert rule
    met: dict[str, Step] = {}
    for numeral, condition in zip(_ROMAN, rule.conditions, strict=False):
        met[numeral] = _condition(condition, facts.conditions)
    failed = tuple(numeral for numeral, step in met.items() if not step.value)
    whole = facts.conditions.transfer_of_all_rights and rule.of_all_rights is not None
    becomes = None if failed else rule.of_all_rights if whole else rule.becomes
    trace = Step(
        "assigned",
        not failed,
        f"failed: {', '.join(failed)}" if failed else "every condition is met",
        (
            *met.values(),
            fact("conditions.transfer_of_all_rights", facts.conditions.transfer_of_all_rights),
            terms.operand("assignment", "conditions"),
        ),
    )
    return Assignment(not failed, failed, becomes, trace)


def _condition(name: str, found: AssignmentConditions) -> Step:
    """Whether one condition is met."""
    if name not in _FINDINGS:
        raise InvalidInputError(f"terms.assignment.conditions: {name!r} is none of {', '.join(_FINDINGS)}")
    operands = tuple(fact(f"conditions.{one}", getattr(found, one)) for one in _FINDINGS[name])
    if name == "joinder":
        joined, received = found.joinder_date, found.notice_received_date
        # On the day of receipt is "at or before": the facts hold no hours.
        met = joined is not None and (received is None or joined <= received)
        return Step(
            name, met, "agreed to be bound no later than the Company's receipt of the notice", operands
        )
    unknown = [step.origin.ref for step in operands if step.value is None and step.origin]
    if unknown:
        raise MissingFactsError(*unknown)
    return Step(name, all(step.value for step in operands), "all of them found", operands)


@dataclass(frozen=True, slots=True)
class Instruction:
    """What somebody instructs the Company to do with the same securities."""

    from_: str
    instruction: str


@dataclass(frozen=True, slots=True)
class InstructionFacts:
    """The registered owner, and the instructions in the order in which they came."""

    registered_owner: str
    instructions: tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class Instructed:
    """Whether instructions conflict, on which the Company acts, and whose it follows where they do."""

    conflict: bool
    act_on: str | None
    follow: str | None
    trace: Step


def instructions(facts: InstructionFacts, _: RegistrationRights, __: Readings) -> Instructed:
    """M39: what all say; where they differ, what the registered owner said last, if it said anything."""
    said = {one.instruction for one in facts.instructions}
    by_owner = [one.instruction for one in facts.instructions if one.from_ == facts.registered_owner]
    conflict = len(said) > 1
    if conflict:
        act_on = by_owner[-1] if by_owner else None
        how = "the registered owner's latest" if by_owner else "the registered owner gave none"
    else:
        act_on = next(iter(said), None)
        how = "all say the same" if said else "there is none"
    follow = facts.registered_owner if conflict and by_owner else None
    trace = Step(
        "act on",
        act_on,
        how,
        (
            fact("registered_owner", facts.registered_owner),
            *(_said(index, one) for index, one in enumerate(facts.instructions)),
        ),
    )
    return Instructed(conflict, act_on, follow, trace)


def _said(index: int, one: Instruction) -> Step:
    place = f"instructions[{index}]"
    given = (fact(f"{place}.from", one.from_), fact(f"{place}.instruction", one.instruction))
    return Step(f"instruction {index + 1}", one.instruction, "in the order received", given)


MECHANICS = (
    Mechanic(
        "M36",
        "assignment",
        "Validity of an assignment",
        "9; preamble",
        AssignmentFacts,
        assignment,
        {"conditions.spa_requirements_met": "Securities Purchase Agreement"},
        frozenset({"conditions.spa_requirements_met"}),
    ),
    Mechanic(
        "M39",
        "instructions",
        "Holder of record and conflicting instructions",
        "11(a)",
        InstructionFacts,
        instructions,
    ),
)
