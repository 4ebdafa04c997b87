"""Tables as a folder of files, one each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

from pipeline.drafts import drafted
from pipeline.errors import OutputError
from pipeline.tables.csv_file import write_csv
from pipeline.tables.json_lines import write_json_lines
from pipeline.tables.table import Table

_WRITERS: Mapping[str, Callable[[Table, IO[str]], None]] = {"csv": write_csv, "jsonl": write_json_lines}


def write_folder(tables: Iterable[Table], folder: Path, form: str) -> tuple[Path, ...]:
    """Write each table to `folder`/NAME.`form` (`csv` or `jsonl`); the files, in the order of the tables.

    All files are there whole, or none. Raises `OutputError` where two tables share a name or a name cannot
    be a file's, `OSError` where the folder or a file cannot be written, and `KeyError` for another form.
    """
    write = _WRITERS[form]
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    with drafted() as draft_of:
        for table in tables:
            path = folder / f"{table.name}.{form}"
            if path.parent != folder or table.name.startswith(".") or path in paths:
                raise OutputError(str(folder), f"a table cannot be called {table.name!r}")
            paths.append(path)
            with draft_of(path).open("w", encoding="utf-8", newline="") as stream:
                write(table, stream)
    return tuple(paths)
