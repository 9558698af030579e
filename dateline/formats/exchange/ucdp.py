"""UCDP GED's layout, 49 columns: armed events with deaths, low, best and high, and who originally said it.

UCDP's own ids (conflict, dyad, sides) stay empty, and so does `best`: choosing one number is a person's judgement.
Source: column list that four loaders of the published files agree on.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from dateline.formats.exchange.common import (
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
    named,
    sector,
    told,
)  # fmt: skip
from dateline.formats.exchange.gdelt import number
from dateline.formats.exchange.tables import write_table
from dateline.lexicon import countries
from dateline.records import Claim, Quantity, Report, Where

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
STATE = ("GOV", "MIL", "COP", "SPY")
EXACT, NEAR, DISTRICT, PROVINCE, FUZZY, COUNTRY = 1, 2, 3, 4, 5, 6  # where_prec
NEAR_M = 25_000
DATE_PRECISION = ((1, 1), (6, 2), (7, 3), (31, 4))  # days at most -> date_prec; longer is 5


def events(source: Rows, out: BinaryIO) -> Written:
    """One row an armed incident with deaths. Left out: everything else; UCDP counts deaths."""
    skipped = Skips()
    claims = {claim.id: claim for claim in source.rows("claims")}
    return skipped.written(write_table(COLUMNS, _rows(source, skipped, claims, dead_of(source)), out))


UCDP = Format("csv", {"events": events})


def _rows(
    source: Rows, skipped: Skips, claims: Mapping[str, Claim], dead: Mapping[str, list[Quantity]]
) -> Iterator[Mapping[str, Any]]:
    for one in told(source):
        when, killed = days(one.event.when), deaths(one, dead)
        if one.event.type != "ASSAULT":
            skipped(f"UCDP does not record {one.event.type}")
        elif one.event.status not in ("actual", "claimed"):
            skipped("not told as having happened: planned, hypothetical or denied")
        elif when is None:
            skipped("no date")
        elif killed is None:
            skipped("no deaths are told beside it")
        else:
            yield _row(one, when, killed, claims)


def _row(
    one: Told, when: tuple[date, date], killed: tuple[int | None, int | None], claims: Mapping[str, Claim]
) -> Mapping[str, Any]:
    event, place = one.event, one.event.place
    sides = [named(event.initiators), named(event.recipients)]
    names = [party.name if party else None for party in sides]
    said = dict.fromkeys(map(according_to, carried(one, claims)))
    length = (when[1] - when[0]).days + 1
    return {
        "id": number(one.id),
        "relid": one.id,
        "year": when[0].year,
        "code_status": "machine-coded",
        "type_of_violence": _violence([party.code if party else None for party in sides]),
        "dyad_name": " - ".join(name or "?" for name in names),
        "side_a": names[0],
        "side_b": names[1],
        "number_of_sources": len(one.reports),
        "source_article": ";".join(_article(report) for report in one.reports),
        "source_office": ";".join(r.outlet or "" for r in one.reports),
        "source_date": ";".join(r.published or "" for r in one.reports),
        "source_headline": ";".join(r.headline or "" for r in one.reports),
        "source_original": ";".join(said),
        **_where(place),
        "event_clarity": 1 if length == 1 else 2,
        "date_prec": next((code for most, code in DATE_PRECISION if length <= most), 5),
        "date_start": str(when[0]),
        "date_end": str(when[1]),
        "low": killed[0],
        "high": killed[1],
    }


def _violence(codes: list[str | None]) -> int | None:
    """The type of violence, where both sides' codes tell it."""
    first, second = (sector(code) for code in codes)
    if second == "CVL":
        return ONE_SIDED
    if not first or not second:
        return None
    return STATE_BASED if first in STATE or second in STATE else NON_STATE


def _where(place: Where | None) -> Mapping[str, Any]:
    if place is None:
        return {}
    land = countries.load().by_code.get(place.country or "")
    point = place.lat is not None
    return {
        "where_prec": _precision(place),
        "where_coordinates": place.name,
        "adm_1": place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if point else None,
        "country": land.name if land else place.country,
    }


def _precision(place: Where) -> int:
    feature = place.feature or ""
    if feature.startswith("PCL"):
        return COUNTRY
    if feature.startswith("ADM"):
        return PROVINCE if feature.startswith("ADM1") else DISTRICT
    if not feature.startswith("PPL"):
        return FUZZY
    return EXACT if (place.precision_m or NEAR_M) < NEAR_M else NEAR


def _article(report: Report) -> str:
    return f'"{report.outlet or ""},{report.published or ""},{(report.headline or "").replace(chr(34), chr(39))}"'
