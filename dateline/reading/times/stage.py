"""The stage `times`: expressions and a day of publication in, rows out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.edtf import bounds
from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.reading.times.meanings import Clock, Expression, Meaning, Same, Shift, Stretch
from dateline.reading.times.resolve import resolve
from dateline.reading.times.spans import Now, Value, span_value
from dateline.reading.times.wording import spell
from dateline.records import How, Report, TimeExpression, TimeKind

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MANY = 62  # days of publication that are tried one by one; of a longer stretch only the first and the last
ONE_OF = 6  # readings that are listed; more make an interval


def times(dated: Report, parse: Parse, expressions: Sequence[Expression]) -> tuple[TimeExpression, ...]:
    """Every time expression with its value, in reading order.

    dated: the report with the day it appeared, as far as that is known.
    """
    rows = []
    for expression in expressions:
        start, end = expression.bounds(parse)
        meaning = spell(expression.meaning, expression.tense, expression.announced)
        rows.append(
            TimeExpression(
                row_id(dated, start, end), dated.id, start, end, parse.text[start:end], None, "date",
                None, None, How(f"times/{expression.rule}"), None, meaning,
            )
        )  # fmt: skip
    return valued(dated, rows, expressions)


def valued(
    dated: Report, rows: Sequence[TimeExpression], expressions: Sequence[Expression]
) -> tuple[TimeExpression, ...]:
    """The rows, one for each expression, with value, kind, basis, anchor and clash for the day the report has.

    When several days are possible, a value is worked out for each of them: one that is the same for all is kept, a few
    make a one-of set, more an interval.
    """
    days = publication_days(dated.published)
    readings = [values(expressions, day) for day in days] or [values(expressions, None)]
    tried_all = len(days) != 2 or days[1] - days[0] <= timedelta(days=MANY)
    found = []
    for k, row in enumerate(rows):
        value = readings[0][k][0] if len(readings) == 1 else together([one[k][0] for one in readings], tried_all)
        basis = value.basis if value.edtf or value.clash else None
        anchor = _anchor(dated, rows, value, readings[0][k][1])
        found.append(
            TimeExpression(
                row.id, row.report, row.start, row.end, row.text, value.edtf, value.kind, basis, anchor, row.how,
                value.clash, row.meaning,
            )
        )  # fmt: skip
    for k in range(1, len(found)):
        clash = _beside(dated.text, found[k - 1], found[k]) if found[k].clash is None else None
        found[k] = replace(found[k], clash=clash) if clash else found[k]
    return tuple(found)


def _beside(text: str, before: TimeExpression, row: TimeExpression) -> str | None:
    """What is wrong with "yesterday (8 December)" when yesterday was the 9th: both are kept as written."""
    if before.value == row.value or text[before.end : row.start] not in (", ", " (", ", on "):
        return None
    named = [(one.meaning or "").partition("(")[0] for one in (before, row)]
    one_day = all(DAY.fullmatch(one.value or "") for one in (before, row))
    if named not in (["shift", "calendar"], ["calendar", "shift"]) or not one_day or before.text.startswith("a "):
        return None
    return f"“{before.text}” is {before.value}, and “{row.text}” {row.value}"


def _anchor(dated: Report, rows: Sequence[TimeExpression], value: Value, origin: int | None) -> str | None:
    """The id of what the value was computed from: the report, an expression before it, or nothing."""
    if value.source == "report":
        return dated.id
    return rows[origin].id if value.source == "then" and origin is not None else None


def row_id(report: Report, start: int, end: int) -> str:
    """The id of the row that the words start..end will make."""
    return make_id("times", report.id, start, end, "")


def publication_days(published: str | None) -> list[date]:
    """The days a report may have appeared on: all of a one-of set or a short interval, else its first and last."""
    if published is None:
        return []
    if published.startswith("["):
        members = published.strip("[]").split(",")
        return sorted({day for member in members for day in publication_days(member.strip())})
    try:
        first, last = bounds(published)
    except ValueError:
        return []
    if first is None or last is None:
        return []
    if (last - first).days < MANY:
        return [first + timedelta(days=k) for k in range((last - first).days + 1)]
    return [first, last]


def values(expressions: Sequence[Expression], today: date | None) -> list[tuple[Value, int | None]]:
    """Each expression's value for one day of publication, and which earlier expression it was counted from.

    What counts in days ("the next day", "two weeks later", "in the evening") is counted from the last expression that
    named a day or a week, "that year" and its like from the last of any size; from none that is too far back.
    """
    found: list[tuple[Value, int | None]] = []
    any_size: int | None = None
    a_day: int | None = None
    for k, expression in enumerate(expressions):
        then = a_day if _counts_days(expression.meaning) else any_size
        if then is not None and expression.sentence - expressions[then].sentence > _reach(expression.meaning):
            then = None
        value = resolve(expression.meaning, Now(today, found[then][0] if then is not None else None, expression.tense))
        found.append((value, then))
        if value.first is not None and value.last is not None and value.kind in ("date", "interval"):
            any_size = k
            a_day = k if (value.last - value.first).days < 8 else a_day
    return found


def _reach(meaning: Meaning) -> int:
    """How many sentences back the time may be that something is counted from.

    A time of day is of its own sentence's day, or of the report's.
    """
    if isinstance(meaning, Clock):
        return 0
    return 4 if isinstance(meaning, Same) and meaning.daypart is not None else 6


def _counts_days(meaning: Meaning) -> bool:
    if isinstance(meaning, Clock):
        return meaning.day is None
    if isinstance(meaning, Same):
        return meaning.unit == "D"
    return (
        isinstance(meaning, Shift | Stretch)
        and meaning.when == "then"
        and meaning.unit in ("D", "W", "F", "H", "TM", "S", "K")
    )


def together(readings: Sequence[Value], tried_all: bool = True) -> Value:
    """One value for several possible days of publication; None when they differ and not all of them were tried."""
    first = readings[0]
    if all(value.edtf == first.edtf for value in readings):
        return first
    if any(value.edtf is None for value in readings):
        return Value(None, first.kind, first.basis, source=first.source)
    texts = list(dict.fromkeys(str(value.edtf) for value in readings))
    if len(readings) == 2 and not tried_all:
        return Value(None, first.kind, first.basis, source=first.source)
    if len(texts) <= ONE_OF and not any("/" in text or "~" in text for text in texts):
        return Value(f"[{','.join(sorted(texts))}]", "date", first.basis, None, None, first.unit, first.source)
    kind: TimeKind = "vague" if first.kind == "vague" else "interval"
    begins = [value.first for value in readings if value.first is not None]
    ends = [value.last for value in readings if value.last is not None]
    if len(begins) == len(ends) == len(readings) and (max(ends) - min(begins)).days <= 400:
        return replace(span_value(min(begins), max(ends), first.basis or "relative", first.source, "D"), kind=kind)
    return Value(None, first.kind, first.basis, source=first.source)
