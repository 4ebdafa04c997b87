"""What every benchmark compares alike: when a found value is the one that the gold asks for, and the sums.

A value found has a place in the source. What a place is made of is the benchmark's affair (offsets in a text,
paragraph and offset, page and words): here two places are only equal or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

Entry = Mapping[str, Any]  # one expected value, as the gold has it
QUANTITIES = ("dates", "percentages", "day_counts", "money", "conflicts")
PARTY_ATTRIBUTES = (
    "alias",
    "collective_alias",
    "role",
    "entity_type",
    "jurisdiction",
    "unnamed_class",
    "found_in",
    "doing_business_as",
    "formerly",
    "also_known_as",
    "for_services_of",
)
_PER_YEAR = {"years": Decimal(12), "quarters": Decimal(3), "months": Decimal(1)}
_PER_WEEK = {"weeks": Decimal(7), "days": Decimal(1)}


@dataclass
class Score:
    """Hits and misses of one kind."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    def __iadd__(self, other: Score) -> Self:
        self.hits += other.hits
        self.extra += other.extra
        self.missed += other.missed
        return self

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = 2 * self.hits + self.extra + self.missed
        return 2 * self.hits / total if total else 1.0


@dataclass(frozen=True)
class Found:
    """A mention in the terms of the gold: its place in the source, and what it says."""

    start: Any
    end: Any
    values: Entry


# --------------------------------------------------------------------------- when a quantity is right


def agrees(kind: str, found: Found, entry: Entry, *, strict: bool) -> bool:
    """Whether `found` is what `entry` asks for; without `strict`, direction and anchor do not count."""
    return (found.start, found.end) == (entry["start"], entry["end"]) and _AGREE[kind](
        found.values, entry, strict
    )


def allowed(entry: Entry, key: str) -> list[Any]:
    """The values of `key` that are right: the main one and its alternatives (`*_alt`)."""
    others = entry.get(f"{key}_alt") or ()
    return [entry.get(key), *([others] if isinstance(others, str) else others)]


def _number_in(value: Decimal | None, among: Sequence[Any]) -> bool:
    return any(
        value is None if it is None else value is not None and value == Decimal(str(it)) for it in among
    )


def _dates_agree(values: Entry, entry: Entry, _: bool) -> bool:
    return values["iso"] in allowed(entry, "iso") and (
        values["symbolic"] in allowed(entry, "symbolic") or entry.get("iso") is not None
    )


def _percentages_agree(values: Entry, entry: Entry, _: bool) -> bool:
    return _number_in(values["value"], allowed(entry, "value"))


def _money_agrees(values: Entry, entry: Entry, _: bool) -> bool:
    return _number_in(values["amount"], allowed(entry, "amount")) and values["currency"] in allowed(
        entry, "currency"
    )


def _conflicts_agree(values: Entry, entry: Entry, _: bool) -> bool:
    return all(_number_in(values[key], allowed(entry, key)) for key in ("word_value", "numeral_value"))


def _day_counts_agree(values: Entry, entry: Entry, strict: bool) -> bool:
    return _lengths_agree(values, entry) and (
        not strict or (direction_agrees(values, entry) and anchor_agrees(values, entry))
    )


def direction_agrees(values: Entry, entry: Entry) -> bool:
    """Whether a period is counted the way that the gold says."""
    return values["direction"] in allowed(entry, "direction")


def anchor_agrees(values: Entry, entry: Entry) -> bool:
    """Whether a period is counted from the event that the gold names."""
    anchors = [None if it is None else squeezed(it) for it in allowed(entry, "anchor")]
    return (None if values["anchor"] is None else squeezed(values["anchor"])) in anchors


def squeezed(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


def _lengths_agree(values: Entry, entry: Entry) -> bool:
    if entry.get("components") and entry.get("count") is None:
        expected = [(Decimal(str(it["count"])), it["unit"]) for it in entry["components"]]
        return bool(values["components"] == expected)
    if values["count"] is None:
        return False
    return any(
        same_length(values["count"], str(values["unit"]), Decimal(str(count)), entry["unit"])
        for count in allowed(entry, "count")
    )


def same_length(count: Decimal, unit: str, expected: Decimal, expected_unit: str) -> bool:
    """Whether two periods are equal: a year is twelve months, but thirty days are no month."""
    for ladder in (_PER_YEAR, _PER_WEEK):
        if unit in ladder and expected_unit in ladder:
            return count * ladder[unit] == expected * ladder[expected_unit]
    return (count, unit) == (expected, expected_unit)


_AGREE: Mapping[str, Callable[[Entry, Entry, bool], bool]] = {
    "dates": _dates_agree,
    "percentages": _percentages_agree,
    "day_counts": _day_counts_agree,
    "money": _money_agrees,
    "conflicts": _conflicts_agree,
}


# --------------------------------------------------------------------------- sums


def tally(
    score: Score, kind: str, found: Sequence[Found], entries: Sequence[Entry], *, strict: bool
) -> Iterator[str]:
    """Add one text's quantities to `score`, each entry matched at most once, and tell what was wrong."""
    left = list(found)
    for entry in entries:
        hit = next((it for it in left if agrees(kind, it, entry, strict=strict)), None)
        optional = entry.get("optional", False)
        if hit is None and optional:  # a near miss of an optional entry is no error either
            hit = next((it for it in left if it.start < entry["end"] and entry["start"] < it.end), None)
        if hit is not None:
            left.remove(hit)
            score.hits += not optional
        elif not optional:
            score.missed += 1
            yield f"missed { ({key: value for key, value in entry.items() if key not in ('start', 'end')}) }"
    for it in left:
        score.extra += 1
        yield f"extra {it}"


def tally_sets(score: Score, wanted: Iterable[Hashable], got: Iterable[Hashable]) -> Iterator[str]:
    """Add what must be the same on both sides, as often as it stands there, and tell what was wrong."""
    want, have = Counter(list(wanted)), Counter(list(got))
    score.hits += (want & have).total()
    score.missed += (want - have).total()
    score.extra += (have - want).total()
    for item in (want - have).elements():
        yield f"- {item}"
    for item in (have - want).elements():
        yield f"+ {item}"


def attributes(gold: Entry, given: Entry) -> Iterator[tuple[str, bool]]:
    """What is said of a party, name by name, and whether it is right; what neither side tells is left out."""
    for name in PARTY_ATTRIBUTES:
        right = allowed(gold, name)
        if given[name] is None and not any(right):
            if name in gold:
                yield name, True
            continue
        yield name, given[name] in right


def reference_target(
    target: str | None, place: Hashable, expected: Iterable[tuple[Hashable, Entry]]
) -> str | None:
    """The gold's target, where it lists ours as an alternative; otherwise ours."""
    for gold_place, reference in expected:
        if gold_place == place and target in allowed(reference, "target"):
            return str(reference["target"])
    return target
