"""A server like SEC's, and a client of it whose clock does not let it wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.edgar.addresses import mirror
from pipeline.edgar.archive import Archive
from pipeline.edgar.cache import Cache
from pipeline.edgar.client import Client
from pipeline.edgar.throttle import Throttle
from tests.edgar.server import USER_AGENT, Edgar, served


@pytest.fixture
def edgar() -> Iterator[Edgar]:
    """A server, running."""
    with served() as held:
        yield held


class FakeClock:
    """A clock whose sleep takes no time, and which remembers it."""

    def __init__(self) -> None:
        self.time = 1_000_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        """Seconds since 1970."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def clock() -> FakeClock:
    """A clock that does not let anybody wait."""
    return FakeClock()


@dataclass
class Kit:
    """All that is needed to ask the server."""

    edgar: Edgar
    clock: FakeClock
    client: Client
    cache: Cache
    archive: Archive
    folder: Path


@pytest.fixture
def kit(edgar: Edgar, clock: FakeClock, tmp_path: Path) -> Iterator[Kit]:
    """A client of the server, on a clock that does not let it wait; nor does the server mind its haste."""
    edgar.limit = 50
    addresses = mirror(edgar.url)
    with Client(USER_AGENT, Throttle(tmp_path / "pace", 7.0, clock), clock, addresses.hosts) as client:
        cache = Cache(tmp_path / "cache")
        yield Kit(edgar, clock, client, cache, Archive(client, addresses, cache), tmp_path)
