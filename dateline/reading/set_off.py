"""Statements that are set off: "The minister said:", and then her own words, in paragraphs without quotation marks."""

from itertools import pairwise
from typing import NamedTuple

from dateline.language.grammar import kids
from dateline.language.layout import MARKS, paragraph_starts
from dateline.language.parse import Parse

OWN = frozenset({"i", "we", "our", "my"})  # only who speaks says them
BEFORE_COLON = 6  # tokens between the verb and the colon: "said in a statement today:"
SHORTEST = 5  # tokens of such a paragraph


class SetOff(NamedTuple):
    """Tokens first..last, both included, are what the subject of `verb` says."""

    verb: int
    first: int
    last: int


def set_off(p: Parse) -> tuple[SetOff, ...]:
    """Such statements, in reading order; one ends with the last paragraph in which "we" or "I" speak, before the
    first with quotation marks or another colon at its end."""
    found = []
    paragraphs = list(pairwise([*paragraph_starts(p), len(p)]))
    for at, (first, after) in enumerate(paragraphs):
        verb = _announcing(p, first, after)
        last = None if verb is None else _last_own(p, paragraphs[at + 1 :])
        if verb is not None and last is not None:
            found.append(SetOff(verb, after, last))
    return tuple(found)


def _announcing(p: Parse, first: int, after: int) -> int | None:
    """The verb of the clause that ends a paragraph with a colon, and has a subject."""
    if p.word[after - 1] != ":" or any(p.word[i] in MARKS for i in range(first, after)):
        return None
    begin = p.sentence(after - 1)[0]
    root = next((i for i in range(begin, after) if p.head[i] == i), None)
    if root is None or p.tag[root] not in ("VBD", "VBZ") or after - root > BEFORE_COLON + 2:
        return None
    return root if kids(p, root, "nsubj") and not kids(p, root, "ccomp", "dobj") else None


def _last_own(p: Parse, paragraphs: list[tuple[int, int]]) -> int | None:
    """The last token of a statement that begins with the first of these paragraphs; None where that is none."""
    last = None
    for first, after in paragraphs:
        said = range(first, after)
        if p.word[after - 1] == ":" or any(p.word[i] in MARKS for i in said):
            break
        if after - first >= SHORTEST and any(p.lower[i] in OWN for i in said):
            last = after - 1
        elif last is None:
            break
    return last
