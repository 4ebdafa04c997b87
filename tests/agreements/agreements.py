"""Small agreements for the tests, and what their block says."""

import json
from typing import Any

from pipeline.load import load
from pipeline.run import analyse
from pipeline.termsheet.assemble import term_sheet

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
    block = getattr(term_sheet(analyse(text)), kind)
    found: dict[str, Any] = _bare(json.loads(block.model_dump_json(by_alias=True)))
    return found


def _bare(value: Any) -> Any:
    """The values without the ranges of their nodes, which other tests look at."""
    if isinstance(value, dict):
        return {name: _bare(it) for name, it in value.items() if name not in ("span", "condition_span")}
    return [_bare(it) for it in value] if isinstance(value, list) else value
