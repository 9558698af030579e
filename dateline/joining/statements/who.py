"""Who says a thing and who takes part in it, as keys that can be compared between reports."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dateline.joining.statements.statement import Side, Told
from dateline.lexicon.phrases import fold
from dateline.lexicon.scopes import Scopes
from dateline.records import Claim, Party, Report

MOST_BEHIND = 16  # bodies that one man speaks for: "a spokesman" of more than that in one report is not one man
_ARTICLES = ("the ", "a ", "an ", "some ", "one ")


def key(party: Party) -> str:
    """The actor's id where it is known, else the folded words without their article; "" for nobody."""
    if party.actor:
        return party.actor
    return plain_name(party.name or "")


@lru_cache(maxsize=16384)
def plain_name(name: str) -> str:
    """Folded, one space between words, no article: "The  Rebels" and "rebels" become one."""
    words = " ".join(fold(name).split())
    for article in _ARTICLES:
        words = words.removeprefix(article)
    return words


def side(parties: Iterable[Party], scopes: Scopes) -> Side:
    """Those of the parties that have a name. One without a code, known by its words ("rebel fighters"), is given one
    without a country."""
    there = [p for p in parties if key(p)]
    return Side(
        tuple(dict.fromkeys(map(key, there))), tuple(dict.fromkeys(code for p in there if (code := _code(p, scopes)))),
        tuple(dict.fromkeys(p.name or "" for p in there)),
    )  # fmt: skip


def _code(party: Party, scopes: Scopes) -> str | None:
    if party.code or party.actor:
        return party.code
    words = set(plain_name(party.name or "").replace("-", " ").split())
    if words & scopes.rebel_words:
        return ":REB"
    return ":GOV" if words & scopes.state_words else None


def told(
    sources: Sequence[Party], via: Sequence[Party], principals: Mapping[str, tuple[str, ...]], scopes: Scopes
) -> Told:
    """Who says it; nobody: nobody is named. `principals`: for whom each speaker of this report speaks."""
    people = side(sources, scopes)
    behind = {plain_name(p.on_behalf_of) for p in sources if p.on_behalf_of}
    behind |= {one for speaker in people.keys for one in principals.get(speaker, ())}
    return Told(
        people.keys,
        tuple(sorted(behind)),
        side(via, scopes).keys,
        people.names,
        people.codes,
        any(p.actor for p in sources),
        False,
    )


def own_voice(report: Report) -> Told:
    """The report itself says it: its outlet is the speaker, if it has one."""
    outlet = plain_name(report.outlet or "")
    return Told(
        (f"outlet {outlet}",) if outlet else (),
        (),
        (),
        (report.outlet,) if report.outlet else (),
        (),
        bool(outlet),
        True,
    )


def principals(claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """For whom somebody speaks, as any claim of the report tells it."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        for party in claim.sources:
            if party.on_behalf_of and key(party):
                found.setdefault(key(party), set()).add(plain_name(party.on_behalf_of))
    return {speaker: tuple(sorted(behind)) for speaker, behind in found.items() if len(behind) <= MOST_BEHIND}


def carried(claim: Claim, claims: Mapping[str, Claim], behind: Mapping[str, tuple[str, ...]], scopes: Scopes) -> Told:
    """Who says a claim: its sources, or those of the claim that contains it."""
    seen: set[str] = set()
    via: list[Party] = []
    while True:
        seen.add(claim.id)
        via += claim.via
        if claim.sources:  # without a name when nobody can tell who "he" is
            outer = claims.get(claim.parent or "")
            passed = [*via, *(outer.sources if outer is not None and outer.id not in seen else ())]
            return told(claim.sources, passed, behind, scopes)
        outer = claims.get(claim.parent or "")
        if outer is None or outer.id in seen:
            return told((), via, behind, scopes)
        claim = outer


def shared(a: Sequence[str], b: Sequence[str]) -> tuple[str, ...]:
    """Members of both, in the order of `a`."""
    return tuple(one for one in a if one in b)


def same_speaker(a: Told, b: Told) -> bool:
    """One of the speakers is the same, or an unnamed spokesman of one speaks for whom the other speaks."""
    if a.voice or b.voice:
        return False
    if shared(a.speakers, b.speakers):
        return True
    return not (a.known and b.known) and bool(shared(a.principals, b.principals))


def same_side(a: Told, b: Told) -> bool:
    """The same speaker, or two of one government."""
    return same_speaker(a, b) or allied(a, b) is True


def independent(a: Told, b: Told) -> bool:
    """Two who said it, neither of whom passed on what the other said. Nobody named: cannot be told, so not; nor of
    "its director" and "the airport's director"; of the ministries of two lands it can."""
    if not a.speakers or not b.speakers:
        return False
    two_sides = a.codes and b.codes and not {*map(_land, a.codes)} & {*map(_land, b.codes)}
    one_office = {key.split()[-1] for key in a.speakers} & {key.split()[-1] for key in b.speakers}
    if one_office and not (a.known or b.known or two_sides):
        return False
    chain_a, chain_b = {*a.speakers, *a.principals, *a.via}, {*b.speakers, *b.principals, *b.via}
    return not chain_a & chain_b


def allied(a: Side | Told, b: Side | Told) -> bool | None:
    """Whether two sides are one, or of one country and not enemies there; None: one of them is not told.

    A government and its army are one side; rebels of the same country are another.
    """
    keys_a, keys_b = _keys(a), _keys(b)
    if not keys_a or not keys_b:
        return None
    if shared(keys_a, keys_b):
        return True
    camps_a, camps_b = _camps(a), _camps(b)
    if camps_a & camps_b:
        return True
    if not camps_a or not camps_b:
        return None  # "warplanes", "gunmen": of nobody that can be told
    kinds_a, kinds_b = ({camp.rpartition(" ")[2] for camp in camps} for camps in (camps_a, camps_b))
    nameless = any(camp.startswith(" ") for camp in (*camps_a, *camps_b))
    return None if nameless and kinds_a & kinds_b else False


def _keys(one: Side | Told) -> tuple[str, ...]:
    return one.speakers if isinstance(one, Told) else one.keys


def _land(code: str) -> str:
    return code.partition(":")[0]


STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", ""})


def _camps(one: Side | Told) -> set[str]:
    """ "SYR:GOV" and "SYR:MIL" are the camp "SYR state"; "SYR:REB" is "SYR REB"; rebels of no told country " REB"."""
    camps = set()
    for code in one.codes:
        country, _, sector = code.partition(":")
        kind = sector.split(":")[0]
        if country or kind:
            camps.add(f"{country} {'state' if kind in STATE else kind}")
    return camps
