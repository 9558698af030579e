"""Which place governs a word: what hangs on it first, then its clause, then what an earlier telling of it said."""

from bisect import bisect_left
from collections.abc import Sequence

from dateline.language.grammar import is_noun, is_verb
from dateline.language.parse import Parse
from dateline.records import Place, Where

AT = frozenset({
    "in", "at", "near", "inside", "outside", "around", "across", "throughout", "over", "into", "on", "off", "within",
    "along", "above", "beyond", "behind", "beside",
})  # fmt: skip
FROM = frozenset({"from", "of", "through", "via"})
TO = frozenset({"to", "toward", "towards"})  # of a way, where it begins says more than where it leads
WITH = frozenset({"with", "by", "against", "between", "for", "like", "among", "than", "versus", "about"})
NOUN_MODIFIERS = frozenset({"compound", "poss", "nmod", "amod"})
GOES_ON = frozenset({"xcomp", "conj", "advcl", "pcomp", "acl", "relcl", "prep", "pobj", "dobj", "nsubj", "nsubjpass",
                     "attr", "agent", "appos", "nmod", "oprd"})  # fmt: skip
WIDE = 150_000  # metres: from a country or a large region on, a place that merely acts is an actor
BACK = 400  # tokens in which an earlier telling of the same thing is looked for
SAID = frozenset({"ccomp", "parataxis"})


def governing_place(parse: Parse, places: Sequence[Place], i: int) -> Where | None:
    """Where the doing or thing that token i names is; None when its sentence does not say.

    Looked for in this order: hung on i or on its arguments ("attack on X", "left X", "the X ceasefire"); in its clause;
    on the verb it goes on from; for a noun, where an earlier telling of the same noun was. What a sentence hangs on
    its saying ("said in Moscow that ...") stays there, and a country that acts is no place. places: in reading order.
    """
    found = _in_sentence(parse, places, i)
    if found is None and is_noun(parse, i):
        for j in range(parse.sentence(i)[0] - 1, max(-1, i - BACK), -1):
            if parse.lemma[j] == parse.lemma[i] and is_noun(parse, j):
                found = _in_sentence(parse, places, j)
                if found is not None:
                    break
    return None if found is None else where(found)


def where(place: Place) -> Where:
    """A place row without its words."""
    return Where(
        place.id, place.name, place.geonameid, place.lat, place.lon, place.country, place.admin1, place.feature,
        place.precision_m,
    )  # fmt: skip


def _in_sentence(parse: Parse, places: Sequence[Place], i: int) -> Place | None:
    first, last = parse.sentence(i)
    start, end = parse.slice(first, last - 1)
    low = bisect_left(places, start, key=lambda place: place.start)
    high = bisect_left(places, end, key=lambda place: place.start)
    above = _above(parse, i)
    best: tuple[tuple[int, int, int], Place] | None = None
    for place in places[low:high]:
        far = _distance(parse, place, i, above)
        if far is not None:
            rank = (far, place.precision_m or 0, abs(place.start - parse.start[i]))
            if best is None or rank < best[0]:
                best = (rank, place)
    return None if best is None else best[1]


def _above(parse: Parse, i: int) -> dict[int, int]:
    """The words whose whereabouts are also those of i, with the number of steps up to them: not beyond a saying."""
    steps, here = {i: 0}, i
    while parse.head[here] != here and parse.rel[here] in GOES_ON and parse.rel[here] not in SAID:
        here = parse.head[here]
        steps[here] = len(steps)
    return steps


def _distance(parse: Parse, place: Place, i: int, above: dict[int, int]) -> int | None:
    """How far a place is from governing i: 0 hangs on it, 1 on an argument, more the further up; None not at all."""
    span = parse.tokens_in(place.start, place.end)
    if i in span:
        return None
    head = next((k for k in span if parse.head[k] not in span or parse.head[k] == k), span[0])
    while parse.rel[head] in ("conj", "appos") and parse.head[head] not in span:
        head = parse.head[head]
    rel, up = parse.rel[head], parse.head[head]
    kind, owner = _hung(parse, rel, up, place)
    if kind is None:
        return None
    steps, here = 0, owner
    while here not in above:
        if parse.head[here] == here or steps > 6 or (steps and parse.rel[here] in SAID):
            return None
        if is_verb(parse, here) and here != owner:
            return None
        here = parse.head[here]
        steps += is_noun(parse, here) or is_verb(parse, here)
    if here != i and not is_verb(parse, here) and steps:
        return None
    return kind + steps + 2 * above[here]


def _hung(parse: Parse, rel: str, up: int, place: Place) -> tuple[int | None, int]:
    """How a place is bound to the word it hangs on (0 tightest), and that word."""
    wide = (place.precision_m or 0) >= WIDE
    if rel == "pobj":
        word, owner = parse.lower[up], parse.head[up]
        while parse.rel[owner] == "prep" or (parse.rel[up] == "pcomp"):
            up, owner = owner, parse.head[owner]
        if word in AT:
            return 0, owner
        if word in FROM:
            return 1, owner
        if word in TO:
            return 4, owner
        return (None if wide or word in WITH else 2), owner
    if rel in ("dobj", "npadvmod", "advmod"):
        return (2 if wide else 0), up
    if rel in NOUN_MODIFIERS:
        return (4 if wide else 1), up
    if rel in ("nsubj", "nsubjpass"):
        return (None if wide else 1), up
    return (None if wide else 3), up
