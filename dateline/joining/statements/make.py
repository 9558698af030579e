"""Statements of one reading."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.joining.statements.book import Book, book
from dateline.joining.statements.cause import cause, hit_at, hit_on
from dateline.joining.statements.numbers import amount, former, matter_of
from dateline.joining.statements.pointing import answers, points_back, turned
from dateline.joining.statements.statement import Days, Side, Statement, Told
from dateline.joining.statements.states import BY_ROW, state_of, told_state
from dateline.joining.statements.when import UNKNOWN, closed, days, known
from dateline.joining.statements.where import parts, spots
from dateline.joining.statements.who import side
from dateline.joining.statements.words import phrase_ends
from dateline.lexicon.matters import Matters, Seen
from dateline.lexicon.scopes import Scopes
from dateline.records import Claim, Event, Mention, Party, Quantity, Reading, State, TimeExpression, Where

UNSURE = frozenset({"planned", "hypothetical"})
TO_BE = frozenset((form, "to") for form in ("are", "is", "were", "was"))  # "are to leave": they have not left
UNSURE_STANCES = frozenset({"asks", "promises"})
NEAR_LETTERS = 120  # between a number and the verb that says what happened
BEFORE, AFTER = 2, 4  # words before and after an event that may say with what it was done
NEWEST = 6  # words before a number
LITTLE = 12  # letters of a content beside its number
THE_FIGURE = re.compile(r"(?:the|that|this) (?:figure|number|toll|total|count|tally)\b(?! of\b)", re.I)
ELLIPSIS = 2  # sentences back that "the mayor spoke of nine" may take its matter from


def statements(reading: Reading, matters: Matters, scopes: Scopes) -> tuple[Statement, ...]:
    """What the claims, events and quantities of a report say, in reading order. Pure; linear in the report's length.

    The day of the telling comes from `reading.report.published`: for a report whose day was inferred, hand in the
    reading with that day put there, and again when it is narrowed.
    """
    look = book(reading, matters, scopes)
    numbers = tuple(_numbers(look))
    told = (s for s in reading.states if s.event is None and not s.quantities and told_state(s)[1] is not None)
    made = [
        *(_state(look, s) for s in told),
        *(_claim(look, c) for c in reading.claims),
        *(_event(look, e) for e in reading.events),
        *numbers,
    ]
    made = [*turned(made, scopes)]
    meant = {one.answers for one in made if one.answers is not None}
    if meant:
        made = [one._replace(answered=True) if one.id in meant else one for one in made]
    return tuple(sorted(made, key=lambda one: (one.start, -one.end, one.id)))


def _claim(look: Book, claim: Claim) -> Statement:
    inside = look.words.between(claim.start, claim.end)
    matter, state, at = state_of(look, inside, inside, only=("breach",))
    pointer = points_back(look, claim, inside)
    return Statement(
        id=claim.id,
        kind="claims",
        **_common(look, claim, inside),
        told=look.tellers(claim),
        **_matter(look, matter),
        state=state,
        denied=claim.stance == "denies" or _negated(look, inside),
        certain=claim.stance not in UNSURE_STANCES,
        doers=_subject(look, claim, look.words.starts[at.first] if at else claim.end),
        **_spots(look, None, claim.start, claim.end, shot=_tells_of_fire(look.events.get(claim.id, ()))),
        when=UNKNOWN,
        said=_said(look, claim),
        carrier=claim.parent,
        pointer=pointer,
        refutes=claim.stance == "denies",
        accuses=claim.stance == "accuses",
        answers=answers(look, claim, inside, pointer),
    )


def _event(look: Book, event: Event) -> Statement:
    own = look.words.between(event.start, event.end)
    first, last = look.window(event.start, event.end, event.claim)
    inside = look.words.between(first, last)
    matter, state, at = state_of(look, own, inside)
    row = look.of_event.get(event.id)
    if row is not None and matter in (None, "evacuation", *BY_ROW) and told_state(row)[1] is not None:
        matter, state = told_state(row)
    elif matter in BY_ROW and (matter, state) not in map(told_state, look.rows_in(look.reading.states, first, last)):
        matter, state = None, None  # words alone are not enough: "held talks about a truce"
    claim = look.claims.get(event.claim or "")
    turned = at is not None and _negated(look, range(max(inside.start, at.first - 3), at.last))
    stance = claim.stance if claim is not None else "asserts"
    return Statement(
        id=event.id,
        kind="events",
        **_common(look, event, inside),
        told=look.tellers(claim),
        **_matter(look, matter),
        state=state,
        denied=event.status == "denied" or turned or _called_false(look, event),
        certain=event.status not in UNSURE and stance not in UNSURE_STANCES and not _undertaken(claim),
        act=(event.type, event.mode),
        means=_means(look, own, inside),
        doers=_own_people(look, _doers_of(look, event, claim), look.tellers(claim)),
        done_to=_victims(look, event),
        **_spots(look, event.place, first, last, shot=_tells_of_fire((event,))),
        when=_when(look, event),
        said=_said(look, claim),
        carrier=event.claim,
    )


def _undertaken(claim: Claim | None) -> bool:
    """ "Agreed not to fire on towns": what shall not be, which says nothing of what was."""
    return claim is not None and claim.text.lower().startswith("not to ")


def _doers_of(look: Book, event: Event, claim: Claim | None) -> Side:
    """Who does it. The pronoun with which a denial begins is whoever denies: "they denied that they had fired"."""
    first = event.initiators[0] if event.initiators else None
    if first is not None and first.start is not None and claim is not None and claim.stance == "denies":
        opens = first.start - claim.start <= LITTLE and any(
            m.form == "pronoun" for m in look.rows_in(look.reading.mentions, first.start, first.start + 1)
        )
        if opens:
            teller = look.tellers(claim)
            return Side(teller.speakers, teller.codes, teller.names)
    return side(event.initiators, look.scopes)


def _own_people(look: Book, doers: Side, told: Told) -> Side:
    """ "His men" are of the side of the man who speaks."""
    own = doers.keys and all(key.split()[0] in look.scopes.own_words for key in doers.keys)
    return Side(doers.keys, told.codes, doers.names) if own and told.codes else doers


def _means(look: Book, own: range, inside: range) -> tuple[str, ...]:
    """With what, as the words of the event and the few around it tell: "flown no combat missions", "a shell hit"."""
    near = look.words.words[max(inside.start, own.start - BEFORE) : min(own.stop + AFTER, inside.stop)]
    return tuple(sorted({look.scopes.means[word] for word in near if word in look.scopes.means}))


def _state(look: Book, row: State) -> Statement:
    """A running matter that no event tells: "The truce was dead by noon", "they still held the town"."""
    matter, state = told_state(row)
    first, last = look.window(row.start, row.end, row.claim)
    claim = look.claims.get(row.claim or "")
    return Statement(
        id=row.id,
        kind="states",
        **_common(look, row, look.words.between(first, last)),
        told=look.tellers(claim),
        **_matter(look, matter),
        state=state,
        denied=row.status == "denied",
        certain=row.status not in UNSURE,
        doers=side(row.parties, look.scopes),
        done_to=side(row.others, look.scopes),
        **_spots(look, row.place, first, last),
        when=_when(look, row),
        said=_said(look, claim),
        carrier=row.claim,
    )


def _when(look: Book, row: Event | Quantity | State) -> Days:
    """The days a row is about; what is only told as of the report's day has none of its own."""
    return UNKNOWN if row.when_from == look.reading.report.id else days(row.when)


def _numbers(look: Book) -> Iterator[Statement]:
    """The quantities; one without words of its own ("the mayor spoke of nine") takes what the last one told of."""
    last: Statement | None = None
    led: set[str] = set()
    for quantity in look.reading.quantities:
        one = _number(look, quantity, leads=quantity.claim not in led)
        led.add(quantity.claim or "")
        if one.matter is None and last is not None and _continues(look, last, one):
            one = _continued(one, last)
        if one.matter is not None and one.amount is not None and not one.amount.part:
            last = one
        yield one


def _number(look: Book, quantity: Quantity, leads: bool) -> Statement:
    first, last = look.window(quantity.start, quantity.end, quantity.claim)
    if quantity.claim is None:
        first, last = look.alone(quantity.start, quantity.end)
    inside, at = look.words.between(first, last), look.words.between(quantity.start, quantity.end)
    matter, seen = matter_of(quantity, at, inside, look)
    claim = look.claims.get(quantity.claim or "")
    before = look.words.words[at.start - 1] if at.start else ""
    hit = cause(look, quantity, matter)
    where, when = _spots(look, quantity.place, first, last), _when(look, quantity)
    before_it, instead = former(look, quantity)
    placed, on = hit_at(look, hit, quantity, where), hit_on(look, hit, when)
    return Statement(
        id=quantity.id,
        kind="quantities",
        **_common(look, quantity, inside),
        told=look.tellers(claim, quantity.attributed_to),
        **_matter(look, matter),
        denied=claim is not None and claim.stance == "denies",
        certain=_certain(look, claim, quantity, matter, seen),
        doers=_doers(look, quantity, first),
        amount=amount(quantity, look.scopes, matter, before, _breaks_down(look, inside), _listed(look, at)),
        **placed,
        when=on,
        said=_said(look, claim),
        carrier=quantity.claim,
        leads=leads,
        hit=when != on or placed is not where,
        before=before_it,
        instead=instead,
        risen=_risen(look, inside, at),
    )


def _risen(look: Book, inside: range, at: range) -> bool:
    """Whether the few words before a number say that a count has come to it."""
    words = look.words.words[max(inside.start, at.start - NEWEST) : at.start]
    return bool(phrase_ends(words, look.scopes.risen))


def _listed(look: Book, at: range) -> bool:
    near = look.words.words[max(0, at.start - 2) : at.stop + 3]
    return not look.scopes.listed.isdisjoint(near)


def _breaks_down(look: Book, inside: range) -> bool:
    return any(look.words.words[i] in look.scopes.remainders and look.words.words[i - 1] == "the" for i in inside if i)


def _continues(look: Book, last: Statement, one: Statement) -> bool:
    if last.amount is None or one.amount is None:
        return False
    if one.risen and one.amount.unit in (None, last.amount.unit) and THE_FIGURE.match(one.context):
        return _near(look, last, one)
    if last.amount.unit != one.amount.unit:
        return False
    claim = look.claims.get(one.carrier or "")
    if one.told.voice or (claim is not None and claim.end - claim.start > (one.end - one.start) + LITTLE):
        return False  # a sentence with words of its own has a matter of its own
    return _near(look, last, one)


def _near(look: Book, last: Statement, one: Statement) -> bool:
    starts = look.reading.report.sentences
    between = sum(last.start < start <= one.start for start in starts) if len(starts) < 10_000 else ELLIPSIS + 1
    return between <= ELLIPSIS


def _continued(one: Statement, last: Statement) -> Statement:
    assert one.amount is not None and last.amount is not None
    place = one.guessed or not one.spots
    return one._replace(
        matter=last.matter, first=last.first, near=last.near, certain=last.certain, doers=last.doers,
        amount=one.amount._replace(unit=last.amount.unit, counted=last.amount.counted, above=last.amount.above),
        spots=last.spots if place else one.spots, guessed=last.guessed if place else one.guessed,
        parts=last.parts if place else one.parts, when=one.when if known(one.when) else last.when,
        words=tuple(sorted({*one.words, *last.words})), deeds=tuple(sorted({*one.deeds, *last.deeds})),
    )  # fmt: skip


def _common(look: Book, row: Claim | Event | Quantity | State, inside: range) -> dict[str, Any]:
    """What every kind of statement has. `inside`: the words that say it."""
    report = look.reading.report
    told = [(i, found) for i in inside if (found := look.stems[i]) is not None]
    begin, end = (look.words.starts[inside.start], look.words.ends[inside.stop - 1]) if inside else (row.start, row.end)
    return {
        "report": report.id,
        "outlet": report.outlet,
        "start": row.start,
        "end": row.end,
        "text": row.text,
        "context": " ".join(report.text[begin:end].split()),
        "parts": parts(look.words, inside, look.places, look.scopes),
        "words": tuple(sorted({found for _, found in told})),
        "deeds": tuple(sorted({found for i, found in told if i not in look.named})),
        "figures": tuple((q.low, q.high) for q in look.rows_in(look.reading.quantities, begin, end)),
        "dates": tuple(days(t.value) for t in look.rows_in(look.reading.times, begin, end) if _dated(t)),
        "acts": tuple(dict.fromkeys(e.type for e in look.rows_in(look.reading.events, begin, end))),
    }


def _dated(time: TimeExpression) -> bool:
    """Whether words name a day or span that is known, and not a length or a habit."""
    return time.time_kind in ("date", "interval") and known(days(time.value))


def _matter(look: Book, name: str | None) -> dict[str, Any]:
    entry = look.matters.by_name.get(name or "")
    return {
        "matter": name, "first": entry.first if entry else None, "near": tuple(sorted(entry.near)) if entry else (),
    }  # fmt: skip


def _tells_of_fire(events: Iterable[Event]) -> bool:
    return any(event.type == "ASSAULT" and event.mode == "heavy-weapons" for event in events)


def _spots(look: Book, place: Where | None, first: int, last: int, *, shot: bool = False) -> dict[str, Any]:
    """The place of a row, then the others that its words name; where they name none, what the report is about too.

    A place that the words of the row do not name was taken from a sentence before it. shot: rockets or shells are told
    of, so that "from near Harwick" tells where they came from, and not where they fell.
    """
    there = look.rows_in(look.reading.places, first, last)
    if shot:
        off = [one for one in there if look.comes_from(one)]
        there = tuple(one for one in there if one not in off)
        place = None if place is not None and any(one.name == place.name for one in off) else place
    named = spots(there, look.scopes)
    found = spots([*((place,) if place else ()), *there], look.scopes)
    if any(not one.broad for one in named):
        return {"spots": found, "guessed": False}
    keys = {one.key for one in found if not one.broad}
    narrow = tuple(one for one in found if not one.broad)
    main = tuple(one for one in look.told_of(first, last) or look.main if one.key not in keys)
    broad = tuple(one for one in found if one.broad)
    return {"spots": (*narrow, *main, *broad), "guessed": bool(narrow or main or not broad)}


def _said(look: Book, claim: Claim | None) -> Days:
    """When it was said, else published: nobody is quoted before he speaks."""
    told = days(claim.said_on) if claim is not None else UNKNOWN
    return told if closed(told) else look.published


def _negated(look: Book, inside: range) -> bool:
    words = look.words.words
    return any(words[i] in look.scopes.negations or words[i].endswith("n't") for i in inside)


def _victims(look: Book, event: Event) -> Side:
    """To whom; people without a name are known by their kind: "82 civilians" and "the civilians" are civilians."""
    found = side((p for p in event.recipients if not p.inferred or p.actor), look.scopes)
    nameless = [(p.name or "").lower().split()[-1:] for p in event.recipients if not p.actor]
    kinds = tuple(
        dict.fromkeys(f"kind {look.scopes.counted[w[0]]}" for w in nameless if w and w[0] in look.scopes.counted)
    )
    return Side((*found.keys, *(k for k in kinds if k != "kind people")), found.codes, found.names)


def _called_false(look: Book, event: Event) -> bool:
    """ "Reports that aircraft struck the queue are untrue": the report's own words take it back."""
    if event.claim is not None:
        return False
    _, last = look.sentence(event.start, event.end)
    return any(look.words.words[i] in look.scopes.falsehoods for i in look.words.between(event.end, last))


def _subject(look: Book, claim: Claim, verb: int) -> Side:
    """Who does what a claim tells: the initiators of its event there, else who is named first."""
    for event in look.events.get(claim.id, ()):
        if event.initiators and abs(event.start - verb) <= 1:
            return side(event.initiators, look.scopes)
    return _first_actor(look, claim.start, verb)


def _first_actor(look: Book, start: int, end: int) -> Side:
    """Who is named first: the subject of a content, as near as words without grammar tell."""
    found = look.actors_in(start, end)
    return side(map(_party, found[:1]), look.scopes)


def _party(mention: Mention) -> Party:
    return Party(mention.name, mention.code, mention.actor, mention.start, mention.end)


def _doers(look: Book, quantity: Quantity, first: int) -> Side:
    """Who did what is counted: the initiators of the nearest event of the sentence, else who is named before it."""
    events = [e for e in look.events.get(quantity.claim, ()) if first <= e.start and e.initiators]
    near = min(events, key=lambda e: (abs(e.start - quantity.start), e.id), default=None)
    if near is not None and abs(near.start - quantity.start) < NEAR_LETTERS:
        counted = {
            (p.start, p.end)
            for p in near.initiators
            if p.start is not None and quantity.start <= p.start < quantity.end
        }
        return side((p for p in near.initiators if (p.start, p.end) not in counted), look.scopes)
    if quantity.unit == "percent":
        return _first_actor(look, first, quantity.start)
    return Side()


def _certain(look: Book, claim: Claim | None, quantity: Quantity, matter: str | None, seen: Seen | None) -> bool:
    """Whether the number is told as being so. Modal words near the verb say it is not; "may still be" counts people."""
    if claim is not None and claim.stance in UNSURE_STANCES:
        return False
    row = look.of_quantity.get(quantity.id)
    if row is not None:
        return row.status not in UNSURE or matter == "remaining"
    at = look.words.between(quantity.start, quantity.end)
    low, high = min(at.start, seen.first if seen else at.start), max(at.stop, seen.last if seen else at.stop)
    words = look.words.words
    soft = {"may", "might"} if matter == "remaining" else set()
    if any(word in look.scopes.modals and word not in soft for word in words[max(0, low - 4) : high]):
        return False
    return seen is None or seen.first < 2 or words[seen.first - 2 : seen.first] not in TO_BE
