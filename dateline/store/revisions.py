"""What people say of rows becomes versions: within one transaction the log's entry, the review and all that follows.

A row as a person corrected it stands in its table beside what the machine read; nothing is overwritten. What the
machine read is what stood after the report's last reading, so an undo needs no copy of it.
"""

import json
from collections.abc import Iterable
from dataclasses import replace

from dateline.errors import BadRequest, Conflict
from dateline.ids import kind_of
from dateline.records import Reading, Report
from dateline.review.apply import nearest, reviewed
from dateline.review.decision import Review
from dateline.store import log
from dateline.store.database import Database
from dateline.store.joined import Joined
from dateline.store.reviews import Reviews, values
from dateline.store.scaffold import Stored
from dateline.store.search import Search
from dateline.store.versions import Difference, bring, content, difference, end

LATEST = 2**62  # number of a review that has none yet


class Revisions:
    """Writes reviews into one open database. Transactions are the caller's."""

    def __init__(self, db: Database, search: Search, joined: Joined, reviews: Reviews, stored: Stored):
        self._db = db
        self._search = search
        self._joined = joined
        self._reviews = reviews
        self._stored = stored

    def add(self, one: Review, rules: str, expected: int | None) -> int:
        """Keeps a review and puts in force what it says. Returns its number.

        Raises BadRequest when its row is no more, Conflict when somebody else was there since `expected`.
        """
        self._may(one, expected)
        found = None if one.report is None else self._target(one.report, (replace(one, id=LATEST),))
        tx = self._entry(one.verdict, one.at, one.who, _subject(one), found, one)
        self._reviews.keep(one, tx)
        if found is not None and one.report is not None:
            self._put(one.report, *found, tx)
        self._rejoin(one, found, rules, tx)
        return tx

    def undo(self, number: int, who: str, at: str, rules: str) -> int:
        """Takes a review back, with what was learnt from it; returns the number of the entry. Raises BadRequest."""
        one, undone = self._reviews.one(number)
        if undone is not None:
            entry = self.entry(undone)
            raise BadRequest(
                f"review {number} was undone before, {told(entry)}", "`dateline review done` shows the rest"
            )
        found = None if one.report is None else self._target(one.report, (), without=number)
        tx = self._entry("undo", at, who, _subject(one), found, None)
        self._reviews.withdraw(number, tx)
        if found is not None and one.report is not None:
            self._put(one.report, *found, tx)
        self._rejoin(one, found, rules, tx)
        for report in self._reviews.learnt_from(number):
            self.again(report, at, rules)
        return tx

    def again(self, report: str, at: str, rules: str | None) -> bool:
        """What a report's reviews and the lessons of others make of its newest reading; False when it is so already.

        rules: those of joining, to join it anew; None leaves that to the caller.
        """
        if not (self._reviews.in_force(report=report) or self._reviews.lessons() or self._reviews.learnt(report)):
            return False
        found = self._target(report, ())
        if not found[1]:
            return False
        tx = self._entry("review again", at, None, report, found, None)
        self._put(report, *found, tx)
        if rules is not None:
            self._joined.again((report,), self._stored, rules, tx)
        return True

    def entry(self, number: int) -> log.Entry:
        """An entry of the log."""
        row = self._db.ask("entry", id=number).fetchone()
        return log.Entry(*(row[name] for name in ("id", "at", "what", "rules", "who", "subject", "reason", "content")))

    # -- what is to be in force

    def _target(self, report: str, more: Iterable[Review], without: int | None = None) -> tuple[Reading, Difference]:
        """The report's reading by its reviews and `more`, and how it differs from what is in force."""
        reviews = self._reviews
        own = [one for one in reviews.in_force(report=report) if one.id != without]
        read = self._db.ask("last_reading", report=report).fetchone()["id"] or 0
        lessons = [lesson for lesson in reviews.lessons() if lesson.review < read and lesson.review != without]
        target = reviewed(reviews.machine_reading(report), (*own, *more), lessons).reading
        return target, difference(self._stored.reading(report), target.report, target)

    def _entry(
        self, what: str, at: str, who: str | None, subject: str, found: tuple[Reading, Difference] | None,
        one: Review | None,
    ) -> int:  # fmt: skip
        rows = found[1].rows if found is not None else ()
        kept = [log.row_hash("reviews", values(one))] if one is not None else []
        return log.append(self._db, log.Entry(0, at, what, None, who, subject, None, content(rows, kept)))

    def _put(self, report: str, target: Reading, found: Difference, tx: int) -> None:
        if not found:
            return
        end(self._db, found.gone, tx)
        bring(self._db, found.rows, tx)
        self._search.forget(report, tx)
        self._search.add(target, tx)

    def _rejoin(self, one: Review, found: tuple[Reading, Difference] | None, rules: str, tx: int) -> None:
        if one.report is not None:
            if found is not None and found[1]:
                self._joined.again((one.report,), self._stored, rules, tx)
        elif one.kind == "actors" or one.apart == "actors":
            self._joined.again(sorted(self._reports_with((*one.members, *one.rest, one.row))), self._stored, rules, tx)
        else:
            self._joined.again(sorted(self._reports_of(one)), self._stored, rules, tx)

    def _reports_with(self, actors: Iterable[str]) -> set[str]:
        """The reports that mention one of some actors."""
        return {row["report"] for row in self._db.ask("mentions_of", ids=json.dumps(sorted(set(actors))))}

    def _reports_of(self, one: Review) -> set[str]:
        """The reports of the rows that a decision about groups names."""
        found: set[str] = set()
        for row_id in (*one.members, *one.rest):
            version = self._reviews.last_version(row_id)
            if version is not None:
                row, ended = version
                if ended is None:
                    found.add(row.id if isinstance(row, Report) else row.report)
        return found

    # -- may it be said?

    def _may(self, one: Review, expected: int | None) -> None:
        touched = self._reviews.touched(one.row)
        if touched is None:
            raise self.gone(one.row)
        if expected is not None:
            if touched > expected:
                since = self.entry(touched)
                raise Conflict(
                    f"{one.row} was changed since you saw it: {told(since)}{self._words(since)}",
                    f"look at it again (`dateline why {one.row}`); yours is not saved",
                )
            return
        others = [review for review in self._reviews.in_force(row=one.row) if review.who != one.who]
        if others:
            last = others[-1]
            raise Conflict(
                f"{one.row} was reviewed before: {last.verdict} by {last.who} at {last.at}{_because(last)}",
                f"look at it (`dateline why {one.row}`), and say --seen {touched} to put yours after it",
            )

    def _words(self, entry: log.Entry) -> str:
        """The reason of the review that an entry brought, if it brought one."""
        row = self._db.ask("review", number=entry.id).fetchone()
        return f" ({row['reason']})" if row is not None and row["reason"] else ""

    def gone(self, row_id: str) -> BadRequest:
        """What became of a row that is not in force."""
        version = self._reviews.last_version(row_id)
        row, ended = version or (None, None)
        if row is None or ended is None:
            return BadRequest(f"there is no {row_id}", "look it up with `dateline show REPORT` or in an export")
        entry = self.entry(ended)
        rejected = next(
            (one for one in self._reviews.in_force(row=row_id) if one.verdict == "reject"), None
        )  # fmt: skip
        if rejected is not None:
            return Conflict(
                f"{row_id} was rejected by {rejected.who} at {rejected.at}{_because(rejected)}",
                f"`dateline review undo {rejected.id}` brings it back",
            )
        kind = kind_of(row_id) or ""
        newer = nearest(row.start, row.end, getattr(self._stored.reading(row.report), kind))
        what = f"{row_id} was replaced: {told(entry)}"
        if newer is None:
            return BadRequest(what, f"there is nothing like it now; see `dateline show {row.report}`")
        return BadRequest(f"{what}; now it is {newer.id}", f"review {newer.id} instead")


def told(entry: log.Entry) -> str:
    """What an entry did, when, and by whom."""
    rules = f" by rules {entry.rules}" if entry.rules else ""
    return f"{entry.what} {f'by {entry.who} ' if entry.who else ''}at {entry.at}{rules} (entry {entry.id})"


def _because(one: Review) -> str:
    return f" ({one.reason})" if one.reason else ""


def _subject(one: Review) -> str:
    """What the entry is about: the report, whose deletion the log then explains; else the row."""
    return one.report or one.row
