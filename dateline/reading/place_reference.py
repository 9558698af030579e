"""Words that mean a place named before: "the city", "the two villages", "there". They are no places of the record; they
tell where something happened."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.language.grammar import governors, is_noun, kids
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.gazetteer import Gazetteer, of_class
from dateline.lexicon.place_words import PlaceWords
from dateline.reading.place_evidence import opens_report
from dateline.reading.places import lands_named
from dateline.reading.whereabouts import NOUN_MODIFIERS, is_wide, told_at
from dateline.records import How, Place

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
PRONOUNS = frozenset({"it", "its"})
TOPICS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "ROOT"})
ADVERBS = frozenset({"there", "here"})
OTHERWISE = frozenset({  # nouns that mean other things than the place named last, when they stand alone
    "settlement", "community", "front", "frontline", "axis", "range", "pass", "plain", "peak", "strip", "corridor",
    "zone", "outpost", "bastion", "stronghold", "resort",
})  # fmt: skip
SEAT = "capital"
CLEAR = 2  # times that the country of "the capital" is named oftener than any other
WHOLE = "AP"  # of "the west" and "the eastern districts": the town or province that they are parts of
LOOKED_AT = 40  # names of places before the words that are compared
MANY = 5  # mentions in a report from which on a place is as much its subject as it can be
LEAD = 2  # mentions that it is worth to be the first
NEAR, NAMED_SO = 2, 4  # mentions that it is worth to be named right before, or with the same noun
PART = 9  # mentions that a town is ahead of its quarters: "the city" is no quarter


def referred(
    parse: Parse, places: Sequence[Place], place_words: PlaceWords, gazetteer: Gazetteer, countries: Countries
) -> tuple[Place, ...]:
    """The places that such words mean, with the span of the words, in reading order. places: in reading order."""
    seat = _Seat(parse, places, gazetteer, countries)
    named = [place for place in places if not told_at(parse, place) and not _is_dateline(parse, place)]
    often = Counter(_key(place) for place in named)
    if named:
        often[_key(named[0])] += LEAD  # what a report opens with is what it is about
    starts = [place.start for place in named]
    found: list[Place] = []
    for i, lower in enumerate(parse.lower):
        if lower in PRONOUNS and parse.tag[i] in ("PRP", "PRP$"):
            if (one := _only_one(parse, named, found, i)) is not None:
                found.append(_at(parse, i, one))
            continue
        kinds, noun = _kinds(parse, place_words, i), parse.lemma[i]
        if lower == SEAT and (capital := seat.meant(i)) is not None:
            found.append(_at(parse, i, capital))
        if kinds is None or lower == SEAT:
            continue
        here = bisect_left(starts, parse.start[i])
        before = named[max(0, here - LOOKED_AT) : here]
        meant = _meant(parse, before, often, i, kinds, "" if lower in ADVERBS else noun)
        if meant is not None:
            found.append(_at(parse, i, meant))
    return tuple(found)


def _only_one(parse: Parse, named: Sequence[Place], again: Sequence[Place], i: int) -> Place | None:
    """The one town or smaller place that stands before "it" in its sentence, else in the sentence before in the same
    paragraph; None when there is none or more than one."""
    first = parse.sentence(i)[0]
    before = parse.sentence(first - 1)[0] if first else 0
    for start, end in ((parse.start[first], parse.start[i]), (parse.start[before], parse.start[first])):
        low = bisect_left(named, start, key=lambda place: place.start)
        high = bisect_left(named, end, key=lambda place: place.start)
        near = [*named[low:high], *(place for place in again[-LOOKED_AT:] if start <= place.start < end)]
        small = {_key(place): place for place in near if not is_wide(place) and _is_topic(parse, place)}
        if "\n" in parse.text[start : parse.start[i]]:
            return None
        if small:
            return next(iter(small.values())) if len(small) == 1 else None
    return None


def _is_topic(parse: Parse, place: Place) -> bool:
    """Whether a sentence is about a place: it undergoes or does something, or one goes into it or out of it.
    "Off X" and "in X" only say where."""
    i = parse.tokens_in(place.start, place.end)[-1]
    while parse.rel[i] in ("compound", "appos", "conj", "poss") or _is_owned(parse, i):
        i = parse.head[i] if parse.rel[i] != "pobj" else parse.head[parse.head[i]]
    above = parse.lower[parse.head[i]]
    into = above in ("into", "on") or (above == "of" and parse.lower[parse.head[parse.head[i]]] == "out")
    return parse.rel[i] in TOPICS or (parse.rel[i] == "pobj" and into)


def _is_owned(parse: Parse, i: int) -> bool:
    """ "The city of X", "the fall of X"."""
    above = parse.head[i]
    return parse.rel[i] == "pobj" and parse.lower[above] == "of" and is_noun(parse, parse.head[above])


def _at(parse: Parse, i: int, meant: Place) -> Place:
    start, end = parse.slice(i, i)
    return replace(meant, start=start, end=end, text=parse.word[i], how=How("places/the same as before"))


class _Seat:
    """What "the capital" means: that of the country said with it, or of the one country that the report is about."""

    def __init__(self, parse: Parse, places: Sequence[Place], gazetteer: Gazetteer, countries: Countries):
        self.parse, self.places, self.gazetteer, self.countries = parse, places, gazetteer, countries
        lands = lands_named(parse, gazetteer, countries) or Counter(place.country for place in places if place.country)
        ranked = lands.most_common(2)
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= CLEAR * ranked[1][1])
        self.land = ranked[0][0] if clear else None

    def meant(self, i: int) -> Place | None:
        """The place of "capital" at token i; None when its country is not clear, or no row of the report names it."""
        parse, land = self.parse, self.land
        said = [k for k in kids(parse, i, "amod", "compound", "poss", "nmod") if parse.lower[k] != "whole"]
        if said:
            codes = {self.countries.by_name.get(parse.word[k]) or self.countries.demonym(parse.word[k]) for k in said}
            code = codes.pop() if len(codes) == 1 else None
            land = self.countries.by_code[code].iso if code else None  # "the provincial capital"
        elif not any(parse.lower[k] in DEFINITE for k in kids(parse, i, "det")) or kids(parse, i, "prep", "appos"):
            return None
        return None if land is None else self._capital(land)

    def _capital(self, land: str) -> Place | None:
        """The row that names the capital; else the capital on the row that names its country."""
        own = [place for place in self.places if place.country == land]
        named = next((place for place in own if place.feature == "PPLC"), None)
        country = next((place for place in own if (place.feature or "").startswith("PCL")), None)
        city = self.countries.by_code[land].capital
        senses = self.gazetteer.senses(city) if city else ()
        sense = next((one for one in senses if one.country == land and one.feature == "PPLC"), None)
        if named is not None or country is None or sense is None:
            return named
        return replace(
            country, name=sense.name, geonameid=sense.geonameid, lat=round(sense.lat, 5), lon=round(sense.lon, 5),
            admin1=sense.admin1, feature=sense.feature, precision_m=sense.precision_m,
        )  # fmt: skip


def _kinds(parse: Parse, words: PlaceWords, i: int) -> str | None:
    """GeoNames feature classes that the words at token i can mean, "" for any; None when they mean no place."""
    if parse.lower[i] in ADVERBS:
        return "" if parse.tag[i] == "RB" and parse.rel[i] in ("advmod", "pobj", "pcomp") else None
    if not is_noun(parse, i) or parse.tag[i].startswith("NNP"):
        return None
    noun = parse.lemma[i].lower()
    side = noun in words.directions
    classes = "AP" if side else "" if noun in OTHERWISE else words.classes(noun)
    if not classes and noun not in words.facilities:
        return None
    if not any(parse.lower[k] in DEFINITE for k in kids(parse, i, "det")):
        return None
    if any(parse.tag[k].startswith("NNP") for k in parse.kids[i]) or any(
        parse.lower[k] == "of" for k in kids(parse, i, "prep")
    ):
        return None  # "the Idlib countryside", "the city of Idlib": these say which
    if side or ("A" in classes and parse.tag[i] == "NNS"):
        return WHOLE
    return ("X" if noun in words.parts else "") + (classes or "-")


def _meant(
    parse: Parse, before: Sequence[Place], often: Counter[tuple[str | None, int | None]], i: int, kinds: str, noun: str
) -> Place | None:
    """The place named before that fits best: of the kind, often named, named right before, or with this very noun."""
    if parse.lower[i] == "there" and (last := _last_named(parse, before, i)) is not None:
        return last
    best: tuple[int, int, Place] | None = None
    for place in before:
        if not noun and is_wide(place) and _says_whose(parse, place):
            continue
        same = bool(noun) and kinds != WHOLE and noun.lower() in place.text.lower().split()
        if not same and not _fits(place.feature or "", kinds):
            continue
        at = parse.tokens_in(place.start, place.end)[0]
        near = parse.sent_of[i] - parse.sent_of[at] <= 1 and (not kinds or not _is_reported(parse, at))
        points = min(often[_key(place)], MANY) + NEAR * near * (2 if not kinds else 1) + NAMED_SO * same
        points -= PART * (place.feature == "PPLX" and not same and "X" not in kinds)
        if best is None or (points, place.start) >= best[:2]:
            best = (points, place.start, place)
    return None if best is None else _first_of_list(parse, before, i, best[2])


def _last_named(parse: Parse, before: Sequence[Place], i: int) -> Place | None:
    """ "They hold most of X, and aid is brought there": the place named last in the sentence before "there", be it a
    country; not one that only says whose ("X's army")."""
    place = before[-1] if before else None
    if place is None or place.start < parse.start[parse.sentence(i)[0]]:
        return None
    last = parse.tokens_in(place.start, place.end)[-1]
    return None if parse.rel[last] in NOUN_MODIFIERS else place


def _first_of_list(parse: Parse, before: Sequence[Place], i: int, meant: Place) -> Place:
    """ "X and Y ... the two villages": of several places meant, the first named."""
    if parse.tag[i] != "NNS":
        return meant
    heads = {k: place for place in before for k in parse.tokens_in(place.start, place.end)}
    here = parse.tokens_in(meant.start, meant.end)[-1]
    while parse.rel[here] == "conj" or parse.head[here] in parse.tokens_in(meant.start, meant.end):
        here, was = parse.head[here], here
        if here == was:
            break
    return heads.get(here, meant)


def _fits(feature: str, kinds: str) -> bool:
    if feature.startswith("PCL") and kinds:
        return False  # "the area" is no country
    if kinds == WHOLE and feature == "PPLX":
        return False
    return not kinds or any(of_class(feature, kind) for kind in kinds) or ("X" in kinds and feature == "PPLX")


def _says_whose(parse: Parse, place: Place) -> bool:
    """ "The army of X": X says whose, not where."""
    i = parse.tokens_in(place.start, place.end)[-1]
    return parse.rel[i] in NOUN_MODIFIERS or (parse.rel[i] == "pobj" and parse.lower[parse.head[i]] == "of")


def _is_reported(parse: Parse, i: int) -> bool:
    """Whether token i stands in what somebody is said to have said: it names what is talked of, not where we are."""
    return any(parse.rel[k] == "ccomp" for k in (i, *governors(parse, i)))


def _is_dateline(parse: Parse, place: Place) -> bool:
    span = parse.tokens_in(place.start, place.end)
    return opens_report(parse, span[0], span[-1])


def _key(place: Place) -> tuple[str | None, int | None]:
    return place.name, place.geonameid
