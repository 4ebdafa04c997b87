"""Terms of which the document says two things, such as two governing laws or two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.findings import Findings
from pipeline.model import Notice, Period, RegionKind, Status
from pipeline.spans import Span
from pipeline.warnings.places import place_of

_NEAR = 300  # characters
_DOCUMENT = re.compile(
    r"\b(?:Agreement|Contract|Lease|Amendment|License|Plan|Note|Number|No\.)\b[^.\n]{0,24}$"
)


def conflicting_terms(findings: Findings) -> Iterator[Notice]:
    """A notice for each answer in conflict, with where each of its values stands."""
    for name, answer in findings.terms.items():
        if answer.status is not Status.CONFLICT or not answer.evidence:
            continue
        first = answer.evidence[0][0]
        where = {_shown(answer.value): first}
        for lost in answer.alternatives:
            value, span = _shown(lost.value), Span(lost.start, lost.end)
            if (
                _apart(findings, first, span)
                and not _refines(value, where)
                and not _of_another(findings, span)
            ):
                where.setdefault(value, span)
        if len(where) < 2:
            continue
        said = ", but ".join(
            f"{value} in {place_of(findings.outline, span.start)}" for value, span in where.items()
        )
        yield Notice(
            kind="conflicting_terms",
            message=f"{name.replace('_', ' ')}: {said}",
            spans=tuple(dict.fromkeys(where.values())),
            rule=answer.evidence[0][1],
        )


def _apart(findings: Findings, one: Span, other: Span) -> bool:
    """Whether two places are of different clauses: what one sentence, or the next, says is no slip."""
    tree = findings.outline
    clauses = tree.clause_at(one.start), tree.clause_at(other.start)
    regions = tree.region_at(one.start), tree.region_at(other.start)
    if RegionKind.SIGNATURES in (region.kind for region in regions if region is not None):
        return False  # the day on which somebody signed
    near = abs(one.start - other.start) < _NEAR
    return (clauses[0] != clauses[1] or regions[0] != regions[1]) and not near


def _refines(value: str, where: Mapping[str, Span]) -> bool:
    """Whether a value says the same in other words: Canada, and British Columbia, Canada."""
    return any(value.endswith(other) or other.endswith(value) for other in where if other != value)


def _of_another(findings: Findings, span: Span) -> bool:
    """Whether the words are about another document: "the Supply Agreement dated May 2, 2011"."""
    before = findings.text.string[max(0, span.start - 40) : span.start]
    return _DOCUMENT.search(before) is not None


def _shown(value: object) -> str:
    if isinstance(value, Period):
        return f"{value.count} {value.unit.value.replace('_', ' ')}"
    if isinstance(value, tuple):
        return " and ".join(map(str, value))
    return str(value)
