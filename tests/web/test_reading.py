"""The process that reads what was handed in: what it tells, and that the server goes on whatever becomes of it."""

import os
import threading
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dateline import run
from dateline.errors import DatelineError
from dateline.run import Outcome
from dateline.store.record import Record
from dateline.web import adding, reading
from dateline.web.adding import Batches, Job
from dateline.web.reading import DIED, STOPPED, Batch, Ended, Reader, told
from tests.web.reads import reads

SAID = b"Aid reached the harbour of Sefton on Monday, Minister Ilka Dorn told Radio Vale. She denied the attack."


def batch(path: Path | str = "r.db", by: str = "desk") -> Batch:
    return Batch(str(path), (("a.txt", SAID), ("", SAID)), "2021-03-02", None, by)


@pytest.fixture
def line() -> Iterator[tuple[Connection, Connection]]:
    ours, theirs = Pipe()
    with ours, theirs:
        yield ours, theirs


# -- in the process


def test_what_became_of_each_input_is_told(
    tmp_path: Path, line: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "NICE", 0)  # it runs in this process here
    Record(tmp_path / "r.db", create=True).close()
    ours, theirs = line
    ours.send(batch(tmp_path / "r.db"))
    ours.send(None)  # it was told to stop when all was read
    thread = threading.Thread(target=reading.serve, args=(theirs,))
    assert told(theirs, theirs.recv()) == STOPPED and ours.recv()["source"] == "a.txt"
    thread.start()
    ours.send(batch(tmp_path / "r.db"))
    said = [ours.recv() for _ in range(3)]
    assert [one["fate"] for one in said[:2]] == ["unchanged", "unchanged"] and said[2] == Ended(None)
    ours.close()
    thread.join(120)
    assert not thread.is_alive(), "it ends when nobody is there any more"


def test_a_batch_that_fails_says_why(
    tmp_path: Path, line: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise DatelineError("the disk is full", "free some")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("inside")

    Record(tmp_path / "r.db", create=True).close()
    for found, says in ((refused, "the disk is full"), (broken, "RuntimeError")):
        monkeypatch.setattr(run, "read_all", found)
        assert says in (told(line[1], batch(tmp_path / "r.db")) or "")
    monkeypatch.setattr(run, "read_all", lambda *_, **__: iter([Outcome("a.txt", "read")]))
    assert told(line[1], batch(tmp_path / "r.db")) is None and line[0].recv()["fate"] == "read"
    assert "there is no record" in (told(line[1], batch(tmp_path / "none.db")) or "")


# -- seen from the server


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setattr(reading, "serve", reads)
    monkeypatch.setattr(reading, "PULSE", 0.01)
    found = Reader()
    yield found
    found.let_go()


def test_a_process_is_kept_let_go_and_replaced_when_it_dies(reader: Reader) -> None:
    fates: list[Any] = []
    stopping = threading.Event()

    def read(by: str) -> tuple[str | None, int]:
        return reader.read(batch(by=by), stopping, fates.append), fates[-1]["process"]

    first, second = read("desk"), read("desk")
    assert first == second and first[0] is None and first[1] != os.getpid()
    assert read("dies") == (DIED, first[1])
    assert read("desk")[1] != first[1] and read("desk")[0] is None
    reader.let_go()
    reader.let_go()  # there is none
    threading.Timer(0.05, stopping.set).start()
    assert read("waits")[0] == STOPPED
    assert [one["source"] for one in fates] == ["desk", "desk", "dies", "desk", "desk", "waits"]


def test_batches_are_read_in_their_order_and_the_process_is_let_go_when_nothing_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Told:
        read_of: list[str]
        gone = threading.Event()

        def __init__(self) -> None:
            self.read_of = []

        def read(self, batch: Batch, stopping: threading.Event, tell: Any) -> str | None:
            self.read_of.append(batch.by)
            tell({"source": "a.txt", "fate": "read"})
            return "the disk is full" if batch.by == "1" else None

        def let_go(self) -> None:
            self.gone.set()

    monkeypatch.setattr(adding, "IDLE", 0.05)
    reader = Told()
    stopping = threading.Event()
    batches = Batches(SimpleNamespace(record="r.db", stopping=stopping), reader)  # type: ignore[arg-type]
    jobs = [batches.start((), None, None, str(n)) for n in range(3)]
    assert reader.gone.wait(120)
    while not all(job.ended for job in jobs):
        time.sleep(0.01)
    assert reader.read_of == ["0", "1", "2"] and [job.state for job in jobs] == ["done", "failed", "done"]
    assert jobs[1].problem == "the disk is full" and all(len(job.fates) == 1 for job in jobs)
    stopping.set()
    batches._work()  # ends
    assert batches.start((), None, None, "3").state == "waiting"


def test_batches_that_ended_are_forgotten_and_running_ones_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "KEPT_JOBS", 2)
    monkeypatch.setattr(Batches, "_work", lambda *_: None)
    batches = Batches(SimpleNamespace(record="r.db"))  # type: ignore[arg-type]
    begun: list[Job] = []
    for n in range(4):
        begun.append(batches.start((), None, None, "desk"))
        if n == 0:
            begun[0].state = "done"
    assert [job in batches.jobs.values() for job in begun] == [False, True, True, True]
