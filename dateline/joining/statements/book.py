"""What several statements of one report share: its words, sentences, places and who speaks for whom."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.joining.statements.statement import Days, Spot, Told
from dateline.joining.statements.when import days
from dateline.joining.statements.where import capital_spot, main_spot, spots
from dateline.joining.statements.who import carried, own_voice, principals, told
from dateline.joining.statements.words import Tokens, stems, tokens
from dateline.lexicon.matters import Matters, Seen
from dateline.lexicon.scopes import Scopes
from dateline.records import Claim, Event, Mention, Party, Place, Quantity, Reading, State, TimeExpression

FROM = re.compile(r"\bfrom(?: (?:near|the|inside|around|areas?|direction|territory|outskirts|of))*\s\Z", re.I)
ORIGIN = 40  # letters before a place in which "from" may stand
THE_CAPITAL = re.compile(r"\bthe capital\b(?! of\b)", re.I)
THE_TOWN = re.compile(r"\b(?:the|that|this) (?:town|city|village|settlement|port|camp)\b", re.I)
LATEST = 3  # places that a sentence without one can be of
FAR_BACK = 600  # letters of a paragraph that are looked back over
Spanned = TypeVar("Spanned", Claim, Event, Mention, Place, Quantity, State, TimeExpression)


@dataclass(frozen=True, slots=True)
class Book:
    """One report, looked up once.

    stems: of the words that carry meaning. seen: words of matters, by the word they begin at, in order. places: indices
    of the words that name places; named: of those that name places, actors, days and amounts. behind: for whom each
    speaker speaks. main: the place that the report is about. of_event, of_quantity: what a row of a running matter is
    told with.
    """

    reading: Reading
    matters: Matters
    scopes: Scopes
    words: Tokens
    stems: tuple[str | None, ...]
    seen: tuple[Seen, ...]
    claims: Mapping[str, Claim]
    events: Mapping[str | None, tuple[Event, ...]]  # by the claim that carries them
    behind: Mapping[str, tuple[str, ...]]
    places: frozenset[int]
    named: frozenset[int]
    main: tuple[Spot, ...]
    capital: Spot | None
    published: Days
    of_event: Mapping[str, State]
    of_quantity: Mapping[str, State]

    def window(self, start: int, end: int, claim: str | None) -> tuple[int, int]:
        """The sentence around start..end, cut to the claim that carries it when that contains it."""
        first, last = self.sentence(start, end)
        carrier = self.claims.get(claim or "")
        if carrier is not None and carrier.start <= start and end <= carrier.end:
            return max(first, carrier.start), min(last, carrier.end)
        return first, last

    def tellers(self, claim: Claim | None, attributed: Sequence[Party] = ()) -> Told:
        """Who says a row: those it is attributed to, else those of the claim around it, else the report itself."""
        if any(p.name or p.actor for p in attributed):
            return told(attributed, claim.via if claim else (), self.behind, self.scopes)
        if claim is None:
            return own_voice(self.reading.report)
        return carried(claim, self.claims, self.behind, self.scopes)

    def alone(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around start..end without the claims in it that do not hold it."""
        first, last = self.sentence(start, end)
        for claim in self.rows_in(self.reading.claims, first, last):
            if claim.end <= start:
                first = max(first, claim.end)
            elif claim.start >= end:
                last = min(last, claim.start)
        return first, last

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence of `start` begins and the one of `end` ends."""
        starts = self.reading.report.sentences
        i, j = bisect_right(starts, start), bisect_right(starts, max(start, end - 1))
        first = starts[i - 1] if i else 0
        last = starts[j] if j < len(starts) else len(self.reading.report.text)
        return first, min(last, end + 1_000)  # furniture after the last sentence belongs to none

    def told_of(self, start: int, end: int) -> tuple[Spot, ...]:
        """The places that the paragraph of `start` named last before it, countries aside, the last one first; () for
        none. Where "the town" is spoken of in start..end, it may have been named in the paragraph before; "the capital"
        is that of the land in which most places of the report lie."""
        text = self.reading.report.text
        if self.capital is not None and THE_CAPITAL.search(text, start, end):
            return (self.capital,)
        begins = text.rfind("\n", max(0, start - FAR_BACK), start) + 1
        if THE_TOWN.search(text, start, end):
            begins = max(0, start - FAR_BACK)
        before = spots(reversed(self.rows_in(self.reading.places, begins, start)), self.scopes)
        return tuple(one for one in before if not one.broad)[:LATEST]

    def comes_from(self, place: Place) -> bool:
        """ "From Harwick", "from the area of Harwick"."""
        return FROM.search(self.reading.report.text, max(0, place.start - ORIGIN), place.start) is not None

    def matters_in(self, inside: range) -> tuple[Seen, ...]:
        """Words of matters in a stretch of words."""
        low = bisect_left(self.seen, inside.start, key=lambda one: one.first)
        high = bisect_left(self.seen, inside.stop, key=lambda one: one.first)
        return self.seen[low:high]

    def rows_in(self, rows: tuple[Spanned, ...], start: int, end: int) -> tuple[Spanned, ...]:
        """Those of some rows in reading order that begin in a stretch of the text."""
        low, high = (bisect_left(rows, at, key=lambda row: row.start) for at in (start, end))
        return rows[low:high]

    def actors_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions in a stretch of the text that somebody is meant by, in its order."""
        return tuple(m for m in self.rows_in(self.reading.mentions, start, end) if m.actor or m.name)


def book(reading: Reading, matters: Matters, scopes: Scopes) -> Book:
    """Looks a reading up. Linear in the length of the report."""
    words = tokens(reading.report.text)
    located = tuple(place for place in reading.places if place.lat is not None)  # other names tell apart as words do
    rows = (located, reading.mentions, reading.times, reading.quantities)
    places, *others = (frozenset(i for row in kind for i in words.between(row.start, row.end)) for kind in rows)
    carried_by: dict[str | None, list[Event]] = {}
    for event in reading.events:
        carried_by.setdefault(event.claim, []).append(event)
    running = tuple(reversed(reading.states))  # of several that tell one event the first in the text
    return Book(
        reading=reading,
        matters=matters,
        scopes=scopes,
        words=words,
        stems=stems(words.words, scopes.stop_words, scopes.alike),
        seen=matters.see(words.words),
        claims={c.id: c for c in reading.claims},
        events={claim: tuple(events) for claim, events in carried_by.items()},
        behind=principals(reading.claims),
        places=places,
        named=places.union(*others),
        main=main_spot(_of_the_text(reading), scopes),
        capital=capital_spot(reading.places, scopes),
        published=days(reading.report.published),
        of_event={s.event: s for s in running if s.event},
        of_quantity={quantity: s for s in running for quantity in s.quantities},
    )


def _of_the_text(reading: Reading) -> tuple[Place, ...]:
    """The places that a report tells of: a dateline names where it was written."""
    filed = [one for one in reading.passages if one.part in ("dateline", "byline")]
    told = tuple(p for p in reading.places if not any(one.start <= p.start < one.end for one in filed))
    return told or reading.places
