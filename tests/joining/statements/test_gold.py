"""The pairs of gold.yaml: what one statement is to another, read from plain text through all stages."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from dateline.joining.statements import Statement, links, statements
from dateline.lexicon import matters, scopes
from dateline.records import Reading
from tests.tables import beside

PAIRS = beside(__file__, "gold.yaml")
RELATIONS = ("same_claim", "corroborates", "updates", "develops", "differs_in_scope", "contradicts", "denies")
HALVES = ("tune", "held")
Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def found(reading_of: Read) -> dict[str, set[str]]:
    """The relations that are found in each pair."""
    return {pair["id"]: relations(pair, reading_of) for pair in PAIRS}


def relations(pair: dict[str, Any], reading_of: Read) -> set[str]:
    """Relations of the links between any row at the words of `a` and any row at those of `b`."""
    ends: dict[str, set[str]] = {}
    told: dict[str, Statement] = {}
    for side in "ab":
        day, outlet, text, words = pair[side]
        report = {
            "id": f"rep-{pair['id']}{'' if pair.get('one') else side}",
            "outlet": outlet,
            "published": str(day) if day else None,
        }
        made = statements(reading_of(text, **report), matters.load(), scopes.load())
        start = text.index(words)
        told.update((one.id, one) for one in made)
        ends[side] = {one.id for one in made if one.start < start + len(words) and start < one.end}
    return {
        link.relation
        for link in links(told.values())
        if (link.a in ends["a"] and link.b in ends["b"]) or (link.a in ends["b"] and link.b in ends["a"])
    }


def counts(found: dict[str, set[str]], half: str) -> dict[str, Counter[str]]:
    """Right, wrong and missed answers by relation. Of several relations found those that gold has not are wrong."""
    tally: dict[str, Counter[str]] = {name: Counter() for name in ("right", "wrong", "missed")}
    for pair in (pair for pair in PAIRS if pair["half"] == half):
        there, gold = found[pair["id"]], pair["relation"]
        right = not there if gold == "none" else gold in there
        tally["right" if right else "missed"][gold] += 1
        tally["wrong"].update(there - {gold} - set(pair.get("also", ())))
    return tally


def f1(tally: dict[str, Counter[str]], relation: str) -> float:
    right, wrong, missed = (tally[name][relation] for name in ("right", "wrong", "missed"))
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def test_gold_is_whole() -> None:
    assert len(PAIRS) == 120 and len({pair["id"] for pair in PAIRS}) == 120
    assert {pair["relation"] for pair in PAIRS} == {*RELATIONS, "none"}
    assert all(pair[side][2].count(pair[side][3]) == 1 for pair in PAIRS for side in "ab")


def test_figures(found: dict[str, set[str]]) -> None:
    """Macro F1 over the seven relations at least .85 on each half, precision of `contradicts` at least .90."""
    for half in HALVES:
        tally = counts(found, half)
        for relation in (*RELATIONS, "none"):
            right, wrong, missed = (tally[name][relation] for name in ("right", "wrong", "missed"))
            print(
                f"{half:4} {relation:16} right {right:2} wrong {wrong:2} missed {missed:2} F1 {f1(tally, relation):.2f}"
            )
        macro = sum(f1(tally, relation) for relation in RELATIONS) / len(RELATIONS)
        print(f"{half:4} macro F1 {macro:.3f}")
        assert macro >= 0.85, half
        right, wrong = tally["right"]["contradicts"], tally["wrong"]["contradicts"]
        assert right / (right + wrong) >= 0.90, half


def test_nothing_is_linked_that_has_nothing_to_say_to_each_other(found: dict[str, set[str]]) -> None:
    """Wrong alarms cost more than misses: at most one of the 24 pairs may raise any link."""
    raised = {pair["id"]: found[pair["id"]] for pair in PAIRS if pair["relation"] == "none" and found[pair["id"]]}
    assert len(raised) <= 1, raised
