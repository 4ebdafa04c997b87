"""Accession numbers as people and EDGAR write them."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.edgar.accession import parse, parse_reference

NUMBERS = st.from_regex(re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}", re.ASCII), fullmatch=True)
CIKS = st.integers(1, 9_999_999_999)


@settings(deadline=None, max_examples=50)
@given(NUMBERS)
def test_dashes_do_not_matter(number: str) -> None:
    """With dashes and without, it is the same number, and its parts are those of its digits."""
    accession = parse(number)
    assert parse(number.replace("-", "")) == accession
    assert str(accession) == number
    assert accession.plain == number.replace("-", "")
    assert accession.submitter == int(number[:10])
    assert accession.year % 100 == int(number[11:13])
    assert 1993 <= accession.year <= 2092


@settings(deadline=None, max_examples=50)
@given(NUMBERS, CIKS)
def test_a_reference_may_name_the_filer(number: str, cik: int) -> None:
    """Every form in which EDGAR or a user names a submission with its filer leads to both."""
    plain = number.replace("-", "")
    for words in (
        f"{cik}:{number}",
        f"{cik:010d}:{plain}",
        f"edgar/data/{cik}/{number}.txt",
        f"https://www.sec.gov/Archives/edgar/data/{cik}/{number}.txt",
        f"https://www.sec.gov/Archives/edgar/data/{cik}/{plain}/{number}.txt",
        f"https://www.sec.gov/Archives/edgar/data/{cik}/{plain}/{number}-index.htm",
        f" {cik}/{number}\n",
    ):
        reference = parse_reference(words)
        assert (reference.accession.number, reference.cik) == (number, cik)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=40))
def test_nothing_else_is_a_number(words: str) -> None:
    """What is not of that form is refused."""
    assume(re.fullmatch(r"[0-9]{10}(-?)[0-9]{2}\1[0-9]{6}", words) is None)
    with pytest.raises(ValueError, match="accession number"):
        parse(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "0001234567-02-00012",
        "0001234567-02000123",  # one dash
        "٠٠٠١٢٣٤٥٦٧-02-000123",  # digits, but not ours
        "0001234567-02-000123\n0001234567-02-000124",
        "12345678901:0001234567-02-000123",
        "../../etc/passwd",
        "0001234567-02-000123/../../x",
    ],
)
def test_what_is_close_is_refused(words: str) -> None:
    """A wrong number is not made a right one."""
    with pytest.raises(ValueError, match="accession number"):
        parse_reference(words)
