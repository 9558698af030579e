"""As of a day: the same answers, row by row, as a record gives that was really read only up to that day."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline import samples
from dateline.ask.dossiers import Asked, dossier
from dateline.ask.find import find
from dateline.ask.kinds import EXPORTED, row_of, rows_of
from dateline.ask.query import parse
from dateline.ask.stories import course, stories
from dateline.ask.view import View
from dateline.ask.why_any import why_any
from dateline.errors import BadRecord, BadRequest
from dateline.intake.sources import sources
from dateline.joining.dossiers import DOSSIERS
from dateline.run import join_new, read_all
from dateline.store.record import Record
from dateline.store.then import Then, as_of, known_by

DAYS = ("2016-11-20", "2016-12-09", "2016-12-14", "2016-12-19")
KINDS = tuple(kind for kind in EXPORTED if kind != "imported")
QUERIES = ("", "convoy", "said-by:Lavrov", "actor:TUR", "type:ASSAULT place:Aleppo", "-status:actual evacuation",
           "after:2016-12-05 before:2016-12-12")  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The samples, which tell of each other's days."""
    with Record(tmp_path_factory.mktemp("then") / "whole.db", create=True) as record:
        assert {outcome.fate for outcome in read_all(record, sources([str(samples.reports())]))} == {"read"}
        yield record


def only(whole: Record, path: Path, day: str) -> Record:
    """A record that was read only up to a day."""
    record = Record(path, create=True)
    for report_id, _, raw in whole.originals():
        reading = whole.reviews.machine_reading(report_id)
        if known_by(reading.report.published, as_of_day(whole, day)):
            record.add(reading, raw, at=str(reading.report.read_at))
    join_new(record)
    return record


def as_of_day(whole: Record, day: str) -> Any:
    return Then(whole, day).until


@pytest.fixture(scope="module", params=DAYS)
def both(request: pytest.FixtureRequest, whole: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    day = request.param
    with only(whole, tmp_path_factory.mktemp("then") / f"{day}.db", day) as partly:
        yield day, Then(whole, day), partly


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaks(both: tuple[str, Then, Record], kind: str) -> None:
    _, then, partly = both
    assert list(rows_of(then, kind)) == list(rows_of(partly, kind))


def test_there_is_something_to_leak(whole: Record) -> None:
    """Each kind has fewer rows on the first day than on the last; a report is dated by later ones."""
    first, last = (Then(whole, day) for day in (DAYS[1], DAYS[-1]))
    for kind in ("claims", "incidents", "links", "actors", "ceasefires"):
        assert len(list(rows_of(first, kind))) < len(list(rows_of(last, kind))), kind
    assert first.joined.dates() != whole.joined.dates()


@pytest.mark.parametrize("query", QUERIES)
def test_finding(both: tuple[str, Then, Record], whole: Record, query: str) -> None:
    day, then, partly = both
    expected = find(partly, parse(query), limit=1_000)
    assert find(then, parse(query), limit=1_000) == expected
    found = find(whole, parse(f"{query} asof:{day}"), limit=1_000)
    assert (found.counts, found.found) == (expected.counts, expected.found)


def test_stories_dossiers_and_counts(both: tuple[str, Then, Record], whole: Record) -> None:
    day, then, partly = both
    assert stories(View(whole, day)) == stories(View(then)) == stories(View(partly))
    for one in stories(View(partly)):
        assert course(View(then), one.id) == course(View(partly), one.id) == course(View(whole, day), one.id)
    for kind in DOSSIERS:
        assert dossier(then, kind, Asked()) == dossier(whole, kind, Asked(as_of=day)) == dossier(partly, kind, Asked())
    assert then.counts() == partly.counts()
    assert {**then.summary(), "transaction": 0} == {**partly.summary(), "transaction": 0}


def test_reasons(both: tuple[str, Then, Record]) -> None:
    _, then, partly = both
    for kind in ("incidents", "stories", "links", "disputes", "reports", "actors", "claims"):
        for row in list(rows_of(partly, kind))[:5]:
            assert why_any(then, row.id) == why_any(partly, row.id)


def test_what_was_not_known_yet(whole: Record) -> None:
    then = Then(whole, "2016-12-01")
    later = next(report for report in whole.rows("reports") if (report.published or "") > "2016-12-05")
    claim = next(whole.rows("claims", later.id))
    for call in (lambda: row_of(then, claim.id), lambda: then.find_report(later.id), lambda: then.reading(later.id)):
        with pytest.raises(BadRequest):
            call()
    assert not then.holds(claim.id) and not then.has(later.id)


def test_it_is_not_written(whole: Record) -> None:
    with pytest.raises(BadRecord, match="cannot be written"):
        Then(whole, "2016-12-01").join(rules="x", at="2026-01-01T00:00:00Z")


@pytest.mark.parametrize("day", ["soon", "2016-13-01", "2016-12-01/..", "", "9" * 500, "\u202e2016"])
def test_what_is_no_day(whole: Record, day: str) -> None:
    with pytest.raises(BadRequest):
        as_of(whole, day)


def test_then_of_then_is_the_earlier_one(whole: Record) -> None:
    assert Then(Then(whole, "2016-12-01"), "2016-12-19").in_sight == Then(whole, "2016-12-01").in_sight


def test_too_many_to_join_anew(whole: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.store.then.MOST_LIVE", 1)
    monkeypatch.setattr("dateline.store.then._LIVE", {})
    then = Then(whole, DAYS[-1])
    with pytest.raises(BadRequest, match="would have to be joined anew"):
        list(then.joined.rows("incidents"))
    assert then.search.count("reports", ()) > 1  # what needs no joining is answered


@pytest.mark.parametrize("day", DAYS)
def test_one_report_is_looked_up_as_all_are_listed(whole: Record, day: str) -> None:
    every = [row.id for row in whole.rows("reports")]
    assert {report for report in every if Then(whole, day).has(report)} == Then(whole, day).in_sight
