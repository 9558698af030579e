"""Time expressions: a table of sentences, the lexicon's own proofs, and what must hold for any text and day."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.edtf import bounds
from dateline.language.parse import Parse
from dateline.lexicon.load import table
from dateline.lexicon.time_words import TRIGGERS, load
from dateline.reading.times import expressions, times
from dateline.records import TimeExpression
from tests.clock import outgrown
from tests.conftest import make_report
from tests.tables import beside

CASES = beside(__file__, "time_cases.yaml")
ALL = [(name, case) for name, cases in CASES.items() for case in cases]


def read(parse: Parse, published: str | None) -> tuple[TimeExpression, ...]:
    report = make_report(parse.text, published=published)
    return times(report, parse, expressions(parse, load()))


def right(found: tuple[TimeExpression, ...], case: dict[str, Any]) -> bool:
    pairs = [[row.text, row.value] for row in found]
    clash = next((row.clash for row in found if row.clash), None)
    return pairs == case["times"] and clash == case.get("clash")


def test_cases_are_enough() -> None:
    assert len(ALL) >= 300
    assert len({case["text"] for _, case in ALL}) == len(ALL)


def test_cases(parse_of: Callable[[str], Parse]) -> None:
    wrong = []
    for name, case in ALL:
        found = read(parse_of(case["text"]), str(case["day"]))
        if not right(found, case):
            got = [[row.text, row.value, row.clash] for row in found]
            wrong.append(f"{name}: {case['text']}\n    wanted {case['times']}\n    got    {got}")
    share = 1 - len(wrong) / len(ALL)
    assert share >= 0.95, f"{share:.3f} of {len(ALL)} right\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", [n for n in table("time_words") if n not in ("names", "not_years", "plans")])
def test_lexicon_proofs(parse_of: Callable[[str], Parse], name: str) -> None:
    group = table("time_words")[name]
    words = [str(w) for w in group["words"]] if isinstance(group["words"], dict) else group["words"]
    for sentence in group["matches"]:
        found = read(parse_of(sentence), "2016-12-09")
        assert found, f"{name} should match {sentence!r}"
    for sentence in group["rejects"]:
        found = read(parse_of(sentence), "2016-12-09")
        said = [row.text for row in found if any(w.lower() in row.text.lower().split() for w in words)]
        assert not said, f"{name} should not match {sentence!r}: {said}"
    if name in TRIGGERS:
        assert group["matches"] and group["rejects"]


def test_names_stay_out(parse_of: Callable[[str], Parse]) -> None:
    for name in ("names", "not_years"):
        for sentence in table("time_words")[name]["rejects"]:
            assert not read(parse_of(sentence), "2016-12-09"), sentence


def test_every_name_can_be_met() -> None:
    known = {name for names in load().names.values() for name, _ in names}
    assert set(table("time_words")["names"]["words"]) == known


DAY_SHIFTED = [
    "The minister resigned today and left yesterday.",
    "Rebels attacked on Tuesday; talks will resume on Thursday.",
    "The pact was signed ten days ago, three weeks ago a truce broke.",
    "Over the past four days a third was lost.",
    "Last Friday gunmen came. The next day they left. Two days later they came back.",
    "Last week it rained. This weekend it will snow.",
]
STATED = [
    "It began on 3 December 2014.",
    "It began in March 2011 and ended in the 1990s.",
    "A truce from 2 to 5 May 2015.",
]


@pytest.mark.parametrize("text", DAY_SHIFTED)
@pytest.mark.parametrize("day", ["2016-12-09", "2016-02-26", "2015-12-28"])
def test_a_week_later_every_relative_day_is_a_week_later(parse_of: Callable[[str], Parse], text: str, day: str) -> None:
    later = (date.fromisoformat(day) + timedelta(days=7)).isoformat()
    for one, two in zip(read(parse_of(text), day), read(parse_of(text), later), strict=True):
        assert one.basis == two.basis == "relative" and one.value and two.value
        a, b = bounds(one.value), bounds(two.value)
        assert [d + timedelta(days=7) for d in a if d] == [d for d in b if d], (one.text, one.value, two.value)


@pytest.mark.parametrize("text", STATED)
def test_what_is_stated_stays(parse_of: Callable[[str], Parse], text: str) -> None:
    values = [[row.value for row in read(parse_of(text), day)] for day in ("2016-12-09", "2016-12-16", None)]
    assert values[0] == values[1] == values[2]
    assert all(row.basis == "stated" and row.anchor is None for row in read(parse_of(text), None))


def test_anchors(parse_of: Callable[[str], Parse]) -> None:
    parse = parse_of("It began on 3 May 2014. Two days later it ended. The mayor spoke on Monday.")
    first, second, third = read(parse, "2016-12-09")
    assert (first.anchor, second.anchor) == (None, first.id)
    assert second.basis == "stated"  # counted from a day that the text states
    assert third.anchor == third.report and third.basis == "relative"


def test_without_a_day_nothing_relative_is_known(parse_of: Callable[[str], Parse]) -> None:
    for row in read(parse_of("It rained on Monday, today and on May 4, and for two days in 2011."), None):
        assert row.value in (None, "P2D", "2011")


def test_days_that_cannot_be_told_apart(parse_of: Callable[[str], Parse]) -> None:
    parse = parse_of("He spoke on Wednesday about the war that began last year.")
    wednesday, year = read(parse, "[2016-12-14,2016-12-15,2016-12-21,2016-12-22]")
    assert (wednesday.value, year.value) == ("[2016-12-14,2016-12-21]", "2015")
    wednesday, year = read(parse, "2016-03-01/2016-11-20")
    assert (wednesday.value, year.value) == (None, "2015")


DAYS = [
    None, "2016-12-09", "0001-01-01", "9999-12-31", "2016", "2016-12~", "[2016-12-14,2016-12-21]", "../2016-10-18",
    "2016-12-05/2016-12-09", "1900/2000", "2016-12-09T10:00:00Z", "{2016-12-14,2016-12-21}", "no date",
]  # fmt: skip
WORDS = st.sampled_from(
    "on the of last next this Monday May March 2016 31 30 December 8 , - – two years ago day before after 11:30 p.m. "
    "GMT every first week quarter since ' 90s 0 12/31/99 Ramadan 9999 1 later early late mid morning century from to "
    "and 40th 0001 earlier same that past hours 99:99 a 25:00 (".split()
)


def flat(words: list[str]) -> Parse:
    """A parse without grammar: each word hangs on the one before."""
    text, start, end = "", [], []
    for word in words:
        start.append(len(text))
        end.append(len(text) + len(word))
        text += word + " "
    n = len(words)
    head = (0, *range(n - 1))
    return Parse(
        text, tuple(start), tuple(end), head, ("ROOT",) + ("dep",) * (n - 1), ("NNP",) * n,
        tuple(w.lower() for w in words), ((0, n),),
    )  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(WORDS, min_size=1, max_size=14), st.sampled_from([None, "2016-12-09", "0001-01-01", "9999-12-31", "2016"])
)
def test_any_words(words: list[str], published: str | None) -> None:
    parse = flat(words)
    found = read(parse, published)
    again = read(parse, published)
    assert found == again
    last = 0
    for row in found:
        assert row.text == parse.text[row.start : row.end] and last <= row.start < row.end
        last = row.end
        if row.value and not row.value.startswith("P"):
            first, final = bounds(row.value)  # raises when it is no EDTF or ends before it begins
            assert first is None or final is None or first <= final
        elif row.value:
            assert row.time_kind in ("duration", "set")
    assert len({row.id for row in found}) == len(found)


@pytest.mark.parametrize(
    "words, end",
    [
        ("about ", "2 days"), ("the morning of ", "Monday"), ("the end of ", "2016"), ("5 ", "days"),
        ("twenty - ", "four days"), ("Monday , ", ""), ("from 2010 to ", "2011"), ("two days before ", "May 3"),
        ("same period of the ", "last year"),
    ],
)  # fmt: skip
def test_long_runs_end_soon(words: str, end: str) -> None:
    short, long = (partial(read, flat((words * times + end).split()), "2016-12-09") for times in (750, 3000))
    assert outgrown(short, long, most=8) == ""


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    words = text.split()
    if words:
        parse = flat(words)
        rows = read(parse, "2016-12-09")
        assert all(row.text == parse.text[row.start : row.end] and row.text for row in rows)


@settings(max_examples=150, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_normalising_twice_changes_nothing(day: date) -> None:
    """A value written out as words gives the value again."""
    written = f"{day.day} {day:%B} {day.year}"
    [row] = read(flat(written.split()), "2016-12-09")
    assert row.value == day.isoformat()
    [row] = read(flat([day.isoformat()]), "2016-12-09")
    assert row.value == day.isoformat()
