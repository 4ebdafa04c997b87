"""What happens at a time that is no time of a duty: "the term begins on …", "fails to cure within …".

Most such times stand in a condition ("if the failure is not remedied within ten days") or in a statement
("a mailed notice takes effect four days after posting"); a defined date says by its name what falls on it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.duties.actions import action_span, action_words, agent, passive_words
from pipeline.extract.duties.actors import Actors
from pipeline.extract.duties.implied import implied_obligor, of_registration
from pipeline.extract.duties.pronouns import antecedent
from pipeline.extract.duties.subclauses import (
    asked,
    conditioned,
    holder_of_time,
    promised,
    purpose,
    received,
    tells,
)
from pipeline.extract.duties.subjects import Subject, subject_before
from pipeline.extract.duties.verb_phrases import VerbPhrase
from pipeline.extract.duties.verbs import VERBS, base_of, is_participle
from pipeline.extract.sentences import sentence_at
from pipeline.frozen import dataclass
from pipeline.model import Text
from pipeline.spans import Span

_FAR = 500  # characters before the time in which its verb is looked for
_NEAR = 120  # characters before the time in which a clause that describes a noun begins
_MOST = 8  # verbs before the time that are tried, the nearest first
_DEFINES = re.compile(
    r"[\"“](?P<term>[^\"“”]{2,60})[\"”]\s(?:\([^)]{0,80}\)\s)?(?:shall\s)?(?:means?|is|shall be"
    r"|refers to|has the meaning)\b"
)
_OF_TERMS = (
    (re.compile(r"effective", re.IGNORECASE), "cause effectiveness"),
    (re.compile(r"filing", re.IGNORECASE), "file registration statement"),
    (re.compile(r"matur", re.IGNORECASE), "repay"),
    (re.compile(r"commence|rent start", re.IGNORECASE), "term begins"),
    (re.compile(r"expir|terminat", re.IGNORECASE), "term ends"),
    (re.compile(r"interest payment", re.IGNORECASE), "pay interest"),
    (re.compile(r"payment|due date", re.IGNORECASE), "make payment"),
    (re.compile(r"closing", re.IGNORECASE), "close"),
)
_VERB = re.compile(
    r"\b(?:(?P<fails>(?:shall )?fails? to|(?:does|do|did) not|(?:has|have|had) (?:not|failed to))"
    r" (?P<failed>(?!been\b)[a-z]+)"
    r"|(?:has|have|had) (?P<done>(?!been\b|had\b|not\b)[a-z]+)"
    r"|(?P<modal>shall|will|may|must)(?: not)?(?: automatically)? (?P<shall>(?!be\b|have\b)[a-z]+)"
    r"|(?P<be>(?:(?:shall|will|may|must) )?(?:(?:have|has|had)(?: not)?(?: yet)? been|is|are|was|were|be"
    r"|been))(?P<not> not)?(?P<due> to be)?(?: (?:[a-z]+ly )?(?P<being>[a-z]+)|(?=\s?$))"
    r"|(?P<present>(?:(?<=\b[Ww]e )|(?<=\b[Yy]ou ))"
    r"(?!shall|will|may|must|are|have|agree)[a-z]{3,}|[a-z]{3,}s|take|begin|end|run|expire|terminate|become|commence|give|continue))\b"
)
_WHO = re.compile(r"(?:who|which|that)\s$")
_SINGULAR = re.compile(r"(?:fails|has|does|is|was|[a-z]{3,}s)\b")
_AND_NAME = re.compile(
    r"\b(?:and|or|but)\s(?:(?:the|each|any|such|an?)\s)?(?P<who>[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,3})\s$"
)
_TO_DO = re.compile(r"[^;.]{0,50}?\sto\s(?:[a-z]+ly\s)?(?P<verb>[a-z]+)\b")
_ABLE = re.compile(r"\s(?:(?:fully|only)\s)?(?P<verb>exercis|pay|redeem|terminat|convert|cancel)[ai]ble\b")
_SPEAKERS = frozenset(("we", "you", "i"))
_UNTIL = re.compile(r"until\b")
_EFFECT = re.compile(r"\s(?:effect|effective|void|due|final|binding|to run)\b")


@dataclass(frozen=True, slots=True)
class Happening:
    """Who does it, where the text names somebody, and what."""

    obligor: str | None
    implied_obligor: str | None
    action: str


def happening(text: Text, position: Span, actors: Actors) -> Happening:
    """What happens by or at the time at `position`; `action` is empty where nothing can be read."""
    string = text.string
    sentence = sentence_at(string, position.start, position.end)
    low = max(sentence.start, position.start - _FAR)
    defined = None
    for found in _DEFINES.finditer(string, low, position.start):
        defined = found["term"]
    if defined:
        action = next((action for words, action in _OF_TERMS if words.search(defined)), defined.casefold())
        owed = not action.startswith("term ")
        return Happening(None, implied_obligor(action, actors) if owed else None, action)
    told = _in_subclause(string, sentence, low, position, actors)
    if told is not None:
        return told
    for verb in list(_VERB.finditer(string, low, position.start))[: -_MOST - 1 : -1]:
        read = _read(string, sentence, verb, position, actors)
        if read is not None:
            return read
    return Happening(None, None, "")


def _read(
    string: str, sentence: Span, verb: re.Match[str], position: Span, actors: Actors
) -> Happening | None:
    shown = verb["present"]
    if shown is not None and _plain(shown) not in VERBS:
        return None
    if verb["done"] is not None and not is_participle(verb["done"]):
        return None
    who = _WHO.search(string, max(sentence.start, verb.start() - 8), verb.start())
    if who is not None and position.start - who.start() > _NEAR:
        return None
    at = who.start() if who is not None else verb.start()
    subject = _subject(string, sentence.start, at, actors)
    if subject.role not in ("own", "relative") or not subject.name:
        return None
    if subject.pronoun and subject.name.casefold() not in _SPEAKERS:
        meant = antecedent(string, sentence.start, subject, None, actors)
        if meant is None and subject.name.casefold() == "it":
            meant = replace(
                subject, kind="thing", pronoun=False
            )  # "if the statement is not effective and it"
        subject = meant or subject
    elif shown is not None and not subject.name:
        return None
    if verb["failed"] is not None:
        begin, end = verb.span("failed")
        # "has not answered", of a person, is what he is to answer; "fails to cure" has the plain form.
        perfect = verb["fails"].endswith("not") and subject.kind == "actor"
        plain = base_of(verb["failed"]) if perfect else verb["failed"]
        return _done(string, subject, begin, end, plain, position, actors)
    if verb["done"] is not None:
        begin, end = verb.span("done")
        plain = base_of(verb["done"]) if subject.kind == "actor" else verb["done"]
        return _done(string, subject, begin, end, plain, position, actors)
    if verb["shall"] is not None:
        return _done(string, subject, verb.start("shall"), verb.end("shall"), verb["shall"], position, actors)
    if shown is not None:
        return _done(string, subject, verb.start(), verb.end(), shown, position, actors)
    being = verb["being"] or "at"
    if is_participle(being) and subject.kind != "actor":
        name = _lower(subject.name)
        action = passive_words(base_of(being), name, "")
        by = agent(string, verb.end(), sentence.end, actors) if verb["due"] else None
        if by is not None:  # "rent is to be paid by the Tenant on the first day of each month"
            return Happening(string[by.start : by.end], None, action)
        doer = antecedent(string, sentence.start, subject, None, actors)
        if who is None and doer is not None and actors.certain(doer.name):
            return Happening(None, doer.name, action)
        # Of what is only described, "a petition that is not dismissed", nothing says whose it is.
        told = who is None or of_registration(action)
        return Happening(None, implied_obligor(action, actors) if told else None, action)
    if subject.kind == "actor":
        return None
    if being in ("at", "on", "no", "not", "the", "a"):
        words = _lower(string[subject.start : subject.end])
        return Happening(None, implied_obligor(words, actors) if of_registration(words) else None, words)
    words = f"{_lower(subject.name)} {'is' if verb['be'] == 'be' else verb['be'].split(' ')[-1]} {being}"
    return Happening(None, implied_obligor(words, actors) if of_registration(words) else None, words)


def _subject(string: str, low: int, at: int, actors: Actors) -> Subject:
    """The subject of a verb at `at` that no duty has, be it that of a condition."""
    if _SINGULAR.match(string, at):
        # "if the Executive complains and the Company | fails": two subjects would have a plural verb.
        last = _AND_NAME.search(string, max(low, at - 60), at)
        if last is not None and actors.kind(last["who"]) == "actor":
            return Subject("own", *last.span("who"), last["who"], "actor")
    subject = subject_before(string, low, at, actors)
    if subject.role == "subordinate" and subject.end:
        return subject_before(string, subject.start, at, actors)
    return subject


def _in_subclause(string: str, sentence: Span, low: int, position: Span, actors: Actors) -> Happening | None:
    """What happens where the time's own clause shows who acts: see `subclauses`."""
    has = holder_of_time(string, low, position)
    if has is not None:
        subject = subject_before(string, sentence.start, has, actors)
        if subject.pronoun and subject.name.casefold() not in _SPEAKERS:
            subject = antecedent(string, sentence.start, subject, None, actors) or subject
        speaks = subject.name.casefold() in _SPEAKERS
        if subject.kind == "actor" and subject.name and (speaks or not subject.pronoun):
            behind = _TO_DO.match(string, position.end, min(sentence.end, position.end + 80))
            done = purpose(string, sentence.start, subject.start)
            if behind is not None and behind["verb"] in VERBS:
                return _done(
                    string, subject, behind.start("verb"), behind.end("verb"), behind["verb"],
                    Span(sentence.end, sentence.end), actors,
                )  # fmt: skip
            if done is not None:
                return Happening(subject.name, None, action_words(done, actors))
            if _UNTIL.match(string, position.start, position.end):  # "it has | until June 30 instead"
                return Happening(subject.name, None, "")
    teller = tells(string, low, position, actors)
    if teller is not None:
        return Happening(teller, None, "give notice")
    request = asked(string, low, position, actors)
    if request is not None:
        return Happening(request[0], None, request[1])
    told = conditioned(string, low, sentence.end, position, actors)
    if told is not None:
        who, verb = told
        end = Span(sentence.end, sentence.end)
        return _done(
            string, Subject("own", verb.start, verb.start, who, "actor"), verb.start, verb.end,
            string[verb.start : verb.end], end, actors,
        )  # fmt: skip
    sent = received(string, low, position, actors)
    if sent is not None:
        return Happening(sent[0], None, action_words(f"send{string[sent[1].start : sent[1].end]}", actors))
    warranted = promised(string, low, position, actors)
    return Happening(warranted[0], None, warranted[1]) if warranted is not None else None


def _done(
    string: str, subject: Subject, start: int, end: int, word: str, position: Span, actors: Actors
) -> Happening:
    """A subject and its verb: a person does it, a thing only begins or ends."""
    phrase = VerbPhrase("shall", start, word, rest=end)
    if subject.kind == "actor":
        span = action_span(string, phrase, position.start)
        rest = string[end : max(end, span.end)]
        return Happening(subject.name, None, action_words(f"{_plain(word)}{rest}", actors))
    by = agent(string, end, position.start, actors)
    able = _ABLE.match(string, end, position.start)
    if by is not None and able is not None:  # "the Option shall remain exercisable by the Optionee"
        action = passive_words(_plain_of_able(able["verb"]), subject.name, "")
        return Happening(string[by.start : by.end], None, action)
    effect = _EFFECT.match(string, end)
    words = f"{_lower(subject.name)} {word}{effect.group() if effect else ''}"
    return Happening(None, implied_obligor(words, actors) if of_registration(words) else None, words)


def _plain_of_able(stem: str) -> str:
    """The verb of "exercisable", "payable": with the mute letter that it lost."""
    return stem if stem in VERBS else f"{stem}e"


def _plain(word: str) -> str:
    """A verb without the ending of the third person."""
    if word in VERBS:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("es") and word[:-1] not in VERBS:
        return word[:-2]
    return word.removesuffix("s")


def _lower(name: str) -> str:
    """A name that only opened a sentence, in small letters."""
    first, _, rest = name.partition(" ")
    return name[0].lower() + name[1:] if not rest or rest[0].islower() or first in ("A", "The") else name
