"""Facts from a YAML or JSON file: what happened, what is held, which readings are chosen.

Numbers keep the digits that were written: no binary float stands between the file and the calculation. A name
that stands twice is an error, since one of the two would be lost without a word.
"""

from __future__ import annotations

import json
import re
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

_DECIMAL = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,9})?", re.ASCII)
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
    return FactsFile(
        read(FactSheet, facts, exactly=True), _object(given, "switches"), _object(given, "terms")
    )


def parsed(content: bytes, name: str) -> Any:  # noqa: ANN401  # whatever the file holds
    """The value of a YAML or JSON file, with exact numbers. Raises `UnreadableSource` where it is neither."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(name, f"not UTF-8: {error.reason} at byte {error.start}") from None
    try:
        # A term sheet in JSON is YAML too, but takes YAML's reader a thousand times as long.
        return json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_unique_pairs
        )
    except (ValueError, RecursionError):
        pass  # what is wrong with it as YAML is said in the terms of YAML, which has lines
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableSource(name, f"no YAML in line {line}: {error.problem}") from None
    except (yaml.YAMLError, ValueError, KeyError, AttributeError, RecursionError) as error:
        # PyYAML's own constructors fail in these ways on "!!bool maybe" and the like.
        raise UnreadableSource(name, f"no YAML: {type(error).__name__}") from None


def _object(given: dict[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidInputError(f"{name}: should be an object")
    return value


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(name: str) -> Any:  # noqa: ANN401  # never returns
    raise ValueError(name)


class _Loader(yaml.SafeLoader):
    """Safe YAML whose numbers are exact, whose names are unique text, and whose days have no hour.

    Aliases are refused: a few lines of aliases of aliases stand for more values than any machine can hold.
    """

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401  # as in yaml
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias; write the value out", problem_mark=mark)
        return super().compose_node(parent, index)


def _whole(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    return int(_exact(loader, node))


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    """The number as it is written. YAML 1.1 takes 1:30 for ninety and 0500 for an octal: here neither is."""
    written = str(loader.construct_scalar(node)).replace("_", "")
    if not _DECIMAL.fullmatch(written):
        raise yaml.MarkedYAMLError(problem="no decimal number", problem_mark=node.start_mark)
    return Decimal(written)


def _day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> date:
    try:
        day = loader.construct_yaml_timestamp(node)
    except ValueError as error:
        raise yaml.MarkedYAMLError(problem=f"no such day: {error}", problem_mark=node.start_mark) from None
    if isinstance(day, datetime):
        raise yaml.MarkedYAMLError(problem="a date and no time is wanted", problem_mark=node.start_mark)
    return day


def _unique(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    found: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            # "A: 5,000" within braces is a name 000 for YAML, and the amount 5.
            raise yaml.MarkedYAMLError(
                problem=f"{key_node.value!r} is no name; put it in quotes", problem_mark=key_node.start_mark
            )
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"{key!r} stands twice", problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:int", _whole)
_Loader.add_constructor("tag:yaml.org,2002:float", _exact)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)
_Loader.add_constructor("tag:yaml.org,2002:map", _unique)
