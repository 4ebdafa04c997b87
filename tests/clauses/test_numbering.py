"""The numbering styles of real agreements, one small page each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clauses import outline
from pipeline.model import Text

PAGES = {
    "figures, letters, Roman": (
        """\
1.   SALE.

     a.   The Seller shall deliver:

          (i) flour; and

          (ii) bran.

     b.   The Buyer shall pay.

2.   TERM.

     Two years.
""",
        ["1", "1/a", "1/a/i", "1/a/ii", "1/b", "2"],
    ),
    "a level whose own line was lost": (
        """\
1.  Sale

1.1  The Seller shall sell flour.

1.2.1  Flour is white.

1.2.2  Bran is brown.

1.3  The Buyer shall buy it.

2.  Term

2.1  Two years.
""",
        ["1", "1/1.1", "1/1.2.1", "1/1.2.2", "1/1.3", "2", "2/2.1"],
    ),
    "decimals under a figure": (
        """\
1.  Sale

1.1  The Seller shall sell flour.

1.1.1  Flour is white.

1.2  The Buyer shall buy it.

2.  Term

2.1  Two years.
""",
        ["1", "1/1.1", "1/1.1/1.1.1", "1/1.2", "2", "2/2.1"],
    ),
    "decimals alone": (
        """\
1.1  The Seller shall sell flour.

1.2  The Buyer shall buy it.

2.1  The term is two years.

2.2  It may be renewed.
""",
        ["1.1", "1.2", "2.1", "2.2"],
    ),
    "articles and sections": (
        """\
                              ARTICLE I

                                SALE

     Section 1.01 Flour. The Seller shall sell flour.

     Section 1.02 Price. The Buyer shall pay:

          (a) five dollars a sack; and

          (b) the freight.

                              ARTICLE II

                                TERM

     Section 2.01 Length. Two years.
""",
        [
            "ARTICLE I",
            "ARTICLE I/1.01",
            "ARTICLE I/1.02",
            "ARTICLE I/1.02/a",
            "ARTICLE I/1.02/b",
            "ARTICLE II",
            "ARTICLE II/2.01",
        ],
    ),
    "articles in words": (
        "ARTICLE ONE\n\nSALE\n\nFlour is sold.\n\nARTICLE TWO\n\nTERM\n\nTwo years.\n",
        ["ARTICLE ONE", "ARTICLE TWO"],
    ),
    "Roman over letters": (
        "I.   SALE\n\n     A.   Flour is sold.\n\n     B.   Bran is not.\n\nII.  TERM\n\n     Two years.\n",
        ["I", "I/A", "I/B", "II"],
    ),
    "brackets behind": (
        "1)  Flour is sold by the sack.\n\n2)  Bran is sold by weight.\n\n3)  The term is two years.\n",
        ["1", "2", "3"],
    ),
    "figures in brackets": (
        "(1)  Flour is sold.\n\n     (a) white; and\n\n     (b) brown.\n\n(2)  The term is two years.\n",
        ["1", "1/a", "1/b", "2"],
    ),
    "paragraph signs": (
        "§ 1 Sale. Flour is sold.\n\n§ 2 Term. Two years.\n\n§ 3 Law. Ohio law governs.\n",
        ["1", "2", "3"],
    ),
    "sections without decimals": (
        (
            "Section 1. Sale.\n\n     (a) Flour is sold.\n\n     (b) Bran is not.\n\nSection 2. "
            "Term.\n\n     Two years.\n"
        ),
        ["1", "1/a", "1/b", "2"],
    ),
    "spaced decimals": (
        "2. 1. The Seller shall sell flour.\n\n2. 2. The Buyer shall buy it.\n\n2. 3. Bran is not sold.\n",
        ["2.1", "2.2", "2.3"],
    ),
    "several labels in one paragraph": (
        (
            "1. (a) The Seller shall sell flour.\n\n   (b) The Buyer shall buy it.\n\n2. (a) The term "
            "is two years.\n\n   (b) It ends by notice.\n"
        ),
        ["1", "1/a", "1/b", "2", "2/a", "2/b"],
    ),
    "a label used twice": (
        "1.  Flour is sold.\n\n2.  Bran is not.\n\n2.  The term is two years.\n\n3.  Ohio law governs.\n",
        ["1", "2", "2#2", "3"],
    ),
    "a list that begins anew inside a clause": (
        """\
1.  The Seller shall:

    (a) keep stock as follows:

        1.  flour, ten sacks; and

        2.  bran, five sacks; and

    (b) insure it.

2.  The term is two years.

3.  Ohio law governs.
""",
        ["1", "1/a", "1/a/1", "1/a/2", "1/b", "2", "3"],
    ),
    "headings without labels": (
        (
            "Sale\n\nThe Seller shall sell flour to the Buyer by the sack.\n\nTerm and Renewal\n\nThe "
            "term is two years and may be renewed.\n"
        ),
        ["h:sale", "h:term-and-renewal"],
    ),
    "headings in capitals run in": (
        (
            "SALE: The Seller shall sell flour.\n\nTERM: The term is two years.\n\nLAW: The law of "
            "Ohio governs.\n"
        ),
        ["h:sale", "h:term", "h:law"],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_numbering_style_gives_its_paths(name: str, agreement: Callable[[str], Text]) -> None:
    """Every clause is found once, at its level, under the label printed."""
    page, paths = PAGES[name]
    assert [clause.path for clause in outline(agreement(page)).clauses] == paths


LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi")


@pytest.mark.parametrize("last", ["d", "i", "j", "v", "w", "x", "y"])
def test_letters_that_look_roman_stay_letters(last: str, agreement: Callable[[str], Text]) -> None:
    """After (h) comes (i), after (u) comes (v): the sequence says that they are letters."""
    letters = LETTERS[: LETTERS.index(last) + 1]
    page = "1.  The Seller shall:\n\n" + "".join(f"    ({c}) deliver lot {c};\n\n" for c in letters)
    assert [c.path for c in outline(agreement(page)).clauses] == ["1", *(f"1/{c}" for c in letters)]


def test_roman_numerals_after_h_open_a_level(agreement: Callable[[str], Text]) -> None:
    """An (i) after (h) is Roman where (ii) follows it."""
    page = "1.  The Seller shall:\n\n" + "".join(f"    ({c}) deliver lot {c};\n\n" for c in "abcdefgh")
    page += "        (i) whole; and\n\n        (ii) dry.\n\n    (i) insure them all.\n"
    paths = [c.path for c in outline(agreement(page)).clauses]
    assert paths[-4:] == ["1/h", "1/h/i", "1/h/ii", "1/i"]


@pytest.mark.parametrize("count", [2, 5, 10, 11])
def test_roman_numerals_stay_roman(count: int, agreement: Callable[[str], Text]) -> None:
    """(v) and (x) in a Roman list are five and ten."""
    page = "1.  The Seller shall:\n\n" + "".join(f"    ({c}) deliver lot {c};\n\n" for c in ROMAN[:count])
    assert [c.path for c in outline(agreement(page)).clauses] == ["1", *(f"1/{c}" for c in ROMAN[:count])]


NO_CLAUSES = {
    "an enumeration in a sentence": "It is void if (a) the sack is torn, (b) the flour is wet or "
    "(c) the Seller so says.",
    "a reference that begins a sentence": "The Buyer may end it. Section 2 applies then. Section "
    "4.5 does not.",
    "a decimal quantity": "The Buyer takes at least 1.5 tons a week, and no more than 2.5 tons.",
    "a figure that ends a sentence": "The lots are those of Rule 144. 5 sacks make a lot.",
    "a name": "The inspector is J. Smith of Toledo.",
}


@pytest.mark.parametrize("name", NO_CLAUSES)
def test_what_only_looks_like_a_label_is_no_clause(name: str, agreement: Callable[[str], Text]) -> None:
    """A label within a sentence opens nothing."""
    page = f"1.  Sale. {NO_CLAUSES[name]}\n\n2.  Term. Two years.\n"
    assert [c.path for c in outline(agreement(page)).clauses] == ["1", "2"]


def test_clauses_that_have_run_together_are_parted(agreement: Callable[[str], Text]) -> None:
    """Pages that lost their line ends are parted at labels that continue the numbering after a sentence."""
    page = (
        "1. Sale. The Seller shall sell flour by the sack. 1.1 Price. The Buyer shall pay five "
        "dollars. 1.2 Freight. "
        "The Seller bears it. 2. Term. Two years. 2.1 Renewal. By notice. 3. Law. The law of Ohio governs. "
    )
    assert [c.path for c in outline(agreement(page)).clauses] == ["1", "1/1.1", "1/1.2", "2", "2/2.1", "3"]


def test_a_table_of_contents_holds_no_clauses(text: Callable[[str], Text]) -> None:
    """Its entries are a region of their own, and the clauses are found once."""
    page = """\
SUPPLY AGREEMENT

TABLE OF CONTENTS

1.  Sale ................. 1
2.  Term ................. 2
3.  Law .................. 3

This Supply Agreement is made on May 3, 2004 between Alder Mills, Inc. and Birch Stores LLC.

1.  Sale. Flour is sold.

2.  Term. Two years.

3.  Law. Ohio.
"""
    found = outline(text(page))
    assert [c.path for c in found.clauses] == ["1", "2", "3"]
    assert [r.kind.value for r in found.regions] == ["cover", "contents", "opening", "body"]


def test_quoted_replacement_text_holds_no_clauses(agreement: Callable[[str], Text]) -> None:
    """What an amendment puts into another agreement keeps its labels to itself."""
    page = """\
1.  Amendment. Section 2.1 is replaced by:

    "2.1  Price. Six dollars.

    2.2  Freight. The Buyer bears it."

2.  Effect. The rest stands.
"""
    assert [c.path for c in outline(agreement(page)).clauses] == ["1", "2"]


def test_lettered_recitals_hold_no_clauses(text: Callable[[str], Text]) -> None:
    """Recital A is part of the recitals, even where a clause A follows."""
    page = """\
SUPPLY AGREEMENT

This Agreement is made on May 3, 2004 between Alder Mills, Inc. and Birch Stores LLC.

RECITALS

A. The Seller mills flour.

B. The Buyer sells it.

NOW, THEREFORE, the parties agree as follows:

1. Sale. Flour is sold.

2. Term. Two years.
"""
    found = outline(text(page))
    assert [c.path for c in found.clauses] == ["1", "2"]
    assert [r.kind.value for r in found.regions] == ["opening", "recitals", "body"]


def test_an_exhibit_has_its_own_numbering(text: Callable[[str], Text]) -> None:
    """Clauses of an exhibit stand below it, and those of the body do not go on in it."""
    page = """\
This Agreement is made on May 3, 2004 between Alder Mills, Inc. and Birch Stores LLC.

1. Sale. Flour as in Exhibit A.

2. Term. Two years.

IN WITNESS WHEREOF, the parties have signed.

By: ______________

                        EXHIBIT A

                        The Goods

1. White flour.

2. Brown flour.
"""
    found = outline(text(page))
    assert [c.path for c in found.clauses] == ["1", "2", "EXHIBIT A", "EXHIBIT A/1", "EXHIBIT A/2"]
    assert found.clauses[2].heading == "The Goods"


@pytest.mark.parametrize(
    ("path", "cite"),
    [
        ("1/a/i", "1(a)(i)"),
        ("1/a", "1(a)"),
        ("1", "1"),
        ("2/2.1/a", "2.1(a)"),
        ("ARTICLE III", "Article III"),
    ],
)
def test_a_clause_is_cited_as_a_lawyer_would(path: str, cite: str, agreement: Callable[[str], Text]) -> None:
    """Letters stand in brackets whatever their print, and decimals stand for all above them."""
    page = """\
1.  Sale.

    a.  The Seller shall sell:

        (i) flour; and

        (ii) bran.

    b.  Nothing else.

2.  Price.

2.1  The Buyer shall pay:

     (a) five dollars; and

     (b) freight.
"""
    articles = (
        "ARTICLE I\n\nSALE\n\nFlour.\n\nARTICLE II\n\nTERM\n\nOne year.\n\nARTICLE III\n\nLAW\n\nOhio.\n"
    )
    clauses = outline(agreement(articles if path.startswith("ARTICLE") else page)).clauses
    assert {c.path: c.cite for c in clauses}[path] == cite
