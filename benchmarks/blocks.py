"""Score the deal terms of agreements against their gold, field by field and part by part.

    python -m benchmarks.blocks DIR… [--errors FIELD|all] [--half odd|even]

DIR holds `NAME.gold.json` beside its text, or one folder for each agreement.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from pipeline.load import load
from pipeline.model import Text
from pipeline.run import analyse
from pipeline.termsheet.assemble import term_sheet

Entry = dict[str, Any]

# The parts of each field that gold states, and how they are compared.
PARTS: Final[dict[str, dict[str, str]]] = {
    "filing_deadline": {"expression": "tree"},
    "effectiveness_deadline": {"expression": "tree"},
    "effectiveness_period_end": {"expression": "tree"},
    "liquidated_damages": {
        "rate": "number", "amount_per_period": "amount", "period": "length", "basis": "words",
        "proration": "name", "counting": "words", "step": "step", "cap": "share", "grace": "length",
        "interest": "interest", "due": "tree",
        "excluded": "words",
    },
    "allowed_delay": {
        "consecutive": "length", "aggregate": "length", "window": "length", "occurrences": "number",
    },
    "share_multiplier": {"value": "number", "of": "words"},
    "piggyback": {"company_notice": "tree", "election": "tree", "condition": "words"},
    "cutback_order": {"cut_first_to_last": "order"},
    "notice_rules": {"rules": "rules"},
    "amendment_threshold": {"threshold": "number", "of": "words", "strict": "name", "also": "names"},
}  # fmt: skip
_SAME: Final = {"found": "found", "conflict": "found"}  # doubt is scored with the quantities
_MONTHS: Final = {"months": 1, "quarters": 3, "years": 12}
_DAYS: Final = {"days": 1, "weeks": 7}
_ALIKE: Final = 0.6
_NAMED: Final = {  # words of a gold for the names that the term sheet has
    "part counts as whole": "any_part", "rounded up": "any_part", "rounds_up": "any_part",
    "prorated for partial months": "daily",
}  # fmt: skip
_WAYS: Final = {  # names of one way of sending
    "hand": "personal delivery", "hand delivery": "personal delivery", "fax": "facsimile",
    "telecopier": "facsimile", "telecopy": "facsimile", "e-mail": "email", "any": "other", "all": "other",
    "overnight courier": "courier", "certified mail": "mail", "registered mail": "mail", "letter": "mail",
    "express courier": "courier", "overnight delivery": "courier", "first-class mail": "mail",
}  # fmt: skip
_EVENTS: Final = {  # what is done, for the deed
    "received": "receipt", "delivered": "delivery", "transmitted": "transmission", "mailed": "mailing",
}  # fmt: skip
_CONVENTIONS: Final = {"following": ("next_business_day", "next_trading_day")}
# "facsimile before 5:30 p.m. on a Trading Day": a way of sending with the case that the rule is for.
_CASE: Final = re.compile(r"\s(?=(?:before|prior to|by|after|later|during|outside|otherwise|if|on)\b)")
_OTHER_CASE: Final = re.compile(r"\b(?:later|after|otherwise|not|outside|other)\b")


def words_of(text: str) -> list[str]:
    """The words that matter, in lower case, without articles and plurals."""
    folded = text.lower().replace("’", "'").replace("'s", "")
    found = [
        _EVENTS.get(word, word)
        for word in re.findall(r"[a-z0-9]+", folded)
        if word not in ("the", "a", "an", "of")
    ]
    return [word[:-1] if word.endswith("s") and len(word) > 3 else word for word in found]


def overlap(one: str, other: str) -> float:
    """How much of their words two texts share, from 0 to 1."""
    a, b = Counter(words_of(one)), Counter(words_of(other))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0


def number(value: object) -> object:
    """`value` as a number, where it is one."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def same_words(gold: object, got: object) -> bool:
    """Whether two texts say the same, near enough."""
    if gold is None or got is None:
        return gold is got
    return overlap(str(gold), str(got)) >= _ALIKE


def same_length(gold: Entry | None, got: Entry | None) -> bool:
    """Whether two lengths are equal: a year is twelve months, a week seven days."""
    if gold is None or got is None:
        return gold is got
    return _plain_length(gold) == _plain_length(got)


def _plain_length(length: Entry) -> tuple[Decimal, str]:
    count, unit = Decimal(str(length["count"])), str(length["unit"])
    if unit in _MONTHS:
        return count * _MONTHS[unit], "months"
    return (count * _DAYS[unit], "days") if unit in _DAYS else (count, unit)


def same_tree(gold: Entry | None, got: Entry | None) -> bool:
    """Whether two expressions say the same; the order of limbs is free, texts need only be alike."""
    if gold is None or got is None:
        return gold is got
    if gold["op"] != got["op"]:
        return False
    match gold["op"]:
        case "anchor":
            texts = [gold["text"], *gold.get("text_alt", ())]
            return any(overlap(text, got["text"]) >= _ALIKE or _within(text, got["text"]) for text in texts)
        case "fixed":
            return bool(gold["iso"] == got["iso"])
        case "offset":
            return (
                _plain_length(gold) == _plain_length(got)
                and gold["direction"] == got["direction"]
                and got["bound"] in (gold["bound"], *gold.get("bound_alt", ()))
                and same_tree(gold["base"], got["base"])
            )
        case "earlier_of" | "later_of":
            return _paired(gold["args"], got["args"], same_tree)
        case "conditional":
            return _paired(gold["branches"], got["branches"], _same_branch)
        case "roll":
            allowed = (gold["convention"], *_CONVENTIONS.get(gold["convention"], ()))
            return got["convention"] in allowed and same_tree(gold["base"], got["base"])
        case "periodic":
            return (
                same_length(gold["every"], got["every"])
                and list(gold.get("dates", ())) == list(got.get("dates", ()))
                and same_tree(gold.get("start"), got.get("start"))
            )
    return all(_same_value(value, got.get(key)) for key, value in gold.items() if not key.endswith("_alt"))


def _same_value(gold: object, got: object) -> bool:
    if isinstance(gold, dict) and "op" in gold:
        return isinstance(got, dict) and same_tree(gold, got)
    return number(gold) == number(got)


def _within(one: str, other: str) -> bool:
    """Whether the words of one text are among those of the other."""
    a, b = set(words_of(one)), set(words_of(other))
    return bool(a and b) and (a <= b or b <= a)


def _same_branch(gold: Entry, got: Entry) -> bool:
    one, other = gold.get("if"), got.get("if")
    if (one is None) != (other is None):
        return False
    alike = one is None or overlap(one, other or "") >= 0.4
    return alike and same_tree(gold["then"], got["then"])


def _paired(gold: Sequence[Entry], got: Sequence[Entry], same: Any) -> bool:  # noqa: ANN401 - either comparison
    left = list(got)
    for each in gold:
        hit = next((other for other in left if same(each, other)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def same_part(kind: str, gold: Any, got: Any) -> bool:  # noqa: ANN401 - JSON of any form
    """Whether one part of a field is right; no proration told is none."""
    if kind == "name" and gold is None:
        return got in (None, "none")
    if gold is None or got is None:
        return (gold or None) is (got or None)
    match kind:
        case "number":
            return number(gold) == number(got)
        case "name":
            return bool(_NAMED.get(gold, gold) == got)
        case "names":
            return sorted(map(words_of, gold)) == sorted(map(words_of, got))
        case "words":
            return same_words(gold, got)
        case "length":
            return same_length(gold, got)
        case "tree":
            return same_tree(gold, got)
        case "amount":
            amount = gold if isinstance(gold, dict) else {"amount": gold}
            return number(amount["amount"]) == number(got["amount"])
        case "share":
            of = (gold.get("of"), *gold.get("of_alt", ()))
            amounts = (gold.get("amount"), got.get("amount"))
            return (
                number(gold.get("value")) == number(got["value"])
                and (gold.get("value") is not None or number(amounts[0]) == number(amounts[1]))
                and any(same_words(each, got["of"]) for each in of)
            )
        case "step":
            rates = all(
                number(gold.get(key)) == number(got.get(key)) for key in ("rate", "increment", "max_rate")
            )
            return rates and all(same_length(gold.get(key), got.get(key)) for key in ("after", "every"))
        case "interest":
            return _same_interest(gold, got)
        case "order":
            return len(gold) == len(got) and all(
                any(overlap(name, b) >= 0.5 for name in (a if isinstance(a, list) else [a]))
                for a, b in zip(gold, got, strict=True)
            )
        case "rules":
            one, other = _rules(gold), _rules(got)
            return _paired(one, other, _same_rule) or _paired(_cases(one), _cases(other), _same_case)
    raise ValueError(f"no way to compare {kind!r}")


def _same_interest(gold: Entry, got: Entry) -> bool:
    exact = all(
        number(got.get(key)) in [number(value) for value in (gold.get(key), *gold.get(f"{key}_alt", ()))]
        for key in ("rate", "per", "kind", "day_count")
    )
    return exact and all(
        any(same_words(words, got.get(key)) for words in (gold.get(key), *gold.get(f"{key}_alt", ())))
        for key in ("trigger", "from")
    )


def _rules(rules: Sequence[Entry]) -> list[Entry]:
    """One rule for each way of sending, where a rule is for several."""
    return [
        {**rule, "method": " ".join((way, *case))}
        for rule in rules
        for ways, *case in [_CASE.split(rule["method"], maxsplit=1)]
        for way in re.split(r", | or | and ", ways)
    ]


def _cases(rules: Sequence[Entry]) -> list[Entry]:
    """One rule for each case of a way of sending: gold may tell it as a condition or with the way."""
    out = []
    for rule in rules:
        way, *case = _CASE.split(rule["method"], maxsplit=1)
        tree = rule["effective"]
        if tree["op"] == "conditional":
            out += [
                {**rule, "method": way, "case": each["if"] or "otherwise", "effective": each["then"]}
                for each in tree["branches"]
            ]
        else:
            out.append({**rule, "method": way, "case": case[0] if case else None})
    return out


def _same_case(gold: Entry, got: Entry) -> bool:
    one, other = gold["case"], got["case"]
    if one is None or other is None:
        return one is other and _same_rule(gold, got)
    late = [_OTHER_CASE.search(each) is not None for each in (one, other)]
    return (overlap(one, other) >= 0.4 or all(late)) and late[0] == late[1] and _same_rule(gold, got)


def _way(method: str) -> str:
    return _WAYS.get(method.lower(), method)


def _same_rule(gold: Entry, got: Entry) -> bool:
    methods = [gold["method"], *gold.get("method_alt", ())]
    trees = [gold["effective"], *gold.get("effective_alt", ())]
    return any(overlap(_way(each), _way(got["method"])) >= 0.8 for each in methods) and any(
        same_tree(each, got["effective"]) for each in trees
    )


def compare(gold: Entry | None, got: Entry, parts: dict[str, str]) -> dict[str, bool]:
    """Which parts of a field are right; `status` is one of them."""
    gold = gold or {"status": "absent"}
    status = _SAME.get(gold.get("status", "found"), gold.get("status", "found"))
    allowed = [status, *gold.get("status_alt", ())]
    result = {"status": _SAME.get(got["status"], got["status"]) in allowed}
    untold = status == "redacted" and not any(part in gold for part in parts)
    if untold or status in ("absent", "by_reference", "blank"):
        return result
    for part, kind in parts.items():
        values = [gold.get(part), *gold.get(f"{part}_alt", ())] if part != "also" else [gold.get(part) or []]
        result[part] = any(same_part(kind, value, got.get(part)) for value in values)
    return result


# --------------------------------------------------------------------------- documents


def golds(folder: Path) -> Iterator[tuple[Entry, Path]]:
    """The gold of each registration rights agreement under `folder`, and its file."""
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        name = gold.get("source") or gold.get("text_file") or f"{gold['id']}.txt"
        yield gold, path.parent / name
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold.get("terms") and gold.get("kind", "registration_rights") == "registration_rights":
            yield gold, next(path.parent.glob("agreement.*"))


def text_of(gold: Entry, file: Path) -> Text:
    """The text that the gold is about; of a full submission, the document that it names."""
    texts = load(file.read_bytes(), file.name).texts
    if "document" not in gold:
        return texts[0]
    at = range(gold["document"]["start"], gold["document"]["end"])
    return next(text for text in texts if text.source_of(0, 1).start in at)


def predicted(text: Text) -> Entry:
    """The block of a text as the term sheet has it."""
    block = term_sheet(analyse(text)).registration_rights
    if block is None:  # the document was taken for another kind of agreement
        return {name: {"status": "absent", "evidence": []} for name in PARTS}
    terms: Entry = json.loads(block.model_dump_json(by_alias=True))
    return terms


def placed(gold: Entry | None, got: Entry, text: Text) -> bool:
    """Whether the place that a field was read from is the gold's; true of what both leave out."""
    if not gold or not gold.get("evidence"):
        return not got["evidence"]
    if not got["evidence"]:
        return False
    first, wanted = got["evidence"][0], gold["evidence"]
    source = text.source_of(first["start"], first["end"])
    if source.start is None or source.end is None:
        return True
    return any(source.start < each["end"] and each["start"] < source.end for each in wanted)


def score(pairs: Iterable[tuple[Entry, Path]], errors: str | None) -> dict[str, Counter[str]]:
    """Right and wrong by measure: field, and field.part."""
    totals: dict[str, Counter[str]] = {}
    for gold, file in pairs:
        text = text_of(gold, file)
        got = predicted(text)
        for name, parts in PARTS.items():
            wanted = gold["terms"].get(name)
            known = compare(wanted, got[name], parts)
            if parts.get("expression"):
                known["place"] = placed(wanted, got[name], text)
            for part, right in (*known.items(), ("", all(known.values()))):
                measure = f"{name}.{part}" if part else name
                totals.setdefault(measure, Counter())["right" if right else "wrong"] += 1
                if not right and part and errors in (name, measure, "all"):
                    _show(gold, measure, part, wanted, got[name], text)
    return totals


def _show(gold: Entry, measure: str, part: str, wanted: Entry | None, got: Entry, text: Text) -> None:
    shown = [
        text.string[each["start"] : each["end"]][:160].replace("\n", " ") for each in got["evidence"][:2]
    ]
    quotes = (
        [each["quote"][:200] for each in (wanted or {}).get("evidence", ())]
        if part in ("place", "status")
        else []
    )
    print(
        f"{gold['id']} {measure}: {(wanted or {}).get(part)!r} <> {got.get(part)!r} at {shown} gold {quotes}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the share of right answers for each field and part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--errors", metavar="FIELD")
    parser.add_argument("--half", choices=("odd", "even"))
    options = parser.parse_args(arguments)
    pairs = [pair for folder in options.folders for pair in golds(folder)]
    if options.half:
        pairs = [
            (gold, file)
            for gold, file in pairs
            if (found := re.search(r"\d+$", gold["id"])) and int(found.group()) % 2 == (options.half == "odd")
        ]
    totals = score(pairs, options.errors)
    print(f"{len(pairs)} agreements")
    for measure in sorted(totals):
        right = totals[measure]["right"]
        total = sum(totals[measure].values())
        print(f"{'  ' if '.' in measure else ''}{measure:45} {right:4}/{total:<4} {right / total:.3f}")


if __name__ == "__main__":
    main()
