"""A day that somebody wrote into the search box in words ("aleppo 9 december"): the search that asks for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.ask.query import Query, parse
from dateline.errors import BadRequest
from dateline.web.wording import MONTHS

_NAMES = "|".join(f"{month}|{month[:3]}|Sept" if month == "September" else f"{month}|{month[:3]}" for month in MONTHS)
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
_WRITTEN = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>{_NAMES})\b\.?{_YEAR}",
    rf"(?P<month>{_NAMES})\b\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}",
    r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})",
)
_DAYS = tuple(re.compile(rf"(?<![\w:<>=\"-])(?:on\s+)?(?:{one})(?![\w-])", re.IGNORECASE) for one in _WRITTEN)
LONGEST = 200  # characters of a question that is looked at


@dataclass(frozen=True, slots=True)
class DayMeant:
    """A day, ISO, the day after it, and what else is asked."""

    day: str
    after: str
    rest: str


def day_meant(asked: str, told: Iterable[str]) -> DayMeant | None:
    """The one day that is written out in a question; without a year that nearest to the days `told` of reports."""
    found = next((one for pattern in _DAYS for one in pattern.finditer(asked[:LONGEST])), None)
    if found is None or len(asked) > LONGEST:
        return None
    parts = found.groupdict()
    number = int(parts["number"]) if parts.get("number") else _month(parts["month"])
    day = _day(parts.get("year"), number, int(parts["day"]), told)
    rest = " ".join((asked[: found.start()] + " " + asked[found.end() :]).split())
    if day is None or not _can_be_asked(rest):
        return None
    return DayMeant(day.isoformat(), (day + timedelta(days=1)).isoformat(), rest)


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower()[:3]))


def _day(year: str | None, month: int, day: int, told: Iterable[str]) -> date | None:
    known = [date.fromisoformat(one) for one in told]
    years = [int(year)] if year else sorted({one.year + n for one in known for n in (-1, 0, 1)})
    days = [made for one in years if (made := _made(one, month, day))]
    return min(
        days, key=lambda one: (min((abs(one - other) for other in known), default=timedelta()), one), default=None
    )


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if date.min.year < year < date.max.year else None
    except ValueError:
        return None


def _can_be_asked(words: str) -> bool:
    try:
        parse(words)
    except BadRequest:
        return False
    return True


def as_query(meant: DayMeant) -> Query:
    """What is asked, with the day as a condition."""
    return parse(f"{meant.rest} after:{meant.day} before:{meant.after}".strip())
