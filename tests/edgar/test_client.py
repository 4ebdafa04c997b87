"""Requests that go wrong, and what becomes of them."""

import email.utils
import gzip
import io
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.edgar import wholeness
from pipeline.edgar.accession import parse
from pipeline.edgar.addresses import mirror
from pipeline.edgar.client import Client
from pipeline.edgar.intake import Broken, timely, unpacked
from pipeline.edgar.throttle import Throttle
from pipeline.errors import FetchError, NotOnEdgar, Refused, Unreachable
from tests.edgar.conftest import FakeClock, Kit
from tests.edgar.server import DENIED, MAINTENANCE, USER_AGENT, Edgar, submission

NUMBER = "0001234567-02-000123"
SUBMISSION = wholeness.of_submission(parse(NUMBER))
PATH = f"/Archives/edgar/data/45012/{NUMBER}.txt"


@pytest.fixture
def held(kit: Kit) -> Kit:
    """A server that holds a submission."""
    kit.edgar.add(NUMBER, 45012)
    return kit


def received(kit: Kit, path: str = PATH) -> bytes:
    """What the client makes of a submission."""
    return kit.client.content(kit.edgar.url + path, SUBMISSION)


def test_what_is_whole_comes_as_it_is(held: Kit) -> None:
    """Unpacked, once asked, under the declared name."""
    assert received(held) == submission(NUMBER)
    (asked,) = held.edgar.asked
    assert asked.user_agent == USER_AGENT
    assert asked.headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "fault",
    [
        "status:429", "status:403", "status:500", "status:503", "page:200", "page:403", "undeclared:200",
        "undeclared:403", "short", "cut", "gzip-cut", "gzip-broken", "empty", "hang-up",
    ],
)  # fmt: skip
def test_a_fault_that_passes_is_lived_through(held: Kit, fault: str) -> None:
    """Each kind twice; nothing of the broken answers stays."""
    held.edgar.faults[PATH] = [fault, fault]
    assert received(held) == submission(NUMBER)
    assert held.edgar.count(PATH) == 3


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ("status:429", Refused, "too many requests"),
        ("page:200", Refused, "too many requests"),
        ("page:403", Refused, "too many requests"),
        ("undeclared:200", Refused, "User-Agent"),
        ("undeclared:403", Refused, "User-Agent"),
        ("status:403", FetchError, "status 403"),
        ("status:502", FetchError, "status 502"),
        ("status:304", FetchError, "nothing has changed, which was not asked"),
        ("short", FetchError, "broke off"),
        ("cut", FetchError, "cut short: no </SEC-DOCUMENT> at its end"),
        ("gzip-cut", FetchError, "gzip data that is cut short"),
        ("gzip-broken", FetchError, "broken gzip|gzip data"),
        ("empty", FetchError, "no full submission"),
        ("hang-up", FetchError, "broke off"),
    ],
)
def test_a_fault_that_stays_ends_the_tries(
    held: Kit, fault: str, error: type[FetchError], words: str
) -> None:
    """After as many as are allowed, with the address and the cause."""
    held.edgar.faults[PATH] = [fault] * 20
    with pytest.raises(FetchError, match=words) as raised:
        received(held)
    assert type(raised.value) is error
    assert raised.value.name == held.edgar.url + PATH
    assert held.edgar.count(PATH) == 5
    assert "5 tries" in str(raised.value)
    assert "LEASE" not in str(raised.value)


@pytest.mark.parametrize("fault", ["", "denied"])
def test_what_is_not_there_is_asked_for_once(kit: Kit, fault: str) -> None:
    """SEC's file store says so with 404, or with 403."""
    kit.edgar.faults[PATH] = [fault]
    with pytest.raises(NotOnEdgar, match="no such file"):
        received(kit)
    assert kit.edgar.count(PATH) == 1


def test_pauses_grow_and_depend_on_the_seed_alone(held: Kit, tmp_path: Path) -> None:
    """The same seed makes the same pauses, another one others."""

    def pauses(seed: int) -> list[float]:
        clock = FakeClock()
        held.edgar.faults[PATH] = ["status:500"] * 4
        hosts = mirror(held.edgar.url).hosts
        throttle = Throttle(tmp_path / f"pace-{seed}-{id(clock)}", 7.0, clock)
        with Client(USER_AGENT, throttle, clock, hosts, seed=seed) as client:
            client.content(held.edgar.url + PATH, SUBMISSION)
        return [pause for pause in clock.slept if pause > 1 / 7]

    first = pauses(1)
    assert first == pauses(1)
    assert first != pauses(2)
    assert [0.5 * 2**i <= pause <= 1.5 * 2**i for i, pause in enumerate(first)] == [True] * 4


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_server_that_names_a_pause_gets_it(held: Kit, form: str) -> None:
    """Retry-After in seconds, or as a date."""
    begin = held.clock.now()
    after = "45" if form == "seconds" else email.utils.formatdate(begin + 45, usegmt=True)
    held.edgar.faults[PATH] = [f"wait:{after}"]
    received(held)
    assert 44 <= held.clock.now() - begin <= 47


def test_a_pause_too_long_is_told_instead(held: Kit) -> None:
    """A user would rather know."""
    held.edgar.faults[PATH] = ["wait:600"]
    with pytest.raises(Refused, match="600 seconds"):
        received(held)
    assert held.edgar.count(PATH) == 1


def test_a_block_can_be_waited_for(edgar: Edgar, clock: FakeClock, tmp_path: Path) -> None:
    """Ten minutes, in which nobody else asks either."""
    edgar.add(NUMBER, 45012)
    edgar.faults[PATH] = ["page:200", "page:403"]
    throttle = Throttle(tmp_path, 7.0, clock)
    hosts = mirror(edgar.url).hosts
    begin = clock.now()
    with Client(USER_AGENT, throttle, clock, hosts, wait_when_blocked=True) as client:
        assert client.content(edgar.url + PATH, SUBMISSION) == submission(NUMBER)
    assert clock.now() - begin >= 2 * 600


def test_a_redirect_is_followed_on_the_same_server(held: Kit) -> None:
    """Each hop takes a turn."""
    held.edgar.redirects["/old"] = f"{held.edgar.url}/older"
    held.edgar.redirects["/older"] = PATH
    before = held.clock.now()
    assert received(held, "/old") == submission(NUMBER)
    assert held.clock.now() - before == pytest.approx(2 / 7, abs=1e-5)


@pytest.mark.parametrize(
    "there", ["http://127.0.0.1:1/x", "https://example.org/x", "file:///etc/passwd", "//x/y"]
)
def test_a_redirect_elsewhere_is_not(held: Kit, there: str) -> None:
    """Whatever is there, it is not SEC."""
    held.edgar.redirects["/old"] = there
    with pytest.raises(FetchError, match="another server"):
        received(held, "/old")


@pytest.mark.parametrize("there", ["http://[", "http://[x]/", "http://127.0.0.1:x/"])
def test_a_redirect_to_what_is_no_address_is_not(held: Kit, there: str) -> None:
    """Nor does it cost more than this one thing."""
    held.edgar.redirects["/old"] = there
    with pytest.raises(FetchError, match=r"leads to|broke off"):
        received(held, "/old")


def test_a_circle_of_redirects_ends(held: Kit) -> None:
    """After a few."""
    held.edgar.redirects["/a"] = "/b"
    held.edgar.redirects["/b"] = "/a"
    with pytest.raises(FetchError, match="without end"):
        received(held, "/a")
    assert len(held.edgar.asked) == 6


def test_nobody_there_is_another_error(clock: FakeClock, tmp_path: Path) -> None:
    """No document is to blame for it."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{unused.getsockname()[1]}"
        throttle = Throttle(tmp_path, 7.0, clock)
        with (
            Client(USER_AGENT, throttle, clock, mirror(base).hosts, attempts=2) as client,
            pytest.raises(Unreachable, match="no connection"),
        ):
            client.content(base + PATH, SUBMISSION)


def test_what_has_not_changed_is_not_sent_again(held: Kit) -> None:
    """The server's own name for a state of a file says so."""
    held.edgar.tags[PATH] = '"v1"'
    sink = io.BytesIO()
    first = held.client.receive(held.edgar.url + PATH, sink, SUBMISSION)
    assert first is not None
    assert first.tag == '"v1"'
    again = held.client.receive(held.edgar.url + PATH, io.BytesIO(), SUBMISSION, unless=first.tag)
    assert again is None


def test_a_tag_that_cannot_be_sent_back_is_none(held: Kit) -> None:
    """It would make each later request for the file impossible."""
    held.edgar.tags[PATH] = '"v\xe9"'
    first = held.client.receive(held.edgar.url + PATH, io.BytesIO(), SUBMISSION)
    assert first is not None
    assert first.tag is None


@pytest.mark.parametrize(
    ("variable", "value", "cause"),
    [
        ("ALL_PROXY", "socks5://me:secret@127.0.0.1:1", "SOCKS"),
        ("http_proxy", "foo://me:secret@x", "proxy"),
        ("https_proxy", "http://me:secret@x:y", "proxy"),
        ("SSL_CERT_FILE", "/nonexistent/secret", "certificates"),
        ("SSL_CERT_FILE", __file__, "certificates"),
    ],
)
def test_surroundings_that_cannot_be_used_are_named(
    clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, cause: str
) -> None:
    """By the variable, without its value, in which a password may stand."""
    for name in os.environ:
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv(variable, value)
    with pytest.raises(FetchError, match=cause) as raised:
        Client(USER_AGENT, Throttle(tmp_path, 7.0, clock), clock, frozenset())
    assert raised.value.name == variable
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("host", ["127.0.0.1:99999", f"{'a' * 64}.example"])
def test_a_host_that_no_system_takes_is_not_reached(clock: FakeClock, tmp_path: Path, host: str) -> None:
    """A redirect or a proxy may name it."""
    throttle = Throttle(tmp_path, 7.0, clock)
    with (
        Client(USER_AGENT, throttle, clock, frozenset({host}), attempts=1) as client,
        pytest.raises(FetchError),
    ):
        client.content(f"http://{host}/x", SUBMISSION)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4), st.integers(1, 500), st.integers(1, 600))
def test_gzip_is_unpacked_however_it_comes(members: list[bytes], repeated: int, part: int) -> None:
    """In parts of any size, in several members; without its last byte it is broken."""
    packed = b"".join(gzip.compress(member * repeated, mtime=0) for member in members)
    parts = [packed[i : i + part] for i in range(0, len(packed), part)]
    assert b"".join(unpacked(parts)) == b"".join(member * repeated for member in members)
    with pytest.raises(Broken):
        list(unpacked([packed[:-1]]))


def test_an_answer_that_drips_is_given_up(clock: FakeClock) -> None:
    """Each byte comes in time, and all of them never would; a slow line is not that."""

    def line(size: int, seconds: float) -> Iterator[bytes]:
        for _ in range(1000):
            clock.sleep(seconds)
            yield b"x" * size

    with pytest.raises(Broken, match="too slowly"):
        list(timely(line(1, 1.0), clock))
    assert len(list(timely(line(20_000, 1.0), clock))) == 1000


@pytest.mark.parametrize("status", [200, 500])
def test_no_answer_is_waited_for_without_end(held: Kit, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    """Neither a file, nor the words of a server that failed."""
    monkeypatch.setattr("pipeline.edgar.intake._PATIENCE", -1_000.0)
    held.edgar.faults[PATH] = [f"page:{status}"] if status != 200 else []
    with pytest.raises(FetchError, match=r"too slowly"):
        received(held)


def test_an_answer_without_end_is_given_up_at_once(held: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would not be shorter another time."""
    monkeypatch.setattr("pipeline.edgar.intake._LARGEST", 100)
    with pytest.raises(FetchError, match="more than"):
        received(held)
    assert held.edgar.count(PATH) == 1


HEADER = b"ACCESSION NUMBER:\t\t0001234567-02-000123\n"
ARMOUR = b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n"
ARMOUR_END = b"-----END PRIVACY-ENHANCED MESSAGE-----\n"


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (b"<SEC-DOCUMENT>x\n" + HEADER + b"</SEC-DOCUMENT>\n", True),
        (ARMOUR + b"<SEC-DOCUMENT>x\n" + HEADER + b"</SEC-DOCUMENT>\n" + ARMOUR_END, True),
        (ARMOUR + b"<IMS-DOCUMENT>x\n" + HEADER + b"</IMS-DOCUMENT>\n" + ARMOUR_END, True),
        (b"<SUBMISSION>\n<TYPE>8-K\n</SUBMISSION>\n", True),
        (b"<SEC-HEADER>x\n" + HEADER + b"</SEC-HEADER>\n", True),
        (b"<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n</TEXT>\n</DOCUMENT>\n", True),
        (ARMOUR + b"<SEC-DOCUMENT>x\n" + HEADER, False),
        (b"<SEC-DOCUMENT>x\n</SEC-DOCUMENT>\n" + b"x" * 5000, False),
        (b"<SUBMISSION>\n<TYPE>8-K\n", False),
        (b"<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n", False),
        (b"<html><body>Welcome</body></html>", False),
        (b"", False),
    ],
)
def test_a_submission_of_every_time_is_known_by_its_end(kit: Kit, content: bytes, whole: bool) -> None:
    """Those of the nineties are armoured, and some are a header alone."""
    kit.edgar.files["/x"] = content
    if whole:
        assert received(kit, "/x") == content
    else:
        with pytest.raises(FetchError):
            received(kit, "/x")


@pytest.mark.parametrize(
    "head",
    [
        "<SEC-DOCUMENT>{}.txt : 20020315\n<SEC-HEADER>{}.hdr.sgml : 20020315\n",
        "<SEC-DOCUMENT>x\nACCESSION NUMBER:\t\t{}\n",
        "<SUBMISSION>\n<ACCESSION-NUMBER>{}\n",
    ],
)
def test_another_submission_is_not_taken(kit: Kit, head: str) -> None:
    """Its head says whose it is, in each of EDGAR's forms; what its documents cite says nothing."""
    end = "</SUBMISSION>\n" if "<SUBMISSION>" in head else "</SEC-DOCUMENT>\n"
    cited = "<DOCUMENT>\n<TEXT>\nACCESSION NUMBER: 0000000009-02-000009\n</TEXT>\n</DOCUMENT>\n"
    other = "0001234567-02-000001"
    kit.edgar.files["/own"] = (head.replace("{}", NUMBER) + cited + end).encode()
    kit.edgar.files["/other"] = (head.replace("{}", other) + cited + end).encode()
    assert received(kit, "/own") == kit.edgar.files["/own"]
    with pytest.raises(FetchError, match=f"another submission, {other}"):
        received(kit, "/other")
    assert kit.edgar.count("/other") == 5


WRAPPED = "<DOCUMENT>\n<TYPE>EX-10.1\n<SEQUENCE>2\n<FILENAME>{}\n<TEXT>\nA lease.\n</TEXT>\n</DOCUMENT>\n"
LONG = (
    "<html><head><title>Maintenance Agreement</title></head><body>It is down for maintenance." + "x" * 30_000
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ex.htm", "<html><p>The system may be closed at night.</html>", None),
        ("ex.htm", LONG, None),
        ("ex.htm", "<html><title>SEC v. Acme</title><p>A lease.</html>", None),
        ("ex.htm", WRAPPED.format("EX.HTM"), None),
        ("ex.txt", "A lease. Access denied. Try again later.", None),
        ("ex.pdf", "%PDF-1.4", None),
        ("ex.htm", MAINTENANCE, "why there is no file"),
        ("ex.htm", DENIED, "why there is no file"),
        ("ex.htm", "<html><title>SEC.gov | Home</title></html>", "why there is no file"),
        ("ex.htm", "<html><title>404 - File or directory not found.</title></html>", "why there is no file"),
        ("ex.txt", "<html><body>Welcome</body></html>", "a page of the server"),
        ("ex.pdf", "<!DOCTYPE html><p>Hello", "a page of the server"),
        ("ex.htm", '{"message": "Endpoint request timed out"}', "no HTML"),
        ("ex.htm", WRAPPED.format("other.htm"), "another document"),
        ("ex.htm", WRAPPED.format("ex.htm")[:-20], "cut short"),
        ("ex.htm", "", "empty"),
    ],
)  # fmt: skip
def test_a_page_in_place_of_a_document_is_not_taken(
    kit: Kit, name: str, content: str, words: str | None
) -> None:
    """It comes with status 200; an exhibit may speak of the same things."""
    kit.edgar.files["/x"] = content.encode()
    if words is None:
        assert kit.client.content(kit.edgar.url + "/x", wholeness.of_document(name)) == content.encode()
    else:
        with pytest.raises(FetchError, match=words):
            kit.client.content(kit.edgar.url + "/x", wholeness.of_document(name))


def test_what_has_neither_length_nor_end_is_not_taken(held: Kit) -> None:
    """It may be cut short; a submission shows by itself where it ends."""
    held.edgar.files["/x"] = b"<html>A lease.</html>"
    held.edgar.faults["/x"] = held.edgar.faults[PATH] = ["no-length"]
    assert held.client.content(held.edgar.url + "/x", wholeness.of_document("x.htm"))
    assert received(held) == submission(NUMBER)
    assert (held.edgar.count("/x"), held.edgar.count(PATH)) == (2, 1)


def test_a_filing_may_speak_of_blocks(kit: Kit) -> None:
    """An exhibit that has the words of SEC's notice in its text is none."""
    words = "The tool said: Request Rate Threshold Exceeded."
    kit.edgar.add(NUMBER, 45012, submission(NUMBER, words=words))
    assert words.encode() in received(kit)
