"""Events as tables of sentences write them, and what makes a sentence of a table running text."""

from collections.abc import Iterable

from dateline.records import Event, Party

QUIET = " The evening was quiet."  # running text, and no lone headline


def side(parties: tuple[Party, ...]) -> list[str]:
    return sorted({(party.code or "").partition(":")[0] for party in parties})


def told(events: Iterable[Event]) -> list[str]:
    """Each event as "TYPE A+B>C status", sides by country."""
    return [f"{e.type} {'+'.join(side(e.initiators))}>{'+'.join(side(e.recipients))} {e.status}" for e in events]
