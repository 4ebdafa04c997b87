"""From what the user names to the items that are read: files, folders, globs, lists, archives, URLs."""

from __future__ import annotations

import glob
import os
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline.batch.archives import is_archive, members
from pipeline.batch.folders import Identity, files_below, identity_of
from pipeline.batch.items import Item
from pipeline.errors import SourceError, UnreadableSource
from pipeline.shown import encodable

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

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


def is_url(source: str) -> bool:
    """Whether a source is an address rather than a path of this machine."""
    return "://" in source


@contextmanager
def opened(location: str) -> Iterator[IO[bytes]]:
    """A file by its path or URL. Raises `UnreadableSource`."""
    try:
        if is_url(location):
            import fsspec

            with fsspec.open(location, "rb") as file:
                yield file
        else:
            with Path(location).open("rb") as file:
                yield file
    except FileNotFoundError as error:
        raise UnreadableSource(location, "no such file") from error
    except (OSError, ImportError, ValueError) as error:
        cause = getattr(error, "strerror", None) or type(error).__name__
        raise UnreadableSource(location, cause.lower()) from error


def stamp_of(location: str) -> str:
    """What is another when the file is: its size and time, or what a server says of it; "" for none.

    Raises nothing: a file that cannot be asked is found out when it is read.
    """
    if not is_url(location):
        try:
            status = Path(location).stat()
        except (OSError, ValueError):
            return ""
        return f"{status.st_size}.{status.st_mtime_ns}"
    return _stamp(_info(location))


def _in_list(path: str, own: Identity | None) -> Iterator[Item]:
    try:
        with opened(path) as file:
            for line in file:
                if source := line.decode("utf-8", "surrogateescape").strip():
                    yield from _of(source, own)
    except SourceError as error:
        yield _unlisted(path, error)


def _of(source: str, own: Identity | None) -> Iterator[Item]:
    if is_url(source):
        yield from _at_url(source)
        return
    path = Path(source)
    if glob.has_magic(source) and identity_of(path) is None:
        fitting = sorted(glob.iglob(source, recursive=True))  # noqa: PTH207 - of a path with folders
        files = [name for name in fitting if Path(name).is_file()]
        if not files:
            yield _unlisted(source, UnreadableSource(source, "no file fits this pattern"))
        for name in files:
            yield from _file(name)
    elif path.is_dir():
        for found in files_below(path, left_out=lambda identity: identity == own):
            if isinstance(found, SourceError):
                yield _unlisted(found.name, found)
            else:
                yield from _file(found)
    else:
        yield from _file(source)


def _file(location: str) -> Iterator[Item]:
    id_ = encodable(Path(location).as_posix())
    location = os.path.abspath(location)  # noqa: PTH100 - `Path` would not take `..` away
    stamp = stamp_of(location)
    size = int(stamp.partition(".")[0] or 0)
    if stamp and is_archive(location):
        yield from _archive(id_, location, size, stamp)
    else:
        yield Item(id_, location, None, size, stamp)


def _archive(id_: str, location: str, size: int, stamp: str) -> Iterator[Item]:
    try:
        with opened(location) as file:
            for member in members(file, id_):
                name = posixpath.normpath(member.name).lstrip("/")
                yield Item(encodable(f"{id_}/{name}"), location, member.position, member.size, stamp)
    except SourceError as error:
        yield Item(id_, location, None, size, stamp, error.cause)


def _at_url(url: str) -> Iterator[Item]:
    from fsspec.core import url_to_fs

    try:
        filesystem: AbstractFileSystem
        filesystem, path = url_to_fs(url)
        if glob.has_magic(path) and not filesystem.exists(path):
            found = filesystem.glob(path, detail=True)
        elif filesystem.isdir(path):
            found = filesystem.find(path, detail=True)
        else:
            found = {path: filesystem.info(path)}
    except FileNotFoundError:
        yield _unlisted(url, UnreadableSource(url, "no such file"))
        return
    except (OSError, ImportError, ValueError) as error:
        yield _unlisted(url, UnreadableSource(url, type(error).__name__))
        return
    for name, info in sorted(found.items()):
        if info.get("type") == "directory":
            continue
        location = filesystem.unstrip_protocol(name)
        size, stamp = int(info.get("size") or 0), _stamp(info)
        if is_archive(location):
            yield from _archive(location, location, size, stamp)
        else:
            yield Item(location, location, None, size, stamp)


def _info(url: str) -> dict[str, Any]:
    from fsspec.core import url_to_fs

    try:
        filesystem, path = url_to_fs(url)
        info: dict[str, Any] = filesystem.info(path)
    except (OSError, ImportError, ValueError):
        return {}
    return info


def _stamp(info: dict[str, Any]) -> str:
    marks = (info.get(key) for key in ("size", "ETag", "etag", "mtime", "LastModified", "last_modified"))
    return ".".join(str(mark) for mark in marks if mark is not None)


def _unlisted(name: str, error: SourceError) -> Item:
    return Item(encodable(name), name, None, 0, "", error.cause)
