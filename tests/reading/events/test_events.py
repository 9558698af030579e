"""Who did what to whom, and whether it happened: a table of traps, and what must hold for any text."""

from collections.abc import Callable

import pytest

from dateline.records import Reading
from tests.reading.events.lines import side, told

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text, expected",
    [
        # voices and clauses
        pytest.param("Turkey shot down a Russian jet.", ["ASSAULT TUR>RUS actual"], id="owner of a thing"),
        pytest.param("A Russian jet was shot down by Turkey.", ["ASSAULT TUR>RUS actual"], id="passive with an agent"),
        pytest.param("Chadian soldiers were ambushed.", ["ASSAULT >TCD actual"], id="passive without an agent"),
        pytest.param("Chile accused Peru of spying on its fleet.", ["ACCUSE CHL>PER actual"], id="reason is no event"),
        pytest.param("Egypt urged Libya to release the crew.", ["REQUEST EGY>LBY actual"], id="what is asked"),
        pytest.param("Kenya agreed to send aid to Somalia.", ["AGREE KEN>SOM actual"], id="what is agreed"),
        pytest.param("Iran refused to free two French hikers.", ["REJECT IRN>FRA actual"], id="refused, not freed"),
        pytest.param("India threatened to expel the Chinese envoy.", ["THREATEN IND>CHN actual"], id="no deed"),
        pytest.param("Oman lifted its sanctions on Yemen.", ["CONCEDE OMN>YEM actual"], id="lifting is giving way"),
        pytest.param("Spain halted its military aid to Mali.", ["SANCTION ESP>MLI actual"], id="halting aid is none"),
        pytest.param("Ghana's and Togo's presidents met in Accra.", ["CONSULT GHA+TGO> actual"], id="two possessors"),
        pytest.param("Ghana and Togo held talks.", ["CONSULT GHA+TGO> actual"], id="joint act"),
        pytest.param("Talks between Ghana and Togo began.", ["CONSULT GHA+TGO> actual"], id="between"),
        pytest.param("Ghana held talks with Togo.", ["CONSULT GHA>TGO actual"], id="with"),
        pytest.param("A Ghana-Togo summit took place.", ["CONSULT GHA+TGO> actual"], id="names in a compound"),
        pytest.param("Polish and Czech troops began exercises.", ["COOPERATE CZE+POL> actual"], id="shared noun"),
        pytest.param("Israel's bombardment of Lebanon went on.", ["ASSAULT ISR>LBN actual"], id="nominalisation"),
        pytest.param("The arrest of a Saudi banker by Egypt made news.", ["COERCE EGY>SAU actual"], id="of and by"),
        pytest.param("Sudan, which borders Chad, attacked Eritrea.", ["ASSAULT SDN>ERI actual"], id="aside in between"),
        pytest.param("Peru signed a treaty with Chile and praised Cuba.",
                     ["SUPPORT PER>CHL actual", "SUPPORT PER>CUB actual"], id="two deeds, one subject"),
        pytest.param("Chad's envoy to Niger was shot dead.", ["ASSAULT >TCD actual"], id="shot dead"),
        pytest.param("Chad's envoy was shot on Tuesday.", ["ASSAULT >TCD actual"], id="a day is nobody"),
        pytest.param("Mali banned French broadcasters.", ["COERCE MLI>FRA actual"], id="the owner of what is banned"),
        pytest.param("Haiti sent flour to Bamako.", ["AID HTI>MLI actual"], id="help for a town"),
        pytest.param("The truce between Chad and Niger was signed.", ["AGREE NER+TCD> actual"], id="a truce signed"),
        pytest.param("Chad stopped monitoring the truce.", [], id="stopped something harmless"),
        pytest.param("Haiti was given a loan by Canada.", ["AID CAN>HTI actual"], id="dative passive"),
        pytest.param("Canada gave Haiti a loan.", ["AID CAN>HTI actual"], id="dative"),
        pytest.param("Norway expelled two Russian diplomats.", ["SANCTION NOR>RUS actual"], id="diplomats"),
        pytest.param("Norway expelled Russian workers.", ["COERCE NOR>RUS actual"], id="workers"),
        pytest.param("Kenya cut its budget, days after trucks with flour burned at Kadugli, killing two guards.",
                     ["ASSAULT >SDN actual"], id="who cuts does not kill: a clause stands between"),
        pytest.param("Kenyan soldiers stormed a camp when guards were asleep, killing two Somalis.",
                     ["ASSAULT KEN> actual"], id="force goes on behind a clause"),
        pytest.param("The UN convoy entered its third day.", [], id="a day is not entered"),
        pytest.param("Jordan airdropped 38,000 meals over Gaza.", ["AID JOR>PSE actual"], id="meals are goods"),
        # how real
        pytest.param("Japan will give Nepal a grant.", ["AGREE JPN>NPL planned"], id="future help is a promise"),
        pytest.param("Japan will not lend Nepal money.", ["REJECT JPN>NPL actual"], id="future refusal"),
        pytest.param("Niger said it would expel the French envoy.", ["THREATEN NER>FRA planned"], id="would go"),
        pytest.param("The presidents of Chad and Niger will meet.", ["CONSULT NER+TCD> planned"], id="scheduled"),
        pytest.param("Iraq could attack Kuwait.", ["ASSAULT IRQ>KWT hypothetical"], id="could"),
        pytest.param("Iraq has not attacked Kuwait.", ["ASSAULT IRQ>KWT denied"], id="not"),
        pytest.param("Iraq never attacked Kuwait.", ["ASSAULT IRQ>KWT denied"], id="never"),
        pytest.param("Iraq denied that it had attacked Kuwait.", ["ASSAULT IRQ>KWT denied"], id="denied that"),
        pytest.param("Iraq said that Iran had attacked Kuwait.", ["ASSAULT IRN>KWT claimed"], id="said that"),
        pytest.param("Iraq reportedly attacked Kuwait.", ["ASSAULT IRQ>KWT claimed"], id="reportedly"),
        pytest.param("Russia said that Ukraine must leave Crimea.", ["REQUEST RUS>UKR actual"], id="must is a demand"),
        # nothing happened
        pytest.param("Snow fell in Ukraine.", [], id="weather"),
        pytest.param("The Russian attack dog barked.", [], id="noun in a compound"),
        pytest.param("Analysts discussed the price of oil.", [], id="nobody we could tell talks"),
        pytest.param("Turkey.", [], id="no verb"),
        pytest.param("WAR OVER", [], id="headline without anybody"),
    ],
)  # fmt: skip
def test_traps(text: str, expected: list[str], reading_of: Read) -> None:
    assert told(reading_of(text).events) == expected


QUIET = " Nobody else spoke."  # a second sentence: running text, in which each clause may tell an event


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("Egypt urged Libya to free the crew.", ["REQUEST EGY>LBY actual", "RETREAT LBY>LBY hypothetical"],
                     id="what is demanded is told beside the demand"),
        pytest.param("Peru agreed to withdraw troops from Chile.", ["AGREE PER>CHL actual", "RETREAT PER>CHL planned"],
                     id="what is promised is planned"),
        pytest.param("Togo said Ghana had called for a truce.", ["REQUEST GHA> claimed", "RETREAT > hypothetical"],
                     id="a noun that is demanded"),
        pytest.param("The Ghanaian mayor slept after talks in Lome.", ["CONSULT > actual"], id="a noun that is news"),
        pytest.param("The Ghanaian mayor slept after the talks.", [], id="a noun that is known"),
        pytest.param("Let's hear the crew.", [], id="let us is no permission"),
        pytest.param("The shelling of Lome has not stopped.", ["ASSAULT >TGO actual"], id="not stopped goes on"),
        pytest.param("The talks are to resume on Monday.", ["CONSULT > planned"], id="are to resume"),
        pytest.param("Experts from Chad and Niger met in Lome.", ["CONSULT NER+TCD> actual"], id="sent by two"),
        pytest.param("The council adopted a resolution that demands a truce.", ["SUPPORT > actual", "REQUEST > actual"],
                     id="a paper of nobody"),
        pytest.param("Four were wounded in Lome.", ["ASSAULT >TGO actual"], id="nothing but a number"),
        pytest.param("Green buses left for the border.", ["DISPLACE > actual"], id="buses stand for those in them"),
    ],
)  # fmt: skip
def test_running_text(text: str, expected: list[str], reading_of: Read) -> None:
    assert told(reading_of(text + QUIET).events) == expected


WAR = " Rebels hold half of Kandahar. The army shelled Kandahar."


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("The Afghan army captured a hill near Kandahar.", [("AFG:REB", True)], id="the other side"),
        pytest.param("The Afghan army captured a hill from Tajikistan.", [("TJK:", False)], id="it is named"),
        pytest.param("Tajikistan captured a hill near Kandahar.", [("AFG:", True)], id="a third party: only the land"),
    ],
)
def test_whose_land_is_taken(text: str, expected: list[tuple[str, bool]], reading_of: Read) -> None:
    event = reading_of(text + WAR).events[0]
    assert [(party.code, party.inferred) for party in event.recipients] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("Three hundred men had been brought out by nightfall.", ["DISPLACE > actual"], id="by nightfall"),
        pytest.param("Togo said two Peruvians were held and then freed.",
                     ["COERCE >PER claimed", "RETREAT >PER claimed"], id="passive that shares its auxiliary"),
        pytest.param("Oman accused Chad and its allies of killing Malians.",
                     ["ACCUSE OMN>TCD actual", "ASSAULT TCD>MLI claimed"], id="blamed together"),
        pytest.param("The truce that Peru and Chile had arranged collapsed.",
                     ["REJECT > actual", "AGREE CHL+PER> actual"], id="relative clause without a relative pronoun"),
        pytest.param("Oman promised that it would arm Malians who fled Chad.",
                     ["AGREE OMN>MLI actual", "DISPLACE MLI> claimed"], id="a clause of its own inside of a promise"),
        pytest.param("Oman called the raid an outrage.", ["ACCUSE OMN> actual", "ASSAULT > claimed"],
                     id="to call by a name is to blame"),
        pytest.param("Togo called for an end to the shelling.", ["REQUEST TGO> actual", "RETREAT > hypothetical"],
                     id="an end to"),
    ],
)  # fmt: skip
def test_arguments(text: str, expected: list[str], reading_of: Read) -> None:
    assert sorted(told(reading_of(text + QUIET).events)) == sorted(expected)


def test_groups_belong_to_the_place_told_of(reading_of: Read) -> None:
    events = reading_of("Rebels shelled a market in Kandahar. The army left Kandahar. Civilians fled Herat.").events
    assert [side(e.initiators) for e in events if e.type in ("ASSAULT", "DISPLACE")] == [["AFG"], ["AFG"]]


@pytest.mark.parametrize(
    "text, trigger",
    [
        pytest.param("Turkey shot down a jet of Syria.", "shot down", id="particle"),
        pytest.param("Germany held intense talks with Libya.", "held intense talks", id="light verb and noun"),
        pytest.param("Germany accused Libya of theft.", "accused", id="verb alone"),
    ],
)
def test_underlined(text: str, trigger: str, reading_of: Read) -> None:
    assert [e.text for e in reading_of(text).events] == [trigger]


def test_place_is_no_actor(reading_of: Read) -> None:
    [event] = reading_of("Turkish jets bombed Aleppo.").events
    assert all(party.inferred for party in event.recipients if party.start is None or "Aleppo" in (party.name or ""))
    assert side(event.initiators) == ["TUR"]


def test_inferred_is_marked(reading_of: Read) -> None:
    [event] = reading_of("Nepal imposed a curfew.").events
    assert [(party.code, party.inferred) for party in event.recipients] == [("NPL:CVL", True)]


LONG = "Turkey attacked Syria and " * 99 + "Russia met Iran."
MANY = ", ".join(["Turkey", "Syria", "Iraq", "Iran"] * 50) + " and Egypt met in Geneva."


@pytest.mark.parametrize("text", [LONG, MANY, "", "!!! ??? ...", "attacked attacked attacked", "By by by. Of of of."])
def test_any_text(text: str, reading_of: Read) -> None:
    """No row without a trigger, no id twice, the words are the text's, the same again gives the same."""
    reading = reading_of(text)
    assert len({e.id for e in reading.events}) == len(reading.events)
    for event in reading.events:
        assert event.text == text[event.start : event.end] and event.text
        assert event.how.by.startswith("events/")
    assert reading_of(text).events == reading.events
