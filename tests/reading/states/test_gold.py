"""States on sentences that were written before any rule was tried on them."""

from collections.abc import Callable
from typing import Any

from dateline.records import Reading, State
from tests.tables import beside

GOLD: list[dict[str, Any]] = beside(__file__, "gold.yaml")
RECALL, PRECISION = 0.88, 0.93


def is_right(row: State, wanted: dict[str, Any]) -> bool:
    """The status, and the words of the cells that gold names."""
    cells = {"status": "actual"} | wanted
    return all(str(value).lower() in str(getattr(row, name)).lower() for name, value in cells.items())


def test_gold(reading_of: Callable[..., Reading]) -> None:
    right, wanted, made, known, misses = 0, 0, 0, 0, []
    for case in GOLD:
        rows = reading_of(case["s"], published="2016-12-14").states
        made += len(rows)
        asked = [(matter, state) for matter, state, *_ in case["want"]]
        known += sum((row.matter, row.state) in asked for row in rows)
        for matter, state, *cells in case["want"]:
            wanted += 1
            fitting = [row for row in rows if (row.matter, row.state) == (matter, state)]
            if any(is_right(row, cells[0] if cells else {}) for row in fitting):
                right += 1
            else:
                misses.append(f"{matter} {state}: {case['s']}")
    assert right / wanted >= RECALL, misses
    assert known / made >= PRECISION
