"""The markup of the masters: `[[kind arguments; option=value | text]]` inside running text.

    within [[days 60 days within; anchor=the Closing Date]]      -> "within sixty (60) days"
    dated as of [[date 2004-05-18; role=agreement]]              -> "May 18, 2004"
    "[[def Shelf]]" means the statement of [[ref 2/a | Section 2(a)]]

Text that is left out is made from the value, so that neither can drift from the other. Marks nest. `{-}`
breaks the line inside a word, `{page}` turns the page at that place; neither is part of the text.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from corpus.model import BreakKind, Mark, Rich
from corpus.wording import dollar_words, dollars, long_date, percent_words, plain, unit_name, words

Options = Mapping[str, str]

_TOKEN: Final = re.compile(r"\[\[([^|\]]*)(\||\]\](?!\](?!\])))[ ]?|[ ]?\]\](?!\](?!\]))|\{-\}|\{page\}")
_BREAKS: Final[Mapping[str, BreakKind]] = {"{-}": "line", "{page}": "page"}


class MarkupError(ValueError):
    """A master says something that the markup does not allow; the message quotes it."""


def _days(args: tuple[str, ...], options: Options) -> str:
    count, unit = int(args[0]), args[1]
    name = unit_name(unit, count)
    match options.get("form", "both"):
        case "figures":
            return f"{count} {name}"
        case "words":
            return f"{words(count)} {name}"
        case "adjective":
            return f"{words(count)} ({count}) {name.removesuffix('s')}"
        case "hyphen":
            return f"{count}-{name.removesuffix('s')}"
        case "notice":  # the possessive of "thirty days' notice" is part of the expression
            return f"{words(count)} ({count}) {name}" + ("'s" if count == 1 else "'")
        case _:
            return f"{words(count)} ({count}) {name}"


def _percent(args: tuple[str, ...], options: Options) -> str:
    percent = Decimal(args[0]) * 100
    if options.get("form") == "figures":
        return f"{plain(percent)}%"
    return f"{percent_words(percent)} ({plain(percent)}%)"


def _money(args: tuple[str, ...], options: Options) -> str:
    amount = Decimal(args[0])
    if options.get("form") == "words":
        return f"{dollar_words(int(amount))} ({dollars(amount)})"
    return dollars(amount)


# What each kind writes when the author gives no text.
_WRITERS: Final[Mapping[str, Callable[[tuple[str, ...], Options], str]]] = {
    "days": _days,
    "pct": _percent,
    "money": _money,
    "date": lambda args, _: long_date(date.fromisoformat(args[0])),
    "def": lambda args, _: " ".join(args),
    "blank": lambda *_: "________",
    "redacted": lambda *_: "[***]",
}


@lru_cache(maxsize=4096)
def _head(head: str) -> tuple[str, tuple[str, ...], Options]:
    first, *rest = head.split(";")
    kind, *args = first.split()
    return kind, tuple(args), {k.strip(): v.strip() for k, v in (item.split("=", 1) for item in rest)}


def parse(source: str) -> Rich:
    """The text of one paragraph with its marks; runs of white space become one space.

    Raises MarkupError when brackets do not pair or a mark without text cannot make its own.
    """
    source = " ".join(source.split())
    out: list[str] = []
    length = position = 0
    marks: list[Mark] = []
    breaks: list[tuple[int, BreakKind]] = []
    pending: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(source):
        chunk = source[position : token.start()]
        out.append(chunk)
        length += len(chunk)
        position = token.end()
        head, closing = token.group(1), token.group(2)
        if head is None and token.group() in _BREAKS:
            breaks.append((length, _BREAKS[token.group()]))
        elif head is None:
            if not pending:
                raise MarkupError(f"']]' without '[[' in {source!r}")
            opened, start = pending.pop()
            kind, args, options = _head(opened)
            marks.append(Mark(kind, args, options, start, length))
        elif closing == "|":
            pending.append((head, length))
        else:
            if token.group().endswith(" "):  # the space after a mark without text belongs to the sentence
                position -= 1
            kind, args, options = _head(head)
            if kind not in _WRITERS:
                raise MarkupError(f"[[{head}]] needs a text")
            text = _WRITERS[kind](args, options)
            marks.append(Mark(kind, args, options, length, length + len(text)))
            out.append(text)
            length += len(text)
    if pending:
        raise MarkupError(f"'[[{pending[-1][0]}' is never closed in {source!r}")
    out.append(source[position:])
    return Rich("".join(out), tuple(sorted(marks, key=lambda m: (m.start, -m.end))), tuple(breaks))
