"""A text with everything marked that was found in it: spans that nest and overlap, as properly nested pieces.

Offsets are code points all the way; whoever prints the pieces prints text between marks and needs no offset.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """Words that mean something: of which layer and row, and what to call it."""

    start: int
    end: int
    layer: str
    row: str
    label: str
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A step through marked text: a mark begins or ends, or words stand there. `first`: the row's own beginning, not
    its going on after it had to be interrupted."""

    kind: Literal["begin", "end", "words"]
    words: str = ""
    span: Span | None = None
    first: bool = True


Begin = Callable[[Span], Piece]


def pieces(text: str, spans: Iterable[Span], start: int, end: int) -> Iterator[Piece]:
    """The stretch start..end of a text, with the parts of the spans that lie in it. Marks nest: longer ones stand
    around shorter ones, and one that crosses the end of another is interrupted there and goes on behind it.

    Time n log n in the spans, linear in the text, as long as few spans lie on one another.
    """
    waiting = sorted(
        (s for s in spans if s.start < end and s.end > start and s.start < s.end), key=_order, reverse=True
    )
    opened: list[Span] = []
    begun: set[str] = set()
    at = start

    def begin(span: Span) -> Piece:
        first = span.row not in begun and span.start >= start
        begun.add(span.row)
        opened.append(span)
        return Piece("begin", span=span, first=first)

    while waiting or opened:
        coming = max(waiting[-1].start, start) if waiting else end
        ending = min((one.end for one in opened), default=end)
        next_at = min(coming, ending, end)
        if next_at > at:
            yield Piece("words", text[at:next_at])
            at = next_at
        if (opened and ending <= at) or at >= end:
            yield from _close(opened, at, end, begin)
            if at >= end:
                break
        while waiting and max(waiting[-1].start, start) <= at:
            yield from _interrupting(opened, waiting.pop(), begin)
    if at < end:
        yield Piece("words", text[at:end])


def _order(span: Span) -> tuple[int, int, str, str]:
    return (span.start, -span.end, span.layer, span.row)


def _close(opened: list[Span], at: int, end: int, begin: Begin) -> Iterator[Piece]:
    """Ends what ends here; what stood inside it and goes on is ended with it and begun again."""
    outermost = next((n for n, one in enumerate(opened) if one.end <= at or at >= end), len(opened))
    inside = opened[outermost:]
    for one in reversed(inside):
        yield Piece("end", span=one)
    del opened[outermost:]
    if at < end:
        for one in inside:
            if one.end > at:
                yield begin(one)


def _interrupting(opened: list[Span], span: Span, begin: Begin) -> Iterator[Piece]:
    """Begins a span; those around it that end earlier than it does are interrupted, so that it stands around them."""
    outermost = next((n for n, one in enumerate(opened) if one.end < span.end), len(opened))
    inside = opened[outermost:]
    for one in reversed(inside):
        yield Piece("end", span=one)
    del opened[outermost:]
    yield begin(span)
    for one in inside:
        yield begin(one)


def parts(text: str, ends: Sequence[int], most: int) -> list[tuple[int, int]]:
    """A long text in stretches of at most `most` characters, that end where a passage or a sentence does if one does.

    ends: where one may end, sorted.
    """
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        last = min(at + most, len(text))
        if last < len(text):
            fitting = ends[bisect_right(ends, at) : bisect_right(ends, last)]
            last = fitting[-1] if fitting else last
        found.append((at, last))
        at = last
    return found or [(0, 0)]
