"""The list of stages can run, a list that cannot is refused, and a reading is a function of its arguments."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.ask.check import problems
from dateline.errors import BadPipeline
from dateline.records import Reading
from dateline.stages import STAGES, check

TEXT = (
    "Rebels shelled the town of Idlib on Tuesday, killing at least 12 people, a monitoring group said. "
    "The army denied that it had fired first. “We kept to the truce,” its spokesman told the Example Wire."
)


def test_the_list_can_run() -> None:
    check(STAGES)


def test_a_stage_before_what_it_needs_is_refused() -> None:
    with pytest.raises(BadPipeline, match="which nothing before it gives"):
        check(STAGES[::-1])


def test_a_reading_is_sound_and_repeatable(reading_of: Callable[..., Reading]) -> None:
    first = reading_of(TEXT, published="2016-12-14")
    assert list(problems(first)) == []
    assert reading_of(TEXT, published="2016-12-14") == first


def test_every_row_says_who_made_it_and_by_which_rules(reading_of: Callable[..., Reading]) -> None:
    reading = reading_of(TEXT, published="2016-12-14")
    assert {row.how.version for row in reading.rows()} == {"test"}
    assert all("/" in row.how.by for row in reading.rows())


def test_each_kind_of_row_is_found(reading_of: Callable[..., Reading]) -> None:
    reading = reading_of(TEXT, published="2016-12-14")
    kinds = ("passages", "times", "places", "mentions", "claims", "quantities", "events")
    assert [kind for kind in kinds if not getattr(reading, kind)] == []


def test_rows_of_a_reading_do_not_depend_on_the_source_name(reading_of: Callable[..., Reading]) -> None:
    one, other = reading_of(TEXT), reading_of(TEXT, source="another.txt")
    assert replace(other, report=one.report) == one
