"""What the document is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.extract.terms.headings import (
    HEADINGS,
    Heading,
    after_names,
    heading_at,
    unnamed_heading,
    without_name,
    words_of,
)
from pipeline.extract.terms.title_words import connective, qualifier
from pipeline.frozen import dataclass
from pipeline.match import scanner
from pipeline.match.automaton import Automaton
from pipeline.model import Answer, Mention, Outline, RegionKind, Rejected, Status, Text
from pipeline.spans import Span

_SURE = 6  # points of a heading that outweigh a name which the document gives itself
_LATER = 900  # characters that cost a heading a point: titles stand early
_HEAD = 8000  # characters in which a title may stand; legends and lists of exhibits come before it
# A number of a filing system, a clause about the agreement: no titles.
_NO_TITLE = re.compile(
    r"(?:agreement|contract|exhibit|lease|schedule)\s+(?:no\b|number|#|date)|(?:addendum|amendment)\s+number$|(?:entire|whole|complete|binding|final)\b"
    r"|(?:terms?|subject|subject\s+matter|purpose|scope|duration|effect|termination|renewal|extension|execution|summary|form\s+and\s+scope|grant|acceptance|breach|amendments?|assignment|modification)\s+(?:of|to)\s+(?:the\s+|this\s+)?(?:agreement|contract|lease|licen[cs]e|rights|franchise)(?:$|\s+and\b)"
    r"|section\b|article\b|recitals?\b|(?:no\s+)?waivers?$|assignment$|amendments?$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:has|have|been|is|are|was|were|shall|contains?|which|that)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"[A-Z]")
_PART_OF = re.compile(
    r"(?:attachment|exhibit|schedule|annex|appendix) \w{1,3} to\b"
)  # bound to another paper
# Nouns that say little alone: a heading of one of them yields to a name of more words.
_BARE = frozenset(
    """
    addendum agreement amendment appendix assignment certificate consent contract endorsement
    exhibit lease letter licence license note plan policy release schedule supplement waiver
    warrant
    """.split()
)
# Nouns that also head clauses, columns and lists: a title of one of them fills its line.
_WEAK = frozenset(
    """
    acknowledgement acknowledgment amendments appendix arrangement assignment assumption bond
    certificate conditions consent convention covenant covenants declaration endorsement
    extension franchise guarantees instrument licence license note plan policy proposal protocol
    release renewal rider schedule settlement subscription supplement undertaking waiver warrant
    warrants
    """.split()
)


@dataclass(frozen=True, slots=True)
class _SelfName:
    start: int
    end: int
    rule: str
    words: tuple[str, ...]
    opens: bool  # the sentence goes on as the first of an agreement does


def title(text: Text, outline: Outline) -> Answer:
    """The title as printed, white space squeezed; absent in a letter that has none."""
    mentions = list(_mentions(text))
    own = [
        _SelfName(
            name.start,
            name.end,
            mention.rule,
            words_of(text.string[name.start : name.end]),
            "opens" in mention.groups,
        )
        for mention in mentions
        if (name := mention.groups.get("name")) and _CAPITAL.search(text.string, name.start, name.end)
    ]
    limit = _limit(text, own)
    called = frozenset(word for name in own for word in name.words)
    headings = [
        found
        for mention in mentions
        if mention.rule in HEADINGS
        and mention.start < limit
        and (found := heading_at(text, mention, called)) is not None
        and _may_be_title(text, found)
    ]
    headings = _longest(headings)
    chosen = _chosen(text, outline, own, headings)
    if chosen is None:
        return Answer(Status.ABSENT)
    every: list[Heading | _SelfName] = [*headings, *own]
    rejected = tuple(
        Rejected(
            _squeezed(text.string[name.start : name.end]),
            name.start,
            name.end,
            name.rule,
            "stands later or says less",
        )
        for name in every
        if name.words != chosen.words
    )
    value = _squeezed(text.string[chosen.start : chosen.end])
    places = [
        chosen,
        *(name for name in every if name.words == chosen.words and name.start != chosen.start),
    ]
    evidence = tuple((Span(name.start, name.end), name.rule) for name in places[:4])
    return Answer(Status.FOUND, value, evidence, rejected[:5])


def _mentions(text: Text) -> Iterator[Mention]:
    """The document's own names and the nouns of headings on the first pages.

    "THIS AGREEMENT HAVE BEEN OMITTED Supply Agreement" is no name: a legend, with a heading run on to it.
    """
    titles = scanner("titles")
    for mention in titles.find(text, [Span(0, min(len(text.string), _HEAD))]):
        name = mention.groups.get("name")
        if name and _VERB.search(text.string, name.start, name.end):
            yield from titles.find(text, [Span(name.start, mention.end)])
        else:
            yield mention


def _limit(text: Text, own: Sequence[_SelfName]) -> int:
    """Where the headings end: at the first sentence of the agreement, or at the salutation of a letter."""
    begun = _beginnings().first(text.folded, 0, min(len(text.folded), _HEAD))
    names = [name for name in own if name.rule != "this-in-a-sentence"]
    opening = next((name.start for name in names if name.opens), None) or next(
        (it.start for it in names), None
    )
    return min((at for at in (opening, begun and begun[0]) if at is not None), default=_HEAD)


@cache
def _beginnings() -> Automaton:
    """Salutations, and what recitals begin or end with."""
    return Automaton(
        r"(?im:^(?:dear\b|ladies\s+and\s+gentlemen|gentlemen\b|to\s+whom\b)"
        r"|\b(?:dear\s+(?:sirs?|madam)|ladies\s+and\s+gentlemen)\b)"
        r"|\b(?:WHEREAS|NOW,?\s+THEREFORE|hereby\s+agree|agree(?:d)?\s+as\s+follows)\b",
        "title.py",
    )


def _longest(headings: Sequence[Heading]) -> list[Heading]:
    """The headings, each once; one that a longer one begins with is that one's."""
    kept: list[Heading] = []
    for found in sorted(headings, key=lambda it: (it.start, -it.end)):
        if not kept or found.start != kept[-1].start:
            kept.append(found)
    return kept


def _may_be_title(text: Text, found: Heading) -> bool:
    return (
        bool(found.words)
        and _NO_TITLE.match(text.string[found.start : found.end]) is None
        and "." * 5 not in text.string[found.end : found.end + 8]
        and (found.alone or found.noun not in _WEAK)
    )


def _chosen(
    text: Text, outline: Outline, own: Sequence[_SelfName], headings: Sequence[Heading]
) -> Heading | _SelfName | None:
    """The heading that has most for it, mended by what the document calls itself; failing one, that name."""
    name = next((it for it in own if it.opens and len(it.words) > 1), None) or next(
        (it for it in own if len(it.words) > 1 and it.rule != "this-in-a-sentence"), None
    )
    best: Heading | _SelfName | None = None
    most = 0
    for heading in headings:
        agreed = _agreed(text, heading, name) if name is not None else None
        points = _points(outline, heading, headings) + (8 if agreed is not None else 0)
        if best is None or points > most:
            best, most = agreed or without_name(text, heading), points
    if name is not None and (best is None or most < _SURE):
        return name
    if best is not None and (most >= 8 or len(best.words) > 1 or best.words[0] not in _BARE):
        return best
    later = next((it for it in own if it.rule == "this-in-a-sentence"), None)
    return name or later or best or unnamed_heading(text, _limit(text, own)) or next(iter(own), None)


def _points(outline: Outline, heading: Heading, headings: Sequence[Heading]) -> int:
    """How much speaks for the heading."""
    region = outline.region_at(heading.start)
    listed = region is not None and region.kind is RegionKind.CONTENTS
    telling = any(len(word) > 2 and word not in _BARE and not connective(word) for word in heading.words)
    part = _PART_OF.match(" ".join(heading.words)) is not None
    again = any(
        other is not heading and len(other.words) > 1 and other.words == heading.words[-len(other.words) :]
        for other in headings
    )
    return (
        3 * heading.alone
        + 2 * heading.followed
        + 4 * telling
        + again
        - 4 * listed
        - 2 * (heading.noun in _WEAK)
        - 3 * part
        - min(4, heading.start // _LATER)
    )


def _agreed(text: Text, heading: Heading, own: _SelfName) -> Heading | _SelfName | None:
    """The heading cut or completed to the name that the document gives itself; None where they disagree."""
    own_words, words = own.words, heading.words
    if words[-len(own_words) :] == own_words:
        return after_names(text, heading, len(own_words))
    if words[: len(own_words)] == own_words:
        tail = words[len(own_words) :]
        told = heading.alone and (
            tail[-1] == "agreement"
            or all(qualifier(word) or connective(word) or not word.isalpha() for word in tail)
        )
        return (
            heading if told else replace(heading, end=_end_of(text, heading, len(own_words)), words=own_words)
        )
    if set(words) == set(own_words):
        return heading
    if set(words) < set(own_words):
        return own
    shared = len(set(words) & set(own_words))
    return (
        heading if shared / len(set(words) | set(own_words)) >= 0.6 or set(own_words) < set(words) else None
    )


def _end_of(text: Text, heading: Heading, count: int) -> int:
    """Where the heading's first `count` words end."""
    found = list(re.finditer(r"[a-z0-9]+", text.string[heading.start : heading.end].lower()))
    return heading.start + found[count - 1].end()


def _squeezed(printed: str) -> str:
    return " ".join(printed.split())
