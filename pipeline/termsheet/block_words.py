"""Deal terms in words, for tables and pages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import BaseModel

from pipeline.termsheet import blocks as b
from pipeline.termsheet import expressions as e
from pipeline.termsheet.expression_words import expression
from pipeline.termsheet.lengths import length, spaced


def deal_terms(block: b.RegistrationRightsBlock | b.CreditBlock) -> Iterator[tuple[str, b.DealTerm]]:
    """The terms of a block that the text says anything of, with their names."""
    for name, term in block:
        if term.status != "absent":
            yield spaced(name), term


def deal_term(term: b.DealTerm) -> str:
    """What was read of a term, part by part; "" where nothing was."""
    return "; ".join(_parts(term, but=("status", "evidence")))


def _parts(model: BaseModel, but: tuple[str, ...] = ()) -> Iterator[str]:
    own = [(name, value) for name, value in model if name not in but and value is not None and value != ()]
    for name, value in own:
        words = _words(value)
        yield words if len(own) == 1 else f"{spaced(name.rstrip('_'))}: {words}"


def _words(value: object) -> str:
    match value:
        case e.Node():
            return expression(value)  # type: ignore[arg-type]
        case b.GracePart() if value.retroactive:
            return f"{length(value.count, value.unit)}, a longer default from its first day"
        case b.CapPart():
            together = ", of all holders together" if value.scope == "all" else ""
            return ", ".join(_parts(value, but=("scope",))) + together
        case b.LengthPart():
            return length(value.count, value.unit)
        case BaseModel():
            return ", ".join(_parts(value))
        case tuple():
            return "; ".join(map(_words, value))
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)
