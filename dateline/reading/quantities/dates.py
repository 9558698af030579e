"""When each count holds: by the words around it, or that of the count it goes on with."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.language.grammar import auxiliaries, is_verb, kids
from dateline.language.parse import Parse
from dateline.reading.governing import governing_time, in_sentence, names_day
from dateline.reading.quantities.phrases import verb_above
from dateline.reading.quantities.what import Counted
from dateline.reading.running_time import opens_tale, within
from dateline.records import Claim, TimeExpression

GOES_ON = frozenset({"told again", "elided", "pronoun", "predicate"})  # "counted nine", "62 of them"
HARMED = frozenset({"dead", "injured", "missing"})
MOVED = frozenset({"displaced", "evacuated", "freed"})
BACK = 2  # sentences that a count may go on from


@dataclass(frozen=True, slots=True)
class Count:
    """The count told last: its head token, what befell the people, its time."""

    head: int
    role: str | None
    time: TimeExpression | None


class Dates:
    """The times of one report's counts. They must be asked for in reading order."""

    def __init__(self, parse: Parse, times: Sequence[TimeExpression]):
        self.parse, self.times = parse, times
        self.last: Count | None = None

    def of(self, what: Counted, claim: Claim | None) -> TimeExpression | None:
        """The time expression that dates the count; None: nothing does. claim: the innermost around it."""
        time = self._said(what.head, claim) or self._gone_on(what)
        self.last = Count(what.head, what.role, time)
        return time

    def _said(self, i: int, claim: Claim | None) -> TimeExpression | None:
        """What governs the count, or the verbs above it as far as they stand in the same claim. The day on which
        somebody said it is the claim's."""
        p = self.parse
        here: int | None = i
        while here is not None:
            time = within(p, self.times, here)
            if time is not None:
                return time
            above = verb_above(p, here)
            outside = above is not None and claim is not None and not claim.start <= p.start[above] < claim.end
            here = None if above == here or outside else above
        return None

    def _gone_on(self, what: Counted) -> TimeExpression | None:
        p, last = self.parse, self.last
        if last is not None and p.sent_of[what.head] - p.sent_of[last.head] <= BACK:
            if what.rule in GOES_ON or self._same_period(what.head):
                return last.time
            if last.time is not None and _matter(what.role) == _matter(last.role) and self._in_the_tale(what, last):
                return last.time
        return self._of_sentence_before(what.head)

    def _same_period(self, i: int) -> bool:
        """ "Over the same period", "in the same weeks": that of the count before."""
        verb = verb_above(self.parse, i)
        for prep in [] if verb is None else kids(self.parse, verb, "prep"):
            for noun in kids(self.parse, prep, "pobj"):
                if any(self.parse.lower[k] == "same" for k in kids(self.parse, noun, "amod")):
                    return True
        return False

    def _in_the_tale(self, what: Counted, last: Count) -> bool:
        """Told of the same kind of people in the past tense, in the same paragraph, with no day in between."""
        p = self.parse
        if what.role is None or "\n" in p.text[p.start[last.head] : p.start[what.head]]:
            return False
        return (
            last.time is not None
            and opens_tale(p, last.time)
            and self._past(what.head)
            and not self._own_day(what.head)
        )

    def _of_sentence_before(self, i: int) -> TimeExpression | None:
        """ "Tanks shelled the mill on Monday, he said. Two guards were hurt."."""
        p = self.parse
        number = p.sent_of[i] - 1
        if number < 0 or not self._past(i) or self._own_day(i) or verb_above(p, i) != _root(p, number + 1):
            return None
        root = _root(p, number)
        if root is None or "\n" in p.text[p.start[root] : p.start[i]]:
            return None
        told = next((k for k in kids(p, root, "ccomp") if k < root), root)
        if not is_verb(p, told) or (told == root and kids(p, root, "ccomp")):
            return None
        time = governing_time(p, self.times, told)
        return time if time is not None and opens_tale(p, time) else None

    def _past(self, i: int) -> bool:
        verb = verb_above(self.parse, i)
        if verb is None:
            return False
        words = [self.parse.lower[a] for a in auxiliaries(self.parse, verb)]
        return self.parse.tag[verb] == "VBD" or any(word in ("was", "were", "had") for word in words)

    def _own_day(self, i: int) -> bool:
        return any(names_day(time) for time in in_sentence(self.parse, self.times, i))


def _matter(role: str | None) -> str | None:
    return "harmed" if role in HARMED else "moved" if role in MOVED else role


def _root(p: Parse, sentence: int) -> int | None:
    first, last = p.sents[sentence]
    return next((k for k in range(first, last) if p.head[k] == k), None)
