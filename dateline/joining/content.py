"""What joining works on: where it keeps what it knows (in memory, or in tables of a record), and what it changes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dateline.joining.graph import Shelf
from dateline.joining.parts import Labels
from dateline.joining.statements import Statement
from dateline.joining.tellings import Digest, Telling
from dateline.records import Dispute, Incident, Link, Reading, Report, Story

COPIES, STORIES, INCIDENTS, STATEMENTS = "copies", "stories", "incidents", "statements"
GRAPHS = (COPIES, STORIES, INCIDENTS, STATEMENTS)


def node_of(statement: Statement) -> str:
    """A statement's name in its graph: denials come first in their blocks, since they are what others are held to."""
    return f"{0 if statement.denied else 1}{statement.id}"


def row_of(node: str) -> str:
    return node[1:]


@dataclass(frozen=True, slots=True)
class Dated:
    """The day that other reports give a report. pairs: the tellings that decided, with their scores."""

    report: str
    published: str
    evidence: tuple[str, ...]
    reason: str


class Content(Protocol):
    """What joining keeps, and where: in memory, or in tables of the record."""

    def shelf(self, graph: str) -> Shelf: ...
    def fetch(self, reports: Collection[str], told: Collection[str]) -> None:
        """About to be asked for: get them at once."""
        ...

    def digest(self, report: str) -> Digest: ...
    def telling(self, event: str) -> Telling: ...
    def tellings(self, report: str) -> Sequence[Telling]:
        """As joined: with the report's inferred day, in reading order."""
        ...

    def statement(self, row: str) -> Statement: ...
    def statements(self, report: str) -> Sequence[Statement]: ...

    def report(self, report: str) -> Report: ...
    def reading(self, report: str) -> Reading:
        """As it was read."""
        ...

    def dated(self, report: str) -> Dated | None: ...
    def near(self, report: str) -> Sequence[str] | None:
        """The reports that it was last dated by, whether they told a day or not."""
        ...

    def labels(self, graph: str) -> Labels:
        """Of nodes whose group is a part of something larger."""
        ...

    def tellers(self, label: str) -> int:
        """How many reports tell what has a label, of events."""
        ...

    def fetch_groups(self, graph: str, nodes: Collection[str]) -> None: ...
    def group(self, graph: str, node: str) -> str | None: ...
    def fetch_statements(self, rows: Collection[str]) -> None: ...
    def fetch_said(self, reports: Collection[str]) -> None: ...

    def keep(self, digest: Digest) -> None: ...
    def keep_tellings(self, report: str, told: Sequence[Telling]) -> None: ...
    def keep_statements(self, report: str, found: Sequence[Statement]) -> None: ...
    def keep_near(self, report: str, near: Sequence[str]) -> None: ...
    def keep_dated(self, report: str, found: Dated | None) -> None: ...
    def keep_group(self, graph: str, node: str, group: str | None) -> None: ...
    def forget(self, report: str) -> None: ...


@dataclass(slots=True)
class Changes:
    """Rows that a settling made, and ids of those that are no more. A row that stays as it was may be among `made`."""

    incidents: dict[str, Incident] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    reused: dict[str, Link] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)
    related: set[str] = field(default_factory=set)  # rows all of whose links and disputes are in the two
    gone: set[str] = field(default_factory=set)
    parted: set[str] = field(default_factory=set)  # ids that a link of reused text can have had which is no more
    redated: set[str] = field(default_factory=set)  # reports whose inferred day changed
