"""Quantities: what is counted, within which bounds, and who says so."""

from dateline.language.parse import Parse
from dateline.records import Claim, Mention, Place, Quantity, Report, TimeExpression


def quantities(
    report: Report,
    parse: Parse,
    times: tuple[TimeExpression, ...],
    places: tuple[Place, ...],
    mentions: tuple[Mention, ...],
    claims: tuple[Claim, ...],
) -> tuple[Quantity, ...]:
    """Every count, in reading order."""
    return ()
