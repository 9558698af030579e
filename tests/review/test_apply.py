"""What a reading becomes by decisions: pure, in the order of their numbers, and whole afterwards."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dateline.records import Reading
from dateline.review.apply import lesson_of, nearest, reviewed, whole
from dateline.review.decision import Change, Review, Verdict, decided, discriminator

TEXT = "Rebels shelled Idlib on 9 December, the ministry said. Omer Demirkan met an envoy in Moscow, he said."
AT = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of(TEXT, published="2016-12-10")


def about(verdict: Verdict, row: Any, table: str, number: int = 1, **values: Any) -> Review:
    changes = tuple(Change(name, json.dumps(v), json.dumps(getattr(row, name))) for name, v in values.items())
    return Review(
        verdict, table, row.id, "anna", AT, report=row.report, start=row.start, end=row.end, text=row.text,
        apart=discriminator(row), changes=changes, id=number,
    )  # fmt: skip


def test_without_decisions_nothing_changes(reading: Reading) -> None:
    assert reviewed(reading, ()).reading == reading == whole(reading)
    assert reviewed(reading, [about("accept", reading.claims[0], "claims")]).reading == reading


def test_the_later_decision_counts_in_whatever_order_they_come(reading: Reading) -> None:
    first = about("correct", reading.claims[0], "claims", 1, stance="denies")
    second = about("correct", reading.claims[0], "claims", 2, stance="asks")
    for order in ((first, second), (second, first)):
        assert reviewed(reading, order).reading.claims[0].stance == "asks"


@pytest.mark.parametrize("kind", ["claims", "events", "mentions", "places", "times", "quantities", "states"])
def test_nothing_names_a_row_that_was_taken_out(reading: Reading, kind: str) -> None:
    gone = [about("reject", row, kind, n) for n, row in enumerate(getattr(reading, kind), 1)]
    left = reviewed(reading, gone).reading
    known = {row.id for row in left.rows()} | {left.report.id}
    assert getattr(left, kind) == ()
    facts: list[Any] = [*left.events, *left.quantities, *left.states]
    for row in facts:
        assert {row.claim, row.when_from, row.place and row.place.id} - {None} <= known
    assert {c.parent for c in left.claims} | {m.antecedent for m in left.mentions} <= {*known, None}


def test_a_row_is_found_by_its_place(reading: Reading) -> None:
    claim = reading.claims[0]
    one = about("correct", claim, "claims", stance="denies")
    no = about("reject", claim, "claims")
    renamed = replace(reading, claims=(replace(claim, id="clm-other"), *reading.claims[1:]))
    wider = replace(claim, id="clm-wider", end=claim.end + 3, text=TEXT[claim.start : claim.end + 3])
    widened = replace(reading, claims=(wider, *reading.claims[1:]))
    assert reviewed(renamed, [one]).stands == reviewed(renamed, [no]).stands == {1: "clm-other"}
    assert reviewed(widened, [one]).stands == {1: "clm-wider"}
    assert reviewed(widened, [no]).stands == {1: None}  # better bounds are not silenced
    assert reviewed(replace(reading, claims=()), [one]).stands == {1: None}


def test_two_that_are_as_near_are_none(reading: Reading) -> None:
    claim = reading.claims[0]
    two = [replace(claim, id=i) for i in ("clm-1", "clm-2")]
    assert nearest(claim.start, claim.end, two) is None and nearest(claim.start, claim.end, two[:1]) is two[0]


def test_a_lesson_is_for_the_same_mistake_only(reading: Reading) -> None:
    name = next(m for m in reading.mentions if m.form == "name" and "Demirkan" in m.text)
    one = about("correct", name, "mentions", 7, actor="act-x", name="Somebody Else", code="RUS:GOV", kind="person",
                form="name")  # fmt: skip
    lesson = lesson_of(one)
    assert lesson is not None
    again = reviewed(reading, (), [lesson]).reading
    learnt = next(m for m in again.mentions if m.id == name.id)
    assert (learnt.name, learnt.how.by) == ("Somebody Else", "review/learnt 7")
    other = replace(reading, mentions=tuple(replace(m, code="GBR:") for m in reading.mentions))
    assert reviewed(other, (), [lesson]).reading == other  # read otherwise: not the mistake that was corrected
    assert lesson_of(about("correct", reading.claims[0], "claims", stance="asks")) is None


def test_of_two_decisions_about_a_pair_the_later_counts() -> None:
    merge = Review("merge", "incidents", "inc-1", "anna", AT, members=("evt-1", "evt-2", "evt-3"), id=1)
    split = Review("split", "incidents", "inc-1", "ben", AT, members=("evt-3",), rest=("evt-1", "evt-2"), id=2)
    found = decided((split, merge)).incidents
    assert found.together == {frozenset(("evt-1", "evt-2"))}
    assert found.apart == {frozenset(("evt-1", "evt-3")), frozenset(("evt-2", "evt-3"))}
