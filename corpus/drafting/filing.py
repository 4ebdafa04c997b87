"""When the registration statement must be filed: a dozen ways that agreements say it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from corpus.drafting.draft import Draft
from corpus.drafting.expressions import anchor, conditional, earlier_of, fixed, later_of, offset, roll

Json = dict[str, Any]
# A limb of the clause (it follows "file with the Commission") and its expression; None: not computable.
Limb = tuple[str, Json]

_CALENDAR: Final = (20, 30, 30, 40, 45, 45, 60, 60, 75, 90, 120)
_OPEN_DAYS: Final = (10, 14, 15, 20, 30)


def filing(d: Draft) -> str:
    """The clause on filing; sets `filing_deadline`, and `filing_days` for the clauses that come after it."""
    v = d.vocabulary
    d.filing_days = None
    if d.take("by_reference"):
        text = (
            f"within the period after the {v.closing} that is stated in [[ref - | Section "
            f"{d.pick('4(d)', '5(b)', '4.3', '7(a)')} of the {v.purchase}]]"
        )
        d.terms["filing_deadline"] = {"status": "by_reference", "expression": None, "computable": False}
    elif "blank" in d.plants and d.chance(0.5):
        d.take("blank")
        text = f"within [[blank days | _____]] days after the {v.closing}"
        d.terms["filing_deadline"] = {"status": "blank", "expression": None, "computable": False}
    elif d.take("not_computable"):
        text, expression = d.pick(_guidance, _offering_completed)(d)
        d.terms["filing_deadline"] = {"status": "found", "expression": expression, "computable": False}
    else:
        before = set(d.placed)
        text, expression = d.pick(*_PATTERNS)(d)
        conflict = "conflict" in d.placed - before
        d.terms["filing_deadline"] = {
            "status": "conflict" if conflict else "found", "expression": expression, "computable": True,
        }  # fmt: skip
    marked = f"[[ev filing_deadline | {text}]]"
    d.filing_name = d.pick("Filing Deadline", "Filing Date", "")
    defined = f' (the "[[def {d.filing_name}]]")' if d.filing_name else ""
    form = d.pick("Form S-3", "Form S-3", "Form S-1", "Form SB-2") if d.signed.year < 2008 else "Form S-3"
    return d.pick(
        f"The {v.company} shall prepare and file with the {v.commission}, {marked}{defined}, a "
        f"{v.statement} on {form} covering the resale of all of the {v.securities}",
        f"{_capital(marked)}{defined}, the {v.company} shall file with the {v.commission} a {v.statement} "
        f"on {form} for an offering of the {v.securities} to be made on a continuous basis under Rule 415",
        f"The {v.company} agrees to file a {v.statement} on {form} with the {v.commission} "
        f"{marked}{defined}, so that the {v.holders} may resell the {v.securities} from time to time",
    )


def _capital(marked: str) -> str:
    head, _, text = marked.partition("| ")
    return f"{head}| {text[0].upper()}{text[1:]}"


def _limit(d: Draft, count: int, unit: str, base: str, node: Json) -> Limb:
    """A limit worded as a period or as a point, with the expression that belongs to it."""
    if d.chance(0.5):
        after = d.pick("after", "after", "following", "from")
        lead = d.pick("within", "within", "not later than", "no later than")
        days = d.days(count, unit, "within", base, plantable=True)
        return f"{lead} {days} {after} {base}", offset(count, unit, node)
    lead = d.pick("on or before", "on or prior to", "by", "no later than")
    nth = d.nth(count, unit, base, plantable=True)
    return f"{lead} the {nth} {d.pick('after', 'following')} {base}", offset(count, unit, node, point=True)


def _closing(d: Draft) -> tuple[str, Json]:
    return f"the {d.vocabulary.closing}", anchor(d.vocabulary.closing)


def _calendar(d: Draft) -> Limb:
    d.filing_days = d.pick(*_CALENDAR)
    return _limit(d, d.filing_days, "days", *_closing(d))


def _open_days(d: Draft) -> Limb:
    count = d.pick(*_OPEN_DAYS)
    d.filing_days = count * 3 // 2  # in calendar days, about
    return _limit(d, count, d.pick("business_days", "trading_days"), *_closing(d))


def _hereof(d: Draft) -> Limb:
    count, unit = d.pick(30, 45, 60), d.pick("days", "days", "trading_days")
    d.filing_days = count if unit == "days" else count * 3 // 2
    text, node = _limit(d, count, unit, "the date hereof", anchor("the date hereof", event=True))
    # Only the last one stands in running text; the other is the anchor inside the mark's head.
    head, _, tail = text.rpartition("the date hereof")
    return f"{head}[[symdate date_hereof | the date hereof]]{tail}", node


def _rolled(d: Draft) -> Limb:
    text, node = _calendar(d)
    day = d.pick(
        f"a {d.business_word}",
        f"a {d.business_word}",
        f"a day on which the {d.vocabulary.commission} is open",
    )
    return f"{text} or, if such day is not {day}, on the next day that is", roll(node)


def _fixed(d: Draft) -> Limb:
    d.filing_days = d.pick(31, 44, 60, 92)
    day = d.closes + timedelta(days=d.filing_days)
    return f"{d.pick('on or before', 'no later than', 'by')} {d.date(day)}", fixed(day)


def _earlier(d: Draft) -> Limb:
    count = d.filing_days = d.pick(30, 45, 60)
    day = d.closes + timedelta(days=count + d.pick(-4, 3, 9))
    base, node = _closing(d)
    nth = d.nth(count, "days", base, plantable=True)
    text = f"by the earlier of {d.date(day)} and the {nth} {d.pick('after', 'following')} {base}"
    return text, earlier_of(fixed(day), offset(count, "days", node, point=True))


def _later(d: Draft) -> Limb:
    count, months = d.pick(45, 60), d.pick(3, 6)
    base, node = _closing(d)
    sold = "the sale of substantially all of the securities included in the previous registration statement"
    days = d.days(count, "days", "within/after", base, plantable=True)
    text = (
        f"no later than the later of {days} after {base} "
        f"and {d.days(months, 'months', 'within/after', sold)} after {sold}"
    )
    return text, later_of(offset(count, "days", node), offset(months, "months", anchor(sold, event=True)))


def _demand(d: Draft) -> Limb:
    base = d.pick(
        f"receipt of a written demand from the {d.vocabulary.holders}",
        "its receipt of a registration request",
    )
    return _limit(d, d.pick(30, 45, 60), "days", base, anchor(base, event=True))


def _first_to_occur(d: Draft) -> Limb:
    count = d.pick(30, 45)
    report = f"the {d.vocabulary.company}'s next annual report"
    base = f"the first to occur of the Second Closing and the filing of {report}"
    node = earlier_of(anchor("Second Closing"), anchor(f"the filing of {report}", event=True))
    return _limit(d, count, "days", base, node)


def _status(d: Draft) -> Limb:
    short, long = d.pick(5, 10), d.pick(30, 45)
    d.filing_days = long
    base, node = _closing(d)
    company = d.vocabulary.company
    text = (
        f"within {d.days(short, 'business_days', 'within', base)} after {base} if the {company} is then a "
        "well-known seasoned issuer, and otherwise within "
        f"{d.days(long, 'days', 'within', base, plantable=True)} after {base}"
    )
    return text, conditional(
        f"the {company} is then a well-known seasoned issuer",
        offset(short, "business_days", node),
        offset(long, "days", node),
    )


def _guidance(d: Draft) -> Limb:
    event = (
        f"the earliest practical date on which the guidance of the {d.vocabulary.commission} permits it to "
        "be filed"
    )
    return f"by {event}", anchor(event, event=True)


def _offering_completed(d: Draft) -> Limb:
    event = "the completion of the offering of the Units"
    return _limit(d, d.pick(60, 90), "days", event, anchor(event, event=True))


_PATTERNS: Final[tuple[Callable[[Draft], Limb], ...]] = (
    _calendar, _calendar, _calendar, _open_days, _hereof, _rolled, _fixed, _earlier, _later, _demand,
    _first_to_occur, _status,
)  # fmt: skip
