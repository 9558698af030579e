"""The two seed reports read together, with the days that joining gives them. Skipped where they are not at hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.joining.statements import Statement, disputes, links, statements
from dateline.lexicon import matters, scopes
from dateline.reading.redating import redate
from dateline.records import Link, Reading

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "seeds"
DAYS = {"000": "2016-12-09/2016-12-10", "002": "[2016-12-14,2016-12-15,2016-12-21,2016-12-22]"}
Joined = tuple[dict[str, Statement], tuple[Link, ...]]


@pytest.fixture(scope="module", params=["as read", "dated"])
def joined(request: pytest.FixtureRequest, reading_of: Callable[..., Reading]) -> Joined:
    if not SEEDS.is_dir():
        pytest.skip("no seed reports beside the repository")
    told: list[Statement] = []
    for number, day in DAYS.items():
        text = next(SEEDS.glob(f"{number}*.txt")).read_text(encoding="utf-8")
        reading = reading_of(text)
        if request.param == "dated":
            reading = redate(reading, day, "inferred", ())
        told += statements(reading, matters.load(), scopes.load())
    return {one.id: one for one in told}, links(told)


def test_no_contradiction_is_raised(joined: Joined) -> None:
    """Leaflets are no air strikes; two accusations of different deeds are not held against each other."""
    told, found = joined
    assert not [link for link in found if link.relation in ("contradicts", "denies")]
    assert disputes(told.values(), found, matters.load()) == ()


def test_what_one_man_said_is_one_saying(joined: Joined) -> None:
    told, found = joined
    speakers = [told[link.a].told.names[0] for link in found if link.relation == "same_claim"]
    assert speakers.count("Ibrahim Kalin") == 3
    assert speakers.count("Binali Yildirim") == 1
    assert not [link for link in found if link.relation == "corroborates"]


def test_the_share_is_updated_by_the_whole(joined: Joined) -> None:
    told, found = joined
    updated = [told[link.b] for link in found if link.relation == "updates"]
    assert updated and all(one.amount is not None and one.amount.low == 93 for one in updated)


def test_nothing_else_is_linked(joined: Joined) -> None:
    _, found = joined
    assert {link.relation for link in found} <= {"same_claim", "updates"}
