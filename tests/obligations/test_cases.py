"""Cases of every mechanic with their answers: those of `cases/`, worked out by hand, and the seed's.

A file of `cases/` is a list of `{id, mechanic, inputs, expected, working}`; `working` is the arithmetic in
words. Numbers are written as text, since a binary float holds another number than was written.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from obligations import calculate
from obligations.registration_rights.readings import choices

CASES = Path(__file__).parent / "cases"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "cases.json"
# Wordings of the seed's answers which, by its own words, are informative.
INFORMATIVE = frozenset({"reason", "reasons", "sources", "duty", "limit", "source"})

_OWN: list[dict[str, Any]] = [
    case for path in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]


def _seed() -> list[Any]:
    if not SEED.is_file():
        why = f"the seed is not there: no {SEED}"
        return [pytest.param({}, marks=pytest.mark.skip(reason=why), id="no seed")]
    return [pytest.param(case, id=case["id"]) for case in json.loads(SEED.read_text("utf-8"))["cases"]]


@pytest.mark.parametrize("case", _OWN, ids=[case["id"] for case in _OWN])
def test_our_own_case(case: dict[str, Any]) -> None:
    """What was worked out by hand is what comes back."""
    result = calculate(case["mechanic"], case["inputs"])
    assert list(_differing(_as_json(case["expected"]), result, "")) == [], case["working"]


@pytest.mark.parametrize("case", _seed())
def test_seed_case(case: dict[str, Any]) -> None:
    """The seed's answers are ours, but for wordings that it calls informative."""
    result = calculate(case["mechanic"], case["inputs"])
    expected = {name: value for name, value in case["expected"].items() if name not in INFORMATIVE}
    assert list(_differing(expected, result, "", INFORMATIVE)) == [], case["explanation"]


@pytest.mark.parametrize("case", _OWN, ids=[case["id"] for case in _OWN])
def test_the_trace_of_our_own_case(case: dict[str, Any]) -> None:
    """The trace ends in what was given, in terms and in law, and every fact in it is what was given."""
    inputs = _as_json(case["inputs"])
    result = calculate(case["mechanic"], inputs)
    assert list(_ungrounded(result.get("trace"), inputs)) == []


@pytest.mark.parametrize("case", _seed())
def test_the_trace_of_a_seed_case(case: dict[str, Any]) -> None:
    """The same of the seed's."""
    result = calculate(case["mechanic"], case["inputs"])
    assert list(_ungrounded(result.get("trace"), case["inputs"])) == []


def test_every_case_has_its_own_id() -> None:
    """A case can be named."""
    ids = [case["id"] for case in _OWN]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("case", _OWN, ids=[case["id"] for case in _OWN])
def test_a_case_is_complete(case: dict[str, Any]) -> None:
    """Each case says how its answer was worked out, and its switches are known."""
    assert set(case) == {"id", "mechanic", "inputs", "expected", "working"}
    assert len(case["working"].split()) > 3
    for name, value in case["inputs"].get("switches", {}).items():
        assert value in choices(name) or name == "extra_closures"


def _differing(expected: Any, given: Any, at: str, passed: frozenset[str] = frozenset()) -> Iterator[str]:
    """Where the answer is another one, down to the value; what nobody expected at the top may be there."""
    if isinstance(expected, dict) and isinstance(given, dict):
        for name in expected.keys() | (given.keys() if at else set()):
            if name not in passed:
                place = f"{at}.{name}".lstrip(".")
                if (name in expected) != (name in given):
                    where = "not given" if name in expected else "not expected"
                    yield f"{place}: {where}"
                else:
                    yield from _differing(expected[name], given[name], place, passed)
    elif isinstance(expected, list) and isinstance(given, list) and len(expected) == len(given):
        for index, (one, other) in enumerate(zip(expected, given, strict=True)):
            yield from _differing(one, other, f"{at}[{index}]", passed)
    elif expected != given or type(expected) is not type(given):
        yield f"{at}: {given!r} instead of {expected!r}"


def _ungrounded(step: Any, inputs: dict[str, Any]) -> Iterator[str]:
    """The leaves of a trace that come from nowhere, and the facts that nobody gave so."""
    if step is None:
        return
    for operand in step.get("operands", ()):
        yield from _ungrounded(operand, inputs)
    origin = step.get("from", {})
    # What is computed from nothing is nothing: the sum of no months, the days of no block.
    if not origin and not step.get("operands") and step["value"] not in (None, False, 0, "0", "0.00", [], {}):
        yield f"{step['name']}: {step['value']} comes from nowhere"
    if "fact" in origin and not _is_given(step["value"], _at(inputs, origin["fact"])):
        yield f"{step['name']}: {step['value']} is not {origin['fact']}"


def _at(inputs: Any, path: str) -> Any:
    """The input at `a.b[0]`, None where there is none."""
    for part in re.findall(r"[^.\[\]]+", path):
        if isinstance(inputs, list):
            inputs = inputs[int(part)]
        else:
            inputs = inputs.get(part) if isinstance(inputs, dict) else None
    return inputs


def _is_given(value: Any, given: Any) -> bool:
    """Whether a value is the one that was given, one of those given, or a default for one that was not."""
    members = given.values() if isinstance(given, dict) else given if isinstance(given, list) else ()
    return given is None or value == given or value in members


def _as_json(value: Any) -> Any:
    """A value of YAML in JSON's forms: dates as text."""
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {str(name): _as_json(item) for name, item in value.items()}
        case list():
            return [_as_json(item) for item in value]
    return value
