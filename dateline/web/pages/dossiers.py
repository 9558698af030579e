"""Dossiers: ceasefires, control, displacement, talks and casualties as of a day, each cell with what it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.ask.brief import plotted
from dateline.ask.dossiers import DAYS, NOT_REPORTED, Asked, cells, cited, every, figures, fitting, here, said
from dateline.ask.recent import MOST, around, recent
from dateline.ask.view import View as Seen
from dateline.edtf import is_edtf
from dateline.joining.dossiers import DOSSIERS
from dateline.plain import plain
from dateline.records import Ceasefire, Step
from dateline.store.record import Record
from dateline.web import pictures
from dateline.web.pages.paging import Page, page_of
from dateline.web.params import Params
from dateline.web.plot import Line, points
from dateline.web.screens import Form, Jump, Key, Screen, Table
from dateline.web.wording import day_words

SIZE = 20
SIZE_OF_TABLE = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """One field in words; `rests`: (report, row) of what it rests on. Not reported: no words."""

    name: str
    words: str | None
    rests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Next:
    """Talks still to come, in words, with where they stand."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a dossier. state, steps: of a ceasefire, how it stands and how it came to that."""

    id: str
    title: str
    cells: tuple[Cell, ...]
    undated: bool
    state: str | None
    steps: tuple[Step, ...]
    next_talks: tuple[Next, ...]

    def cell(self, name: str) -> Cell | None:
        """The field of this name, where it is reported."""
        return next((cell for cell in self.cells if cell.name == name and cell.words), None)

    @property
    def rests(self) -> tuple[tuple[str, str], ...]:
        """All that its fields rest on, each once."""
        return tuple(dict.fromkeys(one for cell in self.cells for one in cell.rests))

    @property
    def told(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.words)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(cell.name for cell in self.cells if not cell.words)


@dataclass(frozen=True, slots=True)
class View:
    """One kind of dossier. `counts`: how many rows of each kind fit, and whether they are all.

    before: ISO, the last day of the reports that are not looked at; None where all that tell of it are.
    """

    kind: str
    counts: tuple[tuple[str, int, bool], ...]
    page: Page
    entries: tuple[Entry, ...]
    rows: tuple[Any, ...]
    asked: Asked
    report_of: Mapping[str, str]  # of the rows that the entries rest on
    plot: Line | None  # the figures of all that fit, each claimant's beside the others'
    before: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields that some entry has, in the order of a table; none of ceasefires, which are told one by one."""
        return tuple(name for name in COLUMNS.get(self.kind, ()) if any(one.cell(name) for one in self.entries))

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns that nobody reports."""
        return tuple(name for name in COLUMNS.get(self.kind, ()) if name not in self.columns)

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "count": self.page.count, "page": self.page.page, "pages": self.page.pages,
                "asked": plain(self.asked), "rows": plain(self.rows)}  # fmt: skip


def _asked(params: Params) -> Asked:
    return Asked(params.one("place"), params.one("actor"), params.day("asof"))


def data(record: Record, params: Params) -> View:
    """Raises BadParameter."""
    kind, asked = params.choice("kind", DOSSIERS, "ceasefires"), _asked(params)
    seen = Seen(record, asked.as_of)
    near = recent(seen, place=asked.place)
    about = around(seen, asked.place, near)
    found = {name: fitting(one.rows, asked, about) for name, one in near.items()}
    rows = found[kind]
    if only := params.one("id"):  # what the last reports do not tell may stand in all
        rows = _with_id(rows, only) or _with_id(every(seen)[kind], only)
    page = page_of(params, len(rows), SIZE_OF_TABLE if kind in COLUMNS else SIZE)
    unit, plot = plotted(kind, rows)
    rows = rows[page.first : page.last]
    report_of = record.reports_of(i for row in rows for i in cited(row))
    talks = {one.id: one for one in near["talks"].rows} if kind == "ceasefires" else {}
    entries = tuple(_entry(row, report_of, talks) for row in rows)
    counts = tuple((name, len(found[name]), near[name].before is None) for name in DOSSIERS)
    return View(kind, counts, page, entries, tuple(rows), asked, report_of, points(unit, plot[:MOST_PLOTTED]),
                near[kind].before)  # fmt: skip


def _with_id(rows: Iterable[Any], row_id: str) -> list[Any]:
    return [row for row in rows if row.id == row_id]


def _entry(row: Any, report_of: dict[str, str], talks: Mapping[str, Any]) -> Entry:
    rests = {one.field: one.ids for one in row.evidence}

    def cell(name: str, words: str, of: str) -> Cell:
        words = "" if words == NOT_REPORTED else day_words(words) if name in DAYS and is_edtf(words) else words
        own = tuple((report_of[i], i) for i in rests.get(of, ()) if i in report_of)
        return Cell(name.replace("_", " "), words or None, own)

    made = tuple(cell(name, words, name) for name, words in cells(row) if name not in ELSEWHERE)
    made += tuple(cell(name, words, of) for name, words, of in figures(row))
    coming = tuple(_next(talks[one]) for one in getattr(row, "next_talks", ()) if one in talks)
    title = " · ".join(cell.words for cell in made if cell.words and cell.name in TITLES)
    state, steps = (row.state, row.steps) if isinstance(row, Ceasefire) else (None, ())
    return Entry(row.id, title or "not named", made, bool(row.undated), state, steps, coming)


def _next(talks: Any) -> Next:
    """ "Fri 16 Dec 2016, in Astana: Government of Russia; Government of Turkey"."""
    where = f", in {said(talks.venue)}" if talks.venue else ""
    return Next(talks.id, f"{day_words(talks.when)}{where}: {said(talks.parties) or 'nobody named'}")


GO = {  # the key after g, and what it goes to
    "ceasefires": ("c", "ceasefires"),
    "control": ("t", "control of territory"),
    "displacement": ("e", "evacuations and displacement"),
    "talks": ("m", "meetings and talks"),
    "casualties": ("k", "killed and wounded"),
}
ELSEWHERE = ("next_talks", "steps")  # cells that have a place of their own
MOST_PLOTTED = 40
COLUMNS = {
    "control": ("as of", "place", "part", "state", "share", "holder", "loser", "said by", "sources", "agreed"),
    "displacement": ("when", "how many", "who", "state", "from", "to", "corridor", "cumulative", "said by", "told"),
    "talks": ("when", "state", "venue", "parties", "mediators", "topics", "format", "moved from", "said by"),
    "casualties": ("when", "role", "side", "place", "figures"),
}


TITLES = frozenset({"party", "place", "state", "holder", "who", "parties", "participants", "harm", "victims"})


def table(record: Record, params: Params) -> Table:
    """All rows that fit, of all reports."""
    kind, asked = params.choice("kind", DOSSIERS, "ceasefires"), _asked(params)
    seen = Seen(record, asked.as_of)
    rows = fitting(every(seen)[kind], asked, here(seen, asked.place))
    names = ("id", *(name for name, _ in cells(rows[0])), "rests_on") if rows else ("id",)

    def lines() -> Iterator[tuple[Any, ...]]:
        for row in rows:
            words = (None if text == NOT_REPORTED else text for _, text in cells(row))
            yield row.id, *words, "; ".join(f"{one.field}: {', '.join(one.ids)}" for one in row.evidence)

    return Table(names, lines())


def _drawn(record: Record, params: Params) -> bytes:
    view = data(record, params)
    about = f" about {view.asked.place}" if view.asked.place else ""
    known = f" As known on {day_words(view.asked.as_of)}." if view.asked.as_of else ""
    title = f"{view.kind.capitalize()}{about}"
    drawings = [pictures.plot(view.plot, view.plot.unit)] if view.plot else []
    return pictures.picture(title, f"Each claimant's figure as claimed; nothing is averaged.{known}", drawings)


SCREEN = Screen(
    name="dossiers",
    title="Dossiers",
    path="/dossiers",
    template="dossiers.html",
    data=data,
    table=table,
    go="o",
    scripts=("list.js", "picture.js"),
    keys=(
        Key("j k", "next and previous entry"),
        Key("Enter", "open the first sentence that it rests on"),
        Key("1 2 3 4 5 6", "ceasefires, control, displacement, talks, casualties, who deals with whom"),
        Key("b", "the brief on the place"),
    ),
    facts={"kinds": tuple(DOSSIERS), "go": GO, "most": MOST},
    jumps=tuple(Jump(go, f"Dossiers: {name}", f"/dossiers?kind={kind}") for kind, (go, name) in GO.items()),
    forms=(Form("svg", "figures as SVG", "image/svg+xml", _drawn),),
)
