"""Persons whom a report describes but does not name: "a doctor" is who "the doctor" and "she" are after it.

They are known by their first mention, in their report and in no other; a description to which nothing comes back is
nobody's, and a name that comes later ("The doctor, Khalil Asaad") is theirs from the beginning.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.reading.cast import ORDER, Seen, apart

INDEFINITE = frozenset({"a", "an", "one", "another"})
LOOK = 60  # mentions back to which "the doctor" may point
RULE = "unnamed person"


def unnamed(parse: Parse, one: Seen) -> Seen:
    """The mention with an id of its own when it introduces somebody without a name."""
    row = one.row
    if row.form != "description" or row.kind != "person" or row.actor or row.name or one.plural or one.role is None:
        return one
    first, *rest = row.text.split()
    if first.lower() not in INDEFINITE or not rest or rest[0].lower() in ORDER or not _is_somebody(parse, one.head):
        return one  # "a new president" is nobody yet
    return _introducing(one)


def the_described(parse: Parse, one: Seen) -> Seen:
    """ "The Belarusian ambassador", whom no report names, is introduced as somebody by being told from others."""
    row = one.row
    fits = one.pointed and one.country and row.name is None and not one.plural and len(row.text.split()) > 2
    return _introducing(one) if fits and _is_somebody(parse, one.head) else one


def _introducing(one: Seen) -> Seen:
    name = " ".join(one.row.text.split()[1:])
    return one._replace(row=replace(one.row, actor=_own_id(one), name=name))


def the_unnamed(one: Seen, before: Sequence[Seen]) -> Seen | None:
    """ "The doctor" as the one doctor that was introduced before without a name."""
    if not one.pointed or one.role is None or any(word.lower() in ORDER for word in one.row.text.split()):
        return None
    found: dict[str, Seen] = {}
    for other in reversed(before[-LOOK:]):
        if _introduced(other) and _same_office(one, other) and other.row.actor:
            found.setdefault(other.row.actor, other)
    return one.meaning(next(iter(found.values())), RULE) if len(found) == 1 else None


def named_later(done: Sequence[Seen]) -> list[Seen]:
    """The mentions with the names that came later, and without the ids to which nothing came back."""
    own = {one.row.actor: one for one in done if _introduced(one)}
    names: dict[str | None, Seen] = {}
    for k, one in enumerate(done):
        if one.pointed and one.row.form == "description" and one.row.kind == "person" and one.row.actor not in own:
            fitting = [other for other in done[max(0, k - LOOK) : k] if _introduced(other) and _same_office(one, other)]
            if one.row.name and len(fitting) == 1:
                names.setdefault(fitting[0].row.actor, one)
    uses = Counter(one.row.actor for one in done if one.row.actor in own)
    return [_settled(one, names.get(one.row.actor), uses) if one.row.actor in own else one for one in done]


def _settled(one: Seen, name: Seen | None, uses: Counter[str | None]) -> Seen:
    row = one.row
    if name is not None:
        called = replace(row, actor=name.row.actor, name=name.row.name, code=name.row.code or row.code)
        return one._replace(row=called)
    return one if uses[row.actor] > 1 else one._replace(row=replace(row, actor=None, name=None))


def _is_somebody(parse: Parse, i: int) -> bool:
    """Not what somebody else is said to be: "he is a doctor", "as a doctor"."""
    while parse.rel[i] == "conj":
        i = parse.head[i]
    if parse.rel[i] == "pobj":
        return parse.lower[parse.head[i]] not in ("as", "like", "than", "of")
    return parse.rel[i] in ("nsubj", "nsubjpass", "dobj", "dative", "poss")


def _own_id(one: Seen) -> str:
    return make_id("actors", one.row.report, one.row.start, one.row.end)


def _introduced(one: Seen) -> bool:
    row = one.row
    if row.form != "description" or row.kind != "person" or not row.actor or not row.name:
        return False
    return row.text.endswith(row.name.rpartition(" ")[2]) and row.actor == _own_id(one)


def _same_office(one: Seen, other: Seen) -> bool:
    """The same role word, or the shorter form of it, of the same country as far as both say."""
    if one.role is None or other.role is None or (one.country and other.country and one.country != other.country):
        return False
    if apart(one, other.sector) or apart(other, one.sector):
        return False
    if one.named and not set(one.row.text.split()[1:]) <= set(other.row.text.split()):
        return False
    return other.role.same == one.role.same or other.role.same.endswith(" " + one.role.same)
