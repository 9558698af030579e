"""Times: expressions found, and their values beside TIMEX3 (corpora time)."""

import datetime
import re
from collections.abc import Sequence

from dateline.measure.figures import Exported, Figure, Row, agreement, by_source, overlap, share

ANNOTATED_LINES = 6
WEEK, QUARTER, DECADE = re.compile(r"(\d{4})-W(\d\d)$"), re.compile(r"(\d{4})-Q([1-4])$"), re.compile(r"\d{3}$")


def day_of(value: object) -> str:
    """A value without its time of day."""
    text = str(value or "")
    return re.sub(r"T.*$", "", text) if re.match(r"\d{4}-", text) else text


def spellings(value: str) -> set[str]:
    """The EDTF spellings that are taken as right for a TIMEX3 value."""
    if week := WEEK.match(value):
        monday = datetime.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return {f"{monday}/{monday + datetime.timedelta(6)}", value}
    if quarter := QUARTER.match(value):
        first = int(quarter[2]) * 3 - 2
        return {f"{quarter[1]}-{first:02d}/{quarter[1]}-{first + 2:02d}", value, f"{quarter[1]}-{32 + int(quarter[2])}"}
    if DECADE.match(value):
        return {f"{value}X", f"{value}0/{value}9", value}
    return {value}


def same_value(gold: str, ours: object) -> bool:
    """Is our EDTF value what TIMEX3 says? A reference ("PAST_REF") is right with any value."""
    value = re.sub(r"[~?%]", "", str(ours or ""))
    want = day_of(gold)
    return day_of(value) in spellings(want) or (want.endswith("_REF") and bool(value))


def score(gold: Sequence[Row], exported: Exported) -> list[Figure]:
    """Expressions that overlap, those with the right value, and the share of right dates among gold's dates.

    MEANTIME's gold stops after six lines of each report (headline, date and four to five sentences), while the reports
    go on. The plain figures count every expression found further down as wrong; those of the `annotated_part` leave out
    what lies behind it.
    """
    times = by_source(exported, "times")
    ends = {row["source"]: _end_of_annotation(row.get("text") or "") for row in exported.get("reports", ())}
    overlapping = right = have = within = wanted = dates = dates_right = 0
    for row in gold:
        ours = times.get(row["id"], [])
        free = dict(enumerate(ours))
        have, wanted = have + len(free), wanted + len(row["timex"])
        within += sum(time["start"] < ends.get(row["id"], 0) for time in ours)
        for timex in row["timex"]:
            is_date = bool(re.match(r"\d{3}", timex["value"]))
            dates += is_date
            width, best = max(((overlap(time, timex), i) for i, time in free.items()), default=(0, -1))
            if width <= 0:
                continue
            good = same_value(timex["value"], free.pop(best).get("value"))
            overlapping, right, dates_right = overlapping + 1, right + good, dates_right + (good and is_date)
    return [
        *agreement("span_overlap", overlapping, have, wanted),
        *agreement("value", right, have, wanted),
        share("dates_right", dates_right, dates),
        *agreement("annotated_part.span_overlap", overlapping, within, wanted),
        *agreement("annotated_part.value", right, within, wanted),
    ]


def _end_of_annotation(text: str) -> int:
    """Where the sixth line ends: no expression of MEANTIME's gold lies behind it."""
    end = -1
    for _ in range(ANNOTATED_LINES):
        following = text.find("\n", end + 1)
        if following < 0:
            return len(text)
        end = following
    return end
