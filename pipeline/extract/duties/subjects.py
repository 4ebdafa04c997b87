"""The noun phrase before a cue: who shall, or what shall be done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.duties.actors import Actors, Kind

_NEAR = 180  # characters before a cue in which its subject mostly stands
_FAR = 700
_TOKEN = re.compile(r"[^\W_](?:[\w&/-]|['’.](?=\w))*|\([^()]{0,200}\)|[^\w\s]")
_SUBORDINATE = frozenset(
    "if unless when whenever where whereby that which who whom whose because although though while until as than whether "
    "provided what whereas once lest since how".split()
)
_BOUNDARY = frozenset("but then so however otherwise nor therefore furthermore accordingly except".split())
_FINITE = frozenset(
    "shall will may must can cannot is are was were has have had be been do does did agree agrees covenants covenant "
    "acknowledges acknowledge represents warrants means becomes remains elects fails ceases desires receives makes".split()
)
_DETERMINERS = frozenset(
    "the a an each any all such this these those its their his her our my your no every either neither both said one two "
    "some another".split()
)
_PREPOSITIONS = frozenset(
    "of in on at by for from to with within under upon after before during until through pursuant notwithstanding "
    "without against between among per following prior subject except regarding concerning respecting via into onto "
    "over above below including like unto toward towards promptly immediately not no later less".split()
)
_ADVERBS = frozenset(
    "hereby each also only both then thereafter further likewise in turn together jointly severally all alone itself "
    "themselves himself herself either thereupon never not".split()
)
_OPENERS = frozenset(
    "thereafter accordingly furthermore moreover additionally consequently therefore thereupon further likewise "
    "similarly promptly immediately also however then notwithstanding and or but in addition finally otherwise".split()
)
_PRONOUNS = frozenset("it they he she we you i".split())
_RELATIVES = frozenset("which who that".split())
_AFTER_HEAD = re.compile(
    r"[\s,]+(?:of|in|under|holding|having|that|who|which|whose|as|at|for|to|with|pursuant|hereunder|herein|hereto|thereof|"
    r"thereunder|set|from|on|by|then|who|executing|requesting|participating|owning|(?:not )?so|whether|acting|other than|"
    r"exercising|named|designated|listed|identified|described|giving|seeking|desiring|electing|individually|[a-z]+ed|"
    r"payable|due|made|given|required|necessary|relating|between|during|after|before|upon|within|including|covering|"
    r"arising|issuable|owed|existing|or more)\b|\s?[,(;:]"
)
_EACH_OF = re.compile(
    r"(?:each|all|any|both|every|either|one|none) of (?:the |such |its |their )?", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"(?:the|a|an|each|every|any|all|such|said|this|these|those|both|no)(?: such| other| and every| and all)?\s",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"(?:counsel|auditors?|accountants?|officers?|board|directors?|president|secretary|independent|legal)\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"^[^,;(]{3,50}?\s(?:of|for|to) (?:the )?[A-Z][\w'’&.-]*(?: [A-Z][\w'’&.-]*){0,2}")
_AND = re.compile(r",? and (?:also )?")
_NEGATIVE = re.compile(r"(?:neither|no|none|nothing|nor)\b", re.IGNORECASE)
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]{1,4}|[A-Z])\)?(?:\([A-Za-z0-9]{1,4}\)){0,3}$")
_ENUMERATOR = re.compile(r"\((?:[A-Za-z]{1,4}|\d{1,2})\)$")
Role = Literal["own", "shared", "relative", "none", "subordinate"]


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a cue.

    `role` "shared": the verb has the subject of the verb before it ("and shall file"); "relative": it is
    the noun before "which"; "subordinate": the clause states a condition ("if the Holder shall …"), not a
    duty. `name` is without its article and without what follows its head.
    """

    role: Role
    start: int = 0
    end: int = 0
    name: str = ""
    kind: Kind = "nothing"
    negative: bool = False  # "neither party", "no Holder"
    pronoun: bool = False


def subject_before(string: str, low: int, cue: int, actors: Actors) -> Subject:
    """The subject of the cue at `cue`, in the sentence that begins at `low`."""
    begin = max(low, cue - _NEAR)
    while begin > low and not string[begin - 1].isspace():
        begin += 1
    found = _read(string, begin, cue, actors)
    if begin > low and (found.role != "own" or found.start <= begin):
        begin = max(low, cue - _FAR)
        found = _read(string, begin, cue, actors)
    return found


def _read(string: str, begin: int, cue: int, actors: Actors) -> Subject:
    """The subject, as far as the words from `begin` on show it."""
    tokens = [found.span() for found in _TOKEN.finditer(string, begin, cue)]
    words = [string[start:end] for start, end in tokens]
    last = _trimmed(words, len(words))
    if last == 0:
        return Subject("none")
    word = words[last - 1].casefold()
    if word in _RELATIVES:
        return _relative(string, words, tokens, last, actors)
    if word in ("and", "or", "but", "nor", ",", ";", "and/or", ":") or _ENUMERATOR.match(word):
        return Subject("shared", negative=word == "nor")
    first = _opened(words, last)
    if words[last - 1] == ",":
        return Subject("shared")
    subordinate = first > 0 and words[first - 1].casefold() in _SUBORDINATE and not _gives_duty(words, first)
    first = _narrowed(words, first, last)
    if first >= last:
        return Subject("shared" if last else "none")
    if subordinate:
        return Subject("subordinate", tokens[first][0], tokens[last - 1][1])
    return named(string, tokens[first][0], tokens[last - 1][1], actors)


def named(string: str, start: int, end: int, actors: Actors, role: Role = "own") -> Subject:
    """The noun phrase `[start, end)` as a subject."""
    words = string[start:end]
    low = words.casefold()
    if low in _PRONOUNS:
        return Subject(role, start, end, words, "actor", pronoun=True)
    negative = _NEGATIVE.match(words) is not None
    if low.startswith(("either ", "neither ")):
        if low in ("either party", "neither party") or " party" in low[:14] or " nor " in low:
            return Subject(role, start, end, words, "actor", negative=negative)
    trimmed = _EACH_OF.match(words)
    name = words[trimmed.end() :] if trimmed else words
    for _ in range(2):
        article = _ARTICLE.match(name)
        name = name[article.end() :] if article else name
    whole = name
    after = _AFTER_HEAD.search(name)
    if after and after.start() > 0:
        name = name[: after.start()]
    kept = _OF_WHOM.match(whole) if _KEPT.search(name) else None
    if kept:
        name = kept.group()
        return Subject(role, start, end, name, "actor", negative=negative)
    kind = actors.kind(name)
    if kind == "actor" and " and " in whole:
        name = _together(whole, actors) or name
    return Subject(role, start, end, name, kind, negative=negative)


def _together(whole: str, actors: Actors) -> str | None:
    """The names of a joint subject, each without what follows its head: "Company and Holders"."""
    names = []
    for part in _AND.split(whole):
        trimmed = _EACH_OF.match(part)
        name = part[trimmed.end() :] if trimmed else part
        article = _ARTICLE.match(name)
        name = name[article.end() :] if article else name
        after = _AFTER_HEAD.search(name)
        name = name[: after.start()] if after and after.start() else name
        if actors.kind(name) != "actor":
            return None
        names.append(name)
    return " and ".join(names)


def names_nobody(word: str) -> bool:
    """Whether a word begins no name, though it has a capital: it opens a sentence."""
    low = word.casefold()
    return low in _PREPOSITIONS or low in _BOUNDARY or low in _OPENERS or low in _ADVERBS


def _trimmed(words: list[str], last: int) -> int:
    """How many words are left without the adverbs, brackets and asides before the cue."""
    for _ in range(8):
        if last == 0:
            return 0
        word = words[last - 1]
        low = word.casefold()
        if (
            low in _ADVERBS
            and last > 1
            or low.endswith("ly")
            and low not in ("family", "assembly", "supply")
            and low.islower()
        ):
            last -= 1
        elif word[0] == "(" and not (_ENUMERATOR.match(word) and _opens_item(words, last)):
            last -= 1
        elif word == "," and (opened := _aside(words, last)) is not None:
            last = opened
        elif word in ('"', "”", "'", "’"):
            last -= 1
        else:
            break
    return last


def _opens_item(words: list[str], last: int) -> bool:
    """Whether the bracket before the cue is the label of an item: "and (ii) shall"."""
    return last < 2 or words[last - 2].casefold() in ("and", "or", ",", ";", ":", "but")


def _aside(words: list[str], last: int) -> int | None:
    """How many words are left before the aside that a comma closes: "the Company, at its expense, shall"."""
    i = last - 2
    floor = max(0, last - 70)
    while i >= floor:
        if words[i] in (";", ":", ".") and i < last - 2:
            return None
        if words[i] == ",":
            low = words[i + 1].casefold()
            if (
                low in _PREPOSITIONS
                or low in _ADVERBS
                or low.endswith(("ing", "ly", "ed"))
                or low
                in (
                    "as",
                    "if",
                    "whether",
                    "unless",
                    "provided",
                    "when",
                    "where",
                    "who",
                    "which",
                    "or",
                    "on",
                    "a",
                    "an",
                    "be",
                )
            ):
                before = words[i - 1].casefold() if i else ""
                if before and before not in ("and", "or", ",", ";", ":", "but") and not _adverbial(words, i):
                    return i
            if low in _DETERMINERS or words[i + 1][0].isupper():
                return None if low not in _PREPOSITIONS and low != "a" else i
        i -= 1
    return None


def _adverbial(words: list[str], comma: int) -> bool:
    """Whether what stands before a comma is itself no noun phrase: "If so, upon request, shall"."""
    i = comma - 1
    while i >= 0 and words[i] not in (",", ";", ":", "."):
        i -= 1
    low = words[i + 1].casefold()
    return low in _SUBORDINATE or (low in _PREPOSITIONS and low not in ("no", "not"))


def _opened(words: list[str], last: int) -> int:
    """Where the clause's own words begin: behind the last stop, subordinator or finite verb."""
    i = last
    joined = False
    while i > 0:
        word = words[i - 1]
        low = word.casefold()
        if word == "(":
            return i
        if word[0] == "(":
            if _ENUMERATOR.match(word):
                if i >= 2 and words[i - 2].casefold() in ("and", "or", ",", ";", ":") or i == 1:
                    return i
        elif len(word) == 1 and not word.isalnum():
            if word == "," and joined and _is_list_item(words, i - 1):
                i -= 1
                continue
            if word not in ("'", "’", "-", "&", "/", '"', "“", "”", "$", "%"):
                return i
        elif low in _SUBORDINATE or low in _BOUNDARY or low in _FINITE:
            if not (low == "nor" and "neither" in (one.casefold() for one in words[max(0, i - 14) : i])):
                return i
        if low in ("and", "or", "nor", "and/or"):
            joined = True
        i -= 1
    return 0


def _is_list_item(words: list[str], comma: int) -> bool:
    """Whether the words before a comma are a short name in a list: "A, B and C shall"."""
    i = comma - 1
    while i >= 0 and comma - i < 6 and words[i] not in (",", ";", ":", ".", ")"):
        i -= 1
    inside = words[i + 1 : comma]
    return (
        bool(inside)
        and len(inside) < 5
        and (inside[0][0].isupper() or inside[0].casefold() in ("the", "each", "any"))
        and not any(one.casefold() in _PREPOSITIONS or one.casefold() in _SUBORDINATE for one in inside)
    )


def _gives_duty(words: list[str], first: int) -> bool:
    """Whether "that" or "provided" leads in a duty: "agrees that it will", "provided that the Holder shall"."""
    low = words[first - 1].casefold()
    before = words[first - 2].casefold() if first > 1 else ""
    if low == "provided":
        return True
    if low != "that":
        return False
    return before in (
        "agree",
        "agrees",
        "covenants",
        "covenant",
        "undertakes",
        "provided",
        "agreed",
        "however",
        ",",
        "and",
        "understood",
        "ensure",
        "cause",
        "hereby",
        "warrants",
        "intend",
        "confirms",
        "procure",
        "acknowledges",
        "acknowledge",
    )


def _narrowed(words: list[str], first: int, last: int) -> int:
    """Where the subject itself begins between `first` and `last`: behind labels, adverbs and other clauses."""
    while first < last and (
        words[first].casefold() in _OPENERS
        or _LABEL.match(words[first])
        and (words[first][0] in "(0123456789")
        or (len(words[first]) == 1 and not words[first].isalnum())
    ):
        first += 1
    if first >= last:
        return first
    # A capitalised article opens a sentence: what stands before it is a heading.
    for i in range(last - 1, first, -1):
        if words[i] in (
            "The",
            "Each",
            "Any",
            "No",
            "Neither",
            "Either",
            "All",
            "If",
            "You",
            "We",
            "It",
            "They",
        ) and words[i - 1].casefold() not in (
            "and",
            "or",
            "of",
            "by",
            "to",
        ):
            return _narrowed(words, i, last)
    low = words[first].casefold()
    if low in _PRONOUNS and last - first > 1:  # "he gives notice and the Company fails"
        behind = [i for i in range(first + 2, last) if words[i - 1].casefold() in ("and", "or", "but")]
        return behind[-1] if behind else first
    opens = low in _DETERMINERS or words[first][0].isupper() and low not in _PREPOSITIONS or low in _PRONOUNS
    if (
        opens
        and low not in ("no", "not")
        or low == "no"
        and words[first + 1 : first + 2] not in (["later"], ["more"], ["less"])
    ):
        return first
    starts = [
        i
        for i in range(first + 1, last)
        if (words[i].casefold() in _DETERMINERS or words[i][0].isupper() or words[i].casefold() in _PRONOUNS)
        and words[i - 1].casefold() not in _PREPOSITIONS
        and words[i - 1].casefold() not in _DETERMINERS
        and not (words[i - 1][0].isupper() and words[i].casefold() not in _DETERMINERS)
    ]
    if low in _PREPOSITIONS:
        plain = [i for i in starts if words[i - 1].casefold() not in ("and", "or")]
        return (plain or [last])[-1] if plain else (starts or [last])[-1]
    # What begins with a verb or a bare noun: the subject follows its last "and".
    behind = [i for i in starts if words[i - 1].casefold() in ("and", "or")]
    if behind:
        return behind[-1]
    return first


def _relative(
    string: str, words: list[str], tokens: list[tuple[int, int]], last: int, actors: Actors
) -> Subject:
    """The noun before ", which shall"; without a comma the clause only describes it."""
    if last < 3 or words[last - 2] != ",":
        return Subject("subordinate")
    first = _narrowed(words, _opened(words, last - 2), last - 2)
    if first >= last - 2:
        return Subject("subordinate")
    start, end = tokens[first][0], tokens[last - 3][1]
    # The noun right before the comma, where several follow each other: "of the Company's notice".
    for i in range(last - 3, first, -1):
        if words[i].casefold() in _DETERMINERS:
            start = tokens[i][0]
            break
    return named(string, start, end, actors, "relative")
