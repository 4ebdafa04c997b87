"""Planted difficulties, at rates that hold exactly in every hundred documents of a seed."""

from collections.abc import Mapping
from functools import lru_cache
from random import Random
from typing import Final

# Of a hundred documents, how many carry each difficulty.
RATES: Final[Mapping[str, int]] = {
    "conflict": 10,  # words and figures disagree
    "blank": 8,  # a form with a blank in it
    "redacted": 8,  # [***]
    "by_reference": 8,  # a term that another agreement states
    "defined_twice": 6,  # one term with two definitions
    "page_in_number": 6,  # the page turns between a number's words and its figures
    "hyphen_in_number": 6,  # a line ends inside a number, after a hyphen
    "dangling_reference": 5,  # a section that is not there
    "duplicate_label": 4,  # two clauses with one label
    "not_computable": 6,  # a filing deadline that depends on what nobody can know
}


@lru_cache(maxsize=64)
def _hundred(seed: int, block: int) -> tuple[frozenset[str], ...]:
    """The difficulties of a hundred documents, each on as many of them as its rate says."""
    chosen: list[set[str]] = [set() for _ in range(100)]
    for name, rate in RATES.items():
        order = list(range(100))
        Random(f"{seed}/{name}/{block}").shuffle(order)
        for index in order:
            # A filing deadline cannot be both unknowable and stated in another agreement.
            if name == "not_computable" and "by_reference" in chosen[index]:
                continue
            if rate == 0:
                break
            chosen[index].add(name)
            rate -= 1
    return tuple(frozenset(names) for names in chosen)


def plants(seed: int, index: int) -> frozenset[str]:
    """The difficulties of document `index` of `seed`."""
    return _hundred(seed, index // 100)[index % 100]
