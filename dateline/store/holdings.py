"""What a record holds: rows of every kind as they were read, by report, id or name, and what was not read."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from dateline.errors import BadRecord, BadRequest
from dateline.ids import kind_of
from dateline.records import KINDS, READ_KINDS, Mention, Reading, Report
from dateline.store.address import Address
from dateline.store.codec import columns, from_row, from_values
from dateline.store.database import Answer, Database
from dateline.store.reviews import Reviews
from dateline.store.revisions import Revisions
from dateline.store.statements import statements

STORED = ("reports", *READ_KINDS)


def unpacked(raw: bytes, of: str) -> bytes:
    """The bytes that are kept of an input. Raises BadRecord."""
    try:
        return zlib.decompress(raw)
    except zlib.error as problem:
        raise BadRecord(f"the bytes that are kept of {of} are damaged ({problem})", "restore a backup") from problem


def _hash(raw: bytes) -> str | None:
    """The hash of bytes that are kept; None where they cannot be unpacked."""
    try:
        return hashlib.sha256(zlib.decompress(raw)).hexdigest()
    except zlib.error:
        return None


class Holdings:
    """The rows in force, asked for. All come out as the records of `dateline.records`."""

    path: Address
    read_by: str | None
    reviews: Reviews
    _db: Database
    _revisions: Revisions

    def _explained(self) -> AbstractContextManager[None]:
        return self._db.explained()

    def _ask(self, name: str, /, **values: Any) -> Answer:
        return self._db.ask(name, **values)

    def has(self, report: str) -> bool:
        """Was this report (its very bytes) read already?"""
        with self._explained():
            return self._ask("has_report", report=report).fetchone() is not None

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

    def rows_of(self, kind: str, reports: Iterable[str], having: tuple[str, Iterable[str]] | None = None) -> list[Any]:
        """The rows in force of a stored kind in some reports, in the order of `rows`. having: a column, and the values
        of which it must have one."""
        order, which = ("id", "id") if kind == "reports" else ('report, start, "end", id', "report")
        column, values = having or ("", ())
        one = f" AND {column} IN (SELECT value FROM json_each(:values))" if column else ""
        asked = (
            f"SELECT * FROM {kind} WHERE tx_out IS NULL"
            f" AND {which} IN (SELECT value FROM json_each(:reports)){one} ORDER BY {order}"
        )
        given = {"reports": json.dumps(sorted(reports)), "values": json.dumps(sorted(values))}
        with self._explained():
            found = self._db.run(asked, given if column else {"reports": given["reports"]})
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

    def places_of(self, reports: Iterable[str]) -> list[Mapping[str, Any]]:
        """Each naming of a place in these reports: report, name, feature and geonameid."""
        with self._explained():
            return list(self._ask("places_of", reports=json.dumps(sorted(reports))))

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

    def gone(self, row_id: str) -> BadRequest:
        """Why a row is not in force: nobody ever saw it, it was rejected, or replaced, and by what."""
        with self._explained():
            return self._revisions.gone(row_id)

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

    def heads(self, reports: Iterable[str]) -> list[Report]:
        """Reports with nothing but when and where they were published, by id."""
        with self._explained():
            found = self._ask("heads", ids=json.dumps(sorted(reports))).fetchall()
            return [Report(row["id"], "", "", "", outlet=row["outlet"], published=row["published"]) for row in found]

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

    def some_stating(self, matters: Iterable[str], most: int) -> list[str]:
        """Some of the reports that state something of one of these running matters: all, where there are no more."""
        with self._explained():
            found = self._ask("some_stating", matters=json.dumps(sorted(matters)), most=most)
            return [row["report"] for row in found]

    def having(self, kind: str, reports: Iterable[str], column: str, values: Iterable[str]) -> set[str]:
        """Of these reports those with a row of a stored kind that has one of these values in a column."""
        asked = (
            f"SELECT DISTINCT report FROM {kind} WHERE tx_out IS NULL"
            f" AND report IN (SELECT value FROM json_each(:reports))"
            f" AND {column} IN (SELECT value FROM json_each(:values))"
        )
        given = {"reports": json.dumps(sorted(reports)), "values": json.dumps(sorted(values))}
        with self._explained():
            return {row["report"] for row in self._db.run(asked, given)}

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

    def ids_of(self, kind: str, reports: Iterable[str]) -> dict[str, str]:
        """Row -> its report, of all rows in force of a stored kind in some reports."""
        asked = f"SELECT id, report FROM {kind} WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:ids))"
        with self._explained():
            return {row["id"]: row["report"] for row in self._db.run(asked, {"ids": json.dumps(sorted(reports))})}

    def claims_of(self, events: Iterable[str]) -> dict[str, str]:
        """Event -> the claim that carries it, of those that have one."""
        with self._explained():
            found = self._ask("claims_of_events", ids=json.dumps(sorted(events)))
            return {row["id"]: row["claim"] for row in found}

    def find_report(self, name: str) -> Report:
        """The report that `name` means: an id, a file name or row id, a URL, or the beginning of one of them.

        Raises BadRequest when there is none or more than one.
        """
        exact = [*self.rows("reports", name)] or [self.row(i) for i in self._named(name)]  # an id is found at once
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
            for row in self._originals():
                yield row["report"], row["sha256"], unpacked(row["raw"], row["report"])

    def _originals(self) -> Iterator[Mapping[str, Any]]:
        return self._db.stream("SELECT report, sha256, raw FROM originals ORDER BY report")

    def other_bytes(self) -> Iterator[str]:
        """Reports of which other bytes are kept than were read; of a redacted one, than its redaction left."""
        redacted = self.redactions()
        expected = {report.id: redacted.get(report.id, report.sha256) for report in self.rows("reports")}
        with self._explained():
            for row in self._originals():
                report = row["report"]
                own = expected.pop(report, None)
                if own is None and self.read_by is None:  # else it came later
                    yield f"{report}: its bytes are stored, its rows are not"
                elif own is not None and not own == row["sha256"] == _hash(row["raw"]):
                    yield f"{report}: the raw bytes are not those that were read (sha256 differs)"
        yield from (f"{report}: its bytes are not kept" for report in sorted(expected))

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
            return [(row["source"], row["kind"], unpacked(row["raw"], row["source"])) for row in self._ask("kept")]

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

    def redactions(self) -> dict[str, str]:
        """Reports in which names were replaced for good, each with the hash of the bytes that are kept now."""
        with self._explained():
            return {row["report"]: row["sha256"] for row in self._ask("redactions")}

    def deleted(self, report: str) -> str | None:
        """When and why a report was deleted; None when it was not."""
        with self._explained():
            row = self._ask("tombstone", report=report).fetchone()
        return None if row is None else f"deleted on request on {row['at'][:10]} ({row['reason']})"
