"""One folder that is watched: files that are new, or changed, once whoever writes them has let go."""

import os
from collections.abc import Iterator
from pathlib import Path

from dateline.fetching.hosts import Clock
from dateline.intake.sources import sources
from dateline.store.watched import Mark, Watched, digest
from dateline.watching.feed import iso
from dateline.watching.task import Task

LOOK = 5.0  # seconds from one look to the next
SETTLED = 2.0  # seconds for which a file has not changed
_LEFT_ALONE = (".db", ".db-wal", ".db-shm", ".db-journal", ".part", ".tmp", "~")


class FolderWatch:
    """`due` is in steady seconds."""

    def __init__(self, path: Path, store: Watched, clock: Clock):
        self.path, self._store, self._clock = path, store, clock
        self.due = clock.steady()
        self._done = {item: mark.stamp for item, mark in store.marks(str(path)).items()}
        self._last: dict[str, str] = {}  # path -> stamp at the last look, of files that may still be written
        self._taken: set[str] = set()

    def look(self) -> tuple[list[Task], int]:
        """What is to be read; and how many files are still being written."""
        self.due = self._clock.steady() + LOOK
        found, open_files = [], {}
        for path, stamp, age in self._files():
            item = digest(path)
            if self._done.get(item) == stamp or item in self._taken:
                continue
            if 0 <= age < SETTLED and self._last.get(path) != stamp:
                open_files[path] = stamp
                continue
            self._taken.add(item)
            found.append(self._task(path, item, stamp))
        self._last = open_files
        return found, len(open_files)

    def _task(self, path: str, item: str, stamp: str) -> Task:
        def done(_fates: list[str]) -> None:
            self._taken.discard(item)
            self._done[item] = stamp
            self._store.mark([Mark(str(self.path), item, None, None, stamp, 0, iso(self._clock.now()))])

        return Task(sources([path]), done)

    def _files(self) -> Iterator[tuple[str, str, float]]:
        """(path, what changes with it, seconds since it did), sorted; hidden files and records are left alone."""
        now = self._clock.now().timestamp()
        for folder, folders, names in os.walk(self.path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if name.startswith(".") or name.endswith(_LEFT_ALONE):
                    continue
                path = os.path.join(folder, name)
                try:
                    its = os.stat(path)
                except OSError:  # gone meanwhile
                    continue
                yield path, f"{its.st_size}:{its.st_mtime_ns}", now - its.st_mtime
