"""Reads the label of a clause: "2.", "(a)", "1.1.1", "Section 1.01", "ARTICLE ONE".

A label alone is ambiguous ("(i)" comes after "(h)" and before "(ii)"), so it carries all its readings; the
sequence it stands in chooses between them.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from pipeline.clauses.numerals import letter, number_words, roman, word
from pipeline.frozen import dataclass


class Place(IntEnum):
    """Where on the page a label stands; the earlier, the surer that it opens a clause."""

    LINE = 0  # it opens a line
    STACKED = 1  # it comes straight after another label or its heading: "2. (a) The …"
    SENTENCE = 2  # after the end of a sentence in the same line: pages that lost their line ends
    HEADING = 3  # no label: a heading alone on its line, or run in before its text


class Reading(NamedTuple):
    """One way to read a label.

    `style` is the printed form with its numeral written as 1, a, A, i or I. `number` is what the decimals
    below it begin with; it is empty for letters.
    """

    style: str
    ordinal: int
    number: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed at `[start, end)`, a candidate for a clause."""

    start: int
    end: int
    bare: str  # what it adds to the path: "2", "a", "1.01", "ARTICLE II"
    readings: tuple[Reading, ...]
    place: Place
    doubt: int  # how little it takes to believe that it is no label, 0 (much) to 3 (little)
    indent: int = 0


DECIMAL = "1.1"  # the style of all labels with several figures
WHOLE_WORDS = frozenset({"ARTICLE", "PART", "CHAPTER", "TITLE"})  # these stay in the path
_SECTION_WORDS = {"SEC.": "SECTION", "§": "SECTION", "§§": "SECTION"}

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){1,5}"
_LABEL = re.compile(
    rf"""(?:
        (?P<word>(?:A(?:RTICLE|rticle)|S(?:ECTION|ection|EC\.|ec\.)|P(?:ART|art)|C(?:LAUSE|lause|HAPTER|hapter)
            |P(?:ARAGRAPH|aragraph)|T(?:ITLE|itle))(?=\s)|§§?)
        \s?(?P<worded>{_NUMBER}|\d{{1,3}}|[ivxlIVXL]{{1,7}}|[A-Za-z]|(?i:{number_words()}))\b
        (?P<wordmark>\.(?!\d))?
      | (?P<spaced>\d{{1,3}}(?:\.[ ]\d{{1,3}}){{1,6}}(?:\.(?=\s|$)|(?=[ ][A-Z])))
      | (?P<decimal>{_NUMBER})(?P<decimalmark>[.)](?!\d))?
      | \((?P<paren>\d{{1,3}}|[a-zA-Z]|[ivxl]{{2,7}}|[IVXL]{{2,7}}|[a-z]{{2}}|[A-Z]{{2}})\)
      | (?P<pointed>\d{{1,3}}|[a-zA-Z]|[ivxl]{{2,7}}|[IVXL]{{2,7}}|[a-z]{{2}}|[A-Z]{{2}})(?P<mark>\.\)|[.)])
      | (?P<plain>\d{{1,2}})(?=[ \t]{{1,4}}[A-Z]|$)
    )""",
    re.VERBOSE,
)
_ORDINAL_WORD = re.compile(
    r"(?P<ordinal>FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH)(?=[:.]|\s-)"
)
_ORDINALS_BEGIN = frozenset("FSTEN")
_LOWER = re.compile(r"[ \t]*[a-z]")


def label_at(plain: str, start: int, end: int, place: Place, indent: int = 0) -> Label | None:
    """The label that begins at `start`, if one does and its line, ending at `end`, goes on as clauses do."""
    match = _LABEL.match(plain, start, end)
    if match is None:
        may_be_ordinal = plain[start : start + 1] in _ORDINALS_BEGIN
        return _ordinal_label(plain, start, end, place, indent) if may_be_ordinal else None
    after = plain[match.end()] if match.end() < end else " "
    if match["word"]:
        # "Section 3.1 of the Lease is amended" opens a sentence, not a section.
        if _LOWER.match(plain, match.end(), end) or after in ",;(/":
            return _worded_with_item(plain, match, end, place, indent) if after == "(" else None
        return _worded(match, place, indent)
    if match["spaced"]:  # "2. 2. 1.", as some typists set their decimals
        number = tuple(int(part) for part in match["spaced"].replace(" ", "").strip(".").split("."))
        bare = ".".join(str(part) for part in number)
        return Label(start, match.end(), bare, (Reading(DECIMAL, number[-1], number),), place, 1, indent)
    if match["decimal"]:
        if after not in ' \t\n"([' and not after.isupper():
            return None
        number = tuple(int(part) for part in match["decimal"].split("."))
        lower = bool(_LOWER.match(plain, match.end(), end))
        reading = Reading(DECIMAL, number[-1], number)
        return Label(start, match.end(), match["decimal"], (reading,), place, 2 if lower else 0, indent)
    numeral = match["paren"] or match["pointed"] or match["plain"]
    doubt = 0
    if match["plain"]:
        readings = _readings(numeral, "", "")
        doubt = 2
    elif match["paren"]:
        if after not in ' \t\n"([' and not after.isupper():
            return None
        readings = _readings(numeral, "(", ")")
    else:
        if after not in ' \t\n"' and not (numeral.isdigit() and (after.isupper() or after == "(")):
            return None
        readings = _readings(numeral, "", match["mark"])
        # "J. Smith" is a name; nothing but the sequence tells it from clause J.
        doubt = 1 if numeral.isupper() else 0
    return Label(start, match.end(), numeral, readings, place, doubt, indent) if readings else None


def _worded(match: re.Match[str], place: Place, indent: int) -> Label | None:
    """A label with its noun before the number."""
    noun = match["word"].upper().strip()
    noun = _SECTION_WORDS.get(noun, noun)
    numeral = match["worded"]
    if "." in numeral:
        number = tuple(int(part) for part in numeral.split("."))
        readings: tuple[Reading, ...] = (Reading(DECIMAL, number[-1], number),)
    else:
        values = {_value(numeral), roman(numeral)} - {None}
        readings = tuple(
            Reading(noun, value, (value,)) for value in sorted(v for v in values if v is not None)
        )
    if not readings:
        return None
    bare = f"{noun} {numeral.upper()}" if noun in WHOLE_WORDS else numeral
    return Label(match.start(), match.end(), bare, readings, place, 0, indent)


def _worded_with_item(plain: str, match: re.Match[str], end: int, place: Place, indent: int) -> Label | None:
    """The noun's label in "Section 2.1(a) Fees", where another label adjoins it and a capital follows."""
    item = _LABEL.match(plain, match.end(), end)
    if item is None or not item["paren"] or not re.match(r"\s+[A-Z\"]", plain[item.end() : item.end() + 4]):
        return None
    return _worded(match, place, indent)


def _ordinal_label(plain: str, start: int, end: int, place: Place, indent: int) -> Label | None:
    """The label "FIRST:", as civil-law drafting numbers its clauses."""
    match = _ORDINAL_WORD.match(plain, start, end)
    value = word(match["ordinal"]) if match else None
    if match is None or value is None:
        return None
    return Label(start, match.end(), match["ordinal"], (Reading("FIRST", value),), place, 1, indent)


def _value(numeral: str) -> int | None:
    if numeral.isdigit():
        return int(numeral)
    if len(numeral) > 1:
        return word(numeral)
    return letter(numeral)


def _readings(numeral: str, opening: str, closing: str) -> tuple[Reading, ...]:
    """All readings of a numeral within its marks."""
    if numeral.isdigit():
        value = int(numeral)
        return (Reading(f"{opening}1{closing}", value, (value,)),)
    upper = numeral.isupper()
    readings = []
    as_letter, as_roman = letter(numeral), roman(numeral)
    if as_letter is not None:
        readings.append(Reading(f"{opening}{'A' if upper else 'a'}{closing}", as_letter))
    if as_roman is not None:
        number = (as_roman,) if upper and not opening else ()
        readings.append(Reading(f"{opening}{'I' if upper else 'i'}{closing}", as_roman, number))
    return tuple(readings)
