"""One answer out of several candidates, with the losers and why they lost."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.frozen import dataclass
from pipeline.model import Answer, Rejected, Status
from pipeline.spans import Span

_MOST_LOSERS = 20
_MOST = 5  # places that an answer shows; more of them prove nothing further


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that the text may give a term; the lower its rank, the better its standing."""

    value: object
    rank: int
    start: int
    end: int
    rule: str
    support: tuple[tuple[Span, str], ...] = ()  # further places that the value hangs on
    derivation: str | None = None
    status: Status = Status.FOUND  # of the answer, if this candidate wins: a blank is a candidate too
    standing: str = "is less explicit"  # what to say of it when it loses

    @property
    def evidence(self) -> tuple[tuple[Span, str], ...]:
        """Where the candidate stands, and then what supports it."""
        return ((Span(self.start, self.end), self.rule), *self.support)


def choose(candidates: Iterable[Candidate], *, rivals: int = 0) -> Answer:
    """The best candidate's answer; among equals the first in the text wins.

    With `rivals`, a candidate of another value whose rank is no more than that number, and no worse than the
    winner's, makes the answer a conflict.
    """
    ordered = sorted(candidates, key=lambda candidate: (candidate.rank, candidate.start))
    if not ordered:
        return Answer(Status.ABSENT)
    best = ordered[0]
    losers = [other for other in ordered[1:] if other.value != best.value]
    status = best.status
    if status is Status.FOUND and any(
        other.rank <= min(rivals, best.rank) and other.status is Status.FOUND for other in losers
    ):
        status = Status.CONFLICT
    evidence = dict.fromkeys(best.evidence)
    for other in ordered[1:]:
        if len(evidence) >= _MOST:
            break
        if other.value == best.value:
            evidence.setdefault((Span(other.start, other.end), other.rule))
    rejected = (
        Rejected(other.value, other.start, other.end, other.rule, other.standing)
        for other in losers[:_MOST_LOSERS]
    )
    return Answer(status, best.value, tuple(evidence)[:_MOST], tuple(rejected), best.derivation)
