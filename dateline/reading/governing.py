"""Which time and place govern a word: by syntax first, then the sentence. Shared by claims, quantities and events."""

from bisect import bisect_left
from collections.abc import Sequence

from dateline.language.grammar import is_noun, is_verb, kids
from dateline.language.parse import Parse
from dateline.reading.fact_days import fact_day
from dateline.reading.times.tense import said_before
from dateline.reading.whereabouts import governing_place, where
from dateline.records import TimeExpression

__all__ = ["governing_place", "governing_time", "when_of", "where"]

BACK = 4  # sentences that "he added" and its like may go back
DATED = frozenset({"date", "interval", "vague"})
UNDATED = frozenset({"duration", "every", "vague", "beside"})  # meanings that name no day
COUNTS = frozenset({"shift", "stretch", "counted"})  # "weeks ago", "the coming days": nobody says how many
CARRIED_ON = frozenset({"he", "she", "they", "it", "who"})  # a subject that goes on with the last sentence
TIME_MODIFIERS = frozenset({"poss", "compound", "nmod", "amod", "nummod", "det"})
BEGINNING = frozenset({"begin"})  # "began on Monday to leave" tells when they left
BY_DAY = frozenset({"on", "over", "overnight"})
ADRIFT = frozenset({"on", "in", "since", "by", "during", "until"})


def governing_time(parse: Parse, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """The dated expression that says when token i (a verb or noun of doing or saying) takes place; None if none does.

    Looked for, in this order: hung on i itself; for a noun, inside its phrase, then on the verb that it is subject or
    object of; for a verb, hung on a noun of its clause with "on"; on the verb that i goes on from ("met ... and
    signed", "said ..., adding"); for "he added", in the sentence before. What a sentence hangs on another doing ("after
    Thursday's raid", "the November 2015 vote", another clause) stays there. times: in reading order.
    """
    return _governing(parse, times, i, BACK)


def _governing(parse: Parse, times: Sequence[TimeExpression], i: int, back: int) -> TimeExpression | None:
    """As `governing_time`; back: how many sentences may still be gone back."""
    near = in_sentence(parse, times, i)
    inside = [time for time in near if names_day(time)]
    for time in inside:
        if _right_before(parse, time, i) or _is_when(parse, time, i):
            return time
    owned = [(_owner(parse, t), t) for t in inside]
    seen: set[int] = set()
    here = i
    while here not in seen:
        seen.add(here)
        if near and (found := _by_words(parse, here, owned, near)) is not None:
            return found
        up = _goes_on_from(parse, here)
        if up is None:
            break
        here = up
    return _of_sentence_before(parse, times, here, back - 1) if back and _carries_on(parse, here) else None


def _by_words(
    parse: Parse, i: int, owned: list[tuple[tuple[int, str], TimeExpression]], near: Sequence[TimeExpression]
) -> TimeExpression | None:
    """The time that one word of a sentence has. owned: those that name a day, with what they hang on; near: all."""
    return (
        _nearest(parse, i, [t for (owner, _), t in owned if owner == i])
        or _by_phrase(parse, i, owned)
        or _by_next(parse, i, owned)
        or _by_since(parse, i, owned)
        or _by_length(parse, i, near)
    )


def when_of(
    parse: Parse,
    times: Sequence[TimeExpression],
    i: int,
    published: str | None,
    at: int | None = None,
    was: bool = False,
) -> tuple[str | None, str | None]:
    """The EDTF date of what token i tells, and the id of the time expression it comes from; (None, None): not told.

    It is the `fact_day` of `governing_time`. published: the report's day. at: where the row of the fact begins, when
    that is not where token i does. was: it has been done ("expected in June" tells no day of the expecting).
    """
    time = governing_time(parse, times, i)
    if time is None or (was and (time.meaning or "").endswith((" future", " announced"))):
        return None, None
    return fact_day(time, parse.text, published, parse.start[i] if at is None else at), time.id


def in_sentence(parse: Parse, times: Sequence[TimeExpression], i: int) -> list[TimeExpression]:
    """The times in the sentence of token i, in reading order."""
    first, last = parse.sentence(i)
    start, end = parse.slice(first, last - 1)
    low = bisect_left(times, start, key=lambda t: t.start)
    high = bisect_left(times, end, key=lambda t: t.start)
    return list(times[low:high])


def names_day(time: TimeExpression) -> bool:
    """Can it date a fact? Lengths and "every Friday" cannot; "now" and "in recent years" say nothing of a day.

    It goes by what the words mean, not by the value: a report that is dated later on has its facts dated by the same.
    """
    if time.meaning is None:
        return time.time_kind in DATED and time.value is not None and ".." not in time.value
    kind, _, rest = time.meaning.partition("(")
    return kind not in UNDATED and not (kind in COUNTS and rest.startswith("amount=none"))


def _right_before(parse: Parse, time: TimeExpression, i: int) -> bool:
    """ "The November 2015 shooting", "Thursday's raid": parsers lose their way in long names of events."""
    span = parse.tokens_in(time.start, time.end)
    last = span[-1] + 1
    if last < i and parse.tag[last] == "POS":
        return last + 1 == i
    return last == i and span[0] > 0 and parse.tag[span[0] - 1] in ("DT", "PRP$")


def _is_when(parse: Parse, time: TimeExpression, i: int) -> bool:
    """ "In June, when he came": the clause of "when" tells of the time right before it."""
    opener = next((k for k in kids(parse, i, "advmod") if parse.lower[k] == "when"), None)
    if opener is None or opener < 2:
        return False
    last = opener - 2 if parse.lower[opener - 1] == "," else opener - 1
    return parse.end[last] == time.end


def _owner(parse: Parse, time: TimeExpression) -> tuple[int, str]:
    """The verb or noun that the expression hangs on, and by which word: a preposition, or "" when by none."""
    span = parse.tokens_in(time.start, time.end)
    opener = span[-1]
    if (time.meaning or "").startswith("counted(") and parse.rel[opener] == "mark":
        return parse.head[parse.head[opener]], ""  # "left two days after it fell on Friday" tells when they left
    here = next((k for k in span if parse.head[k] not in span or parse.head[k] == k), span[0])
    before = parse.lower[span[0] - 1] if span[0] else ""
    adrift = before in ADRIFT  # "on Saturday rebels agreed": parsers make one name of "Saturday rebels"
    by = before if adrift else ""
    while parse.head[here] != here:
        rel, here = parse.rel[here], parse.head[here]
        if is_verb(parse, here):
            up = said_before(parse, span[0], span[-1], here)
            return (up, by) if up is not None else (_pact_agreed(parse, time, here), by)
        if rel in TIME_MODIFIERS and is_noun(parse, here):
            if not adrift:
                return here, by
        elif parse.rel[here] in ("prep", "pcomp", "agent", "mark") or parse.tag[here] in ("IN", "TO"):
            by = parse.lower[here]
        elif is_noun(parse, here):
            return here, by
    return here, by


def _pact_agreed(parse: Parse, time: TimeExpression, verb: int) -> int:
    """In "the pact agreed on Tuesday failed on Friday" the first day is that of the agreeing."""
    if time.start > parse.start[verb]:
        return verb
    for subject in kids(parse, verb, "nsubj", "nsubjpass"):
        for inner in kids(parse, subject, "acl", "relcl"):
            if parse.start[inner] < time.start and parse.tag[inner] == "VBN":
                return inner
    return verb


def _nearest(parse: Parse, i: int, times: list[TimeExpression]) -> TimeExpression | None:
    """Of several, the one that opens the sentence; else one that follows; else the nearest."""
    if not times:
        return None
    at = parse.start[i]
    opening = parse.start[min(parse.sentence(i)[0] + 3, parse.sentence(i)[1] - 1)]
    return min(times, key=lambda t: (t.start > opening, t.start < at, abs(t.start - at)), default=None)


def _by_phrase(parse: Parse, i: int, owned: list[tuple[tuple[int, str], TimeExpression]]) -> TimeExpression | None:
    """A time that hangs on a noun below i: all of a noun's own phrase; of a verb's nouns only "on Thursday"."""
    found = []
    for (owner, by), time in owned:
        if is_verb(parse, owner) or owner == i or not _below(parse, owner, i):
            continue
        if is_noun(parse, i) or by in BY_DAY:
            found.append(time)
    return _nearest(parse, i, found)


def _by_next(parse: Parse, i: int, owned: list[tuple[tuple[int, str], TimeExpression]]) -> TimeExpression | None:
    """ "Attacked and burned it on Sunday", "are to meet on Sunday", "died in Sunday's raid"."""
    alone = is_verb(parse, i) and not kids(parse, i, "mark")  # "after it fell and ...": parsers lose the second verb
    near = [k for k in kids(parse, i, "conj") if alone and not kids(parse, k, "nsubj", "nsubjpass")]
    if parse.lemma[i] in ("be", "have"):
        near += kids(parse, i, "xcomp")
    near += [k for k in kids(parse, i, "ccomp") if _bare(parse, k)]
    for prep in kids(parse, i, "prep"):
        if is_verb(parse, i) and parse.lower[prep] in ("in", "during", "at"):
            near += kids(parse, prep, "pobj")
    return _nearest(parse, i, [time for (owner, _), time in owned if owner in near])


def _bare(parse: Parse, i: int) -> bool:
    """ "Let the truce lapse on Sunday", "saw jets come in": one doing with the verb above."""
    return parse.tag[i] == "VB" and not kids(parse, i, "aux", "mark")


def _by_since(parse: Parse, i: int, owned: list[tuple[tuple[int, str], TimeExpression]]) -> TimeExpression | None:
    """ "Have fallen since the siege began on Friday", "since Friday's raid": from then on."""
    below = []
    for k in kids(parse, i, "advcl"):
        if any(parse.lower[m] == "since" for m in kids(parse, k, "mark")):
            below.append(k)
    for k in kids(parse, i, "prep", "mark"):
        if parse.lower[k] == "since":
            below += kids(parse, k, "pobj", "pcomp")
    return _nearest(parse, i, [time for (owner, _), time in owned if owner in below])


def _by_length(parse: Parse, i: int, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """ "Have died in two weeks": the last two before the report; "took the town in two weeks" is no such count."""
    if not is_verb(parse, i) or not any(parse.lemma[a] == "have" for a in kids(parse, i, "aux")):
        return None
    for time in times:
        if time.meaning is not None and time.meaning.startswith("duration(") and _owner(parse, time) == (i, "in"):
            return time
    return None


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
        if rel == "conj" and is_verb(parse, up):
            return up
        if rel == "xcomp":  # "agreed on Monday to leave" tells when they agreed
            to = any(parse.lower[k] == "to" for k in kids(parse, i, "aux"))
            return up if not to or parse.lemma[up] in BEGINNING else None
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
    if also or (subject is not None and parse.lower[subject] in CARRIED_ON):
        return True
    told = _told_before(parse, i)
    same = kids(parse, told, "nsubj") if told is not None else []
    return subject is not None and any(parse.lower[k] == parse.lower[subject] for k in same)


def _told_before(parse: Parse, i: int) -> int | None:
    """The main verb that the sentence of i goes on from: that of the sentence before, if both tell what somebody said
    or both do not; before "also said" one more sentence may lie that tells of no saying."""
    saying = bool(kids(parse, i, "ccomp"))
    also = any(parse.lower[k] == "also" for k in kids(parse, i, "advmod"))
    for back in (1, 2) if saying and also else (1,):
        number = parse.sent_of[i] - back
        if number < 0:
            return None
        first, last = parse.sents[number]
        root = next((k for k in range(first, last) if parse.head[k] == k), None)
        if root is not None and is_verb(parse, root) and bool(kids(parse, root, "ccomp")) == saying:
            return root
    return None


def _of_sentence_before(parse: Parse, times: Sequence[TimeExpression], i: int, back: int) -> TimeExpression | None:
    """When the sentence before took place, as its main verb has it."""
    root = _told_before(parse, i)
    if root is None:
        return None
    found = _governing(parse, times, root, back)
    for told in kids(parse, root, "ccomp"):  # "..., he told the agency on Monday, reports the paper"
        found = found or (_governing(parse, times, told, back) if told < root else None)
    return found
