"""Section 11(i), signature page: when the agreement itself takes effect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from obligations.checks import in_order
from obligations.registration_rights.mechanic import Mechanic
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import RegistrationRights, require
from obligations.trace import Step, fact


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """A block of the signature page: who signs in it, when it was signed and when the counterpart came."""

    block: int
    entity: str
    signed: date | None = None
    delivered: date | None = None

    @property
    def complete_on(self) -> date | None:
        """The day on which it was both signed and delivered."""
        return max(self.signed, self.delivered) if self.signed and self.delivered else None


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """Every block of the signature page."""

    blocks: tuple[SignatureBlock, ...]


@dataclass(frozen=True, slots=True)
class AgreementEffective:
    """The day of effect (None: not shown), the blocks that are missing, and the day that the agreement bears.

    A signature that a copy does not show is missing here; that it was never given is not said.
    """

    effective_on: date | None
    missing_blocks: tuple[int, ...]
    dated_as_of: date
    trace: Step


def agreement_effective(
    facts: SignatureFacts, terms: RegistrationRights, readings: Readings
) -> AgreementEffective:
    """M46: the last day on which a party signed or delivered, once all have done both.

    Raises `ContradictoryFactsError` for a counterpart delivered before it was signed.
    """
    require(terms.dated, "the day of the agreement")
    assert terms.dated
    for index, block in enumerate(facts.blocks):
        in_order(f"blocks[{index}].signed", block.signed, f"blocks[{index}].delivered", block.delivered)
    parties = _parties(facts.blocks, same=readings.duplicate_blocks == "same")
    complete = [_first([block.complete_on for block in party]) for party in parties]
    missing = sorted(
        block.block for party, done in zip(parties, complete, strict=True) if done is None for block in party
    )
    days = [day for day in complete if day is not None]
    effective = max(days) if days and not missing else None
    trace = Step(
        "agreement effective",
        effective,
        "the last signature or delivery" if effective else "not all have signed and delivered",
        (
            *(_block_step(index, block) for index, block in enumerate(facts.blocks)),
            terms.operand("dated", "day"),
        ),
        readings=("duplicate_blocks",),
    )
    return AgreementEffective(effective, tuple(missing), terms.dated.day, trace)


def _block_step(index: int, block: SignatureBlock) -> Step:
    given = (
        fact(f"blocks[{index}].signed", block.signed),
        fact(f"blocks[{index}].delivered", block.delivered),
    )
    return Step(f"block {block.block}: {block.entity}", block.complete_on, "signed and delivered", given)


def _parties(blocks: Iterable[SignatureBlock], *, same: bool) -> list[list[SignatureBlock]]:
    """The blocks party by party: each its own, or those of one name together."""
    if not same:
        return [[block] for block in blocks]
    named: dict[str, list[SignatureBlock]] = {}
    for block in blocks:
        named.setdefault(" ".join(block.entity.split()).casefold(), []).append(block)
    return list(named.values())


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


MECHANICS = (
    Mechanic(
        "M46",
        "agreement_effective",
        "When the Agreement itself is effective",
        "11(i); signature page",
        SignatureFacts,
        agreement_effective,
    ),
)
