"""Joining: what many reports say together, kept up to date as reports come and go.

The result is a function of the set of readings: three graphs (tellings into incidents, reports into stories, reports
into copies) that do not depend on order, and days that a report gets from its neighbours as they were read. What a new
report leaves untouched is not looked at again.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.ids import make_id
from dateline.joining import copies, dates, incidents, stories
from dateline.joining.ahead import SCORED, Contribution, Part, Workers, graphs, whole
from dateline.joining.content import COPIES, INCIDENTS, STATEMENTS, STORIES, Changes, Content, Dated, node_of, row_of
from dateline.joining.decided import TOGETHER, Decided, as_decided
from dateline.joining.digest import digest
from dateline.joining.graph import Graph, Shelf, clusters
from dateline.joining.keys import foremost, keys_of_report, keys_of_telling
from dateline.joining.pairs import Pairs, Scores
from dateline.joining.parts import Parts, Settled
from dateline.joining.statements import Statement, keys, statements
from dateline.joining.tellings import Days, Digest, Telling, days, tellings
from dateline.joining.ties import Ties
from dateline.lexicon import matters, scopes
from dateline.lexicon.joining import JoiningWeights
from dateline.lexicon.word_weights import WordWeights
from dateline.reading.redating import redate
from dateline.records import Incident, Link, Reading

BESIDE = 64  # reports beside a report, from which on those beside these are not asked for its day


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
        self.pairs = pairs = Pairs(content, weights, decided, self._contexts)
        self.graphs = graphs(content.shelf, pairs)
        self.graphs[COPIES] = Graph(content.shelf(COPIES), pairs.copied, pairs.reports)
        self.ties = Ties(content, self.graphs[STATEMENTS], pairs, decided)
        self.parts = {
            name: Parts(self.graphs[name], content.labels(name), rules.TIED, rules.WHOLE)
            for name, rules in ((STORIES, stories), (INCIDENTS, incidents))
        }
        self.parts[COPIES] = Parts(self.graphs[COPIES], content.labels(COPIES), copies.COPY, copies.WHOLE)
        self._apart: set[str] = set()  # statements that are gone
        self._new: set[str] = set()
        self._removed: set[str] = set()  # reports that were there before
        self._blocks: dict[str, Digest] = {}  # reports that are not in their graphs yet
        self._left: set[str] = set()  # groups that lost a member
        self._readings: dict[str, Reading] = {}
        self._first_told: dict[str, Sequence[Telling]] = {}
        self._made: dict[str, Contribution] = {}

    # -- in and out

    def add(self, reading: Reading, made: Contribution | None = None) -> None:
        """A report that is not there yet. made: what workers have made of it."""
        report = reading.report.id
        reading = as_decided(reading, self.decided.actors)
        found = digest(reading, self.words) if made is None else made.digest
        if made is not None:
            self._made[report] = made
            self._first_told[report] = made.told
        self.content.keep(found)
        self._readings[report] = reading
        self._new.add(report)
        self._blocks[report] = found

    def score_ahead(self, workers: Workers) -> None:
        """Has the pairs of what was added scored, before it is settled."""
        added = whole(self._made.values())
        beside = self._beside(added)
        lie = [node for name in SCORED for node in beside.blocks[name]]
        self.pairs.ahead = Scores(added.new, lie, workers.found(beside, self.decided))

    def _beside(self, added: Part) -> Part:
        """What leads the blocks of what was added: with all its keys, since it can stand in others, too."""
        found = Part()
        for name in SCORED:
            graph = self.graphs[name]
            asked = sorted({key for its in added.blocks[name].values() for key in its})
            nodes = sorted({node for some in graph.first(asked).values() for node in some} - added.new)
            graph.ready(nodes)
            found.blocks[name] = {node: graph.shelf.keys(node) for node in nodes}
        found.said = {row_of(node): self.content.statement(row_of(node)) for node in found.blocks[STATEMENTS]}
        found.told = {event: self.content.telling(event) for event in found.blocks[INCIDENTS]}
        reports = sorted({*found.blocks[STORIES], *(telling.report for telling in found.told.values())})
        self.content.fetch(reports, ())
        found.digests = {report: self.content.digest(report) for report in reports}
        return found

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
        self._first_told.clear()
        self._made.clear()
        self._blocks.clear()
        self.pairs.forget()
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
        score = {other: self.pairs.story(own.id, other) or 0.0 for other in found}
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
            own, found = self._told_and_said(report)
            self.content.keep_tellings(report, own)
            top = foremost(self.content.digest(report).keywords)
            told.update((telling.id, keys_of_telling(telling, top)) for telling in own)
            self.content.keep_statements(report, [one for one, _ in found])
            said.update((node_of(one), its) for one, its in found)
        self.graphs[INCIDENTS].add(told)
        self.pairs.forget_statements()  # from here on every statement is what it will be
        self.graphs[STATEMENTS].add(said)

    def _told_and_said(self, report: str) -> tuple[Sequence[Telling], Sequence[tuple[Statement, Sequence[str]]]]:
        """The tellings of a report and its statements, with their keys, by the days that it has now."""
        dated, made = self.content.dated(report), self._made.get(report)
        if made is not None and dated is None:
            return made.told, [(one, keys(one)) for one in made.said]
        reading = self._reading(report)
        if dated is not None:
            reading = redate(reading, dated.published, "inferred", dated.evidence)
        own = self._as_read(report) if dated is None else tellings(reading, self.words, self.weights)
        found = [(one, its) for one in statements(reading, matters.load(), scopes.load()) if (its := keys(one))]
        self.pairs.ahead.forget(telling.id for telling in own)  # they can be others than those that were scored
        self.pairs.ahead.forget(node_of(one) for one, _ in found)
        return own, found

    def _take_out(self, report: str) -> None:
        """Takes out what a report said when it had another day."""
        if report in self._new:
            return
        for telling in self.content.tellings(report):
            self.graphs[INCIDENTS].remove(telling.id)
        for former in self.content.statements(report):
            self.graphs[STATEMENTS].remove(node_of(former))
            self._apart.add(former.id)
            self.pairs.forget_facts(node_of(former))

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
        tied = by_label(labels.of(sorted(found.came)))  # one that shares but little with others is a part by itself
        came = {report for label, its in tied.items() if labels.weight(label) > 1 for report in its}
        again = found.left | came | (moved - found.small)
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
        if report in self._made:
            return frozenset(one.context for one in self._made[report].said)
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
        found = self.pairs.shared.get((one.id, other.id)) or copies.reuse(first, second)
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
        self.content.fetch({self.content.telling(event).report for event in members}, ())
        self.content.fetch_groups(INCIDENTS, members)
        for inside in clusters(members, edges, self.pairs.one_event, self.weights.merge, self.decided.incidents.apart):
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
            for inside in clusters(members, edges, self.pairs.story, self.weights.story_merge):
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
        changes.related |= self._apart
        self._apart.clear()
        self.ties.settle(changes)

    def days(self, report: str) -> Days:
        """When a report appeared, by its own words or by others'."""
        dated = self.content.dated(report)
        return days(dated.published) if dated is not None else self.content.digest(report).told
