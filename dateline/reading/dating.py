"""Dating: the day a report appeared, from inside, when nobody says it."""

from collections.abc import Sequence

from dateline.language.parse import Parse
from dateline.reading.times.meanings import Expression
from dateline.records import Passage, Report


def dating(report: Report, passages: tuple[Passage, ...], parse: Parse, expressions: Sequence[Expression]) -> Report:
    """The report with `published`, its basis and evidence filled in where the text allows it."""
    return report
