"""Searches kept in the record under a name: listed, saved, deleted. For pages, feeds, the command line and Python."""

from dataclasses import dataclass

from dateline.ask.corrections import is_text
from dateline.ask.query import parse
from dateline.errors import BadRequest
from dateline.store.record import Record
from dateline.store.saved import Saved
from dateline.store.search import KINDS

LONGEST = 100  # characters of a name


@dataclass(frozen=True, slots=True)
class Listed:
    """One saved search as it may be shown. `open`: its words can stand in an address, no name in them is withheld."""

    number: int
    name: str
    kind: str
    query: str
    who: str | None
    at: str
    open: bool


def searches(record: Record) -> list[Listed]:
    """All saved searches by name; names that are withheld stand in none."""
    return [listed(record, one) for one in record.saved.all()]


def listed(record: Record, one: Saved) -> Listed:
    veil = record.veil
    if veil is None:
        return Listed(one.number, one.name, one.kind, one.query, one.who, one.at, True)
    name, query, who = (veil.words(words) or "" for words in (one.name, one.query, one.who))
    return Listed(one.number, name, one.kind, query, who or None, one.at, query == one.query)


def save(record: Record, name: str, query: str, kind: str = "claims", *, who: str | None, at: str) -> Saved:
    """Keeps a search. `at`: ISO instant, UTC. Raises BadRequest, BadQuery, Conflict when the name is taken."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or not is_text(name) or not name.isprintable():
        raise BadRequest("a saved search needs a name", f"write a few words, at most {LONGEST} characters")
    if name.isdigit():
        raise BadRequest(f"{name} would be taken for a number", "write a word into the name")
    if kind not in KINDS:
        raise BadRequest(f"{kind[:40]!r} is no kind of rows", f"choose one of {', '.join(KINDS)}")
    return record.saved.save(name, kind, str(parse(query)), who=who, at=at)


def delete(record: Record, which: str, *, who: str | None, at: str) -> Saved:
    """Takes a saved search away, by name or number. Raises BadRequest."""
    return record.saved.delete(which, who=who, at=at)
