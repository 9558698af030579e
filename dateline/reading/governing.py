"""Which time and place govern a word: by syntax first, then the sentence. Shared by claims, quantities and events."""

from bisect import bisect_left
from collections.abc import Sequence

from dateline.language.grammar import clause_of, is_noun, is_verb, kids
from dateline.language.parse import Parse
from dateline.records import Place, TimeExpression, Where

DATED = frozenset({"date", "interval", "vague"})
CARRIED_ON = frozenset({"he", "she", "they", "it", "who"})  # a subject that goes on with the last sentence
TIME_MODIFIERS = frozenset({"poss", "compound", "nmod", "amod", "nummod", "det"})
BY_DAY = frozenset({"on", "over", "overnight"})


def governing_time(parse: Parse, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """The dated expression that says when token i (a verb or noun of doing or saying) takes place; None if none does.

    Looked for, in this order: hung on i itself; for a noun, inside its phrase, then on the verb that it is subject or
    object of; for a verb, hung on a noun of its clause with "on"; on the verb that i goes on from ("met ... and
    signed", "said ..., adding"); for "he added", in the sentence before. What a sentence hangs on another doing ("after
    Thursday's raid", "the November 2015 vote", another clause) stays there. times: in reading order.
    """
    inside = _in_sentence(parse, times, i)
    for time in inside:
        if _right_before(parse, time, i):
            return time
    owned = [(_owner(parse, t), t) for t in inside]
    seen: set[int] = set()
    here = i
    while here not in seen:
        seen.add(here)
        found = _nearest(parse, here, [t for (owner, _), t in owned if owner == here])
        found = found or _by_phrase(parse, here, owned)
        if found is not None:
            return found
        up = _goes_on_from(parse, here)
        if up is None:
            break
        here = up
    return _of_sentence_before(parse, times, here) if _carries_on(parse, here) else None


def _in_sentence(parse: Parse, times: Sequence[TimeExpression], i: int) -> list[TimeExpression]:
    first, last = parse.sentence(i)
    start, end = parse.slice(first, last - 1)
    low = bisect_left(times, start, key=lambda t: t.start)
    high = bisect_left(times, end, key=lambda t: t.start)
    return [t for t in times[low:high] if t.time_kind in DATED]


def _right_before(parse: Parse, time: TimeExpression, i: int) -> bool:
    """ "The November 2015 shooting", "Thursday's raid": parsers lose their way in long names of events."""
    span = parse.tokens_in(time.start, time.end)
    last = span[-1] + 1
    if last < i and parse.tag[last] == "POS":
        return last + 1 == i
    return last == i and span[0] > 0 and parse.tag[span[0] - 1] in ("DT", "PRP$")


def _owner(parse: Parse, time: TimeExpression) -> tuple[int, str]:
    """The verb or noun that the expression hangs on, and by which word: a preposition, or "" when by none."""
    span = parse.tokens_in(time.start, time.end)
    here = next((k for k in span if parse.head[k] not in span or parse.head[k] == k), span[0])
    by = ""
    while parse.head[here] != here:
        rel, here = parse.rel[here], parse.head[here]
        if is_verb(parse, here) or (rel in TIME_MODIFIERS and is_noun(parse, here)):
            return here, by
        if parse.rel[here] in ("prep", "pcomp", "agent", "mark") or parse.tag[here] in ("IN", "TO"):
            by = parse.lower[here]
        elif is_noun(parse, here):
            return here, by
    return here, by


def _nearest(parse: Parse, i: int, times: list[TimeExpression]) -> TimeExpression | None:
    at = parse.start[i]
    return min(times, key=lambda t: (t.value is None, abs(t.start - at)), default=None)


def _by_phrase(parse: Parse, i: int, owned: list[tuple[tuple[int, str], TimeExpression]]) -> TimeExpression | None:
    """A time that hangs on a noun below i: all of a noun's own phrase; of a verb's nouns only "on Thursday"."""
    found = []
    for (owner, by), time in owned:
        if is_verb(parse, owner) or owner == i or not _below(parse, owner, i):
            continue
        if is_noun(parse, i) or by in BY_DAY:
            found.append(time)
    return _nearest(parse, i, found)


def _below(parse: Parse, i: int, top: int) -> bool:
    """Is i below `top` with no other verb between them?"""
    while parse.head[i] != i:
        i = parse.head[i]
        if i == top:
            return True
        if is_verb(parse, i):
            return False
    return False


def _goes_on_from(parse: Parse, i: int) -> int | None:
    """The word whose time is also that of i: the verb of a noun, the first of two verbs, what a participle adds to."""
    up, rel = parse.head[i], parse.rel[i]
    if up == i:
        return None
    if is_verb(parse, i):
        if rel in ("conj", "xcomp") and (is_verb(parse, up) or rel == "xcomp"):
            return up
        return up if rel == "advcl" and parse.tag[i] == "VBG" and not kids(parse, i, "mark", "nsubj") else None
    if rel in ("nsubj", "nsubjpass", "dobj", "conj", "attr") and not (is_verb(parse, up) and kids(parse, up, "ccomp")):
        return up
    if rel == "pobj" and is_verb(parse, parse.head[up]) and parse.lower[up] in ("at", "in", "during", "with"):
        up = parse.head[up]
        while parse.rel[up] == "ccomp":  # "said it was over during his visit": the visit is when he said it
            up = parse.head[up]
        return up
    return None


def _carries_on(parse: Parse, i: int) -> bool:
    """Does the sentence of i go on with what the one before told: "he added", "the spokesman also said"?"""
    if not is_verb(parse, i) or parse.tag[i] not in ("VBD", "VBN", "VBG"):
        return False
    subject = next(iter(kids(parse, i, "nsubj", "nsubjpass")), None)
    if parse.head[i] != i and parse.rel[i] not in ("ccomp", "parataxis"):
        return False
    also = any(parse.lower[k] in ("also", "too", "further", "then") for k in kids(parse, i, "advmod"))
    return also or (subject is not None and parse.lower[subject] in CARRIED_ON)


def _of_sentence_before(parse: Parse, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """When the sentence before took place, as its main verb has it."""
    number = parse.sent_of[i]
    if number == 0:
        return None
    first, last = parse.sents[number - 1]
    root = next((k for k in range(first, last) if parse.head[k] == k), None)
    if root is None or not is_verb(parse, root):
        return None
    found = governing_time(parse, times, root)
    for told in kids(parse, root, "ccomp"):  # "..., he told the agency on Monday, reports the paper"
        found = found or (governing_time(parse, times, told) if told < root else None)
    return found


def governing_place(parse: Parse, places: Sequence[Place], i: int) -> Where | None:
    """The place named in the clause of token i, nearest first; None when the clause names none."""
    clause = clause_of(parse, i)
    start, end = parse.slice(parse.left[clause], parse.right[clause])
    at = parse.start[i]
    inside = [p for p in places if start <= p.start and p.end <= end]
    nearest = min(inside, key=lambda p: abs(p.start - at), default=None)
    return None if nearest is None else where(nearest)


def where(place: Place) -> Where:
    """A place row without its words."""
    return Where(
        place.id, place.name, place.geonameid, place.lat, place.lon, place.country, place.admin1, place.feature,
        place.precision_m,
    )  # fmt: skip
