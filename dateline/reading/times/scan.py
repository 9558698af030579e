"""Finding time expressions: one pass over the tokens, the grammar is asked where a trigger word stands."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.language.grammar import auxiliaries, is_verb, kids
from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords
from dateline.lexicon.countries import Countries
from dateline.lexicon.time_words import TimeWords
from dateline.reading.times import dates, units
from dateline.reading.times.meanings import (
    Calendar,
    Clock,
    Counted,
    Duration,
    Edge,
    Every,
    Expression,
    From,
    Meaning,
    Numeric,
    Part,
    Range,
    Same,
    Shift,
    Tense,
    Unit,
    Vague,
    Weekday,
    Within,
)
from dateline.reading.times.order import Order, order_of
from dateline.reading.times.site import DASHES, Found, Site
from dateline.reading.times.tense import announced, of_verb, tense
from dateline.records import Passage, Report

DIGITS = frozenset("0123456789")
REACH = 14  # tokens behind "a day after" in which the date of what it counts from may stand
EDGES = frozenset({"beginning", "start", "end", "middle", "close", "onset", "outset", "rest"})


def expressions(
    parse: Parse,
    time_words: TimeWords,
    report: Report | None = None,
    passages: Sequence[Passage] = (),
    actor_words: ActorWords | None = None,
    countries: Countries | None = None,
) -> tuple[Expression, ...]:
    """Every time expression, in reading order; none overlaps another.

    report, actor_words, countries: for the order of day and month in "04/05/2016". passages: what stands in a headline
    or a caption is told in the present tense.
    """
    found = _found(parse, time_words)
    order = order_of(report, time_words, actor_words, countries) if report is not None else None
    retold = [(part.start, part.end) for part in passages if part.part in ("headline", "caption")]
    made: list[Expression] = []
    for f in _one_order(found, order):
        at = parse.start[f.first]
        present: Tense = "past" if any(start <= at < end for start, end in retold) else "future"
        stands = tense(parse, f.first, f.last, time_words, present, isinstance(f.meaning, Range))
        if isinstance(f.meaning, Counted) and parse.rel[f.last] == "mark":  # "ends a day after it was signed on Friday"
            stands = of_verb(parse, parse.head[f.last]) or stands
        f = _time_off(parse, f, made) if stands == "future" else f
        ahead = stands != "past" and isinstance(f.meaning, Calendar) and announced(parse, f.first, f.last)
        made.append(Expression(f.first, f.last, f.meaning, f.rule, stands, parse.sent_of[f.first], ahead))
    return tuple(made)


def _time_off(parse: Parse, f: Found, before: Sequence[Expression]) -> Found:
    """ "Will meet in two weeks": so long after the report, or after the day of the saying that stands before it. "Will
    be the third raid in two weeks" is but a length."""
    m = f.meaning
    if not isinstance(m, Duration) or m.amount is None or not f.first or parse.lower[f.first - 1] != "in":
        return f
    verb = parse.head[f.first - 1]
    able = any(parse.lower[k] in ("can", "could", "must") for k in auxiliaries(parse, verb))
    if able or not is_verb(parse, verb) or kids(parse, verb, "attr") or parse.lower[f.last + 1 : f.last + 2] == ("of",):
        return f
    said = before[-1] if before and before[-1].sentence == parse.sent_of[f.first] else None
    day = said is not None and (
        isinstance(said.meaning, Weekday) or (isinstance(said.meaning, Calendar) and said.meaning.day is not None)
    )
    since: From = "then" if said is not None and said.tense == "past" and day else "now"
    return replace(f, meaning=Shift(m.amount, m.unit, since, whole=False))


def _found(parse: Parse, time_words: TimeWords) -> list[Found]:
    found: list[Found] = []
    taken = 0  # tokens before this one belong to an earlier expression
    for i in _triggers(parse, time_words):
        if i < taken:
            continue
        first, last = parse.sents[parse.sent_of[i]]
        site = Site(parse, time_words, max(first, taken), last)
        if _inside_name(site, i) or _of_month(site, i):
            continue
        here = _at(site, i)
        if here is None:
            continue
        here = _widen(site, here)
        if found and (joined := _joined(site, found[-1], here)):
            found[-1] = joined
        else:
            if found:
                found[-1] = _running_day(site, _same_year(site, found[-1], here), here)
                here = _as_often(site, found[-1], here)
            found.append(here)
        taken = found[-1].last + 1
    return found


def _one_order(found: list[Found], order: Order | None) -> list[Found]:
    """A report that writes "25/12/2017" puts the day first in "4/5/2018" too; else its country tells, if any does."""
    numeric = [f.meaning for f in found if isinstance(f.meaning, Numeric)]
    day_first, month_first = any(n.first > 12 for n in numeric), any(n.second > 12 for n in numeric)
    if day_first == month_first:
        if order is None:
            return found  # nothing tells, or the report does both
        day_first = order == "day"
    return [
        replace(f, meaning=Calendar(n.year, *((n.second, n.first) if day_first else (n.first, n.second))))
        if isinstance(n := f.meaning, Numeric) and n.first <= 12 and n.second <= 12
        else f
        for f in found
    ]


def _triggers(parse: Parse, w: TimeWords) -> list[int]:
    """Tokens that may belong to a time expression. This loop looks at every token: keep it small."""
    known = w.starters
    return [i for i, x in enumerate(parse.lower) if x in known or x[-1] in DIGITS or x[0] in DIGITS]


def _inside_name(s: Site, i: int) -> bool:
    """Does token i stand in a name that only looks like a time?"""
    for name, offset in s.w.names.get(s.at(i), ()):
        start = s.p.start[i] - offset
        if start >= 0 and s.p.text.startswith(name, start):
            return True
    return False


def _of_month(s: Site, i: int) -> bool:
    """ "The first Friday of April", "... in Ramadan": the month or feast takes the weekday."""
    longer = s.at(i + 2) in s.w.months or s.at(i + 2) in s.w.holidays
    return s.at(i) in s.w.weekdays and s.at(i - 1) in s.w.ordinals and s.at(i + 1) in ("of", "in") and longer


def _at(s: Site, i: int) -> Found | None:
    """The expression that the trigger at token i makes."""
    word = s.at(i)
    if word in s.w.dated_events and (found := dates.dated_event(s, i)):
        return found
    if word in s.w.holidays and (found := dates.holiday(s, i)):
        return found
    trigger = s.w.triggers.get(word)
    if trigger is None:
        return dates.digits(s, i) if word[0].isdigit() else dates.part_of_year(s, i)
    group, meaning = trigger
    if group in ("months", "months_short"):
        return dates.month(s, i, meaning)
    if group == "weekdays_plural":
        return Found(i, i, Every(1.0, "W", s.w.weekdays[word[:-1]]), group) if s.capital(i) else None
    if group in ("weekdays", "weekdays_short"):
        return units.every(s, i, meaning) or dates.weekday(s, i, meaning)
    if group == "seasons":
        return dates.season(s, i, meaning)
    if group == "units":
        return _hours_of(s, i) or units.unit(s, i, meaning)
    if group == "dayparts":
        return dates.daypart(s, i) or _daypart_of(s, i)
    if group == "deictic":
        return dates.deictic(s, i, meaning)
    if group == "sets":
        return units.often(s, i, meaning)
    if group == "recent":
        return units.recent(s, i, meaning)
    if group == "later":
        return units.relative(s, i, meaning)
    if group == "phrases":
        return _phrase(s, i, meaning)
    if group == "then":
        return _then(s, i)
    return units.vague(s, i, group, group)


def core(s: Site, i: int) -> Found | None:
    """The expression that begins right at token i, after an article at most."""
    if s.depth > 3:
        return None
    for j in range(i, min(i + 4, s.ceil)):
        word = s.at(j)
        if word in s.w.triggers or word in s.w.holidays or word[0].isdigit() or word[-1].isdigit():
            inner = Site(s.p, s.w, i, s.ceil, s.depth + 1)
            found = _at(inner, j)
            if found is None and word[0].isdigit():
                continue  # "the night of 7 December": the month takes the day
            return found if found is not None and found.first <= i + (s.at(i) == "the") else None
        if word in ("to", "and") and s.at(j - 1)[0].isdigit():
            continue  # "the night of 11 to 12 February"
        if word not in ("the", "last", "next", "this", "early", "late", "mid", "same", "past", "first", *DASHES):
            return None
    return None


def _phrase(s: Site, i: int, side: str) -> Found | None:
    """ "In the future", "in the past" as nouns that end their phrase; "in the long term", "for the time being"."""
    if s.at(i) == "term":
        named = s.at(i - 1) in ("long", "near", "short", "medium", "longer") and s.at(i - 2) == "the"
        return Found(i - 2, i, Vague("future"), "phrases") if named else None
    if s.at(i) == "being":
        named = s.at(i - 1) == "time" and s.at(i - 2) == "the"
        return Found(i - 2, i, Vague("present"), "phrases") if named else None
    if s.at(i - 1) != "the" or not s.tag(i).startswith("NN") or s.tag(i + 1).startswith("NN") or s.at(i + 1) == "of":
        return None
    return Found(i - 1, i, Vague("past" if side == "past" else "future"), "phrases")


def _then(s: Site, i: int) -> Found | None:
    """ "By then", "at that time": the time told last; "then" alone goes on with the tale."""
    if s.at(i) == "period":
        same = s.at(i - 1) == "same" and s.at(i - 2) in ("the", "that", "this")
        compared = s.at(i + 1) in ("last", "next", "this", "a", "of", "in", "one", "two")
        return Found(i - 2, i, Same(), "then") if same and not compared else None
    if s.at(i) == "then":
        return Found(i, i, Same(), "then") if s.before(i) in ("by", "until", "till", "since", "before") else None
    if s.at(i - 1) == "that" and s.before(i - 1) in ("at", "by", "until", "since", "before", "from"):
        return Found(i - 1, i, Same(), "then")
    if s.at(i - 1) == "the" and s.before(i - 1) == "at" and s.at(i + 1) in units.CLOSED:
        return Found(i - 1, i, Same(), "then")
    return None


def _daypart_of(s: Site, i: int) -> Found | None:
    """ "The morning of December 8", "the night before", "that night"."""
    the = s.at(i - 1) == "the"
    if kids(s.p, i, "relcl"):
        return None  # "on the day the war began"
    if (
        s.at(i + 1) in ("of", "on")
        and (inner := core(s, i + 2))
        and isinstance(inner.meaning, Calendar | Weekday | Shift | Range)
    ):
        return Found(i - the, inner.last, inner.meaning, "dayparts")
    if s.at(i - 1) in ("that", "same"):
        first = i - 2 if s.at(i - 2) in ("that", "the") and s.at(i - 1) == "same" else i - 1
        return Found(first, i, Same("D"), "dayparts")
    if the and s.at(i + 1) == "before" and s.at(i + 2) in units.CLOSED:
        return Found(i - 1, i + 1, Shift(-1.0, "D", "then"), "dayparts")
    if (the and s.before(i - 1) in ("in", "during", "by", "through", "of")) or s.before(i) in (
        "at",
        "by",
        "before",
        "around",
        "until",
        "all",
    ):
        if s.capital(i) or (the and s.at(i + 1) == "of"):
            return None
        return Found(i - the, i, Same("D", s.w.dayparts[s.at(i)]), "dayparts")
    return None


def _widen(s: Site, here: Found) -> Found:
    """What may go before or after any expression: "the end of ...", "16:00 UTC on Monday", "... before X"."""
    meaning = here.meaning
    if isinstance(meaning, Clock):
        here = _clock_day(s, here)
    elif here.rule == "counted":
        here = _counted_from(s, here)
    elif isinstance(meaning, Calendar) and (meaning.month or 0) > 32 and s.at(here.last + 1) == "of":
        here = _quarter_of(s, here, meaning.month or 33)
    compared = _compared(s, here)
    if compared is not None:
        return compared
    here = _nth(s, here) or _nth_day(s, here) or here
    if s.at(here.first - 1) == "of":
        return _edge(s, here)
    if s.at(here.first - 1) == "in" and s.at(here.first - 2) in ("early", "late", "later", "earlier"):
        part = s.w.parts[s.at(here.first - 2)]
        return Found(here.first - 2, here.last, Edge(part, here.meaning), here.rule)  # type: ignore[arg-type]
    return here


def _hours_of(s: Site, i: int) -> Found | None:
    """ "The early hours of Monday": that day."""
    if s.at(i) != "hours" or s.at(i + 1) != "of" or s.at(i - 1) not in ("early", "small", "first", "last", "late"):
        return None
    inner = core(s, i + 2)
    first = i - 2 if s.at(i - 2) == "the" else i - 1
    return Found(first, inner.last, inner.meaning, "dayparts") if inner is not None else None


def _edge(s: Site, here: Found) -> Found:
    """ "The end of ..." before the expression."""
    j = here.first - 2
    if s.at(j) == "half" and s.at(j - 1) in ("first", "second"):
        half: Part = "half1" if s.at(j - 1) == "first" else "half2"
        return Found(j - 1 - (s.at(j - 2) == "the"), here.last, Edge(half, here.meaning), here.rule)
    if s.at(j) in EDGES:
        the = s.at(j - 1) == "the" or s.at(j - 1) == "very"
        first = j - the
        if s.at(j - 1) == "very" and s.at(j - 2) == "the":
            first = j - 2
        return Found(first, here.last, Edge(s.w.parts[s.at(j)], here.meaning), here.rule)  # type: ignore[arg-type]
    return here


def _clock_day(s: Site, here: Found) -> Found:
    """ "16:00 UTC on Monday", "noon today"."""
    assert isinstance(here.meaning, Clock)
    j = here.last + 1
    if s.at(j) in ("on", ","):
        j += 1
    inner = core(s, j) if s.at(j) else None
    if inner is not None and isinstance(inner.meaning, Calendar | Weekday | Shift | Same) and inner.first == j:
        clock = Clock(here.meaning.hour, here.meaning.minute, here.meaning.zone, inner.meaning)
        return Found(here.first, inner.last, clock, here.rule)
    return here


def _counted_from(s: Site, here: Found) -> Found:
    """ "Two days before December 8": from a time that is named; "two days before the vote" is but a length."""
    assert isinstance(here.meaning, Duration)
    amount = here.meaning.amount
    signed = None if amount is None else (amount if s.at(here.last) == "after" else -amount)
    inner = core(s, here.last + 1)
    if inner is not None and amount is not None and here.meaning.unit == "Y" and _names_thing(s, inner):
        return replace(here, meaning=Counted(signed, "Y", inner.meaning), rule="units")  # "... after the 2014 vote"
    if inner is None and amount is not None and s.at(here.last) in ("after", "before"):
        told = _told_below(s, here.last, here.meaning.unit)
        return replace(here, meaning=Counted(signed, here.meaning.unit, told) if told else here.meaning, rule="units")
    if inner is None or s.at(here.last) == "than" or isinstance(inner.meaning, Duration) or _names_thing(s, inner):
        return Found(here.first, here.last, here.meaning, "units")
    return Found(here.first, inner.last, Counted(signed, here.meaning.unit, inner.meaning), "units")


def _told_below(s: Site, k: int, unit: Unit) -> Meaning | None:
    """The date of what "a day after" counts from, when its noun or clause has one: "a day after the raid of 8 May".

    k: the token "after" or "before". Such a date keeps an expression of its own.
    """
    top = k if s.p.rel[k] == "prep" else s.p.head[k]
    for j in range(k + 1, min(k + REACH, s.ceil)):
        word = s.at(j)
        if word not in s.w.triggers and not word[0].isdigit():
            continue
        found = _at(Site(s.p, s.w, k + 1, s.ceil, s.depth + 1), j) if not _inside_name(s, j) else None
        if found is not None:
            named = isinstance(found.meaning, Calendar) or (isinstance(found.meaning, Weekday) and s.at(k) == "after")
            thing = unit != "Y" and _names_thing(s, found)
            return found.meaning if named and not thing and _hangs_below(s.p, j, top) else None
    return None


def _hangs_below(p: Parse, i: int, top: int) -> bool:
    """Below a noun at any depth; below a verb not in what is told of its nouns: "left the town, taken in May"."""
    while p.head[i] != i:
        if p.rel[i] in ("relcl", "acl") and is_verb(p, top):
            return False
        i = p.head[i]
        if i == top:
            return True
    return False


def _names_thing(s: Site, inner: Found) -> bool:
    """ "The week before the 2016 vote": the year tells which vote, not which day."""
    named_day = isinstance(inner.meaning, Calendar) and inner.meaning.day is not None
    return not named_day and s.tag(inner.last + 1).startswith("NN")


def _quarter_of(s: Site, here: Found, number: int) -> Found:
    """ "The first quarter of 2009", "... of last year"; number: EDTF's for the quarter."""
    inner = core(s, here.last + 2)
    if inner is None:
        return here
    whole = inner.meaning
    if isinstance(whole, Calendar) and whole.year is not None and whole.month is None:
        return Found(here.first, inner.last, Calendar(whole.year, number), here.rule)
    if isinstance(whole, Shift) and whole.unit == "Y":
        return Found(here.first, inner.last, Calendar(None, number, years_on=int(whole.amount or 0)), here.rule)
    return here


def _compared(s: Site, here: Found) -> Found | None:
    """ "The same month last year", "the same period a year earlier"."""
    m = here.meaning
    if not isinstance(m, Shift) or m.unit != "Y" or m.amount is None:
        return None
    j = here.first - 1
    while s.at(j) in ("of", "in", "the"):
        j -= 1
    code = s.w.units.get(s.at(j))
    if s.at(j - 1) != "same" or (code is None and s.at(j) != "period"):
        return None
    the = s.at(j - 2) == "the"
    return Found(j - 1 - the, here.last, Counted(m.amount, "Y", Same(code)), here.rule)  # type: ignore[arg-type]


def _nth(s: Site, here: Found) -> Found | None:
    """ "The last week of March", "the first ten months of 2016", "the last days of March"."""
    if s.at(here.first - 1) not in ("of", "in"):
        return None
    code = s.w.units.get(s.at(here.first - 2))
    weekday = s.w.weekdays.get(s.at(here.first - 2))
    number = s.w.ordinals.get(s.at(here.first - 3))
    if weekday is not None and number is not None:
        first = here.first - 3 - (s.at(here.first - 4) == "the")
        return Found(first, here.last, Within(number, "D", here.meaning, weekday=weekday), here.rule)
    if code is None or code == "Q":
        return None
    read = s.number_left(here.first - 3)
    count = int(read[1] or 0) if read is not None and s.at(read[0]) not in s.w.ordinals else 1
    j = (read[0] if read is not None and count != 1 else here.first - 2) - 1
    number = s.w.ordinals.get(s.at(j))
    if number is None:
        return None
    first = j - (s.at(j - 1) == "the")
    if count == 1 and s.at(here.first - 2).endswith("s"):  # "the last days": nobody knows how many
        return Found(first, here.last, Edge("end" if number < 0 else "start", here.meaning), here.rule)
    return Found(first, here.last, Within(number, code, here.meaning, max(count, 1)), here.rule)  # type: ignore[arg-type]


def _nth_day(s: Site, here: Found) -> Found | None:
    """ "The 1st of the month", "the fifth of last month"."""
    m = here.meaning
    if not isinstance(m, Shift | Same) or m.unit != "M" or s.at(here.first - 1) != "of":
        return None
    j = here.first - 2
    day = s.w.ordinals.get(s.at(j)) or (s.day(j) if s.at(j)[-1:].isalpha() else None)
    if day is None or day < 1 or s.at(j - 1) != "the":
        return None
    return Found(j - 1, here.last, Within(day, "D", m), here.rule)


def _joined(s: Site, one: Found, two: Found) -> Found | None:
    """Two neighbours that are one expression: a range, or the same day named twice ("that same day, December 8")."""
    if s.p.sent_of[one.first] != s.p.sent_of[two.first]:
        return None
    between = s.p.lower[one.last + 1 : two.first]
    return (
        _same_day(between, one, two)
        or _into_day(s, between, one, two)
        or _of_week(between, one, two)
        or _ranged(s, between, one, two)
    )


def _same_year(s: Site, one: Found, two: Found) -> Found:
    """ "On 7 June and 1 November 2015": the first day is of the same year."""
    a, b = one.meaning, two.meaning
    if s.p.lower[one.last + 1 : two.first] not in (("and",), (",",), ("or",)):
        return one
    if not isinstance(a, Calendar) or not isinstance(b, Calendar) or a.month is None or b.month is None:
        return one
    if a.day and b.day and a.year is None and a.years_on is None and b.year is not None and a.month <= b.month:
        return replace(one, meaning=replace(a, year=b.year))
    return one


def _as_often(s: Site, one: Found, two: Found) -> Found:
    """ "Every Monday and Thursday": the second day is as often as the first."""
    if not isinstance(one.meaning, Every) or one.meaning.weekday is None or not isinstance(two.meaning, Weekday):
        return two
    listed = s.p.lower[one.last + 1 : two.first] in (("and",), (",",), ("or",), (",", "and"))
    return replace(two, meaning=replace(one.meaning, weekday=two.meaning.weekday)) if listed else two


def _running_day(s: Site, one: Found, two: Found) -> Found:
    """ "Entered its second day on Wednesday", "for a third straight day on 8 May": both are that day."""
    between = s.p.lower[one.last + 1 : two.first]
    if one.meaning != Shift(0.0, "D") or not _is_day(two.meaning) or between not in ((), ("on",), (",",)):
        return one
    counted = any(s.p.lower[k] in s.w.ordinals for k in range(one.first, one.last))
    return replace(one, meaning=two.meaning) if counted else one


def _is_day(meaning: Meaning) -> bool:
    """ "Monday", "8 May"."""
    return isinstance(meaning, Weekday) or (isinstance(meaning, Calendar) and meaning.day is not None)


def _same_day(between: tuple[str, ...], one: Found, two: Found) -> Found | None:
    """ "That same day, December 8"."""
    named = isinstance(two.meaning, Calendar) and two.meaning.day is not None
    if between in ((",",), ("(",), ()) and named and isinstance(one.meaning, Same) and one.meaning.unit == "D":
        return Found(one.first, two.last, two.meaning, two.rule)
    return None


def _into_day(s: Site, between: tuple[str, ...], one: Found, two: Found) -> Found | None:
    """ "Overnight into Monday": told as of that day."""
    overnight = one.first == one.last and s.p.lower[one.first] == "overnight"
    if overnight and _is_day(two.meaning) and between in (("into",), ("on",), ("to",)):
        return Found(one.first, two.last, two.meaning, two.rule)
    return None


def _of_week(between: tuple[str, ...], one: Found, two: Found) -> Found | None:
    """ "Tuesday last week", "Tuesday of last week"; "last week, on Tuesday"."""
    if between in ((), ("of",), ("in",)):
        day, week = one.meaning, two.meaning
    elif between in (("on",), (",", "on")):
        week, day = one.meaning, two.meaning
    else:
        return None
    if not isinstance(day, Weekday) or day.which is not None or not isinstance(week, Shift):
        return None
    if week.unit != "W" or week.amount is None or not week.whole or week.part is not None:
        return None
    return Found(one.first, two.last, Weekday(day.weekday, "of", week.when, int(week.amount)), two.rule)


def _ranged(s: Site, between: tuple[str, ...], one: Found, two: Found) -> Found | None:
    """ "From Monday to Thursday", "between 2014 and 2016", "May - June"."""
    p = s.p
    opener = p.lower[one.first - 1] if one.first else ""
    ranged = (opener == "from" and between in (("to",), ("until",), ("till",), ("through",))) or (
        opener == "between" and between == ("and",)
    )
    ranged = ranged or (len(between) == 1 and between[0] in DASHES)
    if ranged and _rangeable(one.meaning) and _rangeable(two.meaning):
        return Found(one.first, two.last, Range(_share(one.meaning, two.meaning), two.meaning), two.rule)
    return None


def _rangeable(meaning: Meaning) -> bool:
    return isinstance(meaning, Calendar | Weekday) or (isinstance(meaning, Shift) and meaning.unit == "D")


def _share(begins: Meaning, ends: Meaning) -> Meaning:
    """ "From March to June 2015": the first month is of the same year."""
    if isinstance(begins, Calendar) and isinstance(ends, Calendar) and begins.year is None and ends.year is not None:
        later = (begins.month or 0) > (ends.month or 0)
        return Calendar(ends.year - later, begins.month, begins.day, begins.weekday, begins.part)
    return begins
