"""The schedule as a page, read back from its HTML."""

from html.parser import HTMLParser

import pytest

from pipeline.schedules.other_readings import OtherReading
from pipeline.schedules.page import page
from tests.schedules import schedules

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Reader(HTMLParser):
    """Notes the elements, the words, and whether elements close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is open from here on."""
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is closed at once."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last, and no other."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note the words that a reader sees."""
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def text(self) -> str:
        """All words with single blanks between."""
        return " ".join(" ".join(self.words).split())


def shown(name: str) -> Reader:
    """A schedule's page, read."""
    reader = Reader()
    other = OtherReading("roll", "none", ("2(a): a day earlier",))
    reader.feed(page(schedules.SCHEDULES[name](), agreement=schedules.AGREEMENT, other_readings=[other]))
    reader.close()
    assert not reader.open
    return reader


def test_rows_damages_and_totals_are_there() -> None:
    """Status in words, days, amounts and totals."""
    text = shown("small").text()
    for words in (
        "2004-04-19 due 2004-04-18 late by 15 days Company file the registration statement done 2004-05-04 2(a)",
        "overdue by 67 days",
        "late filing 2004-04-18 2004-05-03 16 0.5333 16,000.00",
        "2004-05-10 paid late J. Doe late filing 8,000.00 5,000.00 2004-07-12 103.23 63 days late",
        "Harbor Fund, L.P. 10,000.00 cut by the cap",
        "15,000.00 damages in all",
        "10,000.00 unpaid",
        "events.misspelt",
        "allowed delay 2(d) by reference needed for which suspensions are excused",
        "roll: none 2(a): a day earlier",
    ):
        assert words in text


def test_a_trace_leads_down_to_facts_and_clauses() -> None:
    """Each step has its value and formula, each leaf where it was taken from."""
    text = shown("small").text()
    assert "= 30 days after closing_date closing_date 2004-03-19 fact" in text
    assert "rate 0.015 term liquidated_damages.rate, 2(c)" in text


@pytest.mark.parametrize("name", schedules.SCHEDULES)
def test_any_schedule_is_a_page(name: str) -> None:
    """Elements close in order; there is no script, no handler, and nothing to load."""
    reader = shown(name)
    assert not {"script", "iframe", "object", "embed", "link", "img", "base", "form"} & set(reader.tags)
    assert not any(name.startswith("on") or name in ("src", "href") for name, _ in reader.attributes)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in reader.attributes
    assert all(char.isprintable() or char.isspace() for char in reader.text())


def test_the_same_page_each_time() -> None:
    """The same schedule gives the same page."""
    assert page(schedules.many()) == page(schedules.many())
