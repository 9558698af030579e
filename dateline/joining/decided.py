"""What people decided about what belongs together. It counts before all rules of joining."""

from collections.abc import Callable
from dataclasses import dataclass, field

from dateline.joining.same_actors import Decisions

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
    pair = frozenset((a, b))
    if pair in decisions.apart:
        return None
    return TOGETHER if pair in decisions.together else otherwise(a, b)
