"""`dealterms extract`: files in, term sheets out."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pipeline.commands.destination import cause_of, standard_output, written_to
from pipeline.commands.output import OUTPUTS, Output, Pages
from pipeline.errors import OutputError, PipelineFault, SourceError, UnreadableSource
from pipeline.labels.weights import weights
from pipeline.load import read_source
from pipeline.run import Reading, analyse_bytes

STANDARD_INPUT = "-"

_Identity = tuple[int, int]  # device and number of a file: two names of one file share it


def extract(sources: Sequence[str], form: str, out: Path | None, *, progress: bool) -> int:
    """Read the sources and write their term sheets to `out` or standard output; how many sources failed.

    A source that cannot be read is named on standard error with the cause, and in `jsonl` is a row of its
    own; the others are not touched by it. Raises `OutputError` where the term sheets cannot be written.
    """
    if weights() is None:
        print(
            "dealterms: no learned weights in this installation: rules alone label clauses", file=sys.stderr
        )
    names: list[str] = []
    failures: list[SourceError] = []
    for found in _files(sources, out):
        if isinstance(found, SourceError):
            failures.append(found)
        else:
            names.append(found)
    with written_to(out), _opened(form, out, names) as output:
        for failure in failures:
            _report(failure, output)
        for name in _with_progress(names, shown=progress and len(names) > 1):
            try:
                reading = _read(name)
                _hand_over(reading, name, output)
            except SourceError as error:
                failures.append(error)
                _report(error, output)
    return len(failures)


def _report(error: SourceError, output: Output) -> None:
    print(f"dealterms: {error}", file=sys.stderr)
    output.failure(error)


def _read(name: str) -> Reading:
    try:
        return analyse_bytes(read_source(name), name)
    except SourceError:
        raise
    except Exception as error:
        raise fault(name, error) from error


def _hand_over(reading: Reading, name: str, output: Output) -> None:
    try:
        output.reading(reading)
    except OSError:  # of the output, which is of no use to the files after this one either
        raise
    except Exception as error:
        raise fault(name, error) from error


def fault(name: str, error: Exception) -> PipelineFault:
    """A mistake of ours, named by its kind and place: its own words may quote the document."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "pipeline" in frame.filename]
    where = f", {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    return PipelineFault(
        name, f"an error in dealterms itself ({type(error).__name__}{where}); please report it"
    )


# --------------------------------------------------------------------------- files to be read


def _files(sources: Sequence[str], out: Path | None) -> Iterator[str | SourceError]:
    """The files named, and those below the folders named; what cannot be listed is an error among them.

    What an earlier run wrote to `out` inside such a folder is no source. Raises `OutputError` where a file
    named is `out` itself, which writing would destroy.
    """
    written = _identity(out) if out is not None else None
    for source in sources:
        identity = None if source == STANDARD_INPUT else _identity(Path(source))
        if identity is None or not Path(source).is_dir():
            if identity is not None and identity == written:
                raise OutputError(str(out), "it is one of the files to be read")
            yield source
        else:
            yield from _below(Path(source), written)


def _below(top: Path, written: _Identity | None) -> Iterator[str | SourceError]:
    """Files below `top` in the order of their names, hidden ones left out; each folder once, links or not."""
    seen: set[_Identity] = set()
    waiting = [top]
    while waiting:
        path = waiting.pop()
        identity = _identity(path)
        if identity is not None and identity == written and path != top:
            continue
        if identity is None or not path.is_dir():
            yield str(path)
            continue
        if identity in seen:
            continue
        seen.add(identity)
        try:
            inside = sorted(path.iterdir(), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield UnreadableSource(str(path), cause_of(error))
            continue
        waiting.extend(entry for entry in inside if not entry.name.startswith("."))


def _identity(path: Path) -> _Identity | None:
    """Which file a path leads to; None if it leads to none that can be seen."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _with_progress(names: Sequence[str], *, shown: bool) -> Iterator[str]:
    if not (shown and sys.stderr.isatty()):
        yield from names
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(names)


# --------------------------------------------------------------------------- where the term sheets go


def _opened(form: str, out: Path | None, names: Sequence[str]) -> AbstractContextManager[Output]:
    """The output in the form asked for, ready to be written to."""
    if form == "html" and out is not None and (len(names) > 1 or out.is_dir()):
        return Pages(out, {identity for name in names if (identity := _identity(Path(name)))})
    if out is None:
        return OUTPUTS[form](nullcontext(standard_output(for_people=form == "table")))
    return OUTPUTS[form](out.open("w", encoding="utf-8", newline="\n"))
