"""The damages of a term sheet as the calculator takes them: how time is counted and when payments fall due.

The term sheet keeps the agreement's words on counting, interest and payment; here they become the
calculator's choices. Words that decide nothing leave the calculator's own default.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.extract.quantities.numbers import number, ordinal
from pipeline.handoff.counted_days import counted_days

Entry = dict[str, Any]

# Payments on days rather than for a length of time: each anniversary, "on each thirtieth day thereafter".
_INSTALMENTS = re.compile(
    r"\banniversar|\b(?:same|corresponding|like)\s(?:day|date)\s(?:of|in)\s(?:each|every)\b|"
    r"\b(?:each|every)\s(?:[a-z]{4,12}(?:-[a-z]{4,9})?|\d{1,3}(?:st|nd|rd|th))\s(?:\(\d{1,3}(?:st|nd|rd|th)\)\s)?day\s"
    r"(?:\([^()]{1,80}\)\s)?(?:thereafter|after|following|of\s(?:the|such|its|a)\s(?:delay|default|failure|lateness))\b",
    re.IGNORECASE,
)
_DEMAND = re.compile(r"\b(?:demand|request|asks?|invoice|notice)\b", re.IGNORECASE)
_CURE = re.compile(r"\b(?:cur(?:e[sd]?|ing)|remed\w+|fil(?:ed|ing)|effective\w*)\b", re.IGNORECASE)
_WHEN_CURED = re.compile(
    r"\b(?:cure[sd]?|curing|remedied)\b|\b(?:date|day) of (?:the |its |such )?(?:filing|effectiveness)\b"
    r"|^(?:the |its |such )?(?:filing|effectiveness)$"
    r"|\b(?:is|are|been|becomes?) (?:so )?(?:filed|effective|declared|made|done|taken)\b|\blast day\b"
    r"|\b(?:end|cessation|termination|expiry|close)\sof\s(?:\w+\s){0,2}?(?:delay|default|failure"
    r"|lateness|event)\b"
    r"|\b(?:delay|default|failure|lateness|event)\b[^.;]{0,30}\b(?:ends?|ended|ceases?|ceased|stops?|is\sover|terminates?)\b",
    re.IGNORECASE,
)
_END_OF_MONTH = re.compile(
    r"\b(?:end|last day|close) of (?:the|each|every|such|that) (?:calendar )?month\b", re.IGNORECASE
)
_END_OF_PERIOD = re.compile(
    r"\b(?:end|last day|close|expiration|expiry) of (?:the|each|every|such|that) "
    r"(?:[\w()-]+ ){0,3}?(?:period|week)\b",
    re.IGNORECASE,
)
_EARLIER_OF = re.compile(
    r"the (?:earlier|sooner|first) (?:to occur )?of (?:\(\w+\) )?(?P<one>.{3,120}?),? (?:and|or) "
    r"(?:\(\w+\) )?(?P<other>.{3,120})$",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(r"\blast day\b", re.IGNORECASE)
_RECURRING = re.compile(r"\b(?:each|every|months?|weeks?|periods?|quarters?)\b", re.IGNORECASE)
# What a sum is for: "each one thousand units", "$1,000 principal amount", "Registrable Share".
_SO_MANY = re.compile(
    r"\$?(?P<figure>\d[\d,]*)|\b(?P<words>\w+\s)?(?P<scale>hundred|thousand|million)\b",
    re.IGNORECASE,
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_UNIT = re.compile(r"\b(?:shares?|units?|ADSs?|securit(?:y|ies)|warrants?)\b|\$", re.IGNORECASE)
_MONTH = re.compile(r"\bmonth\b", re.IGNORECASE)
# "The end of the month to which it relates" is that of the month paid for, from whatever day that runs.
_OWN_MONTH = re.compile(
    r"\b(?<!calendar )months? (?:to|for|in respect of|with respect to) which\b"
    r"|\b(?:full|whole|complete|such full|monthly) (?:month|period)\b",
    re.IGNORECASE,
)
_IN_ARREARS = re.compile(
    r"\bmonths? (?:before|that precede|preceding|just ended)|\bpreced\w+ (?:calendar )?month"
    r"|\bprior (?:calendar )?month|\bfollow(?:s|ing) the (?:calendar )?month"
    r"|\b(?:of|in) the (?:next|following|succeeding|ensuing) (?:\w+ )?month"
    r"|\bmonth (?:next )?(?:following|after) (?:that|the (?:one|month|calendar month|accrual))"
    r"|\bmonth (?:then )?(?:last |just )?ended",
    re.IGNORECASE,
)
_DAYS_LATE = re.compile(
    r"(?P<count>[a-z][a-z-]*|\d+(?:st|nd|rd|th)?)\s*(?:\(\d+(?:st|nd|rd|th)?\)\s*)?"
    r"(?P<kind>business |trading |banking )?(?:days|day (?:after|following))\b",
    re.IGNORECASE,
)
_AFTER_GRACE = re.compile(r"\b(?:end|expir\w+|lapse|thereafter|then on)\b", re.IGNORECASE)
_AFTER_ITS_END = re.compile(
    r"\b(?:after|following) (?:the|such|that) (?:end|expir\w+|lapse|close|last)\b"
    r"|\b(?:after|following) (?:the|such|that|its|their|any) (?:[\w-]+ ){0,2}?"
    r"(?:grace|(?:[\w-]+-)?day period)\b",
    re.IGNORECASE,
)
_FROM_GRACE = re.compile(
    r"\bfrom (?!and including)[^.;]{0,60}?\b(?:grace|(?:end|expir\w+|lapse|close|last) (?:day )?of)\b",
    re.IGNORECASE,
)
_KINDS = {"business": "business_days", "banking": "business_days", "trading": "trading_days"}


def damages_terms(block: Entry, words: str) -> Entry:
    """The calculator's `liquidated_damages` from the term sheet's; `words` are the passages it was read from.

    Without a period the damages cannot be computed: then None stands for it, and the gap is named elsewhere.
    """
    counting: str = block["counting"] or ""
    counted = counted_days(counting)
    instalments = bool(_INSTALMENTS.search(counting))
    due, moves = _due_and_move(block["due"], words, counting)
    after_grace = _starts_after_grace(block["grace"], counting, block["proration"])
    terms: Entry = {
        "rate": block["rate"],
        "amount_per_period": (block["amount_per_period"] or {}).get("amount"),
        "period": block["period"],
        "basis": block["basis"],
        "proration": block["proration"] or "daily",
        "instalments": instalments,
        "first_day": "day_after" if after_grace else counted.first_day,
        "through_cure": counted.through_cure,
        "counts": len(block["counts"]) > 1,  # one count is the length of the default
        "day_count": block["day_count"],
        "part_days": block["part_days"],
        "initial_rate": block["initial_rate"],
        "step": _step(block["step"]),
        "cap": _cap(block["cap"], block["basis"] if block["amount_per_period"] else None),
        "per_units": _units(block["basis"]) if block["amount_per_period"] else None,
        **_grace(block["grace"]),
        "interest": _interest(block["interest"]),
        "due": due if not instalments or _has_own_day(block["due"]) else None,
        "part_due": _due(block["part_due"], words, counting) or _on_end(due) if instalments else None,
        "moved": block["moved"] or moves,
        "shared": block["shared"] or None,
        "payable_in": block["payable_in"] or "cash",
    }
    return {name: value for name, value in terms.items() if value is not None}


def _step(step: Entry | None) -> Entry | None:
    return None if step is None else {name: value for name, value in step.items() if value is not None}


def _cap(cap: Entry | None, unit: str | None) -> Entry | None:
    """The cap; `unit` is what a sum is paid for, and a cap "per Share" counts as many."""
    if cap is None:
        return None
    of: Entry = {"fraction": cap["value"]} if cap["amount"] is None else {"amount": cap["amount"]}
    if cap["amount"] is not None and cap["of"] and (unit or _UNIT.search(cap["of"])):
        of["per_units"] = _units(cap["of"]) or "1"
    if cap["each_failure"]:
        of["each_failure"] = True
    return {**of, "scope": cap["scope"]}


def _units(of: str | None) -> str | None:
    """How many units a sum is for: "1000" for "each one thousand units" and for "$1,000 principal amount"."""
    found = _SO_MANY.search(of or "")
    if found is None:
        return None
    if found["figure"]:
        return found["figure"].replace(",", "")
    count = number(found["words"].strip().lower()) if found["words"] else None
    return str((count or 1) * _SCALES[found["scale"].lower()])


def _grace(grace: Entry | None) -> Entry:
    if grace is None:
        return {}
    how = {"cure": "if_cured", "length": "if_short", None: "free"}[grace["by"]]
    return {"grace": {"count": grace["count"], "unit": grace["unit"]}, "grace_is": how}


def _starts_after_grace(grace: Entry | None, counting: str, proration: str | None) -> bool:
    """Whether time runs from the last of the days that cost nothing, which is itself not counted.

    A full month counted from that day ends on its like day in the next month.
    """
    if grace is None or grace["by"] is not None:
        return False
    if _AFTER_ITS_END.search(counting):
        return True
    return proration == "none" and _FROM_GRACE.search(counting) is not None


def _interest(interest: Entry | None) -> Entry | None:
    if interest is None:
        return None
    terms: Entry = {"rate": interest["rate"], "per": interest["per"]}
    if interest["day_count"]:
        terms["day_count"] = interest["day_count"]
    if _AFTER_GRACE.search(interest["from"] or ""):
        terms["since"] = "grace"
    late = _DAYS_LATE.search(interest["trigger"] or "")
    count = (number(late["count"]) or ordinal(late["count"])) if late else None
    if late and count is not None:
        kind = (late["kind"] or "").strip().lower()
        terms["grace"] = {"count": str(count), "unit": _KINDS.get(kind, "days")}
    return terms


def _due_and_move(due: Entry | None, words: str, counting: str) -> tuple[Entry | None, str | None]:
    """When payments fall due, and how such a day moves where the due date itself says so.

    What is paid on the first Business Day of a month is for the days of the month before.
    """
    if due is None or due["op"] != "roll":
        return _due(due, words, counting), None
    found = _due(due["base"], words, counting)
    if found and found.get("dates") == ["---01"]:
        found = {**found, "in_arrears": True}
    return found, due["convention"]


def _on_end(due: Entry | None) -> Entry | None:
    """What falls due on the cure: of payments on days of their own, only that for the days after the last."""
    return due if due and due["of"] in ("cure", "default_end") else None


def _has_own_day(due: Entry | None) -> bool:
    """Whether instalments are not due on the days that they are for, but at a month's end or on a cure."""
    return due is not None and due["op"] == "earlier_of"


def _earlier(due: Entry, words: str, counting: str) -> Entry | None:
    """The end of a period or month, or the cure if that is sooner; None for any other two times."""
    cures: list[Entry | None] = []
    others: list[Entry | None] = []
    for each in due["args"]:
        found = _due(each, words, counting)
        (cures if found and found["of"] in ("cure", "default_end") else others).append(found)
    if len(cures) != 1 or len(others) != 1 or others[0] is None or cures[0] is None:
        return None
    return {**others[0], "cure_after": cures[0].get("after") or {"count": "0", "unit": "days"}}


def _due(due: Entry | None, words: str, counting: str) -> Entry | None:
    """When payments fall due, of the few ways in which agreements say it; None for any other."""
    if due is None:
        return None
    if due["op"] == "earlier_of":
        return _earlier(due, words, counting)
    if due["op"] == "periodic":
        if due["dates"] == ["---31"]:
            return {"of": "month_end"}
        if due["dates"]:
            return {"of": "dates", "dates": due["dates"], "in_arrears": bool(_IN_ARREARS.search(words))}
        return {"of": "month_end"} if due["every"] == {"count": 1, "unit": "months"} else None
    if due["op"] == "anchor" and _OWN_MONTH.search(due["text"]):
        return {"of": "period_end"}
    if due["op"] == "anchor" and _END_OF_MONTH.search(due["text"]):
        return {"of": "month_end"}
    if due["op"] == "anchor" and _END_OF_PERIOD.search(due["text"]):
        return {"of": "period_end"}
    if due["op"] == "anchor" and _WHEN_CURED.search(due["text"]):
        return {"of": "cure"}
    if due["op"] == "offset" and due["base"]["op"] == "anchor" and due["direction"] == "after":
        after = {"count": str(due["count"]), "unit": due["unit"]}
        text = due["base"]["text"]
        either = _EARLIER_OF.match(text)
        if either is not None:
            points = ({**due["base"], "text": either[name]} for name in ("one", "other"))
            return _earlier({"args": [{**due, "base": point} for point in points]}, words, counting)
        if _DEMAND.search(text):
            return {"of": "demand", "after": after}
        if _WHEN_CURED.search(text) and not _RECURRING.search(text):
            # A delay that ends on the day before its cure ends a day before it is cured.
            day_before = counted_days(counting).ends_before and not _CURE.search(text)
            ends = day_before or _LAST_DAY.search(text)
            return {"of": "default_end" if ends else "cure", "after": after}
        of_month = _MONTH.search(text) and not _OWN_MONTH.search(text)
        return {"of": "month_end" if of_month else "period_end", "after": after}
    return None
