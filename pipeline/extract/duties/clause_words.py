"""The words before a cue, read from the cue back: where the clause opens and where its subject begins.

All functions take the words of a stretch of text and counts of them: `last` is how many stand before what is
asked about, `first` the index of the first of them that belongs to it.
"""

from __future__ import annotations

import re

from pipeline.extract.duties.verbs import VERBS

SUBORDINATE = frozenset(
    """
    if unless when whenever where whereby that which who whom whose because although though while until
    as than whether provided what whereas once lest since how
    """.split()
)
_BOUNDARY = frozenset(
    """
    but then so thus hence however otherwise nor therefore furthermore accordingly except
    """.split()
)
_FINITE = frozenset(
    """
    shall will may must can cannot is are was were has have had be been do does did agree agrees
    covenants covenant acknowledges acknowledge represents warrants means becomes remains elects fails
    ceases desires receives makes
    """.split()
)
_NOTABLE = SUBORDINATE | _BOUNDARY | _FINITE | {"and", "or", "nor", "and/or"}  # for where a clause opens
AUXILIARY = frozenset(
    """
    is are was were be been has have had
    """.split()
)
DETERMINERS = frozenset(
    """
    the a an each any all such this these those its their his her our my your no every either neither
    both said one two some another
    """.split()
)
_PREPOSITIONS = frozenset(
    """
    of in on at by for from to with within under upon after before during until through pursuant
    notwithstanding without against between among per following prior subject except regarding
    concerning respecting via into onto over above below including like unto toward towards promptly
    immediately not no later less
    """.split()
)
_ADVERBS = frozenset(
    """
    hereby each also only both then thereafter further likewise in turn together jointly severally all
    alone itself themselves himself herself either thereupon never not
    """.split()
)
_OPENERS = frozenset(
    """
    thereafter accordingly furthermore moreover additionally consequently therefore thereupon further
    likewise similarly promptly immediately also however then notwithstanding and or but in addition
    finally otherwise
    """.split()
)
PRONOUNS = frozenset(
    """
    it they he she we you i
    """.split()
)
RELATIVES = frozenset(
    """
    which who that
    """.split()
)
_ASIDES = frozenset(
    """
    as if whether unless provided when where who which or on a an be
    """.split()
)
_LEADS_DUTY = frozenset(
    """
    agree agrees covenants covenant undertakes provided agreed however , and understood ensure cause
    hereby warrants intend confirms procure acknowledges acknowledge
    """.split()
)
# "failing which the Seller may", ", after which the Company shall": a clause of its own.
_BEHIND_WHICH = frozenset("failing after following upon".split())
_COMPARED = frozenset("more less fewer greater".split())
_OWNING = frozenset("of holding owning with having representing".split())
_RAISED = frozenset(
    """
    The Each Any No Neither Either All If You We It They
    """.split()
)
ASIDE_WORDS = _PREPOSITIONS | SUBORDINATE | frozenset(["except", "upon"])
_LY_NOUNS = frozenset("family assembly supply".split())
_JOINS = frozenset("and or of by to".split())
_STOPS = frozenset(", ; : .".split())
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]{1,4}|[A-Z])\)?(?:\([A-Za-z0-9]{1,4}\)){0,3}$")
ENUMERATOR = re.compile(r"\((?:[A-Za-z]{1,4}|\d{1,2})\)$")


def names_nobody(word: str) -> bool:
    """Whether a word begins no name, though it has a capital: it opens a sentence."""
    low = word.casefold()
    return (
        low in DETERMINERS or low in _PREPOSITIONS or low in _BOUNDARY or low in _OPENERS or low in _ADVERBS
    )


def trimmed(words: list[str], last: int) -> int:
    """How many words are left without the adverbs, brackets and asides before the cue."""
    for _ in range(8):
        if last == 0:
            return 0
        word = words[last - 1]
        low = word.casefold()
        if (
            (low in _ADVERBS and last > 1)
            or (low.endswith("ly") and low.islower() and low not in _LY_NOUNS)
            or (word[0] == "(" and not (ENUMERATOR.match(word) and _opens_item(words, last)))
        ):
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
            if _is_apposition(words, i, last - 1):
                return i
            opens = low in _PREPOSITIONS or low in _ADVERBS or low in _ASIDES
            if opens or low.endswith(("ing", "ly", "ed")):
                before = words[i - 1].casefold() if i else ""
                if before and before not in ("and", "or", ",", ";", ":", "but") and not _adverbial(words, i):
                    return i
            if low in DETERMINERS or words[i + 1][0].isupper():
                return None if low not in _PREPOSITIONS and low != "a" else i
        i -= 1
    return None


def _is_apposition(words: list[str], comma: int, close: int) -> bool:
    """Whether a name or "the …" between two commas only says again who it is: "the Investor, John Alder,"."""
    first = max((i + 1 for i in range(comma) if words[i] in (",", ";", ":", ".")), default=0)
    inside = words[comma + 1 : close]
    named = all(word[0].isupper() or word in (".", "&", "of", "the") for word in inside)
    return (
        (named or inside[0] == "the")
        and first < comma
        and (words[first].casefold() in DETERMINERS or all(word[0].isupper() for word in words[first:comma]))
        and not any(
            word.casefold() in _FINITE or word in ("and", "or") for word in inside + words[first:comma]
        )
        and not _adverbial(words, comma)
    )


def _adverbial(words: list[str], comma: int) -> bool:
    """Whether what stands before a comma is itself no noun phrase: "If so, upon request, shall"."""
    i = comma - 1
    while i >= 0 and words[i] not in (",", ";", ":", "."):
        i -= 1
    low = words[i + 1].casefold()
    return low in SUBORDINATE or (low in _PREPOSITIONS and low not in ("no", "not"))


def opened(words: list[str], last: int) -> int:
    """Where the clause's own words begin: behind the last stop, subordinator or finite verb."""
    i = last
    joined = False
    while i > 0:
        word = words[i - 1]
        low = word.casefold()
        if low not in _NOTABLE and len(word) > 1 and word[0] != "(":
            i -= 1
            continue
        if word == "(":
            return i
        if word[0] == "(":
            if ENUMERATOR.match(word) and (i == 1 or _opens_item(words, i)):
                return i
        elif len(word) == 1 and not word.isalnum():
            if word == "," and joined and _is_list_item(words, i - 1):
                i -= 1
                continue
            if word not in ("'", "’", "-", "&", "/", '"', "“", "”", "$", "%"):
                return i
        elif low == "so" and i < last and words[i].endswith(("ed", "ing")):
            pass  # "a Holder so notified"
        elif low == "than" and i > 1 and words[i - 2].casefold() in _COMPARED and _measures(words, i):
            pass  # "each Holder of more than two percent of the Shares"
        elif (low in SUBORDINATE or low in _BOUNDARY or low in _FINITE) and not (
            low == "nor" and "neither" in (one.casefold() for one in words[max(0, i - 14) : i])
        ):
            return i
        if low in ("and", "or", "nor", "and/or"):
            joined = True
        i -= 1
    return 0


def _measures(words: list[str], i: int) -> bool:
    """Whether "more than" before word `i` says how much a noun before it has or is."""
    return any(word.casefold() in _OWNING for word in words[max(0, i - 5) : i - 2])


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
        and not any(one.casefold() in _PREPOSITIONS or one.casefold() in SUBORDINATE for one in inside)
    )


def gives_duty(words: list[str], first: int) -> bool:
    """Whether "that" or "provided" leads in a duty: "agrees that it will", "provided the Holder shall"."""
    low = words[first - 1].casefold()
    before = words[first - 2].casefold() if first > 1 else ""
    if low == "provided" or (low == "which" and words[first] in ("case", "event")):
        return True
    if low == "which" and before in _BEHIND_WHICH:
        return before == "failing" or words[first - 3 : first - 2] == [","]
    if low != "that":
        return False
    return before in _LEADS_DUTY


def described(words: list[str], first: int, last: int) -> int | None:
    """Where the noun ends that a relative clause between it and the cue describes; 0 where it is not found.

    "Any Holder who owns shares shall", "Equipment that is delivered to the Company shall". None where no such
    clause ends at the cue.
    """
    if first == 0 or first >= last:
        return None
    before, opens = words[first - 1].casefold(), words[first]
    low = opens.casefold()
    if before in RELATIVES:
        verb = opens[0].islower() and low not in DETERMINERS and low not in PRONOUNS
        if before == "that" and first == last - 1:  # "a Holder that sells", but "tells them that sales"
            verb = verb and (low in VERBS or low[:-1] in VERBS or low[:-2] in VERBS or low in _FINITE)
        if not verb or first < 2 or words[first - 2].casefold() in _PREPOSITIONS:
            return None
        return first - 1 if words[first - 2][0].isalnum() else None
    if before not in AUXILIARY:
        return None
    if any(
        words[i].casefold() in ("and", "or") and words[i + 1].casefold() in DETERMINERS
        for i in range(first, last - 1)
    ):
        return None
    for i in range(first - 1, max(0, first - 40), -1):
        one = words[i].casefold()
        if one in (";", ":", "."):
            return 0
        if one in RELATIVES:
            return i if words[i - 1][0].isalnum() and words[i + 1].casefold() in _FINITE else 0
    return 0


def narrowed(words: list[str], first: int, last: int) -> int:
    """Where the subject itself begins between `first` and `last`: behind labels and other clauses."""
    while first < last and (
        words[first].casefold() in _OPENERS
        or (words[first][0] in "(0123456789" and _LABEL.match(words[first]))
        or (len(words[first]) == 1 and not words[first].isalnum())
    ):
        first += 1
    if first and words[first - 1] == "which" and words[first] in ("case", "event"):
        first += 1  # "in which case the parties shall"
    if first >= last:
        return first
    # A capitalised article opens a sentence: what stands before it is a heading.
    for i in range(last - 1, first, -1):
        if words[i] in _RAISED and words[i - 1].casefold() not in _JOINS:
            return narrowed(words, i, last)
    low = words[first].casefold()
    previous = words[last - 2].casefold() if last - first > 1 else ""
    if words[last - 1].casefold() in PRONOUNS and previous not in _PREPOSITIONS | {"and", "or"}:
        return last - 1
    if low in PRONOUNS and last - first > 1:  # "he gives notice and the Company fails"
        behind = [i for i in range(first + 2, last) if words[i - 1].casefold() in ("and", "or", "but")]
        return behind[-1] if behind else first
    if low == "no":
        opens = words[first + 1 : first + 2] not in (["later"], ["more"], ["less"])
    else:
        raised = words[first][0].isupper() and low not in _PREPOSITIONS
        opens = raised or low in DETERMINERS or low in PRONOUNS
    if opens:
        return first
    starts = [
        i
        for i in range(first + 1, last)
        if (words[i].casefold() in DETERMINERS or words[i][0].isupper() or words[i].casefold() in PRONOUNS)
        and words[i - 1].casefold() not in _PREPOSITIONS
        and words[i - 1].casefold() not in DETERMINERS
        and not (words[i - 1][0].isupper() and words[i].casefold() not in DETERMINERS)
    ]
    if low in _PREPOSITIONS:
        plain = [i for i in starts if words[i - 1].casefold() not in ("and", "or")]
        return (plain or [last])[-1] if plain else (starts or [last])[-1]
    # What begins with a verb or a bare noun: the subject follows its last "and".
    behind = [i for i in starts if words[i - 1].casefold() in ("and", "or")]
    if behind:
        return behind[-1]
    return first
