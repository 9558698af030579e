"""Coreference: which mentions mean the same actor.

First everybody who is named in full is entered into the report's cast, with what its titles and appositions say; then
the mentions are gone through in reading order, and surnames, roles and pronouns look for their bearer. Nothing resolved
is better than a wrong guess: two that fit equally well stay unresolved.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords
from dateline.reading.cast import Cast, Seen
from dateline.reading.collectives import Collectives
from dateline.reading.mentions import IDLE
from dateline.reading.pronouns import Quotes, antecedent
from dateline.reading.sides import with_sides
from dateline.reading.speakers import speaking, spoken_for
from dateline.reading.unnamed import named_later, the_described, the_unnamed, unnamed
from dateline.records import Mention, Place, Report


def coreference(
    dated: Report, parse: Parse, found: tuple[Mention, ...], places: tuple[Place, ...], actor_words: ActorWords
) -> tuple[Mention, ...]:
    """The mentions with actor, name and code filled in where the report tells."""
    seen = [unnamed(parse, Seen.of(parse, actor_words, row)) for row in found]
    cast = Cast(actor_words, dated.published)
    for one in seen:
        cast.enter(one)
    for one in seen:
        cast.enter_alone(one)
    cast.learn_acronyms(parse, seen)
    cast.learn_initials()
    groups = Collectives(parse, actor_words, places, seen)
    cast.settle(groups.sole, groups.war)
    quotes = Quotes(parse)
    done: list[Seen] = []
    genders: dict[str, str] = {}
    for one in seen:
        done.append(_resolved(parse, quotes, cast, groups, done, one, genders))
    sides = spoken_for(parse, done)
    spoken = speaking(parse, quotes, done, sides)
    done = [one.meaning(spoken[one.head], "speaker") if one.head in spoken else one for one in done]
    owners = {one.row.start: one for one in done if one.row.form == "pronoun" and parse.tag[one.head] == "PRP$"}
    done = [groups.owned(cast.counterpart(one, owners.get(one.row.start)), owners.get(one.row.start)) for one in done]
    done = with_sides(parse, [cast.described(one) for one in named_later(done)], sides)
    rows = [one.row for one in done if one.row.actor or not _idle(parse, one)]
    kept = {row.id for row in rows}  # an antecedent that turned out to mean nobody is none
    return tuple(
        row if row.antecedent is None or row.antecedent in kept else replace(row, antecedent=None) for row in rows
    )


def _idle(parse: Parse, one: Seen) -> bool:
    """Rows that are worth nothing unresolved: "it", weapons, and names of which nothing is told."""
    weapons = one.role is not None and one.role.group.kind == "things" and one.row.code in (None, f":{one.sector}")
    return weapons or parse.lower[one.head] in ("it", "its", "itself") or one.row.how.by.endswith(IDLE)


def _resolved(
    parse: Parse,
    quotes: Quotes,
    cast: Cast,
    groups: Collectives,
    before: Sequence[Seen],
    one: Seen,
    genders: dict[str, str],
) -> Seen:
    row = one.row
    if row.form == "pronoun":
        other = antecedent(parse, quotes, before, one, genders)
        if other is not None and other.row.actor and one.gender:
            genders.setdefault(other.row.actor, one.gender)  # who was "she" once is never "he"
        return one if other is None else one.meaning(other, "pronoun")
    if row.form == "name":
        member = cast.named(one)
        return groups.placed(one) if member is None else groups.placed(one.bearing(member))
    if row.actor is None and one.role is not None:
        if row.kind == "person" and one.definite:
            other = cast.holder(one, before) or the_unnamed(one, before)
            return other if other is not None else groups.placed(the_described(parse, one))
        if row.kind != "person":
            return groups.meant(one, before)
    return one
