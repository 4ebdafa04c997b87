"""A table as JSON lines, an object a row, in constant memory.

Exact numbers are strings, as in the term sheet; days go by ISO 8601; a column of JSON is the value itself.
"""

from __future__ import annotations

import json
from typing import IO

from pipeline.tables.cells import jsonable
from pipeline.tables.table import Column, Table, Value


def write_json_lines(table: Table, stream: IO[str]) -> None:
    """Write a line for each row to `stream`. Raises `ValueError` for a column of JSON that holds none."""
    for row in table.checked_rows():
        record = {
            column.name: _value(column, value) for column, value in zip(table.columns, row, strict=True)
        }
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _value(column: Column, value: Value) -> object:
    if column.type == "json" and isinstance(value, str):
        return jsonable(json.loads(value))
    return jsonable(value)
