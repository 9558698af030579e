"""The list of stages can run, a list that cannot is refused, and a reading is a function of its arguments."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from itertools import product

import pytest

from dateline import lexicon
from dateline.ask.check import problems
from dateline.errors import BadPipeline
from dateline.intake.passages import passages
from dateline.language.parse import Parse
from dateline.records import Reading
from dateline.stages import STAGES, Stage, check
from tests.clock import outgrown
from tests.conftest import make_report

TEXT = (
    "Rebels shelled the town of Idlib on Tuesday, killing at least 12 people, a monitoring group said. "
    "The army denied that it had fired first. “We kept to the truce,” its spokesman told the Example Wire."
)
MANY = 60  # paragraphs, and twice as many
PARAGRAPHS = {
    "always the same": TEXT,
    "always another": (
        "Rebels shelled the town of {word}abad on {day} {month} 2016, killing at least {n} people, {word} Sadoran said."
        " The army of {word}stan denied that it had fired. “We kept to the truce,” Colonel Omer {word}ovic told the"
        " {word} Wire."
    ),
}


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


def notes_of(text: str, parse: Parse) -> dict[str, object]:
    report, words = make_report(text, published="2016-12-14", published_basis="stated"), lexicon.load()
    known: dict[str, object] = {"report": report, "passages": passages(report), "parse": parse}
    return known | {field.name: getattr(words, field.name) for field in fields(words)}


@pytest.mark.parametrize("paragraph", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_twice_the_text_takes_each_stage_twice_the_time(paragraph: str, parse_of: Callable[[str], Parse]) -> None:
    words = ["".join(part) for part in product("BDGKLMNRTV", "aeiou", "lmnrs")]
    told = [
        paragraph.format(word=words[n], day=1 + n % 28, month=("May", "June", "July")[n % 3], n=2 + n)
        for n in range(2 * MANY)
    ]
    both = [notes_of(text, parse_of(text)) for text in ("\n\n".join(told[:MANY]), "\n\n".join(told))]

    def work(stage: Stage, notes: dict[str, object]) -> None:
        notes[stage.gives] = stage.work(**{name: notes[name] for name in stage.needs})

    grown = {stage.gives: outgrown(*(partial(work, stage, notes) for notes in both)) for stage in STAGES}
    assert {stage: told for stage, told in grown.items() if told} == {}
