"""Who is asking. SEC turns away requests whose User-Agent does not say it."""

from __future__ import annotations

import re

VARIABLE = "DEALTERMS_USER_AGENT"
_MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]{2,}")
_LONGEST = 200


def user_agent(words: str | None) -> str:
    """`words` as a User-Agent: a name and a mail address. Raises ValueError that says what is missing."""
    if words is None or not words.strip():
        raise ValueError(
            "SEC wants to know who is asking: give --user-agent 'Name mail@example.com', or set"
            f" {VARIABLE} to that"
        )
    declared = words.strip()
    if not (declared.isascii() and declared.isprintable()) or len(declared) > _LONGEST:
        raise ValueError(f"the User-Agent may hold up to {_LONGEST} printable ASCII characters and no others")
    if not _MAIL.search(declared):
        raise ValueError(f"the User-Agent {declared!r} holds no mail address: 'Name mail@example.com'")
    if not any(char.isalpha() for char in _MAIL.sub("", declared)):
        raise ValueError(f"the User-Agent {declared!r} holds no name: 'Name mail@example.com'")
    return declared
