"""How much a pair of tellings can score at most, by what is quickly asked: most pairs of a block end here."""

from dateline.joining.compare import (
    act_level,
    arms_level,
    counted_level,
    day_level,
    kindred,
    near_level,
    object_level,
    once_level,
    order_level,
    own_levels,
    pact_level,
    status_level,
    time_level,
    trigger_level,
    venue_level,
)
from dateline.joining.tellings import Telling
from dateline.lexicon.joining import JoiningWeights

NEVER = float("-inf")
ROUNDING = 1e-6  # what sums in another order can differ by
ASKED = ("initiators", "recipients", "parties", "place", "words", "reports")  # comparisons that take longer


class Sieve:
    """The most that the other comparisons can add is looked up once."""

    def __init__(self, weights: JoiningWeights):
        best = {
            name: max(weight for level, weight in weights.weights.items() if level.startswith(f"{name}."))
            for name in ASKED
        }
        of_sides = max(best["initiators"] + best["recipients"], best["parties"] + weights.weights["recipients.joint"])
        self._weights = weights
        self._of = weights.weights
        self._reports = best["reports"] + ROUNDING
        self._rest = weights.bias + of_sides + best["place"] + best["words"] + best["reports"]

    def most(self, a: Telling, b: Telling) -> float:
        """No less than what the weights give the pair. Symmetrical."""
        same_word = not frozenset(a.trigger).isdisjoint(b.trigger)
        if a.family != b.family and not (same_word or kindred(a, b)):
            return NEVER
        time = time_level(a, b)
        if time is None:
            return NEVER
        of, trigger = self._of, "trigger.same" if same_word else trigger_level(a, b)
        return (
            self._rest + of[time] + of[trigger] + of[status_level(a.status, b.status, time)] + of[act_level(a, b)]
            + of[near_level(a, b, time)] + of[counted_level(a, b, time)]
            + of[day_level(a, b, time, trigger)] + of[venue_level(a, b)] + of[order_level(a, b)]
            + of[object_level(a, b)] + of[once_level(a, b, time)] + of[pact_level(a, b, time)]
            + of[arms_level(a, b, time)]
        )  # fmt: skip

    def levels(self, a: Telling, b: Telling) -> tuple[str, ...] | None:
        """`own_levels`, which is all that the tellings say themselves; None where that is no one event, however much
        their reports have in common. Those need not be looked up then."""
        if self.most(a, b) <= self._weights.link:
            return None
        found = own_levels(a, b)
        if found is None or self._weights.score(found) + self._reports <= self._weights.link:
            return None
        return found
