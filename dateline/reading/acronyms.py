"""Whom letters mean: the full name that the report itself writes, else the bearer who fits the report, else nobody.

"RSF" is whoever in the report has these initials. Where nobody has and several are known by the letters, it is the one
from a country that the report is about; two that fit equally well leave it open.
"""

from collections.abc import Iterable, Sequence

from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords, CountryWord
from dateline.lexicon.actors import Alias, KnownActor
from dateline.lexicon.phrases import fold
from dateline.lexicon.roles import Role
from dateline.reading.noun_groups import PROPER, Item
from dateline.records import Place

SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "'s", "’s", "-", "de", "des", "du"})
SHORTEST, LONGEST = 3, 6  # letters of an acronym whose full name is looked for

Marks = dict[int, Item]


def settled(parse: Parse, words: ActorWords, folded: Sequence[str], marked: Marks, places: Iterable[Place]) -> Marks:
    """The marks of a whole report in which each acronym means who it means here, or is a name like any other."""
    letters = {parse.word[item.first] for item in marked.values() if _is_acronym(parse, item)}
    if not letters:
        return marked
    lands = {place.country for place in places} | {
        item.word.iso for item in marked.values() if isinstance(item.word, CountryWord)
    }
    starts: dict[str, list[int]] = {}
    for i, word in enumerate(parse.word):
        if word[0].isupper() and not word.isupper() and len(word) > 1:
            starts.setdefault(word[0], []).append(i)
    meant: dict[str, KnownActor | None] = {}
    for acronym in sorted(letters):
        own = next(item.word.actor for item in marked.values() if _is_acronym(parse, item)
                   and parse.word[item.first] == acronym and isinstance(item.word, Alias))  # fmt: skip
        meant[acronym] = _meant(parse, words, folded, marked, acronym, own, starts.get(acronym[0], ()), lands)
    return {
        i: item if not _is_acronym(parse, item) else found
        for i, item in marked.items()
        if (found := _as(parse, item, meant)) is not None
    }


def _is_acronym(parse: Parse, item: Item) -> bool:
    word = parse.word[item.first]
    return type(item.word) is Alias and item.first == item.last and word.isupper() and word.isalpha() and len(word) > 1


def _as(parse: Parse, item: Item, meant: dict[str, KnownActor | None]) -> Item | None:
    if not _is_acronym(parse, item):
        return item
    acronym = parse.word[item.first]
    actor = meant[acronym]
    return None if actor is None else Item(item.first, item.last, Alias(actor, acronym))


def _meant(
    parse: Parse, words: ActorWords, folded: Sequence[str], marked: Marks, acronym: str, own: KnownActor,
    starts: Iterable[int], lands: set[str | None],
) -> KnownActor | None:  # fmt: skip
    """The bearer of the letters in this report. None: somebody whom the table does not know, or nobody can tell."""
    named = {item.word.actor.id for item in marked.values() if isinstance(item.word, Alias) and item.last > item.first}
    if own.id in named:
        return own
    if SHORTEST <= len(acronym) <= LONGEST:
        for first in starts:
            last = _spelt(parse, acronym, first)
            if last is None:
                continue
            item = marked.get(first)
            if item is not None and item.last == last and isinstance(item.word, Alias):
                return item.word.actor
            if _is_body(parse, marked, acronym, last):
                return None
    bearers = words.actors.sharing.get(acronym, ())
    return _fitting(parse, folded, marked, acronym, bearers, lands) if bearers else own


def _spelt(parse: Parse, acronym: str, first: int) -> int | None:
    """The last token of the capitalised words from `first` on that begin with the letters, small words left out."""
    i, last = first, first
    for letter in acronym:
        while i < len(parse) and i > first and parse.lower[i] in SMALL:
            i += 1
        if i >= len(parse) or parse.word[i][0] != letter or parse.word[i].isupper():
            return None
        last, i = i, i + 1
    goes_on = i < len(parse) and parse.tag[i] in PROPER and parse.word[i][0].isupper()
    return None if goes_on else last


def _is_body(parse: Parse, marked: Marks, acronym: str, last: int) -> bool:
    """The full name is that of a body: the letters stand in brackets after it, or its last word is one for bodies."""
    if last + 2 < len(parse) and parse.word[last + 1] == "(" and parse.word[last + 2] == acronym:
        return True
    item = next((marked[i] for i in range(last, max(-1, last - 4), -1) if i in marked), None)
    return item is not None and item.last == last and isinstance(item.word, Role) and item.word.group.kind == "body"


def _fitting(
    parse: Parse, folded: Sequence[str], marked: Marks, acronym: str, bearers: Iterable[KnownActor],
    lands: set[str | None],
) -> KnownActor | None:  # fmt: skip
    """Of several bearers the one from a country of the report; one of no country when nobody else fits."""
    near = [b for b in bearers if _land(b) in lands]
    spoken_of = set(folded)
    elsewhere = [b for b in bearers if _land(b) not in lands and _landless(b)]
    subject = [b for b in elsewhere if any(set(fold(word).split()) <= spoken_of for word in b.about)]
    if len(near) == 1:
        return near[0] if not subject or _bears_arms(parse, marked, acronym) else None
    if near:
        return None
    return subject[0] if len(subject) == 1 else elsewhere[0] if len(elsewhere) == 1 else None


def _land(actor: KnownActor) -> str:
    return (actor.code or ":").partition(":")[0]


def _landless(actor: KnownActor) -> bool:
    return _land(actor) in ("NGO", "IGO", "")


def _bears_arms(parse: Parse, marked: Marks, acronym: str) -> bool:
    """ "RSF fighters": somewhere the letters stand before a word for those who fight, or for their weapons."""
    for i, item in marked.items():
        if i and parse.word[i - 1] == acronym and isinstance(item.word, Role):
            group = item.word.group
            if group.armed or group.kind == "things" or group.sector in ("MIL", "REB", "UAF"):
                return True
    return False
