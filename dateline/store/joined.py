"""What many reports say together, in the record: tables of joined rows, and what joining needs to go on."""

import gc
import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from dateline.errors import BadRequest
from dateline.joining.ahead import Workers
from dateline.joining.content import Changes, Dated
from dateline.joining.decided import Decided
from dateline.joining.joiner import Joiner
from dateline.joining.packed import unpack_digest, unpack_telling
from dateline.joining.tellings import Digest, Telling
from dateline.lexicon import joining, word_weights
from dateline.records import Dispute, Incident, Link, Reading, Story
from dateline.store.codec import columns, from_row, to_row
from dateline.store.database import Database, Row
from dateline.store.graphs import NUMBER
from dateline.store.marks import clear, mark_joined
from dateline.store.nodes import long, short
from dateline.store.packs import Pack, unpacked
from dateline.store.scaffold import INTERNAL, Content, Stored, dated_of

KINDS: dict[str, type] = {"incidents": Incident, "links": Link, "disputes": Dispute, "stories": Story}
INSIDE = {"incidents": "events", "stories": "reports"}  # the column that is kept in a table of its own
# An incident of which a table has the place; an index says the same, word for word. (":null" would be a parameter.)
PLACED = (
    "place IS NOT NULL AND replace(replace(replace(place, '\"lat\":' || 'null', ''), '\"lon\":' || 'null', ''),"
    " '\"precision_m\":' || 'null', '') = place"
)
WITH_HISTORY = ("incidents", "tellings", "stories", "story_reports", "copies", "report_dates", "links", "disputes",
                "sides")  # fmt: skip


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
        self._kept: Content | None = None

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

    def tellings_in(self, reports: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Event -> incident and report, of several reports."""
        found = self._ask("tellings_in", reports=json.dumps(sorted(reports)))
        return {row["event"]: (row["incident"], row["report"]) for row in found}

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
        return {row["report"]: dated_of(row) for row in self._ask("report_dates")}

    def dates_of(self, reports: Iterable[str]) -> dict[str, Dated]:
        found = self._ask("report_dates_of", reports=json.dumps(sorted(reports)))
        return {row["report"]: dated_of(row) for row in found}

    def date(self, report: str) -> Dated | None:
        row = self._ask("report_date", report=report).fetchone()
        return None if row is None else dated_of(row)

    def incidents_in(self, report: str) -> dict[str, str]:
        """Event -> incident, of one report."""
        return {row["event"]: row["incident"] for row in self._ask("incidents_in", report=report)}

    def stories_of(self, reports: Iterable[str]) -> dict[str, str]:
        return self._groups("stories_of", reports)

    def copies_of(self, reports: Iterable[str]) -> dict[str, str]:
        return self._groups("copies_of", reports)

    def _groups(self, statement: str, nodes: Iterable[str]) -> dict[str, str]:
        return {row["node"]: row["group"] for row in self._ask(statement, ids=json.dumps(sorted(nodes)))}

    def digests(self, reports: Iterable[str]) -> dict[str, Digest]:
        found = self._ask("digests", ids=json.dumps(sorted(reports)))
        with _of_these_rules():
            return {row["report"]: unpack_digest(unpacked(row["content"])[0]) for row in found}

    def told(self, events: Iterable[str]) -> list[Telling]:
        """What joining keeps of events, by id."""
        with _of_these_rules():
            lines = Pack(self._db, "join_tellings").lines(sorted(events))
            return sorted((unpack_telling(line) for line in lines), key=lambda telling: telling.id)

    def edges(self, graph: str, node: str) -> dict[str, float]:
        return {long(row["b"]): row["score"] for row in self._ask("edges", graph=NUMBER[graph], node=short(node))}

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

    def join(
        self, readings: Sequence[Reading], stored: "Stored", rules: str, tx: int, workers: Workers | None = None
    ) -> None:
        """Joins readings that are new; only what they touch is looked at. Within a transaction.

        workers: who compares them, if not this process alone."""
        content = self._content(stored, rules, tx)
        decided = self._decided()
        joiner = Joiner(content, word_weights.load(), joining.load(), decided)
        made = workers.contributions(readings, decided) if workers is not None else [None] * len(readings)
        for one, own in zip(readings, made, strict=True):
            content.has(one.report)
            joiner.add(one, own)
        if workers is not None:
            joiner.score_ahead(workers)
        self._settle(joiner, content, tx)

    def remove(self, reports: Iterable[str], stored: "Stored", rules: str, tx: int) -> None:
        """Takes reports out, as if they had never been joined; what they touched is joined anew. Within a transaction,
        while their rows are still there. What other rules joined, they packed otherwise: all of it is joined anew."""
        if self.outdated(rules):
            self.start_anew(tx)
            return
        content = self._content(stored, rules, tx)
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
        content = self._content(stored, rules, tx)
        joiner = Joiner(content, word_weights.load(), joining.load(), self._decided())
        there = sorted(self.digests(reports))
        for report in there:
            joiner.remove(report)
        for report in there:
            reading = stored.reading(report)
            content.has(reading.report)
            joiner.add(reading)
        self._settle(joiner, content, tx)

    def _content(self, stored: "Stored", rules: str, tx: int) -> Content:
        """What the last joining of this process remembers, where nobody joined anything since; else nothing. When a
        transaction fails, its token is not in the record either."""
        kept, self._kept = self._kept, None
        row = self._db.run("SELECT token FROM join_state").fetchone()
        if kept is None or row is None or row["token"] != kept.token:
            kept = Content(self._db)
        kept.begin(stored, rules, tx)
        return kept

    def _settle(self, joiner: Joiner, content: "Content", tx: int) -> None:
        with uncollected():
            changes = joiner.settle()
            entered = content.write()
            self._write(changes, entered, tx)
        self._kept = content

    def _write(self, changes: Changes, entered: Collection[str], tx: int) -> None:
        """entered: reports of which an event came into an incident."""
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
        mark_joined(self._db, changes.incidents, entered, sides, tx)

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
    except (ValueError, TypeError, zlib.error) as problem:
        raise BadRequest(
            "the record was joined by other rules, whose notes say too little for this answer",
            "`dateline stories` joins it anew, as does reading any report",
        ) from problem


def _of_type(kind: str | None, placed: bool) -> str:
    """FROM and WHERE for the incidents in force of a type (:type), or of all."""
    of = "" if kind is None else " AND type = :type"
    return f"FROM incidents WHERE tx_out IS NULL{of}{f' AND {PLACED}' if placed else ''}"
