"""Whom a pronoun that speaks means, when the cast of the report does not tell: the last speaker that it can be.

Nobody rather than a guess: the number must fit, a person is never "it", whoever was "she" is never "he", and a subject
that could be meant as well stands between them nowhere.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from dateline.language.grammar import possessors, subjects
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.candidate import Candidate
from dateline.reading.parties import Parties
from dateline.reading.pronouns import BODIES
from dateline.records import Party

ASKERS = 2  # voices back to one who asked
REACH = 2  # sentences back to the speaker that a pronoun means
GENDERS = {"he": "m", "she": "f"}
PRONOUNS = frozenset({"he", "she", "it", "they"})
MARKS = frozenset({"“", "”", '"', "``", "''"})
INSIDE = frozenset({"compound", "nmod", "appos"})  # words inside another noun's phrase
MANY = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a claim. `cue`, `heads`: tokens; `parties`: one for each head. `asked`: a question was quoted."""

    cue: int
    heads: tuple[int, ...]
    parties: tuple[Party, ...]
    asked: bool = False


class Meant:
    """Looks up whom "he", "she", "it" and "they" mean, from the voices before them."""

    def __init__(self, p: Parse, parties: Parties, cues: Cues):
        self.p, self.parties, self.cues = p, parties, cues
        self.genders = {
            m.actor: GENDERS[m.text.lower()]
            for m in parties.mention_at.values()
            if m.form == "pronoun" and m.actor and m.text.lower() in GENDERS
        }
        self.said: dict[str, str] = {}  # name of somebody without an actor -> gender

    def parties_of(self, pronoun: int, c: Candidate, before: Sequence[Voice]) -> tuple[Party, ...]:
        """The parties that a speaking pronoun means, at its own place; () when nobody fits."""
        p, word = self.p, self.p.lower[pronoun]
        if word not in PRONOUNS:
            return ()
        voice = self._visitor(pronoun) or self._last_voice(pronoun, c.cue, before) or self._last_subject(pronoun, c)
        if voice is None or not self._means(word, voice):
            asked = {i for one in before[-ASKERS:] if one.asked for i in one.heads}
            voice = self._only_person(pronoun, c, asked)
        if voice is None or not self._means(word, voice):
            return ()
        if word in GENDERS and voice.parties[0].name is not None:
            self.said[voice.parties[0].name] = GENDERS[word]
        start, end = p.slice(pronoun, pronoun)
        return tuple(replace(party, start=start, end=end) for party in voice.parties)

    def _means(self, word: str, voice: Voice) -> bool:
        """Can the pronoun stand for this speaker: by number, gender and kind?"""
        fits = all(self._fits(word, i, party, voice) for i, party in self._pairs(voice))
        return fits and (word != "they" or self._plural(voice))

    def _pairs(self, voice: Voice) -> list[tuple[int, Party]]:
        return list(zip(voice.heads, voice.parties, strict=True))

    def _last_voice(self, pronoun: int, cue: int, before: Sequence[Voice]) -> Voice | None:
        """The nearest voice before the pronoun, when no other subject stands between."""
        p = self.p
        for voice in reversed(before):
            back = p.sent_of[pronoun] - p.sent_of[voice.cue]
            if voice.cue >= cue or not voice.parties:
                continue
            if back < 0 or back > REACH:
                return None
            if len(voice.heads) != len(voice.parties) or any(party.name is None for party in voice.parties):
                return None
            answers = voice.asked and back > 0  # who asked does not answer himself
            return None if answers or self._another(voice, pronoun) else voice
        return None

    def _another(self, voice: Voice, pronoun: int) -> bool:
        """Does a sentence between the two have a subject of its own that the pronoun might mean as well?"""
        p = self.p
        for number in range(p.sent_of[voice.cue] + 1, p.sent_of[pronoun]):
            first, after = p.sents[number]
            root = next((i for i in range(first, after) if p.head[i] == i), first)
            heads = [i for i in subjects(p, root) if p.tag[i][:2] == "NN"]
            if any(self._agrees(p.lower[pronoun], i) for i in heads):
                return True
        return self._named_nearer(voice, pronoun)

    def _named_nearer(self, voice: Voice, pronoun: int) -> bool:
        """Does the pronoun's own sentence name somebody else before it: "during the minister's visit, where he …"?"""
        p = self.p
        first = max(p.sents[p.sent_of[pronoun]][0], voice.cue)
        known = {party.actor for party in voice.parties} | {None}
        if p.lower[pronoun] not in GENDERS:
            return False
        mentions = (self.parties.mention(i) for i in range(first, pronoun) if p.tag[i][:2] == "NN")
        return any(m is not None and m.kind == "person" and m.form == "name" and m.actor not in known for m in mentions)

    def _last_subject(self, pronoun: int, c: Candidate) -> Voice | None:
        """The subject of the sentence before, in the same paragraph."""
        p = self.p
        number = p.sent_of[min(pronoun, c.first)] - 1  # the quotation that he says lies between
        if number < 0:
            return None
        first, after = p.sents[number]
        if "\n" in p.text[p.end[after - 1] : p.start[p.sents[number + 1][0]]]:
            return None
        root = next((i for i in range(first, after) if p.head[i] == i), first)
        heads = tuple(i for i in subjects(p, root) if first <= i < after)
        found = tuple(self.parties.party(i) for i in heads)
        if not found or any(party.name is None for party in found):
            return None
        return Voice(root, heads, found) if any(self._agrees(p.lower[pronoun], i) for i in heads) else None

    def _visitor(self, pronoun: int) -> Voice | None:
        """ "During the minister's visit to Oslo, where he declared ...": whose visit it was."""
        p = self.p
        verb = p.head[pronoun]
        noun = p.head[verb]
        if p.rel[verb] != "relcl" or not any(p.tag[k] == "WRB" for k in p.kids[verb]):
            return None
        while not possessors(p, noun) and p.rel[noun] in ("pobj", "prep", "appos"):
            noun = p.head[noun]
        heads = tuple(i for i in possessors(p, noun) if self._agrees(p.lower[pronoun], i))
        found = tuple(self.parties.party(i) for i in heads)
        return Voice(verb, heads, found) if len(heads) == 1 and found[0].name is not None else None

    def _only_person(self, pronoun: int, c: Candidate, asked: Set[int]) -> Voice | None:
        """ "Students demanded that the governor resign. He replied ...": the one person of the sentence before."""
        p = self.p
        number = p.sent_of[min(pronoun, c.first)] - 1  # the quotation that he says lies between
        if p.lower[pronoun] not in GENDERS or number < 0:
            return None
        first, after = p.sents[number]
        if "\n" in p.text[p.end[after - 1] : p.start[p.sents[number + 1][0]]]:
            return None
        heads = [i for i in range(first, pronoun) if p.tag[i] in ("NN", "NNP") and p.rel[i] not in INSIDE]
        if asked & set(heads):
            return None  # who asked does not answer himself
        found = {i: self.parties.party(i) for i in heads if self._agrees(p.lower[pronoun], i)}
        if len({party.actor or party.name for party in found.values()}) != 1:
            return None
        head, party = next(iter(found.items()))
        return Voice(p.head[head], (head,), (party,))

    def _agrees(self, word: str, i: int) -> bool:
        """Could the noun i be "he", "she", "it" or one of "they" as a speaker?"""
        mention = self.parties.mention(i)
        kind = mention.kind if mention is not None else None
        role = self.p.lemma[i].lower() in self.cues.roles or self.p.lemma[i].lower() in self.cues.spokesmen
        if word in GENDERS:
            return self.p.tag[i] not in MANY and (kind == "person" or role)
        if word == "it":
            return self.p.tag[i] not in MANY and kind in BODIES
        return kind is not None or role

    def _fits(self, word: str, i: int, party: Party, voice: Voice) -> bool:
        if self.p.tag[i] in ("PRP", "WP", "WDT"):
            agrees = party.name is not None and word == self.p.lower[i]
        else:
            agrees = self._agrees(word, i)
        if word not in GENDERS:
            return agrees and (word != "it" or len(voice.heads) == 1)
        known = self.genders.get(party.actor or "") or self.said.get(party.name or "")
        return agrees and len(voice.heads) == 1 and known in (None, GENDERS[word])

    def _plural(self, voice: Voice) -> bool:
        if len(voice.heads) > 1:
            return True
        return all(self.p.tag[i] in MANY for i in voice.heads)
