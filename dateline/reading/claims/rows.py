"""From an accepted candidate to a claim row: who, through whom, to whom, in what manner and when."""

from dateline.ids import make_id
from dateline.language.grammar import kids, negation, noun_phrase, possessors, prep_objects
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues, Group
from dateline.reading.claims.accept import Judged
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.candidates import Candidate
from dateline.reading.claims.features import PART, Views
from dateline.reading.claims.sources import Speaker
from dateline.reading.governing import governing_time
from dateline.reading.parties import Parties
from dateline.records import Claim, How, Manner, Party, Report, Stance, TimeExpression, Words

OPEN = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who"})  # links that leave the answer open


class Rows:
    """Makes the claim rows of one report."""

    def __init__(
        self, report: Report, p: Parse, times: tuple[TimeExpression, ...], parties: Parties, views: Views, cues: Cues
    ):
        self.report, self.p, self.times, self.parties, self.views, self.cues = report, p, times, parties, views, cues
        self.bounds: Bounds = views.bounds

    def row(self, judged: Judged) -> Claim:
        p, c = self.p, judged.candidate
        start, end = p.slice(c.first, c.last)
        cue_first, cue_last = cue_words(p, c)
        cue_start, cue_end = p.slice(cue_first, cue_last)
        lemma = self.views.cue(c.cue).lemma
        group = self._group(c)
        addressee = self.addressee(c)
        when = governing_time(p, self.times, c.cue)
        return Claim(
            id=make_id("claims", self.report.id, start, end, cue_start),
            report=self.report.id,
            start=start,
            end=end,
            text=p.text[start:end],
            sources=self.sources(judged.who),
            cue=Words(p.text[cue_start:cue_end], cue_start, cue_end),
            via=(),
            addressee=addressee,
            manner=self.manner(c, group),
            quoted=bool(self._quotations(c)) or self.bounds.quotes.around(c.first) is not None,
            stance=stance(p, c, group),
            said_on=when.value if when else None,
            parent=None,
            how=How(f"claims/{c.frame}:{lemma}"),
            parts=self.parts(c),
        )

    def _group(self, c: Candidate) -> Group | None:
        return self.cues.group(PART.get(self.p.tag[c.cue][0], ""), self.views.cue(c.cue).lemma)

    def _quotations(self, c: Candidate) -> tuple[object, ...]:
        return self.bounds.quotes.starting_in(c.first, c.last)

    def sources(self, who: tuple[Speaker, ...]) -> tuple[Party, ...]:
        """One party for each speaker, nobody twice; its place is where this sentence names it."""
        found: dict[tuple[str | None, str | None], Party] = {}
        for s in who:
            party = self.parties.party(s.head)
            start, end = (party.start, party.end) if s.at == s.head else self.p.slice(s.at, s.at)
            behalf = self.principal(s.head)
            party = Party(party.name, party.code, party.actor, start, end, on_behalf_of=behalf)
            found.setdefault((party.actor or party.name, party.code), party)
        return tuple(found.values())

    def principal(self, head: int) -> str | None:
        """Whom a spokesman speaks for: "a spokesman for X", "X's spokeswoman", "X spokesman Y"."""
        p = self.p
        titles = [head, *kids(p, head, "appos", "compound", "nmod")]
        for i in titles:
            if p.lemma[i].lower() in self.cues.spokesmen:
                near = prep_objects(p, i, "for", "of") or possessors(p, i)
                near = near or [k for k in kids(p, i, "compound", "amod") if k < i]
                near = near or [k for k in kids(p, head, "compound") if k < i]
                if near:
                    return self.parties.party(near[0]).name
        return None

    def addressee(self, c: Candidate) -> Party | None:
        """Who is told: the object of a verb whose content is something else, or "to" somebody."""
        p, cue = self.p, c.cue
        if p.tag[cue][:2] != "VB":
            return None
        for k in p.kids[cue]:
            if p.rel[k] in ("dobj", "dative") and not c.first <= k <= c.last and not p.left[k] <= c.first <= p.right[k]:
                if p.rel[k] == "dative" and p.tag[k] in ("IN", "TO"):
                    objects = kids(p, k, "pobj")
                    return self.parties.party(objects[0]) if objects else None
                return self.parties.party(k)
        to = [j for j in prep_objects(p, cue, "to") if not c.first <= j <= c.last]
        return self.parties.party(to[0]) if to else None

    def manner(self, c: Candidate, group: Group | None) -> Manner:
        inside = self.bounds.quotes.starting_in(c.first, c.last)
        if inside:
            words = sum(q.last - q.first - 1 for q in inside)
            rest = (c.last - c.first + 1) - words - 2 * len(inside)
            return "quote" if inside[0].first == c.first and rest <= max(2, words // 2) else "mixed"
        if group is not None and group.manner is not None:
            return group.manner
        return "paraphrase"

    def parts(self, c: Candidate) -> tuple[Words, ...]:
        """The pieces of a content that its own cue interrupts."""
        inside = self.bounds.quotes.starting_in(c.first, c.last)
        if not (c.first < c.cue < c.last) or len(inside) < 2 or inside[0].first != c.first:
            return ()
        text = self.p.text
        spans = [self.p.slice(q.first, q.last) for q in inside if not q.first <= c.cue <= q.last]
        return tuple(Words(text[s:e], s, e) for s, e in spans)


def cue_words(p: Parse, c: Candidate) -> tuple[int, int]:
    """First and last token of the cue: the head with its particle or preposition when that follows at once."""
    last = c.cue
    for k in p.kids[c.cue]:
        if k == last + 1 and (p.rel[k] == "prt" or (p.rel[k] == "prep" and p.lower[k] == c.link)):
            last = k
    return c.cue, last


def stance(p: Parse, c: Candidate, group: Group | None) -> Stance:
    """What the source does with the content: by the group of the cue, turned by a negation."""
    usual: Stance = group.stance if group is not None else "asserts"
    negated = c.frame not in ("title", "according") and negation(p, c.cue) is not None
    if c.link in OPEN and (negated or usual == "asks"):
        return "asks"
    if negated:
        return "asserts" if usual == "denies" else "denies"
    return usual


def phrase_of(p: Parse, head: int) -> str:
    """The words of a noun phrase."""
    first, last = noun_phrase(p, head)
    start, end = p.slice(first, last)
    return p.text[start:end]
