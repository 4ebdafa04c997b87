"""Renewals, and the notice that stops them."""

import pytest

from pipeline.model import Period
from tests.extract.term_texts import told, with_clause


@pytest.mark.parametrize(
    ("clause", "renewal", "notice"),
    [
        (
            "This Agreement shall automatically renew for successive one (1) year terms unless either party gives written notice of non-renewal at least ninety (90) days prior to the end of the then-current term.",
            "1 years",
            "90 days",
        ),
        (
            "Thereafter, this Agreement shall be automatically extended for additional periods of twelve (12) months each, unless either party notifies the other in writing not less than sixty (60) days before the expiration of the Initial Term or any extension.",
            "12 months",
            "60 days",
        ),
        (
            "After the Initial Term, this Agreement will continue on a month-to-month basis until terminated by either party upon thirty (30) days written notice.",
            "1 months",
            "30 days",
        ),
        (
            "This Agreement may be renewed for up to two additional five-year terms upon the mutual written agreement of the parties.",
            "5 years",
            None,
        ),
        (
            "Upon expiration of the Initial Term, the Agreement shall renew itself from year to year unless terminated by either party on three months prior notice.",
            "1 years",
            "3 months",
        ),
        (
            "Licensee shall have the option to extend the term of this Agreement for an additional period of three (3) years by giving notice to Licensor six (6) months before the end of the term.",
            "3 years",
            None,
        ),
        (
            "The term shall be deemed renewed for consecutive one-year periods unless a party gives notice of its intention not to renew at least 120 days prior to the expiration date.",
            "1 years",
            "120 days",
        ),
        (
            "The Agreement shall thereafter be renewed automatically each year for a further period of one year unless notice of termination is given by registered mail six months before the expiry of the current period.",
            "1 years",
            "6 months",
        ),
        ("The insurance policies shall be renewed for successive one year periods.", None, None),
        (
            "The term shall be extended annually unless either party gives at least 60 days notice.",
            "1 years",
            "60 days",
        ),
        (
            "At the end of the Initial Term this Agreement shall automatically renew for one additional term of two years.",
            "2 years",
            None,
        ),
        (
            "This Agreement shall be extended automatically for successive periods of six months, provided that either party may terminate it by giving notice at least 45 days prior to the end of any such period.",
            "6 months",
            "45 days",
        ),
        (
            "Unless either party elects not to renew by giving notice no later than 90 days prior to expiration, the Term shall automatically be extended for another year.",
            "1 years",
            "90 days",
        ),
        ("The delivery date shall be extended for a period of thirty days.", None, None),
        (
            "This Agreement shall renew automatically for additional one year periods. Either party may elect not to renew by written notice given at least thirty (30) days before the end of the term.",
            "1 years",
            "30 days",
        ),
        (
            "Such term shall automatically be extended for additional one (1) year periods unless Company gives Executive notice at least ninety (90) days prior to the end of the term that it will not be so extended.",
            "1 years",
            "90 days",
        ),
        ("The Agreement shall be automatically renewed for like terms of one year.", "1 years", None),
        (
            "The term is three years. Thereafter this Agreement shall continue for successive one year periods. Either party may terminate this Agreement at the end of the initial term or any renewal term by giving the other 90 days' written notice.",
            "1 years",
            "90 days",
        ),
        (
            "This Agreement shall automatically renew for one-year terms. Notice of non-renewal must be provided at least 60 days before the end of the then current term.",
            "1 years",
            "60 days",
        ),
        ("The term may be extended by mutual consent for successive one-year periods.", "1 years", None),
        (
            "Buyer shall have the option to renew this Agreement for two (2) additional years.",
            "2 years",
            None,
        ),
        (
            "This Agreement shall be automatically renewable for successive periods of 3 years each.",
            "3 years",
            None,
        ),
        (
            "This Agreement shall remain in force from year to year thereafter unless terminated by either party giving not less than six months notice in writing prior to the anniversary date.",
            "1 years",
            "6 months",
        ),
        (
            "Upon expiration of the initial term, this Agreement will be automatically renewed for a like period unless cancelled in writing at least 30 days prior to expiration.",
            None,
            "30 days",
        ),
        (
            'This Agreement shall automatically renew for additional terms of one (1) year each (each a "Renewal Term") unless and until either party gives the other party ninety (90) days written notice prior to the end of the Term.',
            "1 years",
            "90 days",
        ),
        (
            "The Term shall be automatically extended for successive additional terms of five (5) years each, unless written notice not to extend is given by either party at least 12 months prior to the expiration of the then Term.",
            "5 years",
            "12 months",
        ),
        (
            "After the first term this Agreement is renewed on an annual basis unless either party gives sixty (60) days notice of its wish not to renew.",
            "1 years",
            "60 days",
        ),
        (
            "Following the Initial Term this Agreement shall continue indefinitely until terminated by either party on 30 days notice.",
            "perpetual",
            "30 days",
        ),
        (
            "This Agreement shall be extended for two (2) additional one (1) year terms at the option of Buyer.",
            "1 years",
            None,
        ),
    ],
)
def test_renewal_and_notice_are_told_apart(clause: str, renewal: str | None, notice: str | None) -> None:
    """The length of the renewal is not that of the notice, and a notice to renew is none against it."""
    found = with_clause(clause)
    assert told(found["renewal_term"]) == renewal
    assert told(found["notice_period_to_terminate_renewal"]) == notice


def test_a_renewal_that_repeats_is_successive() -> None:
    """ "Successive" terms are marked, a single further term is not."""
    again = with_clause("This Agreement shall automatically renew for successive one year terms.")[
        "renewal_term"
    ]
    once = with_clause("This Agreement shall automatically renew for one additional year.")["renewal_term"]
    assert isinstance(again.value, Period)
    assert isinstance(once.value, Period)
    assert (again.value.successive, once.value.successive) == (True, False)
