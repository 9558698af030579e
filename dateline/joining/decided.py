"""What people decided about what belongs together. It counts before all rules of joining."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from dateline.joining.same_actors import Decisions
from dateline.joining.tellings import Telling, Who
from dateline.records import Mention, Party, Reading

TOGETHER = 1000.0  # the score of a pair that a person joined: its edge is taken before all others


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs that are one, and pairs that are not, of each graph. `statements`: those that are not to be compared."""

    actors: Decisions = field(default_factory=Decisions)
    incidents: Decisions = field(default_factory=Decisions)  # pairs of events
    stories: Decisions = field(default_factory=Decisions)  # pairs of reports
    statements: Decisions = field(default_factory=Decisions)  # pairs of claims, events, quantities


def score(decisions: Decisions, a: str, b: str, otherwise: Callable[[str, str], float | None]) -> float | None:
    """The score of a pair: a person's, else that of the rules. None: it cannot be one."""
    if not (decisions.apart or decisions.together):
        return otherwise(a, b)
    pair = frozenset((a, b))
    if pair in decisions.apart:
        return None
    return TOGETHER if pair in decisions.together else otherwise(a, b)


@lru_cache(maxsize=8)
def one_id(together: Collection[frozenset[str]]) -> Mapping[str, str]:
    """For each actor that people joined with others the smallest id of them all."""
    first: dict[str, str] = {}

    def root(one: str) -> str:
        while first.setdefault(one, one) != one:
            one = first[one]
        return one

    for pair in together:
        low, *others = sorted(map(root, pair))
        first.update(dict.fromkeys(others, low))
    return {one: root(one) for one in sorted(first)}


def as_decided(reading: Reading, actors: Decisions) -> Reading:
    """The reading with one id for all whom people call one: so that events and sayings are compared."""
    if not actors.together:
        return reading
    same = one_id(actors.together)
    if not any(mention.actor in same for mention in reading.mentions):
        return reading
    rows: dict[str, Any] = {
        kind: tuple(_renamed(row, same) for row in getattr(reading, kind))
        for kind in ("mentions", "events", "claims", "quantities", "states")
    }
    return replace(reading, **rows)


def _renamed(row: Any, same: Mapping[str, str]) -> Any:
    if isinstance(row, Mention):
        return replace(row, actor=same[row.actor]) if row.actor and row.actor in same else row
    changed = {}
    for name in ("initiators", "recipients", "sources", "via", "attributed_to", "parties", "others"):
        sides: tuple[Party, ...] = getattr(row, name, ())
        if any(party.actor in same for party in sides):
            changed[name] = tuple(replace(p, actor=same[p.actor]) if p.actor and p.actor in same else p for p in sides)
    return replace(row, **changed) if changed else row


def kept_apart(one: Telling, other: Telling, actors: Decisions) -> tuple[Telling, Telling]:
    """The tellings with other names for two persons whom people hold to be two: their own would make them one."""
    if not actors.apart:
        return one, other
    pairs = [frozenset((a.key, b.key)) for a in _sides(one) for b in _sides(other)]
    two = {key for pair in pairs if pair in actors.apart for key in pair}
    return (_unlike(one, two), _unlike(other, two)) if two else (one, other)


def _sides(told: Telling) -> tuple[Who, ...]:
    return (*told.initiators, *told.recipients)


def _unlike(told: Telling, two: Collection[str]) -> Telling:
    initiators, recipients = (
        tuple(replace(who, name=who.key) if who.key in two else who for who in side)
        for side in (told.initiators, told.recipients)
    )
    return replace(told, initiators=initiators, recipients=recipients)
