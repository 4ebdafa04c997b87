"""How near two words are to each other in spelling."""

from __future__ import annotations


def distance(one: str, other: str, limit: int = 2) -> int:
    """Letters added, left out, changed, or swapped with their neighbours; `limit` + 1 where it is more.

    For small limits: each change that is allowed makes four ways to go on of one.
    """
    if one == other:
        return 0
    if not limit or abs(len(one) - len(other)) > limit:
        return limit + 1
    start = _alike_until(one, other)
    one, other = one[start:], other[start:]
    if not one or not other:
        return len(one) + len(other)
    within = limit - 1
    changed = min(
        distance(one[1:], other[1:], within),
        distance(one[1:], other, within),
        distance(one, other[1:], within),
    )
    if one[:2] == other[1::-1]:
        changed = min(changed, distance(one[2:], other[2:], within))
    return changed + 1


def _alike_until(one: str, other: str) -> int:
    """How many letters two words begin with alike, which costs no change."""
    for i, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return i
    return min(len(one), len(other))
