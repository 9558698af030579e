"""Many machines: the pool of `pool`, whose workers are Ray actors, each with a language model of its own.

What a worker is given and what becomes of it when it dies is decided as on one machine, and the record is written and
joined by the process that asks: so it is the same record. Work is done at least once and saved once. Ray is an extra:
pip install 'dateline[ray]'.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from dateline.errors import BadRequest, DatelineError
from dateline.pool import LARGEST, READY, Item, Pool, Work, Worker, packed

LOCAL = "local"
STORE_BYTES = 200_000_000  # for results on their way; Ray would take a third of the machine's memory
TRIES = 4  # to start Ray here: parts of it wait fifteen seconds for each other, which a busy machine may not keep
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


class RayPool(Pool[Item]):
    """A Pool on a Ray cluster. `worker.process` is the actor, `worker.line` what it is asked for, oldest first."""

    def __init__(self, jobs: int, work: Work, size: Callable[[Item], int], address: str, largest: int = LARGEST):
        """address: "local", "auto" for the cluster of this machine, host:port, or ray://host:port."""
        super().__init__(jobs, work, size, largest)
        self.address = address
        self.ray = _ray(address)
        self.pids: dict[int, int] = {}  # of workers that are ready, by their id()

    def __enter__(self) -> "RayPool[Item]":
        common = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
        alone = {"num_cpus": self.jobs, "object_store_memory": STORE_BYTES, "_node_ip_address": "127.0.0.1"}
        for tries_left in reversed(range(TRIES if self.address == LOCAL else 1)):
            try:
                self.ray.init(address=self.address, **common, **(alone if self.address == LOCAL else {}))
                break
            except Exception as problem:  # Ray raises just that when it does not start in time
                self.ray.shutdown()
                if not tries_left:
                    what = f"there is no Ray cluster at {self.address} ({str(problem)[:200]})"
                    do = "start one with `ray start --head`, or leave --address out"
                    raise DatelineError(what, do) from problem
        self.actor = self.ray.remote(num_cpus=1, max_restarts=0)(_Reader)
        return self

    def __exit__(self, *problem: object) -> None:
        try:
            super().__exit__(*problem)
        finally:
            self.ray.shutdown()

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
