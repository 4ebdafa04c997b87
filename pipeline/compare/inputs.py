"""What can be compared: agreements as they are filed, and term sheets that were read before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import from_json

from pipeline.errors import DamagedSource, UnsupportedSource
from pipeline.load import read_source
from pipeline.run import analyse_bytes
from pipeline.termsheet.schema import SCHEMA_VERSION, TermSheet

# No agreement begins like this; one may begin with "[Execution Copy]".
_JSON = re.compile(rb'\s*(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
_NO_SHEET = ("skipped", "error")  # lines of `extract --format jsonl` about documents that have none


def term_sheets(source: str) -> tuple[TermSheet, ...]:
    """The term sheets of one input, in its order: a file with agreements, or one from `dealterms extract`.

    The latter is JSON (an object, or an array of several) or JSON lines. Another kind of input joins here; a
    term sheet in JSON, wherever it was kept, is read by `sheet_of`. Raises `SourceError` where the file
    cannot be read or holds no agreement.
    """
    data = read_source(source)
    sheets = _from_json(data, source) if _JSON.match(data[:4096]) else analyse_bytes(data, source).sheets
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
