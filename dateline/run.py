"""The shell, one machine: takes what intake gives, reads it in this process or several, saves it, says each one's fate.

Here, and in no stage, are the clock, the disk and the processes. A bad report is set aside with its reason; the rest
go on.
"""

import gc
import math
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from dateline import lexicon, stages
from dateline.acquainted import parts
from dateline.errors import BadInput, BadRecord, DatelineError
from dateline.ids import make_id
from dateline.intake.passages import passages
from dateline.intake.raw import Raw, SetAside
from dateline.intake.report import again, to_report
from dateline.joining.ahead import Workers
from dateline.pool import CHUNK, Died, Pool, PoolBroken, Work
from dateline.records import Reading, Report
from dateline.store.record import JOINED_AT_ONCE, Record
from dateline.version import joining_rules, rules

if TYPE_CHECKING:
    from dateline.cluster import Cluster

NEW_OBJECTS = 100_000
WHILE_WAITING = 50  # reports from which on they are joined while nothing else is to be done; each takes a little longer
WITH_WORKERS = 500  # reports that are joined in one transaction where others compare them
DIED = "its reading process died, {} times, while it had nothing else"


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
class Failed:
    """In the place of a reading: why there is none, and what helps."""

    what: str
    do: str


Result = Reading | Failed


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
    return _readings([to_report(raw, published=published, outlet=outlet)])[0]


def read_some(raws: Sequence[Raw], published: str | None = None, outlet: str | None = None) -> list[Result]:
    """What each of some inputs yields, or why it cannot be read."""
    return _each(raws, partial(to_report, published=published, outlet=outlet))


def read_again(report: Report) -> Reading:
    """Everything that a stored report yields by today's rules. Its text is what it was; nothing is extracted anew."""
    return _readings([again(report)])[0]


def read_some_again(reports: Sequence[Report]) -> list[Result]:
    """What each of some stored reports yields by today's rules."""
    return _each(reports, again)


def _each(items: Sequence[Any], prepared: Callable[[Any], Report]) -> list[Result]:
    """Parsed together, which is faster. If that goes wrong one by one, so that one bad report is told from the rest."""
    found: list[Result | Report] = [_tried(prepared, item) for item in items]
    reports = [one for one in found if isinstance(one, Report)]
    try:
        read: list[Result] = list(_readings(reports))
    except (DatelineError, Exception):
        read = [_tried(lambda report: _readings([report])[0], report) for report in reports]
    following = iter(read)
    return [next(following) if isinstance(one, Report) else one for one in found]


Made = TypeVar("Made")


def _tried(step: Callable[[Any], Made], item: Any) -> Made | Failed:
    try:
        return step(item)
    except BadInput as problem:
        return Failed(problem.what, problem.do)
    except DatelineError:
        raise
    except Exception as problem:  # a defect of ours in one report must not lose the others
        what = f"reading failed inside Dateline ({type(problem).__name__}: {problem})"
        return Failed(what, "please report this with the text; read it again after an upgrade")


def _readings(reports: Sequence[Report]) -> list[Reading]:
    from dateline.language.model import parse_all  # the model is loaded by whoever reads, and by nobody else

    lexicons, version, steps = lexicon.load(), rules(), stages.all_stages()
    parts = [passages(report) for report in reports]
    parses = parse_all([(report.text, own) for report, own in zip(reports, parts, strict=True)])
    every = zip(reports, parts, parses, strict=True)
    return [stages.read(report, own, parse, lexicons, version, steps) for report, own, parse in every]


def read_all(
    record: Record,
    inputs: Iterable[Raw | SetAside],
    *,
    published: str | None = None,
    outlet: str | None = None,
    jobs: int = 1,
    together: int = CHUNK,
    cluster: str | None = None,
    clock: Callable[[], str] = now,
) -> Iterator[Outcome]:
    """Read the inputs into the record, in their order; yields what became of each, when that is saved.

    Stopped at any point, the record holds whole reports only, and the same call finishes the work.
    jobs: processes that read; this one writes, and joins what was read every hundred reports, or some fifty while it
    waits for them. together: inputs that are read together where one process does all, so that nothing waits for
    company with 1. cluster: the address of a Ray cluster whose processes read, "local" for one on this machine; where
    they leave no time to join, they compare what was read when all is. Raises DatelineError when the record cannot be
    written.
    """
    stages.check(stages.all_stages())
    work = partial(read_some, published=published, outlet=outlet)
    stream = ((item, _known(record, item, published or outlet)) for item in inputs)
    at_once = JOINED_AT_ONCE if cluster is None else math.inf  # what others can compare may be left to them
    unjoined = 0
    with (
        _connected(cluster, jobs) as ray,
        rarely_collecting(),
        closing(_worked(stream, work, jobs, together, ray)) as batches,
    ):
        for batch in batches:
            for outcome in _save(record, batch, clock):
                unjoined += outcome.fate == "read"
                yield outcome
            if unjoined >= (WHILE_WAITING if not batch else at_once):
                unjoined -= record.join(rules=joining_rules(), at=clock())
        join_new(record, clock=clock, workers=None if ray is None or unjoined < WITH_WORKERS else ray.workers())


def _connected(cluster: str | None, jobs: int) -> "AbstractContextManager[Cluster | None]":
    if cluster is None:
        return nullcontext()
    from dateline.cluster import Cluster

    return Cluster(cluster, jobs)


def _known(record: Record, item: Raw | SetAside, stated: str | None) -> SetAside | Outcome | None:
    """What becomes of an input that is not read; None for one that is."""
    if isinstance(item, SetAside):
        return item
    if record.has(report := make_id("reports", item.sha256)):
        stays = "it was read before; --published and --outlet change nothing" if stated else None
        return Outcome(item.source, "unchanged", report, note=stays and f"{item.source}: {stays}")
    if gone := record.deleted(report):
        do = "it stays out of this record; read it into another one"
        return Outcome(item.source, "set aside", None, f"it was {gone}", do)
    return None


def reread_all(record: Record, *, jobs: int = 1, clock: Callable[[], str] = now) -> Iterator[Reread]:
    """Read again what other rules read, from the texts in the record; yields what became of each report's rows.

    Stopped at any point, the record holds whole readings only, and the next call goes on. A report that newer rules
    cannot read keeps its rows, and says why.
    """
    # A person's corrections come on top of the new reading.
    reports = map(record.reviews.machine_report, record.history.outdated(rules()))
    stream = ((report, None) for report in reports)
    with rarely_collecting(), closing(_worked(stream, read_some_again, jobs, CHUNK)) as batches:
        for batch in batches:
            for report, result in batch:
                yield _put_beside(record, report, result, clock)
        join_new(record, clock=clock)


def _put_beside(record: Record, report: Report, result: Result | Died, clock: Callable[[], str]) -> Reread:
    if isinstance(result, Died):
        return Reread(report.id, report.source, {}, DIED.format(result.times))
    if isinstance(result, Failed):
        return Reread(report.id, report.source, {}, result.what)
    return Reread(report.id, report.source, record.reread(result, at=clock()))


def _worked(
    stream: Iterable[tuple[Any, Any]], work: Work, jobs: int, together: int, cluster: "Cluster | None" = None
) -> Generator[list[tuple[Any, Any]], None, None]:
    """Items, each with what it yields, some at a time: worked on here or in other processes."""
    if jobs > 1 or cluster:
        with _pool(jobs, work, cluster) as pool:
            try:
                yield from pool.map(stream)
            except PoolBroken:
                what = "the processes that read die before they have read anything"
                do = "read with --jobs 1 to see why; what was saved is whole"
                raise DatelineError(what, do) from None
        return
    some: list[tuple[Any, Any]] = []
    for item, known in stream:
        some.append((item, known))
        if len(some) >= together:
            yield _worked_here(some, work)
            some = []
    if some:
        yield _worked_here(some, work)


def _pool(jobs: int, work: Work, cluster: "Cluster | None") -> Pool[Any]:
    def size(item: Any) -> int:
        return len(item.data or b"") if isinstance(item, Raw | SetAside) else len(item.text)

    def its_parts(item: Any) -> Mapping[int, int]:
        return parts((item.data or b"") if isinstance(item, Raw | SetAside) else item.text.encode())

    if cluster is None:
        return Pool(jobs, work, size, its_parts)
    from dateline.cluster import RayPool

    return RayPool(jobs, work, size, cluster, its_parts)


def _worked_here(some: list[tuple[Any, Any]], work: Work) -> list[tuple[Any, Any]]:
    following = iter(work([item for item, known in some if known is None]))
    return [(item, next(following) if known is None else known) for item, known in some]


def join_new(record: Record, *, clock: Callable[[], str] = now, workers: Workers | None = None) -> int:
    """Joins what was read and not joined yet, a transaction for each hundred reports; returns how many.

    Stopped at any point, the record is whole, and the next call goes on. workers: who compares them, more at a time.
    Raises DatelineError if it cannot be written.
    """
    joined, at_once = 0, JOINED_AT_ONCE if workers is None else WITH_WORKERS
    while n := record.join(rules=joining_rules(), at=clock(), n=at_once, workers=workers):
        joined += n
    return joined


def _save(record: Record, batch: Sequence[tuple[Any, Any]], clock: Callable[[], str]) -> Iterator[Outcome]:
    """Saves some in one transaction. Where they do not fit together, as many as the record takes one by one."""
    try:
        with record.together():
            outcomes = [_save_one(record, item, result, clock) for item, result in batch]
            for shard, place in dict(item.shard for item, _ in batch if item.shard).items():
                record.shards.put(shard, place)
    except BadRecord:
        outcomes = []
        for item, result in batch:
            yield _save_one(record, item, result, clock)
    yield from outcomes


def _save_one(
    record: Record, raw: Raw, result: Result | Died | Outcome | SetAside, clock: Callable[[], str]
) -> Outcome:
    if isinstance(result, Outcome):
        return result
    if isinstance(result, SetAside):
        return _put_aside(record, result, clock)
    if isinstance(result, Died):
        result = Failed(
            DIED.format(result.times), "read it alone to see why, with more memory if that is what it lacked"
        )
    if isinstance(result, Failed):
        return _put_aside(record, SetAside(raw.source, result.what, result.do, raw.data, raw.sha256, raw.kind), clock)
    report = result.report
    if not record.add(result, raw.data, at=clock()):
        return Outcome(raw.source, "unchanged", report.id)
    other = record.version_beside(report.source, report.id)
    note = other and f"{report.source} was read before with other content ({other}); both are kept"
    return Outcome(raw.source, "read", report.id, note=note)


def _put_aside(record: Record, item: SetAside, clock: Callable[[], str]) -> Outcome:
    if not item.wanted:
        return Outcome(item.source, "unchanged", note=f"{item.source}: {item.reason}")
    if item.there:
        record.set_aside(
            item.source, item.reason, item.do, sha256=item.sha256, raw=item.data, at=clock(), kind=item.kind
        )
    return Outcome(item.source, "set aside", None, item.reason, item.do)


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Python looks for circles of what nobody needs after so many new objects; we make many that are needed, and no
    circles: it looks less often, and not at what was there before."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
