"""Finds terms that the text says are defined in another document, one by one or all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.clauses.page import Page, scanner
from pipeline.clauses.references import document_at, own_kind
from pipeline.frozen import dataclass
from pipeline.model import BlanketSource, Definition
from pipeline.spans import Span

_DEFINED_IN = scanner(rb"\bdefined (?:in|under|by|pursuant to) ")
_MEANINGS = scanner(
    rb"\bmeanings? |\bdefined in |\b[Dd]efinitions (?:and provisions )?(?:contained|set forth|set out) in "
)
# Between a term and "defined in": " (as", ", as such term is", " (as those terms are".
_AS = re.compile(
    r",? ?\(?(?:each,? |all )?(?:(?:as|so)(?: |$))?(?:(?:each )?(?:such|that|those|these|the) terms? ?)?"
    r"(?:is |are |being )?(?:each )?(?:further |specifically |more fully |more particularly )?$"
)
# Words of which one stands in all that `_ALL_TERMS` matches, and in all that `_NOT_HERE` does.
_OF_TERMS = ("term", "word", "expression")
_OF_ELSEWHERE = ("defined", "capitali", " used ", "unless", "except", "where")
_SAYS_AS = re.compile(r"\b(?:as|terms?|is|are)\b")
_QUOTED = re.compile(r"[\"']([^\"'\n]{1,60}[^\"'\n,.])[,.]?[\"']$")
_ATTACHED = re.compile(
    r"(?:Exhibit|Schedule|Annex|Appendix|Attachment|Section|Article|Agreement|Amendment)\b"
)
_RUN = re.compile(
    r"(?:(?<=[^\w.'&-])|^)(?:\d{4} )?[A-ZÀ-Þ][\w'&/-]*"
    r"(?:(?: | of | of the | for | to | in )[A-ZÀ-Þ][\w'&/-]*){0,7}$"
)
_AND = re.compile(r"(?:,? (?:and|or)|,) (?:the |any |an? |each )?$")
_LEADING = re.compile(
    r"^(?:(?:The|This|That|Each|Any|All|Such|If|No|Upon|Every|For|In|At|An?|Section [\d.]+|With|To|Of|Or|"
    r"And|By|Its) )+"
)
_SECTION = re.compile(
    r"(?:the )?(?P<section>(?:Section|Article|Clause|Paragraph|Rule|Annex|Exhibit|Schedule|Appendix|"
    r"section|clause|paragraph|article) [\w.()-]{1,16}),? (?:of|to|under|in|and|or) "
)
_THIS = re.compile(r"(?:this|these|our|herein|hereof|below|above)\b")
_DETERMINER = re.compile(r"(?:(?:the|that certain|such|said|its|their|each) )?")
_MORE = re.compile(
    r"(?:, (?:and |or )?| and | or |, as applicable,? (?:and|or) )(?=(?:the |that |any other )?[A-Z])"
)
_ALL_TERMS = re.compile(
    r"\b(?:terms?|words?(?: (?:and|or) (?:phrases?|expressions?|terms?))?|"
    r"expressions?)\b(?:[^.;]|\.\d){0,160}$",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"\b(?:not (?:otherwise |specifically |expressly |separately )?(?:been )?defined|undefined|(?:unless|"
    r"except as|"
    r"where not) (?:otherwise |specifically |expressly )*(?:defined|indicated|provided|noted|stated|set "
    r"forth))\b|"
    r"\bcapitali[sz]ed\b|"
    r"\b(?:words?|terms?|expressions?) used (?:herein|"
    r"in this (?:[A-Z][a-z]+ )?(?:Agreement|Amendment|Addendum|Supplement|Schedule|Letter))\b",
    re.IGNORECASE,
)
_ACCOUNTING = re.compile(r"\b(?:accounting|following|certain)\b", re.IGNORECASE)
# From "meanings" to the documents: "respectively ascribed to them in".
_GIVEN = re.compile(
    r"meanings? (?:(?:as|are|is|which|that|given|gives?|set|forth|out|ascribed|assigned|provided|"
    r"specified|attributed|"
    r"accorded|indicated|stated|defined|respectively|therefor|thereto|therein|to|for|them|it|such|the|"
    r"terms?|each|"
    r"those|have|has|had|respective|same) ){0,12}(?:in|by|under|on|pursuant to) "
)
_INCORPORATED = re.compile(r"\b(?:are|is|and) (?:hereby |also )?(?:incorporated|made (?:a )?part)\b")
_FAR = 300  # characters of a sentence before and behind the word that it turns on


@dataclass(frozen=True, slots=True)
class Stated:
    """A term that words in the text say is defined in another document."""

    term: str
    start: int  # of the term, or of its first one where several share the words
    end: int  # of the words that name the document
    document: str
    section: str | None
    statute: bool


def stated_elsewhere(page: Page, definitions: Sequence[Definition]) -> tuple[Stated, ...]:
    """The terms "(as defined in the Purchase Agreement)", in order; not those defined in this document."""
    plain = page.plain
    here = {definition.term for definition in definitions}
    own = own_names(page, definitions)
    found: list[Stated] = []
    for match in _DEFINED_IN.finditer(page.folded):
        source = _source(plain, match.end(), own)
        if source is None:
            continue
        section, document, end, statute = source
        line = page.blocks[page.block_index(match.start())].start
        before = plain[max(line, match.start() - 160) : match.start()]
        lead = _AS.search(before)
        if lead is None or not _SAYS_AS.search(lead.group()):
            continue
        base = match.start() - len(before)
        for term, start in _terms(before[: lead.start()], several="terms" in lead.group()):
            if term not in here:
                found.append(Stated(term, base + start, end, document, section, statute))
    return tuple(found)


def blanket_sources(page: Page, definitions: Sequence[Definition]) -> tuple[BlanketSource, ...]:
    """The sentences that leave all terms not defined here to other documents, in order."""
    plain = page.plain
    own = own_names(page, definitions)
    found: list[BlanketSource] = []
    for match in _MEANINGS.finditer(page.folded):
        if found and match.start() < found[-1].end:
            continue
        line = page.blocks[page.block_index(match.start())].start
        before = plain[max(line, match.start() - _FAR) : match.start()]
        if match.group().lower().startswith(b"definitions"):
            documents, end = _documents(plain, match.end(), own)
            if documents and _INCORPORATED.search(plain, end, end + _FAR):
                found.append(BlanketSource(match.start(), end, documents))
            continue
        low = before.lower()
        if not any(word in low for word in _OF_TERMS) or not any(word in low for word in _OF_ELSEWHERE):
            continue
        terms = _ALL_TERMS.search(before)
        if (
            terms is None
            or not _NOT_HERE.search(before)
            or _ACCOUNTING.search(before, max(0, terms.start() - 24))
        ):
            continue
        given = _GIVEN.match(plain, match.start(), match.start() + _FAR)
        at = given.end() if given is not None else match.end()
        if given is None and plain[match.start()] == "m":
            continue
        documents, end = _documents(plain, at, own)
        if documents:
            found.append(BlanketSource(match.start() - len(before) + terms.start(), end, documents))
    return tuple(found)


def own_names(page: Page, definitions: Sequence[Definition]) -> frozenset[str]:
    """What the document calls itself: (this "Agreement"), and "Agreement" where it defines no other one."""
    names = {d.term for d in definitions if own_kind(d.term.rpartition(" ")[2])}
    this = re.compile(r"\bthis [\"(' ]{0,3}$", re.IGNORECASE)
    own = {
        d.term
        for d in definitions
        if d.term in names and this.search(page.plain, max(0, d.start - 12), d.start)
    }
    return frozenset(own if "Agreement" in names else {*own, "Agreement"})


def _source(plain: str, at: int, own: frozenset[str]) -> tuple[str | None, str, int, bool] | None:
    """Section, document, the end of its name, and whether it is a statute; None where it is this document."""
    section = _SECTION.match(plain, at, at + 60)
    start = section.end() if section is not None else at
    if _THIS.match(plain, start):
        return None
    named = document_at(plain, start)
    if named is None:
        return None
    words, end, statute = named
    if _bare(words) in own:
        return None
    return (section["section"] if section else None), words, end, statute


def _documents(plain: str, at: int, own: frozenset[str]) -> tuple[tuple[str, ...], int]:
    """The documents named from `at` on, without this one, and where the last one ends."""
    found: list[str] = []
    end = at
    while len(found) < 5:
        named = _source(plain, at, own)
        if named is None:
            break
        found.append(_bare(named[1]))
        end = named[2]
        more = _MORE.match(plain, end, end + 40)
        if more is None:
            break
        at = more.end()
    return tuple(found), end


def _bare(name: str) -> str:
    return name[_DETERMINER.match(name).end() :]  # type: ignore[union-attr]  # it matches the empty string


def _terms(before: str, *, several: bool) -> Iterator[tuple[str, int]]:
    """The terms that a text ends with and where each begins, the last one first."""
    while True:
        found = _QUOTED.search(before)
        if found is not None:
            term, start = found[1], found.start(1)
            before = before[: found.start()]
        else:
            found = _RUN.search(before)
            if found is None:
                return
            lead = _LEADING.match(found.group())
            start = found.start() + (lead.end() if lead is not None else 0)
            term = before[start:]
            before = before[: found.start()]
        if not _ATTACHED.match(term):
            yield term, start
        link = _AND.search(before)
        if not several or link is None:
            return
        before = before[: link.start()]


def statement_span(stated: Stated) -> Span:
    """From the term to the end of the words that name its document."""
    return Span(stated.start, stated.end)
