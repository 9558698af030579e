"""Joining in parts: what workers find out of new reports before one process settles what they change.

A contribution is what joining makes of a report alone. Contributions fall into parts by their blocking keys, so that
two that are compared at all meet in some part. There they are scored by the graphs that joining itself uses; beside
them lie those of the record that lead their blocks. Who settles takes the scores instead of comparing anew, so
that the result is the same. Only texts are compared by who settles: copies share few blocks, and a text is long.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from zlib import crc32

from dateline.joining.content import GRAPHS, INCIDENTS, STATEMENTS, STORIES, node_of, row_of
from dateline.joining.decided import Decided, as_decided
from dateline.joining.digest import digest
from dateline.joining.graph import Graph, Memory, Shelf
from dateline.joining.keys import foremost, keys_of_report, keys_of_telling
from dateline.joining.memory import InMemory
from dateline.joining.pairs import Pairs, may_lead
from dateline.joining.statements import Statement, keys, statements
from dateline.joining.statements.link import REPS, reps
from dateline.joining.tellings import Digest, Telling, tellings
from dateline.lexicon import joining, matters, scopes, word_weights
from dateline.records import Reading

SCORED = (STORIES, INCIDENTS, STATEMENTS)
Blocks = dict[str, Sequence[str]]  # node -> its keys


@dataclass(frozen=True, slots=True)
class Contribution:
    """What joining makes of a report alone, by the days that it tells itself. said: those that can be compared."""

    digest: Digest
    told: tuple[Telling, ...]
    said: tuple[Statement, ...]


@dataclass(slots=True)
class Part:
    """What is compared in one part. blocks: of each graph the nodes, with those of their keys that fall into it; new:
    nodes that are not in the record yet."""

    blocks: dict[str, Blocks] = field(default_factory=lambda: {name: {} for name in SCORED})
    new: set[str] = field(default_factory=set)
    digests: dict[str, Digest] = field(default_factory=dict)
    told: dict[str, Telling] = field(default_factory=dict)
    said: dict[str, Statement] = field(default_factory=dict)

    def add(self, other: "Part") -> None:
        for name in SCORED:
            self.blocks[name].update(other.blocks[name])
        self.new |= other.new
        self.digests.update(other.digests)
        self.told.update(other.told)
        self.said.update(other.said)


Found = list[tuple[str, str, Any]]  # two nodes, and what they are to each other: a score, or a judgement


class Workers(Protocol):
    """Those who do it: processes of a cluster, or this one."""

    def contributions(self, readings: Sequence[Reading], decided: Decided) -> list[Contribution]: ...
    def found(self, beside: Part, decided: Decided) -> Found:
        """What the pairs of the last contributions, and these with what is in the record, are to each other."""
        ...


def contribution(reading: Reading, decided: Decided) -> Contribution:
    reading = as_decided(reading, decided.actors)
    words, weights = word_weights.load(), joining.load()
    said = statements(reading, matters.load(), scopes.load())
    own = tuple(one for one in said if keys(one))
    return Contribution(digest(reading, words), tellings(reading, words, weights), own)


def whole(made: Iterable[Contribution]) -> Part:
    """Contributions as one part."""
    found = Part()
    for one in made:
        report, top = one.digest.id, foremost(one.digest.keywords)
        found.digests[report] = one.digest
        found.blocks[STORIES][report] = keys_of_report(one.digest)
        for telling in one.told:
            found.told[telling.id] = telling
            found.blocks[INCIDENTS][telling.id] = keys_of_telling(telling, top)
        for statement in one.said:
            found.said[statement.id] = statement
            found.blocks[STATEMENTS][node_of(statement)] = keys(statement)
    found.new = {node for name in SCORED for node in found.blocks[name]}
    return found


def cut(part: Part, n: int) -> list[Part]:
    """A part in n parts, by keys. What lies alone in a part is still there: it may meet another one's."""
    found = [Part() for _ in range(n)]
    for name in SCORED:
        for node, its in part.blocks[name].items():
            by_part: dict[int, list[str]] = {}
            for key in its:
                by_part.setdefault(crc32(key.encode()) % n, []).append(key)
            for number, some in by_part.items():
                one = found[number]
                one.blocks[name][node] = some
                if node in part.new:
                    one.new.add(node)
                _bring(part, one, name, node)
    return found


def _bring(part: Part, one: Part, name: str, node: str) -> None:
    """What comparing a node asks for."""
    if name == STATEMENTS:
        one.said[row_of(node)] = part.said[row_of(node)]
        return
    if name == INCIDENTS:
        one.told[node] = part.told[node]
    report = node if name == STORIES else part.told[node].report
    one.digests[report] = part.digests[report]


def graphs(shelf: Callable[[str], Shelf], pairs: Pairs) -> dict[str, Graph]:
    """The graphs of joining but that of copies."""
    return {
        STORIES: Graph(shelf(STORIES), pairs.story, pairs.reports, sieve=pairs.likely_story),
        INCIDENTS: Graph(
            shelf(INCIDENTS), pairs.one_event, pairs.told, sieve=pairs.likely_one
        ),
        STATEMENTS: Graph(shelf(STATEMENTS), pairs.related, pairs.stated, REPS, reps, may_lead, pairs.relatable),
    }  # fmt: skip


def scored(pieces: Iterable[Part], decided: Decided) -> Found:
    """What the pairs of one part are to each other. Pairs of two that are in the record are left to it."""
    part = Part()
    for piece in pieces:
        part.add(piece)
    content = InMemory()
    content.digests, content.by_event, content.by_row = part.digests, part.told, part.said
    pairs = Pairs(content, joining.load(), decided, lambda report: frozenset())
    shelves: Mapping[str, Shelf] = {name: Memory() for name in GRAPHS}
    found: Found = []
    for name, graph in graphs(shelves.__getitem__, pairs).items():
        graph.sieve = _of_new(part.new, graph.sieve)
        graph.add(part.blocks[name])
        for node in part.blocks[name]:
            edges = graph.shelf.edges(node)
            found += [(node, other, pairs.found(name, node, other, edges[other])) for other in edges if node < other]
    return found


Sieve = Callable[[str, Sequence[str]], Iterable[str]]


def _of_new(new: set[str], sieve: Sieve | None) -> Sieve:
    """The sieve of a graph, which lets pairs through only where one is new."""

    def sieved(node: str, others: Sequence[str]) -> Iterable[str]:
        some = others if node in new else [other for other in others if other in new]
        return some if sieve is None else sieve(node, some)

    return sieved


class Here:
    """Workers that are this process: the same in parts, for whom no cluster is there."""

    def __init__(self, parts: int):
        self.parts = parts
        self._made: list[Contribution] = []

    def contributions(self, readings: Sequence[Reading], decided: Decided) -> list[Contribution]:
        self._made = [contribution(reading, decided) for reading in readings]
        return self._made

    def found(self, beside: Part, decided: Decided) -> Found:
        pieces = zip(cut(whole(self._made), self.parts), cut(beside, self.parts), strict=True)
        return [one for both in pieces for one in scored(both, decided)]
