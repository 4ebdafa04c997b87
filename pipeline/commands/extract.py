"""`dealterms extract`: files in, term sheets out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO

from pipeline.commands.output import OUTPUTS, Output, Pages
from pipeline.errors import SourceError
from pipeline.load import read_source
from pipeline.run import Reading, analyse_bytes

STANDARD_INPUT = "-"


def extract(sources: Sequence[str], form: str, out: Path | None, *, progress: bool) -> int:
    """Read the sources and write their term sheets to `out` or standard output; how many sources failed.

    A source that cannot be read is named on standard error with the cause, and in `jsonl` is a row of its
    own; the others are not touched by it.
    """
    names = list(_files(sources))
    failed = 0
    with _opened(form, out, len(names)) as output:
        for name in _with_progress(names, shown=progress and len(names) > 1):
            try:
                output.reading(_read(name))
            except SourceError as error:
                failed += 1
                print(f"dealterms: {error}", file=sys.stderr)
                output.failure(error)
    return failed


def _read(name: str) -> Reading:
    data = sys.stdin.buffer.read() if name == STANDARD_INPUT else read_source(Path(name))
    return analyse_bytes(data, name)


def _files(sources: Sequence[str]) -> Iterator[str]:
    """The files named, and those below the folders named, each folder in the order of its names."""
    for source in sources:
        path = Path(source)
        if source != STANDARD_INPUT and path.is_dir():
            yield from (str(file) for file in _below(path, set()))
        else:
            yield source


def _below(folder: Path, inside: set[tuple[int, int]]) -> Iterator[Path]:
    """Files below `folder`, hidden ones left out; a link back to a folder around it is not followed."""
    status = folder.stat()
    identity = (status.st_dev, status.st_ino)
    if identity in inside:
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _below(entry, inside | {identity})
        else:
            yield entry


def _with_progress(names: Sequence[str], *, shown: bool) -> Iterator[str]:
    if not (shown and sys.stderr.isatty()):
        yield from names
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(names)


def _opened(form: str, out: Path | None, count: int) -> AbstractContextManager[Output]:
    """The output in the form asked for, ready to be written to."""
    if form == "html" and out is not None and (count > 1 or out.is_dir()):
        return Pages(out)
    stream: AbstractContextManager[IO[str]]
    stream = nullcontext(sys.stdout) if out is None else out.open("w", encoding="utf-8", newline="\n")
    return OUTPUTS[form](stream)
