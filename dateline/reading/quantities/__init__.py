"""Quantities: what is counted, within which bounds, and who says so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.ids import make_id
from dateline.language.parse import Parse
from dateline.lexicon.units import UnitWords
from dateline.reading.governing import governing_place, governing_time
from dateline.reading.quantities.counted import counted
from dateline.reading.quantities.hedges import Hedged, hedged, with_hedge_after
from dateline.reading.quantities.kept_out import Taken, kept_out
from dateline.reading.quantities.numbers import Number, read_number
from dateline.reading.quantities.what import Counted
from dateline.reading.quantities.zeroes import zero
from dateline.records import Claim, How, Place, Quantity, Report, TimeExpression

SIGNS = frozenset("-−")
PEOPLE = ("people", "families", "households")  # units that something can befall
NONE_AT_ALL = ("no", "nobody", "none")


def quantities(
    report: Report,
    parse: Parse,
    times: tuple[TimeExpression, ...],
    places: tuple[Place, ...],
    claims: tuple[Claim, ...],
    unit_words: UnitWords,
) -> tuple[Quantity, ...]:
    """Every count, in reading order."""
    carriers = _Carriers(claims)
    return tuple(
        _row(report, parse, found, what, times, places, carriers) for found, what in _found(parse, times, unit_words)
    )


def _found(p: Parse, times: Sequence[TimeExpression], words: UnitWords) -> Iterator[tuple[Hedged, Counted]]:
    """Numbers with what they count, in reading order; none inside another."""
    taken = Taken(times)
    starters = words.starters
    done = -1  # the last token of the number before
    before: tuple[int, Counted] | None = None
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
        done = number.last
        if kept_out(p, number, taken, words):
            continue
        found = hedged(p, number, words)
        in_sentence = before[1] if before is not None and before[0] == p.sent_of[i] else None
        what = counted(p, found, words, in_sentence)
        if what is not None:
            before = p.sent_of[i], what
            yield with_hedge_after(p, _separated(found, what), what.last, words), what


def _separated(found: Hedged, what: Counted) -> Hedged:
    """Things are counted whole, so that "1.200 refugees" are twelve hundred; "1.200 km" keeps both readings."""
    number = found.number
    if number.mark != "two readings":
        return found
    if not what.rule.startswith(("measure", "money", "percent")):
        return replace(found, number=replace(number, low=number.high, mark=None))
    return replace(found, bound="approximate") if found.bound == "exact" else found


class _Carriers:
    """Finds the innermost claim around a span."""

    def __init__(self, claims: Sequence[Claim]):
        self.claims = sorted(claims, key=lambda claim: (claim.end - claim.start, claim.start))

    def around(self, start: int, end: int) -> Claim | None:
        return next((claim for claim in self.claims if claim.start <= start and end <= claim.end), None)


def _row(
    report: Report,
    p: Parse,
    found: Hedged,
    what: Counted,
    times: Sequence[TimeExpression],
    places: Sequence[Place],
    carriers: _Carriers,
) -> Quantity:
    start, end = p.slice(min(what.first, found.first), max(what.last, found.last))
    at, _ = p.slice(found.number.first, found.number.last)
    claim = carriers.around(*p.slice(found.number.first, found.number.last))
    time = governing_time(p, times, what.head)
    about = None if what.about is None else slice(*p.slice(*what.about))
    marks = [found.words, found.number.mark or "", "over the whole" if _over_whole(found, what) else ""]
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
        when=None if time is None else time.value,
        place=governing_place(p, places, what.head),
        attributed_to=() if claim is None else claim.sources,
        how=How(f"quantities/{by}"),
        claim=None if claim is None else claim.id,
        role=what.role if what.unit is not None and what.unit.startswith(PEOPLE) else None,
    )


def _over_whole(found: Hedged, what: Counted) -> bool:
    """More than all of a part: kept as said, and marked."""
    return what.unit == "percent" and not what.change and found.number.high > 100
