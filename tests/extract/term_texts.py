"""Agreements of a few lines, and what the readers of the single-valued terms say of them."""

import tomllib
from pathlib import Path

from pipeline.clauses import outline
from pipeline.extract.quantities import quantities
from pipeline.extract.terms import terms
from pipeline.load.plain import text_of
from pipeline.model import Answer, Period, Source, SourceSpan

OPENING = """SUPPLY AGREEMENT

This Supply Agreement (this "Agreement") is entered into as of March 1, 2004{named} by and between Alder
Mills, Inc., a Delaware corporation ("Seller"), and Birch Paper Co., an Ohio corporation ("Buyer").

WHEREAS, Seller makes pulp;

NOW, THEREFORE, the parties agree as follows:

1. Supply. Seller shall sell pulp to Buyer.

2. {clause}

IN WITNESS WHEREOF, the parties have executed this Agreement as of the date first written above.

ALDER MILLS, INC.

By: /s/ Ann Alder
"""


def cases(name: str, *keys: str) -> list[tuple[str | None, ...]]:
    """The rows of `term_cases/<name>.toml`; a key that a row does not have is None."""
    rows = tomllib.loads((Path(__file__).parent / "term_cases" / f"{name}.toml").read_text(encoding="utf-8"))
    return [tuple(row.get(key) for key in keys) for row in rows["case"]]


def read(raw: str) -> dict[str, Answer]:
    """The terms of `raw` as the plain-text loader gives it; every piece of evidence lies in the text."""
    text = text_of(raw, 0, len(raw), Source("-", "", "text/plain"), SourceSpan)
    tree = outline(text)
    found = terms(text, tree, quantities(text, tree))
    assert all(span.end <= len(text.string) for answer in found.values() for span, _ in answer.evidence)
    return found


def with_clause(clause: str, *, effective: bool = True) -> dict[str, Answer]:
    """The terms of an agreement of March 1, 2004, that holds `clause`; its date is its Effective Date too."""
    return read(OPENING.format(clause=clause, named=' (the "Effective Date")' if effective else ""))


def told(answer: Answer) -> object:
    """The answer's value, a period as "30 days"."""
    value = answer.value
    return f"{value.count} {value.unit.value}" if isinstance(value, Period) else value
