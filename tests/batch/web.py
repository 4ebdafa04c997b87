"""A server on this machine that gives out files, and can keep those who ask waiting."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Web:
    """The files of a server, by their paths, and who waits for one that is held back."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.held: set[str] = set()
        self.status: dict[str, int] = {}
        self.marked = True  # whether answers carry a mark of the file's version
        self.url = ""
        self.asked = threading.Semaphore(0)  # released whenever somebody asks for a held file's content
        self.go = threading.Event()

    def wait_until_asked(self) -> None:
        """Return when somebody has asked for a file that is held back."""
        assert self.asked.acquire(timeout=60), "nobody asked"


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            if self.path in web.held:
                web.asked.release()
                web.go.wait()
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            data = web.files.get(self.path)
            status = web.status.get(self.path, 200 if data is not None else 404)
            data = data if data is not None and status == 200 else b"no"
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(data)))
            if web.marked:
                self.send_header("Last-Modified", hashlib.sha256(data).hexdigest())
            self.end_headers()
            if body:
                self.wfile.write(data)

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # who asked is gone
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def serving() -> Iterator[Web]:
    """A server at work."""
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(web))
    server.daemon_threads = True
    web.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.go.set()
        server.shutdown()
        thread.join()
        server.server_close()
