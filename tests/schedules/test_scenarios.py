"""Agreements that others drafted, with facts and what follows from them by hand: how much comes out right."""

from collections import Counter
from pathlib import Path

from benchmarks.scenarios import all_compared

SCENARIOS = Path("corpus/samples/fresh/scenarios")


def test_least_shares_of_the_scenarios() -> None:
    """Deadlines, damages before the cap and nothing besides them, totals after it, interest: all of these are right."""
    right, asked, wrong = Counter[str](), Counter[str](), []
    for case, kind, name, ok, said in all_compared(SCENARIOS):
        asked[kind] += 1
        right[kind] += ok
        wrong += [] if ok else [f"{case} {kind} {name}: {said}"]
    assert asked == {"deadline": 152, "damages": 307, "nothing else": 76, "total": 106, "interest": 24}
    assert right == asked, "\n".join(wrong)
