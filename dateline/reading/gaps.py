"""Lengths of time that lie between two doings: "on Friday, a day after Goma fell" gives the day of the fall.

The days are counted by the words alone, so that another day of publication gives another day without a parse.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from dateline.records import TimeExpression

GAP = re.compile(r"duration\(amount=(\d+), unit=([DWF])\)")
DAYS = {"D": 1, "W": 7, "F": 14}
OPENERS = {"after": -1, "since": -1, "before": 1}  # which way the doing behind the word lies from the other
OPENER = re.compile(r"\s{0,3}\b(after|since|before)\b")
ROUGHLY = re.compile(r"\b(?:about|almost|around|barely|less|more|nearly|only|over|roughly|some|under)\b", re.I)
ENDS = re.compile(r"[.!?][\"'”’)]*\s|\n")
NO_DAY = ("duration(", "every(", "vague(", "beside(", "clock(")
NEAR = 8  # times beside a length that are looked at
FAR = 300  # characters within which its clause ends
WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def day_across(
    time: TimeExpression, times: Sequence[TimeExpression], text: str, published: str | None, at: int
) -> str | None:
    """The EDTF day of a fact at code point `at` from which, or to which, a length of time is counted.

    It is counted from the day that the same sentence names, else from the report's. None when `time` is no such length,
    a rough one, or the fact is not right behind it.
    """
    gap, opener = GAP.match(time.meaning or ""), opener_word(time, text)
    if gap is None or opener is None or not leads_to(time, text, at):
        return None
    day_told = anchor(time, times, text)
    day = published if day_told is None else day_told.value
    if day is None or WRITTEN.search(day) is None:
        return None
    return _moved(day, OPENERS[opener] * int(gap[1]) * DAYS[gap[2]])


def leads_to(time: TimeExpression, text: str, at: int) -> bool:
    """Whether a length that is told exactly stands right before the fact at code point `at`."""
    return time.end <= at and "," not in text[time.end : at] and not ROUGHLY.search(
        text, max(0, time.start - 10), time.end
    )  # fmt: skip


def is_gap(time: TimeExpression, text: str) -> bool:
    """Is it the length between two doings, and no span of time within which something was done?"""
    word = opener_word(time, text)
    return word is not None and word != "since" and GAP.match(time.meaning or "") is not None


def opener_word(time: TimeExpression, text: str) -> str | None:
    last = time.text.rpartition(" ")[2].lower()
    if last in OPENERS:
        return last
    behind = OPENER.match(text, time.end)
    return behind[1] if behind is not None else None


def anchor(time: TimeExpression, times: Sequence[TimeExpression], text: str) -> TimeExpression | None:
    """The time that says when the other doing took place: the last before, or behind the clause that opens.

    times: of the report, in reading order.
    """
    if opener_word(time, text) == "since":
        return None
    at = bisect_left(times, time.start, key=lambda one: one.start)
    for one in reversed(times[max(0, at - NEAR) : at]):
        if _is_day(one):
            return one if _together(text, one.end, time.start) else _behind(time, times[at : at + NEAR], text)
    return _behind(time, times[at : at + NEAR], text)


def _behind(time: TimeExpression, after: Sequence[TimeExpression], text: str) -> TimeExpression | None:
    """The first day named behind the comma that ends the clause."""
    comma = text.find(",", time.end, time.end + FAR)
    for one in after:
        if 0 <= comma < one.start and _is_day(one):
            return one if _together(text, time.end, one.start) else None
    return None


def _is_day(time: TimeExpression) -> bool:
    return time.meaning is not None and not time.meaning.startswith(NO_DAY)


def _together(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between two places of the text."""
    return ENDS.search(text, start, end) is None


def _moved(day: str, by: int) -> str | None:
    """An EDTF value of days, each so many days on; None beyond the calendar."""
    try:
        return WRITTEN.sub(lambda one: (date.fromisoformat(one[0]) + timedelta(days=by)).isoformat(), day)
    except (OverflowError, ValueError):
        return None
