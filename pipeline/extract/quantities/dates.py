"""Dates: whole, truncated where the text leaves out the year or the day, or by reference to the agreement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.extract.quantities.context import glued, labelled
from pipeline.extract.quantities.numbers import number
from pipeline.extract.quantities.written import written_ordinal
from pipeline.match.scanner import scanner
from pipeline.model import DateMention, Mention, Text
from pipeline.spans import Span

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LAST_SHORT_YEAR = 49  # 49 stands for 2049, 50 for 1950: EDGAR's own years lie between
_MOST_MONTHS = 12
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_SYMBOLIC: Mapping[str, str] = {
    "even-date": "even_date_herewith",
    "first-above-written": "date_first_above_written",
    "date-hereof": "date_hereof",
    "last-signature": "last_signature_date",
}

# What makes a month and a number no date: "MAY 10 DAYS", "March 12%", "May 5,000".
_NO_DAY = re.compile(
    r"\s?(?:%|percent)|[,.]\d|/\d|-\d|\s\(\d|\s(?:(?:calendar|business|trading|consecutive)\s)?(?:days?|months?|years?|hours?)\b|:\d",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(r"[,.;:)]|$|\s(?:and|or|of|in|to|until|each|every|next|through)\b")
_YEAR_IN_BRACKETS = re.compile(r"\((\d{4})\s?\)")


def dates(text: Text, within: Sequence[Span] | None = None) -> tuple[DateMention, ...]:
    """Every date in the order of the text, or of the given ranges of it."""
    mentions = scanner("dates").find(text, within)
    day_first = _day_first(text.string, mentions)
    found = (_read(text.string, mention, day_first=day_first) for mention in mentions)
    return tuple(mention for mention in found if mention is not None)


def _day_first(string: str, mentions: Sequence[Mention]) -> bool:
    """Whether figures put the day first: some date of the text can only be read so, and none otherwise."""
    parts = [_figures(string, mention) for mention in mentions if mention.rule == "numeric"]
    first = max((int(part["month"]) for part in parts), default=0)
    return first > _MOST_MONTHS >= max((int(part["day"]) for part in parts), default=0)


def _read(string: str, mention: Mention, *, day_first: bool) -> DateMention | None:
    if mention.rule in _SYMBOLIC:
        return DateMention(mention.start, mention.end, mention.rule, None, _SYMBOLIC[mention.rule])
    if mention.rule != "month-day-year" and glued(string, mention.start):
        return None
    part = {name: string[span.start : span.end] for name, span in mention.groups.items()}
    if mention.rule == "day-of-each-month":
        day = _day(part)
        if day == 1:
            return DateMention(mention.start, mention.end, mention.rule, "---01", "first_day_of_each_month")
        iso = None if day is None else _iso(None, None, day)
    elif mention.rule in ("numeric", "year-first"):
        iso = _numeric(string, mention, day_first=day_first)
    elif _stray(string, mention):
        return None
    else:
        iso = _iso(_year(part), _month(part["month"]), _day(part))
    return None if iso is None else DateMention(mention.start, mention.end, mention.rule, iso)


def _stray(string: str, mention: Mention) -> bool:
    """Whether a month and a number without a year only happen to stand side by side."""
    if mention.rule not in ("month-day", "day-month"):
        return False
    if _NO_DAY.match(string, mention.end):
        return True
    if mention.rule == "month-day":
        return False
    bare = string[mention.groups["day"].end : mention.groups["month"].start].isspace()
    month = string[mention.groups["month"].start : mention.groups["month"].end]
    # "Section 5 May not": a month that is a verb as well stands for itself only where a phrase ends.
    verb = month.lower() in ("may", "march", "mar") and not _PHRASE_ENDS.match(string, mention.end)
    return bare and (labelled(string, mention.start) or verb)


def _month(name: str) -> int:
    return _MONTHS.index("".join(name.split())[:3].lower()) + 1


def _day(part: Mapping[str, str]) -> int | None:
    if "day" in part:
        return int("".join(part["day"].split()))
    if "day_words" in part:
        read = written_ordinal(part["day_words"])
        return None if read is None else int(read.value)
    return 0


def _year(part: Mapping[str, str]) -> int | None:
    if "short_year" in part:
        return _full_year(part["short_year"])
    if "year" not in part:
        return None
    figures = "".join(part["year"].split()).replace("O", "0").replace("o", "0")
    if figures.isdigit():
        return int(figures)
    if figures[1:].isdigit():
        return _full_year(figures[1:])  # '04
    bracket = _YEAR_IN_BRACKETS.search(part["year"])
    if bracket:
        return int(bracket[1])
    words = re.sub(r"^(nineteen hundred)(?:,? and)? ", r"\1 ", " ".join(part["year"].lower().split()))
    value = number(words)
    return None if value is None else int(value)


def _full_year(figures: str) -> int:
    year = int(figures)
    if len(figures) == 4:
        return year
    return 2000 + year if year <= _LAST_SHORT_YEAR else 1900 + year


def _figures(string: str, mention: Mention) -> dict[str, str]:
    """The parts of a date in figures by their names, as if the month came first."""
    return {
        "year" if name == "short_year" else name.partition("_")[0]: string[span.start : span.end]
        for name, span in mention.groups.items()
    }


def _numeric(string: str, mention: Mention, *, day_first: bool) -> str | None:
    if (
        string[mention.end : mention.end + 1] in tuple("-/")
        and string[mention.end + 1 : mention.end + 2].isalnum()
    ):
        return None
    if "short_year" not in mention.groups and labelled(string, mention.start):
        return None
    values = _figures(string, mention)
    year, month, day = _full_year(values["year"]), int(values["month"]), int(values["day"])
    dotted = "month_dotted" in mention.groups  # Americans write no dots between figures
    if mention.rule == "numeric" and (
        month > _MOST_MONTHS or ((day_first or dotted) and day <= _MOST_MONTHS)
    ):
        month, day = day, month
    return _iso(year, month, day)


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """The date in ISO 8601, truncated where parts are missing (a day of 0 is); None if impossible."""
    if day is None or (month is not None and not 1 <= month <= 12):
        return None
    if day == 0:
        return None if year is None else f"{year:04}-{month:02}"
    if month is None:
        return f"---{day:02}" if day <= 31 else None
    if year is None:
        return f"--{month:02}-{day:02}" if 1 <= day <= _LONGEST_MONTH[month - 1] else None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
