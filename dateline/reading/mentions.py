"""Mentions: words that refer to an actor - names, descriptions, metonyms, pronouns."""

from dateline.language.parse import Parse
from dateline.records import Mention, Place, Report


def mentions(report: Report, parse: Parse, places: tuple[Place, ...]) -> tuple[Mention, ...]:
    """Every mention, in reading order; pronouns and bare descriptions not yet resolved."""
    return ()
