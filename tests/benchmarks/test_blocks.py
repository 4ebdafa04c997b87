"""The score of blocks: what counts as the same, and that the committed agreements are read right."""

from pathlib import Path

from benchmarks.blocks import golds, same_length, same_tree, score

AGREEMENTS = Path(__file__).parent.parent.parent / "corpus" / "agreements"


def test_a_year_is_twelve_months_and_no_number_of_days() -> None:
    """A year is twelve months and no number of days."""
    assert same_length({"count": 1, "unit": "years"}, {"count": 12, "unit": "months"})
    assert not same_length({"count": 12, "unit": "months"}, {"count": 365, "unit": "days"})


def test_the_limbs_of_a_choice_have_no_order() -> None:
    """The limbs of a choice have no order."""
    day, sale = {"op": "fixed", "iso": "2002-12-31"}, {"op": "anchor", "text": "the sale of all shares"}
    assert same_tree({"op": "earlier_of", "args": [day, sale]}, {"op": "earlier_of", "args": [sale, day]})
    assert not same_tree({"op": "earlier_of", "args": [day, sale]}, {"op": "later_of", "args": [day, sale]})


def test_every_term_of_the_committed_agreements_is_right() -> None:
    """Every term of the committed agreements is right."""
    totals = score(golds(AGREEMENTS), None)
    assert {measure: right["wrong"] for measure, right in totals.items() if right["wrong"]} == {}
