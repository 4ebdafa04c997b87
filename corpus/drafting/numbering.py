"""Numbering styles: labels of sections and clauses, and how the text cites them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_ROMAN: Final = (
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV XXVI"
).split()


def roman(number: int) -> str:
    """`number` as a capital Roman numeral."""
    return _ROMAN[number - 1]


def letter(number: int) -> str:
    """1 is a, 27 is aa."""
    return chr(96 + number) if number <= 26 else chr(96 + number - 26) * 2


@dataclass(frozen=True, slots=True)
class Numbering:
    """Labels by position. `section` and `clause` may be None: the heading stands without a number.

    `cite` gets the section's and the clause's position (0: the section itself) and its heading.
    """

    name: str
    section: Callable[[int], str | None]
    clause: Callable[[int, int], str]
    item: Callable[[int, int, int], str]
    cite: Callable[[int, int, str], str]
    upper: bool = True


def _letters(section: int, clause: int, heading: str) -> str:
    del heading
    return f"Section {section}({letter(clause)})" if clause else f"Section {section}"


NUMBERINGS: Final[tuple[Numbering, ...]] = (
    Numbering("figures_letters_dot", lambda s: f"{s}.", lambda _, c: f"{letter(c)}.",
              lambda *p: f"({roman(p[2]).lower()})", _letters),
    Numbering("figures_letters", lambda s: f"{s}.", lambda _, c: f"({letter(c)})",
              lambda *p: f"({roman(p[2]).lower()})", _letters),
    Numbering("articles", lambda s: f"ARTICLE {roman(s)}", lambda s, c: f"Section {s}.{c:02}",
              lambda *p: f"({letter(p[2])})",
              lambda s, c, _: f"Section {s}.{c:02}" if c else f"Article {roman(s)}"),
    Numbering("decimal", lambda s: f"{s}.", lambda s, c: f"{s}.{c}", lambda s, c, i: f"{s}.{c}.{i}",
              lambda s, c, _: f"Section {s}.{c}" if c else f"Section {s}", upper=False),
    Numbering("sections", lambda s: f"Section {s}.", lambda _, c: f"({letter(c)})",
              lambda *p: f"({roman(p[2]).lower()})", _letters, upper=False),
    Numbering("roman", lambda s: f"{roman(s)}.", lambda _, c: f"{letter(c).upper()}.", lambda *p: f"{p[2]}.",
              lambda s, c, _: f"Section {roman(s)}.{letter(c).upper()}" if c else f"Section {roman(s)}"),
    Numbering("unnumbered", lambda _: None, lambda _, c: f"({letter(c)})", lambda *p: f"({p[2]})",
              lambda *p: f'the section headed "{p[2]}"', upper=False),
)  # fmt: skip
