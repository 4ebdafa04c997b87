"""How near two words are to each other in spelling."""

from __future__ import annotations


def distance(one: str, other: str, limit: int = 2) -> int:
    """Letters added, left out, changed, or swapped with their neighbours; `limit` + 1 where it is more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    if len(set(one) ^ set(other)) > 2 * limit:  # a change swaps one letter for another; spares most tables
        return limit + 1
    one, other = _differing(one, other)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)


def _differing(one: str, other: str) -> tuple[str, str]:
    """The words without what they begin and end with alike, which costs no change."""
    shorter = min(len(one), len(other))
    start = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    one, other = one[start:], other[start:]
    shorter -= start
    end = next((i for i in range(shorter) if one[-1 - i] != other[-1 - i]), shorter)
    return one[: len(one) - end], other[: len(other) - end]
