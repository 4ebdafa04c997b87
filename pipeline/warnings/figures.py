"""Words and figures that disagree, places left blank, and places taken out before filing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Blank, Conflict, Notice, Outline, Quantities, RegionKind, Text
from pipeline.spans import Span

# Lines to sign on, and what is filled in by hand with the signature.
_SIGNING = re.compile(
    r"(?:\b(?:By|Name|Title|Its|Date|Dated|Signature|Signed|Witness|Attest|Print(?:ed)?(?: Name)?|Address"
    r"|Fax|Tel|Telephone|Phone|E-?mail|Attention|Attn|Per)\s?[:.]?|/s/[^\n]{0,60})[\s_\t]*$",
    re.IGNORECASE,
)
# A name below the line, the end of the line, or a footnote below a rule.
_NAMED_BELOW = re.compile(
    r"[\s_\t]*(?:\(?(?:Print|Signature|Sign|Name|Title|Date|By|Authori[sz]ed|Address|Witness|an individual)\b"
    r"|$|\*)",
    re.IGNORECASE,
)
# What was typed on the line: "__N/A____", "____30____".
_FILLED = re.compile(r"[A-Z\d]")
_FILLED_BEFORE = re.compile(r"[A-Z\d]$")
_TICKED = re.compile(r"_[xX]_|\[ ?[xX✓] ?\]|☒")  # one choice of several; the others stay blank
# The legend: "redacted material is marked with [***]".
_LEGEND = re.compile(
    r"\b(?:marked|designated|indicated|denoted|identified|noted)\s(?:as|with|by)"
    r"(?:\s(?:an?|the|two|three|empty|blank|square))*(?:\s(?:brackets?|asterisks?|marks?|following))?[\s\"'“(:]*$",
    re.IGNORECASE,
)
# What was typed behind the line that stands for the words: "____ (____30____) days".
# … or for the state of a company: "a ____ DE corporation".
_FILLED_BEHIND = re.compile(r"\s?\(_*[A-Z\d]+_*\)|\s[A-Z]{2}\s(?:corporation|company|limited|LLC)\b")
_DATED = re.compile(r"\bdated?\s?:[\s_]*$", re.IGNORECASE)  # with a signature
# A rule across the page before a footnote or the next sentence.
_RULED = re.compile(r"[\s_]{16,}(?=[A-Z][a-z]+ [a-z])")
# Papers to be filled in one day: "Form of Notice", "SAMPLE ORDER", "[insert date]", "Tracking Number: ____".
FORM_TITLE = re.compile(
    r"\b(?:(?:FORM|Form) (?:OF|of|for|FOR)|SAMPLE|Sample|TEMPLATE|Template|SPECIMEN|Specimen)\s[A-Z]"
)
_INSERT = re.compile(r"\[?\s?(?:insert\b|[a-z][a-z /]{2,30}\])", re.IGNORECASE)  # "[insert date]", "[date]"
# A report that somebody is to send in and sign.
_TO_SIGN = re.compile(r"\bhereby certif|\bSignature\s+(?:Date|Title|Name)|\bPrinted Name", re.IGNORECASE)
_LONGEST_REPORT = 500  # characters from a blank to where it is signed
_FIELD = re.compile(r"(?:[A-Z][\w/#.]*\s(?:(?:of|or|the|and|for)\s)?){0,5}[A-Z][\w/#.]*(?:\(s\))?\s?:[\s_]*$")
_LONGEST_FORM = 6_000  # characters from its title on
# A row of stars that ends the text: "… of this Agreement. ***** IN WITNESS WHEREOF".
_ENDS_TEXT = re.compile(r"[*\s\d-]{0,12}\[?(?:IN WITNESS|Signatures?\b|SIGNATURE)")
_NO_WORDS = re.compile(r"[\W\d_]*")
_LEAD = 30  # characters
_NEAR = 80


def figures(text: Text, outline: Outline, quantities: Quantities) -> Iterator[Notice]:
    """A notice for each conflict of words and figures, each blank, and each clause with redactions."""
    yield from map(_conflict, quantities.conflicts)
    redacted: dict[str | None, list[Blank]] = {}
    signed = next((span.start for span in outline.spans(RegionKind.SIGNATURES)), len(text.string))
    attached = next((span.start for span in outline.spans(RegionKind.ATTACHMENT)), len(text.string))
    for entry in quantities.blanks:
        lead = text.string[max(0, entry.start - _LEAD) : entry.start]
        if _LEGEND.search(lead) or (entry.redacted and _is_ornament(text.string, entry)):
            continue
        if not entry.redacted:
            if not _of_signature(text.string, outline, entry) and not _of_form(
                text.string, entry, behind=min(signed, attached)
            ):
                yield _blank(entry)
        else:
            clause = outline.clause_at(entry.start)
            redacted.setdefault(clause.path if clause is not None else None, []).append(entry)
    yield from (_redaction(entries) for entries in redacted.values())


def _of_signature(string: str, outline: Outline, entry: Blank) -> bool:
    """Whether a blank is a line to sign on or a ruled line, so that nothing of the terms is wanting."""
    if _DATED.search(string, max(0, entry.start - _LEAD), entry.start):
        return True
    if entry.of not in ("text", "name"):
        return False
    region = outline.region_at(entry.start)
    if region is not None and region.kind is RegionKind.SIGNATURES:
        return True
    line_start = string.rfind("\n", 0, entry.start) + 1
    line_end = string.find("\n", entry.end)
    line_end = len(string) if line_end < 0 else line_end
    if _TICKED.search(string, max(line_start, entry.start - 400), min(line_end, entry.end + 400)):
        return True
    if _NO_WORDS.fullmatch(string, line_start, min(line_end, line_start + 400)):
        return True
    if entry.start and string[entry.start - 1] == "_" == string[entry.start]:
        return True  # the rest of a line that is longer than a blank is taken to be
    if _RULED.match(string, line_start, line_end) and entry.start - line_start < 2:
        return True
    if (
        _FILLED_BEHIND.match(string, entry.end)
        or _FILLED.match(string, entry.end)
        or _FILLED_BEFORE.search(string[max(0, entry.start - 1) : entry.start])
    ):
        return True
    before = string[max(line_start, entry.start - _NEAR) : entry.start]
    return bool(_SIGNING.search(before) or _NAMED_BELOW.match(string, entry.end, line_end))


def _is_ornament(string: str, entry: Blank) -> bool:
    """Whether bare stars behind a full stop only set the signatures apart."""
    return (
        not string[entry.start : entry.end].strip("*")
        and string[max(0, entry.start - 2) : entry.start].strip() in (".", "")
        and _ENDS_TEXT.match(string, entry.end) is not None
    )


def _of_form(string: str, entry: Blank, *, behind: int) -> bool:
    """Whether a blank is to be filled in later: in a form behind the agreement, or by a third person."""
    if string[entry.start - 1 : entry.start] in ('"', "“") and string[entry.start] == "[":
        return True  # an endorsement in the name of "[NAME OF OTHER PARTY]"
    if entry.start < behind:
        return False
    if _INSERT.match(string, entry.start) or _FIELD.search(string, entry.start - _NEAR, entry.start):
        return True
    if _TO_SIGN.search(string, entry.end, entry.end + _LONGEST_REPORT):
        return True
    return FORM_TITLE.search(string, max(behind, entry.start - _LONGEST_FORM), entry.start) is not None


def _conflict(entry: Conflict) -> Notice:
    return Notice(
        kind="word_numeral_mismatch",
        message=f"the words say {entry.word_value}, the figures {entry.numeral_value}",
        spans=(Span(entry.start, entry.end),),
        rule=entry.kind,
        word_value=entry.word_value,
        numeral_value=entry.numeral_value,
    )


def _blank(entry: Blank) -> Notice:
    return Notice(
        kind="blank",
        message=f"{entry.of.replace('_', ' ')}: left blank",
        spans=(Span(entry.start, entry.end),),
        rule=entry.rule,
    )


def _redaction(entries: Sequence[Blank]) -> Notice:
    """One notice for a clause: a redacted agreement has hundreds of places."""
    what = ", ".join(dict.fromkeys(entry.of.replace("_", " ") for entry in entries))
    count = "one place" if len(entries) == 1 else f"{len(entries)} places"
    return Notice(
        kind="redaction",
        message=f"{count} taken out before filing ({what})",
        spans=tuple(Span(entry.start, entry.end) for entry in entries),
        rule=entries[0].rule,
    )
