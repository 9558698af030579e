"""What stands in for the process that reads, in tests: it does as the name of who hands in says, and loads little."""

import os
from contextlib import suppress
from multiprocessing.connection import Connection

from dateline.web.reading import STOPPED, Ended


def reads(line: Connection) -> None:
    with suppress(EOFError):
        while True:
            if (one := line.recv()) is None:
                continue
            line.send({"source": one.by, "process": os.getpid()})
            if one.by == "dies":
                os._exit(1)
            line.send(Ended(STOPPED if one.by == "waits" and line.recv() is None else None))
