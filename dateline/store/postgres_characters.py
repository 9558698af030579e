"""Texts as PostgreSQL can hold them: it has no NUL, so another mark stands for it there and nobody sees it.

NUL is written as U+10FFFF, which is no character; a text that has U+10FFFF itself, or the mark that tells such ones,
U+10FFFE, has a mark and a letter for it. Any text goes in and comes out as it was.
"""

import re
from typing import Any

NUL = "\N{NULL}"
LAST = "\U0010ffff"
MARK = "\U0010fffe"
_INSTEAD = {NUL: LAST, LAST: f"{MARK}f", MARK: f"{MARK}e"}
_MEANT = {written: text for text, written in _INSTEAD.items()}
_TO_WRITE = re.compile(f"[{NUL}{MARK}{LAST}]")
_WRITTEN = re.compile(f"{LAST}|{MARK}[ef]")


def held(value: Any) -> Any:
    """A value as PostgreSQL can hold it."""
    if isinstance(value, str) and (NUL in value or MARK in value or LAST in value):  # far quicker than the pattern
        return _TO_WRITE.sub(lambda found: _INSTEAD[found[0]], value)
    return value


def back(value: Any) -> Any:
    """The value that `held` made it from."""
    if isinstance(value, str) and (MARK in value or LAST in value):
        return _WRITTEN.sub(lambda found: _MEANT[found[0]], value)
    return value
