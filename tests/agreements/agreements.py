"""Small agreements for the tests, and what their block says."""

from typing import Any

from pipeline.agreements import Document, block
from pipeline.agreements.json_form import json_of
from pipeline.load import load
from pipeline.run import analyse

HEAD = """REGISTRATION RIGHTS AGREEMENT

This Registration Rights Agreement is made as of May 3, 2006 between Amber Quay, Inc., a Delaware corporation
(the "Company"), and the investors who sign below (the "Investors").

1. DEFINITIONS.

"Closing Date" means May 5, 2006.

2. REGISTRATION.

"""


def terms_of(clauses: str, kind: str = "registration_rights", head: str = HEAD) -> dict[str, Any]:
    """The block of an agreement with these clauses, as JSON values."""
    text = load((head + clauses).encode(), "agreement.txt").texts[0]
    found = json_of(block(kind, Document.of(analyse(text))))
    assert isinstance(found, dict)
    return found
