"""Dating: the day a report appeared, from inside, when nobody says it.

Each time expression is a clue: what is told in the past lies before the report, what is announced lies after it, and a
bare weekday is one of the last days. The answer is as wide as the clues leave it, and names them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dateline.language.parse import Parse
from dateline.reading.times.meanings import Calendar, Expression, Weekday
from dateline.reading.times.resolve import resolve
from dateline.reading.times.spans import Now
from dateline.reading.times.stage import row_id
from dateline.reading.times.tense import announced
from dateline.records import Passage, Report

URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[/-](\d{1,2})[/-](\d{1,2})|(\d{2})(\d{2}))(?!\d)", re.ASCII)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^\n\d]{0,60}((?:19|20)\d{2})(?![\d-])", re.I)
RECENT = 30  # days after the latest day it tells of in which a report is taken to have appeared
CLOSE = 730  # days within which two dates that are told with their years speak for a report of that time
AHEAD = 60  # days before the first day that it announces
NEAR = 300  # days back to which a date without a year may lie
YEAR_TOLD = 61  # days after the end of a month from which on it is told with its year ("in November 2015")
LISTED = 4  # days that are listed one by one; more make an interval
LAG = 1  # days after the latest weekday that it names on which a report still says "on Wednesday"
AFTERMATH = frozenset({"following", "after", "since"})
CONTRADICTION = "the dates in the text contradict each other"


@dataclass(frozen=True, slots=True)
class Clue:
    """A date in the text, and where: `at` counts the expressions."""

    at: int
    date: Calendar


@dataclass(slots=True)
class Clues:
    """What the expressions of a report tell about its day."""

    floors: list[tuple[date, int]] = field(default_factory=list)  # the report is of that day or later
    likely: list[tuple[date, int]] = field(default_factory=list)  # ... as a rule, of that day or later
    near: list[date] = field(default_factory=list)  # months and days that are told with their year
    days: list[tuple[date, int]] = field(default_factory=list)  # those of them that name a day
    ceilings: list[tuple[date, int]] = field(default_factory=list)  # of that day or earlier
    past: list[Clue] = field(default_factory=list)  # dates without a year, told in the past
    ahead: list[Clue] = field(default_factory=list)  # ... announced
    weekdays: list[tuple[int, int]] = field(default_factory=list)  # (weekday, expression)
    year: int | None = None  # of the copyright
    filed: list[Clue] = field(default_factory=list)  # in the dateline: the day itself


@dataclass(frozen=True, slots=True)
class Dated:
    """The days that are left, and the expressions that left them."""

    days: tuple[date, ...]
    evidence: tuple[int, ...]
    contradicted: bool = False


Window = tuple[date, date, tuple[int, ...]]  # first day, last day, the expressions that say so


def dating(report: Report, passages: tuple[Passage, ...], parse: Parse, expressions: Sequence[Expression]) -> Report:
    """The report with `published`, its basis and evidence filled in where the text allows it.

    What a person, a page or a row says about the day stands: then nothing is looked for.
    """
    if report.published is not None:
        return report
    clues = _clues(passages, parse, expressions)
    found = _filed(clues) or _by_url(report.url) or _between(clues)
    if found is None or not found.days:
        return report
    evidence = tuple(row_id(report, *expressions[k].bounds(parse)) for k in sorted(set(found.evidence)) if k >= 0)
    flags = (*report.flags, CONTRADICTION) if found.contradicted else report.flags
    return replace(
        report, published=_written(found.days), published_basis="inferred", published_evidence=evidence, flags=flags
    )


def _written(days: tuple[date, ...]) -> str:
    """A day, a one-of set of a few, or the interval around more."""
    if len(days) == 1:
        return days[0].isoformat()
    if len(days) <= LISTED:
        return f"[{','.join(day.isoformat() for day in days)}]"
    return f"{days[0]}/{days[-1]}"


def _by_url(url: str | None) -> Dated | None:
    """ ".../2016/12/09/..." in the address."""
    for match in URL_DAY.finditer(url or ""):
        day = _day(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
        if day is not None:
            return Dated((day,), ())
    return None


def _clues(passages: Sequence[Passage], parse: Parse, expressions: Sequence[Expression]) -> Clues:
    clues = Clues()
    lines = [(p.start, p.end) for p in passages if p.part in ("dateline", "byline")]
    for passage in passages:
        if passage.part == "furniture" and (match := COPYRIGHT.search(passage.text)):
            clues.floors.append((date(int(match[1]), 1, 1), -1))
            clues.year = int(match[1])
            clues.ceilings.append((date(int(match[1]), 12, 31), -1))
    for k, expression in enumerate(expressions):
        start, end = expression.bounds(parse)
        meaning = expression.meaning
        if isinstance(meaning, Calendar):
            heads = any(first <= start and end <= last for first, last in lines) or _heads_line(parse.text, start)
            if meaning.month and meaning.day and heads:
                clues.filed.append(Clue(k, meaning))
            else:
                _sort(clues, parse, expression, k, meaning)
        elif isinstance(meaning, Weekday) and meaning.which is None and expression.tense != "future":
            clues.weekdays.append((meaning.weekday, k))
    return clues


def _heads_line(text: str, start: int) -> bool:
    """Does only a place in capitals, or nothing, go before it on one of the first lines: "ALEPPO, 9 December"?"""
    begins = text.rfind("\n", 0, start) + 1
    before = text[begins:start]
    return begins < 400 and len(before) < 60 and before.upper() == before


def _sort(clues: Clues, parse: Parse, expression: Expression, k: int, meaning: Calendar) -> None:
    """Puts a date by name where it tells most."""
    coming = announced(parse, expression.first, expression.last)
    if meaning.year is None:
        if meaning.month is None or meaning.month > 12 or meaning.which is not None:
            return
        if coming:
            clues.ahead.append(Clue(k, meaning))
        elif expression.tense == "past":
            clues.past.append(Clue(k, meaning))
        return
    value = resolve(meaning, Now(None))
    if value.first is None or value.last is None or meaning.digits < 4:
        return
    if coming:
        clues.ceilings.append((value.last, k))
    elif expression.tense == "past" or (expression.tense is None and meaning.month is not None):
        if meaning.day:
            clues.days.append((value.first, k))
        if meaning.month is not None:
            clues.near.append(value.first)
        clues.floors.append((value.first, k))
        gone = YEAR_TOLD + (value.last - value.first).days if meaning.month is not None and not meaning.day else 0
        clues.likely.append((value.first + timedelta(days=max(gone, _aftermath(parse, expression))), k))


def _aftermath(parse: Parse, expression: Expression) -> int:
    """ "In the months following the November 2015 vote" is written two months later at least."""
    for i in range(expression.first - 1, max(expression.first - 4, 0), -1):
        if parse.lower[i] in AFTERMATH and parse.lower[i - 1] in ("months", "years", "weeks"):
            return {"months": 61, "years": 730, "weeks": 14}[parse.lower[i - 1]]
    return 0


def _filed(clues: Clues) -> Dated | None:
    """The day of the dateline. One without a year takes the first that the rest of the text allows."""
    for clue in clues.filed:
        told = clue.date
        if told.year is not None:
            day = _day(told.year, told.month or 1, told.day or 1)
            return Dated((day,), (clue.at,)) if day else None
        floor, at = max(clues.floors, default=(date.min, -1))
        for year in _years(clues, [clue]):
            day = _day(year, told.month or 1, told.day or 1)
            if day is not None and day >= floor and (_on_weekdays((day,), clues) or not clues.weekdays):
                return Dated((day,), (clue.at, at, *(k for _, k in clues.weekdays)))
    return None


def _years(clues: Clues, dated: Iterable[Clue]) -> Iterator[int]:
    """Years that dates without one can be of, the likeliest first; none when the text tells too little.

    A year that is told lies back any number of years, as a rule: measured on reports whose day is known, it is the last
    or the current one in a third of them only. It is trusted when it is that of the copyright, when the report tells of
    three months or days close to each other, when it tells of one day and announces another, or when
    a weekday stands beside a date.
    """
    if clues.year is not None:
        yield clues.year
        return
    latest = max(clues.near, default=None)
    if latest is None:
        return
    close = {day for day in clues.near if (latest - day).days <= CLOSE}
    paired = [clue.date for clue in dated if clue.date.weekday is not None and clue.date.day is not None]
    if len(close) < 3 and not (clues.past and clues.ahead) and not paired:
        return
    for year in range(latest.year, latest.year + 7 if paired else latest.year + 2):
        fits = [_day(year, told.month or 1, told.day or 1) for told in paired]
        if all(day is not None and day.weekday() == told.weekday for day, told in zip(fits, paired, strict=True)):
            yield year


def _between(clues: Clues) -> Dated | None:
    """After all that is told, before all that is announced, on a day that the weekdays allow."""
    window = _window(clues)
    if window is None:
        return None
    first, last, evidence = window
    ceiling, at = min(clues.ceilings, default=(date.max, -1))
    contradicted = ceiling < first
    if not contradicted and ceiling < last:
        last, evidence = ceiling, (*evidence, at)
    days = tuple(first + timedelta(days=k) for k in range((last - first).days + 1))
    fitting = _on_weekdays(days, clues)
    if fitting:
        return Dated(fitting, (*evidence, *(k for _, k in clues.weekdays)), contradicted)
    return Dated(days, evidence, contradicted)


def _window(clues: Clues) -> Window | None:
    """First and last day by the dates that name no year: the gap of the year between the latest told and the next."""
    if not clues.past and not clues.ahead:
        return None
    floor, at = max(clues.floors, default=(date.min, -1))
    likely = max([floor, *(day for day, _ in clues.likely)])
    for year in _years(clues, [*clues.past, *clues.ahead]):
        found = _gap(clues, year)
        if found is not None and found[1] >= likely:
            return max(found[0], floor), found[1], (*found[2], at)
    return None


def _gap(clues: Clues, year: int) -> Window | None:
    """The stretch of the year in which the report falls: all told dates lie behind it as closely as can be."""
    told = _latest_days(clues.past, year)
    coming = sorted(_latest_days(clues.ahead, year).items())
    if not told:
        if not coming:
            return None
        day, at = coming[0]
        return day - timedelta(days=AHEAD), day - timedelta(days=1), (at,)
    points = sorted(told)
    gaps = [((points[(k + 1) % len(points)] - day).days % 365 or 365, day) for k, day in enumerate(points)]
    day = max(gaps)[1]
    first, at = day + timedelta(days=1), told[day]
    named, named_at = max(clues.days, default=(date.min, -1))
    if 0 < (named - day).days < NEAR:
        first, at = named, named_at
    last, evidence = first + timedelta(days=RECENT), (at,)
    for next_day, next_at in coming:
        next_day += timedelta(days=365 if next_day < first else 0)
        if (next_day - first).days < NEAR:
            begins = max(first, next_day - timedelta(days=AHEAD))
            ends = next_day - timedelta(days=1)
            return begins, min(last, ends) if last > begins else ends, (*evidence, next_at)
    return first, last, evidence


def _latest_days(clues: Iterable[Clue], year: int) -> dict[date, int]:
    """The last day of each date if it is of that year, and the expression that tells it first."""
    found: dict[date, int] = {}
    for clue in clues:
        last = resolve(replace(clue.date, year=year, weekday=None), Now(None)).last
        if last is not None:
            found.setdefault(last, clue.at)
    return found


def _on_weekdays(days: tuple[date, ...], clues: Clues) -> tuple[date, ...]:
    """The days on which a report can name these weekdays as the latest: on the last of them or the day after."""
    named = {weekday for weekday, _ in clues.weekdays}
    if not named:
        return ()

    def oldest(weekday: int) -> int:
        return max((weekday - w) % 7 for w in sorted(named))

    nearest = min(oldest(w) for w in sorted(named))
    ends = [w for w in sorted(named) if oldest(w) == nearest]
    allowed = {(w + lag) % 7 for w in ends for lag in range(LAG + 1)}
    return tuple(day for day in days if day.weekday() in allowed)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
