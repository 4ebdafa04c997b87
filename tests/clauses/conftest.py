"""Texts for the clause room, written out as pages and read by the plain-text loader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.load.plain import text_of
from pipeline.model import Source, SourceSpan, Text


def _text(raw: str) -> Text:
    return text_of(raw, 0, len(raw), Source("test", "", "text/plain"), SourceSpan)


@pytest.fixture(scope="session")
def text() -> Callable[[str], Text]:
    """A function that turns a typed page into a text."""
    return _text


OPENING = """\
                         SUPPLY AGREEMENT

     This Supply Agreement is made on May 3, 2004 between Alder Mills, Inc.
(the "Seller") and Birch Stores LLC (the "Buyer").

"""
CLOSING = """

     IN WITNESS WHEREOF, the parties have signed this Agreement.

ALDER MILLS, INC.

By: ____________________
"""


@pytest.fixture(scope="session")
def agreement(text: Callable[[str], Text]) -> Callable[[str], Text]:
    """A function that sets clauses between an opening and a signature page."""
    return lambda body: text(OPENING + body + CLOSING)
