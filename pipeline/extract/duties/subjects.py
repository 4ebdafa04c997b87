"""The noun phrase before a cue: who shall, or what shall be done."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits
from typing import Literal

from pipeline.extract.duties.actors import Actors, Kind, NounPhrase
from pipeline.extract.duties.clause_words import (
    AUXILIARY,
    DETERMINERS,
    ENUMERATOR,
    PRONOUNS,
    RELATIVES,
    SUBORDINATE,
    described,
    gives_duty,
    narrowed,
    opened,
    trimmed,
)
from pipeline.frozen import dataclass

_NEAR = 140  # characters before a cue in which its subject mostly stands
_FAR = 700
# What ends the name of a firm: "Halden Robotics, Inc. shall".
_FIRM = (
    r"(?:Inc|Incorporated|Corp|Corporation|Co|Ltd|Limited|L\.?L\.?C|L\.?L\.?P|L\.?P|P\.?L\.?C|plc|N\.?A|S\.?A|A\.?G"
    r"|N\.?V|B\.?V|GmbH|National\sAssociation)\b\.?"
)
_TOKEN = re.compile(
    r"(?:Mrs?|Ms|Dr|Messrs)\.(?=\s[A-Z])"
    rf"|[A-Z][\w&/-]*+(?:['’.]\w[\w&/-]*+)*+\.?(?:,\s{_FIRM}|\s(?:Inc|Corp|Co|Ltd|L\.P|N\.A)\.)+"
    r"|[^\W_][\w&/-]*+(?:['’.]\w[\w&/-]*+)*+|\([^()]{0,200}\)|[^\w\s]"
)
_AFTER_HEAD = re.compile(
    r"[\s,]+(?:of|in|under|holding|having|that|who|which|whose|as|at|for|to|with|pursuant|hereunder"
    r"|herein|hereto|thereof|"
    r"thereunder|set|from|on|by|then|who|executing|requesting|participating|owning|(?:not )?so|whether"
    r"|acting|other than|"
    r"exercising|named|designated|listed|identified|described|giving|seeking|desiring|electing"
    r"|individually|[a-z]+ing(?= (?:to|so)\b)|[a-z]+ed(?= (?:to|by|in|under|hereunder|on|for|from"
    r"|with|at|as|pursuant|against"
    r"|upon|and|or)\b|$)|"
    r"payable|due|made|given|required|necessary|relating|between|during|after|before|upon|within"
    r"|including|covering|"
    rf"arising|issuable|owed|existing|or more)\b|\s?(?:[(;:]|,(?!\s{_FIRM}))"
)
_EACH_OF = re.compile(
    r"(?:each|all|any|both|every|either|one|none) of (?:the |such |its |their )?", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"(?:the|a|an|each|every|any|all|such|said|this|these|those|both|no|its|their|his|her)(?: such"
    r"| other| and every| and all)?\s",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"(?:counsel|auditors?|accountants?|officers?|board|directors?|president|secretary|independent|legal)\b",
    re.IGNORECASE,
)
_CLAIMANT = re.compile(r"(?:person|persons|one|anyone|those)\s[a-z]+ing\b", re.IGNORECASE)
_SERVING = re.compile(
    r"(?:counsel|attorneys?|auditors?|accountants?|advis[eo]rs?|agents?|representatives?|officers?|trustees?"
    r"|architects?|engineers?|board)$"
)
_OF_WHOM = re.compile(r"^[^,;(]{3,50}?\s(?:of|for|to) (?:the )?[A-Z][\w'’&.-]*(?: [A-Z][\w'’&.-]*){0,2}")
_AND = re.compile(r",? and (?:also )?")
_NEGATIVE = re.compile(r"(?:neither|no|none|nothing|nor)\b", re.IGNORECASE)
_SECOND = frozenset("the each either neither every no".split())
_DAYS = frozenset("Date Closing Day Time Term Period Deadline Maturity Expiry Expiration Anniversary".split())
_YEAR = re.compile(r"(?:19|20)\d{2}")  # "by May 29, 2009 the Issuer shall"
_RECURRING = frozenset("year month quarter week".split())
_EVERY = frozenset("each every calendar fiscal following next".split())
_TEMPORAL = frozenset("after before until".split())
_SHARES = frozenset("and or but nor , ; and/or :".split())
# Of the words before a cue that are read without cutting tokens, see `_plain_words`.
_PLAIN = f"{ascii_letters}{digits} \n\t"
_UNREAD = "."  # stands for what would have to be read in tokens
_MARGIN = 4  # behind it; so many tokens are looked at before a clause opens, at most
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3})+)\s")  # "2.1 Party B shall"
_ITEM_LABEL = re.compile(r"(?:^|[,;:]\s|\s(?:and|or|but)\s)(?P<label>\((?:[A-Za-z]{1,4}|\d{1,2})\))$")
# Words for which more is looked at, and those that make one token with the stop before or behind them.
_LOOK_BACK = frozenset(
    """
    than Than THAN nor Nor NOR Inc Incorporated Corp Corporation Co Ltd Limited LLC LLP LP PLC plc NA SA AG NV
    BV GmbH National
    """.split()
)
_BEFORE_STOP = frozenset("Mr Mrs Ms Dr Messrs Association".split())
_JOINING = frozenset("and And AND or Or OR".split())
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
    words, sure = _plain_words(string, low, begin, cue)
    plain = _read(string, begin, cue, words, sure, actors) if words else None
    if plain is not None:
        return plain
    while begin > low and not string[begin - 1].isspace():
        begin += 1
    found = _tokens_read(string, begin, cue, actors)
    far = found.role in ("none", "relative") or (found.role != "shared" and found.start <= begin)
    if begin > low and far:
        found = _tokens_read(string, max(low, cue - _FAR), cue, actors)
    return found


def _plain_words(string: str, low: int, begin: int, cue: int) -> tuple[list[str], int]:
    """The words right before the cue that are letters and digits only, behind the token that ends the others.

    Such words are tokens as they stand, so that none need be cut, and mostly the subject's clause opens among
    them. The number says where it has to open, at the earliest, for them to tell as much as all tokens would:
    0 where there are no others, 1 behind a stop. The list is empty where they tell nothing.
    """
    window = string[begin:cue]
    head = window.rstrip(_PLAIN)
    words = window[len(head) :].split()
    if begin == low:
        if not head:
            return words, 0
        number = _NUMBERED.match(window)
        if number is not None and number.end() > len(head):
            return [number[1], *words[1:]], 0
    if not _LOOK_BACK.isdisjoint(words):
        return [], 0
    if not head or not window[len(head) : len(head) + 1].isspace():
        return [_UNREAD, *words[1:]], _MARGIN
    stop = head[-1]
    if stop == ",":
        return [stop, *words], 1 if _JOINING.isdisjoint(words) else 2  # "A, B and C shall"
    if stop in ";:" or (stop == "." and _ends_sentence(head)):
        return [stop, *words], 1
    label = _ITEM_LABEL.search(head, max(0, len(head) - 14)) if stop == ")" else None
    if label is not None and (label.start() > 0 or begin == low):
        return [label["label"], *words], 1
    return [_UNREAD, *words], _MARGIN


def _ends_sentence(head: str) -> bool:
    """Whether the full stop at the end is a token of its own: no "Inc.", no "2.1."."""
    word = head[max(head.rfind(" "), head.rfind("\n")) + 1 : -1]
    return word.isalnum() and word not in _BEFORE_STOP and word not in _LOOK_BACK


def _tokens_read(string: str, begin: int, cue: int, actors: Actors) -> Subject:
    """The subject, as far as the words from `begin` on show it."""
    found = _read(string, begin, cue, _TOKEN.findall(string, begin, cue), 0, actors)
    assert found is not None
    return found


def _read(string: str, begin: int, cue: int, words: list[str], sure: int, actors: Actors) -> Subject | None:
    """The subject that the last words between `begin` and the cue show.

    None where its clause does not open behind the first `sure` of them.
    """
    last = trimmed(words, len(words))
    if last <= 1 and sure:
        return None
    if last == 0:
        return Subject("none")
    word = words[last - 1].casefold()
    if word in RELATIVES:
        return _relative(string, begin, cue, words, last, actors) if last > 2 or not sure else None
    if word in _SHARES or (word[0] == "(" and ENUMERATOR.match(word)):
        return Subject("shared", negative=word == "nor")
    if word in SUBORDINATE:  # "such action as may be necessary"
        return Subject("subordinate")
    first = opened(words, last)
    if sure and (first < sure or words[first - 1].casefold() in AUXILIARY):
        return None
    noun = described(words, first, last)
    if noun is not None:
        first = opened(words, noun)
        if first < sure:
            return None
        first = narrowed(words, first, noun) if noun else 0
        if first >= noun:
            return Subject("none")
        return named(string, *_where(string, begin, cue, words, first, noun), actors)
    if word in PRONOUNS and last > 1 and words[last - 2].casefold() in _TEMPORAL:
        return Subject("subordinate")
    second = _second_phrase(words, first, last)
    if second is not None:
        return named(string, *_where(string, begin, cue, words, second, last), actors)
    subordinate = first > 0 and words[first - 1].casefold() in SUBORDINATE and not gives_duty(words, first)
    first = narrowed(words, first, last)
    if first >= last:
        return Subject("shared" if last else "none")
    start, end = _where(string, begin, cue, words, first, last)
    return Subject("subordinate", start, end) if subordinate else named(string, start, end, actors)


def _second_phrase(words: list[str], first: int, last: int) -> int | None:
    """Where the subject begins behind a day, no comma between: "until the Closing Date | the Buyer"."""
    for i in range(last - 2, first, -1):
        if words[i] not in _SECOND:
            continue
        if words[i - 1] in _DAYS or _YEAR.fullmatch(words[i - 1]):
            return i
        if words[i - 1] in _RECURRING and words[i - 2] in _EVERY:  # "by March 31 of each year | the report"
            return i
    return None


def _where(string: str, begin: int, cue: int, words: list[str], first: int, last: int) -> tuple[int, int]:
    """Where the words from `first` to before `last` stand, all of them being read from `begin` to `cue`.

    Mostly that is right before the cue; else they are looked for from the cue back, word by word.
    """
    phrase = " ".join(words[first:last])
    start = cue - 1 - len(phrase)
    if last == len(words) and start >= begin and string.startswith(phrase, start):
        return start, cue - 1
    start = end = cue
    for i in range(len(words) - 1, first - 1, -1):
        start = string.rindex(words[i], begin, start)
        if i == last - 1:
            end = start + len(words[i])
    return start, end


def named(string: str, start: int, end: int, actors: Actors, role: Role = "own") -> Subject:
    """The noun phrase `[start, end)` as a subject."""
    words = string[start:end]
    found = actors.noun_phrases.get(words)
    if found is None:
        found = actors.noun_phrases[words] = _noun_phrase(words, actors)
    return Subject(role, start, end, *found)


def _noun_phrase(words: str, actors: Actors) -> NounPhrase:
    """The name of a subject, its kind, whether it is negative, and whether it is a pronoun."""
    low = words.casefold()
    if low in PRONOUNS:
        return words, "actor", False, True
    negative = _NEGATIVE.match(words) is not None
    if low == "the other":  # "if one party fails, the other may"
        return words, "actor", False, False
    if low.startswith(("either ", "neither ")) and (" party" in low[:14] or " nor " in low):
        return words, "actor", negative, False
    whole, name = _head(words)
    claimant = _CLAIMANT.match(name)
    if claimant:  # "a person claiming indemnity under this Section"
        return name, "actor", negative, False
    kept = _OF_WHOM.match(whole) if _KEPT.search(name) else None
    if kept:
        return kept.group(), "actor", negative, False
    kind = actors.kind(name)
    if kind == "actor" and " and " in whole:
        name = _together(whole, actors) or name
    return name, kind, negative, False


@lru_cache(maxsize=4096)  # a contract has few subjects, again and again
def _head(words: str) -> tuple[str, str]:
    """A noun phrase without its articles, and that without what follows its head."""
    of = _EACH_OF.match(words)
    whole = words[of.end() :] if of else words
    for _ in range(2):
        article = _ARTICLE.match(whole)
        whole = whole[article.end() :] if article else whole
    after = _AFTER_HEAD.search(whole)
    return whole, whole[: after.start()] if after and after.start() else whole


def _together(whole: str, actors: Actors) -> str | None:
    """The names of a joint subject, each without what follows its head: "Company and Holders"."""
    names = []
    for part in _AND.split(whole):
        _, name = _head(part)
        if actors.kind(name) != "actor":
            return None
        names.append(name)
    return " and ".join(names)


def _relative(string: str, begin: int, cue: int, words: list[str], last: int, actors: Actors) -> Subject:
    """The noun before ", which shall"; without a comma the clause only describes it."""
    if last < 3 or words[last - 2] != ",":
        return Subject("subordinate")
    noun = last - 2
    first = narrowed(words, opened(words, noun), noun)
    if first >= noun:
        return Subject("subordinate")
    # The noun right before the comma, where several follow each other: "of the Company's notice".
    nearest = next((i for i in range(noun - 1, first, -1) if words[i].casefold() in DETERMINERS), first)
    if nearest == first and words[first][0].islower() and words[noun - 1][0].isupper():
        nearest = noun - 1  # "shall offer it to Tenant, who may"
        while nearest > first and words[nearest - 1][0].isupper():
            nearest -= 1
    for of in (nearest - 1, nearest - 2):  # "to counsel for the Holders, who shall"
        if of > first and words[of] in ("for", "of", "to") and _SERVING.match(words[of - 1]):
            nearest = of - 1
            break
    return named(string, *_where(string, begin, cue, words, nearest, noun), actors, "relative")
