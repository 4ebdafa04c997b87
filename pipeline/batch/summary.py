"""What a dataset holds, counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from pipeline.batch.dataset import Dataset, opened, rows_of
from pipeline.tables.table import Column, Table

# Each table of the summary: its name, its columns, and the question. Names of kinds, terms and labels are the
# reader's own; causes of errors come from nobody's document.
_QUESTIONS: Final[Sequence[tuple[str, tuple[str, ...], str]]] = (
    (
        "kinds",
        ("kind", "documents", "characters"),
        "SELECT kind, count(*), sum(characters)::BIGINT FROM documents GROUP BY kind ORDER BY 2 DESC, 1",
    ),
    (
        "terms",
        ("term", "found", "absent", "by reference", "blank", "redacted", "conflict"),
        """SELECT term, count(*) FILTER (status = 'found'), count(*) FILTER (status = 'absent'),
        count(*) FILTER (status = 'by_reference'), count(*) FILTER (status = 'blank'),
        count(*) FILTER (status = 'redacted'), count(*) FILTER (status = 'conflict')
        FROM terms GROUP BY term ORDER BY min(ordinal)""",
    ),
    (
        "labels",
        ("label", "yes", "no"),
        """SELECT label, count(*) FILTER (answer), count(*) FILTER (NOT answer)
        FROM labels GROUP BY label ORDER BY 2 DESC, 1""",
    ),
    (
        "warnings",
        ("kind", "warnings", "documents"),
        "SELECT kind, count(*), count(DISTINCT document) FROM warnings GROUP BY kind ORDER BY 2 DESC, 1",
    ),
    (
        "passed over",
        ("reason", "documents"),
        "SELECT reason, count(*) FROM skipped GROUP BY reason ORDER BY 2 DESC, 1 LIMIT 20",
    ),
    (
        "errors",
        ("kind", "cause", "files"),
        "SELECT kind, cause, count(*) FROM errors GROUP BY kind, cause ORDER BY 3 DESC, 1, 2 LIMIT 20",
    ),
)


@contextmanager
def summary(dataset: Dataset) -> Iterator[Iterator[Table]]:
    """Tables that sum the dataset up: its totals, rows, kinds, terms, labels, warnings, errors.

    Raises `DatasetError`.
    """
    with opened(dataset) as database:

        def tables() -> Iterator[Table]:
            totals = tuple(dataset.totals.items())
            yield Table("totals", (Column("what", "text"), Column("number", "integer")), totals)
            rows = [(table, dataset.rows(table)) for table in dataset.tables]
            yield Table("rows", (Column("table", "text"), Column("rows", "integer")), rows)
            for name, columns, sql in _QUESTIONS:
                answer = rows_of(database, dataset, sql)
                first = Column(columns[0], "text")
                rest = tuple(Column(it, "text" if it == "cause" else "integer") for it in columns[1:])
                yield Table(name, (first, *rest), answer)

        yield tables()
