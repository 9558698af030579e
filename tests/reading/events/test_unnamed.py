"""In running text an event is told although nobody in it has a name: sufferers, weapons, what is heard, dated nouns."""

from collections.abc import Callable

import pytest

from dateline.records import Reading

BEFORE = "The weather in Sudan stays dry, officials said.\n\n"


@pytest.mark.parametrize(
    "text, kind",
    [
        pytest.param("The camp came under fire from the hills.", "ASSAULT", id="whoever fired is no name"),
        pytest.param("Rockets slammed into the centre of the town.", "ASSAULT", id="a weapon that opens a sentence"),
        pytest.param("Drones targeted a fuel depot.", "ASSAULT", id="a weapon as its subject"),
        pytest.param("The bridge was blown up.", "ASSAULT", id="passive of a thing"),
        pytest.param("Shelling was reported in the port.", "ASSAULT", id="a gerund that is reported"),
        pytest.param("Residents heard gunfire near the palace.", "ASSAULT", id="a noun that is heard"),
        pytest.param("The garrison buried its dead after Sunday's explosion.", "ASSAULT", id="a noun with its day"),
        pytest.param("The town fell after a week.", "ASSAULT", id="a town that falls"),
        pytest.param("Nine people lost their lives in the bombardment.", "ASSAULT", id="lives lost"),
        pytest.param("The army left after a siege that lasted for weeks.", "COERCE", id="a siege described"),
        pytest.param("The closing of the oil terminals on May 3 was a blow.", "SANCTION", id="closing of what"),
        pytest.param("The guns fell silent at midnight.", "RETREAT", id="guns that fall silent"),
        pytest.param("They are to meet again on May 3.", "CONSULT", id="they, together"),
        pytest.param("The talks are due to begin on Friday.", "CONSULT", id="due to begin"),
        pytest.param("The council voted to send observers.", "AGREE", id="a vote for help"),
        pytest.param("The general left without signing the truce.", "REJECT", id="left undone"),
    ],
)
def test_told(text: str, kind: str, reading_of: Callable[..., Reading]) -> None:
    assert kind in {e.type for e in reading_of(BEFORE + text).events if e.start >= len(BEFORE)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The town fell silent.", id="no fall"),
        pytest.param("The fall of the currency worried traders.", id="no town"),
        pytest.param("The firm has a May 2013 release.", id="a dated noun without sides"),
        pytest.param("The closing of the shop on May 3 was sad.", id="no port"),
        pytest.param("A plane with tourists landed in the town.", id="no weapon"),
        pytest.param("A climber fell to his death.", id="no side to fall to"),
    ],
)
def test_not_told(text: str, reading_of: Callable[..., Reading]) -> None:
    assert not [e for e in reading_of(BEFORE + text).events if e.start >= len(BEFORE)]
