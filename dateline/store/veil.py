"""A record as it is shown: with the names of people withheld who are marked so. What stands in it stays as it is.

It reads as any record does, and is not written. Each row comes with other words where a marked person was named, and
its places point into the text as it is shown. Questions are answered from the names that stand in the record: who
searches for a name that is withheld finds where it stands, without being shown it.
"""

import copy
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NoReturn

from dateline.errors import BadRecord
from dateline.people.hide import Hidden, Hiding, Person, hidden
from dateline.people.names import Names
from dateline.records import KINDS, READ_KINDS, Actor, Mention, Report
from dateline.review.decision import Review
from dateline.store.codec import from_row
from dateline.store.conditions import Words
from dateline.store.log import Entry
from dateline.store.record import Record

KEPT = 64  # reports whose places are kept in memory
READ = ("reports", *READ_KINDS)
WRITING = (
    "add", "reread", "review", "undo_review", "delete", "redact", "bury", "set_aside", "join", "note", "withhold",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Withheld:
    """A person whose names are withheld. `number` stands in the label, and names the mark. private: not asked for;
    who looks wants no private person named."""

    number: int
    actor: str
    names: tuple[str, ...]
    ids: tuple[str, ...]
    who: str | None
    reason: str
    private: bool = False

    @property
    def label(self) -> str:
        return f"[private person {self.number}]" if self.private else f"[name withheld {self.number}]"


def withheld(record: Record) -> list[Withheld]:
    """Whose names are withheld now, by number; whatever day or instant of the record is asked for."""
    found = record.database.ask("withheld").fetchall()
    return [
        Withheld(row["number"], row["actor"], tuple(json.loads(row["names"])), tuple(json.loads(row["ids"])),
                 row["who"], row["reason"])
        for row in found
    ]  # fmt: skip


def veiled(record: Record, private: Sequence[Withheld] = ()) -> Record:
    """The record with the names of marked people withheld; itself where nobody is marked, or where they are already.
    private: people whose names are withheld besides."""
    if record.veil is not None:
        return record
    marks = withheld(record)
    asked = {one for mark in marks for one in mark.ids}
    marks += [mark for mark in private if asked.isdisjoint(mark.ids)]
    return Veil(record, marks).over(record) if marks else record


class Veil:
    """What is withheld of one open record."""

    def __init__(self, record: Record, marks: Sequence[Withheld]):
        self.record = record  # with all names
        self.key = tuple(mark.label for mark in marks)
        self._marks = marks
        self._places: OrderedDict[str, Hidden] = OrderedDict()

    @cached_property
    def hiding(self) -> Hiding:
        return Hiding(tuple(self._person(mark) for mark in self._marks))

    def _person(self, mark: Withheld) -> Person:
        """With what later reports call them under the same ids."""
        if mark.private:  # found today
            return Person(Names.of(mark.names), mark.label, frozenset(mark.ids))
        asked = (
            "SELECT DISTINCT name FROM mentions WHERE tx_out IS NULL AND form = 'name' AND name IS NOT NULL"
            " AND actor IN (SELECT value FROM json_each(:ids)) ORDER BY name"
        )
        later = (row["name"] for row in self.record.database.run(asked, {"ids": json.dumps(mark.ids)}).fetchall())
        return Person(Names.of((*mark.names, *later)), mark.label, frozenset(mark.ids))

    @cached_property
    def naming(self) -> frozenset[str]:
        """The reports that name one of the people, or have them in a row; of private people those that mention them."""
        search = self.record.search
        marked = {mark.label: mark for mark in self._marks if not mark.private}
        asked = [Words("actor", one) for mark in marked.values() for one in mark.ids]
        asked += [Words(None, name) for who in self.hiding.people if who.label in marked for name in who.names.full]
        hits = (hit.report for words in asked for kind in ("reports", "claims", "events")
                for hit in search.hits(kind, (words,), limit=-1))  # fmt: skip
        ids = json.dumps(sorted({one for mark in self._marks for one in mark.ids}))
        mentioned = "SELECT DISTINCT report FROM mentions WHERE actor IN (SELECT value FROM json_each(:ids))"
        rows = self.record.database.run(mentioned, {"ids": ids}).fetchall()
        return frozenset({*hits, *(row["report"] for row in rows)})

    def of(self, report: str) -> Hidden | None:
        """How the text of a report is shown; None: as it is."""
        if report not in self.naming:
            return None
        if report not in self._places:
            self._places[report] = self._hidden(report)
            while len(self._places) > KEPT:
                self._places.popitem(last=False)
        return self._places[report]

    def _hidden(self, report: str) -> Hidden:
        def rows(kind: str, column: str) -> list[Any]:
            asked = f"SELECT * FROM {kind} WHERE {column} = :report ORDER BY tx_in"
            found = self.record.database.run(asked, {"report": report}).fetchall()
            return [from_row(KINDS[kind], row) for row in found]

        own: Report = rows("reports", "id")[-1]
        mentions: list[Mention] = rows("mentions", "report")
        cuts = {passage.end for passage in rows("passages", "report")}
        return hidden(own, mentions, cuts, self.hiding.people)

    # -- what is shown

    def row(self, row: Any) -> Any:
        """A row of any kind as it is shown."""
        if isinstance(row, Report):
            of = self.of(row.id)
            return self.hiding.row(row, of or Hidden.of(row.text, ()), of is not None)
        report = getattr(row, "report", None)
        if report is not None:
            of = self.of(report)
            return row if of is None else self.hiding.row(row, of)
        return self.hiding.row(row, None, named=not isinstance(row, Actor))

    def words(self, text: str | None) -> str | None:
        """Words of nobody in particular: an entry of the log, a reason."""
        return None if text is None else self.hiding.words(text, True)

    def in_full(self, text: str) -> str:
        """Words in which a surname alone can be somebody else's."""
        return self.hiding.words(text, False)

    def address(self, text: str) -> str:
        """A file name, or the address of a page."""
        return self.hiding.address(text, True)

    def review(self, one: Review) -> Review:
        changes = tuple(
            replace(each, value=self._json(each.value), former=self._json(each.former)) for each in one.changes
        )
        text, reason = self.words(one.text), self.words(one.reason)
        return replace(one, who=self.in_full(one.who), text=text, reason=reason, changes=changes)

    def _json(self, text: str) -> str:
        """A value as JSON: any of its words may be a name."""

        def shown(value: Any) -> Any:
            if isinstance(value, dict):
                return {name: shown(inner) for name, inner in value.items()}
            if isinstance(value, list):
                return [shown(inner) for inner in value]
            return self.words(value) if isinstance(value, str) else value

        return json.dumps(shown(json.loads(text)), ensure_ascii=False)

    def entry(self, one: Entry) -> Entry:
        subject = self.words(one.subject)
        if subject and ("." in subject or "/" in subject):  # a file, in whatever case
            subject = self.address(subject)
        who = one.who and self.in_full(one.who)
        return replace(one, who=who, subject=subject, reason=self.words(one.reason))

    # -- a record that shows it so

    def over(self, record: Record) -> Record:
        """The same record, or what was known of it on a day, with every row as it is shown."""
        shown = copy.copy(record)
        shown.veil = self
        row, each, every = self.row, self._each, self._every
        instead: dict[str, Callable[..., Any]] = {
            "rows": each(record.rows), "rows_of": every(record.rows_of), "rows_with": every(record.rows_with),
            "row": lambda row_id: row(record.row(row_id)), "mentions_of": every(record.mentions_of),
            "person_names": lambda: self._person_names(record), "places_named": lambda: self._places_named(record),
            "places_of": lambda reports: [self._naming(row) for row in record.places_of(reports)],
            "waiting": lambda: [self._aside(one) for one in record.waiting()],
        }  # fmt: skip
        joined = copy.copy(record.joined)
        _replace(joined, {
            "rows": each(record.joined.rows), "some": every(record.joined.some),
            "disputes_in": every(record.joined.disputes_in), "links_with": every(record.joined.links_with),
            "stories_ranked": lambda: [(one, self.words(title)) for one, title in record.joined.stories_ranked()],
            "dispute_words": lambda: (
                (one, relation, self.words(told)) for one, relation, told in record.joined.dispute_words()
            ),
        })  # fmt: skip
        history = copy.copy(record.history)
        _replace(history, {
            "log": lambda: (self.entry(entry) for entry in record.history.log()),
            "changes": lambda first, last: (
                replace(one, old=one.old and row(one.old), new=one.new and row(one.new), entry=self.entry(one.entry))
                for one in record.history.changes(first, last)
            ),
        })  # fmt: skip
        _replace(shown, {**instead, **dict.fromkeys(WRITING, self._refuse)})
        shown.joined, shown.history = joined, history
        return shown

    def _each(self, ask: Callable[..., Iterable[Any]]) -> Callable[..., Iterator[Any]]:
        return lambda *asked, **more: (self.row(one) for one in ask(*asked, **more))

    def _every(self, ask: Callable[..., Iterable[Any]]) -> Callable[..., list[Any]]:
        return lambda *asked, **more: [self.row(one) for one in ask(*asked, **more)]

    def _person_names(self, record: Record) -> list[tuple[str, str]]:
        label = {one: mark.label for mark in self._marks for one in mark.ids}
        return sorted({(actor, label.get(actor, name)) for actor, name in record.person_names()})

    def _places_named(self, record: Record) -> Iterator[Mapping[str, Any]]:
        for row in record.places_named():
            yield self._naming(row)

    def _naming(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """A naming of a place."""
        if row["report"] not in self.naming:
            return row
        its = {name: row[name] for name in row.keys()}  # noqa: SIM118  rows of a database are no dicts
        return {name: self.words(value) if name in ("text", "name") else value for name, value in its.items()}

    def _aside(self, one: dict[str, Any]) -> dict[str, Any]:
        named = {name: self.words(one[name]) for name in ("reason", "do") if name in one}
        return one | named | {"source": self.address(one["source"])}

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise BadRecord("a record with names withheld cannot be written", "open it with all names shown")


def _replace(thing: Any, instead: Mapping[str, Callable[..., Any]]) -> None:
    for name, call in instead.items():
        setattr(thing, name, call)
