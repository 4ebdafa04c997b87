"""Amounts of money, exact, in the currency that the text names."""

import pytest

from tests.extract.texts import conflicts, money


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("$18,250", "18250 USD"),
        ("$.001", "0.001 USD"),
        ("$ 7,500", "7500 USD"),
        ("US$2.25 million", "2250000 USD"),
        ("$500K", "500000 USD"),
        ("Cdn$40,000", "40000 CAD"),
        ("A$9,900", "9900 AUD"),
        ("NT$600 million", "600000000 TWD"),
        ("€2,500.50", "2500.5 EUR"),
        ("£9,500", "9500 GBP"),
        ("¥500,000,000", "500000000 JPY"),
        ("RMB8,000", "8000 CNY"),
        ("EUR 12,750", "12750 EUR"),
        ("EUR 5 000 000", "5000000 EUR"),
        ("Rs. 5,00,000", "500000 INR"),
        ("250,000 U.S. dollars", "250000 USD"),
        ("40,000 EUR", "40000 EUR"),
        ("Ten Thousand Dollars ($10,000)", "10000 USD"),
        ("Ten Thousand Dollars (Cdn$10,000)", "10000 CAD"),
        ("Sixty and 50/100 Dollars ($60.50)", "60.5 USD"),
        ("One Dollar and Fifty Cents ($1.50)", "1.5 USD"),
        ("One Million ($1,000,000) Dollars", "1000000 USD"),
        ("five hundred thousand (US$500,000)", "500000 USD"),
        ("three million pounds sterling (£3,000,000)", "3000000 GBP"),
        ("forty cents", "0.4 USD"),
        ("Thirty-Three Cents ($.33)", "0.33 USD"),
    ],
)
def test_an_amount_is_read(words, value):
    """The span covers words and figures; scale words are multiplied out."""
    assert money(f"The sum is {words}, payable now.") == [(words, value)]


@pytest.mark.parametrize(
    "raw",
    [
        "The Warrants cover 250,000 shares.",
        "a penny stock, traded dollar for dollar",
        "payable in U.S. dollars",
        "the sum of $________ or $[***]",
        "500 pounds of fish",
    ],
)
def test_what_is_no_amount(raw):
    """Share counts, bare currencies, blanks and weights are none."""
    assert money(raw) == []


def test_words_rule_where_figures_disagree():
    """The conflict runs from the first number word to the closing bracket."""
    raw = "The loan is Ten Thousand Dollars ($12,000)."
    assert money(raw) == [("Ten Thousand Dollars ($12,000)", "10000 USD")]
    assert conflicts(raw) == [("Ten Thousand Dollars ($12,000)", "10000", "12000")]
