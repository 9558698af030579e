"""Places given by another one: "eastern Aleppo", "50 km north of Homs", "the Turkish-Syrian border"."""

from dataclasses import replace
from math import cos, radians

from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.gazetteer import Gazetteer, Sense
from dateline.lexicon.place_words import PlaceWords

METRES = {
    "km": 1000, "kms": 1000, "kilometer": 1000, "kilometers": 1000, "kilometre": 1000, "kilometres": 1000,
    "mile": 1609, "miles": 1609, "mi": 1609, "metres": 1, "meters": 1, "m": 1,
}  # fmt: skip
COMPASS = {
    "north": (1.0, 0.0), "south": (-1.0, 0.0), "east": (0.0, 1.0), "west": (0.0, -1.0),
    "northeast": (0.7, 0.7), "northwest": (0.7, -0.7), "southeast": (-0.7, 0.7), "southwest": (-0.7, -0.7),
}  # fmt: skip  # (to the north, to the east) for one unit of way
DEGREE = 111_200  # metres of one degree of latitude
FURTHEST = 100_000  # metres by which the middle of a part is moved at most
NEARBY = 30_000  # metres: "north of X", when nobody says how far
JOINING = frozenset({"-", "–", "/", "and"})
NUMBERS = {word: number for number, word in enumerate(
    "one two three four five six seven eight nine ten eleven twelve".split(), 1
)} | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}  # fmt: skip
BRACKETED = 5  # tokens of "(75 miles)", its brackets included


def compass(word: str | None) -> tuple[float, float] | None:
    """The way a word points: "northern", "north-east", "southwestern"; None for "downtown"."""
    if word is None:
        return None
    return COMPASS.get(word.lower().replace("-", "").removesuffix("ern"))


def part_of(area: Sense, part: str | None) -> Sense:
    """ "northern X": the middle is moved a third of the way to the rim, and the circle shrinks. X itself otherwise."""
    way = compass(part)
    if way is None:
        return area
    moved = _moved(area, way, min(FURTHEST, 0.35 * area.precision_m))
    return replace(moved, precision_m=max(1_000, int(0.75 * area.precision_m)))


def away_from(place: Sense, metres: int | None, way: tuple[float, float] | None) -> Sense:
    """ "50 km north of X", "30 miles from X", "south of X": so precise as the words are, and no longer X itself."""
    place = replace(place, geonameid=None)
    if way is None:
        return replace(place, precision_m=place.precision_m + (metres or NEARBY))
    if metres is None:
        return replace(_moved(place, way, NEARBY / 2), precision_m=max(NEARBY, place.precision_m))
    return replace(_moved(place, way, metres), precision_m=max(place.precision_m, int(metres * 0.3)))


def _moved(place: Sense, way: tuple[float, float], metres: float) -> Sense:
    north, east = way
    lat = max(-89.0, min(89.0, place.lat + north * metres / DEGREE))
    lon = place.lon + east * metres / (DEGREE * max(0.05, cos(radians(place.lat))))
    return replace(place, lat=lat, lon=(lon + 180) % 360 - 180)


def distance_to(parse: Parse, first: int) -> tuple[int, int | None, tuple[float, float] | None] | None:
    """What stands before the name whose first token is `first`: where the whole begins, metres, direction.

    "50 km (to the) north of X" gives all, "north of X" no metres, "50 km from X" no direction; None without either.
    """
    begin = parse.sentence(first)[0]
    i = first - 1
    if i > begin and parse.lower[i] == "the":
        i -= 1
    if i <= begin or parse.lower[i] not in ("of", "from"):
        return None
    way = compass(parse.word[i - 1]) if parse.lower[i] == "of" else None
    if way is None and parse.lower[i] == "of":
        return None
    at = i - 1 if way is not None else i
    if way is not None and at - 2 > begin and parse.word[at - 1] in JOINING and compass(parse.word[at - 2]):
        way, at = compass(parse.word[at - 2] + parse.word[at]) or way, at - 2  # "north-east"
    j = at - 1
    while j > begin and parse.lower[j] in ("the", "to", "away"):
        j -= 1
    if parse.word[j] == ")":  # "120 km (75 miles) east of X"
        j = next((k - 1 for k in range(j, max(begin, j - BRACKETED), -1) if parse.word[k] == "("), j)
    if j > begin and parse.lower[j] in METRES and (number := _number(parse.word[j - 1])) is not None:
        return j - 1, int(number * METRES[parse.lower[j]]), way
    return (at, None, way) if way is not None else None


def _number(word: str) -> float | None:
    if word.lower() in NUMBERS:
        return NUMBERS[word.lower()]
    try:
        number = float(word.replace(",", ""))
    except ValueError:
        return None
    return number if 0 < number < 1000 else None


def side_of(parse: Parse, first: int, last: int) -> tuple[int, int, str] | None:
    """ "The (rebel-held) east of X", "X's far north": a part of X, not a place beyond it.

    Returns the first and last token of the whole, and the word that points; None when the words say something else.
    """
    begin, end = parse.sentence(first)
    if last + 2 < end and parse.tag[last + 1] == "POS":
        at = next((j for j in range(last + 2, min(last + 4, end)) if _is_side(parse, j)), None)
        return None if at is None else (first, at, parse.word[at])
    i = first - 2 if first > begin and parse.lower[first - 1] == "the" else first - 1
    if i - 2 < begin or parse.lower[i] != "of" or not _is_side(parse, i - 1):
        return None
    at = i - 3 if parse.word[i - 2] in JOINING and i - 3 > begin and compass(parse.word[i - 3]) else i - 1
    opener = at - 1
    while opener > begin and (parse.tag[opener] in ("JJ", "VBN", "HYPH") or parse.word[opener + 1] in JOINING):
        opener -= 1
    before = parse.lower[opener - 1] if opener > begin else ""
    if parse.lower[opener] != "the" or before in ("to", *METRES):
        return None  # "50 km to the north of X"
    return at, last, "".join(parse.word[at:i])


def _is_side(parse: Parse, i: int) -> bool:
    """ "The north", not "the northern" or "the north coast"."""
    return parse.lower[i].replace("-", "") in COMPASS and parse.rel[i] not in ("amod", "compound")


def borders(
    parse: Parse, gazetteer: Gazetteer, countries: Countries, words: PlaceWords
) -> list[tuple[int, int, Sense]]:
    """Borders between two countries: first token, last token, and the border."""
    found = []
    for i, lower in enumerate(parse.lower):
        if lower in words.borders:
            first, before = _codes_before(parse, countries, i)
            last, after = _codes_after(parse, countries, i)
            codes = list(dict.fromkeys((*before, *after)))
            border = gazetteer.border(codes[0], codes[1]) if len(codes) == 2 else None
            if border is not None:
                found.append((first if before else i, last if after else i, border))
    return found


def _code(parse: Parse, countries: Countries, i: int) -> str | None:
    word = parse.word[i]
    return (countries.named(word) or countries.demonym(word)) if word[:1].isupper() else None


def _codes_before(parse: Parse, countries: Countries, i: int) -> tuple[int, list[str]]:
    """ "Turkish-Syrian", "Turkey's", "Turkey-Syria" right before token i."""
    codes: list[str] = []
    begin, j, first = parse.sentence(i)[0], i - 1, i
    while j >= begin and i - j < 8:
        code = _code(parse, countries, j)
        if code is not None:
            codes.insert(0, code)
            first = j
        elif not (parse.lower[j] in JOINING or parse.tag[j] == "POS"):
            break
        j -= 1
    return first, codes


def _codes_after(parse: Parse, countries: Countries, i: int) -> tuple[int, list[str]]:
    """ "border with Iran", "border between Iraq and Iran"."""
    end, j, last = parse.sentence(i)[1], i + 1, i
    if j >= end or parse.lower[j] not in ("with", "between", "of"):
        return i, []
    codes: list[str] = []
    while j < end and j - i < 8 and len(codes) < 2:
        code = _code(parse, countries, j)
        if code is not None:
            codes.append(code)
            last = j
        elif parse.lower[j] not in ("with", "between", "of", "and", "the"):
            break
        j += 1
    return last, codes
