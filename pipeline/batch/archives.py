"""Tar and zip archives: their members, and the bytes of one.

EDGAR's daily feeds are compressed tars of full submissions. Such a stream can only be read forward, so an
archive stays open between members: those that are asked for in the archive's order cost one pass in all.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import posixpath
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import partial
from typing import IO, Any, Final, NamedTuple, Self, cast

from pipeline.errors import DamagedSource, EncryptedSource, SourceError, UnsupportedSource

_UNPACKERS: Final[dict[str, Callable[[IO[bytes]], object]]] = {
    ".tar": lambda file: file,
    ".tar.gz": gzip.open,
    ".tgz": gzip.open,
    ".tar.bz2": bz2.open,
    ".tar.xz": lzma.open,
}
_ZIP: Final = ".zip"
_ENCRYPTED: Final = 1  # the flag of a zip's member behind a password
_PIECE: Final = 1 << 12  # bytes of a zip's member read at a time: unpacked, far more may come of them
_STRIDE: Final = 1 << 24  # bytes that are unpacked between two beats
# What the libraries raise over bytes that are none of theirs; IndexError, for a member that is there no more.
_BROKEN: Final = (
    EOFError,
    IndexError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
_NO_HEADER: Final = (
    tarfile.EmptyHeaderError,  # type: ignore[attr-defined]  # typeshed does not know them
    tarfile.InvalidHeaderError,  # type: ignore[attr-defined]
    tarfile.TruncatedHeaderError,  # type: ignore[attr-defined]
)


class Member(NamedTuple):
    """A file in an archive: its name there, where it lies, and its size in bytes.

    `cause` says why it cannot be read, if that is known.
    """

    name: str
    position: int
    size: int
    cause: str | None = None


class _Link(NamedTuple):
    """A name in an archive for another one there: a hard link, or a symbolic one."""

    name: str
    position: int
    target: str


def is_archive(name: str) -> bool:
    """Whether the file of a path or URL is an archive by its name; a DOCX is none."""
    return bool(_ending(name))


def members(file: IO[bytes], name: str) -> Iterator[Member]:
    """The files in an archive, in its order, and then those that links there lead to; some may share a name.

    Hidden ones are left out, as they are in folders. Raises `DamagedSource`, after the members before the
    damage, where the archive is broken.
    """
    with _told(name):
        yield from _listed(file, name)


class _Entry(tarfile.TarInfo):
    """A header of a tar. One that is broken or missing is an error: to `tarfile` it would be the end."""

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> Self:
        """The next header. Raises `tarfile.ReadError`."""
        try:
            return super().fromtarfile(tar)
        except _NO_HEADER as error:
            raise tarfile.ReadError("the archive has no end") from error


class OpenArchive:
    """An archive whose members are read by their positions, best in rising order."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._name = name
        with _told(name):
            self._zip = zipfile.ZipFile(file) if _ending(name) == _ZIP else None
            self._tar = None if self._zip else _unpacked(file, name)

    def read(self, position: int, size: int, beat: Callable[[], None] = lambda: None) -> bytes:
        """The bytes of the member there; `beat` is called again and again on the way to it.

        Raises `DamagedSource` and `EncryptedSource`.
        """
        with _told(self._name):
            if self._zip is not None:
                info = self._zip.infolist()[position]
                if info.flag_bits & _ENCRYPTED:
                    raise EncryptedSource(self._name, "a member is protected by a password")
                return _content(self._zip, info)
            assert self._tar is not None
            at = self._tar.tell()
            if at > position:
                at = self._tar.seek(0)
            while at < position:
                at = self._tar.seek(min(position, at + _STRIDE))
                beat()
            data = self._tar.read(size)
        if len(data) < size:
            raise DamagedSource(self._name, "the archive is cut short")
        return data


def _ending(name: str) -> str:
    """What says that a name is an archive's; "" for another name. The query of a URL is no part of it."""
    if "://" in name:
        name = next(link for link in name.split("::") if "://" in link)  # the first leads to the file itself
    if name.startswith(("http://", "https://")):
        name = re.split("[?#]", name, maxsplit=1)[0]
    name = name.lower()
    return max((ending for ending in (*_UNPACKERS, _ZIP) if name.endswith(ending)), key=len, default="")


def _listed(file: IO[bytes], name: str) -> Iterator[Member]:
    if _ending(name) == _ZIP:
        with zipfile.ZipFile(file) as archive:
            yield from _resolved(partial(_in_zip, archive))
    else:
        unpacked = _unpacked(file, name)
        yield from _resolved(partial(_in_tar, unpacked))


def _in_zip(archive: zipfile.ZipFile) -> Iterator[Member | _Link]:
    for number, info in enumerate(archive.infolist()):
        if info.is_dir():
            continue
        if stat.S_ISLNK(info.external_attr >> 16) and not info.flag_bits & _ENCRYPTED:
            target = _content(archive, info).decode("utf-8", "surrogateescape")
            yield _Link(info.filename, number, posixpath.join(posixpath.dirname(info.filename), target))
        else:
            yield Member(info.filename, number, info.file_size)


def _in_tar(unpacked: IO[bytes]) -> Iterator[Member | _Link]:
    if unpacked.tell():  # what comes from a server may know no way back
        unpacked.seek(0)
    with tarfile.open(fileobj=unpacked, mode="r:", tarinfo=_Entry) as archive:
        for entry in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep them all
            name, position = entry.name, entry.offset_data
            if entry.islnk():
                yield _Link(name, position, entry.linkname)
            elif entry.issym():
                yield _Link(name, position, posixpath.join(posixpath.dirname(name), entry.linkname))
            elif entry.issparse():
                yield Member(name, position, entry.size, "a sparse file, which is not read")
            elif entry.isfile():
                yield Member(name, position, entry.size)
            elif not entry.isdir():
                yield Member(name, position, 0, "not a regular file")


def _resolved(entries: Callable[[], Iterator[Member | _Link]]) -> Iterator[Member]:
    """The files, and each link as another name of the file that it leads to.

    A link to a folder is nothing of its own, for what is in the folder has names there.
    """
    links: list[_Link] = []
    for entry in entries():
        if _is_hidden(entry.name):
            continue
        if isinstance(entry, Member):
            yield entry
        else:
            links.append(entry)
    if not links:
        return
    steps = {posixpath.normpath(link.name): posixpath.normpath(link.target) for link in links}
    ends = [_end(posixpath.normpath(link.target), steps) for link in links]
    wanted = set(ends)
    files: dict[str, Member] = {}
    folders: set[str] = set()
    for entry in entries():  # once more, for to keep all names might take more memory than there is
        name = posixpath.normpath(entry.name)
        if isinstance(entry, Member) and name in wanted:
            files[name] = entry
        while (name := posixpath.dirname(name)) not in ("", "/"):
            if name in wanted:
                folders.add(name)
    for link, end in zip(links, ends, strict=True):
        if end in files:
            yield files[end]._replace(name=link.name)
        elif end not in folders:
            yield Member(link.name, link.position, 0, "a link to what is not in the archive")


def _end(name: str, steps: Mapping[str, str]) -> str:
    """Where a way of links leads; a name on the way where it leads in a ring."""
    passed: set[str] = set()
    while name in steps and name not in passed:
        passed.add(name)
        name = steps[name]
    return name


def _is_hidden(name: str) -> bool:
    """Whether a member, or a folder that it lies in, is hidden."""
    return any(part.startswith(".") and part not in (".", "..") for part in name.split("/"))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a zip's member, as many as it says that it has. Raises `BadZipFile` if it has others.

    No more is unpacked than is asked for: a small member may unpack to more than there is memory.
    """
    if info.compress_type == zipfile.ZIP_BZIP2:  # which Python unpacks all at once
        data = bz2.BZ2Decompressor().decompress(_packed(archive, info), info.file_size + 1)
    else:
        with archive.open(info) as file:
            data = b"".join(iter(partial(file.read, _PIECE), b""))
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise zipfile.BadZipFile("other bytes than it says")
    return data


def _packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a zip's member as they lie there."""
    as_it_lies = copy(info)
    as_it_lies.compress_type = zipfile.ZIP_STORED
    as_it_lies.file_size = info.compress_size
    as_it_lies.CRC = None  # type: ignore[assignment]  # that of the bytes when unpacked
    return archive.read(as_it_lies)


def _unpacked(file: IO[bytes], name: str) -> IO[bytes]:
    """The tar itself, which can be sought in; backwards it is unpacked anew."""
    return cast("IO[bytes]", _UNPACKERS[_ending(name)](file))


@contextmanager
def _told(name: str) -> Iterator[Any]:
    try:
        yield
    except SourceError:
        raise
    except NotImplementedError as error:
        raise UnsupportedSource(name, "packed in a way that is not known here") from error
    except _BROKEN as error:
        raise DamagedSource(name, "the archive is broken or cut short") from error
