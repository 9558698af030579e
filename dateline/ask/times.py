"""A report's own timeline: its days in order with what it tells of each, what they were counted from, what clashes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateline.ask.reached import fact_reached, in_future, reached, report_reached, span_of
from dateline.ask.show import chain, event_text, value_text
from dateline.reading.dating import clashes_of
from dateline.records import Claim, Event, Quantity, Reading, TimeExpression


@dataclass(frozen=True, slots=True)
class Told:
    """One fact on its day. how: the sentence that tells how the day was reached; None where none is known."""

    kind: str
    id: str
    text: str
    how: str | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One day or stretch of days: the words that name it, and the facts of it. when: EDTF."""

    when: str
    times: tuple[TimeExpression, ...]
    facts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that a report tells by its days. undated: facts that it gives no day; clashes: sentences, none hidden.

    lengths: the expressions that name no day: durations, how often, what has no value.
    """

    report: str
    source: str
    published: str | None
    how: str
    moments: tuple[Moment, ...]
    undated: tuple[Told, ...]
    lengths: tuple[TimeExpression, ...]
    clashes: tuple[str, ...]
    anchors: tuple[tuple[str, str], ...]  # id of each time, and the sentence that tells how it was reached

    def as_json(self) -> dict[str, Any]:
        how = dict(self.anchors)

        def row(time: TimeExpression) -> dict[str, Any]:
            facts = {name: getattr(time, name) for name in TIME_KEYS}
            return {**facts, "how": how[time.id]}

        def fact(one: Told) -> dict[str, Any]:
            return {"kind": one.kind, "id": one.id, "text": one.text, "how": one.how}

        return {
            "report": self.report, "source": self.source, "published": self.published, "how": self.how,
            "moments": [
                {"when": m.when, "times": [row(t) for t in m.times], "facts": [fact(f) for f in m.facts]}
                for m in self.moments
            ],
            "undated": [fact(one) for one in self.undated],
            "lengths": [row(time) for time in self.lengths],
            "clashes": list(self.clashes),
        }  # fmt: skip


TIME_KEYS = ("id", "start", "end", "text", "value", "time_kind", "basis", "anchor", "meaning", "clash")
NO_DAY = frozenset({"duration", "set"})


def timeline(reading: Reading) -> Timeline:
    """The timeline of one reading, days in order: of two that begin together the shorter first."""
    facts = _facts(reading)
    undated = tuple(told for when, told in facts if when is None)
    days: dict[str, tuple[list[TimeExpression], list[Told]]] = {}
    lengths = []
    for time in reading.times:
        if time.value is None or time.time_kind in NO_DAY:
            lengths.append(time)
        else:
            days.setdefault(_day_of(time.value), ([], []))[0].append(time)
    for when, told in facts:
        if when is not None:
            days.setdefault(when, ([], []))[1].append(told)
    moments = tuple(
        Moment(when, tuple(named), tuple(told)) for when, (named, told) in sorted(days.items(), key=_in_order)
    )
    report = reading.report
    return Timeline(
        report.id, report.source, report.published, report_reached(reading), moments, undated, tuple(lengths),
        tuple(clashes(reading)), tuple((time.id, reached(reading, time)) for time in reading.times),
    )  # fmt: skip


def clashes(reading: Reading) -> list[str]:
    """What contradicts what, about days: in the words of the report, and about the report."""
    found = [f"“{' '.join(time.text.split())}” ({time.id}): {time.clash}" for time in reading.times if time.clash]
    ahead = in_future(reading)
    return [*found, *clashes_of(reading.report), *([ahead] if ahead else [])]


def _in_order(item: tuple[str, object]) -> tuple[str, str, str]:
    first, last = span_of(item[0])
    return (last if first == "0001-01-01" else first), last, item[0]


def _day_of(value: str) -> str:
    """A value without its time of day."""
    return value[:10] if value[10:11] == "T" else value


def _facts(reading: Reading) -> list[tuple[str | None, Told]]:
    """Each fact with its day, in reading order."""
    found: list[tuple[int, str | None, Told]] = []
    rows: list[Event | Quantity | Claim] = [*reading.events, *reading.quantities, *reading.claims]
    for row in rows:
        when = row.said_on if isinstance(row, Claim) else row.when
        told = Told(_kind(row), row.id, _gist(row), fact_reached(reading, row) if when is not None else None)
        found.append((row.start, when, told))
    return [(when, told) for _, when, told in sorted(found, key=lambda item: (item[0], item[2].id))]


def _kind(row: Event | Quantity | Claim) -> str:
    return {Event: "event", Quantity: "quantity", Claim: "said"}[type(row)]


def _gist(row: Event | Quantity | Claim) -> str:
    words = f"“{_short(row.text)}”"
    if isinstance(row, Event):
        return f"{event_text(row)}, {row.status} {words}"
    if isinstance(row, Quantity):
        return f"{value_text(row)} {row.unit or ''} {words}".replace("  ", " ")
    return f"{chain(row)} {words}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else words[:69] + "…"


def lines(found: Timeline) -> Iterable[tuple[str, str, str]]:
    """The page, line by line: day, kind, words."""
    yield "", "published", found.how
    how = dict(found.anchors)
    for moment in found.moments:
        shown = moment.when
        for time in moment.times:
            yield shown, "time", how[time.id]
            shown = ""
        for told in moment.facts:
            yield shown, told.kind, told.text
            shown = ""
    for time in found.lengths:
        yield "–", "time", how[time.id]
    for clash in found.clashes:
        yield "", "clash", clash
    if found.undated:
        kinds = [told.kind for told in found.undated]
        counted = ", ".join(f"{kinds.count(kind)} {NAMES[kind]}" for kind in NAMES if kind in kinds)
        yield "", "no day", f"the report gives none for {counted}"


NAMES = {"event": "events", "quantity": "quantities", "said": "claims"}
