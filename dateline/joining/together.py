"""Joining in memory: what a set of readings says together. Pure: the same for any order of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dateline.joining.content import COPIES, INCIDENTS, STORIES, Dated
from dateline.joining.decided import Decided
from dateline.joining.joiner import Joiner
from dateline.joining.memory import InMemory
from dateline.lexicon import joining, word_weights
from dateline.reading.redating import redate
from dateline.records import Dispute, Incident, Link, Reading, Story


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
