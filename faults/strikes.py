"""How a process is struck. Each strike happens in a process of its own, made by fork, so that only that one is hurt.

`kill` is SIGKILL after some time. The others begin with the n-th statement that reaches the database and last: from
there on every write, or every fsync, of the process fails as on a broken disk, there is no space left (also in the
middle of a write), or the database gets no memory. Linux on x86-64 only: a filter of system calls does it, below
every library.
"""

import ctypes
import os
import resource
import signal
import sqlite3
import struct
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from dateline.errors import DatelineError

Kind = Literal["kill", "io error", "disk full", "short write", "fsync", "memory"]
FAULTS: tuple[Kind, ...] = ("io error", "disk full", "short write", "fsync", "memory")
FINE, REFUSED, MEMORY, WRONG = 0, 10, 11, 12  # exit codes of a struck process
EIO, ENOSPC = 5, 28
WRITES = (1, 18, 20, 296)  # write, pwrite64, writev, pwritev
SYNCS = (74, 75, 26)  # fsync, fdatasync, msync
CREATES = (76, 77)  # truncate, ftruncate
CONNECTS = (42,)  # connect: also what asks for the address of a name begins with it
ALLOW, FAIL, KILL = 0x7FFF0000, 0x00050000, 0x80000000  # what a filter answers; FAIL with the error's number


def filtered(calls: tuple[int, ...], errno: int) -> None:
    """From now on these system calls of this process fail with `errno`; what goes to a terminal or log as well."""
    _answered(calls, FAIL | errno)


def forbidden(calls: tuple[int, ...]) -> None:
    """From now on whichever process makes one of these calls, this one or one that it starts, ends by SIGSYS."""
    _answered(calls, KILL)


def _answered(calls: tuple[int, ...], answer: int) -> None:
    # struct sock_filter: load the call's number; for each: if equal, go to the end but one
    program = [struct.pack("HBBI", 0x20, 0, 0, 0)]
    for n, call in enumerate(calls):
        program.append(struct.pack("HBBI", 0x15, len(calls) - n, 0, call))
    program.append(struct.pack("HBBI", 0x06, 0, 0, ALLOW))
    program.append(struct.pack("HBBI", 0x06, 0, 0, answer))
    code = ctypes.create_string_buffer(b"".join(program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    libc = ctypes.CDLL(None, use_errno=True)
    whole = Program(len(program), ctypes.addressof(code))
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.byref(whole), 0, 0):
        raise OSError(ctypes.get_errno(), "no filter of system calls")


def begin(kind: Kind, folder: Path) -> None:
    """The fault begins, in this process, for good."""
    match kind:
        case "io error":
            filtered((*WRITES, *CREATES), EIO)
        case "disk full":
            filtered((*WRITES, *CREATES), ENOSPC)
        case "fsync":
            filtered(SYNCS, EIO)
        case "short write":  # nothing is written beyond where the journal ends now, and some of a page more
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            journals = (*folder.rglob("*-wal"), *folder.rglob("*-journal"))
            most = max((path.stat().st_size for path in journals), default=0) + 1_001
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        case "memory":
            sqlite3.connect(":memory:").execute("PRAGMA hard_heap_limit = 1")  # of all databases of the process
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)


class Counting:
    """Counts the statements that reach any database of this process, and does something at the n-th."""

    def __init__(self, at: int, do: Callable[[], None]):
        self.seen, self.at, self.do = 0, at, do

    def tick(self, _: str) -> None:
        self.seen += 1
        if self.seen == self.at:
            self.do()

    def install(self) -> None:
        connect = sqlite3.connect

        def connected(*args: Any, **known: Any) -> sqlite3.Connection:
            made: sqlite3.Connection = connect(*args, **known)
            made.set_trace_callback(self.tick)
            return made

        sqlite3.connect = connected  # type: ignore[assignment]


def in_child(work: Callable[[], None], said: Path) -> int:
    """Do something in a forked process; returns its exit status as os.wait gives it, as a plain number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = FINE
    try:
        work()
    except DatelineError:
        code = REFUSED
    except MemoryError:
        code = MEMORY
    except BaseException:
        code = WRONG
        with suppress(OSError, MemoryError):
            said.write_text(traceback.format_exc())
    finally:
        os._exit(code)


def killed_after(seconds: float, work: Callable[[], None]) -> bool:
    """Do something in a forked process and kill it -9 after so long; whether it was still at work."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(FINE)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
