"""The record: rows in and out of a database, with statements in queries.sql and a schema in migrations/."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.errors import BadRecord, BadRequest
from dateline.ids import kind_of
from dateline.people.hide import Person
from dateline.records import KINDS, READ_KINDS, Mention, Reading, Report
from dateline.review.decision import Review
from dateline.store import log
from dateline.store.address import Address, Server, address
from dateline.store.codec import columns, from_row, from_values
from dateline.store.database import Answer, Database
from dateline.store.erase import erase
from dateline.store.history import History
from dateline.store.joined import Joined
from dateline.store.redacting import Redacted, Said, redact
from dateline.store.reviews import Reviews
from dateline.store.revisions import Revisions
from dateline.store.saved import SavedSearches
from dateline.store.search import Search
from dateline.store.shards import Shards
from dateline.store.statements import migrations, statements
from dateline.store.versions import bring, content, difference, end

STORED = ("reports", *READ_KINDS)
END = "9999"
JOINED_AT_ONCE = 100  # reports that are joined in one transaction


def connect(where: Address, create: bool) -> Database:
    """The database behind an address. Raises BadRecord."""
    if isinstance(where, Server):
        from dateline.store.postgres import Postgres  # here: most records are files, and need no packages of it

        return Postgres(where, create=create)
    from dateline.store.sqlite import Sqlite

    return Sqlite(where, create=create)


class Record:
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

    def _make_findable(self) -> None:
        """Fill the index of a record that was written before there was one."""
        with self._db.transaction():
            self._add_to_search()

    def _add_to_search(self) -> None:
        for row in self._ask("readings").fetchall():
            self.search.add(self.reading(row["id"]), row["tx_in"])

    @property
    def database(self) -> Database:
        """What holds it."""
        return self._db

    def _explained(self) -> AbstractContextManager[None]:
        return self._db.explained()

    def _ask(self, name: str, /, **values: Any) -> Answer:
        return self._db.ask(name, **values)

    # -- writing

    def has(self, report: str) -> bool:
        """Was this report (its very bytes) read already?"""
        with self._explained():
            return self._ask("has_report", report=report).fetchone() is not None

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
            return self._revisions.add(one, joining, seen)

    def undo_review(self, number: int, *, who: str, at: str, joining: str) -> int:
        """Take a review back. Returns the number of the log's entry. Raises BadRequest for none, or one undone."""
        with self._explained(), self._db.transaction():
            return self._revisions.undo(number, who, at, joining)

    def gone(self, row_id: str) -> BadRequest:
        """Why a row is not in force: nobody ever saw it, it was rejected, or replaced, and by what."""
        with self._explained():
            return self._revisions.gone(row_id)

    def delete(self, report_id: str, *, reason: str, who: str | None, at: str) -> None:
        """Delete a report on request, with all its versions, its bytes and what was joined from it. Join anew after.

        Raises BadRequest when it is not in the record, BadRecord if the file cannot be written; then all is as before.
        """
        report: Report = self.row(report_id)
        with self._explained():
            with self._db.transaction():
                self._log("delete", at, subject=report.id, who=who, reason=reason)
                erase(self._db, report.id, report.source, report.sha256)
                self._ask("put_tombstone", report=report.id, at=at, reason=reason)
                self._add_to_search()
            self._db.tidy()

    def redact(self, person: Person, said: Said) -> Redacted:
        """Take a person's names out of everything, for good: every version, the bytes, the log. Join anew after.

        Raises BadRecord if it cannot be written; then all is as before.
        """
        with self._explained():
            with self._db.transaction():
                done = redact(self._db, person, said)
                self._add_to_search()
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

    def redactions(self) -> dict[str, str]:
        """Reports in which names were replaced for good, each with the hash of the bytes that are kept now."""
        with self._explained():
            return {row["report"]: row["sha256"] for row in self._ask("redactions")}

    def deleted(self, report: str) -> str | None:
        """When and why a report was deleted; None when it was not."""
        with self._explained():
            row = self._ask("tombstone", report=report).fetchone()
        return None if row is None else f"deleted on request on {row['at'][:10]} ({row['reason']})"

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

    def join(self, *, rules: str, at: str, n: int = JOINED_AT_ONCE) -> int:
        """Joins some of the reports that were read and not joined yet, in one transaction; returns how many.

        rules: those of joining; what others joined is taken out of force first, and comes in anew. Raises BadRecord.
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
                self.joined.join([self.reading(report) for report in reports], self, rules, tx)
        return len(reports)

    def _to_join(self, rules: str) -> bool:
        return self.joined.outdated(rules) or bool(self.joined.unjoined(1))

    # -- reading

    def rows(self, kind: str, report: str | None = None) -> Iterator[Any]:
        """The rows in force of a stored kind, by report and place in it: the same order in every record."""
        order = "id" if kind == "reports" else 'report, start, "end", id'
        one = "" if report is None else " AND report = :report" if kind != "reports" else " AND id = :report"
        with self._explained():
            record = KINDS[kind]
            names = ", ".join(f'"{name}"' for name in columns(record))
            asked = f"SELECT {names} FROM {kind} WHERE tx_out IS NULL{one} ORDER BY {order}"
            found = self._db.stream(asked) if report is None else self._db.run(asked, {"report": report})
            for row in found:
                yield from_values(record, row.values() if isinstance(row, dict) else row)

    def rows_of(self, kind: str, reports: Iterable[str]) -> list[Any]:
        """The rows in force of a stored kind in some reports, in the order of `rows`."""
        order, which = ("id", "id") if kind == "reports" else ('report, start, "end", id', "report")
        asked = (
            f"SELECT * FROM {kind} WHERE tx_out IS NULL"
            f" AND {which} IN (SELECT value FROM json_each(:reports)) ORDER BY {order}"
        )
        with self._explained():
            found = self._db.run(asked, {"reports": json.dumps(sorted(reports))})
            return [from_row(KINDS[kind], row) for row in found]

    def rows_with(self, kind: str, ids: Iterable[str]) -> list[Any]:
        """The rows in force of a stored kind that have these ids, in the order of `rows`."""
        order = "id" if kind == "reports" else 'report, start, "end", id'
        asked = f"SELECT * FROM {kind} WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids))"
        with self._explained():
            found = self._db.run(f"{asked} ORDER BY {order}", {"ids": json.dumps(sorted(ids))})
            return [from_row(KINDS[kind], row) for row in found]

    def mentioned(self) -> Iterator[tuple[str, str, int, bool]]:
        """(report, actor, how often, by name at least once) of everybody whom reports mention."""
        with self._explained():
            for row in self._ask("mentioned"):
                yield row["report"], row["actor"], row["n"], bool(row["named"])

    def places_named(self) -> Iterator[Mapping[str, Any]]:
        """Each naming of a place, in the order of `rows`, with `acting`: 1 where its words are an actor there."""
        with self._explained():
            yield from self._db.stream(statements()["places_named"])

    def places_of_events(self) -> Iterator[tuple[str, str]]:
        """(report, id of the place) of each event that has one."""
        with self._explained():
            for row in self._db.stream(statements()["places_of_events"]):
                yield row["report"], json.loads(row["place"])["id"]

    def row(self, row_id: str) -> Any:
        """The row with this id. Raises BadRequest when there is none."""
        kind = kind_of(row_id)
        if kind not in STORED:
            raise BadRequest(
                f"{row_id!r} is no id of a row",
                f"ids look like clm-…; `dateline --record {self.path} show REPORT` lists them",
            )
        with self._explained():
            asked = f"SELECT * FROM {kind} WHERE id = :id AND tx_out IS NULL"
            row = self._db.run(asked, {"id": row_id}).fetchone()
        if row is None:
            if self.reviews.last_version(row_id) is not None:
                raise self.gone(row_id)
            raise BadRequest(
                f"there is no {row_id} in {self.path}", "look it up with `dateline show REPORT` or in an export"
            )
        return from_row(KINDS[kind], row)

    def holds(self, row_id: str) -> bool:
        """Is there a read row with this id?"""
        kind = kind_of(row_id)
        if kind not in STORED:
            return False
        with self._explained():
            found = self._db.run(f"SELECT 1 FROM {kind} WHERE id = :id AND tx_out IS NULL", {"id": row_id})
            return found.fetchone() is not None

    def reading(self, report_id: str) -> Reading:
        """All rows of one report. Raises BadRequest when it is not in the record."""
        report: Report = self.row(report_id)
        rows = {kind: tuple(self.rows(kind, report_id)) for kind in READ_KINDS}
        version = rows["passages"][0].how.version if rows["passages"] else ""
        return Reading(report, version or "", **rows)

    def person_names(self) -> list[tuple[str, str]]:
        """(actor, name) of the people whom mentions in force name, each pair once, sorted."""
        with self._explained():
            return [(row["actor"], row["name"]) for row in self._ask("person_names")]

    def persons_known(self) -> list[tuple[str, str, str]]:
        """(actor, name, ISO day by which a report was known that names it so; "" for always) of people, sorted."""
        with self._explained():
            return [(row["actor"], row["name"], row["known"]) for row in self._ask("persons_known")]

    def mentions_of(self, actors: Iterable[str]) -> list[Mention]:
        """The mentions in force of these actors, by report and place in it."""
        with self._explained():
            return [from_row(Mention, row) for row in self._ask("mentions_of", ids=json.dumps(sorted(actors)))]

    def published(self, reports: Iterable[str]) -> dict[str, str | None]:
        """Report -> the EDTF date on which it was published."""
        with self._explained():
            found = self._ask("published", ids=json.dumps(sorted(reports)))
            return {row["id"]: row["published"] for row in found}

    def days_published(self) -> Counter[str | None]:
        """How many reports there are of each date of publication, EDTF."""
        with self._explained():
            return Counter({row["published"]: row["n"] for row in self._ask("days_published")})

    def stating(self, matters: Iterable[str]) -> list[str]:
        """Reports that state something of one of these running matters, by id."""
        with self._explained():
            return [row["report"] for row in self._ask("reports_stating", matters=json.dumps(sorted(matters)))]

    def counting(self, roles: Iterable[str]) -> list[str]:
        """Reports with a number of one of these roles, by id."""
        with self._explained():
            return [row["report"] for row in self._ask("reports_counting", roles=json.dumps(sorted(roles)))]

    def some_of(self, published: str) -> list[str]:
        """One of the reports with this date of publication; [] when there is none."""
        with self._explained():
            return [row["id"] for row in self._ask("report_of_day", day=published) if row["id"]]

    def reports_of(self, ids: Iterable[str]) -> dict[str, str]:
        """Row -> its report, of read rows; what is none in force is left out."""
        by_kind: dict[str, list[str]] = {}
        for row_id in ids:
            by_kind.setdefault(kind_of(row_id) or "", []).append(row_id)
        found: dict[str, str] = {}
        with self._explained():
            for kind in sorted(by_kind.keys() & set(READ_KINDS)):
                asked = f"SELECT id, report FROM {kind} WHERE tx_out IS NULL AND id IN"
                rows = self._db.run(
                    f"{asked} (SELECT value FROM json_each(:ids))", {"ids": json.dumps(sorted(by_kind[kind]))}
                )
                found |= {row["id"]: row["report"] for row in rows}
        return found

    def find_report(self, name: str) -> Report:
        """The report that `name` means: an id, a file name or row id, a URL, or the beginning of one of them.

        Raises BadRequest when there is none or more than one.
        """
        exact = [self.row(i) for i in self._named(name)]
        first = [r for r in exact if name in (r.id, r.source, r.url)] or exact
        if not first:
            raise BadRequest(
                f"no report of {self.path} is called {name[:60]!r}", "`dateline export reports` lists them"
            )
        if len(first) > 1:
            names = ", ".join(f"{r.id} ({r.source})" for r in first[:5])
            raise BadRequest(f"{name[:60]!r} could be any of {names}", "give more of the name, or the id")
        found_report: Report = first[0]
        return found_report

    def _named(self, name: str) -> list[str]:
        """Some of the reports that a name, or the beginning of one, fits, those first that it names."""
        with self._explained():
            return [row["id"] for row in self._ask("find_reports", name=name)]

    def version_beside(self, source: str, report_id: str) -> str | None:
        """Another report of the same source with other bytes: a page that changed, or an id used twice."""
        with self._explained():
            row = self._ask("other_text_of_source", source=source, report=report_id).fetchone()
        return None if row is None else str(row["id"])

    def originals(self) -> Iterator[tuple[str, str, bytes]]:
        """(report, sha256, raw bytes) of everything read."""
        with self._explained():
            for row in self._db.stream("SELECT report, sha256, raw FROM originals ORDER BY report"):
                yield row["report"], row["sha256"], zlib.decompress(row["raw"])

    def counts(self) -> dict[str, int]:
        """Rows in force, by kind."""
        with self._explained():
            return {
                kind: self._db.run(f"SELECT count(*) AS n FROM {kind} WHERE tx_out IS NULL").fetchone()["n"]
                for kind in STORED
            }

    def waiting(self) -> list[dict[str, Any]]:
        """What was set aside and not read since: source, reason, do, sha256."""
        with self._explained():
            return [dict(row) for row in self._ask("set_aside")]

    def kept(self) -> list[tuple[str, str | None, bytes]]:
        """(source, kind, bytes) of what was set aside and can be tried again without its file."""
        with self._explained():
            return [(row["source"], row["kind"], zlib.decompress(row["raw"])) for row in self._ask("kept")]

    def summary(self) -> dict[str, Any]:
        """First and last publication day, outlets with their counts, the last transaction."""
        with self._explained():
            span = self._ask("span_of_publication").fetchone()
            last = self._ask("last_transaction").fetchone()
            outlets = {row["outlet"]: row["reports"] for row in self._ask("outlets")}
        return {
            "first": span["first"],
            "last": span["last"],
            "outlets": outlets,
            "transaction": dict(last) if last else None,
        }

    def state(self) -> str:
        """A short name of what the record holds now: another one after every transaction."""
        with self._explained():
            last = self._ask("last_entry").fetchone()
        return "0" if last is None else f"{last['id']}:{last['digest'] or ''}"

    def damage(self) -> list[str]:
        """What the database itself finds wrong; [] when it is sound."""
        with self._explained():
            return self._db.damage()
