"""When each thing told took place: a table of invented texts with the trap in `id`."""

from collections.abc import Callable
from functools import partial

import pytest

from dateline.language.parse import Parse
from dateline.lexicon.time_words import load
from dateline.reading.running_time import Told, headline_end, one_day, running_times
from dateline.reading.times import expressions, times
from dateline.records import Status, TimeExpression
from tests.clock import outgrown
from tests.conftest import make_report

DAY = "2017-03-10"  # a Friday
DEEDS = {"shelled": "ASSAULT", "burned": "ASSAULT", "killed": "ASSAULT", "wounded": "ASSAULT", "destroyed": "ASSAULT"}
SAID = frozenset({"accused", "rejected", "promised"})


def told(parse: Parse, words: str) -> list[Told]:
    """Triggers by their words; "killed:ASSAULT:claimed" says kind and status, the kind of others is their own word."""
    found = []
    for spelt in words.split():
        word, kind, status = [*spelt.split(":"), "", ""][:3]
        known: Status = status or "actual"  # type: ignore[assignment]
        token = parse.word.index(word)
        found.append(Told(token, kind or DEEDS.get(word, word), word not in SAID, known))
    return found


def read(parse: Parse) -> tuple[TimeExpression, ...]:
    return times(make_report(parse.text, published=DAY), parse, expressions(parse, load()))


@pytest.mark.parametrize(
    "text, words, wanted",
    [
        pytest.param("Guards fled when tanks shelled the mill on Monday.", "fled shelled", "Monday Monday", id="when"),
        pytest.param("The pact was ended on Monday after a raid.", "raid", "Monday", id="after a noun"),
        pytest.param("They met on Monday after jets burned the port.", "burned", "Monday", id="after a clause"),
        pytest.param(
            "They met on Monday after jets burned the port in May.", "burned", "May", id="after, with its own time"
        ),
        pytest.param(
            "They met on Monday after rebels had burned the port.", "burned", "-", id="had burned: any day before"
        ),
        pytest.param(
            "They spoke on Monday, an hour after the last trucks had left.", "left", "Monday", id="an hour after"
        ),
        pytest.param("They spoke on Monday, two weeks after the trucks left.", "left", "two~weeks~after", id="weeks"),
        pytest.param(
            "They fled on Monday, hours before tanks shelled the mill.", "shelled", "Monday", id="hours before"
        ),
        pytest.param("They fled on Monday before tanks shelled the mill.", "shelled", "-", id="before: any day after"),
        pytest.param(
            "Rebels let the truce lapse on Monday.", "let", "Monday", id="the day hangs on the small clause"
        ),
        pytest.param(
            "Tanks shelled the mill on Monday. Two guards were wounded.", "shelled wounded", "Monday Monday",
            id="the same matter goes on",
        ),
        pytest.param(
            "Tanks shelled the mill on Monday. The mayor fled.", "shelled fled", "Monday Monday", id="what came next"
        ),
        pytest.param(
            "Tanks shelled the mill on Monday. The army rejected the charge.", "shelled rejected", "Monday -",
            id="what is said may be said any day",
        ),
        pytest.param(
            "Tanks shelled the mill on Monday. The mayor has fled.", "shelled fled", "Monday -", id="has fled: lately"
        ),
        pytest.param(
            "Tanks shelled the mill on Monday. The mayor will have fled:soon.".replace(":soon", ""),
            "shelled fled::planned", "Monday -", id="planned things have no told day",
        ),
        pytest.param(
            "Tanks shelled the mill on Monday.\nThe mayor fled.", "shelled fled", "Monday -", id="another paragraph"
        ),
        pytest.param(
            "Tanks shelled the mill on Monday.\nThe mayor wept. The shelling was heard far away.",
            "shelled shelling:ASSAULT", "Monday Monday", id="named again with the",
        ),
        pytest.param(
            "Tanks shelled the mill on Monday.\nThe mayor wept. A shelling was heard far away.",
            "shelled shelling:ASSAULT", "Monday -", id="a new one",
        ),
        pytest.param(
            "Gunmen burned trucks on Monday.\nA clerk said rebels had destroyed six trucks.",
            "burned destroyed:ASSAULT:claimed", "Monday Monday", id="the same things again",
        ),
        pytest.param(
            "Gunmen burned trucks on Monday.\nA clerk said rebels had destroyed six bridges.",
            "burned destroyed:ASSAULT:claimed", "Monday -", id="other things",
        ),
        pytest.param(
            "In 2012, tanks shelled the mill. Two guards were wounded.", "shelled wounded", "2012 -",
            id="a year is no day to go on from",
        ),
        pytest.param(
            "Tanks shelled the mill on Monday. Rebels burned a truck on Tuesday. A boy was killed.",
            "shelled burned killed", "Monday Tuesday Tuesday", id="the day told last",
        ),
        pytest.param(
            "Tanks shelled the mill on Monday. It has been shut since the siege began.", "shelled began",
            "Monday -", id="since the siege began: then, untold",
        ),
        pytest.param(
            "Tanks shelled the mill. Two guards were wounded.", "shelled wounded", "- -", id="no day, no guess"
        ),
        pytest.param(
            "The clerk told reporters on Monday that talks were over.\nSoon after he spoke, tanks shelled the mill.",
            "shelled", "Monday", id="soon after what the sentence before told",
        ),
        pytest.param(
            "The clerk told reporters on Monday that talks were over.\nAfter he spoke, tanks shelled the mill.",
            "shelled", "-", id="after: any day",
        ),
    ],
)  # fmt: skip
def test_running_times(parse_of: Callable[[str], Parse], text: str, words: str, wanted: str) -> None:
    parse = parse_of(text)
    found = running_times(parse, read(parse), told(parse, words), 0)
    assert [time.text.replace("on ", "").replace(" ", "~") if time else "-" for time in found] == wanted.split()


def test_a_headline_is_of_the_day_of_its_lead(parse_of: Callable[[str], Parse]) -> None:
    headline = "Tanks shell the mill as aid waits"
    parse = parse_of(f"{headline}\n\nHAVEN, March 10 - Tanks shelled the mill on Monday, a monitoring group said.")
    matters = [
        Told(parse.word.index("shell"), "ASSAULT", True, "actual"),
        Told(parse.word.index("waits"), "AID", True, "actual"),
        Told(parse.word.index("shelled"), "ASSAULT", True, "claimed"),
    ]
    found = running_times(parse, read(parse), matters, headline_end(parse.text, headline))
    assert [time.text if time else None for time in found] == ["Monday", None, "Monday"]


def test_days_are_told_by_meaning(parse_of: Callable[[str], Parse]) -> None:
    parse = parse_of("On Monday, 3 May, yesterday, at 9 a.m., that day and in 2012, last month, this week, in June.")
    assert [time.text for time in read(parse) if one_day(time)] == ["Monday, 3 May", "yesterday", "9 a.m.", "that day"]


def test_long_reports_take_time_in_proportion(parse_of: Callable[[str], Parse]) -> None:
    one = parse_of("Tanks shelled the mill on Monday. " + "Two guards were wounded. The mayor fled. " * 100)
    many = parse_of("Tanks shelled the mill on Monday. " + "Two guards were wounded. The mayor fled. " * 400)
    work = []
    for parse in (one, many):
        verbs = [k for k, tag in enumerate(parse.tag) if tag in ("VBD", "VBN")]
        told = [Told(k, parse.word[k], True, "actual") for k in verbs]
        work.append(partial(running_times, parse, read(parse), told, 0))
    assert outgrown(*work, most=8) == ""
