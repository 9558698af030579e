"""From a meaning to a date, for one day of publication. Arithmetic only: no words, no grammar."""

from datetime import date, timedelta

from dateline.reading.times.by_name import calendar_value, holiday_value, numeric_value
from dateline.reading.times.meanings import (
    Beside,
    Calendar,
    Clock,
    Counted,
    Duration,
    Edge,
    Every,
    Holiday,
    Meaning,
    Numeric,
    Part,
    Range,
    Same,
    Shift,
    Stretch,
    Tense,
    Unit,
    Vague,
    Weekday,
    Within,
)
from dateline.reading.times.spans import (
    NOTHING,
    Now,
    Value,
    basis_of,
    day_value,
    moved,
    part_span,
    period,
    span_value,
    unit_span,
)
from dateline.records import Basis, TimeKind


def resolve(meaning: Meaning, now: Now) -> Value:
    """The value of a meaning. Years out of 1 to 9999 give no value; no meaning raises."""
    try:
        return _resolve(meaning, now)
    except (OverflowError, ValueError):
        return Value(None, "date", None, clash="out of the range of years 1 to 9999")


def _resolve(meaning: Meaning, now: Now) -> Value:
    match meaning:
        case Calendar():
            return calendar_value(meaning, now)
        case Numeric():
            return numeric_value(meaning)
        case Weekday():
            return _weekday(meaning, now)
        case Shift():
            return _shift(meaning, now)
        case Stretch():
            return _stretch(meaning, now)
        case Same():
            return _same(meaning, now)
        case Duration():
            return Value(period(meaning.amount, meaning.unit), "duration", "stated")
        case Every():
            return Value(period(meaning.amount, meaning.unit), "set", "stated")
        case Vague():
            return _vague(meaning, now)
        case Beside():
            return _beside(meaning, now)
        case Holiday():
            return holiday_value(meaning, now)
        case Clock():
            return _clock(meaning, now)
        case Within():
            return _within(meaning, now)
        case Edge():
            return _edge(meaning, now)
        case Counted():
            return _counted(meaning, now)
        case Range():
            return _range(meaning, now)


def _weekday(m: Weekday, now: Now) -> Value:
    if m.when == "then" and now.then is not None and now.then.last is not None:
        base, source = now.then.last, "then"
        back = m.which == "last"
    else:
        if now.today is None:
            return NOTHING
        base, source = now.today, "report"
        back = m.which == "last" or (m.which is None and now.tense != "future")
    if m.which == "this" and now.tense != "past":
        back = False
    if m.which == "of":
        day = base + timedelta(days=m.weekday - base.weekday(), weeks=m.weeks)
    elif back:
        days = (base.weekday() - m.weekday) % 7 or (7 if m.which == "last" else 0)
        day = base - timedelta(days=days)
    else:
        days = (m.weekday - base.weekday()) % 7 or (7 if m.which == "next" else 0)
        day = base + timedelta(days=days)
    return _relative_day(day, source, now)


def _relative_day(day: date, source: str, now: Now) -> Value:
    return day_value(day, basis_of(source, now), source)


def _origin(m: Shift | Stretch, now: Now) -> tuple[date, date, str] | None:
    """What is counted from: the last expression, or the report's day when there is none."""
    if m.when == "then" and now.then is not None and now.then.first is not None and now.then.last is not None:
        return now.then.first, now.then.last, "then"
    if now.today is None or m.when == "then":
        return None
    return now.today, now.today, "report"


def _shift(m: Shift, now: Now) -> Value:
    origin = _origin(m, now)
    if m.when == "then" and origin is None and m.whole and m.unit != "D" and now.today is not None:
        origin = (now.today, now.today, "report")
    if origin is None:
        return Value(None, "date", None)
    first, last, source = origin
    basis = basis_of(source, now)
    if m.amount is None:
        return Value(None, "vague", basis, source=source)
    if m.unit == "K":
        return span_value(*_weekend(m, first, now.tense), basis, source, "K")
    if m.unit in ("S", "TM", "H"):
        return _hours(m.amount, m.unit, first, basis, source)
    if m.unit in ("E", "C") and m.amount != int(m.amount):  # "half a century ago"
        return _unit_value(moved(first, m.amount, m.unit), "Y", m.part, basis, source)
    a = moved(first, m.amount, m.unit)
    b = moved(last, m.amount, m.unit)
    if m.part in ("earlier", "later"):
        return _rest_of(m, now, basis)
    if m.unit == "D":
        return (
            Value(a.isoformat(), "date", basis, a, b, "D", source) if a == b else span_value(a, b, basis, source, "D")
        )
    if m.whole or m.unit in ("Y", "E", "C", "M"):
        return _unit_value(a, m.unit, m.part, basis, source)
    if m.unit in ("W", "F", "K") and a == b:
        return day_value(a, basis, source)
    return span_value(a, b, basis, source, m.unit)


def _weekend(m: Shift, day: date, tense: Tense | None) -> tuple[date, date]:
    """The weekend meant: "last", the one that is over; "this", the near one that the tense allows."""
    saturday, sunday = unit_span(day, "K")
    within = day <= sunday
    if m.amount and m.amount < 0:
        weeks = -1 if within and m.when == "now" else 0
    elif m.amount:
        weeks = 1
    else:
        ahead = tense == "future" or (tense is None and day.weekday() in (3, 4))
        weeks = 1 if ahead and not within else 0
    return saturday + timedelta(weeks=weeks), sunday + timedelta(weeks=weeks)


def _hours(amount: float, unit: Unit, day: date, basis: Basis, source: str) -> Value:
    """Some hours before or after a day lie on it or on the one beside: both are kept."""
    hours = amount / {"H": 1, "TM": 60, "S": 3600}[unit]
    whole = int(hours / 24)
    near = day + timedelta(days=whole)
    if hours == whole * 24:
        return day_value(near, basis, source)
    other = near + timedelta(days=1 if hours > 0 else -1)
    return span_value(min(near, other), max(near, other), basis, source, "D", "")


def _unit_value(day: date, unit: Unit, part: Part | None, basis: Basis, source: str) -> Value:
    first, last = unit_span(day, unit)
    if part is not None:
        a, b, mark = part_span(first, last, part, unit)
        value = span_value(a, b, basis, source, unit, mark)
        return Value(value.edtf, "vague", basis, a, b, unit, source)
    if unit == "E":
        return Value(f"{first.year // 10:03}X", "date", basis, first, last, unit, source)
    return span_value(first, last, basis, source, unit)


def _rest_of(m: Shift, now: Now, basis: Basis) -> Value:
    """ "Earlier this month": up to the day before the report; "later this year": from the day after."""
    assert now.today is not None
    first, last = unit_span(moved(now.today, m.amount or 0, m.unit), m.unit)
    if m.amount == 0 and m.part == "earlier":
        last = max(first, now.today - timedelta(days=1))
    elif m.amount == 0:
        first = min(last, now.today + timedelta(days=1))
    if m.unit == "D":
        first = last = now.today
    return Value(span_value(first, last, basis, None, m.unit).edtf, "vague", basis, first, last, m.unit, "report")


def _stretch(m: Stretch, now: Now) -> Value:
    origin = _origin(m, now)
    if origin is None and now.today is not None:
        origin = (now.today, now.today, "report")
    if origin is None:
        return Value(period(m.amount, m.unit), "duration", "stated")
    first, last, source = origin
    basis = basis_of(source, now)
    if m.amount is None:
        side = f"../{first}" if m.back else f"{last}/.."
        return Value(side, "vague", basis, None, None, m.unit, source)
    if m.back:
        begins, ends = moved(first, -m.amount, m.unit), last
    else:
        begins, ends = first, moved(last, m.amount, m.unit)
    kind: TimeKind = "interval"
    return Value(f"{begins}/{ends}", kind, basis, begins, ends, m.unit, source)


def _same(m: Same, now: Now) -> Value:
    if m.daypart is not None:
        return _daypart(m.daypart, now)
    then = now.then
    if then is None or then.first is None or then.last is None:
        return NOTHING
    if m.unit == "D" and then.first != then.last and now.today is not None:
        return day_value(now.today, "relative", "report")
    if m.unit in (None, "D", "H", "TM", "S"):
        return Value(then.edtf, then.kind, then.basis, then.first, then.last, then.unit, "then")
    first, last = unit_span(then.first, m.unit)
    return span_value(first, last, then.basis or "relative", "then", m.unit)


def _daypart(part: str, now: Now) -> Value:
    """ "In the evening", "before dawn": of the day told last if that lies on the side of the tense, else of the
    report's day; what is to happen at dawn happens at the next."""
    today, then = now.today, now.then
    told = then.first if then is not None and then.first == then.last else None
    if told is not None and today is not None:
        wrong = (now.tense == "past" and told > today) or (now.tense == "future" and told < today)
        told = None if wrong else told
    if then is not None and told is not None and told != today:
        return day_value(told, then.basis or "relative", "then")
    if today is None:
        return NOTHING
    ahead = now.tense == "future" and part in ("dawn", "morning")
    return day_value(today + timedelta(days=ahead), "relative", "report")


def _vague(m: Vague, now: Now) -> Value:
    if now.today is None:
        return Value(None, "vague", None)
    text = {"present": f"{now.today}~", "past": f"../{now.today}", "future": f"{now.today}/.."}[m.side]
    return Value(text, "vague", "relative", None, None, None, "report")


def _beside(m: Beside, now: Now) -> Value:
    then = now.then
    if then is None or then.first is None or then.last is None:
        return Value(None, "vague", None)
    text = f"../{then.first}" if m.side == "past" else f"{then.last}/.."
    return Value(text, "vague", then.basis, source="then")


def _clock(m: Clock, now: Now) -> Value:
    """A time of day on its day. A day that is not told is the one told last, or the report's."""
    if m.hour > 23 or m.minute > 59:
        return Value(None, "date", "stated", clash=f"there is no {m.hour:02}:{m.minute:02}")
    day = resolve(m.day, now) if m.day is not None else _daypart("", now)
    if day.first is None or day.first != day.last or day.edtf is None or not day.edtf[:1].isdigit():
        return Value(None, "date", None, source=day.source)
    zone = "" if m.zone is None else "Z" if m.zone == 0 else _offset(m.zone)
    text = f"{day.first}T{m.hour:02}:{m.minute:02}:00{zone}"
    return Value(text, "date", day.basis, day.first, day.last, "H", day.source, day.clash)


def _offset(hours: float) -> str:
    minutes = round(abs(hours) * 60)
    return f"{'-' if hours < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _within(m: Within, now: Now) -> Value:
    """The n-th day, week or month of a longer time."""
    whole = resolve(m.whole, now)
    if whole.first is None or whole.last is None or whole.basis is None:
        return NOTHING
    if m.weekday is not None:
        return _nth_weekday(m.which, m.weekday, whole)
    size: Unit = "D" if m.unit in ("W", "F") else m.unit  # weeks of a month are counted from its rims
    length = m.count * {"W": 7, "F": 14}.get(m.unit, 1)
    if m.which < 0:
        first = unit_span(moved(whole.last, 1 - length, size) if size == "D" else whole.last, size)[0]
        first = first if size == "D" else moved(first, 1 - length, size)
        last = whole.last
    else:
        first = moved(whole.first, (m.which - 1) * length, size)
        last = (
            min(moved(first, length, size) - timedelta(days=1), whole.last) if size in ("D", "M", "Y") else whole.last
        )
    if first > whole.last:
        return Value(None, "date", whole.basis, source=whole.source, clash="there is none")
    return span_value(max(first, whole.first), last, whole.basis, whole.source, m.unit)


def _nth_weekday(which: int, weekday: int, whole: Value) -> Value:
    """ "The first Friday of April"; which -1 is the last."""
    assert whole.first is not None and whole.last is not None and whole.basis is not None
    if which < 0:
        day = whole.last - timedelta(days=(whole.last.weekday() - weekday) % 7 + 7 * (-which - 1))
    else:
        day = whole.first + timedelta(days=(weekday - whole.first.weekday()) % 7 + 7 * (which - 1))
    if not whole.first <= day <= whole.last:
        return Value(None, "date", whole.basis, source=whole.source, clash="there is none")
    return day_value(day, whole.basis, whole.source)


def _edge(m: Edge, now: Now) -> Value:
    whole = resolve(m.whole, now)
    if whole.first is None or whole.last is None or whole.basis is None or whole.unit is None:
        return whole
    if whole.first == whole.last:
        return whole
    first, last = whole.first, whole.last
    then = now.then
    if isinstance(m.whole, Same) and then is not None and then.first is not None and then.last is not None:
        if m.part == "later" and first <= then.last < last:  # "in March 2018 ...; later that year"
            first = then.last + timedelta(days=1)
        if m.part == "earlier" and first < then.first <= last:
            last = then.first - timedelta(days=1)
    elif now.today is not None and first <= now.today <= last and m.part in ("earlier", "later"):
        first, last = (first, max(first, now.today - timedelta(days=1))) if m.part == "earlier" else (now.today, last)
        return Value(
            span_value(first, last, whole.basis, None, "D").edtf, "vague", "relative", first, last, "D", "report"
        )
    unit: Unit = whole.unit if whole.unit in ("Y", "E", "C") and (last - first).days > 360 else "M"
    a, b, mark = part_span(first, last, m.part, unit)
    return Value(
        span_value(a, b, whole.basis, whole.source, unit, mark).edtf, "vague", whole.basis, a, b, unit, whole.source
    )


def _counted(m: Counted, now: Now) -> Value:
    origin = resolve(m.origin, now)
    if origin.first is None or origin.last is None or origin.basis is None or m.amount is None:
        return Value(None, "date", origin.basis, source=origin.source)
    a, b = moved(origin.first, m.amount, m.unit), moved(origin.last, m.amount, m.unit)
    if a == b:
        return day_value(a, origin.basis, origin.source)
    return span_value(a, b, origin.basis, origin.source, m.unit)


def _range(m: Range, now: Now) -> Value:
    begins, ends = resolve(m.begins, now), resolve(m.ends, now)
    if begins.clash or ends.clash:
        return Value(None, "interval", "stated", source=ends.source, clash=begins.clash or ends.clash)
    if begins.first is None or ends.last is None or begins.edtf is None or ends.edtf is None:
        return Value(None, "interval", None)
    if begins.first > ends.last and isinstance(m.ends, Weekday) and not isinstance(m.begins, Weekday):
        later = ends.last + timedelta(days=7)
        ends = day_value(later, ends.basis or "relative", ends.source)
    if ends.last is not None and begins.first > ends.last:
        begins = _before(m, begins, ends, now)
        if begins.first is None or begins.first > ends.last:
            return Value(None, "interval", begins.basis, source=begins.source, clash="it ends before it begins")
    unit: Unit = ends.unit or "D"
    plain = "/" not in f"{begins.edtf}{ends.edtf}" and "[" not in f"{begins.edtf}{ends.edtf}"
    text = f"{begins.edtf}/{ends.edtf}" if plain else f"{begins.first}/{ends.last}"
    basis: Basis = "relative" if "relative" in (begins.basis, ends.basis) else "stated"
    return Value(text, "interval", basis, begins.first, ends.last, unit, begins.source or ends.source)


def _before(m: Range, begins: Value, ends: Value, now: Now) -> Value:
    """The beginning of a range that came out after its end: a week or a year earlier."""
    assert begins.first is not None and ends.last is not None
    if isinstance(m.begins, Weekday):
        return day_value(begins.first - timedelta(days=7), begins.basis or "relative", begins.source)
    if isinstance(m.begins, Calendar) and m.begins.year is None and begins.first is not None:
        year = begins.first.year - 1
        c = m.begins
        return resolve(Calendar(year, c.month, c.day, c.weekday, c.part), now)
    return begins
