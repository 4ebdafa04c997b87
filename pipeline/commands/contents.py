"""`dealterms contents`: what a filing holds, document by document."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from pipeline.errors import SourceError
from pipeline.frozen import dataclass
from pipeline.load import load, read_source
from pipeline.model import Filing, Source
from pipeline.shown import encodable, printable


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a filing, and what becomes of it."""

    source: Source
    agreement: bool
    reason: str | None  # why it is passed over


def contents(names: Sequence[str], form: str) -> int:
    """Print the documents of each file as a table or a JSON line a file; how many files failed."""
    failed = 0
    for name in names:
        try:
            filing = load(read_source(name), name)
        except SourceError as error:
            failed += 1
            print(f"dealterms: {error}", file=sys.stderr)
            continue
        if form == "json":
            print(json.dumps(_record(name, filing), ensure_ascii=False))
        else:
            _print_table(name, filing)
    return failed


def _entries(filing: Filing) -> list[Entry]:
    """The documents in the order of the file."""
    found = [Entry(text.source, agreement=True, reason=None) for text in filing.texts]
    found += [Entry(skipped.source, agreement=False, reason=skipped.reason) for skipped in filing.skipped]
    return sorted(found, key=lambda entry: entry.source.sequence or 0)


def _record(name: str, filing: Filing) -> dict[str, Any]:
    documents = [
        {
            "sequence": entry.source.sequence,
            "type": entry.source.exhibit,
            "filename": entry.source.filename,
            "description": entry.source.description,
            "media_type": entry.source.media_type,
            "agreement": entry.agreement,
            "reason": entry.reason,
        }
        for entry in _entries(filing)
    ]
    accession = next((entry.source.accession for entry in _entries(filing)), None)
    return {
        "path": encodable(name),
        "accession": accession,
        "form": filing.form,
        "filers": filing.filers,
        "documents": documents,
    }


def _print_table(name: str, filing: Filing) -> None:
    from pipeline.termsheet.table import write_rows

    rows = [
        (
            str(entry.source.sequence or ""),
            entry.source.exhibit or "",
            entry.source.filename or "",
            entry.source.description or "",
            "agreement" if entry.agreement else entry.reason or "",
        )
        for entry in _entries(filing)
    ]
    title = " · ".join(part for part in (printable(name), filing.form, *filing.filers) if part)
    write_rows(title, ("no.", "type", "file", "description", "what"), rows, sys.stdout)
