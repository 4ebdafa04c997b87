"""Clauses and exhibits that are referred to and not there."""

import pytest

from tests.warnings.conftest import BODY, Warned

MORE = BODY + "4.   PAYMENT. The Buyer shall pay {}.\n\n5.   NOTICES. Notices go by post.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("as Section 1(c) says", "Section 1(c), referred to in Section 4, is not in this document"),
        ("under Section 9 hereof", "Section 9, referred to in Section 4, is not in this document"),
        ("under Section 2(a)", "Section 2(a), referred to in Section 4, is not in this document"),
    ],
)
def test_a_clause_that_is_not_there(warned: Warned, words: str, message: str) -> None:
    """The clauses around it are numbered without a gap, and the label stands nowhere."""
    (notice,) = warned("dangling_reference", body=MORE.format(words))
    assert notice.message == message


@pytest.mark.parametrize(
    "words",
    [
        "as Section 1(b) says",
        "under Section 9 of the Purchase Agreement",
        "under Section 12(b) of the Exchange Act",
        "the tax that Section 409A of the Code levies",
        "by (a) cheque or (b) wire, but under Section 4(b) by wire only",
        "under Exhibit B",
    ],
)
def test_clauses_that_are_there_or_elsewhere(warned: Warned, words: str) -> None:
    """A clause of another agreement, of a statute, or an item of a sentence is not missed."""
    assert warned("dangling_reference", body=MORE.format(words)) == []


def test_an_amendment_speaks_of_the_clauses_of_another_document(warned: Warned) -> None:
    """Nothing can be missed there."""
    opening = (
        "FIRST AMENDMENT TO SUPPLY AGREEMENT\n\nThis Amendment is made on May 3, 2004 between"
        ' Alder Mills, Inc. (the "Seller") and Birch Stores LLC (the "Buyer").\n\n'
    )
    body = MORE.format("under Section 9 hereof, with the paper attached as Exhibit 7")
    assert warned("dangling_reference", opening=opening, body=body) == []
    assert warned("exhibit_missing", opening=opening, body=body) == []


def test_an_exhibit_that_is_not_attached(warned: Warned) -> None:
    """One warning has all the places."""
    words = "by the note attached hereto as Exhibit B, and Exhibit B shall be signed"
    (notice,) = warned("exhibit_missing", body=MORE.format(words))
    assert notice.message == "Exhibit B, referred to in Section 4, is not in this file"
    assert len(notice.spans) == 2


def test_each_missing_exhibit_of_a_list(warned: Warned) -> None:
    """Exhibits A and B are two."""
    body = MORE.format("by the notes attached as Exhibits A and B")
    notices = warned(
        "exhibit_missing", body=body, behind="\n\n\nEXHIBIT A\n\nFORM OF NOTE\n\nThe Buyer owes $500.\n"
    )
    assert [notice.message for notice in notices] == [
        "Exhibit B, referred to in Section 4, is not in this file"
    ]


@pytest.mark.parametrize(
    ("words", "behind"),
    [
        ("by the note attached as Exhibit B", "\n\n\nEXHIBIT B\n\nFORM OF NOTE\n\nThe Buyer owes $500.\n"),
        (
            "by the note attached as Exhibit B",
            '\n\n\nExhibit "B" - Form of Note. The Buyer owes $500 to the Seller.\n',
        ),
        ("by the note attached as Exhibit B to the Purchase Agreement", ""),
        ("by the note set forth in Schedule 4.1(a) thereto", ""),
    ],
)
def test_exhibits_that_are_there_or_elsewhere(warned: Warned, words: str, behind: str) -> None:
    """However the label is printed; the exhibits of other agreements are not missed."""
    assert warned("exhibit_missing", body=MORE.format(words), behind=behind) == []
