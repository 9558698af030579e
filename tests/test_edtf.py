"""EDTF: which days a value can mean, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.edtf import bounds, by, is_edtf, said, since


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    "value, first, last",
    [
        pytest.param("2016-12-09", "2016-12-09", "2016-12-09", id="day"),
        pytest.param("2016-02", "2016-02-01", "2016-02-29", id="month of a leap year"),
        pytest.param("2016", "2016-01-01", "2016-12-31", id="year"),
        pytest.param("201X", "2010-01-01", "2019-12-31", id="decade"),
        pytest.param("20XX", "2000-01-01", "2099-12-31", id="century"),
        pytest.param("2016-XX", "2016-01-01", "2016-12-31", id="some month"),
        pytest.param("2016-02-XX", "2016-02-01", "2016-02-29", id="some day of February"),
        pytest.param("2016-XX-XX", "2016-01-01", "2016-12-31", id="some day"),
        pytest.param("2016-1X", "2016-10-01", "2016-12-31", id="October to December"),
        pytest.param("2012-06~", "2012-06-01", "2012-06-30", id="approximate"),
        pytest.param("2012-06-11?", "2012-06-11", "2012-06-11", id="uncertain"),
        pytest.param("2012-~06-11%", "2012-06-11", "2012-06-11", id="marks on parts"),
        pytest.param("2016-12-05/2016-12-09", "2016-12-05", "2016-12-09", id="interval"),
        pytest.param("2016-11/2016-12", "2016-11-01", "2016-12-31", id="months"),
        pytest.param("../2016-10-18", None, "2016-10-18", id="open beginning"),
        pytest.param("2016-10-18/..", "2016-10-18", None, id="open end"),
        pytest.param("2016-10-18/", "2016-10-18", None, id="unknown end"),
        pytest.param("2012~/2016-07", "2012-01-01", "2016-07-31", id="approximate beginning"),
        pytest.param("[2016-12-14,2016-12-21]", "2016-12-14", "2016-12-21", id="one of two days"),
        pytest.param("{2016-12,2016-10}", "2016-10-01", "2016-12-31", id="both of two months"),
        pytest.param("[2016-12-14..2016-12-16]", "2016-12-14", "2016-12-16", id="one of a run"),
        pytest.param("[..2016-12-16]", None, "2016-12-16", id="one of an open run"),
        pytest.param("2016-21", "2016-03-01", "2016-05-31", id="spring"),
        pytest.param("2016-24", "2016-12-01", "2017-02-28", id="winter goes into the next year"),
        pytest.param("2016-36", "2016-10-01", "2016-12-31", id="fourth quarter"),
        pytest.param("2016-41", "2016-07-01", "2016-12-31", id="second half"),
        pytest.param("2016-12-09T23:30:00-05:00", "2016-12-09", "2016-12-09", id="day as written in its own zone"),
        pytest.param("2016-12-09T10:30Z", "2016-12-09", "2016-12-09", id="without seconds"),
    ],
)
def test_bounds(value: str, first: str | None, last: str | None) -> None:
    assert bounds(value) == (day(first), day(last))


@pytest.mark.parametrize(
    "value",
    ["", "2016-13-45", "2016-02-30", "2015-02-29", "last week", "9 December 2016", "P1Y", "16-12-09", "2016-1-2",
     "0000", "2016-12-09/2016-12-05", "../..", "/", "2016-12/2016-11/2016-10", "[2016-12", "[]", "[..]", "2016-19",
     "2016-99",
     "２０１６-12-09", "2016-12-09 ", "2016-12-09T25:00:00Z", "2016-12-3X-", "X016", "20X6", "9999-24"],
)  # fmt: skip
def test_refused(value: str) -> None:
    assert not is_edtf(value)
    with pytest.raises(ValueError):
        bounds(value)


@given(st.dates(), st.dates())
def test_every_day_and_interval_is_read(one: date, two: date) -> None:
    first, last = sorted((one, two))
    assert bounds(first.isoformat()) == (first, first)
    assert bounds(f"{first.isoformat()}/{last.isoformat()}") == (first, last)


@given(st.text(alphabet="0123456789X-/.~?%[]{},TZ:+P", max_size=24))
def test_anything_is_read_or_refused_in_one_way(value: str) -> None:
    try:
        first, last = bounds(value)
    except ValueError:
        return
    assert first is None or last is None or first <= last


@pytest.mark.parametrize(
    ("value", "latest", "earliest"),
    [
        pytest.param("2016-12-09", "../2016-12-09", "2016-12-09/..", id="day"),
        pytest.param("2016-12~", "../2016-12~", "2016-12~/..", id="month"),
        pytest.param("2016-12-02/2016-12-30", "../2016-12-30", "2016-12-02/..", id="interval"),
        pytest.param("[2016-12-14,2016-12-21]", "../2016-12-21", "2016-12-14/..", id="one of two days"),
        pytest.param("../2016-12-09", "../2016-12-09", None, id="no beginning"),
        pytest.param("2016-12-09/..", None, "2016-12-09/..", id="no end"),
    ],
)
def test_open_intervals_of_any_value(value: str, latest: str | None, earliest: str | None) -> None:
    for made, wanted in ((by, latest), (since, earliest)):
        if wanted is None:
            with pytest.raises(ValueError, match="open"):
                made(value)
        else:
            assert made(value) == wanted and is_edtf(wanted)


@pytest.mark.parametrize(
    "value, words",
    [
        pytest.param(None, "no day", id="unknown"),
        pytest.param("2016-12-09", "2016-12-09", id="a day"),
        pytest.param("[2016-12-09,2016-12-10]", "2016-12-09 or 2016-12-10", id="one of two"),
        pytest.param("[2016-12-01,2016-12-03,2016-12-05,2016-12-09]", "between 2016-12-01 and 2016-12-09", id="many"),
        pytest.param("[2016-12-01..2016-12-09]", "between 2016-12-01 and 2016-12-09", id="a run"),
        pytest.param("2016-12-08/2016-12-10", "2016-12-08 to 2016-12-10", id="from one day to another"),
        pytest.param("2016-10-18/..", "since 2016-10-18", id="no end"),
        pytest.param("../2016-10-18", "until 2016-10-18", id="no beginning"),
        pytest.param("2012-06~", "about 2012-06", id="roughly"),
        pytest.param("2016-22", "summer 2016", id="a season"),
        pytest.param("{2016-12-09,2017-01-10}", "2016-12-09 and 2017-01-10", id="both of two"),
        pytest.param("[..2016-12-09]", "until 2016-12-09", id="a run without beginning"),
        pytest.param("[2016-12-09..]", "since 2016-12-09", id="a run without end"),
        pytest.param("2016-12-09?", "perhaps 2016-12-09", id="doubtful"),
        pytest.param("[]", "[]", id="an empty set is no date"),
        pytest.param("../..", "../..", id="open at both ends is no date"),
    ],
)
def test_as_people_write_it(value: str | None, words: str):
    assert said(value) == words
