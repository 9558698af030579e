"""A host on this machine whose feeds and pages are wrong, beside one feed that is well."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GB = 1_000_000_000
PIECE = b"x" * (1 << 16)
WELL = (
    "The mayor of Port Alder said on Monday that 14 people had been killed when shells hit the market. "
    "A spokesman of the army denied it."
)


def feed(item: str) -> bytes:
    """An RSS feed with one item."""
    channel = f"<channel><title>Alder News</title>{item}</channel>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}>{channel}</rss>'.encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    over: threading.Event

    def do_GET(self) -> None:
        _, first, *rest = self.path.split("/")
        with suppress(OSError):
            if first == "well":
                whole = f"<item><guid>1</guid><content:encoded>{WELL}</content:encoded></item>"
                self._whole(feed(whole), "application/rss+xml")
            elif first == "feed-to":
                link = f"http://{self.headers['Host']}/{rest[0]}/page"
                self._whole(feed(f"<item><title>Day</title><link>{link}</link></item>"), "application/rss+xml")
            elif first == "for-ever":
                self._head(302, Location=f"/for-ever/{int(rest[-1]) + 1 if rest and rest[-1].isdigit() else 1}")
            elif first == "two-gb":
                self._two_gb()
            elif first == "byte-a-minute":
                self._byte_a_minute()
            else:
                self._head(404)

    def _head(self, status: int, length: int | None = 0, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _whole(self, body: bytes, kind: str) -> None:
        self._head(200, len(body), Content_Type=kind)
        self.wfile.write(body)

    def _two_gb(self) -> None:
        """It does not say how much it is going to send."""
        self._head(200, None, Content_Type="text/html", Connection="close")
        for _ in range(2 * GB // len(PIECE)):
            self.wfile.write(PIECE)

    def _byte_a_minute(self) -> None:
        self._head(200, 1_000, Content_Type="text/html")
        while not self.over.is_set():
            self.wfile.write(b"x")
            self.wfile.flush()
            self.over.wait(60)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def hosts() -> Iterator[int]:
    """Serves on the loopback; gives the port."""
    over = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Its", (Handler,), {"over": over}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        over.set()
        server.shutdown()
        server.server_close()
