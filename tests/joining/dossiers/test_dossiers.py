"""Dossiers: what many reports say of one matter, in any order, for any day, and never a cell without its rows."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import permutations
from typing import Any

import pytest

from dateline.joining.dossiers import DOSSIERS, casualties, ceasefires, control, counts, displacement, series, talks
from dateline.joining.dossiers.gather import Resting, apart
from dateline.records import Evidence, Reading

FREE = ("id", "ceasefire", "undated", "sources", "agreed", "evidence")  # fields that rest on the row as a whole
TEXTS = {  # day -> what a report of that day says
    "2016-12-13": "Syrian rebels and the Syrian government agreed on Tuesday to stop fighting in Aleppo and to let "
    "civilians leave. Russia and Turkey brokered the truce in Aleppo, an envoy said.",
    "2016-12-14": "The truce in Aleppo collapsed on Wednesday. Turkey accused the Syrian army of breaking the truce "
    "in Aleppo. The evacuation of Aleppo was suspended on Wednesday.",
    "2016-12-15": "The truce in Aleppo was restored on Thursday, a rebel official said. The Red Cross said 3,000 "
    "people were evacuated from Aleppo on Thursday. State television said 2,300 people had left Aleppo on Thursday.",
    "2016-12-16": "The foreign ministers of Russia, Turkey and Iran will meet in Moscow on Tuesday. The Syrian army "
    "holds 98 percent of Aleppo, a monitoring group and a Kurdish official said. At least six people died in Aleppo on "
    "Friday, doctors said. Rescuers counted nine.",
}


@pytest.fixture(scope="module")
def readings(reading_of: Callable[..., Reading]) -> list[Reading]:
    return [reading_of(text, published=day, source=f"{day}.txt") for day, text in TEXTS.items()]


def all_rows(readings: list[Reading]) -> Iterator[Any]:
    for make in DOSSIERS.values():
        yield from make(readings)


def test_a_ceasefire_has_a_row_for_each_party_and_its_steps_in_order(readings: list[Reading]) -> None:
    rebels, government = sorted(ceasefires(readings), key=lambda row: str(row.party), reverse=True)
    assert {p.name for row in (rebels, government) if (p := row.party)} == {"Syrian rebels", "Government of Syria"}
    assert rebels.ceasefire == government.ceasefire and rebels.id != government.id
    assert [(s.state, s.day) for s in rebels.steps if s.day] == [
        ("announced", "2016-12-13"), ("ended", "2016-12-14"), ("resumed", "2016-12-15"),
    ]  # fmt: skip
    assert (rebels.declared, rebels.ended, rebels.resumed, rebels.state) == (
        "2016-12-13", "2016-12-14", "2016-12-15", "resumed",
    )  # fmt: skip
    assert {p.name for p in rebels.mediators} == {"Government of Russia", "Government of Turkey"}
    assert (rebels.purpose, rebels.scope, rebels.written, rebels.lasts) == ("humanitarian", "partial", None, None)
    assert [(s.state, s.day) for s in rebels.evacuation] == [("suspended", "2016-12-14")]
    assert len(rebels.next_talks) == 1


def test_who_says_that_it_was_broken(readings: list[Reading]) -> None:
    [step] = [step for step in ceasefires(readings)[0].steps if step.state == "violated"]
    assert [p.name for p in step.by] == ["Syrian army"] and [p.name for p in step.said_by] == ["Government of Turkey"]
    assert step.own_voice == 0


def test_a_pause_of_one_side_is_disputed_by_the_other(reading_of: Callable[..., Reading]) -> None:
    text = (
        "The Syrian army has suspended its operations in Aleppo so that civilians can leave, the minister said on "
        "Thursday. Syrian rebels said the shelling had not stopped."
    )
    [row] = ceasefires([reading_of(text, published="2016-12-08")])
    assert row.party and row.party.name == "Syrian army"
    assert row.state == "announced, disputed" and row.declared == "2016-12-08"
    assert [p.name for p in row.steps[0].disputed_by] == ["Syrian rebels"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The bishops called for a ceasefire in Aleppo.", id="called for"),
        pytest.param("Russia vetoed a truce in Aleppo.", id="vetoed"),
        pytest.param("If a truce is agreed in Aleppo, buses will go.", id="condition"),
    ],
)
def test_what_nobody_declared_is_no_ceasefire(reading_of: Callable[..., Reading], text: str) -> None:
    assert ceasefires([reading_of(text, published="2016-12-08")]) == ()


def test_truces_of_two_countries_stay_apart(reading_of: Callable[..., Reading]) -> None:
    one = reading_of("Syrian rebels and the Syrian government agreed on a truce in Aleppo, Syria, on Monday.",
                     published="2016-12-13")  # fmt: skip
    two = reading_of("The truce in Aden, Yemen, collapsed on Tuesday.", published="2016-12-13", source="two.txt")
    found = {row.ceasefire: row for row in ceasefires([one, two])}
    assert sorted((row.declared, row.ended) for row in found.values() if row.declared) == [("2016-12-12", None)]


def test_two_independent_sources_agree_two_of_one_state_do_not(reading_of: Callable[..., Reading]) -> None:
    two = "The Syrian army captured Aleppo on Monday, a monitoring group and a rebel official said."
    one = "The Syrian army captured Aleppo on Monday, the Russian army and the Russian government said."
    assert [row.agreed for row in control([reading_of(two, published="2016-12-13")])] == [True]
    assert [row.agreed for row in control([reading_of(one, published="2016-12-13")])] == [False]


def test_figures_stand_beside_each_other(readings: list[Reading]) -> None:
    found = [(row.low, [p.name for p in row.said_by]) for row in displacement(readings) if row.low]
    assert found[0] == (3000, ["International Committee of the Red Cross"]) and found[1][0] == 2300
    [row] = [row for row in casualties(readings) if row.role == "dead"]
    assert [(said.low, said.high) for said in row.figures] == [(6, None), (9, 9)]
    assert (row.low, row.high) == (6, 9)


def test_the_same_count_by_several_speakers_is_one_series(readings: list[Reading]) -> None:
    [dead] = [one for one in series(counts(readings)) if one.role == "dead"]
    assert [[p.name for p in said.said_by] for said in dead.figures] == [["doctors"], ["Rescuers"]]
    assert all(len(said.ids) == 1 for said in dead.figures)


def test_talks_planned(readings: list[Reading]) -> None:
    [row] = talks(readings)
    assert (row.state, row.when, row.format) == ("planned", "2016-12-20", "multilateral")
    assert [p.name for p in row.parties] == ["Russia", "Turkey", "Iran"]


def test_a_meeting_that_was_moved_keeps_its_old_day(reading_of: Callable[..., Reading]) -> None:
    text = "The talks in Moscow had been planned for Dec. 27 and were brought forward, a spokesman said."
    [row] = talks([reading_of(text, published="2016-12-20")])
    assert (row.state, row.when, row.moved_from) == ("moved", None, "2016-12-27")


def test_any_order_of_reports_gives_the_same_rows(readings: list[Reading]) -> None:
    wanted = list(all_rows(readings))
    assert all(list(all_rows(list(order))) == wanted for order in list(permutations(readings))[::5])


def test_every_filled_cell_rests_on_rows_that_are_there(readings: list[Reading]) -> None:
    known = {row.id for reading in readings for row in reading.rows()} | {row.id for row in talks(readings)}
    for row in all_rows(readings):
        rests = {evidence.field: evidence.ids for evidence in row.evidence}
        for one in fields(row):
            if one.name in FREE or getattr(row, one.name) in (None, ()):
                continue
            ids = rests[one.name.rstrip("_")]
            assert ids and set(ids) <= known, (row, one.name)


def test_ids_are_their_own(readings: list[Reading]) -> None:
    ids = [row.id for row in all_rows(readings)]
    assert len(ids) == len(set(ids))


def test_a_cell_without_rows_is_refused() -> None:
    rest = Resting()
    rest.on("place", ("stt-1",))
    assert rest.evidence(place="Gao", purpose=None) == (Evidence("place", ("stt-1",)),)
    with pytest.raises(ValueError, match="rests on nothing"):
        rest.evidence(purpose="humanitarian")


@pytest.mark.parametrize(
    "a, b, days",
    [
        pytest.param("2016-12-13", "2016-12-14", 1, id="neighbours"),
        pytest.param("2016-12", "2016-12-14", 0, id="inside"),
        pytest.param(None, "2016-12-14", None, id="unknown"),
        pytest.param("P2D", "2016-12-14", None, id="a duration is no day"),
    ],
)
def test_apart(a: str | None, b: str | None, days: int | None) -> None:
    assert apart(a, b) == apart(b, a) == days


def test_an_undated_report_is_marked(reading_of: Callable[..., Reading]) -> None:
    [row] = control([reading_of("The Syrian army captured Aleppo.")])
    assert row.undated and row.as_of is None
