"""Words live here, as data with their sources and proofs; the shell loads them once and hands them to the stages."""

from dataclasses import dataclass
from functools import cache

from dateline.errors import BadLexicon
from dateline.lexicon import (
    actor_words,
    confidence,
    countries,
    cues,
    event_words,
    gazetteer,
    place_words,
    plover,
    state_words,
    time_words,
    units,
)
from dateline.lexicon.actor_words import ActorWords
from dateline.lexicon.confidence import Confidence
from dateline.lexicon.countries import Countries
from dateline.lexicon.cues import Cues
from dateline.lexicon.event_words import EventWords
from dateline.lexicon.gazetteer import Gazetteer
from dateline.lexicon.place_words import PlaceWords
from dateline.lexicon.plover import Plover
from dateline.lexicon.state_words import StateWords
from dateline.lexicon.time_words import TimeWords
from dateline.lexicon.units import UnitWords
from dateline.plugins import plugins


@dataclass(frozen=True, slots=True)
class Lexicons:
    """Everything the stages know about words. A field's name is the name under which a stage asks for it."""

    actor_words: ActorWords
    confidence: Confidence
    countries: Countries
    cues: Cues
    event_words: EventWords
    gazetteer: Gazetteer
    place_words: PlaceWords
    plover: Plover
    state_words: StateWords
    time_words: TimeWords
    unit_words: UnitWords


@cache
def load() -> Lexicons:
    """All lexicons, compiled for matching. Raises BadLexicon, which names the plugins that add words to them."""
    try:
        return _compiled()
    except BadLexicon as problem:
        if not (others := ", ".join(map(str, plugins("lexicons")))):
            raise
        raise BadLexicon(f"{problem.what} (words also come from {others})", problem.do) from problem


def _compiled() -> Lexicons:
    return Lexicons(
        actor_words=actor_words.load(countries.load()),
        time_words=time_words.load(),
        unit_words=units.load(),
        confidence=confidence.load(),
        countries=countries.load(),
        cues=cues.load(),
        event_words=event_words.load(),
        gazetteer=gazetteer.load(),
        plover=plover.load(),
        place_words=place_words.load(),
        state_words=state_words.load(),
    )
