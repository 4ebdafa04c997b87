"""One name for each jurisdiction."""

import pytest

from pipeline.extract.terms.jurisdictions import places


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("THE STATE OF NEW YORK, U.S.A.", ["New York", "United States"]),
        ("West Virginia", ["West Virginia"]),
        ("the State of Georgia", ["Georgia"]),
        ("Province of Ontario", ["Ontario, Canada"]),
        ("Quebec", ["Quebec, Canada"]),
        ("New South Wales", ["New South Wales, Australia"]),
        ("England & Wales", ["England and Wales"]),
        ("Scots", ["Scotland"]),
        ("the People’s Republic of China", ["People's Republic of China"]),
        ("P.R.C.", ["People's Republic of China"]),
        ("the Republic of Korea", ["South Korea"]),
        ("Viet Nam", ["Vietnam"]),
        ("the Federal Republic of Germany", ["Germany"]),
        ("the British Virgin Islands", ["British Virgin Islands"]),
        ("the Kingdom of the Netherlands", ["Netherlands"]),
        ("Atlantis", []),
    ],
)
def test_every_spelling_leads_to_one_name(words: str, names: list[str]) -> None:
    """Official names, short names, adjectives and abbreviations are read; a state comes with its country."""
    assert [place.name for place in places(words, 0, len(words))] == names
