"""What hangs together where more does than can be told apart as a whole: parts with strong ties, kept up to date.

A graph's groups are made within what hangs together, all of it at once. Where that is more than `most` nodes, its
groups are its parts instead: what hangs together by edges of at least `least`. Both are functions of the set of nodes.
Parts have labels, so that a newcomer is only held against those beside it: two parts that it ties get the label of the
heavier one, and where an edge is gone the nodes around it are asked whether they still hang together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Protocol

from dateline.joining.graph import Graph
from dateline.joining.tellings import Days


class Labels(Protocol):
    """Where labels are kept: in memory, or in a table of the record. A node that is in no large whole has none."""

    def of(self, nodes: Collection[str]) -> Mapping[str, str]: ...
    def put(self, nodes: Mapping[str, str]) -> None: ...
    def drop(self, nodes: Collection[str]) -> None: ...
    def rename(self, label: str, new: str) -> None: ...
    def members(self, label: str, n: int | None = None) -> list[str]:
        """Sorted; the first n of them."""
        ...

    def weight(self, label: str) -> int: ...
    def date(self, days: Mapping[str, Days]) -> None:
        """When nodes that have a label appeared."""
        ...

    def days(self, label: str) -> Days:
        """The first and the last day of all members."""
        ...


class KeptLabels:
    """Labels in memory."""

    def __init__(self) -> None:
        self._label: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._days: dict[str, Days] = {}

    def of(self, nodes: Collection[str]) -> Mapping[str, str]:
        return {node: self._label[node] for node in nodes if node in self._label}

    def put(self, nodes: Mapping[str, str]) -> None:
        self.drop(nodes)
        for node, label in nodes.items():
            self._label[node] = label
            self._members.setdefault(label, set()).add(node)

    def drop(self, nodes: Collection[str]) -> None:
        for node in nodes:
            label = self._label.pop(node, None)
            if label is not None:
                self._members[label].discard(node)

    def rename(self, label: str, new: str) -> None:
        self.put(dict.fromkeys(self._members.get(label, ()), new))

    def members(self, label: str, n: int | None = None) -> list[str]:
        its = self._members.get(label, ())
        return sorted(its) if n is None else nsmallest(n, its)

    def weight(self, label: str) -> int:
        return len(self._members.get(label, ()))

    def date(self, days: Mapping[str, Days]) -> None:
        self._days.update(days)

    def days(self, label: str) -> Days:
        known = [self._days.get(node, (None, None)) for node in self._members.get(label, ())]
        firsts, lasts = [a for a, _ in known if a is not None], [b for _, b in known if b is not None]
        return min(firsts, default=None), max(lasts, default=None)


@dataclass(slots=True)
class Settled:
    """small: nodes in wholes that are not too large, to be grouped as a whole each. parts: labels of the parts in which
    anything changed; came: nodes that came into them; moved: those, and all members of `renamed`: parts that have
    another first member now, with who it was; left: nodes that had a label and have none any more, or another."""

    small: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    came: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)


class Parts:
    """The large wholes of a graph."""

    def __init__(self, graph: Graph, labels: Labels, least: float, most: int):
        self.graph = graph
        self.labels = labels
        self.least = least
        self.most = most

    def settle(self, touched: Collection[str]) -> Settled:
        """Takes the graph's changes in. touched: nodes that are there, all whose edges changed among them."""
        found = Settled()
        found.small, large = self._sizes(sorted(touched))
        left = self.labels.of(sorted(self.graph.gone | found.small))
        known = {node: label for node, label in self.labels.of(sorted(large)).items() if node not in left}
        first = self._first({*left.values(), *known.values()})
        self.labels.drop(sorted(left))
        found.left = set(left) - self.graph.gone
        fresh = self._fresh(large - known.keys(), known)
        first |= self._first(set(known.values()) - first.keys() - fresh)
        found.moved |= fresh
        self._tie(fresh, known, found)
        self._split(found)
        now = {*self.labels.of(sorted({*large, *found.moved})).values(), *first}
        found.parts = {label for label in now if self.labels.weight(label)}
        found.came = set(found.moved)
        for label in sorted(found.parts):
            former = first.get(label)
            if self.labels.members(label, 1) != former:
                found.moved.update(self.labels.members(label))
                found.renamed.update({label: former[0]} if former else {})
        return found

    def _first(self, labels: Iterable[str]) -> dict[str, list[str]]:
        return {label: self.labels.members(label, 1) for label in sorted(labels)}

    def _sizes(self, nodes: Sequence[str]) -> tuple[set[str], set[str]]:
        """All that is in wholes of at most `most` with one of the nodes, and the nodes in larger ones."""
        small: set[str] = set()
        large: set[str] = set()
        for node in nodes:
            if node not in small and node not in large:
                reached, all_of_it = self._reach(node, large)
                (small if all_of_it else large).update(reached)
        return small, large.intersection(nodes)

    def _reach(self, start: str, large: Collection[str]) -> tuple[set[str], bool]:
        """What hangs together with a node, and whether that is all: it ends where that is too much."""
        shelf, seen, front = self.graph.shelf, {start}, [start]
        while front:
            if any(n >= self.most for n in shelf.degrees(front, self.most).values()):
                return seen, False
            shelf.ready(front)
            front = sorted({other for node in front for other in shelf.edges(node)} - seen)
            seen.update(front)
            if len(seen) > self.most or not seen.isdisjoint(large):
                return seen, False
        return seen, True

    def _fresh(self, nodes: Iterable[str], known: dict[str, str]) -> set[str]:
        """Nodes of large wholes that had no label: newcomers, and all of a whole that was not too large before. Each
        gets one of its own. known: grows by the labels of all nodes beside them."""
        fresh: set[str] = set()
        front = sorted(nodes)
        while front:
            fresh.update(front)
            self.graph.shelf.ready(front)
            beside = {other for node in front for other in self.graph.shelf.edges(node)} - fresh - known.keys()
            known |= self.labels.of(sorted(beside))
            front = sorted(beside - known.keys())
        own = {node: self._free(node) for node in sorted(fresh)}
        self.labels.put(own)
        known |= own
        return fresh

    def _free(self, label: str) -> str:
        while self.labels.weight(label):
            label += "+"
        return label

    def _tie(self, fresh: Collection[str], known: Mapping[str, str], found: Settled) -> None:
        """Parts that a new edge ties become one, and so do nodes that have just got a label."""
        shelf = self.graph.shelf
        ties = {pair for pair in self.graph.changed if known.keys() >= set(pair) and self._tied(*pair)}
        ties |= {(a, b) for a in fresh for b, score in shelf.edges(a).items() if score >= self.least}
        for labels in joined((known[a], known[b]) for a, b in sorted(ties)):
            heaviest = max(sorted(labels), key=self.labels.weight)
            for label in sorted(labels - {heaviest}):
                found.moved.update(self.labels.members(label))
                self.labels.rename(label, heaviest)

    def _tied(self, a: str, b: str) -> bool:
        return (self.graph.shelf.edge(a, b) or 0.0) >= self.least

    def _split(self, found: Settled) -> None:
        """Parts that lost an edge fall apart where nothing else holds them together."""
        lost = {
            pair for pair, was in self.graph.changed.items() if (was or 0.0) >= self.least and not self._tied(*pair)
        }
        by_label: dict[str, list[str]] = {}
        for node, label in sorted(self.labels.of(sorted({node for pair in lost for node in pair})).items()):
            by_label.setdefault(label, []).append(node)
        for suspects in by_label.values():
            while len(suspects) > 1 and not self._at_once(suspects):
                piece, everybody = self._piece(suspects)
                if not everybody:
                    self.labels.put(dict.fromkeys(sorted(piece), self._free(min(piece))))
                    found.moved |= piece
                suspects = [] if everybody else [node for node in suspects if node not in piece]

    def _strong(self, node: str) -> list[str]:
        return [other for other, score in self.graph.shelf.edges(node).items() if score >= self.least]

    def _at_once(self, nodes: Sequence[str]) -> bool:
        """Whether nodes are seen to hang together by those beside them."""
        pairs = [(node, other) for node in nodes for other in (node, *self._strong(node))]
        return any(group.issuperset(nodes) for group in joined(pairs))

    def _piece(self, nodes: Sequence[str]) -> tuple[set[str], bool]:
        """What hangs together with the first of them, and whether all of them do."""
        seen, front = {nodes[0]}, [nodes[0]]
        while front and not seen.issuperset(nodes):
            self.graph.shelf.ready(front)
            front = sorted({other for node in front for other in self._strong(node)} - seen)
            seen.update(front)
        return seen, seen.issuperset(nodes)


def joined(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """What pairs connect."""
    group: dict[str, set[str]] = {}
    for a, b in pairs:
        one, two = group.setdefault(a, {a}), group.setdefault(b, {b})
        if one is not two:
            small, large = (one, two) if len(one) < len(two) else (two, one)
            large |= small
            group.update(dict.fromkeys(small, large))
    return list({id(some): some for some in group.values()}.values())
