"""No input takes more than linear time, however hostile: from its bytes to the JSON of its term sheet.

It measures time, and so is run by its own command: `python3 bootstrap.py test -m slow`.
"""

from __future__ import annotations

import time

import pytest

from pipeline.errors import SourceError
from pipeline.run import analyse_bytes

SMALL, LARGE = 20_000, 80_000  # bytes
# The processor's time may grow fourfold; a quadratic stage would make it sixteenfold. What is over in no time
# says nothing. A busy machine only ever adds time, so one good measurement in a few is enough.
MOST_GROWTH = 9.0
NO_TIME = 0.4
TRIES = 3

pytestmark = pytest.mark.slow

REPEATED = (
    "(", ")", '"', "“", "”", "one ", "and ", "$1,", "$", "1.", "1,", "1/", "(a)", "(a) ", "(1)(a)(i)(A)", "1. a",
    "1. a\n", "i. ii. iii. iv. ", "1.\n\n", "a. b\n\n", "Section 1(a)(i)", "Section 1 and ", "Sections 1, 2, 3, ",
    "By:\n", "By: ______\n", "/s/ ", "/s/ John Smith\n", "Name: \n", "Inc., ", "Acme, Inc., a Delaware corporation, ",
    "between ", "by and between ", "WHEREAS", "WHEREAS, a\n\n", 'the "X" ', '(the "X") ', '"X" means a. ', "...",
    ". ", ",", "-", "a-", "_", "this ____ day of ______, 19__ ", "[ ]", "[***] ", "\t", "a\t", "\n", "a\n", "a\n\n",
    "<", "&", "&amp;", "<table><td>", "<div>a ", "<b ", "<!--", "<TABLE>\n<S> <C>\n", "<PAGE>\n", "January ",
    "January 1, 2000 ", "1/2/2000 ", "thirty (30) ", "thirty (30) days after ", "twelve months and ", "%", "5% ",
    "ARTICLE I\n", "ARTICLE I\n\n", "I. Foo\n\n", "EXHIBIT A\n\n", "TABLE OF CONTENTS\n", "IN WITNESS WHEREOF\n",
    "Section 1 .......... 1\n", "- 12 -\n", "1", "a", "A", "a\u0301\u0302", "\u202eשלום ", "👩‍👩‍👧 ", "\xad", "a\xad",
    "\r", "a b\r", "\f", "a\f", "a\0", "\udcff", "laws of the State of New York ", "governed by the laws of ",
    "automatically renew for ", "shall expire on ", "100 shares ", "twenty-one hundred and ", "of the ", "Acme ",
    "<DOCUMENT>\n<TYPE>EX-10\n<TEXT>\na\n", "begin 644 a.pdf\n", "regis-\n", "Source: ACME, 8-K\n",
    "renew for successive one year terms unless notice of non-renewal ", "notice of non-renewal ", "Buyer: Elm, Inc.\n",
    "renew for one year unless sixty (60) days notice before the end of the term ", "Owner: Alder, Inc. ", "$1 ",
    "this Agreement shall renew for one year terms ", "thirty (30) days ", "30 days ", "one dollar ",
    "the earlier of ", "by the earlier of the later of ", "shall within ten days after ", "it shall ",
    "the earlier of ten days after the Closing and ", "by the Closing Date plus ",
    '( " $1, 1. (a) By:\n /s/ Inc., ',
    '\n\n(a) "X" means thirty (30) days after January 1, 2000 (the "Y") _ % ',
)  # fmt: skip

# What the readers of deal terms look for; they read nothing but agreements of their kind.
OPENING = (
    "REGISTRATION RIGHTS AGREEMENT\n\nThis Registration Rights Agreement is made as of April 14, 2005 between Elm, "
    'Inc., a Texas corporation (the "Company"), and Kestrel Fund, Ltd. (the "Investor").\n\n1. Registration. The '
    "Company shall file the Registration Statement within 30 days after the Closing Date. If it is not filed, the "
    "Company shall pay to the Holders, as liquidated damages, 1% of the Purchase Price for each thirty days. "
)
OF_DEALS = (
    "within thirty (30) days after ", "shall be paid within 7 days after ", "the first Business Day of each month ",
    "shall not exceed 10% of the Purchase Price ", "unless the Commission reviews it, in which case ", "1.5% ",
    "if such day is not a Business Day, ", "in the event that it is reviewed, ", "not due if ", "until cured ",
    "no payment shall be made if ", "reduced first ", "pro rata to each Holder, ", "on each monthly anniversary ",
    "the Company shall file the Registration Statement ", "liquidated damages ", "so notified ", "effective ",
    "notice is deemed given when received ", "not more than thirty (30) days in any twelve months ", "and ", ", ",
    "holders of 50% of the Registrable Securities ", "$1,500 ", "interest at the rate of 1% ", "provided that ",
)  # fmt: skip


def seconds(unit: str, size: int, opening: str = "") -> float:
    """The processor's time for `unit` over and over, up to `size` bytes; a refusal is an answer, too."""
    raw = unit.encode("utf-8", "surrogateescape")
    data = opening.encode() + (raw * (size // len(raw) + 1))[:size]
    started = time.process_time()
    try:
        for sheet in analyse_bytes(data, "hostile.txt").sheets:
            sheet.model_dump_json()
    except SourceError:
        pass
    return time.process_time() - started


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Load what is loaded once, on every stage's way."""
    sheets = analyse_bytes(
        b"LEASE\n\nThis Lease is made on May 3, 2004 between Acme, Inc., a Delaware corporation, and B LLC.\n\n"
        b"1. Rent. 5% or $7 is due thirty (30) days after a notice; 9 shares.\n\n2. Law. New York law governs.\n",
        "warm-up.txt",
    ).sheets
    assert sheets


@pytest.mark.parametrize("unit", REPEATED, ids=ascii)
def test_time_is_linear(unit: str) -> None:
    """Four times the text takes no more than about four times as long."""
    _check(unit, "")


@pytest.mark.parametrize("end", ["", ". "], ids=["one sentence", "sentences"])
@pytest.mark.parametrize("unit", OF_DEALS, ids=ascii)
def test_time_is_linear_in_deal_terms(unit: str, end: str) -> None:
    """So it is where the agreement is one whose deal terms are read."""
    _check(unit.strip() + end if end else unit, OPENING)


def _check(unit: str, opening: str) -> None:
    for _ in range(TRIES):
        small, large = seconds(unit, SMALL, opening), seconds(unit, LARGE, opening)
        if large < NO_TIME or large < MOST_GROWTH * small:
            return
    pytest.fail(f"{small:.2f} s for {SMALL} bytes, {large:.2f} s for {LARGE}, {TRIES} times over")
