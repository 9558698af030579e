"""What is kept beside the rows is what all rows say, whatever came, was read anew, corrected or deleted, and when."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.ask import review
from dateline.ask.actors import actors
from dateline.ask.check_sums import sums
from dateline.ask.everybody import Asked, joined
from dateline.ask.places import places
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import make_id
from dateline.lexicon import actors as actor_table
from dateline.lexicon.actors import actor_id
from dateline.records import ActorKind, Event, Form, How, Mention, Party, Place, Reading, Report, Where
from dateline.store.copy import copy
from dateline.store.record import Record
from dateline.store.tallies import TABLES
from dateline.version import joining_rules
from tests import stores
from tests.stores import new_place, run

AT = "2026-01-01T00:00:00Z"
FORMS: tuple[Form, ...] = ("name", "name", "pronoun")
TESTED = How("tested")
# Spellings that sound alike, namesakes, one that the table knows otherwise spelt, and people of one name only.
PEOPLE = (
    "Sergei Lavin", "Sergey Lavin", "Lavin Sergei", "Omar Qaddur", "Umar Gaddur", "Ali Hamdi", "Aly Hamdi",
    "Nils Edvard Brede", "Nils Brede", "Ibraheem Kalin", "Ibrahim Kalin", "Gradin", "Anton Gradin",
)  # fmt: skip
OFFICES = (None, "General", "Foreign Minister", "former foreign minister", "spokesman")
CODES = (None, "RUS:MIL", "RUS:GOV", "TUR:GOV", ":REB")
GROUPS = ("Banner of the Ravine", "Harbour Guard")
TOWNS = (("Ankle", 36.2, 37.1), ("Ankle", 36.3, 37.1), ("Saint-Brede", 36.2, 37.2), ("…", None, None))


def report_of(n: int, rng: random.Random) -> Reading:
    """A report with some people, groups, places and events, each drawn."""
    day = rng.choice([None, "2016-12", *(f"2016-12-{day:02}" for day in range(1, 20))])
    text = " ".join(f"w{n}x{i:03}" for i in range(40))
    report = Report(make_id("reports", n), f"{n}.txt", f"{n:064}", text, published=day)
    named = tuple(_place(report, 200 + 10 * i, rng) for i in range(rng.randint(0, 4)))
    events = tuple(_event(report, i, rng.choice(named)) for i in range(rng.randint(0, 2)) if named)
    return Reading(report, "tested", mentions=_mentions(report, rng), places=named, events=events)


def _mentions(report: Report, rng: random.Random) -> tuple[Mention, ...]:
    found = []
    for i in range(rng.randint(1, 6)):
        name = rng.choice(PEOPLE + GROUPS)
        kind: ActorKind = "armed_group" if name in GROUPS else "person"
        known = actor_table.load().named(name) if " " in name else None
        actor = known.id if known else actor_id(name, kind) if " " in name else make_id("actors", name, report.id)
        start, form = 10 * i, rng.choice(FORMS)
        found.append(Mention(
            make_id("mentions", report.id, start, start + 7), report.id, start, start + 7, report.text[start:start + 7],
            actor, known.name if known else name, rng.choice(CODES), TESTED, kind, form,
            rng.choice(OFFICES) if kind == "person" else None,
        ))  # fmt: skip
    return tuple(found)


def _place(report: Report, start: int, rng: random.Random) -> Place:
    name, lat, lon = rng.choice(TOWNS)
    start = rng.choice((start, 10))  # where somebody may be named, too
    start += rng.randint(0, 2)
    by = rng.choice(("places/a", "places/b"))
    return Place(
        make_id("places", report.id, start, start + 7, rng.randrange(10**9)), report.id, start, start + 7,
        report.text[start:start + 7], name, None, lat, lon, "SYR", None, "PPL", 5_000, How(by),
    )  # fmt: skip


def _event(report: Report, i: int, place: Place) -> Event:
    where = Where(place.id, place.name, None, place.lat, place.lon, "SYR", None, "PPL", 5_000)
    return Event(
        make_id("events", report.id, i, i + 5, "AID"), report.id, i, i + 5, report.text[i:i + 5], "AID", None, (),
        (Party("Harbour Guard", None, None, None, None),), (), where, None, "actual", None, None, None, None, TESTED,
    )  # fmt: skip


def step(record: Record, rng: random.Random, n: int) -> None:
    """Something that happens to a record."""
    there = sorted(report.id for report in record.rows("reports"))
    what = rng.choice(("add", "add", "add", "reread", "reject", "correct", "merge", "split", "undo", "delete", "fold"))
    if what == "add" or len(there) < 4:
        made = report_of(n, rng)
        record.add(made, made.report.text.encode(), at=AT)
    elif what == "reread":
        old = record.reading(rng.choice(there))
        record.reread(replace(old, mentions=old.mentions[1:], places=old.places[1:], version=f"v{n}"), at=AT)
    elif what == "reject":
        rows = [*record.rows("mentions"), *record.rows("places")]
        review.reject(record, rng.choice(rows).id, who=f"who{n}", at=AT, reason="wrong")
    elif what == "correct":
        mention = rng.choice([m for m in record.rows("mentions") if m.kind == "person"] or [None])
        if mention is not None:
            review.correct(record, mention.id, {"actor": rng.choice(PEOPLE[:6])}, who=f"who{n}", at=AT, reason="so")
    elif what in ("merge", "split"):
        every = [one for one in joined(View(record)).actors if one.kind == "person"]
        if what == "merge" and len(every) > 1:
            review.merge(record, [one.id for one in rng.sample(every, 2)], who=f"who{n}", at=AT)
        many = [one for one in every if len(one.members) > 1]
        if what == "split" and many:
            one = rng.choice(many)
            review.split(record, one.id, [one.members[0]], who=f"who{n}", at=AT)
    elif what == "undo":
        done = [one for one in review.listed(record) if one.state == "in force"]
        if done:
            review.undo(record, rng.choice(done).review.id, who="anna", at=AT)
    elif what == "delete":
        record.delete(rng.choice(there), reason="asked", who=None, at=AT)
    else:
        with record.together():
            record.sums.add(1)


@pytest.mark.parametrize("store, seed, steps", [("sqlite", 1, 40), ("sqlite", 2, 40), ("postgres", 3, 14)])
def test_sums_are_what_the_rows_say(store: str, seed: int, steps: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    with Record(new_place(store, tmp_path), create=True) as record:
        for n in range(steps):
            try:
                step(record, rng, n)
            except BadRequest:
                continue  # the row is no more, or was decided otherwise
            assert list(sums(record)) == [], n


@pytest.fixture
def record(place: stores.Place) -> Iterator[Record]:
    rng = random.Random(5)
    with Record(place(), create=True) as made:
        for n in range(12):
            one = report_of(n, rng)
            made.add(one, one.report.text.encode(), at=AT)
        with made.together():
            made.sums.add(1)
        yield made


def kept(record: Record) -> list[list[dict[str, object]]]:
    return [[dict(row) for row in record.database.run(f"SELECT * FROM {table} ORDER BY 1, 2")] for table in TABLES]


def test_a_copy_has_them(record: Record, place: stores.Place) -> None:
    copy(record.path, other := place())
    with Record(other) as made:
        assert kept(made) == kept(record) and list(sums(made)) == []


def test_an_older_record_gets_them(record: Record) -> None:
    before = kept(record)[1:]
    for table in TABLES:
        run(record.path, f"DELETE FROM {table}")
    with Record(record.path) as made:
        assert [sorted(map(str, its)) for its in kept(made)[1:]] == [sorted(map(str, its)) for its in before]


def test_those_of_other_lexicons_are_not_asked_and_made_anew(record: Record) -> None:
    run(record.path, "UPDATE tallied SET rules = 'older'", "UPDATE actor_rows SET mentions = 7000")
    with Record(record.path) as made:
        assert made.sums.actors_since() is None
        assert all(one.mentions < 7000 for one in actors(View(made), Asked()))
        while made.join(rules=joining_rules(), at=AT):
            pass
        assert made.sums.actors_since() is not None and list(sums(made)) == []


def test_what_does_not_hold_is_told(record: Record) -> None:
    run(record.path, "UPDATE actor_rows SET mentions = 7000", "UPDATE place_tallies SET its = replace(its, 'x', 'y')")
    with Record(record.path) as made:
        told = list(sums(made))
    assert any(line.startswith("actor act-") for line in told) and any(line.startswith("place ") for line in told)


def test_nothing_is_left_of_a_report_that_was_deleted(record: Record) -> None:
    rows = (row.report for row in record.rows("mentions") if row.name == "Harbour Guard")
    for report in sorted(set(rows)):
        record.delete(report, reason="asked", who=None, at=AT)
    assert "Harbour Guard" not in str(kept(record)) and list(sums(record)) == []


def test_a_page_of_a_list_is_a_part_of_it(record: Record) -> None:
    one = report_of(99, random.Random(9))
    record.add(one, one.report.text.encode(), at=AT)
    for listed in (actors(View(record), Asked()), places(View(record))):
        every = list(listed)
        assert len(listed) == len(every) > 3 and listed[1:3] == every[1:3] and listed[-1] == every[-1]
        assert listed[::2] == every[::2] and listed[5:2] == []
