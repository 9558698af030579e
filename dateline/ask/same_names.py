"""Under which other ids a record knows the people whom a name means: spellings that joining takes for one person."""

from dateline.ids import kind_of
from dateline.joining.actors import join
from dateline.lexicon import actors as actor_table
from dateline.lexicon import roles, transliteration
from dateline.lexicon.phrases import fold
from dateline.store.record import Record


def also_known(record: Record, name: str) -> tuple[str, ...]:
    """Ids of the people meant, sorted, by which their rows are found however the name is spelt; () without another one.

    Only the people who are like the one asked for are joined, so that the answer does not wait for all others.
    """
    names = record.person_names()
    hits = {actor for actor, called in names if _is_asked(name, actor, called)}
    if not hits:
        return ()
    spellings = transliteration.load()
    keys = {word for actor, called in names if actor in hits for word in spellings.loose(called)}
    like = [(actor, called) for actor, called in names if not keys.isdisjoint(spellings.loose(called))]
    near = {actor for actor, _ in like}
    if len(like) == 1:
        return ()
    if near == hits:
        return tuple(sorted(hits))
    mentions = record.mentions_of(near)
    days = record.published({mention.report for mention in mentions})
    every = join(mentions, actor_table.load(), roles.load(), spellings, days, record.reviews.decided().actors)
    own = {(m.report, m.actor) for m in mentions if m.actor is not None}
    meant = {every.id_of(report, actor) for report, actor in own if actor in hits}
    found = {actor for report, actor in own if every.id_of(report, actor) in meant}
    return tuple(sorted(found | hits))


def _is_asked(name: str, actor: str, called: str) -> bool:
    if kind_of(name) == "actors":
        return actor == name
    words = fold(called).replace("-", " ").split()
    return set(fold(name).replace("-", " ").split()) <= set(words)
