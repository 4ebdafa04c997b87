"""Quarterly indexes."""

import re
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.edgar.accession import parse
from pipeline.edgar.entry import Filter
from pipeline.edgar.indexes import Quarter, entries, of_accession, quarters, wanted

HEADING = (
    "Description:           Master Index of EDGAR Dissemination Feed\n \n"
    "CIK|Company Name|Form Type|Date Filed|Filename\n" + "-" * 80 + "\n"
)
INDEX = (
    HEADING + "1000045|NICHOLAS FINANCIAL INC|10-Q|2015-02-13|edgar/data/1000045/0001193125-15-048402.txt\n"
    "1000180|SANDISK CORP|8-K|2015-02-11|edgar/data/1000180/0001000180-15-000010.txt\n"
    "1000180|SANDISK CORP|8-K/A|2015-03-11|edgar/data/1000180/0001000180-15-000011.txt\n"
    "1000209|SOCIÉTÉ | FILS|8-K|20150316|edgar/data/1000209/0001193125-15-091010.txt  \n"
).encode("latin-1")

LINES = st.tuples(
    st.integers(0, 9_999_999_999),
    st.text(
        st.characters(max_codepoint=255, exclude_characters="|\r\n\x85\x1c\x1d\x1e\x0b\x0c"), max_size=60
    ),
    st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -/"), min_size=1, max_size=12),
    st.dates(date(1993, 1, 1), date(2092, 12, 31)),
    st.from_regex(re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}", re.ASCII), fullmatch=True),
)


def is_utf_8(data: bytes) -> bool:
    """Whether the bytes are text in UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_a_line_is_an_entry() -> None:
    """All fields come over; the heading is none; a name may hold the mark between fields."""
    found = list(entries(INDEX))
    assert [entry.accession.number for entry in found] == [
        "0001193125-15-048402",
        "0001000180-15-000010",
        "0001000180-15-000011",
        "0001193125-15-091010",
    ]
    assert found[3].company == "SOCIÉTÉ | FILS"
    assert found[3].filed == date(2015, 3, 16)
    assert (found[1].cik, found[1].form) == (1000180, "8-K")


def test_a_filter_narrows_by_form_day_and_company() -> None:
    """A form is taken as it stands: an amendment is another form."""
    eight = Filter(frozenset({"8-K"}))
    assert [entry.cik for entry in wanted(INDEX, eight)] == [1000180, 1000209]
    assert [entry.cik for entry in wanted(INDEX, Filter(since=date(2015, 3, 1)), cik=1000180)] == [1000180]
    assert [entry.cik for entry in wanted(INDEX, Filter(until=date(2015, 2, 11)))] == [1000180]
    assert [entry.cik for entry in wanted(INDEX, Filter(), name="sandisk")] == [1000180, 1000180]


def test_an_accession_is_found_or_not() -> None:
    """The first line of a submission speaks for it."""
    entry = of_accession(INDEX, parse("0001000180-15-000011"))
    assert entry is not None
    assert entry.cik == 1000180
    assert of_accession(INDEX, parse("0001000180-15-000012")) is None


@settings(deadline=None, max_examples=50)
@given(st.lists(LINES, max_size=20), st.sampled_from(["utf-8", "latin-1"]))
def test_what_is_written_is_read(lines: list[tuple[int, str, str, date, str]], encoding: str) -> None:
    """Every line of the form that EDGAR writes comes back with its fields, in either encoding."""
    text = HEADING + "".join(
        f"{cik}|{name}|{form}|{filed.isoformat()}|edgar/data/{cik}/{number}.txt\n"
        for cik, name, form, filed, number in lines
    )
    data = text.encode(encoding)
    assume(encoding == "utf-8" or text.isascii() or not is_utf_8(data))  # as "Ã©" is, which is é as well
    found = [
        (entry.cik, entry.company, entry.form, entry.filed, entry.accession.number) for entry in entries(data)
    ]
    assert found == [
        (cik, name.strip(), form.strip(), filed, number) for cik, name, form, filed, number in lines
    ]


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=400))
def test_rubbish_gives_nothing_and_raises_nothing(data: bytes) -> None:
    """No bytes bring the reader down."""
    assert all(entry.accession.number for entry in entries(HEADING.encode() + data))


@pytest.mark.parametrize(
    ("words", "first", "last", "count"),
    [
        ("2002Q1", Quarter(2002, 1), Quarter(2002, 1), 1),
        ("2002-QTR3", Quarter(2002, 3), Quarter(2002, 3), 1),
        ("2002", Quarter(2002, 1), Quarter(2002, 4), 4),
        ("2001Q3..2002Q2", Quarter(2001, 3), Quarter(2002, 2), 4),
        ("1993..1994", Quarter(1993, 1), Quarter(1994, 4), 8),
    ],
)
def test_quarters_are_named_one_by_one_by_year_or_by_span(
    words: str, first: Quarter, last: Quarter, count: int
) -> None:
    """Both ends are included."""
    found = quarters(words)
    assert (found[0], found[-1], len(found)) == (first, last, count)


@pytest.mark.parametrize("words", ["", "2002Q5", "1992", "2002Q2..2002Q1", "2002Q1..", "02Q1", "two"])
def test_what_names_no_quarter_is_refused(words: str) -> None:
    """The message repeats what was given."""
    with pytest.raises(ValueError, match=re.escape(repr(words))):
        quarters(words)
