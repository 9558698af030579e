"""Quantities: a table of invented sentences by class, with the demands on it, and what must hold for any text."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.parse import Parse
from dateline.lexicon import units
from dateline.reading.quantities import quantities
from dateline.records import Quantity, Reading
from tests.clock import outgrown
from tests.conftest import make_report
from tests.reading.endless import endless
from tests.tables import beside

CASES: dict[str, list[dict[str, Any]]] = beside(__file__, "quantity_cases.yaml")
UNIT_WORDS = units.load()
ReadingOf = Callable[..., Reading]
DEMANDS = {"value and bound": 0.95, "about": 0.85, "unit": 0.9, "who says so": 0.85, "role": 0.9, "mark": 1.0}


def found_for(words: str, text: str, rows: list[Quantity]) -> Quantity | None:
    """The row that covers the words, or one that overlaps them."""
    start = text.index(words)
    end = start + len(words)
    touching = [row for row in rows if row.start < end and start < row.end]
    return next((row for row in touching if row.start <= start and end <= row.end), touching[0] if touching else None)


def same(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else abs(a - b) < 0.01


def judged(reading_of: ReadingOf, case: dict[str, Any]) -> list[tuple[str, bool, str]]:
    """(demand, right, what to print) for each question that a case asks; a row too many is a wrong value."""
    text = case["s"]
    rows = list(reading_of(text, outlet=case.get("outlet")).quantities)
    answers = []
    for words, low, high, bound, unit, about, *more in case["want"]:
        extra = more[0] if more else {}
        row = found_for(words, text, rows)
        if row is None:
            answers += [(demand, False, f"{text} missing {words}") for demand in ("value and bound", "about", "unit")]
            continue
        rows.remove(row)
        value = same(low, row.low) and same(high, row.high) and row.bound == bound
        value = value and row.change == extra.get("change", False)
        answers.append(("value and bound", value, f"{text} {row.low} {row.high} {row.bound} {row.change}"))
        answers.append(("about", (row.about or "").lower() == (about or "").lower(), f"{text} about {row.about}"))
        answers.append(("unit", row.unit == unit, f"{text} unit {row.unit}"))
        if "role" in extra:
            answers.append(("role", row.role == extra["role"], f"{text} role {row.role}"))
        if "mark" in extra:
            answers.append(
                ("mark", extra["mark"] in row.how.by.split("/", 1)[1].split("+"), f"{text} marked {row.how.by}")
            )
        if "by" in extra:
            names = [party.name or "" for party in row.attributed_to]
            right = any(extra["by"].lower() in name.lower() for name in names) if extra["by"] else not names
            answers.append(("who says so", right, f"{text} by {names}"))
    return answers + [("value and bound", False, f"{text} has {row.text!r} too many") for row in rows]


def test_the_demands_are_met(reading_of: ReadingOf) -> None:
    answers = [answer for cases in CASES.values() for case in cases for answer in judged(reading_of, case)]
    for demand, least in DEMANDS.items():
        these = [(right, why) for name, right, why in answers if name == demand]
        share = sum(right for right, _ in these) / len(these)
        assert share >= least, (demand, share, [why for right, why in these if not right])


@pytest.mark.parametrize("group", [group for group in CASES if group.startswith("kept out")])
def test_what_counts_nothing_stays_out(reading_of: ReadingOf, group: str) -> None:
    wrong = [why for case in CASES[group] for _, right, why in judged(reading_of, case) if not right]
    assert wrong == []


def test_the_lexicon_proves_itself(reading_of: ReadingOf) -> None:
    from dateline import lexicon

    def shown(text: str) -> set[str]:
        rows = reading_of(text).quantities
        shown: set[str] = {"any"} if rows else set()
        for row in rows:
            shown |= {f"bound {row.bound}", f"unit {row.unit}"}
            shown |= {f"role {row.role}"} | ({"change"} if row.change else set())
        return shown

    problems = []
    for group, proves, matches, rejects in lexicon.load().unit_words.proofs:
        problems += [f"{group}: should match {text!r}" for text in matches if proves not in shown(text)]
        problems += [f"{group}: should not match {text!r}" for text in rejects if proves in shown(text)]
    assert problems == []


def test_a_row_says_where_when_and_by_which_rule(reading_of: ReadingOf) -> None:
    text = "The mayor of Aleppo said that on 4 December 2016 up to 1,200 people fled from Aleppo."
    [row] = reading_of(text).quantities
    assert row.text == "up to 1,200 people"
    assert row.when == "2016-12-04"
    assert row.place is not None and row.place.name == "Aleppo"
    assert row.how.by == "quantities/people+up to"
    assert row.claim is not None


WORDS = (
    "12 3,000 1,00,000 1.200 14-0 2.5 $5 £1bn 93% -7 one two twenty five hundred thousand million trillion dozens tens "
    "of half a third quarter percent per cent at least up to more than between and or to – - the no nobody none people "
    "soldiers killed were wounded fell by rose a day in , . ' \" ( ) $ € dollars km square miles 2016 them "
    "999999999999999999999999999"
).split(" ")


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_always(parse_of: Callable[[str], Parse], text: str) -> None:
    rows = quantities(make_report(text), parse_of(text), (), (), (), (), UNIT_WORDS)
    assert len({row.id for row in rows}) == len(rows)
    assert list(rows) == sorted(rows, key=lambda row: (row.start, row.end))
    for row in rows:
        assert row.text == text[row.start : row.end] and row.text.strip()
        assert row.low is not None or row.high is not None
        assert all(math.isfinite(value) for value in (row.low, row.high) if value is not None)
        assert row.low is None or row.high is None or row.low <= row.high
        assert (row.bound == "up_to") == (row.low is None) and (row.bound == "at_least") == (row.high is None)
        assert row.about is None or row.about in text


@pytest.mark.parametrize("words", ["12 ", "one of ", "between 3 and ", "two hundred and ", "5 men of "])
def test_a_sentence_without_end_takes_no_longer_a_word(words: str) -> None:
    short, long = (work(words * times) for times in (1000, 4000))
    assert outgrown(short, long, most=8) == ""


def work(words: str) -> Callable[[], object]:
    parse = endless(words, "amod", "JJ")
    return partial(quantities, make_report(parse.text), parse, (), (), (), (), UNIT_WORDS)
