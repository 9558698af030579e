"""The process that reads what was handed in: begun with the first batch, let go when nothing came for long.

Reading takes a processor and a language model; pages must wait for neither, so that it has a process of its own, which
gives way to others. It opens the record itself, and is told nothing but batches, and when to stop.
"""

import gc
import hashlib
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError
from dateline.plain import plain
from dateline.pool import started

if TYPE_CHECKING:  # what reads is loaded in the process that reads
    from dateline.intake.raw import Raw, SetAside

PULSE = 0.2  # seconds between two looks whether the server is to stop
NICE = 10  # how much the process gives way to others
STOPPED = "the server was stopped; what is listed is saved, hand in the rest again"
DIED = "the process that reads died; what is listed is saved, hand in the rest again, fewer at a time"
Fate = dict[str, Any]  # what became of one input: `run.Outcome`, plain


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be read. record: its address; inputs: names and bytes, pasted text without a name."""

    record: str
    inputs: tuple[tuple[str, bytes], ...]
    published: str | None
    outlet: str | None
    by: str  # who handed it in


@dataclass(frozen=True, slots=True)
class Ended:
    """What is told last of a batch. problem: why it was not all read."""

    problem: str | None


class Reader:
    """The process, seen from the server. It reads one batch at a time: a record has one writer."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._line: Connection | None = None
        self._process: Any = None

    def read(self, batch: Batch, stopping: Event, tell: Callable[[Fate], None]) -> str | None:
        """Tells what becomes of each input, when that is saved. Why not all were read; None when they were."""
        with self._turn:
            try:
                if self._line is None:
                    self._process, self._line = started(serve)
                self._line.send(batch)
                while not isinstance(said := self._next(self._line, stopping), Ended):
                    tell(said)
            except (EOFError, OSError):
                self._end()
                return DIED
        return said.problem

    def _next(self, line: Connection, stopping: Event) -> "Fate | Ended":
        while not line.poll(PULSE):
            if stopping.is_set():
                line.send(None)
                break
        said: Fate | Ended = line.recv()
        return said

    def let_go(self) -> None:
        """Ends the process, which frees its memory."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()  # then it ends by itself
            self._process.join()
            self._process = self._line = None


# -- in the process


def serve(line: Connection) -> None:
    """Reads batches as they come; ends with the server, however that ends."""
    with suppress(AttributeError, OSError):  # where there is no such thing
        os.nice(NICE)
    with suppress(EOFError, OSError):
        while True:
            if (batch := line.recv()) is not None:  # else it was told to stop after the last had ended
                line.send(Ended(told(line, batch)))
                gc.collect()  # what joining remembers knows itself; Python let 10 MB lie after every report


def told(line: Connection, batch: Batch) -> str | None:
    """Tells what becomes of each input of a batch; why it ended before all were read."""
    try:
        for fate in fates(batch):
            line.send(fate)
            if line.poll():  # it is to stop, or nobody is there any more
                return STOPPED
    except DatelineError as problem:
        return str(problem)
    except Exception as problem:  # whoever waits for this batch is told, whatever it was
        traceback.print_exc()
        return f"reading failed inside Dateline ({type(problem).__name__})"
    return None


def fates(batch: Batch) -> Iterator[Fate]:
    """What becomes of each input, when that is saved. Raises DatelineError."""
    from dateline.run import now, read_all
    from dateline.store.record import Record

    with Record(batch.record) as record:
        record.note("hand in", who=batch.by, reason=f"inputs through the page: {len(batch.inputs)}", at=now())
        for fate in read_all(record, inputs(batch), published=batch.published, outlet=batch.outlet):
            yield plain(fate)


def inputs(batch: Batch) -> "Iterator[Raw | SetAside]":
    from dateline.intake.raw import raw
    from dateline.intake.sources import handed_over

    for name, data in batch.inputs:
        if name:
            yield from handed_over(name, data)
        else:
            yield raw(f"pasted-{hashlib.sha256(data).hexdigest()[:8]}.txt", "text", data)
