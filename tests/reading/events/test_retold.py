"""Deals and deeds that running text mentions again, in participles, relative clauses and pronouns."""

from collections.abc import Callable

import pytest

from dateline.records import Reading

AFTER = " Rain fell on the capital all day."


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(event.type, event.text) for event in reading.events]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("The truce, signed in Lomé on May 20, was welcomed by all.", "signed", id="participle aside"),
        pytest.param("The truce, agreed at Lomé on 13 May, began on Sunday.", "agreed", id="aside, taken for the verb"),
        pytest.param("It came a week after the truce signed in Lomé.", "signed", id="participle in a clause of time"),
        pytest.param(
            "Fighting went on despite a truce that the warring sides signed in Lomé.", "signed", id="relative clause"
        ),
        pytest.param("A truce began on Monday. It was agreed in Lomé last week.", "agreed", id="it, told of before"),
        pytest.param("Under a ceasefire reached in Lomé, both armies go home.", "reached", id="reached"),
    ],
)
def test_a_deal_told_again_is_an_event(reading_of: Callable[..., Reading], text: str, word: str) -> None:
    assert ("AGREE", word) in told(reading_of(text + AFTER))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The contract, signed in Lomé by a striker, runs for a year.", id="no deal of states"),
        pytest.param("It was agreed that lunch is at noon.", id="it of nothing told before"),
        pytest.param("Talks were long. It was agreed in Lomé to eat at noon.", id="no deal told before"),
    ],
)
def test_what_is_no_deal_is_none(reading_of: Callable[..., Reading], text: str) -> None:
    assert "AGREE" not in [kind for kind, _ in told(reading_of(text + AFTER))]


def test_what_stops_by_itself_stays_stopped(reading_of: Callable[..., Reading]) -> None:
    reading = reading_of("It was brought forward because the evacuation of Lomé stopped on Friday." + AFTER)
    assert ("REJECT", "evacuation of Lomé stopped") in told(reading)
