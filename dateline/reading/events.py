"""Events: who did what to whom, in PLOVER's terms."""

from dateline.language.parse import Parse
from dateline.records import Claim, Event, Mention, Place, Report, TimeExpression


def events(
    report: Report,
    parse: Parse,
    times: tuple[TimeExpression, ...],
    places: tuple[Place, ...],
    mentions: tuple[Mention, ...],
    claims: tuple[Claim, ...],
) -> tuple[Event, ...]:
    """Every event told, in reading order of the triggers."""
    return ()
