"""Places: which are named, what happened in one and what was said of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.ask import places
from dateline.ask.places import Asked, Dossier, Listed, position
from dateline.ask.view import View as Seen
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.web.pages.catalogue import Catalogue
from dateline.web.params import Params


def _listed(seen: Seen, params: Params) -> Sequence[Listed]:
    return places.places(seen, Asked(params.one("words"), params.one("country")))


def _line(one: Listed) -> tuple[Any, ...]:
    at = one.place
    return (at.id, at.name, at.country, at.admin1, at.feature, at.lat, at.lon, at.precision_m, at.geonameid,
            one.mentions, one.reports, one.events)  # fmt: skip


def _chosen(seen: Seen, name: str, most: int | None) -> Dossier:
    if most is not None and seen.as_of is not None and kind_of(name) == "places":  # no sums tell how it was then
        return places.row_then(seen, name, most)
    listed = places.chosen(seen, Asked(name))
    if listed is None:
        raise BadRequest(f"no place, or more than one, is called {name[:60]!r}", "give the id of a row that names it")
    return places.dossier(seen, listed, most)


def _lines(found: Dossier) -> Iterator[tuple[Any, ...]]:
    """A line for each event in the place and each saying that names it."""
    for one in found.happened:
        yield ("happened", one.event.id, one.report.id, one.report.published, one.report.outlet, one.event.type,
               one.event.when, one.at, one.sentence)  # fmt: skip
    for report, claim in found.said:
        yield ("said", claim.id, report.id, report.published, report.outlet, claim.stance, claim.said_on, None,
               claim.text)  # fmt: skip


COLUMNS = ("row", "name", "country", "admin1", "feature", "lat", "lon", "precision_m", "geonameid", "mentions",
           "reports", "events")  # fmt: skip

LIST, ONE = Catalogue(
    one="place",
    many="places",
    go="p",
    listed=_listed,
    listed_json=Listed.as_json,
    listed_line=_line,
    listed_columns=COLUMNS,
    chosen=_chosen,
    lines=_lines,
    columns=("part", "row", "report", "published", "outlet", "type", "when", "at", "text"),
    head=lambda found: found.listed.place.name or found.listed.place.text,
    facts={"position": position},
).screens()
