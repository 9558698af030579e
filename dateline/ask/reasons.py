"""The rule's own reasons for a row, worked out again from its report: frames, weights and what bounded the words."""

from dateline.lexicon import actor_words, countries, cues, gazetteer, place_words, plover
from dateline.records import Claim, Event, Mention, Place, Reading, Row
from dateline.version import rules


def reasons(reading: Reading, row: Row) -> list[str]:
    """A sentence each; [] for kinds whose rule says it all. Loads the language model for a claim or a place.

    Rows of older rules are not explained by today's.
    """
    if isinstance(row, Event):
        from dateline.reading.events.explain import explain as explain_event  # here: pages begin without what reads

        return explain_event(row, plover.load())
    if isinstance(row, Mention):
        from dateline.reading.code_reasons import explain as explain_code

        return explain_code(reading.report, reading.mentions, actor_words.load(countries.load()), row)
    if not isinstance(row, Claim | Place):
        return []
    if row.how.version != rules():
        return [f"read by rules {row.how.version}, which are not those of today ({rules()}): weights are not shown"]
    from dateline.language.model import parse
    from dateline.reading.claims.explain import explain as explain_claim
    from dateline.reading.place_reasons import explain as explain_place

    tree = parse(reading.report.text, reading.passages)
    if isinstance(row, Place):
        words = gazetteer.load(), countries.load(), place_words.load()
        return explain_place(reading.report, tree, *words, row)
    return explain_claim(tree, reading.passages, reading.times, cues.load(), row)
