"""Quantities: what is counted, within which bounds, and who says so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.lexicon.units import UnitWords
from dateline.reading.around import Around
from dateline.reading.fact_days import fact_day
from dateline.reading.governing import governing_place
from dateline.reading.parties import Parties
from dateline.reading.quantities.counted import counted
from dateline.reading.quantities.dates import Dates
from dateline.reading.quantities.hedges import Hedged, hedged, with_hedge_after
from dateline.reading.quantities.kept_out import Taken, kept_out, known_ones
from dateline.reading.quantities.numbers import Number, read_number
from dateline.reading.quantities.tellers import said_beside, tellers
from dateline.reading.quantities.what import Counted
from dateline.reading.quantities.zeroes import zero
from dateline.records import Claim, How, Mention, Party, Place, Quantity, Report, TimeExpression

SIGNS = frozenset("-−")
PEOPLE = ("people", "families", "households")  # units that something can befall
TOLD_AGAIN = 2  # sentences back that "counted nine" may look for its noun
FIRST_PERSON = frozenset({"we", "our", "us"})  # of a report's own words: its outlet
NONE_AT_ALL = ("no", "nobody", "none")


def quantities(
    dated: Report,
    parse: Parse,
    times: tuple[TimeExpression, ...],
    places: tuple[Place, ...],
    mentions: tuple[Mention, ...],
    claims: tuple[Claim, ...],
    unit_words: UnitWords,
) -> tuple[Quantity, ...]:
    """Every count, in reading order."""
    voices, dates = _Voices(parse, mentions, claims, unit_words, dated.outlet), Dates(parse, times)
    return tuple(
        _row(dated, parse, found, what, dates, places, voices) for found, what in _found(parse, times, unit_words)
    )


def _found(p: Parse, times: Sequence[TimeExpression], words: UnitWords) -> Iterator[tuple[Hedged, Counted]]:
    """Numbers with what they count, in reading order; none inside another."""
    taken = Taken(times)
    starters = words.starters
    done = -1  # the last token of the number before
    before: tuple[int, Counted] | None = None  # the last quantity, and the number of its sentence
    things: tuple[int, Counted] | None = None  # the last that counted people or things by their noun
    for i, word in enumerate(p.lower):
        if i <= done or not (word in starters or word[0].isdigit() or (word[0] in SIGNS and len(word) > 1)):
            continue
        if word in NONE_AT_ALL:
            nothing = zero(p, i, words)
            if nothing is not None:
                done = nothing.last
                yield Hedged(Number(i, i, 0.0, 0.0), i, i, "exact"), nothing
            continue
        number = read_number(p, i, words)
        if number is None:
            continue
        if kept_out(p, number, taken, words):
            done = i if number.vague else number.last  # "since May 5 to 922": only the first end is a date
            continue
        done = number.last
        found = hedged(p, number, words)
        in_sentence = before[1] if before is not None and before[0] == p.sent_of[i] else None
        told = things[1] if things is not None and p.sent_of[i] - things[0] <= TOLD_AGAIN else None
        what = counted(p, found, words, in_sentence, told)
        if what is not None and not known_ones(p, found, what):
            before = p.sent_of[i], what
            things = before if what.rule in ("people", "noun", "told again") else things
            yield _whole_numbers(with_hedge_after(p, _separated(found, what), what.last, words), what, words), what


def _separated(found: Hedged, what: Counted) -> Hedged:
    """Things are counted whole, so that "1.200 refugees" are twelve hundred; "1.200 km" keeps both readings."""
    number = found.number
    if number.mark != "two readings":
        return found
    if not what.rule.startswith(("measure", "money", "percent")):
        return replace(found, number=replace(number, low=number.high, mark=None))
    return replace(found, bound="approximate") if found.bound == "exact" else found


def _whole_numbers(found: Hedged, what: Counted, words: UnitWords) -> Hedged:
    """More than 40 people are at least 41, fewer than 40 at most 39; shares, sums and measures have no next number."""
    number = found.number
    strict = found.words in words.strict and not number.vague and number.low == round(number.low)
    if not strict or what.rule.startswith(("measure", "money", "percent")):
        return found
    step = 1 if found.bound == "at_least" else -1
    return replace(found, number=replace(number, low=number.low + step, high=number.high + step))


class _Voices:
    """Who says a number: whoever counts it, else the sources of the innermost claim around it."""

    def __init__(
        self, parse: Parse, mentions: Sequence[Mention], claims: Sequence[Claim], words: UnitWords, outlet: str | None
    ):
        self.parse, self.words, self.outlet = parse, words, outlet
        self.claims = Around(claims)
        self.parties = Parties(parse, mentions)

    def claim_around(self, start: int, end: int) -> Claim | None:
        """The innermost claim whose content holds the span."""
        return next(iter(self.claims.holding(start, end)), None)

    def who_says(self, claim: Claim | None, what: Counted) -> tuple[Party, ...]:
        """The parties behind the number; none when it is the report's own. "We" is the speaker, else the outlet."""
        p, heads = self.parse, tellers(self.parse, what, self.words)
        if any(p.lower[k] in FIRST_PERSON for head in heads for k in (head, *p.kids[head])):
            return self._outlet() if claim is None else self._sources(claim)
        if claim is None and not heads:
            heads = said_beside(p, what, self.words)
        if heads:
            return self.parties.parties(heads)
        return () if claim is None else self._sources(claim)

    def _sources(self, claim: Claim) -> tuple[Party, ...]:
        """Who makes the claim; "by our estimate" is the outlet's."""
        text = self.parse.text
        ours = [s for s in claim.sources if s.name is None and s.start is not None and s.end is not None]
        if ours and all(text[s.start : s.end].lower() in FIRST_PERSON for s in ours):
            return self._outlet()
        return claim.sources

    def _outlet(self) -> tuple[Party, ...]:
        return () if self.outlet is None else (Party(self.outlet, None, self._actor_of_outlet(), None, None),)

    def _actor_of_outlet(self) -> str | None:
        """The outlet's own actor, where the report names it."""
        named = (m.actor for m in self.parties.mention_at.values() if m.actor and m.name == self.outlet)
        return next(named, None)


def _row(
    report: Report,
    p: Parse,
    found: Hedged,
    what: Counted,
    dates: Dates,
    places: Sequence[Place],
    voices: _Voices,
) -> Quantity:
    start, end = p.slice(min(what.first, found.first), max(what.last, found.last))
    at, _ = p.slice(found.number.first, found.number.last)
    claim = voices.claim_around(*p.slice(found.number.first, found.number.last))
    time = dates.of(what, claim)
    about = None if what.about is None else slice(*p.slice(*what.about))
    marks = [
        found.words,
        found.number.mark or "",
        "over the whole" if _over_whole(found, what) else "",
        "below zero" if found.number.low < 0 else "",
    ]
    by = "+".join([what.rule, *(mark for mark in marks if mark)])
    return Quantity(
        id=make_id("quantities", report.id, start, end, at),
        report=report.id,
        start=start,
        end=end,
        text=report.text[start:end],
        low=found.low,
        high=found.high,
        unit=what.unit,
        bound=found.bound,
        about=None if about is None else report.text[about],
        change=what.change,
        when=None if time is None else fact_day(time, report.text, report.published, start),
        place=governing_place(p, places, what.head),
        attributed_to=voices.who_says(claim, what),
        how=How(f"quantities/{by}"),
        claim=None if claim is None else claim.id,
        role=what.role if what.unit is not None and what.unit.startswith(PEOPLE) else None,
        when_from=None if time is None else time.id,
    )


def _over_whole(found: Hedged, what: Counted) -> bool:
    """More than all of a part: kept as said, and marked."""
    return what.unit == "percent" and not what.change and found.number.high > 100
