"""Copies: the same text in two reports, whole or in part, and what was changed on the way.

Two reports are compared when they share a hashed sentence or run of words (Digest.marks), numbers masked. Sentences are
then held against each other: the same words; the same but for a number, which is *not* a copy of that sentence and is
shown; or nearly the same words. Nothing is dropped: reports stay reports, their links say what is shared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.joining.digest import LONG, NUMBER, masked, sentences
from dateline.joining.tellings import Digest
from dateline.records import Report

COPY = 0.5  # share of the shorter report from which on it is a copy
PIECE = 2  # sentences that are a reuse of text, where the reports are no copies
ALIKE = 0.72  # words of two sentences in common, of all their words, to be one reworded
COMPARED = 80  # sentences of a report that are held against another's
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


def reuse(a: Report, b: Report) -> Reuse:
    """Compares the sentences of two reports; the same but for the order of its changes when a and b change places."""
    ours, theirs = sentences(a)[:COMPARED], sentences(b)[:COMPARED]
    words_a = [masked(a.text[start:end]) for start, end in ours]
    words_b = [masked(b.text[start:end]) for start, end in theirs]
    place: dict[str, list[int]] = {}
    for j, words in enumerate(words_b):
        place.setdefault(" ".join(words), []).append(j)
    free = set(range(len(theirs)))
    pairs: list[tuple[int, int]] = []
    for i, words in enumerate(words_a):
        for j in place.get(" ".join(words), ()):
            if j in free:
                free.discard(j)
                pairs.append((i, j))
                break
    taken = {i for i, _ in pairs}
    reworded = _reworded(words_a, words_b, [i for i in range(len(ours)) if i not in taken], free)
    changes = []
    shared_a = shared_b = same = 0
    for i, j in sorted([*pairs, *reworded]):
        number = _numbers(a.text, ours[i]) != _numbers(b.text, theirs[j])
        if number or (i, j) in reworded:
            changes.append(Change(ours[i], theirs[j], number))
        if not number:
            same += (i, j) not in reworded
            shared_a += ours[i][1] - ours[i][0]
            shared_b += theirs[j][1] - theirs[j][0]
    total_a = sum(end - start for start, end in ours) or 1
    total_b = sum(end - start for start, end in theirs) or 1
    share = max(shared_a / total_a, shared_b / total_b)
    return Reuse(round(share, 4), same, tuple(changes), min(len(ours), len(theirs)))


def _reworded(
    words_a: Sequence[Sequence[str]], words_b: Sequence[Sequence[str]], left: Sequence[int], free: set[int]
) -> set[tuple[int, int]]:
    """Pairs of longer sentences that have most of their words in common, the nearest first."""
    ranked = []
    for i in left:
        ours = set(words_a[i])
        for j in sorted(free):
            theirs = set(words_b[j])
            if min(len(ours), len(theirs)) >= LONG // 2:
                alike = len(ours & theirs) / len(ours | theirs)
                if alike >= ALIKE:
                    ranked.append((-alike, i, j))
    found: set[tuple[int, int]] = set()
    for _, i, j in sorted(ranked):
        if all(i != k and j != m for k, m in found):
            found.add((i, j))
    return found


def _numbers(text: str, span: tuple[int, int]) -> list[str]:
    return [match.rstrip(".,") for match in NUMBER.findall(text[span[0] : span[1]])]


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
