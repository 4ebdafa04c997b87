"""`dealterms query`, `summary` and `export`: what a dataset answers, holds, and gives away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO

from pipeline.batch.asking import all_tables, asked, export_parquet
from pipeline.batch.dataset import read_manifest
from pipeline.batch.store import Store
from pipeline.batch.summary import summary
from pipeline.commands.destination import opened_to, standard_output, write_whole, written_to
from pipeline.errors import OutputError
from pipeline.tables.csv_file import write_csv
from pipeline.tables.folder import write_folder
from pipeline.tables.json_lines import write_json_lines
from pipeline.tables.shown import write_shown
from pipeline.tables.table import Table
from pipeline.tables.workbook import write_workbook

_STREAMS: Mapping[str, Callable[[Table, IO[str]], None]] = {
    "table": write_shown,
    "csv": write_csv,
    "jsonl": write_json_lines,
}


def query(url: str, sql: str, form: str, out: Path | None) -> None:
    """Write the answer of a dataset to one statement that reads. Raises `DatasetError` and `OutputError`."""
    dataset = read_manifest(url)
    _outside(url, out)
    with asked(dataset, sql) as answer:
        if form == "xlsx":
            _write_workbook([answer], out, title=sql)
            return
        with opened_to(out, for_people=form == "table") as stream:
            _STREAMS[form](answer, stream)


def summarise(url: str, form: str) -> None:
    """Print what a dataset holds. Raises `DatasetError`."""
    with summary(read_manifest(url)) as tables, written_to(None):
        stream = standard_output(for_people=form == "table")
        if form == "json":
            told = {
                table.name: [dict(zip(table.head, row, strict=True)) for row in table.rows]
                for table in tables
            }
            stream.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
        else:
            for table in tables:
                write_shown(table, stream, title=table.name)
        stream.flush()


def export(url: str, form: str, out: Path, names: Sequence[str]) -> None:
    """Write tables of a dataset, all or those named: a workbook, or a folder with a file for each.

    A workbook has no term sheets in JSON: its cells could not hold them.

    Raises `DatasetError` and `OutputError`.
    """
    dataset = read_manifest(url)
    _outside(url, out)
    with written_to(out):
        if form == "parquet":
            out.mkdir(parents=True, exist_ok=True)
            export_parquet(dataset, names, out)
            return
        with all_tables(dataset, names, sheets=form != "xlsx") as tables:
            if form == "xlsx":
                _write_workbook(tables, out, title=url)
            else:
                write_folder(tables, out, form)


def _outside(url: str, out: Path | None) -> None:
    """Raises `OutputError` for an output that lies in the dataset."""
    if out is not None and Store(url).holds(out):
        raise OutputError(str(out), "it lies in the dataset that is read")


def _write_workbook(tables: Iterable[Table], out: Path | None, title: str) -> None:
    book = BytesIO()
    write_workbook(tables, book, title=title)
    write_whole(book.getvalue(), out)
