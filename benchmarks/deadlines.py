"""Deadline clauses with hand-made gold: trees, obligors and spans that are right.

`python -m benchmarks.deadlines FILE… [--half odd|even] [--errors]`; a file holds one sample a line, in the
form of the acceptance samples. A gold deadline is met by the one of ours that overlaps it most; one of ours
that meets none counts against the sample.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.run import analyse_bytes
from pipeline.termsheet.schema import TextPlace

Json = dict[str, Any]
_ARTICLES = re.compile(r"^(?:(?:the|a|an|any|each|such|that|its|every)\s)+")


@dataclass
class Score:
    """Counts over the samples."""

    gold: int = 0
    said: int = 0
    tree: int = 0
    span: int = 0
    obligor: int = 0
    samples: int = 0
    whole: int = 0  # samples with every deadline, tree and span, and nothing else
    wrong: list[str] = field(default_factory=list)


def main(arguments: list[str] | None = None) -> int:
    """Print the share of right trees, obligors and spans; with --errors, what is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    for path in options.files:
        score = score_of(path, options.half)
        print(
            f"{path.name}: {score.samples} samples, {score.gold} deadlines, {score.said} said; tree"
            f" {score.tree}"
            f" = {score.tree / max(1, score.gold):.3f}, span {score.span / max(1, score.gold):.3f}, obligor"
            f" {score.obligor / max(1, score.gold):.3f}; samples wholly right"
            f" {score.whole / max(1, score.samples):.3f}"
        )
        if options.errors:
            print("\n".join(score.wrong))
    return 0


def score_of(path: Path, half: str | None = None) -> Score:
    """The counts over a file's samples, or over those with odd or even numbers."""
    score = Score()
    for number, sample in enumerate(_samples(path), 1):
        if half is None or (number % 2 == 1) == (half == "odd"):
            _count(score, sample)
    return score


def _samples(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _count(score: Score, sample: Json) -> None:
    ours = _ours(sample["text"])
    gold = sample["expect"]["deadlines"]
    score.samples += 1
    score.gold += len(gold)
    score.said += len(ours)
    right = 0
    free = list(ours)
    for expected in gold:
        best = max(free, key=lambda it: _overlap(it, expected), default=None)
        if best is None or _overlap(best, expected) == 0:
            score.wrong.append(f"{sample['id']} MISSED {expected['quote']!r}")
            continue
        free.remove(best)
        expressions = [expected["expression"], *expected.get("expression_alt", ())]
        tree = any(same(it, best["expression"]) for it in expressions)
        span = (best["start"], best["end"]) == (expected["start"], expected["end"])
        obligor = _same_obligor(best, expected)
        score.tree += tree
        score.span += span
        score.obligor += obligor
        right += tree and span
        if not tree:
            score.wrong.append(
                f"{sample['id']} TREE {shown(best['expression'])}\n     gold {shown(expressions[0])}"
            )
        if not span:
            score.wrong.append(f"{sample['id']} SPAN {best['quote']!r}\n     gold {expected['quote']!r}")
        if not obligor:
            score.wrong.append(
                f"{sample['id']} OBLIGOR {best['obligor']} / {best['implied_obligor']}, gold"
                f" {expected['obligor']}"
                f" / {expected.get('implied_obligor')}"
            )
    for extra in free:
        score.wrong.append(f"{sample['id']} EXTRA {extra['quote']!r} {shown(extra['expression'])}")
    score.whole += right == len(gold) == len(ours)


def _ours(text: str) -> list[Json]:
    reading = analyse_bytes(text.encode(), "sample.txt")
    found = []
    for sheet in reading.sheets:
        for deadline in sheet.deadlines:
            place = deadline.evidence[0].source
            assert isinstance(place, TextPlace)
            entry = json.loads(deadline.model_dump_json(by_alias=True))
            found.append(
                entry | {"start": place.start, "end": place.end, "quote": text[place.start : place.end]}
            )
    return found


def _overlap(ours: Json, gold: Json) -> int:
    return max(0, min(int(ours["end"]), int(gold["end"])) - max(int(ours["start"]), int(gold["start"])))


def _same_obligor(ours: Json, gold: Json) -> bool:
    """Whether it is the one named, or none is said where none is named; an implied one is as good."""
    if gold["obligor"] is None and ours["obligor"] is None:
        return True
    wanted = {
        _bare(name)
        for key in ("obligor", "implied_obligor")
        for name in (gold.get(key), *gold.get(f"{key}_alt", ()))
        if name
    }
    return any(_bare(name) in wanted for name in (ours["obligor"], ours["implied_obligor"]) if name)


def _bare(words: str) -> str:
    return _ARTICLES.sub("", " ".join(words.lower().split()))


def same(gold: Json | None, ours: Json | None) -> bool:
    """Whether two trees say the same; anchors are compared without articles and case."""
    if gold is None or ours is None:
        return gold is None and ours is None
    if gold["op"] != ours["op"]:
        return False
    match gold["op"]:
        case "anchor":
            texts = [gold["text"], *gold.get("text_alt", ())]
            kinds = [gold["kind"], *gold.get("kind_alt", ())]
            return _bare(ours["text"]) in map(_bare, texts) and ours["kind"] in kinds
        case "fixed":
            return gold["iso"] in (ours["iso"], *ours.get("iso_alt", ()))
        case "offset":
            bounds = [gold["bound"], *gold.get("bound_alt", ())]
            return (
                all(gold[key] == ours[key] for key in ("count", "unit", "direction"))
                and ours["bound"] in bounds
                and same(gold["base"], ours["base"])
            )
        case "earlier_of" | "later_of":
            return len(gold["args"]) == len(ours["args"]) and all(map(same, gold["args"], ours["args"]))
        case "conditional":
            return len(gold["branches"]) == len(ours["branches"]) and all(
                (one["if"] is None) == (two["if"] is None)
                and (one["if"] is None or _bare(two["if"]) in map(_bare, [one["if"], *one.get("if_alt", ())]))
                and same(one["then"], two["then"])
                for one, two in zip(gold["branches"], ours["branches"], strict=True)
            )
        case "between":
            return same(gold["from"], ours["from"]) and same(gold["to"], ours["to"])
        case "duration":
            return all(gold[key] == ours[key] for key in ("count", "unit")) and same(
                gold.get("start"), ours.get("start")
            )
        case "periodic":
            return (
                gold["every"] == ours["every"]
                and same(gold.get("start"), ours.get("start"))
                and same(gold.get("until"), ours.get("until"))
                and list(gold.get("dates") or ()) == list(ours.get("dates") or ())
            )
        case "roll":
            conventions = [gold["convention"], *gold.get("convention_alt", ())]
            return ours["convention"] in conventions and same(gold["base"], ours["base"])
        case _:
            return False


def shown(node: Json | None) -> str:
    """A tree in one line."""
    if node is None:
        return "-"
    match node["op"]:
        case "anchor":
            return f"{node['kind'][0].upper()}«{node['text']}»"
        case "fixed":
            return str(node["iso"])
        case "offset":
            how = f"{node['count']} {node['unit']} {node['direction']} {node['bound']}"
            return f"{how} ({shown(node['base'])})"
        case "earlier_of" | "later_of":
            return f"{node['op']}[{'; '.join(map(shown, node['args']))}]"
        case "conditional":
            branches = (f"{it['if']} -> {shown(it['then'])}" for it in node["branches"])
            return f"if[{'; '.join(branches)}]"
        case "between":
            return f"between[{shown(node['from'])} .. {shown(node['to'])}]"
        case "duration":
            return f"for {node['count']} {node['unit']} from {shown(node.get('start'))}"
        case "periodic":
            return (
                f"every {node['every']} start {shown(node.get('start'))} until {shown(node.get('until'))}"
                f" {node.get('dates')}"
            )
        case "roll":
            return f"roll {node['convention']} ({shown(node['base'])})"
        case other:
            return str(other)


if __name__ == "__main__":
    sys.exit(main())
