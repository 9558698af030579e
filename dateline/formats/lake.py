"""A lake: a folder with a record and, beside it, all its rows as Parquet files, by table and day.

    lake/_record.db                                what every command of ours opens
    lake/table=claims/day=2016-12-09/3f9c….parquet what DuckDB, pandas and others read

A file is called by a hash over its content and never changes. Files are brought up to date whenever the record was
changed; a process that is stopped leaves them as they were or partly newer, and the next command finishes the work.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from dateline.ask.kinds import EXPORTED, Everything
from dateline.errors import BadRecord
from dateline.formats import parquets
from dateline.formats.files import whole_file
from dateline.store.address import LAKE
from dateline.store.record import Record
from dateline.store.veil import veiled

STATE = "_published"  # the state of the record that the files show
NO_DAY = "__HIVE_DEFAULT_PARTITION__"  # by which DuckDB, Arrow and Spark know what is not known
AT_ONCE = 50_000  # rows in memory
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Lake(Record):
    """The record of a lake. When it is closed without an error, the files are what it holds."""

    def __init__(self, folder: Path, *, create: bool = False, read_by: str | None = None):
        """Raises BadRecord for a folder that is no lake, unless it is to become one."""
        self.folder = folder
        if create:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise BadRecord(f"{folder} cannot be made ({problem.strerror})", "name another folder") from problem
        elif not (folder / LAKE).exists():
            raise BadRecord(f"{folder} is a folder, and no lake", f"make one with `dateline read SOURCE -o {folder}`")
        super().__init__(folder / LAKE, create=create, read_by=read_by)

    def __exit__(self, *problem: object) -> None:
        try:
            if self.read_by is None and not any(problem):
                self.publish()
        finally:
            super().__exit__(*problem)

    def publish(self) -> int:
        """Bring the files up to date; how many were written. Raises DatelineError when one cannot be."""
        state, at = self.state(), self.folder / STATE
        if at.exists() and at.read_text(encoding="utf-8") == state:
            return 0
        days = {report.id: _day(report.published) for report in self.rows("reports")}
        shown = veiled(self)  # others read these files
        written = sum(_publish(shown, kind, self.folder / f"table={kind}", days) for kind in EXPORTED)
        with whole_file(at) as out:
            out.write(state.encode())
        return written


def _publish(record: Record, kind: str, folder: Path, days: dict[str, str]) -> int:
    """Write the files of one table that are not there yet, and then take away those that are no more right."""
    right, written = set(), 0
    for day, rows in _parts(Everything(record).rows(kind), days):
        data = BytesIO()
        parquets.write(kind, rows, data)
        name = hashlib.sha256(data.getbuffer()).hexdigest()[:24]
        path = folder / f"day={day}" / f"{name}.parquet"
        right.add(path)
        if not path.exists():
            with whole_file(path) as out:
                out.write(data.getbuffer())
            written += 1
    for path in sorted(folder.glob("day=*/*.parquet")):
        if path not in right:
            path.unlink()
            with suppress(OSError):  # other days' files are there still
                path.parent.rmdir()
    return written


def _parts(rows: Iterator[Any], days: dict[str, str]) -> Iterator[tuple[str, list[Any]]]:
    """The rows by day, in their order; the fullest day goes out when there are too many in memory."""
    held: defaultdict[str, list[Any]] = defaultdict(list)
    n = 0
    for row in rows:
        held[_day_of(row, days)].append(row)
        n += 1
        if n >= AT_ONCE:
            day = max(held, key=lambda each: len(held[each]))
            n -= len(held[day])
            yield day, held.pop(day)
    yield from held.items()


def _day_of(row: Any, days: dict[str, str]) -> str:
    """The day of publication of the report that a row stands in; of what several reports say the day it is about."""
    if (report := getattr(row, "report", None)) in days:
        return days[report]
    return _day(getattr(row, "published", None) or getattr(row, "when", None) or getattr(row, "first_said", None))


def _day(when: str | None) -> str:
    found = _DAY.match(when or "")
    return found.group() if found else NO_DAY
