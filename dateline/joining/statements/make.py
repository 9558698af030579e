"""Statements of one reading."""

from dateline.joining.statements.statement import Statement
from dateline.lexicon.matters import Matters
from dateline.records import Reading


def statements(reading: Reading, matters: Matters) -> tuple[Statement, ...]:
    """What the claims, events and quantities of a report say, in reading order. Pure.

    Takes the day of the telling from `reading.report.published`: hand in a report whose day was inferred, with its
    `published` replaced, and call it again when the day is narrowed.
    """
    del reading, matters
    return ()
