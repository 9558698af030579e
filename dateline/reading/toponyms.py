"""Which words may name a place: the step before asking where it is."""

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from dateline.language.grammar import kids
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.gazetteer import Gazetteer, Sense, contains, is_of
from dateline.lexicon.place_key import place_key
from dateline.lexicon.place_words import PlaceWords
from dateline.reading.place_evidence import (
    HYPHENS,
    INSIDE,
    NAME_TAGS,
    TOWARDS,
    Toponym,
    extends,
    is_country,
    is_own,
    opens_report,
    weigh,
)  # fmt: skip

MAYBE_NAME_TAGS = frozenset({"NN", "NNS", "JJ", "FW", "VBN", "VBD", "VBG", "VBP", "VB", "RB", "UH", "XX", "ADD"})
ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "at", "ash", "az", "an", "ath", "adh", "ez", "es", "ain", "bab"})
BRIDGES = frozenset({
    "of", "the", "and", "&", "de", "da", "do", "du", "del", "la", "las", "los", "le", "di", "on", "upon", "sur", "al",
    "es", "ul", "ar", "ash", "el", "ez", "-", "–", "au", "aux", "en", "am", "an", "'s", "’s", "'", "’", "d'", "d’",
    "l'", "l’", ".",
})  # fmt: skip
LONGEST = 6  # tokens of a name
LONGER = "part of a longer name"


def toponyms(parse: Parse, gazetteer: Gazetteer, countries: Countries, words: PlaceWords) -> list[Toponym]:
    """Every name that the gazetteer knows, or that its words let be a place's, in reading order, with what speaks for
    and against its being one."""
    found: list[Toponym] = []
    endings: set[str] = set()  # words that end a longer name: "Harrow" of "Michael Harrow"
    for first, last in parse.sents:
        titled = _is_title_case(parse, first, last)
        for start, end in _runs(parse, words, first, last):
            if end > start and parse.lower[start] not in words.generic and not titled:
                endings.add(parse.lower[end])
            if found and found[-1].last >= start:  # "and Herzegovina" belongs to "Bosnia"
                start = found[-1].last + 1
            known = _in_run(parse, gazetteer, words, start, end, last, titled)
            found += known
            whole = _unknown(parse, countries, words, start, end, titled and parse.word[last - 1] != ".")
            if not known or (whole and whole[0].core[1] == end and all(here.dead == LONGER for here in known)):
                found += whole
    for here in found:
        weigh(parse, countries, words, here)
        if "A" in here.classes and any(sense.feature == "ADM1" for sense in here.senses):
            here.key += " (division)"  # "Homs and the rest of Homs province": two meanings, told apart by the noun
    _drop_joined(parse, found)
    _drop_longer(parse, words, found)
    _contain(parse, found)
    _drop_persons(parse, found, endings)
    return found


def _is_nameish(parse: Parse, words: PlaceWords, i: int) -> bool:
    capital = parse.word[i][0].isupper()
    lower = parse.lower[i]
    if not capital and lower not in ARTICLES:
        return False
    if lower in INSIDE or lower in TOWARDS:
        return False
    if capital:
        if lower.rstrip(".") in words.calendar and lower != "march":
            return False
        return parse.tag[i] in NAME_TAGS or parse.tag[i] in MAYBE_NAME_TAGS
    return _hyphened(parse, i) and parse.word[i + 2][:1].isupper()


def _hyphened(parse: Parse, i: int) -> bool:
    """Whether "-" and a word follow token i without a space."""
    return (
        i + 2 < len(parse)
        and parse.word[i + 1] in HYPHENS
        and parse.end[i] == parse.start[i + 1]
        and parse.end[i + 1] == parse.start[i + 2]
    )


def _runs(parse: Parse, words: PlaceWords, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Stretches of name-like tokens, both ends included; a hyphen between two of them does not end a stretch."""
    i = first
    while i < last:
        if not _is_nameish(parse, words, i):
            i += 1
            continue
        end = i
        while end + 1 < last:
            if _is_nameish(parse, words, end + 1):
                end += 1
            elif end + 2 < last and _hyphened(parse, end) and _is_nameish(parse, words, end + 2):
                end += 2
            else:
                break
        yield i, end
        i = end + 1


def _in_run(
    parse: Parse, gazetteer: Gazetteer, words: PlaceWords, start: int, end: int, stop: int, titled: bool
) -> list[Toponym]:
    """The places in one stretch of names, longest first from the left, each judged by what stands beside it."""
    found: list[Toponym] = []
    i = start
    while i <= end:
        match = None if parse.word[i] in HYPHENS else _longest(parse, gazetteer, words, i, end, stop)
        if match is None:
            i += 1
            continue
        match = _with_noun(parse, gazetteer, words, _with_direction(parse, gazetteer, words, match), stop)
        found.append(match)
        i = match.last + 1
    for number, here in enumerate(found):
        before = range(found[number - 1].last + 1 if number else start, here.first)
        after = range(here.last + 1, found[number + 1].first if number + 1 < len(found) else end + 1)
        _judge(parse, words, here, before, after, titled)
    for here, there in pairwise(found):
        apart = here.last + 1 < there.first or titled
        if not apart and (here.key in words.not_places or not _compatible(here.senses, there.senses)):
            there.dead, there.person = LONGER, True
            if not _in_office(parse, words, here.first):
                here.dead = there.dead
    return found


def _unknown(
    parse: Parse, countries: Countries, words: PlaceWords, start: int, end: int, titled: bool
) -> list[Toponym]:
    """A name that no table knows, or only a piece of it, if the words that govern it or the noun beside it let it be a
    place: "the village of Xyz", "Xyz, a town", "Xyz camp"."""
    if titled or start > end or end - start >= LONGEST or _is_body(words, parse.lower[end]):
        return []
    head = end
    classes, facility = "", None
    while start < end and parse.lower[start] in words.leading:
        classes += words.classes(parse.lower[start])  # "Camp Xyz"
        facility = parse.lower[start] if parse.lower[start] in words.facilities else facility
        start += 1
    while start < head and _says_kind(words, parse.lower[end]):
        end -= 1  # "Xyz District": the name is Xyz
    up = parse.head[head]
    behind = head == end and parse.rel[head] == "compound" and up == end + 1 and _says_kind(words, parse.lower[up])
    if end == head and not behind and not classes and facility is None and not _may_be_place(parse, words, head):
        return []
    if start > end or parse.lower[start].rstrip(".") in words.generic or not parse.word[end].isalpha():
        return []
    if parse.word[start].isupper() or parse.word[end].isupper() or not _has_capital(parse.word[end]):
        return []
    name = parse.text[parse.start[start] : parse.end[end]]
    if countries.demonym(name):
        return []  # "the Malian town of Xyz": whose town it is
    here = Toponym(start, end, (start, end), place_key(name), (), classes=classes, facility=facility)
    for i in range(end + 1, head + 1):
        here.classes += words.classes(parse.lower[i])
        here.facility = parse.lower[i] if parse.lower[i] in words.facilities else here.facility
        here.last = i
    return [here]


def _is_body(words: PlaceWords, noun: str) -> bool:
    """ "Xyz University", "Xyz Council"; "Xyz Prison" is where it stands."""
    return noun in words.organisations or (noun in words.public_bodies and noun not in words.facilities)


def _says_kind(words: PlaceWords, noun: str) -> bool:
    """ "Xyz village", "Xyz camp"; not "Xyz street", which names no place that we tell apart."""
    return bool(words.classes(noun)) or (noun in words.facilities and noun not in words.organisations)


def _may_be_place(parse: Parse, words: PlaceWords, head: int) -> bool:
    """Whether a name stands behind a preposition, is taken, or is told to be a town: "Xyz, a town"."""
    if parse.rel[head] == "pobj" or (parse.rel[head] == "dobj" and parse.lemma[parse.head[head]] in words.taken):
        return True
    return any(parse.word[kid].islower() and words.classes(parse.lemma[kid]) for kid in kids(parse, head, "appos"))


def _compatible(here: Sequence[Sense], there: Sequence[Sense]) -> bool:
    """Whether two neighbouring names can be a place and what it lies in, and not first name and surname."""
    return any(contains(b, a) or contains(a, b) for a in here[:8] for b in there[:8])


def _longest(parse: Parse, gazetteer: Gazetteer, words: PlaceWords, i: int, end: int, stop: int) -> Toponym | None:
    """The longest name from token i on; it may bridge "of", "and", "the" to the next capital."""
    furthest = min(stop - 1, i + LONGEST)
    j, ends = i, []
    while j <= furthest:
        if _has_capital(parse.word[j]) or j == i or j <= end:
            ends.append(j)
        elif parse.lower[j] not in BRIDGES:
            break
        j += 1
    for j in reversed(ends):
        if parse.word[j] in HYPHENS or (j > end and not _has_capital(parse.word[j])):
            continue
        text = parse.text[parse.start[i] : parse.end[j]]
        if "\n" in text or len(text) > 60:
            continue
        key = place_key(text)
        if len(key) < 2 or (len(key) == 2 and not text.isupper()):
            continue
        generic = parse.lower[i] in words.generic and not (
            i and parse.lower[i - 1] == "the" and gazetteer.has_own(text)
        )
        if i == j and (generic or _is_acronym(parse, gazetteer, i)):
            continue
        senses = gazetteer.senses(text)
        if senses:
            return Toponym(i, j, (i, j), key, senses)
    return None


def _has_capital(word: str) -> bool:
    """ "Ivoire", "d'Ivoire"."""
    return word[:1].isupper() or (word[1:2] in ("'", "’") and word[2:3].isupper())


def _with_direction(parse: Parse, gazetteer: Gazetteer, words: PlaceWords, match: Toponym) -> Toponym:
    """ "east Jerusalem" is a place of its own, however it is written."""
    i = match.first - 1
    if i < 0 or parse.lower[i] not in words.directions or parse.sent_of[i] != parse.sent_of[match.first]:
        return match
    text = parse.text[parse.start[i] : parse.end[match.last]]
    if not gazetteer.has_own(text):
        return match
    return Toponym(i, match.last, (i, match.last), place_key(text), gazetteer.senses(text))


def _with_noun(parse: Parse, gazetteer: Gazetteer, words: PlaceWords, match: Toponym, stop: int) -> Toponym:
    """ "Lachin corridor", "Castello road": what our table has with its noun is more than the town of that name."""
    j = match.last + 1
    if j >= stop or not (words.classes(parse.lower[j]) or parse.lower[j] in words.facilities):
        return match
    text = parse.text[parse.start[match.first] : parse.end[j]]
    if not gazetteer.has_own(text):
        return match
    return Toponym(match.first, j, (match.first, j), place_key(text), gazetteer.senses(text))


def _is_acronym(parse: Parse, gazetteer: Gazetteer, i: int) -> bool:
    """ "HIV" is no town, though one is called Hiv; "UAE" stands in our own table, "PARIS (Agency)" opens a report."""
    word = parse.word[i]
    return len(word) <= 5 and word.isupper() and not gazetteer.has_short(word) and not opens_report(parse, i, i)


def _judge(parse: Parse, words: PlaceWords, here: Toponym, before: range, after: range, titled: bool) -> None:
    """What stands beside the name in the same stretch: a direction, "City", another name that makes it no place."""
    first_word = parse.sentence(here.first)[0]  # has a capital in any case
    left = [
        i for i in before
        if parse.word[i] not in HYPHENS and (i > first_word or parse.tag[i] in NAME_TAGS)
    ]  # fmt: skip
    while left and parse.lower[left[-1]] in words.directions:
        here.part = parse.lower[left[-1]]
        here.first = left.pop()
    if left and parse.lower[left[-1]].rstrip(".") in words.titles and not titled:
        here.dead, here.person = "title before it", True
        return
    if left and words.classes(parse.lower[left[-1]]):
        here.classes += words.classes(parse.lower[left[-1]])
        left.pop()
    right = [i for i in after if parse.word[i] not in HYPHENS]
    while right:
        noun = parse.lower[right[0]]
        if words.classes(noun) and extends(here, words.classes(noun)):
            here.classes += words.classes(noun)
        elif noun in words.facilities and extends(here, "P"):
            here.facility = noun
        else:
            break
        here.last = right.pop(0)
    known = any(is_of(sense, kind) for sense in here.senses for kind in here.classes)
    if here.last > here.core[1] and here.classes and set(here.classes) <= set("HTL") and not known:
        here.dead = "an island or river that we do not know"  # "Mariana Islands" are not the town of Mariana
    if left and not titled and not _apart(parse, left[-1], here.first):
        here.dead = LONGER
        here.person = not right and here.last == here.core[1] and parse.lower[left[-1]] not in words.generic
    in_office = right and parse.lower[right[-1]] not in words.organisations and _in_office(parse, words, here.first)
    if right and not (titled or in_office or _apart(parse, here.last, right[0]) or _serves(parse, words, right)):
        here.dead = LONGER
    if titled and right and parse.lower[right[0]] in words.organisations:
        here.dead = LONGER


def _serves(parse: Parse, words: PlaceWords, right: list[int]) -> bool:
    """Whether the names behind a place are its officials or a public body of it: "Ohio Governor Ann Smith"."""
    lower = [parse.lower[i].rstrip(".") for i in right]
    return lower[-1] in words.public_bodies or any(word in words.titles for word in lower)


def _in_office(parse: Parse, words: PlaceWords, first: int) -> bool:
    """Whether an office stands before a place: "the ambassador to Turkey Ann Smith"."""
    i = first - 2 if parse.lower[first - 1 : first] == ("the",) else first - 1
    return i > 0 and parse.lower[i] in ("for", "to", "in", "of") and parse.lower[i - 1] in words.titles


def _apart(parse: Parse, i: int, j: int) -> bool:
    """Whether two neighbours in a stretch of names belong to different phrases, by a hyphen or by the parse."""
    if j - i > 1:
        return True
    return not (parse.head[i] == j or parse.head[j] == i or parse.head[i] == parse.head[j])


def _contain(parse: Parse, found: list[Toponym]) -> None:
    """ "X, Y" and "X in Y province": Y says where X is."""
    for here, there in pairwise(found):
        if there.dead == LONGER or parse.sent_of[here.last] != parse.sent_of[there.first]:
            continue
        between = [parse.word[i] for i in range(here.last + 1, there.first)]
        if here.dead in ("", LONGER) and between == [","] and there.senses and is_own(there.senses[0]):
            here.located = True
        if is_country(here) and is_country(there) and not any(s.feature == "ADM1" for s in here.senses[:3]):
            continue  # "Canada, Mexico and Chile"
        part_of = between in (["of"], ["in"], ["of", "the"]) and here.last > here.core[1]  # "the X district of Y"
        if part_of or between in ([","], ["("]) or (between in (["in"], [",", "in"]) and here.core[1] < there.core[0]):
            here.inside.append(there.key)
            there.around.append(here.key)


def _drop_joined(parse: Parse, found: list[Toponym]) -> None:
    """ "The Turkey-Russia deal" is the Turkish-Russian one: countries joined by hyphens before a noun are no places."""
    for here, there in pairwise(found):
        if not (is_country(here) and is_country(there)) or there.first - here.last != 2:
            continue
        joined = _hyphened(parse, here.last)
        noun = there.last + 1 < len(parse) and parse.tag[there.last + 1].startswith("NN")
        chain = there.last + 2 < len(parse) and _hyphened(parse, there.last)
        if joined and (noun or chain):
            here.dead = there.dead = "an adjective"


def _drop_longer(parse: Parse, words: PlaceWords, found: list[Toponym]) -> None:
    """ "Islamic State of Iraq and the Levant" names no place."""
    longer = words.longer(parse.text)
    at = 0
    for here in found:
        start, end = parse.slice(*here.core)
        while at < len(longer) and longer[at][1] <= start:
            at += 1
        if at < len(longer) and longer[at][0] < end and longer[at][1] - longer[at][0] > end - start:
            here.dead = here.dead or LONGER


def _drop_persons(parse: Parse, found: list[Toponym], endings: Set[str]) -> None:
    """A town's name that is somebody's surname in this report is that person throughout ("Michael Harrow … Harrow").

    endings: words that end a longer name, in lower case: as one of them a name that no table has is hardly a place.
    """
    surnames = {here.key for here in found if here.person}
    for here in found:
        if here.key in surnames and not here.dead and not here.located and not (here.senses and is_own(here.senses[0])):
            here.dead = "somebody's name"
        plain = not (here.senses or here.classes or here.facility or here.dead)
        if plain and here.core[0] == here.core[1] and parse.lower[here.core[0]] in endings:
            here.dead = "the end of a longer name"


def _is_title_case(parse: Parse, first: int, last: int) -> bool:
    """A headline: nearly every longer word has a capital, so that capitals say nothing."""
    long = [parse.word[i] for i in range(first, last) if len(parse.word[i]) > 3 and parse.word[i][0].isalpha()]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
