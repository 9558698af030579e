"""A claim can say why it is one."""

from dateline.intake.passages import passages
from dateline.lexicon import cues
from dateline.reading.claims.explain import explain


def test_frame_weights_and_bounds_are_told(reading_of, parse_of):
    text = "The envoy said that the crossing would open on Sunday."
    reading = reading_of(text)
    told = explain(parse_of(text), passages(reading.report), reading.times, cues.load(), reading.claims[0])
    assert told[0].startswith("frame clause, cue 'said': lexicon/cues.yaml, words say")
    assert "needed" in told[1] and "f=clause" in told[2]
    assert told[3].startswith("content: ")


def test_a_claim_of_another_parse_is_not_explained(reading_of, parse_of):
    claim = reading_of("The envoy said that the crossing would open on Sunday.").claims[0]
    assert explain(parse_of("Nothing was said."), (), (), cues.load(), claim) == []


def test_a_quotation_that_stands_alone_tells_where_its_speaker_is_named(reading_of, parse_of):
    text = "“Nobody crossed,” the guard said, adding that he had been awake all night. “I would have seen the lamps.”"
    reading = reading_of(text)
    (alone,) = [claim for claim in reading.claims if claim.how.by.startswith("claims/floating")]
    told = explain(parse_of(text), passages(reading.report), reading.times, cues.load(), alone)
    assert told[0].startswith("frame floating") and told[1].startswith("content: ")
