"""What a publisher changed: the texts that were read under one name, and how two of them differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from dateline.errors import BadRequest
from dateline.records import Report
from dateline.store.record import Record

MOST_LINES = 4_000  # of a text that is compared: comparing takes the product of both lengths at worst
MOST_WORDS = 400  # of a changed stretch that is compared word by word
AROUND = 1  # unchanged lines that are shown beside a change


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both texts, only in the old one, or only in the new one."""

    kind: Literal["same", "old", "new"]
    words: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that changed, or stand beside such. first: lines were left out before it."""

    pieces: tuple[Piece, ...]
    first: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """Two texts of one name, the one that was read first is the old one."""

    old: Report
    new: Report
    stretches: tuple[Stretch, ...]
    added: int  # words
    taken: int


def changes(record: Record, one: str, other: str) -> Changes:
    """How two reports differ, by their ids. Raises BadRequest for texts that have nothing to do with each other."""
    first, second = record.row(one), record.row(other)
    if first.source != second.source:
        raise BadRequest(f"{other} was not read under the name of {one}", "compare texts of one name")
    old, new = sorted((first, second), key=lambda report: (report.read_at or "", report.id))
    before, after = old.text.splitlines(), new.text.splitlines()
    if max(len(before), len(after)) > MOST_LINES:
        raise BadRequest(f"these texts have more than {MOST_LINES:,} lines", "compare them outside")
    stretches = tuple(_stretches(before, after))
    pieces = [piece for stretch in stretches for piece in stretch.pieces]
    added, taken = (sum(len(p.words.split()) for p in pieces if p.kind == kind) for kind in ("new", "old"))
    return Changes(old, new, stretches, added, taken)


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(AROUND):
        for n, (what, a, b, c, d) in enumerate(group):
            old, new = "\n".join(before[a:b]), "\n".join(after[c:d])
            yield Stretch((Piece("same", old),) if what == "equal" else tuple(_words(old, new)), first=n == 0)


def _words(old: str, new: str) -> Iterator[Piece]:
    """A changed stretch word by word; a long one as a whole."""
    before, after = _split(old), _split(new)
    if max(len(before), len(after)) > MOST_WORDS:
        yield Piece("old", old)
        yield Piece("new", new)
        return
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        if a < b:
            yield Piece("old", "".join(before[a:b]))
        if c < d:
            yield Piece("new", "".join(after[c:d]))


def _split(text: str) -> list[str]:
    """Words with the white space behind them: joined, they are the text."""
    pieces: list[str] = []
    if not text:
        return pieces
    for word in text.split(" "):
        pieces += [word, " "]
    return pieces[:-1]
