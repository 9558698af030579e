"""What every answer carries and every request must satisfy, whichever page it is for.

Only a browser on this machine that was pointed here by name of the machine itself is answered: a page elsewhere that
sends requests here, or a name that was made to lead here, is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.errors import BadRequest

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
BY_HTTPS = ("strict-transport-security", "max-age=31536000")  # once by https, never again without
LOOPBACK = ("127.0.0.1", "localhost", "::1")
READING = ("GET", "HEAD", "OPTIONS")
MOST_BYTES = 60_000_000  # of a request: three of the largest reports


class TooLarge(BadRequest):
    """A request with more bytes than are taken."""


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    why: str


class Guard:
    """ASGI middleware around everything."""

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK, most_bytes: int = MOST_BYTES, secure: bool = False
    ):
        self.app, self.hosts, self.most_bytes = app, frozenset(name.lower() for name in hosts), most_bytes
        self.headers, self.secure = (*HEADERS, *((BY_HTTPS,) if secure else ())), secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return  # there is no web socket here
        answer = _with_headers(send, self.headers)
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await _refuse(refusal, answer)
            return
        await self.app(scope, self._counted(receive), answer)

    def _refusal(self, method: str, headers: dict[str, str]) -> Refusal | None:
        """Why a request is not answered; None when it is."""
        host = headers.get("host", "")
        if name_of(host) not in self.hosts:
            return Refusal(400, "This server answers only to the name of the machine that it runs on.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.most_bytes:
            return Refusal(413, f"A request may have {self.most_bytes // 1_000_000} MB; send fewer or smaller files.")
        if method in READING:
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return Refusal(403, "Another site asked your browser to change this record. Nothing was changed.")
        origin = headers.get("origin")
        if origin is not None and not self._ours(origin, host):
            return Refusal(403, "Another site asked your browser to change this record. Nothing was changed.")
        return None

    def _ours(self, origin: str, host: str) -> bool:
        """Did a page of this server send it? One that came in plain could be anybody's where pages come by https."""
        try:
            sent = urlsplit(origin)
        except ValueError:
            return False
        return sent.netloc == host and (sent.scheme == "https" or not self.secure)

    def _counted(self, receive: Receive) -> Receive:
        """The body, which may be no longer than allowed whatever its header says. Raises TooLarge."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.most_bytes:
                what = f"the request has more than {self.most_bytes // 1_000_000} MB"
                raise TooLarge(what, "send fewer or smaller files, or use `dateline read`")
            return message

        return counted


def name_of(host: str) -> str:
    """The name in a Host header, without its port: "[::1]:8000" is "::1"."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def _with_headers(send: Send, headers: Iterable[tuple[str, str]]) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"], *((n.encode(), v.encode()) for n, v in headers if n.encode() not in there)
            ]  # fmt: skip
        await send(message)

    return answer


async def _refuse(refusal: Refusal, send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": refusal.why.encode() + b"\n"})
