"""The tables hold what the term sheets say, in typed columns."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.batch.columns import COUNT, MONEY, SHARE, TABLES
from pipeline.batch.dataset import opened, read_manifest
from pipeline.batch.rows import _day, _exact, _whole
from tests.batch.runs import GOOD, read_into, rows_of

Sheets = dict[str, dict[str, Any]]

# Where each table's rows stand in the term sheet.
LISTS = {
    "parties": "parties",
    "dates": "dates",
    "percentages": "percentages",
    "day_counts": "day_counts",
    "money": "money",
    "share_counts": "share_counts",
    "deadlines": "deadlines",
    "obligations": "obligations",
    "definitions": "definitions",
    "warnings": "warnings",
}


@pytest.fixture(scope="module")
def tables(undisturbed: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows as mappings, by table."""
    with opened(read_manifest(str(undisturbed))) as database:
        found = {}
        for table in TABLES:
            cursor = database.execute(f'FROM "{table}"')
            names = [column[0] for column in cursor.description or ()]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return found


@pytest.fixture(scope="module")
def sheets(tables: dict[str, list[dict[str, Any]]]) -> Sheets:
    """The term sheets by document."""
    return {row["id"]: json.loads(row["sheet"], parse_float=Decimal) for row in tables["documents"]}


def test_every_column_has_its_type(undisturbed: Path) -> None:
    """Those that `columns.py` gives it, in its order."""
    with opened(read_manifest(str(undisturbed))) as database:
        for table, columns in TABLES.items():
            found = database.execute(f'DESCRIBE "{table}"').fetchall()
            assert {name: kind for name, kind, *_ in found} == dict(columns), table
            assert [name for name, *_ in found] == list(columns)


def test_every_table_of_the_fixture_has_rows(tables: dict[str, list[dict[str, Any]]]) -> None:
    """So that the tests of this file say something about each."""
    assert {table for table, rows in tables.items() if not rows} == set()


@pytest.mark.parametrize("table", LISTS)
def test_rows_follow_the_lists_of_the_term_sheet(
    table: str, tables: dict[str, list[dict[str, Any]]], sheets: Sheets
) -> None:
    """A row for each entry, numbered in its order, with the first place where it was read."""
    expected = [
        (id_, number, entry)
        for id_, sheet in sheets.items()
        for number, entry in enumerate(sheet[LISTS[table]])
    ]
    assert [(row["document"], row["ordinal"]) for row in tables[table]] == [it[:2] for it in expected]
    for row, (_, _, entry) in zip(tables[table], expected, strict=True):
        _check_evidence(row, entry["evidence"])


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "parties",
            ("name", "aliases", "collective_alias", "role", "entity_type", "jurisdiction", "address"),
        ),
        ("parties", ("unnamed_class", "found_in", "signatories", "confidence")),
        ("dates", ("iso", "symbolic", "defines")),
        ("percentages", ("value", "defines")),
        ("day_counts", ("count", "unit", "direction", "anchor", "defines")),
        ("money", ("amount", "currency", "defines")),
        ("share_counts", ("count", "share_class", "defines")),
        ("deadlines", ("obligor", "implied_obligor", "action", "conditions", "standard", "defines")),
        (
            "obligations",
            ("obligor", "implied_obligor", "obligee", "modality", "action", "conditions", "deadline"),
        ),
        ("definitions", ("term", "one_of")),
        ("warnings", ("kind", "message")),
    ],
)
def test_values_are_those_of_the_term_sheet(
    table: str, columns: tuple[str, ...], tables: dict[str, list[dict[str, Any]]], sheets: Sheets
) -> None:
    """Numbers exactly, null for null."""
    for row in tables[table]:
        entry = sheets[row["document"]][LISTS[table]][row["ordinal"]]
        for column in columns:
            assert _same(row[column], entry[column]), (table, column)


def test_dates_are_whole_days(tables: dict[str, list[dict[str, Any]]]) -> None:
    """A date in ISO form is also a date; a part of one is not."""
    whole = [row for row in tables["dates"] if row["date"] is not None]
    assert whole
    assert all(row["date"].isoformat() == row["iso"] for row in whole)
    assert all(len(row["iso"] or "") != 10 for row in tables["dates"] if row["date"] is None)


def test_deadlines_as_expressions(tables: dict[str, list[dict[str, Any]]], sheets: Sheets) -> None:
    """The whole expression as JSON, and its parts where it is one offset or one length of time."""
    for row in tables["deadlines"]:
        node = sheets[row["document"]]["deadlines"][row["ordinal"]]["expression"]
        assert json.loads(row["expression"], parse_float=Decimal) == node
        assert row["op"] == node["op"]
        assert row["in_words"]
        if row["count"] is not None:
            assert _same(row["count"], node["count"])
            assert row["unit"] == node["unit"]
    assert any(row["count"] is not None for row in tables["deadlines"])


def test_terms(tables: dict[str, list[dict[str, Any]]], sheets: Sheets) -> None:
    """One row a term and document, with its status, confidence and value."""
    for row in tables["terms"]:
        term = sheets[row["document"]]["terms"][row["term"]]
        assert row["status"] == term["status"]
        assert _same(row["confidence"], term["confidence"])
        _check_evidence(row, term["evidence"])
        value = term["value"]
        if isinstance(value, str):
            assert row["value"] == value
            assert row["date"] is None or row["date"].isoformat() == value
        elif isinstance(value, list):
            assert row["value"] == "; ".join(value)
        elif value is None:
            assert (row["value"], row["date"], row["count"]) == (None, None, None)
    terms = {row["term"] for row in tables["terms"]}
    assert len(tables["terms"]) == len(terms) * len(sheets)


def test_documents(tables: dict[str, list[dict[str, Any]]], sheets: Sheets) -> None:
    """What analysts filter by stands beside the term sheet."""
    for row in tables["documents"]:
        sheet = sheets[row["id"]]
        document = sheet["document"]
        assert row["sha256"] == document["source"]["sha256"]
        assert (row["characters"], row["kind"]) == (document["characters"], document["kind"])
        assert row["parties"] == [party["name"] for party in sheet["parties"]]
        assert row["warnings"] == len(sheet["warnings"])
        signed = sheet["terms"]["agreement_date"]["value"]
        assert row["agreement_date"] == (date.fromisoformat(signed) if signed and len(signed) == 10 else None)
        assert isinstance(row["governing_law"], list)


def test_labels_and_deal_terms(tables: dict[str, list[dict[str, Any]]], sheets: Sheets) -> None:
    """Every label of every document; every term of the block that the agreement has."""
    for row in tables["labels"]:
        label = sheets[row["document"]]["clauses"][row["label"]]
        assert row["answer"] == label["answer"]
        assert _same(row["confidence"], label["confidence"])
    assert len(tables["labels"]) == sum(len(sheet["clauses"]) for sheet in sheets.values())
    for row in tables["deal_terms"]:
        told = sheets[row["document"]][row["block"]][row["term"]]
        assert row["status"] == told["status"]
        value = json.loads(row["value"], parse_float=Decimal)
        assert value == {name: told[name] for name in told if name not in ("status", "evidence")}


def test_numbers_beyond_their_columns(tmp_path: Path) -> None:
    """They are null in the column, exact in the term sheet, and cost nothing else."""
    huge = "9" * 45
    text = GOOD.replace(b"$450,000.", f"${huge},000 and $1.50, and {huge} shares of Common Stock.".encode())
    text += (
        b"\n3. Term. This Agreement shall continue in effect for a period of 99999999999 years.\n\n"
        b"4. Notice. The Seller shall give notice within 99999999999999999999999999999999999999999 days after the"
        b" Closing, and 0.00000000000000000000001% of it.\n"
    )
    (tmp_path / "a.txt").write_bytes(text)
    assert read_into(tmp_path / "ds", tmp_path / "a.txt")["documents"] == 1
    rows = rows_of(tmp_path / "ds")
    amounts = [row[2] for row in rows["money"]]
    assert Decimal("1.5") in amounts
    told = json.loads(rows["documents"][0][-1])
    assert len(told["money"]) == len(amounts)
    assert len(told["percentages"]) == len(rows["percentages"])


NUMBERS = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.integers(-(10**45), 10**45),
    st.decimals(min_value=-(10**30), max_value=10**30, places=12),
)


@settings(deadline=None)
@given(st.none() | NUMBERS, st.sampled_from([COUNT, MONEY, SHARE]))
@example(Decimal("1E+28"), MONEY)
@example(Decimal("-0"), MONEY)
@example(Decimal("1E-18"), SHARE)
@example(Decimal("99999999999999999999999999999.999999999"), MONEY)
@example(10**29, MONEY)
def test_numbers_are_exact_or_null(value: Decimal | int | None, column: str) -> None:
    """The engine takes every number that is given to it, and gives the same one back."""
    text = _exact(value, column)
    if text is None:
        width, scale = (int(part) for part in column[len("DECIMAL(") : -1].split(","))
        fits = (
            value is not None and Decimal(value).is_finite() and abs(Decimal(value)) < 10 ** (width - scale)
        )
        assert not fits or Decimal(value or 0).as_tuple().exponent < -scale  # type: ignore[operator]
        return
    ((found,),) = duckdb.execute(f"SELECT '{text}'::{column}").fetchall()
    assert value is not None
    assert found == Decimal(value)


@given(
    st.one_of(
        st.none(), st.text(max_size=12), st.dates().map(str), st.integers(), st.from_regex(r"\d{4}-W\d\d-\d")
    )
)
@example("2002-W01-1")
@example("2002-09")
@example("20020927")
@example("2002-02-30")
@example("２００２-09-27")
def test_days(value: object) -> None:
    """Only a whole day in the one form that the engine reads."""
    day = _day(value)
    if day is not None:
        assert day == value
        assert duckdb.execute("SELECT ?::VARCHAR::DATE", [day]).fetchall() == [(date.fromisoformat(day),)]
    else:
        assert not isinstance(value, str) or value not in {str(date(2002, 9, 27)), "0001-01-01"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, None), (0, 0), (2**31 - 1, 2**31 - 1), (2**31, None), (-(2**31), None), (10**40, None)],
)
def test_whole_numbers(value: int | None, expected: int | None) -> None:
    """What a column of whole numbers cannot hold is null."""
    assert _whole(value) == expected


def _same(found: object, told: object) -> bool:
    if isinstance(found, Decimal) and told is not None:
        return found == Decimal(str(told))
    return found == told


def _check_evidence(row: dict[str, Any], evidence: list[dict[str, Any]]) -> None:
    first = evidence[0] if evidence else dict.fromkeys(("start", "end", "text", "clause"))
    assert (row["start_offset"], row["end_offset"]) == (first["start"], first["end"])
    assert (row["text"], row["clause"]) == (first["text"], first["clause"])
