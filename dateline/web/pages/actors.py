"""Actors: who there is, and all that one did, said and was called."""

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.ask import actors
from dateline.ask.actors import Dossier
from dateline.ask.everybody import Asked, everybody
from dateline.ask.view import View as Seen
from dateline.plain import plain
from dateline.records import ActorKind
from dateline.store.actor_tallies import Listed
from dateline.web.pages.catalogue import Catalogue
from dateline.web.params import Params

KINDS: tuple[ActorKind, ...] = (
    "person", "government", "military", "armed_group", "organisation", "outlet", "population", "country"
)  # fmt: skip


def _listed(seen: Seen, params: Params) -> Sequence[Listed]:
    kind = params.choice("kind", ("any", *KINDS), "any")
    chosen = next((one for one in KINDS if one == kind), None)
    return actors.actors(seen, Asked(params.one("words"), params.one("country"), params.one("sector"), chosen))


def _line(one: Listed) -> tuple[Any, ...]:
    who = one.actor
    return who.id, who.name, who.kind, who.code, who.aliases, one.mentions, one.reports


def _chosen(seen: Seen, name: str, most: int | None) -> Dossier:
    every = everybody(seen)
    return actors.dossier(seen, every, actors.find(every, name), most)


def _lines(found: Dossier) -> Iterator[tuple[Any, ...]]:
    """A line for each thing said, passed on, done or suffered."""
    for part, claims in (("said", found.said), ("passed on", found.passed_on)):
        for report, claim in claims:
            yield (part, claim.id, report.id, report.published, report.outlet, claim.stance, claim.said_on,
                   claim.text)  # fmt: skip
    for part, events in (("did", found.did), ("done to it", found.suffered)):
        for report, event in events:
            yield part, event.id, report.id, report.published, report.outlet, event.type, event.when, event.text


LIST, ONE = Catalogue(
    one="actor",
    many="actors",
    go="a",
    listed=_listed,
    listed_json=plain,
    listed_line=_line,
    listed_columns=("id", "name", "kind", "code", "aliases", "mentions", "reports"),
    chosen=_chosen,
    lines=_lines,
    columns=("part", "row", "report", "published", "outlet", "type", "when", "text"),
    head=lambda found: found.actor.name,
    facts={"kinds": KINDS},
).screens()
