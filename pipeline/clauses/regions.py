"""Parts a text into its regions, from the cover to the last exhibit."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from pipeline.clauses.endings import Attachment
from pipeline.clauses.head import Head
from pipeline.clauses.page import Page
from pipeline.frozen import dataclass
from pipeline.model import Clause, Region, RegionKind
from pipeline.spans import Span

_NEAR = 6000  # the first clause so far behind the opening still ends it


@dataclass(frozen=True, slots=True)
class Body:
    """A stretch of clauses and the signatures behind it; several, where terms follow a signed form."""

    clauses: Span
    signatures: Span  # empty where there are none


def regions_of(
    page: Page,
    head: Head,
    contents: Sequence[Span],
    clauses: Sequence[Clause],
    bodies: Sequence[Body],
    attachments: Sequence[Attachment],
    attachments_end: int,
) -> tuple[Region, ...]:
    """The regions in order; they cover the text without overlap or gap."""
    length = len(page.plain)
    cuts = [(0, RegionKind.COVER), (head.opening, RegionKind.OPENING)]
    if head.recitals is not None:
        cuts.append((head.recitals.start, RegionKind.RECITALS))
    for i, body in enumerate(bodies):
        start = body.clauses.start if i else _body_start(page, head, clauses, body.clauses.end)
        cuts.append((min(start, body.clauses.end), RegionKind.BODY))
        if body.signatures:
            cuts.append((body.signatures.start, RegionKind.SIGNATURES))
    cuts.extend((one.start, RegionKind.ATTACHMENT) for one in attachments)
    if attachments and attachments_end < length:
        cuts.append((attachments_end, RegionKind.SIGNATURES))
    return _covering(_with_contents(page, cuts, contents), length)


def _body_start(page: Page, head: Head, clauses: Sequence[Clause], end: int) -> int:
    """Where the first clause begins, or the text after the recitals or the opening paragraph."""
    first = clauses[0].start if clauses else end
    if head.recitals is None and first - head.opening_end <= _NEAR and first < end:
        return first
    return min(page.skipped(head.body), end)


def _with_contents(
    page: Page, cuts: Sequence[tuple[int, RegionKind]], contents: Sequence[Span]
) -> list[tuple[int, RegionKind]]:
    """The cuts with the tables of contents set into them; behind each, the region around it goes on."""
    merged: list[tuple[int, RegionKind]] = []
    waiting = deque(sorted(cuts, key=lambda cut: cut[0]))
    around = RegionKind.COVER
    for span in contents:
        while waiting and waiting[0][0] < span.start:
            around = waiting[0][1]
            merged.append(waiting.popleft())
        merged.append((span.start, RegionKind.CONTENTS))
        after = page.skipped(span.end)
        while waiting and waiting[0][0] <= after:
            around = waiting.popleft()[1]
        merged.append((after, around))
    return [*merged, *waiting]


def _covering(cuts: Sequence[tuple[int, RegionKind]], length: int) -> tuple[Region, ...]:
    """One region from each cut to the next; neighbours of one kind are joined, but for attachments."""
    regions: list[Region] = []
    for i, (start, kind) in enumerate(cuts):
        end = cuts[i + 1][0] if i + 1 < len(cuts) else length
        if start >= end:
            continue
        if regions and regions[-1].kind is kind and kind is not RegionKind.ATTACHMENT:
            regions[-1] = Region(kind, regions[-1].start, end)
        else:
            regions.append(Region(kind, start, end))
    return tuple(regions)
