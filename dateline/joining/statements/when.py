"""Days of statements: what they overlap, and which is later."""

from datetime import date, timedelta
from functools import lru_cache

from dateline.edtf import bounds
from dateline.joining.statements.statement import Days

UNKNOWN: Days = (None, None)
FAR = 36_500  # days: no telling which


@lru_cache(maxsize=8192)
def days(value: str | None) -> Days:
    """The days an EDTF value can mean; (None, None) for none and for what is no date."""
    if value is None:
        return UNKNOWN
    try:
        return bounds(value)
    except ValueError:
        return UNKNOWN


def known(span: Days) -> bool:
    return span[0] is not None or span[1] is not None


def closed(span: Days) -> bool:
    return span[0] is not None and span[1] is not None


def length(span: Days) -> int:
    """Days from the first to the last, 0 for a single day; FAR when a side is open."""
    first, last = span
    return (last - first).days if first is not None and last is not None else FAR


def overlap(a: Days, b: Days, slack: int = 0) -> bool:
    """Whether both can be the same day, or at most `slack` days apart. Open sides overlap with all that lies there."""
    return not (_after(a, b, slack) or _after(b, a, slack))


def later(a: Days, b: Days) -> bool:
    """Whether every day of `a` is after every day of `b`."""
    return _after(a, b, 0)


def within(a: Days, b: Days) -> bool:
    """Whether `b` begins before `a` or ends after it and contains all of it."""
    if a == b or not known(a):
        return False
    starts = b[0] is None or (a[0] is not None and b[0] <= a[0])
    ends = b[1] is None or (a[1] is not None and a[1] <= b[1])
    return starts and ends


def gap(a: Days, b: Days) -> int:
    """The least days between the two, 0 when they overlap; FAR when one is unknown."""
    if not known(a) or not known(b):
        return FAR
    if overlap(a, b):
        return 0
    first, second = (a, b) if later(b, a) else (b, a)
    assert first[1] is not None and second[0] is not None
    return (second[0] - first[1]).days


def shift(span: Days, first: int, last: int) -> Days:
    """The span with its ends moved by so many days; an end that would leave the calendar stays."""
    return _moved(span[0], first), _moved(span[1], last)


@lru_cache(maxsize=8_192)
def text(span: Days) -> str:
    """ "2016-12-09", "2016-12-06 to 2016-12-09", "since 2016-10-18", "an unknown day"."""
    first, last = span
    if first is None and last is None:
        return "an unknown day"
    if first == last:
        return str(first)
    if last is None:
        return f"since {first}"
    return f"until {last}" if first is None else f"{first} to {last}"


def _after(a: Days, b: Days, slack: int) -> bool:
    return a[0] is not None and b[1] is not None and (a[0] - b[1]).days > slack


def _moved(day: date | None, by: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day
