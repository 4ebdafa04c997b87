"""Renewals, and the notice that stops them."""

import pytest

from pipeline.model import Period
from tests.extract.term_texts import cases, told, with_clause


@pytest.mark.parametrize(("clause", "renewal", "notice"), cases("renewal", "clause", "renewal", "notice"))
def test_renewal_and_notice_are_told_apart(clause: str, renewal: str | None, notice: str | None) -> None:
    """The length of the renewal is not that of the notice, and a notice to renew is none against it."""
    found = with_clause(clause)
    assert told(found["renewal_term"]) == renewal
    assert told(found["notice_period_to_terminate_renewal"]) == notice


def test_a_renewal_that_repeats_is_successive() -> None:
    """The words "Successive" terms are marked, a single further term is not."""
    again = with_clause("This Agreement shall automatically renew for successive one year terms.")[
        "renewal_term"
    ]
    once = with_clause("This Agreement shall automatically renew for one additional year.")["renewal_term"]
    assert isinstance(again.value, Period)
    assert isinstance(once.value, Period)
    assert (again.value.successive, once.value.successive) == (True, False)
