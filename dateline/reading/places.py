"""Places: toponyms, and where on earth they are."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.gazetteer import Gazetteer, Sense
from dateline.lexicon.place_words import PlaceWords
from dateline.reading.locating import drop_surnames, locate, support
from dateline.reading.place_evidence import NEEDED, Toponym
from dateline.reading.relative import away_from, borders, distance_to, part_of, side_of
from dateline.reading.toponyms import toponyms
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
    lands = lands_named(parse, gazetteer, countries)
    meant = locate(found, lands, home_of(report, countries))
    support(parse, found, meant, lands)
    drop_surnames(found, meant)
    strong = {here.key for here in found if not here.dead and here.points >= NEEDED}
    lines = borders(parse, gazetteer, countries, place_words)
    covered = {i for first, last, _ in lines for i in range(first, last + 1)}
    rows = {(first, last): _located(report, parse, first, last, sense) for first, last, sense in lines}
    for here in found:
        certain = here.points >= NEEDED or (here.key in strong and here.points >= 0)
        if here.dead or not certain or here.core[0] in covered:
            continue
        sense = meant.get(here.key)
        if sense is None:
            rows.setdefault((here.first, here.last), _unlisted(report, parse, here, _around(here, meant)))
            continue
        first, last, sense = _relative(parse, here, sense)
        rows.setdefault((first, last), _located(report, parse, first, last, sense))
    return tuple(sorted(rows.values(), key=lambda row: (row.start, row.end)))


def _relative(parse: Parse, here: Toponym, sense: Sense) -> tuple[int, int, Sense]:
    """First and last token of the words for a place, and the place: "50 km north of X" is another than X."""
    if here.facility:
        sense = replace(sense, precision_m=max(sense.precision_m, AROUND))
    side = side_of(parse, here.first, here.last)
    if side is not None:
        first, last, way = side
        return first, last, part_of(sense, way)
    sense = part_of(sense, here.part)
    distance = distance_to(parse, here.first)
    if distance is None or sense.precision_m > VAGUE:
        return here.first, here.last, sense
    first, metres, direction = distance
    words = parse.text[slice(*parse.slice(first, here.last))]
    return first, here.last, replace(away_from(sense, metres, direction), name=words)


def lands_named(parse: Parse, gazetteer: Gazetteer, countries: Countries) -> Counter[str]:
    """How often the report names each country, its people or what is theirs."""
    seen: Counter[str] = Counter()
    for word in parse.word:
        if word[:1].isupper() and (code := countries.by_name.get(word) or countries.demonym(word)):
            if len(gazetteer.senses(word)) > 1 and gazetteer.senses(word)[1].feature == "ADM1":
                continue  # "Georgia": the state or the country, that is the question
            seen[countries.by_code[code].iso] += 1
    return seen


def home_of(report: Report, countries: Countries) -> str | None:
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


def _unlisted(report: Report, parse: Parse, here: Toponym, area: Sense | None) -> Place:
    """A place that no table knows lies somewhere in the area it is said to lie in, if that is small enough."""
    name = report.text[slice(*parse.slice(*here.core))]
    place = Sense(name, 0.0, 0.0, None, "", 0, "unlisted") if area is None else replace(area, name=name)
    row = _located(report, parse, here.first, here.last, replace(place, geonameid=None, by="unlisted"))
    row = replace(row, feature=None)
    if area is None or area.precision_m > VAGUE:
        return replace(row, lat=None, lon=None, precision_m=None)
    return row


def _located(report: Report, parse: Parse, first: int, last: int, sense: Sense) -> Place:
    start, end = parse.slice(first, last)
    return Place(
        make_id("places", report.id, start, end), report.id, start, end, report.text[start:end], sense.name,
        sense.geonameid, round(sense.lat, 5), round(sense.lon, 5), sense.country, sense.admin1, sense.feature,
        sense.precision_m, How(f"places/{sense.by}"),
    )  # fmt: skip
