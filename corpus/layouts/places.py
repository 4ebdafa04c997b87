"""Where a layout put each piece of each paragraph: copied runs, found again by bisection."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Protocol

from corpus.model import Position


class Places(Protocol):
    """What a rendered file must offer so that gold can be written for it."""

    def locate(self, position: Position) -> dict[str, Any]:
        """The span in the source's own terms, always with `quote`."""
        ...

    @property
    def noise(self) -> list[dict[str, Any]]:
        """Page breaks and tables of contents."""
        ...


@dataclass(slots=True)
class TextPlaces:
    """Places in a rendered text; every run says where in the output it was written.

    A run either copies its text (equal lengths) or replaces one character by an entity.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    noise: list[dict[str, Any]] = field(default_factory=list)
    _logical: dict[int, list[int]] = field(default_factory=dict)
    _runs: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    _text: str | None = None

    def raw(self, text: str) -> None:
        """Write furniture: characters that belong to no paragraph."""
        self.parts.append(text)
        self.length += len(text)

    def run(self, paragraph: int, start: int, text: str, written: str | None = None) -> None:
        """Write `text`, which stands at `start` in `paragraph`, as itself or as `written`."""
        out = text if written is None else written
        self._logical.setdefault(paragraph, []).append(start)
        self._runs.setdefault(paragraph, []).append((self.length, len(text), len(out)))
        self.parts.append(out)
        self.length += len(out)

    @property
    def text(self) -> str:
        """The whole file so far."""
        if self._text is None or len(self._text) != self.length:
            self._text = "".join(self.parts)
        return self._text

    def _at(self, paragraph: int, offset: int) -> tuple[int, int]:
        index = bisect_right(self._logical[paragraph], offset) - 1
        source, length, written = self._runs[paragraph][index]
        within = offset - self._logical[paragraph][index]
        assert 0 <= within < length, "a span begins or ends in the gap between two words"
        if length == written:
            return source + within, source + within + 1
        return source, source + written

    def locate(self, position: Position) -> dict[str, Any]:
        """Code point offsets into the text with the quote between them."""
        start = self._at(position.first, position.start)[0]
        end = self._at(position.last, position.end - 1)[1]
        return {"start": start, "end": end, "quote": self.text[start:end]}
