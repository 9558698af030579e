"""What hit those whom a number counts: where and when it was is told beside the number more often than with it."""

from typing import Any

from dateline.joining.statements.book import Book
from dateline.joining.statements.statement import Days
from dateline.joining.statements.when import UNKNOWN, days, known
from dateline.joining.statements.where import spot, spots
from dateline.records import Event, Quantity

OF = {"dead": "ASSAULT", "injured": "ASSAULT", "raped": "ASSAULT", "missing": "ASSAULT", "captured": "COERCE"}


def cause(look: Book, quantity: Quantity, matter: str | None) -> Event | None:
    """The act that hit those who are counted: the nearest one of its kind in the sentence, else in the one before it,
    where the number's own names no place; None for numbers of other matters."""
    kind = OF.get(matter or "")
    if kind is None:
        return None
    first, last = look.sentence(quantity.start, quantity.end)
    own = [e for e in look.rows_in(look.reading.events, first, last) if e.type == kind and e.status != "denied"]
    if own:
        return min(own, key=lambda e: (_untold(e), abs(e.start - quantity.start), e.id))
    if spots(look.rows_in(look.reading.places, first, last), look.scopes):
        return None
    before, _ = look.sentence(max(0, first - 1), max(0, first - 1))
    if "\n" in look.reading.report.text[before:first].rstrip(" ").strip("\n") or before == first:
        return None
    told = [e for e in look.rows_in(look.reading.events, before, first) if e.type == kind and e.status != "denied"]
    return max(told, key=lambda e: (-_untold(e), e.start, e.id), default=None)


def _untold(event: Event) -> int:
    """How much of place and day is not known."""
    return (event.place is None) + (event.when is None)


def hit_at(look: Book, hit: Event | None, quantity: Quantity, told: dict[str, Any]) -> dict[str, Any]:
    """The places of a number that names none are those of what hit them. told: its places without."""
    own = spot(hit.place, look.scopes) if hit is not None and hit.place is not None else None
    if own is None or own.broad or not told["guessed"]:
        return told
    first, last = look.sentence(quantity.start, quantity.end)
    named = {one.key for one in spots(look.rows_in(look.reading.places, first, last), look.scopes)}
    others = tuple(one for one in told["spots"] if one.key != own.key)
    return {"spots": (own, *others), "guessed": own.key not in named}


def hit_on(look: Book, hit: Event | None, when: Days) -> Days:
    """The days of a number that is told without are those of what hit them. when: its own."""
    if known(when) or hit is None or hit.when_from == look.reading.report.id:
        return when
    return days(hit.when) if hit.when is not None else UNKNOWN
