"""Who makes the agreement, its opening paragraphs and its signature pages."""

from dataclasses import dataclass
from typing import Any

from corpus.drafting import covenants, names
from corpus.drafting.draft import Draft
from corpus.model import Role
from corpus.wording import MONTHS, long_date, ordinal

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parties:
    """Parties as gold has them, names that are none, and what the writers of both ends share."""

    title: str
    company: str
    entries: list[Json]
    others: list[str]
    funds: list[tuple[str, str]]
    named: bool
    law: str
    officer: str


def parties(d: Draft) -> Parties:
    """The company and one to three holders, named in the opening or only where they sign."""
    v = d.vocabulary
    company, entity = names.company(d.rng)
    state = names.pick(d.rng, names.STATES)
    law = names.pick(d.rng, ["New York", "New York", "Delaware", state])
    d.law = law
    title = d.pick(
        "REGISTRATION RIGHTS AGREEMENT", "REGISTRATION RIGHTS AGREEMENT", "RESALE REGISTRATION RIGHTS "
            "AGREEMENT",
        "INVESTOR REGISTRATION RIGHTS AGREEMENT",
    )  # fmt: skip
    role = {"Company": "company", "Issuer": "company", "Corporation": "company"}[v.company]
    entries: list[Json] = [
        {"key": "company", "alias": v.company, "role": role, "entity_type": entity, "jurisdiction": state}
    ]
    funds: list[tuple[str, str]] = []
    for _ in range(d.pick(1, 1, 2, 3)):
        fund = names.fund(d.rng)
        if fund not in funds:
            funds.append(fund)
    named = d.chance(0.55)
    holder = {"role": v.holder.lower() if v.holder != "Buyer" else "buyer"}
    if not named:
        entries.append({"key": "class", "alias": v.holders, "unnamed_class": True, **holder})
    for number, (_, kind) in enumerate(funds):
        entry: Json = {"key": f"fund{number}", "entity_type": kind, **holder}
        if named and len(funds) == 1:
            entry |= {"alias": v.holder, "collective_alias": v.holders}
        else:
            entry["collective_alias"] = v.holders
        if not named:
            entry["found_in"] = "signature"
        entries.append(entry)
    return Parties(title, company, entries, [], funds, named, law, names.person(d.rng))


def opening(d: Draft, who: Parties) -> list[tuple[Role, str]]:
    """The introductory paragraph and the recitals, each with its role on the page."""
    v = d.vocabulary
    state = who.entries[0]["jurisdiction"]
    article = v.one_holder.partition(" ")[0]
    company = f"[[party company | {who.company}]], a {state} corporation"
    company += d.pick("", f" with offices at {', '.join(names.address(d.rng)[:2])}")
    if who.named:
        marked = [f"[[party fund{n} | {name}]]" for n, (name, _) in enumerate(who.funds)]
        joined = marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} and {marked[-1]}"
        holders = (
            f'{joined} (the "[[def {v.holder}]]" and, with its permitted transferees, the "[[def '
            f'{v.holders}]]")'
            if len(marked) == 1
            else f'{joined} (each {article} "[[def {v.holder}]]" and together the "[[def {v.holders}]]")'
        )
    else:
        holders = d.pick(
            f'[[party class | each of the undersigned {v.holders.lower()}]] (the "[[def {v.holders}]]")',
            f'[[party class | the {v.holders.lower()} who sign below]] (each {article} "[[def {v.holder}]]" '
            f'and together the "[[def {v.holders}]]")',
        )
    pair = f'{company} (the "[[def {v.company}]]"), and {holders}'
    name = who.title.title()
    dated, bare = _dated(d)  # drawn once: a planted blank must not be lost with a wording not chosen
    text = d.pick(
        f'{who.title} (this "[[def Agreement]]") {dated} {d.pick("between", "by and among")} {pair}.',
        f'This {name} (this "[[def Agreement]]") is {d.pick("made", "entered into")} {bare} between {pair}.',
    )
    sale = covenants.ownership(d)
    if d.chance(0.5):
        return [("body", text), ("body", sale), ("body", "The parties agree as follows:")]
    return [
        ("body", text),
        ("center", d.pick("RECITALS", "WITNESSETH:", "PRELIMINARY STATEMENT")),
        ("body", f"WHEREAS, {sale[0].lower()}{sale[1:-1]}; and"),
        ("body", f"WHEREAS, the {v.company} has agreed to register the resale of the {v.securities};"),
        ("body", "NOW, THEREFORE, for good and valuable consideration, the parties agree as follows:"),
    ]


def _dated(d: Draft) -> tuple[str, str]:
    """The date of the agreement after "dated" and after "made"."""
    day, month = d.signed, MONTHS[d.signed.month - 1]
    if d.take("blank"):
        d.status["agreement_date"] = "blank"
        marked = f"[[blank date | {month} ___, {day.year}]]"
    elif d.chance(0.25):
        marked = (
            f"the [[date {day.isoformat()}; role=agreement | {ordinal(day.day)} day of {month}, {day.year}]]"
        )
    else:
        marked = f"[[date {day.isoformat()}; role=agreement | {long_date(day)}]]"
    return f"{d.pick('dated as of', 'dated', 'dated as of')} {marked}", f"as of {marked}"


def testimonium(d: Draft) -> str:
    """The paragraph above the signatures."""
    return d.pick(
        "IN WITNESS WHEREOF, the parties have executed this Agreement as of [[symdate "
        "date_first_above_written | the date first above written]].",
        "IN WITNESS WHEREOF, the parties have caused this Agreement to be signed by their duly authorized "
        "representatives.",
    )


def signatures(d: Draft, who: Parties) -> list[list[str]]:
    """A block of lines for each party that signs; fills in who is no party."""
    company = [
        who.company.upper(),
        f"By: /s/ {who.officer}",
        "-" * 34,
        who.officer,
        "Chief Executive Officer",
    ]
    blocks = [company]
    who.others.append(who.officer)
    for number, (name, kind) in enumerate(who.funds):
        signer = names.person(d.rng)
        shown = name.upper() if d.chance(0.6) else name
        head = shown if who.named else f"[[party fund{number} | {shown}]]"
        lines = [head]
        if kind == "limited partnership":
            partner = f"{name.split()[0]} GP LLC"
            lines.append(f"By: {partner}, its general partner")
            who.others.append(partner)
        lines += [
            f"By: /s/ {signer}",
            "-" * 34,
            f"{signer}, {d.pick('Manager', 'Director', 'Authorized Signatory')}",
        ]
        who.others.append(signer)
        blocks.append(lines)
    counsel = names.law_firm(d.rng)
    if d.chance(0.5):
        head = f"Address for notices to the {d.vocabulary.company}:"
        blocks.append([head, *names.address(d.rng), f"with a copy to {counsel}"])
        who.others.append(counsel)
    return blocks
