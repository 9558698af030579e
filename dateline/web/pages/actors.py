"""Actors: who there is, and all that one did, said and was called."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ask import actors
from dateline.ask.actors import Asked, Dossier, Listed
from dateline.ask.view import View as Seen
from dateline.errors import BadRequest
from dateline.plain import plain
from dateline.records import ActorKind
from dateline.store.record import Record
from dateline.web.pages.paging import Page, page_of
from dateline.web.params import NotThere, Params
from dateline.web.screens import Key, Screen, Table

SIZE = 50
MOST = 40  # rows of each kind on the page of one actor; its twins have all
KINDS: tuple[ActorKind, ...] = (
    "person", "government", "military", "armed_group", "organisation", "outlet", "population", "country"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """A page of actors, those mentioned most first."""

    page: Page
    actors: tuple[Listed, ...]
    as_of: str | None

    def as_json(self) -> dict[str, Any]:
        return {"count": self.page.count, "page": self.page.page, "pages": self.page.pages, "as_of": self.as_of,
                "actors": plain(self.actors)}  # fmt: skip


def _asked(params: Params) -> Asked:
    kind = params.choice("kind", ("any", *KINDS), "any")
    chosen = next((one for one in KINDS if one == kind), None)
    return Asked(params.one("words"), params.one("country"), params.one("sector"), chosen)


def data(record: Record, params: Params) -> View:
    """Raises BadParameter."""
    seen = Seen(record, params.day("asof"))
    found = actors.actors(seen, _asked(params))
    page = page_of(params, len(found), SIZE)
    return View(page, tuple(found[page.first : page.last]), seen.as_of)


def table(record: Record, params: Params) -> Table:
    names = ("id", "name", "kind", "code", "aliases", "mentions", "reports")

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in actors.actors(Seen(record, params.day("asof")), _asked(params)):
            who = one.actor
            yield who.id, who.name, who.kind, who.code, who.aliases, one.mentions, one.reports

    return Table(names, rows())


@dataclass(frozen=True, slots=True)
class OneView:
    found: Dossier
    most: int
    as_of: str | None

    def as_json(self) -> dict[str, Any]:
        return self.found.as_json()


def one_data(record: Record, params: Params) -> OneView:
    """Raises NotThere."""
    seen = Seen(record, params.day("asof"))
    return OneView(_dossier(seen, params.inside["actor"]), MOST, seen.as_of)


def _dossier(seen: Seen, name: str) -> Dossier:
    every = actors.joined(seen)
    try:
        actor = actors.find(every, name)
    except BadRequest as problem:
        raise NotThere(problem.what, "look for it in the list of actors") from problem
    return actors.dossier(seen, every, actor)


def one_table(record: Record, params: Params) -> Table:
    """A line for each thing said, passed on, done or suffered."""
    found = _dossier(Seen(record, params.day("asof")), params.inside["actor"])
    names = ("part", "row", "report", "published", "outlet", "type", "when", "text")

    def rows() -> Iterator[tuple[Any, ...]]:
        for part, claims in (("said", found.said), ("passed on", found.passed_on)):
            for report, claim in claims:
                yield (part, claim.id, report.id, report.published, report.outlet, claim.stance, claim.said_on,
                       claim.text)  # fmt: skip
        for part, events in (("did", found.did), ("done to it", found.suffered)):
            for report, event in events:
                yield part, event.id, report.id, report.published, report.outlet, event.type, event.when, event.text

    return Table(names, rows())


LIST = Screen(
    name="actors",
    title="Actors",
    path="/actors",
    template="actors.html",
    data=data,
    table=table,
    go="a",
    scripts=("list.js",),
    keys=(Key("j k", "next and previous actor"), Key("Enter", "open it")),
    facts={"kinds": KINDS},
)
ONE = Screen(
    name="actor",
    title="Actor",
    path="/actors/{actor}",
    template="actor.html",
    data=one_data,
    table=one_table,
    scripts=("list.js",),
    keys=(Key("j k", "next and previous row"), Key("Enter", "open it in its report")),
    head=lambda view: view.found.actor.name,
)
