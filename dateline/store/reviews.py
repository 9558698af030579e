"""What people said of rows, in the record: the reviews, when each came and whether it was undone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.joining.decided import Decided
from dateline.records import KINDS, READ_KINDS, Reading, Report
from dateline.review.apply import Lesson, lesson_of
from dateline.review.decision import Review, decided
from dateline.store.codec import columns, from_row, to_row
from dateline.store.database import Database

COLUMNS = tuple(name for name in columns(Review) if name != "id")  # its number is the transaction's

QUEUED = ("id", "kind", "report", "confidence", "doubt", "told", "importance")


def values(one: Review) -> dict[str, Any]:
    """A review as the columns of its table."""
    return {name: value for name, value in zip(columns(Review), to_row(one), strict=True) if name != "id"}


class Reviews:
    """The reviews of one open database. Transactions are the record's."""

    def __init__(self, db: Database):
        self._db = db

    def in_force(self, *, report: str | None = None, row: str | None = None) -> list[Review]:
        """The reviews that were not undone, by number: all, those of a report's rows, or of one row."""
        found = self._db.ask("reviews", report=report, row=row)
        return [_review(its) for its in found.fetchall()]

    def every(self) -> Iterator[tuple[Review, int | None]]:
        """All reviews, by number, each with the entry that undid it."""
        for row in self._db.ask("every_review").fetchall():
            yield _review(row), row["tx_out"]

    def one(self, number: int) -> tuple[Review, int | None]:
        """The review with this number, and the entry that undid it. Raises BadRequest."""
        row = self._db.ask("review", number=number).fetchone()
        if row is None:
            raise BadRequest(f"there is no review {number}", "`dateline review done` shows the numbers")
        return _review(row), row["tx_out"]

    def decided(self) -> Decided:
        """What people decided about what belongs together."""
        return decided(tuple(self.in_force()))

    def lessons(self) -> tuple[Lesson, ...]:
        """What the corrections teach for reports that come later."""
        found = (lesson_of(_review(row)) for row in self._db.ask("reviews_of_mentions").fetchall())
        return tuple(lesson for lesson in found if lesson is not None)

    def learnt_from(self, number: int) -> list[str]:
        """The reports with rows that were read so because of a review."""
        by = f"review/learnt {number}"
        return [row["report"] for row in self._db.ask("learnt_from", by=by).fetchall()]

    def learnt(self, report: str) -> bool:
        """Does a report have rows that were read so because of a review?"""
        return self._db.ask("has_learnt", report=report).fetchone() is not None

    def read_last(self, n: int) -> list[str]:
        """The reports that were read last."""
        return [row["id"] for row in self._db.ask("reports_read_last", n=n)]

    def queue(self, by: str, kinds: Sequence[str], reports: Sequence[str] | None, n: int) -> list[Mapping[str, Any]]:
        """The claims, events and quantities of some reports, or of all, that nobody reviewed, those first that ask for
        it most."""
        if reports is None:
            reports = [row["id"] for row in self._db.ask("reports_in_force")]
        asked = {"by": by, "kinds": json.dumps(list(kinds)), "reports": json.dumps(reports), "n": n}
        found = self._db.ask("queue", **asked).fetchall()
        return [{**{name: row[name] for name in QUEUED}, "disputed": bool(row["disputed"])} for row in found]

    def keep(self, one: Review, tx: int) -> None:
        its = values(one)
        self._db.insert("reviews", (*its, "tx_in"), [(*its.values(), tx)])

    def withdraw(self, number: int, tx: int) -> None:
        self._db.ask("withdraw_review", number=number, tx=tx)

    def touched(self, row_id: str) -> int | None:
        """The number of the log's entry that last changed a row in force, or judged it; None: no such row."""
        table = _table(row_id)
        last = self._db.ask("last_said", row=row_id).fetchone()["id"]
        if table is None:
            return int(last or 0)
        row = self._db.run(f"SELECT tx_in FROM {table} WHERE id = :id AND tx_out IS NULL", {"id": row_id}).fetchone()
        return None if row is None else max(int(row["tx_in"]), int(last or 0))

    def last_version(self, row_id: str) -> tuple[Any, int | None] | None:
        """The newest version of a read row, in force or not, and the entry that ended it; None: there never was one."""
        table = _table(row_id)
        if table is None:
            return None
        newest = f"SELECT * FROM {table} WHERE id = :id ORDER BY tx_in DESC LIMIT 1"
        row = self._db.run(newest, {"id": row_id}).fetchone()
        return None if row is None else (from_row(KINDS[table], row), row["tx_out"])

    def version_at(self, row_id: str, number: int) -> Any:
        """The row as an entry of the log found it; None when it was not there."""
        table = _table(row_id)
        stood = "id = :id AND tx_in < :number AND (tx_out IS NULL OR tx_out >= :number)"
        row = (
            table
            and self._db.run(
                f"SELECT * FROM {table} WHERE {stood} ORDER BY tx_in DESC LIMIT 1", {"id": row_id, "number": number}
            ).fetchone()
        )
        return from_row(KINDS[table], row) if table and row else None

    def machine_reading(self, report: str) -> Reading:
        """What the rules read, whatever people said of it: the rows as the last reading left them."""
        own = self.machine_report(report)
        then = self._db.ask("last_reading", report=report).fetchone()["id"]
        found = {kind: tuple(self._then(kind, "report", report, then)) for kind in READ_KINDS}
        version = found["passages"][0].how.version if found["passages"] else ""
        return Reading(own, version or "", **found)

    def machine_report(self, report: str) -> Report:
        """The report's own row as the rules read it. Raises BadRequest."""
        then = self._db.ask("last_reading", report=report).fetchone()["id"]
        found: Report | None = next(self._then("reports", "id", report, then or 0), None)
        if found is None:
            raise BadRequest(f"there is no report {report}", "`dateline export reports` lists them")
        return found

    def _then(self, kind: str, column: str, report: str, then: int) -> Iterator[Any]:
        order = "id" if kind == "reports" else 'report, start, "end", id'
        stood = f"{column} = :report AND tx_in <= :then AND (tx_out IS NULL OR tx_out > :then)"
        for row in self._db.run(f"SELECT * FROM {kind} WHERE {stood} ORDER BY {order}",
                                {"report": report, "then": then}).fetchall():  # fmt: skip
            yield from_row(KINDS[kind], row)


def _table(row_id: str) -> str | None:
    kind = kind_of(row_id)
    return kind if kind == "reports" or kind in READ_KINDS else None


def _review(row: Mapping[str, Any]) -> Review:
    return from_row(Review, {**{name: row[name] for name in COLUMNS}, "id": row["tx_in"]})  # type: ignore[no-any-return]
