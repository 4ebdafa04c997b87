"""Splitting a whole number of shares or cents: in proportion, and rank by rank, to the last unit.

Largest remainders (Hamilton's method): the exact quota rounded down, then one unit each to the largest
fractional parts. Ties go to the larger weight, then to the name that sorts first. The parts always add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from obligations.errors import InvalidInputError
from obligations.rounding import Exact, exact, in_units, to_cents


def pro_rata(total: int, weights: Mapping[str, Exact]) -> dict[str, int]:
    """`total` units in proportion to the weights, in whole units that add up to `total`.

    Raises `InvalidInputError` for a negative total or weight, and for a total to split where all weights are
    0.
    """
    shares = {name: exact(weight) for name, weight in weights.items()}
    base = sum(shares.values(), Fraction(0))
    if total < 0 or any(share < 0 for share in shares.values()):
        raise InvalidInputError("neither what is split nor a weight may be negative")
    if base == 0:
        if total:
            raise InvalidInputError(f"{total} units cannot be split: every weight is zero")
        return dict.fromkeys(shares, 0)
    quotas = {name: total * share / base for name, share in shares.items()}
    parts = {name: int(quota) for name, quota in quotas.items()}
    ranked = sorted(shares, key=lambda name: (parts[name] - quotas[name], -shares[name], name))
    for name in ranked[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def cents_pro_rata(amount: Decimal, weights: Mapping[str, Exact]) -> dict[str, Decimal]:
    """An amount of money in proportion to the weights, in cents that add up to it."""
    cents = pro_rata(int(exact(to_cents(amount)) * 100), weights)
    return {name: in_units(part, 2) for name, part in cents.items()}


def waterfall(room: int, ranks: Iterable[Mapping[str, int]]) -> list[dict[str, int]]:
    """What each rank gets of `room`: all that it asks for while there is room, then the rest pro rata."""
    granted = []
    for rank in ranks:
        given = min(max(room, 0), sum(rank.values()))
        granted.append(pro_rata(given, rank))
        room -= given
    return granted
