"""Values as the cells of spreadsheets, which compute what looks like a formula.

Words come from documents, from names of files and from the headers of submissions, and may hold anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from pipeline.shown import printable
from pipeline.tables.table import Value

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")

# What XML cannot hold, what commands a terminal, and what turns the direction of writing. Tabs and line ends
# are part of an agreement's words.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would compute it.

    One that begins with an apostrophe gets another, so that taking one off always gives the words back.
    Spreadsheets differ in whether they pass over blanks before a formula.
    """
    return f"'{cell}" if cell.startswith("'") or cell.lstrip().startswith(FORMULA_STARTS) else cell


def clean(words: str) -> str:
    r"""The words with what a file of text or XML may not hold as an escape such as `\x1b`."""
    return _UNFIT.sub(lambda found: printable(found.group()), words)


def plain(value: Value) -> str:
    """A value as text: days by ISO 8601, numbers digit for digit, bytes in hexadecimal, None as "".

    Lists and records are JSON.
    """
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case date() | time():  # a datetime is a date
            return value.isoformat()
        case int() | float():
            return str(value)
        case bytes():
            return value.hex()
        case list() | tuple() | Mapping():
            return clean(json.dumps(jsonable(value), ensure_ascii=False))
        case _:  # a UUID
            return clean(str(value))


def jsonable(value: object) -> object:
    """A value as JSON can hold it: decimals as exact strings, days by ISO 8601, what is no number as null."""
    match value:
        case Decimal():
            return f"{value:f}" if value.is_finite() else None
        case float() if value != value or value in (float("inf"), float("-inf")):
            return None
        case date() | time():
            return value.isoformat()
        case str():
            return clean(value)
        case Mapping():
            return {clean(str(key)): jsonable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [jsonable(inner) for inner in value]
        case bytes():
            return value.hex()
        case None | bool() | int() | float():
            return value
        case _:  # a UUID
            return clean(str(value))
