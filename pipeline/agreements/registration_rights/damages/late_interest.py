"""Interest on damages that are paid late: how much, a year of how many days, after which delay, from when."""

from __future__ import annotations

import re
from typing import Final, Literal

from pipeline.agreements.document import Document, Sentence
from pipeline.agreements.registration_rights.damages.clause import Clause
from pipeline.agreements.registration_rights.damages.day_count import day_count
from pipeline.agreements.registration_rights.model import Interest
from pipeline.model import Percentage
from pipeline.spans import Span

_INTEREST: Final = re.compile(r"\binterest\b", re.IGNORECASE)
_LATE: Final = re.compile(
    r"\b(?:failing\swhich|"
    r"(?:(?:not|never)\s(?:\w+\s){0,3}?|un)(?:paid|made|received|settled|remitted|satisfied)\b[^.,;]*|"
    r"(?:do|does|did|has|have|shall|should)\snot\s(?:\w+\s){0,2}?(?:pay|make|remit|settle)\b[^.,;]*|"
    r"\bshould\s(?:\w+\s){1,4}?not\s(?:\w+\s){0,2}?(?:pay|make|remit|settle)\b[^.,;]*|"
    r"(?:delayed|deferred|postponed)\b[^.,;]{0,40}?\b(?:beyond|past|after|more)\b[^.,;]*|"
    r"(?:still\s)?(?:owing|owed|outstanding)\b[^.,;]{0,60}?\b(?:after|beyond|past)\b[^.,;]*|"
    r"(?:fails?|failure|failed|neglects?)\sto\s(?:\w+\s)?(?:pay|make|remit)\b[^.,;]*|"
    r"(?:past\sdue|overdue|delinquent)\b[^.,;]*|(?:more|later|longer)\sthan\b[^.,;]*?\b(?:late|overdue|after\b[^.,;]*)|"
    r"(?:is|are|was|were)\slate\b[^.,;]*|pays?\slate\b[^.,;]*|(?:remains?|outstanding)\s(?:\w+\s){0,2}?(?:after|beyond|past)\b[^.,;]*|"
    r"late\spayments?|(?:any\s)?(?:payments?|amounts?|sums?)\sin\sarrears?)",
    re.IGNORECASE,
)
_BEARS: Final = re.compile(
    r"\s(?:shall|will|must|bears?|carr(?:y|ies)|attracts?|earns?|draws?|the\s\w+\s(?:shall|will|must)|accrues?)\b"
)
_PER: Final = re.compile(
    r"[^.;]{0,40}?\b(?:(?:per|a|each|every)\s(?:calendar\s)?(?P<unit>annum|year|month|day|quarter)|"
    r"(?P<adverb>annually|monthly|daily|quarterly))\b",
    re.IGNORECASE,
)
_A_RATE: Final = re.compile(
    r"\b(?P<adverb>annual|monthly|daily|quarterly|yearly)\s(?:\w+\s)?(?:rate|interest)\b", re.IGNORECASE
)
_THIRTY_DAYS: Final = re.compile(
    r"\s(?:of\s(?:such|the|that|any)\s(?:\w+\s){1,3})?(?:for|per)\s(?:each\s|every\s|a\s)?(?:period\sof\s|successive\s|such\s)?"
    r"(?:thirty\s(?:\(30\)\s)?|30)[\s-]?days?\b",
    re.IGNORECASE,
)
_PERS: Final[dict[str, Literal["day", "month", "quarter", "annum"]]] = {
    "annum": "annum", "year": "annum", "annually": "annum", "annual": "annum", "yearly": "annum",
    "month": "month", "monthly": "month", "day": "day", "daily": "day", "quarter": "quarter",
    "quarterly": "quarter",
}  # fmt: skip
_FROM: Final = re.compile(
    r"\b(?:from|since|(?:beginning|commencing|starting)\s(?:on|from|with))\s(?:and\s(?:including|after)\s)?"
    r"(?P<it>(?:when\b|(?:the|such|its|that|their)\s(?:\w+\s){0,3}?(?:date|day|time|end|expir\w+|lapse)\b)[^.,;]*?)"
    r"(?=\s(?:until|to|through|up\sto|at\sthe\srate)\b|[.,;]|$)",
    re.IGNORECASE,
)
_THEN: Final = re.compile(r"\bthereafter\b|\bfrom\sthen\son\b", re.IGNORECASE)
_COMPOUND: Final = re.compile(r"(?<!not\s)\bcompound(?!s?\sinterest\sshall\snot)", re.IGNORECASE)


def interest(document: Document, clause: Clause) -> tuple[Interest, Span] | None:
    """Interest on damages that are late."""
    for sentence in clause.around:
        bears = _INTEREST.search(sentence.plain)
        late = _LATE.search(sentence.plain) if bears else None
        if bears is None or late is None:
            continue
        rate = _rate(document, clause, sentence, sentence.start + late.start())
        if rate is None:
            continue
        per = _PER.match(document.plain, rate.end, sentence.end) or _A_RATE.search(sentence.plain)
        thirty = _THIRTY_DAYS.match(document.plain, rate.end, sentence.end)
        unit = (per.groupdict().get("unit") or per["adverb"]).lower() if per else "annum"
        trigger = _trigger(late.group())
        kind: Literal["simple", "compound"] = "compound" if _COMPOUND.search(sentence.plain) else "simple"
        found = Interest(
            rate.value,
            "30 days" if thirty else _PERS[unit],
            kind,
            day_count(sentence.plain),
            trigger,
            _since(sentence, trigger),
        )
        return found, sentence.span
    return None


def _rate(document: Document, clause: Clause, sentence: Sentence, late: int) -> Percentage | None:
    """The rate after the words on lateness, or else the first one."""
    rates = [each for each in document.percentages(sentence) if each != clause.rate]
    return next((each for each in rates if each.start > late), rates[0] if rates else None)


def _trigger(late: str) -> str:
    """How late, in the text's words: "not made within 7 days after it is due"."""
    bears = _BEARS.search(late)
    words = " ".join(late[: bears.start() if bears else None].split())
    words = re.sub(r"\b[\w-]+ \((\d+)\)", r"\1", words)
    return re.sub(r"^late payments?$", "late", words)


def _since(sentence: Sentence, trigger: str) -> str | None:
    """From when it runs, in the text's words; the day that "from it" points back to."""
    since = _FROM.search(sentence.plain)
    if since is not None:
        return " ".join(since["it"].split())
    then = _THEN.search(sentence.plain)
    if then is not None:
        return then.group().lower()
    if re.search(r"\bwhen (?:due|payable)\b", trigger):
        return "date due"
    if not re.search(r"\bfrom\s(?:it|then|that date)\b", sentence.plain):
        return None
    day = re.search(r"\b(?:days?|weeks?|months?)\s(?:of|after|following)\s(?P<it>.+)$", trigger)
    return day["it"] if day else None
