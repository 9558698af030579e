"""Who said what: one line a trap. Sentences are invented."""

import pytest


def one(reading, text):
    """The claim whose content is exactly this."""
    found = [claim for claim in reading.claims if claim.text == text]
    assert len(found) == 1, [(c.how.by, c.text) for c in reading.claims]
    return found[0]


CONTENTS = [
    pytest.param(
        "The envoy said that the crossing would open.", "The envoy", "that the crossing would open", id="that"
    ),
    pytest.param("The envoy said the crossing would open.", "The envoy", "the crossing would open", id="no that"),
    pytest.param(
        "The road is open, announced General Hartwell.",
        "General Hartwell",
        "The road is open",
        id="inverted, no quotes",
    ),
    pytest.param(
        "“We will not leave the city,” said the governor.",
        "the governor",
        "“We will not leave the city,”",
        id="inverted",
    ),
    pytest.param(
        "According to the monitors, eleven shells hit the district.",
        "the monitors",
        "eleven shells hit the district",
        id="according to, before",
    ),
    pytest.param(
        "Eleven shells hit the district, according to the monitors.",
        "the monitors",
        "Eleven shells hit the district",
        id="according to, after",
    ),
    pytest.param(
        "The truce, the minister said, would last until spring.",
        "the minister",
        "The truce, the minister said, would last until spring",
        id="put into the sentence",
    ),
    pytest.param(
        "The general left the hall, saying that the talks were over.",
        "The general",
        "that the talks were over",
        id="a participle after a comma has the subject of its clause",
    ),
    pytest.param(
        "Rebels shelled the market, adding that they would go on.",
        "Rebels",
        "that they would go on",
        id="not the object of the clause",
    ),
    pytest.param(
        "The agency quoted the mayor as saying the dam had burst.",
        "the mayor",
        "the dam had burst",
        id="quoted as saying",
    ),
    pytest.param(
        "The commander, who said the town was safe, has fled.", "who", "the town was safe", id="relative: its own word"
    ),
    pytest.param(
        "The rebels accused the army of shelling the market.",
        "The rebels",
        "the army of shelling the market",
        id="accuse: object and what of",
    ),
    pytest.param("The opposition called for an inquiry.", "The opposition", "an inquiry", id="called for"),
    pytest.param(
        "In the view of the mayor, the bridge cannot be saved.",
        "the mayor",
        "the bridge cannot be saved",
        id="in the view of",
    ),
    pytest.param(
        "As the mayor sees it, the bridge cannot be saved.",
        "the mayor",
        "the bridge cannot be saved",
        id="as X sees it",
    ),
    pytest.param(
        "An officer who took part – he gave no name – said the others had come with rods.",
        "An officer",
        "the others had come with rods",
        id="the subject stands before the dashes",
    ),
    pytest.param(
        "The two sides have each said the bridge was mined.",
        "The two sides",
        "the bridge was mined",
        id="each is no source beside them",
    ),
    pytest.param(
        "Leaflets warned that the bombing would resume.",
        "Leaflets",
        "that the bombing would resume",
        id="documents speak",
    ),
]


@pytest.mark.parametrize(("sentence", "source", "content"), CONTENTS)
def test_source_and_content(reading_of, sentence, source, content):
    reading = reading_of(sentence)
    claim = one(reading, content)
    assert [sentence[s.start : s.end] for s in claim.sources] == [source]


def test_nobody_named_is_an_empty_list(reading_of):
    claim = reading_of("The commander is believed to have fled abroad.").claims[0]
    assert claim.sources == ()


def test_joint_sources_are_several(reading_of):
    text = "Turkey and the rebels accused the government of obstruction."
    claim = one(reading_of(text), "the government of obstruction")
    assert [text[s.start : s.end] for s in claim.sources] == ["Turkey", "the rebels"]


def test_an_apposition_is_no_second_source(reading_of):
    text = "General Hartwell, a defence official, said that the road was open."
    claim = one(reading_of(text), "that the road was open")
    assert len(claim.sources) == 1


def test_a_spokesman_speaks_as_himself_for_somebody(reading_of):
    claim = one(
        reading_of("A spokesman for Angela Merkel said that the talks would go on."), "that the talks would go on"
    )
    assert claim.sources[0].on_behalf_of == "Angela Merkel"


def test_a_split_quotation_is_one_claim_with_its_parts(reading_of):
    text = "“We are ready,” the envoy said. “We have no doubt about it.”"
    [claim] = reading_of(text).claims
    assert [p.text for p in claim.parts] == ["“We are ready,”", "“We have no doubt about it.”"]
    assert (claim.manner, claim.quoted) == ("quote", True)


def test_a_quotation_goes_on_over_paragraphs(reading_of):
    text = "The governor said: “We will stay in the city.\n\n“Nobody will make us leave it.”\n\nThe buses left."
    claim = next(c for c in reading_of(text).claims if c.quoted)
    assert claim.text.endswith("leave it.”") and claim.text.startswith("“We will stay")


def test_a_quotation_does_not_run_into_furniture(reading_of):
    text = (
        "The governor said: “We will stay in the city.\n\nPlease let us know if you're having issues with commenting.\n"
    )
    for claim in reading_of(text).claims:
        assert "commenting" not in claim.text


VIA = [
    pytest.param(
        "“The road is open,” General Hartwell told reporters on Monday, reports Reuters.",
        ["Reuters"],
        id="tag of an agency",
    ),
    pytest.param(
        "The mayor told Reuters that the dam had burst.", ["Reuters"], id="the outlet that was told passes it on"
    ),
    pytest.param("Reuters quoted the mayor as saying that the dam had burst.", ["Reuters"], id="quoted as saying"),
    pytest.param(
        "Reuters reported on Friday, citing an official, that the dam had burst.", ["Reuters"], id="citing an official"
    ),
    pytest.param("The mayor, quoted by Reuters, said that the dam had burst.", ["Reuters"], id="quoted by"),
    pytest.param("Reuters learned from an official that the dam had burst.", ["Reuters"], id="learned from"),
]


@pytest.mark.parametrize(("sentence", "via"), VIA)
def test_who_passed_it_on(reading_of, sentence, via):
    reading = reading_of(sentence)
    claim = next(c for c in reading.claims if "burst" in c.text or "open" in c.text)
    assert [sentence[v.start : v.end] for v in claim.via] == via
    assert all(sentence[s.start : s.end] != "Reuters" for s in claim.sources)
    assert len(reading.claims) == 1


def test_who_goes_on_speaking_in_a_quotation_alone(reading_of):
    text = "“Nobody left the hall,” the envoy said, adding that the coffee was cold. “That is already something.”"
    claim = one(reading_of(text), "“That is already something.”")
    assert [text[s.start : s.end] for s in claim.sources] == ["the envoy"]


def test_declining_to_comment_tells_nothing(reading_of):
    assert reading_of("The ministry declined to comment on Monday.").claims == ()
    assert reading_of("The ministry refused to say when the road would open.").claims != ()


def test_the_hour_is_not_part_of_the_day_it_was_said(reading_of):
    claim = reading_of("The envoy said at 9 a.m. on Thursday that the talks were over.", published="2016-12-09").claims[
        0
    ]
    assert claim.said_on == "2016-12-08"


def test_the_reports_own_outlet_is_not_repeated(reading_of):
    reading = reading_of("“The road is open,” General Hartwell told reporters, reports Reuters.", outlet="Reuters")
    assert reading.claims[0].via == ()


def test_the_addressee_is_not_a_relay(reading_of):
    text = "The envoy told the council that the truce had failed."
    claim = one(reading_of(text), "that the truce had failed")
    assert text[claim.addressee.start : claim.addressee.end] == "the council"
    assert claim.via == ()


def test_claims_nest(reading_of):
    reading = reading_of("The mayor told the council that officials had said the dam was safe.")
    outer, inner = one(reading, "that officials had said the dam was safe"), one(reading, "the dam was safe")
    assert inner.parent == outer.id
    assert outer.parent is None


def test_each_telling_of_a_chain_is_kept(reading_of):
    reading = reading_of("The guard said that a driver had sworn that the mayor had said that the bridge was safe.")
    safe = one(reading, "that the bridge was safe")
    sworn = one(reading, "that the mayor had said that the bridge was safe")
    assert safe.parent == sworn.id and sworn.parent is not None


STANCES = [
    pytest.param("The army denied that it had shelled the market.", "denies", "paraphrase", id="denies"),
    pytest.param("The ministry asked whether the convoy had arrived.", "asks", "paraphrase", id="asks"),
    pytest.param("The minister did not say whether the talks would resume.", "asks", "paraphrase", id="left open"),
    pytest.param("The president vowed to retake the province.", "promises", "paraphrase", id="promises"),
    pytest.param("The government plans to open two crossings.", "promises", "intention", id="intention"),
    pytest.param("Experts believe that the truce will not last.", "believes", "belief", id="belief"),
    pytest.param("Experts do not believe that the truce will last.", "denies", "belief", id="belief denied"),
    pytest.param("Aid agencies warned that the winter would be deadly.", "predicts", "paraphrase", id="predicts"),
    pytest.param("The rebels accused the army of shelling the market.", "accuses", "paraphrase", id="accuses"),
    pytest.param("The envoy expressed optimism that the talks would succeed.", "believes", "belief", id="by the noun"),
    pytest.param("The envoy said that the truce was “all but dead”.", "asserts", "mixed", id="half quoted"),
]


@pytest.mark.parametrize(("sentence", "stance", "manner"), STANCES)
def test_stance_and_manner(reading_of, sentence, stance, manner):
    claim = reading_of(sentence).claims[0]
    assert (claim.stance, claim.manner) == (stance, manner)


def test_said_on_is_the_day_of_the_telling(reading_of):
    text = "The envoy said on Thursday that the talks would end in May."
    claim = reading_of(text, published="2016-12-09").claims[0]
    assert claim.said_on == "2016-12-08"


@pytest.mark.parametrize("text", ["", "\n\n", "The trucks crossed the river before dawn."])
def test_plain_telling_has_no_claim(reading_of, text):
    assert reading_of(text).claims == ()


GOES_ON = [
    pytest.param(
        "“The road is closed,” said Ada Hall, who has kept the ferry at the mouth of the river for nineteen years and "
        "knows each of its boats by name. “Nobody passed after dark.”",
        "Nobody passed after dark.”",
        id="after a long description of the speaker",
    ),
    pytest.param(
        "‘We will not leave the city,’ said the governor. ‘Our place is here, whatever happens.’",
        "whatever happens.’",
        id="in single marks",
    ),
]


@pytest.mark.parametrize(("text", "end"), GOES_ON)
def test_a_quotation_goes_on_after_its_cue(reading_of, text, end):
    (claim,) = reading_of(text).claims
    assert claim.text.endswith(end) and len(claim.parts) == 2 and claim.manner == "quote"


def test_no_quotation_is_left_without_its_speaker(reading_of):
    text = "The guard said the road was closed. “Nobody passed after dark, and nobody will pass tomorrow.”"
    told = [claim for claim in reading_of(text).claims if "tomorrow" in claim.text]
    assert [[party.name for party in claim.sources] for claim in told] == [["The guard"]]


def test_in_a_printed_interview_nobody_is_named(reading_of):
    asked, answered = reading_of("Q: Will the truce hold?\nA: It will hold until the spring.").claims
    assert (asked.sources, asked.stance) == ((), "asks")
    assert (answered.sources, answered.stance) == ((), "asserts")


def test_supporting_armed_people_is_a_deed(reading_of):
    assert reading_of("Arcadia has backed rebel groups in the hills.").claims == ()


def test_a_headline_names_its_speaker_last(reading_of):
    (claim,) = reading_of("Rebels to leave Arcadian capital, says mayor").claims
    assert (claim.text, claim.how.by) == ("Rebels to leave Arcadian capital", "claims/inverted:say")


def test_letters_of_a_list_are_no_interview(reading_of):
    assert reading_of("The teams:\n\nA: Harbour Town and Mill Road\n\nB: Weirside and the old market\n").claims == ()
