"""Is a text English? Only as much as that: the stages that read it know no other language yet."""

import re

from dateline.lexicon.languages import load

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4_000  # characters
_ENOUGH = 5  # words; fewer say nothing
_SHARE = 0.1  # of the words: English prose has .30 to .45, headlines .1 to .3, its neighbours below .06


def language_of(text: str) -> str | None:
    """The code en, or None when the text does not look English. A few words pass for English if they are ASCII."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _ENOUGH:
        return "en" if text.isascii() else None
    common = load()["en"]
    return "en" if sum(word in common for word in words) >= _SHARE * len(words) else None
