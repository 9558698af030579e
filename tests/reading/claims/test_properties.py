"""What holds for every claim of every text, however strange."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clock import outgrown

PIECES = st.sampled_from(
    'the minister said|that|the truce would last|“|”|"|«|»|„|‘|:|,|.|?|\n|\n\n|according to|Reuters|reports'.split("|")
    + "adding that|he|accused|of|told reporters|not|Q:|A:|HARTWELL:|(|)|—|is believed to have|who|as|saying".split("|")
)
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map(" ".join)


def check(reading):
    text = reading.report.text
    by_id = {claim.id: claim for claim in reading.claims}
    assert len(by_id) == len(reading.claims)
    for claim in reading.claims:
        assert claim.text == text[claim.start : claim.end] and claim.text
        assert claim.cue is None or claim.cue.text == text[claim.cue.start : claim.cue.end]
        for party in (*claim.sources, *claim.via, *filter(None, [claim.addressee])):
            assert party.start is not None and 0 <= party.start < party.end <= len(text)
        for part in claim.parts:
            assert claim.start <= part.start < part.end <= claim.end and part.text == text[part.start : part.end]
        if claim.parent is not None:
            outer = by_id[claim.parent]
            assert outer.start <= claim.start and claim.end <= outer.end and outer.id != claim.id
        for passage in reading.passages:
            if passage.part == "furniture":
                assert claim.end <= passage.start or claim.start >= passage.end


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text(reading_of, text):
    check(reading_of(text))


STRANGE = [
    pytest.param("“" * 400, id="only opening marks"),
    pytest.param("”" * 400, id="only closing marks"),
    pytest.param("“yes” " * 400, id="a paragraph of one-word quotes"),
    pytest.param("The mayor said: “" + "we will stay and " * 1200 + "never leave.”", id="a quote of 5,000 words"),
    pytest.param("The mayor said: ‘" + "we will stay and " * 1200 + "never leave.’", id="the same in single marks"),
    pytest.param("“Stay.” " * 300 + "the mayor said.", id="three hundred quotations in a row"),
    pytest.param("“We stay here, all of us,” he said. “And so do they.”\n\n" * 60, id="quotation after quotation"),
    pytest.param("He said “she said ‘they said “we go”, or so he said’” and left.", id="nested three deep"),
    pytest.param("“We stay,\" he said. ”Nobody leaves the town, “she said, 'or nearly.", id="mixed and unbalanced"),
    pytest.param("«We stay», he said. »We stay«, she said. „We stay“, they said. «We stay.", id="marks of four kinds"),
    pytest.param("'" * 300 + "‘" * 300 + "’" * 300, id="only single marks"),
    pytest.param("Q: Did you leave?\nA: No, we stayed.\nQ: Why?\nA: We had to.\n", id="interview"),
    pytest.param("HARTWELL: We stayed.\n\nMODERATOR: Why?\n\nHARTWELL: We had to.\n", id="transcript"),
    pytest.param("MINISTER SAYS NO TALKS\nARMY DENIES RAID\nENVOY: TRUCE IS DEAD\n", id="all headline"),
    pytest.param("said said said said said said said said.", id="nothing but cues"),
    pytest.param("He said that " * 60 + "it was over.", id="sixty deep"),
    pytest.param("\x00\x01 said \ufffd", id="control characters"),
]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text(reading_of, text):
    check(reading_of(text))


GROWING = [
    pytest.param("He said that ", id="depth of nesting"),
    pytest.param("“We stay,” he said, and she said, “Nobody knows.” ", id="quotations of one paragraph"),
    pytest.param("“We stay here with them,” he said. “So it is.”\n\n", id="quotations of many paragraphs"),
    pytest.param("‘", id="marks that never close"),
    pytest.param("yes, he said, ", id="cues of one sentence"),
]


@pytest.mark.parametrize("piece", GROWING)
def test_linear_in_length(piece):
    """Ten times the length stays under thirty times the time, where squares would take a hundred."""
    from dateline.intake.passages import passages
    from dateline.language.model import parse
    from dateline.lexicon import cues
    from dateline.reading.claims import claims
    from tests.conftest import make_report

    def work(n: int) -> Callable[[], object]:
        report = make_report(piece * n)
        parts = passages(report)
        return partial(claims, report, parts, parse(report.text, parts), (), (), cues.load())

    assert outgrown(work(100), work(1000), most=30) == ""
