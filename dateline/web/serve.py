"""Serving a record to the browsers of this machine, or of others who sign in, until told to stop."""

import ctypes
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from types import FrameType

import uvicorn

from dateline.errors import BadRequest, DatelineError
from dateline.web.access import Door
from dateline.web.users import Users

HOST = "127.0.0.1"
MOST_FILES = 16_384  # open at once, connections among them
KEPT_OPEN = 75  # seconds without a request; closed sooner, it would meet the next one of somebody who was reading
M_ARENA_MAX = -8  # in glibc's malloc.h
TURN = 0.0005  # seconds that one thread may keep the others waiting; by Python's own 0.005 a page took three times as
# long while a report was being read, as it waits for its turn after every question to the database
WARMING = 0.7  # seconds that first answers may take before it is told that there is a server; the others come after
PATIENCE = 3  # seconds that answers under way are given when the server is told to stop


class Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], stopping: threading.Event):
        super().__init__(config)
        self._ready, self._stopping = ready, stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping.set()  # streams of events end by themselves
        super().handle_exit(sig, frame)


@dataclass(frozen=True, slots=True)
class Reach:
    """From where a record can be seen: by default from this machine only."""

    host: str = HOST  # the address to listen on
    port: int = 0  # 0: a free one
    names: tuple[str, ...] = ()  # by which browsers reach it, besides the address
    users: Path | None = None  # who may sign in
    certificate: Path | None = None  # of TLS, PEM
    key: Path | None = None
    behind_tls: bool = False  # a proxy on this machine speaks TLS for it

    @property
    def secure(self) -> bool:
        return self.certificate is not None or self.behind_tls

    @property
    def here_only(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def door(self) -> Door:
        """What it takes to be let in. Raises BadRequest when a record would stand open."""
        users = Users(self.users) if self.users else None
        if users is not None and not users.all():
            raise BadRequest(f"there is nobody in {self.users}", "`dateline users add NAME` adds the first")
        if (self.certificate is None) != (self.key is None):
            raise BadRequest("TLS needs a certificate and its key", "give both --tls-cert and --tls-key")
        if not self.here_only:
            if users is None:
                do = "make users (`dateline users add NAME`) and give --users"
                raise BadRequest(f"on {self.host} others could see and change the record without a password", do)
            if not self.secure:
                do = "give --tls-cert and --tls-key, or --behind-tls when a proxy on this machine speaks TLS"
                raise BadRequest(f"on {self.host} passwords would cross the network in plain", do)
            if ip_address_or_none(self.host) in (ip_address("0.0.0.0"), ip_address("::")) and not self.names:
                raise BadRequest("browsers have to name the machine", "give each name of it by --name")
        return Door((self.host, *self.names), users, self.secure)


def ip_address_or_none(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def serve(
    record: Path | str,
    reach: Reach = Reach(),
    *,
    browse: bool = True,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve a record until interrupted. tell: is given the address.

    Raises BadRecord for what is no record, BadRequest for a port that is taken or a record that would stand open.
    """
    from dateline.store.record import Record
    from dateline.web.app import make_app
    from dateline.web.warm import warm

    door = reach.door()
    _many_connections()
    _few_heaps()
    sys.setswitchinterval(TURN)
    with Record(record):
        pass  # what is no record is told here, not in the browser
    listening = listen(reach.port, reach.host)
    stopping = threading.Event()
    app = make_app(record, stopping=stopping, door=door)
    name = reach.names[0] if reach.names else reach.host
    scheme = "https" if reach.certificate else "http"
    address = f"{scheme}://{f'[{name}]' if ':' in name else name}:{listening.getsockname()[1]}/"
    screens = iter(app.state.site.screens)

    def ready() -> None:
        tell(address)
        if browse:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        threading.Thread(target=warm, args=(app.state.site, address, screens), daemon=True).start()

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False,
        timeout_graceful_shutdown=PATIENCE, timeout_keep_alive=KEPT_OPEN, lifespan="off",
        proxy_headers=reach.behind_tls, forwarded_allow_ips=HOST,
        ssl_certfile=reach.certificate, ssl_keyfile=reach.key,
    )  # fmt: skip
    try:
        config.load()
    except (OSError, ValueError) as problem:
        listening.close()
        what = f"the certificate or key cannot be used ({problem})"
        raise BadRequest(what, "give PEM files that belong together") from problem
    with suppress(KeyboardInterrupt), listening:  # the way to stop it
        warm(app.state.site, address, screens, WARMING)
        Server(config, ready, stopping).run(sockets=[listening])


def _many_connections() -> None:
    """A stream of events holds a connection open; the usual limit of files would allow a thousand of both."""
    with suppress(ImportError, ValueError, OSError):  # where there is no such limit, or it may not be raised
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != resource.RLIM_INFINITY and soft < MOST_FILES:
            most = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _few_heaps() -> None:
    """glibc gives each thread a heap of its own that keeps what was freed in it: sixteen threads that answered in turn
    held 262 MB where two heaps held 235, and more with each report."""
    with suppress(OSError, AttributeError, TypeError):  # where the library is another
        ctypes.CDLL(None).mallopt(ctypes.c_int(M_ARENA_MAX), ctypes.c_int(2))


def listen(port: int, host: str = HOST) -> socket.socket:
    """A socket to be asked on. Raises BadRequest when that cannot be, DatelineError when no port is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2_048)
    except OSError as problem:
        listening.close()
        if port or host != HOST:
            what = f"{host} port {port or 'any'} cannot be used ({problem.strerror})"
            raise BadRequest(what, "give another, or none") from problem
        raise DatelineError(f"there is no free port ({problem.strerror})", "stop another server") from problem
    return listening
