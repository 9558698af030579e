"""Who may play a part in an event: from a noun in the parse to the actors that it names, owns or belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.language.grammar import kids, noun_phrase, subjects, with_conjuncts
from dateline.language.parse import Parse
from dateline.reading.parties import Parties, head_of
from dateline.records import Mention, Party, Place

MODIFIERS = ("amod", "compound", "poss", "nmod", "nummod", "dep")
INSIDE = frozenset({"of", "from", "in", "loyal", "to", "among", "within", "near"})
COUNTRY_FEATURES = frozenset({"PCLI", "PCL", "PCLD", "PCLS", "PCLF", "PCLIX", "TERR"})


class Cast:
    """The mentions and places of a report, asked for by token. Built once a report."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], places: Sequence[Place]):
        self.parse = parse
        self.book = Parties(parse, mentions)
        self.place_at: dict[int, Place] = {}
        for place in places:
            head = head_of(parse, place.start, place.end)
            if head is not None:
                self.place_at.setdefault(head, place)
        self.within: dict[int, Mention] = {}  # token -> the longest mention that covers it
        for mention in mentions:
            for i in parse.tokens_in(mention.start, mention.end):
                known = self.within.get(i)
                if known is None or mention.end - mention.start > known.end - known.start:
                    self.within[i] = mention

    def is_actor(self, i: int) -> bool:
        """Whether token i heads a mention of somebody we can tell."""
        found = self.book.mention(i)
        return found is not None and bool(found.actor or found.code or found.name)

    def is_place(self, i: int) -> bool:
        return i in self.place_at

    def is_country(self, i: int) -> bool:
        place = self.place_at.get(i)
        if place is not None:
            return place.feature in COUNTRY_FEATURES
        found = self.book.mention(i)
        return found is not None and found.kind == "country"

    def owners(self, i: int) -> list[int]:
        """Actors among the words before noun i: "Turkish troops", "Turkey's army", "Turkey-Iran-Russia meeting"."""
        found: list[int] = []
        todo = [k for k in self.parse.kids[i] if self.parse.rel[k] in MODIFIERS and k < i]
        while todo:
            k = todo.pop(0)
            if self.is_actor(k):
                found.append(k)
            todo += [
                j
                for j in self.parse.kids[k]
                if j < i and self.parse.rel[j] in (*MODIFIERS, "conj", "npadvmod", "punct", "appos")
            ]
        return sorted(set(found))

    def parties(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """One party for each actor that the nouns name, in reading order, nobody twice."""
        seen: dict[tuple[str | None, str | None], Party] = {}
        for i in heads:
            for party in self.of(i):
                seen.setdefault((party.actor or party.name, party.code), party)
        return tuple(seen.values())

    def actors(self, heads: Iterable[int], clause: int | None = None) -> tuple[Party, ...]:
        """The parties that nouns name; a pronoun that nobody resolved means the subject of the governing clause."""
        found = self.parties(heads)
        if found or clause is None:
            return found or tuple(self.unnamed(i) for i in heads if self.is_group(i))
        pronouns = [i for i in heads if self.parse.tag[i] in ("PRP", "PRP$")]
        here = clause
        while pronouns and self.parse.head[here] != here:
            here = self.parse.head[here]
            found = self.parties(i for i in subjects(self.parse, here) if i not in pronouns)
            if found:
                return found
        return tuple(self.unnamed(i) for i in heads if self.is_group(i))

    def is_group(self, i: int) -> bool:
        """A common noun that may well act, though nobody knows it: "gunmen", "the minister"."""
        return self.parse.tag[i] in ("NN", "NNS", "NNP", "NNPS") and not self.is_place(i)

    def unnamed(self, i: int) -> Party:
        return self.book.party(i)

    def places(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """The countries that places lie in, as parties."""
        seen: dict[str | None, Party] = {}
        for i in heads:
            for party in self.located(i):
                seen.setdefault(party.code, party)
        return tuple(seen.values())

    def named_in(self, heads: Iterable[int], but: tuple[Party, ...]) -> tuple[Party, ...]:
        """The first actor named inside of objects and clauses that is none of `but`: marked as inferred."""
        mine = {country(q.code) for q in but}
        for h in heads:
            for i in range(self.parse.left[h], self.parse.right[h] + 1):
                if self.is_actor(i):
                    party = self.book.party(i)
                    if party.code and country(party.code) not in mine:
                        return (replace(party, inferred=True),)
        return ()

    def home(self, initiators: tuple[Party, ...], who: str) -> tuple[Party, ...]:
        """The initiators' own government or population."""
        sector = "GOV" if who == "government" else "CVL"
        codes = dict.fromkeys(country(q.code) for q in initiators)
        return tuple(Party(None, f"{c}:{sector}", None, None, None, None, True) for c in codes if c)

    def of(self, i: int, depth: int = 3) -> list[Party]:
        """The actors that noun i means: itself, else who owns it, else who it consists of or belongs to."""
        p = self.parse
        if self.is_actor(i):
            own = self.book.party(i)
            if own.code and country(own.code):
                return [own]
            beside = self._nearby(i, depth)
            if own.code is None or own.code.startswith(":"):
                return [_placed(own, b) for b in beside[:1]] or [own]
            return [own]
        if self.is_place(i) and not self.is_country(i):
            return []
        owners = self.owners(i)
        if owners:
            return [party for k in owners for party in [self._dressed(i, k)]]
        beside = self._nearby(i, depth)
        if beside:
            return beside
        for k in kids(p, i, "appos"):
            if self.is_actor(k):
                return [self.book.party(k)]
        return []

    def _nearby(self, i: int, depth: int) -> list[Party]:
        """Who stands behind "of", "from", "in", "loyal to" after noun i."""
        if depth == 0:
            return []
        p = self.parse
        for k in p.kids[i]:
            if p.rel[k] == "prep" and p.lower[k] in INSIDE:
                found = [
                    q for o in kids(p, k, "pobj") for c in with_conjuncts(p, o) for q in self.located(c, depth - 1)
                ]
                if found:
                    return found
            if p.rel[k] in ("amod", "acl", "relcl") and k > i and p.lower[k] in ("loyal", "allied", "linked"):
                found = [q for to in kids(p, k, "prep") for o in kids(p, to, "pobj") for q in self.of(o, depth - 1)]
                if found:
                    return found
        return []

    def located(self, i: int, depth: int = 2) -> list[Party]:
        """The actor at noun i, or the country that the place at i lies in (a party that is inferred)."""
        found = self.of(i, depth) if depth else []
        if found:
            return found
        place = self.place_at.get(i)
        if place is None or place.country is None:
            return []
        name = place.name if place.feature in COUNTRY_FEATURES else None
        start, end = self.parse.slice(*noun_phrase(self.parse, i))
        return [Party(name or place.country, f"{place.country}:", None, start, end, None, True)]

    def _dressed(self, i: int, owner: int) -> Party:
        """The party of a described thing or group ("Russian warplane"): the owner's, with the whole phrase's words."""
        return self.book.party(owner)


def country(code: str | None) -> str:
    """The country part of an actor code, "" when it has none."""
    return (code or "").partition(":")[0]


def _placed(party: Party, where: Party) -> Party:
    """A group known by its kind only ("rebels"), put in the country of the words beside it."""
    sector = (party.code or ":").partition(":")[2]
    return replace(party, code=f"{country(where.code)}:{sector}", inferred=party.inferred or where.inferred)
