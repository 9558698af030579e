"""Where what is told happened: said, meant by other words, or where the telling has stayed."""

from collections.abc import Callable

import pytest

from dateline.records import Reading, Where

Read = Callable[..., Reading]


def place_of(reading: Reading, trigger: str) -> Where | None:
    """The place of the last event whose trigger holds the word."""
    found = [event for event in reading.events if trigger in event.text]
    assert found, [event.text for event in reading.events]
    return found[-1].place


@pytest.mark.parametrize(
    "text, trigger, name, inferred",
    [
        pytest.param("Jets bombed a market in Idlib. Soldiers killed six people there.", "killed", "Idlib", True,
                     id="there"),
        pytest.param("Rebels seized Palmyra on Monday. Tanks shelled the city all night.", "shelled", "Palmyra", True,
                     id="the city"),
        pytest.param("Troops entered Palmyra. They met in Vienna on Sunday, envoys said. Jets bombed the city again.",
                     "bombed", "Palmyra", True, id="the city that the report is about"),
        pytest.param("Rebels besieged Foua and Kefraya. Gunmen shelled the two villages.", "shelled", "Foua", True,
                     id="the two villages: the first of both"),
        pytest.param("The evacuation of Aleppo was halted. The evacuation resumed at noon.", "resumed", "Aleppo", True,
                     id="told of before"),
        pytest.param("Experts met in Geneva. The meeting was suspended.", "suspended", "Geneva", True,
                     id="told of before as a verb"),
        pytest.param("Jets bombed Hama on Monday. Six civilians were killed.", "killed", "Hama", True, id="scene"),
        pytest.param("Jets bombed Karrada. Baghdad was dark. Gunmen killed six people later.", "killed", "Baghdad",
                     True, id="a scene stays in the town, not in its quarter"),
        pytest.param("HAMA, Dec 4 (Wire) - Gunmen killed six people on Monday.", "killed", "Hama", True,
                     id="dateline"),
        pytest.param("BEIRUT, Dec 4 (Wire) - Leaflets lay in Raqqa. Gunmen killed six people.", "killed", "Raqqa", True,
                     id="not the dateline when the first sentence names another place"),
        pytest.param("Jets bombed Hama on Monday. Gunmen killed six people in Homs.", "killed", "Homs", False,
                     id="said by the sentence"),
        pytest.param("Sudan's army met rebels in Doha. Sudan is at war. Jets bombed the capital.", "bombed", "Khartoum",
                     True, id="the capital of the country at war"),
        pytest.param("Clashes spread in Chad and Niger. Gunmen attacked Chad's capital.", "attacked", "N'Djamena|N’Dj",
                     True, id="the capital of the country said"),
        pytest.param("Residents of Bakhmut said jets had bombed the town.", "bombed", "Bakhmut", True,
                     id="those who speak live there"),
        pytest.param("A nurse left the clinic in Homs where she was treated.", "treated", "Homs", False,
                     id="where: the clause is about the place"),
        pytest.param("After a trip to Oman the envoys met Kerry in Muscat.", "met", "Muscat", False,
                     id="the smaller of two"),
    ],
)  # fmt: skip
def test_where_it_happened(reading_of: Read, text: str, trigger: str, name: str, inferred: bool) -> None:
    place = place_of(reading_of(text), trigger)
    assert (
        place is not None and any(one in str(place.name) for one in name.split("|")) and place.inferred == inferred
    ), place


@pytest.mark.parametrize(
    "text, trigger",
    [
        pytest.param("Jets bombed Hama. In November 2015 gunmen killed six people.", "killed", id="another time"),
        pytest.param("Jets bombed Hama. Gunmen killed six Russian soldiers.", "killed", id="another country suffers"),
        pytest.param("Jets bombed Hama. The council imposed sanctions on banks.", "imposed", id="decreed elsewhere"),
        pytest.param("The envoy told reporters in Paris that gunmen had killed six people.", "killed", id="told there"),
        pytest.param("By our reporter in Reyhanli\n\nGunmen killed six people.", "killed", id="byline"),
        pytest.param("Turkey accused the rebels of lies.", "accused", id="a country that acts"),
        pytest.param("Putin, who was in Tokyo, met the envoy.", "met", id="aside about somebody"),
        pytest.param("They held talks in Geneva. Another round of talks began.", "talks began", id="another one"),
        pytest.param(
            "CAIRO, Dec 4 (Wire) - Sudanese jets shot at rebels. Six people were killed.",
            "killed",
            id="a dateline in a land that is not at war",
        ),
        pytest.param(
            "Yemen's rulers and the Houthis met in Geneva. Gunmen killed six Yemenis.", "killed", id="a venue of talks"
        ),
        pytest.param(
            "Jets bombed Hama. More than 300 people have been killed.", "killed", id="all that were up to now"
        ),
        pytest.param("Jets bombed Hama. Gunmen killed 300 people since the war began.", "killed", id="since"),
        pytest.param("Jets bombed Hama. Earlier attacks killed 30 people.", "killed", id="earlier ones"),
        pytest.param("Jets bombed Hama. The army denied that it had killed civilians.", "killed", id="nobody did it"),
        pytest.param("The envoys signed a truce in Cairo. The truce collapsed.", "collapsed", id="not where signed"),
        pytest.param(
            "Military support from Russia and Iran enabled the army to win.", "support", id="a country that gives"
        ),
        pytest.param(
            "Iran, which has supported armed groups, opened a library in Tunis.", "supported", id="clause beside"
        ),
        pytest.param(
            "France condemned the attack on a market in Homs.", "condemned", id="what is condemned is elsewhere"
        ),
        pytest.param("Envoys held talks about a truce in Homs.", "held talks", id="what is talked of"),
        pytest.param("Jets bombed the provincial capital.", "bombed", id="not the country's capital"),
        pytest.param("Chad fought Niger. Jets bombed the capital.", "bombed", id="capital of one of two"),
    ],
)
def test_not_guessed(reading_of: Read, text: str, trigger: str) -> None:
    assert place_of(reading_of(text), trigger) is None


def test_a_scene_fades(reading_of: Read) -> None:
    text = "Jets bombed Hama. " + "The weather was fine. " * 14 + "Gunmen killed six people."
    assert place_of(reading_of(text), "killed") is None
