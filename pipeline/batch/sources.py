"""From what the user names to the items that are read: files, folders, globs, lists, archives, URLs."""

from __future__ import annotations

import codecs
import os
import posixpath
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import IO, cast

from pipeline.batch.archives import is_archive, members
from pipeline.batch.folders import Identity, files_below, identity_of, is_folder
from pipeline.batch.globs import fitting, is_pattern
from pipeline.batch.items import Item
from pipeline.batch.remote import at_url, cause_of, is_url, stamp_at, without_secrets
from pipeline.errors import SourceError, UnreadableSource
from pipeline.shown import encodable

_LIST = "@"
_COMMENT = "#"  # at the head of a list's line
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/")  # another process finds others of its own there


def items(
    sources: Sequence[str], dataset: Path | None, nothing_at: Callable[[str], None] = lambda _: None
) -> Iterator[Item]:
    """Every item of the sources, in no particular order; some twice where they are named twice.

    A source is a file, a folder (all files below it, hidden ones left out), a glob (`**` for any folders), an
    archive, `@FILE` for a file with a source on each line, or the URL of any of these that fsspec knows. The
    folder of the `dataset` itself is no source. What cannot be listed is an item with its cause, and so is a
    source that holds nothing; `nothing_at` is told each source of which no item can be read.
    """
    own = identity_of(dataset) if dataset is not None else None
    for source in sources:
        if source.startswith(_LIST):
            yield from _in_list(source.removeprefix(_LIST), own, nothing_at)
        else:
            yield from _told(source, _of(source, own, in_list=False), nothing_at)


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
    """What is another when the file is: its size and times, or what a server says of it; "" for none.

    Of the times one says when the content was changed, which anybody may set; the other when anything about
    the file was, which only the system sets (on Windows: when the file was made). Raises nothing: a file that
    cannot be asked is found out when it is read.
    """
    if is_url(location):
        return stamp_at(location)
    try:
        return _stamp(Path(location).stat())
    except (OSError, ValueError):
        return ""


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}"


def _in_list(path: str, own: Identity | None, nothing_at: Callable[[str], None]) -> Iterator[Item]:
    """The items of all lines; blank ones, and those behind a `#` that are no file, name nothing."""
    empty = True
    try:
        with opened(path) as file:
            for line in _lines(file):
                source = line.strip()
                if not source or (source.startswith(_COMMENT) and identity_of(source) is None):
                    continue
                empty = False
                yield from _told(source, _of(source, own, in_list=True), nothing_at)
    except SourceError as error:
        yield _unlisted(path, error.cause)
        nothing_at(path)
    else:
        if empty:
            yield _unlisted(path, "a list without a source")
            nothing_at(path)


def _lines(file: IO[bytes]) -> Iterator[str]:
    """The lines of a list: UTF-8 with or without its mark, where bytes of names may be none, or UTF-16."""
    first = file.readline()
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from (first + file.read()).decode("utf-16", "replace").split("\n")
        return
    for line in chain((first.removeprefix(codecs.BOM_UTF8),), file):
        yield line.decode("utf-8", "surrogateescape")


def _told(source: str, found: Iterator[Item], nothing_at: Callable[[str], None]) -> Iterator[Item]:
    """The items of a source; one that says so where there are none."""
    empty = useless = True
    for item in found:
        empty, useless = False, useless and item.cause is not None
        yield item
    if empty:
        yield _unlisted(source, "nothing to be read is there")
    if useless:
        nothing_at(source)


def _of(source: str, own: Identity | None, *, in_list: bool) -> Iterator[Item]:
    if is_url(source):
        yield from _at_url(source, in_list=in_list)
        return
    identity = identity_of(source) if source else None  # "" would be the folder we are in
    if identity is None and is_pattern(source, in_list=in_list) and "\0" not in source:
        yield from _fitting(source, own)
    elif identity is not None and identity == own:
        yield _unlisted(source, "the dataset itself, which is no source")
    elif identity is not None and Path(source).is_dir():
        yield from _in_folder(Path(source), own, set())
    else:
        yield from _file(source)


def _in_folder(folder: Path, own: Identity | None, seen: set[Identity]) -> Iterator[Item]:
    for found in files_below(folder, left_out=lambda identity: identity == own, seen=seen):
        if isinstance(found, SourceError):
            yield _unlisted(found.name, found.cause)
        else:
            yield from _file(found)


def _fitting(pattern: str, own: Identity | None) -> Iterator[Item]:
    @cache
    def is_own(folder: Path) -> bool:
        return identity_of(folder) == own or (folder != folder.parent and is_own(folder.parent))

    walked: set[Identity] = set()
    empty = True
    for path in sorted(fitting(pattern)):  # a folder comes before what is in it
        empty = False
        if own is not None and is_own(path):
            continue
        if is_folder(path):
            yield from _in_folder(path, own, walked)
        elif identity_of(path.parent) not in walked:
            yield from _file(str(path))
    if empty:
        yield _unlisted(pattern, "no file fits this pattern")


def _file(path: str) -> Iterator[Item]:
    id_ = encodable(Path(path).as_posix())
    location = str(Path(path).absolute())
    try:
        status = Path(location).stat()
    except (OSError, ValueError) as error:
        yield Item(id_, location, None, 0, "", _missing(location, error))
        return
    if location.startswith(_STREAMS):
        cause = "a stream of this process, and others read; give a file"
        yield Item(id_, location, None, 0, "", cause)
    elif is_archive(location) and stat.S_ISREG(status.st_mode):
        yield from _archive(id_, location, status.st_size, _stamp(status))
    else:
        yield Item(id_, location, None, status.st_size, _stamp(status))


def _missing(path: str, error: Exception) -> str:
    """Why there is no file."""
    match error:
        case FileNotFoundError() if Path(path).is_symlink():
            return "a link that leads nowhere"
        case ValueError():  # a NUL in the name
            return "not a file's name"
        case _:
            return cause_of(error)


def _archive(id_: str, location: str, size: int, stamp: str) -> Iterator[Item]:
    try:
        with opened(location) as file:
            for member in members(file, id_):
                name = posixpath.normpath(member.name).lstrip("/")
                item = Item(encodable(f"{id_}/{name}"), location, member.position, member.size, stamp)
                yield item._replace(cause=member.cause)
    except SourceError as error:
        yield Item(id_, location, None, size, stamp, error.cause)


def _at_url(url: str, *, in_list: bool) -> Iterator[Item]:
    try:
        for location, size, stamp in at_url(url, in_list=in_list):
            id_ = encodable(without_secrets(location))
            if is_archive(location):
                yield from _archive(id_, location, size, stamp)
            else:
                yield Item(id_, location, None, size, stamp)
    except UnreadableSource as error:
        yield _unlisted(url, error.cause)


def _unlisted(name: str, cause: str) -> Item:
    return Item(encodable(without_secrets(name)), name, None, 0, "", cause)
