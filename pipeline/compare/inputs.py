"""What can be compared: agreements as they are filed, and term sheets that were read before.

A term sheet that was read before is JSON (`dealterms extract --format json` or `jsonl`) or lies in a dataset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import from_json

from pipeline.errors import DamagedSource, UnsupportedSource
from pipeline.load import read_source
from pipeline.termsheet.schema import SCHEMA_VERSION, TermSheet

# No agreement begins like this; one may begin with "[Execution Copy]".
_JSON = re.compile(rb'\s*(?:\xef\xbb\xbf)?\s*(?:(?:\[\s*)?\{\s*"|[\[{]\s*[\]}]\s*\Z)')
_MOST = 200  # agreements from a dataset: more side by side nobody reads
_NO_SHEET = ("skipped", "error")  # lines of `extract --format jsonl` about documents that have none


def term_sheets(source: str, where: str | None = None) -> tuple[TermSheet, ...]:
    """The term sheets of one input in its order, from a dataset those of the documents that fit `where`.

    That is a condition in SQL on the columns of the table `documents`. Raises `SourceError` where the input
    cannot be read or holds no agreement, and `DatasetError` for a dataset that cannot be asked so.
    """
    if is_dataset(source):
        return _from_dataset(source, where)
    data = read_source(source)
    sheets = _from_json(data, source) if _JSON.match(data[:4096]) else _analysed(data, source)
    if not sheets:
        raise UnsupportedSource(source, "it holds no agreement")
    return sheets


def sheet_of(value: object, source: str) -> TermSheet:
    """A term sheet from its JSON as Python holds it. Raises `UnsupportedSource` where it is none."""
    if not isinstance(value, dict) or not {"schema_version", "document", "terms"} <= value.keys():
        raise UnsupportedSource(source, "JSON, but no term sheet: dealterms extract --format json")
    if value["schema_version"] != SCHEMA_VERSION:
        raise UnsupportedSource(source, f"a term sheet of another version than {SCHEMA_VERSION!r}")
    try:
        return TermSheet.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise UnsupportedSource(
            source, f"not as a term sheet should be at {place}: {first['type']}"
        ) from None


def _analysed(data: bytes, source: str) -> tuple[TermSheet, ...]:
    from pipeline.run import analyse_bytes  # takes a while to import, and term sheets do not need it

    return analyse_bytes(data, source).sheets


def is_dataset(source: str) -> bool:
    """Whether an input is the folder or the URL of a dataset rather than a file."""
    return "://" in source or Path(source).is_dir()


def _from_dataset(url: str, where: str | None) -> tuple[TermSheet, ...]:
    from pipeline.batch.asking import asked  # takes a while to import
    from pipeline.batch.dataset import read_manifest

    # The condition may end in a comment.
    fits = f"(\n{where}\n) AND" if where is not None else ""
    sql = f"SELECT sheet FROM documents WHERE {fits} sheet IS NOT NULL ORDER BY id LIMIT {_MOST + 1}"  # noqa: S608
    with asked(read_manifest(url), sql) as answer:
        texts = [str(row[0]) for row in answer.rows]
    if len(texts) > _MOST:
        raise UnsupportedSource(url, f"more than {_MOST} agreements to compare: choose by --where")
    if not texts:
        raise UnsupportedSource(url, "no document fits")
    return tuple(sheet_of(from_json(text), url) for text in texts)


def _from_json(data: bytes, source: str) -> tuple[TermSheet, ...]:
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        whole = from_json(data)
    except ValueError:
        values = list(_lines(data, source))
    else:
        values = whole if isinstance(whole, list) else [whole]
    return tuple(sheet_of(value, source) for value in values if not _is_other_line(value))


def _lines(data: bytes, source: str) -> Iterator[object]:
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                yield from_json(line)
            except ValueError:
                raise DamagedSource(source, f"no JSON, or cut short, in line {number}") from None


def _is_other_line(value: object) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _NO_SHEET
