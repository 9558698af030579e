"""The day a report was published, as a person, a row or a page wrote it."""

import re

from dateline.edtf import is_edtf
from dateline.errors import BadInput

_CLOCK = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)? ?(?:Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?", re.A
)
_NUMBERS = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", re.A)


def published_day(value: str) -> str:
    """EDTF: "2016-12-09", "2016-12", "2016~", "2016-12-05/2016-12-09"; a full time stamp is cut to its day, as written.

    Of "03-02-2009" nobody knows which number is the month: it is one of two days, "[2009-02-03,2009-03-02]".
    Raises BadInput for what is no date, with what to write instead.
    """
    text = value.strip()
    stamp = _CLOCK.fullmatch(text)
    day = stamp[1] if stamp else _either_way(text)
    if not is_edtf(day):
        raise BadInput(
            f"published {value[:60]!r} is no date", 'write a day, month or year as in "2016-12-09", "2016-12" or "2016"'
        )
    return day


def _either_way(text: str) -> str:
    """Day, month and year in numbers, as EDTF; anything else as it is."""
    found = _NUMBERS.fullmatch(text)
    if not found:
        return text
    one, two, year = int(found[1]), int(found[3]), found[4]
    readings = sorted({f"{year}-{month:02}-{day:02}" for day, month in ((one, two), (two, one))})
    days = [day for day in readings if is_edtf(day)]
    return f"[{','.join(days)}]" if len(days) > 1 else "".join(days) or text
