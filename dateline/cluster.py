"""Many machines: the pool of `pool`, whose workers are Ray actors, each with a language model of its own, and joining
in parts (`joining.ahead`), which Ray's tasks and its store shuffle.

What a worker is given and what becomes of it when it dies is decided as on one machine, and the record is written and
settled by the process that asks: so it is the same record. Work is done at least once and saved once. Ray is an extra:
pip install 'dateline[ray]'.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from signal import SIGKILL
from typing import Any

from dateline.errors import BadRequest, DatelineError
from dateline.joining.ahead import Contribution, Found, Part, contribution, cut, scored, whole
from dateline.joining.decided import Decided
from dateline.pool import LARGEST, READY, Item, Pool, Work, Worker, packed
from dateline.records import Reading

LOCAL = "local"
STORE_BYTES = 200_000_000  # for results on their way; Ray would take a third of the machine's memory
TRIES = 4  # to start Ray here: parts of it wait fifteen seconds for each other, which a busy machine may not keep
AT_ONCE = 25  # readings that one task makes contributions of
PARTS = 2  # of joining, for each worker: they are not all the same size
AGAIN = 8  # times that a task is done again whose process died
SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anybody
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # else a warning
    "RAY_raylet_start_wait_time_s": "60",  # a busy machine takes its time
    "RAY_worker_register_timeout_seconds": "180",
    "RAY_agent_register_timeout_ms": "180000",
}


def _ray(address: str) -> Any:
    if address == LOCAL:
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")  # so that it listens on the loopback only
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as problem:
        raise BadRequest("Ray is not installed", "pip install 'dateline[ray]'") from problem
    return ray


class _Reader:
    """What runs on a worker's machine."""

    def __init__(self, work: Work):
        self.work = work

    def ready(self) -> tuple[str, int]:
        with suppress(Exception):  # what is wrong is told with the first items
            self.work([])  # loads what it needs
        return READY, os.getpid()

    def read(self, items: list[Any]) -> tuple[int, bytes]:
        return packed(self.work, items)


class Cluster:
    """A connection to Ray. A context manager."""

    def __init__(self, address: str, jobs: int):
        """address: "local", "auto" for the cluster of this machine, host:port, or ray://host:port. jobs: CPUs that are
        taken of this machine, where the cluster is local."""
        self.address, self.jobs = address, jobs
        self.ray = _ray(address)

    def __enter__(self) -> "Cluster":
        common = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
        alone = {"num_cpus": self.jobs, "object_store_memory": STORE_BYTES, "_node_ip_address": "127.0.0.1"}
        before = offspring()
        for tries_left in reversed(range(TRIES if self.address == LOCAL else 1)):
            try:
                self.ray.init(address=self.address, **common, **(alone if self.address == LOCAL else {}))
                break
            except Exception as problem:  # Ray raises just that when it does not start in time
                self.ray.shutdown()
                end(offspring() - before)  # of those that had started Ray knows nothing any more
                if not tries_left:
                    what = f"there is no Ray cluster at {self.address} ({str(problem)[:200]})"
                    do = "start one with `ray start --head`, or leave --address out"
                    raise DatelineError(what, do) from problem
        return self

    def __exit__(self, *_: object) -> None:
        self.ray.shutdown()

    def workers(self) -> "RayWorkers":
        """Those who compare what is to be joined."""
        return RayWorkers(self)


def offspring(process: int | str = "self") -> set[int]:
    """Processes that a process has started, and those that they have; where the system does not tell, none."""
    found: set[int] = set()
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, listed.read_text(encoding="ascii").split()):
                found |= {child} | offspring(child)
    return found


def end(processes: set[int]) -> None:
    """Ends processes, and waits for those that are our own."""
    for process in sorted(processes):
        with suppress(ProcessLookupError):
            os.kill(process, SIGKILL)
    for process in sorted(processes):
        with suppress(ChildProcessError):
            os.waitpid(process, 0)


class RayPool(Pool[Item]):
    """A Pool on a Ray cluster. `worker.process` is the actor, `worker.line` what it is asked for, oldest first."""

    def __init__(
        self, jobs: int, work: Work, size: Callable[[Item], int], cluster: Cluster,
        parts: Callable[[Item], Mapping[int, int]] = lambda item: {}, largest: int = LARGEST,
    ):  # fmt: skip
        super().__init__(jobs, work, size, parts, largest)
        self.ray = cluster.ray
        self.actor = self.ray.remote(num_cpus=1, max_restarts=0)(_Reader)
        self.pids: dict[int, int] = {}  # of workers that are ready, by their id()

    def _started(self) -> Worker:
        actor = self.actor.remote(self.work)
        return Worker(actor, deque([actor.ready.remote()]))

    def _given(self, worker: Worker, items: list[Any]) -> bool:
        worker.line.append(worker.process.read.remote(items))
        return True

    def _heard(self, patience: float | None) -> Iterator[tuple[Worker, Any]]:
        first = {worker.line[0]: worker for worker in self.workers if worker.line}
        done, _ = self.ray.wait(list(first), num_returns=1, timeout=patience)
        for answer in done:
            worker = first[answer]
            worker.line.popleft()
            try:
                message = self.ray.get(answer)
            except self.ray.exceptions.RayError:  # the actor or its machine is gone
                message = None
            if message and message[0] == READY:
                self.pids[id(worker)] = message[1]
            yield worker, message

    def _end(self, worker: Worker, *, kill: bool) -> None:
        """An actor that has nothing to do can be killed as well as ended."""
        self.ray.kill(worker.process)


def _made(readings: Sequence[Reading], parts: int, decided: Decided) -> list[Any]:
    """The contributions of some readings, and then what of them falls into each part."""
    found = [contribution(reading, decided) for reading in readings]
    return [found, *cut(whole(found), parts)]


def _scored(decided: Decided, *pieces: Part) -> Found:
    return scored(pieces, decided)


class RayWorkers:
    """`joining.ahead.Workers` on a cluster: tasks put each part of what they make into Ray's store, from where those
    that score a part take the pieces of it. What a lost machine held is made again."""

    def __init__(self, cluster: Cluster):
        self.ray = cluster.ray
        self.parts = PARTS * cluster.jobs
        self._pieces: list[list[Any]] = []  # of each task, one for each part
        task = self.ray.remote(num_cpus=1, max_retries=AGAIN)
        self._make = task(_made).options(num_returns=1 + self.parts)
        self._score = task(_scored)

    def contributions(self, readings: Sequence[Reading], decided: Decided) -> list[Contribution]:
        some = (readings[first : first + AT_ONCE] for first in range(0, len(readings), AT_ONCE))
        own, self._pieces = [], []
        for each in some:
            made, *pieces = self._make.remote(each, self.parts, decided)
            own.append(made)
            self._pieces.append(pieces)
        return [*chain.from_iterable(self._answers(own))]

    def found(self, beside: Part, decided: Decided) -> Found:
        old = enumerate(cut(beside, self.parts))
        asked = [self._score.remote(decided, part, *(its[number] for its in self._pieces)) for number, part in old]
        return [*chain.from_iterable(self._answers(asked))]

    def _answers(self, asked: list[Any]) -> list[Any]:
        try:
            return list(self.ray.get(asked))
        except self.ray.exceptions.RayError as problem:
            what = f"joining on the cluster failed ({str(problem)[-200:]})"
            do = "run the command again; without --engine ray this machine joins by itself"
            raise DatelineError(what, do) from problem
