"""When the statement must be effective, and until when it must stay so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from corpus.drafting.draft import Draft
from corpus.drafting.expressions import anchor, conditional, earlier_of, fixed, later_of, offset, roll

Json = dict[str, Any]
Limb = tuple[str, Json]


def effectiveness(d: Draft) -> str:
    """The clause on effectiveness; sets `effectiveness_deadline`."""
    v = d.vocabulary
    before = set(d.placed)
    # Where nobody can tell when filing is due, only a period counted from it cannot contradict it.
    pattern = d.pick(*_PATTERNS) if d.filing_days is not None else _chained
    text, expression = pattern(d)
    status = "conflict" if "conflict" in d.placed - before else "found"
    d.terms["effectiveness_deadline"] = {"status": status, "expression": expression, "computable": True}
    marked = f"[[ev effectiveness_deadline | {text}]]"
    defined = d.pick(
        ' (the "[[def Effectiveness Deadline]]")', ' (the "[[def Required Effectiveness Date]]")', ""
    )
    return d.pick(
        f"The {v.company} shall use its best efforts to cause the {v.statement} to be declared effective by "
        f"the {v.commission} as soon as practicable, and in any event {marked}{defined}.",
        f"The {v.company} shall cause the {v.statement} to become effective {marked}{defined}.",
        f"The {v.company} will use commercially reasonable efforts to have the {v.statement} declared "
        f"effective {marked}{defined}, and shall not withdraw it thereafter.",
    )


def _closing(d: Draft) -> tuple[str, Json]:
    return f"the {d.vocabulary.closing}", anchor(d.vocabulary.closing)


def _after(d: Draft, count: int, unit: str, base: str, node: Json) -> Limb:
    """One limb without the word that bounds it: "the 90th day after X" or "90 days after X"."""
    if d.chance(0.5):
        nth = d.nth(count, unit, base, plantable=True)
        return f"the {nth} {d.pick('after', 'following')} {base}", offset(count, unit, node, point=True)
    days = d.days(count, unit, "after/within", base, plantable=True)
    return f"{days} {d.pick('after', 'following')} {base}", offset(count, unit, node)


def _count(d: Draft, *options: int) -> int:
    """One of `options` that leaves a month between filing and effectiveness."""
    return d.pick(*[count for count in options if count >= (d.filing_days or 0) + 30])


def _plain(d: Draft) -> Limb:
    text, node = _after(d, _count(d, 90, 105, 120, 135, 150, 180), "days", *_closing(d))
    return f"{d.pick('no later than', 'by', 'not later than')} {text}", node


def _rolled(d: Draft) -> Limb:
    text, node = _plain(d)
    return f"{text} or, if that day is not a {d.business_word}, the next day that is", roll(node)


def _reviewed(d: Draft) -> Limb:
    short = _count(d, 60, 90, 120, 150)
    long = short + d.pick(30, 30, 60)
    base, node = _closing(d)
    first, a = _after(d, short, "days", base, node)
    second, b = _after(d, long, "days", base, node)
    condition = d.pick(
        f"the {d.vocabulary.commission} reviews it",
        f"it is subject to a full review by the {d.vocabulary.commission}",
    )
    return f"no later than {first} or, if {condition}, {second}", conditional(condition, b, a)


def _cleared(d: Draft) -> tuple[str, str]:
    company, commission = d.vocabulary.company, d.vocabulary.commission
    event = d.pick(
        f"the {company} is notified that the {commission} will not review it",
        f"the {company} is told by the staff that it has no further comments",
    )
    return f"the date on which {event}", event


def _earlier(d: Draft) -> Limb:
    limb, a = _after(d, _count(d, 90, 120, 135, 180), "days", *_closing(d))
    base, event = _cleared(d)
    count, unit = d.pick((5, "trading_days"), (3, "business_days"), (5, "business_days"))
    second, b = _after(d, count, unit, base, anchor(event, event=True))
    return f"by the {d.pick('earlier', 'earlier to occur')} of (i) {limb} and (ii) {second}", earlier_of(a, b)


def _nested(d: Draft) -> Limb:
    base, node = _closing(d)
    short = _count(d, 90, 120, 150)
    first, a = _after(d, short, "days", base, node)
    second, b = _after(d, short + 30, "days", base, node)
    cleared, event = _cleared(d)
    third, c = _after(d, 5, "trading_days", cleared, anchor(event, event=True))
    condition = f"the {d.vocabulary.commission} reviews it"
    text = f"by the earlier of (A) {first} (or, if {condition}, {second}) and (B) {third}"
    return text, earlier_of(conditional(condition, b, a), c)


def _chained(d: Draft) -> Limb:
    if d.filing_name and d.chance(0.6):
        base, node = f"the {d.filing_name}", anchor(d.filing_name)
    else:
        base, node = "the date on which it is filed", anchor("the date on which it is filed", event=True)
    text, expression = _after(d, d.pick(45, 60, 75, 90), "days", base, node)
    return f"not later than {text}", expression


def _fixed(d: Draft) -> Limb:
    days = _count(d, 122, 151, 180)
    day = d.closes + timedelta(days=days)
    base, node = _closing(d)
    if d.chance(0.5):
        return f"on or before {d.date(day)}", fixed(day)
    text, then = _after(d, days + 30, "days", base, node)
    condition = f"it is reviewed by the {d.vocabulary.commission}"
    return f"on or before {d.date(day)} or, if {condition}, {text}", conditional(condition, then, fixed(day))


_PATTERNS: Final[tuple[Callable[[Draft], Limb], ...]] = (
    _plain, _plain, _rolled, _reviewed, _reviewed, _earlier, _earlier, _nested, _chained, _fixed,
)  # fmt: skip


def period_end(d: Draft) -> str:
    """How long the statement stays effective; sets `effectiveness_period_end`."""
    v = d.vocabulary
    sold = f"the date on which all of the {v.securities} have been sold"
    free = f"the date on which all of the {v.securities} may be sold without restriction under Rule 144"
    years = d.pick(1, 2, 2, 3, 5)
    base, node = d.pick(_closing(d), ("the Effective Date", anchor("Effective Date")))
    if d.chance(0.4):
        word = {1: "first", 2: "second", 3: "third", 5: "fifth"}[years]
        limb = f"the [[days {years} years after; anchor={base} | {word} anniversary]] of {base}"
    else:
        limb = f"{d.days(years, 'years', 'after', base)} after {base}"
    after = offset(years, "years", node, bound="exactly")
    sold_node, free_node = anchor(sold, event=True), anchor(free, event=True)
    text, expression = d.pick(
        (f"until the earlier of {limb} and {sold}", earlier_of(after, sold_node)),
        (
            f"until the earliest of (i) {limb}, (ii) {sold} and (iii) {free}",
            earlier_of(after, sold_node, free_node),
        ),
        (
            f"until the earlier of (i) the later of {limb} and {free} and (ii) {sold}",
            earlier_of(later_of(after, free_node), sold_node),
        ),
        (f"until {limb} or, if earlier, {sold}", earlier_of(after, sold_node)),
        (f"until {sold}", sold_node),
    )
    d.terms["effectiveness_period_end"] = {"expression": expression}
    defined = d.pick(' (the "[[def Effectiveness Period]]")', ' (the "[[def Registration Period]]")', "")
    return d.pick(
        f"The {v.company} shall keep the {v.statement} continuously effective [[ev effectiveness_period_end "
        f"| {text}]]{defined}.",
        f"Once it is effective, the {v.statement} shall be kept effective and current by the {v.company} "
        f"[[ev effectiveness_period_end | {text}]]{defined}.",
    )
