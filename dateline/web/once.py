"""Answers that are made once: kept in memory while the record stays as it is, for everybody who asks for the same.

What is being made is waited for, not made again, and few are made at a time: Python runs one thread at a time, so that
a burst of questions made all of them slow where it now lets the first come first. What is kept is found without a turn.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import BoundedSemaphore, Lock

from fastapi import Response

AT_A_TIME = 4  # answers that are made at once; the database works beside Python
MOST_BYTES = 16_000_000  # of answers that are kept
LARGEST = 2_000_000  # bytes of one that is kept


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer without whose it was: nothing of it depends on who asks."""

    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    def again(self) -> Response:
        answer = Response(self.body)
        answer.raw_headers = list(self.headers)
        return answer


class Once:
    """The answers of one server. Those of a state of the record that is no more are let go as soon as anybody asks."""

    def __init__(self, most_bytes: int = MOST_BYTES, at_a_time: int = AT_A_TIME):
        self.most_bytes = most_bytes
        self.bytes = 0
        self._state = ""
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._making: dict[str, Lock] = {}
        self._lock = Lock()
        self._turns = BoundedSemaphore(at_a_time)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def busy(self) -> bool:
        """Is somebody waiting for an answer?"""
        return bool(self._making)

    def answer(self, state: str, key: str, make: Callable[[], Response]) -> Response:
        """The answer of this key, which `make` gives where it is not kept. state: of the record that the key is of;
        key: all that the answer depends on. Raises what `make` raises; then nothing is kept."""
        with self._lock:
            if kept := self._found(state, key):
                return kept.again()
            making = self._making.setdefault(key, Lock())
        with making:  # whoever is first makes it; the others find it then
            with self._lock:
                if kept := self._found(state, key):
                    return kept.again()
            try:
                with self._turns:
                    answer = make()
                with self._lock:
                    self._keep(state, key, answer)
            finally:
                with self._lock, suppress(KeyError):
                    del self._making[key]
        return answer

    def _found(self, state: str, key: str) -> Kept | None:
        if state != self._state:
            self._kept.clear()
            self._state, self.bytes = state, 0
        if kept := self._kept.get(key):
            self._kept.move_to_end(key)
        return kept

    def _keep(self, state: str, key: str, answer: Response) -> None:
        """Keeps an answer, unless the record was written meanwhile or it is too large."""
        if state != self._state or answer.status_code != HTTPStatus.OK or len(answer.body) > LARGEST:
            return
        self._kept[key] = Kept(bytes(answer.body), tuple(answer.raw_headers))
        self.bytes += len(answer.body)
        while self.bytes > self.most_bytes:
            self.bytes -= len(self._kept.popitem(last=False)[1].body)
