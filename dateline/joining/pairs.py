"""How two reports, tellings or statements score: what the graphs of joining ask of a pair, and of most not at all."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from dateline.joining import copies, stories
from dateline.joining.compare import own_levels, reports_level
from dateline.joining.content import COPIES, STATEMENTS, Content, node_of, row_of
from dateline.joining.decided import Decided, kept_apart
from dateline.joining.decided import score as decision
from dateline.joining.sieve import Sieve
from dateline.joining.statements import Judgement, Statement, relation
from dateline.joining.statements.link import DENIED
from dateline.joining.statements.sieve import Facts, facts, possible
from dateline.joining.tellings import Telling, likeness
from dateline.lexicon.joining import JoiningWeights


def may_lead(key: str, node: str) -> bool:
    """In the blocks in which denials meet what they deny nothing else is compared."""
    return node[0] == "0" or not key.startswith(DENIED)


class Scores:
    """What pairs were found to be to each other before: of all pairs of a new node with one that is new or lay beside
    the new ones, on a key of both. A pair that is not in it is nothing."""

    def __init__(self, new: Iterable[str] = (), beside: Iterable[str] = (), found: Iterable[tuple[str, str, Any]] = ()):
        self._new = set(new)
        self._known = self._new.union(beside)
        self._found: dict[str, dict[str, Any]] = {}
        for a, b, value in found:
            self._found.setdefault(a, {})[b] = value
            self._found.setdefault(b, {})[a] = value

    def of(self, a: str, b: str) -> Any:
        """A score, or a judgement; None where nothing is known, or they are nothing to each other."""
        return self._found[a].get(b) if a in self._found else None

    def sieved(self, node: str, others: Sequence[str], sieve: Callable[[Sequence[str]], Iterable[str]]) -> list[str]:
        """Those that can be something to a node. sieve: tells it of those of which nothing is known."""
        known = self._known if node in self._new else self._new if node in self._known else ()
        if not known:
            return [*sieve(others)]
        rest = {*sieve([other for other in others if other not in known])}
        its = self._found.get(node, {})
        return [other for other in others if (other in its if other in known else other in rest)]

    def forget(self, nodes: Iterable[str]) -> None:
        """Nodes that are otherwise now."""
        for node in nodes:
            self._new.discard(node)
            self._known.discard(node)
            for other in self._found.pop(node, ()):
                self._found[other].pop(node)

    def covers(self, node: str) -> bool:
        return node in self._known


class Pairs:
    """Scores of pairs, above 0 for an edge. Remembers until the end of a settling what was found of each."""

    def __init__(
        self, content: Content, weights: JoiningWeights, decided: Decided, contexts: Callable[[str], frozenset[str]]
    ):  # fmt: skip
        """contexts: the sentences of a report's statements."""
        self.content = content
        self.weights = weights
        self.decided = decided
        self.contexts = contexts
        self.ahead = Scores()
        self._labels = content.labels(COPIES)
        self._sieve = Sieve(weights)
        self._story_sieve = stories.Sieve(weights)
        self._levels: dict[tuple[str, str], tuple[str, ...]] = {}  # of tellings that the sieve let through
        self._alike: dict[tuple[str, str], float] = {}  # nearness of reports
        self.shared: dict[tuple[str, str], copies.Reuse] = {}  # of pairs that share text, the earlier report first
        self._many: dict[str, bool] = {}  # whether a group of copies is kept by labels
        self._said_first: dict[str, frozenset[str]] = {}  # sentences with statements, of what others are copies of
        self._facts: dict[str, Facts] = {}  # of statements, by their nodes
        self._judged: dict[tuple[str, str], Judgement | None] = {}  # by rows, in the order of their nodes

    def forget(self) -> None:
        """All is settled."""
        self._levels.clear()
        self._alike.clear()
        self.shared.clear()
        self._many.clear()
        self._said_first.clear()
        self.ahead = Scores()
        self.forget_statements()

    def forget_statements(self) -> None:
        """Statements can have become others."""
        self._facts.clear()
        self._judged.clear()

    def forget_facts(self, node: str) -> None:
        self._facts.pop(node, None)

    def reports(self, nodes: Collection[str]) -> None:
        self.content.fetch(nodes, ())

    def told(self, nodes: Collection[str]) -> None:
        self.content.fetch((), nodes)

    def stated(self, nodes: Collection[str]) -> None:
        self.content.fetch_statements([row_of(node) for node in nodes])
        for node in nodes:
            if not self.ahead.covers(node):
                self._facts_of(node)

    def _facts_of(self, node: str) -> Facts:
        found = self._facts.get(node)
        if found is None:
            found = self._facts[node] = facts(self.content.statement(row_of(node)))
        return found

    def copied(self, a: str, b: str) -> float | None:
        one, other = self.content.digest(a), self.content.digest(b)
        if not copies.likely(one, other):
            return None
        first, second = copies.earlier(one, other)
        found = copies.reuse(self.content.report(first.id), self.content.report(second.id))
        if not copies.is_reuse(found):
            return None
        self.shared[first.id, second.id] = found
        return max(found.share, 0.01)

    def story(self, a: str, b: str) -> float | None:
        return decision(self.decided.stories, a, b, self._story_by_rules)

    def _story_by_rules(self, a: str, b: str) -> float:
        found: float | None = self.ahead.of(a, b)
        if found is not None:
            return found
        return stories.score(self.content.digest(a), self.content.digest(b), self.weights)

    def likely_story(self, report: str, others: Sequence[str]) -> Iterable[str]:
        """Those of some reports that can be of one story with one."""
        if self.decided.stories.together:
            return others
        own, digest, most = self.content.digest(report), self.content.digest, self._story_sieve.most
        return self.ahead.sieved(report, others, lambda some: [other for other in some if most(own, digest(other)) > 0])

    def one_event(self, a: str, b: str) -> float | None:
        return decision(self.decided.incidents, a, b, self._one_event_by_rules)

    def _one_event_by_rules(self, a: str, b: str) -> float | None:
        found: float | None = self.ahead.of(a, b)
        if found is not None:
            return found
        one, other = kept_apart(self.content.telling(a), self.content.telling(b), self.decided.actors)
        compared = self._levels.pop((a, b), None) or own_levels(one, other)
        if compared is None:
            return None
        around = reports_level(one, other, self.nearness(one, other))
        return self.weights.score((*compared, around)) - self.weights.link

    def likely_one(self, node: str, others: Sequence[str]) -> Iterable[str]:
        """Those of some tellings that can be of one event with one."""
        if self.decided.incidents.together:
            return others
        likely = self.ahead.sieved(node, others, partial(self._may_be_one, node))
        told = self.content.telling
        self.content.fetch({told(one).report for one in (node, *likely)}, ())  # whose words are compared next
        return likely

    def _may_be_one(self, node: str, others: Sequence[str]) -> Iterator[str]:
        """Those that are one event if their reports have enough in common; what else was found is kept for then."""
        told, actors = self.content.telling, self.decided.actors
        for other in others:
            pair = (node, other) if node < other else (other, node)
            levels = self._sieve.levels(*kept_apart(told(pair[0]), told(pair[1]), actors))
            if levels is not None:
                self._levels[pair] = levels
                yield other

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

    def related(self, a: str, b: str) -> float | None:
        apart = self.decided.statements.apart
        if apart and frozenset((row_of(a), row_of(b))) in apart:
            return None
        one, other = self.content.statement(row_of(a)), self.content.statement(row_of(b))
        if self._copied_words(one, other):
            return None
        found = self._judged[one.id, other.id] = self.ahead.of(a, b) or relation(one, other)
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
            first = self._said_first[group] = self.contexts(group)
        return one.context in first and other.context in first

    def _many_copies(self, group: str) -> bool:
        if group not in self._many:
            self._many[group] = bool(self._labels.of((group,)))
        return self._many[group]

    def relatable(self, node: str, others: Sequence[str]) -> list[str]:
        """Those of some statements that can be anything to one. The facts of all of them were looked up before."""
        return self.ahead.sieved(node, others, partial(self._possible, node))

    def _possible(self, node: str, others: Sequence[str]) -> list[str]:
        if not others:
            return []
        own, of = self._facts_of(node), self._facts_of
        return [other for other in others if possible(own, of(other))]

    def found(self, graph: str, a: str, b: str, score: float) -> Any:
        """What a pair with an edge is, for `Scores`. a < b."""
        return self._judged[row_of(a), row_of(b)] if graph == STATEMENTS else score

    def judgement(self, a: Statement, b: Statement) -> Judgement | None:
        """What they are to each other; for most it was asked when they were compared."""
        pair = (a.id, b.id) if node_of(a) < node_of(b) else (b.id, a.id)
        return self._judged[pair] if pair in self._judged else relation(a, b)
