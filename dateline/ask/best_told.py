"""Which incidents a picture shows: those told best in a stretch of time. How many there are is counted by the database,
and only those that are shown are looked at, so that the answer does not wait for all others."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from dateline.ask import stories
from dateline.ask.stories import Asked, by_day
from dateline.ask.view import View
from dateline.joining.tellings import days
from dateline.records import Incident
from dateline.store.joined import Joined
from dateline.store.then import as_of, is_placed

Fits = Callable[[str | None], bool]  # is an incident with this `when` within what is asked for?


@dataclass(frozen=True, slots=True)
class Best:
    """The incidents that most sources tell first, and how many fit in all."""

    shown: tuple[Incident, ...]
    count: int


def best_told(view: View, asked: Asked, fits: Fits, most: int, placed: bool = False) -> Best:
    """The incidents that fit, `most` of them. placed: only those of which a table has the place."""
    if not _by_type_only(asked):
        every = [one for one in stories.incidents(view, asked) if fits(one.when)]
        every = [one for one in every if not placed or (one.place is not None and is_placed(one.place))]
        ranked = sorted(every, key=lambda one: (-one.independent_sources, -len(one.events), one.id))
        return Best(tuple(ranked[:most]), len(every))
    joined = as_of(view.record, view.as_of).joined
    ids, count = _ids(joined, None if asked.type is None else asked.type.upper(), fits, most, placed)
    found = {one.id: one for one in joined.some("incidents", ids)}
    return Best(tuple(found[one] for one in ids), count)


def _by_type_only(asked: Asked) -> bool:
    return asked.actor is None and asked.place is None and asked.story is None and asked.tellings <= 1


def _ids(joined: Joined, kind: str | None, fits: Fits, most: int, placed: bool) -> tuple[list[str], int]:
    """The ids in their order, and how many fit."""
    whens: set[str | None] = set()
    sources: Counter[int] = Counter()
    for when, n_sources, n in joined.incident_days(kind, placed):
        if fits(when):
            whens.add(when)
            sources[n_sources] += n
    least = seen = 0
    for least in sorted(sources, reverse=True):
        seen += sources[least]
        if seen >= most:
            break
    ranked = sorted(joined.best_told(kind, whens, least, placed), key=lambda one: (-one[1], -one[2], one[0]))
    return [one for one, _, _ in ranked[:most]], sum(sources.values())


def count(view: View, asked: Asked, fits: Fits) -> int:
    """How many incidents fit."""
    if not _by_type_only(asked):
        return sum(fits(one.when) for one in stories.incidents(view, asked))
    kind = None if asked.type is None else asked.type.upper()
    found = as_of(view.record, view.as_of).joined.incident_days(kind, False)
    return sum(n for when, _, n in found if fits(when))


def undated(view: View, asked: Asked, most: int) -> list[Incident]:
    """Incidents that no report gives a day, those first that were told first."""
    if not _by_type_only(asked):
        return [one for one in stories.incidents(view, asked) if not any(days(one.when))][:most]
    joined = as_of(view.record, view.as_of).joined
    kind = None if asked.type is None else asked.type.upper()
    whens = {when for when, _, _ in joined.incident_days(kind, False) if not any(days(when))}
    ranked = sorted(joined.said_first(kind, whens), key=lambda one: (days(one[1])[0] or 10**7, one[0]))[:most]
    return sorted(joined.some("incidents", [one for one, _ in ranked]), key=by_day)
