"""The pace that all processes keep together."""

import itertools
import math
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.edgar.throttle import LEAST_RATE, Throttle
from pipeline.errors import OutputError
from tests.edgar.conftest import FakeClock

# A process that takes turns on the real clock, without sending anything, and prints the moments of them.
TAKES_TURNS = """
import sys
from pathlib import Path
from pipeline.edgar.clock import SystemClock
from pipeline.edgar.throttle import LEAST_RATE, Throttle
throttle = Throttle(Path(sys.argv[1]), float(sys.argv[2]), SystemClock())
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[3])):
    print(repr(throttle.wait()), flush=True)
"""


def test_turns_keep_their_distance(tmp_path: Path, clock: FakeClock) -> None:
    """The first comes at once, and each further one an interval later."""
    throttle = Throttle(tmp_path, 5.0, clock)
    turns = [throttle.wait() for _ in range(6)]
    assert turns[0] == 1_000_000_000.0
    gaps = [after - before for before, after in itertools.pairwise(turns)]
    assert gaps == pytest.approx([0.2] * 5, abs=2e-6)  # the file holds microseconds


@pytest.mark.parametrize("rate", [7.99, 7.9, 7.0, 2.5, 1.0, 0.5])
def test_no_second_has_more_turns_than_the_rate_says(tmp_path: Path, clock: FakeClock, rate: float) -> None:
    """Wherever the second begins; and on the average it is the rate, or the whole number below it."""
    throttle = Throttle(tmp_path, rate, clock)
    turns = [throttle.wait() for _ in range(40)]
    most = max(sum(begin <= turn < begin + 1 for turn in turns) for begin in turns)
    assert most == max(1, math.floor(rate))
    assert turns[-1] - turns[0] == pytest.approx(39 / (math.floor(rate) if rate >= 1 else rate), abs=1e-3)


def test_the_slowest_rate_is_kept(tmp_path: Path, clock: FakeClock) -> None:
    """Its interval is none that a clock set back would explain."""
    throttle = Throttle(tmp_path, LEAST_RATE, clock)
    assert [throttle.wait() - 1_000_000_000.0 for _ in range(3)] == pytest.approx([0, 1000, 2000])


def test_no_turns_are_saved_up(tmp_path: Path, clock: FakeClock) -> None:
    """After a rest there is no burst."""
    throttle = Throttle(tmp_path, 5.0, clock)
    throttle.wait()
    clock.sleep(60)
    begin = throttle.wait()
    assert throttle.wait() - begin == pytest.approx(0.2)


def test_processes_share_the_pace(tmp_path: Path) -> None:
    """Four processes at once: no two turns of all of theirs are closer than the rate allows, by their own count."""
    rate, turns, processes = 40.0, 12, 4  # faster than SEC allows, so that it takes half a minute less
    command = [sys.executable, "-c", TAKES_TURNS, str(tmp_path), str(rate), str(turns)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    moments = []
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        shown, _ = process.communicate(timeout=60)
        moments += [float(line) for line in shown.split()]
    moments.sort()
    assert len(moments) == turns * processes
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    assert min(gaps) >= 1 / rate - 1e-5  # the file holds microseconds


def test_a_hold_is_for_all(tmp_path: Path, clock: FakeClock) -> None:
    """Whoever is blocked keeps the others from asking, too."""
    mine, yours = Throttle(tmp_path, 5.0, clock), Throttle(tmp_path, 5.0, clock)
    mine.wait()
    mine.hold(600)
    mine.hold(1)  # a shorter one takes nothing away
    assert yours.wait() == pytest.approx(1_000_000_600.0)


def test_a_clock_set_back_stops_nobody(tmp_path: Path, clock: FakeClock) -> None:
    """A moment far ahead comes from before."""
    throttle = Throttle(tmp_path, 5.0, clock)
    clock.time += 10_000_000
    throttle.wait()
    clock.time -= 10_000_000
    assert throttle.wait() == 1_000_000_000.0


@pytest.mark.parametrize("content", [b"", b"nan", b"inf", b"soon", b"\xff\xfe"])
def test_a_file_that_says_nothing_counts_as_none(tmp_path: Path, clock: FakeClock, content: bytes) -> None:
    """It is written anew."""
    (tmp_path / "next-request").write_bytes(content)
    throttle = Throttle(tmp_path, 5.0, clock)
    assert throttle.wait() == 1_000_000_000.0
    assert math.isclose(throttle.wait(), 1_000_000_000.2)


def test_threads_share_it_too(tmp_path: Path) -> None:
    """Two instances in one process do not get in each other's way."""
    clock = FakeClock()
    moments: list[float] = []

    def take() -> None:
        throttle = Throttle(tmp_path, 5.0, clock)
        moments.extend(throttle.wait() for _ in range(5))

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    moments.sort()
    assert len(moments) == 10
    assert min(b - a for a, b in itertools.pairwise(moments)) >= 0.2 - 1e-5


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, clock: FakeClock) -> None:
    """As an output that cannot be written."""
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file"):
        Throttle(tmp_path / "file" / "folder", 5.0, clock)
