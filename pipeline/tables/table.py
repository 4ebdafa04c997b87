"""A table: named and typed columns, and rows that may be read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

ColumnType = Literal["text", "integer", "decimal", "date", "timestamp", "boolean", "json", "any"]
"""What a column holds. `json` is a value as JSON text; `any`, a value of another type in each row."""

Value = (
    str
    | int
    | Decimal
    | float
    | date
    | datetime
    | time
    | bool
    | Sequence[object]
    | Mapping[str, object]
    | None
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and type."""

    name: str
    type: ColumnType = "any"


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name; `rows` may be a stream, and then can be read once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]

    @property
    def head(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def checked_rows(self) -> Iterator[Sequence[Value]]:
        """The rows. Raises `ValueError` for one that has not as many values as there are columns."""
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} of {self.name!r} has {len(row)} values for {len(self.columns)} columns"
                )
            yield row
