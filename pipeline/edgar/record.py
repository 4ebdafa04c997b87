"""A folder of fetched filings, and the record of what is in it.

    fetched.jsonl                                   a line for each document: what, from where, its checksum
    filings/2002/0001234567-02-000123.txt           a full submission
    filings/2002/0001234567-02-000123/ex10-1.htm    one of its documents

While a run goes on, lines are added at the end, and the last one on a document counts; after it each document
has one line, in the order of accession numbers. No line holds a time: the same filings make the same record.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from filelock import FileLock

from pipeline.drafts import drafted
from pipeline.edgar.accession import Accession
from pipeline.edgar.archive import Found
from pipeline.edgar.cache import checksum
from pipeline.edgar.entry import Entry
from pipeline.edgar.names import is_file_name
from pipeline.errors import FetchError
from pipeline.shown import encodable

FILE = "fetched.jsonl"

Key = tuple[str, str]  # accession number and document's name, empty for a full submission
_Row = dict[str, Any]


class Record:
    """The record of a folder, which several processes may fill at once. Raises OSError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / FILE
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / f".{FILE}.lock")
        self._rows = self._read()

    def holds(self, accession: Accession, document: str | None) -> bool:
        """Whether a document was fetched before and is still there as it was."""
        row = self._rows.get((accession.number, document or ""))
        if row is None or row.get("error") is not None or not (document is None or is_file_name(document)):
            return False
        try:
            return checksum(self._folder / _place(accession, document)) == (
                row.get("sha256"),
                row.get("size"),
            )
        except OSError:
            return False

    def add(self, found: Found) -> None:
        """Put a fetched document in its place and write its line."""
        entry, kept = found.entry, found.kept
        place = _place(entry.accession, entry.document)
        path = self._folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock, drafted() as draft_of:
            shutil.copyfile(kept.path, draft_of(path))
        outcome = {
            "path": place.as_posix(),
            "address": kept.address,
            "sha256": kept.sha256,
            "size": kept.size,
            "error": None,
        }
        self._append(_row(entry.accession, entry.document, entry) | outcome)

    def add_failure(
        self, accession: Accession, document: str | None, entry: Entry | None, error: FetchError
    ) -> None:
        """Write the line of a document that could not be fetched."""
        outcome = {
            "address": encodable(error.name) if error.name.startswith("http") else None,
            "error": {"kind": type(error).__name__, "cause": encodable(error.cause)},
        }
        self._append(_row(accession, document, entry) | outcome)

    def tidy(self) -> None:
        """Leave one line for each document, in the order of their accession numbers."""
        with self._lock:
            rows = self._read()
            with drafted() as draft_of:
                draft_of(self._file).write_bytes(b"".join(_line(rows[key]) for key in sorted(rows)))

    def _append(self, row: _Row) -> None:
        self._rows[_key(row)] = row
        with self._lock, self._file.open("ab+") as file:
            # A process that was killed while it wrote leaves a line without an end.
            if file.tell() and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                file.write(b"\n")
            file.write(_line(row))

    def _read(self) -> dict[Key, _Row]:
        """The last line on each document, without what is no line, as where a process was killed."""
        try:
            lines = self._file.read_bytes().splitlines()
        except FileNotFoundError:
            return {}
        rows: dict[Key, _Row] = {}
        for line in lines:
            try:
                row = json.loads(line)
                rows[_key(row)] = row
            except (ValueError, TypeError, KeyError):
                continue
        return rows


def _key(row: _Row) -> Key:
    return str(row["accession"]), str(row["document"] or "")


def _place(accession: Accession, document: str | None) -> Path:
    """Where a document lies in the folder; its name was looked at before it was fetched."""
    folder = Path("filings", str(accession.year))
    return folder / f"{accession}.txt" if document is None else folder / accession.number / document


def _row(accession: Accession, document: str | None, entry: Entry | None) -> _Row:
    """A line without what came of it."""
    return {
        "accession": accession.number,
        "document": document and encodable(document),
        "kind": entry and entry.kind and encodable(entry.kind),
        "form": entry and entry.form and encodable(entry.form),
        "company": entry and entry.company and encodable(entry.company),
        "cik": entry and entry.cik,
        "filed": entry.filed.isoformat() if entry and entry.filed else None,
        "path": None,
        "address": None,
        "sha256": None,
        "size": None,
        "error": None,
    }


def _line(row: _Row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"
