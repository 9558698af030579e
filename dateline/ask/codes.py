"""Codes that people ask for: of countries, sectors and types of events. One that is none is told, with what is near."""

from difflib import get_close_matches

from dateline.errors import BadRequest
from dateline.lexicon import countries, plover
from dateline.lexicon.actors import SLOTS
from dateline.lexicon.countries import Country
from dateline.lexicon.roles import SECTORS


def land(words: str) -> Country:
    """A country by code, name or the word for its people. Raises BadRequest."""
    lands = countries.load()
    code = words.upper() if words.upper() in lands.by_code else lands.named(words) or lands.demonym(words)
    if code is None:
        raise BadRequest(f"{words[:60]!r} is no country", "give its name or its three letters: SYR")
    return lands.by_code[code]


def first_part(words: str) -> str:
    """The first part of an actor's code: that of a country, or one of PLOVER's slots. Raises BadRequest."""
    if words.upper() in SLOTS:
        return words.upper()
    try:
        return land(words).code
    except BadRequest as problem:
        raise BadRequest(problem.what, f"{problem.do}, or one of {', '.join(sorted(SLOTS))}") from problem


def sector(words: str) -> str:
    """A sector, or a slot that stands where a country does. Raises BadRequest."""
    if words.upper() in SECTORS | SLOTS:
        return words.upper()
    raise BadRequest(f"{words[:60]!r} is no sector", f"give one of {', '.join(sorted(SECTORS | SLOTS))}")


def no_type(words: str) -> str | None:
    """What is wrong with a type of events; None: nothing."""
    types = plover.load().types
    if words.upper() in types:
        return None
    near = get_close_matches(words.upper(), types, 1, 0.5)
    return f"is no type of events; did you mean {near[0]}?" if near else f"is none of {', '.join(types)}"
