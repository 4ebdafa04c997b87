"""Terms to which the document gives a meaning in two places.

A term stands in quotation marks for many reasons: to widen its meaning, to say where it is defined, or to
speak of the word. Only words that give a meaning on their own count, and both places must have such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.parties.keys import name_key
from pipeline.findings import Findings
from pipeline.model import Definition, Notice, RegionKind
from pipeline.spans import Span
from pipeline.warnings.defined_terms import term_defined_twice

_QUOTES = "[\"'“”‘’]"
_LEAD = 90  # characters before a term that tell how it is introduced
_TAIL = 140  # … and behind it
# (the "Seller"), (hereinafter referred to as the "Seller"), ("Alder" or the "Seller").
_IN_BRACKETS = re.compile(
    rf"(?:\((?:(?:the|this|each|an?|all|such|collectively|individually|jointly|together|in the aggregate|"
    rf"hereinafter|hereafter|herein|referred to|as|called|sometimes|also|being|or|and|{_QUOTES}[^\"“”()\n]"
    rf"{{1,40}}{_QUOTES}),?\s){{0,9}}|"
    rf"\b(?:hereinafter|hereafter|herein)\s(?:collectively\s)?(?:called|referred\sto\sas|known\sas)\s"
    rf"(?:the\s|an?\s)?){_QUOTES}$",
    re.IGNORECASE,
)
# "Seller" means; the words begin a sentence, as those of "In Section 3, “Seller” means" do not.
_BEGINS = re.compile(
    rf"(?:^|[.;:)\]\n]\s?|\n\s?\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s|"
    rf"\b[Ff]or (?:the )?purposes? (?:hereof|of this [A-Z][a-z]+), |"
    rf"\b[Aa]s used (?:herein|in this [A-Z][a-z]+), )(?:[Tt]he\sterms?\s|An?\s|The\s)?{_QUOTES}?$"
)
_KIND = re.compile(rf"\((?:each|an?)\b[^()]{{0,30}}{_QUOTES}$", re.IGNORECASE)
_MEANS = re.compile(
    rf"{_QUOTES}?,?(?:\s(?:or|and)\s(?:the\s)?{_QUOTES}[^\"“”\n]{{1,60}}{_QUOTES})?\s(?:(?:shall|will)\s)?means?\b"
    r"(?!\s(?:such|this|either|both)\b)(?!\sthe\s[^.;,]{1,60}\s(?:as\s)?(?:more\s|further\s)?(?:defined|described|"
    r"identified)\b)"
)
# "as further defined below": the meaning is given there.
_POINTING = re.compile(r"[^().]{0,50}\b(?:as\s(?:\w+\s)?(?:defined|described)|defined\sbelow)\b")
_BOILERPLATE = frozenset({"party", "parties"})  # said of each side, and again in lists of definitions
_ABBREVIATION = re.compile(r"[A-Z][A-Z.&]{1,6}$")
_TITLE_LINE = 130  # characters of a line of a title page


def defined_again(findings: Findings) -> Iterator[Notice]:
    """One notice for each term that is given a meaning once more, with all the places where it is."""
    definitions = findings.definitions
    if not findings.vocabulary.again:
        return
    used = {definitions[use.definition].term for use in findings.vocabulary.uses}
    further: dict[int, list[Definition]] = {}
    for again, earlier in findings.vocabulary.again:
        # Where no words use the term, nobody has to know which meaning it has.
        if definitions[again].term in used and _counts(findings, definitions[earlier], definitions[again]):
            further.setdefault(earlier, []).append(definitions[again])
    for earlier, others in further.items():
        yield term_defined_twice(findings.outline, definitions[earlier], *others)


def _counts(findings: Findings, earlier: Definition, later: Definition) -> bool:
    """Whether two definitions of a term are two for a reader as well, within one paper."""
    string = findings.text.string
    if later.term.casefold() in _BOILERPLATE or not _gives(string, earlier) or not _gives(string, later):
        return False
    if _of_two_papers(findings, earlier, later):
        return False
    if _of_a_kind(string, earlier) and _of_a_kind(string, later):
        return (
            False  # each place names some of a kind: "Mills (an “Indemnifier”)", "Stores (an “Indemnifier”)"
        )
    # The name of an office in full, with its letters: nothing else is meant the second time.
    return not (_ABBREVIATION.match(later.term) and _before(string, earlier) == _before(string, later))


def _gives(string: str, definition: Definition) -> bool:
    """Whether the words around a term give it a meaning."""
    start, end = definition.start, definition.end
    lead = string[max(0, start - _LEAD) : start]
    if _IN_BRACKETS.search(lead):
        return not _POINTING.match(string, end, end + _TAIL)
    return bool(_BEGINS.search(lead) and _MEANS.match(string, end, end + _TAIL))


def _of_a_kind(string: str, definition: Definition) -> bool:
    return _KIND.search(string[max(0, definition.start - _LEAD) : definition.start]) is not None


def _of_two_papers(findings: Findings, earlier: Definition, later: Definition) -> bool:
    """Whether the second place is in another paper: the form of a notice, or what follows a title page."""
    tree = findings.outline
    signed = next((span.start for span in tree.spans(RegionKind.SIGNATURES)), len(findings.text.string))
    if earlier.start < signed <= later.start:
        return True
    attached = tree.spans(RegionKind.ATTACHMENT)
    if _in(attached, later.start) and _names_a_party_or_paper(findings, later.term):
        return True  # several forms in one exhibit
    heading = tree.spans(RegionKind.COVER, RegionKind.OPENING)
    if not (_in(heading, earlier.start) and _in(heading, later.start)):
        return False
    if later.term.endswith("Agreement"):
        return True  # once behind its title, and once where the text begins
    string = findings.text.string
    line = string.rfind("\n", 0, earlier.start) + 1
    return string.find("\n", earlier.end, line + _TITLE_LINE) >= 0


def _in(spans: tuple[Span, ...], position: int) -> bool:
    return any(span.start <= position < span.end for span in spans)


def _names_a_party_or_paper(findings: Findings, term: str) -> bool:
    aliases = {name_key(alias) for party in findings.parties for alias in (party.name, *party.aliases)}
    return name_key(term) in aliases or term.rpartition(" ")[2] in ("Agreement", "Amendment", "Date")


def _before(string: str, definition: Definition) -> str:
    """The last letters before the bracket that holds a term."""
    bracket = string.rfind("(", max(0, definition.start - _LEAD), definition.start)
    return re.sub(r"[^a-z]+", "", string[max(0, bracket - 40) : max(0, bracket)].casefold())[-20:]
