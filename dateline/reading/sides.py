"""The two sides of a war, where a report has exactly two: who "both sides", "the other side" and "its rival" are.

Each is somebody who fights. A state and its army are one side; what a report joins by "between A and B" tells the pair,
else those who bear arms in it do, if they are two. With more of them, or fewer, the words stay open.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.ids import make_id
from dateline.language.grammar import SUBJECTS, first_conjunct, governors
from dateline.language.parse import Parse
from dateline.reading.cast import Seen
from dateline.reading.parties import SHARED_NOUN
from dateline.records import How, Mention

ALL = frozenset({"both", "two", "each", "either", "neither", "warring"})
OTHER = frozenset({"other", "opposing", "opposite"})
FIGHTING = frozenset({"MIL", "REB", "UAF"})
STATE = frozenset({"GOV", "MIL"})
FIGHTERS = ("armed_group", "military")
RULE = "coreference/sides"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sides:
    """The two, each by its key and by the mention that stands for it."""

    keys: tuple[Key, Key]
    faces: tuple[Seen, Seen]

    def other(self, key: Key) -> Seen:
        return self.faces[1 - self.keys.index(key)]


def with_sides(parse: Parse, done: Sequence[Seen], own: Mapping[str, Seen]) -> list[Seen]:
    """The mentions, with those that mean a side or both of them resolved. `own`: person -> whom he speaks for."""
    asking = [one for one in done if _asks(one)]
    two = _two(parse, done) if asking else None
    if two is None:
        return list(done)
    by_head = {one.head: one for one in done}
    found: list[Seen] = []
    for one in done:
        if not _asks(one):
            found.append(one)
        elif _said_of_all(parse, one):
            found += _both(parse, one, two)
        else:
            found.append(_the_other(parse, one, two, by_head, own))
    return found


def _asks(one: Seen) -> bool:
    return one.role is not None and one.role.facing and not one.row.actor and one.row.form == "description"


def _words(parse: Parse, one: Seen) -> list[str]:
    return [parse.lower[i] for i in parse.tokens_in(one.row.start, one.row.end)]


def _said_of_all(parse: Parse, one: Seen) -> bool:
    """ "Both sides", "the two parties", "each side", "the sides", "the warring parties"."""
    words = _words(parse, one)
    other = bool(OTHER & set(words)) or one.owned
    return not other and (bool(ALL & set(words)) or (one.pointed and one.plural and len(words) == 2))


def _key(one: Seen) -> Key | None:
    """What side somebody is of: his country's state, or the group itself. None: of neither sort."""
    row = one.row
    if not row.actor or row.form == "pronoun" or row.kind in ("person", "population", "country", "outlet"):
        return None
    if row.kind in ("government", "military") and one.country and one.sector in STATE:
        return ("state", one.country)
    return ("group", row.actor) if row.kind == "armed_group" else None


def _two(parse: Parse, done: Sequence[Seen]) -> Sides | None:
    keys = {one.head: key for one in done if (key := _key(one)) is not None}
    by_head = {one.head: one for one in done if one.head in keys}
    heads = _between(parse, keys)
    if heads is not None:
        return Sides((keys[heads[0]], keys[heads[1]]), (by_head[heads[0]], by_head[heads[1]]))
    pair = _bearing_arms(done)
    if pair is None:
        return None
    return Sides(pair, (_face(by_head, keys, pair[0]), _face(by_head, keys, pair[1])))


def _face(by_head: Mapping[int, Seen], keys: Mapping[int, Key], key: Key) -> Seen:
    """Who is named most of a side; of two named as often those who fight."""
    own = [one for head, one in sorted(by_head.items()) if keys[head] == key]
    count = Counter(one.row.actor for one in own)
    return max(own, key=lambda one: (count[one.row.actor], one.row.kind in FIGHTERS, -one.row.start))


def _between(parse: Parse, keys: Mapping[int, Key]) -> tuple[int, int] | None:
    """The heads of the one pair that the report joins by "between A and B"."""
    pairs: dict[frozenset[Key], tuple[int, int]] = {}
    for head, key in sorted(keys.items()):
        if parse.rel[head] != "conj":
            continue
        first = first_conjunct(parse, head)
        up = parse.head[first]
        if first in keys and keys[first] != key and parse.rel[first] == "pobj" and parse.lower[up] == "between":
            pairs.setdefault(frozenset((keys[first], key)), (first, head))
    return next(iter(pairs.values())) if len(pairs) == 1 else None


def _bearing_arms(done: Sequence[Seen]) -> tuple[Key, Key] | None:
    """Those who fight, when they are two; or one group, and the state whose land it fights on."""
    fighting: dict[Key, Seen] = {}
    ruling: dict[Key, Seen] = {}
    for one in done:
        key = _key(one)
        if key is not None:
            fights = one.row.kind in FIGHTERS or one.sector in FIGHTING
            (fighting if fights else ruling).setdefault(key, one)
    if len(fighting) == 2:
        first, second = fighting
        return first, second
    if len(fighting) == 1:
        key, only = next(iter(fighting.items()))
        state = ("state", only.country)
        if key[0] == "group" and state in ruling:
            return state, key
    return None


def _both(parse: Parse, one: Seen, two: Sides) -> list[Seen]:
    """One mention for each of them: the phrase, and its noun alone."""
    first, second = two.faces
    start, end = parse.slice(one.head, one.head)
    if (start, end) == (one.row.start, one.row.end):
        return [one]
    row = one.row
    noun = replace(
        row, id=make_id("mentions", row.report, start, end), start=start, end=end, text=parse.text[start:end]
    )
    return [
        one._replace(row=_named(row, first, RULE)),
        one._replace(row=_named(noun, second, RULE + SHARED_NOUN)),
    ]


def _named(row: Mention, face: Seen, rule: str) -> Mention:
    its = face.row
    return replace(row, actor=its.actor, name=its.name, code=its.code, kind=its.kind, antecedent=its.id, how=How(rule))


def _the_other(
    parse: Parse, one: Seen, two: Sides, by_head: Mapping[int, Seen], own: Mapping[str, Seen]
) -> Seen:  # fmt: skip
    """ "The other side", "its rival": not the side of whoever owns it, or of the nearest subject above."""
    if not (OTHER & set(_words(parse, one)) or one.owned):
        return one
    near = [k for k in parse.kids[one.head] if parse.rel[k] == "poss"]
    for up in governors(parse, one.head):
        near += [k for k in parse.kids[up] if parse.rel[k] in SUBJECTS and k != one.head]
    for k in near:
        who = by_head.get(k)
        key = _side_key(who, own) if who is not None else None
        if key in two.keys:
            face = two.other(key)
            return one._replace(row=_named(one.row, face, RULE), country=face.country, sector=face.sector)
    return one


def _side_key(who: Seen, own: Mapping[str, Seen]) -> Key | None:
    """The side of somebody who may be a person or a pronoun."""
    row = who.row
    if row.kind == "person":
        body = own.get(row.actor or "")
        if body is not None:
            return _key(body)
        return ("state", who.country) if who.country and who.sector in STATE else None
    return _key(who._replace(row=replace(row, form="name")) if row.form == "pronoun" else who)
