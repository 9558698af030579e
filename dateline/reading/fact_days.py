"""The day of a fact from the time expression that dates it: the same at the first reading and at any re-dating."""

import re

from dateline.records import TimeExpression

CLOCK = re.compile(r"T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
DAY_OR_MONTH = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
OPENER = re.compile(r"(since|until|till)\s+\Z", re.IGNORECASE)
LONGEST_OPENER = 12  # characters of "until" and the space after it, with room for a line break


def fact_day(time: TimeExpression, text: str, published: str | None) -> str | None:
    """The EDTF day of a fact that `time` dates; None where the expression has no value.

    Facts have days: the hour stays with its expression. "Since" and "until" right before it run the day on: "since 18
    October" up to the report's day, or open when that is not known.
    text: the report's. published: the report's day, EDTF.
    """
    if time.value is None:
        return None
    day = CLOCK.sub("", time.value)
    opener = OPENER.search(text[max(0, time.start - LONGEST_OPENER) : time.start])
    if opener is None or not DAY_OR_MONTH.fullmatch(day):
        return day
    if opener[1].lower() != "since":
        return f"../{day}"
    known = published is not None and DAY_OR_MONTH.fullmatch(published) is not None and day <= published
    return f"{day}/{published if known else '..'}"
