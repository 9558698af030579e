"""How agencies tell of diplomacy: meetings, deals, help, demands and blame, beside what only has their words."""

from collections.abc import Callable

import pytest

from dateline.records import Reading
from tests.reading.events.test_agency import told

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text, expected",
    [
        # meetings
        pytest.param("The foreign ministers of Chad and Mali will gather in Accra on Saturday.",
                     ["CONSULT MLI+TCD> planned"], id="ministers gather"),
        pytest.param("Thousands of pilgrims gathered in Mecca on Friday.", [], id="pilgrims gather"),
        pytest.param("Serbia and Kosovo are to reconvene in Ohrid next week.", ["CONSULT SRB+XKX> planned"],
                     id="states reconvene"),
        pytest.param("The joint summit of Kenya and Chad was attended by the Rwandan president.",
                     ["CONSULT RWA>KEN+TCD actual"], id="whose summit one attends"),
        pytest.param("The Kenyan president attended a meeting of the International Organization for Migration.",
                     ["CONSULT KEN> actual"], id="a body's own meeting is no second side"),
        pytest.param("The presidents of Chad and Mali had an exchange of views over the telephone.",
                     ["CONSULT MLI+TCD> actual"], id="an exchange of views"),
        pytest.param("Leaders of Chad and Mali wrapped up a one-day summit on Tuesday.", ["CONSULT MLI+TCD> actual"],
                     id="wraps up a summit"),
        pytest.param("A joint border commission of Chad and Mali met in Accra on Wednesday.",
                     ["CONSULT MLI+TCD> actual"], id="a joint commission is two"),
        pytest.param("The Doha round ended on Friday without a breakthrough.", ["CONSULT > actual"],
                     id="a round told by its town"),
        pytest.param("The second round of the cup ended on Friday.", [], id="a round of a cup"),
        pytest.param("The Chadian leader played host to his Malian counterpart in Abeche.",
                     ["CONSULT TCD>MLI actual"], id="plays host to"),
        pytest.param("The French leader had the Russian president on the line for two hours.",
                     ["CONSULT FRA>RUS actual"], id="on the line"),
        pytest.param("Chadian and Malian negotiators emerged from eight hours of talks in Accra.",
                     ["CONSULT MLI+TCD> actual"], id="emerge from talks"),
        pytest.param("The matter was discussed in a telephone call between the French and Malian presidents.",
                     ["CONSULT FRA+MLI> claimed"], id="the call says who discussed it"),
        pytest.param("The situation in Mali was taken up by the Security Council on Monday.",
                     ["CONSULT IGO> actual"], id="a council takes it up"),
        pytest.param("Minister of Trade Aminata Diallo toured the land port on Monday.", ["CONSULT > actual"],
                     id="a name behind its title"),
        # who: what the parser hangs elsewhere
        pytest.param("In Kampala, Kenya and Chad signed a truce.", ["AGREE KEN+TCD> actual"],
                     id="subjects behind a place"),
        pytest.param("After talks in Geneva, Chad and Mali agreed to open the border.",
                     ["AGREE MLI+TCD> actual"], id="subjects behind a meeting in a place"),
        pytest.param("Indian and French ships carried out a joint patrol on Friday.",
                     ["COOPERATE FRA+IND> actual"], id="two that share a noun"),
        pytest.param("The Emirates set up a field hospital in Chad.", ["AID ARE> actual"],
                     id="one country with a plural name"),
        pytest.param("A peace agreement between Chad and Mali was signed in Rome on Friday.",
                     ["SUPPORT MLI+TCD> actual"], id="whose agreement is signed"),
        pytest.param("The exchange of prisoners between Chad and Mali took place on Friday.",
                     ["COOPERATE MLI+TCD> actual"], id="whose exchange it is"),
        pytest.param("The exercise of American and Chadian troops kicked off on Monday.",
                     ["COOPERATE TCD+USA> actual"], id="an exercise of two"),
        pytest.param("Britain's Foreign Office called in the Iranian ambassador on Thursday.",
                     ["ACCUSE GBR>IRN actual"], id="a particle taken for a preposition"),
        pytest.param("Rebels took six villagers in Mali.", ["ASSAULT MLI>MLI actual"],
                     id="a preposition that is no particle"),
        # deals
        pytest.param("The delegations left on Friday without an agreement.", ["REJECT > actual"],
                     id="parts without a deal"),
        pytest.param("Chad unveiled a treaty with Mali on Friday.", ["AGREE TCD>MLI actual"], id="unveils a treaty"),
        pytest.param("The signing ceremony for the accord between Chad and Mali took place in Rome.",
                     ["SUPPORT MLI+TCD> actual"], id="a signing ceremony"),
        pytest.param("The Security Council renewed the mandate of the mission in Mali on Thursday.",
                     ["AGREE IGO>MLI actual"], id="a mandate renewed"),
        pytest.param("The draft failed when Russia cast its veto.", ["REJECT RUS> actual"], id="casts a veto"),
        # help and backing
        pytest.param("Germany has delivered two air defence systems to Ukraine.", ["AID DEU>UKR actual"],
                     id="weapons systems"),
        pytest.param("The United States announced a new package of military aid for Ukraine.",
                     ["AID USA>UKR actual"], id="a package of"),
        pytest.param("The regulator approved a new vaccine against malaria.", [], id="a vaccine approved"),
        pytest.param("Poland took in two million Ukrainians in the spring.", ["AID POL>UKR actual"],
                     id="a people taken in"),
        pytest.param("Qatar paid the salaries of Lebanese soldiers in June.", ["AID QAT>LBN actual"],
                     id="salaries paid"),
        pytest.param("Police treated the fire as suspicious.", [], id="a fire treated"),
        pytest.param("Some 70 lorries entered Gao on Sunday with flour and tinned food.", ["AID >MLI actual"],
                     id="lorries with flour"),
        pytest.param("Some 70 lorries entered Gao on Sunday with beer.", [], id="lorries with beer"),
        pytest.param("The plan has the blessing of Rwanda.", ["SUPPORT RWA> actual"], id="has the blessing of"),
        pytest.param("Malian ministers closed ranks behind Chad.", ["SUPPORT MLI>TCD actual"], id="closes ranks"),
        # demands and blame
        pytest.param("Chad urged restraint on Mali and Kenya.", ["REQUEST TCD>KEN+MLI actual"], id="restraint urged"),
        pytest.param("Niger wants the American soldiers out by September.", ["REQUEST NER>USA actual"],
                     id="wants them out"),
        pytest.param("Chad applied for membership of the league.", ["REQUEST TCD> actual"], id="applies for a seat"),
        pytest.param("Mali's premier called France a sponsor of terrorism.", ["ACCUSE MLI>FRA actual"],
                     id="called a sponsor"),
        pytest.param("Sudan's case against Chad opened in The Hague.", ["ACCUSE SDN>TCD actual"], id="a case opens"),
        # what private people do
        pytest.param("Critics slammed the film.", [], id="critics of a film"),
        pytest.param("The singers condemned the label.", [], id="singers and their label"),
        pytest.param("The players teamed up for a record.", [], id="players team up"),
        pytest.param("The bank lent the couple 30,000 euros for a house.", [], id="a loan for a house"),
        pytest.param("Critics slammed the Malian government.", ["ACCUSE >MLI actual"], id="critics of a state"),
    ],
)  # fmt: skip
def test_agency_talk(text: str, expected: list[str], reading_of: Read) -> None:
    assert [told(event) for event in reading_of(text + " The evening was quiet.").events] == expected
