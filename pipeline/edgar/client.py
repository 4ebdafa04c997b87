"""Requests to SEC's servers: declared, paced, tried again while that may help, and checked."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from random import Random
from types import TracebackType
from typing import IO, Self
from urllib.parse import urljoin, urlsplit

import httpx

from pipeline.edgar import wholeness
from pipeline.edgar.clock import Clock
from pipeline.edgar.intake import HEAD, Broken, Endless, Intake, timely, unpacked
from pipeline.edgar.throttle import Throttle
from pipeline.errors import FetchError, NotOnEdgar, Refused, Unreachable
from pipeline.frozen import dataclass

_PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
_CERTIFICATES = "SSL_CERT_FILE"
_TIMEOUT = httpx.Timeout(60.0, connect=15.0)
# The last two where the system does not take a port or a host's name.
_NO_CONNECTION = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.ProxyError,
    OverflowError,
    UnicodeError,
)
_FIRST_DELAY = 1.0  # seconds before the second try; doubled before each further one, then drawn around that
_LONGEST_DELAY = 60.0
_LONGEST_WAIT = 120.0  # that a server may ask for; if it asks for more, the user should know
_BLOCK = 610.0  # seconds: SEC lifts a block after ten minutes without too many requests
_MOST_BLOCKS = 3  # to be waited for in one request
_MOST_REFUSALS = 3  # addresses in a row, each to the end of its tries, before all of it is taken for refused
_MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {404, 410}
_TOO_MANY = 429
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Received:
    """What came from an address, now in the sink."""

    address: str
    sha256: str
    size: int
    tag: str | None  # the server's own name for this state of the file


class _TryAgain(Exception):
    """This time it did not work; another time it may."""

    def __init__(
        self,
        cause: str,
        *,
        after: float | None = None,
        error: type[FetchError] = FetchError,
        ends: bool = False,
        refused: bool = False,
    ) -> None:
        super().__init__(cause)
        self.cause = cause
        self.after = after  # seconds that the server asks for
        self.error = error  # what it is once all tries are used up
        self.ends = ends  # a block that waiting ends
        self.refused = refused  # in words that are not known: it, or all that we ask for


class Client:
    """Asks for one thing after the other, by the proxies and certificates that the environment names.

    `attempts` are made for each, with pauses that grow and are drawn by `seed`. Where SEC blocks us it is not
    asked any more, unless `wait_when_blocked` says to wait as long as it wants. Raises `FetchError` where the
    environment names what cannot be used.
    """

    def __init__(
        self,
        user_agent: str,
        throttle: Throttle,
        clock: Clock,
        hosts: frozenset[str],
        *,
        attempts: int = 5,
        seed: int = 0,
        wait_when_blocked: bool = False,
    ) -> None:
        self._throttle = throttle
        self._clock = clock
        self._hosts = hosts
        self._attempts = attempts
        self._seed = seed
        self._wait_when_blocked = wait_when_blocked
        self._refusals = 0  # addresses in a row
        self.day: date | None = None  # by the clock of the server that answered last
        self._http = _http(user_agent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def content(self, address: str, check: wholeness.Check) -> bytes:
        """All that is at an address. Raises `FetchError`."""
        sink = io.BytesIO()
        self.receive(address, sink, check)
        return sink.getvalue()

    def receive(
        self, address: str, sink: IO[bytes], check: wholeness.Check, *, unless: str | None = None
    ) -> Received | None:
        """Write what is at an address to `sink`; None where it still has the tag `unless`.

        Raises `NotOnEdgar` where there is nothing, `Refused` where SEC blocks us, `Unreachable` where nobody
        answers, and otherwise `FetchError`, when all tries are used up.
        """
        draw = Random(f"{self._seed}/{address}")  # noqa: S311 - spreads the tries, hides nothing
        attempt = blocks = 0
        while True:
            try:
                received = self._once(address, sink, check, unless)
                self._refusals = 0
                return received
            except NotOnEdgar:
                self._refusals = 0
                raise
            except _TryAgain as again:
                attempt += 1
                if again.ends and self._wait_when_blocked and blocks < _MOST_BLOCKS:
                    blocks += 1
                    attempt = 0
                    self._throttle.hold(max(_BLOCK, again.after or 0.0))
                    continue
                delay = max(_delay(attempt, draw), again.after or 0.0)
                if attempt >= self._attempts or delay > _LONGEST_WAIT:
                    raise self._given_up(again, address, attempt) from again
                if again.error is Refused:
                    self._throttle.hold(delay)  # for all others, too: they are blocked as we are
                else:
                    self._clock.sleep(delay)

    def _given_up(self, again: _TryAgain, address: str, attempts: int) -> FetchError:
        cause, error = again.cause, again.error
        self._refusals = self._refusals + 1 if again.refused else 0
        if self._refusals >= _MOST_REFUSALS:
            cause, error = f"{cause}, as {self._refusals} addresses in a row", Refused
        tries = "1 try" if attempts == 1 else f"{attempts} tries"
        wanted = f"; it wants {again.after:.0f} seconds of rest" if again.after else ""
        return error(address, f"{cause}{wanted} (gave up after {tries})")

    def _once(
        self, address: str, sink: IO[bytes], check: wholeness.Check, unless: str | None
    ) -> Received | None:
        at = address
        for _ in range(_MOST_REDIRECTS + 1):
            sink.seek(0)
            sink.truncate()
            self._throttle.wait()
            try:
                with self._http.stream("GET", at, headers=_conditions(unless)) as response:
                    self.day = _day(response.headers)
                    if response.status_code not in _REDIRECTS:
                        return self._taken(response, address, sink, check, unless)
                    at = self._next_hop(address, at, response.headers)
            except _NO_CONNECTION as error:
                cause = f"no connection ({type(error).__name__})"
                raise _TryAgain(cause, error=Unreachable) from error
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise _TryAgain(f"the connection broke off ({type(error).__name__})") from error
            except Broken as error:
                raise _TryAgain(str(error)) from error
            except Endless as error:
                raise FetchError(address, str(error)) from error
        raise FetchError(address, "it leads from one address to the next without end")

    def _taken(
        self,
        response: httpx.Response,
        address: str,
        sink: IO[bytes],
        check: wholeness.Check,
        unless: str | None,
    ) -> Received | None:
        """What a response holds. Raises `_TryAgain` if it is not what was asked for."""
        status = response.status_code
        if status == _NOT_MODIFIED and unless is not None:
            return None
        intake = Intake(sink, delimited=_is_delimited(response.headers))
        if status != httpx.codes.OK:
            self._raise_for(status, response, address)
        intake.take(_parts(response, address, self._clock))
        if wholeness.is_notice(intake):
            raise _blocked(intake.head, None)
        if wholeness.nothing_there(intake.head):
            raise NotOnEdgar(address, "no such file")
        if (cause := check(intake)) is not None:
            raise _TryAgain(cause)
        return Received(address, intake.sha256, intake.size, _tag(response.headers))

    def _raise_for(self, status: int, response: httpx.Response, address: str) -> None:
        """Raise what a status other than 200 means."""
        head = _head(response, address, self._clock)
        after = self._asked_for(response.headers)
        if status in _GONE or (status == httpx.codes.FORBIDDEN and wholeness.nothing_there(head)):
            raise NotOnEdgar(address, f"no such file (status {status})")
        if status in {_TOO_MANY, httpx.codes.FORBIDDEN}:
            raise _blocked(head, after, status)
        if status == _NOT_MODIFIED:
            raise _TryAgain("the server says that nothing has changed, which was not asked")
        if status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.REQUEST_TIMEOUT:
            raise _TryAgain(f"the server failed (status {status})", after=after)
        raise FetchError(address, f"the server answered with status {status}")

    def _next_hop(self, address: str, at: str, headers: Mapping[str, str]) -> str:
        """Where a redirect leads: on the same servers, and not from https to http."""
        try:
            there = urljoin(at, headers.get("Location", ""))
            here, next_ = urlsplit(at), urlsplit(there)
        except ValueError as error:
            raise FetchError(address, "it leads to what is no address") from error
        if next_.netloc not in self._hosts or (here.scheme, next_.scheme) == ("https", "http"):
            raise FetchError(address, "it leads to another server")
        return there

    def _asked_for(self, headers: Mapping[str, str]) -> float | None:
        """The seconds that the server wants to be left alone."""
        value = headers.get("Retry-After", "").strip()
        if value.isascii() and value.isdecimal() and len(value) < 10:
            return float(value)
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - self._clock.now())
        except (ValueError, OverflowError):
            return None


def _http(user_agent: str) -> httpx.Client:
    """What sends the requests. Raises `FetchError` that names the variable: its value may hold a password."""
    try:
        return httpx.Client(
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip"},
            timeout=_TIMEOUT,
            follow_redirects=False,  # each hop is a request that counts, and not every place is trusted
        )
    except ImportError as error:
        raise FetchError(_proxies(), "a SOCKS proxy needs httpx[socks] to be installed") from error
    except (ValueError, httpx.InvalidURL) as error:
        raise FetchError(_proxies(), "no address of a proxy such as http://example.com:8080") from error
    except OSError as error:
        raise FetchError(_CERTIFICATES, "no certificates that can be read") from error


def _proxies() -> str:
    """The variables that name proxies, those that are set."""
    return ", ".join(sorted(name for name in os.environ if name.lower() in _PROXIES and os.environ[name]))


def _day(headers: Mapping[str, str]) -> date | None:
    try:
        return parsedate_to_datetime(headers.get("Date", "")).date()
    except ValueError:
        return None


def _conditions(unless: str | None) -> dict[str, str]:
    return {} if unless is None else {"If-None-Match": unless}


def _parts(response: httpx.Response, address: str, clock: Clock) -> Iterator[bytes]:
    """The body as it comes, unpacked. httpx would take gzip data that is cut short for whole."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    parts = timely(response.iter_raw(), clock)
    if encoding in {"", "identity"}:
        return parts
    if encoding in {"gzip", "x-gzip"}:
        return unpacked(parts)
    raise FetchError(address, "the server packed the answer in a way that was not asked for")


def _tag(headers: Mapping[str, str]) -> str | None:
    """The server's own name for a state of the file, if it can be sent back as it came."""
    tag = headers.get("ETag", "")
    return tag if tag and tag.isascii() and tag.isprintable() else None


def _is_delimited(headers: Mapping[str, str]) -> bool:
    """Whether an answer shows where it ends; otherwise any end of the connection ends it."""
    return (
        "Content-Length" in headers
        or "chunked" in headers.get("Transfer-Encoding", "").lower()
        or "gzip" in headers.get("Content-Encoding", "").lower()
    )


def _head(response: httpx.Response, address: str, clock: Clock) -> bytes:
    """The beginning of an answer that is no success, as far as it can be read."""
    head = b""
    try:
        for part in _parts(response, address, clock):
            head += part
            if len(head) >= HEAD:
                break
    except (Broken, httpx.RequestError):
        pass
    return head[:HEAD]


def _blocked(head: bytes, after: float | None, status: int | None = None) -> _TryAgain:
    """What it means that SEC turned a request away."""
    if wholeness.undeclared(head):
        return _TryAgain(
            "SEC takes this for an undeclared tool: declare a name and a mail address of yours as User-Agent",
            error=Refused,
        )
    if status == _TOO_MANY or wholeness.too_fast(head):
        return _TryAgain(
            "SEC blocks this machine, which sent too many requests, until it sends none for ten minutes",
            after=after,
            error=Refused,
            ends=True,
        )
    return _TryAgain(f"the server refused it (status {status})", after=after, refused=True)


def _delay(attempt: int, draw: Random) -> float:
    """Seconds before the next try, after `attempt` of them."""
    middle = min(_LONGEST_DELAY, _FIRST_DELAY * 2.0 ** min(attempt - 1, 30))
    return middle * draw.uniform(0.5, 1.5)
