"""Several requests at once, each host's one after another, so that a slow host keeps nobody but itself waiting."""

import queue
import threading
from collections import deque
from dataclasses import dataclass
from typing import Any

from dateline.fetching.addresses import target
from dateline.fetching.fetcher import Fetched, Fetcher
from dateline.fetching.problems import NotFetched

THREADS = 8
AHEAD = 16  # answers that may wait to be looked at; then nobody asks for more
_NAP = 0.05  # seconds after which it is looked again which hosts may be asked


@dataclass(frozen=True, slots=True)
class Job:
    """A URL to fetch. about: what whoever asked wants to know it by."""

    url: str
    about: Any
    etag: str | None = None
    modified: str | None = None
    accept: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job: one of `found` and `problem`."""

    job: Job
    found: Fetched | None
    problem: NotFetched | None


class Network:
    """Threads that fetch. They end with the process, or at the latest when a fetch has had its time."""

    def __init__(self, fetcher: Fetcher, threads: int = THREADS):
        self._fetcher = fetcher
        self._waiting: dict[str, deque[Job]] = {}
        self._busy: set[str] = set()
        self._answers: queue.Queue[Answer] = queue.Queue(AHEAD)
        self._change = threading.Condition()
        self._stopped = False
        self._open = 0
        for number in range(threads):
            threading.Thread(target=self._work, name=f"fetch-{number}", daemon=True).start()

    @property
    def open(self) -> int:
        """Jobs whose answer was not taken yet."""
        return self._open

    def ask(self, job: Job) -> None:
        with self._change:
            self._open += 1
            self._waiting.setdefault(_host(job.url), deque()).append(job)
            self._change.notify()

    def take(self, seconds: float) -> Answer | None:
        """The next answer; None when there is none within so many seconds."""
        try:
            answer = self._answers.get(timeout=seconds) if seconds > 0 else self._answers.get_nowait()
        except queue.Empty:
            return None
        with self._change:
            self._open -= 1
        return answer

    def stop(self) -> None:
        """No more requests; those that are on their way are left alone."""
        with self._change:
            self._stopped = True
            self._change.notify_all()

    def _work(self) -> None:
        while (picked := self._pick()) is not None:
            host, job = picked
            try:
                answer = self._fetch(job)
            finally:
                with self._change:
                    self._busy.discard(host)
                    self._change.notify()
            while not self._stopped:
                try:
                    self._answers.put(answer, timeout=0.5)
                    break
                except queue.Full:
                    continue

    def _pick(self) -> tuple[str, Job] | None:
        """The next job whose host may be asked now; None: it is over."""
        with self._change:
            while not self._stopped:
                for host, jobs in self._waiting.items():
                    if host not in self._busy and self._fetcher.ready(jobs[0].url):
                        job = jobs.popleft()
                        del self._waiting[host]  # to the end of the row, if it has more
                        if jobs:
                            self._waiting[host] = jobs
                        self._busy.add(host)
                        return host, job
                self._change.wait(_NAP if self._waiting else None)
        return None

    def _fetch(self, job: Job) -> Answer:
        more = {} if job.accept is None else {"accept": job.accept}
        try:
            return Answer(job, self._fetcher.get(job.url, etag=job.etag, modified=job.modified, **more), None)
        except NotFetched as problem:
            return Answer(job, None, problem)
        except Exception as problem:  # a defect of ours with one address must not end the watch
            what = f"fetching failed inside Dateline ({type(problem).__name__}: {problem})"
            return Answer(job, None, NotFetched("network", what, "please report this with the address"))


def _host(url: str) -> str:
    try:
        return target(url).authority
    except NotFetched:
        return ""
