"""Which length of time tells the day of a doing by that of another: "on Friday, a day after Goma fell"."""

from collections.abc import Sequence

from dateline.language.grammar import auxiliaries, is_verb, kids
from dateline.language.parse import Parse
from dateline.reading.gaps import GAP, OPENERS, anchor, leads_to
from dateline.reading.governing import governing_time, in_sentence
from dateline.records import TimeExpression

LIGHT = frozenset({"nsubj", "nsubjpass", "dobj", "compound", "attr", "conj", "xcomp"})


def gap_above(parse: Parse, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """The length of time that lies between token i and a doing whose day can be told; None: there is none."""
    for time in in_sentence(parse, times, i):
        opener = _opener(parse, time)
        if opener is None or opener >= i or not _opens(parse, opener, i):
            continue
        main = _verb_above(parse, parse.head[opener] if parse.rel[opener] == "mark" else opener)
        if main is None or not leads_to(time, parse.text, parse.start[i]):
            return None
        return time if _told_of(parse, times, main, anchor(time, times, parse.text)) else None
    return None


def _opener(parse: Parse, time: TimeExpression) -> int | None:
    """The token "after", "since" or "before" at the end of the words for a length of time, or behind them."""
    if GAP.match(time.meaning or "") is None:
        return None
    last = parse.tokens_in(time.start, time.end)[-1]
    return next((k for k in (last, last + 1) if k < len(parse.lower) and parse.lower[k] in OPENERS), None)


def _opens(parse: Parse, opener: int, i: int) -> bool:
    """Is i what the clause or noun behind the opener tells, or a part of its words?"""
    tops = (parse.head[opener],) if parse.rel[opener] == "mark" else kids(parse, opener, "pobj", "pcomp")
    while i not in tops:
        if parse.head[i] == i or parse.rel[i] not in LIGHT:
            return False
        i = parse.head[i]
    return True


def _verb_above(parse: Parse, i: int) -> int | None:
    while parse.head[i] != i:
        i = parse.head[i]
        if is_verb(parse, i):
            return i
    return None


def _told_of(parse: Parse, times: Sequence[TimeExpression], main: int, day: TimeExpression | None) -> bool:
    """Is the day that of the main verb; or, where there is none, does it tell of today?"""
    if day is None:
        return _today(parse, main)
    governing = governing_time(parse, times, main)
    if governing is None and _today(parse, main) and (said := _verb_above(parse, main)) is not None:
        governing = governing_time(parse, times, said)
    return governing is not None and governing.id == day.id


def _today(parse: Parse, verb: int) -> bool:
    """ "Comes", "has named", "are waiting"."""
    tags = [parse.tag[k] for k in (verb, *auxiliaries(parse, verb))]
    return ("VBZ" in tags or "VBP" in tags) and "MD" not in tags
