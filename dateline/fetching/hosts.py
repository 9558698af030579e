"""Manners: one request at a time to a host, a pause between two, and none while it asks to be left alone."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

PAUSE = 1.0  # seconds between the end of one request to a host and the next
_KEPT = 10_000  # hosts that are remembered; beyond, those that may be asked at once are forgotten


class Clock(Protocol):
    """Where time comes from. `steady` never jumps and is what waits are measured by; `now` is the calendar's."""

    def now(self) -> datetime: ...
    def steady(self) -> float: ...
    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def steady(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0  # steady seconds
    held_until: float = 0.0


class Hosts:
    """What is known of each host, for all threads."""

    def __init__(self, clock: Clock, pause: float = PAUSE):
        self._clock, self.pause = clock, pause
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, host: str, pause: float | None = None) -> Iterator[None]:
        """Wait until it is our turn to ask the host. pause: seconds for which it is left alone afterwards."""
        its = self._of(host)
        with its.lock:
            if (wait := its.free_at - self._clock.steady()) > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                its.free_at = self._clock.steady() + (self.pause if pause is None else pause)

    def hold(self, host: str, seconds: float) -> None:
        """It asked to be left alone for so long."""
        its = self._of(host)
        its.held_until = max(its.held_until, self._clock.steady() + seconds)

    def held(self, host: str) -> float:
        """Seconds for which it is to be left alone; 0: not at all."""
        its = self._hosts.get(host)
        return max(0.0, its.held_until - self._clock.steady()) if its else 0.0

    def ready(self, host: str) -> bool:
        """Could it be asked at once? Only a hint: somebody may be faster."""
        its = self._hosts.get(host)
        return its is None or (not its.lock.locked() and its.free_at <= self._clock.steady())

    def _of(self, host: str) -> _Host:
        with self._lock:
            if len(self._hosts) >= _KEPT and host not in self._hosts:
                now = self._clock.steady()
                for name, its in list(self._hosts.items()):
                    if max(its.free_at, its.held_until) <= now and not its.lock.locked():
                        del self._hosts[name]
            return self._hosts.setdefault(host, _Host())
