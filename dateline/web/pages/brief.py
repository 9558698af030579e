"""The brief on a place: what `dateline dossier` writes, as a page to read, to print and to take away."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask.brief import Brief, recent_brief
from dateline.ask.places import places
from dateline.ask.view import View as Seen
from dateline.formats.brief_words import about
from dateline.formats.briefs import BRIEFS, WORD
from dateline.formats.exchange.citations import bibtex
from dateline.plain import plain
from dateline.store.record import Record
from dateline.web.params import Params
from dateline.web.plot import Line, points
from dateline.web.screens import Form, Key, Screen, Table

MOST_PLACES = 8  # to choose from


@dataclass(frozen=True, slots=True)
class View:
    """made: None where no place is asked for. plots: that of each section, where there is one."""

    made: Brief | None
    about: str
    plots: tuple[Line | None, ...]
    reports: dict[str, str]  # row -> report, to open it there
    places: tuple[str, ...]  # where none is asked for: those named most

    def as_json(self) -> Any:
        return plain(self.made) if self.made else {}


def _made(record: Record, params: Params) -> Brief | None:
    place = params.one("place")
    return recent_brief(record, place, params.day("asof")) if place else None


def data(record: Record, params: Params) -> View:
    """Raises BadParameter."""
    made = _made(record, params)
    if made is None:
        return View(None, "", (), {}, tuple(_named_most(record)))
    plots = tuple(points(section.unit or "", section.plot) for section in made.sections)
    return View(made, about(made), plots, record.reports_of(one.id for one in made.citations), ())


def _named_most(record: Record) -> Iterator[str]:
    for listed in places(Seen(record))[:MOST_PLACES]:
        if listed.place.name:
            yield listed.place.name


def table(record: Record, params: Params) -> Table:
    """A line for each sentence and each row of a table, with the sentences that it rests on."""
    made = _made(record, params)

    def rows() -> Iterator[tuple[Any, ...]]:
        for section in made.sections if made else ():
            for line in section.lines:
                yield section.title, line.text, line.cites
            for cells, cites in section.table.rows if section.table else ():
                assert section.table is not None
                yield section.title, "; ".join(map(": ".join, zip(section.table.columns, cells, strict=True))), cites
        for one in made.citations if made else ():
            yield "sentence", one.sentence, (one.number, one.outlet, one.published, one.id)

    return Table(("section", "says", "sentences"), rows())


def _as(ending: str) -> Callable[[Record, Params], bytes]:
    def make(record: Record, params: Params) -> bytes:
        made = _made(record, params)
        return BRIEFS[ending](made) if made else b""

    return make


@dataclass(frozen=True, slots=True)
class _Cited:
    """The reports that a brief quotes, for a list of references."""

    reports: tuple[Any, ...]

    def rows(self, kind: str) -> Iterator[Any]:
        return iter(self.reports if kind == "reports" else ())


def _references(record: Record, params: Params) -> bytes:
    made, out = _made(record, params), io.BytesIO()
    ids = record.reports_of(one.id for one in made.citations).values() if made else ()
    bibtex(_Cited(tuple(record.rows_of("reports", set(ids)))), out)
    return out.getvalue()


SCREEN = Screen(
    name="brief",
    title="Brief",
    path="/dossiers/brief",
    template="brief.html",
    data=data,
    table=table,
    go="b",
    listed=False,
    scripts=("list.js",),
    keys=(Key("j k", "next and previous sentence"), Key("Enter", "open it in its report")),
    head=lambda view: f"Brief on {view.made.place}" if view.made else "Brief",
    forms=(
        Form("md", "Markdown", "text/markdown", _as(".md")),
        Form("html", "HTML", "text/html", _as(".html")),
        Form("docx", "Word", WORD, _as(".docx")),
        Form("bib", "BibTeX", "application/x-bibtex", _references),
    ),
)
