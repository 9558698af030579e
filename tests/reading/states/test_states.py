"""States: invented sentences by trap, and what holds for any text."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.lexicon import countries, state_words
from dateline.reading.states import states
from dateline.records import Reading, State
from tests.clock import outgrown
from tests.conftest import make_report
from tests.reading.endless import endless

ReadingOf = Callable[..., Reading]
WORDS, LANDS = state_words.load(), countries.load()


def names(row: State, column: str = "parties") -> list[str]:
    return [party.name or "" for party in getattr(row, column)]


def rows(reading_of: ReadingOf, text: str, matter: str) -> list[State]:
    return [row for row in reading_of(text, published="2016-12-14").states if row.matter == matter]


@pytest.mark.parametrize(
    "text, told",
    [
        pytest.param("A truce agreed on Monday collapsed on Tuesday.", [("announced", "2016-12-12", "actual"),
                     ("ended", "2016-12-13", "actual")], id="two past forms, a day each"),
        pytest.param("The ceasefire, which broke down on Tuesday, was the third.", [("ended", "2016-12-13", "actual")],
                     id="relative clause"),
        pytest.param("If the truce holds, buses will go in.", [("in_effect", None, "hypothetical")], id="condition"),
        pytest.param("The truce will take effect on Friday.", [("in_effect", "2016-12-16", "planned")],
                     id="ahead"),
        pytest.param("The truce has not collapsed.", [("ended", None, "denied")], id="negated"),
        pytest.param("The army denied that the truce had been broken.", [("violated", None, "denied")],
                     id="denied"),
        pytest.param("The envoy said the truce was violated.", [("violated", None, "claimed")], id="claimed"),
        pytest.param("The truce was announced on Monday. By Tuesday it was dead.",
                     [("announced", "2016-12-12", "actual"), ("ended", "2016-12-13", "actual")], id="pronoun"),
        pytest.param("The two clubs signed a deal. The deal collapsed.", [], id="a deal is no truce"),
        pytest.param("The evacuation deal collapsed on Monday.", [("ended", "2016-12-12", "actual")],
                     id="a deal on evacuation is one"),
    ],
)  # fmt: skip
def test_truces(reading_of: ReadingOf, text: str, told: list[tuple[str, str | None, str]]) -> None:
    assert [(row.state, row.when, row.status) for row in rows(reading_of, text, "ceasefire")] == told


def test_who_brokers_is_no_party(reading_of: ReadingOf) -> None:
    [row] = rows(reading_of, "Qatar and Egypt brokered the ceasefire in Gaza.", "ceasefire")
    assert names(row, "mediators") == ["Government of Qatar", "Government of Egypt"] and not row.parties


def test_who_is_accused_of_breaking_it(reading_of: ReadingOf) -> None:
    [row] = rows(reading_of, "Turkey accused the Syrian army of breaking the truce in Aleppo.", "ceasefire")
    assert (row.state, names(row), names(row, "sources")) == ("violated", ["Syrian army"], ["Government of Turkey"])


@pytest.mark.parametrize(
    "text, trait",
    [
        pytest.param("The sides declared a truce of five days.", "lasts five days", id="length"),
        pytest.param("The sides declared a 72-hour truce.", "lasts 72-hour", id="length, one word"),
        pytest.param("The sides signed a written ceasefire.", "written", id="written"),
        pytest.param("They declared a nationwide ceasefire.", "general", id="everywhere"),
        pytest.param("They declared a unilateral ceasefire.", "unilateral", id="alone"),
        pytest.param("They declared a truce for Ramadan.", "purpose holiday", id="holiday"),
        pytest.param("They declared a truce so that aid could go in.", "purpose humanitarian", id="aid"),
    ],
)
def test_terms(reading_of: ReadingOf, text: str, trait: str) -> None:
    [row] = rows(reading_of, text, "ceasefire")
    assert trait in row.traits


@pytest.mark.parametrize(
    "text, state, holder, place",
    [
        pytest.param("The Syrian army took Aleppo on Monday.", "took", ["Syrian army"], "Aleppo", id="took"),
        pytest.param("Aleppo fell to the Syrian army on Monday.", "took", ["Syrian army"], "Aleppo", id="fell to"),
        pytest.param("The Syrian army drove rebels from Aleppo.", "took", ["Syrian army"], "Aleppo", id="driven out"),
        pytest.param("The Syrian army is in full control of Aleppo.", "holds", ["Syrian army"], "Aleppo", id="control"),
        pytest.param("Aleppo is in the hands of the Syrian army.", "holds", ["Syrian army"], "Aleppo", id="hands"),
        pytest.param("Aleppo is held by the Syrian army.", "holds", ["Syrian army"], "Aleppo", id="passive"),
        pytest.param("Shells hit rebel-held Aleppo in Syria.", "holds", ["Syrian rebels"], "Aleppo", id="adjective"),
        pytest.param("The Syrian army said it was in control of Aleppo.", "holds", ["Syrian army"], "Aleppo",
                     id="a pronoun in its own words"),
    ],
)  # fmt: skip
def test_control(reading_of: ReadingOf, text: str, state: str, holder: list[str], place: str) -> None:
    [row] = rows(reading_of, text, "control")
    assert (row.state, names(row), row.place and row.place.name) == (state, holder, place)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Syrian army held a parade in Aleppo.", id="parade"),
        pytest.param("The Syrian army took two prisoners in Aleppo.", id="people"),
        pytest.param("Prices in Aleppo fell by half.", id="prices"),
        pytest.param("The fire in Aleppo is under control.", id="fire"),
        pytest.param("State-run media in Aleppo showed the mosque.", id="state-run"),
        pytest.param("The army retook land once held by the rebels.", id="no longer, and nowhere"),
    ],
)
def test_what_is_no_control(reading_of: ReadingOf, text: str) -> None:
    assert rows(reading_of, text, "control") == []


def test_another_share_told_again(reading_of: ReadingOf) -> None:
    text = "The Syrian army holds 75 percent of Aleppo, the monitor said. A Russian officer spoke of 80 percent."
    first, second = rows(reading_of, text, "control")
    assert names(second, "sources") == ["A Russian officer"] and names(second) == names(first)
    assert first.quantities != second.quantities and len(second.quantities) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("About 8,000 people were evacuated from Aleppo to Idlib on Thursday.", id="hangs on from"),
        pytest.param("About 8,000 people fled from Aleppo to Idlib on Thursday.", id="hangs on the verb"),
        pytest.param("It was supposed to end in the evacuation of 8,000 people from Aleppo to Idlib.", id="by a noun"),
    ],
)
def test_from_one_place_to_another(reading_of: ReadingOf, text: str) -> None:
    [row] = rows(reading_of, text, "displacement")
    assert (row.place and row.place.name, row.to and row.to.name) == ("Aleppo", "Idlib")


@pytest.mark.parametrize(
    "text, told",
    [
        pytest.param("About 4,000 people are to leave Foua.", [("to_be_evacuated", "about 4,000")], id="are to"),
        pytest.param("Up to 900 people have fled Bor.", [("fled", "up to 900")], id="fled"),
        pytest.param("More than 500 people, including 40 children, were evacuated from Bor.",
                     [("evacuated", "more than 500"), ("evacuated", "40")], id="including is no verb"),
        pytest.param("Some 50,000 people remained in Aleppo, 40,000 of them civilians.",
                     [("remaining", "some 50,000"), ("remaining", "40,000")], id="a part"),
        pytest.param("Some 300 men had gone missing in Bor.", [], id="missing is not gone"),
        pytest.param("Some 300 people remain without water in Bor.", [], id="remain without"),
        pytest.param("Some 300 people were not evacuated.", [], id="negated"),
        pytest.param("The truce was supposed to result in the evacuation of thousands of people from Bor to Dol.",
                     [("to_be_evacuated", "thousands")], id="an evacuation that was to come"),
        pytest.param("The general spoke of the evacuation of 900 people.", [], id="nobody says whether it was done"),
        pytest.param("The Red Cross said 15,000 people had left Aleppo. Turkey says more than 20,000.",
                     [("fled", "15,000"), ("fled", "more than 20,000")], id="told again by another"),
    ],
)  # fmt: skip
def test_moves(reading_of: ReadingOf, text: str, told: list[tuple[str, str]]) -> None:
    reading = reading_of(text, published="2016-12-14")
    figures = {q.id: q for q in reading.quantities}
    found = sorted(
        (figures[row.quantities[0]].start, row.state, figures[row.quantities[0]].text)
        for row in reading.states
        if row.matter == "displacement"
    )
    assert [state for _, state, _ in found] == [state for state, _ in told]
    assert all(words.lower().startswith(wanted) for (_, _, words), (_, wanted) in zip(found, told, strict=True))


@pytest.mark.parametrize(
    "text, state",
    [
        pytest.param("The evacuation of Aleppo was suspended on Monday.", "suspended", id="suspended"),
        pytest.param("The evacuation was halted. The operation resumed on Monday.", "resumed", id="the operation"),
        pytest.param("The evacuation of Aleppo is complete, the army said.", "ended", id="complete"),
    ],
)
def test_how_the_operation_goes(reading_of: ReadingOf, text: str, state: str) -> None:
    assert rows(reading_of, text, "displacement")[-1].state == state


@pytest.mark.parametrize(
    "text, state, when, form",
    [
        pytest.param("The foreign ministers of Russia, Turkey and Iran will meet in Moscow on Friday.", "planned",
                     "2016-12-16", "multilateral", id="three countries, ahead"),
        pytest.param("Russia and Turkey held talks in Ankara on Monday about the siege.", "held", "2016-12-12", None,
                     id="held"),
        pytest.param("The talks between Russia and Turkey were postponed on Monday.", "moved", "2016-12-12", None,
                     id="postponed"),
        pytest.param("Putin spoke with Erdogan by telephone on Monday.", "held", "2016-12-12", "phone", id="phone"),
    ],
)  # fmt: skip
def test_talks(reading_of: ReadingOf, text: str, state: str, when: str, form: str | None) -> None:
    [row] = rows(reading_of, text, "talks")
    assert (row.state, row.when, row.by) == (state, when, form)


def test_ministers_of_countries_are_the_countries(reading_of: ReadingOf) -> None:
    [row] = rows(reading_of, "The ministers of Russia, Turkey and Iran will meet in Moscow on Friday.", "talks")
    assert names(row) == ["Russia", "Turkey", "Iran"]


@pytest.mark.parametrize(
    "text, topic",
    [
        pytest.param("Russia and Turkey held talks on the truce on Monday.", "the truce", id="on"),
        pytest.param("Russia and Turkey will meet on Friday.", None, id="a day is no topic"),
        pytest.param("Russia and Turkey met in Ankara to discuss the siege.", "the siege", id="to discuss"),
        pytest.param("Putin discussed the siege with Erdogan by telephone.", "the siege", id="discussed"),
    ],
)
def test_topics(reading_of: ReadingOf, text: str, topic: str | None) -> None:
    row = rows(reading_of, text, "talks")[0]
    assert (row.about and row.about.text) == topic


TOKENS = (
    "truce ceasefire the a was broken collapsed declared suspended army rebels Aleppo Syria held holds rebel - held 40 "
    "people fled evacuated from to talks met in Moscow on Monday will not if and , . ' \" ( ) it said that of "
    "evacuation convoy"
).split(" ")


@given(st.lists(st.sampled_from(TOKENS), max_size=25).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_always(reading_of: ReadingOf, text: str) -> None:
    reading = reading_of(text)
    ids = {row.id for row in reading.rows()}
    assert len({row.id for row in reading.states}) == len(reading.states)
    for row in reading.states:
        assert row.text == text[row.start : row.end] and row.text.strip()
        assert row.about is None or row.about.text == text[row.about.start : row.about.end]
        assert set(row.quantities) <= ids and (row.event is None or row.event in ids)


@pytest.mark.parametrize("words", ["truce ", "the truce of ", "12 people of ", "rebel - held ", "talks about "])
def test_a_sentence_without_end_takes_no_longer_a_word(words: str) -> None:
    short, long = (work(words * times) for times in (750, 3000))
    assert outgrown(short, long, most=8) == ""


def work(words: str) -> Callable[[], object]:
    parse = endless(words, "compound", "NN")
    return partial(states, make_report(parse.text), parse, (), (), (), (), (), (), WORDS, LANDS)
