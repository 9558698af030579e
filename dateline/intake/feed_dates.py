"""When an item of a feed was published, as feeds write it: ISO 8601 and e-mail's form, with their mistakes. Pure."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from dateline.edtf import is_edtf

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.A | re.I,
)
_FIRST = 1971  # years before are what an empty field becomes in a publisher's system
_LAST = 2200


def when(written: str) -> tuple[str | None, str | None]:
    """(EDTF day, instant) of a date. The day is the publisher's own; the instant (ISO, UTC) needs a time with its zone.

    None for what is not said, or is no date.
    """
    text = written.strip()[:100]
    moment = _iso(text) or _mail(text)
    if moment is None:
        return (text, None) if re.fullmatch(r"\d{4}(-\d{2})?", text, re.A) and is_edtf(text) else (None, None)
    value, exact = moment
    if not _FIRST <= value.year < _LAST:
        return None, None
    instant = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if exact else None
    return value.date().isoformat(), instant


def _iso(text: str) -> tuple[datetime, bool] | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    day, hour, minute, second, zone = found.groups()
    try:
        value = datetime.fromisoformat(f"{day}T{hour or '00'}:{minute or '00'}:{min(int(second or 0), 59):02}")
    except ValueError:
        return None
    offset = 0 if not zone or zone[0] not in "+-" else int(zone[1:3]) * 60 + int(zone[-2:])
    if offset >= 1440:
        return None
    sign = -1 if zone and zone[0] == "-" else 1
    return value.replace(tzinfo=timezone(timedelta(minutes=sign * offset))), bool(hour and zone)


def _mail(text: str) -> tuple[datetime, bool] | None:
    try:
        found = parsedate_tz(text)
        if found is None:
            return None
        zone = timezone(timedelta(seconds=found[9] or 0))
        return datetime(*found[:5], min(found[5], 59), tzinfo=zone), found[9] is not None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
