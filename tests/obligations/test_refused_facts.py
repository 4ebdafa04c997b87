"""Facts that cannot be: each is refused with the names of the inputs and their days."""

from typing import Any

import pytest

from obligations.errors import (
    ContradictoryFactsError,
    InvalidInputError,
    NotComputableError,
    ObligationError,
)
from obligations.mechanics import calculate

LATE = {"filing_date": "2003-08-25", "as_of": "2004-06-30"}
SHORT = {
    "registered_shares": 10,
    "sold_under_registration": 0,
    "issued_unsold_registrable": 0,
    "debenture_principals": ["10"],
    "conversion_price": "1",
    "warrant_shares": 1,
    "necessity_date": "2004-03-01",
    "determined_date": "2004-03-01",
    "as_of": "2004-09-30",
}
AFTER = {"effective": "2003-11-20", "as_of": "2004-06-30"}
PERIOD = {"rate": "0.01", "period": {"count": "1", "unit": "months"}}


@pytest.mark.parametrize(
    ("mechanic", "inputs", "told"),
    [
        (
            "M5",
            {**LATE, "actual_filing": "2003-09-01", "effective": "2003-08-31"},
            ("2003-09-01", "2003-08-31"),
        ),
        ("M6", {**LATE, "effective": "2003-11-10"}, ("2003-11-10", "actual_filing", "never")),
        ("M7", {**LATE, "investor_delays": [["2003-12-02", "2003-12-01"]]}, ("investor_delays[0]",)),
        (
            "M8",
            {**AFTER, "sales_blocks": [{"from": "2004-02-02", "to": "2004-02-01"}]},
            ("sales_blocks[0]", "2004-02-02", "2004-02-01"),
        ),
        (
            "M8",
            {**AFTER, "delays": [{"start": "2004-02-02", "end": "2004-02-01"}]},
            ("delays[0]", "2004-02-02", "2004-02-01"),
        ),
        (
            "M9",
            {**AFTER, "venues": [{"venue": "OTCBB", "from": "2004-02-02", "to": "2004-02-01"}]},
            ("venues[0]", "2004-02-01"),
        ),
        ("M9", {**AFTER, "halts": [{"from": "2004-02-02", "to": "2004-02-01"}]}, ("halts[0]", "2004-02-01")),
        ("M10", {"from": "2004-02-02", "to": "2004-02-01"}, ("2004-02-02", "2004-02-01")),
        (
            "M16",
            {
                "breaches": [{"clause": "2(e)", "due_nominal": "2004-02-02", "due_perform_by": "2004-02-01"}],
                "opa": "1",
                "as_of": "2004-06-30",
            },
            ("due_perform_by", "2004-02-02", "2004-02-01"),
        ),
        ("M17", {**SHORT, "sold_under_registration": 11}, ("11", "10")),
        (
            "M17",
            {**SHORT, "filed": "2004-03-10", "effective": "2004-03-09"},
            ("2004-03-10", "2004-03-09"),
        ),
        (
            "M20",
            {"s3_eligible_at_signing": False, "s3_effective": "2004-03-09", "as_of": "2004-06-30"},
            ("s3_effective", "2004-03-09", "s3_filed"),
        ),
        (
            "M25",
            {"notice_received": "2004-02-02", "copies_received": "2004-02-01", "as_of": "2004-06-30"},
            ("notice_received", "copies_received", "2004-02-02", "2004-02-01"),
        ),
        (
            "M25",
            {"stop_order": {"issued": "2004-02-02", "withdrawn": "2004-02-01"}, "as_of": "2004-06-30"},
            ("stop_order.issued", "stop_order.withdrawn"),
        ),
    ],
)
def test_days_in_an_impossible_order(mechanic: str, inputs: dict[str, Any], told: tuple[str, ...]) -> None:
    """The message names the facts or their days, so that the wrong one can be found."""
    with pytest.raises(ContradictoryFactsError) as raised:
        calculate(mechanic, inputs)
    for part in told:
        assert part in str(raised.value)


@pytest.mark.parametrize(
    ("mechanic", "inputs", "name"),
    [
        ("M16", {"breaches": [], "opa": "-1", "as_of": "2004-06-30"}, "opa"),
        ("M17", {**SHORT, "conversion_price": "0"}, "conversion_price"),
        ("M17", {**SHORT, "warrant_shares": -1}, "warrant_shares"),
        ("M17", {**SHORT, "debenture_principals": ["1", "-1"]}, "debenture_principals[1]"),
        ("M24", {"delays": [{"start": "2004-01-05"}]}, "delays[0].end"),
    ],
)
def test_numbers_that_cannot_be(mechanic: str, inputs: dict[str, Any], name: str) -> None:
    """A number out of its range is named."""
    with pytest.raises(InvalidInputError) as raised:
        calculate(mechanic, inputs)
    assert name in str(raised.value)


@pytest.mark.parametrize(
    ("mechanic", "inputs", "groups", "kind"),
    [
        ("M6", {**LATE}, {}, InvalidInputError),
        ("M17", SHORT, {"liquidated_damages": PERIOD}, InvalidInputError),
        ("M20", {"s3_eligible_at_signing": False, "as_of": "2004-06-30"}, {}, InvalidInputError),
        ("M24", {"delays": []}, {}, InvalidInputError),
        (
            "M10",
            {"from": "2004-02-01", "to": "2004-02-02"},
            {"liquidated_damages": {"rate": "0.01", "period": {"count": "10", "unit": "trading_days"}}},
            NotComputableError,
        ),
        (
            "M24",
            {"delays": [{"start": "2004-01-05", "end": "2004-01-06"}]},
            {"allowed_delay": {"consecutive": {"count": "2", "unit": "months"}}},
            NotComputableError,
        ),
        (
            "M24",
            {"delays": [{"start": "2004-01-05", "end": "2004-01-06"}]},
            {
                "allowed_delay": {
                    "aggregate": {"count": "2", "unit": "days"},
                    "window": {"count": "200", "unit": "trading_days"},
                }
            },
            NotComputableError,
        ),
    ],
)
def test_terms_that_give_no_answer(
    mechanic: str, inputs: dict[str, Any], groups: dict[str, Any], kind: type[ObligationError]
) -> None:
    """An agreement that is silent, or whose words are no number of days, is no reason to guess."""
    with pytest.raises(kind):
        calculate(mechanic, {**inputs, "terms": {"agreement": "Another", **groups}})


@pytest.mark.parametrize("mechanic", ["M5", "M6", "M7", "M11"])
def test_an_unknown_filing_date_is_asked_for(mechanic: str) -> None:
    """Nobody can say what is late as long as the Filing Date is not known."""
    result = calculate(mechanic, {"filing_date": None, "as_of": "2004-06-30"})
    assert result == {"status": "needs_input", "missing": ["filing_date"], "sources": {}}
