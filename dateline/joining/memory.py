"""The content of a joining in dictionaries, for one that is kept nowhere."""

from collections.abc import Collection, Sequence

from dateline.joining.content import COPIES, GRAPHS, INCIDENTS, STORIES, Dated
from dateline.joining.graph import Memory, Shelf
from dateline.joining.parts import KeptLabels
from dateline.joining.statements import Statement
from dateline.joining.tellings import Digest, Telling
from dateline.records import Reading, Report


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
