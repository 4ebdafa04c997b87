"""The names of jurisdictions, and the one name that each is reported under.

Countries and the parts of federal countries come from ISO 3166 as `pycountry` keeps it; the tables here hold
what ISO does not: the names that contracts use in place of the official ones, and the adjectives of laws.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from pipeline.frozen import dataclass
from pipeline.model import fold

_SLIP = 0.85  # likeness of a misspelt name to the right one
# Countries whose parts have a law of contract of their own, and how a part is reported.
_FEDERATIONS = {"US": "{}", "CA": "{}, Canada", "AU": "{}, Australia"}

# Countries whose states or parts are jurisdictions of their own, by their canonical names.
SOVEREIGN = frozenset({"United States", "Canada", "Australia", "United Kingdom"})

# What agreements and reporters call a place that ISO 3166 lists under a longer or a newer name.
_CALLED = {
    "China": "People's Republic of China",
    "Russian Federation": "Russia",
    "Brunei Darussalam": "Brunei",
    "Czechia": "Czech Republic",
    "Türkiye": "Turkey",
    "Macao": "Macau",
    "Virgin Islands, British": "British Virgin Islands",
    "Virgin Islands, U.S.": "U.S. Virgin Islands",
    "Congo, The Democratic Republic of the": "Democratic Republic of the Congo",
    "Palestine, State of": "Palestine",
    "Micronesia, Federated States of": "Micronesia",
    "Syrian Arab Republic": "Syria",
    "Côte d'Ivoire": "Ivory Coast",
}

# England and Wales are one jurisdiction; Scotland and Northern Ireland are others of the same kingdom.
_ALIASES = {
    "England and Wales": "England and Wales",
    "England & Wales": "England and Wales",
    "England": "England and Wales",
    "Wales": "England and Wales",
    "Scotland": "Scotland",
    "Northern Ireland": "Northern Ireland",
    "Great Britain": "United Kingdom",
    "U.K.": "United Kingdom",
    "UK": "United Kingdom",
    "PRC": "People's Republic of China",
    "P.R.C.": "People's Republic of China",
    "P.R. China": "People's Republic of China",
    "PR China": "People's Republic of China",
    "P. R. China": "People's Republic of China",
    "Peoples Republic of China": "People's Republic of China",
    "Mainland China": "People's Republic of China",
    "Hong Kong Special Administrative Region": "Hong Kong",
    "Hong Kong SAR": "Hong Kong",
    "Republic of China": "Taiwan",
    "ROC": "Taiwan",
    "R.O.C.": "Taiwan",
    "Korea": "South Korea",
    "Holland": "Netherlands",
    "The Netherlands": "Netherlands",
    "Republic of Georgia": "Georgia (country)",
    "United States": "United States",
    "United States of America": "United States",
    "U.S.A.": "United States",
    "U.S.": "United States",
    "USA": "United States",
    "Washington, D.C.": "District of Columbia",
    "Washington D.C.": "District of Columbia",
    "New York City": "New York",
    "Dubai International Financial Centre": "Dubai International Financial Centre",
    "DIFC": "Dubai International Financial Centre",
    "Abu Dhabi Global Market": "Abu Dhabi Global Market",
    "UAE": "United Arab Emirates",
    "Isle of Man": "Isle of Man",
    "Macao": "Macau",
    "Newfoundland": "Newfoundland and Labrador, Canada",
    "Québec": "Quebec, Canada",
    "United Mexican States": "Mexico",
    "N.Y.": "New York",
    "N. Y.": "New York",
    "NewYork": "New York",
    "N.J.": "New Jersey",
    "N.H.": "New Hampshire",
    "N.C.": "North Carolina",
    "S.C.": "South Carolina",
    "R.I.": "Rhode Island",
    "D.C.": "District of Columbia",
    "Calif.": "California",
    "Mass.": "Massachusetts",
    "Conn.": "Connecticut",
    "Penna.": "Pennsylvania",
}

# "English law", "Swiss law": the adjective of a legal system.
_LEGAL_SYSTEMS = {
    "English": "England and Wales",
    "British": "United Kingdom",
    "Scots": "Scotland",
    "Scottish": "Scotland",
    "Irish": "Ireland",
    "Swiss": "Switzerland",
    "German": "Germany",
    "Dutch": "Netherlands",
    "French": "France",
    "Belgian": "Belgium",
    "Italian": "Italy",
    "Spanish": "Spain",
    "Portuguese": "Portugal",
    "Danish": "Denmark",
    "Swedish": "Sweden",
    "Norwegian": "Norway",
    "Finnish": "Finland",
    "Austrian": "Austria",
    "Greek": "Greece",
    "Polish": "Poland",
    "Russian": "Russia",
    "Turkish": "Turkey",
    "Israeli": "Israel",
    "Indian": "India",
    "Japanese": "Japan",
    "Korean": "South Korea",
    "Chinese": "People's Republic of China",
    "Singaporean": "Singapore",
    "Canadian": "Canada",
    "Australian": "Australia",
    "Mexican": "Mexico",
    "Brazilian": "Brazil",
    "Argentine": "Argentina",
    "Chilean": "Chile",
    "Bermudian": "Bermuda",
    "Luxembourgish": "Luxembourg",
    "Cypriot": "Cyprus",
    "Maltese": "Malta",
    "Icelandic": "Iceland",
    "Czech": "Czech Republic",
    "Hungarian": "Hungary",
    "Romanian": "Romania",
    "Bulgarian": "Bulgaria",
    "Croatian": "Croatia",
    "Ukrainian": "Ukraine",
    "Kazakh": "Kazakhstan",
    "Egyptian": "Egypt",
    "Thai": "Thailand",
    "Malaysian": "Malaysia",
    "Indonesian": "Indonesia",
    "Philippine": "Philippines",
    "Taiwanese": "Taiwan",
    "Vietnamese": "Vietnam",
    "Nigerian": "Nigeria",
    "South African": "South Africa",
    "Peruvian": "Peru",
    "Colombian": "Colombia",
    "Venezuelan": "Venezuela",
    "Panamanian": "Panama",
    "Bahamian": "Bahamas",
    "Estonian": "Estonia",
    "Latvian": "Latvia",
    "Lithuanian": "Lithuania",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction named in a text, `[start, end)` of the string that was read."""

    name: str  # canonical
    start: int
    end: int
    sovereign: bool  # a whole country, rather than a state or province of one


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    canonical: dict[str, str]  # by folded lower-case spelling
    name: re.Pattern[str]


def places(string: str, start: int, end: int) -> Iterator[Place]:
    """The jurisdictions named in `string[start:end]`, left to right; the longest name wins."""
    gazetteer = _gazetteer()
    for found in gazetteer.name.finditer(_plain(string[start:end])):
        name = gazetteer.canonical[_key(found.group())]
        yield Place(name, start + found.start(), start + found.end(), name in SOVEREIGN)


def misspelt(name: str) -> str | None:
    """The US state whose name `name` begins with but for a slip of a letter or two ("Pennyslvania")."""
    states: dict[str, str] = {part.name.lower(): part.name for part in _parts_of("US")}
    words = name.lower().split()
    for said in (" ".join(words[:2]), words[0]):
        meant = get_close_matches(said, states, n=1, cutoff=_SLIP)
        if meant:
            return states[meant[0]]
    return None


@cache
def _gazetteer() -> _Gazetteer:
    import pycountry  # a fifth of a second: only where a governing law is looked for

    canonical: dict[str, str] = {}
    for country in pycountry.countries:
        spoken = getattr(country, "common_name", country.name)
        name = _CALLED.get(country.name, spoken)
        for spelling in {country.name, spoken, name, getattr(country, "official_name", name)}:
            canonical.setdefault(_key(spelling), name)
    for code, form in _FEDERATIONS.items():
        for part in _parts_of(code):
            # Georgia, the state, over Georgia, the country: this is a reader of filings with the SEC.
            canonical[_key(part.name)] = form.format(_CALLED.get(part.name, part.name))
    for table in (_ALIASES, _LEGAL_SYSTEMS):
        canonical |= {_key(spelling): name for spelling, name in table.items()}
    return _Gazetteer(canonical, re.compile(rf"(?<!\w)(?:{_any_of(canonical)})(?!\w)", re.IGNORECASE))


def _any_of(spellings: Iterable[str]) -> str:
    """A pattern for the spellings, the longest first; by their first letters, so that few are tried."""
    by_letter: dict[str, list[str]] = {}
    for spelling in sorted(spellings, key=len, reverse=True):
        rest = re.escape(spelling[1:]).replace(r"\ ", r"\s+")
        by_letter.setdefault(re.escape(spelling[0]), []).append(rest)
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())


def _parts_of(code: str) -> Iterator[Any]:
    """The states or provinces of a country, by its ISO 3166 code."""
    import pycountry

    return (part for part in pycountry.subdivisions if part.country_code == code)


def _plain(string: str) -> str:
    """`string` with plain quotes, character for character."""
    return fold(string).decode("cp1252", "replace")


def _key(spelling: str) -> str:
    return " ".join(_plain(spelling).lower().split())
