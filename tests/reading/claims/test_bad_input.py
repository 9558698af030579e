"""Quotations and layouts as bad as pages have them: what is told of them, and time that only doubles with length."""

from collections.abc import Callable
from functools import partial

import pytest

from dateline.language.parse import Parse
from dateline.records import Passage, Reading, Report
from tests.clock import outgrown

FURNITURE = "Read more: Mayor says the “bridge is open”\n\nSubscribe to our newsletter\n"


def within_the_report(reading: Reading) -> None:
    """No claim, part or cue over the end of the report or into furniture."""
    text = reading.report.text
    furniture = [p for p in reading.passages if p.part == "furniture"]
    for claim in reading.claims:
        spans = [(claim.start, claim.end), *((part.start, part.end) for part in claim.parts)]
        spans += [(claim.cue.start, claim.cue.end)] if claim.cue else []
        for start, end in spans:
            assert 0 <= start < end <= len(text)
            assert all(end <= p.start or start >= p.end for p in furniture)
        assert claim.text == text[claim.start : claim.end]


def told(reading: Reading) -> list[tuple[str, str]]:
    """Who says what, in the report's words; the first source, "" for none."""
    text = reading.report.text
    return [(text[c.sources[0].start : c.sources[0].end] if c.sources else "", c.text) for c in reading.claims]


LONG = "the road is open and nobody uses it, "
BAD = [
    pytest.param(
        "“The bridge is open, the mayor said on Monday.\n\nA bus left the square.",
        [("the mayor", "The bridge is open")],
        id="a mark that never closes",
    ),
    pytest.param(
        "The bridge is open,” the mayor said on Monday.\n\nA bus left the square.",
        [("the mayor", "The bridge is open")],
        id="a mark that never opened",
    ),
    pytest.param(
        "“The bridge is open and we use it,\" the mayor said.",
        [("the mayor", "The bridge is open and we use it")],
        id="one kind opens and another closes",
    ),
    pytest.param(
        "“My brother told me, ‘The bridge is closed to us,’ and he left,” the mayor said.",
        [("the mayor", "My brother told me, ‘The bridge is closed to us,’ and he left")],
        id="a quotation inside a quotation",
    ),
    pytest.param(
        f"“We say that {LONG * 620}and that is all,” the mayor said.",
        [("the mayor", "We say that")],
        id="a quotation of 5,000 words",
    ),
    pytest.param("“so” “it” “is” " * 60 + "on the walls of the square.", [], id="a paragraph of one-word quotations"),
    pytest.param(
        "«The bridge is open to all of us», the mayor said.", [("the mayor", "The bridge is open to all of us")],
        id="guillemets",
    ),
    pytest.param(
        "„The bridge is open to all of us“, the mayor said.", [("the mayor", "The bridge is open to all of us")],
        id="German marks",
    ),
    pytest.param(
        "»The bridge is open to all of us«, the mayor said.", [("the mayor", "The bridge is open to all of us")],
        id="German guillemets",
    ),
    pytest.param(
        "Q: Did you leave the village at once?\nA: We stayed for two days in the cellar.\n",
        [("", "Did you leave the village at once?"), ("", "We stayed for two days in the cellar.")],
        id="an interview",
    ),
    pytest.param(
        "HARTWELL: We stayed for two days in the cellar.\n\nMODERATOR: And then you all left?\n",
        [("HARTWELL", "We stayed for two days in the cellar."), ("MODERATOR", "And then you all left?")],
        id="a transcript",
    ),
    pytest.param("Mayor says bridge is open", [("Mayor", "bridge is open")], id="all headline"),
    pytest.param("“", [], id="a mark and nothing else"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BAD)
@pytest.mark.parametrize("tail", ["", "\n\n" + FURNITURE], ids=["", "before furniture"])
def test_what_is_told(
    reading_of: Callable[..., Reading], text: str, expected: list[tuple[str, str]], tail: str
) -> None:
    reading = reading_of(text + tail)
    within_the_report(reading)
    found = told(reading)
    for who, begins in expected:
        assert any(who == speaker and begins.strip(".?") in content for speaker, content in found), found
    if not expected and not tail:
        assert found == []


PIECES = [
    pytest.param("“We stay,” he said, and she said, “Nobody knows.” ", id="quotations of one paragraph"),
    pytest.param("“We stay here with them,” he said. “So it is.”\n\n", id="quotations of many paragraphs"),
    pytest.param("“so” ", id="one-word quotations"),
    pytest.param("“We stay, ‘and the mayor said, “that it is so. ", id="marks that never close"),
    pytest.param(
        "“We stay here with them,” he said, adding that she left. “So it is.” ", id="one paragraph, one speaker"
    ),
    pytest.param("«We stay», he said. »We go«, she said. „Not we“, they said. ", id="marks of three kinds"),
    pytest.param("Q: Did you leave?\nA: No, the mayor said that we stay.\n", id="interview"),
    pytest.param("HARTWELL: The mayor said that we stay.\n\n", id="transcript"),
    pytest.param("He said that ", id="depth of nesting"),
    pytest.param("yes, he said, ", id="cues of one sentence"),
]
TOKENS = 1500  # of the shorter text


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_length_takes_twice_the_time(piece: str) -> None:
    from dateline.intake.passages import passages
    from dateline.language.model import parse
    from dateline.lexicon import cues
    from dateline.reading.claims import claims
    from tests.conftest import make_report

    known = cues.load()

    def prepared(n: int) -> tuple[Report, tuple[Passage, ...], Parse]:
        report = make_report(piece * n)
        parts = passages(report)
        return report, parts, parse(report.text, parts)

    n = TOKENS // len(prepared(1)[2])
    both = [prepared(n), prepared(2 * n)]
    short, long = (partial(claims, report, parts, p, (), (), known) for report, parts, p in both)
    assert outgrown(short, long) == ""
