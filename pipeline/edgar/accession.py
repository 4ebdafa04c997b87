"""Accession numbers: the name that EDGAR gives each submission, such as `0001234567-02-000123`."""

from __future__ import annotations

import re

from pipeline.frozen import dataclass

_NUMBER = r"[0-9]{10}-[0-9]{2}-[0-9]{6}|[0-9]{18}"
_ACCESSION = re.compile(_NUMBER)
_REFERENCE = re.compile(
    rf"(?:[^\s]*?edgar/data/)?(?:(?P<cik>[0-9]{{1,10}})[/:])?(?:[0-9]{{18}}/)?(?P<number>{_NUMBER})"
    r"(?:\.txt|\.nc|-index\.html?)?"
)
_FIRST_YEAR = 93  # of the last century, when EDGAR began; the numbers give two digits


@dataclass(frozen=True, slots=True)
class Accession:
    """An accession number, with its dashes; made by `parse`."""

    number: str

    def __str__(self) -> str:
        return self.number

    @property
    def plain(self) -> str:
        """The number without dashes, as folders are named for it."""
        return self.number.replace("-", "")

    @property
    def submitter(self) -> int:
        """The CIK of whoever sent the submission: the company itself, or often its filing agent."""
        return int(self.number[:10])

    @property
    def year(self) -> int:
        """The year in which the number was given."""
        digits = int(self.number[11:13])
        return (1900 if digits >= _FIRST_YEAR else 2000) + digits


@dataclass(frozen=True, slots=True)
class Reference:
    """A submission as a user names it."""

    accession: Accession
    cik: int | None  # of one of those whom it was filed for, where it was said


def parse(number: str) -> Accession:
    """The accession number written in `number`, with both dashes or with none. Raises ValueError."""
    if not _ACCESSION.fullmatch(number):
        raise ValueError(f"{number!r} is no accession number such as 0001234567-02-000123")
    digits = number.replace("-", "")
    return Accession(f"{digits[:10]}-{digits[10:12]}-{digits[12:]}")


def parse_reference(words: str) -> Reference:
    """The submission that `words` name. Raises ValueError.

    An accession number; one behind a CIK (`1234567:0001234567-02-000123`); or a path or an address on EDGAR.
    """
    found = _REFERENCE.fullmatch(words.strip())
    if found is None:
        raise ValueError(f"{words!r} is no accession number such as 0001234567-02-000123")
    return Reference(parse(found["number"]), int(found["cik"]) if found["cik"] else None)
