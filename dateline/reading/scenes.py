"""Where what a report tells happened: said by the sentence, meant by it, or where the telling has stayed since."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

from dateline.language.grammar import is_noun, is_verb, kids
from dateline.language.parse import Parse
from dateline.reading.governing import governing_time
from dateline.reading.place_evidence import opens_report
from dateline.reading.whereabouts import DESTINATION, Said, is_wide, place_said, told_at, told_before, where
from dateline.records import Place, TimeExpression, Where

LONG = re.compile(r"\d{4}(?:-\d\d)?|.*~", re.ASCII)  # a year, a month, "mid-May": another time is looked back at
STAYS = 12  # sentences for which a scene holds when nothing names a place
OWN = 1  # how far a place may be from a deed that opens a scene: hung on it or on what it is done to
LEAD, OPENS = 6, 2  # places, and sentences after the first, in which the opening scene is looked for
DEGREE = 111_200  # metres of one degree of latitude


@dataclass(frozen=True, slots=True)
class Happening:
    """What is told by one trigger, as far as it tells where. Codes are alpha-3.

    token: of the trigger. bodily: done in deed, and so where those are who do it or suffer it. present: done on the
    spot, as force and flight are, and aid and bans are not. lands: of those who suffer it.
    """

    token: int
    bodily: bool
    present: bool
    lands: frozenset[str]


@dataclass(slots=True)
class Scene:
    """The place where the last deed was told, and the sentence that told it."""

    place: Where
    sentence: int


def happened_at(
    parse: Parse,
    places: Sequence[Place],
    references: Sequence[Place],
    times: Sequence[TimeExpression],
    actors: frozenset[int],
    told: Sequence[Happening],
) -> list[Where | None]:
    """Where each happening was, in the order given; None where the report does not say.

    First what the sentence says of the trigger; then what its words mean ("the city", "there"); then where the same
    thing was when it was told of before ("the truce"); then, for deeds, where the last deed was. The last three are
    marked as inferred. actors: tokens that mean somebody. All sequences of rows in reading order.
    """
    scene, towns = _opening(parse, places), _towns(places)
    found: dict[int, Where | None] = {}
    for number, one in sorted(enumerate(told), key=lambda item: item[1].token):
        said = place_said(parse, places, one.token, one.bodily)
        meant = None if said is not None and said.far < DESTINATION else place_said(
            parse, references, one.token, one.bodily
        )  # fmt: skip
        place = _where(said, meant) or _again(parse, places, actors, one)
        sentence = parse.sent_of[one.token]
        if place is None and one.present and scene is not None:
            place = _carried(parse, towns, times, one, scene)
        found[number] = place
        if place is not None and one.present and _opens_scene(place, said, scene):
            scene = Scene(place, sentence)
    return [found[number] for number in range(len(told))]


def _where(said: Said | None, meant: Said | None) -> Where | None:
    if said is not None and (meant is None or said.far <= meant.far):
        return where(said.place)
    return None if meant is None else where(meant.place, inferred=True)


def _again(parse: Parse, places: Sequence[Place], actors: frozenset[int], one: Happening) -> Where | None:
    """Where the thing was before: the trigger itself, or what it is said of ("the talks will resume")."""
    i, objects = one.token, ("dobj",) if one.bodily else ()
    things = [i] if is_noun(parse, i) else kids(parse, i, "nsubj", "nsubjpass", *objects)
    for thing in things:
        common = is_noun(parse, thing) and not parse.tag[thing].startswith("NNP")
        if common and thing not in actors and (before := told_before(parse, places, thing)):
            return before
    return None


def _opening(parse: Parse, places: Sequence[Place]) -> Scene | None:
    """Where a report is set until it says otherwise: the first place of its first sentence, or else its dateline."""
    dateline: Scene | None = None
    for place in places[:LEAD]:
        span = parse.tokens_in(place.start, place.end)
        sentence = parse.sent_of[span[0]]
        if opens_report(parse, span[0], span[-1]):
            dateline = dateline or Scene(where(place), sentence)
        elif sentence > (dateline.sentence + 1 if dateline else OPENS):
            break
        elif not is_wide(place) and not told_at(parse, place) and not _is_byline(parse, sentence):
            return Scene(where(place), sentence)
    return dateline if dateline and not is_wide(dateline.place) else None


def _is_byline(parse: Parse, sentence: int) -> bool:
    """ "By our correspondent in X": where the reporter is."""
    first, last = parse.sents[sentence]
    return parse.lower[first] == "by" and not any(is_verb(parse, i) for i in range(first, last))


def _carried(
    parse: Parse, towns: Sequence[Place], times: Sequence[TimeExpression], one: Happening, scene: Scene
) -> Where | None:
    """The scene, unless the sentence opens another one: somebody else suffers, another time, a place of its own."""
    if parse.sent_of[one.token] - scene.sentence > STAYS:
        return None
    if one.lands and scene.place.country is not None and scene.place.country not in one.lands:
        return None
    time = governing_time(parse, times, one.token)
    if time is not None and LONG.fullmatch(time.value or ""):
        return None
    here = scene.place if parse.sent_of[one.token] == scene.sentence else _town_around(towns, scene.place)
    return replace(here, inferred=True)


def _towns(places: Sequence[Place]) -> tuple[Place, ...]:
    """The towns that a report names, each once."""
    towns: dict[tuple[str | None, int | None], Place] = {}
    for place in places:
        if (place.feature or "").startswith("PPL") and place.feature != "PPLX":
            towns.setdefault((place.name, place.geonameid), place)
    return tuple(towns.values())


def _town_around(towns: Sequence[Place], part: Where) -> Where:
    """The town named in the report that a quarter or crossing lies in: the telling stays in the town. Else the part."""
    for town in towns:
        larger = part.feature != "PPL" or (town.precision_m or 0) > (part.precision_m or 0)
        if larger and town.name != part.name and _holds(town, part):
            return where(town)
    return part


def _holds(town: Place, part: Where) -> bool:
    if town.lat is None or town.lon is None or part.lat is None or part.lon is None:
        return False
    north, east = part.lat - town.lat, (part.lon - town.lon) * cos(radians(town.lat))
    return hypot(north, east) * DEGREE <= (town.precision_m or 0)


def _opens_scene(place: Where, said: Said | None, scene: Scene | None) -> bool:
    """Whether the telling stays at a place: not one of another clause or one somebody is bound for, nor at a country
    after a town."""
    if is_wide(place) and scene is not None and not is_wide(scene.place):
        return False
    return said is None or place.inferred or said.far <= (0 if is_wide(place) else OWN)
