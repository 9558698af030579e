"""For whom those who are quoted speak."""

from dataclasses import replace

import pytest

from bench.synthetic import made
from dateline.joining.statements.who import MOST_BEHIND, principals
from dateline.records import Party

CLAIM = made(1).claims[0]


@pytest.mark.parametrize(
    ("bodies", "found"), [(2, ("brigade 0", "brigade 1")), (MOST_BEHIND + 1, None)], ids=["one man", "very many men"]
)
def test_a_spokesman_speaks_for(bodies: int, found: tuple[str, ...] | None) -> None:
    """In a very long report "a spokesman" is many: with all whom they speak for beside each of them, what is kept of
    the report would grow with the square of its length."""
    parties = (Party("A spokesman", None, None, None, None, on_behalf_of=f"the brigade {n}") for n in range(bodies))
    told = [replace(CLAIM, sources=(party,)) for party in parties]
    assert principals(told).get("spokesman") == found
