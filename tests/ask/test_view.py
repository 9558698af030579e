"""A view sees what had been published by its day, and the same rows that the record holds."""

from collections.abc import Callable, Iterator

import pytest

from dateline.ask.view import View, last_day
from dateline.errors import BadRequest
from dateline.records import Reading
from dateline.store.record import Record
from tests.stores import Place

TEXTS = {
    "2016-12-09": "The general said 40 people had left Aleppo.",
    "[2016-12-14,2016-12-21]": "Buses left the town on Wednesday.",
    "2016-12-15": "The truce held in Aleppo, the ministry said.",
    "2016-12-08/..": "The minister will meet his colleague in Oslo.",
    None: "The envoy met the minister in Geneva.",
}


@pytest.fixture(scope="module")
def record(place: Place, reading_of: Callable[..., Reading]) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        for published, text in TEXTS.items():
            reading = reading_of(text, published=published, published_basis="stated" if published else None)
            made.add(reading, text.encode(), at="2026-01-01T00:00:00Z")
        yield made


@pytest.mark.parametrize(
    "as_of, seen",
    [
        pytest.param(None, 5, id="everything"),
        pytest.param("2016-12-08", 2, id="undated, and one known from its beginning"),
        pytest.param("2016-12-14", 3, id="one of two days: not surely published on the first"),
        pytest.param("2016-12-15", 4, id="the day itself counts"),
        pytest.param("2016-12-21", 5, id="the last of the days"),
        pytest.param("2016-12", 5, id="a month lasts to its end"),
    ],
)
def test_what_is_in_sight(record: Record, as_of: str | None, seen: int) -> None:
    view = View(record, as_of)
    reports = [report.id for report in view.reports()]
    assert len(reports) == seen
    assert [reading.report.id for reading in view.readings()] == reports


def test_readings_are_those_of_the_record(record: Record) -> None:
    assert list(View(record).readings()) == [record.reading(r.id) for r in record.rows("reports")]


def test_a_gap_loses_no_row(record: Record) -> None:
    seen = {reading.report.id: reading for reading in View(record, "2016-12-09").readings()}
    assert all(reading == record.reading(report) for report, reading in seen.items())


def test_undated_reports_are_named(record: Record) -> None:
    [undated] = View(record, "2016-01-01").undated()
    assert record.row(undated).published is None


@pytest.mark.parametrize("as_of", ["yesterday", "2016-13-01", "2016-12-08/..", ""])
def test_a_day_that_is_none_is_refused(record: Record, as_of: str) -> None:
    with pytest.raises(BadRequest):
        last_day(as_of)
    with pytest.raises(BadRequest):
        View(record, as_of)
