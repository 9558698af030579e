"""Joining: what many reports say together, kept up to date as reports come and go.

The result is a function of the set of readings: three graphs (tellings into incidents, reports into stories, reports
into copies) that do not depend on order, and days that a report gets from its neighbours as they were read. What a new
report leaves untouched is not looked at again.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from dateline.ids import make_id
from dateline.joining import copies, dates, incidents, stories
from dateline.joining.compare import own_levels, reports_level
from dateline.joining.decided import TOGETHER, Decided, as_decided, kept_apart
from dateline.joining.decided import score as decision
from dateline.joining.digest import digest
from dateline.joining.graph import Graph, Shelf, clusters
from dateline.joining.keys import foremost, keys_of_report, keys_of_telling
from dateline.joining.parts import Labels, Parts, Settled
from dateline.joining.sieve import Sieve
from dateline.joining.statements import Judgement, Statement, disputes, keys, relation, settled, statements
from dateline.joining.statements.link import DENIED, REPS, reps
from dateline.joining.statements.sieve import Facts, facts, possible
from dateline.joining.tellings import Days, Digest, Telling, days, likeness, tellings
from dateline.lexicon import matters, scopes
from dateline.lexicon.joining import JoiningWeights
from dateline.lexicon.word_weights import WordWeights
from dateline.reading.redating import redate
from dateline.records import Dispute, Incident, Link, Reading, Report, Story

COPIES, STORIES, INCIDENTS, STATEMENTS = "copies", "stories", "incidents", "statements"
GRAPHS = (COPIES, STORIES, INCIDENTS, STATEMENTS)


BESIDE = 64  # reports beside a report, from which on those beside these are not asked for its day


def node_of(statement: Statement) -> str:
    """A statement's name in its graph: denials come first in their blocks, since they are what others are held to."""
    return f"{0 if statement.denied else 1}{statement.id}"


def row_of(node: str) -> str:
    return node[1:]


def may_lead(key: str, node: str) -> bool:
    """In the blocks in which denials meet what they deny nothing else is compared."""
    return node[0] == "0" or not key.startswith(DENIED)


def by_label(of: Mapping[str, str]) -> dict[str, list[str]]:
    """The nodes under each label, sorted."""
    found: dict[str, list[str]] = {}
    for node in sorted(of):
        found.setdefault(of[node], []).append(node)
    return found


def said_on(told: Telling) -> Days:
    """The days on which a telling was said or published, where both ends are known."""
    first, last = days(told.said)
    return (None, None) if first is None or last is None else (first, last)


def iso(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


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


class Joiner:
    """Adds and removes readings; `settle` brings everything that they touched up to date."""

    def __init__(
        self, content: Content, words: WordWeights, weights: JoiningWeights, decided: Decided = Decided()  # noqa: B008
    ):  # fmt: skip
        """decided: what people say belongs together, or does not."""
        self.content = content
        self.decided = decided
        self.words = words
        self.weights = weights
        self.sieve = Sieve(weights)
        self.story_sieve = stories.Sieve(weights)
        self.graphs = {
            COPIES: Graph(content.shelf(COPIES), self._copied, self._reports),
            STORIES: Graph(content.shelf(STORIES), self._story, self._reports, sieve=self._likely_story),
            INCIDENTS: Graph(content.shelf(INCIDENTS), self._one_event, self._told, sieve=self._likely_one),
            STATEMENTS: Graph(
                content.shelf(STATEMENTS), self._related, self._stated, REPS, reps, may_lead, self._relatable
            ),
        }
        self.parts = {
            name: Parts(self.graphs[name], content.labels(name), rules.TIED, rules.WHOLE)
            for name, rules in ((STORIES, stories), (INCIDENTS, incidents))
        }
        self.parts[COPIES] = Parts(self.graphs[COPIES], content.labels(COPIES), copies.COPY, copies.WHOLE)
        self._apart: set[str] = set()  # statements that are gone
        self._new: set[str] = set()
        self._removed: set[str] = set()  # reports that were there before
        self._blocks: dict[str, Digest] = {}  # reports that are not in their graphs yet
        self._alike: dict[tuple[str, str], float] = {}  # nearness of reports
        self._reuse: dict[tuple[str, str], copies.Reuse] = {}  # of pairs that share text, the earlier report first
        self._many: dict[str, bool] = {}  # whether a group of copies is kept by labels
        self._said_first: dict[str, frozenset[str]] = {}  # sentences with statements, of what others are copies of
        self._facts: dict[str, Facts] = {}  # of statements, by their nodes
        self._judged: dict[tuple[str, str], Judgement | None] = {}  # by rows, in the order of their nodes
        self._left: set[str] = set()  # groups that lost a member
        self._readings: dict[str, Reading] = {}
        self._first_told: dict[str, Sequence[Telling]] = {}

    # -- scores of pairs

    def _reports(self, nodes: Collection[str]) -> None:
        self.content.fetch(nodes, ())

    def _told(self, nodes: Collection[str]) -> None:
        self.content.fetch((), nodes)

    def _stated(self, nodes: Collection[str]) -> None:
        self.content.fetch_statements([row_of(node) for node in nodes])
        known, statement = self._facts, self.content.statement
        known.update((node, facts(statement(row_of(node)))) for node in nodes if node not in known)

    def _copied(self, a: str, b: str) -> float | None:
        one, other = self.content.digest(a), self.content.digest(b)
        if not copies.likely(one, other):
            return None
        first, second = copies.earlier(one, other)
        found = copies.reuse(self.content.report(first.id), self.content.report(second.id))
        if not copies.is_reuse(found):
            return None
        self._reuse[first.id, second.id] = found
        return max(found.share, 0.01)

    def _story(self, a: str, b: str) -> float | None:
        return decision(self.decided.stories, a, b, self._story_by_rules)

    def _story_by_rules(self, a: str, b: str) -> float:
        return stories.score(self.content.digest(a), self.content.digest(b), self.weights)

    def _likely_story(self, report: str, others: Sequence[str]) -> Iterable[str]:
        """Those of some reports that can be of one story with one."""
        if self.decided.stories.together:
            return others
        own, digest, most = self.content.digest(report), self.content.digest, self.story_sieve.most
        return [other for other in others if most(own, digest(other)) > 0]

    def _one_event(self, a: str, b: str) -> float | None:
        return decision(self.decided.incidents, a, b, self._one_event_by_rules)

    def _one_event_by_rules(self, a: str, b: str) -> float | None:
        one, other = kept_apart(self.content.telling(a), self.content.telling(b), self.decided.actors)
        compared = own_levels(one, other)
        if compared is None:
            return None
        around = reports_level(one, other, self.nearness(one, other))
        return self.weights.score((*compared, around)) - self.weights.link

    def _likely_one(self, node: str, others: Sequence[str]) -> Iterable[str]:
        """Those of some tellings that can be of one event with one."""
        if self.decided.incidents.together:
            return others
        own, told, least = self.content.telling(node), self.content.telling, self.weights.link
        return [other for other in others if self.sieve.most(own, told(other)) > least]

    def nearness(self, one: Telling, other: Telling) -> float:
        """How much the reports of two tellings have in common."""
        if one.report == other.report:
            return 1.0
        pair = (one.report, other.report) if one.report < other.report else (other.report, one.report)
        found = self._alike.get(pair)
        if found is None:
            found = likeness(*(self.content.digest(report).keywords for report in pair))
            self._alike[pair] = found
        return found

    def _related(self, a: str, b: str) -> float | None:
        apart = self.decided.statements.apart
        if apart and frozenset((row_of(a), row_of(b))) in apart:
            return None
        one, other = self.content.statement(row_of(a)), self.content.statement(row_of(b))
        if self._copied_words(one, other):
            return None
        found = self._judged[one.id, other.id] = relation(one, other)
        return None if found is None else 1.0

    def _copied_words(self, one: Statement, other: Statement) -> bool:
        """Whether two of very many copies only say again what the text says that they are copies of."""
        group = self.content.group(COPIES, one.report)
        if group is None or group in (one.report, other.report) or one.report == other.report:
            return False
        if group != self.content.group(COPIES, other.report) or not self._many_copies(group):
            return False
        first = self._said_first.get(group)
        if first is None:
            first = self._said_first[group] = self._contexts(group)
        return one.context in first and other.context in first

    def _many_copies(self, group: str) -> bool:
        if group not in self._many:
            self._many[group] = bool(self.parts[COPIES].labels.of((group,)))
        return self._many[group]

    def _relatable(self, node: str, others: Sequence[str]) -> list[str]:
        """Those of some statements that can be anything to one. The facts of all of them were looked up before."""
        known = self._facts
        own = known[node]
        return [other for other in others if possible(own, known[other])]

    # -- in and out

    def add(self, reading: Reading) -> None:
        """A report that is not there yet."""
        report = reading.report.id
        reading = as_decided(reading, self.decided.actors)
        found = digest(reading, self.words)
        self.content.keep(found)
        self._readings[report] = reading
        self._new.add(report)
        self._blocks[report] = found

    def remove(self, report: str) -> None:
        """A report that is no longer to count."""
        for telling in self.content.tellings(report):
            self.graphs[INCIDENTS].remove(telling.id)
            self._leave(INCIDENTS, telling.id)
        for statement in self.content.statements(report):
            self.graphs[STATEMENTS].remove(node_of(statement))
            self._apart.add(statement.id)
        if self._blocks.pop(report, None) is None:
            for name in (COPIES, STORIES):
                self.graphs[name].remove(report)
                self._leave(name, report)
        self.content.forget(report)
        self._new.discard(report)
        self._removed.add(report)

    def _leave(self, graph: str, node: str) -> None:
        former = self.content.group(graph, node)
        if former is not None:
            self.content.keep_group(graph, node, None)
            self._left.add(former)

    # -- settling

    def settle(self) -> Changes:
        """Everything that the reports added and removed since the last time have changed."""
        changes = Changes(gone=set(self._left))
        self._left.clear()
        self.graphs[COPIES].add({report: [f"{m:x}" for m in own.marks] for report, own in self._blocks.items()})
        self.graphs[STORIES].add({report: keys_of_report(own) for report, own in self._blocks.items()})
        self._date(changes)
        copied, again, nodes = self._settle_copies(changes)
        self._retell(sorted(self._new | changes.redated | again), nodes)
        self._join_decided()
        self._settle_incidents(changes, copied)
        self._settle_stories(changes)
        self._settle_statements(changes)
        self._new.clear()
        self._removed.clear()
        self._readings.clear()
        for kept in (self._first_told, self._blocks, self._alike, self._reuse, self._facts, self._judged):
            kept.clear()
        self._said_first.clear()
        self._many.clear()
        return changes

    def _join_decided(self) -> None:
        """Pairs that people joined hang together, whatever blocks they are in."""
        for name, pairs in ((STORIES, self.decided.stories.together), (INCIDENTS, self.decided.incidents.together)):
            graph = self.graphs[name]
            for a, b in sorted(tuple(sorted(pair)) for pair in pairs):
                if graph.shelf.edge(a, b) != TOGETHER and self._there(name, a) and self._there(name, b):
                    graph.join(a, b, TOGETHER)

    def _there(self, graph: str, node: str) -> bool:
        try:
            return bool(self.content.telling(node) if graph == INCIDENTS else self.content.digest(node))
        except KeyError:  # its report was taken out, or reads otherwise now
            return False

    def _reading(self, report: str) -> Reading:
        if report not in self._readings:
            self._readings[report] = as_decided(self.content.reading(report), self.decided.actors)
        return self._readings[report]

    def _date(self, changes: Changes) -> None:
        """Reports without a day, whose neighbours changed, are dated anew from those neighbours as they were read."""
        graph = self.graphs[STORIES]
        moves = Counter(report for pair in graph.changed for report in pair)
        most = BESIDE + max(moves.values(), default=0) + 1
        degrees = graph.shelf.degrees(sorted(graph.touched), most)
        near = sorted(report for report in graph.touched if degrees[report] - moves[report] <= BESIDE)
        graph.shelf.ready(near)
        around = graph.touched.union(*(graph.shelf.edges(report) for report in near))
        self.content.fetch(around, ())
        for report in sorted(around):
            own = self.content.digest(report)
            if not own.dated and self._moved(own, near := self._near(own, graph.shelf)):
                found = self._from_others(own, near) if near else None
                if found != self.content.dated(report):
                    self._as_read(report)  # while it is known that the kept tellings have another day
                    self.content.keep_dated(report, found)
                    changes.redated.add(report)

    def _moved(self, own: Digest, near: Sequence[str]) -> bool:
        """Whether other reports are near one than when it was last dated, or read otherwise now."""
        former = self.content.near(own.id)
        self.content.keep_near(own.id, near)
        return former is None or list(former) != list(near) or not self._removed.isdisjoint((own.id, *near))

    def _near(self, own: Digest, shelf: Shelf) -> list[str]:
        """The reports that have most in common with one: those beside it in its story, and those beside these, where
        these are not beside half the story."""
        beside = shelf.edges(own.id)
        if len(beside) > dates.NEIGHBOURS:
            return sorted(beside, key=lambda other: (-beside[other], other))[: dates.NEIGHBOURS]
        degrees = shelf.degrees(sorted(beside), BESIDE + 1)
        over = [other for other in sorted(beside) if degrees[other] <= BESIDE]
        shelf.ready(over)
        found = set(beside).union(*(shelf.edges(other) for other in over)) - {own.id}
        self.content.fetch(found, ())
        score = {other: self._story(own.id, other) or 0.0 for other in found}
        return sorted((o for o in found if score[o] > 0), key=lambda other: (-score[other], other))[: dates.NEIGHBOURS]

    def _from_others(self, own: Digest, near: Sequence[str]) -> Dated | None:
        reading = self._reading(own.id)
        others = [(self.content.digest(other), self._as_read(other)) for other in near]
        found = dates.inferred(reading, own, self._as_read(own.id), others, self.weights)
        if found is None or found.published == own.published:
            return None
        return Dated(own.id, found.published, found.evidence(), dates.reason(found, own, others))

    def _as_read(self, report: str) -> Sequence[Telling]:
        """Tellings with the days that the report itself gives them."""
        if report not in self._first_told:
            if self.content.dated(report) is None and report not in self._new:
                self._first_told[report] = self.content.tellings(report)
            else:
                self._first_told[report] = tellings(self._reading(report), self.words, self.weights)
        return self._first_told[report]

    def _retell(self, reports: Sequence[str], nodes: Collection[str]) -> None:
        """Puts the tellings and statements of reports in, with the days that they have now. nodes: statements of others
        that are compared anew."""
        told: dict[str, Sequence[str]] = {}
        said: dict[str, Sequence[str]] = {node: self.graphs[STATEMENTS].shelf.keys(node) for node in sorted(nodes)}
        for node in said:
            self.graphs[STATEMENTS].remove(node)
        for report in reports:
            self._take_out(report)
            dated = self.content.dated(report)
            reading = self._reading(report)
            if dated is not None:
                reading = redate(reading, dated.published, "inferred", dated.evidence)
            own = self._as_read(report) if dated is None else tellings(reading, self.words, self.weights)
            self.content.keep_tellings(report, own)
            top = foremost(self.content.digest(report).keywords)
            told.update((telling.id, keys_of_telling(telling, top)) for telling in own)
            found = [(one, its) for one in statements(reading, matters.load(), scopes.load()) if (its := keys(one))]
            self.content.keep_statements(report, [one for one, _ in found])
            said.update((node_of(one), its) for one, its in found)
        self.graphs[INCIDENTS].add(told)
        self._facts.clear()
        self._judged.clear()  # from here on every statement is what it will be
        self.graphs[STATEMENTS].add(said)

    def _take_out(self, report: str) -> None:
        """Takes out what a report said when it had another day."""
        if report in self._new:
            return
        for telling in self.content.tellings(report):
            self.graphs[INCIDENTS].remove(telling.id)
        for former in self.content.statements(report):
            self.graphs[STATEMENTS].remove(node_of(former))
            self._apart.add(former.id)
            self._facts.pop(node_of(former), None)

    def _settle_copies(self, changes: Changes) -> tuple[set[str], set[str], set[str]]:
        """Groups of copies, and a link for each pair that shares text.

        Returns the reports whose group became another one; those whose statements are compared with others now than
        before: of very many copies only the first; and single statements of which that is so.
        """
        graph = self.graphs[COPIES]
        moved: set[str] = set()
        found = self.parts[COPIES].settle(graph.touched)
        for members, _ in graph.components(found.small, copies.COPY):
            self._same_text(members, members, moved)
        labels = self.parts[COPIES].labels
        for label, its in by_label(labels.of(sorted((graph.touched - found.small) | found.moved))).items():
            self._same_text(labels.members(label, 2), its, moved)
        self._settle_reuse(changes)
        graph.settled()
        called_otherwise = found.moved - found.came - found.left
        moved -= called_otherwise  # the group is the same, but for its name
        again = found.left | found.came | (moved - found.small)
        return moved, again, self._of_another_first(found, again)

    def _settle_reuse(self, changes: Changes) -> None:
        """The links between reports that share text."""
        graph = self.graphs[COPIES]
        self.content.fetch({report for pair in graph.changed for report in pair}, ())
        for a, b in sorted(graph.changed):
            if b in graph.shelf.edges(a):
                link = self.reused(a, b)
                changes.reused[link.id] = link
            else:
                changes.parted.update(make_id("links", *pair, "reuses_text") for pair in ((a, b), (b, a)))

    def _of_another_first(self, found: Settled, again: set[str]) -> set[str]:
        """The statements of very many copies that say again what only one of their former and their present first
        report says. `again` grows by those two."""
        labels = self.parts[COPIES].labels
        nodes: set[str] = set()
        for label, former in sorted(found.renamed.items()):
            members = labels.members(label)
            if former in self._removed or former not in members:
                again.update(members)
                continue
            again.update((former, members[0]))
            if changed := self._contexts(former) ^ self._contexts(members[0]):
                self.content.fetch_said(members)
                said = (one for report in members if report not in again for one in self.content.statements(report))
                nodes.update(node_of(one) for one in said if one.context in changed)
        return nodes

    def _contexts(self, report: str) -> frozenset[str]:
        """The sentences of its statements, also before these are kept."""
        if report not in self._new:
            return frozenset(one.context for one in self.content.statements(report))
        found = statements(self._reading(report), matters.load(), scopes.load())
        return frozenset(one.context for one in found if keys(one))

    def _same_text(self, members: Sequence[str], some: Sequence[str], moved: set[str]) -> None:
        """Copies of one text are a group with the smallest of them as its name. some: those that may not know it."""
        group = members[0] if len(members) > 1 else None
        self.content.fetch_groups(COPIES, some)
        for report in some:
            if self.content.group(COPIES, report) != group:
                self.content.keep_group(COPIES, report, group)
                moved.add(report)

    def reused(self, a: str, b: str) -> Link:
        """The link between two reports that share text: from the copy to what it was copied from."""
        one, other = copies.earlier(self.content.digest(a), self.content.digest(b))
        first, second = self.content.report(one.id), self.content.report(other.id)
        found = self._reuse.get((one.id, other.id)) or copies.reuse(first, second)
        known = one.told != other.told or bool(one.agency or other.agency)
        reason = copies.reason(first, second, known, found)
        link_id = make_id("links", second.id, first.id, "reuses_text")
        return Link(link_id, second.id, first.id, "reuses_text", found.share, reason)

    def _settle_incidents(self, changes: Changes, copied: set[str]) -> None:
        graph = self.graphs[INCIDENTS]
        touched = set(graph.touched)
        for report in sorted(copied):
            touched.update(telling.id for telling in self.content.tellings(report))
        found = self.parts[INCIDENTS].settle(touched)
        for members, edges in graph.components(found.small):
            self._group_events(members, edges, changes)
        self._settle_large((touched - found.small) | found.moved, found.parts, changes)
        changes.gone -= set(changes.incidents)
        graph.settled()

    def _settle_large(self, events: Collection[str], parts: Collection[str], changes: Changes) -> None:
        """Incidents of more tellings than are gone through. events: of those what changed; parts: labels of them."""
        labels, large = self.parts[INCIDENTS].labels, sorted(events)
        self.content.fetch((), large)
        labels.date({event: said_on(self.content.telling(event)) for event in large})
        of = by_label(labels.of(large))
        self.content.fetch_groups(INCIDENTS, large)
        parted = sorted(frozenset().union(*self.decided.incidents.apart))
        torn = set(labels.of(parted).values()) if parted else set()
        for label in sorted(parts):
            if label in torn:  # a person holds some of it apart: all is gone through
                members = labels.members(label)
                edges = {(a, b): score for a in members for b, score in self.graphs[INCIDENTS].shelf.edges(a).items()
                         if a < b and b in set(members)}  # fmt: skip
                self._group_events(members, edges, changes)
                continue
            some = labels.members(label, incidents.SAMPLE)
            self.content.fetch((), some)
            row = self.incident([self.content.telling(event) for event in some])
            first, last = map(iso, labels.days(label))
            row = replace(row, reports=self.content.tellers(label), first_said=first, last_said=last)
            self._tell_incident(row, of.get(label, ()), changes)

    def _group_events(
        self, members: Sequence[str], edges: Mapping[tuple[str, str], float], changes: Changes
    ) -> None:  # fmt: skip
        """The incidents among tellings that hang together."""
        self.content.fetch((), members)
        self.content.fetch_groups(INCIDENTS, members)
        for inside in clusters(members, edges, self._one_event, self.weights.merge, self.decided.incidents.apart):
            self._tell_incident(self.incident([self.content.telling(event) for event in inside]), inside, changes)

    def _tell_incident(self, row: Incident, moved: Iterable[str], changes: Changes) -> None:
        """An incident's row. moved: tellings that can have been elsewhere before."""
        changes.incidents[row.id] = row
        for event in moved:
            former = self.content.group(INCIDENTS, event)
            if former != row.id:
                self.content.keep_group(INCIDENTS, event, row.id)
                changes.gone.update([former] if former else [])

    def incident(self, told: Sequence[Telling]) -> Incident:
        """The row of tellings of one event."""
        reports = sorted({telling.report for telling in told})
        groups = {report: group for report in reports if (group := self.content.group(COPIES, report))}
        return incidents.incident(told, {report: self.content.digest(report) for report in reports}, groups)

    def _settle_stories(self, changes: Changes) -> None:
        graph = self.graphs[STORIES]
        touched = graph.touched | changes.redated
        found = self.parts[STORIES].settle(touched)
        for members, edges in graph.components(found.small):
            self.content.fetch(members, ())
            self.content.fetch_groups(STORIES, members)
            for inside in clusters(members, edges, self._story, self.weights.story_merge):
                self._tell_story(inside, inside, None, changes)
        labels = self.parts[STORIES].labels
        large = sorted((touched - found.small) | found.moved)
        self.content.fetch(large, ())
        labels.date({report: self.days(report) for report in large})
        of = by_label(labels.of(large))
        self.content.fetch_groups(STORIES, large)
        for label in sorted(found.parts):
            some = labels.members(label, stories.SAMPLE)
            self.content.fetch(some, ())
            self._tell_story(some, of.get(label, ()), labels.days(label), changes)
        changes.gone -= set(changes.stories)
        graph.settled()

    def _tell_story(self, members: Sequence[str], moved: Sequence[str], days: Days | None, changes: Changes) -> None:
        """A story's row. members: all of them, or enough of them to tell what it is about; days: of all of them.
        moved: those that can have been elsewhere before."""
        digests = [self.content.digest(report) for report in members]
        row = stories.story(digests, {report: self.days(report) for report in members}, days)
        changes.stories[row.id] = row
        for report in moved:
            former = self.content.group(STORIES, report)
            if former != row.id:
                self.content.keep_group(STORIES, report, row.id)
                changes.gone.update([former] if former else [])

    def _settle_statements(self, changes: Changes) -> None:
        """Links and disputes of all that hangs together with a statement that changed."""
        graph = self.graphs[STATEMENTS]
        changes.related |= self._apart
        self._apart.clear()
        around = self._around({row_of(node) for node in graph.touched})
        seen: set[str] = set()
        for node in sorted(graph.touched):
            if row_of(node) not in seen:
                self._relate(row_of(node), around, seen, changes)
        changes.related |= seen
        graph.settled()

    def _around(self, rows: Collection[str]) -> dict[str, set[str]]:
        """For all that hangs together with some statements the rows beside each: by an edge, or as what carries it."""
        shelf = self.graphs[STATEMENTS].shelf
        found: dict[str, set[str]] = {}
        front = sorted(rows)
        while front:
            self.content.fetch_statements(front)
            some = [self.content.statement(row) for row in front]
            shelf.ready([node_of(one) for one in some])
            reports = sorted({one.report for one in some})
            self.content.fetch_said(reports)
            said = [other for report in reports for other in self.content.statements(report)]
            carries: dict[str, set[str]] = {other.id: set() for other in said}
            for other in said:
                if other.carrier in carries:
                    carries[other.id].add(other.carrier)
                    carries[other.carrier].add(other.id)
            for one in some:
                found[one.id] = {row_of(node) for node in shelf.edges(node_of(one))} | carries[one.id]
            front = sorted(set().union(*(found[row] for row in front)) - found.keys())
        return found

    def _relate(self, start: str, around: Mapping[str, Collection[str]], seen: set[str], changes: Changes) -> None:
        """The links and disputes among what hangs together with one statement."""
        by_id: dict[str, Statement] = {}
        front = [start]
        while front:
            row = front.pop()
            if row not in by_id:
                by_id[row] = self.content.statement(row)
                front += around[row]
        seen.update(by_id)
        pairs = set()
        for one in by_id.values():
            for other in self.graphs[STATEMENTS].shelf.edges(node_of(one)):
                pairs.add((min(one.id, row_of(other)), max(one.id, row_of(other))))
        judged = (self._judgement(by_id[a], by_id[b]) for a, b in sorted(pairs))
        apart = self.decided.statements.apart  # also where what lies between two was found through what they carry
        links = [
            link for link in settled((judgement for judgement in judged if judgement is not None), by_id)
            if frozenset((link.a, link.b)) not in apart
        ]  # fmt: skip
        changes.links.update({link.id: link for link in links})
        found = disputes(by_id.values(), links, matters.load())
        changes.disputes.update({dispute.id: dispute for dispute in found})

    def _judgement(self, a: Statement, b: Statement) -> Judgement | None:
        """What they are to each other; for most it was asked when they were compared."""
        pair = (a.id, b.id) if node_of(a) < node_of(b) else (b.id, a.id)
        return self._judged[pair] if pair in self._judged else relation(a, b)

    def days(self, report: str) -> Days:
        """When a report appeared, by its own words or by others'."""
        dated = self.content.dated(report)
        return days(dated.published) if dated is not None else self.content.digest(report).told
