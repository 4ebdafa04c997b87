"""One item read: the rows of all documents in it, or of the error that kept it from being read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, TypeVar

from pipeline.batch import rows
from pipeline.batch.items import Item
from pipeline.batch.messages import Cause
from pipeline.batch.remote import is_url
from pipeline.batch.rows import Rows
from pipeline.batch.sources import opened, stamp_of
from pipeline.errors import (
    ChangedSource,
    SourceError,
    UnreadableSource,
    UnsupportedSource,
    fault,
)
from pipeline.load import LARGEST, load, read_bounded, read_source
from pipeline.model import Filing, Text
from pipeline.run import sheet_of
from pipeline.termsheet.schema import to_json

T = TypeVar("T")
_NUMBERED: Final = re.compile(r"#[0-9]+\Z")


def rows_of(
    item: Item,
    contents: Callable[[], bytes],
    beat: Callable[[int], None],
    given_up: Mapping[int, Cause] = MappingProxyType({}),
) -> Rows:
    """All rows of an item; `contents` gives its bytes.

    `beat` is told the number of each document in it before that is read, counted from 1, and 0 before the
    item is taken apart. Those that are `given_up` are errors: that of 0 is the whole item's.

    One document that fails is one row of errors and nothing else is lost. Raises `MemoryError`: what is left
    in a process that has run out of memory would cost the documents after it.
    """
    if whole := given_up.get(0):
        return {"errors": [rows.error_row(item.id, item.id, whole.kind, whole.words)]}
    beat(0)
    filing = _attempt(item.id, lambda: load(contents(), item.id))
    if isinstance(filing, SourceError):
        return {"errors": [rows.of_error(item.id, item.id, filing)]}
    found: Rows = {"skipped": rows.of_skipped(item.id, filing.skipped), "errors": []}
    for number, text in enumerate(filing.texts, start=1):
        id_ = document_id(item.id, number)
        if cause := given_up.get(number):
            found["errors"].append(rows.error_row(id_, item.id, cause.kind, cause.words))
            continue
        beat(number)
        its_rows = _attempt(id_, partial(_rows_of_text, id_, text, filing))
        if isinstance(its_rows, SourceError):
            its_rows = {"errors": [rows.of_error(id_, item.id, its_rows)]}
        for table, more in its_rows.items():
            found.setdefault(table, []).extend(more)
    return found


def document_id(item: str, number: int) -> str:
    """The id of a document by its file's and its number in it, counted from 1: `path`, `path#2`, `path#3`.

    Where the file itself is called `name#2` its first is `name#2#1`: no two documents share an id.
    """
    return item if number == 1 and not _NUMBERED.search(item) else f"{item}#{number}"


def unchanged(item: Item, read: Callable[[], bytes]) -> bytes:
    """What `read` gives, if the file is still the one that was planned.

    Raises `ChangedSource` if it is not, and `UnreadableSource` where listing it failed already.
    """
    if item.cause is not None:
        raise UnreadableSource(item.id, item.cause)
    if item.size > LARGEST:
        raise UnsupportedSource(item.id, f"more than {LARGEST >> 20} MB")
    if item.stamp and not stamp_of(item.location):
        raise ChangedSource(item.id, "it is gone since the run began")
    try:
        return read()
    finally:
        # Also where it could not be read: that may be because it is another now.
        if item.stamp != stamp_of(item.location):
            raise ChangedSource(item.id, "it has changed since the run began")


def file_contents(item: Item) -> bytes:
    """The bytes of an item that is a file. Raises `UnreadableSource` and `UnsupportedSource`."""
    if not is_url(item.location):
        return read_source(item.location)
    with opened(item.location) as file:
        return read_bounded(file, item.id)


def _rows_of_text(id_: str, text: Text, filing: Filing) -> Rows:
    sheet = sheet_of(text)
    return rows.of_sheet(id_, sheet, to_json(sheet), filing)


def _attempt(name: str, call: Callable[[], T]) -> T | SourceError:
    """The result, or what went wrong."""
    try:
        return call()
    except SourceError as error:
        return error
    except MemoryError:
        raise
    except Exception as error:  # a mistake of ours on one document is no loss to the others
        return fault(name, error)
