"""What an event is about and how it was done: from its own clause, never from the sentence around it."""

from collections.abc import Callable

import pytest

from dateline.lexicon.plover import load
from dateline.records import Event, Reading

Read = Callable[..., Reading]


def one(reading: Reading, kind: str) -> Event:
    return next(event for event in reading.events if event.type == kind)


@pytest.mark.parametrize(
    "text, kind, expected",
    [
        pytest.param("Chad and Niger signed a trade treaty.", "SUPPORT", {"economic", "diplomatic"}, id="two"),
        pytest.param("Chad used a chemical weapon against the rebels.", "ASSAULT", {"military", "cbrn"}, id="in pairs"),
        pytest.param("Chad's president met the Libyan king.", "CONSULT", set(), id="a president is a sector"),
        pytest.param("The Democratic Party of Chad praised Niger.", "SUPPORT", set(), id="a name"),
        pytest.param("Chad praised the Senate of Peru.", "SUPPORT", {"legislative"}, id="a name that tells"),
        pytest.param("Chad attacked Niger, which has oil and gold.", "ASSAULT", set(), id="another clause"),
        pytest.param("Chad, whose dictator is old, attacked Niger.", "ASSAULT", set(), id="said of the doer"),
        pytest.param("After the election Chad held two Libyan judges.", "COERCE", {"election", "legal"}, id="adjunct"),
        pytest.param("Peru forced Chile to pay the bill.", "COERCE", set(), id="a bill is no law"),
    ],
)  # fmt: skip
def test_contexts(text: str, kind: str, expected: set[str], reading_of: Read) -> None:
    assert set(one(reading_of(text), kind).contexts) == expected


@pytest.mark.parametrize(
    "text, kind, mode",
    [
        pytest.param("Guerrillas killed two Chadians in a bomb attack.", "ASSAULT", "explosives", id="by the weapon"),
        pytest.param("Two Chadians were killed in a suicide bombing.", "ASSAULT", "suicide-attack", id="in pairs"),
        pytest.param("Guerrillas attacked a Chadian tank.", "ASSAULT", None, id="what is hit is no weapon"),
        pytest.param("Chad captured the Libyan town with its tanks.", "ASSAULT", None, id="land taken"),
        pytest.param("Chad shelled Niger with drones about.", "ASSAULT", "heavy-weapons", id="the verb knows better"),
        pytest.param("Chadian warplanes bombed Niger.", "ASSAULT", "aerial", id="the doer knows better than bombed"),
        pytest.param("Chadian helicopters attacked Niger.", "ASSAULT", "aerial", id="helicopters"),
        pytest.param("Chadian drones struck Niger.", "ASSAULT", "drone", id="drones"),
        pytest.param("Chad threatened Niger with annexation.", "THREATEN", "territory", id="a threat to take land"),
        pytest.param("Chad will expel the Libyan envoy.", "THREATEN", "expel", id="a threat to expel"),
        pytest.param("Chad threatened to attack Niger.", "THREATEN", "violence", id="what is threatened"),
        pytest.param("Chad refused to meet the Libyan envoy.", "REJECT", "meet", id="what is refused"),
        pytest.param("Chad urged Libya to release the crew.", "REQUEST", "yield", id="what is asked"),
        pytest.param("Chad will send aid to Niger.", "AGREE", None, id="no mode of its type"),
    ],
)
def test_modes(text: str, kind: str, mode: str | None, reading_of: Read) -> None:
    assert one(reading_of(text), kind).mode == mode


def test_modes_are_those_of_the_type(reading_of: Read) -> None:
    text = "Chad will boycott the vote. Chad stopped shelling Niger. Libya refused to send medics to Chad."
    assert all(event.mode is None or event.mode in load().types[event.type].modes for event in reading_of(text).events)
