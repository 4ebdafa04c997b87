"""Agreements typed as pages, and the warnings that the whole pipeline gives for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model import Notice, NoticeKind
from pipeline.run import analyse_bytes
from pipeline.warnings import warnings

OPENING = """\
                            SUPPLY AGREEMENT

     This Supply Agreement is made on May 3, 2004 between Alder Mills, Inc., a Delaware corporation
(the "Seller"), and Birch Stores LLC, a Nevada limited liability company (the "Buyer").

"""
BODY = """\
1.   SALE. The Seller shall sell the Goods.

     (a)  The Goods are cloth.

     (b)  The price is $500.

2.   TERM. This Agreement runs for two years.

3.   LAW. The laws of the State of New York govern this Agreement.

"""
SIGNATURES = """\

     IN WITNESS WHEREOF, the parties have signed this Agreement.

ALDER MILLS, INC.

By: /s/ Ann Elm
Name: Ann Elm
Title: President

BIRCH STORES LLC

By: /s/ Ivo Ashgrove
Name: Ivo Ashgrove
Title: Manager
"""

Warned = Callable[..., list[Notice]]


def _warned(
    kind: NoticeKind,
    *,
    opening: str = OPENING,
    body: str = BODY,
    signatures: str = SIGNATURES,
    behind: str = "",
) -> list[Notice]:
    page = opening + body + signatures + behind
    (found,) = analyse_bytes(page.encode(), "made.txt").findings
    notices = warnings(found)
    for notice in notices:
        assert notice.spans
        assert all(0 <= span.start < span.end <= len(found.text.string) for span in notice.spans)
    return [notice for notice in notices if notice.kind == kind]


@pytest.fixture(scope="session")
def warned() -> Warned:
    """A function that gives the warnings of one kind for an agreement put together from its parts."""
    return _warned
