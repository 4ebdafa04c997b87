"""Who acts in the clause that a time stands in, where that clause hangs on another.

"If, within ten days after notice, a Holder so requests", "a Purchaser who has not answered by then", "the
requests that the Company has received within twenty days": the duty of the sentence around is another's.
"""

from __future__ import annotations

import re

from pipeline.expressions import Duty
from pipeline.extract.duties.actors import Actors
from pipeline.extract.duties.verbs import VERBS, is_participle
from pipeline.spans import Span

_NEAR = 110  # characters around the time in which its clause shows
_NAME = (
    r"(?:(?:the|each|any|such|an?|either|no|every|all)\s){0,2}"
    r"(?P<who>[A-Z][\w&-]*(?:\s(?:of\s)?[A-Z][\w&-]*){0,3}|(?:either|other|neither)\sparty|holders?|(?<!either\s)(?<!other\s)party)"
)
# "if, | within ten days after receipt |, any such Holder shall so request"
_IF = re.compile(
    r"\b(?:if|unless|when|once|in\scase|in\sthe\sevent(?:\sthat)?|provided\sthat)(?:,?\sand\sif|,?\sand\swhen)?"
    r",?\s$",
    re.IGNORECASE,
)
_SUBJECT_AFTER = re.compile(
    rf",?\s{_NAME}\s(?:(?:shall|will|does|do|has|have|may|should)\s)?(?:(?:not|so|[a-z]+ly)\s){{0,2}}"
    r"(?P<verb>[a-z]+)\b(?:\sto\s(?P<to>[a-z]+))?"
)
# "the Executive has | twenty-one days"
_HAS = re.compile(
    r"\b(?:has|have|had|having|shall\shave|will\shave|(?:is|are|be)\s(?:given|allowed|granted|afforded))"
    r"(?:\s(?:an?|only|until|up\sto|another|the|period|further|additional|of)){0,4}\s$"
)
_TO_DO = re.compile(r"(?:^|\.\s)To\s(?P<words>[a-z]+\s[^,;.]{2,60}?)\s$")
_RECEIVED = re.compile(
    r"\b(?:(?:has|have|had|having|shall\shave)\s(?:(?!been)\w+\s)?received|receives)\b(?P<what>[^.;:,]{0,80}?)\s$"
)
_DEFINES = re.compile(r"[\"”]\)?\s(?:(?:shall|will)\s(?:be|mean)|is|means?)\s(?:on\s)?$")
_FROM = re.compile(rf"\bfrom\s{_NAME}")
# "Supplier warrants that the Products will be free from defects | until"
_PROMISES = re.compile(
    rf"\b{_NAME}\s(?:(?:hereby|further|also|represents?\sand)\s){{0,3}}(?P<verb>warrant|guarantee)s?\sthat\s"
    r"(?:(?:the|its|all|each|every|any)\s){0,2}(?P<what>[A-Za-z][\w-]*(?:\s[A-Z][\w-]*){0,3})"
)
_THIRD = re.compile(r"(?:s|ed)$")


# "upon the written request of a Holder received within | ten days after notice": the Holder's to make.
_ASKED = re.compile(
    r"\b(?:request|demand|election|notice|objection)s?,?\s(?:of|by|from)\s"
    rf"{_NAME}(?:\s(?:or\s)?[A-Z]\w+)?,?\s(?P<done>(?:given|made|delivered|received|submitted|sent)\b"
    r"(?:\s(?:by|to)\s(?:the\s)?[A-Z]\w*|\sin\swriting){0,2})\s$"
)


# "the shares that the Holders, and any other Holders by notice given within | ten days, ask to include"
_BY_NOTICE_GIVEN = (
    r",?\sby\s(?:an?\s)?(?:written\s)?(?:notice|request|demand)s?\s(?:to\s[^,;.]{2,40}?\s)?(?:in\swriting\s)?"
    r"(?:given|made|delivered|received|sent)(?:\sby\s(?:the\s)?[A-Z]\w*)?,?\s$"
)
_JOINING = re.compile(rf"(?:\b(?:and|or|that|which|whom)|,)\s(?:any\sother\s)?{_NAME}{_BY_NOTICE_GIVEN}")
_ASKING = re.compile(rf"\b{_NAME}\s(?:who|that)\s[^,;.]{{2,50}}?{_BY_NOTICE_GIVEN}")
# "unless either party gives the other written notice that it does not wish it to be extended | at least"
_TELLS = re.compile(
    rf"\b{_NAME}\s(?:(?:shall|has|have|will)\s)?(?:giv(?:es?|en)|notif(?:y|ies|ied)|informs?|advises?|tells?"
    r"|delivers?|sends?|provides?)\s[^.;:,]{0,80}?\b(?:that|of\s(?:its|their|his|her|an|the)\s"
    r"(?:intent|intention|election|desire|wish|decision|refusal))\b"
)
_LEAST = re.compile(
    r"(?:at\sleast|(?:not|no)\s(?:less|fewer|later)\sthan|on\sor\s(?:before|prior)|prior\sto|before)\b"
)
_GIVEN = ("given", "made", "delivered", "received", "submitted", "sent")
_NOTICES = ("notice", "request", "demand", "election", "objection")
_TOLD = 260  # characters from who gives a notice to its time


def asked(string: str, low: int, position: Span, actors: Actors) -> tuple[str, str] | None:
    """Whose request it is that a time limits, and what he does: "request", of a Holder."""
    near = max(low, position.start - _NEAR)
    if not _is_given(string, near, position.start):
        return None
    found = _ASKED.search(string, near, position.start)
    if found is not None and actors.kind(found["who"]) == "actor":
        return found["who"], found.group().split(None, 1)[0].rstrip("s,")
    found = _noticing(string, near, position.start)
    return (
        (found["who"], "give notice") if found is not None and actors.kind(found["who"]) == "actor" else None
    )


def _is_given(string: str, start: int, end: int) -> bool:
    """Whether the range may say that a notice or a request is given: a first quick look."""
    words = string[start:end]
    return any(given in words for given in _GIVEN) and any(notice in words for notice in _NOTICES)


def _noticing(string: str, low: int, end: int) -> re.Match[str] | None:
    """Whose notice, besides that of the duty, is to be given within the time that begins at `end`."""
    return _JOINING.search(string, low, end) or _ASKING.search(string, low, end)


def hangs(string: str, duty: Duty, position: Span) -> bool:
    """Whether the time stands within the words of a duty and yet in a clause that says something else.

    That is what somebody is to receive by then, and, before the duty, a day that is only defined: "the
    Commencement Date shall be | the earlier of …, and the parties shall sign".
    """
    near = max(duty.extent.start, position.start - _NEAR)
    if _is_given(string, near, position.start) and (
        _ASKED.search(string, near, position.start) or _noticing(string, near, position.start)
    ):
        return True
    if position.end <= duty.span.start:
        begin = max(duty.extent.start, position.start - 40)
        return _DEFINES.search(string, begin, position.start) is not None
    behind = max(duty.action_span.start, position.start - _NEAR)
    return behind < position.start and _RECEIVED.search(string, behind, position.start) is not None


def holder_of_time(string: str, low: int, position: Span) -> int | None:
    """Where "has" stands that gives the time to its subject: "the Executive has | twenty-one days"."""
    found = _HAS.search(string, max(low, position.start - _NEAR), position.start)
    return found.start() if found is not None else None


def purpose(string: str, low: int, subject: int) -> str | None:
    """What the time is for, said before its subject: "To sign the Release | the Executive has"."""
    found = _TO_DO.search(string, max(low, subject - _NEAR), subject)
    return found["words"] if found is not None and found["words"].split()[0] in VERBS else None


def conditioned(string: str, low: int, end: int, position: Span, actors: Actors) -> tuple[str, Span] | None:
    """The person of an "if" that the time parts from its clause, and where that one's verb phrase stands."""
    if not _IF.search(string, max(low, position.start - 40), position.start):
        return None
    found = _SUBJECT_AFTER.match(string, position.end, min(end, position.end + _NEAR))
    if found is None or actors.kind(found["who"]) != "actor":
        return None
    group = "to" if found["to"] and found["verb"].startswith("fail") else "verb"
    word = found[group]
    if word not in VERBS and not _THIRD.search(word) and not is_participle(word):
        return None
    return found["who"], Span(*found.span(group))


def received(string: str, low: int, position: Span, actors: Actors) -> tuple[str | None, Span] | None:
    """Who sends what a time says to be received by then, where the text names him, and where that stands."""
    found = _RECEIVED.search(string, max(low, position.start - _NEAR), position.start)
    if found is None:
        return None
    sender = _FROM.search(found["what"])
    who = sender["who"] if sender is not None and actors.kind(sender["who"]) == "actor" else None
    return who, Span(*found.span("what"))


def tells(string: str, low: int, position: Span, actors: Actors) -> str | None:
    """Who gives the notice whose least time this is: "unless a party says that it will not … | at least"."""
    if not _LEAST.match(string, position.start):
        return None
    found = None
    for each in _TELLS.finditer(string, max(low, position.start - _TOLD), position.start):
        found = each
    if found is None or actors.kind(found["who"]) != "actor" or ";" in string[found.end() : position.start]:
        return None
    return found["who"]


def promised(string: str, low: int, position: Span, actors: Actors) -> tuple[str, str] | None:
    """Who warrants, until the time, that a thing is so, and what he does: "warrant Products"."""
    if string.find("warrant", low, position.start) < 0 and string.find("guarantee", low, position.start) < 0:
        return None
    found = None
    for each in _PROMISES.finditer(string, low, position.start):
        found = each
    if found is None or actors.kind(found["who"]) != "actor":
        return None
    return found["who"], f"{found['verb']} {found['what']}"
