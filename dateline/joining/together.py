"""Joining in memory: what a set of readings says together. Pure: the same for any order of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.joining.content import COPIES, GRAPHS, INCIDENTS, STORIES, Dated
from dateline.joining.decided import Decided
from dateline.joining.graph import Memory, Shelf
from dateline.joining.joiner import Joiner
from dateline.joining.parts import KeptLabels
from dateline.joining.statements import Statement
from dateline.joining.tellings import Digest, Telling
from dateline.lexicon import joining, word_weights
from dateline.reading.redating import redate
from dateline.records import Dispute, Incident, Link, Reading, Report, Story


class InMemory:
    """The content of a joining, in dictionaries."""

    def __init__(self) -> None:
        self.shelves: dict[str, Shelf] = {name: Memory() for name in GRAPHS}
        self.digests: dict[str, Digest] = {}
        self.readings: dict[str, Reading] = {}
        self.told: dict[str, Sequence[Telling]] = {}
        self.by_event: dict[str, Telling] = {}
        self.days: dict[str, Dated] = {}
        self.said: dict[str, Sequence[Statement]] = {}
        self.by_row: dict[str, Statement] = {}
        self.near_to: dict[str, Sequence[str]] = {}
        self.kept_labels = {name: KeptLabels() for name in GRAPHS}
        self.groups: dict[str, dict[str, str]] = {name: {} for name in GRAPHS}

    def shelf(self, graph: str) -> Shelf:
        return self.shelves[graph]

    def fetch(self, reports: Collection[str], told: Collection[str]) -> None:
        pass

    def fetch_groups(self, graph: str, nodes: Collection[str]) -> None:
        pass

    def fetch_statements(self, rows: Collection[str]) -> None:
        pass

    def fetch_said(self, reports: Collection[str]) -> None:
        pass

    def digest(self, report: str) -> Digest:
        return self.digests[report]

    def telling(self, event: str) -> Telling:
        return self.by_event[event]

    def tellings(self, report: str) -> Sequence[Telling]:
        return self.told.get(report, ())

    def statement(self, row: str) -> Statement:
        return self.by_row[row]

    def statements(self, report: str) -> Sequence[Statement]:
        return self.said.get(report, ())

    def keep_statements(self, report: str, found: Sequence[Statement]) -> None:
        for one in self.said.get(report, ()):
            del self.by_row[one.id]
        self.said[report] = found
        self.by_row.update({one.id: one for one in found})

    def report(self, report: str) -> Report:
        return self.readings[report].report

    def reading(self, report: str) -> Reading:
        return self.readings[report]

    def dated(self, report: str) -> Dated | None:
        return self.days.get(report)

    def near(self, report: str) -> Sequence[str] | None:
        return self.near_to.get(report)

    def keep_near(self, report: str, near: Sequence[str]) -> None:
        self.near_to[report] = tuple(near)

    def labels(self, graph: str) -> KeptLabels:
        return self.kept_labels[graph]

    def tellers(self, label: str) -> int:
        return len({self.by_event[event].report for event in self.kept_labels[INCIDENTS].members(label)})

    def group(self, graph: str, node: str) -> str | None:
        return self.groups[graph].get(node)

    def keep(self, digest: Digest) -> None:
        self.digests[digest.id] = digest

    def keep_tellings(self, report: str, told: Sequence[Telling]) -> None:
        for telling in self.told.get(report, ()):
            del self.by_event[telling.id]
        self.told[report] = told
        self.by_event.update({telling.id: telling for telling in told})

    def keep_dated(self, report: str, found: Dated | None) -> None:
        if found is None:
            self.days.pop(report, None)
        else:
            self.days[report] = found

    def keep_group(self, graph: str, node: str, group: str | None) -> None:
        if group is None:
            self.groups[graph].pop(node, None)
        else:
            self.groups[graph][node] = group

    def forget(self, report: str) -> None:
        self.keep_tellings(report, ())
        self.keep_statements(report, ())
        self.said.pop(report, None)
        for kept in (
            self.digests,
            self.readings,
            self.told,
            self.days,
            self.near_to,
            self.groups[COPIES],
            self.groups[STORIES],
        ):
            kept.pop(report, None)


@dataclass(frozen=True, slots=True)
class Together:
    """What the readings say together: their rows with incident, story and inferred days, and the joined rows by id."""

    readings: tuple[Reading, ...]
    incidents: tuple[Incident, ...]
    stories: tuple[Story, ...]
    links: tuple[Link, ...]
    disputes: tuple[Dispute, ...]
    dated: Mapping[str, Dated]


class Live:
    """Readings joined in memory, one after another or many at once; the result does not depend on which."""

    def __init__(self, decided: Decided = Decided()) -> None:  # noqa: B008  frozen and empty
        """decided: what people say belongs together."""
        self.content = InMemory()
        self.joiner = Joiner(self.content, word_weights.load(), joining.load(), decided)
        self.incidents: dict[str, Incident] = {}
        self.stories: dict[str, Story] = {}
        self.links: dict[str, Link] = {}
        self.disputes: dict[str, Dispute] = {}

    def add(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            if reading.report.id not in self.content.readings:
                self.content.readings[reading.report.id] = reading
                self.joiner.add(reading)
        self._settle()

    def remove(self, reports: Iterable[str]) -> None:
        for report in reports:
            self.joiner.remove(report)
        self._settle()

    def _settle(self) -> None:
        changes = self.joiner.settle()
        self.incidents.update(changes.incidents)
        self.stories.update(changes.stories)
        self.links = {
            k: one for k, one in self.links.items() if changes.related.isdisjoint((one.a, one.b))
        } | changes.links
        kept = {k: one for k, one in self.disputes.items() if changes.related.isdisjoint(one.rows)}
        self.disputes = kept | changes.disputes
        alive = set(self.content.groups[INCIDENTS].values()) | set(self.content.groups[STORIES].values())
        self.incidents = {key: row for key, row in self.incidents.items() if key in alive}
        self.stories = {key: row for key, row in self.stories.items() if key in alive}

    def together(self) -> Together:
        content = self.content
        reports = sorted(content.readings)
        members: dict[str, list[str]] = {key: [] for key in self.stories}
        for report in reports:
            members[content.groups[STORIES][report]].append(report)
        events: dict[str, list[str]] = {key: [] for key in self.incidents}
        for event in sorted(content.groups[INCIDENTS]):
            events[content.groups[INCIDENTS][event]].append(event)
        shelf = content.shelf(COPIES)
        pairs = sorted((a, b) for a in reports for b in shelf.edges(a) if a < b)
        reused = [self.joiner.reused(a, b) for a, b in pairs]
        links = sorted((*reused, *self.links.values()), key=lambda link: link.id)
        return Together(
            tuple(joined(content.readings[r], content.dated(r), content.group(STORIES, r), content.groups[INCIDENTS])
                  for r in reports),
            tuple(replace(self.incidents[key], events=tuple(events[key])) for key in sorted(self.incidents)),
            tuple(replace(self.stories[key], reports=tuple(members[key])) for key in sorted(self.stories)),
            tuple(links),
            tuple(self.disputes[key] for key in sorted(self.disputes)), dict(sorted(content.days.items())),
        )  # fmt: skip


def joined(reading: Reading, dated: Dated | None, story: str | None, incident: Mapping[str, str]) -> Reading:
    """A reading with what joining adds to its rows: the incident of its events, the story and day of its report."""
    if dated is not None:
        reading = redate(reading, dated.published, "inferred", dated.evidence)
    events = tuple(replace(event, incident=incident.get(event.id)) for event in reading.events)
    return replace(reading, report=replace(reading.report, story=story), events=events)


def join(readings: Iterable[Reading], decided: Decided = Decided()) -> Together:  # noqa: B008  frozen and empty
    """All at once. decided: what people say belongs together."""
    live = Live(decided)
    live.add(readings)
    return live.together()
