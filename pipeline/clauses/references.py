"""Finds references to clauses, exhibits, other agreements and statutes, as the text words them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.clauses.numerals import number_words, roman
from pipeline.clauses.page import Page, scanner
from pipeline.frozen import dataclass

_NOUN = scanner(
    rb"\b((?:[Tt]he |[Tt]his )?(?:[Ss]ection (?:headed|entitled|captioned|titled|called)|heading)) \"|"
    rb"\b((?:[Ss]ub-?)?(?:[Ss]ections?|SECTIONS?|[Aa]rticles?|ARTICLES?|[Cc]lauses?|CLAUSES?|"
    rb"[Pp]aragraphs?|PARAGRAPHS?)|"
    rb"(?:Exhibit|EXHIBIT|Schedule|SCHEDULE|Annex|ANNEX|Attachment|ATTACHMENT)(?:s|S|es|ES)?|"
    rb"Appendix|APPENDIX|Appendices|"
    rb"Sec\.|Titles?|Rules?|Regulation|Items?|Parts?) [\dA-Z(h]|(\xa7\xa7? ?\d)",
)
_ATTACHED = frozenset({"exhibit", "schedule", "annex", "attachment", "appendix"})
_BASE = (
    rf"(?:\d{{1,4}}(?:\.\d{{1,3}})*[A-Z]?\b|\d{{1,3}}[a-z]\b|[IVXL]{{1,7}}(?:\.(?:[A-Z\d]+|[a-z]))*\b|"
    rf"(?i:{number_words()})\b|[A-Z](?:\.\d+)?\b|h:[a-z\d\-]+)"
)
# "(Fees)" and "(FDCA)" behind a number are no items: letters stand singly, doubled, or as Roman numerals.
_ITEMS = r"(?:\s?\((?:[a-zA-Z]{1,2}|aaa|bbb|ccc|ddd|[ivxlIVXL]{1,6}|\d{1,3})\))"
_ITEM = re.compile(r"\((\w+)\)")
_NUMBER = re.compile(rf"(?P<base>{_BASE})(?P<items>{_ITEMS}*)|(?P<only>{_ITEMS}+)")
_MARK = re.compile(
    r"(?P<base>\d{1,3}(?:\.\d{1,3})*|(?!(?:OF|TO|AND|FOR|THE|IS|IN|ON|BY|OR|AS)\b)[A-Z]{1,3}(?:-?\d{1,2})?|"
    r"[IVX]{1,5})(?![\w])(?P<items>(?:\([a-zA-Z\d]{1,3}\))*)(?P<only>\Z)?"
)
_RULE = re.compile(
    rf"(?P<base>\d{{1,5}}(?:\.\d{{1,4}})?(?:\(\d\)-\d{{1,2}}|[A-Za-z]{{0,2}}\d{{0,2}}(?:-\d{{1,3}})?)\b)"
    rf"(?P<items>{_ITEMS}*)(?P<only>\Z)?"
)
_REGULATION = re.compile(
    rf"(?P<base>[A-Z]{{1,3}}(?:-[A-Z]{{1,2}})?\b|\d{{1,4}}\b)(?P<items>{_ITEMS}*)(?P<only>\Z)?"
)
_GRAMMARS = {**dict.fromkeys(_ATTACHED, _MARK), "rule": _RULE, "regulation": _REGULATION}
_LETTERED_NUMBER = re.compile(r"(?P<number>\d{1,2})(?P<letter>[a-z])")  # "paragraph 3a"
_RANGE = re.compile(r"\s(?:through|to)\s|\s?-\s?$")
_CODE = re.compile(r"\b(?P<code>\d{1,2}\s(?:C\.?F\.?R|U\.?S\.?C)\b\.?)(?:\sPart)?\s?$")
_AND = re.compile(
    r"(?:,\s(?:and\s|or\s|and/or\s)?|\s(?:and|or|and/or|through|to|&)\s|\s?-\s?)"
    r"(?:in\s|under\s|including\s)?"
)
_LOWER_NOUN = re.compile(
    r"\s(?:days?|months?|years?|business|calendar|trading|hours?|weeks?|percent|shares|[a-z]+s\b)|%"
)
_OF = re.compile(r",?\s(?:of|to|under|in|from|attached to)\s")
_INSIDE = re.compile(
    rf"(?P<noun>(?i:section|article|clause|paragraph|exhibit|schedule|annex|appendix|"
    rf"attachment))\s(?P<base>{_BASE}|[A-Z](?:-\d)?)(?P<items>{_ITEMS}*)"
)
_HERE = re.compile(r",?\s(?:hereof|hereto|herein|above|below|(?:of|to|in|under)\s(?:this|these)\b|hereunder)")
_THERE = re.compile(r",?\s(?:thereof|therein|thereto|thereunder)\b")
_NAME = re.compile(
    r"(?:(?:the|that certain|such|said|its|their|each|"
    r"any)\s)?(?P<name>(?:\d{4}\s)?[A-Z][\w'&.\-]*(?:\s(?:(?:of|and|&|for|to|on|the|in)\s){0,2}"
    r"(?:\d{4}\s)?[A-Z][\w'&\-]*){0,8})(?P<year>\sof\s\d{4})?"
)
_DOCUMENT = re.compile(
    r"(?:Agreements?|Act|Code|Indenture|Lease|Plan|Contract|Notes?|Deed|Warrants?|Charter|Bylaws|By-laws|"
    r"Debentures?|Certificate|Rules?|Regulations?|"
    r"Terms|Policy|Law|Statutes?|Guaranty|Letter|Amendment|Order|Constitution|Convention|Guide|"
    r"Manual|Schedule|Conditions|Articles|License|"
    r"U\.?S\.?C|C\.?F\.?R|ERISA|FINRA|Incorporation|Instrument|Memorandum|Treaty|Ordinance|"
    r"Addendum|Offer|Program|Directive|Proposal|Definitions)\b"
)
_STATUTE = re.compile(
    r"(?:Act|Code|Rules?|Regulations?(?:\s[A-Z]{1,3}(?:-[A-Z]{1,2})?)?|Statutes?|Law|U\.?S\.?C\b.*|"
    r"C\.?F\.?R\b.*|ERISA|Constitution|"
    r"Treaty|Directive|Ordinance)\b(?:\sof\s\d{4})?\W*$"
)
_INITIALS = re.compile(r"[A-Z]{2,6}\b")  # a document known by its initials: "the SPA"
_LETTERED = re.compile(r"(?<=Regulation) [A-Z]{1,3}(?:-[A-Z]{1,2})?\b")
_OWN_KIND = frozenset({"Agreement", "Lease", "Contract", "License", "Plan", "Note", "Deed", "Amendment"})


@dataclass(frozen=True, slots=True)
class Named:
    """A reference as worded: the noun and number that it gives, and where these are to be looked for."""

    start: int
    end: int
    noun: str  # lower case, singular: section, article, clause, paragraph, exhibit, …, or "heading"
    base: str | None  # "2", "2.01", "IV", "h:payment"; None for "clause (ii)"
    items: tuple[str, ...]  # "a", "i"
    inside: tuple[str, str, tuple[str, ...]] | None = None  # "of Exhibit A": noun, base, items
    document: str | None = None  # another document, as named
    statute: bool = False
    here: bool = False  # "of this Agreement", "hereof"
    ranged: bool = False  # the last one of "Sections 2 through 5"


class _Number(NamedTuple):
    start: int
    end: int
    base: str | None
    items: tuple[str, ...]
    ranged: bool


def named_in(page: Page) -> Iterator[Named]:
    """The references of a text in order, each number of a list by itself."""
    plain = page.plain
    seen = 0
    for match in _NOUN.finditer(page.folded):
        if match.start() < seen:
            continue
        if match.start(1) >= 0:
            found = _headed(plain, match.start(1), match.end())
        else:
            found = _numbered(plain, match)
        for one in found:
            seen = max(seen, one.end)
            yield one


def _headed(plain: str, start: int, quote: int) -> list[Named]:
    """The section headed "Payment"."""
    close = plain.find('"', quote, quote + 100)
    if close < 0:
        return []
    heading = plain[quote:close].rstrip(".,")
    slug = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
    return [Named(start, close + 1, "heading", f"h:{slug}", ())]


def _numbered(plain: str, match: re.Match[bytes]) -> list[Named]:
    start, end = match.span(2 if match.start(2) >= 0 else 3)
    noun_text = plain[start:end]
    noun = _singular(noun_text)
    end_of_noun = match.end() - 1
    grammar = _GRAMMARS.get(noun, _NUMBER)
    plural = noun_text.lower().rstrip().endswith(("s", "\xa7\xa7", "ces"))
    found: list[_Number] = []
    at, begin, ranged = end_of_noun, start, False
    limit = min(len(plain), end_of_noun + 400)
    while True:
        number = grammar.match(plain, at, limit)
        if number is None or not _credible(plain, number, noun, found, plural):
            break
        base = number["base"]
        bracketed = number["items"] or number["only"]
        items = tuple(_ITEM.findall(bracketed)) if bracketed else ()
        lettered = None if base is None or noun == "rule" else _LETTERED_NUMBER.fullmatch(base)
        if lettered is not None:
            base, items = lettered["number"], (lettered["letter"], *items)
        elif base is None and found and found[-1].base is not None:  # "Section 3(a) or (b)"
            base, items = found[-1].base, (*_shared(found[-1].items, items[0]), *items)
        found.append(_Number(begin, number.end(), base, items, ranged))
        link = _AND.match(plain, number.end(), limit)
        if link is None or len(found) > 30:
            break
        at = begin = link.end()
        ranged = _RANGE.match(link.group()) is not None
    return _with_place(plain, noun, found)


@lru_cache(maxsize=256)  # there are few nouns
def _singular(noun: str) -> str:
    low = noun.lower().strip().replace("sub-", "").removeprefix("sub")
    if low.startswith(("\xa7", "sec.")):
        return "section"
    if low == "appendices":
        return "appendix"
    if low == "annexes":
        return "annex"
    return low.rstrip("s") if low != "annex" else low


def _credible(
    plain: str,
    number: re.Match[str],
    noun: str,
    found: list[_Number],
    plural: bool,
) -> bool:
    """Whether a number belongs to the noun: "Section 2 and 90 days" names one section."""
    base = number["base"]
    if not found:
        return not (noun in ("title", "item", "part") and base is None)
    if base is not None and base.islower() and base.isalpha() and not (found[-1].base or "").islower():
        return False  # "Paragraphs 2(a) and 2(c), third-party claims"
    if _LOWER_NOUN.match(plain, number.end()) and base is not None and base.isdigit() and not number["items"]:
        return plural and not re.match(
            r"\s(?:days?|months?|years?|business|calendar|trading|hours?|weeks?)",
            plain[number.end() : number.end() + 12],
        )
    if plural:
        return True
    before = found[-1]
    if base is None and before.base is None:
        return bool(before.items)
    if base is None:  # "Section 3(a) or (b)", but not "under Section 3(a), (ii) the goods"
        one_more = before.items and plain.startswith((" or ", " and "), before.end)
        return bool(one_more) and _goes_on(before.items[-1], number["only"].strip(" ()").partition(")")[0])
    alike = before.base is not None and bool(number["items"]) == bool(before.items)
    return alike and ("." in base or bool(number["items"]))


def _shared(before: tuple[str, ...], item: str) -> tuple[str, ...]:
    """What an item of a list leaves unsaid: the "(a)" of "(ii)" in "2(a)(i) and (ii)"."""
    last = next(
        (i for i in reversed(range(len(before))) if before[i] == item or _goes_on(before[i], item)),
        len(before) - 1,
    )
    return before[: max(last, 0)]


def _goes_on(item: str, following: str) -> bool:
    """Whether the second item can come after the first in one count."""
    if item.isdigit() or following.isdigit():
        return item.isdigit() and following.isdigit() and int(item) < int(following)
    if len(item) == len(following) == 1 and following not in "iI":
        return item < following
    return (roman(item) or 0) < (roman(following) or 0) and roman(item) is not None


def _with_place(plain: str, noun: str, found: list[_Number]) -> list[Named]:
    """The references of one list; what follows its last number holds for all of them."""
    if not found:
        return []
    end = found[-1].end
    inside, document, statute, here = None, None, False, False
    code = _CODE.search(plain, max(0, found[0].start - 24), found[0].start)
    if code is not None:  # "21 C.F.R. § 312.21(a)"
        document, statute = code["code"], True
    of = _OF.match(plain, end)
    after = None
    if _HERE.match(plain, end):
        here = True
    elif _THERE.match(plain, end):
        document = "thereof"
    elif of is not None and (within := _INSIDE.match(plain, of.end())) is not None:
        inside = (within["noun"].lower(), within["base"], tuple(_ITEM.findall(within["items"])))
        after = within.end()
        further = _OF.match(plain, after)
        if further is not None and not _HERE.match(plain, after):
            name = document_at(plain, further.end())
            if name is not None:
                document, after, statute = name
    elif of is not None:
        name = document_at(plain, of.end())
        if name is not None:
            document, after, statute = name
    statute = statute or noun in ("rule", "regulation")
    named = []
    for i, one in enumerate(found):
        stop = after if i + 1 == len(found) and after is not None else one.end
        named.append(
            Named(one.start, stop, noun, one.base, one.items, inside, document, statute, here, one.ranged)
        )
    return named


def document_at(plain: str, at: int) -> tuple[str, int, bool] | None:
    """Another document named here: its name, where the name ends, and whether it is a statute."""
    match = _NAME.match(plain, at, at + 160)
    if match is None:
        return None
    name = match["name"]
    kinds = list(_DOCUMENT.finditer(name))
    initials = _INITIALS.match(name)
    if not kinds and initials is not None:
        return initials.group(), match.start("name") + initials.end(), False
    if not kinds:
        return None
    # The name ends with its last noun: "the Purchase Agreement The Company" has run on.
    cut = kinds[-1].end()
    if name.startswith(" of ", cut):  # "Terms of Use"
        cut = len(name)
    elif (lettered := _LETTERED.match(name, cut)) is not None:  # "Regulation D"
        cut = lettered.end()
    whole = name[:cut]
    end = match.start("name") + cut
    if cut == len(name) and match["year"]:
        end = match.end("year")
    return plain[match.start("name") : end], end, bool(_STATUTE.search(whole))


def own_kind(document: str) -> bool:
    """Whether a name such as "the Agreement" can stand for the document itself."""
    return document in _OWN_KIND
