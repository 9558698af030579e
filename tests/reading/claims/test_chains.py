"""Who speaks, for whom and through whom: one line a trap. Reports are invented; outlets and places are real."""

from typing import NamedTuple

import pytest


class Said(NamedTuple):
    """A claim by the first words of its content. `inside`: the first words of the claim around it."""

    begins: str
    sources: list[str]
    via: list[str] | tuple[()] = ()
    inside: str | None = None
    behalf: str | None = None


def names(parties):
    return [party.name for party in parties]


def first(claim):
    return claim.text.strip("“”")


def check(reading, expected):
    by_id = {claim.id: claim for claim in reading.claims}
    for said in expected:
        found = [claim for claim in reading.claims if first(claim).startswith(said.begins)]
        assert found, [claim.text for claim in reading.claims]
        claim = found[0]
        assert names(claim.sources) == said.sources
        assert names(claim.via) == list(said.via)
        outer = by_id[claim.parent] if claim.parent else None
        assert (outer is None) == (said.inside is None) and (outer is None or first(outer).startswith(said.inside))
        assert said.behalf is None or [party.on_behalf_of for party in claim.sources] == [said.behalf]


SPEAKERS = [
    pytest.param(
        "General Omar Dally visited the front on Monday. He said the bridge would be rebuilt.",
        [Said("the bridge", ["Omar"])],
        id="he is the subject before",
    ),
    pytest.param(
        "“The wells are dry,” said Lena Hartov, a nurse in the camp. She added that two children had died.",
        [Said("that two children", ["Lena Hartov"])],
        id="she goes on after her quotation",
    ),
    pytest.param(
        "“Will you sign?” the envoy asked. Colonel Marek Dunn shook his head. “Not today,” he said.",
        [Said("Will you sign", ["the envoy"]), Said("Not today", ["Marek Dunn"])],
        id="he answers, who was asked",
    ),
    pytest.param(
        "Colonel Marek Dunn said the talks with General Omar Dally had failed. He added that no date had been set.",
        [Said("that no date", ["Marek Dunn"])],
        id="of two men he who spoke",
    ),
    pytest.param(
        "Foreign Minister Ana Petrescu met General Omar Dally in Dakar. She said the border would open in May.",
        [Said("the border would", ["Ana Petrescu"])],
        id="she is the only woman",
    ),
    pytest.param(
        "A spokesman for the Interior Ministry, Karim Aldan, said the prison was calm. The spokesman added that "
        "visits would resume.",
        [Said("the prison", ["Karim Aldan"]), Said("that visits", ["Karim Aldan"])],
        id="the spokesman is he who was named",
    ),
    pytest.param(
        "An official at the port told Reuters that three ships had left. The official said the cranes were mined.",
        [Said("that three ships", ["official"], ["Reuters"]), Said("the cranes", ["official"])],
        id="an unnamed official stays one",
    ),
    pytest.param(
        "The Defence Ministry said on Friday that the shelling had stopped. It added that no soldier was hurt.",
        [Said("that no soldier", ["The Defence Ministry"])],
        id="it is the ministry that spoke",
    ),
    pytest.param(
        "Human Rights Watch published a report on the camp. It said that guards had beaten detainees.",
        [Said("that guards", ["Human Rights Watch"])],
        id="it is the body that acted",
    ),
    pytest.param(
        "President Ana Petrescu and Prime Minister Jonas Weil met in Vilnius. They said in a "
        "joint statement that the gas line would be repaired.",
        [Said("that the gas line", ["Ana Petrescu", "Jonas Weil"])],
        id="they are both of the sentence before",
    ),
    pytest.param(
        "Two soldiers died when a mine exploded near the dam, the army said, reports Anadolu Agency.",
        [Said("Two soldiers died", ["Turkish military"], ["Anadolu Agency"])],
        id="reports X, after said",
    ),
    pytest.param(
        "The talks are over, a rebel commander told Al Jazeera, according to the Daily Sabah.",
        [Said("The talks are over", ["a rebel commander"], ["Al Jazeera", "Daily Sabah"])],
        id="told X, according to Y",
    ),
    pytest.param(
        "President Jonas Weil toured the base. Interfax quoted him as saying that the jets would stay.",
        [Said("that the jets", ["Jonas Weil"], ["Interfax"])],
        id="quoted him as saying",
    ),
    pytest.param(
        "Reuters cited a security source as saying that the convoy had been ambushed.",
        [Said("that the convoy", ["a security source"], ["Reuters"])],
        id="cited a source as saying",
    ),
    pytest.param(
        "The convoy was ambushed, Xinhua reported, citing a security source.",
        [Said("The convoy was", ["a security source"], ["Xinhua"])],
        id="reported, citing",
    ),
    pytest.param(
        "The minister was quoted by Tasnim as saying that the siege was over.",
        [Said("that the siege", ["The minister"], ["Tasnim News Agency"])],
        id="was quoted by",
    ),
    pytest.param(
        "In an interview with the BBC, the mayor said that the bakers had fled.",
        [Said("that the bakers", ["the mayor"], ["BBC"])],
        id="in an interview with",
    ),
    pytest.param(
        "“We have no flour,” the mayor told CNN in an interview.",
        [Said("We have no flour", ["the mayor"], ["CNN"])],
        id="told X in an interview",
    ),
    pytest.param(
        "The Guardian has learned from two diplomats that the treaty was never signed.",
        [Said("that the treaty", ["two diplomats"], ["The Guardian"])],
        id="learned from",
    ),
    pytest.param(
        "According to a report in The Times, the general said that the war was lost.",
        [Said("that the war was lost", ["the general"], ["The Times"])],
        id="a report in X says that Y said",
    ),
    pytest.param(
        "The BBC reported that the general had said the war was lost.",
        [
            Said("that the general", ["BBC"]),
            Said("the war was lost", ["the general"], ["BBC"], inside="that the general"),
        ],
        id="a claim inside what an agency reports as its own",
    ),
    pytest.param(
        "The envoy said that London had admitted that its ships had fired first.",
        [
            Said("that London had", ["The envoy"]),
            Said("that its ships", ["Government of the United Kingdom"], ["The envoy"], inside="that London"),
        ],
        id="admitted inside said",
    ),
    pytest.param(
        "“The Americans told us that the money would come,” said Faris Omar, a tailor.",
        [
            Said("The Americans told", ["Faris Omar"]),
            Said("that the money", ["Americans"], ["Faris Omar"], inside="The Americans"),
        ],
        id="told inside a quotation",
    ),
    pytest.param(
        "The doctor said the ward was full, adding that the morgue was full too.",
        [Said("the ward was full", ["The doctor"]), Said("that the morgue", ["The doctor"])],
        id="adding is beside, not inside",
    ),
    pytest.param(
        "Turkey and Qatar said in a joint statement that the ceasefire must hold.",
        [Said("that the ceasefire", ["Government of Turkey", "Government of Qatar"])],
        id="a joint statement has two sources",
    ),
    pytest.param(
        "The army's spokesman, Colonel Petr Halik, said the village had been retaken.",
        [Said("the village", ["Petr Halik"], behalf="The army")],
        id="the army's spokesman",
    ),
    pytest.param(
        "A spokeswoman for the United Nations mission said the convoy had been turned back.",
        [Said("the convoy", ["A spokeswoman"], behalf="the United Nations mission")],
        id="a spokeswoman for",
    ),
    pytest.param(
        "Speaking on behalf of the families, the lawyer Rana Saleh said the court had refused to hear them.",
        [Said("the court", ["Rana Saleh"], behalf="the families")],
        id="on behalf of",
    ),
    pytest.param(
        "A senior Turkish official, who asked not to be named, said the pilots were alive.",
        [Said("the pilots", ["A senior Turkish official"])],
        id="an official keeps his country",
    ),
    pytest.param(
        "A source close to the president said the decree would be withdrawn.",
        [Said("the decree", ["A source close to the president"])],
        id="a source close to",
    ),
    pytest.param(
        "Various media outlets reported that the palace was burning.",
        [Said("that the palace", ["Various media outlets"])],
        id="various outlets",
    ),
    pytest.param(
        "Foreign Minister Ana Petrescu arrived late. The minister told reporters that talks would go on.",
        [Said("that talks", ["Ana Petrescu"])],
        id="the minister is he who was named",
    ),
    pytest.param(
        "The army did not say whether it had opened fire, but promised an inquiry.",
        [Said("whether it had opened fire", ["The army"]), Said("an inquiry", ["The army"])],
        id="another cue ends the content",
    ),
    pytest.param(
        "In the latest survey, four of ten voters backed the truce.",
        [Said("four of ten", ["the latest survey"])],
        id="what a survey found",
    ),
    pytest.param(
        "Russia said on Thursday it would withdraw its tanks.",
        [Said("it would withdraw", ["Government of Russia"])],
        id="the day is that of the saying",
    ),
    pytest.param(
        "The rebels said late on Sunday they had shot down a drone.",
        [Said("they had shot", ["The rebels"])],
        id="late on a day",
    ),
    pytest.param(
        "Norway said last week its embassy would stay open.",
        [Said("its embassy", ["Government of Norway"])],
        id="last week",
    ),
    pytest.param(
        "“They stopped us,” said a man on the last bus, who gave his name as Idriss.",
        [Said("They stopped", ["Idriss"])],
        id="a man who gave his name",
    ),
    pytest.param(
        "A nurse there, who gave her name only as Salimata, said that the lamps had gone out.",
        [Said("that the lamps", ["Salimata"])],
        id="a nurse who gave only her first name",
    ),
    pytest.param(
        "A guard who identified himself as Corporal Bren said the gate was open.",
        [Said("the gate", ["Bren"])],
        id="who identified himself as",
    ),
    pytest.param(
        "The mayor said the army was burning the town and called for help from the neighbours.",
        [Said("the army was burning the town", ["The mayor"]), Said("help from", ["The mayor"])],
        id="a finite verb is not coordinated with a participle",
    ),
    pytest.param(
        "The governor said that the market had reopened (Reuters).",
        [Said("that the market", ["The governor"], ["Reuters"])],
        id="a credit in brackets",
    ),
    pytest.param(
        "The army left at dawn, according to the governor and the police.",
        [Said("The army left", ["the governor", "the police"])],
        id="according to two",
    ),
    pytest.param(
        "Speaking to the BBC from Nyala, the doctor said the ward was full.",
        [Said("the ward", ["the doctor"], ["BBC"])],
        id="speaking to",
    ),
    pytest.param(
        "The army's spokesman said the village had been retaken. He added that the road was mined.",
        [Said("the village", ["The army's spokesman"]), Said("that the road", ["The army's spokesman"])],
        id="he is an office without a name",
    ),
    pytest.param(
        "The colonel's lawyer rejected the charge. “It is revenge,” she said.",
        [Said("the charge", ["The colonel's lawyer"]), Said("It is revenge", ["The colonel's lawyer"])],
        id="she is somebody's lawyer",
    ),
    pytest.param(
        "“Who fired first?” the judge asked. “Nobody knows,” he said.",
        [Said("Who fired", ["the judge"]), Said("Nobody knows", [None])],
        id="who asked does not answer himself",
    ),
    pytest.param(
        "The raid was condemned by the mayor and the bishop.",
        [Said("The raid", ["the mayor", "the bishop"])],
        id="by two",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_who_said_it_through_whom(reading_of, text, expected):
    check(reading_of(text, published="2024-05-20"), expected)


def test_an_agency_of_the_date_line_passes_on_what_another_outlet_prints(reading_of):
    text = "KHARTOUM (AFP) — The governor said that the market had reopened."
    (claim,) = reading_of(text, outlet="The Harbour Courier").claims
    assert [text[party.start : party.end] for party in claim.via] == ["AFP"]


@pytest.mark.parametrize("outlet", [pytest.param("AFP", id="its own"), pytest.param(None, id="nobody's")])
def test_an_agency_is_not_told_in_its_own_report(reading_of, outlet):
    (claim,) = reading_of("KHARTOUM (AFP) — The governor said that the market had reopened.", outlet=outlet).claims
    assert claim.via == ()


def test_nobody_rather_than_a_guess(reading_of):
    for text in ("Two envoys left the hall at noon. He said nothing would change.", "It said the road was open."):
        (claim,) = reading_of(text).claims
        assert [party.name for party in claim.sources] == [None]


def test_whoever_is_named_nearer_leaves_the_pronoun_open(reading_of):
    text = (
        "Spokesman Ilir Brand told reporters that the talks went well. Brand made the remarks during Premier Omar "
        "Dally's first trip to the coast, where he declared the feud over."
    )
    declared = [c for c in reading_of(text).claims if c.cue and c.cue.text == "declared"]
    assert all("Brand" not in (p.name or "") for c in declared for p in c.sources)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The bridge that the mayor criticised was closed.", id="a relative pronoun is no content"),
        pytest.param("The council has backed rebels since May.", id="a time is no content"),
        pytest.param("The minister declined to comment on the deal.", id="nothing was said"),
    ],
)
def test_no_claim(reading_of, text):
    assert reading_of(text).claims == ()
