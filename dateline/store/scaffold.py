"""What joining keeps for itself, so that it can go on where it ended: digests, tellings, statements, and its graphs.

No history: all of it can be made again from what was read.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any, Protocol
from uuid import uuid4

from dateline.joining.content import COPIES, INCIDENTS, STATEMENTS, STORIES, Dated, node_of, row_of
from dateline.joining.keys import foremost, keys_of_report, keys_of_telling
from dateline.joining.packed import (
    pack_digest,
    pack_statement,
    pack_telling,
    unpack_digest,
    unpack_statement,
    unpack_telling,
)
from dateline.joining.statements import Statement, keys
from dateline.joining.tellings import Digest, Telling
from dateline.records import Reading, Report
from dateline.store.database import Database, Row
from dateline.store.graphs import NUMBER, Shelf, StoredLabels
from dateline.store.packs import Pack, packed, unpacked
from dateline.store.remembered import forget, missing

INTERNAL = (
    "join_digests",
    "join_tellings",
    "join_statements",
    "join_keys",
    "join_edges",
    "join_parts",
    "join_near",
    "join_state",
)
# Where the members of each graph's groups stand: the table, its columns for member, group, transaction.
GROUPS = {
    INCIDENTS: ("tellings", ("event", "incident", "tx_in", "report")),
    STORIES: ("story_reports", ("report", "story", "tx_in")),
    COPIES: ("copies", ("report", "copied", "tx_in")),
}


class Stored(Protocol):
    """Where what was read is kept: the record."""

    def row(self, row_id: str) -> Any: ...
    def reading(self, report_id: str) -> Reading: ...


def dated_of(row: Row) -> Dated:
    return Dated(row["report"], row["published"], tuple(json.loads(row["evidence"])), row["reason"])


# How many of each are kept from one joining to the next, so that memory does not grow with the record: what a hundred
# reports are compared with, three times, as a quarter goes where there are more.
MOST = {"_reports": 2_500, "_digests": 8_000, "_told": 24_000, "_said": 25_000, "_known": 30_000, "_dates": 20_000,
        "_foremost": 20_000}  # fmt: skip
MOST_GROUPS = 50_000


class Content:
    """What a Joiner works on, from the tables and to them. Remembers what it fetched, and much of it also for the next
    joining (`begin`), where nothing else was joined between: `token` stands in the record since the last one."""

    def __init__(self, db: Database):
        self._db, self._ask = db, db.ask
        self.token: str | None = None
        self._reports: dict[str, Report] = {}
        self._digests: dict[str, Digest] = {}
        self._tellings = Pack(db, "join_tellings")
        self._statements = Pack(db, "join_statements")
        self._told: dict[str, Telling] = {}
        self._said: dict[str, Statement] = {}
        self._said_in: dict[str, Sequence[Statement]] = {}
        self._dates: dict[str, Dated | None] = {}
        self._groups: dict[str, dict[str, str | None]] = {name: {} for name in NUMBER}
        self._former: dict[str, dict[str, str | None]] = {name: {} for name in NUMBER}  # groups as they are written
        self._shelves: dict[str, Shelf] = {}
        self._known: dict[str, Sequence[str]] = {}  # keys of reports, tellings and statements
        self._foremost: dict[str, Sequence[str]] = {}
        self._keys = {COPIES: self._marks, STORIES: self._story_keys, INCIDENTS: self._telling_keys,
                      STATEMENTS: self._statement_keys}  # fmt: skip

    def begin(self, stored: "Stored", rules: str, tx: int) -> None:
        """A transaction."""
        self._stored, self._rules, self._tx = stored, rules, tx
        for name, most in MOST.items():
            forget(getattr(self, name), most)
        forget(self._said_in, MOST["_reports"])
        for groups in self._groups.values():
            forget(groups, MOST_GROUPS)
        for shelf in self._shelves.values():
            shelf.trim()
        self._tellings.trim()
        self._statements.trim()

    def _marks(self, report: str) -> Sequence[str]:
        return [f"{mark:x}" for mark in self.digest(report).marks]

    def _story_keys(self, report: str) -> Sequence[str]:
        found = self._known.get(report)
        if found is None:
            found = self._known[report] = keys_of_report(self.digest(report))
        return found

    def _telling_keys(self, event: str) -> Sequence[str]:
        found = self._known.get(event)
        if found is None:
            telling = self.telling(event)
            report = telling.report
            if report not in self._foremost:
                self._foremost[report] = foremost(self.digest(report).keywords)
            found = self._known[event] = keys_of_telling(telling, self._foremost[report])
        return found

    def _statement_keys(self, node: str) -> Sequence[str]:
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = keys(self.statement(row_of(node)))
        return found

    def shelf(self, graph: str) -> Shelf:
        if graph not in self._shelves:
            self._shelves[graph] = Shelf(self._db, graph, self._keys[graph])
        return self._shelves[graph]

    def has(self, report: Report) -> None:
        self._reports[report.id] = report

    def write(self) -> set[str]:
        """Edges and groups, as they are at the end, and a new token. Returns the reports of which an event came into
        an incident."""
        reports: set[str] = set()
        for shelf in self._shelves.values():
            shelf.write()
        for graph, former in self._former.items():
            groups = self._groups[graph]
            changed = [node for node in sorted(former) if former[node] != groups[node]]
            former.clear()
            if not changed:
                continue
            self._ask(f"leave_{graph}", nodes=json.dumps(changed), tx=self._tx)
            table, columns = GROUPS[graph]
            entered: list[tuple[Any, ...]] = [(n, groups[n], self._tx) for n in changed if groups[n] is not None]
            if graph == INCIDENTS:
                entered = [(*row, self.telling(row[0]).report) for row in entered]
                reports = {row[-1] for row in entered}
            self._db.insert(table, columns, entered, "replace")
        self.token = uuid4().hex
        self._db.run("DELETE FROM join_state")
        self._db.insert("join_state", ("token",), [(self.token,)])
        return reports

    def fetch(self, reports: Collection[str], told: Collection[str]) -> None:
        if events := missing(self._told, told):
            for line in self._tellings.lines(events):
                telling = unpack_telling(line)
                self._told[telling.id] = telling
        if wanted := missing(self._digests, reports):
            for row in self._ask("digests", ids=json.dumps(sorted(wanted))):
                self._digests[row["report"]] = unpack_digest(unpacked(bytes(row["content"]))[0])

    def digest(self, report: str) -> Digest:
        if report not in self._digests:
            self.fetch((report,), ())
        return self._digests[report]

    def telling(self, event: str) -> Telling:
        if event not in self._told:
            self.fetch((), (event,))
        return self._told[event]

    def tellings(self, report: str) -> Sequence[Telling]:
        lines = self._tellings.of(report)
        self._told.update((event, unpack_telling(line)) for event, line in lines.items() if event not in self._told)
        return [self._told[event] for event in lines]

    def fetch_statements(self, rows: Collection[str]) -> None:
        if wanted := missing(self._said, rows):
            for line in self._statements.lines(wanted):
                one = unpack_statement(line)
                self._said[one.id] = one

    def statement(self, row: str) -> Statement:
        if row not in self._said:
            self.fetch_statements((row,))
        return self._said[row]

    def fetch_said(self, reports: Collection[str]) -> None:
        wanted = missing(self._said_in, reports)
        self._statements.open(wanted)
        for report in wanted:
            lines = self._statements.of(report)
            for row, line in lines.items():
                if row not in self._said:
                    self._said[row] = unpack_statement(line)
            self._said_in[report] = [self._said[row] for row in lines]

    def statements(self, report: str) -> Sequence[Statement]:
        if report not in self._said_in:
            self.fetch_said((report,))
        return self._said_in[report]

    def keep_statements(self, report: str, found: Sequence[Statement]) -> None:
        for one in (*self._said_in.get(report, ()), *found):
            self._said.pop(one.id, None)
            self._known.pop(node_of(one), None)
        self._said_in[report] = found
        self._said.update((one.id, one) for one in found)
        self._statements.put(report, {one.id: pack_statement(one) for one in found})

    def report(self, report: str) -> Report:
        if report not in self._reports:
            self._reports[report] = self._stored.row(report)
        return self._reports[report]

    def reading(self, report: str) -> Reading:
        return self._stored.reading(report)

    def dated(self, report: str) -> Dated | None:
        if report not in self._dates:
            row = self._ask("report_date", report=report).fetchone()
            self._dates[report] = None if row is None else dated_of(row)
        return self._dates[report]

    def near(self, report: str) -> Sequence[str] | None:
        row = self._ask("near", report=report).fetchone()
        return None if row is None else json.loads(row["near"])

    def keep_near(self, report: str, near: Sequence[str]) -> None:
        self._db.insert("join_near", ("report", "near"), [(report, json.dumps(list(near)))], "replace")

    def labels(self, graph: str) -> StoredLabels:
        return StoredLabels(self._db, "copy " if graph == COPIES else "")

    def tellers(self, label: str) -> int:
        found: int = self._ask("label_reports", label=label).fetchone()["n"]
        return found

    def fetch_groups(self, graph: str, nodes: Collection[str]) -> None:
        known = self._groups[graph]
        if wanted := missing(known, nodes):
            known.update(dict.fromkeys(wanted))
            for row in self._ask(f"{graph}_of", ids=json.dumps(wanted)):
                known[row["node"]] = str(row["group"])

    def group(self, graph: str, node: str) -> str | None:
        if node not in self._groups[graph]:
            self.fetch_groups(graph, (node,))
        return self._groups[graph][node]

    def keep(self, digest: Digest) -> None:
        self._digests[digest.id] = digest
        self._foremost.pop(digest.id, None)
        self._known.pop(digest.id, None)
        row = (digest.id, self._rules, packed([pack_digest(digest)]))
        self._db.insert("join_digests", ("report", "rules", "content"), [row])

    def keep_tellings(self, report: str, told: Sequence[Telling]) -> None:
        self._told.update((telling.id, telling) for telling in told)
        for telling in told:
            self._known.pop(telling.id, None)
        self._tellings.put(report, {telling.id: pack_telling(telling) for telling in told})

    def keep_dated(self, report: str, found: Dated | None) -> None:
        self._dates[report] = found
        self._ask("leave_report_date", report=report, tx=self._tx)
        if found is not None:
            row = (report, found.published, json.dumps(found.evidence), found.reason, self._tx)
            self._db.insert("report_dates", ("report", "published", "evidence", "reason", "tx_in"), [row], "replace")

    def keep_group(self, graph: str, node: str, group: str | None) -> None:
        self._former[graph].setdefault(node, self.group(graph, node))
        self._groups[graph][node] = group

    def forget(self, report: str) -> None:
        self.keep_dated(report, None)
        for event in self._tellings.of(report):
            self._told.pop(event, None)
            self._known.pop(event, None)
        self.keep_statements(report, ())
        self._tellings.drop(report)
        self._ask("drop_digest", report=report)
        self._ask("drop_near", report=report)
        for kept in (self._digests, self._foremost, self._known, self._reports):
            kept.pop(report, None)
