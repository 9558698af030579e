"""What speaks for a name's being a place: the words that govern it, and those that stand beside it."""

from dataclasses import dataclass, field

from dateline.language.grammar import first_conjunct, kids
from dateline.language.layout import DASHES, in_dateline
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.gazetteer import Sense, is_of
from dateline.lexicon.place_words import PlaceWords
from dateline.reading.metonyms import stands_for_government

NAME_TAGS = frozenset({"NNP", "NNPS"})
HYPHENS = frozenset({"-", "–", "‑"})
INSIDE = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "throughout", "into", "off", "within"})
TOWARDS = frozenset(
    {"from", "to", "through", "via", "toward", "towards", "between", "over", "above", "along", "for", "on"}
)
BUILDINGS = frozenset({"BLDG", "PAL"})  # they act more often than things happen in them
BIG = 200_000  # people of a town that a preposition shows, though its name is a common word
BEHIND_DATELINE = DASHES | {",", "(", "/"}
TAKEN = 1.3  # points for "recaptured X", "the attack on X"
FOUGHT_OVER, STEPS = 0.6, 4  # points for a name that no table has in "killed two in X"; heads between the two
NEEDED = 2.2  # points that make a name a place


@dataclass(slots=True)
class Toponym:
    """Words that may name a place. Token indices, both ends included; `first`..`last` with "eastern", "province"."""

    first: int
    last: int
    core: tuple[int, int]
    key: str
    senses: tuple[Sense, ...]
    points: float = 0.0
    classes: str = ""  # feature classes that the words around it ask for: "A" for "X province"
    inside: list[str] = field(default_factory=list)  # keys of what it is said to lie in
    around: list[str] = field(default_factory=list)  # keys of what is said to lie in it
    lands: list[str] = field(default_factory=list)  # alpha-3 codes said of it: "the Syrian city of X"
    part: str | None = None  # "eastern"
    facility: str | None = None  # "airport"
    located: bool = False  # a preposition or what stands behind the comma says that it is a place
    person: bool = False  # it is part of somebody's name here
    dead: str = ""  # why it is no place


def weigh(parse: Parse, countries: Countries, words: PlaceWords, here: Toponym) -> None:
    """Points for and against one name's being a place, from its senses and from the words that govern it."""
    first, last = here.core
    if stands_for_government(parse, countries, first, last):
        here.dead = here.dead or "stands for its government"
    here.points += _prior(here, parse.lower[first] if first == last else here.key, words)
    head = next((i for i in range(first, last + 1) if not first <= parse.head[i] <= last or parse.head[i] == i), last)
    _beside(parse, words, here, head)
    outer = here.last if here.last > last and parse.head[head] == here.last else head  # "in Idlib province"
    anchor = first_conjunct(parse, outer)
    up, rel = parse.head[anchor], parse.rel[anchor]
    if rel == "pobj":
        here.points += _by_preposition(parse, countries, words, here, up)
    elif rel == "compound" and up == last + 1 and parse.word[up].islower() and here.senses and here.senses[0].main:
        here.points += 0.8  # "an Idlib hospital"
    elif rel == "nsubj" and parse.lemma[up] in words.person_verbs and not is_country(here):
        here.points -= 2.0
    elif rel == "dobj" and parse.lemma[up] in words.taken:
        here.located = True
        here.points += TAKEN
    elif rel == "appos" and words.classes(parse.lemma[up]):
        here.points += 2.0
    for kid in kids(parse, head, "appos"):
        if kinds := words.classes(parse.lemma[kid]):
            here.points += 2.0
            here.classes += kinds
            _lands_of(parse, countries, here, kid)
    if here.classes or (here.facility and not _is_institution(parse, words, here, up if rel == "dobj" else None)):
        here.located = True
        here.points += 1.5
    if (
        here.senses
        and here.classes
        and here.classes.strip("H") == ""
        and not any(is_of(sense, "H") for sense in here.senses)
    ):
        here.dead = here.dead or "a water that we do not know"
    fits = any(is_of(sense, kind) for sense in here.senses for kind in here.classes)
    if here.senses and here.classes and not fits and not any(sense.main for sense in here.senses):
        here.dead = here.dead or "another kind of place, and a town by another name only"
    if here.part:
        here.located = True
        here.points += 0.8
    if opens_report(parse, first, here.last):
        here.located = True
        here.points += 2.0
    elif first == parse.sentence(first)[0] and parse.tag[first] not in NAME_TAGS:
        here.points -= 1.5  # a capital that any first word has


def _prior(here: Toponym, word: str, words: PlaceWords) -> float:
    if not here.senses:
        return -0.3 if word not in words.not_places else -9.0
    best = here.senses[0]
    if word in words.not_places and not best.feature.startswith("PCL"):
        return 0.3 if best.main and best.population >= BIG else -2.0
    if best.feature in BUILDINGS:
        return 0.5
    if is_own(best):
        return 3.0
    people = best.population
    steps = ((1_000_000, 2.5), (200_000, 2.0), (50_000, 1.5), (10_000, 1.0), (1_000, 0.7), (0, 0.4))
    points = next(value for least, value in steps if people >= least)
    if not best.main:
        points = points - 0.7
    return points + 0.5 * (" " in here.key)


def _is_institution(parse: Parse, words: PlaceWords, here: Toponym, verb: int | None) -> bool:
    """ "Xyz Stadium", where no table has Xyz: the whole is a name, and no place that we know lies there; not in
    "stormed Xyz Prison"."""
    own = not here.senses and here.last > here.core[1] and parse.word[here.last][0].isupper()
    return own and (verb is None or parse.lemma[verb] not in words.taken)


def is_country(here: Toponym) -> bool:
    return bool(here.senses) and here.senses[0].feature.startswith("PCL")


def is_own(sense: Sense) -> bool:
    return sense.by.startswith(("countries/", "places/", "counties/"))


def _beside(parse: Parse, words: PlaceWords, here: Toponym, head: int) -> None:
    """The common noun behind the name ("Idlib province") and the adjective before it ("eastern Aleppo")."""
    up = parse.head[head]
    if parse.rel[head] in ("compound", "nmod", "poss") and up == here.last + 1 and up < len(parse):
        kinds = words.classes(parse.lower[up])
        if kinds and parse.rel[head] != "poss" and extends(here, kinds):
            here.classes += kinds
            here.last = up
        elif parse.lower[up] in words.facilities and parse.rel[head] != "poss":
            here.facility = parse.lower[up]
            here.last = up
    i = here.first - 1
    if i >= 0 and parse.sent_of[i] == parse.sent_of[here.first]:
        if parse.lower[i] in words.directions:
            here.part, here.first = parse.lower[i], i
        elif parse.word[i] in HYPHENS and i and parse.end[i] == parse.start[here.first] and not here.dead:
            pass
        elif here.senses and words.classes(parse.lower[i]) and parse.rel[i] in ("compound", "nmod"):
            here.classes += words.classes(parse.lower[i])
    held = here.first - 1
    if held >= 2 and parse.tag[held] == "VBN" and parse.word[held - 1] in HYPHENS and parse.head[held] == head:
        here.first, here.part = held - 2, here.part or "held"
    while here.first > 0 and parse.tag[here.first] in ("DT", "HYPH", ":"):
        here.first += 1


def _by_preposition(parse: Parse, countries: Countries, words: PlaceWords, here: Toponym, prep: int) -> float:
    word, noun = parse.lower[prep], parse.head[prep]
    if word in INSIDE:
        here.located = True
        return 2.0 + (FOUGHT_OVER if _is_scene(parse, words, here, prep) else 0.0)
    struck = TAKEN if parse.lemma[noun] in words.struck else 0.0
    if word in TOWARDS:
        here.located = word == "from"
        return 1.3 + (struck if word == "on" else 0.0)
    if word == "of":
        theirs = [k for k in kids(parse, noun, "compound", "poss") if parse.tag[k] in NAME_TAGS]
        if any(not countries.demonym(parse.word[k]) for k in theirs):
            return 0.6  # "the X district of Y": the noun has its name, and Y is what X lies in
        if kinds := words.classes(parse.lemma[noun]):
            names = [j for k in kids(parse, prep, "pobj") for j in kids(parse, k, "conj") if parse.tag[j] in NAME_TAGS]
            if parse.tag[noun] != "NNS" or names:  # "the districts of X" lie in X; "the towns of X and Y" are both
                here.classes += kinds
            _lands_of(parse, countries, here, noun)
            here.located = True
            return 2.5
        if parse.lower[noun] in words.directions:
            return 2.0
        if _heads_a_name(parse, words, noun):
            here.dead = here.dead or "part of a longer name"  # "University of Ohio"
        return 0.6 + struck
    return 0.3


def _is_scene(parse: Parse, words: PlaceWords, here: Toponym, prep: int) -> bool:
    """Whether somebody fights, dies or meets in a name that no table has: "killed two near Xyz", "clashes in Xyz"."""
    first, last = here.core
    named = all(parse.tag[i] in NAME_TAGS or parse.word[i] in HYPHENS for i in range(first, last + 1))
    if here.senses or not named or parse.lower[prep] not in ("in", "near") or parse.lower[first - 1] == "the":
        return False
    i = prep
    for _ in range(STEPS):
        i = parse.head[i]
        if parse.lemma[i] in words.happens or parse.lemma[i] in words.struck:
            return True
    return False


def _heads_a_name(parse: Parse, words: PlaceWords, noun: int) -> bool:
    """ "University of Ohio", "Islamic State of Iraq": the place is part of the name of an organisation."""
    if parse.tag[noun] not in NAME_TAGS or parse.lower[noun] in words.titles:
        return False
    if parse.lower[noun] in words.organisations:
        return True
    named = any(parse.word[k][:1].isupper() and k == noun - 1 for k in parse.kids[noun])
    return named and bool(words.classes(parse.lower[noun]))


def _lands_of(parse: Parse, countries: Countries, here: Toponym, noun: int) -> None:
    """ "the northern Syrian city of X": its adjectives name the country."""
    for kid in parse.kids[noun]:
        if (parse.rel[kid] in ("amod", "compound", "nmod") and (code := countries.demonym(parse.word[kid]))) or (
            parse.rel[kid] == "poss" and (code := countries.named(parse.word[kid]))
        ):
            here.lands.append(countries.by_code[code].iso)


def opens_report(parse: Parse, first: int, last: int) -> bool:
    """ "ALEPPO, Syria (Agency) -", capitals at the start of a line before a comma, bracket or dash; "Doha, Qatar -"."""
    if not parse.word[first][0].isupper() or last + 1 >= len(parse):
        return False
    at = parse.start[first]
    if not (at == 0 or parse.text[at - 1] == "\n" or first == parse.sentence(first)[0]):
        return False
    capitals = parse.word[first].isupper() and len(parse.word[first]) > 2
    return (capitals and parse.word[last + 1] in BEHIND_DATELINE) or in_dateline(parse, first)


def extends(here: Toponym, classes: str) -> bool:
    """Whether "X island" can be X: not "a Mediterranean island", "the West Bank city of"."""
    if not here.senses or any(sense.feature.startswith("PPL") for sense in here.senses):
        return True
    return any(is_of(sense, kind) for sense in here.senses for kind in classes)
