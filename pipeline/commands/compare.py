"""`dealterms compare`: agreements side by side, with units made comparable and differences marked."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.batch.store import Store
from pipeline.commands.destination import opened_to, write_whole
from pipeline.commands.extract import STANDARD_INPUT
from pipeline.compare.comparison import Comparison, Row, compared
from pipeline.compare.inputs import is_dataset, term_sheets
from pipeline.errors import DatasetError, OutputError, SourceError, UnsupportedSource, fault
from pipeline.termsheet.schema import TermSheet


def compare(
    sources: Sequence[str], form: str, out: Path | None, *, differences: bool, where: str | None = None
) -> int:
    """Write the comparison of all agreements of the sources; how many sources could not be read.

    Those are named on standard error, and the others compared. With `differences` only rows that differ, or
    may, are written. `where` chooses the documents of a dataset. Raises `UnsupportedSource` where fewer than
    two agreements were read, and `OutputError` where the comparison cannot be written.
    """
    if out is not None and any(_is(out, source) for source in sources):
        raise OutputError(str(out), "it is one of the files to be read, or in the dataset that is read")
    if where is not None and not any(map(is_dataset, sources)):
        raise UnsupportedSource(", ".join(sources), "no dataset, from which --where could choose")
    sheets: list[TermSheet] = []
    failed = 0
    for source in sources:
        try:
            sheets.extend(_read(source, where))
        except (SourceError, DatasetError) as error:
            failed += 1
            print(f"dealterms: {error}", file=sys.stderr)
    if len(sheets) < 2:
        raise UnsupportedSource(", ".join(sources), "two agreements or more are wanted to compare")
    comparison = compared(sheets)
    rows = [row for row in comparison.rows if row.is_difference] if differences else comparison.rows
    if form == "table":
        _print_table(comparison, out, differences=differences)
    else:
        write_whole(_rendered(comparison, rows, form), out)
    return failed


def _read(source: str, where: str | None) -> tuple[TermSheet, ...]:
    try:
        return term_sheets(source, where)
    except (SourceError, DatasetError):
        raise
    except Exception as error:
        raise fault(source, error) from error


def _is(out: Path, source: str) -> bool:
    """Whether an output is a source, or lies in one that is a dataset."""
    try:
        if is_dataset(source):
            return Store(source).holds(out)
        return source != STANDARD_INPUT and out.samefile(source)
    except (OSError, ValueError, OutputError):  # one of them is not there
        return False


def _rendered(comparison: Comparison, rows: Sequence[Row], form: str) -> str | bytes:
    """The comparison in one of the forms for files; each imports what it needs when it is asked for."""
    if form == "json":
        from pipeline.compare.as_data import comparison_data

        return json.dumps(comparison_data(comparison, rows), indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        from pipeline.compare.as_tables import terms_table
        from pipeline.tables.csv_file import write_csv

        text = io.StringIO(newline="")
        write_csv(terms_table(comparison, rows), text)
        return text.getvalue()
    from pipeline.compare.as_tables import comparison_tables
    from pipeline.tables.workbook import write_workbook

    stream = io.BytesIO()
    names = ", ".join(agreement.name for agreement in comparison.agreements)
    write_workbook(comparison_tables(comparison, rows), stream, title=names)
    return stream.getvalue()


def _print_table(comparison: Comparison, out: Path | None, *, differences: bool) -> None:
    from pipeline.compare.as_table import write_table

    with opened_to(out, for_people=True) as stream:
        write_table(comparison, stream, differences=differences)
