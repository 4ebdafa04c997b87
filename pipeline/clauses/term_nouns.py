"""The words of which defined terms are made, and those that make a phrase a name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def term_nouns() -> dict[str, frozenset[str]]:
    """The lists of `term_nouns.toml`, by their names."""
    data = tomllib.loads(files("pipeline.clauses").joinpath("term_nouns.toml").read_text("utf-8"))
    return {key: frozenset(words.split() if isinstance(words, str) else words) for key, words in data.items()}
