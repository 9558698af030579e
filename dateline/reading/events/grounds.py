"""Countries that the words of a part do not say, from good ground elsewhere in the sentence; all marked as inferred."""

from dataclasses import replace

from dateline.language.grammar import is_passive, kids
from dateline.language.parse import Parse
from dateline.lexicon.event_words import Home
from dateline.reading.events.arguments import LOCAL, Cast, country
from dateline.reading.events.triggers import Trigger
from dateline.records import Party

HARM = frozenset({"ASSAULT", "COERCE"})
INWARD = frozenset({"COERCE", "CONCEDE", "PROTEST", "RETREAT", "ACCUSE"})  # what rulers and rebels mostly do at home
AT_HOME = (":COP", ":JUD")  # police and courts act in their own country
STATE = ("", "GOV", "MIL")  # who stands for the country itself
SITE = ("in", "at", "near", "from", "outside")


def grounded(
    p: Parse,
    cast: Cast,
    trigger: Trigger,
    kind: str,
    initiators: tuple[Party, ...],
    recipients: tuple[Party, ...],
    named: list[str],
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Both sides with what the sentence lets one infer. named: the countries that the sentence names."""
    site = next((q for k in sites(p, trigger.clause) for q in (cast.host(k) or cast.located(k, 1))), None)
    there = country(site.code) if site is not None else None
    only = named[0] if len(named) == 1 else None
    if (
        not initiators
        and not trigger.initiators
        and trigger.frame.authority
        and there
        and is_passive(p, trigger.clause)
    ):
        assert site is not None
        initiators = (replace(site, code=f"{there}:GOV", inferred=True),)  # "was arrested in Lebanon"
    foreign = any(country(q.code) == only and _sector(q) in STATE for q in recipients)
    if not foreign or (kind not in HARM and initiators and all(_sector(q) not in STATE for q in initiators)):
        home = there or only if kind == "PROTEST" else only  # those who riot in a jail in Dili are of its country
        initiators = tuple(_in_country(q, home) for q in initiators)
    own = next((country(q.code) for q in initiators if country(q.code)), None)
    at_home = any((q.code or "").endswith(AT_HOME) for q in initiators)
    inward = at_home or kind in INWARD or (kind in HARM and not any(_sector(q) in STATE for q in initiators))
    ground = (there if kind in HARM or kind == "PROTEST" else None) or only or (own if inward else None)
    recipients = tuple(_in_country(q, ground if inward or ground != own or _sector(q) else None) for q in recipients)
    if not recipients and trigger.frame.opponent:
        recipients = cast.other_side(initiators, trigger.token)
    if not recipients and (kind in HARM or trigger.frame.mode == "withdraw"):
        recipients = _hosts(p, cast, trigger, kind, initiators)
    if not recipients:
        recipients = _home(cast, trigger.frame.home if kind != "ACCUSE" else None, there, own, at_home and kind in HARM)
    return initiators, recipients


def at_scene(parties: tuple[Party, ...], scene: str) -> tuple[Party, ...]:
    """Rebels, gunmen and civilians of no country named, put in the one country that the whole report tells of."""
    placed = [_in_country(q, scene) if _sector(q) in LOCAL else q for q in parties]
    seen: dict[str | int, Party] = {}
    for n, q in enumerate(placed):  # "82 civilians, among them 11 women" are civilians once
        seen.setdefault(n if q.actor or _sector(q) not in LOCAL else q.code or n, q)
    return tuple(seen.values())


def _hosts(p: Parse, cast: Cast, trigger: Trigger, kind: str, initiators: tuple[Party, ...]) -> tuple[Party, ...]:
    """Force used on a place is used on the country it lies in."""
    at = [*trigger.inside, *trigger.recipients, *(sites(p, trigger.clause) if kind == "ASSAULT" else ())]
    found = next((hosts for k in at if (hosts := cast.host(k))), [])
    mine = {
        country(q.code) for q in initiators if _sector(q) in STATE or kind not in HARM
    }  # an army at home fights somebody else
    return tuple(replace(q, inferred=True) for q in found if country(q.code) not in mine)


def _home(cast: Cast, home: Home | None, there: str | None, own: str | None, police: bool) -> tuple[Party, ...]:
    """Whom a protest or a curfew meets when nobody says: those of the country where it happens, or one's own."""
    if home is not None:
        return cast.home([there or own or ""], home)
    return cast.home([own], "population") if police and own else ()


def sites(p: Parse, clause: int) -> list[int]:
    """Nouns behind "in", "at", "near" of a clause's verb, or of a noun behind its prepositions: where it happens."""
    found = []
    for k in [*kids(p, clause, "prep"), *(k for o in kids(p, clause, "dobj", "nsubjpass") for k in kids(p, o, "prep"))]:
        for o in kids(p, k, "pobj"):
            if p.lower[k] in SITE:
                found.append(o)
            found += [n for q in kids(p, o, "prep") if p.lower[q] in ("in", "of", "near") for n in kids(p, q, "pobj")]
    return found


def _sector(party: Party) -> str:
    return (party.code or "").partition(":")[2]


def _in_country(party: Party, where: str | None) -> Party:
    """Somebody known by a role only ("the rebels"), put in a country by inference; warplanes may be anybody's."""
    if where is None or country(party.code) or (party.code is None and party.actor is None and party.start is None):
        return party
    return replace(party, code=f"{where}:{_sector(party)}", inferred=True)
