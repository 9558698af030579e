"""What a quantity counts, and which matter its number belongs to."""

from collections.abc import Collection, Mapping
from functools import cache

from dateline.joining.statements.book import Book
from dateline.joining.statements.statement import Amount
from dateline.joining.statements.states import told_matter
from dateline.joining.statements.where import bare
from dateline.lexicon import units
from dateline.lexicon.matters import Seen
from dateline.lexicon.phrases import fold
from dateline.lexicon.scopes import Scopes
from dateline.records import Quantity

BREACHES = frozenset({"breaches", "violations"})  # units that are one
VICTIMS = frozenset({"dead", "injured", "missing"})  # matters of people alone
ROOT = 4  # letters in which "families" and "family" are one
PERSONS = frozenset({"members"})  # units that are people, whatever they belong to
ADDED = 10  # words of a short sentence that adds what was counted before
SEVERAL = 2  # "not one" stands in the place of no number
NEAR = 14  # words: further off, a verb says nothing about a number


def amount(
    quantity: Quantity, scopes: Scopes, matter: str | None, before: str, breakdown: bool, listed: bool
) -> Amount:  # fmt: skip
    """before: the word in front of the quantity. breakdown: its sentence divides a number ("6,000 to X and the rest").
    listed: the words around it say that a list was kept."""
    words = fold(quantity.text).split()
    part = breakdown or before in scopes.part_words or bool(scopes.part_words & set(words))
    part = part or words[-1] in scopes.beside
    counted = share_of(quantity, scopes) if quantity.unit == "percent" else counted_as(quantity, scopes, matter)
    above = []
    family = scopes.within.get(counted or "")
    while family is not None:
        above.append(family)
        family = scopes.within.get(family)
    return Amount(
        quantity.low, quantity.high, unit(quantity, scopes, matter), quantity.bound == "approximate", quantity.change,
        counted, tuple(above), part, bool(scopes.own_words & set(words)), listed,
    )  # fmt: skip


def unit(quantity: Quantity, scopes: Scopes, matter: str | None) -> str | None:
    """ "Four members of a family" are people, violations are breaches; a number without a noun of its own is of people
    where its words say so ("the number of dead at more than 5,600"), whatever was counted before it."""
    own = quantity.unit or ""
    if own in PERSONS or (matter in VICTIMS and not (own and own[:ROOT] in fold(quantity.text))):
        return "people"
    return scopes.counted[own] if own in BREACHES else quantity.unit


def counted_as(quantity: Quantity, scopes: Scopes, matter: str | None) -> str | None:
    """The family of what is counted ("civilians"), else the unit ("buses")."""
    said = [*fold(quantity.about or "").replace("-", " ").split(), *fold(quantity.text).replace('"', " ").split()]
    found = [scopes.counted[word] for word in said if word in scopes.counted]
    families = [one for one in found if one != "people"]
    own = unit(quantity, scopes, matter)
    if own == "people":
        return families[0] if families else "people"
    return own


def share_of(quantity: Quantity, scopes: Scopes) -> str:
    """What a share is a share of: "the city" for the place itself, else the words ("of voters")."""
    about = bare(quantity.about or "", scopes).replace("'s", "").replace("’s", "")
    words = [w for w in about.split() if w not in ("the", "a", "its", "territory", "of", "northern", "southern")]
    places = {bare(quantity.place.name, scopes)} if quantity.place and quantity.place.name else set()
    rest = " ".join(w for w in words if w != "city")
    return "the place" if not rest or rest in places else rest


def matter_of(quantity: Quantity, at: range, inside: range, book: Book) -> tuple[str | None, Seen | None]:
    """The matter of a number and the words that tell it: its role's, else that of the nearest fitting words."""
    told = book.of_quantity.get(quantity.id)
    if told is not None and (named := told_matter(told)) is not None and book.matters.by_name[named].kind != "state":
        return (named, None) if _allowed(quantity, named, book) else (None, None)
    seen = _longest([s for s in book.matters_in(inside) if s.group == "words" and not _counted_too(s, at, book)])
    seen = [s for s in seen if _fits(quantity, s, book)]
    own = book.matters.of_role.get(quantity.role or "")
    said = [s for s in seen if s.matter == own]
    if own is not None and (said or not seen):
        return own, min(said, key=lambda s: _far(s, at), default=None)
    near = [s for s in seen if _far(s, at) <= NEAR and not at.start <= s.first < at.stop]
    nearest = min(near, key=lambda s: (_far(s, at), s.first, s.matter), default=None)
    return (nearest.matter, nearest) if nearest else (None, None)


def _counted_too(seen: Seen, at: range, book: Book) -> bool:
    """Whether the words stand in another amount: "3,000 civilians and 40 wounded left" has not 3,000 wounded."""
    start = book.words.starts[seen.first]
    before = book.rows_in(book.reading.quantities, max(0, start - 60), start + 1)
    return any(q.start <= start < q.end and book.words.between(q.start, q.end) != at for q in before)


def _allowed(quantity: Quantity, name: str, book: Book) -> bool:
    units = book.matters.by_name[name].units
    return unit(quantity, book.scopes, name) in units if units else quantity.unit != "percent"


def _longest(seen: list[Seen]) -> list[Seen]:
    """Of phrases that overlap the longest: "gone missing" is not "gone"."""
    return [
        s
        for s in seen
        if not any(s.first >= t.first and s.last <= t.last and t.last - t.first > s.last - s.first for t in seen)
    ]


def _fits(quantity: Quantity, seen: Seen, book: Book) -> bool:
    return book.matters.by_name[seen.matter].kind != "state" and _allowed(quantity, seen.matter, book)


def _far(seen: Seen, at: range) -> int:
    """Words between the two; what stands in front of a number counts a little less near than what follows."""
    return seen.first - at.stop if seen.first >= at.stop else at.start - seen.last + 2


def former(look: Book, quantity: Quantity) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The numbers in whose place this one says it comes, its own ("up from two") and those of others ("and not
    eleven"): they stand behind it in its sentence, or in a short one after it ("It had earlier spoken of 18")."""
    _, last = look.sentence(quantity.start, quantity.end)
    _, after = look.sentence(last, last + 1)
    added = look.words.between(last, after)
    rest = look.words.between(quantity.end, after if len(added) <= ADDED else last)
    return _numbers_behind(look, rest, look.scopes.earlier_numbers), _numbers_behind(
        look, rest, look.scopes.other_numbers
    )


def _numbers_behind(look: Book, rest: range, phrases: Collection[tuple[str, ...]]) -> tuple[float, ...]:
    """The numbers in a stretch of words that stand behind a phrase."""
    words, found = look.words.words, []
    for i in rest:
        value = _value(words[i])
        if value is not None and any(words[max(rest.start, i - len(some)) : i] == some for some in phrases):
            found.append(value)
    return tuple(dict.fromkeys(found))


def _value(word: str) -> float | None:
    """ "eleven", "1,400"."""
    bare_word = word.replace(",", "")
    value = float(bare_word) if bare_word.isdecimal() else _number_words().get(word)
    return value if value is not None and value >= SEVERAL else None


@cache
def _number_words() -> Mapping[str, int]:
    """ "eleven" -> 11. The whole of units.yaml takes long to load."""
    return units.load().numbers
