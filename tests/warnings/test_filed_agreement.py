"""The slips of a registration rights agreement as it was filed, in a page made after it."""

from tests.warnings.conftest import Warned

OPENING = """\
                        REGISTRATION RIGHTS AGREEMENT

     REGISTRATION RIGHTS AGREEMENT (this "Agreement"), dated as of September 27, 2002, by and among Quarrel
Pond, Inc., a Delaware corporation (the "Company"), and each of the undersigned (the "Investors").

"""
BODY = """\
1.   REGISTRATION. The Company shall deliver an instruction in the form attached hereto as Exhibit 1 and an
opinion of counsel in the form attached hereto as Exhibit 2.

2.   LAW. The laws of the State of New York govern this Agreement.
"""
SIGNATURES = """\

     IN WITNESS WHEREOF, the parties have caused this Agreement to be executed.


QUARREL POND, INC.

/s/John P. Alder
- --------------------------------------
John P. Alder
Chief Executive Officer


MERROW PARTNERS, LLC
By:  Heron Group, LLC

/s/Corin S. Ribotsky
- --------------------------------------
Corin S. Ribotsky
Manager


TERN CAPITAL PARTNERS II, LLC
By:  Tern Manager II, LLC

/s/Corin Ribsotsky
- --------------------------------------
Corin S. Ribotsky
Manager


MERROW PARTNERS, LLC
By:  Tern Manager II, LLC


- --------------------------------------
Corin S. Ribotsky
Manager
"""


def test_the_slips_of_a_filed_agreement(warned: Warned) -> None:
    """Both exhibits, the block that stands twice, and the signature with two letters swapped."""
    parts = {"opening": OPENING, "body": BODY, "signatures": SIGNATURES}
    assert [notice.message for notice in warned("exhibit_missing", **parts)] == [
        "Exhibit 1, referred to in Section 1, is not in this file",
        "Exhibit 2, referred to in Section 1, is not in this file",
    ]
    (repeated,) = warned("signature_block_repeated", **parts)
    assert repeated.message == "MERROW PARTNERS, LLC has two signature blocks"
    assert len(repeated.spans) == 2
    (misspelt,) = warned("name_spelling", **parts)
    assert misspelt.message == (
        "signed “Corin Ribsotsky”, but printed “Corin S. Ribotsky” below the signature"
    )
