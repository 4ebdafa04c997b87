"""Documents made on the spot for the loaders' tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

# What to draw on a page: x, y from the lower left corner, font, size, text.
Drawn = tuple[float, float, str, float, str]
MakePdf = Callable[..., bytes]


@pytest.fixture
def make_pdf() -> MakePdf:
    """A function that makes a PDF of pages of things drawn; a page may also be a function of the canvas."""

    def make(*pages: Sequence[Drawn] | Callable[[Canvas], None], password: str | None = None) -> bytes:
        buffer = io.BytesIO()
        encryption = StandardEncryption(password) if password else None
        canvas = Canvas(buffer, pagesize=(595, 842), encrypt=encryption, invariant=1)
        for page in pages:
            if callable(page):
                page(canvas)
            else:
                for x, y, font, size, text in page:
                    canvas.setFont(font, size)
                    canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return make


@pytest.fixture
def save_docx() -> Callable[[docx.document.Document], bytes]:
    """A function that gives the bytes of a python-docx document."""

    def save(document: docx.document.Document) -> bytes:
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return save
