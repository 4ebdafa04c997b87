"""The event or date that a period is counted from, as the text names it.

An anchor is a noun phrase: "the Closing Date", "receipt of its letter", "the date on which the Company
receives notice". It is followed word by word until the sentence shows that something else begins: a stop, a
modal verb, or a second noun phrase that no preposition ties to the first ("following delivery | the Buyer
may test").
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from pipeline.extract.quantities.numbers import number
from pipeline.spans import Span


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_LONGEST = 30  # words
_AHEAD = 8  # words behind one that tell whether the phrase goes on

_TOKEN = re.compile(
    r"(?P<word>\(\d{1,4}\)|[\w$§&/'’@][\w$%&/'’@.\-–:]*(?:\([\w]{1,4}\)(?:\([\w]{1,4}\)){0,3})?)"
    r"|(?P<mark>[^\s\w])"
)
# A day of a month; "Section 2" looks like one.
_DATE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?(?:, ?\d{4})?\b"
)
_DATE_BEGINS = _words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_NO_END = re.compile(r"^(?:Inc|Corp|Co|Ltd|No|Mr|Ms|Mrs|Dr|[A-Z](?:\.[A-Z])*)\.$")

# "the earlier of (i) the Closing and (ii) the Outside Date" goes on through its marks to the sentence's end.
_CHOICE = re.compile(
    r"(?:the\s)?(?:earlier|later|earliest|latest|first)\s(?:to\soccur\s)?of\b"
    r"(?!\s(?:those|these|such|the\stwo|the\ssaid)\s(?:days|dates|events|times)\b)",
    re.IGNORECASE,
)

_MODALS = _words("shall will may must should can cannot could would shan't agrees agree undertakes")
_STOPS = _words(
    "unless until till if provided whereupon then thereafter but while whichever except subject so"
    " because whereas without during per at and/or plus together including excluding notwithstanding"
    " pursuant although though otherwise nor than where whether as regardless neither there"
)
_CONJUNCTIONS = _words("and or")
_TOLD = _words("oral orally verbal verbally written telephonic electronic facsimile")
_OF_NOTICE = _words("from to by")
_RESTRICTION = re.compile(r"(?:restriction|limitation|limit)s?$|sold$")
_SOLD = re.compile(r"(?:re)?sold|(?:re)?sale|(?:re)?sell|transferred|144(?:\(k\))?$")
_AUXILIARIES = _words("is are was were does do did has have had")
# "the earlier of two years after the Closing | and the day on which …": the choice goes on, not the anchor.
_CHOSEN = re.compile(
    r"\b(?:earlier|later|first|sooner|latest|earliest)\s(?:to\soccur\s)?of\b[^.;]{0,90}$", re.IGNORECASE
)
_CHOOSING = ("earlier", "later", "first", "sooner", "latest", "earliest")
_NEARLY = _words("substantially nearly virtually almost")
# "delivery at the dock" tells where, "delivery at the Buyer's cost" something else.
_TERMS_OF_TRADE = _words(
    "latest earliest soonest cost costs expense expenses option request rate price discretion"
    " election time least direction"
)
_PARTICLES = _words("on upon to for")
_MONTHS = _words("January February March April May June July August September October November December")
_PARTS = _words("Exhibit Schedule Annex Appendix Attachment")
_BEING = _words("being been is are was were")
_REFERENCE = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:\(\w{1,4}\))+")
_DAYS = _words("date time closing deadline day maturity")
_LEADS_IN = _words("upon on by with within")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}")
_NUMBERED = _words("section sections clause clauses article articles paragraph paragraphs and or to rule")
_COMPARED = _words("less more fewer greater other")
_ONES = _words("first second third fourth fifth last next other previous prior latter former earlier later")
_PLACES = _words("work home sea school issue")  # "the last day at work"
# Verbs that a particle belongs to: "comes in", "moves in".
_WITH_PARTICLE = _words(
    "comes came come goes went gone moves moved logs logged signs signed checks checked handed hands taken"
    " takes sets turned turns switched paid pays closes closed"
)
_THAN = _words("than least")
_ENDS = _words("ends expires terminates begins commences occurs closes starts")
_TO_COME = _words("occur happen fall elapse expire")  # "the first such date to occur after the Closing"
_AFTER_SO = _words("that as long far and or shall will may")
_OBJECTS = _words("it them us him")
_ABLE = _words("subject eligible able entitled required qualified permitted obligated obliged ready free")
_DETERMINERS = _words(
    "the a an each any such its his her their this these those either every all no our your it they he she we"
    " you both some"
)
_LINKS = _words(
    "of to by from for in on at with under upon between among into within through against about after before"
    " following which that who whom when whose and or not be been being is are was were has have had prior"
    " regarding concerning over"
)
# A participle may be followed by its object's article: "notice setting forth the", "a bill stating the".
_PARTICIPLE = re.compile(r"[a-z]{3,}ing$")
_VERB = re.compile(r"[a-z]{2,}(?:[^s'’]s|ed)$")
_SINGULAR_VERB = re.compile(r"[a-z]{2,}[^s'’]s")
_TIMES = _words("date day time moment later earlier earliest latest first last")
_CLOSED = _words("hereof thereof herewith hereto thereto hereunder")  # nothing follows these
_CLAUSAL = _words("which that when who whom it they he she we you")
_PREPOSITIONS = _words("of by to for in")
_AFTER_CONJUNCTION_STOPS = (
    _MODALS
    | _STOPS
    | _words("in to within for on upon is are was were not continuing continues ending ends under")
)
# Joined once, for they are asked word by word.
_VERBS = _MODALS | _AUXILIARIES
_GOES_ON = _LINKS | _DAYS
_HANGING = _LINKS | _DETERMINERS
_BEFORE_NUMBER = _HANGING | _TIMES | _THAN
_NO_PURPOSE = _HANGING | _TO_COME
# What may end a phrase by itself; and behind what any word may.
_TELLING = _MODALS | _STOPS | _CONJUNCTIONS | _DETERMINERS | _LEADS_IN | _words("all one to through for")
_TELLING_BEFORE = _CLOSED | _ENDS | _words("date,")
_LINKS_BUT_OF = _LINKS - {"of"}
_PREPOSITIONAL = _LINKS - _CONJUNCTIONS


def _is_chosen(string: str, start: int) -> bool:
    """Whether a choice is open before `start`: "the earlier of the Closing and"."""
    low = max(0, start - 120)
    before = string[low:start].casefold()
    return any(word in before for word in _CHOOSING) and _CHOSEN.search(string, low, start) is not None


def anchor_at(string: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at `start`, at most up to `end`; None where none begins."""
    last = start
    words: list[str] = []
    clausal = False
    listed = False  # it counts its parts: (i), (ii)
    comma: tuple[int, int] | None = None  # where a choice has come to its last comma
    choice = _CHOICE.match(string, start) is not None
    chosen: bool | None = None  # not asked before there is a conjunction
    coming = _TOKEN.finditer(string, start, end)
    tokens: list[re.Match[str]] = []  # read as far as they are looked at: most anchors are short
    texts: list[str] = []  # their words, a mark's being empty
    i = 0
    while len(words) < _LONGEST:
        if i + _AHEAD >= len(tokens):
            more = list(islice(coming, 2 * _AHEAD))
            tokens += more
            texts += [token["word"] or "" for token in more]
        if i >= len(tokens):
            break
        token, word = tokens[i], texts[i]
        if token.start() < last:
            i += 1
            continue
        dated = _DATE.match(string, token.start(), end) if word[:3] in _DATE_BEGINS else None
        if dated:
            words.append("date,")
            last = dated.end()
            i += 1
            continue
        if not word:
            if not choice or token["mark"] in '"“”':
                break
            if token["mark"] == ",":
                if not listed and _CONJUNCTIONS.intersection(words):
                    break
                comma = (last, len(words))
            listed = listed or token["mark"] == "("
            i += 1
            continue
        lower = word.lower().rstrip(".")
        if choice:
            if lower in _MODALS:  # what stands behind the last comma is the subject of the sentence
                last, words = (comma[0], words[: comma[1]]) if comma else (last, words)
                break
            if lower == "so":
                break
        else:
            following = texts[i + 1 : i + 1 + _AHEAD]
            if lower in _CONJUNCTIONS and not _both_done(words, following):
                chosen = _is_chosen(string, start) if chosen is None else chosen
                if chosen:
                    break
            if _stops(lower, words, following, clausal=clausal):
                break
        clausal = clausal or _becomes_clause(words, word)
        last = token.end()
        words.append(lower if word[:1].islower() else word.rstrip("."))
        if word.endswith((".", ":")) and not choice and not _NO_END.match(word):
            last -= 1
            break
        i += 1
    if choice and string.endswith(".", start, last):
        last -= 1
    return _trimmed(string, start, last, words)


def _stops(lower: str, words: list[str], following: list[str], *, clausal: bool) -> bool:
    """Whether the phrase `words` is over before `lower`; of `following` words, a mark is an empty one."""
    if not words:
        return lower in _MODALS or lower in _STOPS
    last = words[-1]
    if lower not in _TELLING and last not in _TELLING_BEFORE and last.islower() and lower.isalpha():
        return _begins_number(lower, last)
    if lower in _MODALS:
        return not (last == "there" or _subject_of_clause(words))
    if last in _CLOSED and not (lower == "as" and following[:1] and following[0] in _PARTS):
        return not (lower in _OF_NOTICE and "notice" in words)  # "notice thereof from the Lender"
    if last == "date," and lower in _LINKS_BUT_OF:
        return True
    if (
        words[-1][:1].isupper()
        and lower not in _GOES_ON
        and following[:1]
        and following[0].lower() in _MODALS
    ):
        return not _subject_of_clause(words)  # "the Closing Date | Buyer shall"
    if words[-1] in _ENDS and lower not in _LINKS and following[:1] and following[0].lower() in _MODALS:
        return True  # "after the employment ends | Executive shall"
    if lower == "all" and last in _NEARLY:
        return False
    if lower == "one" and last.islower() and (last in _ONES or not (following and following[0])):
        return False  # "a previous one", "the second one accepts"
    if lower in _STOPS:
        if lower == "as" and words[-2:] == ["such", "time"]:
            return False  # "such time as no Holder owns any shares"
        if lower == "so" and (clausal or last in _BEING):  # "the day on which a Holder so demands"
            return not following[:1] or following[0].lower() in _AFTER_SO
        placed = following[:1] and (following[0].lower() in _DETERMINERS or following[0][:1].isupper())
        if lower == "at" and following[:1] and following[0].rstrip(".") in _PLACES and last.islower():
            return False
        if lower == "at" and placed and last.islower():
            return bool(_TERMS_OF_TRADE.intersection(it.lower() for it in following[1:5]))
        if lower == "pursuant" and _RESTRICTION.match(last):
            return False  # "may be sold without restriction pursuant to Rule 144"
        if lower == "than" and last in _COMPARED:
            return False  # "the date on which it holds less than one percent"
        if lower == "as" and following[:1] == ["to"]:
            return False  # "may be sold without limit as to volume"
        if lower == "subject" and last in ("be", "longer", "not", *_BEING):
            return False  # "will not be subject to review"
        if lower == "without" and _SOLD.match(last):
            return False  # "may be sold without volume limits"
        if lower == "there" and following[:1] and following[0].lower() in _VERBS:
            # "it learns there will be no review", "notice that there will be none"
            return not (last == "that" or (len(words) > 1 and _VERB.fullmatch(last)))
        if lower == "as" and following[:1] and following[0] in _PARTS:  # "annexed hereto as Exhibit C"
            return False
        return not (lower == "as" and clausal) and not (lower == "then" and last in _DETERMINERS)
    if lower in _CONJUNCTIONS:
        return _nothing_joined(last, following)
    if lower in ("to", "through") and last[:1].isupper() and last.lower() in _DAYS:
        return True  # "before the Redemption Date | to each Holder"
    if lower == "to":
        return last not in _ABLE and _infinitive(following)
    if lower in _LEADS_IN and following[:1] and _counts(following[0]):
        return True  # "after the anniversary of its date | upon ten days' notice"
    if _SECTION.fullmatch(lower) and last.islower() and last not in _NUMBERED:
        return True  # "the effective date of such termination | 14.3 Except as provided"
    if lower == "for" and last[:1].isupper() and following[:1] and _counts(following[0]):
        return True  # "after the Closing Date | for 120% of the shares"
    if lower in _DETERMINERS and not clausal:
        if lower in _OBJECTS and words[-2:-1] == ["to"] and last.islower():
            return False  # "becoming eligible to use it"
        return _another_begins(words)
    return _begins_number(lower, last)


def _begins_number(lower: str, last: str) -> bool:
    """Whether a sum begins that nothing ties to the words: "on demand | Seventy-Five Thousand Dollars"."""
    if not (last.islower() and lower.isascii() and lower[0].isalpha()):
        return False
    return last not in _BEFORE_NUMBER and number(lower) is not None


_THAT = _words("that such this said")
_SUBJECTS = _words("all it they each any you we he she there")  # of "the day all of them may be sold"
# "the staff says it will not review it": what is said needs no "that".
_SAYS = _words(
    "says states announces confirms advises knows learns determines told informed advised notified"
)
_OPENS_CLAUSE = _words("that whether which when whom")


def _subject_of_clause(words: list[str]) -> bool:
    """Whether the words end in "that" and its subject, so that a modal verb still belongs to them."""
    opened = max(
        (
            i
            for i, it in enumerate(words)
            if it in _OPENS_CLAUSE
            or (
                it in _TIMES
                and words[i - 1 : i] == ["the"]
                and words[i + 1 : i + 2]
                and words[i + 1] in _SUBJECTS
            )
            or (it in _SAYS and i > 0 and words[i + 1 : i + 2] and words[i + 1] in _SUBJECTS)
        ),
        default=-1,
    )
    return 0 < opened < len(words) - 1 and not any(
        it in _AUXILIARIES or it in _MODALS or (it.islower() and _VERB.fullmatch(it) and it.endswith("ed"))
        for it in words[opened + 1 :]
    )


def _both_done(words: list[str], following: list[str]) -> bool:
    """Whether a conjunction joins two participles, "has been satisfied or waived", or two ways of telling."""
    if not (words and following):
        return False
    return (words[-1].endswith("ed") and following[0].endswith("ed")) or (
        words[-1] in _TOLD and following[0] in _TOLD
    )


def _nothing_joined(last: str, following: list[str]) -> bool:
    """Whether a conjunction leads on to something else than a second part of the phrase."""
    following_word = following[0] if following else ""
    if last == "date," and following_word in _MONTHS:
        return False  # "each June 30 and December 31"
    if "within" in following:  # "the Effective Date and the Documentation within twenty days"
        return True
    if (
        following_word == "by"
        and last not in _PARTICLES
        and len(following) > 1
        and (following[1] in _MONTHS or following[1] == "the" or _counts(following[1]))
    ):
        return True  # "after the report is filed or | by April 20, 2007"
    if _REFERENCE.fullmatch(last) and _REFERENCE.fullmatch(following_word):
        return False  # "contemplated by Section 3(f) or 3(g)"
    if (
        following_word.lower() in _DETERMINERS
    ):  # "the Closing or any later date", "the Closing or the Company may"
        if _CLOSED.intersection(it.lower() for it in following[1:6]):
            return False  # "the filing of the statement or any amendment thereto"
        if last[:1].isupper() and last.lower() in _DAYS and len(following) > 1 and following[1].islower():
            return True  # "the anniversary of the Commencement Date and | the rest in equal parts"
        return _has_verb(following) or any(not it for it in following)
    if following_word.isascii() and following_word[:1].isalpha() and number(following_word) is not None:
        return True  # "installation or | eighteen months from shipment"
    if (
        len(following) > 1
        and _VERB.fullmatch(following_word)
        and following[1].lower() in _DETERMINERS | {"no"}
    ):
        return True  # "a call and | leaves no part out"
    if following_word.lower() in _AFTER_CONJUNCTION_STOPS or not following_word[:1].isalpha():
        return True
    return following_word.islower() and last[:1].isupper()


def _has_verb(following: list[str]) -> bool:
    """Whether the words behind a conjunction make a sentence: "and the Company fails to cure"."""
    return any(it.lower() in _VERBS for it in following) or any(
        _SINGULAR_VERB.fullmatch(one) and other.lower() in _DETERMINERS | {"to"}
        for one, other in pairwise(following[2:])
    )


def _counts(word: str) -> bool:
    """Whether it begins a number of days: "upon ten days' notice", "upon at least ten"."""
    low = word.lower()
    return low in ("not", "at", "no") or low[:1].isdigit() or (low.isalpha() and number(low) is not None)


def _infinitive(following: list[str]) -> bool:
    """Whether "to" begins a purpose ("the notice | to join") and not a receiver ("notice to the Company")."""
    following_word = following[0].rstrip(".") if following else ""  # "the event giving rise to it."
    return following_word.islower() and following_word not in _NO_PURPOSE


def _another_begins(words: list[str]) -> bool:
    """Whether a determiner after `words` begins a second noun phrase."""
    previous = words[-1].lower()
    if len(words) > 2 and _SINGULAR_VERB.fullmatch(previous) and not _LINKS.intersection(words):
        return False  # "the staff clears the filing" has its verb
    if words[-1] in _TIMES and len(words) > 1:
        return words[-2] in _THAT  # "after that date | it shall file"
    return previous not in _HANGING and not _PARTICIPLE.match(words[-1])


def _becomes_clause(words: list[str], word: str) -> bool:
    """Whether `word` makes the phrase a clause with a verb of its own: "the Company receives"."""
    if word.lower() in _CLAUSAL or (word == "as" and words[-2:] == ["such", "time"]):
        return True
    if not words:
        return False
    if words[-1].lower() in _TIMES and word.lower() in _DETERMINERS:
        return True
    return (
        word.endswith(("s", "ed"))
        and _PREPOSITIONS.isdisjoint(words)
        and _VERB.fullmatch(word) is not None
        and any(it[:1].isupper() for it in words)
    )


def _trimmed(string: str, start: int, last: int, words: list[str]) -> Span | None:
    """The phrase without a preposition or an article left hanging at its end."""
    while words and (words[-1] in _LINKS or words[-1] in _DETERMINERS):
        if words[-2:] == ["one", "before"]:
            break
        if words[-1] in _OBJECTS and len(words) > 1 and words[-2].endswith("ing"):
            break  # "getting it"
        if words[-1] in _OBJECTS and len(words) > 2 and words[-2] in _PREPOSITIONAL:
            break  # "it learns of it"
        if words[-1] in _OBJECTS and words[-3:-2] == ["to"] and words[-2].islower():
            break  # "becoming eligible to use it"
        if len(words) > 2 and words[-1] in _PARTICLES and words[-2].endswith("ed"):
            break  # "the event relied on"
        if len(words) > 1 and words[-1] in ("in", "on", "over") and words[-2] in _WITH_PARTICLE:
            break  # "it comes in"
        last = start + len(string[start:last].rstrip()) - len(words[-1])
        words = words[:-1]
    last = start + len(string[start:last].rstrip(" ("))
    return Span(start, last) if words and last > start else None
