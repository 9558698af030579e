"""From an accepted candidate to a claim row: who, through whom, to whom, in what manner and when."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.ids import make_id
from dateline.language.grammar import governors, is_verb, kids, negation, possessors, prep_objects
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues, Group
from dateline.reading.claims.accept import Judged
from dateline.reading.claims.bounds import FINAL, Bounds
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.meant import Meant, Voice
from dateline.reading.claims.nested import NESTED
from dateline.reading.claims.passing import contained, credited, relayers, spoken_to
from dateline.reading.claims.sources import DASHES, FARTHEST, Speaker, handed_on, name_given, quoters
from dateline.reading.claims.views import PART, inverted_subject
from dateline.reading.governing import when_of
from dateline.reading.parties import Parties
from dateline.records import Claim, How, Manner, Party, Report, Stance, TimeExpression, Words

NO_ADDRESSEE = frozenset(
    "according object preposition title interview inverted undergoer passive_prep complement".split()
)
LABELLED = frozenset({"title", "interview", "set_off"})  # "MAYOR: ...", "Q: ...", "The mayor said:" and a new line
RISEN = frozenset({"raising", "seeming"})
PUT_IN = frozenset({"clause", "parataxis", "advcl", "according"})  # "The dam, engineers warn, could fail"
AROUND_CUE = RISEN | {"adverb", "parataxis"}  # frames whose cue may stand inside the content
POSSESSIVES = ("'s", "’s")
OPEN = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who"})  # links that leave the answer open


class Rows:
    """Makes the claim rows of one report."""

    def __init__(
        self, report: Report, p: Parse, times: tuple[TimeExpression, ...], parties: Parties, bounds: Bounds, cues: Cues
    ):
        self.report, self.p, self.times, self.parties, self.cues = report, p, times, parties, cues
        self.bounds, self.views = bounds, bounds.views
        self.principals: dict[str, str] = {}  # spokesman -> for whom the report said that he speaks
        self.meant = Meant(p, parties, cues)

    def row(self, judged: Judged, said_by: tuple[Party, ...]) -> Claim:
        """The claim row without what other claims tell of it. `said_by`: its sources."""
        p, c = self.p, judged.candidate
        start, end = p.slice(c.first, c.last)
        cue_first, cue_last = cue_words(p, c)
        cue_start, cue_end = p.slice(cue_first, cue_last)
        lemma = self.views.cue(c.cue).lemma
        group = self._group(c)
        addressee = self.addressee(c)
        said_on, said_on_from = when_of(p, self.times, c.cue, self.report.published, cue_start, was=True)
        return Claim(
            id=make_id("claims", self.report.id, start, end, cue_start),
            report=self.report.id,
            start=start,
            end=end,
            text=p.text[start:end],
            sources=said_by,
            cue=Words(p.text[cue_start:cue_end], cue_start, cue_end),
            via=self.via(judged, addressee),
            addressee=addressee,
            manner=self.manner(c, group),
            quoted=bool(self._quotations(c)) or self.bounds.quotes.around(c.first) is not None,
            stance=stance(p, c, group, self._refused(c.cue)),
            said_on=said_on,
            parent=None,
            how=How(f"claims/{c.frame}:{lemma}"),
            parts=self.parts(c),
            said_on_from=said_on_from,
        )

    def _refused(self, cue: int) -> bool:
        """ "Refused to say", "declined to confirm": the saying did not take place."""
        up = self.p.head[cue]
        groups = self.cues.groups_of.get(("verbs", self.p.lemma[up]), ())
        return self.p.rel[cue] == "xcomp" and "withhold" in groups

    def _group(self, c: Candidate) -> Group | None:
        """The group of the cue; of "expressed optimism" and "made a promise" that of the noun, which says more."""
        if self._givers(c):
            return None
        if c.frame == "object":
            noun = self.cues.group("nouns", self.p.lemma[c.head])
            own = self.cues.group("verbs", self.views.cue(c.cue).lemma)
            if noun is not None and (own is None or own.name == "say"):
                return noun
        return self.cues.group(PART.get(self.p.tag[c.cue][0], ""), self.views.cue(c.cue).lemma)

    def _quotations(self, c: Candidate) -> tuple[object, ...]:
        return self.bounds.quotes.starting_in(c.first, c.last)

    def outlets(self, who: Sequence[Speaker]) -> bool:
        """Are these all newspapers, agencies, broadcasters?"""
        return bool(who) and all(self.is_outlet(s.head) for s in who)

    def outlet_behind(self, who: Sequence[Speaker]) -> list[int]:
        """The outlet of "according to a report in the Courier"."""
        return [i for s in who for i in contained(self.p, s.head, self.cues, self.is_outlet)]

    def is_outlet(self, i: int) -> bool:
        mention = self.parties.mention(i)
        if mention is not None and mention.kind is not None:
            return mention.kind == "outlet" or (mention.actor is None and self._outlet_word(i))
        return self._outlet_word(i)

    def _outlet_word(self, i: int) -> bool:
        """ "The daily", "several newspapers", "various media outlets", "two news agencies"; not "aid agencies"."""
        p, outlets = self.p, self.cues.outlets
        if p.lower[i] in outlets or p.tag[i] != "NNS" or p.lemma[i] not in outlets:
            return p.lower[i] in outlets
        return p.lemma[i] in self.cues.documents or any(p.lower[k] in outlets for k in kids(p, i, "compound", "amod"))

    def _named_outlet(self, i: int) -> bool:
        """ "Radio Arcadia", "the local channel Harbour TV", "the Harbour television channel"; not "a newspaper"."""
        p = self.p
        if p.tag[i] in ("NNP", "NNPS"):
            return self.is_outlet(i) or any(p.lower[k] in self.cues.outlets for k in kids(p, i, "compound", "amod"))
        names = [k for k in kids(p, i, "compound", "appos", "nmod") if p.tag[k] in ("NNP", "NNPS")]
        return bool(names) and any(self.is_outlet(k) for k in (i, *names))

    def speakers(self, judged: Judged) -> tuple[Speaker, ...]:
        """The speakers of the grammar; of "the paper learned from an official that ..." the official."""
        givers = self._givers(judged.candidate) or self._handed_on(judged.candidate)
        if givers:
            return tuple(Speaker(i, i) for i in givers)
        return self._above_things(judged)

    def _above_things(self, judged: Judged) -> tuple[Speaker, ...]:
        """ "Analysts said the drought had come early, citing the maps": who speaks around what cannot cite anything."""
        p, cue = self.p, judged.candidate.cue
        if p.tag[cue] != "VBG" or p.rel[cue] not in ("advcl", "acl") or len(judged.who) != 1:
            return judged.who
        thing = judged.who[0].head
        known = self.cues.roles | self.cues.documents | self.cues.cited | self.cues.outlets
        if p.tag[thing] not in ("NN", "NNS") or p.lemma[thing] in known or self.parties.mention(thing) is not None:
            return judged.who
        for up in governors(p, cue)[1:FARTHEST]:
            says = is_verb(p, up) and "say" in self.cues.groups_of.get(("verbs", p.lemma[up]), ())
            heads = [k for k in kids(p, up, "nsubj") if k != thing] if says else []
            if heads and (p.tag[heads[0]] == "PRP" or self.parties.mention(heads[0]) is not None):
                return tuple(Speaker(i, i) for i in heads)
        return judged.who

    def _handed_on(self, c: Candidate) -> list[int]:
        """The person whom "citing ..." names; a document or a count is no speaker."""
        return [i for i in handed_on(self.p, c, self.cues.relayed) if self.views.speaks(i)]

    def _givers(self, c: Candidate) -> list[int]:
        if self.p.lemma[c.cue] not in self.cues.receive or self.p.tag[c.cue][:2] != "VB":
            return []
        return [i for i in prep_objects(self.p, c.cue, "from") if not c.first <= i <= c.last]

    def via(self, judged: Judged, addressee: Party | None) -> tuple[Party, ...]:
        """Who passed it on by the grammar of the cue itself: who heard it, who quoted it, which outlet was told."""
        c = judged.candidate
        p = self.p
        first_hand = self._givers(c) or self._handed_on(c)
        heads = [s.head for s in judged.who] if first_hand else quoters(p, c.cue)
        who = [s.head for s in self.speakers(judged)]
        heads += [i for head in who for i in relayers(p, head, self.cues, self.is_outlet)]
        heads += spoken_to(p, c, who, self.cues, self._named_outlet) + credited(p, c, self.is_outlet)
        found = self.parties.parties([i for i in heads if i not in who])
        told = addressee_head(p, c)
        if told is not None and addressee is not None and self._named_outlet(told):
            found = (addressee, *found)
        return found

    def voice(self, judged: Judged, before: Sequence[Voice]) -> Voice:
        """Who says it; `before`: who spoke before, for a speaker that is a pronoun."""
        c, who = judged.candidate, self.speakers(judged)
        said_by = self.sources(who, c.cue)
        if len(who) == 1 and len(said_by) == 1 and said_by[0].name is None:
            said_by = self.meant.parties_of(who[0].at, c, before) or said_by
        asked = bool(self._quotations(c)) and any(self.p.word[i] == "?" for i in (c.last - 1, c.last))
        return Voice(c.cue, tuple(s.head for s in who), said_by, asked)

    def sources(self, who: tuple[Speaker, ...], cue: int) -> tuple[Party, ...]:
        """One party for each speaker, nobody twice; its place is where this sentence names it."""
        found: dict[tuple[str | None, str | None], Party] = {}
        for s in who:
            for m in self.parties.sharing.get(s.head, ()):  # "Hungarian" of "Hungarian and Romanian officials"
                found.setdefault((m.actor or m.text, m.code), Party(m.name or m.text, m.code, m.actor, m.start, m.end))
            party = self._party(s.head)
            start, end = (party.start, party.end) if s.at == s.head else self.p.slice(s.at, s.at)
            if start == end is not None:  # nothing is left of a bare "'s"
                continue
            behalf = self.principal(s.head) or self._speaking_for(s.head, cue) or self._known_principal(s.head, party)
            if behalf is not None and party.actor is not None:
                self.principals.setdefault(party.actor, behalf)
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

    def _known_principal(self, head: int, party: Party) -> str | None:
        """ "The spokesman added": for whom he was said to speak where he was named."""
        is_spokesman = self.p.lemma[head].lower() in self.cues.spokesmen
        return self.principals.get(party.actor or "") if is_spokesman else None

    def _party(self, head: int) -> Party:
        """Whom a noun names, by the name that he gave: "a man who gave his name as X" is X."""
        party = _unpossessed(self.p.text, self.parties.party(head))
        given = name_given(self.p, head, self.cues.naming)
        if given is None and party.actor is None:
            given = self._named_beside(head)
        if given is None:
            return party
        named = self.parties.party(given)
        return replace(party, name=named.name, actor=named.actor or party.actor, code=named.code or party.code)

    def _named_beside(self, head: int) -> int | None:
        """ "The gravedigger, Milo Stan, said", "said the mayor of Sarn, Emil Duvic": the person set beside the noun."""
        p = self.p
        if p.tag[head] != "NN":
            return None
        beside = [k for i in (head, *prep_objects(p, head, "of", "for", "in")) for k in kids(p, i, "appos")]
        for k in beside:
            mention = self.parties.mention(k)
            if k > head and p.word[p.left[k] - 1] == "," and mention is not None and mention.kind == "person":
                return k if mention.form == "name" else None
        return None

    def _speaking_for(self, head: int, cue: int) -> str | None:
        """ "Speaking on behalf of the families, she said ...", "a lawyer, on behalf of the families, said ..."."""
        p = self.p
        talks = [k for k in p.kids[cue] if p.rel[k] == "advcl" and p.tag[k] == "VBG"]
        for up in (head, cue, *talks):
            for i in prep_objects(p, up, "on", "in"):
                whose = prep_objects(p, i, "of") or possessors(p, i) if p.lemma[i] in self.cues.behalf else []
                if whose:
                    return self.parties.party(whose[0]).name
        return None

    def _clause_of_saying(self, cue: int) -> tuple[int, int]:
        """First token of "she recalled" and the one after it, when the parser hung more of the sentence on it."""
        p = self.p
        subject = next((k for k in p.kids[cue] if p.rel[k] == "nsubj"), cue)
        first = min(p.left[subject], cue)
        marked = next((k for k in p.kids[cue] if p.rel[k] in ("mark", "advmod") and k == first - 1), first)
        return marked, max(p.right[subject] if subject > cue else cue, cue) + 1

    def addressee(self, c: Candidate) -> Party | None:
        head = addressee_head(self.p, c)
        return None if head is None else self.parties.party(head)

    def manner(self, c: Candidate, group: Group | None) -> Manner:
        if c.link == NESTED:
            return "quote"
        inside = self.bounds.quotes.starting_in(c.first, c.last)
        if inside:
            words = sum(q.last - q.first - 1 for q in inside)
            rest = (c.last - c.first + 1) - words - 2 * len(inside)
            split = len(inside) > 1 and c.first < c.cue < c.last and inside[-1].last == c.last
            return "quote" if inside[0].first == c.first and (split or rest <= max(2, words // 2)) else "mixed"
        if group is not None and group.manner is not None:
            return group.manner
        return "quote" if self._unmarked(c) else "paraphrase"

    def _unmarked(self, c: Candidate) -> bool:
        """Somebody's own words without quotation marks: a transcript, an interview, "– We stay – said the mayor"."""
        p = self.p
        if c.frame in LABELLED:
            return c.last + 1 < len(p) and p.word[c.last + 1] in FINAL
        dash = c.first - 1
        return dash >= 0 and p.word[dash] in DASHES and self.bounds.starts_paragraph(dash) and c.last < c.cue

    def parts(self, c: Candidate) -> tuple[Words, ...]:
        """The pieces of a content that its own cue interrupts."""
        p, text = self.p, self.p.text
        inside = self.bounds.quotes.starting_in(c.first, c.last)
        if c.first < c.cue < c.last and (c.frame in AROUND_CUE or (c.frame in PUT_IN and not inside)):
            begin, after = p.left[c.cue], p.right[c.cue] + 1
            if c.frame in RISEN:
                begin = min([c.cue, *(k for k in p.kids[c.cue] if p.rel[k] in ("aux", "auxpass", "neg", "advmod"))])
                after = p.left[c.head]
            elif c.frame in PUT_IN and (begin <= c.first or after > c.last):
                begin, after = self._clause_of_saying(c.cue)
            if begin <= c.first or after > c.last:
                return ()
            ends = [self.bounds.tidy(c.cue, *piece) for piece in ((c.first, begin - 1), (after, c.last))]
            spans = [p.slice(*end) for end in ends]
            return tuple(Words(text[s:e], s, e) for s, e in spans)
        if not (c.first < c.cue < c.last) or len(inside) < 2 or inside[0].first != c.first:
            return ()
        spans = [self.p.slice(q.first, q.last) for q in inside if not q.first <= c.cue <= q.last]
        return tuple(Words(text[s:e], s, e) for s, e in spans)


def _unpossessed(text: str, party: Party) -> Party:
    """ "The general's" claim is the general's: an unknown actor's name is told without the ending."""
    name = party.name or ""
    end = party.end
    if (
        party.actor is not None
        or end is None
        or not name.endswith(POSSESSIVES)
        or text[end - 2 : end] not in POSSESSIVES
    ):
        return party
    return replace(party, name=name[:-2], end=end - 2)


def cue_words(p: Parse, c: Candidate) -> tuple[int, int]:
    """First and last token of the cue: the head with its particle or preposition when that follows at once."""
    last = c.cue
    for k in p.kids[c.cue]:
        if k == last + 1 and (p.rel[k] == "prt" or (p.rel[k] == "prep" and p.lower[k] == c.link)):
            last = k
    return c.cue, last


def stance(p: Parse, c: Candidate, group: Group | None, refused: bool) -> Stance:
    """What the source does with the content: by the group of the cue, turned by a negation."""
    usual: Stance = group.stance if group is not None else "asserts"
    if c.frame in LABELLED and p.word[min(c.last + 1, len(p) - 1)] == "?":
        return "asks"
    negated = refused or (c.frame not in ("title", "interview", "according") and negation(p, c.cue) is not None)
    if c.link in OPEN and (negated or usual == "asks"):
        return "asks"
    if negated:
        return "asserts" if usual == "denies" else "denies"
    return usual


def addressee_head(p: Parse, c: Candidate) -> int | None:
    """Who is told: the object of a verb whose content is something else, or "to" somebody."""
    cue = c.cue
    if p.tag[cue][:2] != "VB" or c.frame in NO_ADDRESSEE:
        return None
    for k in p.kids[cue]:
        inside = c.first <= k <= c.last and not (c.first < cue and p.left[k] == cue + 1)
        if any(p.word[i] in ("/", *FINAL) for i in range(cue + 1, p.left[k])):
            break  # "..., the radio reported. / Wire / ADA HALL": a photographer's name
        if p.rel[k] in ("dobj", "dative") and k > cue and not inside:
            if p.tag[k] in ("IN", "TO"):
                return next(iter(kids(p, k, "pobj")), None)
            return None if k == inverted_subject(p, cue) else k
    to = [j for j in prep_objects(p, cue, "to") if not c.first <= j <= c.last]
    return to[0] if to else None
