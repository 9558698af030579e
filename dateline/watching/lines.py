"""Standard input that is watched: a path or a URL on each line."""

import os
import queue
import threading

MAX_LINE = 8_000  # bytes; more is no path and no URL
_AHEAD = 1_000  # lines that may wait; then whoever writes them waits


class Lines:
    """Lines of a file descriptor, as they come."""

    def __init__(self, descriptor: int):
        self._lines: queue.Queue[str | None] = queue.Queue(_AHEAD)
        self.over = False
        threading.Thread(target=self._read, args=(descriptor,), daemon=True).start()

    def take(self) -> list[str]:
        """The lines that are there by now."""
        found: list[str] = []
        while not self.over and len(found) < _AHEAD:
            try:
                line = self._lines.get_nowait()
            except queue.Empty:
                break
            if line is None:
                self.over = True
            else:
                found.append(line)
        return found

    def _read(self, descriptor: int) -> None:
        rest = b""
        while True:
            try:
                piece = os.read(descriptor, 65_536)
            except OSError:
                piece = b""
            *whole, rest = (rest + piece).split(b"\n")
            if not piece and rest:
                whole, rest = [rest], b""
            for line in whole:
                self._put(line)
            if len(rest) > MAX_LINE:
                rest = rest[: MAX_LINE + 1]
            if not piece:
                self._lines.put(None)
                return

    def _put(self, line: bytes) -> None:
        if text := os.fsdecode(line[:MAX_LINE].strip()):
            self._lines.put(text)
