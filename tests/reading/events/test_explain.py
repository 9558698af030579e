"""`why` of an event names entry, frame, rule and both sides."""

from collections.abc import Callable

from dateline.lexicon.plover import load
from dateline.reading.events.explain import explain
from dateline.records import Reading


def test_explains(reading_of: Callable[..., Reading]) -> None:
    [event] = reading_of("Japan will give Nepal a grant.").events
    said = "\n".join(explain(event, load()))
    for part in (
        "'give'",
        "group 'give'",
        "lexicon/events/aid.yaml",
        "AGREE",
        "rule 'future'",
        "JPN",
        "NPL",
        "planned",
    ):
        assert part in said


def test_nobody_named(reading_of: Callable[..., Reading]) -> None:
    [event] = reading_of("Egypt shelled the hills.").events
    assert any("EGY" in line for line in explain(event, load()))
