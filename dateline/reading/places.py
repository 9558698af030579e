"""Places: toponyms, and where on earth they are."""

import re
from collections import Counter
from collections.abc import Mapping

from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.gazetteer import Gazetteer, Sense
from dateline.lexicon.place_words import PlaceWords
from dateline.reading.locating import drop_surnames, locate, support
from dateline.reading.toponyms import NEEDED, Toponym, toponyms
from dateline.records import How, Place, Report

HOST = re.compile(r"[a-z]+://[^/?#:]*\.([a-z]{2})(?=[/?#:]|$)", re.IGNORECASE)
ANYWHERE = frozenset({"AI", "CC", "CO", "FM", "IO", "LY", "ME", "TV", "WS"})  # country endings that anybody takes
AROUND = 15_000  # metres from the middle of a town within which its airport, camp or bridge is looked for
VAGUE = 250_000  # metres: an area larger than this says nothing about where in it a place lies


def places(
    report: Report, parse: Parse, gazetteer: Gazetteer, countries: Countries, place_words: PlaceWords
) -> tuple[Place, ...]:
    """Every place named, in reading order. One name has one meaning in a report."""
    found = toponyms(parse, gazetteer, countries, place_words)
    lands = _lands(parse, gazetteer, countries)
    meant = locate(found, lands, _home(report, countries))
    support(parse, found, meant, lands)
    drop_surnames(found, meant)
    strong = {here.key for here in found if not here.dead and here.points >= NEEDED}
    rows: dict[tuple[int, int], Place] = {}
    for here in found:
        if not here.dead and (here.points >= NEEDED or (here.key in strong and here.points >= 0)):
            row = _row(report, parse, here, meant.get(here.key), _around(here, meant))
            rows.setdefault((row.start, row.end), row)
    return tuple(rows.values())


def _lands(parse: Parse, gazetteer: Gazetteer, countries: Countries) -> Counter[str]:
    """How often the report names each country, its people or what is theirs."""
    seen: Counter[str] = Counter()
    for word in parse.word:
        if word[:1].isupper() and (code := countries.by_name.get(word) or countries.demonym(word)):
            if len(gazetteer.senses(word)) > 1 and gazetteer.senses(word)[1].feature == "ADM1":
                continue  # "Georgia": the state or the country, that is the question
            seen[countries.by_code[code].iso] += 1
    return seen


def _home(report: Report, countries: Countries) -> str | None:
    """The outlet's country, by the end of its address: ".uk"."""
    host = HOST.match(report.url or "")
    ending = host[1].upper() if host else ""
    if ending in ANYWHERE:
        return None
    ending = "GB" if ending == "UK" else ending
    return next((land.code for land in countries.by_code.values() if land.iso2 == ending), None)


def _around(here: Toponym, meant: Mapping[str, Sense]) -> Sense | None:
    """The smallest area that the report puts the place into."""
    areas = [meant[name] for name in here.inside if name in meant]
    return min(areas, key=lambda area: area.precision_m, default=None)


def _row(report: Report, parse: Parse, here: Toponym, sense: Sense | None, area: Sense | None) -> Place:
    """A place that no table knows lies somewhere in the area it is said to lie in, if that is small enough."""
    start, end = parse.slice(here.first, here.last)
    row_id, text = make_id("places", report.id, start, end), report.text[start:end]
    if sense is None:
        name = report.text[slice(*parse.slice(*here.core))]
        lat = lon = precision = None
        if area is not None and area.precision_m <= VAGUE:
            lat, lon, precision = round(area.lat, 5), round(area.lon, 5), area.precision_m
        country, admin1 = (area.country, area.admin1) if area else (None, None)
        return Place(
            row_id, report.id, start, end, text, name, None, lat, lon, country, admin1, None, precision,
            How("places/unlisted"),
        )  # fmt: skip
    around = max(sense.precision_m, AROUND) if here.facility else sense.precision_m
    return Place(
        row_id, report.id, start, end, text, sense.name, sense.geonameid, round(sense.lat, 5), round(sense.lon, 5),
        sense.country, sense.admin1, sense.feature, around, How(f"places/{sense.by}"),
    )  # fmt: skip
