"""Ceasefires: declarations linked into one ceasefire, its steps with who says so and who disputes them, its terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.ids import make_id
from dateline.joining.dossiers.displacement import OPERATION
from dateline.joining.dossiers.gather import (
    TOLD,
    Resting,
    Told,
    apart,
    bare,
    first_day,
    is_country,
    key_of,
    same_place,
    together,
    told,
    undated,
)
from dateline.joining.dossiers.talks import talks
from dateline.records import Ceasefire, Party, Purpose, Reading, Scope, Step, Talks, Where

DECLARING = ("announced", "in_effect")
STEPS = ("announced", "in_effect", "extended", "suspended", "resumed", "violated", "ended")
ALONE = "truce nouns:"  # the rule that reads a pause without the word truce
SAME_DAYS = 3  # two declarations of the same truce are told as of days no further apart
LONGEST = 60  # days after its declaration that a step without more may still belong to a ceasefire
PURPOSES: tuple[Purpose, ...] = ("humanitarian", "holiday", "election", "peace_process")
ORDER = {state: n for n, state in enumerate(STEPS)}


@dataclass
class Truce:
    """One ceasefire while it is gathered: what declares it, what befell it, and the evacuation under it."""

    pause: bool
    land: str | None
    place: Where | None
    rows: list[Told] = field(default_factory=list)
    doubts: list[Told] = field(default_factory=list)
    operation: list[Told] = field(default_factory=list)

    @property
    def declared(self) -> str | None:
        """The first day on which it is said to have been declared."""
        days = [_step_day(one) for one in self.rows if one.state.state == "announced"]
        return min((day for day in days if day), key=first_day, default=None)

    def sides(self) -> set[str]:
        return {key_of(p) for one in self.rows if one.state.state in DECLARING for p in one.state.parties}


def ceasefires(readings: Iterable[Reading]) -> tuple[Ceasefire, ...]:
    """A row for each party to each ceasefire (one without a party where none is named), in order of declaration."""
    readings = list(readings)
    rows = [one for one in told(readings, "ceasefire") if one.state.state in STEPS]
    truces = _declared([one for one in rows if one.state.status in TOLD])
    placed = {one.state.id for truce in truces for one in truce.rows}
    for one in rows:
        if one.state.id not in placed:
            _attach(truces, one)
    for one in told(readings, "displacement"):
        if one.state.state in OPERATION and one.state.status in TOLD:
            _evacuating(truces, one)
    coming = _coming(talks(readings), readings)
    newest = [_newest([t for t in truces if t.land == land]) for land in {t.land: None for t in truces}]
    found = [row for truce in truces if truce.rows for row in _rows(truce, coming if truce in newest else ())]
    return tuple(sorted(found, key=lambda row: (first_day(row.declared), row.ceasefire, row.id)))


def _declared(rows: Sequence[Told]) -> list[Truce]:
    """The ceasefires that somebody is said to have declared."""
    truces: list[Truce] = []
    for one in rows:
        if one.state.state == "announced":
            known = next((truce for truce in truces if _same_truce(truce, one)), None)
            if known is None:
                known = Truce(_is_pause(one), one.land, one.state.place)
                truces.append(known)
            known.place = known.place or one.state.place
            known.rows.append(one)
    known_lands = {truce.land for truce in truces}
    for one in rows:  # a truce is spoken of that no report in sight declares
        if one.land not in known_lands:
            known_lands.add(one.land)
            truces.append(Truce(False, one.land, one.state.place))
    return truces


def _is_pause(one: Told) -> bool:
    """One side stops, by a word for stopping or one for doing so alone."""
    return "unilateral" in one.state.traits or (ALONE in one.state.how.by and len(one.state.parties) == 1)


def _same_truce(truce: Truce, one: Told) -> bool:
    if truce.pause != _is_pause(one) or not _fits(truce, one):
        return False
    if truce.pause and truce.sides().isdisjoint({key_of(p) for p in one.state.parties}):
        return False
    between = apart(truce.declared, _step_day(one))
    if between is None:
        between = apart(truce.declared or truce.rows[0].day, one.day)
        return between is None or between <= LONGEST
    return between <= SAME_DAYS


def _fits(truce: Truce, one: Told) -> bool:
    """Of one country, and in places that may be one; a place that is only taken from the context excludes nothing."""
    a, b = truce.place, one.state.place
    beside = any(other.report.id == one.report.id for other in truce.rows)
    if not beside and truce.land != one.land and truce.land is not None and one.land is not None:
        return False
    return a is None or b is None or a.inferred or b.inferred or same_place(a, b)


def _step_day(one: Told) -> str | None:
    """The day of a step: as told; what somebody announced in words was announced when he said it."""
    if one.state.when is not None or one.state.state != "announced":
        return one.state.when
    return one.claim.said_on if one.claim is not None else None


def _attach(truces: Sequence[Truce], one: Told) -> None:
    """A later step belongs to the last ceasefire of its place that had been declared by then."""
    doubt = one.state.status == "denied"
    if not doubt and one.state.status not in TOLD:
        return
    day = first_day(one.state.when or one.day)
    fitting = [t for t in truces if _fits(t, one) and _since(t, day)]
    if doubt:
        fitting = [t for t in fitting if any(other.report.id == one.report.id for other in t.rows)] or fitting[:0]
    else:
        fitting = [t for t in fitting if not t.pause] or fitting
    if fitting:
        truce = max(fitting, key=lambda t: (first_day(t.declared) if t.declared else date.min, truces.index(t)))
        (truce.doubts if doubt else truce.rows).append(one)


def _since(truce: Truce, day: date) -> bool:
    """Had it been declared by that day, and not too long ago?"""
    if truce.declared is None or day == date.max:
        return True
    return 0 <= (day - first_day(truce.declared)).days <= LONGEST


def _evacuating(truces: Sequence[Truce], one: Told) -> None:
    fitting = [
        t for t in truces
        if not t.pause and _fits(t, one) and _since(t, first_day(one.state.when or one.day))
    ]  # fmt: skip
    if fitting:
        max(fitting, key=lambda t: first_day(t.declared) if t.declared else date.min).operation.append(one)


def _newest(truces: Sequence[Truce]) -> Truce | None:
    """The ceasefire that talks still to come are about: the last agreed, else the last declared."""
    agreed = [t for t in truces if not t.pause] or list(truces)
    return max(agreed, key=lambda t: first_day(t.declared) if t.declared else date.min, default=None)


def _coming(rounds: Iterable[Talks], readings: Sequence[Reading]) -> tuple[Talks, ...]:
    """Talks planned for a day that no report in sight is later than."""
    days = [first_day(r.report.published) for r in readings if r.report.published]
    latest = max((day for day in days if day != date.max), default=date.min)
    return tuple(t for t in rounds if t.state == "planned" and t.when is not None and first_day(t.when) >= latest)


def steps(rows: Iterable[Told], doubts: Sequence[Told] = ()) -> tuple[Step, ...]:
    """One step for each state and day, in the order of the days; what has no day joins the one day of its state."""
    groups: dict[tuple[str, str | None, tuple[str, ...]], list[Told]] = {}
    rows = list(rows)
    for one in rows:
        by = tuple(key_of(p) for p in one.state.parties) if one.state.state == "violated" else ()
        groups.setdefault((one.state.state, _step_day(one), by), []).append(one)
    for key in [key for key in groups if key[1] is None]:
        dated = [other for other in groups if other[0] == key[0] and other[1] is not None and other[2] == key[2]]
        if len(dated) == 1:
            groups[dated[0]] += groups.pop(key)
    blamed = {key: together(*(one.state.sources for one in group)) for key, group in groups.items()}
    found = []
    for key, group in groups.items():
        denied = [d.state.sources for d in doubts if key[0] in DECLARING and _one_report(d, group)]
        ids = [i for one in group for i in one.ids]
        ids += [d.state.id for d in doubts if key[0] in DECLARING and _one_report(d, group)]
        acts = together(*(one.state.parties for one in group)) if key[0] != "announced" else ()
        reports = len({one.report.id for one in group})
        own = len({one.report.id for one in group if not one.state.sources})
        found.append(Step(key[0], key[1], acts, blamed[key], together(*denied), reports, own, tuple(ids)))
    return tuple(sorted(found, key=lambda s: (first_day(s.day), ORDER.get(s.state, 0), s.ids)))


def _one_report(doubt: Told, group: Sequence[Told]) -> bool:
    return any(doubt.report.id == one.report.id for one in group)


def _rows(truce: Truce, coming: Sequence[Talks]) -> list[Ceasefire]:
    rest = Resting()
    told_steps, evacuation = steps(truce.rows, truce.doubts), steps(truce.operation)
    mediators = _mediators(truce, rest)
    parties = _parties(truce, mediators)
    days = {state: next((s for s in told_steps if s.state == state and s.day), None) for state in STEPS}
    filled: dict[str, object] = {"place": truce.place, "mediators": mediators}
    names = (("announced", "declared"), ("in_effect", "effective"), ("suspended", "suspended"), ("resumed", "resumed"),
             ("ended", "ended"))  # fmt: skip
    for state, name in names:
        step = days[state]
        filled[name] = None if step is None else step.day
        rest.on(name, () if step is None else step.ids)
    everything = [i for one in truce.rows for i in one.ids]
    rest.on("place", [one.state.id for one in truce.rows if one.state.place is not None])
    filled |= _terms(truce, rest)
    filled["state"] = _last(told_steps)
    rest.on("state", everything)
    rest.on("steps", everything)
    rest.on("evacuation", [i for one in truce.operation for i in one.ids])
    rest.on("next_talks", [t.id for t in coming])
    filled |= {"steps": told_steps, "evacuation": evacuation, "next_talks": tuple(t.id for t in coming)}
    smallest = min(one.state.id for one in truce.rows)
    found = []
    for party in parties or (None,):
        ids = [o.state.id for o in truce.rows if party and any(key_of(p) == key_of(party) for p in o.state.parties)]
        rest.fields["party"] = ids
        found.append(
            Ceasefire(
                id=make_id("ceasefires", smallest, "" if party is None else key_of(party)),
                ceasefire=make_id("ceasefires", smallest, "as a whole"),
                party=party,
                undated=undated([*truce.rows, *truce.operation]),
                evidence=rest.evidence(party=party, **filled),
                **filled,  # type: ignore[arg-type]
            )
        )
    return found


def _mediators(truce: Truce, rest: Resting) -> tuple[Party, ...]:
    rest.on("mediators", [one.state.id for one in truce.rows if one.state.mediators])
    return together(*(one.state.mediators for one in truce.rows))


def _parties(truce: Truce, mediators: Sequence[Party]) -> tuple[Party, ...]:
    """Who declares it. Those who brokered it are no parties, as long as others are."""
    declaring = together(*(one.state.parties for one in truce.rows if one.state.state in DECLARING))
    brokers = {key_of(p) for p in mediators}
    without = tuple(p for p in declaring if key_of(p) not in brokers)
    return tuple(bare(p) for p in without or declaring)


def _terms(truce: Truce, rest: Resting) -> dict[str, object]:
    """Purpose, scope, length, watchers and writing, from what is said where it is declared."""
    declaring = [one for one in truce.rows if one.state.state in DECLARING]
    traits = [(trait, one.state.id) for one in declaring for trait in one.state.traits]

    def said(name: str, beginning: str) -> str | None:
        ids = [i for trait, i in traits if trait.startswith(beginning)]
        rest.on(name, ids)
        return next((t.removeprefix(beginning).strip() for t, _ in traits if t.startswith(beginning)), None)

    purpose = next((name for name in PURPOSES if ("purpose " + name) in [t for t, _ in traits]), None)
    rest.on("purpose", [i for t, i in traits if t == f"purpose {purpose}"])
    general = said("scope", "general") is not None or (truce.place is not None and is_country(truce.place))
    scope: Scope | None = "general" if general else "partial" if truce.place is not None else None
    rest.on("scope", rest.fields.get("place", ()))
    unwritten = said("written", "unwritten") is not None
    written = said("written", "written") is not None
    return {
        "purpose": purpose,
        "scope": scope,
        "lasts": said("lasts", "lasts "),
        "mechanism": said("mechanism", "mechanism "),
        "written": True if written else False if unwritten else None,
    }


def _last(told_steps: Sequence[Step]) -> str | None:
    """The state after the last day that is told; steps without a day say nothing of the order."""
    dated = [step for step in told_steps if step.day is not None] or list(told_steps)
    if not dated:
        return None
    last = dated[-1]
    return f"{last.state}, disputed" if last.disputed_by else last.state
