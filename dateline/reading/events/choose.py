"""From triggers to events told: what a governing word makes of another, and which of them are deeds of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.language.grammar import subjects
from dateline.language.parse import Parse
from dateline.lexicon.event_words import EventWords
from dateline.lexicon.plover import Plover
from dateline.reading.events.cast import Cast
from dateline.reading.events.status import Reality, reality
from dateline.reading.events.triggers import Trigger
from dateline.records import Party, Status


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as told, its parties resolved; `rule` says what was made of the frame's own type, if anything."""

    trigger: Trigger
    type: str
    mode: str | None
    status: Status
    initiators: tuple[Party, ...]
    recipients: tuple[Party, ...]
    rule: str | None = None


def tellings(p: Parse, words: EventWords, plover: Plover, cast: Cast, found: Iterable[Trigger]) -> list[Telling]:
    """The events of a report in reading order of their triggers."""
    told = [(t, reality(p, words, t)) for t in found]
    by_sentence: dict[int, list[tuple[Trigger, Reality]]] = {}
    for trigger, real in told:
        by_sentence.setdefault(p.sent_of[trigger.token], []).append((trigger, real))
    return [one for pairs in by_sentence.values() for one in _sentence(p, plover, cast, pairs)]


def _sentence(p: Parse, plover: Plover, cast: Cast, pairs: list[tuple[Trigger, Reality]]) -> list[Telling]:
    absorbed: set[int] = set()
    chosen: list[Telling] = []
    for trigger, real in sorted(pairs, key=lambda pair: _depth(p, pair[0].clause)):
        if trigger.token in absorbed:
            continue
        inner = [(t, r) for t, r in pairs if t is not trigger and _under(p, t.token, trigger.inside)]
        one = _told(p, plover, cast, trigger, real, inner)
        if one is None:
            continue
        if trigger.frame.absorbs or (one.rule or "") in ("duty", "stopped"):
            absorbed |= {t.token for t, _ in inner}
        else:
            absorbed |= {t.token for t, _ in inner if t.token in trigger.inside and t.verb in (None, trigger.token)}
        chosen.append(one)
    kept = [one for one in chosen if _stands(p, one, chosen)]
    return sorted(kept, key=lambda one: one.trigger.token)


def _depth(p: Parse, i: int) -> int:
    steps = 0
    while p.head[i] != i:
        i, steps = p.head[i], steps + 1
    return steps


def _under(p: Parse, i: int, heads: tuple[int, ...]) -> bool:
    return any(p.left[h] <= i <= p.right[h] and _dominates(p, h, i) for h in heads)


def _dominates(p: Parse, h: int, i: int) -> bool:
    while i != h and p.head[i] != i:
        i = p.head[i]
    return i == h


def _told(
    p: Parse, plover: Plover, cast: Cast, trigger: Trigger, real: Reality, inner: list[tuple[Trigger, Reality]]
) -> Telling | None:
    """The event that a trigger tells, or None when it tells none."""
    changed = _type_of(p, plover, trigger, real, inner)
    if changed is None:
        return None
    kind, rule, status = changed
    initiators = cast.actors(trigger.initiators, trigger.clause)
    recipients = cast.actors(trigger.recipients) or cast.places(trigger.locations)
    if rule == "duty":
        speaker = _speaker(p, trigger.clause)
        initiators, recipients = cast.actors(speaker, trigger.clause), initiators
    mine = {(q.name, q.code) for q in initiators}
    recipients = tuple(q for q in recipients if (q.name, q.code) not in mine)
    if not recipients and (trigger.frame.absorbs or rule in ("future", "refused")):
        recipients = _borrowed(cast, inner, mine) or cast.named_in(trigger.inside, initiators)
    if not recipients and trigger.frame.home:
        recipients = cast.home(initiators, trigger.frame.home)
    return Telling(trigger, kind, trigger.frame.mode, status, initiators, recipients, rule)


def _type_of(
    p: Parse, plover: Plover, trigger: Trigger, real: Reality, inner: list[tuple[Trigger, Reality]]
) -> tuple[str, str | None, Status] | None:
    """(type, what was made of it, status); None when nothing is told."""
    kind, rule, status = trigger.frame.type, None, real.status
    if trigger.frame.by_clause:
        by = dict(trigger.frame.by_clause)
        side = next((plover.types[t.frame.type].side for t, _ in inner), "other")
        if (known := by.get(side)) is None:
            return None
        kind = known
    if trigger.carried == "stop":
        changed = plover.becomes["stopped"].get(kind)
        if changed is None:
            return None
        kind, rule = changed, "stopped"
    speaker = _speaker(p, trigger.clause)
    if real.duty and not real.refused and speaker and set(speaker).isdisjoint(trigger.initiators):
        return "REQUEST", "duty", "actual"
    if real.future and trigger.initiators and not real.purpose:
        table = plover.becomes["refused" if real.refused else "future"]
        scheduled = kind == "CONSULT" and (len(trigger.initiators) > 1 or not (trigger.recipients or trigger.locations))
        if kind in table and not scheduled and (real.status != "hypothetical" or speaker):
            return table[kind], "refused" if real.refused else "future", "actual" if real.refused else "planned"
    return kind, rule, status


def _speaker(p: Parse, clause: int) -> list[int]:
    """Who says the clause: the subject of the verb that it is the content of."""
    while p.rel[clause] == "conj" and p.tag[p.head[clause]].startswith("VB"):
        clause = p.head[clause]
    return subjects(p, p.head[clause]) if p.rel[clause] == "ccomp" and p.head[clause] != clause else []


def _borrowed(
    cast: Cast, inner: list[tuple[Trigger, Reality]], mine: set[tuple[str | None, str | None]]
) -> tuple[Party, ...]:
    """The recipients of what was agreed, refused or threatened are those of the agreement, refusal or threat."""
    for trigger, _ in inner:
        found = cast.actors(trigger.recipients) or cast.places(trigger.locations)
        others = tuple(q for q in found if (q.name, q.code) not in mine)
        if others:
            return others
    return ()


def _stands(p: Parse, one: Telling, all_told: list[Telling]) -> bool:
    """Whether a telling is a deed of its own: no purpose of another, no second telling, no bare noun in passing."""
    t = one.trigger
    bare = t.verb is None and (p.tag[t.token].startswith("NN") or not p.tag[t.token].startswith(("VB", "JJ")))
    if bare and not (one.initiators and (one.recipients or len(one.initiators) > 1)):
        return False
    for other in all_told:
        if other is one:
            continue
        above = _dominates(p, other.trigger.clause, t.token)
        if above and one.type == other.type and bare:
            return False
    return True
