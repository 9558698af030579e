"""Places: which are named, what happened in one and what was said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask import places
from dateline.ask.places import Asked, Dossier, Listed, position
from dateline.ask.view import View as Seen
from dateline.errors import BadRequest
from dateline.store.record import Record
from dateline.web.pages.paging import Page, page_of
from dateline.web.params import NotThere, Params
from dateline.web.screens import Key, Screen, Table

SIZE = 50
MOST = 40  # rows of each kind on the page of one place; its twins have all


@dataclass(frozen=True, slots=True)
class View:
    """A page of places, those named most first."""

    page: Page
    places: tuple[Listed, ...]
    as_of: str | None

    def as_json(self) -> dict[str, Any]:
        return {"count": self.page.count, "page": self.page.page, "pages": self.page.pages, "as_of": self.as_of,
                "places": [one.as_json() for one in self.places]}  # fmt: skip


def _found(seen: Seen, params: Params) -> list[Listed]:
    return places.places(seen, Asked(params.one("words"), params.one("country")))


def data(record: Record, params: Params) -> View:
    """Raises BadParameter, BadRequest."""
    seen = Seen(record, params.day("asof"))
    found = _found(seen, params)
    page = page_of(params, len(found), SIZE)
    return View(page, tuple(found[page.first : page.last]), seen.as_of)


def table(record: Record, params: Params) -> Table:
    names = ("row", "name", "country", "admin1", "feature", "lat", "lon", "precision_m", "geonameid", "mentions",
             "reports", "events")  # fmt: skip
    found = _found(Seen(record, params.day("asof")), params)

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in found:
            at = one.place
            yield (at.id, at.name, at.country, at.admin1, at.feature, at.lat, at.lon, at.precision_m, at.geonameid,
                   one.mentions, one.reports, one.events)  # fmt: skip

    return Table(names, rows())


@dataclass(frozen=True, slots=True)
class OneView:
    found: Dossier
    position: str
    most: int
    as_of: str | None

    def as_json(self) -> dict[str, Any]:
        return self.found.as_json()


def one_data(record: Record, params: Params) -> OneView:
    """Raises NotThere."""
    seen = Seen(record, params.day("asof"))
    found = _dossier(seen, params.inside["place"])
    return OneView(found, position(found.listed.place), MOST, seen.as_of)


def _dossier(seen: Seen, name: str) -> Dossier:
    try:
        listed = places.chosen(seen, Asked(name))
    except BadRequest as problem:
        raise NotThere(problem.what, "look for it in the list of places") from problem
    if listed is None:
        raise NotThere(f"no place, or more than one, is called {name[:60]!r}", "look for it in the list of places")
    return places.dossier(seen, listed)


def one_table(record: Record, params: Params) -> Table:
    """A line for each event in the place and each saying that names it."""
    found = _dossier(Seen(record, params.day("asof")), params.inside["place"])
    names = ("part", "row", "report", "published", "outlet", "type", "when", "at", "text")

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in found.happened:
            yield ("happened", one.event.id, one.report.id, one.report.published, one.report.outlet, one.event.type,
                   one.event.when, one.at, one.sentence)  # fmt: skip
        for report, claim in found.said:
            yield ("said", claim.id, report.id, report.published, report.outlet, claim.stance, claim.said_on, None,
                   claim.text)  # fmt: skip

    return Table(names, rows())


LIST = Screen(
    name="places",
    title="Places",
    path="/places",
    template="places.html",
    data=data,
    table=table,
    go="p",
    scripts=("list.js",),
    keys=(Key("j k", "next and previous place"), Key("Enter", "open it")),
)
ONE = Screen(
    name="place",
    title="Place",
    path="/places/{place}",
    template="place.html",
    data=one_data,
    table=one_table,
    scripts=("list.js",),
    keys=(Key("j k", "next and previous row"), Key("Enter", "open it in its report")),
    head=lambda view: view.found.listed.place.name or view.found.listed.place.text,
)
