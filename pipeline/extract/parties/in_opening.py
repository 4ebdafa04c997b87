"""Finds the list of parties in an opening, however it is laid out.

Several places may look like one: a cover page, the opening sentence, a recital that tells of another
agreement. Each is read, and the one that says most of its parties is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.parties.entity_types import entity_type
from pipeline.extract.parties.keys import looks_like_person, name_key, names_body, spelling
from pipeline.extract.parties.letters import letter_parties
from pipeline.extract.parties.lists import BODY_AFTER_COMMA, read_list
from pipeline.extract.parties.names import Name, name_at
from pipeline.extract.parties.openings import Listed, Opening
from pipeline.extract.parties.roles import role_of_term
from pipeline.frozen import dataclass
from pipeline.model import Mention
from pipeline.spans import Span

_FEWEST = 2
_LEADS = ("lead", "made-by", "parties-heading", "parties-heading-capitals")
# Weights of what speaks for a reading, in points. Two parties that something vouches for, after "between",
# outweigh any other reading; the joining party of a joinder outweighs the parties of what it joins.
_LED = 12.0
_UNDERSIGNED, _JOINING = _LED, 3 * _LED
_FADES = 400  # characters behind the beginning of the opening, for one point

# Words before "between" that tell of another agreement than this one.
_ANOTHER = re.compile(
    r"\b(?:that certain|pursuant to|under (?:the|a)|(?:reference|attached) (?:is|to)|joins"
    r"|in connection with|part(?:y|ies) to"
    r"|becomes a party|becomes? bound|bound by|set forth in|defined in|provided in|prior|previous|existing"
    r"|entered into (?:an?"
    r"|another)\b"
    r"|relationship|transactions?|differences?|conflict)\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\b(?:this|th1s|made|entered into|dated|agreement is|preamble)\b|^\s*(?:by and )?$", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"(?:^|\n)(?=[A-Z])")
_SENTENCE_START = re.compile(r"(?:\.\s+(?=[A-Z])|\n\n|\n(?=[A-Z]))")
# Where a name may stand in a sentence that has no "between".
_BEFORE_NAME = re.compile(
    r"(?:^|(?<=\n)|(?<=\. )|(?<=\w, )|[,;)]\s|\b(?:to|with|from|by|for|and|that|between|among|on|appoints?"
    r"|which|induces?|engages?|retains?|employs?|hires?|authori[sz]es|designates|grants|licenses|unto"
    r"|AGREEMENT|GUARANTY|LEASE|[Aa]greements? of|(?:order|favou?r|benefit|behalf) of|AND|BY|FOR|TO|WITH"
    r"|FROM|ON"
    r"|(?:ORDER|FAVOR|BENEFIT) OF)\s)"
    r"(?:the\s|THE\s|Mr\.\s|Ms\.\s|Dr\.\s)?(?=[A-Za-z0-9]\S)"
)
_DESCRIPTION = re.compile(r",?\s\(?(?:an?|A|AN|formerly|f/k/a|d/b/a|doing business)\s")
_SEATED = re.compile(
    r",?\s\(?(?:with|having|whose|located|of|duly|organi[sz]ed|incorporated|acting|residing)\b"
)
_BARE = 1.0
_SHORTEST_BARE = 3
_BEFORE_BARE = re.compile(r"\s*(?:the\s)?")
_BARE_PARTING = re.compile(r",? (?:and|AND|&) |[,;] ")
_BARE_END = re.compile(
    r"\s?(?:[.;:(\n]|$|,?\s(?:each|both|all|collectively|hereinafter|dated|effective|is|are|shall|for|hereby|on|as"
    r"|regarding|concerning|with|to|in|under|WITNESSETH|WHEREAS)\b)"
)
_JOINS = re.compile(r"\b(?:joins?|becomes? a party|be bound|accedes?|adopts?|consents?)\b", re.IGNORECASE)
# "Schedule I, Part 2": no first person.
_NUMERAL_BEFORE = re.compile(r"\b[A-Z][a-z]+\s$")
# What a sentence whose subject is the list of parties goes on with.
_AGREES = re.compile(
    r"\W{0,3}(?:\w+\s){0,6}?(?:agrees?|agreed|hereby|enter(?:s|ed)?\s(?:into)?|desires?|wish(?:es)?|intend(?:s)?"
    r"|covenants?|contracts?)\b",
    re.IGNORECASE,
)
_NEXT_SENTENCES = 900
_SIGNS_TOO = re.compile(
    r"[\s,]*(?:is|are|has|hereby|also|solely|joins?|executes?)\s?(?:[\w,]+\s){0,6}?"
    r"(?:execut|sign|join|part(?:y|ies) to|enter)"
)
_LABELS = 3_000  # characters of a form in which a label may give the other party
_MOST_LABELS = 60  # labels of one kind behind which a party is looked for
_MOST_SUBJECTS = 12  # paragraphs whose first words are tried as a list of parties
_MOST_LEADS = 40  # lists that one opening is searched for
_MOST_DEFINITIONS = 6  # paragraphs with a definition in which parties may stand without "between"
_LONGEST_PARAGRAPH = 2_500


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of who the parties are."""

    entries: list[Listed]
    score: float


def listed_parties(opening: Opening, spans: Sequence[Span], *, origin: int) -> list[Listed]:
    """The parties that the opening names, blanks among them; empty if it names none.

    `origin` is where the opening proper begins: the further behind it a list stands, the less it counts.
    """
    readings = [
        reading
        for span in spans
        for read in (
            _by_lead(opening, span, origin),
            _by_label(opening, span),
            _by_start(opening, span),
            _by_subject(opening, span),
            (_first_person(opening, mark, span) for mark in opening.asides(span, "first-person")),
            _by_letter(opening, span),
        )
        for reading in read
    ]
    best = max(readings, key=lambda reading: reading.score, default=None)
    if best is None:
        return []
    found = _apart(opening, best.entries)
    found = _apart(opening, [*found, *_joining(opening, found)])
    if len(found) == 1:
        found += _beside(opening, found[0], [reading for reading in readings if reading is not best])
        found += _labelled_beside(opening, found, spans)
    elif len(found) == _FEWEST and _named_elsewhere(opening, found[1]):
        beside = _labelled_beside(opening, found[:1], spans)
        found[1:] = [replace(entry, own=found[1].own) for entry in beside] or found[1:]
    return [_completed(opening, entry, readings) for entry in found]


def _beside(opening: Opening, only: Listed, readings: Sequence[_Reading]) -> list[Listed]:
    """The entries of other readings that bear a role as their term, where the best names one party only."""
    taken = {name_key(opening.string[only.start : only.end])}
    roles = {_role(term) for term in only.own}
    beside = []
    for entry in (entry for reading in readings for entry in reading.entries):
        key = name_key(opening.string[entry.start : entry.end])
        role = next((role for term in entry.own if (role := _role(term))), None)
        if key in taken or entry.blank or entry.unnamed or role is None or role in roles:
            continue
        taken.add(key)
        roles.add(role)
        beside.append(replace(entry, rule="defined-beside"))
    return beside


def _joining(opening: Opening, found: Sequence[Listed]) -> list[Listed]:
    """Those of whom the next sentence says that they sign too: Elm, Ltd ("Elm") is executing this deed."""
    if not found:
        return []
    start = found[-1].closed
    end = opening.string.find("\n\n", start, start + _NEXT_SENTENCES)
    passage = Span(start, end if end >= 0 else min(start + _NEXT_SENTENCES, len(opening.string)))
    return [
        replace(entry, rule="joining")
        for entry in _defined(opening, passage)
        if _SIGNS_TOO.match(opening.string, entry.closed, entry.closed + 120)
    ]


def _role(term: str) -> str | None:
    return role_of_term(term, "")


def _named_elsewhere(opening: Opening, entry: Listed) -> bool:
    """Whether an entry points to a label: "the reseller named above"."""
    return entry.unnamed and opening.string[entry.start : entry.end].casefold().endswith("above")


def _labelled_beside(opening: Opening, found: Sequence[Listed], spans: Sequence[Span]) -> list[Listed]:
    """The only party that a role labels beside the only one of the opening: "Customer Name: Elm, Inc."."""
    if len(found) != 1:
        return []
    key = name_key(opening.string[found[0].start : found[0].end])
    named = [
        entry
        for span in spans
        for entry in _labels(opening, Span(span.start, min(span.end, span.start + _LABELS)), "form-label")
        if name_key(opening.string[entry.start : entry.end]) != key
    ]
    return [replace(entry, rule="label-beside") for entry in named[:1]]


def _apart(opening: Opening, entries: Sequence[Listed]) -> list[Listed]:
    """The entries without the second of two that bear one name, form and all."""
    seen: set[str] = set()
    kept = []
    for entry in entries:
        spelt = "" if entry.blank or entry.unnamed else spelling(opening.string[entry.start : entry.end])
        if not spelt or spelt not in seen:
            kept.append(entry)
        seen.add(spelt)
    return kept


def _completed(opening: Opening, entry: Listed, readings: Sequence[_Reading]) -> Listed:
    """The entry with what another reading says of it, where its own gives no term.

    The cover page names the parties, and the opening defines them.
    """
    if entry.own or entry.shared or entry.unnamed or entry.blank:
        return entry
    key = name_key(opening.string[entry.start : entry.end])
    for reading in readings:
        for other in reading.entries:
            if (other.own or other.shared) and name_key(opening.string[other.start : other.end]) == key:
                return replace(other, start=entry.start, end=entry.end)
    return entry


def _score(opening: Opening, entries: Sequence[Listed]) -> float:
    """How much speaks for the entries being the parties."""
    total = 0.0
    for entry in entries[:8]:
        name = opening.string[entry.start : entry.end]
        total += 1.0
        total += 2.0 * bool(entry.own or entry.shared)
        total += 1.0 * (entry.formed or entry.unnamed)
        total += 1.0 * (entry.vouched and not entry.blank)
        total += 1.5 * (not entry.blank and opening.known(name))
        total -= 1.0 * (not entry.vouched and not looks_like_person(name))
    return total


def _credible(opening: Opening, entry: Listed) -> bool:
    """Whether the name itself is a body's or a person's, or stands in a signature block."""
    name = opening.string[entry.start : entry.end]
    return (
        entry.formed
        or looks_like_person(name)
        or opening.known(name)
        or entity_type(name, None, None) is not None
    )


# --------------------------------------------------------------------------- lists led in by "between"


def _by_lead(opening: Opening, span: Span, origin: int) -> Iterator[_Reading]:
    """Lists behind "between", "made by", a heading; and the undersigned of a joinder."""
    stops = leads = 0
    for mark in opening.within(span):
        stops += mark.rule == "stop"
        if mark.rule == "undersigned":
            yield _undersigned(opening, mark, span)
        elif mark.rule in _LEADS and leads < _MOST_LEADS:
            leads += 1
            entries = read_list(opening, mark.end, span.end, mark.rule)
            named = [entry for entry in entries if not entry.blank]
            if any(
                entry.vouched or opening.known(opening.string[entry.start : entry.end]) for entry in named
            ):
                score = _score(opening, entries) + _by_place(opening, mark, span, entries)
                recited = 0.6 if stops > 1 else 0.85 if stops else 1.0
                yield _Reading(entries, score * recited - max(0, mark.start - origin) / _FADES)
            elif mark.rule == "lead" and not stops:
                yield _bare(opening, mark, span)


def _bare(opening: Opening, mark: Mention, span: Span) -> _Reading:
    """A list of names of which nothing is said, to the end of its sentence; others go before it."""
    before = _sentence_before(opening.string, mark.start, span.start)
    entries: list[Listed] = []
    at = mark.end
    while _THIS.search(before) and not _ANOTHER.search(before):
        lead = _BEFORE_BARE.match(opening.string, at, span.end)
        name = name_at(opening.string, lead.end() if lead else at, span.end, joined=False)
        words = opening.string[name.start : name.end] if name else ""
        if name is None or len(words) < _SHORTEST_BARE or (" " not in words and role_of_term(words, "")):
            break
        tail = Span(name.end, name.end)
        entries.append(
            Listed(name.start, name.end, tail, "bare", formed=name.formed, vouched=True, closed=name.end)
        )
        parting = _BARE_PARTING.match(opening.string, name.end, span.end)
        if parting is None:
            ended = _BARE_END.match(opening.string, name.end, span.end) is not None
            told = all(_several_words(opening, entry) for entry in entries) or len(entries) == _FEWEST
            return (
                _Reading(entries, _BARE) if ended and told and len(entries) >= _FEWEST else _Reading([], -1.0)
            )
        at = parting.end()
    return _Reading([], -1.0)


def _several_words(opening: Opening, entry: Listed) -> bool:
    return " " in opening.string[entry.start : entry.end]


def _by_place(opening: Opening, mark: Mention, span: Span, entries: Sequence[Listed]) -> float:
    """What the words before a list add to its score, or take from it."""
    score = _score(opening, entries)
    before = _sentence_before(opening.string, mark.start, span.start)
    vouched = sum(entry.vouched and not entry.blank for entry in entries)
    if _ANOTHER.search(before):
        added = -0.6 * score
    elif mark.rule == "lead" and vouched >= _FEWEST:
        added = _LED - 0.2 * score * (not _THIS.search(before))
    else:
        added = -0.2 * score * (not _THIS.search(before))
    return added - 0.4 * (score + added) * (len(entries) < _FEWEST)


def _sentence_before(string: str, at: int, start: int) -> str:
    """The words of the sentence before `at`."""
    begin = max(start, at - 300)
    breaks = [found.end() for found in _SENTENCE_START.finditer(string, begin, at)]
    return string[(breaks[-1] if breaks else begin) : at]


def _undersigned(opening: Opening, mark: Mention, span: Span) -> _Reading:
    """The party in apposition to "the undersigned", and those behind it that a term is defined for."""
    entries = read_list(opening, mark.end, span.end, mark.rule)
    if not entries or entries[0].start > mark.end or not _credible(opening, entries[0]):
        return _Reading([], -1.0)
    pairs = pairwise(entries)
    joined = (_BARE_PARTING.fullmatch(opening.string, one.end, other.start) for one, other in pairs)
    entries = [entries[0], *(entry for entry, with_it in zip(entries[1:], joined, strict=True) if with_it)]
    end = entries[-1].end
    others = _defined(opening, Span(end, min(span.end, end + 600)))
    joins = _JOINS.search(opening.string, end, min(span.end, end + 200))
    return _Reading(entries + others, _JOINING if joins else _UNDERSIGNED)


def _first_person(opening: Opening, mark: Mention, span: Span) -> _Reading:
    """Who says "I" or "we", with those of the same paragraph that a term is defined for."""
    string = opening.string
    nothing = _Reading([], -1.0)
    if _NUMERAL_BEFORE.search(string, max(span.start, mark.start - 20), mark.start):
        return nothing
    name = name_at(string, mark.end, span.end)
    if name is None or string[name.end : name.end + 1] not in (",", " "):
        return nothing
    entries = read_list(opening, mark.end, span.end, mark.rule)[:1]
    if not entries or entries[0].start > mark.end + 5 or not _credible(opening, entries[0]):
        return nothing
    begin = max(string.rfind("\n\n", span.start, mark.start), span.start)
    before = _defined(opening, Span(begin, mark.start))
    after = _defined(opening, Span(entries[0].end, min(span.end, entries[0].end + 600)))
    found = _apart(opening, [*before, entries[0], *after])
    return _Reading(found, _score(opening, found) + _LED / 2)


# --------------------------------------------------------------------------- forms


def _by_label(opening: Opening, span: Span) -> Iterator[_Reading]:
    """Parties behind labels: "Party A: …", "Owner: …", "From: …"; the label is a term or a role."""
    for rule in ("label", "form-label", "memo-label"):
        named = _labels(opening, span, rule)
        if len(named) >= _FEWEST:
            yield _Reading(named, _score(opening, named))


def _labels(opening: Opening, span: Span, rule: str) -> list[Listed]:
    """The parties behind labels of one kind, each label's first."""
    entries: dict[str, Listed] = {}
    tried = 0
    for mark in opening.asides(span, rule):
        label = _label(opening.string, mark)
        in_table = ":" not in opening.string[mark.start : mark.end]
        if in_table and not _starts_row(opening.string, mark.start):
            continue
        if rule == "form-label" and (not label[0].isupper() or role_of_term(label, "") is None):
            continue
        if label.casefold() in entries:
            continue
        tried += 1
        if tried > _MOST_LABELS:
            break
        read = read_list(opening, mark.end, span.end, rule)[:1]
        if in_table and read and not (read[0].formed or read[0].own):
            continue
        if read and not read[0].blank and read[0].start - mark.end < 12 and _labelled(opening, read[0], rule):
            own = read[0].own or ((label,) if rule == "label" else ())
            capacity = label if rule == "form-label" else read[0].capacity
            entries[label.casefold()] = replace(read[0], vouched=True, own=own, capacity=capacity)
    return _apart(opening, list(entries.values()))


def _labelled(opening: Opening, entry: Listed, rule: str) -> bool:
    """Whether the name behind a label counts: "Party A" vouches for any, a role only for a credible one."""
    if rule == "label" or _credible(opening, entry):
        return True
    return rule == "form-label" and names_body(opening.string[entry.start : entry.end])


def _starts_row(string: str, at: int) -> bool:
    """Whether a cell begins a row of a table, be it numbered."""
    begin = string.rfind("\n", 0, at) + 1
    return at - begin <= len("10. ") and not string[begin:at].strip(" .()0123456789ABCDEFGH")


def _label(string: str, mark: Mention) -> str:
    """The words of a label; within a line only the last, for the others may be of the name before."""
    label = string[mark.groups["label"].start : mark.groups["label"].end]
    at_line_start = mark.start == 0 or string[mark.start - 1] == "\n"
    return label if at_line_start or mark.rule != "form-label" else label.rsplit(" ", 1)[-1]


# --------------------------------------------------------------------------- sentences without "between"


def _by_start(opening: Opening, span: Span) -> Iterator[_Reading]:
    """A ("Seller") sells to B ("Buyer"); given by A ("X") to B ("Y")."""
    string = opening.string
    definitions = [mark for mark in opening.within(span) if mark.rule.startswith("definition")]
    seen = -1
    single: list[Listed] = []
    for mark in definitions[:_MOST_DEFINITIONS]:
        begin = max(string.rfind("\n", span.start, mark.start) + 1, span.start)
        if begin == seen:
            continue
        seen = begin
        end = string.find("\n\n", mark.end, span.end)
        passage = Span(begin, min(end if end >= 0 else span.end, begin + _LONGEST_PARAGRAPH))
        entries = _apart(opening, _defined(opening, passage))
        if any(_credible(opening, entry) for entry in entries) or _bodies(opening, entries, begin):
            weight = 0.75 if len(entries) >= _FEWEST else 0.4
            yield _Reading(entries, weight * _score(opening, entries) - begin / 1e5)
            if len(entries) == 1 and not _recited(opening, span, begin):
                single += entries
    if len(single) >= _FEWEST:  # a paragraph for each
        yield _Reading(single, 0.6 * _score(opening, single))


def _bodies(opening: Opening, entries: Sequence[Listed], begin: int) -> bool:
    """Whether a paragraph begins with two names that have terms, one of them with a noun of bodies in it."""
    if len(entries) < _FEWEST or entries[0].start != begin or not all(entry.own for entry in entries):
        return False
    return any(names_body(opening.string[entry.start : entry.end]) for entry in entries)


def _recited(opening: Opening, span: Span, at: int) -> bool:
    """Whether the recitals, which tell of others, begin before `at`."""
    return any(mark.rule == "stop" for mark in opening.within(Span(span.start, at)))


def _by_subject(opening: Opening, span: Span) -> Iterator[_Reading]:
    """A, whose office is at X, and B agree: a paragraph that begins with parties that have no terms."""
    tried = 0
    for line in _PARAGRAPH.finditer(opening.string, span.start, span.end):
        name = name_at(opening.string, line.end(), span.end)
        if name is None or not name.formed:
            continue
        tried += 1
        if tried > _MOST_SUBJECTS:
            return
        entries = read_list(opening, line.end(), span.end, "subject")
        if (
            len([entry for entry in entries if entry.vouched and not entry.blank]) >= _FEWEST
            and (after := entries[-1].tail.end)
            and _AGREES.match(opening.string, after, min(span.end, after + 80))
        ):
            yield _Reading(entries, 0.6 * _score(opening, entries) - line.end() / 1e5)


def _defined(opening: Opening, passage: Span) -> list[Listed]:
    """The names in a passage that a term is defined for, up to its first stop."""
    entries: list[Listed] = []
    at = passage.start
    for lead in _BEFORE_NAME.finditer(opening.string, passage.start, passage.end):
        if lead.end() < at or lead.end() >= passage.end:
            continue
        mark = opening.next_mark(at)
        if entries and mark and mark.rule == "stop" and mark.start < lead.start():
            break
        if opening.behind_through(lead.end()) or not _may_be_defined(
            opening, lead.end(), passage, first=not entries
        ):
            continue
        kept = [
            entry
            for entry in read_list(opening, lead.end(), passage.end, "defined")
            if entry.own or entry.shared
        ]
        if kept:
            entries += kept
            at = kept[-1].closed
    return entries


def _may_be_defined(opening: Opening, at: int, passage: Span, *, first: bool) -> bool:
    """Whether a name stands at `at` for which a term may follow; cheaper than reading its tail."""
    name = name_at(opening.string, at, passage.end)
    if name is None:
        return False
    words = opening.string[name.start : name.end]
    begins = first and not opening.string[passage.start : name.start].strip()
    described = name.formed and _DESCRIPTION.match(opening.string, name.end) is not None
    seated = name.formed and first and _SEATED.match(opening.string, name.end) is not None
    said_body = " " in words and BODY_AFTER_COMMA.match(opening.string, name.end, passage.end) is not None
    if not (
        opening.defined(name.end)
        or begins
        or described
        or seated
        or said_body
        or _next_defined(opening, name, passage)
    ):
        return False
    return name.formed or " " in words or described or opening.known(words)


def _next_defined(opening: Opening, name: Name, passage: Span) -> bool:
    """Whether a term is defined for the body joined to this one: A, Inc. and B, Inc. (the "Buyers")."""
    if not (name.formed and opening.string.startswith(" and ", name.end)):
        return False
    second = name_at(opening.string, name.end + len(" and "), passage.end)
    return second is not None and second.formed and opening.defined(second.end)


# --------------------------------------------------------------------------- letters


def _by_letter(opening: Opening, span: Span) -> Iterator[_Reading]:
    """The addressees of a letter and the parties that its first paragraphs define."""
    letter = letter_parties(opening.string, span)
    if letter is None:
        return
    addressees, body = letter
    entries = list(addressees)
    keys = [name_key(opening.string[entry.start : entry.end]) for entry in addressees]
    for entry in _apart(opening, _defined(opening, body)):
        key = name_key(opening.string[entry.start : entry.end])
        if key in keys:
            at = keys.index(key)
            entries[at] = replace(entry, start=addressees[at].start, end=addressees[at].end)
        else:
            entries.append(entry)
    if entries:
        yield _Reading(entries, _score(opening, entries) * (1.0 if len(entries) >= _FEWEST else 0.5))
