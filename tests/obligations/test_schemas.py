"""The committed JSON Schemas: the same as the types, and true of what goes in and comes out."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from obligations.agreement import Agreement, FactSheet
from obligations.json_schemas import SCHEMAS
from obligations.mechanics import calculate, mechanics
from pipeline.commands.schema import schema_text

FOLDER = Path("obligations/schemas")
CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_that_of_the_types(name: str) -> None:
    """`make schema` writes them anew."""
    committed = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(name), f"run `make schema`: {name} has changed"


def test_every_mechanic_has_its_two_schemas() -> None:
    """M1 to M46, each a valid schema."""
    found = json.loads(schema_text("mechanics"))
    assert list(mechanics()) == [f"M{number}" for number in range(1, 47)]
    assert set(found) == set(mechanics())
    for of in found.values():
        Draft202012Validator.check_schema(of["inputs"])
        Draft202012Validator.check_schema(of["result"])


def test_cases_keep_to_the_schemas() -> None:
    """The inputs of every case, and what is computed from them."""
    schemas = json.loads(schema_text("mechanics"))
    checked = 0
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            of = schemas[case["mechanic"]]
            inputs = json.loads(json.dumps(case["inputs"], default=str))
            assert not list(Draft202012Validator(of["inputs"]).iter_errors(inputs)), case["id"]
            try:
                result = calculate(case["mechanic"], case["inputs"])
            except ValueError:
                continue  # a case that is refused has no result
            assert not list(Draft202012Validator(of["result"]).iter_errors(result)), case["id"]
            checked += 1
    assert checked >= 46 * 3


def test_a_wrong_type_is_refused_by_the_schema() -> None:
    """Which shows that the schemas check something."""
    inputs = Draft202012Validator(json.loads(schema_text("mechanics"))["M2"]["inputs"])
    assert inputs.is_valid({"filing_date": "2003-08-25"})
    assert not inputs.is_valid({"filing_date": 20030825})
    facts = Draft202012Validator(json.loads(schema_text("facts")))
    assert facts.is_valid({"events": {"filed": "2003-08-25"}, "switches": {"roll": "none"}})
    assert not facts.is_valid({"evnts": {}})
    assert not facts.is_valid({"switches": {"roll": "sideways"}})


def test_fields_of_the_schemas_are_those_of_the_types() -> None:
    """No name with an underscore at its end leaves the house."""
    for kind, name in ((Agreement, "agreement"), (FactSheet, "facts")):
        schema: Mapping[str, object] = json.loads(schema_text(name))["properties"]
        assert {field.removesuffix("_") for field in kind.__dataclass_fields__} <= set(schema)
        assert not [field for field in schema if field.endswith("_")]
