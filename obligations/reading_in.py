"""JSON to the calculator's frozen types and back: names and values are checked on the way in.

Names that Python keeps for itself end in an underscore here (`from_`) and nowhere outside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from obligations.errors import InvalidInputError
from obligations.intervals import Interval
from obligations.trace import Json, Step, plain

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
_KEYWORDS = {"from", "if", "class"}
_MOST_DIGITS = 100  # on either side of the point
_BEYOND = 10**_MOST_DIGITS
_FIRST_YEAR, _LAST_YEAR = 1800, 2200  # room to count from any day without leaving Python's calendar
_TOO_LONG = f"a number of more than {_MOST_DIGITS} digits"


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    # Only who reads JSON pays for pydantic: the typed functions are used without it.
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def read_json(kind: type[T], text: str) -> T:
    """The value that a JSON text holds. Raises `InvalidInputError` naming each place that is wrong."""
    try:
        return read(kind, json.loads(text, parse_float=Decimal))
    except json.JSONDecodeError as error:
        raise InvalidInputError(f"no JSON: {error}") from None


def read(kind: type[T], value: object, *, exactly: bool = False) -> T:
    """The value as `kind`, from plain JSON values, dates and exact numbers.

    Raises `InvalidInputError` naming each place that is wrong; a binary float is wrong everywhere, since it
    holds another number than was written, and a number or a day beyond all measure. Keys that `kind` does
    not know are passed over (`unknown` and `passed_over` list them) or, with `exactly`, are wrong too.
    """
    from pydantic import ValidationError

    named = _named(value, "")
    try:
        checked: T = _adapter(kind).validate_json(  # type: ignore[arg-type]  # a class is hashable
            json.dumps(named), strict=True
        )
    except ValidationError as error:
        raise InvalidInputError("; ".join(_problems(error.errors(include_url=False), named))) from None
    _measured(checked, "")
    if exactly and (strange := tuple(passed_over(value, written(checked)))):
        raise InvalidInputError(f"{', '.join(strange)}: no such name")
    return checked


def _measured(value: object, at: str) -> None:
    """Raises `InvalidInputError` for a number or a day beyond all of which an agreement speaks.

    `1e999999999` is soon written, and takes hours to compute with.
    """
    match value:
        case bool() | str() | None:
            return
        case date():
            if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
                years = f"the years {_FIRST_YEAR} to {_LAST_YEAR}"
                raise InvalidInputError(f"{at or 'the input'}: {value.isoformat()} is not within {years}")
            return
        case int():
            too_long = abs(value) >= _BEYOND
        case Decimal():
            too_long = (
                not value.is_finite() or value.adjusted() >= _MOST_DIGITS or _places(value) > _MOST_DIGITS
            )
        case dict():
            for name, item in value.items():
                _measured(item, f"{at}.{name}".lstrip("."))
            return
        case tuple():
            for index, item in enumerate(value):
                _measured(item, f"{at}[{index}]")
            return
        case _ if is_dataclass(value):
            for field in fields(value):
                _measured(getattr(value, field.name), f"{at}.{outside(field.name)}".lstrip("."))
            return
        case _:
            return
    if too_long:
        raise InvalidInputError(f"{at or 'the input'}: {_TOO_LONG}")


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def unknown(kind: type, given: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of `given` that are no field of `kind`, in order."""
    known = {outside(field.name) for field in fields(kind)}
    return tuple(name for name in given if name not in known)


def passed_over(given: object, taken: Json, at: str = "") -> Iterator[str]:
    """The places of `given` that a value read from it, as it is `written`, does not hold: misspelt names."""
    if isinstance(given, Mapping) and isinstance(taken, dict):
        for name, item in given.items():
            place = f"{at}.{name}".lstrip(".")
            if name in taken:
                yield from passed_over(item, taken[name], place)
            else:
                yield place
    elif isinstance(given, list | tuple) and isinstance(taken, list):
        for index, (item, kept) in enumerate(zip(given, taken, strict=False)):
            yield from passed_over(item, kept, f"{at}[{index}]")


def written(value: object) -> Json:
    """A result in JSON: dataclasses by their fields, without their traces."""
    match value:
        case Step():
            raise TypeError("a trace is written by `trace.as_json`")
        case dict():
            return {str(name): written(item) for name, item in value.items()}
        case list() | tuple():
            return [written(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type | Interval):
        return {outside(f.name): written(getattr(value, f.name)) for f in fields(value) if f.name != "trace"}
    return plain(value)


def schema(kind: type, *, results: bool = False) -> dict[str, Any]:
    """The JSON Schema of `kind` as inputs or, with `results`, as it is written."""
    return _adapter(kind).json_schema(mode="serialization" if results else "validation")


def outside(name: str) -> str:
    """The name of a field in JSON."""
    return name.removesuffix("_")


def _named(value: object, at: str) -> object:
    """The value with Python's names and exact numbers as text."""
    match value:
        case int() if abs(value) >= _BEYOND:
            raise InvalidInputError(f"{at or 'the input'}: {_TOO_LONG}")
        case None | bool() | int() | str():
            return value
        case float():
            raise InvalidInputError(
                f"{at or 'the input'}: {value!r} is a binary float; give the number as text"
            )
        case date():
            return value.isoformat()
        case Decimal() | Fraction():
            return str(value)
        case Mapping():
            return {
                f"{name}_" if name in _KEYWORDS else str(name): _named(item, f"{at}.{name}".lstrip("."))
                for name, item in value.items()
            }
        case list() | tuple():
            return [_named(item, f"{at}[{index}]") for index, item in enumerate(value)]
    raise InvalidInputError(f"{at or 'the input'}: {type(value).__name__} is no JSON value")


def _problems(errors: list[Any], given: object) -> Iterator[str]:
    """Each place once: a value that fits none of several forms fails all of them."""
    seen = set()
    for error in errors:
        place = _place(error, given)
        if place not in seen:
            seen.add(place)
            yield f"{place or 'the input'}: {error['msg'].lower()}"


def _place(error: Any, given: object) -> str:  # noqa: ANN401  # pydantic's own record
    """Where the error lies in the input: its location also holds the names of the forms that were tried."""
    parts: list[str] = []
    for part in error["loc"]:
        match given:
            case dict() if part in given:
                given = given[part]
            case list() if isinstance(part, int) and part < len(given):
                given = given[part]
            case _ if error["type"] != "missing" or part != error["loc"][-1]:
                continue
        parts.append(outside(str(part)))
    return ".".join(parts)
