"""Finds the places at which a term is put in quotation marks, or heads a list of meanings, to define it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clauses.candidates import inside
from pipeline.clauses.page import Page, scanner
from pipeline.clauses.quoted import quoted_of
from pipeline.clauses.unquoted import in_passing, unquoted
from pipeline.model import Definition, Outline, Text
from pipeline.spans import Span

# No mark closes behind a space: in "FDA shall mean an office. 1.9 "Product" means" the second one opens.
_QUOTED = scanner(rb'"([A-Za-z0-9$](?:[^"\n]{0,89}?[^"\n ])??)[.,;:]?"')
_SINGLE_QUOTED = re.compile(rb"'(?<=[\s(]')([A-Z][A-Za-z0-9 &/.-]{0,60})'(?=[\s).,;:])")
# What follows the marks, perhaps after further terms: "X" and "Y" mean …
_MEANS = re.compile(
    r"(?:[ ,]*(?:and|or|and/or|,|and the (?:terms?|words?)|or the (?:terms?|"
    r"words?))? ?\"[^\"\n]{1,80}\"){0,6}[,:]?\s?"
    r"(?:\([^()\n]{1,200}\),?\s)?(?:,[^,\n]{1,120},\s)?"
    # "Affiliate" of a Party means …; "Information" as used in this Agreement means …
    r"(?P<of>(?:of|for|with respect to|in relation to|as to|as applied to|as used (?:in|herein))\b"
    r"[^\".;:\n]{1,80}?\s)??"
    r"(?P<verb>(?:(?:as used (?:herein|in this \w+),? )?"
    r"(?:[Ss]hall |[Ww]ill |each |only |also |hereby |all )*"
    r"(?:[Mm]eans?|have|[Hh]as|[Rr]efers?|[Ii]ncludes?|is|are|be)\b(?: (?:and includes?|to|the|respectively|"
    r"defined|collectively|each|used|given|an?)\b)*))"
)
_MEANING_VERB = re.compile(
    r"(?:each |all )?(?:means?\b|ha(?:s|ve)\b.{0,24}\bmeaning|"
    r"(?:shall|will) (?:each |only |also |hereby )*(?:mean|have|include|refer|be)|"
    r"refers? to|includes?\b|(?:is|are) (?:defined|used))",
    re.DOTALL | re.IGNORECASE,
)
_MERE_BE = re.compile(r"(?:(?:shall|will) (?:\w+ )?be\b|includes?\b)")
# "Territory" is all places …, where the term opens its paragraph or sentence.
_IS = re.compile(
    r"(?:,? (?:and|or) (?:an? |the )?\"[^\"\n]{1,60}\")?(?: (?:for|of|with respect to) [^\".;:\n]{1,60})?"
    r" (?:is|are) (?:the|an?|any|all|each|those|that)\b"
)
_OPENS = re.compile(
    r"(?:^|[.;:]) ?(?:[\w.()]{1,8} )?(?:(?:An?|The|Each) )?"
    r"(?:\"[^\"\n]{1,60}\",? (?:and|or) (?:an? |the )?)?$"
)
_BRACKETED = re.compile(
    r"\((?:[^()\"]{0,160}|"
    r"[^()\"]{0,80}\([^()]{0,60}\)[^()\"]{0,80})(?:\"[^\"()\n]{1,80}\"[^()\"]{0,80}){0,5}$"
)
_CALLED = re.compile(
    r"(?:herein ?after|hereafter|herein|hereby|collectively|individually|sometimes|"
    r"being)?[ ,]*(?:jointly |collectively |individually )?"
    r"(?:referred to|called|termed|known|defined|designated|described)(?: (?:herein|hereinafter|"
    r"collectively|individually|hereafter|jointly|together|sometimes|at times|in this "
    r"\w+))*,?(?: (?:as|to as|by))?,? ?(?:the |an? |each |its )?(?:\"[^\"\n]{1,60}\",? (?:and|"
    r"or)(?: \w+){0,4} )?$|"
    r"(?:hereinafter|herein|hereafter|collectively|individually|together)[, ]+(?:as )?(?:the |an? )?$|"
    r"\b(?:[Tt]he )?(?:terms?|words?|phrases?|expressions?),? $"
)
_BECOMES = re.compile(
    r"\b(?:becomes?|is|are|being|constitutes?|deemed)(?: to be)?(?: the| each an?)? $|\b[Aa]n? $"
)
# Terms that share a verb: "X" means the first, and "Y" the second.
_ELIDED = re.compile(r"(?:,|;|\band) (?:the )?$")
_ELIDED_MEANING = re.compile(r" (?:the|an?|any|all|each|those) ")
_POINTING = re.compile(r"(?:here|there)\w+|includ\w+|without limitation|or|and|will|shall|may")
_LABELLED = re.compile(
    r"\b(?:marked|labell?ed|stamped|(?:clearly|conspicuously|so) (?:designated|identified)) (?:as )?$"
)
_NOT_IN_BRACKETS = re.compile(
    r"\b(?:headed|entitled|captioned|titled|marked|legend|word|words|quotation|definition of|term|"
    r"as)\b[^\"]{0,12}$"
)
_EXTERNAL = re.compile(
    r"(?:as (?:such terms? (?:is|are) )?defined|meanings?\b[^.;\"]{0,60}?|defined)\s(?:in|to (?:it|"
    r"them|such terms?) (?:in|by)|under|by)\s"
    r"(?:(?P<section>(?:[Ss]ection|[Aa]rticle|[Cc]lause|[Pp]aragraph|"
    r"[Rr]ule)\s[\w.()]{1,16})\s(?:of|to|under)\s)?"
    r"(?:the|that certain|such)\s(?P<agreement>(?:[A-Z\d][\w'&.\-]*\s)*(?:Agreement|Act|Code|"
    r"Indenture|Lease|Plan|Contract|Note|Deed|Warrant|"
    r"Charter|Bylaws|Debentures?|Certificate)\b)"
)
# A long bracket ends with its term: (collectively, together with actions in respect thereof, "Claims").
_LAST_IN_BRACKET = re.compile(r"(?:, |\b(?:collectively|together|each|hereinafter),? (?:the |an? )?)$")
_BRACKET = re.compile(r"[()]")
_LONGEST_BRACKET = 1200  # characters
_LONGEST_LEAD = 60  # characters of label and opening words before a definition with a paragraph to itself
_LONGEST_PARAGRAPH = 1200  # a longer one has further definitions run into it
_LONGEST_SENTENCE = 4000  # characters, so that a page in one line costs no more than others
# The next definition of a paragraph that holds several.
_NEXT_DEFINED = re.compile(
    r"[.;] (?=\(?[\w.)]{0,6} ?\"[A-Z][^\"\n]{0,60}\",? (?:or \"[^\"\n]{1,60}\" )?(?:shall |will )?"
    r"(?:means?|has|have)\b)"
)
_SENTENCE_END = re.compile(r"[.;] (?=[\"A-Z(])")


def definitions(text: Text, outline: Outline) -> tuple[Definition, ...]:
    """The defined terms in the order of the text; a term defined twice is there twice."""
    page = Page.of(text)
    replaced = quoted_of(page, 0)
    places: dict[int, tuple[int, int, Span | None]] = {
        place[0]: place for place in (*in_passing(page), *unquoted(page))
    }
    places.update((place[0], place) for place in _defined(_double_quoted(page)))
    return tuple(
        _definition(page, outline, *places[start])
        for start in sorted(places)
        if not inside(replaced, start - 1)
    )


def _double_quoted(page: Page) -> Page:
    """The page with terms in single quotation marks put in double ones, as most drafters have them."""
    folded = _SINGLE_QUOTED.sub(rb'"\1"', page.folded)
    return page if folded == page.folded else page.with_folded(folded)


def _defined(page: Page) -> Iterator[tuple[int, int, Span | None]]:
    """The letters of each defined term, and the words that give its meaning."""
    plain = page.plain
    meant = -1  # the line in which a term was last said to mean something
    for match in _QUOTED.finditer(page.folded):
        start, end = match.span(1)
        line = page.blocks[page.block_index(start)]
        after = match.end()
        if _POINTING.fullmatch(plain, start, end) or plain[start:end].isdigit():
            continue  # words of drafting and figures are no terms: ninety ("90") days
        if _LABELLED.search(plain, max(line.start, start - 40), start - 1):
            continue  # what is written on a paper: marked "Confidential"
        means = _MEANS.match(plain, after, min(line.end, after + 400))
        if means is not None and _says_meaning(plain, means, line.end):
            # A definition with a paragraph to itself has all of its sentences; one in passing has its own.
            in_passing = start - line.start > _LONGEST_LEAD
            meaning_end = _meaning_end(page, means.end(), line.end, in_passing=in_passing)
            meant = line.start
            yield start, end, _trimmed(plain, means.end(), meaning_end)
            continue
        before = plain[max(line.start, start - 260) : start - 1]
        elided = _ELIDED_MEANING.match(plain, after) if meant == line.start else None
        if elided is not None and plain[start].isupper() and _ELIDED.search(before):
            meaning_end = _meaning_end(page, after, line.end, in_passing=True)
            yield start, end, _trimmed(plain, after, meaning_end)
            continue
        bracket = _BRACKETED.search(before)
        if bracket is not None and not _NOT_IN_BRACKETS.search(
            before, max(bracket.start(), len(before) - 24)
        ):
            opening = start - 1 - (len(before) - bracket.start())
            yield start, end, _trimmed(plain, _sentence_start(page, line.start, opening), opening)
        elif (
            (
                _CALLED.search(before[-110:])
                and not before.endswith(("term ", "word ", "phrase ", "terms ", "words "))
            )
            or plain.startswith(", being ", after)
            or (plain[start].isupper() and _BECOMES.search(before))
        ):
            yield start, end, _trimmed(plain, _sentence_start(page, line.start, start), start - 1)
        elif (
            plain[start].isupper()
            and plain.startswith(")", after)
            and _LAST_IN_BRACKET.search(before)
            and (opened := _open_bracket(plain, line.start, start)) is not None
        ):
            yield start, end, _trimmed(plain, _sentence_start(page, line.start, opened), opened)
        elif start - 1 == line.start and plain[after : after + 2] in (": ", "- "):
            yield start, end, _trimmed(plain, after + 2, line.end)
        elif (
            plain[start].isupper()
            and (defining := _IS.match(plain, after, line.end))
            and _OPENS.search(before)
        ):
            meaning_end = _meaning_end(page, defining.end(), line.end, in_passing=True)
            yield start, end, _trimmed(plain, after, meaning_end)


def _says_meaning(plain: str, means: re.Match[str], line_end: int) -> bool:
    """Whether the verb behind a term gives it a meaning; "the "look" of it shall be agreed" does not."""
    verb = means.start("verb")
    return bool(_MEANING_VERB.match(plain, verb, min(line_end, verb + 60))) and not (
        means["of"] and _MERE_BE.match(plain, verb)
    )


def _open_bracket(plain: str, line_start: int, position: int) -> int | None:
    """The bracket that is still open at `position`, if it was opened not too far before; else None."""
    low = max(line_start, position - _LONGEST_BRACKET)
    closed = 0
    for mark in reversed(list(_BRACKET.finditer(plain, low, position))):
        closed += 1 if mark.group() == ")" else -1
        if closed < 0:
            return mark.start()
    return None


def _trimmed(plain: str, start: int, end: int) -> Span:
    """The range without white space at its ends."""
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _meaning_end(page: Page, start: int, end: int, *, in_passing: bool) -> int:
    """Where the meaning ends: with its paragraph, unless other sentences share it."""
    if end - start < _LONGEST_PARAGRAPH and not in_passing:
        following = _NEXT_DEFINED.search(page.plain, start, end)
        return following.start() + 1 if following else end
    found = _SENTENCE_END.search(page.plain, start, min(end, start + _LONGEST_SENTENCE))
    return found.start() + 1 if found else min(end, start + _LONGEST_SENTENCE)


def _sentence_start(page: Page, line_start: int, position: int) -> int:
    """The beginning of the sentence that `position` stands in."""
    low = max(line_start, position - _LONGEST_SENTENCE)
    found = page.plain.rfind(". ", low, position)
    return found + 2 if found >= 0 else low


def _definition(page: Page, outline: Outline, start: int, end: int, meaning: Span | None) -> Definition:
    clause = outline.clause_at(start)
    external = None
    if meaning is not None:
        # Only where the meaning is the reference: "has the meaning set forth in the Purchase Agreement".
        begins = page.skipped(meaning.start)
        external = _EXTERNAL.match(page.plain, begins, min(meaning.end, begins + 400))
    return Definition(
        page.text.string[start:end],
        start,
        end,
        clause.path if clause is not None else None,
        meaning,
        external["agreement"] if external else None,
        external["section"] if external else None,
    )
