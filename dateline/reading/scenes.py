"""Where what a report tells happened: said by the sentence, meant by it, or where the telling has stayed since."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

from dateline.language.grammar import first_conjunct, governors, is_noun, is_verb, kids
from dateline.language.parse import Parse
from dateline.reading.governing import governing_time
from dateline.reading.place_evidence import opens_report
from dateline.reading.place_reference import ADVERBS
from dateline.reading.whereabouts import AT, DESTINATION, Said, is_wide, place_said, told_at, told_before, where
from dateline.records import Place, TimeExpression, Where

WEEKS = re.compile(r"shift\(.*unit=[WFMY]")  # "last week's strike": not what is told here
LONG = re.compile(r"\d{4}(?:-\d\d)?|.*~", re.ASCII)  # a year, a month, "mid-May": another time is looked back at
STAYS = 12  # sentences for which a scene holds when nothing names a place
OWN = 1  # how far a place may be from a deed that opens a scene: hung on it or on what it is done to
FORCED = frozenset({"ASSAULT", "PROTEST"})  # done where the deed before was; those who flee or leave are on their way
RIGHT_BEFORE = 2  # sentences
FEW = 4  # towns that a report names at most if it is to play in one of them
LEAD, OPENS = 6, 2  # places, and sentences after the first, in which the opening scene is looked for
HAS = frozenset({"has", "have", "'s", "'ve", "’s", "’ve"})
EARLIER = frozenset({"earlier", "previous", "past", "former", "prior"})
DEGREE = 111_200  # metres of one degree of latitude

Key = tuple[str | None, int | None]  # name and geonameid of a place


@dataclass(frozen=True, slots=True)
class Happening:
    """What is told by one trigger, as far as it tells where. Codes are alpha-3.

    token: of the trigger. bodily: done in deed, and so where those are who do it or suffer it. present: done on the
    spot, as force and flight are, and aid and bans are not. kind: its PLOVER type. lands: of those who suffer it.
    homes: of those who do it. supposed: nobody says that it was done or will be. doers: tokens that mean who does it.
    """

    token: int
    bodily: bool
    present: bool
    lands: frozenset[str]
    kind: str
    homes: frozenset[str]
    supposed: bool
    doers: frozenset[int]

    @property
    def gathers(self) -> bool:
        """Are people on the spot: in deed, or to meet there?"""
        return self.present or self.kind == "CONSULT"


@dataclass(slots=True)
class Scene:
    """The place where the last deed was told, and the sentence that told it.

    opened: by what is there, and not by a dateline, or by what is only signed or sent there. kind: PLOVER type of the
    deed.
    """

    place: Where
    sentence: int
    opened: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """A report, as far as it tells where its deeds were.

    towns: that it names, each once. war: lands that its deeds are done in or to; empty when it names none. about: the
    name and id of the town that it names oftenest.
    """

    parse: Parse
    times: Sequence[TimeExpression]
    towns: tuple[Place, ...]
    war: frozenset[str]
    about: Key | None


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
    deeds = frozenset(one.token for one in told if one.bodily)
    everywhere = [_said(parse, places, one, deeds) for one in told]
    telling = Telling(parse, times, _towns(places), _war(told, everywhere), _about(parse, places))
    decreed = frozenset(
        w.place.id for one, w in zip(told, everywhere, strict=True) if w is not None and not one.present
    )
    scene = _opening(parse, places, _venues(told, everywhere), decreed)
    found: dict[int, Where | None] = {}
    for number, one in sorted(enumerate(told), key=lambda item: item[1].token):
        said = everywhere[number]
        meant = None if said is not None and said.far < DESTINATION else _meant(telling, places, references, one, deeds)
        elsewhere = said is None and _is_elsewhere(telling, actors, one)
        place = None if elsewhere else _where(said, meant) or _again(parse, places, actors, one)
        sentence = parse.sent_of[one.token]
        if place is None and one.present and scene is not None and not elsewhere:
            place = _carried(telling, one, scene) if _stays(telling, one, scene) else None
        found[number] = place
        if one.present and place is not None and _opens_scene(telling, one, place, said, scene):
            scene = Scene(place, sentence, opened=True, kind=one.kind)
        elif one.present and elsewhere:
            scene = None
    return [found[number] for number in range(len(told))]


def _said(parse: Parse, places: Sequence[Place], one: Happening, deeds: frozenset[int]) -> Said | None:
    return place_said(parse, places, one.token, one.bodily, not one.gathers, one.doers, deeds)


def _meant(
    telling: Telling, places: Sequence[Place], references: Sequence[Place], one: Happening, deeds: frozenset[int]
) -> Said | None:
    """What "the town" or "there" is. A town where force is used lies in a land at war: else it is the one of such a
    land that was named right before."""
    parse = telling.parse
    found = _said(parse, references, one, deeds)
    if found is None or not one.present or found.place.country is None or is_wide(found.place):
        return found
    lands = one.lands | telling.war
    if not lands or found.place.country in lands or found.place.text.lower() in ADVERBS:
        return found
    first = parse.start[parse.sents[max(0, parse.sent_of[one.token] - RIGHT_BEFORE)][0]]
    near = [place for place in places if first <= place.start < found.place.start and place.country in lands]
    near = [place for place in near if not is_wide(place)]
    return Said(near[-1], found.far) if near else None


def _war(told: Sequence[Happening], said: Sequence[Said | None]) -> frozenset[str]:
    """The lands where the deeds of a report are done: of those who suffer them and of the places said of them; when
    nothing tells these, of those who do them."""
    deeds = [(one, where) for one, where in zip(told, said, strict=True) if one.present]
    suffer = frozenset(land for one, _ in deeds for land in one.lands)
    named = frozenset(where.place.country for _, where in deeds if where is not None and where.place.country)
    doers = frozenset(land for one, _ in deeds for land in one.homes)
    return (suffer | named) or doers or frozenset(land for one in told if one.bodily for land in one.homes)


def _venues(told: Sequence[Happening], said: Sequence[Said | None]) -> frozenset[str]:
    """Ids of the places where people only meet or speak."""
    deeds = {where.place.id for one, where in zip(told, said, strict=True) if where is not None and one.present}
    words = {where.place.id for one, where in zip(told, said, strict=True) if where is not None and not one.bodily}
    return frozenset(words - deeds)


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
        if not common or thing in actors or _is_earlier(parse, thing):
            continue
        if before := told_before(parse, places, thing, one.gathers):
            return before
    return None


def _opening(parse: Parse, places: Sequence[Place], venues: frozenset[str], decreed: frozenset[str]) -> Scene | None:
    """Where a report is set until it says otherwise: the first place of its first sentence, or else its dateline.

    venues: ids of places where people only meet or speak. decreed: where things are signed, sent or forbidden.
    """
    dateline: Scene | None = None
    for place in places[:LEAD]:
        span = parse.tokens_in(place.start, place.end)
        sentence = parse.sent_of[span[0]]
        if opens_report(parse, span[0], span[-1]):
            dateline = dateline or Scene(where(place), sentence)
        elif sentence > (dateline.sentence + 1 if dateline else OPENS):
            break
        elif place.id in venues or _is_aside(parse, span[-1]):
            continue
        elif not is_wide(place) and not told_at(parse, place) and not _is_byline(parse, sentence):
            return Scene(where(place), sentence, opened=place.id not in decreed)
    return dateline if dateline and not is_wide(dateline.place) else None


def _is_aside(parse: Parse, i: int) -> bool:
    """ "The president, who was in X": where somebody is, not where we are."""
    clauses = [k for k in (i, *governors(parse, i)) if parse.rel[k] == "relcl"]
    return any(parse.lower[k] == "who" for clause in clauses for k in kids(parse, clause, "nsubj"))


def _is_byline(parse: Parse, sentence: int) -> bool:
    """ "By our correspondent in X": where the reporter is."""
    first, last = parse.sents[sentence]
    return parse.lower[first] == "by" and not any(is_verb(parse, i) for i in range(first, last))


def _carried(telling: Telling, one: Happening, scene: Scene) -> Where | None:
    """The scene, unless the sentence opens another one: it is in no land of theirs, another time, the past at large."""
    parse = telling.parse
    sentence = parse.sent_of[one.token]
    if sentence - scene.sentence > STAYS or is_wide(scene.place) or 0 < sentence < scene.sentence:
        return None
    lands = one.lands or (frozenset() if scene.opened else telling.war)
    if lands and scene.place.country is not None and scene.place.country not in lands:
        return None
    if one.supposed or _is_long_ago(telling, one) or _looks_back(telling, one):
        return None
    here = scene.place if sentence == scene.sentence else _town_around(telling.towns, scene.place)
    return replace(here, inferred=True)


def _stays(telling: Telling, one: Happening, scene: Scene) -> bool:
    """Whether what names no place can be where the scene is: force, or more of the same, in the same paragraph or right
    after; all else, and people on their way, only in the town that the whole report is about."""
    parse, first = telling.parse, telling.parse.sents[scene.sentence][0]
    sentence = parse.sent_of[one.token]
    start, end = sorted((parse.start[first], parse.start[one.token]))
    near = "\n" not in parse.text[start:end] or sentence - scene.sentence == 1
    if sentence == scene.sentence or (len(telling.towns) <= FEW and one.kind != "MOBILIZE"):
        return True
    if near and (one.kind in FORCED or one.kind == scene.kind):
        return True
    return telling.about in (_key(scene.place), _key(_town_around(telling.towns, scene.place)))


def _about(parse: Parse, places: Sequence[Place]) -> Key | None:
    named = [place for place in places if not is_wide(place) and not told_at(parse, place)]
    often = Counter(_key(place) for place in named).most_common(2)
    if not often or (len(often) == 2 and often[0][1] == often[1][1]):
        return None
    return often[0][0]


def _key(place: Place | Where) -> Key:
    return place.name, place.geonameid


def _is_long_ago(telling: Telling, one: Happening) -> bool:
    """Whether it is told of another time: of a year or month, of all that was since a day, of "earlier" things."""
    parse = telling.parse
    time = governing_time(parse, telling.times, one.token)
    if time is not None and (LONG.fullmatch(time.value or "") or WEEKS.match(time.meaning or "")):
        return True
    for i in (one.token, _clause_verb(parse, one.token)):
        if any(_is_earlier(parse, k) for k in (i, *kids(parse, i, "nsubj", "nsubjpass", "dobj"))):
            return True
        for k in kids(parse, i, "prep", "advcl", "mark"):
            if parse.lower[k] == "since" or any(parse.lower[mark] == "since" for mark in kids(parse, k, "mark")):
                return True
    return False


def _is_earlier(parse: Parse, noun: int) -> bool:
    """ "Earlier truces": not the ones that are told of here."""
    return is_noun(parse, noun) and any(parse.lower[k] in EARLIER for k in kids(parse, noun, "amod"))


def _looks_back(telling: Telling, one: Happening) -> bool:
    """ "Thousands have fled", "it sponsors": all that was up to now or is always so, if no day is told."""
    parse, verb = telling.parse, first_conjunct(telling.parse, _clause_verb(telling.parse, one.token))
    always = parse.tag[verb] in ("VBZ", "VBP") and parse.sent_of[verb] > 0 and parse.lemma[verb] != "be"
    now = [k for k in kids(parse, verb, "aux") if parse.tag[k] in ("VBZ", "VBP")]
    perfect = any(parse.lower[k] in HAS for k in now)
    time = governing_time(parse, telling.times, one.token) if perfect or always else None
    summed = len(telling.towns) > FEW and time is not None and (time.meaning or "").startswith("duration(")
    return (perfect or always) and (time is None or summed)  # "have killed 35 in five days", wherever


def _clause_verb(parse: Parse, i: int) -> int:
    """Token i, or for a noun the verb that it is the subject or object of."""
    while not is_verb(parse, i) and parse.head[i] != i:
        i = parse.head[i]
    return i


def _is_elsewhere(telling: Telling, actors: frozenset[int], one: Happening) -> bool:
    """Whether the sentence puts it at a place that we do not know: "in Xanzarqa"."""
    parse, times = telling.parse, telling.times
    things = kids(parse, one.token, "dobj", "nsubjpass") if is_verb(parse, one.token) else []
    for prep in (prep for i in (one.token, *things) for prep in kids(parse, i, "prep")):
        if parse.lower[prep] not in AT:
            continue
        for k in kids(parse, prep, "pobj"):
            dated = any(time.start <= parse.start[k] < time.end for time in times)
            if parse.tag[k].startswith("NNP") and k not in actors and not dated:
                return True
    return False


def _towns(places: Sequence[Place]) -> tuple[Place, ...]:
    """The towns that a report names, each once."""
    towns: dict[Key, Place] = {}
    for place in places:
        if (place.feature or "").startswith("PPL") and place.feature != "PPLX":
            towns.setdefault(_key(place), place)
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


def _opens_scene(telling: Telling, one: Happening, place: Where, said: Said | None, scene: Scene | None) -> bool:
    """Whether the telling stays at a place: not one of another clause or time, or one somebody is bound for, nor at a
    country after a town."""
    if is_wide(place) and scene is not None and not is_wide(scene.place):
        return False
    if _is_long_ago(telling, one):
        return False
    return said is None or place.inferred or said.far <= (0 if is_wide(place) else OWN)
