"""The clauses without numbers that fill a real agreement; their wordings are in `boilerplate.toml`."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

_POOLS: Final[Mapping[str, Mapping[str, list[str]]]] = tomllib.loads(
    files("corpus.drafting").joinpath("boilerplate.toml").read_text(encoding="utf-8")
)
PROCEDURES: Final = _POOLS["procedures"]
HOLDERS: Final = _POOLS["holders"]
INDEMNITY: Final = _POOLS["indemnity"]
GENERAL: Final = _POOLS["general"]
