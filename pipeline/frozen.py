"""Frozen dataclasses that cost little to make.

A frozen dataclass sets each field by a call of `object.__setattr__`; one with nine fields takes five times as
long to make as one that may be changed, and a megabyte of contracts makes a hundred thousand. That nobody
changes one is what mypy proves, which sees the frozen dataclasses of the standard library here. So at run
time it is left to the proof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, frozen, **options):  # noqa: ANN001, ANN003, ANN201 - mypy sees the one above
        """`dataclasses.dataclass`, with values that can be compared, hashed, and are not changed."""
        return dataclasses.dataclass(unsafe_hash=frozen, **options)


__all__ = ["dataclass"]
