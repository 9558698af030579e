"""Times: words that name a time, and the day they mean."""

from dateline.language.parse import Parse
from dateline.records import Report, TimeExpression


def times(report: Report, parse: Parse) -> tuple[TimeExpression, ...]:
    """Every time expression, in reading order."""
    return ()
