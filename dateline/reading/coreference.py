"""Coreference: which mentions mean the same actor."""

from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords
from dateline.records import Mention, Report


def coreference(
    dated: Report, parse: Parse, found: tuple[Mention, ...], actor_words: ActorWords
) -> tuple[Mention, ...]:
    """The mentions with actor, name and code filled in where the report tells."""
    return found
