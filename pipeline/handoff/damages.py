"""The damages of a term sheet as the calculator takes them: how time is counted and when payments fall due.

The term sheet keeps the agreement's words on counting, interest and payment; here they become the
calculator's choices. Words that decide nothing leave the calculator's own default.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.extract.quantities.numbers import number

Entry = dict[str, Any]

_ANNIVERSARY = re.compile(r"\banniversar", re.IGNORECASE)
_NEXT_DAY = re.compile(
    r"\bday (?:after|following|next)\b|\bdate (?:following|after)\b|\bexclusive of\b|\bnot counting\b"
    r"|\bfrom but excluding\b|\b(?:default|failure|event)s?\b[^.;]{0,40}\boccur"
    r"|\b(?:Event|Default) Date\b",
    re.IGNORECASE,
)
_THROUGH_CURE = re.compile(
    r"\b(?:through|inclusive of|up to and including|to and including|ending on)\b[^.;]{0,80}$"
    r"|\binclusive of that date$",
    re.IGNORECASE,
)
_DEMAND = re.compile(r"\b(?:demand|request|asks?|invoice|notice)\b", re.IGNORECASE)
_MONTH = re.compile(r"\bmonth\b", re.IGNORECASE)
_IN_ARREARS = re.compile(
    r"\bmonths? (?:before|that precede|preceding|just ended)|\bpreced\w+ (?:calendar )?month"
    r"|\bprior (?:calendar )?month|\bfollow(?:s|ing) the (?:calendar )?month",
    re.IGNORECASE,
)
_DAYS_LATE = re.compile(
    r"(?P<count>[a-z][a-z-]*|\d+)\s*(?:\(\d+\)\s*)?(?P<kind>business |trading |banking )?days", re.IGNORECASE
)
_KINDS = {"business": "business_days", "banking": "business_days", "trading": "trading_days"}


def damages_terms(block: Entry, words: str) -> Entry:
    """The calculator's `liquidated_damages` from the term sheet's; `words` are the passages it was read from.

    Without a period the damages cannot be computed: then None stands for it, and the gap is named elsewhere.
    """
    counting: str = block["counting"] or ""
    instalments = bool(_ANNIVERSARY.search(counting))
    terms: Entry = {
        "rate": block["rate"],
        "amount_per_period": (block["amount_per_period"] or {}).get("amount"),
        "period": block["period"],
        "basis": block["basis"],
        "proration": block["proration"] or "daily",
        "instalments": instalments,
        "first_day": "day_after" if _NEXT_DAY.search(counting) else "deadline",
        "through_cure": bool(_THROUGH_CURE.search(counting)),
        "counts": len(block["counts"]) > 1,  # one count is the length of the default
        "year_days": 360
        if re.search(r"\b360[- ]day|\byear of (?:three hundred sixty \()?360", words)
        else 365,
        "step": _step(block["step"]),
        "cap": _cap(block["cap"]),
        "grace": block["grace"],
        "interest": _interest(block["interest"]),
        "due": None if instalments else _due(block["due"], words),
        "payable_in": block["payable_in"] or "cash",
    }
    return {name: value for name, value in terms.items() if value is not None}


def _step(step: Entry | None) -> Entry | None:
    return None if step is None else {name: value for name, value in step.items() if value is not None}


def _cap(cap: Entry | None) -> Entry | None:
    if cap is None:
        return None
    return {"amount": cap["amount"]} if cap["amount"] is not None else {"fraction": cap["value"]}


def _interest(interest: Entry | None) -> Entry | None:
    if interest is None:
        return None
    terms: Entry = {"rate": interest["rate"], "per": interest["per"]}
    if "360" in (interest["day_count"] or ""):
        terms["year_days"] = 360
    late = _DAYS_LATE.search(interest["trigger"] or "")
    count = number(late["count"]) if late else None
    if late and count is not None:
        kind = (late["kind"] or "").strip().lower()
        terms["grace"] = {"count": str(count), "unit": _KINDS.get(kind, "days")}
    return terms


def _due(due: Entry | None, words: str) -> Entry | None:
    """When payments fall due, of the few ways in which agreements say it; None for any other."""
    if due is None:
        return None
    if due["op"] == "periodic":
        if due["dates"]:
            return {"of": "dates", "dates": due["dates"], "in_arrears": bool(_IN_ARREARS.search(words))}
        return {"of": "month_end"} if due["every"] == {"count": 1, "unit": "months"} else None
    if due["op"] == "offset" and due["base"]["op"] == "anchor" and due["direction"] == "after":
        after = {"count": str(due["count"]), "unit": due["unit"]}
        text = due["base"]["text"]
        if _DEMAND.search(text):
            return {"of": "demand", "after": after}
        return {"of": "month_end" if _MONTH.search(text) else "period_end", "after": after}
    return None
