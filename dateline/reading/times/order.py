"""Day or month first? What the country of the outlet writes, where "04/05/2016" alone does not tell."""

import re
from typing import Literal

from dateline.lexicon.actor_words import ActorWords
from dateline.lexicon.countries import Countries
from dateline.lexicon.time_words import TimeWords
from dateline.records import Report

Order = Literal["day", "month"]
LAND = re.compile(r"^[a-z]+://[^/:?#]*\.([a-z]{2})(?=[/:?#]|$)", re.I | re.A)
NO_LAND = frozenset({"TV", "ME", "IO", "CO", "FM", "AM", "LY", "CC", "WS", "AI", "TO", "EU"})  # sold to the whole world


def order_of(
    report: Report, words: TimeWords, actors: ActorWords | None = None, countries: Countries | None = None
) -> Order | None:
    """What comes first in the numeric dates of this report; None when nobody knows: then both readings are kept."""
    country = _of_outlet(report, actors) or _of_address(report, countries)
    if country is None:
        return None
    order = words.numeric_order.get(country, "day")
    return "month" if order == "month" else "day" if order == "day" else None


def _of_outlet(report: Report, actors: ActorWords | None) -> str | None:
    known = actors.actors.named(report.outlet) if actors is not None and report.outlet else None
    country = (known.code or "").partition(":")[0] if known is not None else ""
    return country or None


def _of_address(report: Report, countries: Countries | None) -> str | None:
    """By the last part of the host: "https://news.example.fr/..."."""
    match = LAND.match(report.url or "")
    if match is None or countries is None or match[1].upper() in NO_LAND:
        return None
    iso2 = {"UK": "GB"}.get(match[1].upper(), match[1].upper())
    return next((code for code, land in countries.by_code.items() if land.iso2 == iso2), None)
