"""One feed that is watched: when it is asked again, and what becomes of each of its items.

A feed's mark of what it last sent (its ETag) is kept only when all of its items are done with: stopped in between, or
with an item that could not be had, the next time it sends everything again, and what is done with is known by its mark.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from dateline.errors import BadInput
from dateline.fetching.fetcher import Fetched
from dateline.fetching.hosts import Clock
from dateline.fetching.inputs import of_answer
from dateline.intake.feeds import Item, feed
from dateline.intake.raw import raw, set_aside
from dateline.store.watched import Mark, State, Watched, digest
from dateline.watching.network import Answer, Job
from dateline.watching.places import FeedPlace
from dateline.watching.task import Task

TRIES = 3  # times that an item is tried which cannot be had
MAX_BACK_OFF = 86_400.0  # seconds
MAX_FRESH = 3_600.0  # seconds for which a feed that answers may want to be left alone; news does not keep for a day
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


class Desk(Protocol):
    """What a feed needs of the watch that it belongs to."""

    clock: Clock
    store: Watched
    in_flight: set[str]  # hashes of addresses and words that are on their way, from whatever feed

    def ask(self, job: Job) -> None: ...
    def ask_later(self, job: Job, seconds: float) -> bool: ...
    def read(self, task: Task) -> None: ...
    def duplicate(self, source: str, note: str) -> None: ...
    def has_source(self, source: str) -> bool: ...
    def knew(self) -> None: ...
    def told(self, source: str, message: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an item while its page is fetched."""

    item: Item
    mark: Mark


def iso(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class FeedWatch:
    """`due` is in steady seconds. `pending` counts items whose fate is open."""

    def __init__(self, place: FeedPlace, desk: Desk, every: float):
        self.place, self._desk, self._every = place, desk, every
        self.url, self.title = place.url, place.outlet
        self.pending, self.asked, self.new = 0, False, 0
        self._settled: tuple[str | None, str | None] | None = None  # the marks to keep when nothing is pending
        state = desk.store.state(self.url)
        self.state = state or State(self.url, None, None, "", "")
        self.due = desk.clock.steady() + self._held(state)

    def _held(self, state: State | None) -> float:
        """Seconds that it asked to be left alone for, as far as the calendar can be believed."""
        if state is None:
            return 0.0
        try:
            until, then = datetime.fromisoformat(state.next_at), datetime.fromisoformat(state.checked_at)
        except ValueError:
            return 0.0
        now = self._desk.clock.now()
        left = (until - now).total_seconds()
        most = (until - then).total_seconds()  # of a calendar that was set back, more would be left
        return max(0.0, min(left, most, MAX_BACK_OFF))

    @property
    def failing(self) -> bool:
        return self.state.failures > 0

    def job(self) -> Job:
        self.asked = True
        return Job(self.url, self, self.state.etag, self.state.modified, ACCEPT)

    # -- answers

    def answered(self, answer: Answer) -> None:
        """The feed itself came, or did not."""
        self.asked = False
        if answer.found is None:
            assert answer.problem is not None
            self._failed(answer.problem.what, answer.problem.do, answer.problem.wait or 0.0)
        elif answer.found.data is None:
            self._went_well(answer.found.fresh)
        else:
            self._came(answer.found, answer.found.data)

    def _came(self, found: Fetched, data: bytes) -> None:
        try:
            its = feed(data, found.url, found.charset)
        except BadInput as problem:
            self._failed(problem.what, problem.do, 0.0)
            return
        self.title = self.place.outlet or its.title
        if found.moved and found.moved != self.url:
            self._desk.told(self.url, f"has moved to {found.moved}: put that into your list")
        for note in its.notes:
            self._desk.told(self.url, note)
        self._settled = (found.etag, found.modified)
        self.state = replace(self.state, etag=None, modified=None)
        self._went_well(max(found.fresh, its.wait))
        known = self._desk.store.marks(self.url, (digest(item.key) for item in its.items))
        self.pending += 1  # so that it does not settle before the last is looked at
        for item in reversed(its.items):  # the oldest first, as it was told
            self._decide(item, known.get(digest(item.key)))
        self._one_less()

    def _went_well(self, wait: float) -> None:
        if self.failing:
            self._desk.told(self.url, "answers again")
        wait = min(wait, MAX_FRESH)
        self._keep(replace(self.state, failures=0, problem=None), wait)
        self.due = self._desk.clock.steady() + max(self._every, wait)

    def _failed(self, what: str, do: str, wait: float) -> None:
        failures = self.state.failures + 1
        wait = max(wait, min(self._every * 2 ** min(failures, 20), MAX_BACK_OFF))
        self._keep(replace(self.state, failures=failures, problem=f"{what}; {do}"), wait)
        self.due = self._desk.clock.steady() + wait
        self._desk.told(self.url, f"{what}; {do}; it is asked again in {_minutes(wait)}")

    def _keep(self, state: State, wait: float) -> None:
        now = self._desk.clock.now()
        self.state = replace(state, checked_at=iso(now), next_at=iso(now + timedelta(seconds=wait)))
        self._desk.store.keep(self.state)

    # -- items

    def _decide(self, item: Item, known: Mark | None) -> None:
        """Known, the same as one that is done with, to be read as it stands, or to be fetched."""
        words = digest(item.text) if item.text else None
        address = digest(item.url) if item.url else None
        stamp = words or digest(item.stamp or "")
        if known and known.stamp == stamp and (known.tries == 0 or known.tries >= TRIES):
            self._desk.knew()
            return
        tries = known.tries if known and known.stamp == stamp else 0
        mark = Mark(self.url, digest(item.key), address, words, stamp, tries, iso(self._desk.clock.now()))
        source = item.url or f"{self.url} {item.key[:200]}"
        on_its_way = {one for one in (address, words) if one} & self._desk.in_flight
        if on_its_way:  # from another feed, or twice in this one: it is looked at again when that is done
            self._settled = None
        elif known is None and self._done_before(item, address, words):
            self._desk.duplicate(source, "the same was read from elsewhere")
            self._desk.store.mark([replace(mark, tries=0)])
        else:
            self._take(item, mark, source)

    def _done_before(self, item: Item, address: str | None, words: str | None) -> bool:
        if self._desk.store.done_elsewhere(url=address, words=words):
            return True
        return item.url is not None and self._desk.has_source(item.url)

    def _take(self, item: Item, mark: Mark, source: str) -> None:
        self.pending += 1
        self.new += 1
        self._desk.in_flight |= {one for one in (mark.url, mark.words) if one}
        if item.text:
            row = {"id": source, "text": item.text, "title": item.title, "published": item.published,
                   "url": item.url, "outlet": self.title}  # fmt: skip
            data = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
            self._read(Task([raw(source, "row", data)], at=item.at), mark, tries=0)
        elif item.url:
            self._desk.ask(Job(item.url, (self, Page(item, mark))))
        else:
            nothing = set_aside(source, "the item holds neither words nor a link", "tell whoever publishes the feed")
            self._read(Task([nothing]), mark, tries=0)

    def page_answered(self, answer: Answer, page: Page) -> None:
        """An item's page came, or did not."""
        url, problem = answer.job.url, answer.problem
        if problem is None:
            assert answer.found is not None
            inputs = of_answer(url, answer.found, page.item.published, self.place.outlet)
            self._read(Task(inputs, at=page.item.at), page.mark, tries=0)
            return
        if problem.why == "later" and self._desk.ask_later(answer.job, problem.wait or 60.0):
            return
        tries = page.mark.tries + 1 if problem.passing else 0
        self._read(Task([set_aside(url, problem.what, problem.do)], at=page.item.at), page.mark, tries=tries)

    def _read(self, task: Task, mark: Mark, tries: int) -> None:
        def done(_fates: list[str]) -> None:
            self._desk.store.mark([replace(mark, tries=tries)])
            self._desk.in_flight -= {one for one in (mark.url, mark.words) if one}
            if 0 < tries < TRIES:
                self._settled = None
            self._one_less()

        task.done = done
        self._desk.read(task)

    def _one_less(self) -> None:
        self.pending -= 1
        if self.pending == 0 and self._settled is not None:
            etag, modified = self._settled
            self._settled = None
            if (etag or modified) and not self.asked:
                self.state = replace(self.state, etag=etag, modified=modified)
                self._desk.store.keep(self.state)


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
