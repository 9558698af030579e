"""What the words around a number do to it: "up to", "at least", "some", "or more"."""

from dataclasses import dataclass

from dateline.language.parse import Parse
from dateline.lexicon.units import Phrase, UnitWords
from dateline.reading.quantities.numbers import Number
from dateline.records import Bound

STRENGTH: dict[Bound, int] = {"exact": 0, "approximate": 1, "at_least": 2, "up_to": 2}
PREPOSITIONS = frozenset({"over", "under", "about", "around", "above", "below", "to"})


@dataclass(frozen=True, slots=True)
class Hedged:
    """A number with its hedges: tokens first..last, and the bound they make."""

    number: Number
    first: int
    last: int
    bound: Bound
    words: str = ""  # the hedge that decided, as in the lexicon

    @property
    def low(self) -> float | None:
        return None if self.bound == "up_to" else self.number.low

    @property
    def high(self) -> float | None:
        return None if self.bound == "at_least" else self.number.high


def hedged(p: Parse, number: Number, words: UnitWords) -> Hedged:
    """The number with what precedes and follows it directly; the strongest hedge decides."""
    found = Hedged(number, number.first, number.last, "approximate" if number.vague else "exact")
    while (before := _before(p, found.first, words)) is not None:
        found = _with(found, *before, first=found.first - len(before[0]), last=found.last)
    if (after := _after(p, found.last, words)) is not None:
        found = _with(found, *after, first=found.first, last=found.last + len(after[0]))
    return found


def with_hedge_after(p: Parse, found: Hedged, last: int, words: UnitWords) -> Hedged:
    """The same when a hedge stands behind what is counted, which ends at token last: "12 people at least"."""
    after = _after(p, last, words)
    if after is None or len(after[0]) < 2 or after[0][0] == "-":
        return found
    return _with(found, *after, first=found.first, last=found.last)


def _with(found: Hedged, phrase: Phrase, bound: Bound, *, first: int, last: int) -> Hedged:
    if STRENGTH[bound] > STRENGTH[found.bound]:
        return Hedged(found.number, first, last, bound, " ".join(phrase))
    return Hedged(found.number, first, last, found.bound, found.words)


def _before(p: Parse, first: int, words: UnitWords) -> tuple[Phrase, Bound] | None:
    """The longest hedge that ends right before token first, in the same sentence."""
    opens = p.sentence(first)[0]
    for size in range(min(words.longest, first - opens), 0, -1):
        phrase = p.lower[first - size : first]
        bound = words.hedges_before.get(phrase)
        if bound is not None and not _is_preposition(p, first - size, first - 1, words):
            return phrase, bound
    return None


def _is_preposition(p: Parse, first: int, last: int, words: UnitWords) -> bool:
    """Does "over 40 villages" say where something flew rather than how many there were?

    It does behind a verb that takes it, or when the parser hangs the word on what is before; a hedge hangs on the
    number.
    """
    if p.rel[last] == "prt":
        return True  # "handed over 18 bodies"
    if first > 0 and p.lemma[first - 1] in words.prepositional.get(p.lower[last], ()):
        return p.tag[first - 1].startswith("VB")
    if p.lower[last] not in PREPOSITIONS:
        return False
    if p.rel[last] != "prep" or p.head[last] >= first:
        return False
    governor = p.head[last]
    return p.tag[governor].startswith(("VB", "NN")) and (first == last or p.tag[first] in ("RP", "IN"))


def _after(p: Parse, last: int, words: UnitWords) -> tuple[Phrase, Bound] | None:
    """The longest hedge that begins right behind token last, in the same sentence."""
    closes = p.sentence(last)[1]
    for size in range(min(words.longest, closes - last - 1), 0, -1):
        phrase = p.lower[last + 1 : last + 1 + size]
        if (bound := words.hedges_after.get(phrase)) is not None:
            return phrase, bound
    return None
