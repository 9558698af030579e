"""What a page of dossiers rests on: the same as all reports while these are few, those published last of very many."""

from collections.abc import Iterator

import pytest

from bench.synthetic import readings as synthetic
from dateline.ask import actors, dossiers, everybody, places, published_last, recent
from dateline.ask.brief import brief, recent_brief
from dateline.ask.kept import _KEPT
from dateline.ask.view import View
from dateline.joining.dossiers import DOSSIERS
from dateline.store.record import Record
from dateline.store.then import known_by, last_day
from dateline.web.pages.dossiers import data
from dateline.web.params import Params
from tests.stores import Place

AT = "2026-01-01T00:00:00Z"
FEW = 9  # as many as one day has


@pytest.fixture(scope="module")
def record(place: Place) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        for reading in synthetic(60):
            made.add(reading, reading.report.text.encode(), at=AT)
        yield made


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few reports that a small record has too many."""
    for module, name, n in ((recent, "MOST", FEW), (published_last, "STEP", 5), (recent, "MANY", 3)):
        monkeypatch.setattr(module, name, n)
    _KEPT.clear()


@pytest.mark.parametrize("as_of", [None, "2014-01-08", "2014"])
def test_few_reports_are_all_looked_at(record: Record, as_of: str | None) -> None:
    view = View(record, as_of)
    found = recent.recent(view)
    assert {kind: one.rows for kind, one in found.items()} == dossiers.every(view)
    assert {one.before for one in found.values()} == {None} and any(one.rows for one in found.values())


@pytest.mark.parametrize("as_of", [None, "2014-01-08"])
def test_few_reports_about_a_place(record: Record, as_of: str | None) -> None:
    view = View(record, as_of)
    name = next(row.place.name for row in dossiers.every(view)["casualties"] if row.place and row.place.name)
    near = recent.recent(view, place=name)
    about = recent.around(view, name, near)
    asked = dossiers.Asked(name, None, as_of)
    for kind, rows in dossiers.every(view).items():
        whole = dossiers.fitting(rows, asked, dossiers.here(view, name))
        assert dossiers.fitting(near[kind].rows, asked, about) == whole
    assert recent_brief(record, name, as_of) == brief(record, name, as_of)


@pytest.mark.usefixtures("few")
def test_of_very_many_those_published_last_then_those_before_them(record: Record) -> None:
    published = record.published(report.id for report in record.rows("reports"))
    telling = set(record.counting(dossiers.HARMS))
    seen: list[str] = []
    as_of: str | None = None
    while True:
        found = recent.recent(View(record, as_of))["casualties"]
        dated = [one for one in found.reports if published[one] is not None]
        assert found.rows and len(dated) <= 2 * FEW and not set(dated) & set(seen)
        seen += dated
        if found.before is None:
            break
        assert not any(known_by(published[one], last_day(found.before)) for one in dated)
        as_of = found.before
    assert set(seen) == {one for one in telling if published[one] is not None} and len(seen) > FEW


@pytest.mark.usefixtures("few")
def test_a_row_of_all_reports_has_its_page(record: Record) -> None:
    near = {row.id for row in recent.recent(View(record))["casualties"].rows}
    far = next(row for row in dossiers.every(View(record))["casualties"] if row.id not in near)
    view = data(record, Params("/dossiers", {}, (("kind", "casualties"), ("id", far.id))))
    assert [one.id for one in view.entries] == [far.id]
    view = data(record, Params("/dossiers", {}, (("kind", "casualties"),)))
    assert view.before and not {name: every for name, _, every in view.counts}["casualties"]
    assert [name for name, _, _ in view.counts] == list(DOSSIERS)


def test_one_place_and_one_actor_by_the_reports_published_last(record: Record) -> None:
    view = View(record)
    listed = max(places.places(view), key=lambda one: one.reports)
    whole, near = places.dossier(view, listed), places.dossier(view, listed, listed.reports // 2)
    assert near.before
    assert places.dossier(view, listed, 1_000) == whole
    last = [one for one in whole.evidence if not known_by(one[0].published, last_day(near.before))]
    assert last == [one for one in near.evidence if one[0].published] and len(last) < len(whole.evidence)
    before = places.row_then(View(record, near.before), listed.place.id, 1_000)
    rest = [one for one in whole.evidence if known_by(one[0].published, last_day(near.before))]
    assert [row.id for _, row, _ in before.evidence] == [row.id for _, row, _ in rest]
    every = everybody.everybody(view)
    most = max(every.ranked(everybody.Asked()), key=lambda one: one.reports)
    actor = most.actor
    all_, some = actors.dossier(view, every, actor), actors.dossier(view, every, actor, most.reports // 2)
    assert actors.dossier(view, every, actor, 1_000) == all_
    assert some.before and some.said == tuple(
        one for one in all_.said if one[0].published is None or not known_by(one[0].published, last_day(some.before))
    )
