"""Force and movement in agencies' words: floors for the sentences that entries were written after and for the others,
and the constructions that were missed, one by one."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dateline.records import Reading
from tests.reading.events.test_agency import told
from tests.reading.events.test_gold import countries

Read = Callable[..., Reading]
ROWS = yaml.safe_load(Path(__file__).with_name("agency_force.yaml").read_text(encoding="utf-8"))
AFTER = " The evening was quiet."  # running text, and no lone headline


@pytest.fixture(scope="module")
def tallied(reading_of: Read) -> dict[str, Counter[str]]:
    """By half: how many sentences, of the right type, with both sides; of those that tell nothing, told."""
    halves: dict[str, Counter[str]] = {"dev": Counter(), "unseen": Counter()}
    for row in ROWS:
        tally, events = halves[row["half"]], reading_of(row["text"] + AFTER).events
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


@pytest.mark.parametrize(
    "text, expected",
    [
        # towns
        pytest.param("Malian rebels had overrun Gao by nightfall.", ["ASSAULT MLI>MLI actual"],
                     id="a participle that looks like the verb"),
        pytest.param("Malian rebels had hit records by nightfall.", [], id="no name behind it"),
        pytest.param("Chadian rebels entered Gao on Monday.", ["ASSAULT TCD>MLI actual"], id="rebels enter a town"),
        pytest.param("The envoys entered Gao on Monday.", [], id="envoys enter a town"),
        pytest.param("Malian rebels routed an army column.", ["ASSAULT MLI>MLI actual"], id="the lemma is route"),
        pytest.param("The city was dark on Monday, when Chadian rebels entered it.", ["ASSAULT TCD> actual"],
                     id="it is the city"),
        pytest.param("A coalition of the Malian army and militias was driven out of Gao.", ["ASSAULT >MLI actual"],
                     id="an army loses a town, and nobody is deported"),
        pytest.param("The clinic in Gao, which came under shelling on Monday, is closed.", ["ASSAULT >MLI actual"],
                     id="shelling taken for a clause"),
        pytest.param("Gunmen seized a Malian aid convoy near Gao.", ["COERCE MLI>MLI actual"],
                     id="a convoy, and no captive"),
        pytest.param("The Malian Red Crescent evacuated the hospital.", ["DISPLACE MLI> actual"],
                     id="a hospital, and no garrison"),
        # police
        pytest.param("A Chadian editor was taken into custody at his home.", ["COERCE TCD>TCD actual"],
                     id="taken at home, and no abduction"),
        pytest.param("Libya pushed forty Malian migrants over the border.", ["COERCE LBY>MLI actual"],
                     id="pushed over a border, and no request"),
        pytest.param("A Malian court condemned the general to death.", ["SANCTION MLI>MLI actual"],
                     id="condemned by a court, and no words"),
        pytest.param("Canada hit Mali with a package of sanctions.", ["SANCTION CAN>MLI actual"],
                     id="hit with, and no blow"),
        # crowds
        pytest.param("A Malian mob looted the Chadian embassy.", ["PROTEST MLI>TCD actual"], id="a mob loots"),
        pytest.param("There was anger in Gao, where protesters set upon foreign missions.", ["PROTEST MLI>MLI actual"],
                     id="set upon, taken for a preposition"),
        pytest.param("Tens of thousands rallied outside parliament in Bamako.", ["PROTEST MLI>MLI actual"],
                     id="outside taken for an adjective"),
        pytest.param("Villagers have kept up a blockade of the mine road in Mali.", ["PROTEST MLI>MLI actual"],
                     id="civilians keep up a blockade"),
        pytest.param("The coach rallied the team.", [], id="rallies somebody"),
        # prisoners
        pytest.param("Forty inmates broke out of the prison in Gao.", ["DISPLACE MLI> actual"], id="a prison break"),
        pytest.param("Fire broke out in the prison in Gao.", [], id="fire breaks out"),
        pytest.param("Chad let a Malian teacher go on Monday.", ["RETREAT TCD>MLI actual"], id="let go"),
        pytest.param("The Malian driver escaped injury.", [], id="harm escaped"),
        pytest.param("Ten babies were evacuated from a hospital in Gao.", ["DISPLACE > actual"], id="babies"),
        # forces and people on the way
        pytest.param("Columns of tanks were seen heading for the Libyan capital.", ["MOBILIZE LBY> actual"],
                     id="seen heading for"),
        pytest.param("Chadian troops crossed back over the border.", ["RETREAT TCD> actual"], id="back over a border"),
        pytest.param("The first villagers are back in Gao.", ["DISPLACE MLI> actual"], id="back home"),
        pytest.param("The deployment of French missiles to Mali angered Chad.", ["MOBILIZE FRA>MLI actual"],
                     id="a noun that does something has happened"),
    ],
)  # fmt: skip
def test_constructions(text: str, expected: list[str], reading_of: Read) -> None:
    assert [told(event) for event in reading_of(text + AFTER).events] == expected
