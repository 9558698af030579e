"""The day of a report that does not say it, from what it tells."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.edtf import bounds
from dateline.intake.passages import passages
from dateline.language.parse import Parse
from dateline.lexicon.time_words import load
from dateline.reading.dating import CONTRADICTION, Constraint, constraints, dating, means_day, solve
from dateline.reading.times import expressions, times
from dateline.records import Reading, Report
from tests.conftest import make_report

ParseOf = Callable[[str], Parse]


def dated(parse_of: ParseOf, text: str, **known: object) -> Report:
    report = make_report(text, **known)
    parse = parse_of(text)
    return dating(report, passages(report), parse, expressions(parse, load()))


PLAN = (
    "The war began in March 2011. On 8 December the mill fell, the mayor said on Wednesday. The envoys will meet on 27 "
    "December. In the months following the November 2015 vote the army split."
)
CASES = [
    pytest.param(
        PLAN,
        "[2016-12-14,2016-12-15,2016-12-21,2016-12-22]",
        id="after the past, before the plan, on the weekday or after",
    ),
    pytest.param(
        "HOMS, 3 May 2017 (Delta Wire) - The bridge fell on Monday.", "2017-05-03", id="dateline with its year"
    ),
    pytest.param(
        "HOMS, May 3 (Delta Wire) - The bridge fell on Tuesday. Built in May 2016, it burned in August 2016 and was "
        "mended in January 2017.",
        "2017-05-03",
        id="dateline without a year: the first that the text allows",
    ),
    pytest.param(
        "The mill burned on Thursday, May 4. It was rebuilt in March 2016. It rained on Friday.",
        "2017-05-05/2017-06-03",
        id="the year in which 4 May was a Thursday",
    ),
    pytest.param("The minister resigned on Monday.", None, id="a weekday alone dates nothing"),
    pytest.param("The bridge fell on May 4 and was mended.", None, id="no year anywhere"),
    pytest.param("The war began in 2011.", None, id="a year alone says too little"),
]


@pytest.mark.parametrize("text, published", CASES)
def test_dating(parse_of: ParseOf, text: str, published: str | None) -> None:
    found = dated(parse_of, text)
    assert found.published == published
    assert found.published_basis == ("inferred" if published else None)


def test_the_evidence_is_named(parse_of: ParseOf) -> None:
    text = "On 8 December the mill fell, he said on Wednesday. It was built in May 2016. They will meet on 20 December."
    found = dated(parse_of, text)
    parse = parse_of(text)
    rows = {row.id: row.text for row in times(found, parse, expressions(parse, load()))}
    assert {rows[one] for one in found.published_evidence} == {"8 December", "Wednesday", "May 2016", "20 December"}


def test_what_is_known_stands(parse_of: ParseOf) -> None:
    text = "HOMS, 3 May 2017 (Delta Wire) - The bridge fell on Monday."
    report = dated(parse_of, text, published="2001-01-01", published_basis="stated")
    assert (report.published, report.published_basis, report.published_evidence) == ("2001-01-01", "stated", ())


def test_the_address_tells(parse_of: ParseOf) -> None:
    for url in ("https://paper.example.org/2016/12/09/mill", "https://paper.example.org/20161209-mill.html"):
        assert dated(parse_of, "The mill fell on Monday.", url=url).published == "2016-12-09"
    assert dated(parse_of, "The mill fell.", url="https://paper.example.org/2016/99/09/mill").published is None


def test_an_address_with_a_month_tells_it(parse_of: ParseOf) -> None:
    url = "https://paper.example.org/2016/12/the-mill-fell.html"
    assert dated(parse_of, "The mill fell.", url=url).published == "2016-12-01/2016-12-31"
    assert dated(parse_of, "On 20 December the mill fell.", url=url).published == "2016-12-21/2016-12-31"


def test_a_line_with_hour_and_day_tells_when_it_was_filed(parse_of: ParseOf) -> None:
    text = "Mill falls again\n\nUpdated 14:20 GMT, 23 May 2017\n\nThe mill fell on Monday."
    assert dated(parse_of, text).published == "2017-05-23"


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("Delta: situation report no. 41, 20 December 2018", id="behind a comma"),
        pytest.param("Delta bulletin | 20 December 2018", id="behind a bar"),
        pytest.param("Mission for the Delta\nPress statement - 20 December 2018", id="second line"),
    ],
)
def test_the_day_at_the_end_of_a_heading_is_that_of_filing(parse_of: ParseOf, heading: str) -> None:
    text = f"{heading}\n\nThe truce of 13 December holds. The mill was shelled on 16 December."
    assert dated(parse_of, text).published == "2018-12-20"


@pytest.mark.parametrize("day", ["April 31", "Feb. 30", "Nov. 31", "April 31, 2016", "May 45, 2016"])
def test_a_day_of_filing_that_does_not_exist_tells_nothing(parse_of: ParseOf, day: str) -> None:
    told = "It was built on 3 May 2016, shut on 4 June 2016 and sold on 5 July 2016."
    text = f"ADEN, {day} (Delta Wire) - The mill fell on Monday. {told}"
    found = dated(parse_of, text)
    first, _ = bounds(found.published or "2016-07-05/..")
    assert first is not None and first >= date(2016, 7, 5)


def test_a_contradiction_is_shown_where_no_day_is_found(parse_of: ParseOf) -> None:
    text = "The pact of 3 June 2018 will be sworn on 1 May 2017. It was signed on 4 August 2018."
    found = dated(parse_of, text)
    assert found.published is None and CONTRADICTION in found.flags


def test_contradiction_is_shown(parse_of: ParseOf) -> None:
    text = (
        "On 8 December the mill fell. It was built in May 2016. The envoys will meet on 20 December. The army will "
        "leave on 3 March 2014."
    )
    found = dated(parse_of, text)
    assert CONTRADICTION in found.flags and found.published is not None
    first, _ = bounds(found.published)
    assert first is not None and first >= date(2016, 12, 8)


def test_more_evidence_never_widens(parse_of: ParseOf) -> None:
    text = "Built in May 2016, the mill burned in July 2016 and in August 2016. On 8 December it fell."
    wide = dated(parse_of, text).published
    narrow = dated(parse_of, text + " The envoys will meet on 20 December.").published
    assert wide is not None and narrow is not None
    (a, b), (c, d) = bounds(wide), bounds(narrow)
    assert a and b and c and d and a <= c <= d <= b


def reading_for(parse_of: ParseOf, text: str) -> Reading:
    report = make_report(text)
    parse, parts = parse_of(text), passages(report)
    found = expressions(parse, load(), report, parts)
    return Reading(dating(report, parts, parse, found), "test", parts, times(report, parse, found))


@pytest.mark.parametrize("text", [str(case.values[0]) for case in CASES])
def test_the_rows_tell_what_the_words_told(parse_of: ParseOf, text: str) -> None:
    reading = reading_for(parse_of, text)
    found = solve(constraints(reading))
    published = reading.report.published
    assert published is None or (found.edtf, found.evidence) == (published, reading.report.published_evidence)


def test_other_reports_narrow_it(parse_of: ParseOf) -> None:
    reading = reading_for(parse_of, PLAN)
    wednesday = next(row for row in reading.times if row.text == "Wednesday")
    told = means_day(wednesday, date(2016, 12, 14), ("tim_other",), "another report tells of the same on 14 December")
    assert told is not None
    found = solve((*constraints(reading), told))
    assert found.edtf == "[2016-12-14,2016-12-15]"
    assert {wednesday.id, "tim_other"} <= set(found.evidence) and not found.clash


def test_a_weekday_alone_and_another_report_date_it(parse_of: ParseOf) -> None:
    reading = reading_for(parse_of, "The mill burned on Tuesday.")
    told = means_day(reading.times[0], date(2016, 12, 13), ("tim_other",), "the mill burned on 13 December")
    assert told is not None
    assert solve(constraints(reading)).edtf is None
    assert solve((*constraints(reading), told)).edtf == "[2016-12-13,2016-12-14]"


def test_other_reports_that_contradict_are_told_of(parse_of: ParseOf) -> None:
    reading = reading_for(parse_of, "HOMS, 3 May 2017 (Delta Wire) - The bridge fell on Monday.")
    told = means_day(reading.times[1], date(2016, 12, 12), (), "the bridge fell on 12 December")
    assert told is not None
    found = solve((*constraints(reading), told))
    assert found.edtf == "2017-05-03"
    assert found.clash == ("it was filed on 3 May 2017", "the bridge fell on 12 December")


def test_what_means_no_day_near_tells_nothing(parse_of: ParseOf) -> None:
    reading = reading_for(parse_of, "The bridge fell on 3 May 2017, after two years.")
    assert [means_day(row, date(2017, 5, 3), (), "") for row in reading.times] == [None, None]


@given(
    st.lists(
        st.builds(
            lambda first, length, weekdays, certain: Constraint(
                f"{first} {length} {weekdays}", (str(first),), certain, first, first + timedelta(days=length),
                weekdays=frozenset(weekdays),
            ),
            st.dates(date(2015, 1, 1), date(2017, 1, 1)), st.integers(0, 400),
            st.sets(st.integers(0, 6), min_size=1), st.booleans(),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_every_day_left_is_allowed_and_intervals_are_ordered(known: list[Constraint]) -> None:
    found = solve(known)
    assert list(found.days) == sorted(set(found.days))
    if found.first and found.last:
        assert found.first <= found.last
    for one in known:
        if one.certain:
            assert all(one.allows(day) for day in found.days) or one.reason in found.clash


@given(st.lists(st.dates(date(2015, 1, 1), date(2017, 1, 1)), min_size=1, max_size=4), st.integers(1, 300))
def test_a_further_constraint_never_widens(floors: list[date], length: int) -> None:
    known = [Constraint(str(day), (), True, first=day) for day in floors]
    one = solve([*known, Constraint("ends", (), True, last=date(2017, 6, 1))])
    two = solve([*known, Constraint("ends", (), True, last=date(2017, 6, 1) - timedelta(days=length))])
    assert set(two.days) <= set(one.days) or two.clash


@pytest.mark.parametrize(
    "text, flag",
    [
        pytest.param(
            "The mill fell on 8 December 2016.",
            "it tells of 2016-12-08, which does not go with its date 2016-12-01", id="told before it was",
        ),
        pytest.param(
            "The envoys will meet on 8 November 2016.",
            "what it announces lies ahead: 2016-11-08, which does not go with its date 2016-12-01", id="announced late",
        ),
        pytest.param("The mill fell on 8 November 2016.", None, id="fits"),
        pytest.param("The mill fell in 2017.", None, id="a year alone is no contradiction"),
    ],
)  # fmt: skip
def test_a_stated_date_that_the_text_contradicts_stands_and_is_flagged(
    parse_of: ParseOf, text: str, flag: str | None
) -> None:
    report = dated(parse_of, text, published="2016-12-01", published_basis="stated")
    assert report.published == "2016-12-01"
    assert report.flags == ((flag,) if flag else ())
