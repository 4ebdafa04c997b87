"""What a document is called."""

import pytest

from tests.extract.term_texts import read, told


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (
            'EXHIBIT 10.4\n\nSTOCK PURCHASE AGREEMENT\n\nby and among\n\nALDER MILLS, INC.\n\nand\n\nBIRCH PAPER CO.\n\nDated as of March 1, 2004\n\nTABLE OF CONTENTS\n\n1. Purchase 1\n\nTHIS STOCK PURCHASE AGREEMENT (this "Agreement") is made as of March 1, 2004.',
            "STOCK PURCHASE AGREEMENT",
        ),
        (
            "Exhibit 10.1 CONFIDENTIAL TREATMENT REQUESTED\n\nAMENDED AND RESTATED\nLICENSE AGREEMENT\n\nThis Amended and Restated License Agreement is made as of March 1, 2004.",
            "AMENDED AND RESTATED LICENSE AGREEMENT",
        ),
        (
            "SECOND AMENDMENT\nTO\nCREDIT AGREEMENT\n\nThis Second Amendment to Credit Agreement is dated March 1, 2004.",
            "SECOND AMENDMENT TO CREDIT AGREEMENT",
        ),
        (
            "Web Site Development and Hosting Agreement\n\nThis agreement is between A Inc. and B Inc.",
            "Web Site Development and Hosting Agreement",
        ),
        (
            "EXCLUSIVE SUPPLY AND\nDISTRIBUTION AGREEMENT\n\nThis Agreement is made as of March 1, 2004.",
            "EXCLUSIVE SUPPLY AND DISTRIBUTION AGREEMENT",
        ),
        (
            "March 1, 2004\n\nBirch Paper Co.\n1 Mill Road\n\nDear Sirs:\n\nThis letter agreement sets out our terms.",
            None,
        ),
        (
            "FRANCHISE AGREEMENT\n\nBETWEEN\n\nALDER FRANCHISING, INC.\n\nAND\n\n________________",
            "FRANCHISE AGREEMENT",
        ),
        (
            "Exhibit 10.20\n\nALDER MILLS, INC.\n\nOUTSOURCING SERVICES AGREEMENT\n\nThis Outsourcing Services Agreement is made March 1, 2004.",
            "OUTSOURCING SERVICES AGREEMENT",
        ),
    ],
)
def test_the_title_is_the_heading(raw: str, title: str | None) -> None:
    """Exhibit numbers, companies and legends are no part of a title, its further lines are; a letter has none."""
    assert told(read(raw)["document_name"]) == title


def test_a_run_together_heading_is_cut_to_the_documents_own_name() -> None:
    """What the document calls itself tells where the company ends and the title begins."""
    raw = (
        "ALDER MILLS PULP AND PAPER SUPPLY AGREEMENT This Supply Agreement is made March 1, 2004 by A and B."
    )
    assert told(read(raw)["document_name"]) == "SUPPLY AGREEMENT"
