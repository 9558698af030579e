"""What joining a report comes to, counted on synthetic reports and held to `bench/floors.toml`.

Time is measured by `python -m bench.joining`; here pairs that are compared and keys that are kept are counted, so that
a busy machine changes nothing.
"""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bench.synthetic import made
from dateline.joining.graph import Graph
from dateline.joining.pairs import Pairs
from dateline.joining.together import Live

FLOORS = tomllib.loads((Path(__file__).parents[2] / "bench" / "floors.toml").read_text(encoding="utf-8"))["joining"]
REPORTS, AT_ONCE = 300, 50


@pytest.fixture(scope="module")
def work() -> list[Counter[str]]:
    """For each batch how many pairs were compared and keys put in, a report."""
    counts: Counter[str] = Counter()
    with pytest.MonkeyPatch.context() as patched:
        for name in ("copied", "story", "one_event", "related"):
            plain = getattr(Pairs, name)

            def run(*args: object, plain: object = plain) -> object:
                counts["pairs"] += 1
                return plain(*args)  # type: ignore[operator]

            patched.setattr(Pairs, name, run)
        add = Graph.add

        def added(graph: Graph, blocks: dict[str, list[str]]) -> None:
            counts["keys"] += sum(map(len, blocks.values()))
            add(graph, blocks)

        patched.setattr(Graph, "add", added)
        live, found = Live(), []
        for first in range(0, REPORTS, AT_ONCE):
            counts.clear()
            live.add(made(number) for number in range(first, first + AT_ONCE))
            found.append(Counter({name: n // AT_ONCE for name, n in counts.items()}))
    return found


@pytest.mark.parametrize("what", ["pairs", "keys"])
def test_a_report_costs_no_more_than_its_floor(work: list[Counter[str]], what: str) -> None:
    assert work[-1][what] <= FLOORS["counted"][what]


def test_pairs_do_not_grow_with_the_record(work: list[Counter[str]]) -> None:
    """Blocks fill for a while; once they are full a newcomer meets the same number of others."""
    assert work[-1]["pairs"] <= FLOORS["counted"]["growth"] * work[3]["pairs"]
