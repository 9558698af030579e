"""Re-dating: what a reading says when the report is of another day, beside reading it again with that day."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import lexicon, stages
from dateline.edtf import bounds
from dateline.intake.passages import passages
from dateline.language.parse import Parse
from dateline.reading.redating import redate
from dateline.reading.times.meanings import Calendar, Clock, Counted, Edge, Meaning, Range, Shift, Weekday
from dateline.reading.times.wording import spell, understood
from dateline.records import Reading
from tests.conftest import make_report

TEXTS = (
    "Rebels shelled the market in Hama on Wednesday and killed four people. The day before, the army had taken the "
    "mill. The minister said on Thursday that the convoy would leave on Saturday. By then, he said, the road will be "
    "open. Tanks are shelling the port. No jet has flown over the town since 18 October. Two weeks ago 300 families "
    "fled. The envoys agreed in June 2015 to meet every month; the last session was on December 8, 2016.",
    "The army said last week that it had lost twelve men in the following days. Earlier this month the rebels freed 40 "
    "prisoners. On the evening of 3 May the talks ended, and two days later the envoy flew home. In Ramadan the guns "
    "fell silent for three days. The parties meet again at 10 a.m. on Monday, the ministry announced yesterday.",
)
DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))
PUBLISHED = st.one_of(st.none(), DAYS.map(date.isoformat), DAYS.map(lambda d: f"[{d},{d + timedelta(days=7)}]"))
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def read(parse_of: Callable[[str], Parse]) -> Callable[[str, str | None], Reading]:
    """read(text, published) -> the reading, by all stages; the parse is made once a text."""
    words = lexicon.load()

    @cache
    def parsed(text: str) -> Parse:
        return parse_of(text)

    @cache
    def reading(text: str, published: str | None) -> Reading:
        report = make_report(text, published=published, published_basis="stated" if published else None)
        return stages.read(report, passages(report), parsed(text), words, "test")

    return reading


def dated_facts(reading: Reading) -> list[tuple[str, str | None, str | None]]:
    return [
        *((row.id, row.when, row.when_from) for row in reading.events),
        *((row.id, row.when, row.when_from) for row in reading.quantities),
        *((row.id, row.said_on, row.said_on_from) for row in reading.claims),
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_the_texts_have_facts_to_date(read: Callable[[str, str | None], Reading], text: str) -> None:
    reading = read(text, "2016-12-15")
    assert sum(source is not None for _, _, source in dated_facts(reading)) >= 3
    assert all(row.meaning for row in reading.times)


@pytest.mark.parametrize("text", TEXTS)
@QUICK
@given(before=PUBLISHED, after=PUBLISHED)
def test_redated_is_as_read_with_that_day(
    read: Callable[[str, str | None], Reading], text: str, before: str | None, after: str | None
) -> None:
    again = read(text, after)
    if again.report.published != after:  # nobody said the day, and the report was dated from inside
        after = again.report.published
    redated = redate(read(text, before), after, again.report.published_basis, again.report.published_evidence)
    assert redated.times == again.times
    assert dated_facts(redated) == dated_facts(again)
    assert redated.report.published == again.report.published


@pytest.mark.parametrize("text", TEXTS)
@QUICK
@given(day=PUBLISHED)
def test_redating_twice_changes_nothing_more(
    read: Callable[[str, str | None], Reading], text: str, day: str | None
) -> None:
    once = redate(read(text, "2016-12-15"), day)
    assert redate(once, day) == once


@pytest.mark.parametrize("text", TEXTS)
@QUICK
@given(day=PUBLISHED)
def test_back_again(read: Callable[[str, str | None], Reading], text: str, day: str | None) -> None:
    reading = read(text, "2016-12-15")
    assert redate(redate(reading, day), "2016-12-15", "stated") == reading


def shifted(value: str, days: int) -> tuple[date | None, date | None]:
    first, last = bounds(value)
    return tuple(day + timedelta(days=days) if day else None for day in (first, last))  # type: ignore[return-value]


def test_seven_days_on_shifts_what_is_counted_from_the_report_and_nothing_stated(
    read: Callable[[str, str | None], Reading],
) -> None:
    text = (
        "Guns fell silent on Wednesday. The day before, six men had died. Three days ago a bridge was hit. The envoys "
        "meet on Saturday. They signed on 5 June 2015, and a week later the truce broke. It held for two years."
    )
    one = read(text, "2016-12-09")
    other = redate(one, "2016-12-16")
    moved = [(a.text, a.basis) for a, b in zip(one.times, other.times, strict=True) if a.value != b.value]
    assert all(basis == "relative" for _, basis in moved)
    for a, b in zip(one.times, other.times, strict=True):
        if a.basis == "relative" and a.value and b.value:
            assert bounds(b.value) == shifted(a.value, 7), a.text
    assert {a.text for a, b in zip(one.times, other.times, strict=True) if a.value == b.value} == {
        "5 June 2015", "a week later", "two years"
    }  # fmt: skip


def test_an_undated_report_gets_the_days_of_its_facts_later(read: Callable[[str, str | None], Reading]) -> None:
    reading = read("Rebels shelled the town on Wednesday.", None)
    assert [event.when for event in reading.events] == [None]
    dated = redate(reading, "2016-12-16", "inferred", ("lnk_other",))
    assert [event.when for event in dated.events] == ["2016-12-14"]
    assert (dated.report.published_basis, dated.report.published_evidence) == ("inferred", ("lnk_other",))


def test_rows_of_older_readings_stay(read: Callable[[str, str | None], Reading]) -> None:
    reading = read(TEXTS[0], "2016-12-15")
    old = replace(reading, times=tuple(replace(row, meaning=None) for row in reading.times))
    assert redate(old, "2017-01-03").times == old.times


SMALL: st.SearchStrategy[Meaning] = st.one_of(
    st.builds(Calendar, st.none() | st.integers(1, 9999), st.none() | st.integers(1, 12), weekday=st.integers(0, 6)),
    st.builds(Weekday, st.integers(0, 6), st.sampled_from([None, "last", "next"]), st.sampled_from(["now", "then"])),
    st.builds(Shift, st.none() | st.floats(-900, 900), st.sampled_from(["D", "W", "M"]), whole=st.booleans()),
)
MEANINGS: st.SearchStrategy[Meaning] = st.recursive(
    SMALL,
    lambda inner: st.one_of(
        st.builds(Edge, st.sampled_from(["early", "end"]), inner),
        st.builds(Range, inner, inner),
        st.builds(Counted, st.none() | st.floats(-99, 99), st.sampled_from(["D", "Y"]), inner),
        st.builds(Clock, st.integers(0, 23), st.integers(0, 59), st.none() | st.floats(-12, 12), st.none() | inner),
    ),
    max_leaves=3,
)


@given(meaning=MEANINGS, tense=st.sampled_from([None, "past", "future"]))
def test_what_is_spelt_is_understood(meaning: Meaning, tense: str | None) -> None:
    line = spell(meaning, tense)  # type: ignore[arg-type]
    assert understood(line) == (meaning, tense)


@given(st.text(alphabet="weekdayshift()=, THU0123-.e_ past", max_size=60))
def test_other_text_is_refused_or_understood(line: str) -> None:
    with suppress(ValueError):
        understood(line)
