"""Puts the clauses of one deal in order, numbers them, and makes the document with its gold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from corpus.drafting import covenants, damages, effectiveness, filing
from corpus.drafting.boilerplate import GENERAL, HOLDERS, INDEMNITY, PROCEDURES
from corpus.drafting.definitions import definitions
from corpus.drafting.draft import Draft, start
from corpus.drafting.numbering import NUMBERINGS, Numbering
from corpus.drafting.parties import Parties, opening, parties, signatures, testimonium
from corpus.drafting.plants import plants
from corpus.drafting.timed import timed
from corpus.model import Document
from corpus.outline import Outline, bare

_REFERENCE: Final = re.compile(r"<<(\w+)>>")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause before it has a number; `key` is what other clauses cite it by."""

    heading: str
    text: str
    key: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section: either a text of its own or clauses."""

    heading: str
    clauses: tuple[Clause, ...] = ()
    text: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Composition:
    """A document and what went into it."""

    document: Document
    numbering: str
    placed: tuple[str, ...]
    signed: date
    company: str
    day_definitions: Mapping[str, Mapping[str, str]]


def compose(seed: int, index: int) -> Composition:
    """Document `index` of `seed`; it depends on nothing else."""
    rng = Random(f"{seed}/document/{index}")
    draft = start(rng, plants(seed, index))
    numbering = draft.pick(*NUMBERINGS)
    who = parties(draft)
    head = opening(draft, who)
    sections = _sections(draft)
    closing, blocks = testimonium(draft), signatures(draft, who)
    outline = Outline()
    if draft.chance(0.3):
        outline.add(
            "line", f"[[trap | Exhibit {draft.pick('4.1', '10.2', '99.1')}]]", indent=draft.pick(0, 44)
        )
    outline.add("title", who.title)
    if numbering.name == "articles" and draft.chance(0.4):
        outline.add("toc", "")
    for role, paragraph in head:
        outline.add(role, paragraph)
    _number(draft, outline, sections, numbering)
    outline.leave()
    outline.add("body", closing)
    for block in blocks:
        for number, line in enumerate(block):
            outline.add("line", line, follows=number > 0)
    return Composition(
        _document(f"rra-{seed}-{index:05}", draft, outline, who), numbering.name, tuple(sorted(draft.placed)),
        draft.signed, who.company, draft.day_definitions,
    )  # fmt: skip


def _document(identifier: str, draft: Draft, outline: Outline, who: Parties) -> Document:
    nodes = outline.nodes()
    return Document(
        id=identifier,
        kind="registration_rights",
        title=who.title,
        paragraphs=tuple(outline.paragraphs),
        nodes=nodes,
        parties=tuple(who.entries),
        not_parties=tuple(who.others),
        terms={"governing_law": who.law},
        status=draft.status,
        registration_rights=draft.terms,
    )


def _sections(d: Draft) -> list[Section]:
    """The agreement's sections, in one of the usual orders."""
    registration = [
        Clause("Filing", f"{filing.filing(d)}.{covenants.multiplier(d)}", "filing"),
        Clause("Effectiveness", effectiveness.effectiveness(d), "effectiveness"),
    ]
    if text := damages.damages(d):
        registration.append(
            Clause(d.pick("Liquidated Damages", "Payments by the Company", "Delay Payments"), text)
        )
    if text := covenants.piggyback(d):
        registration.append(Clause(d.pick("Piggyback Registration", "Incidental Registration"), text))
    procedures = [Clause(d.pick("Period", "Effectiveness Period"), effectiveness.period_end(d), "period")]
    if text := covenants.delay(d):
        procedures.append(Clause(d.pick("Suspension", "Delay"), text, "delay"))
    procedures += [Clause(heading, text) for heading, text in timed(d)]
    procedures += _boilerplate(d, PROCEDURES, 4, 14)
    if d.chance(0.5):
        text = f"Without limiting <<filing>>, the {d.vocabulary.company} shall:"
        items = (
            f"file each supplement promptly, and in any event {_soon(d)};",
            "make <<period>> known to its transfer agent; and",
            f"send the {d.vocabulary.holders} a copy of each notice that it receives.",
        )
        procedures.append(Clause("Further Covenants", text, "covenants", items))
    general = [
        Clause("Notices", covenants.notices(d), "notices"),
        Clause("Amendment", covenants.amendment(d), "amendment"),
        *_boilerplate(d, GENERAL, 5, 11),
        Clause("Governing Law", _law(d)),
    ]
    if d.take("dangling_reference"):
        general.append(
            Clause("Survival", "<<missing>> survives the sale of the securities that it concerns.")
        )
    if d.plants & {"conflict", "page_in_number", "hyphen_in_number"}:
        general.append(Clause("Register", _register(d)))
    sections = [
        Section(
            "Definitions", tuple(Clause("", text) for text in definitions(d)), _defined(d), "definitions"
        ),
        Section("Registration", tuple(registration), key="registration"),
        Section(d.pick("Procedures", "Registration Procedures"), tuple(procedures)),
        Section(f"Obligations of the {d.vocabulary.holders}", tuple(_boilerplate(d, HOLDERS, 2, 4))),
        Section("Expenses", text=covenants.expenses(d)),
        Section("Indemnification", tuple(_boilerplate(d, INDEMNITY, 3, 4)), key="indemnity"),
        Section(d.pick("Miscellaneous", "General"), tuple(general), key="general"),
    ]
    if d.chance(0.3):
        sections[4], sections[5] = sections[5], sections[4]
    return sections


def _register(d: Draft) -> str:
    """A duty that takes the planted numbers for which no other clause had room."""
    base = "each transfer"
    kept = d.days(45, "days", "for/after", base, plantable=True)
    shown = d.days(120, "days", "for/after", base, plantable=True)
    return (
        f"The {d.vocabulary.company} shall keep a register of the {d.vocabulary.holders}, shall retain the "
        f"papers of a transfer for {kept} after {base}, and shall let any of them see the register for "
        f"{shown} after {base}."
    )


def _defined(d: Draft) -> str:
    return d.pick(
        "As used in this Agreement:", "The following terms have these meanings in this Agreement:",
        f"Terms that are not defined here have the meanings given in the {d.vocabulary.purchase}. In this "
        "Agreement:",
    )  # fmt: skip


def _soon(d: Draft) -> str:
    count, unit = d.pick((2, "business_days"), (5, "business_days"), (10, "days"), (3, "trading_days"))
    base = "the event that calls for it"
    return f"within {d.days(count, unit, 'within', base)} after {base}"


def _boilerplate(d: Draft, pool: Mapping[str, list[str]], least: int, most: int) -> list[Clause]:
    v = d.vocabulary
    count = least + int(d.rng.random() * (most - least + 1))
    drawn = sorted((d.rng.random(), number) for number in range(len(pool)))[:count]
    kept = {number for _, number in drawn}
    out = []
    for heading in [heading for number, heading in enumerate(pool) if number in kept]:
        text = d.pick(*pool[heading])
        one = v.one_holder
        text = text.format(
            one=one,
            One=one[0].upper() + one[1:],
            c=v.company,
            h=v.holder,
            s=v.securities,
            r=v.statement,
            m=v.commission,
        )
        out.append(Clause(heading, text))
    return out


def _law(d: Draft) -> str:
    text = d.pick(
        f"This Agreement is governed by the laws of the State of {d.law}, without regard to its conflict of "
        "laws rules",
        f"The internal laws of the State of {d.law} govern this Agreement",
        f"This Agreement shall be construed and enforced in accordance with the laws of the State of {d.law}",
    )
    return f"[[ev governing_law | {text}]]."


# ---------------------------------------------------------------------- numbers


def _number(d: Draft, outline: Outline, sections: list[Section], numbering: Numbering) -> None:
    """Label everything and turn `<<key>>` into citations."""
    repeat = d.take("duplicate_label")
    headings = d.chance(0.75)
    cites = _cites(sections, numbering)
    cites["missing"] = _mark(f"Section {len(sections) + 4}", str(len(sections) + 4))

    def cited(text: str) -> str:
        text = _REFERENCE.sub(lambda m: cites[m.group(1)], text)
        return re.sub(r"(^|[.:] )the section", r"\1The section", text)

    for s, section in enumerate(sections, 1):
        label = numbering.section(s)
        title = section.heading.upper() if numbering.upper else section.heading
        centred = label is not None and label.startswith("ARTICLE")
        stop = "." if label and not centred and numbering.name != "decimal" else ""
        outline.enter(0, label, title + stop, "")
        if section.text:
            outline.add("body", cited(section.text))
        for c, clause in enumerate(section.clauses, 1):
            number = c - 1 if repeat and section.key == "general" and c == 3 else c
            shown = (
                f"{clause.heading}." if clause.heading and (headings or numbering.name == "articles") else ""
            )
            outline.enter(1, numbering.clause(s, number), shown, cited(clause.text))
            for i, item in enumerate(clause.items, 1):
                outline.enter(2, numbering.item(s, c, i), "", cited(item))


def _cites(sections: list[Section], numbering: Numbering) -> dict[str, str]:
    """Marked citations by key."""
    out: dict[str, str] = {}
    for s, section in enumerate(sections, 1):
        label = numbering.section(s)
        heading = section.heading.upper() if numbering.upper else section.heading
        step = "h:" + re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") if label is None else bare(label)
        if section.key:
            out[section.key] = _mark(numbering.cite(s, 0, heading), step)
        for c, clause in enumerate(section.clauses, 1):
            if clause.key:
                path = step if label is None else f"{step}/{bare(numbering.clause(s, c))}"
                out[clause.key] = _mark(numbering.cite(s, c, heading), path)
    return out


def _mark(text: str, path: str) -> str:
    return f"[[ref {path} | {text}]]" if '"' not in text else f"[[ref {path} | [[trap | {text}]]]]"
