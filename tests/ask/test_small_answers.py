"""Answers at the edges of what can be asked: kinds that are none, days far apart, stretches inside each other."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.ask import proof
from dateline.ask.compare import _place
from dateline.ask.context import sentence_around
from dateline.ask.independence import _shared
from dateline.ask.joined_terms import joined_condition
from dateline.ask.kinds import row_of, rows_of
from dateline.ask.mapping import _first, _spot
from dateline.ask.query import Term
from dateline.ask.results import bars
from dateline.ask.timeline import _names
from dateline.errors import BadRequest
from dateline.store.record import Record


@pytest.fixture
def empty(tmp_path: Path) -> Record:
    return Record(tmp_path / "r.db", create=True)


def test_kinds_and_rows_that_are_none(empty: Record) -> None:
    with empty:
        with pytest.raises(BadRequest, match="no rows of kind 'colours'"):
            rows_of(empty, "colours")
        assert list(rows_of(empty, "imported")) == []
        with pytest.raises(BadRequest, match="there is no act-aaaaaaaaaaaaa"):
            row_of(empty, "act-aaaaaaaaaaaaa")
        with pytest.raises(BadRequest, match="cannot be asked here"):
            joined_condition(empty, Term("place", "Idlib"))


@pytest.mark.parametrize(
    ("days", "stretches", "last"),
    [
        pytest.param([], [], None, id="no-days"),
        pytest.param(
            ["2016-12-09", "2016-12-11", None], ["2016-12-09", "2016-12-10", "2016-12-11"], "2016-12-12", id="days"
        ),
        pytest.param(["2016-11-30", "2017-01-31"], ["2016-11", "2016-12", "2017-01"], "2017-02", id="months"),
        pytest.param(["2009-01-01", "2016-12-09"], [str(year) for year in range(2009, 2017)], "2017", id="years"),
    ],
)
def test_bars_of_days_months_or_years(days: list[str | None], stretches: list[str], last: str | None) -> None:
    found = list(bars(days))
    assert [bar.label for bar in found] == stretches
    assert sum(bar.n for bar in found) == len([day for day in days if day])
    assert not found or found[-1].after == last


@pytest.mark.parametrize(
    ("theirs", "fit"),
    [
        pytest.param({"place": "Idlib city"}, 2, id="the-same-name"),
        pytest.param({"place": "Binnish", "lat": 35.95, "lon": 36.71}, 2, id="another-name-nearby"),
        pytest.param({"place": "Oslo", "lat": 59.9, "lon": 10.7, "country": "SYR"}, 0, id="far-away"),
        pytest.param({"country": "SYR"}, 1, id="the-country-alone"),
        pytest.param({"country": "NOR"}, 0, id="another-country"),
        pytest.param({}, None, id="nothing-told"),
    ],
)
def test_places_of_other_peoples_events(theirs: dict[str, Any], fit: int | None) -> None:
    idlib = SimpleNamespace(name="Idlib", lat=35.93, lon=36.63, country="SYR")
    other = SimpleNamespace(**({"place": None, "lat": None, "lon": None, "country": None} | theirs))
    assert _place(other, SimpleNamespace(place=idlib)) == fit  # type: ignore[arg-type]
    assert _place(other, SimpleNamespace(place=None)) is None  # type: ignore[arg-type]


def test_what_cannot_be_drawn() -> None:
    nowhere: Any = SimpleNamespace(lat=None, lon=None, precision_m=None)
    assert _spot((nowhere,)) is None and _spot(()) is None
    assert _first([SimpleNamespace(ids=("clm-a", "clm-b"))], {"clm-b": "rep-a"}) == ("rep-a", "clm-b")  # type: ignore[list-item]
    assert _first([SimpleNamespace(ids=("clm-a",))], {}) == (None, None)  # type: ignore[list-item]


def test_lanes_and_reasons_where_nothing_is_told() -> None:
    event: Any = SimpleNamespace(events=("evt-a",), type="ASSAULT", place=None, title="x")
    assert list(_names(event, "story", {"evt-a": "The siege"})) == ["The siege"]
    assert list(_names(event, "story", {})) == ["no story"] and list(_names(event, "type", {})) == ["ASSAULT"]
    assert list(_names(event, "place", {})) == ["no place given"]
    assert "lets somebody say" in next(iter(_shared([], {}, {})))


def test_a_sentence_without_the_blanks_before_it() -> None:
    report = SimpleNamespace(text="One.  \n Two is here. ", sentences=(0, 4))
    reading: Any = SimpleNamespace(report=report, passages=())
    assert sentence_around(reading, 8, 11) == (8, 20)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("[]", "no signed manifest", id="a-list"),
        pytest.param('{"form": "x"}', "no signed manifest", id="parts-missing"),
        pytest.param(
            '{"form": "x", "log": {}, "reports": {}, "deleted": [], "signature": {}}', "another form", id="another-form"
        ),
        pytest.param(
            '{"form": "dateline manifest 1", "log": {}, "reports": {"a": 1}, "deleted": [], "signature": {}}',
            "another form", id="reports-that-are-none",
        ),
    ],
)  # fmt: skip
def test_manifests_of_another_shape(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "m.json").write_text(content)
    with pytest.raises(BadRequest, match=words):
        proof.read_manifest(tmp_path / "m.json")
