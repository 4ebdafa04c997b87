"""The single-valued terms of an agreement."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.terms.agreement_date import agreement_date
from pipeline.extract.terms.date_contexts import dated_places
from pipeline.extract.terms.effective_date import effective_date
from pipeline.extract.terms.expiration_date import expiration_date
from pipeline.extract.terms.governing_law import governing_law
from pipeline.extract.terms.renewal import renewal_term, renewals
from pipeline.extract.terms.renewal_notice import notice_period_to_terminate_renewal
from pipeline.extract.terms.term_days import known_days
from pipeline.extract.terms.title import title
from pipeline.match.sweep import sweep
from pipeline.model import Answer, Outline, Quantities, Text

FAMILIES = ("effectiveness", "expiration", "governing_law")


def terms(text: Text, outline: Outline, quantities: Quantities) -> dict[str, Answer]:
    """The answer to each single-valued term, by its name in the term sheet."""
    found = sweep(*FAMILIES).find(text)
    places = dated_places(text, outline, quantities)
    made = agreement_date(text, places)
    days = known_days(places, made)
    effective = effective_date(text, outline, days, found["effectiveness"])
    days = replace(days, effective=effective)
    renewed = renewals(text, outline, quantities)
    return {
        "document_name": title(text, outline),
        "agreement_date": made,
        "effective_date": effective,
        "expiration_date": expiration_date(text, outline, quantities, days, found["expiration"]),
        "renewal_term": renewal_term(renewed),
        "notice_period_to_terminate_renewal": notice_period_to_terminate_renewal(
            text, outline, quantities, renewed
        ),
        "governing_law": governing_law(text, outline, found["governing_law"]),
    }
