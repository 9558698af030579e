"""The graphs of joining in tables: what stands in each block, which nodes are tied, labels of what hangs together."""

import json
import re
from bisect import insort
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

from dateline.joining.content import COPIES, INCIDENTS, STATEMENTS, STORIES
from dateline.joining.tellings import Days
from dateline.store.database import Database
from dateline.store.nodes import long, short
from dateline.store.remembered import forget, missing

MOST_BLOCKS, MOST_NODES = 60_000, 30_000  # that a shelf remembers from one joining to the next
NUMBER = {COPIES: 1, STORIES: 2, INCIDENTS: 3, STATEMENTS: 4}
_WHEN = re.compile(r"\|(\d{5,6})(?:\||\+|$)")  # the number of the week or month in a key
NUMBER_BITS, HASH_BITS = 11, 36  # of such a number, and of the hash of its key behind it


@lru_cache(maxsize=200_000)
def _hash(key: str) -> int:
    """A number of six bytes. Keys with a time have it in front, so that what is of one time lies on the same pages."""
    hashed = int.from_bytes(blake2b(key.encode(), digest_size=6).digest()) >> 1
    when = _WHEN.search(key)
    if when is None:
        return -1 - hashed
    return int(when[1]) % (1 << NUMBER_BITS) << HASH_BITS | hashed >> NUMBER_BITS


class Shelf:
    """A graph's blocks and edges in tables. Remembers what it was asked for; new edges are written by `write`."""

    def __init__(self, db: Database, graph: str, keys: Callable[[str], Sequence[str]]):
        self._db = db
        self._ask = db.ask
        self._graph = NUMBER[graph]
        self._leading: dict[int, list[str]] = {}
        self._n = 0  # how many of them
        self._edges: dict[str, dict[str, float]] = {}
        self._unwritten: dict[str, dict[str, float | None]] = {}  # of each node, to each other
        self._gained: dict[str, int] = {}  # how many more edges a node has than are written
        self.keys = keys

    def put(self, blocks: Mapping[str, Sequence[str]]) -> None:
        rows = sorted((self._graph, _hash(key), node) for node, keys in blocks.items() for key in keys)
        written = [(graph, key, short(node)) for graph, key, node in rows]
        self._db.insert("join_keys", ("graph", "key", "node"), written, "keep")
        for node in blocks:
            self._edges.setdefault(node, {})  # a node that is new has none
        for _, key, node in rows:
            known = self._leading.get(key)
            if known is not None and (len(known) < self._n or node < known[-1]):
                insort(known, node)
                del known[self._n :]

    def trim(self) -> None:
        """What was asked for is remembered from one joining to the next, as far as memory has room."""
        forget(self._leading, MOST_BLOCKS)
        forget(self._edges, MOST_NODES)

    def drop(self, node: str) -> None:
        rows = [(self._graph, _hash(key), node) for key in self.keys(node)]
        written = short(node)
        self._db.many("drop_key", [{"graph": graph, "key": key, "node": written} for graph, key, _ in rows])
        for _, key, _ in rows:
            self._leading.pop(key, None)

    def first(self, keys: Sequence[str], n: int) -> Mapping[str, Sequence[str]]:
        if n != self._n:
            self._leading.clear()
            self._n = n
        hashed = [(key, _hash(key)) for key in keys]
        if wanted := missing(self._leading, [key for _, key in hashed]):
            for row in self._ask("leading", graph=self._graph, keys=json.dumps(wanted), n=n):
                nodes = row["nodes"]
                self._leading[row["key"]] = [*map(long, nodes[2:-2].split('","'))] if len(nodes) > 2 else []
        return {key: tuple(self._leading[number]) for key, number in hashed}

    def members(self, key: str) -> Sequence[str]:
        return [long(row["node"]) for row in self._ask("block", graph=self._graph, key=_hash(key))]

    def ready(self, nodes: Collection[str]) -> None:
        wanted = missing(self._edges, nodes)
        if not wanted:
            return
        self._edges.update((node, {}) for node in wanted)
        for row in self._ask("edges_of", graph=self._graph, nodes=json.dumps([*map(short, wanted)])):
            self._edges[long(row["a"])][long(row["b"])] = row["score"]
        for node in wanted:
            for other, score in self._unwritten.get(node, {}).items():
                _set(self._edges[node], other, score)

    def edges(self, node: str) -> Mapping[str, float]:
        if node not in self._edges:
            self.ready((node,))
        return self._edges[node]

    def edge(self, a: str, b: str) -> float | None:
        if b in (unwritten := self._unwritten.get(a, {})):
            return unwritten[b]
        for one, other in ((a, b), (b, a)):
            if one in self._edges:
                return self._edges[one].get(other)
        row = self._ask("edge", graph=self._graph, a=short(a), b=short(b)).fetchone()
        return None if row is None else row["score"]

    def degrees(self, nodes: Collection[str], most: int) -> Mapping[str, int]:
        found = {node: len(self._edges[node]) for node in nodes if node in self._edges}
        missing = [node for node in nodes if node not in found]
        if missing:
            least = min(self._gained.get(node, 0) for node in missing)
            limit = most - min(0, least)  # edges that are gone and not written may be among those counted
            for row in self._ask("degrees", graph=self._graph, nodes=json.dumps([*map(short, missing)]), most=limit):
                node = long(row["node"])
                found[node] = row["n"] + self._gained.get(node, 0)
        return found

    def join(self, a: str, b: str, score: float) -> None:
        self._edge(a, b, score)

    def part(self, a: str, b: str) -> None:
        self._edge(a, b, None)

    def _edge(self, a: str, b: str, score: float | None) -> None:
        for one, other in ((a, b), (b, a)):
            self._gained[one] = self._gained.get(one, 0) + (1 if score is not None else -1)
            self._unwritten.setdefault(one, {})[other] = score
            if one in self._edges:
                _set(self._edges[one], other, score)

    def write(self) -> None:
        every = sorted(((a, b), score) for a, tied in self._unwritten.items() for b, score in tied.items())
        gone = [{"graph": self._graph, "a": short(a), "b": short(b)} for (a, b), score in every if score is None]
        self._db.many("drop_edge", gone)
        made = [(self._graph, short(a), short(b), score) for (a, b), score in every if score is not None]
        self._db.insert("join_edges", ("graph", "a", "b", "score"), made, "replace")
        self._unwritten.clear()
        self._gained.clear()


class StoredLabels:
    """Labels of nodes in a table. mark: before each, so that labels of one kind can be of several graphs."""

    def __init__(self, db: Database, mark: str = ""):
        self._db = db
        self._ask = db.ask
        self._mark = mark

    def _marked(self, nodes: Collection[str]) -> str:
        return json.dumps([self._mark + node for node in nodes])

    def _bare(self, name: str) -> str:
        return name[len(self._mark) :]

    def of(self, nodes: Collection[str]) -> Mapping[str, str]:
        if not nodes:
            return {}
        found = self._ask("labels_of", nodes=self._marked(nodes))
        return {self._bare(row["node"]): self._bare(row["label"]) for row in found}

    def put(self, nodes: Mapping[str, str]) -> None:
        rows = [(self._mark + node, self._mark + label) for node, label in nodes.items()]
        self._db.insert("join_parts", ("node", "label"), rows, "replace")

    def drop(self, nodes: Collection[str]) -> None:
        if nodes:
            self._ask("drop_labels", nodes=self._marked(nodes))

    def rename(self, label: str, new: str) -> None:
        self._ask("rename_label", label=self._mark + label, new=self._mark + new)

    def members(self, label: str, n: int | None = None) -> list[str]:
        label = self._mark + label
        found = self._ask("labelled", label=label) if n is None else self._ask("labelled_first", label=label, n=n)
        return [self._bare(row["node"]) for row in found]

    def weight(self, label: str) -> int:
        found: int = self._ask("label_weight", label=self._mark + label).fetchone()["n"]
        return found

    def date(self, days: Mapping[str, Days]) -> None:
        rows = [{"node": self._mark + node, "first": first, "last": last} for node, (first, last) in days.items()]
        self._db.many("date_labelled", rows)

    def days(self, label: str) -> Days:
        row = self._ask("label_days", label=self._mark + label).fetchone()
        return row["first"], row["last"]


def _set(edges: dict[str, float], other: str, score: float | None) -> None:
    if score is None:
        edges.pop(other, None)
    else:
        edges[other] = score
