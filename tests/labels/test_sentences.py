"""The sentences of an agreement, each with what it is read under."""

from pipeline.clauses import outline
from pipeline.extract.in_context import Sentence, sentences
from tests.extract.texts import plain

AGREEMENT = """SERVICES AGREEMENT

This Services Agreement is made as of March 1, 2004 between Alder Mills, Inc. and Birch Paper Co.

1. Duties. Consultant shall advise Alder Mills, Inc. on pulp. It shall report each month to the board.

2. Covenants.

During the term Consultant shall not:

(a) solicit any employee of the Company;

(b) hire any contractor of the Company.

3. Audit Rights. The Company may inspect the books of Consultant.

IN WITNESS WHEREOF, the parties have executed this Agreement.

ALDER MILLS, INC.

By: /s/ Ann Alder
"""


def _read(raw: str) -> dict[str, Sentence]:
    text = plain(raw)
    found = list(sentences(text, outline(text)))
    assert all(text.string[one.start : one.end] == one.words for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    return {one.words: one for one in found}


def test_a_stop_after_an_abbreviation_ends_nothing() -> None:
    """A paragraph is cut at its sentences' ends, and not after "Inc."."""
    found = _read(AGREEMENT)
    assert "Consultant shall advise Alder Mills, Inc. on pulp." in found
    assert "It shall report each month to the board." in found


def test_an_item_of_a_list_comes_with_the_line_that_leads_in() -> None:
    """The item (b) forbids only under its "Consultant shall not:"."""
    found = _read(AGREEMENT)
    item = found["(b) hire any contractor of the Company."]
    assert item.lead_in == "During the term Consultant shall not:"
    assert item.in_context == f"{item.headings} | {item.lead_in} | {item.words}"


def test_a_lead_in_ends_with_its_list() -> None:
    """The next clause is not read under the list before it."""
    found = _read(AGREEMENT)
    audit = next(one for words, one in found.items() if "inspect the books" in words)
    assert audit.lead_in == ""
    assert audit.headings == "Audit Rights"


def test_the_signature_page_has_no_sentences() -> None:
    """Names on the signature page say nothing about the deal."""
    assert not any("Ann Alder" in words for words in _read(AGREEMENT))


LISTS = """SERVICES AGREEMENT

This Services Agreement is made as of March 1, 2004 between Alder Mills, Inc. and Birch Paper Co.

1. Covenants. During the term Consultant shall not:

(a) do any of the following without consent:

(i) disclose any information of the Company; or

(ii) use any information of the Company; or

(b) solicit or hire any employee of the Company.

2. Notices. Notices shall be in writing and sent by post.
"""


def test_every_item_keeps_the_line_of_its_own_list() -> None:
    """An item that ends in "or" leads in to nothing, and behind a list within a list the outer one goes on."""
    found = _read(LISTS)
    under = {words.split(")")[0] + ")": one.lead_in for words, one in found.items() if words.startswith("(")}
    assert under["(i)"] == under["(ii)"] == "(a) do any of the following without consent:"
    assert under["(b)"].endswith("Consultant shall not:")


def test_a_run_of_words_without_a_stop_is_cut() -> None:
    """Whatever the file holds, no sentence is longer than a few thousand characters, and none is lost."""
    found = _read(
        AGREEMENT.replace("on pulp.", " ".join(f"on pulp {number} and" for number in range(2000)) + " so on.")
    )
    assert max(len(words) for words in found) <= 3200
    assert sum(words.count("pulp ") for words in found) >= 2000
