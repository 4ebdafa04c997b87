"""What kind of agreement a title names."""

import pytest

from pipeline.agreements.kinds import kind_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("REGISTRATION RIGHTS AGREEMENT", "registration_rights"),
        ("Amended and Restated Investor Registration Rights Agreement", "registration_rights"),
        ("CREDIT AGREEMENT", "credit"),
        ("Executive Employment Agreement", "employment"),
        ("OFFICE LEASE", "lease"),
        ("Software License Agreement", "licence"),
        ("Exclusive Distributor Agreement", "distribution"),
        ("STOCK PURCHASE AGREEMENT", "purchase"),
        ("Master Services Agreement", "services"),
        ("MUTUAL NON-DISCLOSURE AGREEMENT", "confidentiality"),
        ("Memorandum of Understanding", "other"),
        ("", "other"),
        (None, "other"),
    ],
)
def test_a_title_names_its_kind(title: str | None, kind: str) -> None:
    """The narrower kind wins; a title that names none is `other`."""
    assert kind_of(title) == kind
