"""The rule files of `patterns/`: their schema, their shared parts, and the check that each keeps its word.

A rule is written once, in the syntax that RE2 and `regex` share. A part is used by name, as `(?&number)`, and
may use other parts. Quantifiers are bounded, so that a hit can never swallow a document and the scan stays
linear on hostile text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import PatternError

PARTS_FILE = "parts.toml"

_Sheet = TypeVar("_Sheet", bound=BaseModel)

_USE = re.compile(r"\(\?&(?P<name>[a-z][a-z0-9_]*)\)")
_UNBOUNDED = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\})")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
# White space and comments, where no backslash and no character class makes them part of the pattern.
_LAYOUT = re.compile(r"(?P<kept>\\.|\[(?:\\.|[^\]\\])*\]?)|\s+|#[^\n]*", re.DOTALL)
_SPACE_RUN = re.compile(r"(?:\\s|\[\\s[^\]]{0,12}\])[*+]\??")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A text in which the rule must match just `match`, with these words in its named groups.

    A rule about a sentence holds or does not, and its examples name no `match`.
    """

    text: str
    match: str = ""
    groups: Mapping[str, str] = Field(default_factory=dict)


class Near(_Strict):
    """Words without one of which a rule matches nothing, and how far a match may reach around them."""

    words: str  # a regular expression, whatever the rule's case
    before: int = Field(ge=0)  # characters from the beginning of a match to where its words begin,
    after: int = Field(ge=0)  # and from their end to its own, both at the most


class Rule(_Strict):
    """One way of wording a thing."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    why: str = Field(min_length=1)
    pattern: str | None = None  # a regular expression with named groups
    tokens: tuple[Mapping[str, Any], ...] | None = None  # or a spaCy token pattern,
    reads: str | None = None  # and the regular expression that its match must be, for the named groups
    needs: tuple[str, ...] = ()  # of a rule about a sentence: what else must stand in it, in any order,
    unless: tuple[str, ...] = ()  # and what must not
    ignore_case: bool = True
    apart: bool = False  # in no automaton with the rules before it: their gaps would multiply its states
    near: Near | None = None  # around what it is looked for, in a sweep over a whole document
    examples: tuple[Example, ...] = Field(min_length=1)
    counter_examples: tuple[str, ...] = ()  # texts in which it must match nothing

    @model_validator(mode="after")
    def _one_kind(self) -> Rule:
        if (self.pattern is None) == (self.tokens is None):
            raise ValueError("a rule has either a pattern or tokens")
        if self.reads is not None and self.tokens is None:
            raise ValueError("only a rule of tokens has `reads`; a pattern names its own groups")
        return self

    @property
    def of_sentences(self) -> bool:
        """Whether it uses what only a rule about a sentence may use."""
        return bool(self.needs or self.unless) or any(not example.match for example in self.examples)


class Family(_Strict):
    """The rules of one file, in their order of precedence."""

    family: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    about: str = Field(min_length=1)
    parts: Mapping[str, str] = Field(default_factory=dict)
    window: str | None = None  # for token rules: a regular expression for the ranges worth tokenizing
    gate: str | None = None  # for rules about sentences: what a sentence must hold to be worth a look
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> Family:
        seen: set[str] = set()
        for rule in self.rules:
            if rule.id in seen:
                raise ValueError(f"rule {rule.id!r} stands twice")
            seen.add(rule.id)
        if len({rule.tokens is None for rule in self.rules}) > 1:
            raise ValueError("the rules of a family are all patterns or all tokens: one engine runs them")
        if self.gate is None and any(rule.of_sentences for rule in self.rules):
            raise ValueError("only rules of a family with a `gate` have `needs`, `unless` or no `match`")
        if self.gate is not None and self.of_tokens:
            raise ValueError("rules about sentences are patterns")
        return self

    @property
    def of_tokens(self) -> bool:
        """Whether spaCy runs this family, and not RE2."""
        return self.rules[0].tokens is not None


class Parts(_Strict):
    """The parts that every family may use."""

    about: str
    parts: Mapping[str, str]


@cache
def shipped() -> tuple[Family, ...]:
    """The families that come with the project, in the order of their file names, parts filled in."""
    return load(files("patterns"))


@cache
def shipped_labels() -> tuple[Family, ...]:
    """The families of rules about sentences, one a clause label, in the order of their names."""
    return load(files("patterns") / "labels")


def load(folder: Traversable | Path, *, parts: Mapping[str, str] | None = None) -> tuple[Family, ...]:
    """The families of a folder of TOML files, with every `(?&part)` written out.

    `parts` are those of the shipped `parts.toml` unless the folder brings its own. Raises `PatternError`
    naming the file, the rule and the key at fault.
    """
    sheets = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name
    )
    shared = dict(parts if parts is not None else _shipped_parts())
    for sheet in sheets:
        if sheet.name == PARTS_FILE:
            shared |= _validated(Parts, sheet).parts
    return tuple(
        _filled(_validated(Family, sheet), shared, sheet.name) for sheet in sheets if sheet.name != PARTS_FILE
    )


@cache
def _shipped_parts() -> Mapping[str, str]:
    return _validated(Parts, files("patterns").joinpath(PARTS_FILE)).parts


def _validated(model: type[_Sheet], sheet: Traversable) -> _Sheet:
    try:
        return model.model_validate(tomllib.loads(sheet.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(sheet.name, None, f"is no valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise PatternError(sheet.name, None, f"{where}: {first['msg']}") from error


def _filled(family: Family, shared: Mapping[str, str], file: str) -> Family:
    parts = {**shared, **family.parts}
    window = None if family.window is None else expand(family.window, parts, file, None)
    gate = None if family.gate is None else expand(family.gate, parts, file, None)
    rules = tuple(_rule_filled(rule, parts, file) for rule in family.rules)
    return family.model_copy(update={"window": window, "gate": gate, "rules": rules})


def _rule_filled(rule: Rule, parts: Mapping[str, str], file: str) -> Rule:
    if rule.pattern is not None:
        filled = {
            "pattern": expand(rule.pattern, parts, file, rule.id),
            "needs": tuple(expand(pattern, parts, file, rule.id) for pattern in rule.needs),
            "unless": tuple(expand(pattern, parts, file, rule.id) for pattern in rule.unless),
            "near": rule.near and _near_filled(rule.near, parts, file, rule.id),
        }
        return rule.model_copy(update=filled)
    tokens = tuple(_token_filled(token, parts, file, rule.id) for token in rule.tokens or ())
    reads = None if rule.reads is None else expand(rule.reads, parts, file, rule.id)
    return rule.model_copy(update={"tokens": tokens, "reads": reads})


def _near_filled(near: Near, parts: Mapping[str, str], file: str, rule: str) -> Near:
    return near.model_copy(update={"words": expand(near.words, parts, file, rule)})


def _token_filled(value: Any, parts: Mapping[str, str], file: str, rule: str) -> Any:  # noqa: ANN401 - spaCy's own JSON
    """A token pattern with the parts in its `REGEX` strings written out, however deep they stand."""
    if isinstance(value, Mapping):
        if value.get("OP") in ("*", "+"):
            raise PatternError(
                file, rule, f"the token operator {value['OP']!r} has no upper bound; write '{{0,n}}'"
            )
        return {key: _token_filled(inner, parts, file, rule) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_token_filled(inner, parts, file, rule) for inner in value]
    return expand(value, parts, file, rule) if isinstance(value, str) and _USE.search(value) else value


def expand(
    pattern: str, parts: Mapping[str, str], file: str, rule: str | None, *, inside: Iterable[str] = ()
) -> str:
    r"""`pattern` on one line with its parts written out.

    White space and `#` comments in a pattern are for the reader and are left out; a space to be matched is
    written `\\s` or `[ ]`.
    """
    inside = tuple(inside)

    def written_out(use: re.Match[str]) -> str:
        name = use["name"]
        if name not in parts:
            raise PatternError(file, rule, f"uses the part {name!r}, which nobody defines")
        if name in inside:
            raise PatternError(file, rule, f"the part {name!r} uses itself")
        return f"(?:{expand(parts[name], parts, file, rule, inside=(*inside, name))})"

    plain = _USE.sub(written_out, _without_layout(pattern))
    if not inside:
        unbounded = _UNBOUNDED.search(_SPACE_RUN.sub("", _CLASS.sub(_blank_class, plain)))
        if unbounded:
            raise PatternError(file, rule, f"{unbounded.group()!r} has no upper bound; write {{0,n}}")
    return plain


def _blank_class(found: re.Match[str]) -> str:
    """A character class without its contents, in which `*` and `+` are no quantifiers; white space stays."""
    return found.group() if found.group().startswith("[\\s") else "[]"


@lru_cache(maxsize=1024)  # the same parts stand in many rules
def _without_layout(pattern: str) -> str:
    """The pattern without the white space and comments that only lay it out."""
    return _LAYOUT.sub(_kept, pattern)


def _kept(found: re.Match[str]) -> str:
    return found["kept"] or ""
