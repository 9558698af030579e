"""The day of a fact from the time expression that dates it: the same at the first reading and at any re-dating."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dateline.reading.gaps import day_across, is_gap
from dateline.reading.times.meanings import Unit
from dateline.reading.times.spans import moved
from dateline.records import TimeExpression

CLOCK = re.compile(r"T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
DAY_OR_MONTH = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])", re.ASCII)
OPENER = re.compile(r"\b(?:(since)\b(?=[^.;:!?,\"“”]*\Z)|(?:until|till)\s+\Z)", re.IGNORECASE)
MIDNIGHT = re.compile(r"\bmidnight\b", re.IGNORECASE)
BEFORE = 90  # characters before a time in which the "since" of its clause is looked for


def fact_day(
    time: TimeExpression, text: str, published: str | None, at: int, times: Sequence[TimeExpression] = ()
) -> str | None:
    """The EDTF day of a fact that `time` dates; None where the expression has no value.

    Facts have days: the hour stays with its expression. "Since" runs the day on, up to the report's or open when that
    is not known ("has shelled the town since Friday", "since the raid on Friday"), "until" runs up to it. A length
    ("40 people in two weeks") is that of the last days before the report; one between two doings ("a day after Goma
    fell") tells the day of the one by that of the other.
    text: the report's. published: the report's day, EDTF. at: where the fact begins in the text. times: of the report.
    """
    if time.value is None:
        return None
    if time.value.startswith("P"):
        across = day_across(time, times, text, published, at)
        return across if across is not None or is_gap(time, text) else _window(time.value, published)
    day = CLOCK.sub("", time.value)
    begins = max(0, time.start - BEFORE)
    opener = OPENER.search(text, begins, time.start)
    if opener is None and DAY.fullmatch(day) and MIDNIGHT.search(time.text):
        return _night(day)
    if opener is None or not DAY_OR_MONTH.fullmatch(day) or opener.start() < at < time.start:
        return day  # "since it fell on Friday" says that it fell on Friday
    if not opener[1]:
        return f"../{day}"
    known = published is not None and DAY_OR_MONTH.fullmatch(published) is not None and day <= published
    return f"{day}/{published if known else '..'}"


def _night(day: str) -> str:
    """ "Midnight on Saturday" begins that day or ends it; nobody can tell which."""
    try:
        after = date.fromisoformat(day) + timedelta(days=1)
    except (OverflowError, ValueError):
        return day
    return f"{day}/{after.isoformat()}"


def _window(length: str, published: str | None) -> str | None:
    """So many units up to the report's day."""
    told = LENGTH.fullmatch(length)
    if told is None or published is None or not DAY.fullmatch(published):
        return None
    last = date.fromisoformat(published)
    unit: Unit = told[2]  # type: ignore[assignment]
    try:
        return f"{moved(last, -float(told[1]), unit)}/{last}"
    except (OverflowError, ValueError):
        return None
