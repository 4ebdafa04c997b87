"""A term sheet as an agreement that the calculator can compute: duties, deal terms, and what is lacking.

Every id leads back to the term sheet's evidence: the clause and the ranges of the text stand beside each
term. What could not be read is a gap with its reason, which a user may fill; nothing is put in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from obligations.agreement import Agreement
from obligations.errors import InvalidInputError
from obligations.reading_in import read
from pipeline.handoff.damages import damages_terms
from pipeline.handoff.expressions import calculable, is_whole
from pipeline.handoff.fact_names import AGREEMENT_DATE, FILED, slug

Entry = dict[str, Any]

# The deadlines of the block, and the fact that says when each was met.
_BLOCK_DEADLINES = {
    "filing_deadline": ("file the registration statement", FILED),
    "effectiveness_deadline": ("have the registration statement declared effective", "declared_effective"),
}
_FILING_DATE = re.compile(r"(?:[Aa]ctual |[Ii]nitial )?[Ff]iling [Dd]ate")
_NEEDED_FOR = {
    "filing_deadline": "the filing deadline and damages for late filing",
    "effectiveness_deadline": "the effectiveness deadline and damages for late effectiveness",
    "liquidated_damages": "damages",
    "allowed_delay": "which suspensions are excused",
    "share_multiplier": "the number of shares to register",
    "amendment_threshold": "whether an amendment binds",
}


def agreement_of(sheet: Entry, filled: Entry | None = None) -> Agreement:
    """The agreement of a term sheet, as read from its JSON, with the deal terms that the facts fill in.

    `filled` holds groups of terms by name, each with its values, or a day for a deadline. Raises
    `obligations.errors.InvalidInputError` for a term that the calculator cannot take.
    """
    cites = {clause["path"]: clause["cite"] for clause in sheet["outline"]}
    block: Entry | None = sheet["registration_rights"]
    if block is None and filled:
        raise InvalidInputError("terms: only those of a registration rights agreement can be filled in")
    terms = _filled(_deal_terms(sheet, block, cites), filled or {}) if block else None
    law = sheet["terms"]["governing_law"]
    return read(
        Agreement,
        {
            "title": sheet["document"]["title"] or sheet["document"]["id"],
            "governing_law": law["value"] if isinstance(law["value"], str) else None,
            "business_days": _business_days(block),
            "duties": list(_duties(sheet, block, terms or {}, cites)),
            "defined_days": [
                *_own_date(sheet, cites),
                *_filing_date(sheet, cites),
                *(_defined_day(day, cites) for day in sheet["deadlines"] if _is_defined_day(day)),
            ],
            "registration_rights": terms,
            "gaps": [gap for gap in _gaps(block, cites) if not _is_filled(gap, filled or {})]
            if block
            else [],
        },
        exactly=True,
    )


def _group(entry: Entry, cites: dict[str, str]) -> Entry:
    """Where a term stands: the clause as it is cited, and its ranges of the text."""
    evidence = entry["evidence"]
    paths = dict.fromkeys(one["clause"] for one in evidence if one["clause"])
    return {
        "clause": ", ".join(cites.get(path, path) for path in paths) or None,
        "places": [{"start": one["start"], "end": one["end"]} for one in evidence],
    }


def _duties(sheet: Entry, block: Entry | None, terms: Entry, cites: dict[str, str]) -> Iterator[Entry]:
    """The block's own deadlines, those of the text in its order, and the duties that have no day.

    The former are the deal `terms`, filled in or read, so that a duty falls due when its damages say so.
    """
    taken: list[tuple[int, int]] = []
    for name, (action, done) in _BLOCK_DEADLINES.items():
        stated = _stated(block[name]) if block else None
        if stated:
            taken.append((stated["span"]["start"], stated["span"]["end"]))
        if name in terms:
            in_text = _same_place(sheet, stated) if stated else []
            yield {
                **terms[name],
                "id": name,
                "obligor": _company(sheet),
                "action": action,
                "done": done,
                "defines": next((slug(one["defines"]) for one in in_text if one["defines"]), None),
            }
    defined = {deadline["defines"] for deadline in sheet["deadlines"] if deadline["defines"]}
    seen: Counter[str] = Counter()
    for entry in _in_order(sheet):
        if "expression" in entry and _overlaps(entry["expression"]["span"], taken):
            continue
        if _is_defined_day(entry) or _restates(entry, defined):
            continue
        cite = cites.get(entry["clause"], entry["clause"]) or "preamble"
        seen[cite] += 1
        yield _duty(entry, f"{cite}#{seen[cite]}", sheet, cites)


def _is_defined_day(entry: Entry) -> bool:
    """Whether a deadline is only the meaning of a term, and nobody's duty."""
    if not entry.get("defines") or not is_whole(entry["expression"]):
        return False
    return entry["expression"]["op"] == "fixed" or not (entry["obligor"] or entry["implied_obligor"])


def _restates(entry: Entry, defined: set[str]) -> bool:
    """Whether an entry only refers to a deadline by its name: "if it is not filed by the Filing Deadline"."""
    tree = entry.get("expression")
    return tree is not None and not entry["obligor"] and tree["op"] == "anchor" and tree["text"] in defined


def _own_date(sheet: Entry, cites: dict[str, str]) -> Iterator[Entry]:
    """The date of the agreement as a day that it says itself: what counts from "the date hereof" has it."""
    dated = sheet["terms"]["agreement_date"]
    if dated["status"] == "found" and isinstance(dated["value"], str):
        fixed = {"op": "fixed", "iso": dated["value"]}
        yield {**_group(dated, cites), "name": AGREEMENT_DATE, "expression": fixed}


def _filing_date(sheet: Entry, cites: dict[str, str]) -> Iterator[Entry]:
    """The Filing Date that the agreement defines, if no deadline is its meaning: the day of the filing."""
    if any(_FILING_DATE.fullmatch(deadline["defines"] or "") for deadline in sheet["deadlines"]):
        return
    for definition in sheet["definitions"]:
        own = definition["defined_in"]["external"] is None
        if own and definition["meaning"] and _FILING_DATE.fullmatch(definition["term"]):
            filed = {"op": "anchor", "text": definition["term"], "fact": FILED}
            yield {**_group(definition, cites), "name": slug(definition["term"]), "expression": filed}


def _defined_day(entry: Entry, cites: dict[str, str]) -> Entry:
    return {
        **_group(entry, cites),
        "name": slug(entry["defines"]),
        "expression": calculable(entry["expression"]),
    }


def _in_order(sheet: Entry) -> list[Entry]:
    """Deadlines, and duties without a deadline, as they stand in the text."""
    undated = [duty for duty in sheet["obligations"] if duty["deadline"] is None]
    return sorted([*sheet["deadlines"], *undated], key=lambda entry: entry["evidence"][0]["start"])


def _duty(entry: Entry, name: str, sheet: Entry, cites: dict[str, str]) -> Entry:
    dated = "expression" in entry
    return {
        **_group(entry, cites),
        "id": name,
        "obligor": entry["obligor"] or entry["implied_obligor"],
        "action": entry["action"] or "unnamed",
        "modality": _modality(entry, sheet) if dated else entry["modality"],
        "standard": entry.get("standard"),
        "conditions": entry["conditions"],
        "expression": calculable(entry["expression"]) if dated and is_whole(entry["expression"]) else None,
        "tolled": calculable(entry["tolled"]) if dated and entry["tolled"] else None,
        "defines": slug(entry["defines"]) if dated and entry["defines"] else None,
    }


def _modality(deadline: Entry, sheet: Entry) -> str:
    """The modality of the duty that a deadline belongs to."""
    index = sheet["deadlines"].index(deadline)
    return next((duty["modality"] for duty in sheet["obligations"] if duty["deadline"] == index), "shall")


def _overlaps(span: Entry, taken: Iterable[tuple[int, int]]) -> bool:
    return any(span["start"] < end and start < span["end"] for start, end in taken)


def _stated(term: Entry) -> Entry | None:
    """The expression of a deadline of the block, where the text states one."""
    expression: Entry | None = term["expression"] if _is_read(term) else None
    return expression


def _same_place(sheet: Entry, expression: Entry) -> list[Entry]:
    """The deadlines of the text that one of the block was made of: they know its name and its tolling."""
    at = [(expression["span"]["start"], expression["span"]["end"])]
    return [one for one in sheet["deadlines"] if _overlaps(one["expression"]["span"], at)]


def _time_limit(sheet: Entry, term: Entry, cites: dict[str, str]) -> Entry | None:
    """A deadline of the block with the time in which its clock stands still."""
    stated = _stated(term)
    if stated is None:
        return None
    tolled = (one["tolled"] for one in _same_place(sheet, stated) if one["tolled"])
    return {
        **_group(term, cites),
        "expression": calculable(stated),
        "tolled": next(map(calculable, tolled), None),
    }


def _company(sheet: Entry) -> str | None:
    """What the agreement calls the party that registers."""
    for party in sheet["parties"]:
        if party["role"] in ("company", "issuer"):
            return str((party["aliases"] or [party["name"]])[0])
    return None


def _business_days(block: Entry | None) -> str | None:
    """Which days are Business Days by the agreement's own definition, where it is of a known kind."""
    text = ((block or {}).get("business_day") or {}).get("text") or ""
    if "bank" in text.lower():
        return "banks"
    if "commission" in text.lower() or "federal" in text.lower():
        return "us_federal"
    return "XNYS" if "exchange" in text.lower() else None


def _deal_terms(sheet: Entry, block: Entry, cites: dict[str, str]) -> Entry:
    terms: Entry = {"agreement": sheet["document"]["title"] or sheet["document"]["id"]}
    for name in _BLOCK_DEADLINES:
        limit = _time_limit(sheet, block[name], cites)
        if limit:
            terms[name] = limit
    damages = block["liquidated_damages"]
    if _is_read(damages) and damages["period"] and (damages["rate"] or damages["amount_per_period"]):
        words = " ".join(one["text"] for one in damages["evidence"])
        terms["liquidated_damages"] = {**_group(damages, cites), **damages_terms(damages, words)}
    delay = block["allowed_delay"]
    if _is_read(delay):
        limits = ("consecutive", "aggregate", "window", "occurrences")
        terms["allowed_delay"] = {**_group(delay, cites), **{name: delay[name] for name in limits}}
    multiplier = block["share_multiplier"]
    if _is_read(multiplier) and multiplier["value"]:
        terms["share_multiplier"] = {
            **_group(multiplier, cites),
            "value": multiplier["value"],
            "of": multiplier["of"],
        }
    consent = block["amendment_threshold"]
    if _is_read(consent) and consent["threshold"]:
        terms["amendment_threshold"] = {**_group(consent, cites), **_consent(consent)}
    return terms


def _filled(terms: Entry, filled: Entry) -> Entry:
    """The deal terms with what the facts say of them; each such value is marked as given."""
    merged = dict(terms)
    for name, values in filled.items():
        group = values if isinstance(values, dict) else {"expression": _fixed(name, values)}
        # Tolling in the text is of the deadline in the text.
        in_text = {**merged.get(name, {}), **({"tolled": None} if "expression" in group else {})}
        merged[name] = {**in_text, **group, "given": list(group)}
    return merged


def _fixed(name: str, given: object) -> Entry:
    """A day that the facts fill in for a deadline."""
    try:
        return {"op": "fixed", "iso": date.fromisoformat(str(given)).isoformat()}
    except ValueError:
        raise InvalidInputError(f"terms.{name}: a day (YYYY-MM-DD) or an object of terms is wanted") from None


def _is_filled(gap: Entry, filled: Entry) -> bool:
    group, _, part = gap["term"].partition(".")
    return group in filled and (not part or part in filled[group])


def _is_read(term: Entry) -> bool:
    return term["status"] in ("found", "conflict")


def _consent(consent: Entry) -> Entry:
    others = [name.lower() for name in consent["also"] or ()]
    majority = consent["threshold"] == "majority"
    return {
        "threshold": "0.5" if majority else consent["threshold"],
        "strict": majority if consent["strict"] is None else consent["strict"],
        "of": consent["of"],
        "company": any("company" in name or "issuer" in name for name in others),
        "each_initial_investor": any(name.startswith("each") for name in others),
    }


def _gaps(block: Entry, cites: dict[str, str]) -> Iterator[Entry]:
    """The deal terms that are not there to compute with, each with why."""
    for name, purpose in _NEEDED_FOR.items():
        term = block[name]
        if not _is_read(term):
            yield {**_group(term, cites), "term": name, "status": term["status"], "needed_for": purpose}
        elif name == "liquidated_damages":
            lacking = [part for part in ("period",) if term[part] is None]
            lacking += [] if term["rate"] or term["amount_per_period"] else ["rate"]
            for part in lacking:
                yield {
                    **_group(term, cites),
                    "term": f"{name}.{part}",
                    "status": "unread",
                    "needed_for": purpose,
                }
