"""Joining costs what is new, however much is there: copies without end, one story that takes all, circles.

What is counted is work (pairs that are compared, edges that are looked up), so that a slow machine changes nothing. The
reports are those of `bench/synthetic.py`; `python -m bench.joining` measures the time.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.synthetic import Script, Step, made, own_script, written
from dateline.ids import make_id
from dateline.joining import copies, incidents, stories
from dateline.joining.graph import Graph, Memory
from dateline.joining.pairs import Pairs
from dateline.joining.parts import KeptLabels, Parts
from dateline.joining.together import Live, join
from dateline.records import Reading


class Work:
    """How often anything was compared or looked up since the last time."""

    def __init__(self) -> None:
        self.count = 0

    def taken(self) -> int:
        count, self.count = self.count, 0
        return count


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    found = Work()

    def counted(kind: type, name: str) -> None:
        plain = getattr(kind, name)

        def run(*args: object) -> object:
            found.count += 1
            return plain(*args)

        monkeypatch.setattr(kind, name, run)

    for name in ("copied", "story", "one_event", "related"):
        counted(Pairs, name)
    counted(Memory, "edges")
    yield found


def copy_of(number: int, k: int) -> Reading:
    return written(replace(own_script(number), outlet=f"Paper {k}"), 1_000_000 + k)


def test_very_many_copies_of_one_report(work: Work) -> None:
    live = Live()
    live.add(copy_of(7, k) for k in range(50))
    work.taken()
    live.add(copy_of(7, k) for k in range(50, 60))
    early = work.taken()
    live.add(copy_of(7, k) for k in range(60, 120))
    work.taken()
    live.add(copy_of(7, k) for k in range(120, 130))
    late = work.taken()
    assert late < 2.5 * early, "all copies are looked at once a batch, which is cheap; their pairs are not compared"
    found = live.together()
    assert len(found.stories) == 1
    assert {len(row.events) for row in found.incidents} >= {130}
    assert all(row.independent_sources <= 2 for row in found.incidents), "copied words are no second source"


def of_one_story(n: int) -> list[Reading]:
    """Reports of the war that never ends."""
    found: list[Reading] = []
    number = 0
    while len(found) < n:
        if own_script(number).plot == 0:
            found.append(written(own_script(number), number))
        number += 1
    return found


def test_one_story_that_takes_all(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    for rules in (stories, incidents, copies):
        monkeypatch.setattr(rules, "WHOLE", 60)
    told = of_one_story(360)
    live = Live()
    spent = []
    for first in range(0, 360, 40):
        live.add(told[first : first + 40])
        spent.append(work.taken())
    assert max(spent[-2:]) < 1.5 * max(spent[2:4]), (
        "a report costs the same in a story of three hundred as of a hundred"
    )
    assert max(len(row.reports) for row in live.together().stories) > 200


def test_order_changes_nothing_in_a_large_story(monkeypatch: pytest.MonkeyPatch) -> None:
    for rules in (stories, incidents, copies):
        monkeypatch.setattr(rules, "WHOLE", 10)
    told = of_one_story(30) + [made(k) for k in range(900, 910)]
    wanted = join(told)
    for seed in range(2):
        rng = Random(seed)
        order = rng.sample(told, len(told))
        live = Live()
        for first in range(0, len(order), 9):
            live.add(order[first : first + 9])
            gone = rng.sample(order[: first + 9][: len(order)], 4)
            live.remove([reading.report.id for reading in gone])
            live.add(gone)
        assert live.together() == wanted


def test_order_changes_nothing_among_very_many_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "WHOLE", 6)
    told = [copy_of(7, k) for k in range(10)] + [made(7)]
    wanted = join(told)
    live = Live()
    live.add(told[6:])
    live.add(told[:6])
    live.remove([reading.report.id for reading in told[4:10]])  # few enough to be compared with each other again
    live.add(told[4:10])
    assert live.together() == wanted


def changed_copy(k: int) -> Reading:
    """Of three copies one has another number, and one lacks a sentence."""
    steps = list(own_script(7).steps)
    at = next(i for i, step in enumerate(steps) if step.kind == "count")
    steps[at] = replace(steps[at], number=steps[at].number * (1 + 9 * (k % 3 == 0)))
    told = replace(own_script(7), outlet=f"Paper {k}", steps=tuple(steps[1:] if k % 3 == 1 else steps))
    return written(told, 3_000_000 + k)


@pytest.mark.parametrize("seed", range(3))
def test_whichever_copy_comes_to_be_the_first(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """What only one of the former and the present first says is compared anew, and nothing else need be."""
    monkeypatch.setattr(copies, "WHOLE", 5)
    told = sorted((changed_copy(k) for k in range(15)), key=lambda reading: reading.report.id, reverse=True)
    wanted = join(told)
    live = Live()
    for first in range(0, 15, 3):  # each time with smaller ids
        live.add(told[first : first + 3])
    assert live.together() == wanted
    gone = Random(seed).sample(told[:9], 3) + told[-1:]
    live.remove([reading.report.id for reading in gone])
    live.add(gone)
    assert live.together() == wanted


def test_a_circle_of_agencies_that_credit_each_other() -> None:
    """A credits B, B credits C, C credits A: one text, one source, and somebody has it first."""
    first = replace(own_script(60), outlet="A", agency="C")
    told = [
        written(replace(first, outlet=outlet, agency=agency), 2_000_000 + k)
        for k, (outlet, agency) in enumerate((("A", "C"), ("B", "A"), ("C", "B")))
    ]
    found = join(told)
    assert sum(link.relation == "reuses_text" for link in found.links) == 3
    assert {row.independent_sources for row in found.incidents if row.status != "claimed"} == {1}
    assert join(told[::-1]) == found


def test_claims_inside_each_other_in_a_circle() -> None:
    """Who passes on whom goes round: it ends, and no row is lost."""
    reading = made(12)
    ids = [claim.id for claim in reading.claims]
    claims = tuple(replace(c, parent=ids[(k + 1) % len(ids)], sources=()) for k, c in enumerate(reading.claims))
    found = join([replace(reading, claims=claims), made(13)])
    assert sum(len(row.events) for row in found.incidents) == len(reading.events) + len(made(13).events)


def test_a_report_that_says_one_thing_again_and_again() -> None:
    its = own_script(70)
    one = next(step for step in its.steps if step.kind == "event")
    again = written(Script(its.plot, its.day, its.outlet, its.head, (Step("event", one.what),) * 120), 3_000_000)
    found = join([again, made(70)])
    assert sum(len(row.events) for row in found.incidents) == 120 + len(made(70).events)


Edges = dict[tuple[str, str], float]


def parts_of(nodes: set[str], edges: Edges, most: int) -> dict[str, frozenset[str]]:
    """What Parts is to give, the slow way: the part of each node that is in a large whole."""

    def reach(start: str, least: float) -> frozenset[str]:
        seen, front = {start}, [start]
        while front:
            node = front.pop()
            for pair, score in edges.items():
                if node in pair and score >= least and nodes.issuperset(pair):
                    other = pair[0] if pair[1] == node else pair[1]
                    if other not in seen:
                        seen.add(other)
                        front.append(other)
        return frozenset(seen)

    return {node: reach(node, 2.0) for node in nodes if len(reach(node, 0.1)) > most}


@settings(max_examples=80, deadline=None)
@given(
    edges=st.dictionaries(
        st.tuples(st.integers(0, 13), st.integers(0, 13)).filter(lambda pair: pair[0] < pair[1]),
        st.sampled_from([1.0, 2.0, 3.0]), max_size=40,
    ),
    steps=st.lists(st.sets(st.integers(0, 13), min_size=1, max_size=5), min_size=1, max_size=8),
)  # fmt: skip
def test_parts_are_a_function_of_the_set(edges: dict[tuple[int, int], float], steps: list[set[int]]) -> None:
    """Nodes come and, asked for again, go: labels are those of the graph that is left."""
    named: Edges = {(f"n{a:02}", f"n{b:02}"): score for (a, b), score in edges.items()}
    graph = Graph(Memory(), lambda a, b: named.get((a, b)), reps=99)
    labels = KeptLabels()
    parts = Parts(graph, labels, least=2.0, most=4)
    there: set[str] = set()
    group: dict[str, str] = {}
    for step in steps:
        wanted = {f"n{k:02}" for k in step}
        for node in sorted(wanted & there):
            graph.remove(node)
        graph.add(dict.fromkeys(sorted(wanted - there), ("all",)))
        there ^= wanted
        found = parts.settle(graph.touched)
        graph.settled()
        expected = parts_of(there, named, 4)
        known = labels.of(sorted(there))
        assert known.keys() == expected.keys()
        for node, label in known.items():
            assert set(labels.members(label)) == expected[node]
        group = {node: first for node, first in group.items() if node in known}
        for label in found.parts:
            first = labels.members(label, 1)[0]
            group.update({node: first for node in found.moved | set(known) if known.get(node) == label
                          and (node in found.moved or node in group)})  # fmt: skip
        assert all(group.get(node) == min(expected[node]) for node in expected), "who moved is told"


def test_ids_are_their_own() -> None:
    """Copies that a test makes are reports of their own."""
    assert copy_of(7, 0).report.id != copy_of(7, 1).report.id != make_id("reports", "synthetic 7")
