"""Places left open, places taken out, and what belongs in them."""

import pytest

from tests.extract.texts import blanks


@pytest.mark.parametrize(
    ("words", "of", "redacted"),
    [
        ("___ day of ________, 20__", "date", False),
        ("June __, 2004", "date", False),
        ("December 31, 200_", "date", False),
        ("________, 2004", "date", False),
        ("[date]", "date", False),
        ("$________", "money", False),
        ("$[***]", "money", True),
        ("____%", "percentage", False),
        ("[*]%", "percentage", True),
        ("____ days", "day_count", False),
        ("[***] days", "day_count", True),
        ("[Name of Investor]", "name", False),
        ("[●]", "text", False),
        ("________", "text", False),
        ("[***]", "text", True),
        ("[REDACTED]", "text", True),
        ("****", "text", True),
    ],
)
def test_a_blank_is_recognised(words, of, redacted):
    """It carries what stands to be filled in, and whether it was taken out before filing."""
    assert blanks(f"Paid this {words} to them") == [(words, of, redacted)]


@pytest.mark.parametrize(
    "raw",
    [
        "this 3rd day of May, 2004",
        "5 * 3 = 15",
        "[the Site]",
        "and so on...",
        "snake_case",
        "[Intentionally Omitted]",
    ],
)
def test_what_is_no_blank(raw):
    """Filled dates, arithmetic, editors' brackets and dots are none."""
    assert blanks(raw) == []
