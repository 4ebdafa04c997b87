"""A facts file to fill in, with just what this agreement asks for."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from obligations.agreement import Agreement, Duty
from obligations.damages import EFFECTIVE, FILED
from obligations.expressions import Anchor, Conditional, walk, words
from obligations.facts import fact_key
from pipeline.shown import printable

_WIDTH = 96


def template(agreement: Agreement, holders: list[str]) -> str:
    """YAML with a line for each fact that a duty turns on, and comments that say for what.

    Every value is empty (`null`): nothing is known until it is filled in. A line that is taken out says that
    the fact is not known; `null` says that it has not happened.
    """
    return "\n".join(_lines(agreement, holders)) + "\n"


def _lines(agreement: Agreement, holders: list[str]) -> Iterator[str]:
    yield from _comment(f"Facts for: {agreement.title}")
    yield from _comment("Dates are YYYY-MM-DD. null means: has not happened. Delete a line: not known.")
    yield ""
    yield "as_of: null  # the day on which lateness is judged"
    yield ""
    yield "events:"
    asked = list(_events(agreement))
    yield from (line for name, why in asked for line in _entry(name, why))
    if not asked:
        yield "  {}"
    truths = list(_conditions(agreement))
    if truths:
        yield ""
        yield "conditions:  # true or false"
        yield from (line for name, why in truths for line in _entry(name, why))
    damages = agreement.registration_rights and agreement.registration_rights.liquidated_damages
    if damages:
        yield ""
        yield from _comment(f"each holder's {damages.basis or 'basis'}, for the damages of {damages.clause}")
        yield "amounts:"
        yield from (f"  {_scalar(holder)}: null" for holder in holders or ["HOLDER"])
        yield ""
        yield from _comment("payments made: [{due: YYYY-MM-DD, paid: YYYY-MM-DD, holder: optional}]")
        yield "payments: []"
    if agreement.gaps:
        yield ""
        yield from _comment("what the agreement does not say here; fill in what you know from elsewhere")
        yield "terms: {}"
        for gap in agreement.gaps:
            where = f" ({gap.clause})" if gap.clause else ""
            yield from _comment(
                f"{gap.term}{where}: {gap.status.replace('_', ' ')}; needed for {gap.needed_for}"
            )
    undone = [duty for duty in agreement.duties if duty.expression is not None and not duty.done]
    if undone:
        yield ""
        yield from _comment("when duties were performed, by their id: DATE, or null for not yet")
        yield "done: {}"
        for duty in undone:
            yield from _comment(f'"{duty.id}": {duty.obligor or "?"}: {duty.action}')


def _events(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Each event once, by the name that it goes by, with the duties that it is for."""
    defined = {fact_key(day.name) for day in agreement.defined_days}
    defined |= {fact_key(duty.defines) for duty in agreement.duties if duty.defines}
    why: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    for duty in agreement.duties:
        for anchor in _anchors(duty):
            if fact_key(anchor.fact) not in defined:
                why.setdefault(anchor.fact, []).append(duty.id)
                said.setdefault(anchor.fact, anchor.text or anchor.fact)
        if duty.done in (FILED, EFFECTIVE):
            why.setdefault(duty.done, []).append(duty.id)
            said.setdefault(duty.done, duty.action)
    for name, ids in why.items():
        yield name, f"{said[name]}; for {', '.join(dict.fromkeys(ids))}"


def _anchors(duty: Duty) -> Iterator[Anchor]:
    if duty.expression is not None:
        yield from (node for node in walk(duty.expression) if isinstance(node, Anchor))


def _conditions(agreement: Agreement) -> Iterator[tuple[str, str]]:
    why: dict[str, str] = {}
    for duty in agreement.duties:
        for node in walk(duty.expression) if duty.expression is not None else ():
            for branch in node.branches if isinstance(node, Conditional) else ():
                if branch.condition:
                    then = words(branch.then)
                    why.setdefault(branch.condition, f"{branch.text or branch.condition}: then {then}")
    yield from why.items()


def _entry(name: str, why: str) -> Iterator[str]:
    yield from _comment(why, "  ")
    yield f"  {_scalar(name)}: null"


def _comment(text: str, indent: str = "") -> Iterator[str]:
    """The text on lines of comment; what would end a comment is made printable."""
    line = ""
    for word in printable(text).split():
        if line and len(indent) + len(line) + len(word) > _WIDTH:
            yield f"{indent}# {line}"
            line = ""
        line = f"{line} {word}".strip()
    yield f"{indent}# {line}"


def _scalar(text: str) -> str:
    """A name as YAML writes it, quoted where it must be."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()
