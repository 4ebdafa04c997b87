"""Where a name begins and ends, and whether two names are one party's."""

import pytest

from pipeline.extract.parties.keys import looks_like_person, name_key, spelling
from pipeline.extract.parties.names import name_at


def name_of(string: str) -> str | None:
    """The name that begins the string."""
    found = name_at(string, 0, len(string))
    return string[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("string", "name"),
    [
        ("Quarrel, Stave & Hoop, Inc., a Vermont corporation", "Quarrel, Stave & Hoop, Inc."),
        ("Moss and Sons Haulage LLC (the", "Moss and Sons Haulage LLC"),
        ("Ridge Bancorp, Inc. of Pennsylvania, a", "Ridge Bancorp, Inc. of Pennsylvania"),
        ("Kiln (Shanghai) Co., Ltd., a company", "Kiln (Shanghai) Co., Ltd."),
        ("Wren Trust Company, as trustee", "Wren Trust Company"),
        ("Fen Statutory Trust IV, a Delaware", "Fen Statutory Trust IV"),
        ("City of Elder Ford, Kansas, a municipal", "City of Elder Ford, Kansas"),
        ("e-pebbles, Inc., a Delaware", "e-pebbles, Inc."),
        ("Bank of Larch, N. A. and", "Bank of Larch, N. A."),
        ("Tarn Oleo GmbH & Co KG, Hafen 3", "Tarn Oleo GmbH & Co KG"),
        ("Mr. Otto Lind, an individual", "Otto Lind"),
        ("GORSE MARINA, INC., A WISCONSIN CORPORATION", "GORSE MARINA, INC."),
        ("Ivo Marsh, Jr. and", "Ivo Marsh, Jr."),
    ],
)
def test_name_ends_with_its_form_and_not_before(string: str, name: str) -> None:
    """Commas, "and"s, brackets and places inside a name stay in it; what is said of the party does not."""
    assert name_of(string) == name


@pytest.mark.parametrize(
    "string",
    [
        "this Agreement",
        "Inc. and",
        "Texas 77002",
        "England",
        "1999",
        "16th June 1999",
        "Securities Act of 1933 Act",
        "LLC",
    ],
)
def test_things_places_and_dates_are_no_names(string: str) -> None:
    """Nothing that is a thing, a place, a date or a bare form passes for a party."""
    assert name_of(string) is None


def test_and_parts_two_names_when_told_so() -> None:
    """Without `joined`, "and" ends the first name."""
    found = name_at("Elm Society and Oak Mill Works, Inc.", 0, 36, joined=False)
    assert found is not None
    assert (found.start, found.end) == (0, 11)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alder Mills, Inc.", "ALDER MILLS INC"),
        ("The Fen & Tarn Co.", "Fen and Tarn"),
        ("Lark S.A.", "LARK SA"),
    ],
)
def test_case_punctuation_and_form_do_not_tell_parties_apart(one: str, other: str) -> None:
    """A block in capitals without its comma is the party of the opening."""
    assert name_key(one) == name_key(other)


def test_forms_tell_sister_companies_apart() -> None:
    """Within one list the partnership and the company of one name are two."""
    assert spelling("Fen Capital GP, L.P.") != spelling("Fen Capital GP, LLC")


@pytest.mark.parametrize(
    ("name", "person"), [("Yolanda Brand", True), ("Tarn Technologies", False), ("Ada M. Roe", True)]
)
def test_people_are_told_by_the_lack_of_a_body_noun(name: str, person: bool) -> None:
    """Two to five words without a noun of bodies read as a person's name."""
    assert looks_like_person(name) is person
