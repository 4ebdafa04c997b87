"""What a batch reads: files, members of archives, and what tells whether one has changed."""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """A file, or a member of an archive.

    `id` is what the dataset calls it: the path as it was given or, below a folder, joined to it; a member's
    name joined to its archive's. `stamp` changes when the file does. `cause` says why it cannot be read
    where listing showed that already.
    """

    id: str
    location: str  # path or URL of the file or the archive
    position: int | None  # in the archive: the offset of a tar's member, the number of a zip's
    size: int
    stamp: str
    cause: str | None = None
