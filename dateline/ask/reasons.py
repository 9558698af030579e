"""The rule's own reasons for a row, worked out again from its report: frames, weights and what bounded the words."""

from dateline.lexicon import cues, plover
from dateline.reading.claims.explain import explain as explain_claim
from dateline.reading.events.explain import explain as explain_event
from dateline.records import Claim, Event, Reading, Row
from dateline.version import rules


def reasons(reading: Reading, row: Row) -> list[str]:
    """A sentence each; [] for kinds whose rule says it all. Loads the language model for a claim.

    Rows of older rules are not explained by today's.
    """
    if isinstance(row, Event):
        return explain_event(row, plover.load())
    if not isinstance(row, Claim):
        return []
    if row.how.version != rules():
        return [f"read by rules {row.how.version}, which are not those of today ({rules()}): weights are not shown"]
    from dateline.language.model import parse

    return explain_claim(parse(reading.report.text, reading.passages), reading.passages, cues.load(), row)
