"""What is to be done, in few words: the verb phrase without its time, its recipient and its articles."""

from __future__ import annotations

import re

from pipeline.extract.duties.actors import Actors
from pipeline.extract.duties.endings import phrase_end
from pipeline.extract.duties.verb_phrases import VerbPhrase
from pipeline.extract.duties.verbs import base_of
from pipeline.spans import Span

_LONGEST = 260  # characters
_WORDS = 9  # of an action in the term sheet
_THAT = re.compile(r"\sthat\b")
_TAKES_THAT = frozenset(
    "ensure procure provide assure warrant represent acknowledge confirm agree certify require see"
    " notify".split()
)
_PERSON = (
    r"(?:us\b|you\b|[A-Z][\w'’&-]*|holders?|investors?|purchasers?|other|party|parties"
    r"|(?:non-\w+ )?party)(?: [A-Z][\w'’&-]*){0,3}"
)
_SOMEBODY = (
    r"(?:(?:each|all|any|every|both)(?: of)? )?(?:the |such |its |their )?(?:other )?"
    rf"(?P<who>{_PERSON})(?![\w'’&-])(?! (?:of|Statement|Agreement|Date|Price|Shares|Securities|Notes?)\b)"
)
_TO_PERSON = re.compile(rf" to {_SOMEBODY}")
_TOWARDS = frozenset("to with upon from".split())
_TOWARDS_PERSON = re.compile(rf" (?:{'|'.join(sorted(_TOWARDS))}) {_SOMEBODY}")
_INDIRECT = re.compile(
    rf"^(?P<verb>give|send|provide|furnish|pay|grant|offer|issue|deliver|render|cause|supply|mail|lend"
    rf"|sell|serve)"
    rf" (?:(?:each|all|any|every)(?: of)? )?(?:the |such |its |their )?(?:other )?(?P<who>{_PERSON})"
    r"(?= (?:the|an?|its|their|his|her|written|notice|prompt|all|any|such|reasonable|at|with|not|prior"
    r"|copies|\$|\d|[a-z]+ (?:notice|copies))\b)"
)
_PERSONAL = re.compile(
    rf"^(?:promptly |also )?(?P<verb>notify|pay|inform|advise|indemnify|reimburse|compensate|defend"
    rf"|assist|serve|hire|employ|"
    rf"consult with|cooperate with|hold|protect|repay|appoint|supply|give|send|provide|furnish|grant"
    rf"|offer|issue|sue|report to)"
    rf"(?:(?:,? (?:and|or)|,) [a-z]+){{0,3}}"
    rf" (?:(?:each|all|any|every)(?: of)? )?(?:the |such |its |their )?(?:other )?(?P<who>{_PERSON})"
)
_ARTICLES = tuple("the a an each any every its their his her such said our your respective".split())
_ARTICLE = re.compile(rf"\b(?:any and all|{'|'.join(_ARTICLES)})\s(?!of\b|other\b)", re.IGNORECASE)
_LONE_ARTICLES = frozenset(_ARTICLES)
_KEEPS_ARTICLE = re.compile(r"(?:of|other)\b", re.IGNORECASE)
_LABEL = re.compile(r"\((?:i|a|A|1|x)\) ")
_BY_AGENT = re.compile(
    r"\sby (?:(?:each|any|all|both)(?: of)? |either of )?(?:the |such |an? )?(?P<who>(?:either "
    r"|both )?(?:[A-Z][\w'’&-]*|party|parties)(?: (?:of )?[A-Z][\w'’&-]*){0,3})"
)
_NEAR = 90  # characters behind a passive verb in which its agent is looked for
_OTHER_VERB = re.compile(r"[a-z]ed\s|\b(?:be|been|made|given|held|set|paid|by|that|which)\s|[;]")
_TRAILING = frozenset(
    "and or to with of for by in on at from as not the a an upon than all any other such each".split()
)


def action_span(string: str, phrase: VerbPhrase, end: int) -> Span:
    """Where the verb phrase stands, cut before its time and before any clause that hangs on it."""
    assert phrase.verb is not None
    close = phrase_end(string, phrase.rest, min(end, phrase.rest + _LONGEST))
    if phrase.word not in _TAKES_THAT and string.find(" that", phrase.rest, close) >= 0:
        that = _THAT.search(string, phrase.rest, close)
        close = that.start() if that else close
    while close > phrase.rest and string[close - 1] in " .,;'’":
        close -= 1
    return Span(phrase.verb, max(close, phrase.rest))


def action_words(words: str, actors: Actors, *, negative: bool = False) -> str:
    """The words of a verb phrase without recipients and articles; "not" before it where it is forbidden."""
    parts = words.split()
    words = " ".join(parts)
    indirect = _INDIRECT.match(words)
    if indirect and _is_person(indirect["who"], actors):
        words = f"{indirect['verb']}{words[indirect.end() :].removeprefix(' with')}"
    if not _TOWARDS.isdisjoint(parts):
        words = _without_recipient(words, actors)
    return _short(_plain_parts(words), _WORDS, negative=negative)


def _without_recipient(words: str, actors: Actors) -> str:
    """The words without the first person that they are directed to."""
    for found in _TOWARDS_PERSON.finditer(words):
        before, behind = words[: found.start()], words[found.end() :]
        if (" " in before or behind.startswith(" ")) and _is_person(found["who"], actors):
            return before + behind
    return words


def passive_words(participle_phrase: str, subject: str, complement: str, *, negative: bool = False) -> str:
    """The active form of a passive: "keep shelf effective"."""
    parts = [*participle_phrase.split(" "), *_plain_parts(subject), *_plain_parts(complement)]
    return _short(parts, _WORDS + 1, negative=negative)


def _short(parts: list[str], most: int, *, negative: bool) -> str:
    """The first words, without a preposition or an article left over at their end."""
    kept = parts[:most]
    while len(kept) > 1 and kept[-1] in _TRAILING:
        kept.pop()
    words = " ".join(kept)
    return f"not {words}" if negative else words


def participles(string: str, phrase: VerbPhrase) -> str:
    """The plain forms of a passive's participles: "made and given" -> "make and give"."""
    assert phrase.verb is not None
    words = string[phrase.verb : phrase.rest]
    at = words.find(phrase.participle)
    return re.sub(
        r"[a-z]+", lambda one: one[0] if one[0] in ("and", "or", "nor") else base_of(one[0]), words[at:]
    ).replace(" nor ", " or ")


def plain(words: str) -> str:
    """Words without articles, with single spaces."""
    return " ".join(_plain_parts(words))


def _plain_parts(words: str) -> list[str]:
    """The words one by one, without articles."""
    if "(" in words:
        words = _LABEL.sub("", words)
    parts, folded = words.split(), words.casefold()
    low = folded.split()
    glued = not folded.replace(" ", "").isalpha() and any(
        part.endswith(_ARTICLES) and not part.isalpha() for part in low
    )
    if glued or "any and all" in folded:  # "(the"
        return _ARTICLE.sub("", f"{words} ").split()
    if _LONE_ARTICLES.isdisjoint(low):
        return parts
    return [
        part
        for part, one, behind in zip(parts, low, [*parts[1:], ""], strict=True)
        if one not in _LONE_ARTICLES or _KEEPS_ARTICLE.match(behind)
    ]


def agent(string: str, start: int, end: int, actors: Actors) -> Span | None:
    """Whom "by" names behind a passive verb: "shall be paid by the Company"."""
    cut = start + _NEAR
    for found in _BY_AGENT.finditer(string, start, min(end, cut)):
        if found.end() != cut and _is_person(found["who"], actors):
            # "paid on shares held by the Holder": another verb stands nearer to its "by".
            return None if _OTHER_VERB.search(string, start, found.start() + 1) else Span(*found.span("who"))
        start = found.end()  # "by March 1, 2005 by the Tenant"
    return None


def obligee(string: str, action: Span, end: int, actors: Actors, obligor: str | None) -> str | None:
    """Whom the action is owed to: "pay the Investors", "deliver to the Purchaser"."""
    limit = min(end, action.end + 80)
    limit = string.rfind(" ", action.start, limit) if limit < end else limit
    words = string[action.start : max(limit, action.end)]
    comma = words.find(",", action.end - action.start + 1)
    words = words[:comma] if comma >= 0 else words
    found = _PERSONAL.match(words)
    if found and _is_owed(found["who"], actors) and found["who"] != obligor:
        return found["who"]
    for found in _TO_PERSON.finditer(words):
        owning = words.startswith(("'", "’"), found.end())
        if not owning and found["who"] != obligor and _is_owed(found["who"], actors):
            return found["who"]
    return None


def _is_person(who: str, actors: Actors) -> bool:
    return not who.endswith(("'s", "’s", "s'", "s’")) and actors.kind(who) == "actor"


def _is_owed(who: str, actors: Actors) -> bool:
    """Whether something can be owed to `who`: a party, or a part that parties play."""
    return who in ("us", "you") or (_is_person(who, actors) and actors.certain(who))
