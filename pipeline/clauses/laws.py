"""Brings references to statutes, rules and forms into the form in which they are cited."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from importlib.resources import files
from typing import Any

import re2

from pipeline.clauses.page import Page, Scanner, scanner
from pipeline.clauses.references import Named
from pipeline.frozen import dataclass
from pipeline.model import Definition, LawMention, Text

_NAMED = re.compile(r"(?<![\w.])(?!The |Such |Any |If )[A-Z][\w.&-]* $")
_CODE = re.compile(r"(?P<title>\d{1,2})\s(?P<code>[CU])\.?\s?(?P<rest>F\.?\s?R|S\.?\s?C)")
_DETERMINER = re.compile(r"^(?:the|such|said|that certain|its|their|each|any)\s")
_YEAR = re.compile(r"\sof\s\d{4}$")
_REGULATION = re.compile(r"Regulation\s([A-Z]{1,3}(?:-[A-Z]{1,2})?)\b")
_REGULATIONS = re.compile(r"\s(?:Rules and )?(?:Regulations|Rules)$")
_STEM = re.compile(r"(?:\d{1,3}[A-Za-z]{1,2}\d{0,2}-)")
_FORM = (
    rb"Forms? (?:S-\d{1,2}|SB-[12]|F-\d{1,2}|10-?[KQ](?:SB)?|8-?K|20-?F|40-?F|6-?K|N-\w{1,4}|W-\w{1,6}|1099|"
    rb"5500|13F)\b"
)
_FORM_NUMBER = re.compile(r"(\d)([A-Z])")
_ACT = re.compile(r"(?:Act|Code|Law|Act of \d{4}|[A-Z&]{3,6})$")
# What may stand between the name of an act and the term for it.
_NO_MORE = re.compile(
    r"(?:\W|\b(?:of|the|United|States|federal|U|S|as|amended|modified|from|time|to|and|or|any|successor|"
    r"statute|act|"
    r"rules|regulations|promulgated|thereunder|means?|supplemented|in|effect|\d{4}|its|their|thereto|"
    r"similar|replaced|"
    r"together|with|all|it|under|including|corresponding|provisions?|succeeding|laws?|code|hereafter|"
    r"published|Commission|SEC|collectively|interpretations|guidance)\b)*",
    re.IGNORECASE,
)
_FAR = 160  # characters from the name of an act to the term that stands for it


@dataclass(frozen=True, slots=True)
class _Statute:
    name: str
    title: str | None  # of the Code, before its sections
    sections: Mapping[str, str]
    code: str | None  # of an act that is a title of the Code, with the same numbers
    rules: str | None  # the part of the Code of Federal Regulations where rules under it stand


@dataclass(frozen=True)
class _Laws:
    statutes: Mapping[str, _Statute]  # by all their names
    regulations: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, str]  # by number, or by the part up to the hyphen
    bare_sections: Mapping[str, str]
    scanner: Scanner = field(repr=False)


@cache
def _laws() -> _Laws:
    data: dict[str, Any] = tomllib.loads(files("pipeline.clauses").joinpath("laws.toml").read_text("utf-8"))
    statutes: dict[str, _Statute] = {}
    for entry in data["statute"]:
        pairs = (pair.partition("=") for pair in entry.get("sections", "").split())
        statute = _Statute(
            entry["name"],
            entry.get("title"),
            {section: place for section, _, place in pairs},
            entry.get("code"),
            entry.get("rules"),
        )
        statutes.update(dict.fromkeys([entry["name"], *entry["also"]], statute))
    rules = {number: part for part, numbers in data["rules"].items() for number in numbers.split()}
    return _Laws(statutes, data["regulations"], rules, data["bare_sections"], _scanner(statutes))


def _scanner(names: Mapping[str, object]) -> Scanner:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = "|".join(re2.escape(name) for name in longest_first).encode("latin-1")
    return scanner(rb"\b(?:" + pattern + rb")\b|\b" + _FORM)


def own_names(page: Page, definitions: Sequence[Definition]) -> dict[str, str]:
    """What the document calls statutes: (the "1933 Act") -> "Securities Act of 1933"."""
    statutes, found = _laws().statutes, dict[str, str]()
    for definition in definitions:
        meaning = definition.meaning
        if meaning is None or definition.term in found or not _ACT.search(definition.term):
            continue
        before = meaning.end <= definition.start
        if before:
            start, end = max(meaning.start, meaning.end - _FAR), meaning.end
        else:
            start, end = meaning.start, min(meaning.end, meaning.start + _FAR)
        named = [m.span() for m in _laws().scanner.finditer(page.folded, start, end)]
        named = [(a, b) for a, b in named if page.plain[a:b] in statutes]
        if not named:
            continue
        a, b = named[-1 if before else 0]
        between = page.plain[b:end] if before else page.plain[start:a]
        if _NO_MORE.fullmatch(between):
            found[definition.term] = statutes[page.plain[a:b]].name
    return found


def laws(text: Text, definitions: Sequence[Definition]) -> tuple[LawMention, ...]:
    """Every statute and form that the text names, whole or by the document's own name for it, in order."""
    page = Page.of(text)
    own = own_names(page, definitions)
    statutes = _laws().statutes
    found = _scanner({**statutes, **own}) if own.keys() - statutes.keys() else _laws().scanner
    mentions = []
    for match in found.finditer(page.folded):
        start, end = match.span()
        words = page.plain[start:end]
        statute = statutes.get(own.get(words, words))
        if " " not in words and words in own and _NAMED.search(page.plain, max(0, start - 30), start):
            continue  # another act: "the Clayton Act"
        canonical = _form(words) if words.startswith("Form") else None if statute is None else statute.name
        if canonical is not None:
            mentions.append(LawMention(start, end, canonical))
    return tuple(mentions)


def _form(words: str) -> str:
    """The number of a form as the SEC writes it: "Form 10-K" for "Forms 10K"."""
    number = words.partition(" ")[2]
    return "Form " + (_FORM_NUMBER.sub(r"\1-\2", number) if "-" not in number and number != "13F" else number)


def canonical(named: Named, own: Mapping[str, str]) -> str | None:
    """A reference to a statute or rule as it is cited; None where its law is not in the table.

    `own` are the document's names for statutes.
    """
    data = _laws()
    noun, base, items = named.noun, named.base, named.items
    if named.inside is not None and base is None:  # "clause (a) of Section 2(a)(10)"
        noun, base, items = named.inside[0], named.inside[1], (*named.inside[2], *items)
    number = (base or "") + "".join(f"({item})" for item in items)
    document = _DETERMINER.sub("", " ".join((named.document or "").split()), count=1)
    if noun == "regulation" and base is not None:
        of_the_board = "Board" in document and base == "D"
        regulation = data.regulations.get(base)
        return "12 CFR 204" if of_the_board else regulation["cite"] if regulation is not None else None
    code = _CODE.match(document)
    if code is not None:
        return f"{code['title']} {'CFR' if code['code'] == 'C' else 'USC'} {number}"
    regulation_named = _REGULATION.match(document)
    if regulation_named is not None:
        regulation = data.regulations.get(regulation_named[1])
        return f"{regulation['part']}.{number}" if regulation is not None and base else None
    statute = _statute(document, own)
    if noun == "rule":
        return _rule(base or "", number, statute, document)
    if statute is None:
        code_of = data.bare_sections.get(base or "") if noun == "section" else None
        return f"{code_of} {number}" if code_of is not None else None
    if noun != "section" or base is None:
        return f"{statute.name}, {noun.title()} {number}"
    return _section(statute, base, number)


def _statute(document: str, own: Mapping[str, str]) -> _Statute | None:
    """The statute that a name stands for; "1933 Act Regulations" are those under it."""
    statutes = _laws().statutes
    names = (document, _YEAR.sub("", document), _REGULATIONS.sub("", document))
    known = (statutes.get(name) or statutes.get(own.get(name, "")) for name in names)
    return next((statute for statute in known if statute is not None), None)


def _section(statute: _Statute, base: str, number: str) -> str:
    if statute.code is not None:
        return f"{statute.code} {number}"
    place = statute.sections.get(base)
    if place is None:
        return f"{statute.name}, Section {number}"
    return f"{statute.title} {place}{number.removeprefix(base)}"


def _rule(base: str, number: str, statute: _Statute | None, document: str) -> str | None:
    if statute is not None:
        return f"{statute.rules}.{number}" if statute.rules is not None else None
    stem = _STEM.match(base)
    part = _laws().rules.get(base) or (_laws().rules.get(stem.group()) if stem is not None else None)
    # A rule of another body may bear the same number: "Rule 408 of the Federal Rules of Evidence".
    if part is None or (document and document not in ("Act", "Acts", "Commission", "SEC")):
        return None
    return f"{part}.{number}"
