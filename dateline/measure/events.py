"""Events: type and pair of countries of single sentences, as PLOVER's gold standard records give them (corpora gsr)."""

from collections.abc import Hashable, Iterable, Sequence, Set

from dateline.measure.figures import Exported, Figure, Row, agreement, by_source, share

Triple = tuple[str, str, str]  # who, to whom, type; "" where there is nobody


def country(actor: Row) -> str:
    """The country in an actor's code: "TUR:GOV" is "TUR"."""
    return str(actor.get("code") or "").split(":")[0][:3]


def wanted(gold: Row) -> set[Triple]:
    """What the gold record says. Several sources without a target act together, each upon each."""
    if gold["tgt"]:
        return {(who, whom, gold["type"]) for who in gold["src"] for whom in gold["tgt"]}
    if len(gold["src"]) > 1:
        return {(a, b, gold["type"]) for a in gold["src"] for b in gold["src"] if a != b}
    return {(who, "", gold["type"]) for who in gold["src"]}


def told(events: Iterable[Row], joint: bool) -> set[Triple]:
    """What the exported events say. Where gold has a joint act, initiators without recipients act upon each other."""
    found: set[Triple] = set()
    together: set[Triple] = set()
    for event in events:
        who = [country(actor) for actor in event.get("initiators") or []]
        whom = [country(actor) for actor in event.get("recipients") or []]
        found |= {(a, b, event["type"]) for a in who or [""] for b in whom or [""]}
        if joint and not whom:
            together |= {(a, b, event["type"]) for a in who for b in who if a != b}
    if joint:
        found |= together
        found -= {(a, "", kind) for a, b, kind in found if b}
    return found


def score(gold: Sequence[Row], exported: Exported) -> list[Figure]:
    """Agreement on types, on pairs of countries and on both; and how many records have one event fully right."""
    events = by_source(exported, "events")
    pairs = [(wanted(row), told(events.get(row["id"], ()), len(row["src"]) > 1 and not row["tgt"])) for row in gold]
    types = [({row["type"]}, {kind for _, _, kind in found}) for row, (_, found) in zip(gold, pairs, strict=True)]
    dyads = [({x[:2] for x in want}, {x[:2] for x in found}) for want, found in pairs]
    one = sum(bool(want & found) for want, found in pairs)
    return [
        *_over_all("type", types),
        *_over_all("dyad", dyads),
        *_over_all("dyad_and_type", pairs),
        share("records_with_one_fully_right", one, len(gold)),
    ]


def _over_all(name: str, pairs: Sequence[tuple[Set[Hashable], Set[Hashable]]]) -> list[Figure]:
    right = sum(len(want & found) for want, found in pairs)
    return agreement(name, right, sum(len(found) for _, found in pairs), sum(len(want) for want, _ in pairs))
