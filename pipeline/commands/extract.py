"""`dealterms extract`: files in, term sheets out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pipeline.batch.folders import files_below, identity_of
from pipeline.commands.destination import standard_output, written_to
from pipeline.commands.output import OUTPUTS, Output, Pages
from pipeline.errors import OutputError, SourceError, fault
from pipeline.labels.weights import weights
from pipeline.load import read_source
from pipeline.run import Reading, analyse_bytes

STANDARD_INPUT = "-"


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


# --------------------------------------------------------------------------- files to be read


def _files(sources: Sequence[str], out: Path | None) -> Iterator[str | SourceError]:
    """The files named, and those below the folders named; what cannot be listed is an error among them.

    What an earlier run wrote to `out` inside such a folder is no source. Raises `OutputError` where a file
    named is `out` itself, which writing would destroy.
    """
    written = identity_of(out) if out is not None else None
    for source in sources:
        identity = None if source == STANDARD_INPUT else identity_of(Path(source))
        if identity is None or not Path(source).is_dir():
            if identity is not None and identity == written:
                raise OutputError(str(out), "it is one of the files to be read")
            yield source
        else:
            yield from files_below(Path(source), left_out=lambda identity: identity == written)


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
        return Pages(out, {identity for name in names if (identity := identity_of(Path(name)))})
    if out is None:
        return OUTPUTS[form](nullcontext(standard_output(for_people=form == "table")))
    return OUTPUTS[form](out.open("w", encoding="utf-8", newline="\n"))
