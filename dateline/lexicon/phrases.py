"""Many-word entries of a lexicon, found in a row of tokens: a tree of words, longest match first."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

Entry = TypeVar("Entry")

# The language model splits "vice-president" and "al-Assad" at the hyphen and cuts off "'s"; entries are split likewise.
PIECES = re.compile(r"(?<=\w)-(?=\w)|(?<=[\w.])'s?$|[^\s-]+?(?='s?$)|[^\s-]+|-")
END = ""  # the key under which a node keeps its entry: no token is empty


def fold(word: str) -> str:
    """Lower case, without accents, apostrophes straight: "Çavuşoğlu" and "Cavusoglu" become one."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'").lower()


@lru_cache(maxsize=8192)
def pieces(phrase: str) -> tuple[str, ...]:
    """The tokens that the language model would make of a phrase, folded."""
    return tuple(found for word in phrase.split() for found in PIECES.findall(fold(word)))


class Phrases(Generic[Entry]):
    """Looks up the longest entry that starts at a token."""

    def __init__(self, entries: Iterable[tuple[str, Entry]]):
        """entries: phrase and what it stands for; of two equal phrases the first one counts."""
        self.root: dict[str, Any] = {}
        self.entries = tuple(entries)
        for phrase, entry in self.entries:
            node = self.root
            for word in pieces(phrase):
                node = node.setdefault(word, {})
            node.setdefault(END, entry)

    def at(self, folded: Sequence[str], i: int, limit: int) -> tuple[int, Entry] | None:
        """The longest entry in folded[i:limit] that starts at i, and one past its last token."""
        node = self.root.get(folded[i])
        found = None
        while node is not None:
            i += 1
            if END in node:
                found = (i, node[END])
            node = node.get(folded[i]) if i < limit else None
        return found

    def get(self, phrase: str) -> Entry | None:
        """The entry of exactly this phrase."""
        words = pieces(phrase)
        found = self.at(words, 0, len(words)) if words else None
        return found[1] if found and found[0] == len(words) else None
