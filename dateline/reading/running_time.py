"""When what a report tells took place: by its own words, the clause it hangs on, or the tale it goes on with.

A sentence that names no day goes on with the day told last only where its grammar says so: it tells of the same matter
again, or what happened next. All else has no day, whatever day the report is of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.language.grammar import auxiliaries, is_noun, is_verb, kids
from dateline.language.parse import Parse
from dateline.reading.between import gap_above
from dateline.reading.governing import governing_time, in_sentence, names_day
from dateline.records import Status, TimeExpression

ONE_DAY = re.compile(r"weekday\(|numeric\(|clock\(|same\((?:unit=D|daypart)|same\(\)|shift\(.*unit=[DHK]|.*\bday=\d")
SAME_MOMENT = frozenset({"when", "as", "while", "where", "whereupon"})
AFTERWARDS = frozenset({"after", "following", "once"})
SHORTLY = frozenset({"hour", "minute", "moment", "second"})  # "hours before": on that day
LIMITS = frozenset({"since", "until", "till", "by", "before", "after", "from"})
NEXT = frozenset({"then", "later", "afterwards", "afterward", "subsequently", "meanwhile", "also", "soon", "shortly"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
OTHER = frozenset({"new", "another", "other", "next", "further", "future", "earlier", "previous", "past", "first"})
LIVE: frozenset[Status] = frozenset({"actual", "claimed"})
APART = frozenset({"since", "until", "till", "before", "if", "unless", "though", "although"})
LEAD = 6  # sentences below a headline that may date it
CLOSE = 5  # sentences within which the same things are told of again
DEEP = 12  # heads between a time and what it hangs below
AGAIN = 12  # sentences within which "the attack" is the one told last


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a report tells. token: its trigger. kind: what is the same matter. deed: done, not said."""

    token: int
    kind: str
    deed: bool
    status: Status


def running_times(
    parse: Parse, times: Sequence[TimeExpression], told: Sequence[Told], headline: int
) -> list[TimeExpression | None]:
    """The time expression that dates each thing told, in the order given; None: nothing does.

    headline: code point where the headline at the top of the text ends, 0 without one. times: in reading order.
    """
    own = [_own(parse, times, one) for one in told]
    found = dict(enumerate(own))
    order = sorted(found, key=lambda k: told[k].token)
    for at, k in enumerate(order):
        if found[k] is None and told[k].status in LIVE and parse.start[told[k].token] >= headline:
            found[k] = _from_before(parse, times, told, found, k, order[:at])
    for k in order:
        if found[k] is None and parse.end[told[k].token] <= headline:
            found[k] = _from_lead(parse, told, found, k, order, headline)
    return [found[k] for k in range(len(told))]


def _own(parse: Parse, times: Sequence[TimeExpression], one: Told) -> TimeExpression | None:
    """The time that the words of its own sentence give it."""
    found = within(parse, times, one.token) or _by_doer(parse, times, one)
    if found is None and one.status in (*LIVE, "planned"):
        found = gap_above(parse, times, one.token)
    return found


def holds_now(parse: Parse, times: Sequence[TimeExpression], i: int) -> bool:
    """ "Tanks are shelling the town", "evacuations are continuing": told as of the report's day, by its tense.

    Not what is planned ("are leaving on Friday", "are going to"), nor what "if" and "when" open.
    """
    verb = _verb_above(parse, i) if is_noun(parse, i) and parse.rel[i] in ("nsubj", "nsubjpass") else i
    if verb is None or parse.tag[verb] != "VBG" or parse.lemma[verb] in ("go", "plan", "expect", "prepare"):
        return False
    aux = [parse.lower[a] for a in auxiliaries(parse, verb)]
    if aux not in (["is"], ["are"], ["'s"], ["’s"], ["'re"], ["’re"]) or _sentence_has_day(parse, times, verb):
        return False
    return parse.rel[verb] in ("ROOT", "ccomp", "conj") and not _of_another_time(parse, verb)


def one_day(time: TimeExpression) -> bool:
    """Does it name a day, or a time of one? By its meaning: a year or "last month" is no day to go on from."""
    return time.meaning is not None and ONE_DAY.match(time.meaning) is not None


def opens_tale(parse: Parse, time: TimeExpression) -> bool:
    """Can what is told next be of the same day? "Since Friday" is more than that day, "by Friday" perhaps less."""
    first = parse.tokens_in(time.start, time.end)[0]
    return one_day(time) and not (first and parse.lower[first - 1] in LIMITS)


def within(parse: Parse, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """The time of token i, or of the clause it is subordinate to: "fled when the army came on Friday"."""
    seen: set[int] = set()
    here: int | None = i
    while here is not None and here not in seen:
        seen.add(here)
        time = governing_time(parse, times, here)
        if time is not None:
            return time
        here = _same_moment(parse, times, here)
    return _by_clause_below(parse, times, i)


def _by_doer(parse: Parse, times: Sequence[TimeExpression], one: Told) -> TimeExpression | None:
    """ "Monday's raid killed four", "shelling on Sunday had hurt two": the strike is dated, and what it did with it."""
    if one.kind != "ASSAULT" or not is_verb(parse, one.token):
        return None
    for subject in kids(parse, one.token, "nsubj", "csubj"):
        below = range(parse.left[subject], parse.right[subject] + 1)
        for time in in_sentence(parse, times, subject):
            span = parse.tokens_in(time.start, time.end)
            first = parse.head[span[0]] if parse.head[span[0]] not in span else parse.head[span[-1]]
            at = parse.head[first] if parse.rel[first] == "prep" else first
            if names_day(time) and span[0] in below and subject in (at, first):
                return time
    return None


def _by_clause_below(parse: Parse, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """ "Fled when the army came on Friday"."""
    for clause in kids(parse, i, "advcl"):
        openers = [parse.lower[k] for k in kids(parse, clause, "mark", "advmod") if k < clause]
        if _past(parse, clause) and any(word in ("when", "as", "while") for word in openers):
            return governing_time(parse, times, clause)
    return None


def _same_moment(parse: Parse, times: Sequence[TimeExpression], i: int) -> int | None:
    """The verb on whose day i took place too, as the word between them says: when, where, after, hours before."""
    top = i
    while not is_verb(parse, top) and parse.head[top] != top:
        up = parse.head[top]
        if parse.rel[top] == "pobj" and parse.lower[up] in AFTERWARDS:
            return _verb_above(parse, up) if not _has_time(parse, times, up) else None
        if parse.rel[top] not in ("nsubj", "nsubjpass", "dobj", "conj", "compound", "pobj", "prep", "attr"):
            return None
        if parse.rel[top] == "pobj" and parse.lower[up] not in ("of", "in", "at", "during", "with"):
            return None
        top = up
    if not is_verb(parse, top) or parse.head[top] == top:
        return None
    if parse.rel[top] == "conj" and is_verb(parse, parse.head[top]):
        return parse.head[top] if not kids(parse, top, "nsubj", "nsubjpass") or top != i else None
    if parse.rel[top] == "pcomp" and parse.lower[parse.head[top]] == "without":
        return _verb_above(parse, parse.head[top])  # "left on Tuesday without signing"
    if parse.rel[top] == "pcomp" and parse.lower[parse.head[top]] in AFTERWARDS:
        return None if _has_time(parse, times, top) else _verb_above(parse, parse.head[top])
    if not _at_that_time(parse, times, top):
        return None
    raid = parse.head[top]
    named = _in_which(parse, top) and is_noun(parse, raid) and governing_time(parse, times, raid) is not None
    return raid if named else _verb_above(parse, top)


def _at_that_time(parse: Parse, times: Sequence[TimeExpression], clause: int) -> bool:
    """Is it the clause of "when", "where", "after" or "an hour before", in the past and without a time of its own?"""
    if parse.rel[clause] not in ("advcl", "relcl"):
        return False
    if _in_which(parse, clause):
        return not _has_time(parse, times, clause)
    openers = [k for k in kids(parse, clause, "mark", "advmod") if k < clause]
    if any(_shortly(parse, k) for k in openers if parse.lower[k] in ("before", "after")):
        return True
    if _has_time(parse, times, clause):
        return False
    words = [parse.lower[k] for k in openers]
    if any(word in AFTERWARDS for word in words):
        return not _pluperfect(parse, clause)
    return any(word in SAME_MOMENT for word in words) and _past(parse, clause)


def _in_which(parse: Parse, clause: int) -> bool:
    """ "A raid on 5 May, in which four died"."""
    opening = [k for k in kids(parse, clause, "prep") if k < clause and parse.lower[k] in ("in", "during")]
    return any(parse.lower[k] == "which" for prep in opening for k in kids(parse, prep, "pobj"))


def _shortly(parse: Parse, opener: int) -> bool:
    """ "Hours before", "an hour after", "shortly after"."""
    before = opener - 1
    return before >= 0 and (parse.lemma[before] in SHORTLY or parse.lower[before] in ("shortly", "soon", "just"))


def _verb_above(parse: Parse, i: int) -> int | None:
    while parse.head[i] != i:
        i = parse.head[i]
        if is_verb(parse, i):
            return i
    return None


def _has_time(parse: Parse, times: Sequence[TimeExpression], top: int) -> bool:
    """Does a time or a length of time hang below `top`?"""
    for time in in_sentence(parse, times, top):
        here = parse.tokens_in(time.start, time.end)[0]
        for _ in range(DEEP):
            if here == top:
                return True
            here = parse.head[here]
    return False


def _past(parse: Parse, verb: int) -> bool:
    return parse.tag[verb] == "VBD" or any(parse.tag[a] == "VBD" for a in auxiliaries(parse, verb))


def _pluperfect(parse: Parse, verb: int) -> bool:
    return any(parse.lower[a] in ("had", "'d", "has", "have") for a in auxiliaries(parse, verb))


def _from_before(
    parse: Parse,
    times: Sequence[TimeExpression],
    told: Sequence[Told],
    found: dict[int, TimeExpression | None],
    k: int,
    before: Sequence[int],
) -> TimeExpression | None:
    """The day of what was told before, when k tells of the same matter or of what happened next."""
    one = told[k]
    if (
        _of_another_time(parse, one.token)
        or not _goes_on(parse, one.token)
        or _sentence_has_day(parse, times, one.token)
    ):
        return None
    soon = _soon_after(parse, times, one.token)
    if soon is not None:
        return soon
    for other in reversed(before):
        if parse.sent_of[one.token] - parse.sent_of[told[other].token] > AGAIN:
            break
        time = found[other]
        if time is None or told[other].status not in LIVE or not opens_tale(parse, time):
            continue
        if _same_matter(parse, one, told[other]) or _next(parse, one, told[other]):
            return time
    return None


def _soon_after(parse: Parse, times: Sequence[TimeExpression], i: int) -> TimeExpression | None:
    """ "Soon after he spoke, the town fell", "hours after those remarks": when the sentence before took place."""
    verb = i if is_verb(parse, i) else _verb_above(parse, i)
    number = parse.sent_of[i] - 1
    if verb is None or number < 0:
        return None
    openers = [k for clause in kids(parse, verb, "advcl") for k in kids(parse, clause, "mark")]
    openers += kids(parse, verb, "prep", "mark")
    if not any(parse.lower[k] == "after" and k < verb and _shortly(parse, k) for k in openers):
        return None
    first, last = parse.sents[number]
    root = next((k for k in range(first, last) if parse.head[k] == k), None)
    return governing_time(parse, times, root) if root is not None else None


def _goes_on(parse: Parse, i: int) -> bool:
    """Told in the past tense, or a noun named before: "the raid" ("has said" and "says" go on with nothing)."""
    if is_noun(parse, i) and _named_before(parse, i):
        return True
    verb = i if is_verb(parse, i) else _verb_above(parse, i)
    return verb is not None and _past(parse, verb) and "to" not in [parse.lower[a] for a in auxiliaries(parse, verb)]


def _of_another_time(parse: Parse, i: int) -> bool:
    """ "Since the operation began", "before they left", "if it fell": such clauses have a time of their own, untold."""
    for _ in range(DEEP):
        if parse.rel[i] == "advcl" and any(parse.lower[k] in APART for k in kids(parse, i, "mark", "prep")):
            return True
        if parse.rel[i] == "pobj" and parse.lower[parse.head[i]] in APART:
            return True
        if parse.head[i] == i:
            return False
        i = parse.head[i]
    return False


def _named_before(parse: Parse, i: int) -> bool:
    words = [parse.lower[k] for k in kids(parse, i, "det", "poss")]
    return any(word in DEFINITE for word in words) and not any(
        parse.lower[k] in OTHER for k in kids(parse, i, "amod", "compound")
    )


def _sentence_has_day(parse: Parse, times: Sequence[TimeExpression], i: int) -> bool:
    """A sentence that names a day of its own gives that day to what it means to date."""
    return any(names_day(time) for time in in_sentence(parse, times, i))


def _same_matter(parse: Parse, one: Told, other: Told) -> bool:
    """The same kind of thing, told again close by: in the same paragraph, or named again with "the"."""
    if one.kind != other.kind or not one.deed:
        return False
    if _one_paragraph(parse, other.token, one.token):
        return True
    if is_noun(parse, one.token) and _named_before(parse, one.token):
        return True
    return parse.sent_of[one.token] - parse.sent_of[other.token] <= CLOSE and bool(
        _things(parse, one.token) & _things(parse, other.token)
    )


def _things(parse: Parse, i: int) -> frozenset[str]:
    """What a verb is done to, by lemmas, that of "attacked and burned buses" too; names are told of too often."""
    if not is_verb(parse, i):
        return frozenset()
    verbs = [i, *(k for k in kids(parse, i, "conj") if not kids(parse, k, "nsubj", "nsubjpass"))]
    things = [k for verb in verbs for k in kids(parse, verb, "dobj", "nsubjpass")]
    return frozenset(parse.lemma[k] for k in things if parse.tag[k] in ("NN", "NNS"))


def _next(parse: Parse, one: Told, other: Told) -> bool:
    """The sentence after, in the same paragraph, both told by the report itself in the past tense of a tale."""
    if parse.sent_of[one.token] - parse.sent_of[other.token] != 1:
        return False
    if not _one_paragraph(parse, other.token, one.token):
        return False
    verb = one.token if is_verb(parse, one.token) else _verb_above(parse, one.token)
    if verb is None or parse.head[verb] != verb or _pluperfect(parse, verb):
        return False
    linked = any(parse.lower[k] in NEXT for k in kids(parse, verb, "advmod"))
    return (one.deed and other.deed and one.status == other.status == "actual") or linked


def _one_paragraph(parse: Parse, first: int, last: int) -> bool:
    return "\n" not in parse.text[parse.start[first] : parse.start[last]]


def _from_lead(
    parse: Parse,
    told: Sequence[Told],
    found: dict[int, TimeExpression | None],
    k: int,
    order: Sequence[int],
    headline: int,
) -> TimeExpression | None:
    """A headline tells what the first sentences tell: it is of the day of the first of its kind there."""
    below = _first_below(parse, headline)
    for other in order:
        time = found[other]
        apart = parse.sent_of[told[other].token] - below
        if time is None or not 0 <= apart < LEAD or told[other].kind != told[k].kind or told[other].status not in LIVE:
            continue
        return time if one_day(time) else None
    return None


def _first_below(parse: Parse, headline: int) -> int:
    """The first sentence that begins behind the headline."""
    return next((n for n, (first, _) in enumerate(parse.sents) if parse.start[first] >= headline), len(parse.sents))


def headline_end(text: str, headline: str | None) -> int:
    """Where the headline at the top of the text ends; 0 when the text does not begin with it."""
    start = len(text) - len(text.lstrip())
    return start + len(headline) if headline and text.startswith(headline, start) else 0
