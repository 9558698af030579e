"""ACLED's layout, 31 columns: for tools that read it. Not ACLED data: its codes are human judgements, ours a machine's.

What ACLED would decide and we cannot (region, interaction codes) stays empty; `event_id_cnty` carries our own id.
Source: ACLED's published column and event type lists.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import (
    MACHINE,
    Format,
    Rows,
    Skips,
    Told,
    Written,
    according_to,
    carried,
    days,
    dead_of,
    deaths,
    sector,
    told,
)  # fmt: skip
from dateline.formats.exchange.tables import write_table
from dateline.lexicon import countries
from dateline.records import Claim, Quantity, Where

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
VIOLENCE, DEMONSTRATIONS, STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
BATTLES, REMOTE, CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
# PLOVER type, mode -> ACLED's disorder type, event type and sub-event type; mode "" for all others of the type.
LAYOUT: Mapping[tuple[str, str], tuple[str, str, str]] = {
    ("ASSAULT", ""): (VIOLENCE, BATTLES, "Armed clash"),
    ("ASSAULT", "firearms"): (VIOLENCE, BATTLES, "Armed clash"),
    ("ASSAULT", "aerial"): (VIOLENCE, REMOTE, "Air/drone strike"),
    ("ASSAULT", "drone"): (VIOLENCE, REMOTE, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (VIOLENCE, REMOTE, "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives"): (VIOLENCE, REMOTE, "Remote explosive/landmine/IED"),
    ("ASSAULT", "suicide-attack"): (VIOLENCE, REMOTE, "Suicide bomb"),
    ("ASSAULT", "unconventional"): (VIOLENCE, REMOTE, "Chemical weapon"),
    ("ASSAULT", "abduct"): (VIOLENCE, CIVILIANS, "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): (VIOLENCE, CIVILIANS, "Sexual violence"),
    ("ASSAULT", "beat"): (VIOLENCE, CIVILIANS, "Attack"),
    ("ASSAULT", "torture"): (VIOLENCE, CIVILIANS, "Attack"),
    ("ASSAULT", "destroy"): (STRATEGIC, STRATEGIC, "Looting/property destruction"),
    ("PROTEST", ""): (DEMONSTRATIONS, "Protests", "Peaceful protest"),
    ("PROTEST", "riot"): (VIOLENCE, "Riots", "Violent demonstration"),
    ("PROTEST", "vandalize"): (VIOLENCE, "Riots", "Violent demonstration"),
    ("AGREE", ""): (STRATEGIC, STRATEGIC, "Agreement"),
    ("RETREAT", ""): (STRATEGIC, STRATEGIC, "Other"),
    ("RETREAT", "ceasefire"): (STRATEGIC, STRATEGIC, "Agreement"),
    ("RETREAT", "disarm"): (STRATEGIC, STRATEGIC, "Disrupted weapons use"),
    ("COERCE", "arrest"): (STRATEGIC, STRATEGIC, "Arrests"),
    ("COERCE", "seize"): (STRATEGIC, STRATEGIC, "Looting/property destruction"),
}
DAY, WEEK, MONTH = 1, 2, 3  # time_precision
TOWN, NEAR, REGION = 1, 2, 3  # geo_precision
TOWN_RADIUS_M, NEAR_RADIUS_M = 10_000, 50_000


def events(source: Rows, out: BinaryIO) -> Written:
    """One row an incident. Left out: types that ACLED does not record, what did not happen, and what nobody dates."""
    skipped = Skips()
    claims = {claim.id: claim for claim in source.rows("claims")}
    return skipped.written(write_table(COLUMNS, _rows(source, skipped, claims, dead_of(source)), out))


ACLED = Format("csv", {"events": events})


def _rows(
    source: Rows, skipped: Skips, claims: Mapping[str, Claim], dead: Mapping[str, list[Quantity]]
) -> Iterator[Mapping[str, Any]]:
    for one in told(source):
        event = one.event
        layout = LAYOUT.get((event.type, event.mode or "")) or LAYOUT.get((event.type, ""))
        if layout is None:
            skipped(f"ACLED does not record {event.type}")
        elif event.status not in ("actual", "claimed"):
            skipped("not told as having happened: planned, hypothetical or denied")
        elif days(event.when) is None:
            skipped("no date")
        else:
            yield _row(one, layout, claims, dead)


def _row(
    one: Told, layout: tuple[str, str, str], claims: Mapping[str, Claim], dead: Mapping[str, list[Quantity]]
) -> Mapping[str, Any]:
    event, place = one.event, one.event.place
    first, last = days(event.when) or (None, None)
    assert first is not None and last is not None
    recipients = [p for p in event.recipients if p.name]
    civilians = any(sector(p.code) == "CVL" for p in recipients)
    killed = deaths(one, dead)
    return {
        "event_id_cnty": one.id,
        "event_date": str(first),
        "year": first.year,
        "time_precision": DAY if first == last else WEEK if (last - first).days <= 7 else MONTH,
        "disorder_type": layout[0],
        "event_type": layout[1],
        "sub_event_type": layout[2],
        "actor1": next((p.name for p in event.initiators if p.name), None),
        "assoc_actor_1": "; ".join(p.name for p in event.initiators[1:] if p.name),
        "actor2": recipients[0].name if recipients else None,
        "assoc_actor_2": "; ".join(p.name or "" for p in recipients[1:]),
        "civilian_targeting": "Civilian targeting" if civilians else None,
        "country": place and _land(place.country),
        "admin1": place and place.admin1,
        "location": place and place.name,
        "latitude": place and place.lat,
        "longitude": place and place.lon,
        "geo_precision": place and _precision(place),
        "source": "; ".join(dict.fromkeys(r.outlet or r.source for r in one.reports)),
        "notes": _notes(one, claims, killed),
        "fatalities": None if killed is None else killed[0],
    }


def _notes(one: Told, claims: Mapping[str, Claim], killed: tuple[int | None, int | None] | None) -> str:
    said = dict.fromkeys(map(according_to, carried(one, claims)))
    parts = [MACHINE, *(f"according to {who}" for who in said), f"told as {one.event.status}"]
    if killed is not None:
        low, high = ("not told" if n is None else str(n) for n in killed)
        parts.append(f"dead: low {low}, high {high}")
    return "; ".join(parts)


def _precision(place: Where) -> int:
    radius = place.precision_m or NEAR_RADIUS_M + 1
    return TOWN if radius <= TOWN_RADIUS_M else NEAR if radius <= NEAR_RADIUS_M else REGION


def _land(code: str | None) -> str | None:
    found = countries.load().by_code.get(code or "")
    return found.name if found else code
