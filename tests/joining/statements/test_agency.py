"""The pairs of agency.yaml: what statements of plain agency prose are to each other, read through all stages.

The floors are what was reached, for the pairs that rules were tuned on, for those that were only counted (held), and
for those that were written later, in the place of one that failed.
"""

from collections.abc import Callable

import pytest

from dateline.joining.statements import statements
from dateline.joining.statements.compare import told_amount
from dateline.lexicon import matters, scopes
from dateline.records import Reading
from tests.joining.statements.test_gold import RELATIONS, relations
from tests.tables import beside

PAIRS = beside(__file__, "agency.yaml")
FLOORS = {"tune": 31, "held": 12, "later": 16}  # links found, of 35, 17 and 16; at first 23, 4 and 6
Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def found(reading_of: Read) -> dict[str, set[str]]:
    """The relations that are found in each pair."""
    return {pair["id"]: relations(pair, reading_of) for pair in PAIRS}


def test_the_table_is_whole() -> None:
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS) == 107
    assert {pair["relation"] for pair in PAIRS} == {*RELATIONS, "none"}
    assert all(pair[side][2].count(pair[side][3]) == 1 for pair in PAIRS for side in "ab")


@pytest.mark.parametrize("half", FLOORS)
def test_no_fewer_links_than_before(found: dict[str, set[str]], half: str) -> None:
    wanted = [pair for pair in PAIRS if pair["half"] == half and pair["relation"] != "none"]
    assert sum(pair["relation"] in found[pair["id"]] for pair in wanted) >= FLOORS[half]


def test_no_wrong_alarm(found: dict[str, set[str]]) -> None:
    wrong = {pair["id"]: found[pair["id"]] - {pair["relation"], *pair.get("also", ())} for pair in PAIRS}
    assert not {name: some for name, some in wrong.items() if some}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("More than 1,200 people were killed.", "more than 1,200", id="as the report bounds it"),
        pytest.param("Fewer than 400 people were killed.", "fewer than 400", id="from above"),
        pytest.param("At least 1,200 people were killed.", "at least 1,200", id="its own figure"),
        pytest.param("More than two hundred people were killed.", "at least 201", id="in words"),
    ],
)
def test_an_amount_is_told_as_its_report_has_it(reading_of: Read, text: str, told: str) -> None:
    found = statements(reading_of(text), matters.load(), scopes.load())
    assert [told_amount(one) for one in found if one.amount is not None] == [told]
