"""Places: toponyms, and where on earth they are."""

from collections import Counter
from urllib.parse import urlsplit

from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.gazetteer import Gazetteer, Sense
from dateline.lexicon.place_words import PlaceWords
from dateline.reading.locating import locate, support
from dateline.reading.toponyms import NEEDED, Toponym, toponyms
from dateline.records import How, Place, Report


def places(
    report: Report, parse: Parse, gazetteer: Gazetteer, countries: Countries, place_words: PlaceWords
) -> tuple[Place, ...]:
    """Every place named, in reading order. One name has one meaning in a report."""
    found = toponyms(parse, gazetteer, countries, place_words)
    meant = locate(found, _lands(parse, countries), _home(report, countries))
    support(parse, found, meant)
    strong = {here.key for here in found if not here.dead and here.points >= NEEDED}
    rows: dict[tuple[int, int], Place] = {}
    for here in found:
        if not here.dead and (here.points >= NEEDED or (here.key in strong and here.points >= 0)):
            row = _row(report, parse, here, meant[here.key])
            rows.setdefault((row.start, row.end), row)
    return tuple(rows.values())


def _lands(parse: Parse, countries: Countries) -> Counter[str]:
    """How often the report names each country, its people or what is theirs."""
    seen: Counter[str] = Counter()
    for word in parse.word:
        if word[:1].isupper() and (code := countries.by_name.get(word) or countries.demonym(word)):
            seen[countries.by_code[code].iso] += 1
    return seen


def _home(report: Report, countries: Countries) -> str | None:
    """The outlet's country, by the address of the report: ".uk"."""
    host = urlsplit(report.url or "").hostname or ""
    ending = host.rpartition(".")[2].upper()
    ending = {"UK": "GB"}.get(ending, ending)
    return next((land.code for land in countries.by_code.values() if land.iso2 == ending), None)


def _row(report: Report, parse: Parse, here: Toponym, sense: Sense) -> Place:
    start, end = parse.slice(here.first, here.last)
    precision = sense.precision_m
    if here.facility:
        precision = max(precision, 15_000)
    return Place(
        make_id("places", report.id, start, end), report.id, start, end, report.text[start:end], sense.name,
        sense.geonameid, round(sense.lat, 5), round(sense.lon, 5), sense.country, sense.admin1, sense.feature,
        precision, How(f"places/{sense.by}"),
    )  # fmt: skip
