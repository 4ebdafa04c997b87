"""Facts of payments, holdings, duties and consents that cannot be, each refused with its name."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.allocations import cents_pro_rata
from obligations.errors import (
    ContradictoryFactsError,
    InvalidInputError,
    MissingFactsError,
    NotComputableError,
    ObligationError,
)
from obligations.mechanics import calculate
from obligations.registration_rights.consents import Holding, votes_of
from obligations.registration_rights.cutback import CutbackFacts, cutback
from obligations.registration_rights.damages import DamagesFacts, damages
from obligations.registration_rights.holdings import LedgerEvent, principal_on
from obligations.registration_rights.medium import MediumFacts, cash_or_shares
from obligations.registration_rights.readings import Readings
from obligations.registration_rights.terms import reference_terms

ISSUED = {"type": "issue", "date": "2003-01-02", "principal": "100"}
CONVERTED = {"type": "convert", "date": "2003-02-03", "principal": "60", "shares": 6}
MONTH = {"rate": "0.01", "period": {"count": "1", "unit": "months"}}
SHARES = {"payment_date": "2004-01-05", "amounts": {"A": "5.00"}, "conversion_price": "0.05"}
BLOCK = {"block": 1, "entity": "A", "signed": "2002-09-27", "delivered": "2002-09-26"}


def _ledger(*events: dict[str, Any]) -> dict[str, Any]:
    return {"date": "2004-01-15", "holders": {"A": list(events)}}


def _of(**terms: Any) -> dict[str, Any]:
    return {"terms": {"agreement": "Rights Agreement", **terms}}


@pytest.mark.parametrize(
    ("mechanic", "inputs", "told"),
    [
        ("M12", _ledger(ISSUED, {**CONVERTED, "principal": "101"}), ("holders.A[1]", "101", "100.00")),
        ("M12", _ledger(ISSUED, {**ISSUED, "type": "repay", "principal": "100.01"}), ("repay", "100.01")),
        ("M12", _ledger(ISSUED, {**CONVERTED, "class": "Bridge Notes"}), ("60", "0.00")),
        (
            "M12",
            _ledger(ISSUED, CONVERTED, {"type": "sell", "date": "2003-02-04", "shares": 7}),
            ("holders.A[2]", "7 shares", "6 were held"),
        ),
        (
            "M15",
            {**SHARES, "elections": {"A": "shares"}, **_of(liquidated_damages=MONTH)},
            ("elections.A", "payable in cash"),
        ),
        (
            "M23",
            {"comments_received": ["2003-10-02", "2003-10-03"], "comments_cleared": "2003-10-01"},
            ("comments_cleared on 2003-10-01", "comments_received on 2003-10-02"),
        ),
        (
            "M23",
            {"effectiveness_order_received": "2003-10-02", "final_prospectus_filed": "2003-10-01"},
            ("final_prospectus_filed", "effectiveness_order_received"),
        ),
        (
            "M33",
            {
                "defence_assumed": False,
                "loss": "1",
                "counsel": [{"firm": f, "fees": "1", "selected": True} for f in "XY"],
            },
            ("X and Y", "1 selected"),
        ),
        (
            "M40",
            {"notice": {"method": "courier", "sent": "2003-10-02", "received": "2003-10-01"}},
            ("received on 2003-10-01", "sent on 2003-10-02"),
        ),
        ("M41", {"court": "any", "prevailing": "A", "losing": "A", "fees": {"A": ["1"]}}, ("prevailing", "losing")),
        ("M46", {"blocks": [BLOCK]}, ("blocks[0].delivered on 2002-09-26", "blocks[0].signed")),
        ("M14", {"end_of_90_days": "2003-11-23", "effective": "2003-12-23", "opa": "1", "blocked_from": "2004-02-02", "blocked_to": "2004-02-01"}, ("2004-02-01", "2004-02-02")),
    ],
)  # fmt: skip
def test_facts_that_contradict_each_other(
    mechanic: str, inputs: dict[str, Any], told: tuple[str, ...]
) -> None:
    """Both facts are named with their days or amounts."""
    with pytest.raises(ContradictoryFactsError) as refused:
        calculate(mechanic, inputs)
    for part in told:
        assert part in str(refused.value)


@pytest.mark.parametrize(
    ("mechanic", "inputs", "told"),
    [
        ("M12", _ledger({"type": "issue", "date": "2003-01-02"}), "holders.A[0]: issue without principal"),
        ("M12", _ledger({**CONVERTED, "shares": None}), "holders.A[0]: convert without shares"),
        ("M12", _ledger({**CONVERTED, "shares": 0}), "holders.A[0].shares"),
        ("M12", _ledger({**ISSUED, "principal": "-1"}), "holders.A[0].principal"),
        ("M12", _ledger({**ISSUED, "type": "gift"}), "holders.A.0.type"),
        ("M13", {"months": "-1", "holders": {"A": "1"}}, "months: -1"),
        ("M13", {"months": "1", "holders": {"A": "-1"}}, "holders.A: -1"),
        ("M13", {"months": "1/0", "holders": {"A": "1"}}, "months"),
        ("M13", {"months": "1", "holders": {"A": "1"}, **_of()}, "liquidated damages"),
        ("M14", {"end_of_90_days": "2003-11-23", "effective": "2003-12-23", "opa": "-1"}, "opa: -1"),
        (
            "M14",
            {
                "end_of_90_days": "2003-11-23",
                "effective": "2003-12-23",
                "opa": "1",
                **_of(liquidated_damages=MONTH),
            },
            "a worked example",
        ),
        ("M15", {**SHARES, "conversion_price": "0"}, "conversion_price: 0"),
        ("M15", {**SHARES, "amounts": {"A": "-5"}}, "amounts.A: -5"),
        ("M15", {**SHARES, "elections": {"a": "shares"}}, "elections.a"),
        ("M15", {**SHARES, "elections": {"A": "gold"}}, "elections.A"),
        ("M19", {"total_cap": -1}, "total_cap: -1"),
        ("M19", {"total_cap": 1, "investors": {"A": -1}}, "investors.A: -1"),
        ("M19", {"total_cap": 1, "classes": {"others": {"X": 1}}}, "others: the terms rank"),
        ("M22", {"events": [{"type": "filed", "date": "2003-10-01"}]}, "events[0].type: 'filed'"),
        ("M26", {"effective": "2003-10-01", "fiscal_year_end_month": 13}, "fiscal_year_end_month: 13"),
        (
            "M30",
            {"exchanges_listing_same_class": [], "nasdaq_eligible": True, "nasd_market_makers": -1},
            "nasd_market_makers: -1",
        ),
        ("M31", {"items": [{"category": "printing", "amount": "-1"}]}, "items[0].amount: -1"),
        ("M32", {"indemnitor": "company", "loss": "-1"}, "loss: -1"),
        (
            "M32",
            {"indemnitor": "investors", "investors": {"A": {"share_of_loss": "1", "gross_proceeds": "-1"}}},
            "investors.A.gross_proceeds: -1",
        ),
        ("M32", {"indemnitor": "underwriter"}, "indemnitor"),
        (
            "M33",
            {"defence_assumed": False, "loss": "1", "counsel": [{"firm": "X", "fees": "-1"}]},
            "counsel[0].fees",
        ),
        (
            "M34",
            {"contributor": "company", "amount_otherwise_payable": "1", "max_permitted_by_law": "-1"},
            "max_permitted_by_law: -1",
        ),
        ("M36", {"conditions": {}, **_of(assignment={"conditions": ["signature"]})}, "'signature'"),
        ("M38", {"holders": {"A": {}}, "consenting": ["B"]}, "consenting: B"),
        ("M38", {"holders": {"A": {"warrant_shares": -1}}, "consenting": []}, "holders.A.warrant_shares"),
        ("M38", {"holders": {"A": {}}, "consenting": [], "conversion_price": "0"}, "conversion_price: 0"),
        ("M43", {"liquidated_damages": "-1", "breach_or_threatened_breach": True}, "liquidated_damages: -1"),
        ("M45", {"investors": {}, "discounts_and_excess": "-0.01"}, "discounts_and_excess: -0.01"),
    ],
)
def test_values_that_cannot_be(mechanic: str, inputs: dict[str, Any], told: str) -> None:
    """The input is named with what is wrong with it."""
    with pytest.raises(InvalidInputError) as refused:
        calculate(mechanic, inputs)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "mechanic",
    ["M13", "M18", "M19", "M21", "M22", "M23", "M26", "M27", "M28", "M29", "M30", "M31", "M32", "M33", "M34", "M36", "M37", "M38", "M40", "M41", "M43", "M46"],
)  # fmt: skip
def test_an_agreement_that_is_silent(mechanic: str) -> None:
    """Where the agreement says nothing there is no answer, and no answer of the reference agreement's."""
    facts: dict[str, dict[str, Any]] = {
        "M13": {"months": "1", "holders": {"A": "1"}},
        "M18": {"failures_2a": {}, "determination_date": "2003-10-01", "form": "S-1"},
        "M19": {"total_cap": 1},
        "M22": {"events": [{"type": "document_filed", "date": "2003-10-01"}]},
        "M26": {"effective": "2003-10-01", "fiscal_year_end_month": 5},
        "M27": {"effective": "2003-10-01"},
        "M28": {"anticipated_filing_date": "2003-10-01"},
        "M29": {"requested": True, "underwritten": False},
        "M30": {"exchanges_listing_same_class": []},
        "M31": {"items": []},
        "M32": {"indemnitor": "company", "loss": "1"},
        "M33": {"defence_assumed": False, "loss": "1"},
        "M34": {"contributor": "company", "amount_otherwise_payable": "1", "max_permitted_by_law": "1"},
        "M36": {"conditions": {}},
        "M37": {"holders": {}, "initial_investors": [], "company_consents": True, "consenting": []},
        "M38": {"holders": {}, "consenting": []},
        "M40": {"notice": {"method": "courier"}},
        "M41": {"court": "any"},
        "M43": {"liquidated_damages": "1", "breach_or_threatened_breach": True},
        "M46": {"blocks": []},
    }
    with pytest.raises(InvalidInputError, match="the terms say nothing of"):
        calculate(mechanic, {**facts.get(mechanic, {}), **_of()})


def test_damages_that_are_no_rate_times_a_time() -> None:
    """Instalments and rates that step are for the schedule."""
    stepped = {**MONTH, "step": {"after": {"count": "1", "unit": "months"}, "rate": "0.02"}}
    for due in ({**MONTH, "instalments": True}, stepped):
        with pytest.raises(NotComputableError, match="instalments"):
            calculate("M13", {"months": "1", "holders": {"A": "1"}, **_of(liquidated_damages=due)})


def test_another_reading_that_needs_more_says_so() -> None:
    """A month count cannot be weighted by time; the result says what would be needed for that."""
    result = calculate("M13", {"months": "1", "holders": {"A": "1000"}})
    assert result["other_readings"] == [
        {"reading": "opa_basis", "value": "time_weighted", "needs_input": ["periods", "holders_ledger"]}
    ]


def test_another_reading_that_changes_the_answer_is_shown() -> None:
    """What the other readings of a vote would give stands beside it."""
    result = calculate(
        "M38",
        {
            "holders": {
                "A": {"debenture_principal": "100", "warrant_shares": 200},
                "B": {"registrable_shares_of_record": 100},
            },
            "conversion_price": "1",
            "consenting": ["A"],
        },
    )
    assert isinstance(result["other_readings"], list)
    told = {one["value"]: one["gives"].get("majority") for one in result["other_readings"]}  # type: ignore[index]
    assert told == {"of_record": None, "as_converted_plus_warrants": True}


def test_what_no_mechanic_asks_for_is_reported() -> None:
    """A fact under a name that is not known is not silently dropped."""
    result = calculate("M41", {"court": "any", "costs": {}})
    assert result["unused"] == ["costs"]


def test_typed_functions_ask_for_facts() -> None:
    """Without the door the missing facts come as an error with their names."""
    with pytest.raises(MissingFactsError) as asked:
        damages(DamagesFacts(holders={"A": Decimal(1)}), reference_terms(), Readings())
    assert asked.value.names == ("months|periods",)
    with pytest.raises(MissingFactsError):
        votes_of({"A": Holding(debenture_principal=Decimal(1))}, None, Readings())
    assert issubclass(MissingFactsError, ObligationError)


def test_an_empty_ledger_is_no_gap() -> None:
    """Zero is a fact."""
    day = date(2004, 1, 15)
    none = principal_on(
        day, (LedgerEvent("issue", date(2004, 1, 16), Decimal(1)),), "A", reference_terms(), Readings()
    )
    assert none.total == 0


@given(
    st.decimals("0", "100000", places=2),
    st.dictionaries(st.text("ABCDE", min_size=1, max_size=2), st.integers(0, 10**6), min_size=1),
)
def test_cents_add_up(amount: Decimal, weights: dict[str, int]) -> None:
    """However it is split, nothing is lost and nothing is made."""
    if any(weights.values()):
        assert sum(cents_pro_rata(amount, weights).values()) == amount


_ASKED = st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 1000), max_size=4)


@given(
    st.integers(0, 5000),
    st.integers(0, 2000),
    _ASKED,
    _ASKED,
    _ASKED,
    _ASKED,
    st.sampled_from(["senior", "pro_rata"]),
)
def test_a_cutback_fills_the_cap(
    cap: int, company: int, demand: dict[str, int], ours: dict[str, int], peers: dict[str, int], last: dict[str, int], order: str
) -> None:  # fmt: skip
    """The cap is used up or everybody is in; nobody gets more than is sought; the last get only leftovers."""
    facts = CutbackFacts(cap, company, demand, ours, peers, last)
    readings = Readings().but("demand_priority", order)
    result = cutback(facts, reference_terms(), readings)
    sought = company + sum(sum(one.values()) for one in (demand, ours, peers, last))
    assert result.total_included == min(cap, sought)
    got = result.included["investors"]
    assert isinstance(got, dict)
    assert all(got[name] <= ours[name] for name in ours)
    assert result.registrable_excluded == sum(ours.values()) - sum(got.values())
    left_over = result.included["excluded_first"]
    assert isinstance(left_over, dict)
    if result.registrable_excluded:
        assert not any(left_over.values())


@given(st.decimals("0", "100000", places=2), st.decimals("0.0001", "100", places=4))
def test_shares_and_residue_are_the_amount(amount: Decimal, price: Decimal) -> None:
    """Whole shares at the price and the cash left over make the amount, to the cent, and less than one share is left."""
    facts = MediumFacts(date(2004, 1, 5), {"A": amount}, price, {"A": "shares"})
    paid = cash_or_shares(facts, reference_terms(), Readings()).payments["A"]
    exactly_left = amount - paid.shares * price
    assert 0 <= exactly_left < price
    assert abs(paid.cash - exactly_left) <= Decimal("0.005")
