"""Section 2(c)(ii): the days on which the registered securities cannot be sold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from obligations.intervals import Interval, clip
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.states import SalesBlock, as_facts, lasting
from obligations.trace import Step, fact

Blocked = list[tuple[SalesBlock, Interval]]


def blocked(
    blocks: Sequence[SalesBlock], effective: date | None, until: date, readings: Readings
) -> tuple[Blocked, Step]:
    """Each block of all sales with its days from effectiveness up to `until`; none before effectiveness.

    Whether one that affects a part of the securities counts is a reading.
    """
    operands = (fact("effective", effective), *as_facts("sales_blocks", blocks))
    total = readings.all_sales_reading == "total_block"
    found = [
        (block, days)
        for block, known in lasting("sales_blocks", blocks, until)
        if effective is not None and not (total and block.affects == "part")
        for days in clip((known,), Interval(min(effective, until), until))
    ]
    how = "the blocks that stop all sales" if total else "the blocks"
    step = Step(
        "blocked days",
        [days for _, days in found],
        f"{how}, from effectiveness on",
        operands,
        readings=("all_sales_reading",),
    )
    return found, step
