"""The forms in which term sheets leave: a table to read, JSON, a line a document, an HTML page."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from pipeline.errors import SourceError
from pipeline.findings import Findings
from pipeline.model import Skipped
from pipeline.run import Reading
from pipeline.shown import encodable
from pipeline.termsheet.assemble import document_of
from pipeline.termsheet.schema import to_json


class Output(Protocol):
    """Takes what each file gave, in order, and writes it."""

    def reading(self, reading: Reading) -> None:
        """Write what a file held."""

    def failure(self, error: SourceError) -> None:
        """Record a file that could not be read."""


class _Writer:
    """Holds a stream open while term sheets are written to it."""

    def __init__(self, stream: AbstractContextManager[IO[str]]) -> None:
        self._open = ExitStack()
        self._stream = self._open.enter_context(stream)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._open:
            if kind is None:
                self.finish()
                self._stream.flush()

    def finish(self) -> None:
        """Write what can only be written at the end."""

    def failure(self, error: SourceError) -> None:
        """Nothing: the command names the failure on standard error."""


class Table(_Writer):
    """Tables for a person to read."""

    def reading(self, reading: Reading) -> None:
        """Write each document's tables, and name what was passed over."""
        from pipeline.termsheet.table import write_skipped, write_table

        for sheet in reading.sheets:
            write_table(sheet, self._stream)
        if reading.skipped:
            write_skipped(reading.skipped, self._stream)


class Json(_Writer):
    """One JSON object for a single document, an array of them for more or none."""

    def __init__(self, stream: AbstractContextManager[IO[str]]) -> None:
        super().__init__(stream)
        self._sheets: list[str] = []

    def reading(self, reading: Reading) -> None:
        """Keep the documents until it is known how many there are."""
        self._sheets.extend(to_json(sheet, indent=2) for sheet in reading.sheets)

    def finish(self) -> None:
        """Write them all."""
        body = self._sheets[0] if len(self._sheets) == 1 else "[\n" + ",\n".join(self._sheets) + "\n]"
        self._stream.write(body + "\n")


class JsonLines(_Writer):
    """One line a document, one for each document passed over, and one for each file that failed."""

    def reading(self, reading: Reading) -> None:
        """Write a line a document."""
        for sheet in reading.sheets:
            self._stream.write(to_json(sheet) + "\n")
        for skipped in reading.skipped:
            self._line({"skipped": _skipped(skipped)})

    def failure(self, error: SourceError) -> None:
        """Write the failure as a line."""
        self._line(
            {
                "error": {
                    "path": encodable(error.name),
                    "kind": type(error).__name__,
                    "cause": encodable(error.cause),
                }
            }
        )

    def _line(self, record: dict[str, Any]) -> None:
        self._stream.write(json.dumps(record, ensure_ascii=False) + "\n")


class Html(_Writer):
    """One page with all documents."""

    def __init__(self, stream: AbstractContextManager[IO[str]]) -> None:
        super().__init__(stream)
        self._findings: list[Findings] = []

    def reading(self, reading: Reading) -> None:
        """Keep the documents until all are there."""
        self._findings.extend(reading.findings)

    def finish(self) -> None:
        """Write the page."""
        from pipeline.termsheet.view import page

        self._stream.write(page(self._findings))


class Pages:
    """A page a document, in a folder. None is written over one of the files that are read.

    `sources` are the device and number of each of those.
    """

    def __init__(self, folder: Path, sources: Collection[tuple[int, int]]) -> None:
        self._folder = folder
        self._sources = sources
        self._names: set[str] = set()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def reading(self, reading: Reading) -> None:
        """Write a page for each document, named for its id."""
        from pipeline.termsheet.view import page

        for found in reading.findings:
            name = self._free(_file_name(document_of(found).id))
            (self._folder / f"{name}.html").write_text(page([found]), encoding="utf-8", newline="\n")

    def failure(self, error: SourceError) -> None:
        """Nothing: the command names the failure on standard error."""

    def _free(self, name: str) -> str:
        free, number = name, 1
        while free.casefold() in self._names or self._is_source(free):
            number += 1
            free = f"{name}-{number}"
        self._names.add(free.casefold())
        return free

    def _is_source(self, name: str) -> bool:
        try:
            status = (self._folder / f"{name}.html").stat()
        except FileNotFoundError:
            return False
        return (status.st_dev, status.st_ino) in self._sources


# By the name that `--format` gives them.
OUTPUTS: Mapping[str, Callable[[AbstractContextManager[IO[str]]], Table | Json | JsonLines | Html]] = {
    "table": Table,
    "json": Json,
    "jsonl": JsonLines,
    "html": Html,
}


def _skipped(skipped: Skipped) -> dict[str, Any]:
    source = skipped.source
    return {
        "path": source.path,
        "accession": source.accession,
        "sequence": source.sequence,
        "exhibit": source.exhibit,
        "filename": source.filename,
        "reason": skipped.reason,
    }


def _file_name(document_id: str) -> str:
    """The id as a file name, which cannot leave its folder: letters, digits and `._-`, no dot in front."""
    plain = "".join(
        char if char.isascii() and (char.isalnum() or char in "._-") else "-" for char in document_id
    )
    return plain.lstrip(".")[:120] or "document"
