"""The many ways in which openings begin a name, end it, part two of them and lead them in."""

import pytest

from tests.extract.party_texts import party_names

MADE = "This Agreement is made as of May 2, 2003 "
BODY = "\n\nWHEREAS, the parties wish to trade;\n\n1. Term. This Agreement runs for two years.\n"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ('2119485 Ontario Inc. ("Fen") and 1-800 Plumbers LLC ("Oak").', ["2119485 Ontario Inc.", "1-800 Plumbers LLC"]),
        ('May Fen Stores Company ("Fen") and Order Logistics, Inc. ("Oak").', ["May Fen Stores Company", "Order Logistics, Inc."]),
        ('Van Asch Pharma B.V. ("Fen") and La Fen Corporation ("Oak").', ["Van Asch Pharma B.V.", "La Fen Corporation"]),
        ('NORDKAPP CHARTERING AS of Bergen, Norway ("Fen") and OAK S.A. of Panama ("Oak").', ["NORDKAPP CHARTERING AS", "OAK S.A."]),
        ('Fen Technologies (India) limited ("Fen") and Oak Sp. z o.o. ("Oak").', ["Fen Technologies (India) limited", "Oak Sp. z o.o."]),
        ('Fen Trust Company of the Pacific ("Fen") and the City of Oakford, Texas ("Oak").', ["Fen Trust Company of the Pacific", "City of Oakford, Texas"]),
        ('Fen, P.A. ("Fen") and Ruth Oak, M.D. ("Oak").', ["Fen, P.A.", "Ruth Oak, M.D."]),
        ('Fen Savings and Loan Association ("Fen").', ["Fen Savings and Loan Association"]),
    ],
)  # fmt: skip
def test_names_begin_and_end_in_many_ways(said: str, names: list[str]) -> None:
    """Numbers, months, particles and regions belong to a name; where a body sits does not."""
    assert party_names(f"{MADE}by and between {said}{BODY}") == names


@pytest.mark.parametrize(
    "said",
    [
        'Fen Corp. ("Fen"), as well as Oak LLC ("Oak").',
        'Fen Corp. ("Fen"), together with Oak LLC ("Oak").',
        'each of Fen Corp. ("Fen") and Oak LLC ("Oak").',
        'the following entities: Fen Corp. ("Fen"), and Oak LLC ("Oak").',
        'Fen Corp., VAT no. NL123456789, of Utrecht ("Fen") and Oak LLC ("Oak").',
        'Fen Corp., represented herein by Lic. Ana Ruiz, hereinafter "THE SUPPLIER", and Oak LLC ("Oak").',
        'Fen Corp., acting through its general partner, Elm Land Co. ("Fen"), and Oak LLC ("Oak").',
        'Fen Corp., acting through its Parks and Arena Department ("Fen"), and Oak LLC ("Oak").',
    ],
)
def test_what_stands_between_two_parties(said: str) -> None:
    """Officers, departments and tax numbers are passed over; "as well as" parts two parties."""
    assert party_names(f"{MADE}by and between {said}{BODY}") == ["Fen Corp.", "Oak LLC"]


@pytest.mark.parametrize(
    "opening",
    [
        'The parties to this Agreement are Fen Corp. ("Fen") and Oak LLC ("Oak").',
        'The undersigned:\n\n1. Fen Corp., having its seat in Oss ("Fen");\n\n2. Oak LLC ("Oak");\n\nhave agreed as follows:',
        ('Effective May 2, 2003, Fen Corp., with offices in Akron (hereinafter "Fen"), and Oak LLC, with offices in Troy '
        '(hereinafter "Oak"), agree as follows:'),
        'On this 2nd day of May, 2003, Fen Corp. (the "Company") engages Oak LLC (the "Consultant").',
        'This Agreement is made by Fen Corp. in favor of Oak LLC ("Beneficiary").',
        ('Reseller: Oak LLC\nAddress: 9 Elm Street\n\nThis Agreement is between Fen Corp. ("Fen"), and the reseller named '
        'above ("Reseller").'),
    ],
)  # fmt: skip
def test_what_leads_a_list_in(opening: str) -> None:
    """An opening need not say "by and between"."""
    assert set(party_names(f"SERVICES AGREEMENT\n\n{opening}{BODY}")) == {"Fen Corp.", "Oak LLC"}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Thaddeus Roe, Philippa Marsh and Fen Dairy Cooperative.", ["Thaddeus Roe", "Philippa Marsh", "Fen Dairy Cooperative"]),
        ("Elm University and Fen Memorial Hospital.", ["Elm University", "Fen Memorial Hospital"]),
        ("NovaBay and Moogle.", ["NovaBay", "Moogle"]),
        ("Buyer and Seller.", []),
    ],
)  # fmt: skip
def test_a_list_may_say_nothing_but_names(said: str, names: list[str]) -> None:
    """Where no other reading names anybody, bare names to the end of the sentence are parties; roles are not."""
    assert party_names(f"{MADE}by and between {said}{BODY}") == names


def test_a_paper_in_capitals() -> None:
    """What is said of a body is no party for being printed in capitals."""
    said = (
        "THIS AGREEMENT IS ENTERED INTO BY AND BETWEEN FEN CORP., A CORPORATION ORGANIZED AND EXISTING UNDER THE LAWS "
        'OF THE STATE OF OHIO ("FEN"), AND OAK CORPORATION A COMPANY DULY ORGANIZED AND EXISTING UNDER THE LAWS OF TEXAS '
        '("OAK").'
    )
    assert party_names(said + BODY) == ["FEN CORP.", "OAK CORPORATION"]


def test_the_labels_of_a_table() -> None:
    """A role in the first cell of a row labels the name in the next."""
    rows = "COVER SHEET\n\nOperator            Fen Gaming Ltd.\nAffiliate           Oak Publishing Corp.\nTerm                Two years\n"
    assert party_names(rows) == ["Fen Gaming Ltd.", "Oak Publishing Corp."]


def test_names_of_two_columns_in_a_row() -> None:
    """Bodies whose names have run together above their signatures sign both."""
    text = (
        'RESELLER AGREEMENT\n\nThis Agreement is between Fen Corp. ("Fen") and the reseller that signs below.\n\n'
        + "1. Term. The term is two years. " * 80
        + "\n\nAGREED AND ACCEPTED: FEN CORP. OAK SYSTEMS LLC By: /s/ Ann Elm By: /s/ Ivo Ash"
    )
    assert party_names(text) == ["Fen Corp.", "OAK SYSTEMS LLC"]
