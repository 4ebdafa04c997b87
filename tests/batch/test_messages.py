"""Tasks and entries pass between processes, and through files, as they are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.columns import TABLES
from pipeline.batch.items import Item
from pipeline.batch.messages import Cause, Entry, Part, Task
from pipeline.batch.plan import Chunk

TEXT = st.text(st.characters(codec=None), max_size=12)  # with halves of surrogate pairs
COUNT = st.integers(0, 1 << 62)
ITEMS = st.builds(Item, TEXT, TEXT, st.none() | COUNT, COUNT, TEXT, st.none() | TEXT)
TASKS = st.builds(
    Task,
    chunk=st.builds(Chunk, TEXT, st.lists(ITEMS, max_size=4).map(tuple)),
    dataset=TEXT,
    given_up=st.dictionaries(st.tuples(COUNT, COUNT), st.builds(Cause, TEXT, TEXT, COUNT, COUNT), max_size=3),
)
PARTS = st.dictionaries(st.sampled_from(sorted(TABLES)), st.builds(Part, COUNT, COUNT, TEXT))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Entries whose counts are those of their parts."""
    parts = draw(PARTS)
    documents, errors = (parts[table].rows if table in parts else 0 for table in ("documents", "errors"))
    counts = {name: draw(COUNT) for name in ("sources", "passing", "characters", "seconds", "megabytes")}
    return Entry(key=draw(TEXT), documents=documents, errors=errors, parts=parts, **counts)


@given(TASKS)
def test_a_task_is_one_line(task: Task) -> None:
    """Whatever the names hold: line ends of all kinds, bytes that are no Unicode."""
    line = task.as_json()
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert Task.from_json(line) == task


@given(entries())
def test_an_entry_comes_back(entry: Entry) -> None:
    """As it was written."""
    assert Entry.from_json(json.loads(json.dumps(entry.as_json()))) == entry


@pytest.mark.parametrize(
    "change",
    [
        {"documents": 1},
        {"errors": "0"},
        {"parts": {"errors": {"rows": 1, "bytes": 1, "sha256": ""}}},
        {"parts": []},
        {"more": 1},
    ],
)
def test_what_is_no_entry(change: dict[str, object]) -> None:
    """Counts that do not fit, and what is not ours, are refused."""
    told = Entry("k", 1, 0, 0, 0, 5, {}).as_json()
    assert Entry.from_json(told)
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        Entry.from_json({**told, **change})
