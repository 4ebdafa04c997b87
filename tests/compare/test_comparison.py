"""Agreements side by side: rows worked out by hand."""

from collections.abc import Callable
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.cells import Cell, CellStatus
from pipeline.compare.comparable import Comparable, figure, words
from pipeline.compare.comparison import compared, names, result
from pipeline.compare.deal_terms import PARTS
from pipeline.compare.times import Time
from pipeline.termsheet import blocks
from pipeline.termsheet.schema import TermSheet
from tests.compare.agreements import plover, rows, shipped, willet

RRA = "registration_rights."
DAMAGES = f"{RRA}liquidated_damages."
PAIR: list[tuple[str, str, str, str]] = [
    ("document.kind", "same", "registration rights", "registration rights"),
    ("terms.document_name", "same", "REGISTRATION RIGHTS AGREEMENT", "REGISTRATION RIGHTS AGREEMENT"),
    ("terms.agreement_date", "differs", "2004-05-18", "2005-06-02"),
    ("terms.effective_date", "not_stated", "", ""),
    ("terms.governing_law", "same", "New York", "New York"),
    (
        "parties",
        "differs",
        "Willet Marsh, Inc. (corporation, Delaware); Merrow Fund, L.P. (limited partnership)",
        "Plover Sound Corp. (corporation, Delaware); Dunlin Partners, L.P. (limited partnership)",
    ),
    (
        "parties.company",
        "differs",
        "Willet Marsh, Inc. (corporation, Delaware)",
        "Plover Sound Corp. (corporation, Delaware)",
    ),
    ("clauses.liquidated_damages", "same", "yes", "yes"),
    ("clauses.non_compete", "not_stated", "no", "no"),
    (
        f"{RRA}filing_deadline",
        "near",
        "no later than 30 days after Closing Date",
        "no later than 1 month after Closing Date",
    ),
    (
        f"{RRA}effectiveness_deadline",
        "same",
        "no later than 90 days after Closing Date",
        "no later than 90 days after Closing Date",
    ),
    (f"{RRA}liquidated_damages", "same", "stated", "stated"),
    (f"{DAMAGES}rate", "differs", "1.5% per 30 days", "2% per month"),
    (f"{DAMAGES}period", "near", "30 days", "1 month"),
    (f"{DAMAGES}basis", "same", "purchase price of its Shares", "purchase price of its Shares"),
    (f"{DAMAGES}cap.value", "only_one", "12%", ""),
    (f"{DAMAGES}cap.amount", "not_stated", "", ""),
    (f"{RRA}allowed_delay.consecutive", "differs", "10 business days", "10 days"),
    (f"{RRA}allowed_delay.aggregate", "same", "45 days", "45 days"),
    (f"{RRA}allowed_delay.window", "near", "12 months", "365 days"),
    (f"{RRA}amendment_threshold.threshold", "same", "majority", "more than 50%"),
    (f"{RRA}amendment_threshold.also", "same", "Company", "Company"),
    (f"{RRA}cutback_order", "not_stated", "", ""),
]


@pytest.mark.parametrize(("name", "expected", "one", "other"), PAIR)
def test_two_agreements(name: str, expected: str, one: str, other: str) -> None:
    """Thirty days and a month, 1.5 % for thirty days and 2 % a month, business days and days."""
    row = rows(compared([willet(), plover()]))[name]
    assert (row.result, [cell.value for cell in row.cells]) == (expected, [one, other])


def test_figures_stand_beside_the_words() -> None:
    """1.5 % for 30 days of 365 is 18.25 % a year; 2 % a month is 24 %."""
    row = rows(compared([willet(), plover()]))[f"{DAMAGES}rate"]
    figures = [figure(cell.comparable) for cell in row.cells if cell.comparable]
    assert [(it.number, it.unit) for it in figures if it] == [
        (Decimal("0.1825"), "per_year"),
        (Decimal("0.24"), "per_year"),
    ]


HARBOR_QUARRY = {
    "terms.agreement_date": "differs",  # 14 March 2005, 19 August 2002
    "terms.governing_law": "differs",  # New York, Nevada
    "clauses.anti_assignment": "same",
    f"{RRA}filing_deadline": "differs",  # 30 days; the earlier of 45 days and a day
    f"{DAMAGES}rate": "differs",  # 1.5 % for 30 days, 2 % a month
    f"{DAMAGES}proration": "undetermined",  # daily in both, but one contradicts itself
    f"{DAMAGES}cap.value": "only_one",
    f"{RRA}allowed_delay.consecutive": "differs",  # 15 trading days, 20 days
    f"{RRA}allowed_delay.window": "near",  # 12 months, 365 days
    f"{RRA}share_multiplier.value": "differs",  # 1.25, 2
    f"{RRA}notice_rules.personal_delivery": "same",  # receipt: one of three ways in one rule of the other
    f"{RRA}amendment_threshold.threshold": "differs",  # two thirds, a majority
    f"{RRA}amendment_threshold.also": "same",
    f"{RRA}maximum_registrations": "not_stated",
}


@pytest.mark.parametrize("name", HARBOR_QUARRY)
def test_two_agreements_of_the_corpus(name: str) -> None:
    """Read by eye from their texts."""
    found = rows(compared([shipped("rra-harbor"), shipped("rra-quarry")]))
    assert found[name].result == HARBOR_QUARRY[name]


def test_credit_agreements_have_their_own_terms() -> None:
    """With a day of maturity as a day, and papers and cures in one row each."""
    found = rows(compared([shipped("credit-tern"), shipped("credit-millrace")]))
    assert [cell.value for cell in found["credit.interest_rate.rate"].cells] == [
        "0.5% per year",
        "2.25% per year",
    ]
    assert found["credit.interest_rate.over"].result == "differs"  # a prime rate, LIBOR
    assert found["credit.maturity_date"].cells[0].value == "1999-04-30"
    assert found["credit.day_count_basis"].result == "only_one"
    assert "breach of Article IV: 30 days" in found["credit.cure_periods"].cells[1].value
    assert not any(name.startswith(RRA) for name in found)


def test_what_is_not_read_from_a_kind_is_not_absent() -> None:
    """That a credit agreement states no filing deadline is not known: nobody looked for one."""
    row = rows(compared([willet(), shipped("credit-tern")]))[f"{RRA}filing_deadline"]
    assert [cell.status for cell in row.cells] == ["found", "not_applicable"]
    assert row.result == "undetermined"


# --------------------------------------------------------------------------- small term sheets


def with_damages(**parts: object) -> TermSheet:
    """The first agreement with other damages."""
    return with_term(liquidated_damages=blocks.DamagesTerm.model_validate({"status": "found", **parts}))


def with_term(**terms: blocks.DealTerm) -> TermSheet:
    """The first agreement with other deal terms."""
    block = willet().registration_rights
    assert block is not None
    return willet().model_copy(update={"registration_rights": block.model_copy(update=terms)})


def sum_(amount: str, **of_each: object) -> TermSheet:
    """Damages of so many dollars for each period."""
    period = of_each or {"count": 30, "unit": "days"}
    return with_damages(amount_per_period={"amount": amount, "currency": "USD"}, period=period, basis="share")


def test_sums_per_share_are_compared_by_their_amount() -> None:
    """Five cents are $0.05, whatever the zeros."""
    found = rows(compared([sum_("0.05"), sum_("0.050"), sum_("0.05", count=1, unit="months")]))
    row = found[f"{DAMAGES}amount_per_period"]
    assert row.result == "near"
    assert [cell.value for cell in row.cells] == [
        "0.05 USD per 30 days",
        "0.050 USD per 30 days",
        "0.05 USD per month",
    ]
    assert rows(compared([sum_("0.05"), sum_("0.06")]))[f"{DAMAGES}amount_per_period"].result == "differs"


@pytest.mark.parametrize("status", ["by_reference", "blank", "redacted"])
def test_a_status_without_a_value(status: str) -> None:
    """What stands elsewhere cannot be compared; each part says so, and parts without any value are silent."""
    found = rows(compared([willet(), with_term(liquidated_damages=blocks.DamagesTerm(status=status))]))  # type: ignore[arg-type]
    assert found[f"{DAMAGES}rate"].result == "undetermined"
    assert [cell.status for cell in found[f"{DAMAGES}rate"].cells] == ["found", status]
    assert found[f"{DAMAGES}rate"].is_difference
    assert found[f"{DAMAGES}step.rate"].is_silent
    assert not found[f"{DAMAGES}step.rate"].is_difference


def test_a_list_without_entries_is_no_value() -> None:
    """The schema lets one through."""
    law = willet().terms.governing_law.model_copy(update={"value": ()})
    terms = willet().terms.model_copy(update={"governing_law": law})
    found = rows(compared([willet().model_copy(update={"terms": terms}), plover()]))
    assert found["terms.governing_law"].result == "undetermined"


def test_a_fraction_without_end_is_shown_as_one() -> None:
    """Two thirds and 66.67 % may be the same."""
    terms = [
        with_term(
            amendment_threshold=blocks.AmendmentTerm(status="found", threshold=Decimal(share), strict=False)
        )
        for share in ("0.6666666667", "0.6667")
    ]
    row = rows(compared(terms))[f"{RRA}amendment_threshold.threshold"]
    assert [cell.value for cell in row.cells] == ["at least 2/3", "at least 66.67%"]
    assert row.result == "near"


# --------------------------------------------------------------------------- results

ONE, SAME, MONTH, OTHER = (
    Time(it, unit)  # type: ignore[arg-type]
    for it, unit in ((30, "days"), (30, "days"), (1, "months"), (45, "days"))
)


def cell(status: CellStatus, comparable: Comparable | None = None) -> Cell:
    """A cell with a value or without one."""
    return Cell(status, "x" if comparable else "", comparable)


FOUND: Callable[[Comparable], Cell] = lambda comparable: cell("found", comparable)  # noqa: E731
RESULTS: list[tuple[list[Cell], str]] = [
    ([FOUND(ONE), FOUND(SAME)], "same"),
    ([FOUND(ONE), FOUND(MONTH)], "near"),
    ([FOUND(ONE), FOUND(MONTH), FOUND(SAME)], "near"),
    ([FOUND(ONE), FOUND(OTHER)], "differs"),
    ([FOUND(ONE), FOUND(OTHER), cell("absent")], "differs"),
    ([FOUND(ONE), FOUND(OTHER), cell("blank")], "differs"),
    ([FOUND(ONE), cell("absent")], "only_one"),
    ([FOUND(ONE), cell("absent"), FOUND(SAME)], "only_some"),
    ([FOUND(ONE), cell("absent"), FOUND(MONTH)], "near"),
    ([FOUND(ONE), cell("redacted"), FOUND(MONTH)], "undetermined"),
    ([cell("absent"), cell("absent")], "not_stated"),
    ([cell("absent"), cell("not_applicable")], "not_stated"),
    ([cell("by_reference"), cell("by_reference")], "undetermined"),
    ([cell("absent"), cell("blank")], "undetermined"),
    ([FOUND(ONE), cell("redacted")], "undetermined"),
    ([FOUND(ONE), cell("conflict", SAME)], "undetermined"),
    ([FOUND(ONE), cell("conflict", OTHER)], "differs"),
    ([FOUND(ONE), cell("found")], "undetermined"),  # found, and nothing that could be computed
    ([FOUND(ONE), cell("not_applicable")], "undetermined"),
    # 28 and 31 days may each be a month, and are not the same
    ([FOUND(MONTH), FOUND(Time(28, "days")), FOUND(Time(31, "days"))], "differs"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("cells", "expected"), RESULTS)
def test_how_a_row_compares(cells: list[Cell], expected: str) -> None:
    """In every order of its cells."""
    assert {result(order) for order in permutations(cells)} == {expected}


CELLS = st.one_of(
    st.sampled_from([ONE, SAME, MONTH, OTHER, words("a"), words("b")]).map(FOUND),
    st.sampled_from(["absent", "by_reference", "blank", "redacted", "not_applicable", "conflict"]).map(cell),
)


@given(st.data(), st.lists(CELLS, min_size=2, max_size=6))
def test_the_order_of_a_row_does_not_matter(data: st.DataObject, cells: list[Cell]) -> None:
    """Nor does an agreement twice make agreements differ."""
    assert result(data.draw(st.permutations(cells))) == result(cells)
    if result(cells) in ("same", "near", "not_stated"):
        assert result([*cells, cells[0]]) == result(cells)


# --------------------------------------------------------------------------- the whole


def test_the_order_of_the_agreements_changes_only_the_columns() -> None:
    """Rows, results and cells are the same."""
    sheets = [willet(), plover(), shipped("rra-lantern"), shipped("credit-tern")]
    first = compared(sheets)
    for order in permutations(range(len(sheets))):
        other = compared([sheets[i] for i in order])
        assert [agreement.name for agreement in other.agreements] == [first.agreements[i].name for i in order]
        for row, expected in zip(other.rows, first.rows, strict=True):
            assert (row.name, row.result) == (expected.name, expected.result)
            assert row.cells == tuple(expected.cells[i] for i in order)


@pytest.mark.parametrize(
    "name", ["rra-harbor", "rra-quarry", "rra-lantern", "credit-tern", "credit-millrace"]
)
def test_an_agreement_does_not_differ_from_itself(name: str) -> None:
    """What it states is the same, unless it contradicts itself."""
    for row in compared([shipped(name), shipped(name)]).rows:
        unknown = {"undetermined"} if row.cells[0].status in ("conflict", "blank") else set()
        assert row.result in {"same", "not_stated"} | unknown


@pytest.mark.parametrize(
    "name", ["rra-harbor", "rra-quarry", "rra-lantern", "credit-tern", "credit-millrace"]
)
def test_every_value_has_its_characters(name: str) -> None:
    """All but the kind, which the title and the definitions tell, and labels that say no."""
    sheet = shipped(name)
    for row in compared([sheet, plover()]).rows:
        cell = row.cells[0]
        if cell.status in ("found", "conflict") and row.name != "document.kind":
            assert cell.evidence, row.name


def test_the_evidence_of_a_part_is_its_own() -> None:
    """The rate and the period are told apart within the sentence."""
    found = rows(compared([willet(), plover()]))
    for name, characters in (("rate", "1.5%"), ("period", "30-day"), ("cap.value", "12%")):
        (place,) = found[DAMAGES + name].cells[0].evidence
        assert place.text.startswith(characters)


def test_every_field_of_a_deal_term_is_laid_side_by_side() -> None:
    """A field that joins the blocks must join the comparison."""
    told_with_another = {
        "strict",  # with the threshold
        "currency",  # with the amount
        "count", "unit",  # with the grace, a length itself
        "cap", "step",  # by their parts
        "rules", "reports", "cures", "expression", "text", "basis", "cut_first_to_last",  # the term itself
    }  # fmt: skip
    for block, model in blocks.BLOCKS.items():
        for term, field in model.model_fields.items():
            if term == "notice_rules":
                continue
            parts = PARTS[block, term]
            names = {part.rpartition(".")[2] for part in parts}
            assert isinstance(field.annotation, type)
            own = set(field.annotation.model_fields) - {"status", "evidence"}
            assert own - names - told_with_another == set(), term
    inner = {
        "cap": blocks.CapPart,
        "step": blocks.StepPart,
        "interest": blocks.InterestPart,
        "grace": blocks.GracePart,
    }
    parts = PARTS["registration_rights", "liquidated_damages"]
    for prefix, part in inner.items():
        wanted = {name.rstrip("_") for name in part.model_fields} - told_with_another - {"rate", "per"}
        assert {name.removeprefix(f"{prefix}.") for name in parts if name.startswith(f"{prefix}.")} >= wanted


def test_names_tell_agreements_apart() -> None:
    """By their ids; by so much of their paths as it takes; by a number where the path is the same."""

    def at(path: str, id_: str) -> TermSheet:
        document = willet().document
        source = document.source.model_copy(update={"path": path})
        return willet().model_copy(
            update={"document": document.model_copy(update={"id": id_, "source": source})}
        )

    assert names([at("a/x.txt", "x"), at("a/y.txt", "y")]) == ["x", "y"]
    assert names([at("d/a/x.txt", "x"), at("d/b/x.txt", "x"), at("y.txt", "y")]) == [
        "a/x.txt",
        "b/x.txt",
        "y",
    ]
    assert names([at("a/c/x.txt", "x"), at("b/c/x.txt", "x")]) == ["a/c/x.txt", "b/c/x.txt"]
    assert names([at("x.txt", "x"), at("x.txt", "x"), at("x.txt", "x")]) == ["x", "x#2", "x#3"]
