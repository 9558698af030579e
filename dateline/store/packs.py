"""What joining keeps of the rows of a report, packed: one row of a table a report, its lines JSON under the rows' ids.

A line begins with its id, `["evt-…",`. Lines of one report say much alike, so that together they take a sixth.
"""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from dateline.ids import kind_of
from dateline.store.database import Database
from dateline.store.remembered import forget, missing

MOST_REPORTS, MOST_ROWS = 2_000, 40_000  # that are remembered from one joining to the next


def packed(lines: Sequence[str]) -> bytes:
    return zlib.compress("\n".join(lines).encode())


def unpacked(content: bytes) -> list[str]:
    """The lines that `packed` was given. Raises zlib.error for what is otherwise packed."""
    return zlib.decompress(content).decode().split("\n")


@lru_cache(maxsize=MOST_REPORTS)
def _by_id(content: bytes) -> Mapping[str, str]:
    return {line[2 : line.index('"', 2)]: line for line in unpacked(content)}


class Pack:
    """Such a table. Remembers what it fetched, as long as nobody else writes it."""

    def __init__(self, db: Database, table: str):
        self._db = db
        self._table = table
        self._content: dict[str, bytes | None] = {}  # by report
        self._report: dict[str, str] = {}  # by row

    def trim(self) -> None:
        forget(self._content, MOST_REPORTS)
        forget(self._report, MOST_ROWS)

    def ready(self, rows: Collection[str]) -> None:
        """Fetches what is kept of rows, with the other rows of their reports."""
        unknown: dict[str, list[str]] = {}
        for row in rows:
            if row not in self._report and (kind := kind_of(row)):
                unknown.setdefault(kind, []).append(row)
        for kind, ids in sorted(unknown.items()):
            asked = f"SELECT DISTINCT id, report FROM {kind} WHERE id IN (SELECT value FROM json_each(:ids))"
            for found in self._db.run(asked, {"ids": json.dumps(ids)}):
                self._report[found["id"]] = found["report"]
        self.open({self._report[row] for row in rows if row in self._report})

    def open(self, reports: Collection[str]) -> None:
        wanted = sorted(missing(self._content, reports))
        if not wanted:
            return
        self._content.update(dict.fromkeys(wanted))
        asked = f"SELECT report, content FROM {self._table} WHERE report IN (SELECT value FROM json_each(:reports))"
        for row in self._db.run(asked, {"reports": json.dumps(wanted)}):
            self._content[row["report"]] = bytes(row["content"])

    def line(self, row: str) -> str | None:
        """What is kept of a row; None for nothing."""
        if row not in self._report:
            self.ready((row,))
        report = self._report.get(row)
        if report is not None and report not in self._content:
            self.open((report,))
        content = None if report is None else self._content[report]
        return None if content is None else _by_id(content).get(row)

    def lines(self, rows: Collection[str]) -> Iterator[str]:
        """What is kept of rows, without those of which nothing is."""
        self.ready(rows)
        return (line for row in rows if (line := self.line(row)) is not None)

    def of(self, report: str) -> Mapping[str, str]:
        """What is kept of the rows of a report, by their ids, in that order."""
        self.open((report,))
        content = self._content[report]
        return {} if content is None else _by_id(content)

    def put(self, report: str, lines: Mapping[str, str]) -> None:
        """lines: by the ids of their rows."""
        if not lines:
            self.drop(report)
            return
        content = packed([line for _, line in sorted(lines.items())])
        self._content[report] = content
        self._report.update(dict.fromkeys(lines, report))
        self._db.insert(self._table, ("report", "content"), [(report, content)], "replace")

    def drop(self, report: str) -> None:
        self._content[report] = None
        self._db.run(f"DELETE FROM {self._table} WHERE report = :report", {"report": report})
