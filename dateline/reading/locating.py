"""Where on earth: of all the places that bear a name, the one that this report means."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log10

from dateline.language.grammar import first_conjunct
from dateline.language.parse import Parse
from dateline.lexicon.gazetteer import Sense, contains, is_of, km
from dateline.reading.toponyms import NEEDED, Toponym

DEFAULT_PEOPLE = {
    "PCL": 9.0,
    "ADM1": 6.2,
    "RGN": 6.5,
    "CONT": 8.0,
    "SEA": 7.5,
    "OCN": 8.0,
    "STM": 6.5,
    "GULF": 6.5,
}  # log10 of people, for what has no count
WEIGHED = 25  # senses of a name that are compared
NEARBY = 150  # km
ANCHORS = 30  # places of the report that a name is compared with


def locate(found: Sequence[Toponym], lands: Mapping[str, int], home: str | None) -> dict[str, Sense]:
    """The sense of each name, one a report.

    lands: alpha-3 -> how often the report names the country or its people. home: alpha-3 of the outlet's country.
    """
    names: dict[str, list[Toponym]] = {}
    for here in found:
        if not here.dead:
            names.setdefault(here.key, []).append(here)
    total = sum(lands.values()) or 1
    share = {code: count / total for code, count in lands.items()}
    alone = {key: _best(key, names, share, home, {}) for key in names}
    picked = {key: sense for key, (sense, _) in alone.items()}
    anchors = dict(sorted(picked.items(), key=lambda item: -alone[item[0]][1])[:ANCHORS])
    return {key: _best(key, names, share, home, anchors)[0] for key in names}


def _best(
    key: str,
    names: Mapping[str, list[Toponym]],
    share: Mapping[str, float],
    home: str | None,
    anchors: Mapping[str, Sense],
) -> tuple[Sense, float]:
    """The best sense of a name, and how far it is ahead of the next."""
    here = names[key]
    wanted = Counter(kind for one in here for kind in one.classes)
    said = {code for one in here for code in one.lands}
    inside = {sense for one in here for name in one.inside for sense in _container(name, names, anchors)}
    senses = here[0].senses[:WEIGHED] if not inside else here[0].senses
    points = [_score(sense, wanted, said, inside, share, home, anchors, key) for sense in senses]
    scored = sorted(
        zip(points, range(0, -len(senses), -1), senses, strict=True), key=lambda item: item[:2], reverse=True
    )
    lead = scored[0][0] - scored[1][0] if len(scored) > 1 else 5.0
    return scored[0][2], lead


def _container(name: str, names: Mapping[str, list[Toponym]], anchors: Mapping[str, Sense]) -> list[Sense]:
    if name in anchors:
        return [anchors[name]]
    return list(names[name][0].senses[:5]) if name in names else []


def _score(
    sense: Sense,
    wanted: Mapping[str, int],
    said: set[str],
    inside: set[Sense],
    share: Mapping[str, float],
    home: str | None,
    anchors: Mapping[str, Sense],
    key: str,
) -> float:
    """How well a sense fits the report; about the logarithm of the odds."""
    points = _people(sense) + 0.8 * sense.main + 0.6 * (sense.feature == "PPLC")
    country = sense.country or ""
    points += 2.5 * share.get(country, 0.0) + 0.5 * (country in share) + 0.8 * (home is not None and country == home)
    if wanted:
        points += 1.5 if any(is_of(sense, kind) for kind in wanted) else -1.0
    if said:
        points += 3.0 if country in said else -3.0
    if inside:
        points += 5.0 if any(contains(area, sense) for area in inside) else -2.0
    others = [
        anchor for name, anchor in anchors.items() if name != key and not anchor.feature.startswith(("PCL", "CONT"))
    ]
    if others:
        nearest = min(km(sense, other) for other in others)
        points += 2.0 if nearest < 60 else 1.5 if nearest < 150 else 0.7 if nearest < 400 else 0.0
        if sense.admin1 and any(other.admin1 == sense.admin1 and other.country == country for other in others):
            points += 1.0
    return points


def _people(sense: Sense) -> float:
    for feature, value in DEFAULT_PEOPLE.items():
        if sense.feature.startswith(feature):
            return value
    return log10(sense.population + 10) if sense.population else 5.3 if sense.by.startswith("places/") else 2.0


def support(parse: Parse, found: Sequence[Toponym], meant: Mapping[str, Sense]) -> None:
    """Points for names whose best sense fits the places that are certain: it lies in what stands behind the comma, near
    another place, or in one list with one."""
    certain = {here.key for here in found if not here.dead and here.points >= NEEDED}
    anchors = {key: meant[key] for key in sorted(certain)}
    near = [sense for sense in anchors.values() if sense.precision_m <= NEARBY * 1000][:ANCHORS]
    heads = {first_conjunct(parse, i) for here in found if here.key in certain and not here.dead
             for i in range(here.core[0], here.core[1] + 1)}  # fmt: skip
    for here in found:
        if here.dead or here.key in certain:
            continue
        sense = meant[here.key]
        if any(name in anchors and contains(anchors[name], sense) for name in here.inside):
            here.points += 2.0
        if any(km(sense, other) < NEARBY for other in near):
            here.points += 0.8
        if any(first_conjunct(parse, i) in heads for i in range(here.core[0], here.core[1] + 1)):
            here.points += 0.8
