"""Exhibits and schedules that the document speaks of as its own, and that are not in the file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.clauses.page import Page, scanner
from pipeline.findings import Findings
from pipeline.model import CrossReference, Notice, RegionKind
from pipeline.spans import Span
from pipeline.warnings.figures import FORM_TITLE
from pipeline.warnings.places import places

_PRINTED = re.compile(
    r"(?:the )?(?P<noun>Exhibit|Schedule|Annex|Appendix|Attachment)(?:s|es)?\s"
    r"(?P<mark>[\"'“‘]?[A-Z\d][\w.\-]{0,6}[\"'”’]?(?:\([a-z\d]{1,3}\))*)",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?P<noun>EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT) (?P<mark>[A-Z\d][\w.\-]{0,6})(?P<items>(?:/\w+)*)"
)
# Words that say that the paper hangs on this document.
_ATTACHED_BEFORE = re.compile(
    r"(?:attached|annexed|appended|enclosed|hereto|forth|listed|described|specified|identified|set out"
    r"|contained|defined|provided|outlined|indicated|detailed|included|designated|reflected|shown|in the form"
    r"|form of|substantially|in accordance with|pursuant to|subject to|conform\w*)\b"
    r"[^.;\n]{0,50}$",
    re.IGNORECASE,
)
_ATTACHED_AFTER = re.compile(
    r"[\"'”’]?,?\s(?:\([^)]{0,60}\)\s?)?(?:(?:is |are |and )?(?:attached|annexed|appended)|hereto|hereof|"
    r"(?:of|to)\sthis\s|sets? forth|lists?\b)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"[\"'”’]?(?:\([a-z\d]{1,3}\))*,?\s(?:thereto|thereof|therein|"
    r"(?:of|to|in|under|attached to)\s(?!this\b|the\s(?:form|extent|effect)\b)"
    r"(?:[a-z]+\s){0,3}[\"“]?[A-Z])"
)
_OTHERS_BEFORE = re.compile(
    r"\b(?:this|such|Disclosure|Registration Statement(?:'s)?|Form (?:8-K|10-[KQ]|S-\d))\s$"
)
_AMENDS = re.compile(r"\b(?:AMENDMENT|SUPPLEMENT|ADDENDUM|WAIVER|JOINDER|CONSENT)\b", re.IGNORECASE)
_WHOLE = re.compile(r"(?:(?<=[A-Z])-?\d{1,2}|(?:/\w{1,3})+)$")  # a part's own mark: A-1 of A, 3/a of 3
_HEAD = 400
_LEAD = 90  # characters before a reference in which the text says that the paper is attached
_CUE = 40  # characters before a label that tell whether it is only referred to
_REFERS = re.compile(
    r"(?:\b(?:in|on|as|to|of|and|or|the|by|under|with|per|see|from|attached|this|hereto|through|both|such|said|each|"
    r"at|that|for|an?|also|is|are|including|any|applicable|also|and/or|attach|via|into|within|using|hereof|if|which|"
    r"when|where|our|its|their|his|her|hereby|than|following|respective|form|upon|reference)|[,&(\[])[\s\"'(]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\)?[\"']?\)?(?:,|\.$|\s(?:is|are|shall|will|may|sets?|and|or|attached|hereto|hereof|of this|to this|"
    r"contains|lists?)\b)"
)
_MARKS = ' \t*_[("-'
_LABEL = scanner(
    rb"(?i)\b(?:exhibit|schedule|annex|appendix|attachment) ?(?:no\.? ?)?[-:#]? ?[\"'(]?"
    rb"(?:[a-z]{1,2}\b(?:-?\d{1,2}\b)?|[ivx]{1,5}\b|\d[\w.\-]{0,6})(?:/\w{1,3})?(?: ?\([a-z\d]{1,3}\))*",
)
_LABELLED = re.compile(
    r"[\s*_\[(\"-]*(?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT)S?\s[\"']?(?:[A-Z]{1,2}\b|[\dIVX])",
    re.IGNORECASE,
)
_NOUN = re.compile(r"^(?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT)\s?(?:NO\b\.?)?")


def missing_exhibits(findings: Findings) -> Iterator[Notice]:
    """One notice for each exhibit, with all the references to it in the order of the text."""
    string, tree = findings.text.string, findings.outline
    head = next((span.start for span in tree.spans(RegionKind.OPENING)), 0)
    if _AMENDS.search(string, head, head + _HEAD):
        return  # the exhibits may hang on the amended agreement
    signed = next((span.start for span in tree.spans(RegionKind.SIGNATURES)), len(string))
    named: dict[str, list[CrossReference]] = defaultdict(list)
    external: set[str] = set()
    for reference in findings.cross_references:
        words = _PRINTED.match(string, reference.start, reference.end)
        if reference.external and words is not None:
            external.add(f"{words['noun']} {words['mark']}".upper())
        target = _TARGET.fullmatch(reference.target or "")
        if reference.resolves or reference.external or target is None or not _is_mark(target["mark"]):
            continue
        named[_label(string, reference, target)].append(reference)
    wanted = {
        label: references
        for label, references in named.items()
        if label not in external
        and not any(_of_another(string, one) for one in references)
        and any(_says_attached(string, one) for one in references)
    }
    headed = _headed(findings) if wanted else frozenset()
    for label, references in wanted.items():
        if _key(label) in headed or _key(_WHOLE.sub("", label)) in headed:
            continue
        if all(one.start > signed and FORM_TITLE.search(string, signed, one.start) for one in references):
            continue  # a form behind the signatures speaks of what will hang on it one day
        spans = tuple(Span(one.start, one.end) for one in references)
        yield Notice(
            kind="exhibit_missing",
            message=f"{_shown(label)}, referred to in {places(tree, spans)}, is not in this file",
            spans=spans,
            rule="missing-exhibit",
        )


def _shown(label: str) -> str:
    """The label as it is cited: "Exhibit 3.1(c)"."""
    noun, _, mark = label.partition(" ")
    first, *items = mark.split("/")
    return f"{noun.title()} {first}" + "".join(f"({item})" for item in items)


def _label(string: str, reference: CrossReference, target: re.Match[str]) -> str:
    """The label that a reference names; of "Section (g) of Schedule 3.01" that of the schedule."""
    words = _PRINTED.search(string, reference.start, reference.end)
    if words is None:  # a further one of a list: "Exhibits A and B"
        return f"{target['noun']} {target['mark']}{target['items']}"
    mark, *items = re.split(r"[()]+", words["mark"].strip("\"'“”‘’.").rstrip(")"))
    return "/".join([f"{words['noun'].upper()} {mark.upper()}", *items])


def _is_mark(mark: str) -> bool:
    """Whether a mark is a number or a letter, and no word: "THIS EXHIBIT HAS"."""
    return len(mark) <= 2 or not mark.isalpha() or set(mark) <= set("IVX")


def _of_another(string: str, reference: CrossReference) -> bool:
    before = string[max(0, reference.start - 30) : reference.start]
    return _OTHERS.match(string, reference.end) is not None or _OTHERS_BEFORE.search(before) is not None


def _says_attached(string: str, reference: CrossReference) -> bool:
    before = string[max(0, reference.start - _LEAD) : reference.start]
    return bool(_ATTACHED_BEFORE.search(before) or _ATTACHED_AFTER.match(string, reference.end))


def _headed(findings: Findings) -> frozenset[str]:
    """The labels that head something, however they are printed: on a line, or run on from another one.

    A label counts unless the words before it lead up to a reference, or it is a line of a list of exhibits.
    """
    page = Page.of(findings.text)
    contents = findings.outline.spans(RegionKind.CONTENTS)
    # Behind the signatures even a bare row of labels stands for the papers: filed without their contents.
    signed = next((span.start for span in findings.outline.spans(RegionKind.SIGNATURES)), len(page.plain))
    found: set[str] = set()
    for match in _LABEL.finditer(page.folded):
        start = match.start()
        block = page.blocks[page.block_index(start)]
        if any(span.start <= start < span.end for span in contents):
            continue
        before = page.plain[max(block.start, start - _CUE) : start]
        if _REFERS.search(before) or (before and _GOES_ON.match(page.plain, match.end())):
            continue
        if start < signed and not before.strip(_MARKS) and _listed(page, page.block_index(start)):
            continue
        found.add(_key(match.group().decode("latin-1")))
    return frozenset(found)


def _listed(page: Page, index: int) -> bool:
    """Whether the line before or behind begins with a label, too."""
    neighbours = page.blocks[max(0, index - 1) : index] + page.blocks[index + 1 : index + 2]
    return any(_LABELLED.match(page.plain, block.start, block.end) for block in neighbours)


def _key(label: str) -> str:
    """What two ways of printing a label have in common: "EXHIBIT 3.1(c)", "Exhibit “3.1/c”".

    A number with a point is that of the clause the paper belongs to, and names it with any noun.
    """
    noun, mark = label[:4].upper(), _NOUN.sub("", label.upper())
    bare = re.sub(r"[^A-Z0-9.]", "", mark).strip(".")
    return bare if "." in bare else noun + bare
