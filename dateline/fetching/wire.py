"""One request to one machine, bounded in time and bytes from the first packet to the last.

The connection goes to an address that was checked, never to a name; `http.client` speaks the protocol on it, which
knows no cookies, no passwords, no proxies and no redirects. Each read from the socket is held to what is left of the
time for all of it, so that a byte a minute is no way to keep us.
"""

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from dateline.fetching.addresses import Target
from dateline.fetching.decompress import unpacked
from dateline.fetching.problems import NotFetched
from dateline.intake.raw import MAX_FILE_BYTES

_BUFFER = 8_192  # bytes that a buffered reader takes ahead
_CHUNK = 1 << 16
_TRIED = 3  # addresses of one name that are tried, one after another
_LATER = "try again later, or save the page and pass the file"

Resolve = Callable[[str, int], list[str]]  # (host, port) -> IP addresses


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost. Bytes count as they come and as they are unpacked; seconds are for all hops together."""

    body: int = MAX_FILE_BYTES
    headers: int = 65_536
    ratio: int = 200  # times the packed size; text repeats itself, yet real pages stay below 50
    seconds: float = 60.0
    connect: float = 10.0  # seconds for one connection, and for finding a name's addresses
    idle: float = 20.0  # seconds without a byte
    hops: int = 5


@dataclass(frozen=True, slots=True)
class Response:
    """What a machine answered. headers: names in lower case; of several of one name the first counts."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    came: int  # bytes that came over the network, headers and all


class Deadline:
    """The end of the time that one fetch has, by a clock that nobody sets."""

    def __init__(self, seconds: float):
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def waited(self, seconds: float) -> None:
        """So long it was we who waited, out of politeness: that does not count."""
        self._end += seconds

    def left(self, at_most: float) -> float:
        """Seconds for the next step. Raises NotFetched when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise NotFetched("slow", f"it took longer than {self._seconds:g} seconds", _LATER)
        return min(left, at_most)


class _Reads(io.RawIOBase):
    """What comes from a socket, counted, and in time."""

    def __init__(self, sock: socket.socket, deadline: Deadline, limits: Limits):
        self._sock, self._deadline, self._idle = sock, deadline, limits.idle
        self.count, self.most, self.what = 0, limits.headers + _BUFFER, "its headers are"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        seconds = self._deadline.left(self._idle)
        self._sock.settimeout(seconds)
        try:
            n = self._sock.recv_into(buffer)
        except TimeoutError:
            self._deadline.left(self._idle)  # says so if it was the whole time
            raise NotFetched("slow", f"no byte came for {seconds:.3g} seconds", _LATER) from None
        self.count += n
        if self.count > self.most:
            raise NotFetched("big", f"{self.what} larger than {self.most / 1_000_000:.2g} MB", "save what you need")
        return n


class _Socket:
    """As much of a socket as `http.client` uses, which never closes it."""

    def __init__(self, sock: socket.socket, reads: _Reads):
        self._sock, self._reads = sock, reads

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._reads, _BUFFER)

    def sendall(self, data: bytes) -> None:
        self._sock.sendall(data)

    def close(self) -> None:
        pass


def ask(
    target: Target,
    addresses: list[str],
    headers: Mapping[str, str],
    limits: Limits,
    deadline: Deadline,
    trust: ssl.SSLContext,
) -> Response:
    """GET `target` from one of the machines at `addresses`, all of which were checked. Raises NotFetched."""
    with _trouble(target), closing(_connected(target, addresses, limits, deadline, trust)) as sock:
        reads = _Reads(sock, deadline, limits)
        talk = http.client.HTTPConnection("unused.invalid")  # it is given its socket, and never asks for another
        talk.sock = _Socket(sock, reads)
        sock.settimeout(deadline.left(limits.idle))
        talk.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": target.authority, **headers, "Connection": "close"}.items():
            talk.putheader(name, value)
        talk.endheaders()
        with talk.getresponse() as answer:
            its = {name.lower(): value for name, value in reversed(answer.getheaders())}
            reads.most, reads.what = reads.count + limits.body + limits.headers, "it is"
            body = b"" if answer.status in (204, 304) or 300 <= answer.status < 400 else _body(answer, its, limits)
            return Response(answer.status, its, body, reads.count)


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], limits: Limits) -> bytes:
    """The whole body, unpacked; that of an error is not looked at."""
    if answer.status >= 400:
        return b""
    if answer.length is not None and answer.length > limits.body:
        what = f"it is larger than {limits.body / 1_000_000:g} MB ({answer.length / 1_000_000:,.0f} MB)"
        raise NotFetched("big", what, "save the part that you need")

    def chunks() -> Iterator[bytes]:
        while chunk := answer.read(_CHUNK):
            yield chunk
        if answer.length:
            raise NotFetched("answer", f"the answer is cut off: {answer.length:,} bytes are missing", _LATER)

    encoding = headers.get("content-encoding")
    return b"".join(unpacked(chunks(), encoding, most=limits.body, ratio=limits.ratio))


def _connected(
    target: Target, addresses: list[str], limits: Limits, deadline: Deadline, trust: ssl.SSLContext
) -> socket.socket:
    """A connection to the first address that takes one; for https with the host's certificate checked for its name."""
    problem: OSError | None = None
    for address in addresses[:_TRIED]:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(deadline.left(limits.connect))
            sock.connect((address, target.port))
            if target.scheme == "https":
                sock.settimeout(deadline.left(limits.connect))
                return trust.wrap_socket(sock, server_hostname=target.host)
            return sock
        except OSError as failed:
            sock.close()
            problem = failed
        except BaseException:
            sock.close()
            raise
    assert problem is not None  # a name has at least one address
    raise problem


@contextmanager
def _trouble(target: Target) -> Iterator[None]:
    """What goes wrong on the wire, in our words."""
    try:
        yield
    except ssl.SSLCertVerificationError as problem:
        what = f"the certificate of {target.host} is not to be trusted: {problem.verify_message}"
        raise NotFetched("network", what, "ask the publisher; nothing is fetched past a wrong certificate") from None
    except TimeoutError:
        raise NotFetched("slow", f"{target.authority} does not take a connection", _LATER) from None
    except OSError as problem:
        what = f"no connection to {target.authority}: {problem.strerror or problem}"
        raise NotFetched("network", what, "check the address and your network") from None
    except http.client.IncompleteRead:
        raise NotFetched("answer", "the answer is cut off", _LATER) from None
    except (http.client.HTTPException, ValueError) as problem:
        what = f"{target.authority} does not speak HTTP as it should: {type(problem).__name__} {str(problem)[:80]}"
        raise NotFetched("answer", what.rstrip(), "check the address") from None


def resolved(host: str, port: int, resolve: Resolve, seconds: float) -> list[str]:
    """The addresses of a host, asked once. The system's resolver has no limit of its own, so it gets one here."""
    found: list[list[str] | Exception] = []

    def look() -> None:
        try:
            found.append(resolve(host, port))
        except Exception as problem:  # carried over to whoever waits
            found.append(problem)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise NotFetched("slow", f"nobody says where {host} is", "check your network")
    answer = found[0]
    if isinstance(answer, (OSError, UnicodeError)) or not answer:
        raise NotFetched("network", f"there is no host {host}", "check how it is written, and your network")
    if isinstance(answer, Exception):
        raise answer
    return answer


def system_resolver(host: str, port: int) -> list[str]:
    """As this machine finds names, numbers included."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(one[4][0]) for one in found))
