"""The commonest words of each language that we can tell: `languages.yaml`, compiled."""

from functools import cache

from dateline.errors import BadLexicon
from dateline.lexicon.load import table


@cache
def load() -> dict[str, frozenset[str]]:
    """Language code -> its commonest words. Raises BadLexicon."""
    found = {}
    for code, entry in table("languages").items():
        words = entry.get("words") if isinstance(entry, dict) else None
        if not words or not all(isinstance(word, str) for word in words):
            raise BadLexicon(
                f"lexicon/languages.yaml: {code!r} has no list of words", "quote words that YAML reads otherwise"
            )
        found[str(code)] = frozenset(words)
    return found
