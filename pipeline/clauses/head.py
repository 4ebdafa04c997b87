"""Finds what stands before the clauses: the cover, the opening with its date and parties, the recitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clauses.labels import Label, Place, label_at
from pipeline.clauses.page import Page
from pipeline.frozen import dataclass
from pipeline.model import Block
from pipeline.spans import Span

_KINDS = (
    r"(?:AGREEMENTS?|Agreements?|LEASE|Lease|CONTRACT|Contract|AMENDMENT|Amendment|NOTE|Note|"
    r"GUARANT[YE]E?|Guarant[ye]e?|"
    r"DEED|Deed|ADDENDUM|Addendum|INDENTURE|Indenture|LICEN[CS]E|Licen[cs]e|ASSIGNMENT|Assignment|"
    r"WARRANT|Warrant|"
    r"SUPPLEMENT|Supplement|MEMORANDUM|Memorandum|LETTER|letter|Letter|PLAN|Plan|UNDERTAKING|Undertaking)"
)
_MADE = (
    r"(?:made|entered|dated|effective|executed|between|among|"
    r"BETWEEN|AMONG|DATED|MADE|ENTERED|EFFECTIVE|EXECUTED)\b"
)
# Words of the general clauses at the end: "This Agreement contains the entire understanding between …"
_LATER = (
    r"\b(?:shall|may|contains?|supersedes?|represents?|will|can|constitutes?|sets|cannot|has|"
    r"the (?:sole|entire|complete|whole|final)|"
    r"terminates?|expires?|SHALL|MAY|WILL|in (?:one|two|any|several|counterparts))\b"
)
# "This Agreement is made as of … by and between …"
_THIS = re.compile(
    rf"\b(?:THIS|This)\s(?:[\w&'\",.\-/()#]+\s){{0,12}}?(?:{_KINDS}|agreement|lease|contract|amendment)\b"
    rf"(?=(?:(?!{_LATER})[^\n]){{0,300}}?\b{_MADE})"
)
# "LOAN AGREEMENT dated July 9, 2001 between …", "AGREEMENT (this "Agreement"), dated as of …"
_DATED = re.compile(rf"(?:[\w&'\",.\-/]+\s){{0,12}}?{_KINDS},?\s?(?:\([^)\n]{{1,60}}\),?\s)?(?:is\s)?{_MADE}")
_BETWEEN = re.compile(r"\b(?:between|among|BETWEEN|AMONG|Between|Among)\b")
_DEAR = re.compile(r"(?:Dear|Gentlemen|Ladies|Re:|RE:)\b")
_EXHIBIT = re.compile(
    r"\(?(?:EXHIBIT|Exhibit|EX)[ -]?\(?\d{1,3}(?:[.\-]\d{1,3})?(?:\.?\(?[a-z]\)?)?\b[.):]?", re.DOTALL
)
# What the Commission's rules put on top of an exhibit from which something was taken out.
_LEGEND = re.compile(
    r"[^\n]{0,300}?(?:OMITTED|omitted|REDACTED|redacted|EXCLUDED|excluded|[Cc]onfidential [Tt]reatment|"
    r"CONFIDENTIAL TREATMENT|24b-2|24B-2|Regulation S-K|REGULATION S-K)"
)
_TITLE_WORD = re.compile(rf"\b{_KINDS}\b")
_NO_TITLE = re.compile(
    r"EXECUTION|Execution|CONFIDENTIAL|Confidential|DRAFT|\[|\*|between|among|BETWEEN|dated|Dated|"
    r"DATED|Page|PORTIONS|OMITTED|"
    r"\$|Table|TABLE|[Vv]ersion|COPY|Copy"
)
_RECITALS = re.compile(
    r"(?:(?:^|\n)(?:RECITALS?|R\sE\sC\sI\sT\sA\sL\sS|Recitals?|"
    r"W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H|Witnesseth|BACKGROUND|"
    r"Background|PREAMBLE|Preamble|PRELIMINARY STATEMENTS?|Preliminary Statements?|"
    r"STATEMENT OF PURPOSE|PREMISES)"
    r"(?: OF [A-Z]+)?[ ]?[:.,]?(?=\n|\s[A-Z(]|$)|(?:^|\n|[.:;,)] )(?:WHEREAS|Whereas)\b|"
    r"[.:;)] (?:RECITALS|WITNESSETH|W I T N E S S E T H|BACKGROUND)[ :])",
)
_AGREED = re.compile(
    r"\bNOW,?\s?THEREFORE|\bNow,?\s?therefore|\bNow,?\s?Therefore|agree(?:d|s)? as follows|"
    r"AGREE(?:D|S)? AS FOLLOWS|"
    r"\b(?:IT IS|It is|it is) (?:HEREBY |hereby |now )?(?:AGREED|agreed)|\bNOW IT IS|THE PARTIES AGREE\b|"
    r"agree(?:d|s)? to the following|following terms and conditions:"
)
_FOLLOWS = re.compile(
    r"(?:[Ff]ollow(?:s|ing)|FOLLOWS|agreements?|conditions|agree|AGREE|covenants?)\s?[:.;]|:(?=\s)"
)
_SENTENCE_END = re.compile(r"[.:] (?=[A-Z1(\"])")
_LONG = 1500  # a longer paragraph is several run together
_HEAD = 40_000  # how far the opening may stand from the beginning
_REACH = 16_000  # how far the recitals reach


@dataclass(frozen=True, slots=True)
class Head:
    """Where the parts before the clauses begin and end, in order; parts that are missing are empty."""

    opening: int
    opening_end: int  # of the paragraph that names the parties, at least
    recitals: Span | None
    body: int  # no clause begins before here


def head_of(page: Page, contents: Sequence[Span]) -> Head:
    """The parts before the clauses."""
    if not page.blocks:
        return Head(0, 0, None, 0)
    anchor = _anchor(page, contents)
    opening = _title_start(page, anchor, contents)
    paragraph_end = _paragraph_end(page, anchor)
    recitals = _recitals(page, anchor, paragraph_end)
    if recitals is not None:
        return Head(opening, recitals.start, recitals, recitals.end)
    agreed = _AGREED.search(page.plain, anchor, min(len(page.plain), anchor + 6000))
    if agreed is not None and not _clause_between(page, paragraph_end, agreed.start()):
        end = _phrase_end(page, agreed.start())
        return Head(opening, end, None, end)
    return Head(opening, paragraph_end, None, paragraph_end)


def _anchor(page: Page, contents: Sequence[Span]) -> int:
    """Where the sentence begins that makes the agreement."""
    plain = page.plain
    first = _first_clause(page, 0, contents)
    limit = min(len(plain), _HEAD, first if first is not None else _HEAD)
    early = _lines_before(page, limit, contents)
    prose = [line for line in early if len(line) > 60 and not _is_legend(page, line)]
    whereas = next(
        (line.start for line in early if plain.startswith(("WHEREAS", "Whereas"), line.start)), limit
    )
    prose = [line for line in prose if line.start < whereas] or prose[:1]
    dated = next(
        (
            b.start
            for b in prose
            if _DATED.match(plain, b.start, b.end) and '"' in plain[b.start : b.start + 900]
        ),
        limit,
    )
    for match in _THIS.finditer(plain, 0, limit):
        if _outside(contents, match.start()) and _opens(page, match.start()):
            return min(match.start(), dated)
    if dated < limit:
        return dated
    for block in prose:
        if _DATED.match(plain, block.start, block.end):
            return block.start
    for block in prose:
        if _BETWEEN.search(plain, block.start, min(block.end, block.start + 600)):
            return block.start
    for block in early:
        if _DEAR.match(plain, block.start, block.end):
            return block.start
    for block in prose:
        if not _EXHIBIT.match(plain, block.start):
            return block.start
    return early[0].start if early else 0


def _lines_before(page: Page, limit: int, contents: Sequence[Span]) -> list[Span]:
    """The lines that begin before `limit`, without what belongs to a table of contents."""
    lines = []
    for block in page.blocks:
        if block.start >= limit:
            break
        inside = next((span for span in contents if span.start <= block.start < span.end), None)
        start = block.start if inside is None else page.skipped(inside.end)
        if start < block.end:
            lines.append(Span(start, block.end))
    return lines


def _opens(page: Page, position: int) -> bool:
    """Whether a sentence begins here: at the beginning of a line, or after a title or a sentence in it."""
    block = page.blocks[page.block_index(position)]
    if block.start == position:
        return True
    before = page.plain[max(block.start, position - 40) : position].rstrip(" \"'")
    last = before.rsplit(" ", 1)[-1]
    return not last or last[-1] in ".:;)]}>" or last.isupper() or last[-1].isdigit() or last[:1].isupper()


def _title_start(page: Page, anchor: int, contents: Sequence[Span]) -> int:
    """Where the title before the opening sentence begins; the sentence itself if it has none."""
    i = page.block_index(anchor)
    block = page.blocks[i]
    if anchor > block.start:
        return _title_in_line(page, block, anchor)
    start = anchor
    titled = False
    if _DEAR.match(page.plain, anchor):
        return _letterhead(page, i)
    for k in range(i - 1, max(-1, i - 8), -1):
        line = page.blocks[k]
        content = page.plain[line.start : line.end]
        if not titled and (len(content) > 200 or _NO_TITLE.search(content)):
            # A title may have run into the end of a legend.
            run = _title_in_line(page, line, line.end)
            if line.end - run < 150 and _TITLE_WORD.search(page.plain, run, line.end):
                return max([run, *(span.end for span in contents if line.start < span.end < line.end)])
        if len(content) > 200 or line.page < block.page - 1 or not _outside(contents, line.start):
            break
        if _EXHIBIT.match(content):
            rest = _EXHIBIT.sub("", content, count=1).strip()
            return line.end - len(rest) if _TITLE_WORD.search(rest) and not titled else start
        if _NO_TITLE.search(content):
            if titled:
                break
            continue
        if _TITLE_WORD.search(content) and content[-1] not in ".;":
            if titled and not content.isupper():
                break
            start, titled = line.start, True
        elif titled and not (content.isupper() and len(content) < 40):
            break
        elif titled or content.isupper() or line.centred or line.emphasis:
            start = line.start
    return start


def _is_legend(page: Page, line: Span) -> bool:
    """Whether a line only says that something was taken out of the filing."""
    short = len(line) < _LONG and not _BETWEEN.search(page.plain, line.start, line.end)
    return short and _LEGEND.match(page.plain, line.start, line.end) is not None


def _letterhead(page: Page, i: int) -> int:
    """Where a letter begins whose salutation is line `i`: with its title, date and address."""
    start = page.blocks[i].start
    for block in reversed(page.blocks[max(0, i - 25) : i]):
        content = page.plain[block.start : block.end]
        if len(content) > 300 or _EXHIBIT.match(content) or _LEGEND.match(content):
            break
        start = block.start
    return start


def _title_in_line(page: Page, block: Block, anchor: int) -> int:
    """The beginning of the capitalised words before `anchor` in the same line."""
    before = page.plain[block.start : anchor]
    low = max((exhibit.end() for exhibit in _EXHIBIT.finditer(before)), default=0)
    start = anchor - block.start
    end = len(before)
    for _ in range(24):
        while end > low and before[end - 1] == " ":
            end -= 1
        at = before.rfind(" ", low, end) + 1 or low
        token = before[at:end]
        if (
            not token
            or at >= end
            or token[-1] in ".]}*"
            or not (token[0].isupper() or token[0] in '&(-"' or len(token) < 4)
        ):
            break
        start = end = at
    return block.start + start


def _paragraph_end(page: Page, anchor: int) -> int:
    """Where the paragraph at `anchor` ends; in a line that has run together, where its agreeing ends."""
    end = page.line_end(anchor)
    first = _FIRST_INSIDE.search(page.plain, anchor, min(end, anchor + 2 * _LONG))
    if first is not None:
        return first.end()
    if end - anchor <= _LONG:
        return end
    found = _SENTENCE_END.search(page.plain, min(anchor + 150, end), min(anchor + 2 * _LONG, end))
    return found.start() + 1 if found else min(end, anchor + _LONG)


def _recitals(page: Page, anchor: int, paragraph_end: int) -> Span | None:
    """The recitals, from their heading or first "WHEREAS" to the words of agreement."""
    plain = page.plain
    found = _RECITALS.search(plain, max(anchor - 1, 0), min(len(plain), paragraph_end + 5000))
    if found is None or _clause_between(page, paragraph_end, found.start()):
        return None
    start = found.start()
    while plain[start] in ".:;,) \n":
        start += 1
    agreed = _AGREED.search(plain, start, min(len(plain), start + _REACH))
    first = _first_clause(page, start, ())
    if agreed is not None and not (
        first is not None and first < agreed.start() - 200 and "THEREFORE" not in agreed.group().upper()
    ):
        return Span(start, _phrase_end(page, agreed.start()))
    if first is not None:
        return Span(start, page.trimmed(first, start))
    return Span(start, _run_of_whereas(page, start))


def _run_of_whereas(page: Page, start: int) -> int:
    """The end of the paragraphs that begin with "WHEREAS" from `start` on."""
    i = page.block_index(start)
    end = page.blocks[i].end
    for block in page.blocks[i + 1 :]:
        if not page.plain.startswith(("WHEREAS", "Whereas"), block.start):
            break
        end = block.end
    return end


def _phrase_end(page: Page, position: int) -> int:
    """Where the words of agreement end: with their line, unless the clauses have run into it."""
    end = page.line_end(position)
    limit = min(end, position + _LONG)
    for found in _FOLLOWS.finditer(page.plain, position, limit):
        label = label_at(page.plain, page.skipped(found.end()), end, Place.SENTENCE)
        if label is not None and label.readings[0].ordinal == 1 and found.end() < end:
            return found.end()
    if end - position <= _LONG:
        return end
    first = _FOLLOWS.search(page.plain, position, limit)
    return first.end() if first else end


_FIRST_INSIDE = re.compile(
    r"[.:;)\"] (?=(?:1\.|1\.1\.?|(?:ARTICLE|Article) (?:1|I|ONE|One)\b\.?|(?:SECTION|Section) 1\.?|"
    r"I\.) [A-Z\"(])"
)
_FIRST_STYLES = frozenset({"1.", "ARTICLE", "SECTION", "1.1", "I.", "1)", "PART"})


def _first_clause(page: Page, start: int, contents: Sequence[Span]) -> int | None:
    """Where the first line after `start` opens a clause at the top of a numbering."""
    for block in page.blocks_in(Span(start, min(len(page.plain), start + _REACH))):
        if not _outside(contents, block.start):
            continue
        label = label_at(page.plain, block.start, block.end, Place.LINE)
        if label is not None and block.start > start and _opens_numbering(label):
            return block.start
        if block.end - block.start > _LONG:
            inside = _FIRST_INSIDE.search(page.plain, max(block.start, start), block.end)
            if inside is not None and _outside(contents, inside.end()):
                return inside.end()
    return None


def _opens_numbering(label: Label) -> bool:
    """Whether a label can be the first of those that carry a text."""
    return label.readings[0].ordinal == 1 and any(r.style in _FIRST_STYLES for r in label.readings)


def _clause_between(page: Page, start: int, end: int) -> bool:
    """Whether a numbered clause with a heading stands between."""
    if end <= start:
        return False
    for block in page.blocks_in(Span(start, end)):
        label = label_at(page.plain, block.start, block.end, Place.LINE)
        if label is None or label.readings[0].style not in _FIRST_STYLES:
            continue
        heading = page.heading_after(label.end)
        if label.readings[0].style == "ARTICLE" or (heading is not None and heading.sure):
            return True
    return False


def _outside(spans: Sequence[Span], position: int) -> bool:
    return not any(span.start <= position < span.end for span in spans)
