"""Reads headings on a first page: the words of a title around the noun that it turns on, over all its lines.

Filings run headings together with exhibit numbers, legends, company names and the first sentence, or part
them over several lines. So a heading is grown from its noun, word by word, to the first word that cannot be
part of a title, and then over the lines above and below that go on with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from pipeline.extract.terms.title_words import connective, ordinary, qualifier
from pipeline.frozen import dataclass
from pipeline.model import Block, Mention, Text

_IN_CAPITALS = "heading-in-capitals"
HEADINGS = frozenset({_IN_CAPITALS, "heading-in-title-case"})  # rules of the nouns that headings turn on
_MOST_WORDS = 16  # of a title, on either side of its noun
_LONGEST_LINE = 90
_PAGE = 6000  # characters in which a company's name is looked for
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[a-z0-9]+")
# What may stand on the line before a title: the exhibit's number and the state of the copy.
LEAD = re.compile(
    r"(?:(?:table\s+of\s+contents|(?:exhibit|ex|annex|schedule|appendix)[\s.:-]{0,2}(?:no\.?\s)?(?:\d[\w.()-]*|[A-Z]\b[\w.()-]*)|(?:execution|conformed|redacted|final|signature|fully\s+executed)"
    r"\s+(?:version|copy|form|draft)|(?:strictly\s+|private\s+(?:and|&)\s+)?confidential(?:\s+treatment\s+requested)?|[\W\d]{1,12})(?:\s+|$))+",
    re.IGNORECASE,
)
_COMPANY_END = re.compile(
    r"(?:INC|INCORPORATED|CORP|CORPORATION|LTD|LIMITED|LLC|L\.?L\.?C|LLP|L\.P|LP|PLC|N\.A|GMBH|S\.A|B\.V|N\.V|AG|CO|COMPANY|PTY|SPA|S\.P\.A|BANCORP)[.,]*(?:\([A-Z]\))?$",
    re.IGNORECASE,
)
# Words of a company's form that are words of a title too.
_OF_FORM = re.compile(
    r"limited\s(?:liability|warranty|partnership|licen[cs]e|power|guarant|waiver|exclusive|recourse|term)|company\sagreement|co\s",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;:!?][\"”’')\]]{0,2}$")
_ABBREVIATED = re.compile(r"^\(?(?:no|nos|u\.s|u\.k|st|[a-z]|[a-z]\.[a-z])\.$", re.IGNORECASE)
# Words at which a title has surely not begun yet.
_BREAKS = re.compile(
    r"(?:exhibit|annex|ex-?\d.*|execution|version|copy|conformed|redacted|draft|requested|page|contents|dated?|date:|between|among|whereas|recitals|background|witnesseth"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|[$\(]?\d+\.[\w.()-]*|\$\d.*|\d{4,}|_+|\W+|.*\*{2,}.*|.*_{2,}.*|\[.*|.*\]|.*@.*)",
    re.IGNORECASE,
)
# Words of running text: a noun after them is a reference to an agreement, not a heading.
_PROSE = re.compile(
    r"(?:this|these|that|pursuant|such|said|each|any|every|no|not|is|are|was|has|have|been|be|its|our|your|his|their|if|as|at|from|other|certain|upon|terms?\sof|entire|whole"
    r"|under|reference|herein|hereby|hereof|hereto|defined|attached|see|into|all)",
    re.IGNORECASE,
)
_COUNTED = frozenset(
    """
    addendum amendment article exhibit no nos number order part phase schedule section series
    statement supplement
    """.split()
)
_CAPITALS = re.compile(r"[A-Z]{6,}")
_NUMBER_SIGN = re.compile(r"nos?|number", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPACED = re.compile(r"(?:[A-Z&-] ){6,60}[A-Z]")  # "S U P P L Y A G R E E M E N T"
_SPACED_NOUN = re.compile(r"(?:AGREEMENT|CONTRACT|LEASE|AMENDMENT|NOTE|PLAN|INDENTURE|GUARANTY|DEED|CHARTER)")
_FIRST_BLOCKS = 12  # in which a title without a noun of its own may stand
_LABEL = re.compile(
    r"exhibit|ex|annex|attachment|schedule|appendix", re.IGNORECASE
)  # a letter or number belongs to it
_ARTICLES = frozenset({"the", "a", "an"})
_STRONGLY_FOLLOWED = re.compile(
    r"\s(?:This|THIS|Between|BETWEEN|between|by\sand\sbetween|By\sand\sBetween|BY\sAND\sBETWEEN)\s"
)
_ENDED = frozenset({"agreement", "agreements"})
_CHANGES = frozenset(
    """
    addendum amendment amendments extension joinder renewal schedule supplement supplemental
    termination
    """.split()
)
_NUMBERED = re.compile(
    r"\s(?:(?:\#\s?|N[Oo]s?(?:\.\s?|\s)|NUMBER\s|Number\s)[\w/.-]{0,13}\w|(?:ONE|TWO|THREE|One|Two|Three|[IVX]{1,4})\b(?![.,:]?\s?[a-z]))"
)
_BARE_NUMBER = re.compile(r"\s(?:\d{1,2}|[A-Z])\b(?![.,:]?\s?[a-z]|\sOF\b)")
_NUMBERED_NOUNS = ("amendment", "addendum", "supplement", "schedule", "appendix", "rider")
_ASIDE = re.compile(r"\s\((?!(?i:this|the|hereinafter|as|each|collectively)\b)[A-Za-z0-9][\w /-]{2,40}\)")
_GOES_ON = re.compile(
    r",?\s(?:to|of|for|and|with\srespect\sto|relating\sto|regarding|concerning|between\sand)\s", re.IGNORECASE
)
_OPEN_END = re.compile(
    r"(?:\b(?:and|or|of|to|for|the|in|on|by|with|non|relating|regarding)|[&,/-])$", re.IGNORECASE
)
_OPEN_START = re.compile(
    r"(?:and|or|of|to|for|&|relating\sto|regarding|in\sconnection\swith)\b", re.IGNORECASE
)
_PARTIES_LINE = re.compile(
    r"(?:by\s+and\s+)?(?:between|among)\b|by\b|(?:as\s+)?(?:dated|date|of\b.{0,12}\d)|made\b|effective\b|(?:and|with|form\s+of)\W*$|this\b|witness|recitals|whereas",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"\W{0,3}\s*(?:$|\n|\t|(?:by\s+and\s+|is\s+(?:made|entered|dated|effective)\s*)?(?:between|among|this|the\s+undersigned|dated|date|made|entered|effective|as\s+of|recitals|whereas|table\s+of"
    r"|article|section|parties|page|1\.|\(?(?:the|this|hereinafter)\b|\(|agreement|amendment|january|february|march|april|may|june|july|august|september|october|november|december|contract|no\b|number))",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(
    r",?\s(?:or|shall|will|may|which|that|has|have|in\s+accordance|if|as\s+defined|hereof|thereof|herein|set\s+forth)\b"
)
_ASIDE_LINE = re.compile(r"\((?!(?i:rev|form))[\w /-]{3,40}\)")
_BARE_LINE = re.compile(
    r"(?:AGREEMENT|CONTRACT|LEASE|NOTE|PLAN|AMENDMENT|INDENTURE|GUARANT(?:Y|EE)|POLICY)S?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title's words as printed, `[start, end)` of the text."""

    start: int
    end: int
    rule: str
    words: tuple[str, ...]
    noun: str  # that it turns on, in lower case
    alone: bool  # nothing else stands on its lines, but for an exhibit's number
    followed: bool  # what comes next is what follows a title


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    printed: str

    @property
    def word(self) -> str:
        return self.printed.strip("\"“”‘’'.,:;()[]*®™")


def words_of(printed: str) -> tuple[str, ...]:
    """The words of a title as they are compared: lower case, letters and digits."""
    return tuple(_WORD.findall(printed.lower()))


def heading_at(text: Text, noun: Mention, own: frozenset[str] = frozenset()) -> Heading | None:
    """The heading that turns on `noun`, or None where the noun stands in running text.

    `own` are the words that the document calls itself by.
    """
    at = bisect_right(text.block_starts, noun.start) - 1
    if at < 0 or noun.start >= text.blocks[at].end or text.string[noun.end : noun.end + 1] in {'"', "”", "’"}:
        return None
    block = text.blocks[at]
    capitals = noun.rule == _IN_CAPITALS
    start = _begin(text, block, noun.start, capitals=capitals)
    if start is None:
        return None
    end = _end(text, block, noun.end, capitals=capitals)
    first, last = at, at
    before = text.string[block.start : start]
    if not before or LEAD.fullmatch(before):
        if not before:
            first, start = _upward(text, at, start, own, filled=end >= block.end - 1, capitals=capitals)
        if end >= block.end - 1:
            last, end = _downward(text, at, start, end)
    lead = text.string[text.blocks[first].start : start]
    rest = text.string[end : text.blocks[last].end]
    alone = (not lead or LEAD.fullmatch(lead) is not None) and not rest.strip(' .,:;*"')
    if not alone and _RUNS_ON.match(text.string, end):
        return None
    followed = _FOLLOWED.match(text.string, end) is not None
    turns_on = text.string[noun.start : noun.end].lower()
    return Heading(start, end, noun.rule, words_of(text.string[start:end]), turns_on, alone, followed)


def unnamed_heading(text: Text, limit: int) -> Heading | None:
    """A title before `limit` that no noun shows: its letters are spaced out, or it has no such noun.

    "GRANT OF NET PROFITS INTEREST" is told by holding nothing but words that titles are made of.
    """
    for block in text.blocks[:_FIRST_BLOCKS]:
        line = text.string[block.start : block.end]
        if block.start >= limit:
            break
        spaced = _SPACED.fullmatch(line) and _SPACED_NOUN.search(line.replace(" ", ""))
        if not spaced and (len(line) > _LONGEST_LINE or LEAD.fullmatch(line) or _PARTIES_LINE.match(line)):
            continue
        tokens = _tokens(text, block.start, block.end)
        told = [token for token in tokens if not connective(token.word)]
        trade = len(told) > 1 and line[0].isupper() and all(qualifier(token.word) for token in told)
        if spaced or (
            trade and told[-1].word.lower() not in {"confidential", "stock", "director", "officer"}
        ):
            rule = "heading-in-capitals" if line == line.upper() else "heading-in-title-case"
            return Heading(block.start, block.end, rule, words_of(line), "", alone=True, followed=False)
    return None


def without_name(text: Text, heading: Heading) -> Heading:
    """The heading without the company's name before it.

    A name begins with a word that titles have not, and the page has it elsewhere too.
    """
    tokens = _tokens(text, heading.start, heading.end)
    first = tokens[0].word
    if qualifier(first) or connective(first) or ordinary(text, first):
        return heading
    for kept in range(1, len(tokens)):
        name = text.string[heading.start : tokens[-kept].start].strip(" -\n")
        if (
            kept + 1 < len(tokens)
            and (qualifier(tokens[-kept].word) is False)
            and not connective(tokens[-kept].word)
        ):
            break
        if name and not connective(tokens[-kept].word) and _elsewhere(text, name, tokens[-kept].word):
            return _from(text, heading, tokens[-kept].start)
    return heading


def after_names(text: Text, heading: Heading, kept: int) -> Heading:
    """The heading from behind the last word that titles have not, its last `kept` words not looked at."""
    tokens = _tokens(text, heading.start, heading.end)
    if qualifier(tokens[0].word):
        return heading
    cut = 0
    seen = len(heading.words)
    for at, token in enumerate(tokens[:-1]):
        seen -= len(words_of(token.printed))
        if seen < kept:
            break
        if not qualifier(token.word) and not connective(token.word):
            cut = at + 1
    while cut < len(tokens) - 1 and connective(tokens[cut].word):
        cut += 1
    return _from(text, heading, tokens[cut].start)


def _from(text: Text, heading: Heading, start: int) -> Heading:
    return replace(heading, start=start, words=words_of(text.string[start : heading.end]), alone=False)


def _elsewhere(text: Text, name: str, after: str) -> bool:
    """Whether the page has the name again, where it does not stand before `after`."""
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", name)))
    again = re.compile(rf"\b{words}\b(?!\W+{re.escape(after)})", re.IGNORECASE)
    return again.search(text.string, 0, _PAGE) is not None


def _tokens(text: Text, start: int, end: int) -> list[_Token]:
    return [_Token(it.start(), it.end(), it.group()) for it in _TOKEN.finditer(text.string, start, end)]


def _title_like(token: _Token, *, capitals: bool) -> bool:
    """Whether the word may stand in a title that is printed in capitals, or in title case."""
    word = token.word
    if not word:
        return token.printed in {"&", "-", "/", "+"}
    if connective(word):
        return True
    if capitals:
        return word == word.upper() or bool(re.fullmatch(r"[A-Z]\w{0,3}-[A-Z]+|i?e?-?[A-Z]{3,}s?", word))
    return word[0].isupper() or word[0].isdigit() or word[0] == "#" or word.startswith(("e-", "i-"))


def _begin(text: Text, block: Block, noun: int, *, capitals: bool) -> int | None:
    """Where the title begins on the noun's line; None where the noun belongs to a sentence."""
    tokens = _tokens(text, max(block.start, noun - 240), noun)
    if tokens and tokens[-1].end == noun:  # a bracket or quotation mark before the noun
        return None if tokens[-1].printed[-1:] in "\"“'‘" else noun
    begin = len(tokens)
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 1 - _MOST_WORDS), -1):
        if _parted(text, tokens, at, noun):
            break
        if _PROSE.fullmatch(tokens[at].word) or not _title_like(tokens[at], capitals=capitals):
            return _out_of_prose(text, tokens, begin, noun, capitals=capitals)
        begin = at
    while begin < len(tokens) and _hangs(tokens, begin):
        if (
            tokens[begin].word.lower() in _ARTICLES
            and begin
            and tokens[begin].word != tokens[begin].word.upper()
        ):
            return None
        begin += 1
    return tokens[begin].start if begin < len(tokens) else noun


def _parted(text: Text, tokens: list[_Token], at: int, noun: int) -> bool:
    """Whether the word is parted from the title to its right, by a tab, a stop, a number and the like."""
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    gap = text.string[token.end : after.start if after else noun]
    if "\t" in gap and not (after is None and qualifier(token.word)) and not _cell_of_title(text, tokens, at):
        return True
    if _SENTENCE_END.search(token.printed) and not _ABBREVIATED.match(token.printed):
        return True
    following = after.word if after else "agreement"
    if at and _COMPANY_END.match(token.word) and not _OF_FORM.match(f"{token.word} {following}"):
        return True
    if at == 0 and after is not None and _YEAR.fullmatch(token.printed):
        return not qualifier(after.word)  # "2004 STOCK OPTION PLAN"
    if _BREAKS.fullmatch(token.printed) or _BREAKS.fullmatch(token.word):
        return True
    if token.printed[0] in '"“‘' or token.printed[-1] in '"”':
        return True
    if token.printed[-1] == "," and not qualifier(token.word) and len(token.word) > 1:
        return True  # "Atlanta, GA"
    before = tokens[at - 1].word if at else ""
    if token.word.isdigit() and before.lower() not in _COUNTED:
        return True  # the page number of the entry before, in a table of contents
    if _CAPITALS.fullmatch(token.word) and after is not None and not connective(token.word):
        small = after.word != after.word.upper() or text.string[noun : noun + 2].islower()
        if small and not connective(after.word):
            return True  # a legend or a name in capitals before a title in title case
    if _LABEL.fullmatch(before) and not {token.word.lower(), following.lower()} & {"to", "of"}:
        return True
    if _NUMBER_SIGN.fullmatch(before) and not (at > 1 and qualifier(tokens[at - 2].word)):
        return True
    ended = token.word.lower() in _ENDED
    following = after.word if after else text.string[noun : noun + 12].split()[0].rstrip(".,")
    return ended and not connective(following) and following.lower() not in _CHANGES


def _cell_of_title(text: Text, tokens: list[_Token], at: int) -> bool:
    """Whether the cell that ends with the word begins as a title does, and the next cell goes on with it."""
    if connective(tokens[at].word):
        return True
    first = at
    while first and "\t" not in text.string[tokens[first - 1].end : tokens[first].start]:
        first -= 1
    cell = tokens[first : at + 1]
    return qualifier(cell[0].word) and not any(
        token.word.lower() in _ENDED or _COMPANY_END.match(token.word) for token in cell
    )


def _out_of_prose(text: Text, tokens: list[_Token], begin: int, noun: int, *, capitals: bool) -> int | None:
    """Where a title begins that is run together with a sentence before it; None where it is part of that."""
    start = len(tokens)
    while start > begin and (qualifier(tokens[start - 1].word) or connective(tokens[start - 1].word)):
        start -= 1
    hanging = start
    while start < len(tokens) and _hangs(tokens, start):
        start += 1
    if any(connective(token.word) for token in tokens[hanging:start]) or start == len(tokens):
        return None
    before = tokens[start - 1].word if start else ""
    if before.lower() in _ARTICLES or _PROSE.fullmatch(before) or connective(before):
        return None
    if not capitals and not _STRONGLY_FOLLOWED.match(text.string, text.string.find(" ", noun)):
        return None
    return tokens[start].start


def _hangs(tokens: list[_Token], at: int) -> bool:
    """Whether the word at the beginning of a title is no part of it: "of", "3", "K"."""
    word = tokens[at].word
    if at == 0 and _YEAR.fullmatch(word):
        return False
    if connective(word) or not any(len(part) > 1 and part.isalpha() for part in re.split(r"[\W\d_]", word)):
        return True
    after = tokens[at + 1].word.lower() if at + 1 < len(tokens) else ""
    if word.lower() in {"strictly", "private"} and after in {"confidential", "&", "and", ""}:
        return True
    if word.lower() == "per" or (word.lower() == "amended" and after not in {"and", "&", "restated"}):
        return True
    return word.lower() == "confidential" and after not in {
        "disclosure", "information", "settlement", "separation", "nondisclosure", "non-disclosure", "and",
    }  # fmt: skip


def _end(text: Text, block: Block, noun: int, *, capitals: bool) -> int:
    """Where the title ends that goes on behind its noun: its number, an aside, what it is about."""
    string = text.string
    end = noun
    numbered = string[max(block.start, noun - 10) : noun].lower().endswith(_NUMBERED_NOUNS)
    while True:
        number = _NUMBERED.match(string, end, block.end)
        if not number and numbered and end == noun:
            number = _BARE_NUMBER.match(string, end, block.end)
        if number:
            end = number.end()
        aside = _ASIDE.match(string, end, block.end)
        if aside:
            end = aside.end()
        more = _GOES_ON.match(string, end, block.end)
        if not more:
            return end
        further = _object(text, block, more.end(), more.group().split()[0].lower(), capitals=capitals)
        if further is None or further - noun > 160:
            return end
        end = further


def _object(text: Text, block: Block, start: int, joint: str, *, capitals: bool) -> int | None:
    """Where the words after "to", "of", "for" or "and" end that belong to the title; None if none do."""
    tokens = _tokens(text, start, min(block.end, start + 160))
    short = block.end - start <= 60
    known, whole = start, True
    for at, token in enumerate(tokens[:12]):
        if not _title_like(token, capitals=capitals) or _PARTIES_LINE.match(token.printed):
            break
        if token.word.lower() in _ENDED or _BARE_LINE.fullmatch(token.word):
            return token.start + len(token.printed.rstrip('"”.,:;)'))
        if (
            _SENTENCE_END.search(token.printed)
            and token.end < block.end
            and not _ABBREVIATED.match(token.printed)
        ):
            break
        whole = whole and (qualifier(token.word) or connective(token.word))
        if joint == "and" and (at > 5 or (whole and short and token.end >= block.end)):
            return block.end - (token.printed[-1] in ".:;,") if at <= 5 else None
        if whole and not connective(token.word):
            known = token.end
        if token.end >= block.end and short and joint != "and":
            return block.end - (token.printed[-1] in ".:;,")
    return known if known > start and joint != "and" else None


def _is_aside(line: str) -> bool:
    """Whether the line qualifies the title above it: "(2014 Amendment)", "(Non-exclusive)"."""
    return _ASIDE_LINE.fullmatch(line) is not None and all(
        qualifier(word) for word in re.findall(r"[A-Za-z-]+", line)
    )


def _upward(
    text: Text, at: int, start: int, own: frozenset[str], *, filled: bool, capitals: bool
) -> tuple[int, int]:
    """The block and the place at which a heading begins whose first lines stand above its noun's."""
    first = at
    for above in range(at - 1, max(-1, at - 6), -1):
        block = text.blocks[above]
        line = text.string[block.start : block.end]
        bare = connective(line.strip())
        if len(line) > _LONGEST_LINE or LEAD.fullmatch(line) or (_PARTIES_LINE.match(line) and not bare):
            break
        tokens = _tokens(text, block.start, block.end)
        plain = [token for token in tokens if not connective(token.word)]
        if (
            not plain
            and above
            and all(
                qualifier(token.word)
                for token in _tokens(text, text.blocks[above - 1].start, text.blocks[above - 1].end)[:9]
            )
        ):
            continue
        joined = _OPEN_END.search(line) or _OPEN_START.match(text.string, start)
        trade = (
            filled
            and all(qualifier(it.word) or own.issuperset(words_of(it.word) or ("",)) for it in plain)
            and tokens[-1].word.lower() not in _ENDED
        )
        if not plain or not (joined or trade) or any(_COMPANY_END.match(token.word) for token in tokens[-1:]):
            break
        if not all(_title_like(token, capitals=capitals) for token in tokens) or _SENTENCE_END.search(line):
            break
        start, first = block.start, above
    return first, start


def _downward(text: Text, at: int, start: int, end: int) -> tuple[int, int]:
    """The block and the place at which a heading ends whose last lines stand below its noun's."""
    last = at
    for below in range(at + 1, min(len(text.blocks), at + 5)):
        block = text.blocks[below]
        line = text.string[block.start : block.end]
        printed = text.string[start:end]
        ended = words_of(printed)[-1] in _ENDED
        joined = _OPEN_END.search(printed) or _OPEN_START.match(line) or _is_aside(line)
        noun = not ended and _BARE_LINE.fullmatch(line.strip(" .,:"))
        if len(line) > _LONGEST_LINE or not (joined or noun) or _PARTIES_LINE.match(line):
            break
        tokens = _tokens(text, block.start, block.end)
        if not all(_title_like(token, capitals=False) for token in tokens):
            break
        end, last = block.end, below
    while _OPEN_END.search(text.string, start, end) and last > at:  # "to" with nothing after it
        last -= 1
        end = text.blocks[last].end
    return last, end
