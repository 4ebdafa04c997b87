"""Globs over the files of this machine: what fits, each folder met once however many links lead to it."""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.batch.folders import Identity, identity_of, is_folder

_ANY_FOLDERS = "**"


def is_pattern(name: str, *, in_list: bool) -> bool:
    """Whether a name that is no file's is a glob.

    In a list, brackets alone are part of a name: lists are made of the names of files, which may have gone.
    """
    return any(mark in name for mark in ("*?" if in_list else "*?["))


def fitting(pattern: str) -> Iterator[Path]:
    """Files and folders that fit, in no order; `**` is any folders, and behind the last slash all in them.

    Hidden names fit where the pattern spells their dot.
    """
    path = Path(pattern)
    anchor = path.anchor
    found = _below(Path(anchor), path.parts[bool(anchor) :])
    return filter(is_folder, found) if pattern.endswith("/") else found


def _below(folder: Path, parts: Sequence[str]) -> Iterator[Path]:
    if not parts or parts == (_ANY_FOLDERS,):  # the folder holds them all
        yield folder
        return
    first, rest = parts[0], parts[1:]
    if first == _ANY_FOLDERS:
        for below in _folders(folder):
            yield from _below(below, rest)
    elif glob.has_magic(first):
        hidden = first.startswith(".")
        for entry in _entries(folder):
            if entry.name.startswith(".") == hidden and fnmatch.fnmatch(entry.name, first):
                yield from _below(folder / entry.name, rest)
    elif os.path.lexists(folder / first):
        yield from _below(folder / first, rest)


def _folders(top: Path) -> Iterator[Path]:
    """`top` and the folders below it, hidden ones left out, each once: a link may lead up again."""
    seen: set[Identity] = set()
    waiting = [top]
    while waiting:
        path = waiting.pop()
        identity = identity_of(path)
        if identity is None or identity in seen:
            continue
        seen.add(identity)
        yield path
        inside = (entry for entry in _entries(path) if not entry.name.startswith("."))
        waiting += [path / entry.name for entry in inside if is_folder(entry)]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where it cannot be listed, or is none."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (OSError, ValueError):
        return []
