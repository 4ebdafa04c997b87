"""What a document is called."""

import pytest

from tests.extract.term_texts import cases, read, told


@pytest.mark.parametrize(("raw", "title"), cases("title", "raw", "title"))
def test_the_title_is_the_heading(raw: str, title: str | None) -> None:
    """Exhibit numbers, companies and legends are no part of it, its further lines are; a letter has none."""
    assert told(read(raw)["document_name"]) == title


def test_a_run_together_heading_is_cut_to_the_documents_own_name() -> None:
    """What the document calls itself tells where the company ends and the title begins."""
    raw = (
        "ALDER MILLS PULP AND PAPER SUPPLY AGREEMENT This Supply Agreement is made March 1, 2004 by A and B."
    )
    assert told(read(raw)["document_name"]) == "SUPPLY AGREEMENT"
