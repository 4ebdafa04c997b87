"""Leads references to the clauses that they mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.clauses.candidates import inside
from pipeline.clauses.labels import WHOLE_WORDS
from pipeline.clauses.laws import canonical, own_names
from pipeline.clauses.numerals import letter, roman, roman_numeral, word
from pipeline.clauses.page import Page
from pipeline.clauses.references import Named, named_in, own_kind
from pipeline.model import Clause, CrossReference, Definition, Outline, RegionKind, Text
from pipeline.spans import Span

_ATTACHED = frozenset({"exhibit", "schedule", "annex", "attachment", "appendix"})
_COMMON = frozenset({"rule", "regulation", "title", "item", "part"})  # nouns of running text, too
_PLAIN_NUMBER = re.compile(r"(?P<number>\d{1,4})(?P<letter>[A-Za-z]?)(?:\.\d{1,3}){0,3}")
_DECIMAL = re.compile(r"\d{1,3}\.[\d.]+")
_NEAR = 5000  # characters
_FAR_BEYOND = 25  # a section so far past the last one belongs to a statute
_REFERRING = re.compile(
    r"(?:sections?|clauses?|paragraphs?|articles?|\([a-z\d]{1,4}\) (?:and|or|through|to))$", re.IGNORECASE
)
_REPEAT = re.compile(r"#\d+$")


def cross_references(
    text: Text, outline: Outline, definitions: Sequence[Definition] = ()
) -> tuple[CrossReference, ...]:
    """The references of a text in order; labels, covers and tables of contents hold none.

    `definitions` tell what the text calls the statutes that it refers to.
    """
    page = Page.of(text)
    index = _Index(page, outline)
    own = own_names(page, definitions)
    starts = {clause.start for clause in outline.clauses}
    skipped = outline.spans(RegionKind.COVER, RegionKind.CONTENTS)
    lines = {block.start for block in page.blocks}
    found: list[CrossReference] = []
    for named in named_in(page):
        if named.start in starts or inside(skipped, named.start):
            continue
        if named.start - 1 in lines and page.plain[named.start - 1] == '"':
            continue  # the label of a text that an amendment puts into another agreement
        reference = index.resolve(named)
        if reference is not None and reference.external:
            reference = replace(reference, canonical=canonical(named, own))
        elif reference is not None and named.ranged and found:
            reference = replace(reference, between=index.between(found[-1], reference))
        if (
            named.start in lines
            and named.noun in _ATTACHED
            and reference is not None
            and not reference.resolves
        ):
            continue  # a heading that opens nothing, such as the number under which the document was filed
        if reference is not None:
            found.append(reference)
    return tuple(found)


class _Meant(NamedTuple):
    """What a reference means: a path, whether there is such a clause, and what else it may be."""

    path: str
    found: bool = False
    item: Span | None = None  # the item of a sentence in the clause
    others: tuple[str, ...] = ()


class _Index:
    """The clauses by what a reference can call them."""

    def __init__(self, page: Page, outline: Outline) -> None:
        self._page = page
        self._outline = outline
        self._children: dict[tuple[str | None, str], list[Clause]] = defaultdict(list)
        self._by_bare: dict[str, list[Clause]] = defaultdict(list)
        self._articles: dict[int, list[Clause]] = defaultdict(list)
        for clause in outline.clauses:
            bare = _bare(clause)
            self._children[clause.parent, bare.lower()].append(clause)
            self._by_bare[bare].append(clause)
            value = _article_value(bare)
            if value is not None:
                self._articles[value].append(clause)
        self._last = max(
            *(int(b) for b, cs in self._by_bare.items() if b.isdigit() and any(_outer(c) for c in cs)),
            *(self._articles or (0,)),
            *(int(b.partition(".")[0]) for b in self._by_bare if _DECIMAL.fullmatch(b)),
            0,
        )
        head = next(iter(outline.spans(RegionKind.OPENING)), Span(0, 0))
        self._amends = "AMENDMENT" in page.plain[: head.start + 300].upper()

    def resolve(self, named: Named) -> CrossReference | None:
        """The reference with its target; None where nothing was meant ("Part B" in running text)."""
        clause = self._outline.clause_at(named.start)
        path = clause.path if clause is not None else None
        meant = self._meant(named, clause)
        own = named.document is not None and own_kind(named.document) and meant.found and not self._amends
        statute = named.statute or (not meant.found and named.document is None and self._far_beyond(named))
        if (named.document is not None and not own) or (statute and not named.here):
            return CrossReference(
                path,
                None,
                named.start,
                named.end,
                resolves=False,
                external=True,
                statute=statute,
                document=named.document,
            )
        if not meant.found and named.noun in _COMMON:
            return None
        return CrossReference(
            path,
            meant.path,
            named.start,
            named.end,
            resolves=meant.found,
            item=meant.item,
            also_may_mean=meant.others,
        )

    def between(self, first: CrossReference, last: CrossReference) -> tuple[str, ...]:
        """The paths of the clauses between the two ends of a range; empty where they are not fellows."""
        if first.item or last.item or not (first.resolves and last.resolves):
            return ()
        start, end = (self._outline.index_of[ref.target or ""] for ref in (first, last))
        parent = self._outline.clauses[start].parent
        if parent != self._outline.clauses[end].parent:
            return ()
        inner = self._outline.clauses[start + 1 : end]
        return tuple(clause.path for clause in inner if clause.parent == parent)

    def _far_beyond(self, named: Named) -> bool:
        """Whether a section's number lies so far past the last one that a statute must be meant."""
        match = _PLAIN_NUMBER.fullmatch(named.base or "")
        if match is None or named.here or named.noun in _ATTACHED:
            return False
        return match["letter"].isupper() or int(match["number"]) > self._last + _FAR_BEYOND

    def _meant(self, named: Named, clause: Clause | None) -> _Meant:
        """What a reference in `clause` means within this document."""
        if named.inside is not None:
            noun, base, items = named.inside
            outer = self._absolute(noun, base, clause)
            steps = (
                ([named.base] if named.base else [])
                + list(items if named.base is None else ())
                + list(named.items)
            )
            if isinstance(outer, str):
                return _Meant("/".join([outer, *steps]))
            return self._below(outer, steps)
        if named.base is None:
            return self._relative(named, clause)
        found = self._absolute(named.noun, named.base, clause)
        if isinstance(found, str):
            return _Meant("/".join([found, *named.items]))
        others = tuple(c.path for c in self._same_label(found) if c is not found)
        return self._below(found, named.items, others)

    def _same_label(self, clause: Clause) -> list[Clause]:
        return self._children[clause.parent, _bare(clause).lower()]

    def _absolute(self, noun: str, base: str, clause: Clause | None) -> Clause | str:
        """The clause that a noun and number name from anywhere, or the path that it would have."""
        if noun in _ATTACHED:
            bare = f"{noun.upper()} {base}"
            found = self._by_bare.get(bare)
            return found[0] if found else bare
        value = _value(base) if noun == "article" else None
        if value is not None and self._articles.get(value):
            return self._nearest(self._articles[value], clause)
        if noun == "article" and self._articles:
            return f"ARTICLE {base.upper()}"
        candidates = self._by_bare.get(base, [])
        if not candidates and "." in base and not base[0].isdigit():  # "V.C"
            first, *rest = base.split(".")
            outer = self._absolute(noun, first, clause)
            if isinstance(outer, str):
                return "/".join([outer, *rest])
            meant = self._below(outer, rest)
            return self._outline.clauses[self._outline.index_of[meant.path]] if meant.found else meant.path
        outer_ones = [c for c in candidates if _outer(c)] or candidates
        if outer_ones:
            return self._nearest(outer_ones, clause)
        return self._would_be(base) if noun != "article" else f"ARTICLE {base.upper()}"

    def _nearest(self, candidates: list[Clause], clause: Clause | None) -> Clause:
        """The candidate that shares most of its path with the clause that refers to it; else the first."""
        if len(candidates) == 1:
            return candidates[0]
        here = clause.path.split("/") if clause is not None else []

        def shared(candidate: Clause) -> tuple[int, int]:
            common = 0
            for one, other in zip(here, candidate.path.split("/"), strict=False):
                if one != other:
                    break
                common += 1
            return (-common, candidate.start) if common else (0, candidate.start)

        return min(candidates, key=shared)

    def _would_be(self, base: str) -> str:
        """The path that a section would have, after the manner of those that are there."""
        head, dot, _ = base.partition(".")
        if not dot:
            return base
        number = int(head) if head.isdigit() else None
        if number is not None and self._articles.get(number):
            return f"{self._articles[number][0].path}/{base}"
        if number is not None and self._articles:
            # Numbered in the manner of those that are there.
            figures = all(cs[0].path.rpartition(" ")[2].isdigit() for cs in self._articles.values())
            return f"ARTICLE {number if figures else roman_numeral(number)}/{base}"
        if any(c.parent is None for c in self._by_bare.get(head, ())) or any(
            "." in _bare(c) and c.parent is not None for c in self._outline.clauses
        ):
            return f"{head}/{base}"
        return base

    def _below(self, clause: Clause, steps: Sequence[str], others: tuple[str, ...] = ()) -> _Meant:
        """The clause reached from `clause` by its items; an item of a sentence stays in its clause."""
        for i, step in enumerate(steps):
            children = self._children.get((clause.path, step.lower()))
            if not children:
                item = self._item(clause, step, None)
                if item is not None:
                    return _Meant(clause.path, found=True, item=item, others=others)
                return _Meant("/".join([clause.path, *steps[i:]]), others=others)
            clause = next((c for c in children if _bare(c) == step), children[0])
            others = tuple(c.path for c in children if c is not clause)
        return _Meant(clause.path, found=True, others=others)

    def _relative(self, named: Named, clause: Clause | None) -> _Meant:
        """The clause meant by "clause (ii)" or "paragraph (a)", looked for from this clause outward."""
        first = named.items[0]
        around = clause
        while around is not None:
            if self._children.get((around.path, first.lower())):
                return self._below(around, named.items)
            item = self._item(around, first, named, own=True)
            if item is not None:
                return _Meant(around.path, found=True, item=item)
            around = self._outline.clauses[self._outline.index_of[around.parent]] if around.parent else None
        top = self._children.get((None, first.lower()))
        if top:
            return self._below(top[0], named.items[1:])
        if first.isdigit() or clause is None:
            return _Meant("/".join(named.items))
        return _Meant("/".join([clause.path, *named.items]))

    def _item(self, clause: Clause, step: str, named: Named | None, *, own: bool = False) -> Span | None:
        """The label "(ii)" of an item of a sentence in the clause, but not in a reference to it.

        With `own`, only the clause's own words count, not those of clauses in it. Items stand near the
        beginning of their clause, or near the reference that names them.
        """
        start, end = clause.start, clause.end
        i = self._outline.index_of[clause.path] + 1
        if own and i < len(self._outline.clauses):
            end = max(start, min(end, self._outline.clauses[i].start))
        if named is not None:
            start, end = max(start, named.start - _NEAR), min(end, named.end + _NEAR)
        plain, wanted = self._page.plain, f" ({step}) "
        at = plain.find(wanted, start, min(end, start + 3 * _NEAR))
        while at >= 0:
            inside_reference = named is not None and named.start <= at + 1 < named.end
            if not inside_reference and not _REFERRING.search(plain, max(at - 24, 0), at):
                return Span(at + 1, at + 3 + len(step))
            at = plain.find(wanted, at + 1, min(end, start + 3 * _NEAR))
        return None


def _bare(clause: Clause) -> str:
    last = clause.path.rpartition("/")[2]
    return _REPEAT.sub("", last) if "#" in last else last


def _outer(clause: Clause) -> bool:
    """Whether a bare "Section 2" can mean the clause: no lettered item, nor a number in brackets."""
    return clause.label is None or not clause.label.startswith("(") or clause.depth == 0


def _article_value(bare: str) -> int | None:
    noun, _, numeral = bare.partition(" ")
    return _value(numeral) if noun in WHOLE_WORDS and numeral else None


def _value(numeral: str) -> int | None:
    if numeral.isdigit():
        return int(numeral)
    return roman(numeral) or word(numeral) or letter(numeral)
