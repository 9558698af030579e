"""A report's own timeline, and how each date in it was reached."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.ask.reached import fact_reached, reached, report_reached
from dateline.ask.times import lines, timeline
from dateline.ask.why import why
from dateline.reading.redating import redate
from dateline.records import Reading

TEXT = (
    "Tanks shelled the mill in Homs on Wednesday and killed nine men. Two guards were wounded. The envoys will meet on "
    "20 March. The army has besieged the town since 18 October. It fell on Friday, March 3, 2016, after two years. "
    "Jets are bombing the port."
)


@pytest.fixture(scope="module")
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT, published="2017-03-10")


def test_days_are_in_order_with_their_facts(reading: Reading) -> None:
    found = timeline(reading)
    assert [moment.when for moment in found.moments] == [
        "2016-03-03", "2016-10-18", "2016-10-18/2017-03-10", "2017-03-08", "2017-03-10", "2017-03-20",
    ]  # fmt: skip
    days = {moment.when: moment for moment in found.moments}
    assert [time.text for time in days["2017-03-08"].times] == ["Wednesday"]
    assert {fact.kind for fact in days["2017-03-08"].facts} == {"event", "quantity"}
    assert [time.text for time in found.lengths] == ["two years"]


def test_clashes_are_told(reading: Reading) -> None:
    assert [clash.split("): ")[1] for clash in timeline(reading).clashes] == ["3 March 2016 was a Thursday"]


def test_every_fact_is_there_once(reading: Reading) -> None:
    found = timeline(reading)
    listed = [fact.id for moment in found.moments for fact in moment.facts] + [fact.id for fact in found.undated]
    events, counts, claims = reading.events, reading.quantities, reading.claims
    assert sorted(listed) == sorted([*(e.id for e in events), *(q.id for q in counts), *(c.id for c in claims)])
    named = [time.id for moment in found.moments for time in moment.times] + [time.id for time in found.lengths]
    assert sorted(named) == sorted(time.id for time in reading.times)


@pytest.mark.parametrize(
    "words, part",
    [
        pytest.param("Wednesday", "the report's day, 2017-03-10 (stated): told in the past, the last", id="day"),
        pytest.param("20 March", "no year is told, told as still to come", id="without a year"),
        pytest.param("Friday, March 3, 2016", "3 March 2016 was a Thursday; what is written is kept", id="clash"),
        pytest.param("two years", "a length of time, P2Y, and names no day", id="length"),
    ],
)  # fmt: skip
def test_each_time_tells_how_it_was_reached(reading: Reading, words: str, part: str) -> None:
    time = next(row for row in reading.times if row.text == words)
    assert part in reached(reading, time)
    assert ("reached", reached(reading, time)) in why(reading, time).lines


def test_facts_tell_how_theirs_was_reached(reading: Reading) -> None:
    how = {row.text: fact_reached(reading, row) or "" for row in reading.events}
    assert "in its sentence dates it" in how["shelled"]
    assert "run on to 2016-10-18/2017-03-10" in how["besieged"]
    assert "as of the report's day" in how["bombing"]
    guards = next(row for row in reading.quantities if "guards" in row.text)
    assert "the tale goes on from “Wednesday”" in str(fact_reached(reading, guards))


def test_the_report_tells_how_its_day_was_reached(reading: Reading) -> None:
    assert report_reached(reading) == "2017-03-10, as the page, the row or whoever read it in says."
    undated = redate(reading, None)
    assert report_reached(undated).startswith("Nobody says when the report was published")
    assert "its words do not tell enough, only this: 2016-03-03/" in report_reached(undated)
    inferred = redate(reading, "2017-03-10", "inferred", ("evt_other",))
    assert "what other reports tell of the same" in report_reached(inferred)
    wednesday = next(row for row in undated.times if row.text == "Wednesday")
    assert reached(undated, wednesday).startswith("“Wednesday” names no day by itself, and nothing before it does")


def test_page_and_json(reading: Reading) -> None:
    page = list(lines(timeline(reading)))
    assert page[0][1] == "published" and next(day for day, kind, _ in page if kind == "time") == "2016-03-03"
    assert timeline(reading).as_json()["moments"][0]["times"][0]["meaning"].startswith("calendar(year=2016")


def test_a_date_after_the_reading_is_marked(reading: Reading) -> None:
    early = replace(reading, report=replace(reading.report, read_at="2017-03-09T10:00:00Z"))
    marked = "published 2017-03-10, which is after it was read (2017-03-09)"
    assert marked in timeline(early).clashes and ("clash", marked) in why(early, early.report).lines
    late = replace(reading, report=replace(reading.report, read_at="2017-03-10T10:00:00Z"))
    assert not any("after it was read" in clash for clash in timeline(late).clashes)


def test_what_is_known_of_the_day_without_a_year_is_told(reading_of: Callable[..., Reading]) -> None:
    found = reading_of(
        "ADEN, May 23 (Delta Wire) - The mill fell. Talks will open on Wednesday, May 31.", published=None
    )
    how = report_reached(replace(found, report=replace(found.report, read_at="2024-02-02T00:00:00Z")))
    assert found.report.published is None
    assert "it was filed on 23 May" in how and "31 May was a Wednesday (as in 2000, 2006, 2017, 2023)" in how


def test_how_often_names_its_weekday(reading_of: Callable[..., Reading]) -> None:
    found = reading_of("They march every Friday.")
    assert "how often, every Friday" in reached(found, found.times[0])
