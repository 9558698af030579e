"""Running text as newsrooms write it: what "it" and "they" stand for, whom a force takes, what "died" goes back to."""

from collections.abc import Callable

import pytest

from dateline.records import Event, Reading
from tests.reading.events.lines import QUIET

Read = Callable[..., Reading]


def told(event: Event) -> str:
    """ "TYPE place", "-" for no place."""
    return f"{event.type} {event.place.name if event.place else '-'}"


@pytest.mark.parametrize(
    "text, expected",
    [
        # a place named before
        pytest.param("Kananga is theirs. The rebels took it on Monday.", ["ASSAULT Kananga"], id="it is the town"),
        pytest.param("Rebels left Bunia a year after they took it.", ["RETREAT Bunia", "ASSAULT Bunia"],
                     id="it in the same sentence"),
        pytest.param("Kananga has a new bridge. The mayor took it to his heart.", [], id="it is no place to take"),
        pytest.param("Kananga lies near Bunia. The rebels took it as an insult.", [], id="two places named"),
        pytest.param("The rebels are in Bunia. They walked into the town on Monday.", ["ASSAULT Bunia"],
                     id="a force walks in"),
        pytest.param("The envoys are in Bunia. They walked into the town on Monday.", [], id="envoys walk in"),
        # whom a force takes, what it attacks
        pytest.param("Four nurses from Bunia are missing. They were taken from a minibus on Friday.",
                     ["ASSAULT Bunia"], id="taken from a minibus"),
        pytest.param("Two pears from Bunia are missing. They were taken from a bowl on Friday.", [], id="pears taken"),
        pytest.param("The army said that rebels had attacked the mint in Bunia.", ["ASSAULT Bunia"],
                     id="no list holds all buildings"),
        pytest.param("The army said that rebels had attacked the plan in Bunia.", [], id="attacked in words"),
        # those who speak for sides
        pytest.param("In Bunia the two presidents talked late into the night.", ["CONSULT Bunia"], id="whoever with"),
        pytest.param("In Bunia the two bakers talked late into the night.", [], id="bakers talk"),
        pytest.param("General Kasongo Ilunga of the Congolese army was suspended in Bunia.", ["COERCE Bunia"],
                     id="an official by name"),
        # things told of right before
        pytest.param("A truce in Bunia was agreed. It starts at midnight.", ["AGREE Bunia", "RETREAT -"],
                     id="it is the truce"),
        pytest.param("He spoke of the blockade of the ports. It began on Friday.", ["COERCE -"], id="it is the siege"),
        pytest.param("The market of Bunia is large. It began on Friday.", [], id="it is a market"),
        pytest.param("The talks were long. They ended on Friday.", ["CONSULT -"], id="they are the talks"),
        pytest.param("Ceasefire. In force since 30 June.", ["RETREAT -"], id="a label, and what is so of it"),
        pytest.param("Passports. In force since 30 June.", [], id="passports in force"),
        pytest.param("A convoy was bombed in Bunia on Monday. Twelve drivers died.", ["ASSAULT Bunia", "ASSAULT Bunia"],
                     id="those who die right after an attack"),
        pytest.param("A convoy was late in Bunia on Monday. Twelve drivers died.", [], id="no attack told"),
        # nouns
        pytest.param("He had counted 23 deaths in the helicopter attack on Bunia.", ["ASSAULT Bunia"],
                     id="a noun that names what was attacked"),
        pytest.param("He had read a book on the attack.", [], id="a noun that names nothing"),
        pytest.param("People are glad. Bunia's fall on Friday ended the war.", ["ASSAULT Bunia"],
                     id="the fall of its owner ends something else"),
    ],
)  # fmt: skip
def test_running_text(text: str, expected: list[str], reading_of: Read) -> None:
    assert [told(event) for event in reading_of(text + QUIET).events] == expected
