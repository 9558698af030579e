"""The day a report was published, as a person, a row or a page wrote it."""

import re

from dateline.edtf import is_edtf
from dateline.errors import BadInput

_CLOCK = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)? ?(?:Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?", re.A
)


def published_day(value: str) -> str:
    """EDTF: "2016-12-09", "2016-12", "2016~", "2016-12-05/2016-12-09"; a full time stamp is cut to its day, as written.

    Raises BadInput for what is no date, with what to write instead.
    """
    text = value.strip()
    stamp = _CLOCK.fullmatch(text)
    day = stamp[1] if stamp else text
    if not is_edtf(day):
        raise BadInput(
            f"published {value[:60]!r} is no date", 'write a day, month or year as in "2016-12-09", "2016-12" or "2016"'
        )
    return day
