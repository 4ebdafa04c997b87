"""Names of files that come from a server, before they become paths here."""

from __future__ import annotations

import re

_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(?<![.])")
# What Windows keeps for itself, whatever follows behind a dot.
_PORTS = (f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))
_DEVICES = frozenset({"con", "prn", "aux", "nul", *_PORTS})


def is_file_name(name: str) -> bool:
    """Whether `name` names a file of the folder that it stands in, on every system, as EDGAR's names do."""
    return _SAFE.fullmatch(name) is not None and name.partition(".")[0].lower() not in _DEVICES
