"""Text that is wrapped at a fixed width, as mail and wire copy are: a line ends where the paragraph goes on.

Positions stay: a line break that ends nothing is read as a space, and the stored text keeps it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

WIDTHS = range(40, 121)  # characters of the longest line
FEWEST = 3  # such breaks from which on they are no accident
SHARE = 0.9  # of the breaks of a wrapped text stand where the next word had no more room
_BREAK = re.compile(r"\r?\n")
_FIRST_WORD = re.compile(r"\S*")

Break = tuple[str, str, int, int]  # the line before, the line after, where the line break begins and ends


def unwrapped(text: str) -> str:
    """The text, as long as before, with spaces for the line breaks within paragraphs."""
    breaks = [one for one in _breaks(text) if one[0].strip() and one[1].strip()]  # an empty line parts paragraphs
    width = max((len(line.rstrip()) for before, after, *_ in breaks for line in (before, after)), default=0)
    if width not in WIDTHS:
        return text
    full = [(first, last) for before, after, first, last in breaks if _no_room(before, after, width)]
    return _with_spaces(text, full) if len(full) >= max(FEWEST, SHARE * len(breaks)) else text


def _breaks(text: str) -> Iterator[Break]:
    ends = [(0, 0), *(found.span() for found in _BREAK.finditer(text)), (len(text), len(text))]
    for (_, begin), (first, last), (end, _) in zip(ends, ends[1:], ends[2:], strict=False):
        yield text[begin:first], text[last:end], first, last


def _no_room(before: str, after: str, width: int) -> bool:
    """Would the first word of the next line have made this one too long? An indented line begins something new."""
    word = _FIRST_WORD.match(after)
    return word is not None and bool(word[0]) and len(before.rstrip()) + 1 + len(word[0]) > width


def _with_spaces(text: str, breaks: Sequence[tuple[int, int]]) -> str:
    pieces = [text[: breaks[0][0]]]
    for (first, last), (following, _) in pairwise([*breaks, (len(text), len(text))]):
        pieces += [" " * (last - first), text[last:following]]
    return "".join(pieces)
