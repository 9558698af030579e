"""How agencies put things: calls, letters, weapons that land, vehicles that carry, lists of names, what there is."""

from collections.abc import Callable

import pytest

from dateline.records import Event, Reading

Read = Callable[..., Reading]


def told(event: Event) -> str:
    """ "TYPE A+B>C status", sides by country."""
    a, b = (
        "+".join(sorted({(q.code or "").partition(":")[0] for q in side} - {""}))
        for side in (event.initiators, event.recipients)
    )
    return f"{event.type} {a}>{b} {event.status}"


@pytest.mark.parametrize(
    "text, expected",
    [
        # talks
        pytest.param("In a phone call with the Nigerien president, the Chadian leader raised the border.",
                     ["CONSULT TCD>NER actual"], id="who calls is told behind the call"),
        pytest.param("In a call with the Saudi king on Monday, the Omani premier was calm.",
                     ["CONSULT OMN>SAU actual"], id="a call on a day is no call for something"),
        pytest.param("Deby is to discuss the border by phone with the president of Niger.",
                     ["CONSULT TCD>NER planned"], id="with hangs on the phone"),
        pytest.param("The Chadian leader called his Malian counterpart on Monday.", ["CONSULT TCD>MLI actual"],
                     id="to call somebody"),
        pytest.param("The Chadian leader called the minister a liar.", ["ACCUSE TCD>TCD actual"],
                     id="to call somebody something"),
        pytest.param("The Armenian premier wrote to the Russian president on Monday.", ["CONSULT ARM>RUS actual"],
                     id="a letter"),
        pytest.param("The French foreign minister is due in Cairo on Monday.", ["CONSULT FRA>EGY planned"],
                     id="due somewhere"),
        pytest.param("The Chadian premier, in a telephone conversation with the Malian leader, asked for time.",
                     ["CONSULT TCD>MLI actual", "REQUEST TCD> actual"],
                     id="what is asked in a call is asked of nobody else"),
        # lists
        pytest.param("The truce was signed by Idriss Deby, the Malian president, Assimi Goita, and Vladimir Putin.",
                     ["AGREE MLI+RUS+TCD> actual"], id="names taken for appositions"),
        # weapons and forces
        pytest.param("In Gao, where rockets fell on Monday, two schools lost their roofs.", ["ASSAULT > actual"],
                     id="where shells fall"),
        pytest.param("The missile struck shortly before four on Monday.", ["ASSAULT > actual"], id="strikes nothing"),
        pytest.param("A mortar round struck a school in Gao.", ["ASSAULT >MLI actual"], id="a round of two words"),
        pytest.param("The union struck a note of calm in Gao.", [], id="no weapon strikes"),
        pytest.param("There was heavy fighting around Gao on Monday.", ["ASSAULT > actual"], id="there was fighting"),
        pytest.param("There was no fighting around Gao on Monday.", ["ASSAULT > denied"], id="there was none"),
        pytest.param("There was violence.", [], id="too wide to be one event"),
        pytest.param("Malian troops fought their way into Kidal.", ["ASSAULT MLI>MLI actual"], id="a way fought"),
        pytest.param("The envoys made their way into Kidal.", [], id="envoys make their way"),
        pytest.param("The bombing in Gao claimed nine lives.", ["ASSAULT > actual"], id="claims lives"),
        pytest.param("Malian soldiers set up posts along the road.", ["MOBILIZE MLI>MLI actual"],
                     id="one army is no two parties"),
        pytest.param("The toll from an air strike on Gao has risen to eleven.", ["ASSAULT >MLI actual"],
                     id="an air strike is no walkout"),
        pytest.param("Malian rebels drove Chadian troops from Kidal.", ["ASSAULT MLI>TCD actual"], id="driven from"),
        pytest.param("The parents drove the children from school.", [], id="a drive home"),
        pytest.param("Sudanese reinforcements poured into the border region.", ["MOBILIZE SDN> actual"],
                     id="only to the border"),
        # towns and people
        pytest.param("Kidal is back under government control.", ["ASSAULT >MLI actual"], id="back under control"),
        pytest.param("The fire in Kidal came under control.", [], id="a fire under control"),
        pytest.param("The first families returned to Kidal on Monday.", ["DISPLACE MLI> actual"], id="families return"),
        pytest.param("The liberation of Gao by the Malian army was seen on Monday.", ["ASSAULT MLI> actual"],
                     id="a town freed is taken"),
        pytest.param("The liberation of the hostages by the Malian army took place on Monday.",
                     ["RETREAT MLI>MLI actual"], id="hostages freed are let go"),
        pytest.param("The first of the prisoners are to be freed on Monday.", ["RETREAT > planned"], id="the first of"),
        pytest.param("Malian observers were stopped at a checkpoint near Gao.", ["COERCE >MLI actual"],
                     id="stopped on the way"),
        pytest.param("The observers stopped at a checkpoint near Gao.", [], id="stops of its own"),
        pytest.param("Nurses spoke of the siege of Kidal, which began in March.", ["COERCE >MLI claimed"],
                     id="the clause on the noun tells it"),
        pytest.param("Nurses spoke of the market of Kidal, which began in March.", [], id="a market began"),
        pytest.param("A Malian patrol came under fire near Kidal.", ["ASSAULT >MLI actual"],
                     id="what came is no patrol held"),
        pytest.param("Some 4,000 Malians have taken refuge in the cathedral.", ["DISPLACE MLI> actual"],
                     id="refuge taken, not asked for"),
        # what is carried
        pytest.param("Trucks carrying flour drove into Gao.", ["AID >MLI actual"], id="carrying"),
        pytest.param("Three lorries loaded with tents reached Gao.", ["AID >MLI actual"], id="loaded with"),
        pytest.param("Trucks carrying tourists drove into Gao.", [], id="no goods"),
        pytest.param("A column of Russian peacekeepers is due to reach Gao by Monday.", ["AID RUS>MLI planned"],
                     id="a column of"),
        pytest.param("Separatists moved howitzers away from the front.", ["RETREAT > actual"], id="away, not up"),
        pytest.param("Troops backed by allied militias slept.", [], id="who somebody is"),
    ],
)  # fmt: skip
def test_agency_copy(text: str, expected: list[str], reading_of: Read) -> None:
    assert [told(event) for event in reading_of(text + " The evening was quiet.").events] == expected
