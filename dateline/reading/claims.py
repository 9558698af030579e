"""Claims: who said what, and who passed it on."""

from dateline.language.parse import Parse
from dateline.records import Claim, Mention, Passage, Report, TimeExpression


def claims(
    report: Report,
    passages: tuple[Passage, ...],
    parse: Parse,
    times: tuple[TimeExpression, ...],
    mentions: tuple[Mention, ...],
) -> tuple[Claim, ...]:
    """Every attribution relation, in reading order of the content."""
    return ()
