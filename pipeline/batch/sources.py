"""From what the user names to the items that are read: files, folders, globs, lists, archives, URLs."""

from __future__ import annotations

import codecs
import glob
import os
import posixpath
import stat
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import IO, cast

from pipeline.batch.archives import is_archive, members
from pipeline.batch.folders import Identity, files_below, identity_of
from pipeline.batch.items import Item
from pipeline.batch.remote import at_url, cause_of, is_url, stamp_at
from pipeline.errors import SourceError, UnreadableSource
from pipeline.shown import encodable

_LIST = "@"


def items(sources: Sequence[str], dataset: Path | None) -> Iterator[Item]:
    """Every item of the sources, in no particular order; some twice where they are named twice.

    A source is a file, a folder (all files below it, hidden ones left out), a glob (`**` for any folders), an
    archive, `@FILE` for a file with a source on each line, or the URL of any of these that fsspec knows. The
    folder of the `dataset` itself is no source. What cannot be listed is an item with its cause.
    """
    own = identity_of(dataset) if dataset is not None else None
    for source in sources:
        if source.startswith(_LIST):
            yield from _in_list(source.removeprefix(_LIST), own)
        else:
            yield from _of(source, own)


@contextmanager
def opened(location: str) -> Iterator[IO[bytes]]:
    """A file by its path or URL. Raises `UnreadableSource`, also for what goes wrong while it is read."""
    # Each kind of remote file system has errors of its own.
    expected = Exception if is_url(location) else (OSError, ValueError)
    try:
        with _open(location) as file:
            yield file
    except (SourceError, MemoryError):
        raise
    except expected as error:
        raise UnreadableSource(location, cause_of(error)) from error


def _open(location: str) -> AbstractContextManager[IO[bytes]]:
    if not is_url(location):
        return Path(location).open("rb")
    import fsspec

    return cast("AbstractContextManager[IO[bytes]]", fsspec.open(location, "rb"))


def stamp_of(location: str) -> str:
    """What is another when the file is: its size and time, or what a server says of it; "" for none.

    Raises nothing: a file that cannot be asked is found out when it is read.
    """
    if is_url(location):
        return stamp_at(location)
    status = _status(location)
    return f"{status.st_size}.{status.st_mtime_ns}" if status is not None else ""


def _status(path: str) -> os.stat_result | None:
    try:
        return Path(path).stat()
    except (OSError, ValueError):
        return None


def _in_list(path: str, own: Identity | None) -> Iterator[Item]:
    try:
        with opened(path) as file:
            for line in file:
                words = line.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
                if source := words.strip():
                    yield from _of(source, own)
    except SourceError as error:
        yield _unlisted(path, error.cause)


def _of(source: str, own: Identity | None) -> Iterator[Item]:
    if is_url(source):
        yield from _at_url(source)
        return
    identity = identity_of(source) if source else None  # "" would be the folder we are in
    if identity is None and glob.has_magic(source) and "\0" not in source:
        yield from _fitting(source, own)
    elif identity is not None and identity == own:
        yield _unlisted(source, "the dataset itself, which is no source")
    elif identity is not None and Path(source).is_dir():
        for found in files_below(Path(source), left_out=lambda identity: identity == own):
            if isinstance(found, SourceError):
                yield _unlisted(found.name, found.cause)
            else:
                yield from _file(found)
    else:
        yield from _file(source)


def _fitting(pattern: str, own: Identity | None) -> Iterator[Item]:
    @cache
    def is_own(folder: Path) -> bool:
        return identity_of(folder) == own or (folder != folder.parent and is_own(folder.parent))

    def is_source(name: str) -> bool:
        status = _status(name)
        folder = status is not None and stat.S_ISDIR(status.st_mode)
        return not folder and not (own is not None and is_own(Path(name).parent))

    found = sorted(glob.iglob(pattern, recursive=True))  # noqa: PTH207 - of a path with folders
    files = [name for name in found if is_source(name)]
    if not files:
        yield _unlisted(pattern, "no file fits this pattern")
    for name in files:
        yield from _file(name)


def _file(path: str) -> Iterator[Item]:
    id_ = encodable(Path(path).as_posix())
    location = str(Path(path).absolute())
    status = _status(location)
    if status is None:
        yield Item(id_, location, None, 0, "")
    elif is_archive(location) and stat.S_ISREG(status.st_mode):
        yield from _archive(id_, location, status.st_size, stamp_of(location))
    else:
        yield Item(id_, location, None, status.st_size, stamp_of(location))


def _archive(id_: str, location: str, size: int, stamp: str) -> Iterator[Item]:
    try:
        with opened(location) as file:
            for member in members(file, id_):
                name = posixpath.normpath(member.name).lstrip("/")
                yield Item(encodable(f"{id_}/{name}"), location, member.position, member.size, stamp)
    except SourceError as error:
        yield Item(id_, location, None, size, stamp, error.cause)


def _at_url(url: str) -> Iterator[Item]:
    try:
        for location, size, stamp in at_url(url):
            if is_archive(location):
                yield from _archive(location, location, size, stamp)
            else:
                yield Item(location, location, None, size, stamp)
    except UnreadableSource as error:
        yield _unlisted(url, error.cause)


def _unlisted(name: str, cause: str) -> Item:
    return Item(encodable(name), name, None, 0, "", cause)
