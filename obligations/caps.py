"""Limits on what is paid in all: a cap takes from the last payments, in the order in which they fall due."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from obligations.rounding import Exact, exact, in_units, whole_down


def capped(amounts: Iterable[Decimal], cap: Exact | None) -> tuple[Decimal, ...]:
    """The amounts in order, each cut to what the cap leaves; None is no cap.

    A cap that is no whole number of cents is rounded down: half up, the last payment would exceed it.
    """
    if cap is None:
        return tuple(amounts)
    room = in_units(max(whole_down(exact(cap) * 100), 0), 2)
    kept = []
    for amount in amounts:
        paid = min(amount, room)
        kept.append(paid)
        room -= paid
    return tuple(kept)
