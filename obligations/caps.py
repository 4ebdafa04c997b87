"""Limits on what is paid in all: a cap takes from the last payments, in the order in which they fall due."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from obligations.rounding import Exact, exact, to_cents


def capped(amounts: Iterable[Decimal], cap: Exact | None) -> tuple[Decimal, ...]:
    """The amounts in order, each cut to what the cap leaves; None is no cap. Caps are in cents."""
    if cap is None:
        return tuple(amounts)
    room = to_cents(max(exact(cap), exact(0)))
    kept = []
    for amount in amounts:
        paid = min(amount, room)
        kept.append(paid)
        room -= paid
    return tuple(kept)
