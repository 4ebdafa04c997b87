"""The files below a folder, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import UnreadableSource

Identity = tuple[int, int]  # device and number of a file: two names of one file share it


def files_below(
    top: Path, *, left_out: Callable[[Identity], bool], seen: set[Identity] | None = None
) -> Iterator[str | UnreadableSource]:
    """Files below `top`, hidden ones left out, each folder once, links or not; what cannot be listed is told.

    `left_out` says which files and folders below `top` are no sources, such as what an earlier run wrote.
    Folders that are `seen` are passed over, and those that are walked join them.
    """
    seen = set() if seen is None else seen
    waiting = [top]
    while waiting:
        path = waiting.pop()
        identity = identity_of(path)
        if identity is not None and path != top and left_out(identity):
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
            yield UnreadableSource(str(path), (error.strerror or type(error).__name__).lower())
            continue
        waiting.extend(entry for entry in inside if not entry.name.startswith("."))


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a path leads to a folder, as far as can be seen."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def identity_of(path: str | os.PathLike[str]) -> Identity | None:
    """Which file a path leads to; None if it leads to none that can be seen."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
