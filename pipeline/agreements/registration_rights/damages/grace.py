"""The time in which a default costs nothing, and whether a longer one is paid from its first day."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.model import Grace
from pipeline.extract.quantities.numbers import ordinal
from pipeline.model import DayCount, Unit
from pipeline.spans import Span

_CURED: Final = re.compile(
    r"\bno\s(?:\w+\s){0,3}(?:payment|damages|amount|default)\b[^.]{0,240}\b(?:if|unless)\b|\bnot\b[^.]{0,240}\b(?:due|payable|"
    r"obligat\w+|liable|deemed)\b[^.]{0,240}\b(?:if|unless)\b|\bperiod of grace\b|\bgrace period of\b|"
    r"\bunless\b[^.]{0,240}\bcured?\b|\bno\s(?:\w+\s){0,3}(?:payments?|damages|amounts?|interest"
    r"|fee)\b[^.]{0,160}?\b(?:for|during|"
    r"(?:in|with) respect (?:of|to))\sthe\s(?:first|initial)\b|"
    r"\b(?:nothing|no\s\w+)\s(?:is|are|shall\sbe|will\sbe|becomes?|accrues?)\b[^.]{0,60}\b(?:for"
    r"|during|in)\sthe\s(?:first|"
    r"initial)\b|\bfree\s(?:of|from)\s(?:(?:any|all)\s)?(?:charge|payment|"
    r"damages|penalty|cost|interest|compensation|liability)\b|"
    r"\bnot\sinclude\s(?:its|the|their|such)\s(?:first|initial)\b|"
    r"\b(?:first|initial)\b(?!\sday\b|\s[\w-]+\s(?:\w+\s)?(?:period|month|week)\s(?:begin|start|commenc))[^.]{0,60}\bdays?\b[^.]{0,60}\b(?:(?:never|not)\s(?:be\s|to\sbe\s)?(?:charged|paid\sfor|compensated|counted|count)|uncompensated"
    r"|carry\sno|bears?\sno|costs?\snothing|excluded|disregarded)\b|"
    r"\b(?:delay|default|failure|lateness)\b[^.]{0,80}\b(?:within|(?:no|not)\s(?:more|longer)\sthan|less\sthan)\b[^.]{0,60}\b(?:excused|"
    r"forgiven|disregarded|overlooked|ignored|not\s(?:be\s)?count\w*)\b|"
    r"\b(?:nothing|no\s\w+(?:\s\w+)?)\s(?:(?:is|are|shall\sbe|will\sbe|shall|will|becomes?)\s)?(?:\w+\s)?(?:payable|paid|due|owed|owing|"
    r"accrues?|accrued?)\b[^.]{0,30}\b(?:for|on\saccount\sof|in\srespect\sof|by\sreason\sof)\s(?:an?|any)\s(?:\w+\s)?"
    r"(?:delay|default|failure|lateness|Event)\b|\b(?:delay|default|failure)\s(?:of|that|which)\b[^.]{0,60}\b(?:costs?|"
    r"gives\srise\sto|entails?|leads\sto)\s(?:nothing|no)\b|\bif\b[^.]{0,100}\bwithin\b[^.]{0,80}\b(?:owes?|pays?"
    r"|owed|paid|payable|due)\s(?:\w+\s)?nothing\b|\bif\b[^.]{0,100}\bwithin\b[^.]{0,80}\bnothing\b|"
    r"\b(?:no|not)\s(?:more|longer)\sthan\b[^.]{0,80}\b(?:nothing|no\s\w+\s(?:is|are|shall|will))\b|"
    r"\bgrace\b|\bcosts?\s(?:\w+\s)?nothing\b|\bwithout\s(?:charge|payment|penalty)\b|\bforgiven\b",
    re.IGNORECASE,
)
# A default that lasts no longer costs nothing; one that is cured in time costs nothing.
_LASTS: Final = re.compile(
    r"\b(?:contains?|lasts?|continues?|exceeds?|extends?|runs?|persists?|goes\son|not\sexceed\w*|(?:delays?|defaults?|failures?)\sof)\s(?:\w+\s){0,3}?"
    r"(?:(?:no|not|for)\s)?(?:more\sthan|longer\sthan|beyond|less\sthan|up\sto|at\smost|not\sexceeding|[\w-]+\s\(?\d+\)?)|"
    r"\b(?:no|not)\s(?:more|longer)\sthan\b|\bor\s(?:less|fewer)\b|\b(?:shorter|less|fewer)\sthan\b",
    re.IGNORECASE,
)
_IF_CURED: Final = re.compile(
    r"\b(?:cured|remedied|made\sgood|corrected|put\sright)\b[^.]{0,30}\bwithin\b|"
    r"\b(?:if|unless|where|when|provided)\b[^.]{0,120}\b(?:cures?|cured|remed\w+|filed|effective|files|done|made|corrected|"
    r"met)\b[^.]{0,60}\b(?:within|by|before)\b|\bwithin\b[^.]{0,80}\b(?:nothing|no\s\w+)\b",
    re.IGNORECASE,
)
_IS_SHORTER: Final = re.compile(r"\b(?:shorter|less|fewer)\sthan\s$", re.IGNORECASE)
_FREE_DAYS: Final = re.compile(
    r"\b(?:the|its|their|any)\s(?:first|initial)\s(?:\w+\s)?(?:\(\d+\)\s)?(?:\w+\s)?(?:days?|weeks?|months?)\b",
    re.IGNORECASE,
)
_FROM_START: Final = re.compile(
    r"\bfrom\s(?:and\sincluding\s)?(?:its|the|their|that)\s(?:very\s)?(?:first\sday|beginning|start|outset|commencement|"
    r"(?:day|date)\s(?:after|following|missed|of\s(?:the\s)?(?:default|failure|event|miss)|so\smissed))|"
    r"\bretroactive\w*|\bfor\severy\sday\b|\bstarting\swith\sthe\s(?:first\s)?day\b|"
    r"\bas\s(?:if|though)\s(?:there\s(?:were|was|had\sbeen)\sno|no)\s(?:such\s)?(?:period\sof\s)?grace\b|"
    r"\bfor\s(?:the\s(?:whole|entire\w*|full)|all)\s(?:\w+\s)?(?:of\s(?:it|the\s\w+)|delay|default|period|time|lateness)\b|"
    r"\bincluding\s(?:the|those|such)\s(?:first\s|initial\s)?(?:\w+\s)?(?:\(\d+\)\s)?(?:\w+\s)?days\b|\bdates?\sback\b",
    re.IGNORECASE,
)
_ON_A_LONGER: Final = re.compile(
    r"\b(?:grace|longer|exceed\w*|otherwise|beyond|failing\s(?:that|this|which)|if\s(?:it|the|we|they|any|such|that))\b",
    re.IGNORECASE,
)
# "if the delay is ten days or less nothing shall be due"
_NOTHING_FOR_LESS: Final = re.compile(
    r"\sor\s(?:less|fewer|shorter)\b,?\s(?:\w+\s){0,4}?(?:nothing|no\s\w+)\b", re.IGNORECASE
)
# "Damages begin to accrue only on the sixth (6th) day of a Default": five days cost nothing.
_ACCRUES_FROM: Final = re.compile(
    r"\b(?:damages|payments?|sums?|amounts?|fees?|charges?|compensation)\b[^.;]{0,40}?\b(?:begins?|starts?|commences?)\s(?:to\s(?:accrue|run)\s)?(?:only\s)?"
    r"(?:on|from|with)\sthe\s(?P<nth>[a-z]{4,12}(?:-[a-z]{4,9})?|\d{1,3}(?:st|nd|rd|th))\s(?:\(\d{1,3}(?:st|nd|rd|th)\)\s)?"
    r"(?P<kind>business\s|trading\s|calendar\s)?day\s(?:of|after|following)\b",
    re.IGNORECASE,
)
# "for each month, counted from the eleventh day after the required date"
_COUNTED_FROM: Final = re.compile(
    r"\b(?:from|beginning|commencing|starting)\s(?:(?:on|with|from)\s)?(?:and\sincluding\s)?the\s(?P<nth>[a-z]{4,12}(?:-[a-z]{4,9})?|\d{1,3}(?:st|nd|rd|th))\s"
    r"(?:\(\d{1,3}(?:st|nd|rd|th)\)\s)?(?P<kind>business\s|trading\s|calendar\s)?day\s(?:after|following)\s(?:the|such|that)\s(?:\w+\s){0,2}?(?:date|deadline)\b",
    re.IGNORECASE,
)
_KINDS: Final = {
    "": Unit.DAYS, "calendar": Unit.DAYS, "business": Unit.BUSINESS_DAYS, "trading": Unit.TRADING_DAYS,
}  # fmt: skip
_CONTINUES_FOR: Final = re.compile(
    r"\b(?:failure|default|delay|event|it|same)\s(?:then\s|so\s|thereafter\s|shall\s|has\s|have\s|is\s)?(?:continues?d?|persists?|remains?\suncured|lasts?|not\s(?:been\s)?(?:cured|remedied))\s"
    r"(?:uncured\s|unremedied\s)?(?:for|within|beyond)\s(?:a\speriod\sof\s|more\sthan\s|at\sleast\s|longer\sthan\s|any\s)*$",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"\bnot\b[^.;]{0,40}\bwithin(?:\sa\speriod\sof)?\s$", re.IGNORECASE)
_OF_DATE_MISSED: Final = re.compile(
    r"\)?\s(?:after|of|following)\s(?:the|such|that|its)\s(?:applicable\s|relevant\s)?(?:(?:required|due|missed|stated|scheduled)\s(?:\w+\s)?date"
    r"|date\s(?:required|so\smissed|missed|due|stated|specified|set|by\swhich|on\swhich\sit\swas)|(?:\w+\s)?(?:deadline|due\sdate)|(?:Filing|Effectiveness|Effective|Target)\sDate)\b",
    re.IGNORECASE,
)
# Time runs from the end of the days that cost nothing, not from the date missed.
_FROM_ITS_END: Final = re.compile(
    r"\b(?:from|after|following|commencing|beginning|starting|since)\b(?:\s(?:on|with|at|and\sincluding|including))?\s[^.;]{0,30}?"
    r"\b(?:Grace\sDate|(?:end|expiry|expiration|lapse|close|last)\s(?:day\s)?of\s(?:the|such|those|that|its|any|said)\s(?:[\w()-]+\s){0,4}?"
    r"(?:grace|period|days)|(?:after|following)\s(?:such|those|that|said)\s(?:[\w()-]+\s){0,4}?(?:days|period)|(?:the|such|that|its|any|said)\s(?:[\w-]+\s){0,2}?grace\speriod)\b",
    re.IGNORECASE,
)
_GRACE: Final = re.compile(r"\bgrace\b", re.IGNORECASE)
_NO_GRACE: Final = re.compile(
    r"\binterest\b|\bsuspen\w+|\bAllowable Grace\b|\bblack-?\s?out"
    r"|\bnon-?\s?public\b|\bdisclosures?\b|\buse\sof\s(?:the|any|such|its)\s(?:\w+\s)?prospectus\b",
    re.IGNORECASE,
)


def grace(document: Document, clause: Clause) -> tuple[Grace, Span] | None:
    """The time in which a default costs nothing if it is cured."""
    found = _told_grace(document, clause) or _least_length(document, clause)
    if found is None or not any(_FROM_ITS_END.search(each.plain) for each in clause.around):
        return found
    return replace(found[0], retroactive=False, by=None), found[1]


def _least_length(document: Document, clause: Clause) -> tuple[Grace, Span] | None:
    """The days that a default has to last: "and the failure continues for ten days thereafter"."""
    main = clause.main
    for days in document.day_counts(main):
        if not days.count or not days.unit or days.start > clause.rate_span.start:
            continue
        lead = document.plain[max(main.start, days.start - 60) : days.start]
        late = _WITHIN.search(lead) is not None and _OF_DATE_MISSED.match(document.plain, days.end, main.end)
        if _CONTINUES_FOR.search(lead) or late:
            by: Literal["cure", "length"] = "cure" if late else "length"
            return Grace(days.count, days.unit, retroactive=True, by=by), main.span
    return None


def _told_grace(document: Document, clause: Clause) -> tuple[Grace, Span] | None:
    """The time of a sentence that says that it costs nothing."""
    for sentence in clause.around:
        begins = _ACCRUES_FROM.search(sentence.plain) or _COUNTED_FROM.search(sentence.plain)
        nth = ordinal(begins["nth"].lower()) if begins and not _NO_GRACE.search(sentence.plain) else None
        if begins is not None and nth is not None and nth > 1:
            kind = (begins["kind"] or "").strip().lower()
            return Grace(Decimal(nth - 1), _KINDS[kind]), sentence.span
        counted = document.day_counts(sentence)
        least = [each for each in counted if _NOTHING_FOR_LESS.match(document.plain, each.end, sentence.end)]
        if least and least[0].count and least[0].unit and not _NO_GRACE.search(sentence.plain):
            found = _grace(document, sentence, least[0].count, least[0].unit, least[0].start)
            return replace(found, retroactive=True, by="length"), sentence.span
        if counted and _CURED.search(sentence.plain) and not _NO_GRACE.search(sentence.plain):
            of_grace = _GRACE.search(sentence.plain)
            first = [each for each in counted if _opens(document, each)]
            if of_grace is not None and not first:
                place = sentence.start + of_grace.start()
                first = sorted(counted, key=lambda each: abs(each.start - place))[:1]
            for days in first or counted:
                shorter = _IS_SHORTER.search(document.plain, max(0, days.start - 16), days.start)
                told = of_grace or first or days.direction in ("within", "for") or _is_least(document, days)
                if (told or shorter) and days.count and days.unit:
                    count = days.count - 1 if shorter else days.count  # shorter than six days: five
                    return _grace(document, sentence, count, days.unit, days.start), sentence.span
    return None


def _grace(document: Document, sentence: Sentence, count: Decimal, unit: Unit, at: int) -> Grace:
    """The grace told `at` a place, and by its clause or the next sentence what a longer default pays for."""
    place = document.place(sentence)
    following = " ".join(each.plain for each in document.sentences[place + 1 : place + 2])
    own = sentence.plain[sentence.plain.rfind(";", 0, at - sentence.start) + 1 :]
    # The next sentence on how days are counted says nothing of those of grace, unless it speaks of them.
    words = f"{own} {following}" if _ON_A_LONGER.search(following) else own
    by: Literal["cure", "length"] | None = None
    if _LASTS.search(own):
        by = "length"
    elif _IF_CURED.search(own):
        by = "cure"
    never_paid = _FREE_DAYS.search(own) is not None and _FROM_START.search(words) is None
    retroactive = not never_paid and (by is not None or _FROM_START.search(words) is not None)
    return Grace(count, unit, retroactive, (by or "cure") if retroactive else None)


def _opens(document: Document, days: DayCount) -> bool:
    """Whether these are the first days of a default."""
    return (
        re.search(r"\b(?:first|initial)\s$", document.plain[max(0, days.start - 9) : days.start]) is not None
    )


def _is_least(document: Document, days: DayCount) -> bool:
    """Whether only a default of more than so many days is paid for."""
    lead = document.plain[max(0, days.start - 16) : days.start]
    return re.search(r"\b(?:more|longer)\sthan\s$|\b(?:beyond|exceeds?)\s$", lead) is not None
