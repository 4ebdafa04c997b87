"""Everything that can go wrong on purpose.

DealtermsError
├── UnreadableSource     the file is missing, not a file, or may not be read
├── UnsupportedSource    the bytes are no agreement: empty, binary, an error page, a scan, an image
│   └── EncryptedSource  a password stands before the text
├── DamagedSource        the bytes are of a known kind, but cut short or broken
├── ChangedSource        the file changed or went while a batch was at work
├── WorkerLost           the process that read the document died of it, or was killed
├── TimeExceeded         reading the document took longer than was allowed
├── OutOfMemory          reading the document took more memory than there was
├── PipelineFault        the pipeline itself failed on a document: a mistake of ours
├── DatasetError         a folder is no dataset, or what is asked of one makes no sense
├── OutputError          what was made cannot be written where it should go
├── FetchError           EDGAR did not give what was asked of it
│   ├── NotOnEdgar       there is nothing of that kind
│   ├── Refused          SEC turns our requests away: too many of them, or a User-Agent that it does not take
│   └── Unreachable      no server answers
└── PatternError         a rule file breaks its schema, or a rule its own examples

The text of a document never stands in a message: it may be confidential. What a name or a cause holds that
does not print is escaped, so that no file can send commands to a terminal.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from pipeline.shown import printable


class DealtermsError(Exception):
    """Base of all errors that this project raises; `str()` of one is fit for a user's eyes."""


class SourceError(DealtermsError):
    """A document could not be turned into text. `name` says which, `cause` why."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(printable(f"{name}: {cause}"))
        self.name = name
        self.cause = cause

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        """Let the error cross between processes whole."""
        return type(self), (self.name, self.cause)


class UnreadableSource(SourceError):
    """The file is missing, is no regular file, or may not be read."""


class UnsupportedSource(SourceError):
    """The bytes hold no agreement that can be read: empty, binary, an error page, a scan."""


class EncryptedSource(UnsupportedSource):
    """A password stands before the text."""


class DamagedSource(SourceError):
    """The bytes are of a known kind, but they are cut short or broken."""


class ChangedSource(SourceError):
    """The file is not the one that was there when the run began."""


class WorkerLost(SourceError):
    """The process that read the document ended without a word each time that it was tried."""


class TimeExceeded(SourceError):
    """Reading the document took longer than was allowed."""


class OutOfMemory(SourceError):
    """Reading the document took more memory than there was or than was allowed."""


class PipelineFault(SourceError):
    """The pipeline itself failed on a document: a mistake of ours, and no loss to the other documents."""


def fault(name: str, error: Exception) -> PipelineFault:
    """A mistake of ours, named by its kind and place: its own words may quote the document."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "pipeline" in frame.filename]
    where = f", {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    return PipelineFault(
        name, f"an error in dealterms itself ({type(error).__name__}{where}); please report it"
    )


class DatasetError(DealtermsError):
    """The dataset at `name` cannot be read or asked, and `cause` says why."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(printable(f"{name}: {cause}"))
        self.name = name
        self.cause = cause

    def __reduce__(self) -> tuple[type[DatasetError], tuple[str, str]]:
        """Let the error cross between processes whole."""
        return type(self), (self.name, self.cause)


class OutputError(DealtermsError):
    """The term sheets cannot be written to `name`, and `cause` says why."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(printable(f"cannot write {name}: {cause}"))
        self.name = name
        self.cause = cause

    def __reduce__(self) -> tuple[type[OutputError], tuple[str, str]]:
        """Let the error cross between processes whole."""
        return type(self), (self.name, self.cause)


class FetchError(DealtermsError):
    """EDGAR did not give what was asked of it. `name` is the address or what was looked for, `cause` why."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(printable(f"{name}: {cause}"))
        self.name = name
        self.cause = cause

    def __reduce__(self) -> tuple[type[FetchError], tuple[str, str]]:
        """Let the error cross between processes whole."""
        return type(self), (self.name, self.cause)


class NotOnEdgar(FetchError):
    """There is nothing at the address, or nobody of that name."""


class Refused(FetchError):
    """SEC turns requests away, whatever they ask for; to go on asking would make it worse."""


class Unreachable(FetchError):
    """No server answers, whatever it is asked for."""


class PatternError(DealtermsError):
    """A rule file breaks its schema, or a rule breaks its own examples."""

    def __init__(self, file: str, rule: str | None, problem: str) -> None:
        where = file if rule is None else f"{file}, rule {rule!r}"
        super().__init__(f"{where}: {problem}")
        self.file = file
        self.rule = rule
        self.problem = problem

    def __reduce__(self) -> tuple[type[PatternError], tuple[str, str | None, str]]:
        """Let the error cross between processes whole."""
        return type(self), (self.file, self.rule, self.problem)
