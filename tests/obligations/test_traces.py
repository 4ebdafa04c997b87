"""The trace of every case is true: it ends in facts that were given, terms of the agreement, and law."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest

from obligations.calculate import calculate, mechanics
from obligations.registration_rights.readings import OPEN_POINTS
from tests.obligations.test_cases import CASES, SEED, _as_json

yaml = pytest.importorskip("yaml")

_OWN = [case for path in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]
_SEED = json.loads(SEED.read_text("utf-8"))["cases"] if SEED.is_file() else []
_KNOWN = [
    case
    for case in (*_OWN, *_SEED)
    if case["mechanic"] in mechanics() or not case["mechanic"].startswith("M")
]


def _leaves(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "from" in step:
        yield step
    for operand in step.get("operands", ()):
        yield from _leaves(operand)


def _given(inputs: Any, path: str) -> Any:
    """The value at a path such as `holders.A[0].principal`; names may hold dots."""
    if not path:
        return inputs
    if isinstance(inputs, list):
        index = re.match(r"\[(\d+)\]\.?", path)
        return (
            _given(inputs[int(index[1])], path[index.end() :])
            if index and int(index[1]) < len(inputs)
            else None
        )
    if isinstance(inputs, dict):
        for name in sorted(inputs, key=len, reverse=True):
            if path == name or path.startswith((f"{name}.", f"{name}[")):
                return _given(inputs[name], path[len(name) :].removeprefix("."))
    return None


def _same(shown: Any, given: Any) -> bool:
    """Whether a value in a trace is what was given, a number however it is written."""
    if shown == given:
        return True
    try:
        return Decimal(str(shown)) == Decimal(str(given))
    except InvalidOperation:
        return False


@pytest.mark.parametrize("case", _KNOWN, ids=[case["id"] for case in _KNOWN])
def test_a_trace_ends_in_what_was_given(case: dict[str, Any]) -> None:
    """Each fact of the trace stands in the inputs under its name, with its value; each reading is explained."""
    inputs = _as_json(case["inputs"])
    result = calculate(case["mechanic"], inputs)
    if result.get("status") == "needs_input" and "trace" not in result:
        return
    assert set(result["readings"]) <= set(OPEN_POINTS)
    for leaf in _leaves(result["trace"]):
        ref, value = leaf["from"].get("fact"), leaf["value"]
        if ref is None or value in (None, False, [], {}, "0", 0, True):
            continue
        given = _given(inputs, ref)
        assert given is not None, f"{ref} is no input"
        if isinstance(given, str | int):
            assert _same(value, given), ref
