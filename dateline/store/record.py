"""The record: rows in and out of a database, with statements in queries.sql and a schema in migrations/."""

import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.errors import BadRecord, BadRequest
from dateline.joining.ahead import Workers
from dateline.people.hide import Person
from dateline.records import READ_KINDS, Reading, Report
from dateline.review.decision import Review
from dateline.store import log
from dateline.store.address import Address, Server, address
from dateline.store.database import Database
from dateline.store.erase import erase
from dateline.store.findable import make_anew
from dateline.store.history import History
from dateline.store.holdings import Holdings
from dateline.store.joined import Joined
from dateline.store.redacting import Redacted, Said, redact
from dateline.store.reviews import Reviews
from dateline.store.revisions import Revisions
from dateline.store.saved import SavedSearches
from dateline.store.search import Search
from dateline.store.shards import Shards
from dateline.store.statements import migrations
from dateline.store.sums import Sums
from dateline.store.versions import bring, content, difference, end

END = "9999"
JOINED_AT_ONCE = 100  # reports that are joined in one transaction


def connect(where: Address, create: bool) -> Database:
    """The database behind an address. Raises BadRecord."""
    if isinstance(where, Server):
        from dateline.store.postgres import Postgres  # here: most records are files, and need no packages of it

        return Postgres(where, create=create)
    from dateline.store.sqlite import Sqlite

    return Sqlite(where, create=create)


class Record(Holdings):
    """An open record. Use as a context manager. All rows go in and come out as the records of `dateline.records`."""

    veil: Any = None  # what withholds names, where they are (`veil.veiled`)

    def __init__(self, path: Path | str, *, create: bool = False, read_by: str | None = None):
        """Open `path`, a file or a database; with `create`, make an empty record where there is none. Raises BadRecord.

        read_by: ISO instant, or the beginning of one; the record is then what it was at the end of it, and not written.
        The year 9999 is the end of time: the record as it is, and not written.
        """
        past = read_by is not None and not read_by.startswith(END)
        self.path = address(path)
        self.read_by = read_by
        self._db = connect(self.path, create)
        try:
            self.search = Search(self._db, past=past)
            self.history = History(self._db)
            self.shards = Shards(self._db)
            self.saved = SavedSearches(self._db)
            self.reviews = Reviews(self._db)
            self.joined = Joined(self._db, self.reviews.decided)
            self.sums = Sums(self._db, self.reviews.decided)
            self._revisions = Revisions(self._db, self.search, self.joined, self.reviews, self)
            with self._explained():
                self._migrate()
                if read_by is not None:
                    last = self.history.until(read_by)
                    self._db.go_back(last if past else None)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def _migrate(self) -> None:
        """Bring the schema up to date, one transaction a step. Refuses what is no record or comes from the future."""
        steps = migrations()
        version = self._db.version()
        if version > len(steps):
            raise BadRecord(
                f"{self.path} was written by a newer Dateline (schema {version}, this one knows {len(steps)})",
                "upgrade dateline",
            )
        if version < len(steps):
            self._db.prepare()
        for number, step in enumerate(steps[version:], version + 1):
            with self._db.transaction():
                if self._db.version() < number:  # else another process was faster
                    self._db.upgrade(number, step)
        if self._ask("nothing_findable").fetchone()["so"]:
            self._make_findable()
        if self._ask("columns_missing").fetchone()["so"]:
            with self._db.transaction():
                self.search.fill()
        if self.sums.missing():
            with self._db.transaction():
                self.sums.fill()

    def _make_findable(self) -> None:
        """Fill the index of a record that was written before there was one."""
        with self._db.transaction():
            self._add_to_search()

    def _add_to_search(self) -> None:
        for row in self._ask("readings").fetchall():
            self.search.add(self.reading(row["id"]), row["tx_in"])

    def mend_search(self) -> int:
        """Makes the index of words anew from the rows; how many rows it holds. Raises BadRecord."""
        with self._explained(), self._db.transaction():
            return make_anew(self._db)

    @property
    def database(self) -> Database:
        """What holds it."""
        return self._db

    # -- writing

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is saved within is saved in one transaction: all of it or nothing. Raises BadRecord."""
        with self._explained(), self._db.transaction():
            yield

    def add(self, reading: Reading, raw: bytes, *, at: str) -> bool:
        """Save all rows of a report in one transaction. False, and nothing changed, when it is there already.

        raw: the bytes as read; at: ISO instant of the reading, UTC. Raises BadRecord; then nothing was saved.
        """
        report = replace(reading.report, read_at=at)
        with self._explained(), self._db.transaction():
            if self._ask("has_report", report=report.id).fetchone():
                return False
            rows = [("reports", report), *((kind, row) for kind in READ_KINDS for row in getattr(reading, kind))]
            tx = self._log("read", at, rules=reading.version, subject=report.id, rows=rows)
            self._ask("add_original", report=report.id, sha256=report.sha256, raw=zlib.compress(raw, 6))
            bring(self._db, rows, tx)
            self.search.add(reading, tx, new=True)
            self._ask("settle_set_aside", source=report.source, sha256=report.sha256, tx=tx)
            self._revisions.again(report.id, at, None)
            self.sums.add()
        return True

    def _log(
        self,
        what: str,
        at: str,
        *,
        rules: str | None = None,
        subject: str | None = None,
        who: str | None = None,
        reason: str | None = None,
        rows: Sequence[tuple[str, Any]] | None = None,
    ) -> int:
        """Begin a transaction's entry in the log, vouching for the rows that it brings; returns its number."""
        vouched = None if rows is None else content(rows)
        return log.append(self._db, log.Entry(0, at, what, rules, who, subject, reason, vouched))

    def note(self, what: str, *, who: str, reason: str, at: str) -> None:
        """Keep in the log that somebody did something from which reports or rows follow."""
        with self._explained(), self._db.transaction():
            self._log(what, at, who=who, reason=reason)

    def reread(self, reading: Reading, *, at: str) -> dict[str, int]:
        """Put a newer reading of a report beside the old one: how many rows appeared, changed, vanished and stayed.

        Rows that say what they said stay as they are, with the rules that made them. Raises BadRequest for a report
        that is not in the record.
        """
        self.row(reading.report.id)
        with self._explained(), self._db.transaction():
            old = self.reviews.machine_reading(reading.report.id)
            report = replace(reading.report, read_at=old.report.read_at)
            newer = replace(reading, report=report)
            found = difference(self.reading(report.id), report, newer)
            tx = self._log("reread", at, rules=reading.version, subject=report.id, rows=found.rows)
            end(self._db, found.gone, tx)
            bring(self._db, found.rows, tx)
            self.search.forget(report.id, tx)
            self.search.add(newer, tx)
            self._revisions.again(report.id, at, None)
            read = difference(old, report, newer)
            if read:
                self.joined.start_anew(tx)
            self.sums.add()
        before = {old.report.id, *(row.id for row in old.rows())}
        appeared = sum(row.id not in before for row in read.new)
        changed = len(read.new) - appeared
        stayed = 1 + len(newer.rows()) - len(read.new)
        return {
            "appeared": appeared, "changed": changed, "vanished": len(read.gone) - changed, "stayed": stayed
        }  # fmt: skip

    def review(self, one: Review, *, joining: str, seen: int | None = None) -> int:
        """Keep what a person says of a row, and put it in force; what was joined from it is joined anew.

        joining: the rules of joining; seen: the number of the entry that last touched the row when the person saw it.
        Returns the review's number. Raises BadRequest when the row is no more, Conflict when somebody else was faster.
        """
        with self._explained(), self._db.transaction():
            number = self._revisions.add(one, joining, seen)
            self.sums.add()
        return number

    def undo_review(self, number: int, *, who: str, at: str, joining: str) -> int:
        """Take a review back. Returns the number of the log's entry. Raises BadRequest for none, or one undone."""
        with self._explained(), self._db.transaction():
            entry = self._revisions.undo(number, who, at, joining)
            self.sums.add()
        return entry

    def delete(self, report_id: str, *, reason: str, who: str | None, at: str) -> None:
        """Delete a report on request, with all its versions, its bytes and what was joined from it. Join anew after.

        Raises BadRequest for none of the record, or for no reason, BadRecord if the file cannot be written; then all is
        as before.
        """
        if not reason.strip():
            raise BadRequest("nothing says why", "give a reason; it stays in the log")
        report: Report = self.row(report_id)
        with self._explained():
            with self._db.transaction():
                self._log("delete", at, subject=report.id, who=who, reason=reason)
                erase(self._db, report.id, report.source, report.sha256)
                self._ask("put_tombstone", report=report.id, at=at, reason=reason)
                self._add_to_search()
                self.sums.fill()
            self._db.tidy()

    def redact(self, person: Person, said: Said) -> Redacted:
        """Take a person's names out of everything, for good: every version, the bytes, the log. Join anew after.

        Raises BadRecord if it cannot be written; then all is as before.
        """
        with self._explained():
            with self._db.transaction():
                done = redact(self._db, person, said)
                self._add_to_search()
                self.sums.fill()
            self._db.tidy()
        return done

    def withhold(self, actor: str, names: Sequence[str], ids: Sequence[str], *, reason: str, who: str | None,
                 at: str, number: int) -> None:  # fmt: skip
        """Marks a person: their names are not shown from now on."""
        with self._explained(), self._db.transaction():
            tx = self._log("withhold", at, subject=str(number), who=who, reason=reason)
            self._ask("withhold", number=number, actor=actor, names=json.dumps(list(names), ensure_ascii=False),
                      ids=json.dumps(sorted(ids)), who=who, reason=reason, since=tx)  # fmt: skip

    def no_longer_withhold(self, number: int, *, reason: str, who: str | None, at: str) -> None:
        """Takes a mark off."""
        with self._explained(), self._db.transaction():
            tx = self._log("no longer withhold", at, subject=str(number), who=who, reason=reason)
            self._ask("no_longer_withhold", number=number, until=tx)

    def bury(self, row_id: str, *, reason: str, at: str) -> None:
        """Puts a tombstone for somebody who was deleted, under an id that says nothing of them."""
        with self._explained(), self._db.transaction():
            self._ask("put_tombstone", report=row_id, at=at, reason=reason)

    def set_aside(
        self,
        source: str,
        reason: str,
        do: str,
        *,
        sha256: str | None,
        raw: bytes | None,
        at: str,
        kind: str | None = None,
    ) -> bool:
        """Keep what could not be read, with its reason. False when the same is noted already."""
        with self._explained(), self._db.transaction():
            if self._ask("same_set_aside", source=source, reason=reason, sha256=sha256).fetchone():
                return False
            tx = self._log("set aside", at, subject=source)
            kept = None if raw is None else zlib.compress(raw, 6)
            self._ask("add_set_aside", source=source, reason=reason, do=do, sha256=sha256, raw=kept, kind=kind, tx=tx)
        return True

    def join(self, *, rules: str, at: str, n: int = JOINED_AT_ONCE, workers: Workers | None = None) -> int:
        """Joins some of the reports that were read and not joined yet, in one transaction; returns how many.

        rules: those of joining; what others joined is taken out of force first, and comes in anew. workers: who
        compares them, if not this process alone. Raises BadRecord.
        """
        with self._explained():
            if not self._to_join(rules):
                return 0
            with self._db.transaction():
                if not self._to_join(rules):  # another process was faster
                    return 0
                tx = self._log("join", at, rules=rules)
                if self.joined.outdated(rules):
                    self.joined.start_anew(tx)
                reports = self.joined.unjoined(n)
                self.joined.join([self.reading(report) for report in reports], self, rules, tx, workers)
                self.sums.renew()
        return len(reports)

    def _to_join(self, rules: str) -> bool:
        return self.joined.outdated(rules) or bool(self.joined.unjoined(1))
