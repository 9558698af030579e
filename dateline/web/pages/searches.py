"""Saved searches: what is kept in the record, each with its feed; saved and deleted by forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.saved import Listed, searches
from dateline.plain import plain
from dateline.store.record import Record
from dateline.store.search import KINDS
from dateline.web.params import Params, address
from dateline.web.screens import Key, Screen, Table

PATH = "/searches"


@dataclass(frozen=True, slots=True)
class One:
    """A saved search with its addresses. `link`: None where its words are not to stand in an address."""

    saved: Listed
    link: str | None
    feed: str | None  # actors have none


@dataclass(frozen=True, slots=True)
class View:
    searches: tuple[One, ...]

    def as_json(self) -> dict[str, Any]:
        every = ({**plain(one.saved), "link": one.link, "feed": one.feed} for one in self.searches)
        return {"searches": list(every), "count": len(self.searches)}


def data(record: Record, params: Params) -> View:
    return View(tuple(map(_one, searches(record))))


def _one(saved: Listed) -> One:
    pairs = [("q", saved.query), ("kind", saved.kind)]
    link = address("/", [pair for pair in pairs if pair[1] and pair != ("kind", KINDS[0])]) if saved.open else None
    return One(saved, link, f"{PATH}/{saved.number}.atom" if saved.kind != "actors" else None)


def table(record: Record, params: Params) -> Table:
    def rows() -> Iterator[tuple[Any, ...]]:
        for one in data(record, params).searches:
            its = one.saved
            yield its.number, its.name, its.kind, its.query, its.who, its.at, one.feed

    return Table(("number", "name", "kind", "query", "who", "at", "feed"), rows())


SCREEN = Screen(
    name="searches",
    title="Saved searches",
    path=PATH,
    template="searches.html",
    data=data,
    table=table,
    go="f",
    listed=False,
    scripts=("list.js",),
    keys=(Key("j k", "next and previous search"), Key("Enter", "open it")),
)
