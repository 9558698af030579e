"""Dates, precision and counts in words that say how sure they are."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

from dateline.edtf import bounds, dated, said, season

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d(?::?\d\d)?)?)?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_ISO = r"(\d{4}-\d\d-\d\d)"
_WHOLE = re.compile(rf"(?<![\w-]){_ISO}(?:( to | or |/){_ISO})?(?![\w-])")
_JOINT = {" to ": "{0}/{1}", "/": "{0}/{1}", " or ": "[{0},{1}]"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_words(value: str | None) -> str:
    """An EDTF date for the eye, with the weekday of a whole day: "Fri 9 Dec 2016", "Mon 5 to Fri 9 Dec 2016"."""
    return said(value, "no date given", _shortened)


def days_in(words: str) -> str:
    """Our own words, with each whole day in them as pages write it."""
    return _WHOLE.sub(lambda found: day_words(_JOINT.get(found[2], "{0}").format(found[1], found[3])), words)


def _shortened(values: Sequence[str]) -> list[str]:
    """Days in words; month and year stand once where those that follow share them."""
    words = [dated(value, _plain) for value in values]
    days = [_DAY.fullmatch(value) for value in values]
    for n, (day, following) in enumerate(pairwise(days)):
        if day and following and not day[4] and not following[4] and words[n] != values[n]:
            same = (day[1] == following[1]) + (day.group(1, 2) == following.group(1, 2))
            words[n] = words[n].rsplit(" ", same)[0] if same else words[n]
    return words


def _plain(value: str) -> str:
    """A date without marks."""
    if found := _DAY.fullmatch(value):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return value
        clock = f", {found[4]} {'UTC' if found[5] in (None, 'Z') else found[5]}" if found[4] else ""
        return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}{clock}"
    found = _MONTH.fullmatch(value)
    return f"{MONTHS[int(found[2]) - 1]} {found[1]}" if found else season(value)


def precision(value: str | None) -> str:
    """How closely a date is known: "day", "month", "3 days", "open"."""
    if not value:
        return "unknown"
    try:
        first, last = bounds(value)
    except ValueError:
        return "unknown"
    if first is None or last is None:
        return "open"
    days = (last - first).days + 1
    known = {1: "day", 365: "year", 366: "year"}
    return known.get(days) or ("month" if _MONTH.fullmatch(value.rstrip("~?%")) else f"{days} days")


def radius(metres: int | None) -> str:
    """ "within 12 km"; "" when nobody knows."""
    if metres is None:
        return ""
    return f"within {metres} m" if metres < 1_000 else f"within {metres / 1000:,.0f} km"


def several(n: int, one: str, many: str | None = None) -> str:
    """ "1 claim", "1,204 claims"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """Words that begin a sentence, unless they begin with a name that is written as it is."""
    first = words.split(" ", 1)[0]
    return words[:1].upper() + words[1:] if first.isalpha() and first.islower() else words


class Counted(Protocol):
    """A number as reports give it."""

    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def bound(self) -> str | None: ...


def amount(one: Counted) -> str:
    """ "at least 9,501 people", "up to 10,500", "20,000 to 99,999 people": what was counted, with its doubt."""
    low, high = (None if value is None else f"{value:,.10g}" for value in (one.low, one.high))
    if low is not None and high is not None:
        words = low if low == high else f"{low} to {high}"
        words = f"about {words}" if one.bound == "approximate" else words
    else:
        words = f"at least {low}" if low is not None else f"up to {high}" if high is not None else "an unknown number"
    return f"{words} {one.unit}" if one.unit else words
