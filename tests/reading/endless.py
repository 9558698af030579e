"""A sentence without an end, for tests of growth."""

from itertools import accumulate

from dateline.language.parse import Parse


def endless(words: str, rel: str, tag: str) -> Parse:
    """Each of the words hangs on the next one, by the same relation and of the same part of speech."""
    text = words.strip()
    tokens = tuple(text.split())
    start = tuple(accumulate((len(word) + 1 for word in tokens[:-1]), initial=0))
    end = tuple(at + len(word) for at, word in zip(start, tokens, strict=True))
    head = (*range(1, len(tokens)), len(tokens) - 1)
    rels = (rel,) * (len(tokens) - 1) + ("ROOT",)
    return Parse(text, start, end, head, rels, (tag,) * len(tokens), tokens, ((0, len(tokens)),))
