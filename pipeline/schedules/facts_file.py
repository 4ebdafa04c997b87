"""Facts from a YAML or JSON file: what happened, what is held, which readings are chosen.

Numbers keep the digits that were written: no binary float stands between the file and the calculation. A name
that stands twice is an error, since one of the two would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import yaml

from obligations.agreement import FactSheet
from obligations.errors import InvalidInputError
from obligations.reading_in import read, unknown
from pipeline.errors import UnreadableSource
from pipeline.load import read_source

_BESIDE = ("switches", "terms")  # what is no fact of the agreement


@dataclass(frozen=True, slots=True)
class FactsFile:
    """The facts, the readings other than the default, and the terms that the agreement leaves open."""

    facts: FactSheet
    switches: dict[str, Any]
    terms: dict[str, Any]


def facts_from(source: str) -> FactsFile:
    """The facts of a file, or of standard input for `-`.

    Raises `SourceError` for a file that cannot be read, and `InvalidInputError` naming what is wrong in it.
    """
    given = parsed(read_source(source), source)
    if not isinstance(given, dict):
        raise InvalidInputError("the facts should be an object of events, conditions, amounts …")
    strange = [name for name in unknown(FactSheet, given) if name not in _BESIDE]
    if strange:
        raise InvalidInputError(f"{', '.join(strange)}: no such kind of fact")
    facts = {name: value for name, value in given.items() if name not in _BESIDE and value is not None}
    return FactsFile(read(FactSheet, facts), _object(given, "switches"), _object(given, "terms"))


def parsed(content: bytes, name: str) -> Any:  # noqa: ANN401  # whatever the file holds
    """The value of a YAML or JSON file. Raises `UnreadableSource` where it is neither."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(name, f"not UTF-8: {error.reason} at byte {error.start}") from None
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableSource(name, f"no YAML in line {line}: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableSource(name, f"no YAML: {type(error).__name__}") from None


def _object(given: dict[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidInputError(f"{name}: should be an object")
    return value


class _Loader(yaml.SafeLoader):
    """Safe YAML whose numbers are exact, whose names are unique, and whose days have no hour."""


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


def _day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> date:
    day = loader.construct_yaml_timestamp(node)
    if isinstance(day, datetime):
        raise yaml.MarkedYAMLError(problem="a date and no time is wanted", problem_mark=node.start_mark)
    return day


def _unique(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    found: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        key = key.isoformat() if isinstance(key, date) else key
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"{key!r} stands twice", problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:float", _exact)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)
_Loader.add_constructor("tag:yaml.org,2002:map", _unique)
