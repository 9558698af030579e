"""Real servers on this machine for tests: one that answers what it is told, one that sends bytes as it is told."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dateline.fetching.addresses import allowed
from dateline.fetching.fetcher import Fetcher
from dateline.fetching.hosts import Hosts, SystemClock
from dateline.fetching.wire import Limits

Answer = tuple[int, dict[str, str], bytes]
# Little may come, and a machine that does much else may take its time; the others are for hosts that never end.
SMALL = Limits(body=100_000, headers=8_000, seconds=120.0, connect=60.0, idle=60.0, hops=3)
HASTY = replace(SMALL, seconds=1.5, connect=1.0, idle=0.6)


@dataclass
class Web:
    """A web server. pages: path -> answer, or a function of the request's headers; asked: (path, headers) so far."""

    port: int = 0
    pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (200, {"Content-Type": kind, **told}, data)
        return self.url(path)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def web() -> Iterator[Web]:
    site = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            its = dict(self.headers.items())
            site.asked.append((self.path, its))
            found = site.pages.get(self.path, (404, {}, b""))
            status, headers, body = found(its) if callable(found) else found
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def raw_server(talk: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A server that lets `talk` say what it likes to whoever connects; gives its port. The event: time to stop."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            with suppress(OSError):
                sock, _ = listener.accept()
                threading.Thread(target=one, args=(sock,), daemon=True).start()

    def one(sock: socket.socket) -> None:
        with suppress(OSError), sock:
            asked = sock.recv(65_536)
            if b"GET /robots.txt" in asked:
                sock.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            else:
                talk(sock, stop)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        stop.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


class HandClock:
    """Time that a test moves: sleeping moves it, and the calendar can jump by itself."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.jump = timedelta()
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds) + self.jump

    def steady(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.seconds += seconds


def fetcher(*ports: int, limits: Limits = SMALL, **more: object) -> Fetcher:
    """A fetcher that may ask these ports of this machine, and does not pause between two requests."""
    also = allowed(f"127.0.0.1:{port}" for port in ports)
    more.setdefault("hosts", Hosts(SystemClock(), pause=0.0))
    return Fetcher(also=also, limits=limits, **more)  # type: ignore[arg-type]
