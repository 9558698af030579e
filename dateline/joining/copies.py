"""Copies: the same text in two reports, whole or in part, and what was changed on the way.

Two reports are compared when they share a hashed sentence or two runs of words (Digest.marks), numbers masked.
Sentences are then held against each other: the same words; the same but for a number, which is *not* a copy of that
sentence and is shown; or nearly the same words. Nothing is dropped: reports stay reports, their links say what is
shared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import ceil

from dateline.joining.digest import COMPARED, LONG, NUMBER, lines, sentences
from dateline.joining.tellings import Digest
from dateline.records import Report

COPY = 0.5  # share of the shorter report from which on it is a copy
PIECE = 2  # sentences that are a reuse of text, where the reports are no copies
ALIKE = 0.72  # words of two sentences in common, of all their words, to be one reworded
SHEETS = 4_000  # reports whose sentences are kept at hand
WHOLE = 100  # reports; where more hang together, who copied whom is kept by labels and not gone through again
SHOWN = 3  # changes that a reason tells


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence of `a` beside that of `b`; `number`: it is a number that differs."""

    a: tuple[int, int]
    b: tuple[int, int]
    number: bool


@dataclass(frozen=True, slots=True)
class Reuse:
    """What two reports share. share: of the shorter one's code points in sentences. same: sentences without a change;
    reworded: with; numbers: sentences in which a number differs, not counted as shared."""

    share: float
    same: int
    changes: tuple[Change, ...]
    sentences: int

    @property
    def numbers(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.number)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report's sentences as they are compared: where they stand, their words in one string and as a set, numbers.

    at: which sentences have that string. rare: of each longer sentence so many of its rarest words that two sentences
    with ALIKE of their words in common share one of them; starting: which sentences have a word among those.
    """

    spans: tuple[tuple[int, int], ...]
    said: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    numbers: tuple[tuple[str, ...], ...]
    at: dict[str, list[int]]
    rare: tuple[tuple[str, ...], ...]
    starting: dict[str, list[int]]
    length: int


def sheet(report: Report) -> Sheet:
    return _sheet(report.text, report.sentences)


@lru_cache(maxsize=SHEETS)
def _sheet(text: str, starts: tuple[int, ...]) -> Sheet:
    spans = tuple(sentences(text, starts)[:COMPARED])
    read = lines(text, starts)[:COMPARED]
    sets = tuple(frozenset(words) for words, _ in read)
    at: dict[str, list[int]] = {}
    starting: dict[str, list[int]] = {}
    rarest = tuple(map(_rarest, sets))
    for i, (_, line) in enumerate(read):
        at.setdefault(line, []).append(i)
        for word in rarest[i]:
            starting.setdefault(word, []).append(i)
    numbers = tuple(tuple(_numbers(text, span)) for span in spans)
    length = sum(end - start for start, end in spans) or 1
    return Sheet(spans, tuple(line for _, line in read), sets, numbers, at, rarest, starting, length)


def _rarest(words: frozenset[str]) -> tuple[str, ...]:
    """The rare ones are the long ones, which is near enough."""
    if len(words) < LONG // 2:
        return ()
    rare = sorted(sorted(words), key=len, reverse=True)
    return tuple(rare[: len(rare) - ceil(ALIKE * len(rare) - 1e-9) + 1])


def reuse(a: Report, b: Report) -> Reuse:
    """Compares the sentences of two reports; the same but for the order of its changes when a and b change places."""
    ours, theirs = sheet(a), sheet(b)
    free = set(range(len(theirs.spans)))
    pairs: list[tuple[int, int]] = []
    left: list[int] = []
    for i, said in enumerate(ours.said):
        j = next((j for j in theirs.at.get(said, ()) if j in free), None)
        if j is None:
            left.append(i)
        else:
            free.discard(j)
            pairs.append((i, j))
    reworded = _reworded(ours, theirs, left, free)
    changes = []
    shared_a = shared_b = same = 0
    for i, j in sorted([*pairs, *reworded]):
        number = ours.numbers[i] != theirs.numbers[j]
        if number or (i, j) in reworded:
            changes.append(Change(ours.spans[i], theirs.spans[j], number))
        if not number:
            same += (i, j) not in reworded
            shared_a += ours.spans[i][1] - ours.spans[i][0]
            shared_b += theirs.spans[j][1] - theirs.spans[j][0]
    share = max(shared_a / ours.length, shared_b / theirs.length)
    return Reuse(round(share, 4), same, tuple(changes), min(len(ours.spans), len(theirs.spans)))


def _reworded(ours: Sheet, theirs: Sheet, left: Sequence[int], free: set[int]) -> set[tuple[int, int]]:
    """Pairs of longer sentences that have most of their words in common, the nearest first."""
    starting = theirs.starting
    near = {(i, j) for i in left for word in ours.rare[i] if word in starting for j in starting[word] if j in free}
    ranked = []
    for i, j in near:
        one, other = ours.words[i], theirs.words[j]
        least, most = (len(one), len(other)) if len(one) < len(other) else (len(other), len(one))
        if least < ALIKE * most:
            continue
        both = len(one & other)
        alike = both / (least + most - both)
        if alike >= ALIKE:
            ranked.append((-alike, i, j))
    found: set[tuple[int, int]] = set()
    for _, i, j in sorted(ranked):
        if all(i != k and j != m for k, m in found):
            found.add((i, j))
    return found


def _numbers(text: str, span: tuple[int, int]) -> list[str]:
    return [match.rstrip(".,") for match in NUMBER.findall(text[span[0] : span[1]])]


def likely(a: Digest, b: Digest) -> bool:
    """Whether two reports that share a mark are worth the comparison: one run of words in common is no reuse."""
    if not frozenset(a.said).isdisjoint(b.said):
        return True
    return len(frozenset(a.marks).intersection(b.marks)) > 1


def is_copy(found: Reuse) -> bool:
    return found.share >= COPY


def is_reuse(found: Reuse) -> bool:
    return is_copy(found) or found.same + sum(not change.number for change in found.changes) >= PIECE


def earlier(a: Digest, b: Digest) -> tuple[Digest, Digest]:
    """Who had it first: the agency that the other credits, else the earlier day, else the smaller id."""
    if a.agency and a.agency == b.outlet:
        return b, a
    if b.agency and b.agency == a.outlet:
        return a, b
    if a.told[1] is not None and b.told[0] is not None and a.told[1] < b.told[0]:
        return a, b
    if b.told[1] is not None and a.told[0] is not None and b.told[1] < a.told[0]:
        return b, a
    return (a, b) if a.id < b.id else (b, a)


def reason(first: Report, second: Report, known: bool, found: Reuse) -> str:
    """One sentence: how much is shared, whose it was, and which numbers were changed on the way."""
    shared = found.same + sum(not change.number for change in found.changes)
    how = "copies" if is_copy(found) else "shares text with"
    said = (
        f"{_name(second)} {how} {_name(first)}: {shared} of {found.sentences} sentences, {found.share:.0%} of the text"
    )
    if not known:
        said += "; who had it first cannot be told"
    numbers = [_difference(first.text, second.text, change) for change in found.numbers]
    if numbers:
        said += f"; a number was changed and is kept: {'; '.join(numbers[:SHOWN])}"
    return said


def _name(report: Report) -> str:
    return report.outlet or report.source


def _difference(first: str, second: str, change: Change) -> str:
    """ "8,000 became 80,000" of two sentences."""
    one, two = _numbers(first, change.a), _numbers(second, change.b)
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    said = [
        f"{' '.join(one[i:j]) or 'nothing'} became {' '.join(two[k:m]) or 'nothing'}"
        for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"
    ]  # fmt: skip
    return ", ".join(said)
