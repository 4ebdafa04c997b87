"""What a dataset's rows depend on beside its sources: this reader, its rules, the libraries it reads with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from pipeline.batch.columns import TABLES

LIBRARIES: Final = ("duckdb", "google-re2", "pdfplumber", "pypdfium2", "python-docx", "regex", "spacy")
_PACKAGES: Final = ("pipeline", "patterns", "obligations")
_KINDS: Final = (".py", ".json", ".toml")


@cache
def versions() -> dict[str, str]:
    """The versions of this reader and of the libraries that it reads with."""
    return {"dealterms": version("dealterms"), **{name: version(name) for name in LIBRARIES}}


@cache
def reader() -> str:
    """A digest of all that decides what is read from the same bytes, and how it is written."""
    digest = hashlib.sha256(repr((versions(), TABLES)).encode())
    for package in _PACKAGES:
        for name, content in _contents(files(package), package):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _contents(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _contents(entry, path)
        elif entry.name.endswith(_KINDS):
            yield path, entry.read_bytes()
