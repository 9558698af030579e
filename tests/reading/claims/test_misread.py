"""Speakers that the parser takes for a measure or for the whole sentence."""

import pytest

SPOKEN = [
    pytest.param("About 4 in 10 say they want the dam opened again.", "About 4 in 10", id="a share"),
    pytest.param(
        "Less than a third agreed that the road would stay closed.", "Less than a third", id="a fraction that agrees"
    ),
    pytest.param(
        "A Marsh University poll found last week that the mayor would lose by six points.",
        "A Marsh University poll",
        id="a survey before its verb and a day",
    ),
]
NOBODY = [
    pytest.param("A survey found in the drawer last week was signed by nobody.", id="a survey that is found"),
    pytest.param("Last week it was reported that the dam would hold.", id="a day before a passive"),
]


@pytest.mark.parametrize(("text", "who"), SPOKEN)
def test_misread_subjects_speak(reading_of, text, who):
    claim = reading_of(text).claims[0]
    assert [text[party.start : party.end] for party in claim.sources] == [who]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_made_to_speak(reading_of, text):
    assert not any(claim.sources for claim in reading_of(text).claims)


def test_the_land_that_a_question_is_about_does_not_ask_it(reading_of):
    assert reading_of("Mali: who shelled the market?\n\nNobody knows.").claims == ()
    [claim] = reading_of("Harker: who shelled the market?\n\nNobody knows.").claims
    assert claim.text == "who shelled the market"


def test_talks_that_the_parser_takes_for_a_verb_say_nothing(reading_of):
    assert reading_of("Trade talks falter\n\nKenya and Uganda trade blame as Geneva talks stall").claims == ()


def test_how_somebody_spoke_is_no_other_saying(reading_of):
    text = "“They had been told to wait,” said an officer who spoke on condition of anonymity. “Everybody knew.”"
    assert [claim.cue.text for claim in reading_of(text).claims] == ["said"]
