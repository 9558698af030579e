"""What hangs together with statements that changed: the links and disputes among it."""

from collections.abc import Collection, Mapping

from dateline.joining.content import Changes, Content, node_of, row_of
from dateline.joining.decided import Decided
from dateline.joining.graph import Graph
from dateline.joining.pairs import Pairs
from dateline.joining.statements import Statement, disputes, settled
from dateline.lexicon import matters


class Ties:
    """Makes the links and disputes of statements anew where their surroundings changed."""

    def __init__(self, content: Content, graph: Graph, pairs: Pairs, decided: Decided):
        self.content = content
        self.graph = graph
        self.pairs = pairs
        self.decided = decided

    def settle(self, changes: Changes) -> None:
        """Links and disputes of all that hangs together with a statement that changed."""
        graph = self.graph
        around = self._around({row_of(node) for node in graph.touched})
        seen: set[str] = set()
        for node in sorted(graph.touched):
            if row_of(node) not in seen:
                self._relate(row_of(node), around, seen, changes)
        changes.related |= seen
        graph.settled()

    def _around(self, rows: Collection[str]) -> dict[str, set[str]]:
        """For all that hangs together with some statements the rows beside each: by an edge, or as what carries it."""
        shelf = self.graph.shelf
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
            for other in self.graph.shelf.edges(node_of(one)):
                pairs.add((min(one.id, row_of(other)), max(one.id, row_of(other))))
        judged = (self.pairs.judgement(by_id[a], by_id[b]) for a, b in sorted(pairs))
        apart = self.decided.statements.apart  # also where what lies between two was found through what they carry
        links = [
            link for link in settled((judgement for judgement in judged if judgement is not None), by_id)
            if frozenset((link.a, link.b)) not in apart
        ]  # fmt: skip
        changes.links.update({link.id: link for link in links})
        found = disputes(by_id.values(), links, matters.load())
        changes.disputes.update({dispute.id: dispute for dispute in found})
