"""The page of a report and the reasons of each of its rows, as Python gives them."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from rich.console import Console, RenderableType

from dateline.ask.reached import reached
from dateline.ask.show import show, value_text
from dateline.ask.why import Why, why, why_actor
from dateline.records import Actor, Mention, Reading, Role, TimeExpression

TEXT = (
    "Shells Hit Kassala Bridge\n\n"
    "KASSALA, 9 December 2016 – Up to 40 people were killed when government forces shelled Aleppo on Monday, the "
    "Syrian foreign minister said, according to the Vale Agency.\n\n"
    "“The rebels told us that they had left Aleppo last Friday,” Colonel Ilka Dorn told Radio Vale, adding that "
    "the army now controls 93 percent of Aleppo.\n\n"
    "The talks are held every Tuesday. They will resume next Thursday, the UN said. He stayed for three days. "
    "Three days later the army left Idlib. On March 12 the envoy met President Bashar al-Assad in Damascus. "
    "About 1,000 fighters surrendered.\n"
)


@pytest.fixture(scope="module")
def told(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT, published="2016-12-09")


def page(shown: RenderableType) -> str:
    out = StringIO()
    Console(file=out, width=200).print(shown)
    return out.getvalue()


def lines(answer: Why) -> dict[str, Any]:
    return answer.as_json()


def only(reading: Reading, kind: str, words: str) -> Any:
    [row] = [row for row in getattr(reading, kind) if row.text == words]
    return row


def test_a_page_has_every_row_under_its_heading(told: Reading) -> None:
    shown = page(show(told))
    for heading in ("WHO SAID WHAT", "WHAT HAPPENED", "NUMBERS", "TIMES", "PLACES", "WHO IS MEANT"):
        assert heading in shown
    for kind in ("claims", "events", "quantities", "times"):
        assert [row.id for row in getattr(told, kind) if row.id not in shown] == []
    assert "Syrian rebels (SYR:REB) ← Ilka Dorn (SYR:MIL)" in shown, "a saying inside a saying, with its chain"
    assert "Government forces" not in shown and "government forces; " in shown, "one line an actor, with its words"
    assert "dateline why" in shown


def test_a_page_of_nothing_says_so(told: Reading) -> None:
    kinds = ("claims", "events", "quantities", "times", "places", "mentions", "states", "passages")
    empty: dict[str, Any] = dict.fromkeys(kinds, ())
    bare = replace(told, **empty)
    shown = page(show(bare))
    assert shown.count("nothing found") == 6 and "dateline why" not in shown


def test_notes_stand_at_the_head(told: Reading) -> None:
    noted = replace(told, report=replace(told.report, flags=("encoding guessed: cp1252",), read_at="2016-12-01"))
    shown = page(show(noted, 1))
    assert "note: encoding guessed: cp1252" in shown
    assert "note: published 2016-12-09, which is after it was read (2016-12-01)" in shown
    assert "NUMBERS" not in shown, "only so many sections as were asked for"


def test_a_place_of_no_known_position_is_listed(told: Reading) -> None:
    odd = replace(told.places[0], lat=None, lon=None, name=None, country=None)
    assert "not located" in page(show(replace(told, places=(odd,))))
    assert lines(why(told, odd))["located"] == "no: nothing in the gazetteer fits"


@pytest.mark.parametrize(
    ("low", "high", "bound", "words"),
    [
        pytest.param(None, 500.0, "at_most", "up to 500", id="no-least"),
        pytest.param(300.0, None, "at_least", "at least 300", id="no-most"),
        pytest.param(1.5, 2.0, "exact", "1.5 to 2", id="between"),
        pytest.param(1000.0, 1000.0, "approximate", "about 1,000", id="about"),
    ],
)
def test_numbers_in_words(told: Reading, low: float | None, high: float | None, bound: Any, words: str) -> None:
    assert value_text(replace(told.quantities[0], low=low, high=high, bound=bound)) == words


def test_every_row_has_its_reasons(told: Reading) -> None:
    for row in told.rows():
        found = lines(why(told, row))
        assert found["says"] and "rules test" in found["rule"] and "characters" in found["report"]
        if not row.id.startswith("psg-"):
            assert f"»{' '.join(row.text.split())}«" in found["sentence"]


def test_the_chain_of_a_saying_inside_a_saying(told: Reading) -> None:
    found = lines(why(told, only(told, "claims", "that they had left Aleppo last Friday")))
    assert found["who said it"].startswith("Syrian rebels (SYR:REB), in the report “The rebels")
    assert "Ilka Dorn" in found["said in"]


def test_a_control_with_its_figure_and_who_told_it(told: Reading) -> None:
    found = lines(why(told, only(told, "states", "controls")))
    assert found["says"].startswith("control: holds, Aleppo “93 percent” (Syrian army (SYR:MIL)), claimed")
    assert found["according to"] == "Ilka Dorn (SYR:MIL)"
    assert found["figure"].startswith("“93 percent of Aleppo”")
    assert found["party"].endswith("in the report “the army”")


def test_a_party_that_no_words_name_has_none(told: Reading) -> None:
    nowhere = replace(told.events[0], initiators=(replace(told.claims[0].sources[0], start=None, end=None),))
    assert ", in the report" not in lines(why(told, nowhere))["initiator"]


def test_a_place_that_was_inferred_shows_from_what(told: Reading) -> None:
    event, where = next((event, event.place) for event in told.events if event.place)
    inferred = replace(event, place=replace(where, inferred=True))
    assert "»Aleppo«" in lines(why(told, inferred))["place is inferred from"]


@pytest.mark.parametrize(
    ("words", "how"),
    [
        pytest.param("9 December 2016", "“9 December 2016” says it all: 2016-12-09.", id="whole"),
        pytest.param(
            "last Friday",
            "“last Friday” is counted from the report's day, 2016-12-09 (stated): last Friday: 2016-12-02.",
            id="a-weekday-with-which",
        ),
        pytest.param(
            "Monday",
            "“Monday” is counted from the report's day, 2016-12-09 (stated): told in the past, the last Monday: "
            "2016-12-05.",
            id="a-weekday-and-a-tense",
        ),
        pytest.param(
            "every Tuesday", "“every Tuesday” is how often, every Tuesday, P1W, and names no day.", id="often"
        ),
        pytest.param("three days", "“three days” is a length of time, P3D, and names no day.", id="a-length"),
        pytest.param(
            "March 12",
            "“March 12” is counted from the report's day, 2016-12-09 (stated): no year is told, told in the past, so "
            "the nearest that fits: 2016-03-12.",
            id="no-year",
        ),
    ],
)
def test_how_a_day_was_reached(told: Reading, words: str, how: str) -> None:
    time = only(told, "times", words)
    assert reached(told, time) == how
    assert lines(why(told, time))["reached"] == how


def test_a_day_counted_from_another(told: Reading) -> None:
    time = only(told, "times", "Three days later")
    assert reached(told, time).startswith("“Three days later” is counted from “next Thursday” (2016-12-15, tim-")
    assert lines(why(told, time))["computed from"].startswith("“next Thursday”, 2016-12-15 (tim-")
    gone = replace(time, anchor="tim-aaaaaaaaaaaaa")
    assert "counted from tim-aaaaaaaaaaaaa: 2016-12-18" in reached(told, gone)
    assert "computed from" not in lines(why(told, gone))


def _time(told: Reading, words: str, **known: Any) -> TimeExpression:
    time: TimeExpression = only(told, "times", words)
    return replace(time, **known)


def test_what_has_no_day_says_why(told: Reading) -> None:
    assert reached(told, _time(told, "Monday", clash="two days", value=None)) == "“Monday” has no value: two days."
    assert reached(told, _time(told, "Monday", anchor=None, value=None)).startswith("“Monday” names no day by itself")
    kept = reached(told, _time(told, "9 December 2016", clash="it was a Friday"))
    assert kept.endswith("It contradicts itself: it was a Friday; what is written is kept.")
    often = _time(told, "every Tuesday", meaning="every(amount=2, unit=D)")
    assert "is how often, P1W" in reached(told, often)
    bare = _time(told, "every Tuesday", meaning=None)
    assert "is how often, P1W" in reached(told, bare)
    assert "meaning" not in lines(why(told, bare))


def test_days_of_a_report_without_a_day(reading_of: Callable[..., Reading]) -> None:
    undated = reading_of("The army left Kassala yesterday, the minister said.")
    [time] = undated.times
    assert "and nobody says it: no value." in reached(undated, replace(time, anchor=undated.report.id))
    assert lines(why(undated, undated.report))["says"] == "published on a day that nobody says"


def test_other_shifts_and_vague_words(told: Reading) -> None:
    shift = _time(told, "Monday", meaning="shift(amount=-2, unit=D, when=now, whole=no)", value="2016-12-07")
    assert reached(told, shift).endswith("(stated): -2 D: 2016-12-07.")
    assert reached(told, only(told, "times", "now")).endswith("(stated): 2016-12-09~.")


def test_an_actor_with_an_office(told: Reading) -> None:
    minister = Actor(
        id="act-aaaaaaaaaaaaa", name="Ilka Dorn", code="SYR:MIL", kind="person", aliases=(), wikidata="Q1",
        roles=(Role(title="minister", organisation="Syria", from_="2015", to=None, evidence="the gazette"),),
    )  # fmt: skip
    mentions: list[Mention] = [replace(told.mentions[0], actor=minister.id, text="Colonel\nDorn")] * 2
    found = lines(why_actor(minister, mentions))
    assert found["role"] == "minister of Syria from 2015 to ?, says the gazette"
    assert (found["Wikidata"], found["called"]) == ("Q1", "Colonel Dorn (2)")
