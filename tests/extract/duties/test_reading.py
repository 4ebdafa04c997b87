"""Duties in their surroundings: lists, conditions, clauses, obligees, persons of the document."""

from tests.extract.duties.reading import read

LEASE = """LEASE AGREEMENT

This Lease Agreement is made as of March 1, 2004 between Alder Mills, Inc., a Delaware corporation ("Landlord"), and Birch Paper Co., an Ohio corporation ("Tenant").

1. Rent. Rent shall be paid on the first day of each month.

2. Covenants. Tenant shall not:

(a) sublet the Premises;

(b) store any fuel there; or

(c) without the consent of Landlord, alter the Premises.

3. Work. Landlord shall (i) paint the walls, (ii) repair the roof and (iii) deliver the keys to Tenant.

4. Deposit. If Tenant moves out, Landlord shall return the deposit to Tenant, unless Tenant is in default.

IN WITNESS WHEREOF, the parties have executed this Lease.

ALDER MILLS, INC.

By: /s/ Ann Alder
"""


def test_items_have_the_obligor_and_modality_of_their_lead_in() -> None:
    """The verbs of "(a) …", "(b) …" under "Tenant shall not:"."""
    text, found = read(LEASE)
    items = [duty for duty in found if duty.lead]
    assert [(duty.obligor, duty.modality, duty.action) for duty in items] == [
        ("Tenant", "shall_not", "not sublet Premises"),
        ("Tenant", "shall_not", "not store fuel there"),
        ("Tenant", "shall_not", "not alter Premises"),
    ]
    assert [duty.clause for duty in items] == ["2/a", "2/b", "2/c"]
    for duty in items:
        assert duty.lead is not None
        assert text.string[duty.lead.start : duty.lead.end] == "Tenant shall not:"


def test_a_list_inside_a_sentence() -> None:
    """One duty for each verb, each over its own words."""
    text, found = read(LEASE)
    listed = [duty for duty in found if duty.clause == "3"]
    assert [duty.action for duty in listed] == ["paint walls", "repair roof", "deliver keys"]
    assert [text.string[duty.action_span.start : duty.action_span.end].split()[0] for duty in listed] == [
        "paint",
        "repair",
        "deliver",
    ]
    assert listed[2].obligee == "Tenant"


def test_the_implied_obligor_is_a_party_of_the_document() -> None:
    """Rent is the tenant's to pay."""
    _, found = read(LEASE)
    rent = found[0]
    assert (rent.obligor, rent.implied_obligor, rent.action) == (None, "Tenant", "pay rent")


def test_nobody_is_guessed_among_parties_of_other_kinds() -> None:
    """A document whose parties are no companies has none to whom a notice falls."""
    _, found = read(LEASE.replace("Rent shall be paid", "Statements shall be sent"))
    assert (found[0].obligor, found[0].implied_obligor) == (None, None)


def test_conditions_are_spans() -> None:
    """What opens with "if" and "unless"."""
    text, found = read(LEASE)
    deposit = next(duty for duty in found if duty.clause == "4")
    assert [text.string[span.start : span.end] for span in deposit.conditions] == [
        "If Tenant moves out",
        "unless Tenant is in default",
    ]
    assert deposit.obligee == "Tenant"


def test_long_hostile_lines_take_linear_time() -> None:
    """Many openings and few ends."""
    for raw in (
        "The Company shall, " * 4000,
        "the Company and " * 5000 + "shall file it.",
        "shall (" * 8000,
        "if , " * 8000 + "the Company shall file it.",
        "The Company shall file " + "and deliver the " * 6000,
        "nor shall " * 8000,
    ):
        read(raw)
