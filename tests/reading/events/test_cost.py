"""The stage's cost grows with the text, not with its square; and nothing is told where no word tells it."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial

import pytest

from dateline import lexicon
from dateline.intake.passages import passages
from dateline.language.parse import Parse
from dateline.records import Event, Reading
from dateline.stages import STAGES
from tests.clock import outgrown
from tests.conftest import make_report

CLAUSES = "Turkey attacked Syria and "
ACTORS = "Turkey, Syria, Iraq, Iran, "
SAYING = "Turkey said that "
SENTENCES = "Turkey attacked Syria. "


def events_of(text: str, parse_of: Callable[..., Parse]) -> Callable[[], tuple[Event, ...]]:
    """The event stage alone, with all that it needs done before."""
    report, words = make_report(text), lexicon.load()
    notes = {"report": report, "passages": passages(report), "parse": parse_of(text), "quantities": ()}
    notes |= {field.name: getattr(words, field.name) for field in fields(words)}
    for stage in STAGES:
        if stage.gives == "events":
            break
        if stage.gives != "quantities":
            notes[stage.gives] = stage.work(**{name: notes[name] for name in stage.needs})
    return partial(stage.work, **{name: notes[name] for name in stage.needs})


@pytest.mark.parametrize(
    "words, end",
    [
        pytest.param(CLAUSES, "Russia met Iran.", id="a sentence of clauses"),
        pytest.param(ACTORS, "and Egypt met in Geneva.", id="a list of actors"),
        pytest.param(SAYING, "Iran attacked Iraq.", id="said that he said that"),
        pytest.param(SENTENCES, "", id="many sentences"),
    ],
)
def test_linear(words: str, end: str, parse_of: Callable[..., Parse]) -> None:
    """Four times the text costs about four times as much, sixteen would be its square."""
    short, long = (events_of(words * times + end, parse_of) for times in (100, 400))
    assert outgrown(short, long, most=8) == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("WAR AND PEACE IN THE SAHEL", id="a headline without a verb"),
        pytest.param("Turkey, Syria, Iraq, Iran, Egypt, Mali, Niger and Chad.", id="actors and nothing else"),
        pytest.param("A quiet day in a quiet town by a quiet lake, with cake and much talk of rain.", id="rain"),
        pytest.param("The of and. In by with. Was were be.", id="words without content"),
    ],
)
def test_no_row_without_a_trigger(text: str, reading_of: Callable[..., Reading]) -> None:
    assert reading_of(text).events == ()
