"""Statutes, rules and forms in the form in which they are cited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clauses import cross_references, definitions, laws, outline
from pipeline.model import Text

NAMES = (
    'It is governed by the Securities Act of 1933, as amended, and the rules thereunder (the "1933 Act"), the Internal '
    'Revenue Code of 1986 (the "Code") and the Securities Exchange Act of 1934 (the "Act").'
)
CITED = {
    "Section 4(2) of the 1933 Act": ["15 USC 77d(2)"],
    "Section 13(d) of the Exchange Act": ["15 USC 78m(d)"],
    "Sections 13(a) and 15(d) of the Securities Exchange Act of 1934": ["15 USC 78m(a)", "15 USC 78o(d)"],
    "Section 16(b) of the Act": ["15 USC 78p(b)"],
    "clause (a) of Section 2(a)(10) of the 1933 Act": ["15 USC 77b(a)(10)(a)"],
    "Section 409A": ["26 USC 409A"],
    "Section 83(b) of the Code": ["26 USC 83(b)"],
    "Section 365(n) of the Bankruptcy Code": ["11 USC 365(n)"],
    "Section 406 of ERISA": ["29 USC 1106"],
    "Section 906 of the Sarbanes-Oxley Act of 2002": ["Sarbanes-Oxley Act of 2002, Section 906"],
    "Title IV of ERISA": ["Employee Retirement Income Security Act of 1974, Title IV"],
    "Rule 144(k)": ["17 CFR 230.144(k)"],
    "Rule 144A": ["17 CFR 230.144A"],
    "Rule 10b-5": ["17 CFR 240.10b-5"],
    "Rule 433 of the 1933 Act Regulations": ["17 CFR 230.433"],
    "Rule 17f-5 under the Investment Company Act": ["17 CFR 270.17f-5"],
    "Rule 501 of Regulation D": ["17 CFR 230.501"],
    "Regulation D": ["17 CFR 230.500-230.508"],
    "Regulation S-K": ["17 CFR 229"],
    "Item 404 of Regulation S-K": ["17 CFR 229.404"],
    "21 C.F.R. § 312.21(a)": ["21 CFR 312.21(a)"],
    "21 U.S.C. § 335a": ["21 USC 335a"],
    "Rule 5110": [None],
    "Rule 408 of the Federal Rules of Evidence": [None],
    "Section 7 of the Clayton Act": [None],
}


@pytest.mark.parametrize("words", CITED)
def test_references_are_cited(words: str, agreement: Callable[[str], Text]) -> None:
    """What the text calls a law is led to its place in the codes; a law that is not known has none."""
    page = agreement(f"1.  Law. {NAMES}\n\n2.  Rest. It falls under {words}.\n\n3.  Two years.\n")
    found = outline(page)
    references = cross_references(page, found, definitions(page, found))
    assert all(r.statute for r in references)
    assert [r.canonical for r in references if r.clause == "2"] == CITED[words]


def test_laws_and_forms_that_are_named(agreement: Callable[[str], Text]) -> None:
    """The document's own name counts, but not inside the name of another act."""
    page = agreement(
        f"1.  {NAMES}\n\n2.  A Form 10K and Forms S-3 under the 1933 Act, the Act, and the Clayton Act.\n"
    )
    found = outline(page)
    second = found.clauses[1]
    named = laws(page, definitions(page, found))
    assert [m.canonical for m in named if m.start >= second.start] == [
        "Form 10-K",
        "Form S-3",
        "Securities Act of 1933",
        "Securities Exchange Act of 1934",
    ]
    assert all(page.string[m.start : m.end].strip() for m in named)
