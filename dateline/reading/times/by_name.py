"""Dates by their names: "8 December", "late November", "the 1990s", "7/8/07", Ramadan. Arithmetic only."""

from calendar import monthrange
from datetime import date, timedelta

from dateline.reading.times import holidays
from dateline.reading.times.meanings import THAT_YEAR, Calendar, Holiday, Numeric, Part, Unit
from dateline.reading.times.spans import (
    DAY_NAMES,
    MONTH_LIKE,
    MONTH_NAMES,
    NOTHING,
    Now,
    Value,
    day_value,
    month_span,
    part_span,
    span_value,
)
from dateline.records import TimeKind

WRONG_SIDE = 400  # days that a date on the wrong side of the tense counts as farther away


def calendar_value(m: Calendar, now: Now) -> Value:
    if m.digits < 4 and m.year is not None:
        return _decade(m)
    if m.month is None:
        if m.day is not None:
            return _day_of_month(m.day, now)
        if m.year is None:
            return NOTHING
        return _with_part(date(m.year, 1, 1), date(m.year, 12, 31), m.part, "Y", f"{m.year:04}", None)
    if m.month not in MONTH_LIKE and not 1 <= m.month <= 12:
        return Value(None, "date", "stated", clash=f"there is no month {m.month}")
    year, source = m.year, None
    if year is None:
        year = _year_of(m, now)
        if year is None:
            return _in_no_year(m)
        source = "then" if m.years_on == THAT_YEAR else "report"
    if m.day is None and m.month > 32:
        first, last = month_span(year, m.month)
        return Value(f"{first:%Y-%m}/{last:%Y-%m}", "interval", "stated", first, last, "Q", source)
    if m.day is None:
        first, last = month_span(year, m.month)
        unit: Unit = "M" if m.month <= 12 else "Q"
        return _with_part(first, last, m.part, unit, f"{year:04}-{m.month:02}", source)
    longest = monthrange(year, m.month)[1]
    if m.day > longest:
        return Value(
            None, "date", "stated", source=source, clash=f"{MONTH_NAMES[m.month - 1]} {year} has {longest} days"
        )
    day = date(year, m.month, m.day)
    return day_value(day, "stated", source, _weekday_clash(day, m.weekday))


def _in_no_year(m: Calendar) -> Value:
    """A date whose year nobody knows: no value, and a mark when no year has such a day."""
    if m.day is None or m.month is None or m.month > 12 or m.day <= monthrange(2000, m.month)[1]:
        return NOTHING
    longest = monthrange(2000, m.month)[1]
    return Value(None, "date", "stated", clash=f"{MONTH_NAMES[m.month - 1]} has {longest} days")


def _day_of_month(day: int, now: Now) -> Value:
    """ "The 5th": of the month that was told last, or the next; of the report's when none was."""
    base, source = _month_of_then(day, now), "then"
    if base is None:
        base, source = now.today, "report"
        if base is None:
            return NOTHING
        if now.tense == "past" and day > base.day:
            base = base.replace(day=1) - timedelta(days=1)
        elif now.tense == "future" and day < base.day:
            base = base.replace(day=1) + timedelta(days=31)
    if day > monthrange(base.year, base.month)[1]:
        return NOTHING
    return day_value(base.replace(day=day), "stated", source)  # its number is told, as in "8 December" without a year


def _month_of_then(day: int, now: Now) -> date | None:
    """A day of the month that was told last, or of the next one; None where none was told, or what was done "on the
    17th" would be still to come."""
    then = now.then.first if now.then is not None else None
    if then is None:
        return None
    base = then if day >= then.day else then.replace(day=1) + timedelta(days=31)
    length = monthrange(base.year, base.month)[1]
    if now.today is not None and now.tense == "past" and base.replace(day=min(day, length)) > now.today:
        return None
    return base


def _weekday_clash(day: date, weekday: int | None) -> str | None:
    if weekday is None or day.weekday() == weekday:
        return None
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year} was a {DAY_NAMES[day.weekday()]}"


def _with_part(first: date, last: date, part: Part | None, unit: Unit, edtf: str, source: str | None) -> Value:
    if part is None:
        kind: TimeKind = "interval" if "/" in edtf else "date"
        return Value(edtf, kind, "stated", first, last, unit, source)
    a, b, mark = part_span(first, last, part, unit)
    value = span_value(a, b, "stated", source, unit, mark)
    return Value(value.edtf, "vague", "stated", a, b, unit, source)


def _decade(m: Calendar) -> Value:
    assert m.year is not None
    width, unit = (10, "E") if m.digits == 3 else (100, "C")
    first, last = date(max(m.year, 1), 1, 1), date(m.year + width - 1, 12, 31)
    text = f"{m.year:04}"[: m.digits] + "X" * (4 - m.digits)
    return _with_part(first, last, m.part, unit, text, None)  # type: ignore[arg-type]


def _year_of(m: Calendar, now: Now) -> int | None:
    """The year of a date that names none: the one before or after the report's day, as the tense has it, else the
    nearest. A weekday beside it decides when only one near year fits."""
    if m.years_on == THAT_YEAR:
        return now.then.first.year if now.then is not None and now.then.first is not None else None
    if now.today is None or m.month is None:
        return None
    today = now.today
    if m.years_on is not None:
        return today.year + m.years_on
    spans = {year: _span_in(m, year) for year in (today.year - 1, today.year, today.year + 1)}
    if m.which == "last":
        return max((y for y, (_, last) in spans.items() if last < _month_start(today)), default=None)
    if m.which == "next":
        return min((y for y, (first, _) in spans.items() if first > today), default=None)
    if m.which == "this":
        return today.year
    if m.weekday is not None and m.day is not None:
        fitting = [y for y in spans if _fits(y, m.month, m.day, m.weekday)]
        if len(fitting) == 1:
            return fitting[0]

    def distance(year: int) -> tuple[int, int]:
        first, last = spans[year]
        away = (first - today).days if first > today else (today - last).days if last < today else 0
        wrong = (now.tense == "past" and first > today) or (now.tense == "future" and last < today)
        return away + (WRONG_SIDE if wrong else 0), year

    return min(spans, key=distance)


def _month_start(day: date) -> date:
    return day.replace(day=1)


def _span_in(m: Calendar, year: int) -> tuple[date, date]:
    first, last = month_span(year, m.month or 1)
    if m.day is None:
        return first, last
    day = first + timedelta(days=min(m.day, (last - first).days + 1) - 1)
    return day, day


def _fits(year: int, month: int, day: int, weekday: int) -> bool:
    return day <= monthrange(year, month)[1] and date(year, month, day).weekday() == weekday


def numeric_value(m: Numeric) -> Value:
    """Both readings when both are dates: month first, day first."""
    readings = []
    for month, day in ((m.first, m.second), (m.second, m.first)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(m.year, month)[1]:
            readings.append(date(m.year, month, day))
    if not readings:
        return Value(None, "date", "stated", clash="no such day")
    days = sorted(set(readings))
    if len(days) == 1:
        return day_value(days[0], "stated", None)
    return Value(f"[{days[0]},{days[1]}]", "date", "stated", days[0], days[1], "D")


def holiday_value(m: Holiday, now: Now) -> Value:
    if m.year is None and now.today is None:
        return NOTHING
    years = [m.year] if m.year is not None else [now.today.year + k for k in (-1, 0, 1)] if now.today else []
    spans = [span for year in years for span in holidays.days(m.key, year)]
    if now.today is not None and m.year is None:
        today = now.today
        if m.which == "last":
            spans = [s for s in spans if s[1] < today][-1:]
        elif m.which == "next":
            spans = [s for s in spans if s[0] > today][:1]
        elif m.which == "this":
            spans = [s for s in spans if s[0].year == today.year][:1]

        def distance(span: tuple[date, date]) -> int:
            away = (span[0] - today).days if span[0] > today else (today - span[1]).days if span[1] < today else 0
            wrong = (now.tense == "past" and span[0] > today) or (now.tense == "future" and span[1] < today)
            return away + (WRONG_SIDE if wrong else 0)

        spans = sorted(spans, key=distance)
    if not spans:
        return NOTHING
    first, last = spans[0]
    mark = "~" if m.key in holidays.APPROXIMATE else ""
    source = None if m.year is not None else "report"
    text = f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}"
    kind: TimeKind = "vague" if mark else "date" if first == last else "interval"
    return Value(text, kind, "stated", first, last, "D", source)
