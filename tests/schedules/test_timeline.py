"""The schedule as a picture, read back from its XML."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from pipeline.schedules.lanes import MOST_HOLDERS
from pipeline.schedules.timeline import fitted, timeline
from tests.schedules import schedules

SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str) -> ET.Element:
    """A schedule's picture."""
    return ET.fromstring(timeline(schedules.SCHEDULES[name]()))


def classes(picture: ET.Element) -> Counter[str]:
    """How many of each class are drawn."""
    return Counter(name for node in picture.iter() for name in (node.get("class") or "").split())


def words(picture: ET.Element) -> list[str]:
    """Every text of the picture."""
    return ["".join(node.itertext()) for node in picture.iter(f"{SVG}text")]


def lane(picture: ET.Element, title: str) -> ET.Element:
    """The lane whose tooltip begins so."""
    return next(
        node
        for node in picture.iter(f"{SVG}g")
        if node.get("class") == "tl-row" and (node.findtext(f"{SVG}title") or "").startswith(title)
    )


def test_a_late_duty_is_shaded_from_its_day_to_its_performance() -> None:
    """Nominal day, day to perform by, done, and the stretch between."""
    found = lane(drawn("small"), "Company: file the registration statement")
    marks = {"tl-nominal", "tl-due", "tl-late", "tl-done"}
    assert {name: count for name, count in classes(found).items() if name in marks} == dict.fromkeys(marks, 1)
    titles = [node.text for node in found.iter(f"{SVG}title")][1:]
    assert titles == ["late by 15 days", "due 2004-04-18, moved to 2004-04-19", "perform by 2004-04-19", "done 2004-05-04"]  # fmt: skip
    assert "late by 15 days" in words(found)


def test_duties_stand_under_their_obligor() -> None:
    """Groups by obligor in the order of their first day, then damages and payments."""
    heads = [
        "".join(node.itertext())
        for node in drawn("small").iter(f"{SVG}text")
        if node.get("class") == "tl-head"
    ]
    assert heads == ["Company", "Investor", "Damages", "Payments of damages"]


def test_damages_are_bars_with_amounts() -> None:
    """A bar a holder, with its amount beside it and in words."""
    found = lane(drawn("small"), "Harbor Fund, L.P.: damages for late filing")
    assert classes(found)["tl-damages"] == 1
    assert "16,000.00" in words(found)
    assert "16,000.00 for 2004-04-18 to 2004-05-03" in [node.text for node in found.iter(f"{SVG}title")]


def test_many_holders_share_a_lane() -> None:
    """More holders than can be told apart are drawn as one."""
    picture = drawn("many")
    assert schedules.many().damages is not None
    assert lane(picture, "40 holders: damages for late filing") is not None
    assert classes(picture)["tl-damages"] < MOST_HOLDERS


def test_what_has_no_day_is_counted() -> None:
    """The picture says what it leaves out, and an empty one says so."""
    assert "as of 2004-11-15 · 5 duties and rights with a day · 2 without one not drawn" in words(
        drawn("small")
    )
    assert "Nothing in this schedule has a day." in words(drawn("empty"))
    assert "Nothing in this schedule has a day." in words(drawn("undated"))


@pytest.mark.parametrize("name", schedules.SCHEDULES)
def test_any_schedule_is_a_picture(name: str) -> None:
    """Well-formed, nothing but drawing in it, all of it within the frame, the same bytes each time."""
    text = timeline(schedules.SCHEDULES[name]())
    assert text == timeline(schedules.SCHEDULES[name]())
    picture = ET.fromstring(text)
    tags = {node.tag.removeprefix(SVG) for node in picture.iter()}
    allowed = "svg title desc defs pattern rect clipPath style text g line path circle"
    assert tags <= set(allowed.split())
    assert not any(
        name.startswith("on") or name.endswith("href") for node in picture.iter() for name in node.attrib
    )
    width, height = (float(part) for part in picture.attrib["viewBox"].split()[2:])
    for node in picture.iter():
        for at, most in (
            ("x", width),
            ("cx", width),
            ("x2", width),
            ("y", height),
            ("cy", height),
            ("y2", height),
        ):
            assert 0 <= float(node.get(at, "0")) <= most
    assert "javascript" not in text.lower() or name == "hostile"
    assert "NaN" not in text
    assert "None" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


def test_every_day_there_can_be() -> None:
    """The first and the last day of the calendar have their place."""
    found = schedules.small()
    rows = tuple(
        replace(found.rows[0], nominal=day, perform_by=day, done=None, status="open")
        for day in (date.min, date.max)
    )
    picture = ET.fromstring(timeline(replace(found, rows=rows, as_of=None, damages=None)))
    assert classes(picture)["tl-row"] == 2


def test_words_are_cut_where_they_would_not_fit() -> None:
    """Wide letters count for more; what fits is left alone."""
    assert fitted("short", 100, 12) == "short"
    cut = fitted("m" * 100, 120, 12)
    assert cut.endswith("…")
    assert len(fitted("i" * 100, 120, 12)) > len(cut) > len(fitted("語" * 100, 120, 12)) > 1
