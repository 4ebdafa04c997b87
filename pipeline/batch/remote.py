"""Files at URLs, whatever fsspec reaches: which there are, and what tells whether one has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pipeline.batch.globs import is_pattern
from pipeline.errors import UnreadableSource

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

# What file systems call their marks of a version, the most telling first.
_MARKS: Final = ("ETag", "etag", "mtime", "LastModified", "last_modified", "Last-Modified")
_WEB: Final = ("http://", "https://")
_LOGIN: Final = re.compile(r"\A((?:https?|ftps?|sftp|ssh|smb|hdfs|webhdfs)://)[^/@]*@")
# What signatures and keys are called in queries; where they are called otherwise, they are long.
_SECRET: Final = re.compile("sig|token|cred|key|secret|pass|auth|policy|expire", re.IGNORECASE)
_PAIRS: Final = re.compile("[&;]")
_LONGEST_WORD: Final = 32


class Found(NamedTuple):
    """A file at a URL, its size in bytes (0 if that is not told), and its stamp."""

    url: str
    size: int
    stamp: str


def is_url(source: str) -> bool:
    """Whether a source is an address rather than a path of this machine."""
    return "://" in source


def without_secrets(url: str) -> str:
    """A URL fit to be written down: without user and password, and without a query that gives access.

    A query that only says which page is meant stays. A path is as it was.
    """
    return "::".join(map(_open_to_all, url.split("::"))) if is_url(url) else url


def at_url(url: str, *, in_list: bool = False) -> Iterator[Found]:
    """The file, or the files below a folder or fitting a glob. Raises `UnreadableSource`."""
    from fsspec.core import url_to_fs

    try:
        filesystem: AbstractFileSystem
        filesystem, path = url_to_fs(url)
        name = path.partition("?")[0] if path.startswith(_WEB) else path
        if is_pattern(name, in_list=in_list) and not filesystem.exists(path):
            found = filesystem.glob(path, detail=True)
            if not found:
                raise UnreadableSource(url, "no file fits this pattern")
        elif _is_folder(filesystem, path):
            found = filesystem.find(path, detail=True)
        else:
            found = {path: filesystem.info(path)}
        for name, info in sorted(found.items()):
            if info.get("type") == "directory":
                continue
            if _mark(info) is None:  # a listing may say less of a file than the file's own entry
                info = filesystem.info(name)
            yield Found(_address(url, filesystem, path, name), int(info.get("size") or 0), _stamp(info))
    except UnreadableSource:
        raise
    except Exception as error:  # each kind of file system has errors of its own
        raise UnreadableSource(url, cause_of(error)) from error


def _address(url: str, filesystem: AbstractFileSystem, path: str, name: str) -> str:
    """The URL of a file found at `path` of `url`, which leads to it again. Raises `UnreadableSource`.

    What a file system makes of a path alone may lack the host, or what an archive lies in.
    """
    in_place = url.replace(path, name, 1) if path else url.replace("://", f"://{name}", 1)
    for address in (filesystem.unstrip_protocol(name), in_place):
        if _leads(address, filesystem, name):
            return address
    raise UnreadableSource(url, "not supported: no address leads to the files found there")


def _leads(address: str, filesystem: AbstractFileSystem, name: str) -> bool:
    from fsspec.core import url_to_fs

    try:
        return bool(url_to_fs(address) == (filesystem, name))
    except Exception:  # each kind of file system has errors of its own
        return False


def stamp_at(url: str) -> str:
    """What is another when the file is; "" if nothing can be told of it."""
    from fsspec.core import url_to_fs

    try:
        filesystem, path = url_to_fs(url)
        return _stamp(filesystem.info(path))
    except Exception:  # each kind of file system has errors of its own
        return ""


def cause_of(error: Exception) -> str:
    """What went wrong with a file, in words that hold nothing of it."""
    match error:
        case FileNotFoundError(__cause__=Exception() as told):  # a web server refused, whatever it said
            return cause_of(told)
        case FileNotFoundError():
            return "no such file"
        case OSError(strerror=str(words)):
            return words.lower()
        case ImportError():  # fsspec says what is to be installed
            return str(error)
    status = getattr(error, "status", None)
    return f"the server answered {status}" if isinstance(status, int) else type(error).__name__


def _is_folder(filesystem: AbstractFileSystem, path: str) -> bool:
    """Whether there are files below; on the web every page with links would be a folder."""
    return path.endswith("/") if path.startswith(_WEB) else bool(filesystem.isdir(path))


def _stamp(info: Mapping[str, Any]) -> str:
    marks = (info.get("size"), _mark(info), info.get("created"))
    return ".".join(str(mark) for mark in marks if mark is not None)


def _mark(info: Mapping[str, Any]) -> object:
    return next((info[name] for name in _MARKS if info.get(name) is not None), None)


def _open_to_all(url: str) -> str:
    """One link of a chain of URLs, without what opens it."""
    url = _LOGIN.sub(r"\1", url)
    address, _, query = url.partition("?")
    return address if url.startswith(_WEB) and any(map(_gives_access, _PAIRS.split(query))) else url


def _gives_access(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return bool(_SECRET.search(name)) or max(len(name), len(value)) > _LONGEST_WORD
