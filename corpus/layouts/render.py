"""The table of layouts: a name and its options in, the file's bytes and the places in it out."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.layouts.hypertext import HtmlLayout, HtmlStyle
from corpus.layouts.places import Places, TextPlaces
from corpus.layouts.plain import PlainLayout, PlainStyle
from corpus.layouts.submission import Filing, wrap
from corpus.model import Document, Position

Rendered = tuple[bytes, Places, dict[str, Any]]
Reader = Callable[[Mapping[str, Any]], str | None]


@dataclass(slots=True)
class _Shifted:
    """Places in a text that stands inside a larger file."""

    inner: TextPlaces
    by: int

    @property
    def noise(self) -> list[dict[str, Any]]:
        return [
            {**item, "start": item["start"] + self.by, "end": item["end"] + self.by}
            for item in self.inner.noise
        ]

    def locate(self, position: Position) -> dict[str, Any]:
        span = self.inner.locate(position)
        return {"start": span["start"] + self.by, "end": span["end"] + self.by, "quote": span["quote"]}


def render(document: Document, layout: str, options: Mapping[str, Any]) -> Rendered:
    """The bytes of `document` in `layout`, where everything stands in them, and facts for its gold.

    Offsets index the decoded file: code points of UTF-8, or of cp1252 where `encoding` says so. The
    binary layouts import their libraries here, so that the generator starts at once.
    """
    settings = dict(options)
    encoding = settings.pop("encoding", "utf-8")
    match layout:
        case "text" | "html":
            places = _text(document, layout, settings)
            return places.text.encode(encoding), places, {"encoding": encoding}
        case "submission":
            filing = Filing(**settings.pop("filing"))
            inner = settings.pop("inner", "text")
            if filing.armoured and inner == "html":
                raise ValueError("HTML was not filed under armour")
            if filing.armoured:
                settings["dash_escape"] = True
            places = _text(document, inner, settings)
            whole, offset, facts = wrap(filing, places.text, html=inner == "html")
            facts["document"] = {"start": offset, "end": offset + len(places.text.rstrip("\n"))}
            return whole.encode(encoding), _Shifted(places, offset), {"encoding": encoding, **facts}
        case "pdf":
            from corpus.layouts.pdf import PdfLayout, PdfStyle

            return *PdfLayout(PdfStyle(**settings)).render(document), {}
        case "docx":
            from corpus.layouts.word import WordLayout, WordStyle

            style = WordStyle(**settings)
            return *WordLayout(style).render(document), {"automatic_numbering": style.automatic}
        case other:
            raise ValueError(f"no such layout: {other}")


def _text(document: Document, layout: str, settings: Mapping[str, Any]) -> TextPlaces:
    if layout == "html":
        return HtmlLayout(HtmlStyle(**settings)).render(document)
    return PlainLayout(PlainStyle(**settings)).render(document)


def reader(record: Mapping[str, Any], data: bytes) -> Reader:
    """A function that reads the words at a gold place of `record` from its source file's bytes."""
    match record["format"]:
        case "pdf":
            return _pdf_reader(data)
        case "docx":
            return _word_reader(data)
        case _:
            text = data.decode(record["encoding"])
            return lambda place: text[place["start"] : place["end"]]


def _pdf_reader(data: bytes) -> Reader:
    """PDF places give pages only: the quote itself is returned if these pages hold its letters."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    pages = [_letters(page.get_textpage().get_text_bounded()) for page in pdf]

    def read(place: Mapping[str, Any]) -> str | None:
        first, last = place["page"], place.get("page_end", place["page"])
        quote = _letters(place["quote"])
        if first == last:
            return place["quote"] if quote in pages[first - 1] else None
        # Furniture stands between the pages, so each end of the quote is looked for on its own page.
        head = max((n for n in range(len(quote) + 1) if quote[:n] in pages[first - 1]), default=0)
        tail = max(
            (n for n in range(len(quote) + 1) if quote[len(quote) - n :] in pages[last - 1]), default=0
        )
        return place["quote"] if head + tail >= len(quote) or last > first + 1 else None

    return read


def _letters(text: str) -> str:
    """`text` without white space and hyphens: pdfium takes one at the end of a line for a soft hyphen."""
    return "".join(text.split()).translate({ord(c): None for c in "-\x02\ufffe\u00ad"})


def _word_reader(data: bytes) -> Reader:
    import docx

    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]

    def read(place: Mapping[str, Any]) -> str:
        first, last = place["paragraph"], place.get("paragraph_end", place["paragraph"])
        parts = texts[first : last + 1]
        parts[-1] = parts[-1][: place["end"]]
        parts[0] = parts[0][place["start"] :]
        return "\n".join(parts)

    return read
