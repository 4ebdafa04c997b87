"""What the rest of the package has to do with the network: nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NETWORK = {
    "aiohttp",
    "ftplib",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib3",
    "websockets",
}
NETWORK_MODULES = {"http.client", "urllib.request", "urllib.robotparser", "xmlrpc.client"}


def imported(file: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_nothing_but_the_client_touches_the_network() -> None:
    """No module outside of `pipeline/edgar` imports one that could."""
    reaching = {
        file.relative_to(ROOT).as_posix()
        for package in ("pipeline", "obligations", "patterns")
        for file in (ROOT / package).rglob("*.py")
        for name in imported(file)
        if name.partition(".")[0] in NETWORK or name in NETWORK_MODULES
    }
    assert reaching == {"pipeline/edgar/client.py"}
