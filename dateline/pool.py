"""Processes that work on a stream of items in chunks, each with a language model of its own; results in order.

A process that dies (killed, out of memory, crashed by what it read) is replaced, and its work is done again: item by
item, so that the one that kills its process twice when alone is told from the others. One that grew large is replaced
when it is done with what it has. What waits is bounded by its number and its bytes. An item goes to the process that
has read the like of it, as long as all have about as much to do (`acquainted`).
"""

import multiprocessing
import os
import pickle
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar, cast

from dateline.acquainted import Acquainted

CHUNK = 8  # items that go to a process at once
AHEAD = 6  # chunks a process has before it has delivered the first: work for as long as the receiver is busy
HELD_BYTES = 64_000_000  # of items that were taken from the stream and not delivered yet
ALONE = 2  # times that an item may kill a process that has nothing else
LARGEST = 1_000_000_000  # bytes of memory with which a process is replaced
FAILED_STARTS = 10  # processes in a row that may die before they have loaded what they need
READY = "ready"

Item = TypeVar("Item")
Work = Callable[[Sequence[Any]], list[Any]]  # one result for each item; raises only what must end the run


@dataclass(frozen=True, slots=True)
class Died:
    """In the place of a result: the item killed its process, `times` times."""

    times: int


class PoolBroken(Exception):
    """Processes die before they do anything."""


@dataclass(eq=False, slots=True)
class _Task:
    """Items that go to a process together. `lane`: which process it best is; `places`: their numbers in the stream."""

    lane: int
    places: list[int] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)
    deaths: int = 0  # of processes that had this item and nothing else

    def singles(self) -> list["_Task"]:
        return [_Task(self.lane, [place], [item]) for place, item in zip(self.places, self.items, strict=True)]


@dataclass(eq=False, slots=True)
class Worker:
    process: Any  # what it is, and how it is spoken to: the pool's own
    line: Any
    lane: int = 0
    tasks: deque[_Task] = field(default_factory=deque)  # in the order in which it does them
    retires: bool = False  # gets nothing new
    ready: bool = False  # it has loaded what it needs


class Pool(Generic[Item]):
    """A context manager. `work` must be importable in a new process."""

    def __init__(
        self,
        jobs: int,
        work: Work,
        size: Callable[[Item], int],
        parts: Callable[[Item], Mapping[int, int]] = lambda item: {},
        largest: int = LARGEST,
    ):
        """size: bytes of an item; parts: what it is told by that it is like others, as `acquainted.parts` gives it;
        largest: bytes of memory with which a process is replaced."""
        self.jobs, self.work, self.size, self.largest, self.parts = jobs, work, size, largest, parts
        self.workers: list[Worker] = []
        self.acquainted = Acquainted(jobs)
        self.chunks = [_Task(lane) for lane in range(jobs)]  # not full yet
        self.waiting: deque[_Task] = deque()
        self.results: dict[int, Any] = {}
        self.failed_starts = 0

    def __enter__(self) -> "Pool[Item]":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            self._end(worker, kill=bool(worker.tasks))
        self.workers = []

    def map(self, stream: Iterable[tuple[Item, Any]]) -> Iterator[list[tuple[Item, Any]]]:
        """Items with their results, in order, some at a time; none, before nothing is there and it waits: the receiver
        may do something else first.

        stream: items, each with None, or with its result where that is known already. Raises what `work` raised, and
        PoolBroken.
        """
        held: deque[tuple[int, Item]] = deque()
        held_bytes, number, source, more, told = 0, 0, iter(stream), True, False
        while more or held:
            while more and len(held) < self.jobs * AHEAD * CHUNK and held_bytes < HELD_BYTES:
                if (following := next(source, None)) is None:
                    more = False
                    break
                item, known = following
                held.append((number, item))
                held_bytes += self.size(item)
                if known is None:
                    self._collect(number, item)
                else:
                    self.results[number] = known
                number += 1
            self._hand_on_rest(more)
            done = []
            while held and held[0][0] in self.results:
                place, item = held.popleft()
                held_bytes -= self.size(item)
                done.append((item, self.results.pop(place)))
            if done or (held and not told):
                yield done
                told = not done
            elif held:
                self._receive(None)
                told = False

    def _collect(self, number: int, item: Item) -> None:
        """Puts an item into the chunk of its lane, and hands that on when it is full."""
        chunk = self.chunks[self.acquainted.lane(self.parts(item))]
        chunk.places.append(number)
        chunk.items.append(item)
        if len(chunk.items) == CHUNK:
            self._hand_on(chunk)
            self._receive(0)

    def _hand_on_rest(self, more: bool) -> None:
        """Hands on chunks that are not full, where none will be or their process has little left to do."""
        busy = {worker.lane for worker in self.workers if len(worker.tasks) > 1 and not worker.retires}
        for chunk in self.chunks:
            if chunk.items and not (more and chunk.lane in busy):
                self._hand_on(chunk)

    def _hand_on(self, chunk: _Task) -> None:
        """Queues a chunk; an empty one takes its place."""
        self.chunks[chunk.lane] = _Task(chunk.lane)
        self.waiting.append(chunk)
        self._assign()

    def _assign(self) -> None:
        """Gives what waits to the process of its lane, or to one that has nothing to do."""
        while self.waiting:
            active = {worker.lane: worker for worker in self.workers if not worker.retires}
            if len(active) < self.jobs:
                self._start(next(lane for lane in range(self.jobs) if lane not in active))
                continue
            task = next((task for task in self.waiting if len(active[task.lane].tasks) < AHEAD), None)
            worker = next((worker for worker in active.values() if not worker.tasks), None)
            if task is not None:
                worker = active[task.lane]
            elif worker is None:
                return
            else:
                task = self.waiting[0]
            self.waiting.remove(task)
            worker.tasks.append(task)
            if not self._given(worker, task.items):  # it is dead; what it had is given to another
                self._bury(worker)

    def _start(self, lane: int) -> None:
        worker = self._started()
        worker.lane = lane
        self.workers.append(worker)

    def _receive(self, patience: float | None) -> None:
        """Takes what processes have delivered; waits for the first with patience None."""
        for worker, message in self._heard(patience):
            if message is None:
                self._bury(worker)
            elif not worker.ready:
                worker.ready, self.failed_starts = True, 0
            else:
                self._take(worker, message[0], pickle.loads(message[1]))
        self._assign()

    def _take(self, worker: Worker, memory: int, results: list[Any] | BaseException) -> None:
        task = worker.tasks.popleft()
        if isinstance(results, BaseException):
            raise results
        self.results |= zip(task.places, results, strict=True)
        self.acquainted.done(task.lane, len(task.items))
        worker.retires = worker.retires or memory > self.largest
        if worker.retires and not worker.tasks:
            self._end(worker, kill=False)
            self.workers.remove(worker)

    def _bury(self, worker: Worker) -> None:
        """A process is dead: what it had is done again, what it was at item by item."""
        self.workers.remove(worker)
        self._end(worker, kill=True)
        if not worker.ready:  # nobody's fault
            self.waiting.extendleft(reversed(worker.tasks))
            self.failed_starts += 1
            if self.failed_starts > FAILED_STARTS:
                raise PoolBroken
            return
        if not worker.tasks:
            return
        at = worker.tasks.popleft()
        again = list(worker.tasks)
        if len(at.items) > 1:
            again = at.singles() + again
        elif at.deaths + 1 < ALONE:
            at.deaths += 1
            again.insert(0, at)
        else:
            self.results[at.places[0]] = Died(at.deaths + 1)
            self.acquainted.done(at.lane, 1)
        self.waiting.extendleft(reversed(again))

    def warm(self) -> None:
        """Starts all workers, and waits until they have loaded what they need."""
        for lane in sorted(set(range(self.jobs)) - {worker.lane for worker in self.workers}):
            self._start(lane)
        while not all(worker.ready for worker in self.workers):
            self._receive(None)

    # -- what another kind of pool does otherwise

    def _started(self) -> Worker:
        """A new worker. It says that it is ready before anything else."""
        return Worker(*started(_serve, self.work))

    def _given(self, worker: Worker, items: list[Any]) -> bool:
        """Gives a worker something more to do. False: it is dead."""
        try:
            worker.line.send(items)
        except OSError:
            return False
        return True

    def _heard(self, patience: float | None) -> Iterator[tuple[Worker, Any]]:
        """Workers with what they say: ready, or memory and packed results; None: it is dead."""
        by_line = {worker.line: worker for worker in self.workers}
        for line in wait(list(by_line), patience):
            worker = by_line[line]
            try:
                message = worker.line.recv()
            except (EOFError, OSError):
                message = None
            yield worker, message

    def _end(self, worker: Worker, *, kill: bool) -> None:
        """Ends a worker, at once or as soon as it is done."""
        if kill or not self._given(worker, cast(Any, None)):
            worker.process.kill()
        worker.process.join()
        worker.line.close()


def started(serve: Callable[..., None], *known: Any) -> tuple[Any, Connection]:
    """A process that runs `serve(line, *known)`, and the other end of its line. It ends with this one."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, *known), daemon=True)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is ours, also while it starts
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return process, ours


def packed(work: Work, items: Sequence[Any]) -> tuple[int, bytes]:
    """What a worker says of its items: its memory, and the results or what is to be raised."""
    try:
        results: Any = work(items)
    except BaseException as problem:
        results = problem
    return memory(), pickle.dumps(results, pickle.HIGHEST_PROTOCOL)


def _serve(pipe: Connection, work: Work) -> None:
    """A process: chunks come in and results go out beside the work, so that neither side waits for the other."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
    outbox: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_take_in, args=(pipe, inbox), daemon=True).start()
    sender = threading.Thread(target=_give_out, args=(pipe, outbox), daemon=True)
    with suppress(Exception):  # what is wrong is told with the first items
        work([])  # loads what it needs
    pipe.send(READY)
    sender.start()
    while (items := inbox.get()) is not None:
        outbox.put(packed(work, items))
        if len(items) == 1:  # maybe what comes next kills us: that is not to be laid at its door
            outbox.join()
    outbox.put(None)
    sender.join()


def _take_in(pipe: Connection, inbox: "queue.SimpleQueue[Any]") -> None:
    try:
        while True:
            inbox.put(items := pipe.recv())
            if items is None:
                return
    except (EOFError, OSError):
        inbox.put(None)


def _give_out(pipe: Connection, outbox: "queue.Queue[Any]") -> None:
    while (message := outbox.get()) is not None:
        pipe.send(message)
        outbox.task_done()


def _end_with_parent() -> None:
    """Ends this process when its parent is gone, however that died."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def memory() -> int:
    """Bytes of memory that this process holds now; where the system does not tell, the most it ever held."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
