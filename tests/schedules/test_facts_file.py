"""Facts files: exact numbers, unique names, clear errors."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from obligations.errors import InvalidInputError
from pipeline.errors import SourceError
from pipeline.schedules.facts_file import facts_from, parsed


@pytest.fixture
def written(tmp_path: Path):
    """Writes a facts file and gives its path."""

    def write(text: str | bytes) -> str:
        path = tmp_path / "facts.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return write


def test_yaml_and_json_give_the_same_facts(written) -> None:
    """A number keeps its digits: 0.1 is a tenth, whichever way it is written."""
    yaml_facts = facts_from(written("as_of: 2005-01-31\nevents: {filed: 2005-01-02}\namounts: {A: 0.10}\n"))
    json_facts = facts_from(
        written('{"as_of": "2005-01-31", "events": {"filed": "2005-01-02"}, "amounts": {"A": "0.10"}}')
    )
    assert yaml_facts == json_facts
    assert yaml_facts.facts.amounts == {"A": Decimal("0.10")}
    assert yaml_facts.facts.as_of == date(2005, 1, 31)


def test_null_is_not_so_far_and_silence_is_not_known(written) -> None:
    """The two are kept apart."""
    facts = facts_from(written("events: {filed: null}\n")).facts
    assert facts.events == {"filed": None}
    assert facts_from(written("events: {}\n")).facts.events == {}


def test_several_days_of_one_event(written) -> None:
    """A list of days stays a list."""
    facts = facts_from(written("events: {funding_dates: [2003-08-05, 2003-08-26]}\n")).facts
    assert facts.events["funding_dates"] == (date(2003, 8, 5), date(2003, 8, 26))


def test_switches_and_terms_stand_beside_the_facts(written) -> None:
    """What the agreement leaves open, and the readings chosen."""
    given = facts_from(written("switches: {roll: none}\nterms: {liquidated_damages: {rate: 0.02}}\n"))
    assert given.switches == {"roll": "none"}
    assert given.terms == {"liquidated_damages": {"rate": Decimal("0.02")}}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("events: {filed: 2005-02-30}\n", "no YAML"),
        ("events: {filed: 2005-02-03 10:00:00}\n", "no time is wanted"),
        ("events: {filed: 2005-01-01, filed: 2005-01-02}\n", "'filed' stands twice"),
        ("events: [\n", "no YAML in line"),
        ("a: !!python/object/apply:os.system [ls]\n", "no YAML"),
        (b"\xff\xfe\x00", "not UTF-8"),
        ("events: {filed: 2005-02-30}\n", "line 1: no such day"),
        ("amounts:\n  A: .nan\n", "line 2: no decimal number"),
        ("amounts: {A: 1:30:00}\n", "no decimal number"),  # YAML 1.1: 5,400
        ("amounts: {A: 1:30.5}\n", "no decimal number"),
        ("amounts: {A: 0x10}\n", "no decimal number"),
        ("amounts: {A: 5,000}\n", "'000' is no name"),  # within braces: A is 5, and a name 000 has no value
        ("events: {yes: 2005-01-01}\n", "'yes' is no name"),
        ("? [a, b]\n: 1\n", "is no name"),
        ("events: {filed: &a 2005-01-01, declared_effective: *a}\n", "an alias"),
        ("conditions: {a: !!bool maybe}\n", "no YAML"),
        ("events: {filed: !!timestamp soon}\n", "no YAML"),
        ('{"as_of": "2005-01-01", "as_of": "2006-01-01"}', "'as_of' stands twice"),
        ('{"amounts": {"A": NaN}', "no YAML"),
    ],
)
def test_what_is_no_facts_file_is_refused_with_the_cause(written, text: str | bytes, cause: str) -> None:
    """The message names the file and what is wrong with it."""
    with pytest.raises(SourceError, match=r"facts\.yaml") as caught:
        facts_from(written(text))
    assert cause in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("evnts: {}\n", "evnts"),
        ("events: {filed: soon}\n", "events.filed"),
        ("amounts: {A: lots}\n", "amounts.A"),
        ("switches: [roll]\n", "switches"),
        ("- 1\n", "object"),
        ("amounts: {A: 1e400}\n", "more than 100 digits"),
        ('{"amounts": {"A": 1e999999999}}', "more than 100 digits"),
        ("amounts: {A: '1e999999999'}\n", "more than 100 digits"),
        ("events: {filed: 9999-12-31}\n", "events.filed: 9999-12-31 is not within the years 1800 to 2200"),
        ("payments: [{due: 2005-01-01, paid: 2005-01-02, amount: 5}]\n", "amount: no such name"),
        ("sales_blocks: [{from: 2005-01-01, too: 2005-02-01}]\n", "too: no such name"),
    ],
)
def test_a_fact_of_the_wrong_form_names_its_place(written, text: str, place: str) -> None:
    """Nothing is passed over in silence."""
    with pytest.raises(InvalidInputError, match=place):
        facts_from(written(text))


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    """A hostile file cannot exhaust the stack."""
    with pytest.raises(SourceError):
        parsed(b"[" * 20_000, "deep.yaml")


def test_numbers_are_read_as_they_are_written(written) -> None:
    """YAML 1.1 takes a leading zero for an octal number: 0500000 would be 163,840."""
    facts = facts_from(written("amounts: {A: 0500000, B: 500_000, C: +7, D: 1e3, E: .5}\n")).facts
    amounts = {name: Decimal(given) for name, given in facts.amounts.items()}
    assert amounts == {"A": 500000, "B": 500000, "C": 7, "D": 1000, "E": Decimal("0.5")}


def test_json_is_read_as_json() -> None:
    """YAML's reader gives the same of a term sheet, and takes a thousand times as long."""
    text = b'{"a": [1, 2.50, "2005-01-01", null, true], "b": {}}'
    assert parsed(text, "a.json") == parsed(b"# so that it is no JSON\n" + text, "a.yaml")
    assert str(parsed(text, "a.json")["a"][1]) == "2.50"
