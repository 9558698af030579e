"""From a noun in the parse to the actor it means: shared by the stages that say who did or said something."""

from collections.abc import Iterable

from dateline.language.grammar import kids, noun_phrase
from dateline.language.parse import Parse
from dateline.records import Mention, Party

SHARED_NOUN = "/shared noun"  # the rule of mentions whose words are an adjective that shares the noun after "and"

QUANTITY = frozenset({
    "tens", "dozen", "dozens", "score", "scores", "hundreds", "thousands", "millions", "number", "majority", "handful",
    "couple", "lot", "lots", "rest", "part", "some", "most", "many", "all", "one", "none", "several", "few", "both",
    "any", "each", "half", "quarter", "third", "crowd", "crowds", "wave", "waves", "hundred", "thousand", "patch",
})  # fmt: skip


class Parties:
    """Looks up which mention a noun heads. Built once a report, after coreference."""

    def __init__(self, parse: Parse, mentions: Iterable[Mention]):
        self.parse = parse
        self.mention_at: dict[int, Mention] = {}  # head token -> its longest mention
        self.sharing: dict[int, list[Mention]] = {}  # noun -> "Hungarian" of "Hungarian and Romanian officials"
        for mention in mentions:
            heads = heads_of(parse, mention.start, mention.end)
            if not heads:
                continue
            if mention.how.by.endswith(SHARED_NOUN):
                self.sharing.setdefault(noun_of(parse, heads[0]), []).append(mention)
                continue
            for head in heads:
                known = self.mention_at.get(head)
                if known is None or mention.end - mention.start > known.end - known.start:
                    self.mention_at[head] = mention

    def mention(self, i: int) -> Mention | None:
        """The mention that token i heads."""
        return self.mention_at.get(i)

    def party(self, i: int) -> Party:
        """The actor that the noun i names; somebody unknown is called by the words of the phrase, unless a pronoun."""
        found = self.mention_at.get(i) or self._of_many(i)
        if found is not None and (found.actor or found.name):
            return Party(found.name, found.code, found.actor, found.start, found.end)
        if found is not None and found.form != "pronoun":
            return Party(found.text, found.code, None, found.start, found.end)
        start, end = self.parse.slice(*noun_phrase(self.parse, i))
        nobody = self.parse.tag[i] in ("PRP", "PRP$", "EX")  # a pronoun that nobody was found for names nobody
        return Party(None if nobody else self.parse.text[start:end], None, None, start, end)

    def _of_many(self, i: int) -> Mention | None:
        """ "Thousands of students" are students: a noun of quantity leads to the mention after "of"."""
        for _ in range(3):
            if self.parse.lower[i] not in QUANTITY and self.parse.tag[i] != "CD":
                return None
            i = next((k for of in kids(self.parse, i, "prep") for k in kids(self.parse, of, "pobj")), -1)
            if i < 0 or i in self.mention_at:
                return self.mention_at.get(i)
        return None

    def parties(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """One party for each noun, in reading order, nobody twice."""
        seen: dict[tuple[str | None, str | None], Party] = {}
        for i in heads:
            for mention in self.sharing.get(i, ()):
                party = Party(mention.name or mention.text, mention.code, mention.actor, mention.start, mention.end)
                seen.setdefault((party.actor or party.name, party.code), party)
            party = self.party(i)
            seen.setdefault((party.actor or party.name, party.code), party)
        return tuple(seen.values())


def head_of(parse: Parse, start: int, end: int) -> int | None:
    """The token of the span start..end whose governor lies outside of it: the first noun of several such."""
    heads = heads_of(parse, start, end)
    return heads[0] if heads else None


def heads_of(parse: Parse, start: int, end: int) -> list[int]:
    """The tokens of the span start..end that are governed from outside, nouns and pronouns if there are any."""
    span, head = parse.tokens_in(start, end), parse.head
    if len(span) == 1:
        return [*span]
    heads = [i for i in span if head[i] not in span or head[i] == i]
    return [i for i in heads if parse.tag[i][:2] in ("NN", "PR")] or heads[:1]


def noun_of(parse: Parse, i: int) -> int:
    """The noun that a coordinated adjective belongs to."""
    while parse.rel[i] in ("conj", "amod", "compound", "nmod", "poss") and parse.head[i] != i:
        i = parse.head[i]
    return i
