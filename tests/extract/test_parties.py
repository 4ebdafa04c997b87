"""Parties of whole openings: who counts, what is said of them, and who does not count."""

import pytest

from tests.extract.party_texts import party_names, read_parties

OPENING = (
    "SUPPLY AGREEMENT\n\nThis Supply Agreement is made as of May 2, 2011 by and between "
    "Fenwick Kilns, Inc., an Ohio\n"
    'corporation (the "Supplier"), and Orla Brandt, residing at 4 Mill Lane, Troy, New York '
    '(the "Customer").\n'
)


def test_a_party_carries_what_the_opening_says_of_it() -> None:
    """Term, role, kind of body and jurisdiction are those of the sentence that names the party."""
    supplier, customer = read_parties(OPENING)
    assert (supplier.name, supplier.aliases, supplier.role) == (
        "Fenwick Kilns, Inc.",
        ("Supplier",),
        "supplier",
    )
    assert (supplier.entity_type, supplier.jurisdiction) == ("corporation", "Ohio")
    assert (customer.entity_type, customer.role, customer.jurisdiction) == ("individual", "customer", None)
    assert customer.address == "4 Mill Lane, Troy, New York"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ('between Fen Ltd., a company ("F"), and Oak LLC ("O").', ["Fen Ltd.", "Oak LLC"]),
        (
            'by and among Fen Inc., Oak Inc. and Elm Inc. (together, the "Sellers").',
            ["Fen Inc.", "Oak Inc.", "Elm Inc."],
        ),
        ('is given by Fen Corp. ("Debtor") in favor of Oak Bank ("Bank").', ["Fen Corp.", "Oak Bank"]),
        (
            'between Fen Inc., with offices in Bonn and Kiel ("Fen"), and Oak AG ("Oak").',
            ["Fen Inc.", "Oak AG"],
        ),
        ('between [***] ("Provider") and Oak Pte. Ltd. ("Recipient").', ["Oak Pte. Ltd."]),
        ('between Fen Inc. ("Fen"), a division of Elm Corp., and Oak LLC ("Oak").', ["Fen Inc.", "Oak LLC"]),
        (
            'between Fen, L.P. ("F"), acting by its general partner Elm GP, Inc., and Oak Co. ("O").',
            ["Fen, L.P.", "Oak Co."],
        ),
        ('between Fen Inc. ("Fen") Oak Inc. ("Oak") is effective now.', ["Fen Inc.", "Oak Inc."]),
    ],
)
def test_every_party_of_a_list_is_found_and_nobody_else(sentence: str, names: list[str]) -> None:
    """Lists led in by "between", "among" and "by"; bodies behind a party and places are passed over."""
    assert party_names(f"SUPPLY AGREEMENT\n\nThis Supply Agreement, dated May 2, 2011, {sentence}") == names


def test_parties_on_lines_of_their_own() -> None:
    """BETWEEN: A, its address, AND: B."""
    raw = (
        "LEASE\n\nBETWEEN:\n\nFEN MILLS LTD.\n9 Elm Street\n(the "
        '"Landlord")\n\nAND:\n\nOAK SOCIETY\n(the "Tenant")\n'
    )
    assert party_names(raw) == ["FEN MILLS LTD.", "OAK SOCIETY"]


def test_numbered_parties() -> None:
    """(1) A; and (2) B, though the numbers look like clauses."""
    raw = (
        "DEED\n\nTHIS DEED is made on 2 May 2011\n\nBETWEEN:\n\n(1) FEN A/S (the "
        '"Seller"); and\n\n(2) OAK AB (the "Buyer").\n'
    )
    assert [(party.name, party.entity_type) for party in read_parties(raw)] == [
        ("FEN A/S", "A/S"),
        ("OAK AB", "AB"),
    ]


def test_labels_are_terms_or_roles() -> None:
    """Party A: … is a term; Owner: … is a role."""
    lettered = read_parties("CONTRACT\n\nParty A: Fen Co., Ltd.\nParty B: Oak Limited\n")
    assert [party.aliases for party in lettered] == [("Party A",), ("Party B",)]
    formed = read_parties("LISTING\n\nOwner: Estate of Ada Roe\nBroker: Oak Realty, Inc.\n")
    assert [(party.entity_type, party.role) for party in formed] == [
        ("estate", "owner"),
        ("corporation", "broker"),
    ]


def test_a_letter_has_an_addressee_and_a_writer() -> None:
    """The name above "Dear" and the body that the first paragraph defines."""
    raw = (
        'May 2, 2011\n\nMs. Ada Roe\n4 Mill Lane\n\nDear Ada:\n\nFen Mills, Inc. ("Fen") '
        "offers you the post of Clerk.\n"
    )
    found = read_parties(raw)
    assert [(party.name, party.role) for party in found] == [
        ("Ada Roe", "employee"),
        ("Fen Mills, Inc.", "employer"),
    ]


def test_a_joinder_has_one_party() -> None:
    """The parties of the agreement that is joined are none of this one's."""
    raw = (
        "JOINDER\n\nThe undersigned, Fen Fund II, L.P., joins the Rights Agreement of "
        "May 2, 2011 between Oak, Inc. and others."
    )
    assert party_names(raw) == ["Fen Fund II, L.P."]


CLASS = (
    "RIGHTS AGREEMENT\n\nThis Agreement is dated May 2, 2011 among Fen Mills, Inc. (the "
    '"Company") and each of the\n'
    'undersigned (the "Holders").\n\n1. Terms. The Company shall register the shares.\n\nIN '
    "WITNESS WHEREOF, they have signed.\n\n"
    "FEN MILLS, INC.\nBy: /s/ Ada Roe\nAda Roe\nPresident\n\nOAK FUND, LP\nBy: Oak Advisers, "
    "LLC\n\n/s/ Ivo Marsh\nIvo Marsh\nManager\n\n"
    "OAK FUND, LP\nBy: /s/ Bo Elm\n\nOtto Lind\n/s/ Otto Lind\n"
)


def test_members_of_a_class_are_read_from_the_signature_pages() -> None:
    """Each once, though it signs twice; who signs for it is no party but is kept with it."""
    found = read_parties(CLASS)
    assert [party.name for party in found] == [
        "Fen Mills, Inc.",
        "each of the\nundersigned".replace("\n", " "),
        "OAK FUND, LP",
        "Otto Lind",
    ]
    company, group, fund, person = found
    assert (group.unnamed_class, group.aliases, company.signatories) == (True, ("Holders",), ("Ada Roe",))
    assert fund.signatories[:2] == ("Oak Advisers, LLC", "Ivo Marsh")
    assert (fund.collective_alias, fund.role, fund.found_in) == ("Holders", "holder", "signature")
    assert len(fund.evidence) == 2
    assert person.entity_type == "individual"


def test_signers_of_an_agreement_that_names_its_parties_add_nobody() -> None:
    """A block of a body that the opening does not name is no party."""
    assert party_names(
        OPENING + "\nIN WITNESS WHEREOF\n\nFENWICK KILNS, INC.\nBy: /s/ Ada Roe\n\nELM LLC\nBy: /s/ Bo\n"
    ) == [
        "Fenwick Kilns, Inc.",
        "Orla Brandt",
    ]


@pytest.mark.parametrize(
    ("said", "attribute", "value"),
    [
        ('d/b/a Fen House ("Fen")', "doing_business_as", "Fen House"),
        ('(f/k/a Elm Works, Inc.) ("Fen")', "formerly", "Elm Works, Inc."),
        ('f/s/o Ada Roe ("Fen")', "for_services_of", "Ada Roe"),
        ('also known as Fen House ("Fen")', "also_known_as", "Fen House"),
    ],
)
def test_other_names_are_attributes(said: str, attribute: str, value: str) -> None:
    """What a party is, was or trades as is no further party."""
    first = read_parties(
        f'RESALE AGREEMENT\n\nThis Agreement is between Fen Supply Co. {said} and Ivo Marsh ("Reseller").'
    )[0]
    assert getattr(first, attribute) == value


def test_an_empty_text_has_no_parties() -> None:
    """Nothing in, nothing out."""
    assert read_parties("") == ()


@pytest.mark.parametrize("said", ["husband and wife", "jointly and severally"])
def test_a_term_behind_words_said_of_several_is_theirs_in_common(said: str) -> None:
    """A and B, husband and wife ("Buyers"): neither is the Buyers alone."""
    raw = (
        'DEED\n\nThis Deed is made May 2, 2011 between Fen Inc. ("Seller") and Ada Roe and '
        f'Ben Roe, {said} ("Buyers").'
    )
    found = [(party.name, party.aliases, party.collective_alias, party.role) for party in read_parties(raw)]
    assert found[1:] == [("Ada Roe", (), "Buyers", "buyer"), ("Ben Roe", (), "Buyers", "buyer")]


def test_a_term_may_be_shared_by_a_bare_with() -> None:
    """("Elm"; with Oak, the "Banks"): the second term is of both."""
    raw = (
        'LOAN AGREEMENT\n\nThis Agreement, dated May 2, 2011, is among Fen Inc. ("Borrower"), '
        'FIRST OAK BANK AND TRUST, an Ohio banking corporation ("Oak"), and ELM SAVINGS BANK '
        '("Elm"; with Oak, the "Banks").'
    )
    found = [(party.name, party.collective_alias) for party in read_parties(raw)]
    assert found == [("Fen Inc.", None), ("FIRST OAK BANK AND TRUST", "Banks"), ("ELM SAVINGS BANK", "Banks")]


def test_a_schedule_may_list_a_foundation() -> None:
    """A body without a corporate form stands in a schedule as one with a form does."""
    raw = (
        'PURCHASE AGREEMENT\n\nThis Agreement is made May 2, 2011 between Fen Inc. (the "Company") and the '
        'purchasers listed on Schedule A (the "Purchasers").\n\nSCHEDULE A\n\n'
        "1. Oak Partners, L.P.     45.0%\n2. The Ada Roe Foundation     55.0%\n"
    )
    assert party_names(raw)[-2:] == ["Oak Partners, L.P.", "The Ada Roe Foundation"]


def test_a_form_may_stand_on_the_next_line() -> None:
    """A line end between the comma and the form does not cut the name."""
    raw = (
        'SUPPLY AGREEMENT\n\nThis Agreement is made May 2, 2011 between OAK LLC ("Seller") and NEW FEN,\n'
        'INC., an Ohio corporation ("Buyer").'
    )
    assert [" ".join(name.split()) for name in party_names(raw)] == ["OAK LLC", "NEW FEN, INC."]


def test_a_piece_of_a_name_in_s_is_no_role() -> None:
    """The term "Cormiers" shortens the name; it is no plural of a trade."""
    raw = (
        'SUPPLY AGREEMENT\n\nThis Agreement is made May 2, 2011 between Cave des Cormiers S.A. ("Cormiers") '
        'and Oak Inc. ("Oak").'
    )
    assert [party.role for party in read_parties(raw)] == [None, None]
