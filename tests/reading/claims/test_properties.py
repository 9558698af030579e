"""What holds for every claim of every text, however strange."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


def test_linear_in_the_depth_of_nesting(reading_of):
    """Twice as deep takes about twice as long: ten times the depth stays under forty times the time."""
    from dateline.intake.passages import passages
    from dateline.language.model import parse
    from dateline.lexicon import cues
    from dateline.reading.claims import claims
    from tests.conftest import make_report

    def spent(n: int) -> float:
        report = make_report("He said that " * n)
        parts = passages(report)
        p = parse(report.text, parts)
        begun = time.process_time()
        claims(report, parts, p, (), (), cues.load())
        return time.process_time() - begun

    assert spent(1500) < 40 * spent(150) + 0.2
