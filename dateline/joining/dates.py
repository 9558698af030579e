"""Reports date each other: the day of a report that nobody dates, from what it tells and others tell with a day.

Each day that the report's own words leave open is tried: on that day, which of its events fall together with tellings
of other reports, and are the reports most like it of those days? The days that explain most are its date.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import exp

from dateline.joining.compare import REAL, apart, levels, time_level
from dateline.joining.tellings import Digest, Telling, days, likeness
from dateline.lexicon.joining import JoiningWeights
from dateline.reading.dating import constraints
from dateline.reading.redating import redate
from dateline.reading.times.meanings import Shift, Weekday
from dateline.reading.times.resolve import resolve
from dateline.reading.times.solving import ALL_WEEK, Constraint, solve
from dateline.reading.times.spans import Now
from dateline.reading.times.wording import understood
from dateline.records import Reading

LAG = 1  # days after the latest weekday that it names on which a report still says "on Wednesday"
WAITED = 1.0  # what each further day after the latest weekday takes away
OPENS = 3.0  # what it adds that the weekday that the report names first is that day or one of the two before
FITTING = 0.4  # what is added to the score of tellings that agree
UNDATED = 0.7  # share that counts of the score of a telling that has no day of its own, as it agrees with any day
TELLING = 2.0  # score of agreeing tellings from which on days without any are not asked
LAGGING = 3  # the same for one that has "today" or "yesterday" for what is nearer
SLACK = 1  # days that the weekdays may lie back further than they must
LATE = re.compile(r"\b(?:evening|night)\b", re.I)  # parts of a day after which few reports are written
BESIDE = re.compile(r"[ ,(]{1,3}")  # between a weekday and the other name of its day
SOME_WEEK = tuple(date(2001, 1, day) for day in range(1, 8))
AROUND = 45  # days around the reports like it on which an undated report is looked for
TRIED = 90  # days that are tried
NEIGHBOURS = 24  # reports that are asked
PARTNERS = 8  # tellings that one telling is held against
POSSIBLE = -3.0  # score without days from which on two tellings are held against each other
NEWS = 2  # days for which something is told as news without a day
WEEK = 7  # days back from which on no weekday is told
STALE = 1.5  # what a week more takes away
CLEAR = 1.0  # score from which on two tellings are evidence of a day
SHOWN = 8  # pairs of tellings that are told as evidence
TIED = 2.5  # score by which a telling of the same report may fit worse and still be held against
LIKE = 3.0  # what reports like it count against tellings
FADES = 3.0  # days in which that fades
SURE = 0.85  # how likely it should be that the day is one of those that are left
# how much a score tells of likelihood: so that as many are right as SURE says, on reports whose day is known
SHARP = 1.5
WIDEST = 31  # days from the first to the last that are left; wider is no date
NARROWED = 0.7  # share of the days tried that may be left
ENOUGH = 0.5  # score by which the best days must stand out from the worst
ALIKE = 0.25  # nearness of a dated report whose words alone tell when another is from
LISTED = 4  # days that are listed one by one

Pair = tuple[str, str, float]  # a telling of the report, one of another, and their score
Partner = tuple[Telling, float]  # a dated telling, and how near its report is
Scores = dict[tuple[str, str, str], float | None]  # of two tellings and how their days stand to each other


@dataclass(frozen=True, slots=True)
class Found:
    """The days that are left, and the pairs of tellings that left them: (of the report, of another, score)."""

    published: str
    pairs: tuple[Pair, ...]

    def evidence(self) -> tuple[str, ...]:
        """Ids of the events of both reports."""
        return tuple(dict.fromkeys(row for a, b, _ in self.pairs for row in (a, b)))


def inferred(
    reading: Reading, digest: Digest, own: Sequence[Telling], others: Sequence[tuple[Digest, Sequence[Telling]]],
    weights: JoiningWeights,
) -> Found | None:  # fmt: skip
    """The days on which a report can have been published, None when the others tell nothing about them.

    digest, own: of the report as it was read; others: the reports near it, as they were read, with their tellings.
    """
    tried = candidates(reading, digest, [other for other, _ in others])
    if not tried:
        return None
    partners = {telling: found for telling, found in _partners(digest, own, others, weights).items() if found}
    told_with = [telling for telling in own if telling.id in partners]
    reading = _only(reading, partners)
    waited = {(weekday + 1) % 7: lag for weekday, lag in _lags(reading).items()}  # ordinal 1 was a Monday
    nearest = _nearest(digest, [other for other, _ in others])
    opening = _opening(reading)
    scores: dict[int, float] = {}
    known: Scores = {}
    told: dict[int, list[Pair]] = {}
    for day in tried:
        told[day] = _agreeing(reading, day, told_with, partners, weights, known) if told_with else []
        scores[day] = sum(score for _, _, score in told[day]) + _like(day, nearest) - WAITED * waited.get(day % 7, 0)
        scores[day] += OPENS * (opening is not None and (day - 1 - opening) % 7 <= LAG + 1)
    if len(tried) == 1:  # its own words leave one day of the season that the reports near it are of
        return Found(written(tried), _clearest(told[tried[0]]))
    best = max(scores.values())
    agreed = told[max(scores, key=lambda day: (scores[day], -day))]
    most = max(sum(score for _, _, score in pairs) for pairs in told.values())
    if best - min(scores.values()) < ENOUGH or not (agreed or most >= TELLING or _alike(digest, others) >= ALIKE):
        return None
    if most >= TELLING:
        scores = {day: score for day, score in scores.items() if told[day]}
    left = _likeliest(scores)
    if len(left) > len(tried) * NARROWED or left[-1] - left[0] > WIDEST:
        return None
    pairs = _clearest(pair for day in left for pair in told[day])
    if not pairs:  # only its words tell: the day beside is as good
        left = tuple(day for day in tried if left[0] - 1 <= day <= left[-1] + 1)
    return Found(written(left), pairs)


def _clearest(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Those that a reader is shown for the days, the clearest first."""
    clear = {pair[:2]: pair for pair in pairs if pair[2] >= CLEAR}
    return tuple(sorted(clear.values(), key=lambda pair: (-pair[2], pair[:2]))[:SHOWN])


def _opening(reading: Reading) -> int | None:
    """The weekday (Monday is 0) that the report names first: what it opens with is news of that day or of the last."""
    for time in sorted(reading.times, key=lambda one: one.start):
        meaning, tense = understood(time.meaning) if time.meaning else (None, None)
        if isinstance(meaning, Weekday) and meaning.which is None and tense != "future":
            return meaning.weekday
    return None


def _only(reading: Reading, events: Collection[str]) -> Reading:
    """The reading with these events alone, and with its times only if the days of these rest on any."""
    kept = tuple(event for event in reading.events if event.id in events)
    rest_on = {event.when_from for event in kept}
    times = reading.times if any(time.id in rest_on for time in reading.times) else ()
    return replace(reading, events=kept, times=times, claims=(), quantities=(), states=())


def _likeliest(scores: Mapping[int, float]) -> tuple[int, ...]:
    """The fewest days that hold the day with likelihood SURE, sorted; days that score alike stay together."""
    best = max(scores.values())
    weight = {day: exp(SHARP * (score - best)) for day, score in scores.items()}
    wanted = SURE * sum(weight.values())
    left: list[int] = []
    total = last = 0.0
    for day in sorted(scores, key=lambda day: (-scores[day], day)):
        if total >= wanted and weight[day] < last - 1e-9:
            break
        left.append(day)
        total += weight[day]
        last = weight[day]
    return tuple(sorted(left))


def candidates(reading: Reading, digest: Digest, others: Iterable[Digest]) -> tuple[int, ...]:
    """The days that the report's own words allow; without any, those around the reports near it."""
    first, last = digest.told
    if first is None or last is None:
        known = [other.told for other in others if other.dated]
        if not known:
            return ()
        begins = min(day for day, _ in known if day is not None) - AROUND
        ends = max(day for _, day in known if day is not None) + AROUND
        first, last = first if first is not None else begins, last if last is not None else ends
    window = Constraint(
        "the reports near it are of these days", (), True, date.fromordinal(first), date.fromordinal(last)
    )
    latest = Constraint("the weekdays that it names", (), False, weekdays=_weekdays(reading))
    said = [one for one in constraints(reading) if not one.minor and one.weekdays == ALL_WEEK]
    twice = Constraint("a day that it tells in two ways", (), False, weekdays=_told_twice(reading))
    fitting = solve((window, *said, twice, latest)).days
    return tuple(day.toordinal() for day in fitting) if len(fitting) <= TRIED else ()


def _told_twice(reading: Reading) -> frozenset[int]:
    """The weekdays (Monday is 0) on which "on Monday, the day after tomorrow" is said: those on which both mean one
    day."""
    left = ALL_WEEK
    for one, other in pairwise(sorted(reading.times, key=lambda time: time.start)):
        if one.meaning and other.meaning and BESIDE.fullmatch(reading.report.text[one.end : other.start]):
            (a, tense), (b, tense_b) = understood(one.meaning), understood(other.meaning)
            if isinstance(a, Weekday) == isinstance(b, Weekday):
                continue
            named = frozenset(
                day.weekday() for day in SOME_WEEK
                if resolve(a, Now(day, None, tense)).edtf == resolve(b, Now(day, None, tense_b)).edtf
            )  # fmt: skip
            left = left & named or left
    return left


def _weekdays(reading: Reading) -> frozenset[int]:
    """The weekdays (Monday is 0) on which the report can name its weekdays as the latest ones."""
    return frozenset(_lags(reading)) or ALL_WEEK


def _lags(reading: Reading) -> dict[int, int]:
    """Those weekdays, and by how many days more than the least each lies behind the latest that is named.

    The latest is the one from which the others lie back least, or hardly more: "since Tuesday" is told on a Saturday
    too. What happened in the evening is told the day after. A report that says "today" or "yesterday" for what is near
    names weekdays that lie further back."""
    named: dict[int, bool] = {}  # weekday -> its evening is told of
    for time in reading.times:
        meaning, tense = understood(time.meaning) if time.meaning else (None, None)
        if isinstance(meaning, Weekday) and meaning.which is None and tense != "future":
            evening = tense == "past" and LATE.search(time.text) is not None
            named[meaning.weekday] = evening or named.get(meaning.weekday, False)
    if not named:
        return {}
    oldest = {w: max((w - other) % 7 for other in named) for w in named}
    nearest = min(oldest.values())
    ends = [w for w in named if oldest[w] <= nearest + SLACK]
    if any(_own_day(time.meaning) for time in reading.times):
        after = {(w + lag) % 7: lag - 1 for lag in range(LAGGING, 0, -1) for w in ends}
        return {day: lag for day, lag in after.items() if day not in named}
    return dict.fromkeys([(w + lag) % 7 for w in ends for lag in range(LAG + 1) if lag or not named[w]], 0)


def _own_day(meaning: str | None) -> bool:
    """ "Today", "this morning", "yesterday evening"."""
    told = understood(meaning)[0] if meaning else None
    if not isinstance(told, Shift) or told.amount not in (0, -1):
        return False
    return (told.unit, told.when, told.whole) == ("D", "now", True)


def _partners(
    digest: Digest, own: Sequence[Telling], others: Sequence[tuple[Digest, Sequence[Telling]]], weights: JoiningWeights
) -> dict[str, list[Partner]]:
    """For each telling the likeliest dated ones of others, but for the days."""
    found: dict[str, list[Partner]] = {}
    bare = [(other, [(one, _timeless(one)) for one in theirs]) for other, theirs in others]
    for telling in own:
        mine = _timeless(telling)
        ranked = []
        for other, theirs in bare:
            near = likeness(digest.keywords, other.keywords)
            scored = []
            for candidate, without in theirs:
                compared = levels(mine, without, near)
                if compared is not None:
                    scored.append((weights.score(compared), candidate))
            best = max((score for score, _ in scored), default=POSSIBLE)
            for score, candidate in scored:  # what fits worse than an undated telling beside it is another event
                if score >= max(POSSIBLE, best - TIED) and candidate.when != (None, None):
                    ranked.append((-score, candidate.id, candidate, near))
        ranked.sort(key=lambda item: item[:2])
        found[telling.id] = [(candidate, near) for _, _, candidate, near in ranked[:PARTNERS]]
    return found


def _timeless(telling: Telling) -> Telling:
    return replace(telling, when=(None, None), told=(None, None))


def _agreeing(
    reading: Reading, day: int, own: Sequence[Telling], partners: Mapping[str, Sequence[Partner]],
    weights: JoiningWeights, known: Scores,
) -> list[Pair]:  # fmt: skip
    """The pairs of tellings that could be one event, had the report appeared that day: the best for each of its own."""
    dated = redate(reading, date.fromordinal(day).isoformat())
    when = {event.id: event.when for event in dated.events}
    found = []
    for telling in own:
        moved = replace(telling, when=days(when.get(telling.id)), told=(day, day))
        best: tuple[float, str] | None = None
        for candidate, near in partners[telling.id]:
            time = time_level(moved, candidate)
            if time is None:
                continue
            key = (telling.id, candidate.id, time)
            if key not in known:  # the days count by no more than how they stand to each other
                compared = levels(moved, candidate, near)
                known[key] = None if compared is None else weights.score(compared)
            fits = known[key]
            score = 0.0 if fits is None else max(0.0, fits + FITTING - _stale(moved, candidate))
            if moved.when == (None, None):
                score *= UNDATED
            if score > 0 and (best is None or (-score, candidate.id) < best):
                best = (-score, candidate.id)
        if best is not None:
            found.append((telling.id, best[1], round(-best[0], 3)))
    return found


def _stale(moved: Telling, candidate: Telling) -> float:
    """What is told without a day was news: the longer it lies back, the less it speaks for that day."""
    if moved.status not in REAL:
        return 0.0
    lag = apart(candidate.when if moved.when == (None, None) else moved.when, moved.told)
    if moved.when != (None, None):  # nor is the oldest weekday the likeliest; what lies back longer is told as past
        return min(STALE, max(0, lag - NEWS) * STALE / 3) if lag < WEEK else 0.0
    return 0.0 if lag <= NEWS else STALE * min(1.0, (lag - NEWS) / 5)


def _alike(digest: Digest, others: Sequence[tuple[Digest, Sequence[Telling]]]) -> float:
    """How near the dated report is that is most like this one."""
    return max((likeness(digest.keywords, other.keywords) for other, _ in others if other.dated), default=0.0)


def _nearest(digest: Digest, others: Iterable[Digest]) -> list[tuple[float, int]]:
    """The dated reports most like this one: how near they are, and their day."""
    ranked = sorted(
        ((likeness(digest.keywords, o.keywords), o.id, o.told[0] or 0) for o in others if o.dated),
        key=lambda r: (-r[0], r[1]),
    )
    return [(near, day) for near, _, day in ranked[:8]]


def _like(day: int, nearest: Sequence[tuple[float, int]]) -> float:
    """How near that day is to those of the dated reports most like this one."""
    total = sum(near for near, _ in nearest)
    near_in_time = sum(near * exp(-max(0, abs(day - other) - 1) / FADES) for near, other in nearest)
    return LIKE * near_in_time / max(total, 1.0)


def written(left: Sequence[int]) -> str:
    """A day, a one-of set of a few, or the interval around more."""
    named = [date.fromordinal(day).isoformat() for day in left]
    if len(named) == 1:
        return named[0]
    return f"[{','.join(named)}]" if len(named) <= LISTED else f"{named[0]}/{named[-1]}"


def reason(found: Found, own: Digest, others: Sequence[tuple[Digest, Sequence[Telling]]]) -> str:
    """One sentence a person can check."""
    days_left = found.published.strip("[]").replace(",", " or ")
    if found.pairs:
        n = len(found.pairs)
        return (
            f"{days_left}: then {n} of its events fall{'s' if n == 1 else ''} together with what others tell with a day"
        )
    ranked = sorted((o for o, _ in others if o.dated), key=lambda o: (-likeness(own.keywords, o.keywords), o.id))
    return f"{days_left}: the reports most like it are of {', '.join(o.published or '?' for o in ranked[:3])}"
