"""What EDGAR's lists say of a submission, or of one document in it."""

from __future__ import annotations

from datetime import date

from pipeline.edgar.accession import Accession
from pipeline.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A full submission, or the one of its documents whose file is called `document`."""

    accession: Accession
    cik: int
    form: str | None = None
    company: str | None = None
    filed: date | None = None
    document: str | None = None
    kind: str | None = None  # the document's type, such as EX-10.1

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others, whichever list it was found in."""
        return self.accession.number, self.document or ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted: by form, in capitals, and by the first and the last day of filing."""

    forms: frozenset[str] = frozenset()  # empty: all
    since: date | None = None
    until: date | None = None

    def takes(self, form: str, filed: date) -> bool:
        """Whether something of this form, filed on this day, is wanted."""
        return (
            (not self.forms or form.upper() in self.forms)
            and (self.since is None or filed >= self.since)
            and (self.until is None or filed <= self.until)
        )
