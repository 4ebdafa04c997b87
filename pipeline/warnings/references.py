"""References to clauses of this document that are not there.

An unresolved reference is far more often a label that scanning or conversion has lost than a slip of the
drafter. So one is reported only where the clauses around the missing one are numbered without a gap, the
clause that would hold it ends with its own last number, and the missing label stands nowhere in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.findings import Findings
from pipeline.model import Clause, CrossReference, Notice, RegionKind
from pipeline.spans import Span
from pipeline.warnings.places import places

_ATTACHED = ("EXHIBIT", "SCHEDULE", "ANNEX", "ANNEXURE", "APPENDIX", "ATTACHMENT")
_PRINTED = re.compile(
    r"(?:(?:Sub-?)?(?P<noun>Section|Article|Clause|Paragraph)s?\s)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})?"
    r"(?P<items>(?:\s?\([a-zA-Z\d]{1,4}\))*)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\((\w+)\)")
# "Section 4(c) of the Securities Purchase Agreement" is no clause of this document, nor is one of a statute.
_ELSEWHERE = re.compile(
    r"[^.;\n]{0,60}?\b(?:of|to|under|in|from)\s(?!this\b|these\b)(?:[a-z]+\s){0,3}(?:\d{4}\s)?[A-Z]|"
    r"[^.;\n]{0,40}?\b(?:thereof|therein|thereto|thereunder)\b|\s?[-–]\s?\d|\.\d",
)
_HERE = re.compile(r",?\s(?:hereof|herein|above|below|(?:of|in|to|under)\sthis\b)")
# Headings stand behind the numbers: "Section 6.8 (Records) and Section 6.9 (Notices) of the Lease".
_TITLED_LIST = re.compile(
    r"(?:\s?\([^()\n]{2,80}\),?(?:\s(?:and|or))?(?:\s(?:Section\s)?[\d.]{1,8})?){1,10}\s(?:of|to|in|under)\s(?!this\b)"
)
_STATUTE = re.compile(
    r"\b(?:Act|Code|Regulations?|Rules?|Statutes?|U\.?S\.?C|C\.?F\.?R|Treasury|Bankruptcy|Internal Revenue|"
    r"Law|ISDA|Prior|Original|Existing|Amendment|amended|deleted?|Master|renumbered|replaced|inserted)\b"
)
_AMENDS = re.compile(r"\b(?:AMENDMENT|AMENDED|SUPPLEMENT|ADDENDUM|WAIVER|JOINDER)\b", re.IGNORECASE)
_REPEAT = re.compile(r"#\d+$")
_AROUND = 200  # characters in which a statute or another agreement may be named
_HEAD = 400
_MOST_LOST = 3  # references that may lead nowhere in a document with few of them
_MOST_MISSING = 3  # clauses; where more are wanting, conversion has lost the labels
_FAR = 25  # numbers beyond the last one; a higher one is a statute's
_DECIMAL = re.compile(r"\d+(?:\.\d+)+")
_FEWEST = 2  # numbers in a row that show how a level is numbered


def dangling_references(findings: Findings) -> Iterator[Notice]:
    """A notice for each missing clause, with all the references to it."""
    string, tree = findings.text.string, findings.outline
    head = next((span.start for span in tree.spans(RegionKind.OPENING)), 0)
    if _AMENDS.search(string, head, head + _HEAD):
        return  # clauses of the amended agreement are meant
    if not _well_read(findings.cross_references):
        return
    attached = tree.spans(RegionKind.ATTACHMENT)
    lost = [
        reference
        for reference in findings.cross_references
        if not (reference.resolves or reference.external or reference.target is None)
        and not reference.target.startswith(_ATTACHED)
        and not any(span.start <= reference.start < span.end for span in attached)
        and _own(string, reference)
    ]
    if not lost:
        return
    levels = _Levels(findings)
    missing: dict[str | None, list[CrossReference]] = defaultdict(list)
    for reference in lost:
        if levels.lacks(reference):
            missing[reference.target].append(reference)
    if len(missing) > _MOST_MISSING:
        return
    for same in missing.values():
        spans = tuple(Span(one.start, one.end) for one in same)
        words = _worded(string[same[0].start : same[0].end])
        yield Notice(
            kind="dangling_reference",
            message=f"{words}, referred to in {places(tree, spans)}, is not in this document",
            spans=spans,
            rule="missing-clause",
        )


def _well_read(references: Sequence[CrossReference]) -> bool:
    """Whether nearly all references lead somewhere: where many do not, the labels were not read right."""
    own = [one for one in references if not one.external and not (one.target or "").startswith(_ATTACHED)]
    lost = sum(not one.resolves for one in own)
    return lost <= max(_MOST_LOST, len(own) // 4)


def _own(string: str, reference: CrossReference) -> bool:
    """Whether nothing around a reference speaks of a statute or another agreement."""
    if _HERE.match(string, reference.end):
        return True
    if _ELSEWHERE.match(string, reference.end) or _TITLED_LIST.match(string, reference.end):
        return False
    low = max(0, reference.start - _AROUND // 2)
    return not _STATUTE.search(string, low, reference.end + _AROUND // 2)


def _worded(words: str) -> str:
    return words if words[:1].isalpha() else f"Section {words}"


class _Levels:
    """How the clauses are numbered on each level, and where their labels stand."""

    def __init__(self, findings: Findings) -> None:
        self._string = findings.text.string
        self._outline = findings.outline
        self._children: Mapping[str | None, list[Clause]] = defaultdict(list)
        for clause in findings.outline.clauses:
            self._children[clause.parent].append(clause)
        self._bearing = Counter(_bare(clause) for clause in findings.outline.clauses)
        self._redactions = [blank for blank in findings.quantities.blanks if blank.redacted]
        references = sorted((one.start, one.end) for one in findings.cross_references)
        self._starts = [start for start, _ in references]
        self._ends = [end for _, end in references]

    def lacks(self, reference: CrossReference) -> bool:
        """Whether the clause that is meant is surely not there."""
        printed = _PRINTED.fullmatch(self._string[reference.start : reference.end])
        if printed is None or reference.target is None:
            return False
        if printed["items"]:
            return self._lacks_item(reference.target, printed)
        if printed["number"] is None or (printed["noun"] or "").lower() == "article":
            return False
        head, dot, last = printed["number"].rpartition(".")
        level = self._last(head) if dot else self._last_outer()
        if level is None or not level < int(last) <= level + _FAR:
            return False
        number = re.escape(printed["number"])  # it comes first: the engine then leaps from one to the next
        return not self._printed_elsewhere(rf"{number}(?<![\d.$]{number})(?!\d|\.\d|%)", None)

    def _last(self, head: str) -> int | None:
        """The last of the clauses "head.1", "head.2", …; 0 where there are none, and other clauses have such.

        A number that is wanting between two others may have been taken out, so that only a higher one counts.
        """
        depth = head.count(".") + 1
        alike = [bare for bare in self._bearing if bare.count(".") == depth and _DECIMAL.fullmatch(bare)]
        if len(alike) < _FEWEST:
            return None
        return max((int(bare.rpartition(".")[2]) for bare in alike if bare.startswith(f"{head}.")), default=0)

    def _last_outer(self) -> int | None:
        """The last of the clauses "1", "2", … at the top, if they are numbered without a gap."""
        numbers = [int(_bare(clause)) for clause in self._children[None] if _bare(clause).isdigit()]
        whole = len(numbers) >= _FEWEST and numbers == list(range(1, len(numbers) + 1))
        return len(numbers) if whole else None

    def _lacks_item(self, target: str, printed: re.Match[str]) -> bool:
        """Whether "2(c)" is not in clause 2, which ends where the next number begins."""
        path, _, wanted = target.rpartition("/")
        at = self._outline.index_of.get(path)
        items = _ITEM.findall(printed["items"])
        if at is None or not items or items[-1].lower() != wanted.lower() or not printed["number"]:
            return False
        parent = self._outline.clauses[at]
        bare = _bare(parent)
        if bare != (items[-2] if len(items) > 1 else printed["number"]):
            return False
        siblings = [_bare(c) for c in self._children[parent.parent]]
        if _next(bare) not in siblings or self._bearing[bare if len(items) == 1 else path] > 1:
            return False
        if any(parent.start <= blank.start < parent.end for blank in self._redactions):
            return False  # the item may have been taken out
        own = [_bare(c) for c in self._children[path]]
        if own and not _in_row(own):
            return False
        mark = rf"(?<![\w])\(?{re.escape(wanted)}[.)]"
        return not self._printed_elsewhere(mark, Span(parent.start, parent.end))

    def _printed_elsewhere(self, pattern: str, within: Span | None) -> bool:
        """Whether the label stands anywhere but in references."""
        span = within or Span(0, len(self._string))
        marks = re.compile(pattern, re.IGNORECASE).finditer(self._string, span.start, span.end)
        return any(not self._in_reference(mark.start()) for mark in marks)

    def _in_reference(self, position: int) -> bool:
        i = bisect_right(self._starts, position) - 1
        return i >= 0 and position < self._ends[i]


def _bare(clause: Clause) -> str:
    return _REPEAT.sub("", clause.path.rpartition("/")[2])


def _next(bare: str) -> str:
    """The label that follows: 2.4 after 2.3, 3 after 2, c after b."""
    if len(bare) == 1 and bare.isalpha():
        return chr(ord(bare) + 1)
    head, dot, last = bare.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdigit() else ""


def _in_row(labels: Sequence[str]) -> bool:
    """Whether labels run a, b, c or 1, 2, 3 from the first on."""
    if all(label.isdigit() for label in labels):
        return [int(label) for label in labels] == list(range(1, len(labels) + 1))
    letters = [label.lower() for label in labels]
    return letters == [chr(ord("a") + i) for i in range(len(labels))]
