"""Lines of a raw text in, the one normalised string of a document out.

All formats end here. White space inside a line is squeezed to single spaces, characters without a shape are
left out, joined lines become one paragraph, and each character written knows where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.load.lines import Line, odd_characters
from pipeline.model import Block, BlockKind, LeftOut, Source, SourceSpan, Text
from pipeline.spans import OffsetMap, TextBuilder

# Spaces of every width; line ends are among them because a format may keep them inside a paragraph (HTML).
_SPACES = r"\s\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Soft hyphens, zero-width characters, direction marks, controls, private use and lone surrogates.
_SHAPELESS = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\ud800-\udfff"
)
_JOINED = r"\ufb00-\ufb06"  # ligatures
# All but single spaces. It begins with one set, since `re` leaps from one character of a set to the next.
_ODD = re.compile(
    rf"[{_SPACES}{_SHAPELESS}{_JOINED}]"
    rf"(?:(?<= )[{_SPACES}{_SHAPELESS}]++|(?<! )(?:(?<=[{_JOINED}])|[{_SPACES}{_SHAPELESS}]*+))"
)
_BLANKS = re.compile("(  +)")  # what is squeezed in most lines
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_VISIBLE = re.compile(rf"[^{_SPACES}{_SHAPELESS}]")
_NARROWEST_CELL_GAP = 3  # blanks
_CELL_GAP = re.compile(rf"\t| {{{_NARROWEST_CELL_GAP},}}")
_HALF_WORD = re.compile(r"[A-Za-z]{2,30}-$")
_SECOND_HALF = re.compile(r"[a-z]{2,30}")
_WORD = re.compile(r"[a-z]{4,60}")
_OF_QUANTITIES = frozenset(
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    " twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion percent dollars"
    " days months years business trading calendar"
    " january february march april august september october november december".split()
)


def normalise(
    raw: str,
    lines: Iterable[Line],
    source: Source,
    locate: Callable[[int, int], SourceSpan],
    *,
    inner: OffsetMap | None = None,
    left_out: Iterable[LeftOut] = (),
) -> Text:
    """The text of `lines`, which are ranges of `raw` in its order.

    `locate` leads offsets of the decoded file to a place in it. Where `raw` is not the decoded file itself
    but was made from it (HTML), `inner` is the map between them.
    """
    lines = tuple(lines)
    odd = bool(lines) and not _plain(odd_characters(raw[lines[0].start : lines[-1].end]))
    builder = TextBuilder(raw)
    words = _Words(raw)
    blocks: list[Block] = []
    first: Line | None = None  # the line that opened the current paragraph
    start = 0
    previous_end = 0
    for line in lines:
        if odd and not (raw[line.start].isalnum() or _VISIBLE.search(raw, line.start, line.end)):
            continue
        if first is None or not line.joins:
            if first is not None:
                blocks.append(_block(first, start, builder.length))
                builder.replace(previous_end, line.start, "\n\n" if line.gap else "\n")
            first, start = line, builder.length
            _write(builder, line.start, line.end, odd=odd, cells=line.kind is BlockKind.TABLE)
        elif raw[previous_end - 1] != "-" or not words.one_word(previous_end, line.start):
            builder.replace(previous_end, line.start, " ")
            _write(builder, line.start, line.end, odd=odd)
        elif words.hyphen_is_soft(previous_end, line.start):
            builder.retract(1)
            _write(builder, line.start, line.end, odd=odd)
        else:
            _write(builder, line.start, line.end, odd=odd)
        previous_end = line.end
    if first is not None:
        blocks.append(_block(first, start, builder.length))
    string, offsets = builder.build()
    if inner is not None:
        offsets = offsets.after(inner)
    return Text(string, tuple(blocks), offsets, source, locate, tuple(left_out))


def _block(line: Line, start: int, end: int) -> Block:
    return Block(start, end, line.kind, line.indent, line.centred, line.emphasis, line.gap, line.page)


def _write(builder: TextBuilder, start: int, end: int, *, odd: bool, cells: bool = False) -> None:
    """Copy `[start, end)`, squeezing its white space and leaving out what has no shape.

    `odd` says that there may be more in it than `_plain` characters and ends of lines.
    """
    content = builder.source[start:end]
    if (odd or "\n" in content or "\r" in content) and not _plain(content):
        _write_odd(builder, start, end, cells=cells)
    elif "  " not in content:
        builder.copy(start, end)
    elif cells or content[0] == " " or content[-1] == " ":
        _write_odd(builder, start, end, cells=cells)
    else:
        builder.copy_parted(start, _BLANKS.split(content), " ")


def _write_odd(builder: TextBuilder, start: int, end: int, *, cells: bool) -> None:
    """The same for a line in which not all is plain, or that is the row of a table."""
    at = start
    for match in _ODD.finditer(builder.source, start, end):
        gap, after = match.span()
        found = match.group()
        builder.copy(at, gap)
        at = after
        if found in _LIGATURES:
            builder.replace(gap, after, _LIGATURES[found])
        elif start < gap and after < end and (found.isspace() or any(map(str.isspace, found))):
            builder.replace(gap, after, "\t" if cells and _CELL_GAP.search(found) else " ")
    builder.copy(at, end)


def _plain(content: str) -> bool:
    """Whether every character has a shape of its own and is no odd space.

    Python calls no space printable but the plain one, and nothing that has no shape; so that most lines need
    no regular expression.
    """
    return content.isprintable() and (content.isascii() or not _LIGATURE.search(content))


class _Words:
    """Tells whether a hyphen at the end of a line belongs to its word.

    EDGAR discourages splitting words at line ends, so "one-" + "hundred" is nearly always "one-hundred". The
    hyphen goes only where the document itself spells the whole word elsewhere ("regis-" + "tration"), and in
    the words that quantities are written with ("thir-" + "ty").
    """

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._known: frozenset[str] | None = None

    def one_word(self, end: int, start: int) -> bool:
        """Whether the line that ends at `end` and the one that starts at `start` share a word."""
        return bool(
            _HALF_WORD.search(self._raw, max(0, end - 32), end) and _SECOND_HALF.match(self._raw, start)
        )

    def hyphen_is_soft(self, end: int, start: int) -> bool:
        """Whether the word is spelt without the hyphen elsewhere in the document."""
        left, right = (
            _HALF_WORD.search(self._raw, max(0, end - 32), end),
            _SECOND_HALF.match(self._raw, start),
        )
        if not left or not right:
            return False
        if self._known is None:
            self._known = _OF_QUANTITIES.union(_WORD.findall(self._raw.lower()))
        return (left.group()[:-1] + right.group()).lower() in self._known
