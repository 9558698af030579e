"""Serving a record to the browsers of this machine, until told to stop."""

import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from dateline.errors import BadRequest, DatelineError

HOST = "127.0.0.1"
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


def serve(record: Path | str, *, port: int = 0, browse: bool = True, tell: Callable[[str], None] = print) -> None:
    """Serve a record on the loopback interface until interrupted. port 0: a free one. tell: is given the address.

    Raises BadRecord for what is no record, BadRequest for a port that is taken.
    """
    from dateline.store.record import Record
    from dateline.web.app import make_app

    with Record(record):
        pass  # what is no record is told here, not in the browser
    listening = listen(port)
    stopping = threading.Event()
    app = make_app(record, stopping=stopping)
    address = f"http://{HOST}:{listening.getsockname()[1]}/"

    def ready() -> None:
        tell(address)
        if browse:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False,
        timeout_graceful_shutdown=PATIENCE, lifespan="off", proxy_headers=False,
    )  # fmt: skip
    with suppress(KeyboardInterrupt), listening:  # the way to stop it
        Server(config, ready, stopping).run(sockets=[listening])


def listen(port: int) -> socket.socket:
    """A socket on the loopback interface. Raises BadRequest when the port is taken, DatelineError when none is free."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as problem:
        listening.close()
        if port:
            raise BadRequest(f"port {port} cannot be used ({problem.strerror})", "give another, or none") from problem
        raise DatelineError(f"there is no free port ({problem.strerror})", "stop another server") from problem
    return listening
