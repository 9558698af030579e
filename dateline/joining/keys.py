"""Blocking keys: what two tellings, or two reports, must share to be compared at all.

Short strings; a function of the telling and its report alone. Keys that name days are cut by week, so that blocks do
not grow with the years; keys without days bring background that is retold to the incident of then.
"""

from collections.abc import Iterable, Mapping, Sequence

from dateline.joining.compare import BRIDGES
from dateline.joining.sides import SYMMETRIC
from dateline.joining.tellings import Days, Digest, Telling, Who

WEEK = 7
LONGEST = 5  # weeks that an interval may cover to be keyed by week
TOP_REPORT = 6  # keywords of the report that a telling is keyed by
TOP_KIND = 5  # of these, those that stand beside the kind of its act, which more tellings have than its word
TOP_WORDS = 3  # words around a trigger that it is keyed by
TELLING_WORD = 5.5  # weight from which on a word is worth a block
NEAR = 3  # words next to the trigger of an attack with a day: the airport, the convoy
STORY_WORDS = 10


def foremost(keywords: Mapping[str, float]) -> tuple[str, ...]:
    """The keywords of a report that its tellings are keyed by."""
    return tuple(sorted(keywords, key=lambda word: (-keywords[word], word))[:TOP_REPORT])


def keys_of_telling(telling: Telling, top: Sequence[str]) -> tuple[str, ...]:
    """At most about twenty, without repeats. top: the foremost keywords of its report.

    Of the sides one is a key: what others would bring together has a place, an act or words in common, too.
    """
    family = telling.family
    acts = (*telling.meaning, *telling.trigger)[:2] or (telling.type,)
    found = [f"r|{telling.report}|{family}"]
    near = telling.near[:NEAR] if family == "force" and telling.when != (None, None) else ()
    sides = _names((*telling.initiators, *telling.recipients))
    sides = sorted(sides)[:1] if family in SYMMETRIC else sides[:1]  # who talks is named in any order
    for week in weeks(telling):
        found += [f"{family}|{week}|{side}" for side in sides]
        if telling.spot is not None:
            found.append(f"{family}|{week}|{telling.spot.name}")
        found += [f"{family}|{week}|{act}" for act in acts]
        found += [f"*|{week}|{act}" for act in telling.meaning if act in BRIDGES][:2]
        found += [f"{family}|{week}|{word}" for word in near]
    found += [f"{family}|{act}|{word}" for act in telling.meaning[:1] for word in top[:TOP_KIND]]
    found += [f"*|{act}|{word}" for act in telling.trigger[:1] for word in top]
    rare = [word for word, weight in telling.words.items() if weight >= TELLING_WORD][:TOP_WORDS]
    found += [f"{family}|{word}" for word in rare]
    return tuple(dict.fromkeys(found))


def _names(sides: Iterable[Who]) -> list[str]:
    """The bodies that actors belong to, and those without by their id; a country alone is too many."""
    found = [f"{who.country}:{who.sector}" for who in sides if who.country and who.sector not in ("", "CVL")]
    return found or [who.key for who in sides if not who.vague]


def weeks(telling: Telling) -> tuple[int, ...]:
    """The weeks of the event; not told, the week of the telling and the one before."""
    if telling.when != (None, None):
        return _weeks(telling.when)
    told = _weeks(telling.told)
    return tuple(sorted({week - back for week in told for back in (0, 1)}))


def _weeks(days: Days) -> tuple[int, ...]:
    first, last = days
    if first is None or last is None or last - first > LONGEST * WEEK:
        return ()
    return tuple(range(first // WEEK, last // WEEK + 1))


def keys_of_report(digest: Digest) -> tuple[str, ...]:
    """Pairs of the report's strongest keywords."""
    top = sorted(digest.keywords, key=lambda word: (-digest.keywords[word], word))[:STORY_WORDS]
    return tuple(f"s|{min(a, b)}|{max(a, b)}" for k, a in enumerate(top) for b in top[k + 1 :])
