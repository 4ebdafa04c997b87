"""Whether a part reaches a threshold of the whole: majorities, two thirds, "50.1 % or more"."""

from __future__ import annotations

from obligations.rounding import Exact, exact


def reaches(part: Exact, whole: Exact, threshold: Exact, *, strict: bool) -> bool:
    """Whether `part` is more than (`strict`) or at least `threshold` of `whole`; no part of nothing is.

    A majority is more than one half: exactly half is none.
    """
    needed = exact(threshold) * exact(whole)
    if whole == 0:
        return False
    return exact(part) > needed if strict else exact(part) >= needed
