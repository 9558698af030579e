"""Asking for dossiers: by place, actor and day; and from a cell to its sentence."""

from collections.abc import Callable, Iterator

import pytest

from dateline.ask.brief import LEAST_PLOTTED, brief, state_line
from dateline.ask.dossiers import Asked, dossier, row_of_dossier, said, why_dossier
from dateline.ask.kinds import EXPORTED, row_of, rows_of
from dateline.ask.why import why
from dateline.errors import BadRequest
from dateline.joining.dossiers import DOSSIERS
from dateline.records import Party, Reading, Said, Step
from dateline.store.record import Record
from tests.stores import Place

TEXTS = {
    "2016-12-13": "Syrian rebels and the Syrian government agreed on Tuesday on a truce in Aleppo.",
    "2016-12-14": "The truce in Aleppo collapsed on Wednesday. The Syrian army holds 98 percent of Aleppo, Syria.",
    "2016-12-16": "The Kenyan army captured Kismayo in Somalia on Friday. Some 4,000 people fled Kismayo, the UN said.",
}


@pytest.fixture(scope="module")
def record(place: Place, reading_of: Callable[..., Reading]) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        for day, text in TEXTS.items():
            made.add(reading_of(text, published=day, source=f"{day}.txt"), text.encode(), at="2026-01-01T00:00:00Z")
        yield made


def places(record: Record, asked: Asked) -> set[str | None]:
    return {row.place.name for row in dossier(record, "control", asked)}


def test_by_place_actor_and_country(record: Record) -> None:
    assert places(record, Asked()) == {"Aleppo", "Kismayo"}
    assert places(record, Asked(place="kismayo")) == places(record, Asked(actor="KEN")) == {"Kismayo"}
    assert places(record, Asked(place="SYR")) == places(record, Asked(actor="Syrian army")) == {"Aleppo"}
    assert places(record, Asked(place="Oslo")) == set()


def test_as_of_a_day_only_what_was_known(record: Record) -> None:
    [before] = {row.state for row in dossier(record, "ceasefires", Asked(as_of="2016-12-13"))}
    [after] = {row.state for row in dossier(record, "ceasefires", Asked(as_of="2016-12-14"))}
    assert (before, after) == ("announced", "ended")
    with pytest.raises(BadRequest):
        dossier(record, "control", Asked(as_of="tomorrow"))


def test_from_a_cell_to_the_sentence_in_two_steps(record: Record) -> None:
    row = next(iter(rows_of(record, "ceasefires")))
    answer = why_dossier(row_of(record, row.id))
    [ended] = [text for label, text in answer.lines if label == "ended"]
    day, _, ids = ended.partition("  ← ")
    assert day == "2016-12-14"
    state = row_of(record, ids.split(", ")[0])
    sentence = dict(why(record.reading(state.report), state).lines)["sentence"]
    assert sentence == "The truce in Aleppo »collapsed« on Wednesday."


def test_a_row_that_is_not_there(record: Record) -> None:
    with pytest.raises(BadRequest, match="there is no cfr-none"):
        row_of_dossier(record, "cfr-none")


def test_dossiers_are_exported() -> None:
    assert set(DOSSIERS) < set(EXPORTED)


@pytest.mark.parametrize(
    "value, text",
    [
        pytest.param(None, "", id="nothing"),
        pytest.param(4000.0, "4,000", id="whole number"),
        pytest.param(33.333, "33.33", id="share"),
        pytest.param(True, "yes", id="truth"),
        pytest.param(Said(6, None, "at_least", (Party("doctors", None, None, None, None),), None, ()),
                     "at least 6 (doctors)", id="floor"),
        pytest.param(Said(1500, 2000, "approximate", (), None, ()), "about 1,500 to 2,000 (the report itself)",
                     id="range"),
    ],
)  # fmt: skip
def test_said(value: object, text: str) -> None:
    assert said(value) == text


def test_the_state_line(record: Record) -> None:
    row = dossier(record, "ceasefires", Asked())[0]
    assert state_line(row) == "Announced 13 Dec, collapsed 14 Dec"
    rebel = (Party("rebels", None, None, None, None),)
    back = Step("resumed", "2016-12-15", (), rebel, rebel, 1, 0, ("stt-1",))
    from dataclasses import replace

    assert state_line(replace(row, steps=(*row.steps, back))).endswith("said to be back on 15 Dec (disputed)")


def test_a_brief_cites_every_line_and_says_what_is_missing(record: Record) -> None:
    page = brief(record, "Aleppo", "2016-12-14")
    numbers = [one.number for one in page.citations]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers
    for section in page.sections:
        assert all(line.cites for line in section.lines)
        assert section.table is None or all(cites for _, cites in section.table.rows)
    assert "Kismayo" not in str(page)
    assert "written" in page.sections[0].missing
    assert LEAST_PLOTTED > 1
