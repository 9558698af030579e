"""Words live here, as data with their sources and proofs; the shell loads them once and hands them to the stages."""

from dataclasses import dataclass
from functools import cache

from dateline.lexicon import countries, cues, gazetteer, place_words, time_words
from dateline.lexicon.countries import Countries
from dateline.lexicon.cues import Cues
from dateline.lexicon.gazetteer import Gazetteer
from dateline.lexicon.place_words import PlaceWords
from dateline.lexicon.time_words import TimeWords


@dataclass(frozen=True, slots=True)
class Lexicons:
    """Everything the stages know about words. A field's name is the name under which a stage asks for it."""

    countries: Countries
    cues: Cues
    gazetteer: Gazetteer
    place_words: PlaceWords
    time_words: TimeWords


@cache
def load() -> Lexicons:
    """All lexicons, compiled for matching. Raises BadLexicon."""
    return Lexicons(
        time_words=time_words.load(),
        countries=countries.load(),
        cues=cues.load(),
        gazetteer=gazetteer.load(),
        place_words=place_words.load(),
    )
