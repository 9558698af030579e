"""Which things are compared with which, and what hangs together: a graph that is a function of the set of its nodes.

Every node falls into blocks, one a key. In a block each node is compared with the `reps` members that have the smallest
ids. Ids are hashes, so those are a sample, the same for any order in which the nodes came; a node that comes later
seldom becomes one of them, so adding to a block of any size costs a few comparisons, on average. A pair is compared
if some block asks for it, and joined by an edge if its score is above 0. Everything else follows from the edges.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Protocol

REPS = 8


class Shelf(Protocol):
    """Where a graph keeps its blocks and edges: in memory, or in tables of the record."""

    def keys(self, node: str) -> Sequence[str]: ...
    def put(self, blocks: Mapping[str, Sequence[str]]) -> None:
        """Nodes that are new, with their keys."""
        ...

    def drop(self, node: str) -> None: ...
    def first(self, keys: Sequence[str], n: int) -> Mapping[str, Sequence[str]]:
        """The n smallest members of each block, sorted."""
        ...

    def members(self, key: str) -> Sequence[str]: ...
    def ready(self, nodes: Collection[str]) -> None:
        """The edges of these are about to be asked for: get them at once."""
        ...

    def edges(self, node: str) -> Mapping[str, float]: ...
    def edge(self, a: str, b: str) -> float | None: ...
    def degrees(self, nodes: Collection[str], most: int) -> Mapping[str, int]:
        """How many edges each has; a number from `most` on says no more than that."""
        ...

    def join(self, a: str, b: str, score: float) -> None: ...
    def part(self, a: str, b: str) -> None: ...


Score = Callable[[str, str], float | None]


class Memory:
    """A shelf in memory."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[str, ...]] = {}
        self._blocks: dict[str, list[str]] = {}
        self._edges: dict[str, dict[str, float]] = {}

    def keys(self, node: str) -> Sequence[str]:
        return self._keys.get(node, ())

    def put(self, blocks: Mapping[str, Sequence[str]]) -> None:
        for node, keys in blocks.items():
            self._keys[node] = tuple(keys)
            for key in keys:
                insort(self._blocks.setdefault(key, []), node)

    def drop(self, node: str) -> None:
        for key in self._keys.pop(node, ()):
            block = self._blocks[key]
            del block[bisect_left(block, node)]

    def first(self, keys: Sequence[str], n: int) -> Mapping[str, Sequence[str]]:
        return {key: self._blocks.get(key, [])[:n] for key in keys}

    def members(self, key: str) -> Sequence[str]:
        return tuple(self._blocks.get(key, ()))

    def ready(self, nodes: Collection[str]) -> None:
        pass

    def edges(self, node: str) -> Mapping[str, float]:
        return self._edges.get(node, {})

    def edge(self, a: str, b: str) -> float | None:
        return self._edges.get(a, {}).get(b)

    def degrees(self, nodes: Collection[str], most: int) -> Mapping[str, int]:
        return {node: len(self._edges.get(node, ())) for node in nodes}

    def join(self, a: str, b: str, score: float) -> None:
        self._edges.setdefault(a, {})[b] = score
        self._edges.setdefault(b, {})[a] = score

    def part(self, a: str, b: str) -> None:
        self._edges[a].pop(b, None)
        self._edges[b].pop(a, None)


class Graph:
    """Adds and removes nodes, and remembers in `touched` which nodes' surroundings changed."""

    def __init__(
        self,
        shelf: Shelf,
        score: Score,
        ready: Callable[[Collection[str]], None] = lambda nodes: None,
        reps: int = REPS,
        reps_of: Callable[[str], int] | None = None,
        leads: Callable[[str, str], bool] | None = None,
        sieve: Callable[[str, Sequence[str]], Iterable[str]] | None = None,
    ):
        """ready: told which nodes are about to be scored, so that their content can be fetched at once.

        reps_of: for a key how many members of its block the others are compared with, at most `reps`. leads: whether
        others are compared with a node for that key at all. sieve: of others those that are worth to be compared with
        a node; all the rest would have no score above 0.
        """
        self.reps = reps
        self.reps_of = reps_of
        self.leads = leads
        self.sieve = sieve
        self.shelf = shelf
        self.score = score
        self.ready = ready
        self.touched: set[str] = set()
        self.changed: dict[tuple[str, str], float | None] = {}  # pairs -> what their edge was, None: there was none
        self.gone: set[str] = set()  # nodes that were taken out; they can be back

    def settled(self) -> None:
        """All that changed has been looked at."""
        self.touched.clear()
        self.changed.clear()
        self.gone.clear()

    def join(self, a: str, b: str, score: float) -> None:
        """An edge, whatever it was before. a < b."""
        if (a, b) not in self.changed:
            self.changed[a, b] = self.shelf.edge(a, b)
        self.shelf.join(a, b, score)
        self.touched.update((a, b))

    def _part(self, a: str, b: str) -> None:
        self.changed.setdefault((min(a, b), max(a, b)), self.shelf.edges(a)[b])
        self.shelf.part(a, b)
        self.touched.update((a, b))

    def first(self, keys: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """The members of each block that all others are compared with, sorted."""
        found = self.shelf.first(keys, self.reps)
        return found if self.reps_of is None else {key: some[: self.reps_of(key)] for key, some in found.items()}

    def _reps(self, key: str) -> int:
        return self.reps if self.reps_of is None else self.reps_of(key)

    def _leading(self, key: str, members: Sequence[str]) -> Sequence[str]:
        """Those of the first members of a block that the others are compared with."""
        leads = self.leads
        return members if leads is None else [node for node in members if leads(key, node)]

    def add(self, blocks: Mapping[str, Sequence[str]]) -> None:
        """Nodes with their keys, without repeats. A node that is there already is to be removed first."""
        self.touched.update(blocks)
        came: dict[str, list[str]] = {}
        for node in sorted(blocks):
            for key in blocks[node]:
                came.setdefault(key, []).append(node)
        before = self.first(list(came))
        partners: dict[str, set[str]] = {node: set() for node in sorted(blocks)}
        displaced: dict[str, set[str]] = {}
        for key, newcomers in came.items():
            former = before[key]
            if not former and len(newcomers) == 1:
                continue  # alone in its block
            reps = self._reps(key)
            first = sorted([*former, *newcomers])[:reps]
            leading = self._leading(key, first)
            if leading:
                for new in newcomers:
                    partners[new].update(leading)
            chosen = [new for new in newcomers if new <= first[-1]]
            if not chosen:
                continue
            if self._leading(key, chosen):
                members = self.shelf.members(key) if len(former) == reps else former
                for new in self._leading(key, chosen):
                    partners[new].update(members)
            for other in former:
                if other > first[-1]:
                    displaced.setdefault(other, set()).add(key)
        self.shelf.put(blocks)
        self._compare(partners)
        self._recheck(displaced)

    def remove(self, node: str) -> None:
        """Takes a node out, as if it had never been added."""
        keys = self.shelf.keys(node)
        led = [key for key, first in self.first(keys).items() if node in first]
        for other in sorted(self.shelf.edges(node)):
            self._part(node, other)
        self.shelf.drop(node)
        self.gone.add(node)
        self.touched.discard(node)
        for key, first in self.first(led).items():
            if len(first) == self._reps(key) and self._leading(key, first[-1:]):  # it has just become one of them
                new = first[-1]
                self._compare({new: set(self.shelf.members(key)) - set(self.shelf.edges(new))})

    def _compare(self, partners: Mapping[str, Collection[str]]) -> None:
        """Each node with each of its partners, a pair once."""
        self.ready(set().union(partners, *partners.values()))
        score_of, sieve = self.score, self.sieve
        for node, others in partners.items():
            some = [
                other for other in others
                if other > node or (other < node and not (other in partners and node in partners[other]))
            ]  # fmt: skip
            for other in some if sieve is None else sieve(node, some):
                a, b = (other, node) if other < node else (node, other)
                score = score_of(a, b)
                if score is not None and score > 0:
                    self.changed.setdefault((a, b), None)
                    self.join(a, b, score)

    def _recheck(self, displaced: Mapping[str, Set[str]]) -> None:
        """Nodes that no longer lead some blocks lose the edges that only those blocks asked for."""
        self.shelf.ready(displaced)
        around = {former: sorted(self.shelf.edges(former)) for former in sorted(displaced)}
        self.ready({*displaced, *(other for others in around.values() for other in others)})
        keys = {node: self.shelf.keys(node) for node in {*around, *(o for os in around.values() for o in os)}}
        shared: dict[tuple[str, str], set[str]] = {}
        for former, others in around.items():
            lost, own = displaced[former], set(keys[former])
            for other in others:
                if not lost.isdisjoint(keys[other]):
                    shared[former, other] = own.intersection(keys[other])
        asked = self.first(sorted(set().union(*shared.values())))
        leading = {key: frozenset(self._leading(key, nodes)) for key, nodes in asked.items()}
        for (former, other), both in shared.items():
            if other in self.shelf.edges(former) and not any(
                former in leading[key] or other in leading[key] for key in both
            ):
                self._part(former, other)

    def components(
        self, nodes: Iterable[str], least: float = 0.0
    ) -> Iterator[tuple[list[str], dict[tuple[str, str], float]]]:
        """What hangs together with one of `nodes`: sorted members and the edges among them, each component once.

        least: only edges with this score or more count.
        """
        seen: set[str] = set()
        starts = sorted(nodes)
        self.shelf.ready(starts)
        for start in starts:
            if start in seen:
                continue
            seen.add(start)
            found, edges, front = [], {}, [start]
            while front:
                self.shelf.ready(front)
                found += front
                beside: list[str] = []
                for node in front:
                    for other, score in self.shelf.edges(node).items():
                        if score < least:
                            continue
                        edges[(node, other) if node < other else (other, node)] = score
                        if other not in seen:
                            seen.add(other)
                            beside.append(other)
                front = beside
            yield sorted(found), edges


def clusters(
    members: Sequence[str], edges: Mapping[tuple[str, str], float], score: Score, merge: float,
    apart: Collection[frozenset[str]] = (),
) -> list[list[str]]:  # fmt: skip
    """Groups within a component, each sorted: edges are taken strongest first, and two groups become one when the mean
    score between the smallest few of each is at least `merge`, so that one odd edge does not join what differs.

    apart: pairs that never come into one group."""
    parted = frozenset().union(*apart) if apart else frozenset()
    group = {node: node for node in members}
    inside = {node: [node] for node in members}
    known: dict[tuple[str, str], float] = dict(edges)
    for a, b in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        one, two = sorted((group[a], group[b]))
        if one == two or _mean(inside[one], inside[two], known, score) < merge:
            continue
        if parted and _apart(inside[one], inside[two], parted, apart):
            continue
        for node in inside[two]:
            group[node] = one
        inside[one] = sorted(inside[one] + inside.pop(two))
    return [inside[node] for node in sorted(inside)]


def _apart(
    one: list[str], two: list[str], parted: Collection[str], apart: Collection[frozenset[str]]
) -> bool:  # fmt: skip
    others = [b for b in two if b in parted]
    return any(frozenset((a, b)) in apart for a in one if a in parted for b in others)


LOOKED_AT = 4  # members of a group that speak for it
EXCLUDES = -6.0  # what a pair counts that cannot be one event


def _mean(one: list[str], two: list[str], known: dict[tuple[str, str], float], score: Score) -> float:
    total = 0.0
    some, others = one[:LOOKED_AT], two[:LOOKED_AT]
    for a in some:
        for b in others:
            pair = (min(a, b), max(a, b))
            if pair not in known:
                found = score(*pair)
                known[pair] = EXCLUDES if found is None else found
            total += known[pair]
    return total / (len(some) * len(others))
