"""How sure an answer is: the share of right answers among those that came about in the same way.

The shares were measured on contracts with gold, and brought to the level of those that no rule was written on
(`training/calibrate.py`, which writes `confidence.json`). An answer of a way that was never measured has the
share of the nearest wider way, and at last its field's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pipeline.model import Answer, Party, Status

_ALL = ""  # the basis of answers whose own way was never measured
_CONTESTED = " against others"


def basis_of_answer(answer: Answer) -> str:
    """How a term's answer came about: its first rule, and whether other values were in the running."""
    if answer.status is not Status.FOUND:
        return answer.status.value
    rule = answer.evidence[0][1] if answer.evidence else "no-evidence"
    return f"{rule}{_CONTESTED}" if answer.alternatives else rule


def basis_of_party(party: Party) -> str:
    """How a party was found: its rule and the part of the agreement."""
    return f"{party.rule} in {party.found_in}"


def basis_of_label(name: str, basis: str) -> str:
    """How a clause label was answered, by its own name."""
    return f"{name}: {basis}"


def plainer(basis: str) -> str:
    """The wider basis that a rare one leans on: without its rivals, or without the label's name."""
    return basis.removesuffix(_CONTESTED).rpartition(": ")[2]


def confidence(field: str, basis: str) -> Decimal | None:
    """The share of right answers, from 0 to 1 in hundredths; None for a field that was never measured."""
    shares = _measured().get(field)
    if shares is None:
        return None
    return Decimal(shares.get(basis) or shares.get(plainer(basis)) or shares[_ALL])


@cache
def _measured() -> Mapping[str, Mapping[str, str]]:
    measured: Mapping[str, Mapping[str, str]] = json.loads(
        files("pipeline.termsheet").joinpath("confidence.json").read_text(encoding="utf-8")
    )
    return measured
