"""The pairs of agency.yaml: what statements of plain agency prose are to each other, read through all stages.

The floors are what was reached, for the pairs that rules were tuned on and for those that were only counted.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dateline.records import Reading
from tests.joining.statements.test_gold import HALVES, RELATIONS, relations

PAIRS = yaml.safe_load((Path(__file__).parent / "agency.yaml").read_text(encoding="utf-8"))
FLOORS = {"tune": 31, "held": 12}  # links found, of 35 and of 17; at first 23 and 4
Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def found(reading_of: Read) -> dict[str, set[str]]:
    """The relations that are found in each pair."""
    return {pair["id"]: relations(pair, reading_of) for pair in PAIRS}


def test_the_table_is_whole() -> None:
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS) == 80
    assert {pair["relation"] for pair in PAIRS} == {*RELATIONS, "none"}
    assert all(pair[side][2].count(pair[side][3]) == 1 for pair in PAIRS for side in "ab")


@pytest.mark.parametrize("half", HALVES)
def test_no_fewer_links_than_before(found: dict[str, set[str]], half: str) -> None:
    wanted = [pair for pair in PAIRS if pair["half"] == half and pair["relation"] != "none"]
    assert sum(pair["relation"] in found[pair["id"]] for pair in wanted) >= FLOORS[half]


def test_no_wrong_alarm(found: dict[str, set[str]]) -> None:
    wrong = {pair["id"]: found[pair["id"]] - {pair["relation"], *pair.get("also", ())} for pair in PAIRS}
    assert not {name: some for name, some in wrong.items() if some}
