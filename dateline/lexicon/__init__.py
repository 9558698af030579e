"""Words live here, as data with their sources and proofs; the shell loads them once and hands them to the stages."""

from dataclasses import dataclass
from functools import cache

from dateline.lexicon import countries
from dateline.lexicon.countries import Countries


@dataclass(frozen=True, slots=True)
class Lexicons:
    """Everything the stages know about words. A field's name is the name under which a stage asks for it."""

    countries: Countries


@cache
def load() -> Lexicons:
    """All lexicons, compiled for matching. Raises BadLexicon."""
    return Lexicons(countries.load())
