"""A term sheet's expression as the calculator takes it: without spans, its anchors and conditions named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.handoff.fact_names import condition_name, event_name, slug

Entry = dict[str, Any]

_WITH_YEAR = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_MONTH = re.compile(
    r"\s*(?:\b(?:which |that )?(?:occur(?:s|ring)|falling|falls|is) )?in (?P<month>january|february|march"
    r"|april|may|june|july|august|september|october|november|december),? (?P<year>\d{4})$",
    re.IGNORECASE,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def calculable(node: Entry) -> Entry:
    """The node in the calculator's JSON, and all below it."""
    match node["op"]:
        case "anchor":
            return _anchor(node)
        case "fixed":
            return {"op": "fixed", "iso": node["iso"]}
        case "conditional":
            return {"op": "conditional", "branches": [_branch(branch) for branch in node["branches"]]}
    kept = {
        name: value
        for name, value in node.items()
        if name not in ("span", "condition_span") and value is not None
    }
    return {name: _below(value) for name, value in kept.items()}


def is_whole(node: Entry) -> bool:
    """Whether every anchor has words and every date its year: without them nothing says when a time is."""
    if node["op"] == "anchor":
        return bool(node["text"].strip())
    if node["op"] == "fixed":
        return _WITH_YEAR.fullmatch(node["iso"]) is not None
    return all(is_whole(below) for below in _nodes(node))


def _nodes(node: Entry) -> Iterator[Entry]:
    for value in node.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "op" in item:
                yield item
            elif isinstance(item, dict) and "then" in item:
                yield item["then"]


def _below(value: Any) -> Any:  # noqa: ANN401  # a node, a list of them, or a plain value
    if isinstance(value, dict) and "op" in value:
        return calculable(value)
    if isinstance(value, list):
        return [_below(item) for item in value]
    return str(value) if isinstance(value, float) else value


def _anchor(node: Entry) -> Entry:
    text: str = node["text"]
    anchor: Entry = {"op": "anchor", "text": text}
    # "the Funding Date occurring in August 2003": of several such days, the one in that month.
    month = _IN_MONTH.search(text)
    if month:
        text = text[: month.start()].removeprefix("the date of ")
        number = _MONTHS.index(month["month"].lower()) + 1
        anchor["within"] = f"{month['year']}-{number:02d}"
    anchor["fact"] = slug(text) if node["kind"] == "defined_term" else event_name(text)
    return anchor


def _branch(branch: Entry) -> Entry:
    words = branch["if"]
    then = calculable(branch["then"])
    if words is None:
        return {"then": then}
    return {"condition": condition_name(words), "text": words, "then": then}
