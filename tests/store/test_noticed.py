"""What a slip of the hand in the store could change without another test noticing: found by changing the code
(`make mutants`)."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.ask.check_sums import sums
from dateline.ask.everybody import Asked, OfMentions, OfSums, joined
from dateline.ask.view import View
from dateline.errors import BadRecord
from dateline.records import ImportedMention, Reading
from dateline.store import columns
from dateline.store.backup import backup
from dateline.store.conditions import Day, Disputed, Near, Sources, Words
from dateline.store.entries import days
from dateline.store.imports import File, Imports
from dateline.store.postgres_characters import back, held
from dateline.store.record import Record
from dateline.store.search import Search
from dateline.store.then import as_of
from dateline.version import joining_rules
from tests.stores import Place, run, without_triggers

AT, LATER = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"
TEXTS = {
    "2016-12-14": "Rebels shelled Idlib on 11 December 2016, killing 40 people, the ministry said.",
    "2016-12-16": "Ilka Dorn met a Russian envoy in Suva on Thursday.",
}


@pytest.fixture
def readings(reading_of: Callable[..., Reading]) -> list[Reading]:
    sha256 = hashlib.sha256(b"raw").hexdigest()
    return [reading_of(text, published=day, source=f"{day}.txt", sha256=sha256) for day, text in TEXTS.items()]


@pytest.fixture
def record(place: Place, readings: list[Reading]) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        for reading in readings:
            made.add(reading, b"raw", at=AT)
        yield made


def test_nothing_of_a_deleted_report_stays_in_any_table(record: Record, readings: list[Reading]) -> None:
    gone, kept = (reading.report for reading in readings)
    while record.join(rules=joining_rules(), at=AT):
        pass
    record.delete(gone.id, reason="asked", who=None, at=LATER)
    assert [report for report, _, _ in record.originals()] == [kept.id]
    for table in record.database.tables():
        named = [column for column in record.database.columns(table) if column in ("report", "story", "id", "row")]
        for column in named if table not in ("tombstones", "transactions") else ():
            found = record.database.run(f"SELECT {column} AS its FROM {table}").fetchall()
            assert gone.id not in {str(row["its"]) for row in found}, (table, column)
    assert record.deleted(gone.id) and record.deleted(kept.id) is None


def test_joining_goes_on_until_all_is_joined(record: Record) -> None:
    assert [record.join(rules="1", at=AT, n=1) for _ in range(3)] == [1, 1, 0]
    assert record.join(rules="2", at=LATER) == 2  # other rules join all of it anew
    assert [entry.what for entry in record.history.log()].count("join") == 3


def test_what_later_reports_told_is_empty_not_unknown(record: Record, readings: list[Reading]) -> None:
    then = as_of(record, "2016-12-15")
    later = readings[1].report.id
    for kind in ("claims", "events", "mentions", "places", "passages"):
        assert list(then.rows(kind, later)) == [] and then.rows_of(kind, [later]) == []
        assert list(then.rows(kind, readings[0].report.id)) == list(record.rows(kind, readings[0].report.id))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (None, None, None),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016-12-05/..", "2016-12-05", None),
        ("../2016-12-05", None, "2016-12-05"),
    ],
)
def test_days_of_a_date(value: str | None, first: str | None, last: str | None) -> None:
    assert days(value) == (first, last)


def test_near_a_point_across_the_date_line(record: Record, reading_of: Callable[..., Reading]) -> None:
    """Suva lies at 178.4° east, Honolulu at 157.9° west."""
    text = "A Russian minister met Pat Nolan in Honolulu on Friday."
    record.add(reading_of(text, published="2016-12-18", source="c.txt"), b"raw", at=AT)

    def events(lat: float, lon: float, km: float) -> int:
        return record.search.count("events", (Near(lat, lon, km),))

    assert events(-18.1, 178.4, 100) == 1 and events(-18.1, -179.9, 400) == 1
    assert events(0.0, -170.0, 3_000) == 2 and events(10.0, -150.0, 2_000) == 1
    assert events(35.9, 36.6, 100) == 1 and events(0.0, 0.0, 100) == 0
    every = record.search.count("events", ())
    assert record.search.count("events", (Near(0.0, -170.0, 3_000, negated=True),)) == every - 2
    assert record.search.count("events", (Words(None, "envoy"), Near(-18.1, 178.4, 100))) == 1


def test_all_that_is_wrong_with_a_backup_is_counted(record: Record, place: Place, tmp_path_factory: object) -> None:
    folder = tmp_path_factory.mktemp("backups")  # type: ignore[attr-defined]
    without_triggers(record.path, "UPDATE passages SET text = 'x'")
    with pytest.raises(BadRecord) as told:
        backup(record.path, folder / "b.db")
    assert "and 1 more" in told.value.what and run(record.path, "SELECT count(*) FROM reports")[0][0] == 2


def test_events_are_found_by_who_tells_them(record: Record) -> None:
    def told(column: str, words: str) -> int:
        return record.search.count("events", (Words(column, words),))

    assert told("said_by", "the ministry") == 1 and told("said_by", "Ilka Dorn") == 0
    assert told("actor", "Ilka Dorn") == 1 and told("via", "the ministry") == 0


def test_rows_of_somebody_elses_file_are_kept_as_they_are(record: Record) -> None:
    mentions = [
        ImportedMention("gdelt", "m.csv", "7", "2021-03-05", "Vale News", "https://vale.example/1", 3, 0.5),
        ImportedMention("gdelt", "m.csv", "8", None, None, None, None, None),
    ]
    imports = Imports(record)
    for sha256, at, its in (("1" * 64, AT, mentions), ("2" * 64, LATER, mentions[1:])):
        assert imports.add(File("m.csv", "gdelt", 0, len(its), Counter()), sha256, [], its, at=at)
        assert list(imports.mentions()) == its
    imports.remove("m.csv", at=LATER)
    assert list(imports.mentions()) == []


@pytest.mark.parametrize(
    "text", ["a\0b", "a\U0010ffffb", "a\U0010fffeb", "\U0010fffef", "\0\U0010ffff\U0010fffee", "a", ""]
)
def test_any_character_comes_back_from_a_server(text: str) -> None:
    kept = held(text)
    assert "\0" not in kept and back(kept) == text
    assert held(None) is None and held(3) == 3 and back(b"\0") == b"\0"


def marks(record: Record) -> tuple[set[str], set[str]]:
    """Rows that a search finds as sides of disputes, and those that it finds told by several."""
    found = (
        {hit.id for kind in ("claims", "events") for hit in record.search.hits(kind, (condition,), limit=-1)}
        for condition in (Disputed(), Sources(2))
    )
    disputed, several = found
    return disputed, several


def joined_marks(record: Record) -> tuple[set[str], set[str]]:
    """The same, told from the disputes and incidents themselves."""
    sides = {row for dispute in record.joined.rows("disputes") for row in dispute.rows}
    told = {event for one in record.joined.rows("incidents") if one.independent_sources > 1 for event in one.events}
    events = list(record.rows("events"))
    carried = {event.id for event in events if event.claim in sides}
    telling = {event.claim for event in events if event.claim and event.id in told}
    return sides | carried, told | telling


def test_what_a_later_report_makes_of_an_earlier_one(place: Place, reading_of: Callable[..., Reading]) -> None:
    """Rows become sides of a dispute, and told by several, long after they were read; and stay so when read again."""
    texts = (
        "Russian jets bombed a school in Aleppo on Monday, a rescue group said.",
        "Russia denied that its jets had bombed a school in Aleppo on Monday.",
        "Russian jets bombed a school in Aleppo on Monday, witnesses told reporters. Rebels fled from Hama.",
    )
    every = [
        reading_of(text, published=f"2018-03-0{n + 6}", outlet=f"Outlet {n}", source=f"{n}.txt")
        for n, text in enumerate(texts)
    ]
    own = {row.id for row in every[0].rows()}
    with Record(place(), create=True) as made:
        for n, reading in enumerate(every):
            made.add(reading, b"", at=AT)
            made.join(rules=joining_rules(), at=AT)
            assert marks(made) == joined_marks(made)
            assert bool(marks(made)[0] & own) is (n > 0)
        before = [its & own for its in marks(made)]
        assert all(before)
        made.reread(replace(every[0], version="newer"), at=LATER)  # it says the same: what was joined stays
        assert [its & own for its in marks(made)] == before
        made.reread(replace(every[0], mentions=every[0].mentions[:-1], version="other"), at=LATER)
        assert marks(made) == (set(), set())  # it says something else: nothing is joined any more
        while made.join(rules=joining_rules(), at=LATER):
            pass
        assert marks(made) == joined_marks(made)


def test_a_report_whose_number_a_later_one_contradicts(place: Place, reading_of: Callable[..., Reading]) -> None:
    """Neither has an event, so no incident tells that the earlier report is another than it was."""
    texts = (
        "Ilka Dorn said that rebels held 40 percent of Afrin.",
        "Rebels held 70 percent of Afrin, Omar Haddad said.",
    )
    with Record(place(), create=True) as made:
        for n, text in enumerate(texts):
            made.add(reading_of(text, published="2018-03-06", outlet=f"Outlet {n}", source=f"{n}.txt"), b"", at=AT)
            made.join(rules=joining_rules(), at=AT)
            assert made.search.count("reports", (Disputed(),)) == 2 * n
        assert not list(made.joined.rows("incidents"))


def test_a_day_in_the_past_is_joined_again_when_something_came(
    place: Place, reading_of: Callable[..., Reading]
) -> None:
    texts = {
        "2018-03-06": "Five people were killed in Afrin on Monday, the army said.",
        "2018-03-07": "Nine people were killed in Afrin on Monday, a rescue group said.",
    }
    every = [reading_of(text, published=day, source=f"{day}.txt") for day, text in texts.items()]
    rows = [row.id for reading in every for row in reading.rows()]
    with Record(place(), create=True) as made:
        made.add(every[0], b"", at=AT)
        then = as_of(made, "2018-03-09")
        assert then.joined.links_with(rows) == [] == then.joined.links_with(rows)
        made.add(every[1], b"", at=AT)
        found = as_of(made, "2018-03-09").joined.links_with(rows)
        assert {one.relation for one in found} >= {"contradicts"} and then.joined.links_with(rows) == found


def test_one_who_is_called_by_a_surname_alone_is_linked(place: Place, reading_of: Callable[..., Reading]) -> None:
    """Out of the sums as out of the mentions: who may be one with whom."""
    texts = (
        "Kuwaiti Trade Minister Abdullah Omari said on Monday that the port was open.",
        "Kuwaiti Trade Minister Omari said on Friday that the road was shut.",
    )
    with Record(place(), create=True) as made:
        for n, text in enumerate(texts):
            made.add(reading_of(text, published=f"2016-12-0{n + 1}", source=f"{n}.txt"), b"", at=AT)
        view = View(made)
        change = made.sums.actors_since()
        assert change is not None
        walked, summed = OfMentions(view, joined(view)), OfSums(made, change)
        people = [one.actor for one in walked.ranked(Asked(kind="person"))]
        assert len(people) == 2 and all(walked.links(one) for one in people)
        with made.together():
            made.sums.renew()
        assert list(sums(made)) == []
        kept = made.sums.actors_since()
        assert kept is not None
        for one in people:
            assert summed.links(one) == walked.links(one) == OfSums(made, kept).links(one)


def test_days_of_other_centuries_are_found(
    place: Place, reading_of: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole chunks of the index keep a day in two bytes where all of them fit, else in four."""
    monkeypatch.setattr(columns, "ROWS", 4)
    with Record(place(), create=True) as made:
        for day in ("1850-03-01", "1899-12-31", "1900-01-01", "2016-12-14", "2079-06-05", "2079-06-06", "2079-06-07"):
            made.add(reading_of("The envoy left.", id=f"rep-{day}", published=day, source=day), b"", at=AT)
        assert not list(columns.otherwise(made.database))
        for day, n in (("1850-03-02", 1), ("1900-01-01", 2), ("1900-01-02", 3), ("2079-06-06", 5), ("2079-06-08", 7)):
            assert made.search.count("reports", (Day("before", day),)) == n


def test_the_undated_stand_last_also_in_the_past(record: Record, reading_of: Callable[..., Reading]) -> None:
    record.add(reading_of("Pat Nolan met Omer Demirkan.", source="undated.txt"), b"", at=AT)
    found = [list(Search(record.database, past=past).hits("actors", (), limit=-1)) for past in (False, True)]
    assert [(hit.id, hit.first) for hit in found[0]] == [(hit.id, hit.first) for hit in found[1]]
    assert found[0][0].first is not None and found[0][-1].first is None


def test_a_backup_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Record(tmp_path / "r.db", create=True).close()
    kept: list[tuple[int, bool]] = []  # what was waited for: inode, and was the name there?
    monkeypatch.setattr(
        os, "fsync", lambda handle: kept.append((os.fstat(handle).st_ino, (tmp_path / "b.db").exists()))
    )
    backup(tmp_path / "r.db", tmp_path / "b.db")
    assert kept == [((tmp_path / "b.db").stat().st_ino, False), (tmp_path.stat().st_ino, True)]
