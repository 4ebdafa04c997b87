"""The deal terms of a registration rights agreement."""

import re
from dataclasses import replace
from typing import Final

from pipeline.agreements.document import Document
from pipeline.agreements.references import elsewhere_or_blank, left_out
from pipeline.agreements.registration_rights.amendment import amendment_threshold
from pipeline.agreements.registration_rights.cutback import cutback_order
from pipeline.agreements.registration_rights.damages import liquidated_damages
from pipeline.agreements.registration_rights.delay import allowed_delay
from pipeline.agreements.registration_rights.extras import (
    acceleration_request,
    day_definition,
    maximum_registrations,
)
from pipeline.agreements.registration_rights.model import RegistrationRights
from pipeline.agreements.registration_rights.multiplier import share_multiplier
from pipeline.agreements.registration_rights.notices import notice_rules
from pipeline.agreements.registration_rights.period_end import period_end
from pipeline.agreements.registration_rights.piggyback import piggyback
from pipeline.agreements.registration_rights.statement_dates import effectiveness_deadline, filing_deadline
from pipeline.model import Status

__all__ = ["RegistrationRights", "registration_rights"]


# Where a term is not stated, the words that would tell of it if it stood elsewhere or were left blank.
_ABOUT: Final = {
    "liquidated_damages": (
        r"\b(?:liquidated damages|damages for (?:late|delay)|late (?:registration )?payments?|"
        r"delay payments?|(?:additional|special) interest)\b|"
        r"\b(?:not|fail\w*|late|default|delay\w*|missed)\b(?:[^.;]|\.(?=\d)){0,200}\b(?:entitled to|receive|"
        r"pays?|owes?|liable (?:to|for))\b(?:[^.;]|\.(?=\d)){0,60}\b(?:payments?|sums?|amounts?|"
        r"compensation|damages)\b|"
        r"\b(?:not|fail\w*|late|default|delay\w*|missed)\b(?:[^.;]|\.(?=\d)){0,200}\b(?:damages|"
        r"compensation) (?:shall|will|is|are)\b"
    ),
    "effectiveness_period_end": r"\b(?:keep|kept|maintain\w*|remain)\b[^.;]{0,120}\beffective",
    "allowed_delay": r"\b(?:suspend|postpone|defer)\b[^.;]{0,160}\b(?:days?|period|times?|extent|so long)\b",
    "piggyback": (
        r"\bpiggy-?\s?back\b|\bincidental registration|"
        r"\b(?:advise|notify|notice|inform|tell)\b[^.;]{0,80}\b(?:every|any|each|other|another)\s"
        r"(?:other\s)?(?:registration|offering)\b|\bjoin\b[^.;]{0,80}\bregistrations?\b"
    ),
    "notice_rules": (
        r"^(?:(?:[Aa]ny and all|[Aa]ll|[Aa]ny|[Ee]very|[Ee]ach)\s)?(?:notices?|Notices?"
        r"|communications?|Communications?)\b"
        r"[^.;]{0,120}\b(?:given|made|sent|delivered|effective)\b"
    ),
    "amendment_threshold": r"\b(?:[Aa]mend(?:ed|ments?)|waived|modified|changed|altered|varied)\b",
}

# How a clause on each of them is headed, up to the place where its words would begin.
_HEADED: Final = r"\s*(?:(?:Section\s)?\(?[\dA-Za-z]{{1,3}}(?:\.\d{{1,2}}){{0,2}}[.)]?\s+)?(?:{})[.:]?\s*"
_HEADINGS: Final = {
    "liquidated_damages": (
        r"Liquidated Damages|(?:Delay|Late|Default) (?:Payments?|Charges?)|Additional Interest"
    ),
    "effectiveness_period_end": r"(?:Effectiveness|Registration) Period|Duration|Term",
    "allowed_delay": r"Suspensions?|Black-?[Oo]uts?|Deferrals?|(?:Allowed )?Delays?",
    "piggyback": r"Piggy-?\s?[Bb]ack(?: Registrations?| Rights)?|Incidental Registrations?",
    "notice_rules": r"(?i:notices?)(?: and (?:\w+ )?[Cc]ommunications)?",
    "amendment_threshold": r"(?i:amendments?)(?:(?:;| and|,) (?i:waivers?))?",
}


def registration_rights(document: Document) -> RegistrationRights:
    """Every term of the block; a term that the text does not state is absent."""
    terms = RegistrationRights(
        filing_deadline=filing_deadline(document),
        effectiveness_deadline=effectiveness_deadline(document),
        effectiveness_period_end=period_end(document),
        liquidated_damages=liquidated_damages(document),
        allowed_delay=allowed_delay(document),
        share_multiplier=share_multiplier(document),
        piggyback=piggyback(document),
        cutback_order=cutback_order(document),
        notice_rules=notice_rules(document),
        amendment_threshold=amendment_threshold(document),
        trading_day=day_definition(document, "Trading Day"),
        business_day=day_definition(document, "Business Day"),
        acceleration_request=acceleration_request(document),
        maximum_registrations=maximum_registrations(document),
    )
    untold = {
        name: field
        for name, about in _ABOUT.items()
        if getattr(terms, name).status is Status.ABSENT
        and (
            field := elsewhere_or_blank(document, re.compile(about))
            or left_out(document, re.compile(_HEADED.format(_HEADINGS[name])))
        )
        is not None
    }
    return replace(terms, **untold) if untold else terms
