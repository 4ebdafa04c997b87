"""Finds what stands after the clauses: signature pages, and the exhibits and schedules bound in behind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.clauses.candidates import inside, labels_of
from pipeline.clauses.headings import Heading, heading_at
from pipeline.clauses.labels import Place, label_at
from pipeline.clauses.page import Page, scanner
from pipeline.clauses.sequence import NUMBERED, placed
from pipeline.frozen import dataclass
from pipeline.model import BlockKind
from pipeline.spans import Span

_NOUN = (
    r"(?:EXHIBIT|SCHEDULE|ANNEX|ANNEXURE|APPENDIX|ATTACHMENT|"
    r"Exhibit|Schedule|Annex|Annexure|Appendix|Attachment)"
)
_ATTACHMENT = re.compile(
    rf"(?P<label>(?P<noun>{_NOUN})(?:\s(?P<mark>[\"']?(?:[A-Z](?:-?\d{{1,2}})?|"
    rf"(?P<letter>[A-Z])(?P=letter)|\d{{1,2}}(?:[.\-][\dA-Z]{{1,3}})*|"
    rf"[IVX]{{1,5}})(?:\([a-z\d]{{1,3}}\))*)(?P<quote>[\"']?))?)(?=[\s:.,\-]|$)"
)
_FLAT_ATTACHMENT = scanner(
    rb"[^ \n]\"? ((?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT) (?:[A-Z]|\d{1,2}|"
    rb"[A-Z]-\d)) (?:[A-Z(][A-Z]|[A-Z][a-z]+ [A-Z])",
)
_CLOSING = scanner(
    rb"(?:^|\n|[.:;\])_\"] |[a-z] )(IN WITNESS (?:WHEREOF|THEREOF|HEREOF)|I[Nn] (?:[Ww]itness|"
    rb"WITNESS) [Ww]hereof|IN WITNESS [Ww]hereof|In WITNESS WHEREOF|IN TESTIMONY WHEREOF|AS WITNESS|"
    rb"(?:THE PARTIES|The parties|The Parties) (?:HERETO |hereto )?(?:HAVE|have) (?:EXECUTED|"
    rb"executed|signed|caused)|"
    rb"(?:AGREED|Agreed) (?:TO |to )?(?:AND|and|&) (?:ACCEPTED|accepted|Accepted|ACKNOWLEDGED|acknowledged)|"
    rb"(?:ACCEPTED|Accepted|ACKNOWLEDGED|Acknowledged) (?:AND|and|&) (?:AGREED|agreed|Agreed|"
    rb"ACCEPTED|accepted)|"
    rb"(?:Very truly yours|VERY TRULY YOURS|Sincerely|Yours (?:very )?(?:truly|faithfully|"
    rb"sincerely)|Respectfully(?: submitted)?),?\s|"
    rb"(?:EXECUTED|Executed|SIGNED|Signed|ADOPTED|Adopted) (?:as (?:a (?:deed|sealed)|an (?:agreement|"
    rb"instrument)|of)|under seal|by |"
    rb"BY |AS |this |on |for |FOR |in )|"
    rb"\[?(?:SIGNATURE PAGE|Signature [Pp]age|SIGNATURES)[^\n]{0,60}\n|SIGNED, SEALED|"
    rb"Intending to be legally bound, the parties)",
)
_MARK = scanner(
    rb"(?:^|\n|\t|[.:;\])_] |[A-Z,][a-zA-Z.]+ )((?:By|BY|by|Per|PER) ?: ?[_/A-Z\t\n]|/[sS]/|(?:By|"
    rb"BY) ?_{4}|SIGNATURE:|"
    rb"(?:Accepted|ACCEPTED|Agreed|AGREED|Signed|SIGNED|Signature|SIGNATURE|Witness|"
    rb"WITNESS)(?: and [a-z]+)?:? ?_{4})",
)
_NAME_END = re.compile(r"\b(?:Inc|Ltd|Co|Corp|L\.P|N\.A|L\.L\.C|P\.C|S\.A|\d{4})\.$", re.IGNORECASE)
_LONG_SIGNATURES = 3000  # characters; a longer stretch may hold clauses
_FEWEST_CLAUSES = 3
_LONGEST_NAME = 160  # characters of a signatory's name before "By:" in one line
_SIGNED_BEFORE = 2000  # signatures may stand that far before "Agreed and accepted"
_PLEASE = re.compile(
    r"(?:Please|If (?:the foregoing|this|you|these)|Kindly)\b[^\n]{0,300}?\b(?:sign|countersign|"
    r"execut|return|acknowledg|accept|agree)"
)
# The courtesies of a letter before "Sincerely".
_COURTESY = re.compile(
    r"(?:We|I) (?:are|am|look|very much look) (?:forward|pleased|delighted|excited|confident)\b[^\n]{0,200}$"
    r"|(?:We|I) (?:very much )?look forward to\b[^\n]{0,200}$"
    r"|(?:Welcome|Congratulations|Thank you)\b[^\n]{0,150}$"
)
_EXECUTED = re.compile(r"\b(?:executed|signed|EXECUTED|SIGNED)\b.{0,200}\b(?:date|day|DATE|DAY)\b.{0,80}$")
_SENTENCE_END = re.compile(r"(?:[a-z\d)\"]{2}\.|[;:]) (?=[A-Z\d])(?<!By: )")
_REMAINDER = re.compile(
    r"\[?\s?\(?(?:THE )?(?:REMAINDER|BALANCE|SIGNATURE|SPACE|Remainder|The remainder|Balance|"
    r"Signature|SIGNATURES)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """An exhibit, schedule or annex, from its label to where the next part begins."""

    start: int
    label_end: int
    bare: str  # "EXHIBIT A"
    heading: Heading | None
    flat: bool = False  # it has run into a line with what is before it


def closings(page: Page, start: int, end: int) -> int | None:
    """Where the first signature page within `[start, end)` begins."""
    closing = next(
        (m.start(1) for m in _CLOSING.finditer(page.folded, start, end) if _plausible(page, m.start(1), end)),
        end,
    )
    low = start + 60 if closing == end else max(start + 60, closing - _SIGNED_BEFORE)
    for match in _MARK.finditer(page.folded, min(low, closing), closing):
        return _with_names(page, match.start(1), start)
    return _with_remainder(page, closing, start) if closing < end else None


def resumption(page: Page, signed: int, end: int, excluded: Sequence[Span]) -> int | None:
    """Where numbered clauses begin again behind the signatures at `signed`: the terms of an order form."""
    if end - signed < _LONG_SIGNATURES:
        return None
    labels = labels_of(page, Span(signed, end), excluded)
    top = [one for one in placed(labels) if one.depth == 0 and one.reading.style in NUMBERED]
    run = [one for one in top if one.reading.style == top[0].reading.style]
    if len(run) < _FEWEST_CLAUSES or run[0].reading.ordinal != 1:
        return None
    first, last = labels[run[0].label].start, labels[run[-1].label].start
    return _with_title(page, first, signed) if last - first > _LONG_SIGNATURES // 2 else None


def _with_title(page: Page, at: int, low: int) -> int:
    """`at`, or where the title in capitals right before it begins."""
    for k in range(page.block_index(at) - 1, -1, -1):
        block = page.blocks[k]
        content = page.plain[block.start : block.end]
        if (
            block.start <= low
            or len(content) > 120
            or not content.isupper()
            or "_" in content
            or ":" in content
        ):
            break
        at = block.start
    return at


def _plausible(page: Page, at: int, end: int) -> bool:
    """Whether a signature or the end follows soon: clauses too speak of parties who have signed."""
    if page.plain.startswith(("IN WITNESS", "In Witness", "In witness", "IN TESTIMONY"), at):
        return True
    return end - at < 3000 or _MARK.search(page.folded, at, min(end, at + 2500)) is not None


def _with_remainder(page: Page, at: int, low: int) -> int:
    """`at`, or where "[remainder of page intentionally left blank]" before it begins."""
    i = page.block_index(at)
    if page.blocks[i].start != at:
        if page.blocks[i].start < low or not _leads_to_signatures(
            page.plain[page.blocks[i].start : page.blocks[i].end]
        ):
            return at
        at = page.blocks[i].start
    for k in range(i - 1, max(-1, i - 4), -1):
        block = page.blocks[k]
        if block.start < low or not _leads_to_signatures(page.plain[block.start : block.end]):
            break
        at = block.start
    return at


def _leads_to_signatures(content: str) -> bool:
    """Whether a line belongs to the signatures below it: "[Remainder left blank]", "Please sign and …"."""
    if len(content) > 500:
        return False
    return bool(
        (len(content) <= 150 and _REMAINDER.match(content))
        or _PLEASE.match(content)
        or _COURTESY.match(content)
        or _EXECUTED.search(content)
    )


def _with_names(page: Page, at: int, low: int) -> int:
    """The beginning of the lines with names, dates and titles that stand before a signature."""
    i = page.block_index(at)
    block = page.blocks[i]
    if at > block.start and block.end - block.start > 200:
        ends = [m.end() for m in _SENTENCE_END.finditer(page.plain, max(low, at - 700), at)]
        if len(ends) > 1 and _EXECUTED.search(page.plain[ends[-2] : ends[-1]].rstrip(" .:;")):
            return ends[-2]
        if ends and ends[-1] > max(at - 300, block.start):
            return ends[-1]
        if at - block.start > _LONGEST_NAME:
            return at
    at = max(block.start, low)
    for k in range(i - 1, max(-1, i - 8), -1):
        line = page.blocks[k]
        content = page.plain[line.start : line.end]
        if (
            line.start < low
            or len(content) > 90
            or label_at(page.plain, line.start, line.end, Place.LINE) is not None
        ):
            break
        if content[-1] in ".;" and not _NAME_END.search(content):
            break
        at = line.start
    return _with_remainder(page, at, low)


def attachments_of(page: Page, body: int, excluded: Sequence[Span]) -> list[Attachment]:
    """The exhibits, schedules and annexes after `body`, in order; lists of them do not count."""
    found = _on_lines(page, body, excluded)
    first_mark = _filed_as(page, body)
    signed = closings(page, body, found[0].start if found else len(page.plain))
    if signed is not None:
        found += _in_lines(page, signed, {one.start for one in found})
    found = [one for one in sorted(found, key=lambda one: one.start) if one.bare != first_mark]
    return _without_lists(page, found)


def _filed_as(page: Page, body: int) -> str | None:
    """The exhibit number under which the document itself was filed; it may stand on every page."""
    for block in page.blocks[:6]:
        if block.start >= body:
            break
        match = _ATTACHMENT.match(page.plain, block.start, block.end)
        if match is not None:
            return _bare(match)
    return None


def _bare(match: re.Match[str]) -> str:
    mark = (match["mark"] or "").strip("\"'")
    return f"{match['noun'].upper()} {mark}".strip()


def _on_lines(page: Page, body: int, excluded: Sequence[Span]) -> list[Attachment]:
    found = []
    plain = page.plain
    for block in page.blocks_in(Span(body, len(plain))):
        if plain[block.start] not in "ESAesa" or block.start < body:
            continue
        match = _ATTACHMENT.match(plain, block.start, block.end)
        if match is None or inside(excluded, block.start):
            continue
        if block.kind is BlockKind.TABLE and "\t" in plain[match.end() : block.end].strip():
            continue
        heading = heading_at(plain, match.end(), block.end)
        alone = not plain[match.end() : block.end].strip(" .:-")
        short = block.end - block.start <= 120 and heading is not None and heading.whole_line
        capital = match["noun"].isupper() and match["mark"] and block.end - block.start > 120
        numbered_only = not match["mark"] and not (alone and match["noun"].isupper())
        if numbered_only or not (alone or short or (capital and _title_follows(plain, match.end()))):
            continue
        if (
            match["mark"]
            and re.fullmatch(r"\d{1,3}\.\d+", match["mark"])
            and match["noun"].upper() == "EXHIBIT"
        ):
            continue  # the number of a filing's exhibit, as a running head
        found.append(
            Attachment(block.start, match.end("label"), _bare(match), heading if not alone else None)
        )
    return found


def _title_follows(plain: str, at: int) -> bool:
    following = plain[at : at + 30].strip(" :.-").split(" ")
    return len(following) > 1 and (following[0].isupper() or following[0].istitle())


def _in_lines(page: Page, start: int, known: set[int]) -> list[Attachment]:
    """Attachments whose heading has run into a line, after the signatures."""
    found = []
    for match in _FLAT_ATTACHMENT.finditer(page.folded, start):
        at = match.start(1)
        before = page.plain[max(0, at - 12) : at].split()
        if at in known or (
            before and before[-1].lower() in ("to", "in", "of", "and", "on", "see", "as", "this", "the", "or")
        ):
            continue
        end = page.line_end(at)
        bare = match.group(1).decode("latin-1")
        found.append(Attachment(at, match.end(1), bare, heading_at(page.plain, match.end(1), end), flat=True))
    return found


def _without_lists(page: Page, found: Sequence[Attachment]) -> list[Attachment]:
    """The attachments without those that are only named: one after the other, or found again later."""
    counts = Counter(one.bare for one in found)
    adjoining = [
        i + 1 < len(found) and page.skipped(page.line_end(one.start)) == found[i + 1].start
        for i, one in enumerate(found)
    ]
    kept: list[Attachment] = []
    seen: Counter[str] = Counter()
    for i, one in enumerate(found):
        seen[one.bare] += 1
        listed = adjoining[i] or (i > 0 and adjoining[i - 1])
        run = listed and (
            adjoining[i] and ((i > 0 and adjoining[i - 1]) or (i + 1 < len(found) and adjoining[i + 1]))
        )
        if listed and (seen[one.bare] < counts[one.bare] or run):
            continue
        if kept and kept[-1].bare == one.bare:
            continue  # repeated as a running head
        kept.append(one)
    return kept
