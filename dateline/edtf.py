"""Dates as EDTF strings (ISO 8601-2): are they well formed, and which days can they mean?

Read here: days, months, years and date-times (`2016-12-09T10:30:00Z`), parts left open by X (`201X`, `2016-12-XX`),
seasons, quarters and half years (`2016-21`, `2016-33`, `2016-40`), the marks `?` `~` `%`, intervals with open (`..`) or
unknown (empty) ends, one-of sets `[a,b]` and all-of sets `{a,b}`, both with runs (`a..b`). Years are 0001 to 9999.
Durations (`P1Y`) are no dates and are refused.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime

Bounds = tuple[date | None, date | None]

_DATE = re.compile(r"[?~%]?([0-9X]{4})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?)?)?", re.ASCII)
_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)
_YEAR = re.compile(r"\d{1,4}X{0,3}", re.ASCII)
# EDTF numbers what is shorter than a year and longer than a month; the months are the northern, meteorological ones.
_SEASONS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip

_NAMED = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def bounds(value: str) -> Bounds:
    """The first and last day that `value` can mean; None on a side that is open or unknown.

    `2016-12~` gives the whole of December: the marks say how sure the writer was, not how far to look. A winter
    begins in the December of its year.
    Raises ValueError for what is no EDTF, for days that do not exist and for an interval that ends before it begins.
    """
    if value[:1] in ("[", "{"):
        return _set_bounds(value)
    if "/" in value:
        first, _, last = value.partition("/")
        if first in ("", "..") and last in ("", ".."):
            raise ValueError(f"{value!r} has neither a beginning nor an end")
        return _span(value, first, last)
    return _date_bounds(value)


def season(value: str) -> str:
    """ "summer 2016" for "2016-22"; any other date as it is."""
    year, _, month = value.partition("-")
    return f"{_NAMED[month]} {year}" if month in _NAMED else value


def is_edtf(value: str) -> bool:
    """Whether `bounds` can read it."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def dated(value: str, day: Callable[[str], str] = season) -> str:
    """One date as people write it: "about 2012-06", "perhaps summer 2016". day: how it is written without its marks."""
    bare = value.rstrip("~?%")
    return (
        f"about {day(bare)}" if value[-1:] in ("~", "%") else f"perhaps {day(bare)}" if value[-1:] == "?" else day(bare)
    )


def _each(values: Sequence[str]) -> list[str]:
    return [dated(value) for value in values]


def said(value: str | None, nothing: str = "no day", words: Callable[[Sequence[str]], list[str]] = _each) -> str:
    """The value as people write it: "2016-12-09 or 2016-12-10", "2016-12-08 to 2016-12-10", "since 2016-10-18".

    words: how the dates in it are written, all at once. Of a set of more than three only the first and the last are
    said. What is no EDTF stays as it is.
    """
    if not value:
        return nothing
    if value[0] in "[{" and value[-1] in "]}":
        return _set_said(value, words)
    begin, slash, end = value.partition("/")
    whole = not slash or {begin, end} <= {"", ".."}
    return words([value])[0] if whole else _span_said(begin, end, words)


def _span_said(begin: str, end: str, words: Callable[[Sequence[str]], list[str]]) -> str:
    if begin in ("", ".."):
        return f"until {words([end])[0]}"
    return f"since {words([begin])[0]}" if end in ("", "..") else " to ".join(words([begin, end]))


def _set_said(value: str, words: Callable[[Sequence[str]], list[str]]) -> str:
    members = [member.strip() for member in value[1:-1].split(",")]
    if not all(members):
        return value
    if len(members) <= 3 and ".." not in value:
        return (" or " if value[0] == "[" else " and ").join(words(members))
    first, last = members[0].split("..")[0], members[-1].split("..")[-1]
    if not (first and last):
        return _span_said(first, last, words)
    return f"between {' and '.join(words([first, last]))}"


def by(value: str) -> str:
    """The interval without a beginning that ends with what `value` can mean at the latest: "../2016-12-30".

    Raises ValueError for what is no EDTF and for what has no last day.
    """
    return f"../{_end(value, 1)}"


def since(value: str) -> str:
    """The interval without an end that begins with what `value` can mean at the earliest: "2016-12-02/..".

    Raises ValueError for what is no EDTF and for what has no first day.
    """
    return f"{_end(value, 0)}/.."


def _end(value: str, which: int) -> str:
    """An interval or a set cannot stand inside an interval: of these the day at one end."""
    day = bounds(value)[which]
    if day is None:
        raise ValueError(f"{value!r} is open on that side")
    return day.isoformat() if "/" in value or value[0] in "[{" else value


def _span(value: str, first: str, last: str) -> Bounds:
    begins = None if first in ("", "..") else _date_bounds(first)[0]
    ends = None if last in ("", "..") else _date_bounds(last)[1]
    if begins and ends and begins > ends:
        raise ValueError(f"{value!r} ends before it begins")
    return begins, ends


def _set_bounds(value: str) -> Bounds:
    """`[2016-12-14,2016-12-21]`: from the first day of the earliest member to the last day of the latest."""
    if value[-1] != {"[": "]", "{": "}"}[value[0]]:
        raise ValueError(f"{value!r}: the bracket is not closed")
    members = [member.strip() for member in value[1:-1].split(",")]
    found = [_member(member) for member in members]
    firsts, lasts = [first for first, _ in found], [last for _, last in found]
    begins = None if None in firsts else min(filter(None, firsts))
    ends = None if None in lasts else max(filter(None, lasts))
    return begins, ends


def _member(member: str) -> Bounds:
    if ".." not in member:
        return _date_bounds(member)
    first, _, last = member.partition("..")
    if not first and not last:
        raise ValueError("a set cannot hold '..' alone")
    return _span(member, first, last)


def _date_bounds(value: str) -> tuple[date, date]:
    if _CLOCK.fullmatch(value):
        day = datetime.fromisoformat(value.replace(",", ".")).date()  # the day as written, in its own time zone
        return day, day
    match = _DATE.fullmatch(value)
    if not match or not _YEAR.fullmatch(match[1]):
        raise ValueError(f"{value!r} is no EDTF date")
    year, month, day_of_month = match.groups()
    first_year, last_year = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    if last_year == 0:
        raise ValueError(f"{value!r}: there is no year 0000 here")
    if month is None:
        return date(first_year, 1, 1), date(last_year, 12, 31)
    if day_of_month is None and month.isdigit() and int(month) in _SEASONS:
        return _season(first_year, last_year, *_SEASONS[int(month)])
    months = _choices(month, 1, 12, value)
    if day_of_month is None:
        return date(first_year, months[0], 1), date(last_year, months[1], monthrange(last_year, months[1])[1])
    longest = max(monthrange(last_year, m)[1] for m in (months if months[0] == months[1] else (1,)))
    days = _choices(day_of_month, 1, longest, value)
    latest = min(days[1], monthrange(last_year, months[1])[1])
    return date(first_year, months[0], days[0]), date(last_year, months[1], latest)


def _season(first_year: int, last_year: int, month: int, length: int) -> tuple[date, date]:
    end_year, end_month = divmod(last_year * 12 + month - 1 + length - 1, 12)
    if end_year > 9999:
        raise ValueError("a season that ends after the year 9999")
    return date(first_year, month, 1), date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1])


def _choices(digits: str, low: int, high: int, value: str) -> tuple[int, int]:
    """The smallest and largest number from low to high that `digits`, with X for any digit, can be."""
    pattern = re.compile(digits.replace("X", "[0-9]"))
    fitting = [n for n in range(low, high + 1) if pattern.fullmatch(f"{n:02}")]
    if not fitting:
        raise ValueError(f"{value!r}: no {digits!r} between {low} and {high}")
    return fitting[0], fitting[-1]
