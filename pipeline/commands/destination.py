"""Where a command's output goes: a file or standard output, named where it cannot be written."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.drafts import drafted
from pipeline.errors import OutputError


@contextmanager
def written_to(out: Path | None) -> Iterator[None]:
    """Names the output where writing to it fails: a full disk, a missing folder."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError("standard output" if out is None else os.fspath(out), cause_of(error)) from error


def standard_output(*, for_people: bool) -> IO[str]:
    """Standard output, in UTF-8 whatever the locale for what other programs read."""
    if sys.stdout is None:
        raise OutputError("standard output", "it is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        if for_people:
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout


@contextmanager
def opened_to(out: Path | None, *, for_people: bool) -> Iterator[IO[str]]:
    """Standard output, or a file that is there once all is written and not before. Raises `OutputError`."""
    with written_to(out):
        if out is None:
            stream = standard_output(for_people=for_people)
            yield stream
            stream.flush()
        else:
            with _writable(out) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream


def write_whole(content: str | bytes, out: Path | None, *, for_people: bool = False) -> None:
    """Write all of an output at once. Raises `OutputError`."""
    with written_to(out):
        if out is not None:
            with _writable(out) as path:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
            return
        stream = standard_output(for_people=for_people)
        if isinstance(content, str):
            stream.write(content)
        else:
            stream.flush()
            stream.buffer.write(content)  # type: ignore[attr-defined]  # standard output has one
        stream.flush()


@contextmanager
def _writable(out: Path) -> Iterator[Path]:
    """What to write for an output: its draft, or a pipe or a terminal itself."""
    if out.exists() and not out.is_file():
        yield out
        return
    with drafted() as draft_of:
        yield draft_of(out.resolve())  # where a link leads, which stays a link


def cause_of(error: OSError) -> str:
    """What the system says of the failure."""
    return (error.strerror or type(error).__name__).lower()
