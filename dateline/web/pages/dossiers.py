"""Dossiers: ceasefires, control, displacement, talks and casualties as of a day, each cell with what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.dossiers import NOT_REPORTED, Asked, cells, cited, every, fitting, here
from dateline.ask.view import View as Seen
from dateline.joining.dossiers import DOSSIERS
from dateline.plain import plain
from dateline.store.record import Record
from dateline.web.pages.paging import Page, page_of
from dateline.web.params import Params
from dateline.web.screens import Key, Screen, Table

SIZE = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """One field in words; `rests`: (report, row) of what it rests on. Not reported: no words."""

    name: str
    words: str | None
    rests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    title: str
    cells: tuple[Cell, ...]
    undated: bool

    @property
    def told(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.words)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(cell.name for cell in self.cells if not cell.words)


@dataclass(frozen=True, slots=True)
class View:
    """One kind of dossier. `counts`: how many rows of each kind fit."""

    kind: str
    counts: tuple[tuple[str, int], ...]
    page: Page
    entries: tuple[Entry, ...]
    rows: tuple[Any, ...]
    asked: Asked

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "count": self.page.count, "page": self.page.page, "pages": self.page.pages,
                "asked": plain(self.asked), "rows": plain(self.rows)}  # fmt: skip


def _all(record: Record, params: Params) -> tuple[dict[str, list[Any]], Asked]:
    """The rows of every kind that fit, and what was asked."""
    asked = Asked(params.one("place"), params.one("actor"), params.day("asof"))
    seen = Seen(record, asked.as_of)
    around = here(seen, asked.place)
    return {kind: fitting(rows, asked, around) for kind, rows in every(seen).items()}, asked


def data(record: Record, params: Params) -> View:
    """Raises BadParameter."""
    kind = params.choice("kind", DOSSIERS, "ceasefires")
    found, asked = _all(record, params)
    rows = found[kind]
    page = page_of(params, len(rows), SIZE)
    rows = rows[page.first : page.last]
    report_of = record.reports_of(i for row in rows for i in cited(row))
    entries = tuple(_entry(row, report_of) for row in rows)
    counts = tuple((name, len(found[name])) for name in DOSSIERS)
    return View(kind, counts, page, entries, tuple(rows), asked)


def _entry(row: Any, report_of: dict[str, str]) -> Entry:
    rests = {one.field: one.ids for one in row.evidence}
    made = tuple(
        Cell(
            name.replace("_", " "), None if words == NOT_REPORTED else words,
            tuple((report_of[i], i) for i in rests.get(name, ()) if i in report_of),
        )
        for name, words in cells(row)
    )  # fmt: skip
    title = " · ".join(cell.words for cell in made if cell.words and cell.name in TITLES)
    return Entry(row.id, title or "not named", made, bool(row.undated))


TITLES = frozenset({"party", "place", "state", "holder", "who", "parties", "participants", "harm", "victims"})


def table(record: Record, params: Params) -> Table:
    kind = params.choice("kind", DOSSIERS, "ceasefires")
    rows = _all(record, params)[0][kind]
    names = ("id", *(name for name, _ in cells(rows[0])), "rests_on") if rows else ("id",)

    def lines() -> Iterator[tuple[Any, ...]]:
        for row in rows:
            words = (None if text == NOT_REPORTED else text for _, text in cells(row))
            yield row.id, *words, "; ".join(f"{one.field}: {', '.join(one.ids)}" for one in row.evidence)

    return Table(names, lines())


SCREEN = Screen(
    name="dossiers",
    title="Dossiers",
    path="/dossiers",
    template="dossiers.html",
    data=data,
    table=table,
    go="o",
    scripts=("list.js",),
    keys=(Key("j k", "next and previous entry"), Key("Enter", "open the first sentence that it rests on")),
    facts={"kinds": tuple(DOSSIERS)},
)
