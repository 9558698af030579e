"""What people say of rows: each field in words, what follows from it, two people at one row, newer rules, gold."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.ask import review
from dateline.ask.actors import Asked, actors
from dateline.ask.check import check
from dateline.ask.corrections import FIELDS
from dateline.ask.find import find
from dateline.ask.query import parse
from dateline.ask.review_gold import gold, machine, score
from dateline.ask.view import View
from dateline.ask.why_any import why_any
from dateline.errors import BadRequest, Conflict
from dateline.ids import make_id
from dateline.records import Reading
from dateline.store.record import Record
from dateline.version import joining_rules
from tests.stores import Place

READ, FIRST, SECOND, THIRD = (f"2026-01-0{day}T10:00:00Z" for day in (1, 2, 3, 4))
TEXT = (
    "Rebels shelled Idlib on 11 December 2016, the ministry said. Omer Demirkan, the Turkish spokesman, met a Russian "
    "envoy in Moscow. “The truce holds,” Demirkan told reporters. About 40 people were wounded in Idlib."
)
LATER = "Omer Demirkan said the truce is over."


def add(record: Record, reading: Reading, raw: bytes = b"1", at: str = READ) -> None:
    record.add(reading, raw, at=at)
    while record.join(rules=joining_rules(), at=at):
        pass


@pytest.fixture
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT, published="2016-12-14")


@pytest.fixture
def record(place: Place, reading: Reading) -> Iterator[Record]:
    with Record(place(), create=True) as made:
        add(made, reading)
        yield made


def wrong(record: Record) -> list[str]:
    """What is wrong with rows and log. (The fixtures' reports have no bytes.)"""
    return [line for line in check(record) if "bytes" not in line] + list(record.history.wrong())


def row_at(record: Record, kind: str, words: str) -> str:
    found: str = next(row.id for row in record.rows(kind) if words in row.text)
    return found


@pytest.mark.parametrize(
    "kind, words, fields, expected",
    [
        pytest.param("claims", "Rebels", {"speaker": "Omer Demirkan"}, ("sources", "Omer Demirkan"), id="speaker"),
        pytest.param("claims", "Rebels", {"said-by": "none"}, ("sources", ()), id="nobody"),
        pytest.param("claims", "Rebels", {"date": "2016-12-13"}, ("said_on", "2016-12-13"), id="date of a claim"),
        pytest.param("claims", "Rebels", {"stance": "Denies"}, ("stance", "denies"), id="choice in any case"),
        pytest.param("claims", "Rebels", {"text": "shelled  Idlib"}, ("text", "shelled Idlib"), id="bounds by words"),
        pytest.param("claims", "Rebels", {"start": "0", "end": "7"}, ("text", "Rebels "), id="bounds by numbers"),
        pytest.param("events", "shelled", {"type": "coerce"}, ("type", "COERCE"), id="type"),
        pytest.param("events", "shelled", {"type": "AID"}, ("goldstein", 7.4), id="what follows from the type"),
        pytest.param("events", "shelled", {"place": "Moscow"}, ("place", "Moscow"), id="place"),
        pytest.param("events", "shelled", {"where": "none"}, ("place", None), id="no place"),
        pytest.param("events", "shelled", {"when": "2016-12"}, ("when", "2016-12"), id="when"),
        pytest.param("events", "shelled", {"status": "planned"}, ("status", "planned"), id="status"),
        pytest.param("events", "shelled", {"whom": "a Russian envoy; Rebels"}, ("recipients", 2), id="two parties"),
        pytest.param("quantities", "40", {"low": "1,000"}, ("low", 1000.0), id="number"),
        pytest.param("times", "11 December", {"value": "2015-12-11"}, ("value", "2015-12-11"), id="time"),
        pytest.param("places", "Idlib", {"lat": "10", "lon": "20"}, ("lat", 10.0), id="point"),
        pytest.param("mentions", "Omer", {"code": "RUS:GOV"}, ("code", "RUS:GOV"), id="code"),
        pytest.param("mentions", "Omer", {"who": "Sergei Lavrov"}, ("code", "RUS:GOV"), id="somebody known"),
        pytest.param("mentions", "Omer", {"who": "none"}, ("actor", None), id="nobody is meant"),
    ],
)
def test_fields_in_words(record: Record, kind: str, words: str, fields: dict[str, str], expected: tuple) -> None:  # type: ignore[type-arg]
    row_id = row_at(record, kind, words)
    review.correct(record, row_id, fields, who="anna", at=FIRST)
    row = record.row(row_id)
    value = getattr(row, expected[0])
    if isinstance(value, tuple) and value:
        value = len(value) if isinstance(expected[1], int) else value[0].name
    assert getattr(value, "name", value) == expected[1]
    assert row.how.by == "review/correct" and row.how.confidence is None
    assert wrong(record) == []


def test_what_rests_on_a_row_comes_after(record: Record) -> None:
    review.correct(record, row_at(record, "times", "11 December"), {"date": "2016-12-12"}, who="anna", at=FIRST)
    assert record.row(row_at(record, "events", "shelled")).when == "2016-12-12"
    place = row_at(record, "places", "Idlib")
    review.correct(record, place, {"lat": "10", "lon": "20"}, who="anna", at=FIRST)
    assert record.row(row_at(record, "events", "shelled")).place.lat == 10
    review.correct(record, row_at(record, "mentions", "Omer"), {"who": "Sergei Lavrov"}, who="anna", at=FIRST)
    [met] = [event for event in record.rows("events") if event.text == "met"]
    assert met.initiators[0].name == "Sergei Lavrov"
    assert wrong(record) == []


def test_a_report_s_day_dates_all_of_it_anew(place: Place, reading_of: Callable[..., Reading]) -> None:
    with Record(place(), create=True) as record:
        add(record, reading_of("Troops left the town on Friday.", published="2016-12-14"))
        [report] = record.rows("reports")
        done = review.correct(record, report.id, {"date": "2017-01-03"}, who="anna", at=FIRST)
        assert [time.value for time in record.rows("times")] == ["2016-12-30"]
        assert record.row(report.id).published_basis == "stated"
        review.undo(record, done.number, who="anna", at=SECOND)
        assert [time.value for time in record.rows("times")] == ["2016-12-09"]


@pytest.mark.parametrize(
    "kind, words",
    [
        ("claims", "Rebels"), ("events", "shelled"), ("mentions", "Omer"), ("places", "Idlib"),
        ("times", "11 December"), ("quantities", "40"),
    ],
)  # fmt: skip
def test_a_rejected_row_is_gone_and_comes_back(record: Record, kind: str, words: str) -> None:
    before = record.reading(next(record.rows("reports")).id)
    row_id = row_at(record, kind, words)
    done = review.reject(record, row_id, who="anna", at=FIRST, reason="no such thing")
    assert not record.holds(row_id) and wrong(record) == []
    if kind in ("claims", "events"):
        assert row_id not in {hit.id for hit in record.search.hits(kind, (), limit=100)}
    with pytest.raises(BadRequest, match="rejected by anna"):
        why_any(record, row_id)
    review.undo(record, done.number, who="ben", at=SECOND)
    assert record.reading(before.report.id) == before
    assert wrong(record) == []


def test_the_former_version_is_what_was_read_by_then(record: Record) -> None:
    row_id = row_at(record, "claims", "Rebels")
    old = record.row(row_id)
    review.correct(record, row_id, {"speaker": "Omer Demirkan"}, who="anna", at=SECOND, reason="see below")
    with Record(record.path, read_by=FIRST) as then:
        assert then.row(row_id) == old
        assert find(then, parse("said-by:Demirkan Rebels"), ["claims"]).counts["claims"] == 0
    assert find(record, parse("said-by:Demirkan Rebels"), ["claims"]).counts["claims"] == 1
    lines = dict(why_any(record, row_id).lines)
    assert lines["correct by a person"].startswith(f"anna, {SECOND}, review ") and "see below" in str(lines)
    assert "the ministry" in lines["the machine had read"]
    entry = list(record.history.log())[-1]
    assert (entry.what, entry.who, entry.subject) == ("correct", "anna", old.report)


# -- two people


def test_the_second_of_two_people_is_told(record: Record) -> None:
    row_id = row_at(record, "claims", "Rebels")
    seen = review.version(record, row_id)
    review.correct(record, row_id, {"stance": "denies"}, who="anna", at=FIRST, reason="clear")
    for version in (seen, None):
        with pytest.raises(Conflict, match=rf"by anna at {FIRST}.*\(clear\)"):
            review.correct(record, row_id, {"stance": "asks"}, who="ben", at=SECOND, seen=version)
    assert record.row(row_id).stance == "denies"
    review.correct(record, row_id, {"stance": "asks"}, who="ben", at=SECOND, seen=review.version(record, row_id))
    assert record.row(row_id).stance == "asks"
    assert [one.review.who for one in review.listed(record)] == ["anna", "ben"]


def test_a_change_that_follows_from_another_row_counts_too(record: Record) -> None:
    event, place = row_at(record, "events", "shelled"), row_at(record, "places", "Idlib")
    seen = review.version(record, event)
    review.reject(record, place, who="anna", at=FIRST, reason="another Idlib")
    with pytest.raises(Conflict, match="by anna"):
        review.accept(record, event, who="ben", at=SECOND, seen=seen)


def test_one_s_own_row_can_be_corrected_again(record: Record) -> None:
    row_id = row_at(record, "claims", "Rebels")
    one = review.correct(record, row_id, {"stance": "denies"}, who="anna", at=FIRST)
    review.correct(record, row_id, {"date": "2016-12-13"}, who="anna", at=SECOND)
    review.undo(record, one.number, who="anna", at=THIRD)
    row = record.row(row_id)
    assert (row.stance, row.said_on) == ("asserts", "2016-12-13")
    with pytest.raises(BadRequest, match="was undone before"):
        review.undo(record, one.number, who="anna", at=THIRD)


# -- newer rules


def newer(reading: Reading, **changes: object) -> Reading:
    return replace(reading, version="newer", **changes)  # type: ignore[arg-type]


def reread(record: Record, reading: Reading) -> None:
    record.reread(reading, at=THIRD)
    record.join(rules=joining_rules(), at=THIRD)


def test_corrections_hold_when_newer_rules_read_the_report(record: Record, reading: Reading) -> None:
    claim, event = row_at(record, "claims", "Rebels"), row_at(record, "events", "shelled")
    review.correct(record, claim, {"speaker": "Omer Demirkan"}, who="anna", at=FIRST)
    review.reject(record, event, who="anna", at=SECOND, reason="a drill")
    reread(record, newer(reading, claims=tuple(replace(c, manner="belief") for c in reading.claims)))
    row = record.row(claim)
    assert (row.sources[0].name, row.manner, row.how.by) == ("Omer Demirkan", "belief", "review/correct")
    assert not record.holds(event) and wrong(record) == []
    assert {one.state for one in review.listed(record)} == {"in force"}


@pytest.mark.parametrize(
    "span, holds",
    [
        pytest.param((0, 40), True, id="a little more"),
        pytest.param((0, 34), True, id="the same words"),
        pytest.param((61, 90), False, id="elsewhere"),
    ],
)
def test_a_correction_finds_its_row_by_its_place(
    record: Record, reading: Reading, span: tuple[int, int], holds: bool
) -> None:
    row_id = row_at(record, "claims", "Rebels")
    review.correct(record, row_id, {"speaker": "Omer Demirkan"}, who="anna", at=FIRST)
    old = next(c for c in reading.claims if c.id == row_id)
    moved = replace(
        old, id=make_id("claims", "new"), start=span[0], end=span[1], text=reading.report.text[slice(*span)]
    )
    reread(record, newer(reading, claims=(moved, *(c for c in reading.claims if c.id != row_id))))
    assert (record.row(moved.id).sources[0].name == "Omer Demirkan") is holds
    [one] = review.listed(record)
    assert one.state == ("in force" if holds else "rests on a row that was replaced")
    with pytest.raises(BadRequest, match="was replaced: reread") as told:
        review.accept(record, row_id, who="ben", at=THIRD)
    assert (moved.id in str(told.value)) is holds
    assert wrong(record) == []


def test_a_name_that_was_corrected_is_read_so_in_later_reports(
    record: Record, reading_of: Callable[..., Reading]
) -> None:
    add(record, reading_of("Omer Demirkan arrived.", published="2016-12-15"), b"3")
    before = row_at(record, "mentions", "Omer Demirkan")
    words = next(m.id for m in record.rows("mentions") if m.text == "Omer Demirkan" and m.code is None)
    done = review.correct(record, words, {"who": "Sergei Lavrov"}, who="anna", at=FIRST)
    later = reading_of(LATER, published="2016-12-16")
    add(record, later, b"2", at=SECOND)
    [mention] = [m for m in record.rows("mentions", later.report.id) if m.form == "name"]
    assert (mention.name, mention.how.by) == ("Sergei Lavrov", f"review/learnt {done.number}")
    assert "anna" in str(why_any(record, mention.id).lines)
    assert record.holds(before) and wrong(record) == []
    review.undo(record, done.number, who="anna", at=THIRD)
    [mention] = [m for m in record.rows("mentions", later.report.id) if m.form == "name"]
    assert mention.name == "Omer Demirkan"


# -- groups


def test_merged_and_split(record: Record, reading_of: Callable[..., Reading]) -> None:
    add(record, reading_of("Gunmen killed a driver near Latakia on Monday.", published="2016-12-20"), b"2")
    before = list(record.joined.rows("incidents"))
    done = review.merge(record, [before[0].id, before[1].id], who="anna", at=FIRST, reason="one raid")
    merged = [one for one in record.joined.rows("incidents") if len(one.events) > 1]
    assert [set(one.events) for one in merged] == [{*before[0].events, *before[1].events}]
    assert "one raid" in str(why_any(record, merged[0].id).lines)
    apart = review.split(record, merged[0].id, merged[0].events[:1], who="ben", at=SECOND, reason="two raids")
    assert list(record.joined.rows("incidents")) == before
    review.undo(record, apart.number, who="ben", at=THIRD)
    assert [one.events for one in record.joined.rows("incidents") if len(one.events) > 1] == [merged[0].events]
    review.undo(record, done.number, who="anna", at=THIRD)
    assert list(record.joined.rows("incidents")) == before and wrong(record) == []


def test_merged_incidents_are_one_as_of_a_day_too(record: Record) -> None:
    one, other, *_ = record.joined.rows("incidents")
    review.merge(record, [one.id, other.id], who="anna", at=FIRST)
    from dateline.ask.stories import rows

    assert [r.events for r in rows(View(record, "2016-12-31"), "incidents")] == [
        r.events for r in record.joined.rows("incidents")
    ]


def test_actors_are_merged_and_split(record: Record, reading_of: Callable[..., Reading]) -> None:
    add(record, reading_of("Omar Demircan spoke in Ankara.", published="2016-12-20"), b"2")
    known = {one.actor.name: one.actor.id for one in actors(View(record), Asked(kind="person"))}
    assert len(known) == 2, known
    review.merge(record, sorted(known.values()), who="anna", at=FIRST)
    [both] = [one.actor for one in actors(View(record), Asked(kind="person"))]
    assert set(both.members) == set(known.values())
    review.split(record, both.id, [both.members[0]], who="anna", at=SECOND)
    assert len(actors(View(record), Asked(kind="person"))) == 2


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda r, i: review.merge(r, [i[0]], who="a", at=FIRST), "nothing to merge"),
        (lambda r, i: review.merge(r, [i[0], "clm-x"], who="a", at=FIRST), "nothing to merge"),
        (lambda r, i: review.split(r, i[0], ["evt-x"], who="a", at=FIRST), "evt-x is not in"),
        (lambda r, i: review.split(r, "clm-x", ["evt-x"], who="a", at=FIRST), "no group"),
        (lambda r, i: review.accept(r, i[0], who=" ", at=FIRST), "nobody says it"),
        (lambda r, i: review.reject(r, i[0], who="a", at=FIRST, reason="x"), "cannot be rejected"),
        (lambda r, i: review.accept(r, "clm-aaaaaaaaaaaaa", who="a", at=FIRST), "there is no clm-"),
        (lambda r, i: review.accept(r, "?", who="a", at=FIRST), "no id of a row"),
        (lambda r, i: review.undo(r, 999, who="a", at=FIRST), "no review 999"),
        (lambda r, i: review.undo(r, None, who="a", at=FIRST), "no review to take back"),
    ],
)
def test_what_cannot_be(record: Record, call: Callable[..., object], words: str) -> None:
    incidents = [one.id for one in record.joined.rows("incidents")]
    entries = len(list(record.history.log()))
    with pytest.raises(BadRequest, match=words):
        call(record, incidents)
    assert len(list(record.history.log())) == entries


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"speeker": "x"}, "did you mean speaker"),
        ({"date": "soon"}, "is no date"),
        ({"stance": "doubts"}, "write one of"),
        ({"stance": "none"}, "cannot be empty"),
        ({"parent": "clm-aaaaaaaaaaaaa"}, "no claim of"),
        ({"text": "words that are not there"}, "does not say"),
        ({"start": "99", "end": "3"}, "no stretch"),
        ({"stance": "asserts"}, "says so already"),
        ({"speaker": "mnt-aaaaaaaaaaaaa"}, "is nobody"),
        ({}, "nothing is to be corrected"),
        ({"quoted": "maybe"}, "write yes or no"),
    ],
)
def test_values_that_cannot_be_meant(record: Record, fields: dict[str, str], words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        review.correct(record, row_at(record, "claims", "Rebels"), fields, who="anna", at=FIRST)


STRANGE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["\0", "'", '"; DROP TABLE claims; --', "\u202e\u05e2\u05d1\u05e8", "🙂" * 50, "9" * 400, "1..2"]),
    st.sampled_from(["\udcff", "99999999..1", "x" * 100_000, "(" * 500, "none", "-1", "nan", "1e999", "2016-99-99"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_is_an_answer_or_a_clear_error(record: Record, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([k for k in FIELDS if any(True for _ in record.rows(k))]))
    row = next(record.rows(kind))
    name = data.draw(st.sampled_from(FIELDS[kind]))
    try:
        done = review.correct(record, row.id, {name: data.draw(STRANGE)}, who=data.draw(STRANGE), at=FIRST)
    except BadRequest:
        return
    assert wrong(record) == []
    review.undo(record, done.number, who="anna", at=SECOND)


# -- the queue, and gold


def test_the_queue_leaves_out_what_was_reviewed(record: Record) -> None:
    waiting = review.queue(record, limit=100)
    assert {item.kind for item in waiting} == {"claims", "events", "quantities"}
    assert [item.doubt for item in review.queue(record, "doubt")] == sorted(
        (item.doubt for item in review.queue(record, "doubt")), reverse=True
    )
    review.accept(record, waiting[0].id, who="anna", at=FIRST, seen=waiting[0].seen)
    assert [item.id for item in review.queue(record, limit=100)] == [item.id for item in waiting[1:]]
    assert {item.kind for item in review.queue(record, kinds=["events"])} == {"events"}


def test_reviews_measure_a_reading(record: Record, reading: Reading) -> None:
    claim, event = row_at(record, "claims", "Rebels"), row_at(record, "events", "shelled")
    review.correct(record, claim, {"speaker": "Omer Demirkan", "text": "shelled Idlib"}, who="anna", at=FIRST)
    review.accept(record, event, who="anna", at=FIRST)
    review.reject(record, row_at(record, "quantities", "40"), who="anna", at=FIRST, reason="no count")
    items = list(gold(record))
    now = {(f.kind, f.verdict): f.right for f in score(items, machine(record)).figures}
    assert now == {("claims", "correct"): 0, ("events", "accept"): 1, ("quantities", "reject"): 0}
    better = record.reading(reading.report.id)
    assert {f.share for f in score(items, lambda report: better).figures} == {1.0}
    worse = replace(reading, events=())
    assert score(items, lambda report: worse).misses[-1].why in (
        "it is not read",
        "it is read, and there is no such thing",
    )
    assert score(items, lambda report: None).absent == 3
    with pytest.raises(BadRequest, match="no gold of"):
        score([{"kind": "claims"}], machine(record))


def test_a_deleted_report_takes_its_reviews_along(record: Record) -> None:
    row_id = row_at(record, "claims", "Rebels")
    review.correct(record, row_id, {"speaker": "Omer Demirkan"}, who="anna", at=FIRST, reason="Demirkan it was")
    record.delete(next(record.rows("reports")).id, reason="asked", who=None, at=THIRD)
    assert review.listed(record) == [] and wrong(record) == []
    if isinstance(record.path, Path):
        its = record.path.parent.glob(f"{record.path.name}*")
        assert b"Demirkan" not in b"".join(path.read_bytes() for path in its)
