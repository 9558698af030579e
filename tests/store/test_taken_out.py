"""What is taken out of a record that was joined and reviewed leaves it as if it had never been there."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.ask import people, review
from dateline.ask.check import check, together
from dateline.ids import make_id
from dateline.records import Reading
from dateline.run import join_new
from dateline.store import columns
from dateline.store.conditions import Day, Words
from dateline.store.record import Record
from dateline.store.sqlite import told
from dateline.version import joining_rules
from tests.stores import without_triggers

AT, LATER, LAST = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z", "2026-01-03T10:00:00Z"
TEXTS = {
    "2016-12-09": "Shells hit Idlib on 8 December 2016. Omer Tarn, a driver, said that the army had shelled Idlib. “We "
    "fled at night,” Omer Tarn told Ilka Dorn of Radio Vale.",
    "2016-12-10": "The army shelled Idlib on 8 December 2016, killing 12 people, Omer Tarn said. Ilka Dorn denied that "
    "the rebels had left.",
    "2016-12-11": "Ilka Dorn met the envoy in Oslo on 10 December 2016. The envoy said that talks would go on.",
}
JOINED = ("incidents", "stories", "links", "disputes")


@pytest.fixture(scope="module")
def readings(reading_of: Callable[..., Reading]) -> list[Reading]:
    return [_read(reading_of, day, text) for day, text in TEXTS.items()]


def _read(reading_of: Callable[..., Reading], day: str, text: str) -> Reading:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = {"published": day, "source": f"{day}.txt", "outlet": f"{day} Post"}
    return reading_of(text, id=make_id("reports", sha256), sha256=sha256, **known)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, readings: list[Reading]) -> Path:
    return _made(tmp_path_factory.mktemp("taken") / "r.db", readings)


def _made(path: Path, readings: list[Reading]) -> Path:
    with Record(path, create=True) as record:
        for reading in readings:
            record.add(reading, reading.report.text.encode(), at=AT)
        join_new(record, clock=lambda: AT)
    return path


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Iterator[Record]:
    with Record(Path(shutil.copy(made, tmp_path / "r.db"))) as opened:
        yield opened


def held(record: Record) -> dict[str, list[Any]]:
    return {kind: sorted(record.joined.rows(kind), key=lambda row: str(row.id)) for kind in JOINED}


def sound(record: Record) -> list[str]:
    return [*check(record), *together(record), *record.history.wrong()]


def claim_of(record: Record, words: str) -> Any:
    return min((row for row in record.rows("claims") if words in row.text), key=lambda row: len(row.text))


@pytest.mark.parametrize("rules", [joining_rules(), "0.0.1+aaaaaaaa"], ids=["these-rules", "other-rules-joined-it"])
def test_without_a_report_all_is_as_if_it_had_never_come(
    record: Record, readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: str
) -> None:
    if rules != joining_rules():
        while record.join(rules=rules, at=AT):
            pass
    gone = readings[1].report
    record.delete(gone.id, reason="asked", who="anna", at=LATER)
    join_new(record, clock=lambda: LATER)
    with Record(_made(tmp_path / "never.db", [readings[0], readings[2]])) as never:
        assert held(record) == held(never)
        assert [report.id for report in record.rows("reports")] == [report.id for report in never.rows("reports")]
    assert sound(record) == [] and not record.has(gone.id)
    assert list(record.search.hits("reports", (Words(None, "killing"),), limit=-1)) == []


def test_a_correction_waits_for_the_next_joining_where_other_rules_joined_last(record: Record) -> None:
    while record.join(rules="0.0.1+aaaaaaaa", at=AT):
        pass
    row = claim_of(record, "talks would go on")
    review.correct(record, row.id, {"stance": "denies"}, who="anna", at=LATER)
    assert record.row(row.id).stance == "denies"
    join_new(record, clock=lambda: LATER)
    assert sound(record) == []


def test_somebody_who_stands_in_what_people_wrote_is_taken_out_of_it(record: Record) -> None:
    """In corrected speakers (parties with places in the text), in bounds, in reasons, and in merged groups."""
    row = claim_of(record, "talks would go on")
    first = claim_of(record, "the army had shelled Idlib")
    text = next(report.text for report in record.rows("reports") if report.id == first.report)
    review.correct(record, row.id, {"speaker": "Omer Tarn; Ilka Dorn"}, who="anna", at=LATER)
    begin = text.index("the army had")
    review.correct(
        record, first.id, {"start": str(begin), "end": str(first.end), "speaker": "Ilka Dorn"}, who="anna", at=LATER,
        reason="Omer Tarn told me",
    )  # fmt: skip
    actors = {mention.name: mention.actor for mention in record.rows("mentions") if mention.actor}
    one, other = actors["Ilka Dorn"], actors["Omer Tarn"]
    review.merge(record, [one, other], who="anna", at=LATER, reason="Omer Tarn is a name of hers")
    review.undo(record, who="anna", at=LATER)
    join_new(record, clock=lambda: LATER)
    before = len(review.listed(record))
    people.delete_person(record, "Omer Tarn", reason="asked", who="anna", at=LAST)
    join_new(record, clock=lambda: LAST)
    assert people.residue(record.path, ["Omer Tarn"]) == [] and sound(record) == []
    reviews = review.listed(record)
    assert len(reviews) == before and all("Tarn" not in repr(known) for known in reviews)
    now = next(known.review for known in reviews if known.review.report == first.report)
    shown = next(report.text for report in record.rows("reports") if report.id == first.report)
    assert shown[now.start : now.end] == now.text, "places of reviews follow the text"
    [corrected] = [
        claim
        for claim in record.rows("claims")
        if claim.report == first.report and claim.text.startswith("the army had")
    ]
    [party] = corrected.sources
    assert shown[party.start : party.end] == "Ilka Dorn", "and those inside of what was corrected"
    people.delete_person(record, "Ilka Dorn", reason="asked too", who="anna", at=LAST)
    assert sound(record) == [] and people.residue(record.path, ["Ilka Dorn"]) == []


def test_what_was_replaced_is_counted(record: Record) -> None:
    """Two of the three reports name them; nobody wrote them into a reason, an import or a group."""
    done = people.delete_person(record, "Omer Tarn", reason="asked", who="anna", at=LATER)
    assert sorted(places for _, places in done.reports) == [1, 2] and done.rows > 3
    assert (done.entries, done.others, done.remaining) == (0, 0, ())


def test_entries_that_were_blanked_by_nobody_are_found(record: Record) -> None:
    without_triggers(record.path, "INSERT INTO blanked (entry) VALUES (1)")
    assert "entries of the log were blanked, and no entry says why" in [*record.history.wrong(), *check(record)]


def test_days_long_ago_are_found(
    tmp_path: Path, reading_of: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days before and after those that the packed columns have room for in their short form."""
    monkeypatch.setattr(columns, "ROWS", 4)
    days = ("1648-10-24", "2016-12-09", "2460-01-01")
    with Record(tmp_path / "old.db", create=True) as record:
        for day in days:
            record.add(reading_of(f"The envoys met on {day}.", published=day, source=day), b"x", at=AT)
        assert list(columns.otherwise(record.database)) == []
        found = {
            day: [hit.report for hit in record.search.hits("reports", (Day("after", day),), limit=-1)] for day in days
        }
        ids = {report.published: report.id for report in record.rows("reports")}
        assert {day: set(its) for day, its in found.items()} == {
            day: {ids[one] for one in days if one >= day} for day in days
        }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("database is locked", "written by another process", id="busy"),
        pytest.param("disk I/O error", "the disk refused", id="disk"),
        pytest.param("database or disk is full", "the disk is full", id="full"),
        pytest.param("file is not a database", "is no record", id="none"),
        pytest.param("database disk image is malformed", "a damaged one", id="damaged"),
        pytest.param("unable to open database file", "", id="not-to-be-opened"),
        pytest.param("something else", "", id="anything"),
    ],
)
def test_what_the_database_says_is_told_in_words(text: str, words: str) -> None:
    what, do = told(text, Path("r.db"))
    assert words in what and "r.db" in what and do
