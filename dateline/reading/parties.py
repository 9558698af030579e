"""From a noun in the parse to the actor it means: shared by the stages that say who did or said something."""

from collections.abc import Iterable

from dateline.language.grammar import noun_phrase
from dateline.language.parse import Parse
from dateline.records import Mention, Party


class Parties:
    """Looks up which mention a noun heads. Built once a report, after coreference."""

    def __init__(self, parse: Parse, mentions: Iterable[Mention]):
        self.parse = parse
        self.mention_at: dict[int, Mention] = {}  # head token -> its longest mention
        for mention in mentions:
            head = head_of(parse, mention.start, mention.end)
            if head is None:
                continue
            known = self.mention_at.get(head)
            if known is None or mention.end - mention.start > known.end - known.start:
                self.mention_at[head] = mention

    def mention(self, i: int) -> Mention | None:
        """The mention that token i heads."""
        return self.mention_at.get(i)

    def party(self, i: int) -> Party:
        """The actor that the noun i names; for somebody unknown the words of the phrase are the name."""
        found = self.mention_at.get(i)
        if found is not None and (found.actor or found.name):
            return Party(found.name, found.code, found.actor, found.start, found.end)
        first, last = noun_phrase(self.parse, i)
        start, end = self.parse.slice(first, last)
        return Party(self.parse.text[start:end], found.code if found else None, None, start, end)

    def parties(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """One party for each noun, in reading order, nobody twice."""
        seen: dict[tuple[str | None, str | None], Party] = {}
        for i in heads:
            party = self.party(i)
            seen.setdefault((party.actor or party.name, party.code), party)
        return tuple(seen.values())


def head_of(parse: Parse, start: int, end: int) -> int | None:
    """The token of the span start..end whose governor lies outside of it (the first such)."""
    span = parse.tokens_in(start, end)
    return next((i for i in span if parse.head[i] not in span or parse.head[i] == i), None)
