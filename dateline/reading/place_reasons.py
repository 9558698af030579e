"""Why a pin is where it is, in sentences a person can check: for `dateline why`. The reading is worked out again."""

from collections.abc import Iterator

from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.gazetteer import Gazetteer, Sense
from dateline.lexicon.place_words import PlaceWords
from dateline.reading.locating import Candidate, candidates, support
from dateline.reading.place_evidence import NEEDED, Toponym
from dateline.reading.places import home_of, lands_named
from dateline.reading.relative import compass, distance_to, side_of
from dateline.reading.toponyms import toponyms
from dateline.records import Place, Report

OTHERS = 3  # other places of the name that are told


def explain(
    report: Report, parse: Parse, gazetteer: Gazetteer, countries: Countries, words: PlaceWords, row: Place
) -> list[str]:
    """A sentence each: why the words are a place, why this one, instead of which others, and how precise it is."""
    if row.feature == "BDRY":
        return ["both countries are named beside the word for a border; the circle covers the line between them"]
    found = toponyms(parse, gazetteer, countries, words)
    lands = lands_named(parse, gazetteer, countries)
    home = home_of(report, countries)
    here = _toponym(parse, found, row)
    if here is None:
        return []
    ranked = candidates(found, lands, home, here.key)
    support(parse, found, {here.key: ranked[0].sense} if ranked else {}, lands)
    return [_is_place(here), *_which(ranked, row), *_where(parse, here, row)]


def _toponym(parse: Parse, found: list[Toponym], row: Place) -> Toponym | None:
    """The name inside the words of the row."""
    inside = (h for h in found if row.start <= parse.start[h.core[0]] and parse.end[h.core[1]] <= row.end)
    return next((here for here in inside if not here.dead), None)


def _is_place(here: Toponym) -> str:
    why = []
    if here.senses and here.senses[0].by.startswith(("places/", "countries/", "counties/")):
        why.append("a table of ours has the name")
    elif here.senses:
        why.append(f"GeoNames has a town of {here.senses[0].population:,} people with the name")
    if here.classes or here.facility:
        why.append("a noun beside it says so")
    elif here.located:
        why.append("a preposition, the start of the report or what stands behind the comma says so")
    sure = "enough" if here.points >= NEEDED else "shown elsewhere in the report to be one"
    return f"the words name a place: {', and '.join(why) or 'by where they stand'} ({here.points:.1f} points, {sure})"


def _which(ranked: list[Candidate], row: Place) -> Iterator[str]:
    if not ranked:
        yield "no table knows the name: it lies somewhere in the area that it is said to lie in, or nobody knows where"
        return
    best = ranked[0]
    if len(ranked) == 1:
        yield f"no other place of our tables bears the name of {_named(best.sense)}"
        return
    yield f"{_named(best.sense)} was chosen with {best.points:.1f} points: {_parts(best)}"
    for other in ranked[1 : OTHERS + 1]:
        yield f"not {_named(other.sense)}, {best.points - other.points:.1f} points behind: {_parts(other)}"
    if len(ranked) > OTHERS + 1:
        rest = len(ranked) - OTHERS - 1
        yield f"and not {rest} {'other' if rest == 1 else 'others'} of that name, further behind"


def _where(parse: Parse, here: Toponym, row: Place) -> Iterator[str]:
    if side_of(parse, here.first, here.last) or compass(here.part):
        yield "the words mean a part of it: the middle is moved that way, and the circle is smaller"
    elif row.geonameid is None and distance_to(parse, here.first):
        yield "the words give a distance or a direction from it: the point is moved, the circle is as vague as they are"
    elif here.facility:
        yield f"the {here.facility} lies near, not in the middle: the circle is at least 15 km"


def _named(sense: Sense) -> str:
    inside = ", ".join(part for part in (sense.admin1, sense.country) if part and part != sense.name)
    return f"{sense.name}{f' ({inside})' if inside else ''}"


def _parts(one: Candidate) -> str:
    strongest = sorted(one.parts, key=lambda part: -abs(part[1]))
    return "; ".join(f"{words} ({points:+.1f})" for words, points in strongest)
