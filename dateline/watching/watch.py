"""The watch: asks what is due, and reads what comes, through the same `read_all` as `dateline read`.

One thread decides, reads and writes; others only fetch. All waits are measured by the clock that never jumps; the
calendar is only written down, and not believed further than a feed's own back-off reaches.
"""

import heapq
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Literal

from dateline.errors import BadRecord
from dateline.fetching.fetcher import Fetcher
from dateline.fetching.hosts import Clock
from dateline.fetching.inputs import of_answer
from dateline.intake.raw import Raw, SetAside, set_aside
from dateline.intake.sources import sources
from dateline.run import Outcome, read_all
from dateline.store.record import Record
from dateline.store.watched import Watched
from dateline.watching.counts import Counts
from dateline.watching.feed import FeedWatch, Page, iso
from dateline.watching.folder import SETTLED, FolderWatch
from dateline.watching.lines import Lines
from dateline.watching.network import Answer, Job, Network
from dateline.watching.places import Places
from dateline.watching.task import Input, Task

EVERY = 900.0  # seconds from one look at a feed to the next
BATCH = 200  # reports that are read before they are joined, and before it is looked what else is due
AT_HAND = 16  # things to read that lie ready before more answers are taken: bounds the memory
KEPT = timedelta(days=400)  # for which items are remembered that a feed no longer shows
_LOCKED = 5  # times that a record which somebody else writes to is tried again
_LOCKED_WAIT = 5.0  # seconds
_LATER = 3_600.0  # seconds that a page is waited for whose host asks for it
_TURN = 0.5  # seconds for which nothing may happen before it is looked around again

What = Literal["read", "unchanged", "set aside", "note", "place"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell. "place": what goes on with a feed, not with a report."""

    at: str
    what: What
    source: str
    report: str | None = None
    message: str | None = None


class Watch:
    """A running watch. `stop` ends it after the report in hand."""

    def __init__(
        self,
        record: Record,
        places: Places,
        fetcher: Fetcher,
        *,
        every: float = EVERY,
        jobs: int = 1,
        lines: Lines | None = None,
        tell: Callable[[Event], None] = lambda _event: None,
        stop: threading.Event | None = None,
    ):
        self.record, self.clock = record, fetcher.clock
        self.store, self.in_flight = Watched(record.database), set[str]()
        self.counts = Counts(self.clock)
        self.stop = stop or threading.Event()
        self._network = Network(fetcher)
        self._jobs, self._tell, self._lines = jobs, tell, lines
        self._once = False
        self._ready: deque[Task] = deque()
        self._later: list[tuple[float, int, Job]] = []
        self._put_off: dict[str, int] = {}
        self._numbers = count()
        self._locked = 0
        self.feeds = [FeedWatch(place, self, every) for place in places.feeds]
        self.folders = [FolderWatch(path, self.store, self.clock) for path in places.folders]
        old = iso(self.clock.now() - KEPT)
        for one in self.feeds:
            self.store.forget(one.url, old)

    # -- the loop

    def run(self, *, once: bool = False, tick: Callable[[], None] = lambda: None) -> None:
        """Until it is stopped; with `once`, until each place was looked at and all of it is read. tick: called often.

        Raises BadRecord when the record cannot be written for long.
        """
        self._once = once
        left = list(self.feeds) if once else []
        try:
            if once:
                self._look_once()
            while not self.stop.is_set():
                self._ask_due(left)
                if not once:
                    self._look_at_folders()
                self._take_lines()
                self._take_answer(0.0 if self._ready else self._idle())
                if self._ready:
                    self._read()
                tick()
                if not (left if once else self.feeds or self.folders) and not self._anything_left():
                    break
        finally:
            self._network.stop()

    def _anything_left(self) -> bool:
        more_lines = self._lines is not None and not self._lines.over
        return bool(self._ready or self._network.open or self._later or more_lines)

    def _idle(self) -> float:
        """Seconds to wait for an answer: until something is due, and never for long."""
        now = self.clock.steady()
        due: list[float] = [one.due for one in self.feeds if not (one.asked or one.pending or self._once)] + [
            when for when, _, _ in self._later[:1]
        ]
        due += [one.due for one in self.folders if not self._once]
        return max(0.01, min(_TURN, *(when - now for when in due))) if due else _TURN

    def _ask_due(self, left: list[FeedWatch]) -> None:
        now = self.clock.steady()
        for one in list(left) if self._once else self.feeds:
            if self._once:
                left.remove(one)
            if one.asked or one.pending:
                continue
            if one.due <= now:
                self._network.ask(one.job())
            elif self._once:
                self.told(one.url, f"not asked: it is to be left alone for another {one.due - now:.0f} seconds")
        while self._later and self._later[0][0] <= now:
            self._network.ask(heapq.heappop(self._later)[2])

    def _look_at_folders(self) -> None:
        for one in self.folders:
            if one.due <= self.clock.steady() and len(self._ready) < AT_HAND:
                self._ready += one.look()[0]

    def _look_once(self) -> None:
        """Takes in hand what is there; waits a little for files that are still being written."""
        for one in self.folders:
            for _ in range(3):
                tasks, still = one.look()
                self._ready += tasks
                if not still or self.stop.wait(SETTLED):
                    break
            else:
                self.told(str(one.path), f"{still} files are still being written; the next run reads them")

    def _take_lines(self) -> None:
        for line in self._lines.take() if self._lines else ():
            if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", line):
                self._network.ask(Job(line, None))
            else:
                self._ready.append(Task(sources([line])))

    def _take_answer(self, seconds: float) -> None:
        answer = self._network.take(seconds)
        if answer is None:
            return
        if answer.found:
            self._put_off.pop(answer.job.url, None)
        self.counts.asked(answer.found.came if answer.found else 0, answer.problem is not None)
        match answer.job.about:
            case FeedWatch() as one:
                one.answered(answer)
            case (FeedWatch() as one, Page() as page):
                one.page_answered(answer, page)
            case _:
                self._line_answered(answer)

    def _line_answered(self, answer: Answer) -> None:
        url, problem = answer.job.url, answer.problem
        if answer.found is not None:
            self._ready.append(Task(of_answer(url, answer.found)))
        elif problem is not None and not (problem.why == "later" and self.ask_later(answer.job, problem.wait or 60.0)):
            self._ready.append(Task([set_aside(url, problem.what, problem.do)]))

    # -- reading

    def _read(self) -> None:
        """A batch of what is ready. What a locked record does not take is taken in hand again."""
        in_hand: dict[str, deque[tuple[Task, Input]]] = {}
        jobs = self._jobs if len(self._ready) >= 2 * self._jobs else 1
        try:
            for outcome in read_all(self.record, self._inputs(in_hand), jobs=jobs, clock=partial(_now, self.clock)):
                task, _ = in_hand[outcome.source].popleft()
                self._decided(task, outcome)
            self._locked = 0
        except BadRecord as problem:  # somebody else writes, or the disk is full
            undone = [pair for pairs in in_hand.values() for pair in pairs]
            self.counts.took(-len(undone))
            self._locked += 1
            if self._locked > _LOCKED:
                raise
            self._event("note", str(self.record.path), message=f"{problem}; tried again")
            self._ready.extendleft(_again(task, item) for task, item in reversed(undone))
            self.stop.wait(_LOCKED_WAIT)

    def _inputs(self, in_hand: dict[str, deque[tuple[Task, Input]]]) -> Iterator[Input]:
        n = 0
        while self._ready:
            task = self._ready[0]
            for item in task.each():
                n += 1
                in_hand.setdefault(item.source, deque()).append((task, item))
                self.counts.took()
                yield item
                if n >= BATCH or self.stop.is_set():
                    return  # what is left of the task stays ready
            self._ready.remove(task)
            if len(self._ready) < AT_HAND:
                self._take_answer(0.0)

    def _decided(self, task: Task, outcome: Outcome) -> None:
        lag = None
        if outcome.fate == "read" and task.at:
            lag = (self.clock.now() - datetime.fromisoformat(task.at)).total_seconds()
        self.counts.decided(outcome.fate, lag)
        task.decided(outcome)
        message = f"{outcome.reason}; {outcome.do}" if outcome.fate == "set aside" else outcome.note
        self._event(outcome.fate, outcome.source, outcome.report, message)

    def _event(self, what: What, source: str, report: str | None = None, message: str | None = None) -> None:
        self._tell(Event(_now(self.clock), what, source, report, message))

    # -- what feeds ask of it

    def ask(self, job: Job) -> None:
        self._network.ask(job)

    def ask_later(self, job: Job, seconds: float) -> bool:
        """Asks again when the host wants it. False when that is too late, or was too often already."""
        tries = self._put_off.get(job.url, 0) + 1
        if self._once or seconds > _LATER or tries > 3:
            self._put_off.pop(job.url, None)
            return False
        self._put_off[job.url] = tries
        heapq.heappush(self._later, (self.clock.steady() + seconds + 1.0, next(self._numbers), job))
        return True

    def read(self, task: Task) -> None:
        self._ready.append(task)

    def duplicate(self, source: str, note: str) -> None:
        self.counts.took()
        self.counts.decided("unchanged")
        self._event("unchanged", source, message=note)

    def has_source(self, source: str) -> bool:
        return self.record.version_beside(source, "") is not None

    def knew(self) -> None:
        self.counts.knew()

    def told(self, source: str, message: str) -> None:
        self._event("place", source, message=message)


def _now(clock: Clock) -> str:
    return iso(clock.now())


def _again(task: Task, item: Raw | SetAside) -> Task:
    """One input of a task once more; its fate is the task's."""
    once_more = Task([item], at=task.at)

    def done(fates: list[str]) -> None:
        for fate in fates:
            task.decided(Outcome(item.source, fate))  # type: ignore[arg-type]

    once_more.done = done
    return once_more
