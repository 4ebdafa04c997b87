"""The second block: a new kind is a line of the table and its readers."""

from pathlib import Path

from pipeline.agreements import BLOCKS
from tests.agreements.agreements import terms_of

AGREEMENTS = Path(__file__).parent.parent.parent / "corpus" / "agreements"


def test_each_kind_of_the_table_reads_an_empty_agreement() -> None:
    """Each kind of the table reads an empty agreement."""
    for kind in BLOCKS:
        title = f"{kind.replace('_', ' ').upper()} AGREEMENT"
        assert {term["status"] for term in terms_of("", kind, head=f"{title}\n\n").values()} == {"absent"}


def test_a_loan_agreement() -> None:
    """A loan agreement."""
    text = (AGREEMENTS / "credit-millrace" / "agreement.txt").read_text(encoding="utf-8")
    terms = terms_of(text, "credit", head="")
    assert terms["maturity_date"]["expression"] == {"op": "fixed", "iso": "2012-09-30"}
    assert (terms["interest_rate"]["rate"], terms["interest_rate"]["over"]) == ("0.0225", "LIBOR")
    assert terms["day_count_basis"]["basis"] == "actual/360"
    assert terms["default_rate"]["rate"] == "0.03"
    yearly, quarterly, monthly = (report["due"] for report in terms["financial_reports"]["reports"])
    assert (yearly["count"], quarterly["count"], monthly["dates"]) == (120, 45, ["---20"])
    assert [cure["period"]["count"] for cure in terms["cure_periods"]["cures"]] == [5, 30, 60]


def test_a_revolving_credit() -> None:
    """A revolving credit."""
    text = (AGREEMENTS / "credit-tern" / "agreement.txt").read_text(encoding="cp1252")
    terms = terms_of(text, "credit", head="")
    assert terms["maturity_date"]["expression"] == {"op": "fixed", "iso": "1999-04-30"}
    assert (terms["default_rate"]["rate"], terms["default_rate"]["over"]) == (
        "0.04",
        "rate otherwise payable",
    )
    assert terms["day_count_basis"]["status"] == "absent"
