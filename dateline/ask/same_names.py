"""Under which other ids a record knows the people whom a name means: spellings that joining takes for one person."""

from dataclasses import dataclass
from functools import lru_cache

from dateline.ask.kept import kept
from dateline.ask.view import View
from dateline.ids import kind_of
from dateline.joining.actors import join
from dateline.lexicon import actors as actor_table
from dateline.lexicon import roles, transliteration
from dateline.lexicon.phrases import fold
from dateline.store.record import Record
from dateline.store.then import Then


@dataclass(frozen=True, slots=True)
class _Named:
    """What somebody is called; known: the day by which a report with that name was known, ISO, "" for always."""

    actor: str
    name: str
    words: frozenset[str]
    known: str


def also_known(record: Record, name: str) -> tuple[str, ...]:
    """Ids of the people meant, sorted, by which their rows are found however the name is spelt; () without another one.

    Only the people who are like the one asked for are joined, so that the answer does not wait for all others.
    """
    return kept(View(record), ("also known", name), lambda: _also_known(record, name), small=True)


def _also_known(record: Record, name: str) -> tuple[str, ...]:
    names = _names(record)
    wanted = _words(name)
    is_id = kind_of(name) == "actors"
    hits = {one.actor for one in names if (one.actor == name if is_id else wanted <= one.words)}
    if not hits:
        return ()
    keys = {key for one in names if one.actor in hits for key in _loose(one.name)}
    like = [one for one in names if not keys.isdisjoint(_loose(one.name))]
    near = {one.actor for one in like}
    if len(like) == 1:
        return ()
    if near == hits:
        return tuple(sorted(hits))
    mentions = record.mentions_of(near)
    days = record.published({mention.report for mention in mentions})
    spellings = transliteration.load()
    every = join(mentions, actor_table.load(), roles.load(), spellings, days, record.reviews.decided().actors)
    own = {(m.report, m.actor) for m in mentions if m.actor is not None}
    meant = {every.id_of(report, actor) for report, actor in own if actor in hits}
    found = {actor for report, actor in own if every.id_of(report, actor) in meant}
    return tuple(sorted(found | hits))


def _names(record: Record) -> list[_Named]:
    """Everybody's names, each once. Their days are looked up only for an answer as of a day."""
    if not isinstance(record, Then):
        return kept(View(record), "names", lambda: [_named(*pair, "") for pair in record.person_names()])
    whole, until = record.whole, record.until.isoformat()
    every = kept(View(whole), "names and days", lambda: [_named(*one) for one in whole.persons_known()])
    return [one for one in every if one.known <= until]


def _named(actor: str, name: str, known: str) -> _Named:
    return _Named(actor, name, _words(name), known)


@lru_cache(maxsize=200_000)
def _loose(name: str) -> frozenset[str]:
    """Names that sound alike have one of these in common."""
    return frozenset(transliteration.load().loose(name))


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).replace("-", " ").split())
