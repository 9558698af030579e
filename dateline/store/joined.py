"""What many reports say together, in the record: tables of joined rows, and what joining needs to go on."""

import gc
import json
from bisect import insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Protocol

from dateline.errors import BadRequest
from dateline.joining.decided import Decided
from dateline.joining.joiner import COPIES, INCIDENTS, STATEMENTS, STORIES, Changes, Dated, Joiner, node_of, row_of
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
from dateline.joining.tellings import Days, Digest, Telling
from dateline.lexicon import joining, word_weights
from dateline.records import Dispute, Incident, Link, Reading, Report, Story
from dateline.store.codec import columns, from_row, to_row
from dateline.store.database import Database, Row
from dateline.store.marks import clear, mark_joined

NUMBER = {COPIES: 1, STORIES: 2, INCIDENTS: 3, STATEMENTS: 4}
KINDS: dict[str, type] = {"incidents": Incident, "links": Link, "disputes": Dispute, "stories": Story}
INSIDE = {"incidents": "events", "stories": "reports"}  # the column that is kept in a table of its own
INTERNAL = ("join_digests", "join_tellings", "join_statements", "join_keys", "join_edges", "join_parts", "join_near")
KEPT = ("id", "report", "content")
# Where the members of each graph's groups stand: the table, its columns for member, group, transaction.
GROUPS = {
    INCIDENTS: ("tellings", ("event", "incident", "tx_in", "report")),
    STORIES: ("story_reports", ("report", "story", "tx_in")),
    COPIES: ("copies", ("report", "copied", "tx_in")),
}
# An incident of which a table has the place; an index says the same, word for word. (":null" would be a parameter.)
PLACED = (
    "place IS NOT NULL AND replace(replace(replace(place, '\"lat\":' || 'null', ''), '\"lon\":' || 'null', ''),"
    " '\"precision_m\":' || 'null', '') = place"
)
WITH_HISTORY = ("incidents", "tellings", "stories", "story_reports", "copies", "report_dates", "links", "disputes",
                "sides")  # fmt: skip


class Stored(Protocol):
    """Where what was read is kept: the record."""

    def row(self, row_id: str) -> Any: ...
    def reading(self, report_id: str) -> Reading: ...


@lru_cache(maxsize=200_000)
def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=7).digest())


@contextmanager
def uncollected() -> Iterator[None]:
    """Joining makes very many objects and no circles of them: looking for circles would take a tenth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Joined:
    """The joined rows of a record. Transactions are the record's."""

    def __init__(self, db: Database, decided: Callable[[], Decided] = Decided):
        """decided: what people say belongs together, asked whenever something is joined."""
        self._db = db
        self._ask = db.ask
        self._decided = decided

    # -- rows in force

    def rows(self, kind: str, row_id: str | None = None) -> Iterator[Any]:
        """Incidents, links, disputes or stories, by id; or the one with that id."""
        if row_id is not None:
            yield from self.some(kind, (row_id,))
            return
        for row in self._ask(kind):
            yield from_row(KINDS[kind], row)

    def some(self, kind: str, ids: Iterable[str]) -> list[Any]:
        """Those with these ids, by id."""
        found = self._ask(f"{kind}_by_id", ids=json.dumps(sorted(ids)))
        return [from_row(KINDS[kind], row) for row in found]

    def stories_ranked(self) -> list[tuple[str, str]]:
        """(id, title) of every story, those with most reports first."""
        return [(row["id"], row["title"]) for row in self._ask("stories_ranked")]

    def relations(self) -> dict[str, int]:
        """How many disputes there are of each relation, by its name."""
        return {row["relation"]: row["n"] for row in self._ask("dispute_relations")}

    def dispute_ids(self, relation: str | None, first: int, n: int) -> list[str]:
        """n of the disputes of a relation, or of all, by id, without the `first` ones."""
        return [row["id"] for row in self._ask("dispute_ids", relation=relation, skip=first, n=n)]

    def dispute_words(self) -> Iterator[tuple[str, str, str]]:
        """(id, relation, question and reason) of every dispute, by id."""
        for row in self._ask("disputes_listed"):
            yield row["id"], row["relation"], f"{row['question']} {row['reason']}"

    def disputes_in(self, reports: Iterable[str]) -> list[Dispute]:
        """The disputes of which a row of these reports is a side, by id."""
        found = self._ask("disputes_in", reports=json.dumps(sorted(reports)))
        return self.some("disputes", [row["dispute"] for row in found])

    def told_in(self, reports: Iterable[str]) -> dict[str, str]:
        """Event -> incident, of several reports."""
        found = self._ask("tellings_in", reports=json.dumps(sorted(reports)))
        return {row["event"]: row["incident"] for row in found}

    def incident_days(self, kind: str | None, placed: bool) -> list[tuple[str | None, int, int]]:
        """(when, independent sources, how many incidents) of a type, or of all. placed: where a table has the place."""
        asked = f'SELECT "when", independent_sources AS sources, count(*) AS n {_of_type(kind, placed)}'
        found = self._db.run(f'{asked} GROUP BY "when", independent_sources', {"type": kind})
        return [(row["when"], row["sources"], row["n"]) for row in found]

    def best_told(
        self, kind: str | None, whens: Collection[str | None], least: int, placed: bool
    ) -> list[tuple[str, int, int]]:
        """(id, independent sources, tellings) of the incidents of these times that at least so many sources tell."""
        told = "SELECT count(*) FROM tellings WHERE tellings.incident = incidents.id AND tellings.tx_out IS NULL"
        asked = f"SELECT id, independent_sources AS sources, ({told}) AS told {_of_type(kind, placed)}"
        found = self._at(f"{asked} AND independent_sources >= :least", whens, {"type": kind, "least": least})
        return [(row["id"], row["sources"], row["told"]) for row in found]

    def said_first(self, kind: str | None, whens: Collection[str | None]) -> list[tuple[str, str | None]]:
        """(id, when it was first said) of the incidents of these times."""
        found = self._at(f"SELECT id, first_said {_of_type(kind, False)}", whens, {"type": kind})
        return [(row["id"], row["first_said"]) for row in found]

    def _at(self, asked: str, whens: Collection[str | None], values: Mapping[str, Any]) -> Iterator[Row]:
        """Rows of incidents of some times; None stands for those without one."""
        if None in whens:
            yield from self._db.run(f'{asked} AND "when" IS NULL', values)
        if some := sorted(when for when in whens if when is not None):
            within = {**values, "whens": json.dumps(some)}
            yield from self._db.run(f'{asked} AND "when" IN (SELECT value FROM json_each(:whens))', within)

    def reports_of(self, events: Iterable[str]) -> dict[str, str]:
        """Event -> the report that tells it."""
        return {row["event"]: row["report"] for row in self._ask("telling_reports", ids=json.dumps(sorted(events)))}

    def links_with(self, ids: Iterable[str]) -> list[Link]:
        """The links of which one end is among `ids`."""
        return [from_row(Link, row) for row in self._ask("links_with", ids=json.dumps(sorted(ids)))]

    def dates(self) -> dict[str, Dated]:
        """Days that reports got from others."""
        return {row["report"]: _dated(row) for row in self._ask("report_dates")}

    def dates_of(self, reports: Iterable[str]) -> dict[str, Dated]:
        found = self._ask("report_dates_of", reports=json.dumps(sorted(reports)))
        return {row["report"]: _dated(row) for row in found}

    def date(self, report: str) -> Dated | None:
        row = self._ask("report_date", report=report).fetchone()
        return None if row is None else _dated(row)

    def incidents_in(self, report: str) -> dict[str, str]:
        """Event -> incident, of one report."""
        return {row["event"]: row["incident"] for row in self._ask("incidents_in", report=report)}

    def incidents_of(self, events: Iterable[str]) -> dict[str, str]:
        return self._groups("incidents_of", events)

    def stories_of(self, reports: Iterable[str]) -> dict[str, str]:
        return self._groups("stories_of", reports)

    def copies_of(self, reports: Iterable[str]) -> dict[str, str]:
        return self._groups("copies_of", reports)

    def _groups(self, statement: str, nodes: Iterable[str]) -> dict[str, str]:
        return {row["node"]: row["group"] for row in self._ask(statement, ids=json.dumps(sorted(nodes)))}

    def digests(self, reports: Iterable[str]) -> dict[str, Digest]:
        found = self._ask("digests", ids=json.dumps(sorted(reports)))
        with _of_these_rules():
            return {row["report"]: unpack_digest(row["content"]) for row in found}

    def told(self, events: Iterable[str]) -> list[Telling]:
        """What joining keeps of events, by id."""
        found = self._ask("told", ids=json.dumps(sorted(events)))
        with _of_these_rules():
            return sorted((unpack_telling(row["content"]) for row in found), key=lambda telling: telling.id)

    def edges(self, graph: str, node: str) -> dict[str, float]:
        return {row["b"]: row["score"] for row in self._ask("edges", graph=NUMBER[graph], node=node)}

    # -- joining

    def unjoined(self, n: int) -> list[str]:
        """Some reports that were read and not joined yet, the last ones first: those that are looked for among many."""
        there: int = self._ask("count_unjoined").fetchone()["n"]
        return [row["id"] for row in self._ask("unjoined", n=min(n, there))] if there > 0 else []

    def outdated(self, rules: str) -> bool:
        """Was something joined by other rules?"""
        return self._ask("joined_by_other_rules", rules=rules).fetchone() is not None

    def start_anew(self, tx: int) -> None:
        """Takes everything joined out of force; the rows stay as history."""
        for table in INTERNAL:
            self._db.run(f"DELETE FROM {table}")
        for table in WITH_HISTORY:
            self._db.run(f"UPDATE {table} SET tx_out = :tx WHERE tx_out IS NULL", {"tx": tx})
        clear(self._db)

    def join(self, readings: Sequence[Reading], stored: "Stored", rules: str, tx: int) -> None:
        """Joins readings that are new; only what they touch is looked at. Within a transaction."""
        content = Content(self._db, stored, rules, tx)
        joiner = Joiner(content, word_weights.load(), joining.load(), self._decided())
        for one in readings:
            content.has(one.report)
            joiner.add(one)
        self._settle(joiner, content, tx)

    def remove(self, reports: Iterable[str], stored: "Stored", rules: str, tx: int) -> None:
        """Takes reports out, as if they had never been joined; what they touched is joined anew. Within a transaction,
        while their rows are still there. What other rules joined, they packed otherwise: all of it is joined anew."""
        if self.outdated(rules):
            self.start_anew(tx)
            return
        content = Content(self._db, stored, rules, tx)
        joiner = Joiner(content, word_weights.load(), joining.load(), self._decided())
        for report in sorted(reports):
            joiner.remove(report)
        self._settle(joiner, content, tx)

    def again(self, reports: Sequence[str], stored: "Stored", rules: str, tx: int) -> None:
        """Joins reports anew whose rows, or what people decided about them, changed. Within a transaction, afterwards.

        Those that were not joined yet are left to the next joining, as is all when other rules joined it.
        """
        if self.outdated(rules):
            return
        content = Content(self._db, stored, rules, tx)
        joiner = Joiner(content, word_weights.load(), joining.load(), self._decided())
        there = sorted(self.digests(reports))
        for report in there:
            joiner.remove(report)
        for report in there:
            reading = stored.reading(report)
            content.has(reading.report)
            joiner.add(reading)
        self._settle(joiner, content, tx)

    def _settle(self, joiner: Joiner, content: "Content", tx: int) -> None:
        with uncollected():
            changes = joiner.settle()
            content.write()
            self._write(changes, tx)

    def _write(self, changes: Changes, tx: int) -> None:
        for kind, made in (("incidents", changes.incidents), ("stories", changes.stories)):
            gone = [row_id for row_id in changes.gone if row_id.startswith(kind[:2])]
            self._replace(kind, made, [*made, *gone], tx)
        linked = [link.id for link in self.links_with(changes.related) if link.relation != "reuses_text"]
        self._replace(
            "links", changes.reused | changes.links, [*changes.reused, *changes.parted, *changes.links, *linked], tx
        )
        told = [row["id"] for row in self._ask("disputes_with", ids=json.dumps(sorted(changes.related)))]
        self._replace("disputes", changes.disputes, [*changes.disputes, *told], tx)
        sides = self._replace_sides(changes.disputes, {*changes.disputes, *told}, tx)
        mark_joined(self._db, changes.incidents, sides, tx)

    def _replace_sides(self, made: Mapping[str, Dispute], ids: Collection[str], tx: int) -> set[str]:
        """The same for which rows are sides of these disputes; those that began or ceased to be one."""
        there = self._ask("sides_of", ids=json.dumps(sorted(ids))).fetchall()
        known = {(row["dispute"], row["row"]) for row in there}
        fresh = {(dispute.id, row) for dispute in made.values() for row in dispute.rows}
        self._db.many("leave_side", [{"dispute": a, "row": b, "tx": tx} for a, b in sorted(known - fresh)])
        rows = [(a, b, tx) for a, b in sorted(fresh - known)]
        self._db.insert("sides", ("dispute", "row", "tx_in"), rows, "replace")
        return {row for _, row in known ^ fresh}

    def _replace(self, kind: str, made: Mapping[str, Any], ids: Collection[str], tx: int) -> None:
        """Puts rows in force instead of those with these ids; what is as it was stays."""
        record = KINDS[kind]
        names = [name for name in columns(record) if name != INSIDE.get(kind)]
        chosen = f"SELECT * FROM {kind} WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids))"
        there = self._db.run(chosen, {"ids": json.dumps(sorted(ids))})
        known = {row["id"]: tuple(row[n] for n in names) for row in there}
        fresh = {}
        for row_id, row in made.items():
            by_name = dict(zip(columns(record), to_row(row), strict=True))
            fresh[row_id] = tuple(by_name[name] for name in names)
        out = [row_id for row_id, values in known.items() if fresh.get(row_id) != values]
        end = f"UPDATE {kind} SET tx_out = :tx WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids))"
        self._db.run(end, {"tx": tx, "ids": json.dumps(sorted(out))})
        new = [fresh[row_id] for row_id in sorted(fresh) if known.get(row_id) != fresh[row_id]]
        self._db.insert(kind, (*names, "tx_in"), [(*values, tx) for values in new], "replace")


@contextmanager
def _of_these_rules() -> Iterator[None]:
    """What joining keeps for itself has no history: what other rules kept may be of another form."""
    try:
        yield
    except (ValueError, TypeError) as problem:
        raise BadRequest(
            "the record was joined by other rules, whose notes say too little for this answer",
            "`dateline stories` joins it anew, as does reading any report",
        ) from problem


def _of_type(kind: str | None, placed: bool) -> str:
    """FROM and WHERE for the incidents in force of a type (:type), or of all."""
    of = "" if kind is None else " AND type = :type"
    return f"FROM incidents WHERE tx_out IS NULL{of}{f' AND {PLACED}' if placed else ''}"


def _dated(row: Row) -> Dated:
    return Dated(row["report"], row["published"], tuple(json.loads(row["evidence"])), row["reason"])


class Shelf:
    """A graph's blocks and edges in tables. Remembers what it was asked for; new edges are written by `write`."""

    def __init__(self, db: Database, graph: str, keys: Callable[[str], Sequence[str]]):
        self._db = db
        self._ask = db.ask
        self._graph = NUMBER[graph]
        self._leading: dict[int, list[str]] = {}
        self._n = 0  # how many of them
        self._edges: dict[str, dict[str, float]] = {}
        self._unwritten: dict[tuple[str, str], float | None] = {}
        self._gained: dict[str, int] = {}  # how many more edges a node has than are written
        self.keys = keys

    def put(self, blocks: Mapping[str, Sequence[str]]) -> None:
        rows = sorted((self._graph, _hash(key), node) for node, keys in blocks.items() for key in keys)
        self._db.insert("join_keys", ("graph", "key", "node"), rows, "keep")
        for _, key, node in rows:
            known = self._leading.get(key)
            if known is not None and (len(known) < self._n or node < known[-1]):
                insort(known, node)
                del known[self._n :]

    def drop(self, node: str) -> None:
        rows = [(self._graph, _hash(key), node) for key in self.keys(node)]
        self._db.many("drop_key", [{"graph": graph, "key": key, "node": node} for graph, key, node in rows])
        for _, key, _ in rows:
            self._leading.pop(key, None)

    def first(self, keys: Sequence[str], n: int) -> Mapping[str, Sequence[str]]:
        if n != self._n:
            self._leading.clear()
            self._n = n
        hashed = [(key, _hash(key)) for key in keys]
        missing = [key for _, key in hashed if key not in self._leading]
        if missing:
            for row in self._ask("leading", graph=self._graph, keys=json.dumps(missing), n=n):
                nodes = row["nodes"]
                self._leading[row["key"]] = nodes[2:-2].split('","') if len(nodes) > 2 else []  # plain ids
        return {key: tuple(self._leading[number]) for key, number in hashed}

    def members(self, key: str) -> Sequence[str]:
        return [row["node"] for row in self._ask("block", graph=self._graph, key=_hash(key))]

    def ready(self, nodes: Collection[str]) -> None:
        missing = [node for node in nodes if node not in self._edges]
        if not missing:
            return
        self._edges.update((node, {}) for node in missing)
        for row in self._ask("edges_of", graph=self._graph, nodes=json.dumps(missing)):
            self._edges[row["a"]][row["b"]] = row["score"]
        asked = set(missing)
        for (a, b), score in self._unwritten.items():
            if a in asked:
                _set(self._edges[a], b, score)

    def edges(self, node: str) -> Mapping[str, float]:
        if node not in self._edges:
            self.ready((node,))
        return self._edges[node]

    def edge(self, a: str, b: str) -> float | None:
        if (a, b) in self._unwritten:
            return self._unwritten[a, b]
        for one, other in ((a, b), (b, a)):
            if one in self._edges:
                return self._edges[one].get(other)
        row = self._ask("edge", graph=self._graph, a=a, b=b).fetchone()
        return None if row is None else row["score"]

    def degrees(self, nodes: Collection[str], most: int) -> Mapping[str, int]:
        found = {node: len(self._edges[node]) for node in nodes if node in self._edges}
        missing = [node for node in nodes if node not in found]
        if missing:
            least = min(self._gained.get(node, 0) for node in missing)
            limit = most - min(0, least)  # edges that are gone and not written may be among those counted
            for row in self._ask("degrees", graph=self._graph, nodes=json.dumps(missing), most=limit):
                found[row["node"]] = row["n"] + self._gained.get(row["node"], 0)
        return found

    def join(self, a: str, b: str, score: float) -> None:
        self._edge(a, b, score)

    def part(self, a: str, b: str) -> None:
        self._edge(a, b, None)

    def _edge(self, a: str, b: str, score: float | None) -> None:
        for one, other in ((a, b), (b, a)):
            self._gained[one] = self._gained.get(one, 0) + (1 if score is not None else -1)
            self._unwritten[one, other] = score
            if one in self._edges:
                _set(self._edges[one], other, score)

    def write(self) -> None:
        every = sorted(self._unwritten.items())
        gone = [{"graph": self._graph, "a": a, "b": b} for (a, b), score in every if score is None]
        self._db.many("drop_edge", gone)
        made = [(self._graph, a, b, score) for (a, b), score in every if score is not None]
        self._db.insert("join_edges", ("graph", "a", "b", "score"), made, "replace")
        self._unwritten.clear()
        self._gained.clear()


class StoredLabels:
    """Labels of nodes in a table. mark: before each, so that labels of one kind can be of several graphs."""

    def __init__(self, db: Database, mark: str = ""):
        self._db = db
        self._ask = db.ask
        self._mark = mark

    def _marked(self, nodes: Collection[str]) -> str:
        return json.dumps([self._mark + node for node in nodes])

    def _bare(self, name: str) -> str:
        return name[len(self._mark) :]

    def of(self, nodes: Collection[str]) -> Mapping[str, str]:
        if not nodes:
            return {}
        found = self._ask("labels_of", nodes=self._marked(nodes))
        return {self._bare(row["node"]): self._bare(row["label"]) for row in found}

    def put(self, nodes: Mapping[str, str]) -> None:
        rows = [(self._mark + node, self._mark + label) for node, label in nodes.items()]
        self._db.insert("join_parts", ("node", "label"), rows, "replace")

    def drop(self, nodes: Collection[str]) -> None:
        if nodes:
            self._ask("drop_labels", nodes=self._marked(nodes))

    def rename(self, label: str, new: str) -> None:
        self._ask("rename_label", label=self._mark + label, new=self._mark + new)

    def members(self, label: str, n: int | None = None) -> list[str]:
        label = self._mark + label
        found = self._ask("labelled", label=label) if n is None else self._ask("labelled_first", label=label, n=n)
        return [self._bare(row["node"]) for row in found]

    def weight(self, label: str) -> int:
        found: int = self._ask("label_weight", label=self._mark + label).fetchone()["n"]
        return found

    def date(self, days: Mapping[str, Days]) -> None:
        rows = [{"node": self._mark + node, "first": first, "last": last} for node, (first, last) in days.items()]
        self._db.many("date_labelled", rows)

    def days(self, label: str) -> Days:
        row = self._ask("label_days", label=self._mark + label).fetchone()
        return row["first"], row["last"]


def _set(edges: dict[str, float], other: str, score: float | None) -> None:
    if score is None:
        edges.pop(other, None)
    else:
        edges[other] = score


@lru_cache(maxsize=20_000)
def _telling(content: str) -> Telling:
    return unpack_telling(content)


@lru_cache(maxsize=20_000)
def _statement(content: str) -> Statement:
    return unpack_statement(content)


@lru_cache(maxsize=5_000)
def _digest(content: str) -> Digest:
    return unpack_digest(content)


class Content:
    """What a Joiner works on, from the tables and to them. Lives for one transaction, and remembers what it fetched."""

    def __init__(self, db: Database, stored: "Stored", rules: str, tx: int):
        self._db, self._ask, self._stored, self._rules, self._tx = db, db.ask, stored, rules, tx
        self._reports: dict[str, Report] = {}
        self._digests: dict[str, Digest] = {}
        self._told: dict[str, Telling] = {}
        self._said: dict[str, Statement] = {}
        self._said_in: dict[str, Sequence[Statement]] = {}
        self._dates: dict[str, Dated | None] = {}
        self._groups: dict[str, dict[str, str | None]] = {name: {} for name in NUMBER}
        self._former: dict[str, dict[str, str | None]] = {name: {} for name in NUMBER}  # groups as they are written
        self._shelves: list[Shelf] = []
        self._known: dict[str, Sequence[str]] = {}  # keys of tellings and statements
        self._foremost: dict[str, Sequence[str]] = {}
        self._keys = {COPIES: self._marks, STORIES: self._story_keys, INCIDENTS: self._telling_keys,
                      STATEMENTS: self._statement_keys}  # fmt: skip

    def _marks(self, report: str) -> Sequence[str]:
        return [f"{mark:x}" for mark in self.digest(report).marks]

    def _story_keys(self, report: str) -> Sequence[str]:
        return keys_of_report(self.digest(report))

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
        self._shelves.append(Shelf(self._db, graph, self._keys[graph]))
        return self._shelves[-1]

    def has(self, report: Report) -> None:
        self._reports[report.id] = report

    def write(self) -> None:
        """Edges and groups, as they are at the end."""
        for shelf in self._shelves:
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
            self._db.insert(table, columns, entered, "replace")

    def fetch(self, reports: Collection[str], told: Collection[str]) -> None:
        missing = [event for event in told if event not in self._told]
        if missing:
            for row in self._ask("told", ids=json.dumps(missing)):
                telling = _telling(row["content"])
                self._told[telling.id] = telling
        wanted = {*reports, *(self._told[event].report for event in told if event in self._told)} - set(self._digests)
        if wanted:
            for row in self._ask("digests", ids=json.dumps(sorted(wanted))):
                self._digests[row["report"]] = _digest(row["content"])

    def digest(self, report: str) -> Digest:
        if report not in self._digests:
            self.fetch((report,), ())
        return self._digests[report]

    def telling(self, event: str) -> Telling:
        if event not in self._told:
            self.fetch((), (event,))
        return self._told[event]

    def tellings(self, report: str) -> Sequence[Telling]:
        found = [_telling(row["content"]) for row in self._ask("told_by", report=report)]
        return sorted(found, key=lambda telling: telling.id)

    def fetch_statements(self, rows: Collection[str]) -> None:
        missing = [row for row in rows if row not in self._said]
        if missing:
            for row in self._ask("statements_with", ids=json.dumps(missing)):
                one = _statement(row["content"])
                self._said[one.id] = one

    def statement(self, row: str) -> Statement:
        if row not in self._said:
            self.fetch_statements((row,))
        return self._said[row]

    def fetch_said(self, reports: Collection[str]) -> None:
        missing = {report: list[Statement]() for report in reports if report not in self._said_in}
        if not missing:
            return
        for row in self._ask("statements_of", reports=json.dumps(sorted(missing))):
            one = _statement(row["content"])
            missing[one.report].append(self._said.setdefault(one.id, one))
        self._said_in.update(missing)

    def statements(self, report: str) -> Sequence[Statement]:
        if report not in self._said_in:
            self.fetch_said((report,))
        return self._said_in[report]

    def keep_statements(self, report: str, found: Sequence[Statement]) -> None:
        self._ask("drop_statements", report=report)
        for one in self._said_in.get(report, ()):
            self._said.pop(one.id, None)
            self._known.pop(node_of(one), None)
        self._said_in[report] = found
        self._said.update((one.id, one) for one in found)
        self._db.insert("join_statements", KEPT, [(one.id, report, pack_statement(one)) for one in found])

    def report(self, report: str) -> Report:
        if report not in self._reports:
            self._reports[report] = self._stored.row(report)
        return self._reports[report]

    def reading(self, report: str) -> Reading:
        return self._stored.reading(report)

    def dated(self, report: str) -> Dated | None:
        if report not in self._dates:
            row = self._ask("report_date", report=report).fetchone()
            self._dates[report] = None if row is None else _dated(row)
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
        missing = [node for node in nodes if node not in known]
        if missing:
            known.update(dict.fromkeys(missing))
            for row in self._ask(f"{graph}_of", ids=json.dumps(missing)):
                known[row["node"]] = str(row["group"])

    def group(self, graph: str, node: str) -> str | None:
        if node not in self._groups[graph]:
            self.fetch_groups(graph, (node,))
        return self._groups[graph][node]

    def keep(self, digest: Digest) -> None:
        self._digests[digest.id] = digest
        row = (digest.id, self._rules, pack_digest(digest))
        self._db.insert("join_digests", ("report", "rules", "content"), [row])

    def keep_tellings(self, report: str, told: Sequence[Telling]) -> None:
        self._ask("drop_tellings", report=report)
        self._told.update((telling.id, telling) for telling in told)
        for telling in told:
            self._known.pop(telling.id, None)
        rows = [(telling.id, report, pack_telling(telling)) for telling in told]
        self._db.insert("join_tellings", ("event", "report", "content"), rows)

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
        self._ask("drop_tellings", report=report)
        self._ask("drop_statements", report=report)
        self._ask("drop_digest", report=report)
        self._ask("drop_near", report=report)
        self._digests.pop(report, None)
