"""`dealterms patterns check`: every rule finds its examples and leaves its counter-examples alone."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.errors import PatternError
from pipeline.match.check import problems
from pipeline.match.rules import Family, load, shipped, shipped_labels


def check(folder: Path | None) -> int:
    """Print what is wrong with the rules of `folder` (default: the shipped ones); how many problems."""
    families: tuple[Family, ...] = ()
    try:
        families = (*shipped(), *shipped_labels()) if folder is None else load(folder)
        found = [str(problem) for family in families for problem in problems(family)]
    except PatternError as error:
        found = [str(error)]
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        rules = sum(len(family.rules) for family in families)
        print(f"{rules} rules in {len(families)} families keep their word")
    return len(found)
