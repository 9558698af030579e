"""Which rows are hard to read, told by their types, modes, roles and the words that told them."""

from collections.abc import Callable

import pytest

from dateline.ask.graphic import FORCE, GROUPS, MODES, TELLS_OF, graphic
from dateline.lexicon import event_words, plover
from dateline.records import Reading


@pytest.mark.parametrize(
    ("text", "tells_of"),
    [
        pytest.param("The militia killed nine villagers on Monday.", ("deaths",), id="a killing and its count"),
        pytest.param("The gunmen killed the mayor.", ("deaths",), id="a killing without a number"),
        pytest.param("Some 40 people were wounded in the raid.", ("injuries",), id="a count of the injured"),
        pytest.param("Soldiers tortured the prisoners.", ("torture",), id="a mode"),
        pytest.param("The army shelled the harbour.", (), id="force of which nobody is told to have come to harm"),
        pytest.param("Ministers met for nine hours in Geneva.", (), id="a number of something else"),
    ],
)
def test_what_a_report_tells_of(reading_of: Callable[..., Reading], text: str, tells_of: tuple[str, ...]) -> None:
    reading = reading_of(text)
    assert graphic((*reading.events, *reading.quantities)) == tells_of


def test_modes_and_groups_are_those_of_the_lexicon() -> None:
    assert set(MODES) <= set(plover.load().types[FORCE].modes)
    assert set(MODES.values()) | set(GROUPS.values()) <= set(TELLS_OF)
    words = event_words.load()
    frames = [frame for by_word in (words.verbs, words.nouns) for its in by_word.values() for frame in its]
    assert set(GROUPS) <= {one.id.partition(":")[2].partition("/")[0] for one in frames if one.type == FORCE}
