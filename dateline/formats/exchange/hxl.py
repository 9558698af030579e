"""HXL: CSV with a second heading of tags, for humanitarian desks: numbers of people, with low and high apart.

`#affected+evacuated` is an extension of ours; HXL's own lists have no attribute for evacuation.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dateline.formats.exchange.common import MACHINE, Format, Rows, Skips, Written, days
from dateline.formats.exchange.tables import write_table
from dateline.records import Quantity

ATTRIBUTE = {
    "dead": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced", "evacuated": "evacuated",
    "detained": "detained", "besieged": "besieged", "freed": "freed",
}  # fmt: skip
TAGS = {
    "id": "#meta+id", "date_start": "#date+start", "date_end": "#date+end", "place": "#loc+name",
    "country_code": "#country+code", "admin1": "#adm1+name", "latitude": "#geo+lat", "longitude": "#geo+lon",
    **{f"{name}_{end}": f"#affected+{name}+{end}" for name in ATTRIBUTE.values() for end in ("min", "max")},
    "about": "#description", "claimant": "#meta+source+claimant", "publisher": "#meta+source+publisher",
    "date_reported": "#date+reported", "url": "#meta+url", "coder": "#meta+coder",
}  # fmt: skip


def quantities(source: Rows, out: BinaryIO) -> Written:
    """One row a number of people. Left out: other units, changes ("fell by a third"), people in no tagged state."""
    skipped = Skips()
    reports = {report.id: report for report in source.rows("reports")}

    def rows() -> Iterator[Mapping[str, Any]]:
        for quantity in source.rows("quantities"):
            if quantity.role not in ATTRIBUTE:
                skipped("no number of people in a state that HXL has a tag for")
            elif quantity.change:
                skipped("a change, not a number")
            else:
                yield _row(quantity, reports[quantity.report])

    return skipped.written(write_table(tuple(TAGS), rows(), out, second=TAGS))


HXL = Format("csv", {"quantities": quantities})


def _row(quantity: Quantity, report: Any) -> Mapping[str, Any]:
    when, published, place = days(quantity.when), days(report.published), quantity.place
    name = ATTRIBUTE[quantity.role or ""]
    return {
        "id": quantity.id,
        "date_start": str(when[0]) if when else None,
        "date_end": str(when[1]) if when else None,
        "place": place and place.name,
        "country_code": place and place.country,
        "admin1": place and place.admin1,
        "latitude": place and place.lat,
        "longitude": place and place.lon,
        f"{name}_min": _number(quantity.low),
        f"{name}_max": _number(quantity.high),
        "about": quantity.about,
        "claimant": "; ".join(p.name for p in quantity.attributed_to if p.name),
        "publisher": report.outlet,
        "date_reported": str(published[1]) if published else None,
        "url": report.url,
        "coder": MACHINE,
    }


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and value == int(value) else value
