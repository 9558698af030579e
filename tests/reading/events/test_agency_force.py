"""Force and movement in agencies' words: floors for sentences that entries were written after and for others."""

from collections import Counter
from collections.abc import Callable

import pytest

from dateline.records import Reading
from tests.reading.events.lines import QUIET
from tests.reading.events.test_gold import countries
from tests.tables import beside

ROWS = beside(__file__, "agency_force.yaml")


@pytest.fixture(scope="module")
def tallied(reading_of: Callable[..., Reading]) -> dict[str, Counter[str]]:
    """By half: how many sentences, of the right type, with both sides; of those that tell nothing, told."""
    halves: dict[str, Counter[str]] = {"dev": Counter(), "unseen": Counter()}
    for row in ROWS:
        tally, events = halves[row["half"]], reading_of(row["text"] + QUIET).events
        if not row["event"]:
            tally.update(idle=1, alarms=bool(events))
            continue
        kinds, sides, _ = row["event"].split(" ")
        want = [set(side.split("+")) for side in sides.split(">")]
        right = [event for event in events if event.type in kinds.split("|")]
        both = any([set(countries(e.initiators)), set(countries(e.recipients))] == want for e in right)
        tally.update(told=1, right=bool(right), both=both)
    return halves


def test_size() -> None:
    """Thirty ways at least to tell each type, and two hundred sentences that only look like one."""
    kinds = Counter(row["event"].split(" ")[0].split("|")[0] for row in ROWS)
    assert kinds.pop("") >= 200
    assert len(kinds) == 9 and min(kinds.values()) >= 30


@pytest.mark.parametrize("half, right, both, alarms", [("dev", 0.88, 0.57, 0.16), ("unseen", 0.65, 0.42, 0.29)])
def test_type_and_sides(half: str, right: float, both: float, alarms: float, tallied: dict[str, Counter[str]]) -> None:
    tally = tallied[half]
    assert tally["right"] >= right * tally["told"]
    assert tally["both"] >= both * tally["told"]
    assert tally["alarms"] <= alarms * tally["idle"]
