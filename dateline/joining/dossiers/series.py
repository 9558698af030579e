"""Series: what several speakers count of one thing in one place and time, side by side and never averaged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.joining.dossiers.gather import WINDOW, bare, bounds, first_day, same_place
from dateline.records import Party, Quantity, Reading, Report, Said, Where

IDLE = frozenset({"of", "the", "them", "people", "person", "persons", "other", "more", "further", "a", "an", "and"})


LATER = 10**7  # than any day
PARTS = frozenset({"them", "those", "these", "us", "whom"})  # "26 of them"


@dataclass(frozen=True, slots=True)
class Series:
    """One question and each claimant's answer to it.

    low, high: the lowest and the highest that any of the figures allows; None where no figure gives that bound.
    """

    unit: str
    role: str | None
    about: str | None
    place: Where | None
    when: str | None
    low: float | None
    high: float | None
    figures: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with its report. first, last: the days that it is told of, or else was published on, as ordinals; no
    day is between those of one that nobody dates."""

    row: Quantity
    report: Report
    first: int
    last: int


def counts(readings: Iterable[Reading]) -> list[Count]:
    """Every level (no change) with a unit, in the order of publication."""
    found = [
        Count(row, reading.report, *_days(row.when or reading.report.published))
        for reading in readings for row in reading.quantities if row.unit and not row.change
    ]  # fmt: skip
    return sorted(found, key=lambda c: (first_day(c.report.published), c.report.id, c.row.start, c.row.id))


def _days(value: str | None) -> tuple[int, int]:
    first, last = bounds(value)
    return (LATER, 0) if first is None else (first.toordinal(), (last or first).toordinal())


def series(found: Iterable[Count]) -> tuple[Series, ...]:
    """The figures that answer one question, question by question, in the order in which each was first told.

    Two figures answer one question when unit and role are the same, what is counted is called the same (or one of them
    does not say), the places are one, or unknown in the same report, and the days overlap.
    """
    blocks: dict[tuple[str, str | None, str], list[list[Count]]] = {}
    order: list[list[Count]] = []
    for count in found:
        what = called(count.row.about)
        if count.row.about is not None and count.row.about.lower() in PARTS:
            what = count.row.id  # a part of something else: comparable with nothing
        block = blocks.setdefault((count.row.unit or "", count.row.role, what), [])
        group = next((g for g in reversed(block[-WINDOW:]) if _answers(count, g)), None)
        if group is None:
            group = []
            block.append(group)
            order.append(group)
        group.append(count)
    return tuple(_series(group) for group in order)


def called(about: str | None) -> str:
    """What is counted, without the words that do not tell things apart: "" for "people"."""
    return " ".join(word for word in (about or "").lower().split() if word not in IDLE)


def _answers(count: Count, group: Sequence[Count]) -> bool:
    """The question that all of the group answer? Days are compared first: they tell most groups apart."""
    for other in group[-WINDOW:]:
        overlap = other.first <= count.last and count.first <= other.last
        if not (overlap or _of_one_day(count, other)) or not _of_one_place(count, other):
            return False
    return True


def _of_one_day(a: Count, b: Count) -> bool:
    """One of them without a day, in one report."""
    return a.report.id == b.report.id and (a.row.when is None or b.row.when is None)


def _of_one_place(a: Count, b: Count) -> bool:
    if a.row.place is None or b.row.place is None:
        return a.report.id == b.report.id or (a.row.place is b.row.place is None)
    return same_place(a.row.place, b.row.place)


def _series(group: list[Count]) -> Series:
    first = group[0].row
    figures: dict[tuple[object, ...], Said] = {}
    for count in group:
        row = count.row
        who = tuple(bare(party) for party in row.attributed_to)
        key = (row.low, row.high, row.bound, tuple(_key(p) for p in who) or count.report.outlet)
        known = figures.get(key)
        ids = (row.id,) if known is None else (*known.ids, row.id)
        figures[key] = Said(row.low, row.high, row.bound, who, known.day if known else count.report.published, ids)
    return Series(
        first.unit or "", first.role, next((c.row.about for c in group if called(c.row.about)), first.about),
        next((c.row.place for c in group if c.row.place), None), next((c.row.when for c in group if c.row.when), None),
        *extremes(group), tuple(figures.values()),
    )  # fmt: skip


def extremes(group: Iterable[Count]) -> tuple[float | None, float | None]:
    """The lowest and the highest number that anybody names, and None where nobody names one."""
    named = [x for c in group for x in (c.row.low, c.row.high) if x is not None]
    return (min(named), max(named)) if named else (None, None)


def _key(party: Party) -> str:
    return party.actor or party.name or ""
