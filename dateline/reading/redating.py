"""Re-dating: another day of publication for a report that was read, without reading it again."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dateline.reading.fact_days import fact_day
from dateline.reading.times.meanings import Expression
from dateline.reading.times.stage import valued
from dateline.reading.times.wording import understood
from dateline.records import Basis, Claim, Event, Quantity, Reading, Report, State, TimeExpression

Fact = TypeVar("Fact", Event, Quantity, State)


def redate(
    reading: Reading, published: str | None, basis: Basis | None = "inferred", evidence: Sequence[str] = ()
) -> Reading:
    """The reading as it would be, had the report been published then. Pure; ids, spans and all else stay.

    published: EDTF, a day, a one-of set or an interval; None: nobody knows. basis, evidence: why (ids of rows).
    Recomputed: `report.published*`, the value, kind, basis, anchor and clash of every time, and with them `when` of
    events and quantities and `said_on` of claims. What hangs on the day otherwise (who held an office) stays as read.
    Rows of readings older than `meaning` stay as they are. Raises ValueError when a stored meaning cannot be read.
    """
    dated = replace(
        reading.report, published=published, published_basis=basis if published else None,
        published_evidence=tuple(evidence) if published else (),
    )  # fmt: skip
    times = _times(dated, reading.times)
    by_id = {time.id: time for time in times}
    return replace(
        reading,
        report=dated,
        times=times,
        events=tuple(_fact(dated, times, by_id, event) for event in reading.events),
        quantities=tuple(_fact(dated, times, by_id, quantity) for quantity in reading.quantities),
        states=tuple(_fact(dated, times, by_id, state) for state in reading.states),
        claims=tuple(_said(dated, by_id, claim) for claim in reading.claims),
    )


def _times(dated: Report, rows: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """The rows with their values for the report's day, in the order they were."""
    known = sorted((row for row in rows if row.meaning is not None), key=lambda row: row.start)
    fresh = {row.id: row for row in valued(dated, known, [_expression(dated, row) for row in known])}
    return tuple(fresh.get(row.id, row) for row in rows)


def _expression(dated: Report, row: TimeExpression) -> Expression:
    """What the row's words mean. Its tokens are gone: nothing that computes a value asks for them."""
    meaning, tense = understood(row.meaning or "")
    sentence = max(bisect_right(dated.sentences, row.start) - 1, 0)
    return Expression(-1, -1, meaning, row.how.by.removeprefix("times/"), tense, sentence)


def _fact(dated: Report, rows: Sequence[TimeExpression], times: Mapping[str, TimeExpression], fact: Fact) -> Fact:
    if fact.when_from == dated.id:  # told as of the report's day
        return replace(fact, when=dated.published)
    time = times.get(fact.when_from or "")
    if time is None:
        return fact
    return replace(fact, when=fact_day(time, dated.text, dated.published, fact.start, rows))


def _said(dated: Report, times: Mapping[str, TimeExpression], claim: Claim) -> Claim:
    time = times.get(claim.said_on_from or "")
    at = claim.start if claim.cue is None else claim.cue.start
    return claim if time is None else replace(claim, said_on=fact_day(time, dated.text, dated.published, at))


def resting_on(reading: Reading, time: TimeExpression) -> Reading:
    """The reading with the facts that one time expression dates dated by what it says now. Pure."""
    dated, times = reading.report, {time.id: time}
    rows = tuple(time if one.id == time.id else one for one in reading.times)
    return replace(
        reading,
        events=tuple(_fact(dated, rows, times, row) if row.when_from == time.id else row for row in reading.events),
        quantities=tuple(
            _fact(dated, rows, times, row) if row.when_from == time.id else row for row in reading.quantities
        ),
        states=tuple(_fact(dated, rows, times, row) if row.when_from == time.id else row for row in reading.states),
        claims=tuple(_said(dated, times, row) if row.said_on_from == time.id else row for row in reading.claims),
    )
