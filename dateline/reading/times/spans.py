"""Stretches of days: weeks, months, the late part of a year, and how they are written in EDTF. Arithmetic only."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.reading.times.meanings import Part, Tense, Unit
from dateline.records import Basis, TimeKind

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ISO_UNIT = {"S": "T{}S", "TM": "T{}M", "H": "T{}H", "D": "{}D", "W": "{}W", "M": "{}M", "Y": "{}Y"}
MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
DAYS_OF = {"D": 1, "W": 7, "F": 14, "K": 7}
MONTH_LIKE = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)}


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression means. edtf: as it is stored. first, last: the days it covers, None for no known day.

    source: "report" or "then" (the expression named last) when the value was computed from one; None when the words
    say it all. unit: how fine it is.
    """

    edtf: str | None
    kind: TimeKind
    basis: Basis | None
    first: date | None = None
    last: date | None = None
    unit: Unit | None = None
    source: str | None = None
    clash: str | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """What a meaning is computed from. today: the day of publication, None when nobody knows it.

    then: the value of the expression named last, if there is one.
    """

    today: date | None
    then: Value | None = None
    tense: Tense | None = None


NOTHING = Value(None, "date", None)


def basis_of(source: str, now: Now) -> Basis:
    """A value computed from another expression is as absolute as that one."""
    if source == "then" and now.then is not None and now.then.basis is not None:
        return now.then.basis
    return "relative"


def day_value(day: date, basis: Basis, source: str | None, clash: str | None = None) -> Value:
    return Value(day.isoformat(), "date", basis, day, day, "D", source, clash)


def span_value(first: date, last: date, basis: Basis, source: str | None, unit: Unit, mark: str = "") -> Value:
    """An interval of days, written by months or years when it holds whole ones."""
    kind: TimeKind = "vague" if mark else "interval"
    if (first.day, last.day) == (1, monthrange(last.year, last.month)[1]):
        a, b = f"{first:%Y-%m}".zfill(7), f"{last:%Y-%m}".zfill(7)
        if (first.month, last.month) == (1, 12):
            a, b = f"{first.year:04}", f"{last.year:04}"
    else:
        a, b = first.isoformat(), last.isoformat()
    text = a + mark if a == b else f"{a}{mark}/{b}{mark}"
    return Value(text, kind if "/" in text or mark else "date", basis, first, last, unit, source)


def period(amount: float | None, unit: Unit) -> str | None:
    """ISO 8601-2 duration: "P4Y", "PT24H"; an amount that is not told is X, the sign for an unspecified digit."""
    shown = "X" if amount is None else f"{amount:g}"
    if unit in ISO_UNIT:
        return "P" + ISO_UNIT[unit].format(shown)
    times, base = {"F": (2, "W"), "Q": (3, "M"), "E": (10, "Y"), "C": (100, "Y"), "K": (2, "D")}[unit]
    return f"P{shown if amount is None else format(amount * times, 'g')}{base}"


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month, season or quarter by its EDTF number."""
    if month <= 12:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    start, length = MONTH_LIKE[month]
    first = date(year, start, 1)
    return first, add_months(first, length) - timedelta(days=1)


def unit_span(day: date, unit: Unit) -> tuple[date, date]:
    """The week, month, year ... that a day lies in. Weeks begin on Monday."""
    if unit in ("D", "H", "TM", "S"):
        return day, day
    if unit in ("W", "F"):
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6 if unit == "W" else 13)
    if unit == "K":
        first = day - timedelta(days=(day.weekday() - 5) % 7)
        return first, first + timedelta(days=1)
    if unit == "M":
        return month_span(day.year, day.month)
    if unit == "Q":
        return month_span(day.year, 33 + (day.month - 1) // 3)
    years = {"Y": 1, "E": 10, "C": 100}[unit]
    start = day.year // years * years
    return date(max(start, 1), 1, 1), date(start + years - 1, 12, 31)


def part_span(first: date, last: date, part: Part, unit: Unit) -> tuple[date, date, str]:
    """The days of one part of first..last, and the EDTF mark when they are but a guess at what was meant.

    Early, mid and late are thirds: days 1 to 10, 11 to 20 and the rest of a month. Start and end are the first and last
    five days or so; of a year, its first and last month; mid-year is June.
    """
    days = (last - first).days + 1
    if part in ("earlier", "later") or days == 1:
        return first, last, ""
    if days > 360:
        begins, ends, mark = _months_of_part(part, (last.year - first.year + 1) * 12, unit)
        return add_months(first, begins), add_months(first, ends) - timedelta(days=1), mark
    if 88 <= days <= 92:
        begins, ends = {"early": (0, 1), "mid": (1, 2), "late": (2, 3), "start": (0, 1), "end": (2, 3)}.get(
            part, (0, 3)
        )
        return add_months(first, begins), add_months(first, ends) - timedelta(days=1), ""
    third, rim = (10 if unit == "M" else days // 3), max(2, days // 6)
    a, b = {
        "early": (0, third), "mid": (third, 2 * third), "late": (2 * third, days), "start": (0, rim),
        "end": (days - rim, days), "half1": (0, days // 2), "half2": (days // 2, days),
    }[part]  # fmt: skip
    return first + timedelta(days=a), first + timedelta(days=b - 1), ""


def _months_of_part(part: Part, months: int, unit: Unit) -> tuple[int, int, str]:
    """The first month of a part of a year, decade or century, and one past its last."""
    years = months // 12
    if part in ("half1", "half2"):
        return (0, months // 2, "") if part == "half1" else (months // 2, months, "")
    if part == "mid" and unit == "Y":
        return 5, 6, "~"
    if part in ("start", "end"):
        return (0, years, "~") if part == "start" else (months - years, months, "~")
    if unit == "Y":
        return {"early": (0, 4, ""), "mid": (4, 8, ""), "late": (8, 12, "")}[part]
    early, late = (48, 36) if years == 10 else (years // 3 * 12, years // 3 * 12)
    return {"early": (0, early, ""), "mid": (early, months - late, ""), "late": (months - late, months, "")}[part]


def moved(day: date, amount: float, unit: Unit) -> date:
    """A day so many units on; fractions of months and years count as months and days."""
    if unit in DAYS_OF:
        return day + timedelta(days=round(amount * DAYS_OF[unit]))
    if unit in MONTHS_OF:
        months = amount * MONTHS_OF[unit]
        day = add_months(day, int(months))
        return day + timedelta(days=round((months - int(months)) * 30))
    return day + timedelta(days=int(amount / {"H": 24, "TM": 1440, "S": 86400}[unit]))
