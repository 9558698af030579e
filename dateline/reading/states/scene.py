"""What the finders of states share: the rows around a word, whether it is told as done, and who says so."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.language.grammar import auxiliaries, is_noun, is_verb, kids, negation
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.phrases import fold
from dateline.lexicon.state_words import Book, StateWord, StateWords
from dateline.reading.around import Around
from dateline.reading.fact_days import fact_day
from dateline.reading.governing import governing_place, when_of, where
from dateline.reading.parties import Parties, heads_of
from dateline.records import Claim, Event, Mention, Party, Place, Quantity, Report, Status, TimeExpression, Where, Words

FUTURE = frozenset({"will", "'ll", "’ll", "shall"})
OPEN = frozenset({"would", "could", "may", "might", "can", "should", "must"})
CONDITIONS = frozenset({"if", "unless", "whether", "until", "before"})
AHEAD = frozenset({"expect", "plan", "schedule", "set", "due", "intend", "want", "agree", "promise"})  # with "to"
NEAR = 3  # words between a verb and what completes it: "called it off"
CLIMB = 6
NAME = 12  # words that a name is followed through to its head
NEARBY = 80  # tokens of an endless sentence that are looked at on either side


@dataclass(frozen=True, slots=True)
class Found:
    """A state before it is a row: `token` says it, the rest fills the columns of `records.State`."""

    matter: str
    state: str
    token: int
    rule: str
    last: int | None = None  # last token of the words that say it, when more than one
    parties: tuple[Party, ...] = ()
    others: tuple[Party, ...] = ()
    mediators: tuple[Party, ...] = ()
    place: Where | None = None
    to: Where | None = None
    about: Words | None = None
    by: str | None = None
    traits: tuple[str, ...] = ()
    when: tuple[str | None, str | None] = (None, None)
    status: Status = "actual"
    quantities: tuple[str, ...] = ()
    event: str | None = None
    sources: tuple[Party, ...] | None = None  # who says so, when neither the figure nor the claim around it tells


class Scene:
    """A report's rows with look-ups by token. Built once a report."""

    def __init__(
        self,
        report: Report,
        parse: Parse,
        times: Sequence[TimeExpression],
        places: Sequence[Place],
        book: Parties,
        claims: Sequence[Claim],
        quantities: Sequence[Quantity],
        events: Sequence[Event],
        words: StateWords,
        countries: Countries,
    ):
        self.report, self.p, self.words = report, parse, words
        self.countries = countries
        self.times, self.places, self.book = times, places, book
        self.claims = Around(claims)
        self.events = sorted(events, key=lambda event: event.start)
        self.quantities = quantities
        self.index: dict[str, list[int]] = {}  # dictionary form, and the form as written -> tokens
        for i, lemma in enumerate(parse.lemma):
            low = lemma.lower()
            self.index.setdefault(low, []).append(i)
            if parse.lower[i] != low:
                self.index.setdefault(parse.lower[i], []).append(i)
        self.figure = {quantity.id: quantity for quantity in quantities}
        self.by_last_word: dict[str, Mention] = {}
        for mention in book.mention_at.values():
            if mention.actor and mention.form != "pronoun":
                last = mention.text.rsplit(None, 1)[-1].lower().removesuffix("s")
                known = self.by_last_word.get(last)
                if known is None or mention.start < known.start:
                    self.by_last_word[last] = mention
        self.place_at: dict[int, Place] = {}
        for place in places:
            for head in heads_of(parse, place.start, place.end)[:1]:
                self.place_at[head] = place

    def tokens(self, *lists: Iterable[str]) -> list[int]:
        """The tokens with one of the words, by dictionary form or as written, in reading order."""
        found = {i for words in lists for word in words for i in self.index.get(word, ())}
        return sorted(found)

    def near(self, token: int) -> tuple[int, int]:
        """The sentence of a token, of endless ones what stands near: first token, and one past the last."""
        first, last = self.p.sentence(token)
        return max(first, token - NEARBY), min(last, token + NEARBY)

    def people(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """The parties that nouns name; nobody for places and things that act."""
        return tuple(party for party in self.book.parties(heads) if party.name)

    def when(self, *tokens: int) -> tuple[str | None, str | None]:
        """The first day that one of the tokens is dated by, and the id of the expression."""
        for token in tokens:
            found = when_of(self.p, self.times, token, self.report.published)
            if found[1] is not None:
                return found
        return None, None

    def where(self, *tokens: int) -> Where | None:
        return next((w for t in tokens if (w := governing_place(self.p, self.places, t)) is not None), None)

    def place_in(self, first: int, last: int) -> Place | None:
        """The first place named within the tokens."""
        start, end = self.p.slice(first, last)
        at = bisect_left(self.places, start, key=lambda place: place.start)
        return self.places[at] if at < len(self.places) and self.places[at].end <= end else None

    def place_of(self, noun: int) -> Where | None:
        """The place that a noun names, or that its phrase does: "Gao", "the town of Gao", "northern Gao"."""
        if noun in self.place_at:
            return where(self.place_at[noun])
        inside = self.place_in(self.p.left[noun], self.p.right[noun])
        return None if inside is None else where(inside)

    def part_of(self, noun: int) -> Words | None:
        """The words of the place at a noun, when they say more than its name: "the east of Gao"."""
        place = self.place_at.get(noun)
        if place is None or fold(" ".join(place.text.split())) == fold(place.name or ""):
            return None
        return Words(place.text, place.start, place.end)

    def town_before(self, token: int) -> Where | None:
        """The town that "the city" means: the last one named before."""
        at = bisect_left(self.places, self.p.start[token], key=lambda place: place.start)
        for place in reversed(self.places[max(0, at - 40) : at]):
            if (place.feature or "").startswith("PPL") and place.feature != "PPLX":
                return where(place, inferred=True)
        return None

    def last_place(self, token: int) -> Where | None:
        """The place that "there" points back to: the last one named."""
        at = bisect_left(self.places, self.p.start[token], key=lambda place: place.start)
        return where(self.places[at - 1], inferred=True) if at else None

    def called(self, word: str) -> Mention | None:
        """The first mention with an actor whose last word is `word`, in the singular or plural."""
        return self.by_last_word.get(word.removesuffix("s"))

    def known(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """As `people`, without what nobody would call an actor: shelling breaks a truce, but is no party to it."""
        return tuple(q for q in self.people(heads) if q.actor or q.code)

    def between(self, first: int, last: int) -> tuple[str | None, str | None]:
        """The day of the first expression between two tokens, for sentences whose grammar the parser lost."""
        start, end = self.p.start[first], self.p.start[last]
        at = bisect_left(self.times, start, key=lambda time: time.start)
        if at < len(self.times) and self.times[at].end <= end:
            return fact_day(self.times[at], self.p.text, self.report.published, start), self.times[at].id
        return None, None

    def quantities_in(self, start: int, end: int) -> list[Quantity]:
        """The figures that stand within code points start..end."""
        at = bisect_left(self.quantities, start, key=lambda q: q.start)
        found = []
        while at < len(self.quantities) and self.quantities[at].start < end:
            if self.quantities[at].end <= end:
                found.append(self.quantities[at])
            at += 1
        return found

    def quoted(self, first: int, last: int) -> Words:
        """The tokens as words of the report."""
        start, end = self.p.slice(first, last)
        return Words(self.p.text[start:end], start, end)

    def claim_around(self, token: int) -> Claim | None:
        """The innermost claim whose content holds the token."""
        at = self.p.start[token]
        return next((c for c in self.claims.holding(at) if not (c.cue and c.cue.start <= at < c.cue.end)), None)

    def event_at(self, token: int) -> Event | None:
        """The event whose words hold the token."""
        at = self.p.start[token]
        before = bisect_right(self.events, at, key=lambda event: event.start)
        return next((e for e in self.events[max(0, before - NEARBY) : before] if at < e.end), None)

    def status(self, verb: int) -> Status:
        """Whether the clause of a verb tells it as done: not negated, not ahead, no "if"; claims come later."""
        p = self.p
        if is_verb(p, verb) and negation(p, verb) is not None:
            return "denied"
        here = verb
        for _ in range(CLIMB):
            lower = {p.lower[a] for a in auxiliaries(p, here)} if is_verb(p, here) else set()
            marks = {p.lower[m] for m in kids(p, here, "mark")}
            if lower & FUTURE or (self._to(here) and p.lemma[p.head[here]] == "be"):
                return "planned"
            if lower & OPEN or marks & CONDITIONS:
                return "hypothetical"
            up, rel = p.head[here], p.rel[here]
            if up == here or rel == "ccomp":
                break
            if self._to(here) and rel in ("xcomp", "acl", "advcl", "ccomp"):
                return "planned" if p.lemma[up].lower() in AHEAD else "hypothetical"
            if rel not in ("conj", "xcomp", "pcomp", "prep", "dobj", "acl"):
                break
            here = up
        return "actual"

    def _to(self, verb: int) -> bool:
        return any(self.p.tag[a] == "TO" for a in kids(self.p, verb, "aux"))


def matched(p: Parse, book: Book, i: int) -> StateWord | None:
    """The entry of the book that token i begins, with all its words."""
    entries = book.get(p.lemma[i].lower()) or book.get(p.lower[i]) or ()
    return next((entry for entry in entries if rest_at(p, i, entry.rest) is not None), None)


def rest_at(p: Parse, i: int, rest: tuple[str, ...]) -> int | None:
    """The last token of an entry whose first word is i; None when the other words do not follow soon."""
    if not rest:
        return i
    closes = p.sentence(i)[1]
    for k in range(i + 1, min(i + 2 + NEAR, closes - len(rest) + 1)):
        if p.lower[k : k + len(rest)] == rest:
            return k + len(rest) - 1
    return None


def singular(p: Parse, i: int) -> str:
    """The noun in lower case, as its dictionary form."""
    return p.lemma[i].lower()


def top_of_compound(p: Parse, i: int) -> int:
    """The head of the name that i is a part of: "deal" for "truce" in "the truce deal"."""
    for _ in range(NAME):
        if p.rel[i] not in ("compound", "nmod") or not is_noun(p, p.head[i]):
            break
        i = p.head[i]
    return i
