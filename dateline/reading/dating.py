"""Dating: the day a report appeared, from inside, when nobody says it.

Each time expression is a clue: what is told in the past lies before the report, what is announced lies after it, and a
bare weekday is one of the last days. `constraints` writes the clues down, `solve` finds the days that are left. Other
reports can tell more: joining adds constraints of its own to those of the reading and solves again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.edtf import bounds
from dateline.language.parse import Parse
from dateline.reading.times.meanings import Calendar, Clock, Expression, Meaning, Shift, Tense, Weekday
from dateline.reading.times.resolve import resolve
from dateline.reading.times.solving import ALL_WEEK, Constraint, Dating, Yearly, solve
from dateline.reading.times.spans import DAY_NAMES, MONTH_NAMES, Now, month_span
from dateline.reading.times.stage import row_id
from dateline.reading.times.wording import is_announced, understood
from dateline.records import Passage, Reading, Report, TimeExpression

__all__ = ["CONTRADICTION", "Constraint", "Dating", "clashes_of", "constraints", "dating", "means_day", "solve"]

URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[/-](\d{1,2})[/-](\d{1,2})|(\d{2})(\d{2}))(?!\d)", re.ASCII)
URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])/(?!\d{1,2}(?:/|$))", re.ASCII)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^\n\d]{0,60}((?:19|20)\d{2})(?![\d-])", re.I)
HEADED = re.compile(r"(?:,|[|·:–—]| -)\s*\Z")  # what stands before the date that ends a heading
AFTERMATH = re.compile(r"\b(months|years|weeks)\s+(?:following|after|since)\s+(?:the\s+)?\Z", re.I)
AFTER = {"months": 61, "years": 730, "weeks": 14}  # days that at least lie between the time and the telling
RECENT = 30  # days after the latest day it tells of in which a report is taken to have appeared
CLOSE = 730  # days within which two dates that are told with their years speak for a report of that time
AHEAD = 60  # days before the first day that it announces
NEAR = 300  # days back to which a date without a year may lie
YEAR_TOLD = 61  # days after the end of a month from which on it is told with its year ("in November 2015")
LAG = 1  # days after the latest weekday that it names: 0 or 1 in 48 of 52 reports whose day is known
FAR_OFF = 366  # days by which a time and the day of its report may differ and be a contradiction
WIDEST = 366  # days of an answer that is still one; a wider one is no day to count "Thursday" from
TOP = 400  # characters of the text in which a dateline may stand
REACH = 45  # days around a day on which "last week" and its like may mean it
CONTRADICTION = "the dates in the text contradict each other"
_AGAINST = "which does not go with its date"


@dataclass(frozen=True, slots=True)
class Hint:
    """One time expression as a clue. id: of its row. filed: it stands where reports say when they were filed."""

    id: str
    start: int
    meaning: Meaning
    tense: Tense | None
    announced: bool
    filed: bool


def dating(report: Report, passages: tuple[Passage, ...], parse: Parse, expressions: Sequence[Expression]) -> Report:
    """The report with `published`, its basis and evidence filled in where the text allows it.

    What a person, a page or a row says about the day stands: then nothing is looked for, and a flag tells what in the
    text contradicts it.
    """
    stated = report.published is not None
    hints = []
    for one in expressions:
        meaning = _without_hour(one.meaning)
        if isinstance(meaning, Calendar) or not stated:
            start, end = one.bounds(parse)
            name = "" if stated else row_id(report, start, end)
            filed = _filed_at(report.text, passages, start, end)
            hints.append(Hint(name, start, meaning, one.tense, one.announced, filed))
    if stated:
        return _with_contradictions(report, _told(report, hints).certain())
    found = solve(_constraints(report, passages, hints))
    flags = (*report.flags, CONTRADICTION) if found.clash else report.flags
    if not found.days or (found.days[-1] - found.days[0]).days > WIDEST:
        return replace(report, flags=flags)
    return replace(
        report, published=found.edtf, published_basis="inferred", published_evidence=found.evidence, flags=flags
    )


def clashes_of(report: Report) -> list[str]:
    """The flags of a report that tell of days that contradict each other."""
    return [flag for flag in report.flags if flag == CONTRADICTION or _AGAINST in flag]


def _with_contradictions(report: Report, known: Iterable[Constraint]) -> Report:
    """The report with a flag for each certain thing that its words say against the day it bears.

    A year alone, or a time that is years away, is more likely told in a tense that was read wrongly.
    """
    try:
        first, last = bounds(report.published or "")
    except ValueError:
        return report
    against = []
    for one in known:
        late = (one.first - last).days if one.first is not None and last is not None else 0
        early = (first - one.last).days if one.last is not None and first is not None else 0
        whole_year = (one.first or date.max).timetuple()[1:3] == (1, 1) and one.last != one.first
        if one.certain and 0 < max(late, early) < FAR_OFF and not whole_year:
            against.append(f"{one.reason}, {_AGAINST} {report.published}")
    return replace(report, flags=(*report.flags, *against)) if against else report


def constraints(reading: Reading) -> tuple[Constraint, ...]:
    """What the rows of a reading say about the day its report appeared, strongest first.

    Nothing of what the reading takes as published is in it. Give them to `solve`, with more if there are more:
    `solve((*constraints(reading), *from_elsewhere))`; what comes first is believed first. Where the answer is
    `bounded`, `redate(reading, answer.edtf, "inferred", answer.evidence)` makes the reading of that day.
    """
    hints = []
    for row in sorted(reading.times, key=lambda row: row.start):
        if row.meaning is not None:
            meaning, tense = understood(row.meaning)
            filed = _filed_at(reading.report.text, reading.passages, row.start, row.end)
            hints.append(Hint(row.id, row.start, _without_hour(meaning), tense, is_announced(row.meaning), filed))
    return _constraints(reading.report, reading.passages, hints)


def _without_hour(meaning: Meaning) -> Meaning:
    """ "14:20 GMT, 23 May 2017" tells of that day."""
    return meaning.day if isinstance(meaning, Clock) and isinstance(meaning.day, Calendar) else meaning


def means_day(row: TimeExpression, day: date, evidence: Sequence[str], reason: str) -> Constraint | None:
    """That `row`, which is counted from its report's day ("Tuesday", "two days ago"), means `day`, as other reports
    tell; None when it means that on no day near it, or on any.

    evidence: ids of the rows that tell so. reason: one sentence for a reader.
    """
    if row.meaning is None:
        return None
    meaning, tense = understood(row.meaning)
    near = [day + timedelta(days=k) for k in range(-REACH, REACH + 1)]
    fitting = [one for one in near if resolve(meaning, Now(one, None, tense)).edtf == day.isoformat()]
    if not fitting or len(fitting) == len(near):
        return None
    return Constraint(reason, (row.id, *evidence), True, days=tuple(fitting))


def _filed_at(text: str, passages: Iterable[Passage], start: int, end: int) -> bool:
    """In a dateline or byline, or on one of the first lines behind a place in capitals ("ALEPPO, 9 December")?"""
    if any(p.part in ("dateline", "byline") and p.start <= start and end <= p.end for p in passages):
        return True
    if start >= TOP + 60:
        return False
    begins = text.rfind("\n", 0, start) + 1
    before = text[begins:start]
    if begins >= TOP or len(before) >= 60:
        return False
    return before.upper() == before or _ends_heading(text, before, end)


def _ends_heading(text: str, before: str, end: int) -> bool:
    """ "Situation report no. 41, 20 December 2018": behind a comma, a bar or a dash at the end of an opening line."""
    line = text.find("\n", end)
    return not text[end : len(text) if line < 0 else line].strip() and HEADED.search(before) is not None


def _constraints(report: Report, passages: Sequence[Passage], hints: Sequence[Hint]) -> tuple[Constraint, ...]:
    told = _told(report, hints)
    year = next((int(m[1]) for p in passages if p.part == "furniture" and (m := COPYRIGHT.search(p.text))), None)
    return (*_by_address(report.url), *told.certain(), *_by_copyright(year), *told.likely(year))


def _told(report: Report, hints: Iterable[Hint]) -> "_Told":
    told = _Told(report.text)
    for hint in hints:
        told.add(hint)
    return told


def _by_address(url: str | None) -> tuple[Constraint, ...]:
    """ ".../2016/12/09/..." in the address, or ".../2016/12/..."."""
    for match in URL_DAY.finditer(url or ""):
        day = _day(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
        if day is not None:
            return (Constraint("its address has the day", (), True, day, day),)
    if month := URL_MONTH.search(url or ""):
        first, last = month_span(int(month[1]), int(month[2]))
        return (Constraint("its address has the month", (), True, first, last),)
    return ()


def _by_copyright(year: int | None) -> tuple[Constraint, ...]:
    if year is None:
        return ()
    reason = f"the page is marked with the year {year}"
    return (
        Constraint(reason, (), True, last=date(year, 12, 31)), Constraint(reason, (), False, first=date(year, 1, 1))
    )  # fmt: skip


class _Told:
    """The dates of a report, sorted by what they tell about its day."""

    def __init__(self, text: str):
        self.text = text
        self.filed: list[Constraint] = []
        self.floors: list[Constraint] = []
        self.ceilings: list[Constraint] = []
        self.gone: list[Constraint] = []  # ... as a rule, of that day or later
        self.near: list[tuple[date, str]] = []  # months and days that are told with their year
        self.past: list[tuple[Calendar, str]] = []  # dates without a year, told in the past
        self.ahead: list[tuple[Calendar, str]] = []  # ... announced
        self.weekdays: dict[int, str] = {}
        self.today = False  # it calls its own day "today", so that its weekdays are others

    def add(self, hint: Hint) -> None:
        meaning = hint.meaning
        if isinstance(meaning, Weekday) and meaning.which is None and hint.tense != "future":
            self.weekdays.setdefault(meaning.weekday, hint.id)
        if isinstance(meaning, Shift) and (meaning.unit, meaning.when) == ("D", "now") and meaning.whole:
            self.today = True
        if not isinstance(meaning, Calendar):
            return
        if hint.filed and meaning.month and meaning.month <= 12 and meaning.day:
            self._add_filed(meaning, hint)
        elif meaning.year is not None:
            self._add_with_year(meaning, hint)
        elif meaning.month is not None and meaning.month <= 12 and meaning.which is None and meaning.years_on is None:
            if hint.announced:
                self.ahead.append((meaning, hint.id))
            elif hint.tense == "past":
                self.past.append((meaning, hint.id))

    def _add_filed(self, told: Calendar, hint: Hint) -> None:
        month, day = told.month or 1, told.day or 1
        reason = f"it was filed on {day} {MONTH_NAMES[month - 1]}"
        if told.year is None and _day(2000, month, day) is None:
            return  # "ADEN, April 31": a slip of the pen tells nothing
        if told.year is None:
            self.filed.append(Constraint(reason, (hint.id,), True, yearly=(Yearly(month, day, 1),)))
        elif (known := _day(told.year, month, day)) is not None:
            self.filed.append(Constraint(f"{reason} {told.year}", (hint.id,), True, known, known))

    def _add_with_year(self, told: Calendar, hint: Hint) -> None:
        value = resolve(told, Now(None))
        if value.first is None or value.last is None or told.digits < 4:
            return
        if hint.announced:
            reason = f"what it announces lies ahead: {value.edtf}"
            self.ceilings.append(Constraint(reason, (hint.id,), True, last=value.last))
        elif hint.tense == "past" or (hint.tense is None and told.month is not None):
            self.floors.append(Constraint(f"it tells of {value.edtf}", (hint.id,), True, first=value.first))
            if told.month is not None:
                self.near.append((value.first, hint.id))
            whole_month = told.month is not None and not told.day
            wait = YEAR_TOLD + (value.last - value.first).days if whole_month else 0
            later = AFTERMATH.search(self.text, max(0, hint.start - 40), hint.start)
            wait = max(wait, AFTER[later[1].lower()] if later else 0)
            reason = f"{value.edtf} is told with its year"
            self.gone.append(Constraint(reason, (hint.id,), False, first=value.first + timedelta(days=wait)))

    def certain(self) -> tuple[Constraint, ...]:
        """When it was filed, the latest floor and the earliest ceiling; the others are within them."""
        floor = max(self.floors, key=lambda c: c.first or date.min, default=None)
        ceiling = min(self.ceilings, key=lambda c: c.last or date.max, default=None)
        return (*self.filed, *(one for one in (floor, ceiling) if one is not None))

    def likely(self, copyright_year: int | None) -> tuple[Constraint, ...]:
        """Which year, which part of the year, which days of the week; each only where it leaves a day."""
        year = self._year(copyright_year)
        trusted = copyright_year is not None or any(one.last is not None for one in year)
        first = (Constraint("the first year that fits", (), False, earliest=True),) if trusted else ()
        return (*year, *self.gone, *self._of_the_year(), *self._of_the_week(), *first)

    def _year(self, copyright_year: int | None) -> list[Constraint]:
        """How long after the latest year that it names, when the text tells enough to say.

        A year that is told lies back any number of years, as a rule: measured on reports whose day is known, it is the
        last or the current one in a third of them only. It is trusted when the report tells of three months or days
        close to each other, when it tells of one day and announces another, or when a weekday stands beside a date.
        """
        paired = [(told, at) for told, at in (*self.past, *self.ahead) if told.weekday is not None and told.day]
        found = [_paired(told, at) for told, at in paired]
        latest = max(self.near, default=None)
        if copyright_year is not None or latest is None:
            return found
        close = {day for day, _ in self.near if (latest[0] - day).days <= CLOSE}
        if len(close) < 3 and not (self.past and self.ahead) and not paired:
            return found
        last = date(min(latest[0].year + (6 if paired else 1), 9999), 12, 31)
        return [*found, Constraint(f"the latest year it names is {latest[0].year}", (latest[1],), False, last=last)]

    def _of_the_year(self) -> list[Constraint]:
        """After the dates that it tells without a year, soon after the latest; before those that it announces."""
        past = [(end, at) for told, at in self.past if (end := _month_day(told)) is not None]
        ahead = [(end, at) for told, at in self.ahead if (end := _month_day(told, first=True)) is not None]
        found = []
        for (month, day), at in past:
            reason = f"it tells of {day} {MONTH_NAMES[month - 1]} without a year"
            found.append(Constraint(reason, (at,), False, yearly=(Yearly(month, day, NEAR, 1),)))
        for (month, day), at in ahead:
            reason = f"it announces {day} {MONTH_NAMES[month - 1]}"
            found.append(Constraint(reason, (at,), False, yearly=(Yearly(month, day, AHEAD, -AHEAD),)))
        soon = tuple(Yearly(month, day, RECENT, 1) for (month, day), _ in past)
        floors = tuple((c.first, c.first + timedelta(days=RECENT)) for c in self.floors if c.first is not None)
        if soon:
            ids = tuple(dict.fromkeys(at for _, at in past))
            found.append(Constraint("it tells of the last weeks", ids, False, yearly=soon, spans=floors, minor=True))
        return found

    def _of_the_week(self) -> list[Constraint]:
        """The days on which a report can name these weekdays as the latest: the last of them or the day after."""
        named = sorted(self.weekdays)
        if not named or self.today:
            return []
        nearest = min(_oldest(named, weekday) for weekday in named)
        ends = [weekday for weekday in named if _oldest(named, weekday) == nearest]
        allowed = frozenset((weekday + lag) % 7 for weekday in ends for lag in range(LAG + 1))
        if allowed == ALL_WEEK:
            return []
        reason = f"it tells of {' and '.join(DAY_NAMES[k] for k in named)}"
        return [Constraint(reason, tuple(self.weekdays[k] for k in named), False, weekdays=allowed)]


def _oldest(named: Sequence[int], weekday: int) -> int:
    """How many days back the farthest of these weekdays lies on this one."""
    return max((weekday - other) % 7 for other in named)


def _paired(told: Calendar, at: str) -> Constraint:
    """ "Thursday, May 4": the years in which it was one."""
    month, day, weekday = told.month or 1, told.day or 1, told.weekday or 0
    reason = f"{day} {MONTH_NAMES[month - 1]} was a {DAY_NAMES[weekday]}"
    return Constraint(reason, (at,), False, paired=(month, day, weekday))


def _month_day(told: Calendar, first: bool = False) -> tuple[int, int] | None:
    """Month and last (or first) day of a date without a year; None for one that no year has."""
    value = resolve(replace(told, year=2000, weekday=None), Now(None))
    day = value.first if first else value.last
    return (day.month, min(day.day, 28) if day.month == 2 else day.day) if day is not None else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
