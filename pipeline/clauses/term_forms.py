"""The forms in which a defined term is used: "Registrable Security" for "Registrable Securities"."""

from __future__ import annotations

import re
from functools import lru_cache

_OF = re.compile(r" (?:of|for|in|on|to) ")
# Words in -s that are no plurals: "Business", "Address", "Basis", "Status".
_NOT_PLURAL = ("ss", "us", "is")
_OPTIONAL_PLURAL = re.compile(r"\((?:s|es|ies)\)$")  # "Product(s)"

_LONGEST_ABBREVIATION = 6  # characters from which capitals are a manner of writing
_SMALL = frozenset({"OF", "AND", "OR", "THE", "FOR", "TO", "IN", "ON"})


@lru_cache(maxsize=4096)  # many agreements define the same terms
def forms(term: str) -> tuple[str, ...]:
    """The term itself first, then with its noun (before "of", else the last word) in the other number."""
    bare = _OPTIONAL_PLURAL.sub("", term)
    found = [term, bare] if bare != term else [term]
    of = _OF.search(bare)
    heads = {len(bare)} | ({of.start()} if of is not None else set())
    for end in sorted(heads):
        found.extend(other + bare[end:] for other in _other_numbers(bare[:end]))
    if bare.isupper() and len(bare) >= _LONGEST_ABBREVIATION:
        found.extend([_titled(form) for form in found])  # defined as "AFFILIATE", used as "Affiliate"
    return tuple(dict.fromkeys(found))


def _titled(words: str) -> str:
    return " ".join(word.lower() if word in _SMALL else word.capitalize() for word in words.split(" "))


def singular(words: str) -> str:
    """The words in lower case with the last one in the singular, as a key for one term in both numbers."""
    low = words.lower()
    found = _singulars(low)
    return found[0] if found else low


def _other_numbers(words: str) -> list[str]:
    capitals = words.isupper() and len(words) > 1
    given = _singulars(words)
    if given:
        return given
    more = _plurals(words)
    if capitals:  # an abbreviation has both: "SPVS", "SPVs"
        return [one.upper() for one in more] + more
    return more


def _singulars(words: str) -> list[str]:
    low = words.lower()
    if len(low) < 4 or not low.endswith("s") or low.endswith(_NOT_PLURAL):
        return []
    if low.endswith("ies"):
        return [words[:-3] + "y"]
    if low.endswith(("sses", "ches", "shes", "xes")):
        return [words[:-2]]
    return [words[:-1]]


def _plurals(words: str) -> list[str]:
    low = words.lower()
    if not low or not low[-1].isalpha():
        return []
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return [words[:-1] + "ies"]
    if low.endswith(("s", "x", "ch", "sh")):
        return [words + "es"]
    return [words + "s"]
