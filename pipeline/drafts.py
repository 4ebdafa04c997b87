"""Files that are there whole or not at all: each is written as a draft beside its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def drafted() -> Iterator[Callable[[Path], Path]]:
    """What gives the draft to write for a file.

    When the block ends, the drafts become the files, one after another; when it fails, no file is touched.
    Either way no draft stays, unless the process is killed: then the next to write the file takes its draft.
    Raises OSError where a draft is not there or cannot become the file.
    """
    drafts: dict[Path, Path] = {}  # by the file that each becomes

    def draft_of(path: Path) -> Path:
        drafts[path] = path.with_name(f".{path.name}.part")
        return drafts[path]

    try:
        yield draft_of
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()
