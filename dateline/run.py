"""The shell, one machine: takes what intake gives, reads it in this process or several, saves it, says each one's fate.

Here, and in no stage, are the clock, the disk and the processes. A bad report is set aside with its reason; the rest
go on.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal

from dateline import lexicon, stages
from dateline.errors import BadInput, DatelineError
from dateline.ids import make_id
from dateline.intake.passages import passages
from dateline.intake.raw import Raw, SetAside
from dateline.intake.report import again, to_report
from dateline.records import Reading, Report
from dateline.store.record import Record
from dateline.version import joining_rules, rules

AHEAD = 4  # reports a process is given before it has delivered the first: keeps it busy, bounds the memory


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. Every input has exactly one."""

    source: str
    fate: Literal["read", "unchanged", "set aside"]
    report: str | None = None
    reason: str | None = None
    do: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """What newer rules made of one report: rows that appeared, changed, vanished, stayed; or why they could not."""

    report: str
    source: str
    counts: dict[str, int]
    problem: str | None = None


def now() -> str:
    """This instant as the record writes it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_one(raw: Raw, published: str | None = None, outlet: str | None = None) -> Reading:
    """Everything that one input yields. `published` and `outlet` are what the caller says of it. Raises BadInput."""
    from dateline.language.model import parse  # the model is loaded by whoever reads, and by nobody else

    report = to_report(raw, published=published, outlet=outlet)
    parts = passages(report)
    return stages.read(report, parts, parse(report.text, parts), lexicon.load(), rules(), stages.all_stages())


def read_all(
    record: Record,
    inputs: Iterable[Raw | SetAside],
    *,
    published: str | None = None,
    outlet: str | None = None,
    jobs: int = 1,
    clock: Callable[[], str] = now,
) -> Iterator[Outcome]:
    """Read the inputs into the record, in their order, one transaction each; yields what became of each.

    Stopped at any point, the record holds whole reports only, and the same call finishes the work.
    jobs: processes that read; this one writes. Raises DatelineError when the record cannot be written.
    """
    stages.check(stages.all_stages())
    work = partial(read_one, published=published, outlet=outlet)
    with _readers(jobs) as submit:
        waiting: deque[tuple[Raw, Callable[[], Reading]]] = deque()
        for item in inputs:
            if isinstance(item, SetAside):
                yield _put_aside(record, item, clock)
            elif record.has(report := make_id("reports", item.sha256)):
                stays = "it was read before; --published and --outlet change nothing" if published or outlet else None
                yield Outcome(item.source, "unchanged", report, note=stays and f"{item.source}: {stays}")
            elif gone := record.deleted(report):
                do = "it stays out of this record; read it into another one"
                yield Outcome(item.source, "set aside", None, f"it was {gone}", do)
            else:
                waiting.append((item, submit(work, item)))
            if len(waiting) >= (jobs * AHEAD if jobs > 1 else 1):
                yield _save(record, *waiting.popleft(), clock)
        while waiting:
            yield _save(record, *waiting.popleft(), clock)
    join_new(record, clock=clock)


def reread_all(record: Record, *, jobs: int = 1, clock: Callable[[], str] = now) -> Iterator[Reread]:
    """Read again what other rules read, from the texts in the record; yields what became of each report's rows.

    Stopped at any point, the record holds whole readings only, and the next call goes on. A report that newer rules
    cannot read keeps its rows, and says why.
    """
    version = rules()
    with _readers(jobs) as submit:
        waiting: deque[tuple[Report, Callable[[], Reading]]] = deque()
        for report_id in record.history.outdated(version):
            report = record.reviews.machine_report(report_id)  # a person's corrections come on top of the new reading
            waiting.append((report, submit(read_again, report)))
            if len(waiting) >= (jobs * AHEAD if jobs > 1 else 1):
                yield _put_beside(record, *waiting.popleft(), clock)
        while waiting:
            yield _put_beside(record, *waiting.popleft(), clock)
    join_new(record, clock=clock)


def read_again(report: Report) -> Reading:
    """Everything that a stored report yields by today's rules. Its text is what it was; nothing is extracted anew."""
    from dateline.language.model import parse

    bare = again(report)
    parts = passages(bare)
    return stages.read(bare, parts, parse(bare.text, parts), lexicon.load(), rules(), stages.all_stages())


def _put_beside(record: Record, report: Report, result: Callable[[], Reading], clock: Callable[[], str]) -> Reread:
    try:
        reading = result()
    except (DatelineError, BrokenProcessPool, KeyboardInterrupt):
        raise
    except Exception as problem:  # a defect of ours in one report must not stop the others
        what = f"reading failed inside Dateline ({type(problem).__name__}: {problem})"
        return Reread(report.id, report.source, {}, what)
    return Reread(report.id, report.source, record.reread(reading, at=clock()))


def join_new(record: Record, *, clock: Callable[[], str] = now) -> int:
    """Joins what was read and not joined yet, a transaction for each hundred reports; returns how many.

    Stopped at any point, the record is whole, and the next call goes on. Raises DatelineError if it cannot be written.
    """
    joined = 0
    while n := record.join(rules=joining_rules(), at=clock()):
        joined += n
    return joined


def _save(record: Record, raw: Raw, result: Callable[[], Reading], clock: Callable[[], str]) -> Outcome:
    try:
        reading = result()
    except BadInput as problem:
        return _put_aside(record, SetAside(raw.source, problem.what, problem.do, raw.data, raw.sha256, raw.kind), clock)
    except BrokenProcessPool as problem:
        raise DatelineError(
            f"a reading process died while it had {raw.source}", "run the same command again; what was saved is whole"
        ) from problem
    except (DatelineError, KeyboardInterrupt):
        raise
    except Exception as problem:  # a defect of ours in one report must not lose the others
        what = f"reading failed inside Dateline ({type(problem).__name__}: {problem})"
        do = "please report this with the text; read it again after an upgrade"
        return _put_aside(record, SetAside(raw.source, what, do, raw.data, raw.sha256, raw.kind), clock)
    report = reading.report
    if not record.add(reading, raw.data, at=clock()):
        return Outcome(raw.source, "unchanged", report.id)
    other = record.version_beside(report.source, report.id)
    note = other and f"{report.source} was read before with other content ({other}); both are kept"
    return Outcome(raw.source, "read", report.id, note=note)


def _put_aside(record: Record, item: SetAside, clock: Callable[[], str]) -> Outcome:
    if item.there:
        record.set_aside(
            item.source, item.reason, item.do, sha256=item.sha256, raw=item.data, at=clock(), kind=item.kind
        )
    return Outcome(item.source, "set aside", None, item.reason, item.do)


Submit = Callable[[Callable[[Any], Reading], Any], Callable[[], Reading]]  # (work, what) -> how to get its result


class _readers:
    """Gives a function that starts reading an input, here or in another process, and returns how to get the result."""

    def __init__(self, jobs: int):
        self.jobs = jobs
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Submit:
        if self.jobs <= 1:
            return lambda work, what: lambda: work(what)
        pool = self.pool = ProcessPoolExecutor(
            self.jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_worker
        )

        def submit(work: Callable[[Any], Reading], what: Any) -> Callable[[], Reading]:
            future: Future[Reading] = pool.submit(work, what)
            return future.result

        return submit

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)


def _worker() -> None:
    """A reading process leaves Ctrl-C to its parent, and ends when the parent is gone, however that died."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
