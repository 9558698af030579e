"""Incidents along two clocks: when they happened, and when they were first told; in lanes by actor, place or type."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from dateline.ask import stories
from dateline.ask.best_told import best_told, undated
from dateline.ask.show import join
from dateline.ask.stories import Asked
from dateline.ask.view import View
from dateline.joining.tellings import days
from dateline.plain import plain
from dateline.records import Incident
from dateline.store.record import Record
from dateline.store.then import as_of

By = Literal["actor", "place", "type", "story"]
WAYS: tuple[By, ...] = get_args(By)
LANES = 12  # the commonest ones; the rest go into one lane of their own
OTHERS = "others"
UNNAMED = "nobody named"


@dataclass(frozen=True, slots=True)
class Item:
    """An incident on the line. first, last: the days it may have happened on, ISO; None: open, or no day at all."""

    incident: str
    type: str
    title: str
    status: str
    when: str | None
    first: str | None
    last: str | None
    said_first: str | None
    place: str | None
    tellings: int
    sources: int
    event: str  # its first telling
    report: str
    says: tuple[str, ...]  # according to whom, in that telling; nobody: the report's own voice


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes with the days they span; `undated`: incidents that no report gives a day; `told`: reports by day."""

    by: By
    first: str | None
    last: str | None
    lanes: tuple[Lane, ...]
    undated: tuple[Item, ...]
    told: tuple[tuple[str, int], ...]
    left_out: int  # incidents beyond the most that are shown
    as_of: str | None

    @property
    def items(self) -> tuple[Item, ...]:
        found = {item.incident: item for lane in self.lanes for item in lane.items}
        return tuple(sorted(found.values(), key=lambda item: (item.first or item.last or "", item.incident)))

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = plain(self)
        return found


def timeline(
    view: View, asked: Asked, by: By, after: str | None, before: str | None, most: int, told: Mapping[str, int]
) -> Timeline:
    """The incidents that fit, with a day in after..before (EDTF, both may be open), `most` of them: those told most.

    told: what `days_told` gives for this view.
    """
    best = best_told(view, asked, lambda when: any(days(when)) and within(when, after, before), most)
    shown = sorted(best.shown, key=lambda one: (days(one.when)[0] or 0, one.id))
    without = undated(view, asked, most)
    record = as_of(view.record, view.as_of)
    reports = record.joined.reports_of(one.events[0] for one in (*shown, *without))
    says = _says(record, reports)
    items = {one.id: _item(one, reports[one.events[0]], says.get(one.events[0], ())) for one in (*shown, *without)}
    names = _titles(record, reports) if by == "story" else {}
    ends = [day for item in items.values() for day in (item.first, item.last) if day]
    return Timeline(
        by, min(ends, default=None), max(ends, default=None), tuple(_lanes(shown, items, by, names)),
        tuple(items[one.id] for one in without), tuple(sorted(told.items())),
        best.count - len(shown), view.as_of,
    )  # fmt: skip


def within(when: str | None, after: str | None, before: str | None) -> bool:
    """Can a day be in after..before (EDTF, both may be open)? What has no day fits where neither is asked for."""
    first, last = days(when)
    start, end = days(after)[0], days(before)[1]
    if first is None and last is None:
        return start is None and end is None
    return (start is None or (last or first or 0) >= start) and (end is None or (first or last or 0) <= end)


def _says(record: Record, events: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Event -> who says so in its report."""
    carried = {event.id: event.claim for event in record.rows_with("events", events) if event.claim}
    claims = {claim.id: claim for claim in record.rows_with("claims", set(carried.values()))}
    return {
        event: tuple(dict.fromkeys(party.name or party.code or "somebody" for party in claims[claim].sources))
        for event, claim in carried.items() if claim in claims
    }  # fmt: skip


def _titles(record: Record, reports: Mapping[str, str]) -> dict[str, str]:
    """Event -> the title of the story that its report belongs to."""
    of = record.joined.stories_of(set(reports.values()))
    titles = {story.id: story.title for story in record.joined.some("stories", set(of.values()))}
    return {event: titles[of[report]] for event, report in reports.items() if of.get(report) in titles}


def _item(one: Incident, report: str, says: tuple[str, ...]) -> Item:
    first, last = days(one.when)
    sides = " → ".join(part for part in (join(one.initiators), join(one.recipients)) if part)
    return Item(
        one.id, f"{one.type}/{one.mode}" if one.mode else one.type, sides or UNNAMED, one.status, one.when,
        _iso(first), _iso(last), one.first_said, one.place.name if one.place else None, len(one.events),
        one.independent_sources, one.events[0], report, says,
    )  # fmt: skip


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _lanes(
    shown: Sequence[Incident], items: dict[str, Item], by: By, titles: Mapping[str, str]
) -> Iterable[Lane]:  # fmt: skip
    names = {one.id: tuple(dict.fromkeys(_names(one, by, titles))) for one in shown}
    count = Counter(name for found in names.values() for name in found)
    common = [name for name, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:LANES]]
    for name in common:
        yield Lane(name, tuple(items[one.id] for one in shown if name in names[one.id]))
    rest = tuple(items[one.id] for one in shown if not set(names[one.id]) & set(common))
    if rest:
        yield Lane(OTHERS, rest)


def _names(one: Incident, by: By, titles: Mapping[str, str]) -> Iterable[str]:
    if by == "type":
        return [one.type]
    if by == "story":
        return [titles.get(one.events[0], "no story")]
    if by == "place":
        return [one.place.name if one.place and one.place.name else "no place given"]
    return [party.name or party.code or UNNAMED for party in (*one.initiators, *one.recipients)] or [UNNAMED]


def days_told(view: View, story: str | None) -> Counter[str]:
    """How many reports were published on each day, ISO, of a story or of all. Raises BadRequest for no such story."""
    record = as_of(view.record, view.as_of)
    inside = None if story is None else stories.find_story(view, story).reports
    published = record.days_published() if inside is None else Counter(record.published(inside).values())
    if view.as_of is None:
        dates = record.joined.dates() if inside is None else record.joined.dates_of(inside)
        published -= Counter(record.published(dates).values())
        published += Counter(dated.published for dated in dates.values())
    found: Counter[str] = Counter()
    for when, n in published.items():
        last = days(when)[1]
        if last is not None:
            found[_iso(last) or ""] += n
    return found
