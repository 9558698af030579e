"""What a reading becomes by the decisions about it: rows corrected or taken out, and all that rests on them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, get_type_hints

from dateline.lexicon.phrases import fold
from dateline.plain import build
from dateline.reading.redating import redate, resting_on
from dateline.records import (
    READ_KINDS,
    Claim,
    How,
    Mention,
    Party,
    Place,
    Reading,
    Report,
    State,
    TimeExpression,
    Where,
)
from dateline.review.decision import Review, discriminator

NEAR = 0.5  # share of the words two rows have in common, from which on a correction goes with the newer row


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a correction of a name teaches: later reports that read these words so are read so. `review`: which one."""

    review: int
    words: str  # folded
    former: tuple[str | None, str | None]  # name and code as the machine read them
    name: str | None
    code: str | None
    actor: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Applied:
    """A reading after the decisions. `stands`: review -> the row that it applies to; None: that row was replaced."""

    reading: Reading
    stands: Mapping[int, str | None]


def reviewed(reading: Reading, reviews: Iterable[Review], lessons: Iterable[Lesson] = ()) -> Applied:
    """The machine's reading of a report with the reviews of its rows applied, the oldest first. Pure."""
    for lesson in lessons:
        reading = _learnt(reading, lesson)
    stands: dict[int, str | None] = {}
    for one in sorted(reviews, key=lambda review: review.id):
        if one.kind != "reports" and one.kind not in READ_KINDS:
            continue
        row = found_again(reading, one)
        stands[one.id] = None if row is None else row.id
        if row is not None and one.verdict == "reject":
            reading = _with_rows(reading, one.kind, (r for r in getattr(reading, one.kind) if r.id != row.id))
        elif row is not None and one.verdict == "correct":
            reading = _corrected(reading, row, one)
    return Applied(whole(reading) if stands else reading, stands)


def lesson_of(one: Review) -> Lesson | None:
    """What a review teaches for later reports: whom a name means."""
    if one.kind != "mentions" or one.verdict != "correct" or one.new("form") != "name" or not one.text:
        return None
    old = {change.field: change.old for change in one.changes}
    if not {"name", "code", "actor", "kind"} <= old.keys():
        return None
    return Lesson(
        one.id, _words(one.text), (old["name"], old["code"]), one.new("name"), one.new("code"), one.new("actor"),
        one.new("kind"),
    )  # fmt: skip


def _learnt(reading: Reading, lesson: Lesson) -> Reading:
    for mention in reading.mentions:
        same = mention.form == "name" and (mention.name, mention.code) == lesson.former
        if same and _words(mention.text) == lesson.words:
            how = replace(mention.how, by=f"review/learnt {lesson.review}", confidence=None)
            new = replace(mention, name=lesson.name, code=lesson.code, actor=lesson.actor, kind=lesson.kind, how=how)  # type: ignore[arg-type]
            reading = _renamed(_with(reading, "mentions", new), mention, new)
    return reading


def _words(text: str) -> str:
    return " ".join(fold(text).split())


# -- which row


def found_again(reading: Reading, one: Review) -> Any:
    """The row that a review is about: by its id, else by its place in the text; None when there is none like it."""
    if one.kind == "reports":
        return reading.report if reading.report.id == one.row else None
    rows = getattr(reading, one.kind)
    same = next((row for row in rows if row.id == one.row), None)
    if same is not None or one.start is None or one.end is None:
        return same
    marks = (one.apart, _mark_after(one))
    there = [row for row in rows if (row.start, row.end) == (one.start, one.end)]
    exact = [row for row in there if discriminator(row) in marks]
    if one.verdict == "reject" or len(exact) == 1:
        return exact[0] if len(exact) == 1 else None
    if len(there) == 1:
        return there[0]
    span = (one.new("start", one.start), one.new("end", one.end))
    moved = [row for row in rows if (row.start, row.end) == span and discriminator(row) in marks]
    if len(moved) == 1:
        return moved[0]
    return nearest(one.start, one.end, (row for row in rows if discriminator(row) in marks))


def _mark_after(one: Review) -> str | None:
    """What tells the row from others after the correction."""
    if one.kind == "events":
        return str(one.new("type", one.apart))
    if one.kind == "states" and one.apart is not None:
        matter, _, state = one.apart.partition("/")
        return f"{one.new('matter', matter)}/{one.new('state', state)}"
    return one.apart


def nearest(start: int, end: int, rows: Iterable[Any]) -> Any:
    """The one row that has most words in common with a span; None when none has enough, or two have as much."""
    shares = [(_share(start, end, row.start, row.end), row) for row in rows]
    best = max((share for share, _ in shares), default=0.0)
    winners = [row for share, row in shares if share == best]
    return winners[0] if best >= NEAR and len(winners) == 1 else None


def _share(start: int, end: int, other: int, last: int) -> float:
    return max(0, min(end, last) - max(start, other)) / (max(end, last) - min(start, other))


# -- corrections


def _corrected(reading: Reading, row: Any, one: Review) -> Reading:
    hints = get_type_hints(type(row))
    values = {change.field: build(hints[change.field], change.new) for change in one.changes}
    if isinstance(row, Report):
        published = values.pop("published", row.published)
        reading = replace(reading, report=replace(row, **values))
        return reading if published == row.published else redate(reading, published, "stated")
    new = replace(row, **values, how=How("review/correct", row.how.version))
    if "start" in values or "end" in values:
        new = replace(new, text=reading.report.text[new.start : new.end])
        new = replace(new, parts=()) if isinstance(new, Claim) else new
    return _brought_after(_with(reading, one.kind, new), row, new)


def _with(reading: Reading, kind: str, new: Any) -> Reading:
    return _with_rows(reading, kind, (new if row.id == new.id else row for row in getattr(reading, kind)))


def _with_rows(reading: Reading, kind: str, rows: Iterable[Any]) -> Reading:
    changed: dict[str, Any] = {kind: tuple(rows)}
    return replace(reading, **changed)


def _brought_after(reading: Reading, old: Any, new: Any) -> Reading:
    """What rests on a corrected row says what it now says."""
    match new:
        case Mention():
            return _renamed(reading, old, new)
        case Place():
            return _moved(reading, new)
        case TimeExpression() if old.value != new.value:
            return resting_on(reading, new)
        case Claim() if old.sources != new.sources:
            return _said_by(reading, old, new)
    return reading


def _renamed(reading: Reading, old: Mention, new: Mention) -> Reading:
    """A mention means somebody else: so do the words that refer to it, and the parts that they play."""
    meant = {old.id: new}
    mentions: list[Mention] = []
    for row in sorted(reading.mentions, key=lambda m: m.start):
        if row.antecedent in meant and (row.actor, row.name) == (old.actor, old.name):
            row = replace(row, actor=new.actor, name=new.name, code=new.code, kind=new.kind)
            meant[row.id] = row
        mentions.append(row)
    spans = {(m.start, m.end) for m in meant.values()} | {(old.start, old.end)}
    moved = (old.start, old.end) != (new.start, new.end)

    def party(one: Party) -> Party:
        if (one.start, one.end) not in spans or one.actor != old.actor:
            return one
        start, end = (new.start, new.end) if moved and one.start == old.start else (one.start, one.end)
        return replace(one, name=new.name or new.text, code=new.code, actor=new.actor, start=start, end=end)

    by_id = {m.id: m for m in mentions}
    reading = replace(reading, mentions=tuple(by_id[m.id] for m in reading.mentions))
    return with_parties(reading, party)


def _moved(reading: Reading, new: Place) -> Reading:
    """A place lies elsewhere: so does what happened there."""

    def where(one: Where | None) -> Where | None:
        if one is None or one.id != new.id:
            return one
        shared = {f.name: getattr(new, f.name) for f in fields(Where) if f.name not in ("id", "inferred")}
        return replace(one, **shared)

    return replace(
        reading,
        events=tuple(replace(row, place=where(row.place)) for row in reading.events),
        quantities=tuple(replace(row, place=where(row.place)) for row in reading.quantities),
        states=tuple(replace(row, place=where(row.place), to=where(row.to)) for row in reading.states),
    )


def _said_by(reading: Reading, old: Claim, new: Claim) -> Reading:
    """Somebody else said it: the figures and states in it are according to him."""
    return replace(
        reading,
        quantities=tuple(
            replace(row, attributed_to=new.sources)
            if row.claim == new.id and row.attributed_to == old.sources else row
            for row in reading.quantities
        ),
        states=tuple(
            replace(row, sources=new.sources) if row.claim == new.id and row.sources == old.sources else row
            for row in reading.states
        ),
    )  # fmt: skip


def with_parties(reading: Reading, change: Callable[[Party], Party]) -> Reading:
    """The reading with every party changed."""

    def every(parties: Sequence[Party]) -> tuple[Party, ...]:
        return tuple(change(party) for party in parties)

    return replace(
        reading,
        claims=tuple(
            replace(row, sources=every(row.sources), via=every(row.via),
                    addressee=row.addressee and change(row.addressee))
            for row in reading.claims
        ),
        quantities=tuple(replace(row, attributed_to=every(row.attributed_to)) for row in reading.quantities),
        events=tuple(
            replace(row, initiators=every(row.initiators), recipients=every(row.recipients)) for row in reading.events
        ),
        states=tuple(
            replace(row, parties=every(row.parties), others=every(row.others), mediators=every(row.mediators),
                    sources=every(row.sources))
            for row in reading.states
        ),
    )  # fmt: skip


# -- after rows were taken out


def whole(reading: Reading) -> Reading:
    """No row names another one that is no more: a claim's place is taken by the one around it, all else is empty."""
    claims = {row.id: row for row in reading.claims}
    places = {row.id for row in reading.places}
    times = {row.id for row in reading.times} | {reading.report.id}
    quantities = {row.id for row in reading.quantities}
    events = {row.id for row in reading.events}
    mentions = {row.id for row in reading.mentions}
    actors = {row.actor for row in reading.mentions}

    def fact(row: Any) -> Any:
        gone = row.when_from is not None and row.when_from not in times
        claim = row.claim if row.claim in claims else None
        place = row.place if row.place is not None and row.place.id in places else None
        return replace(
            row, claim=claim, place=place, when=None if gone else row.when, when_from=None if gone else row.when_from
        )

    def said(row: Claim) -> Claim:
        gone = row.said_on_from is not None and row.said_on_from not in times
        return replace(
            row, parent=row.parent if row.parent in claims else None, said_on=None if gone else row.said_on,
            said_on_from=None if gone else row.said_on_from,
        )  # fmt: skip

    def state(row: State) -> State:
        made: State = fact(row)
        return replace(
            made, to=row.to if row.to is not None and row.to.id in places else None,
            quantities=tuple(i for i in row.quantities if i in quantities),
            event=row.event if row.event in events else None,
        )  # fmt: skip

    def time(row: TimeExpression) -> TimeExpression:
        lost = row.anchor is not None and row.anchor not in times
        return replace(row, anchor=None, value=None, basis=None) if lost else row

    done = replace(
        reading,
        times=tuple(time(row) for row in reading.times),
        claims=tuple(said(row) for row in reading.claims),
        events=tuple(fact(row) for row in reading.events),
        quantities=tuple(fact(row) for row in reading.quantities),
        states=tuple(state(row) for row in reading.states),
        mentions=tuple(
            row if row.antecedent is None or row.antecedent in mentions else replace(row, antecedent=None)
            for row in reading.mentions
        ),
    )
    return with_parties(done, lambda p: p if p.actor is None or p.actor in actors else replace(p, actor=None))
