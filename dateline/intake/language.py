"""Is a text English? Only as much as that: the stages that read it know no other language yet."""

import re

from dateline.lexicon.languages import load

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4_000  # characters
_ENOUGH = 12  # words; fewer say little
_SHARE = 0.04  # of the words: English prose has .15 to .3, a long headline .05, other languages below .02


def language_of(text: str) -> str | None:
    """The code en, or None when the text does not look English. A few words pass for English if they are ASCII."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _ENOUGH and text.isascii():
        return "en"
    common = load()["en"]
    return "en" if sum(word in common for word in words) >= max(1, _SHARE * len(words)) else None
