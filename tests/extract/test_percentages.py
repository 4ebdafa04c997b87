"""Percentages, fractions, multiples and basis points, as exact shares of one."""

import pytest

from tests.extract.texts import conflicts, percentages, read


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2%", "0.02"),
        ("4.99 %", "0.0499"),
        (".5%", "0.005"),
        ("130%", "1.3"),
        ("66-2/3%", "0.6666666667"),
        ("7 1/4%", "0.0725"),
        ("12½%", "0.125"),
        ("12.5 per cent", "0.125"),
        ("two percent (2%)", "0.02"),
        ("one hundred and five percent (105%)", "1.05"),
        ("one hundred (100) percent", "1"),
        ("fifty (50%)", "0.5"),
        ("5% (five percent)", "0.05"),
        ("two and one-half percent (2.5%)", "0.025"),
        ("one-half of one percent (0.50%)", "0.005"),
        ("1/8 of 1%", "0.00125"),
        ("half a percent", "0.005"),
        ("eighty (80) basis points", "0.008"),
        ("75 bps", "0.0075"),
        ("two hundredths (.02)", "0.02"),
        ("two-thirds (2/3)", "0.6666666667"),
        ("two-thirds (66.67%)", "0.6666666667"),
        ("three-quarters", "0.75"),
    ],
)
def test_a_percentage_is_read(words, value):
    """The span covers words and figures, and the value is a decimal fraction of one."""
    assert percentages(f"It comes to {words} of the Units.") == [(words, value)]


def test_a_range_is_two_percentages():
    """The first of a range has a span without the sign."""
    assert percentages("It earns three to four percent.") == [("three", "0.03"), ("four percent", "0.04")]


def test_a_list_is_not_a_range():
    """Each number has its own sign."""
    assert [value for _, value in percentages("20%, 30% and 50% of it")] == ["0.2", "0.3", "0.5"]


@pytest.mark.parametrize(
    "raw",
    [
        "a majority of the Shares",
        "one-half hour and one-half mile",
        "at least one third party",
        "the third quarter and the first half",
        "a ratio of 2.50:1, or 50/50",
        "3/4 inch by 12 1/2 feet",
        "5.1 BP shall deliver it",
        "at [***]% or ____%",
    ],
)
def test_what_is_no_percentage(raw):
    """Measures, ratios, ordinals, clause numbers and blanks are none."""
    assert percentages(raw) == []


def test_words_rule_where_figures_disagree():
    """The value is the words', the figures stay as the alternative, and the conflict is reported."""
    _, found = read("a premium of two and one-half percent (2.25%) is due")
    assert [(f"{it.value:f}", f"{it.alternative:f}") for it in found.percentages] == [("0.025", "0.0225")]
    assert conflicts("a premium of two and one-half percent (2.25%) is due") == [
        ("two and one-half percent (2.25%)", "0.025", "0.0225")
    ]


def test_rounded_figures_are_no_conflict():
    """Figures that only cut an endless fraction agree with it."""
    assert conflicts("two-thirds (66.6%) or two-thirds (67%) of one-third (33.33%)") == []
