"""What happened so far, in numbers. Everything that came in has one fate: in = read + unchanged + set aside."""

import threading
from collections import deque
from dataclasses import dataclass, field

from dateline.fetching.hosts import Clock

FATES = ("read", "unchanged", "set aside")
_WINDOW = 600.0  # seconds over which the rate is taken


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers at one moment, which fit each other."""

    inputs: int
    fates: dict[str, int]
    waiting: int  # taken in hand, and not decided yet
    known: int  # items that feeds and folders showed again
    requests: int
    failed: int  # requests that gave nothing
    bytes: int
    rate: float  # reports read a minute
    lag: float | None  # seconds from an item's publication to its being read, of the last one that tells
    last_read: float | None  # seconds since 1970
    started: float


@dataclass
class Counts:
    """Counts for several threads."""

    clock: Clock
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._fates = dict.fromkeys(FATES, 0)
        self._waiting = self._known = self._requests = self._failed = self._bytes = 0
        self._lag: float | None = None
        self._last: float | None = None
        self._times: deque[float] = deque(maxlen=100_000)
        self._started = self.clock.now().timestamp()
        self._began = self.clock.steady()

    def took(self, n: int = 1) -> None:
        """Inputs were taken in hand; a negative number: put back."""
        with self._lock:
            self._waiting += n

    def decided(self, fate: str, lag: float | None = None) -> None:
        """One that was in hand has its fate."""
        with self._lock:
            self._fates[fate] += 1
            self._waiting -= 1
            if fate == "read":
                self._times.append(self.clock.steady())
                self._last = self.clock.now().timestamp()
                self._lag = self._lag if lag is None else max(0.0, lag)

    def knew(self) -> None:
        with self._lock:
            self._known += 1

    def asked(self, came: int, failed: bool) -> None:
        with self._lock:
            self._requests += 1
            self._failed += failed
            self._bytes += came

    def numbers(self) -> Numbers:
        with self._lock:
            now = self.clock.steady()
            while self._times and self._times[0] < now - _WINDOW:
                self._times.popleft()
            minutes = max(min(now - self._began, _WINDOW), 1.0) / 60
            fates = dict(self._fates)
            return Numbers(
                sum(fates.values()), fates, self._waiting, self._known, self._requests, self._failed, self._bytes,
                len(self._times) / minutes, self._lag, self._last, self._started,
            )  # fmt: skip
