"""Who may play a part in an event: from a noun in the parse to the actors that it names, owns or belongs to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.language.grammar import kids, noun_phrase, prep_objects, subjects, with_conjuncts
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.event_words import EventWords
from dateline.reading.describing import government_name
from dateline.reading.parties import Parties, head_of
from dateline.records import Mention, Party, Place, TimeExpression

MODIFIERS = ("amod", "compound", "poss", "nmod", "nummod", "dep")
BARE = ("amod", "compound", "nmod")
CHAINS = (*MODIFIERS, "conj", "npadvmod", "punct", "appos")
PERSON_ENDINGS = ("er", "ist", "man", "woman", "men", "women", "ian", "eer", "ster", "crat")
CLOSE = ("of", "from", "in", "among", "within", "near", "inside", "at", "across", "throughout")  # rebels in the north
LOOSE = ("by", "with", "against", "for", "on", "to", "between", "over")  # an appeal by, a ban on, contact with
Behind = tuple[tuple[str, ...], ...]
NEAR: Behind = (CLOSE,)
ANY: Behind = (CLOSE, LOOSE)
BLAMED: Behind = (("by", "from", "of"),)  # an attack by whom, not on whom
LOCAL = frozenset({"REB", "UAF", "CVL"})  # groups told by their kind alone are those of the place that is told of
KIND_WORDS = {"REB": "rebel", "MIL": "soldier", "UAF": "fighter", "CVL": "civilian"}
SHOWN = ("amod", "acl", "relcl")  # "loyal to", "based in", "linked to"
TOGETHER = frozenset({"joint", "mixed", "bilateral", "trilateral", "tripartite"})
RULERS, REBELS, FORCES = frozenset({"", "GOV", "MIL", "COP"}), frozenset({"REB"}), frozenset({"MIL"})
COUNTRIES = frozenset({"PCLI", "PCL", "PCLD", "PCLS", "PCLF", "PCLIX", "TERR"})
CAPITAL = "PPLC"
ARMED = frozenset({"MIL", "REB", "UAF"})


class Cast:
    """The mentions, places and times of a report, asked for by token. Built once a report."""

    def __init__(
        self,
        parse: Parse,
        mentions: Sequence[Mention],
        places: Sequence[Place],
        referred: Sequence[Place],
        times: Sequence[TimeExpression],
        words: EventWords,
        countries: Countries,
    ):
        self.parse, self.people, self.countries = parse, words.people, countries
        self.grounds = words.grounds
        self.blows = words.blows
        self.no_person = words.operators["no_person"]
        self.moments = words.operators["moments"]
        self.vehicles, self.cargo = words.operators["vehicles"], words.operators["cargo"]
        self.others = words.operators["others"]  # "its neighbour" is not "it"
        self.book = Parties(parse, mentions)
        self.place_at: dict[int, Place] = {}
        for place in places:
            head = head_of(parse, place.start, place.end)
            if head is not None:
                self.place_at.setdefault(head, place)
        self.again = frozenset(i for place in referred for i in parse.tokens_in(place.start, place.end))
        # what a whole report is about; a lone sentence is about what it names
        self.scene = _scene(places, mentions) if len(parse.sents) > 1 else None
        self.kinds = _kinds(parse, self.book)
        self.timed = {i for t in times for i in parse.tokens_in(t.start, t.end)}

    # what stands at a token

    def is_actor(self, i: int) -> bool:
        """Whether token i heads a mention of somebody we can tell."""
        found = self.book.mention(i)
        return found is not None and i not in self.timed and bool(found.actor or found.code or found.name)

    def is_place(self, i: int) -> bool:
        return i in self.place_at

    def is_when(self, i: int) -> bool:
        """ "Nightfall", "dawn": a noun that says when, though it is no date."""
        return self.parse.lemma[i].lower() in self.moments

    def is_unknown_name(self, i: int) -> bool:
        """A proper noun that is neither somebody nor a place we know: often a place too small for the gazetteer."""
        return self.parse.tag[i] == "NNP" and not self.is_actor(i) and i not in self.timed

    def is_town(self, i: int) -> bool:
        """A town or village that the gazetteer knows."""
        place = self.place_at.get(i)
        return place is not None and (place.feature or "").startswith("PPL")

    def is_country(self, i: int) -> bool:
        place = self.place_at.get(i)
        if place is not None:
            return place.feature in COUNTRIES
        found = self.book.mention(i)
        return found is not None and found.kind == "country"

    def can_act(self, i: int) -> bool:
        """An actor, a pronoun, a group or person by the noun, or something that somebody named owns or makes up."""
        p = self.parse
        return (
            self.is_actor(i) or p.tag[i] in ("PRP", "WP", "DT", "CD", "PRP$") or p.lemma[i].lower() in self.people
            or self._by_ending(i)
            or (p.tag[i].startswith("NNP") and not self.is_place(i) and i not in self.timed)
        )  # fmt: skip

    def kind_word(self, i: int) -> str:
        """The noun for what a pronoun's group is: "they", who are rebels, are "rebel"; "" when nobody is known."""
        found = self.book.mention(i)
        return "" if found is None else KIND_WORDS.get((found.code or "").partition(":")[2], "")

    def is_people(self, i: int) -> bool:
        found = self.book.mention(i)
        return found is not None and found.kind == "population"

    def is_place_again(self, i: int) -> bool:
        """A pronoun that means a place named before: "they took it"."""
        return i in self.again and self.parse.tag[i] in ("PRP", "PRP$")

    def is_armed(self, i: int) -> bool:
        """An army, its soldiers or fighters, also as "they", "its men"."""
        found = self.book.mention(i)
        return found is not None and (found.code or "").partition(":")[2] in ARMED

    def is_official(self, i: int) -> bool:
        """Somebody who speaks or commands for a state or a body of states: not the state itself."""
        found = self.book.mention(i)
        code = "" if found is None or found.kind != "person" else found.code or ""
        named = self.parse.tag[i].startswith("NNP")
        return code.endswith(":GOV") or (named and (code.endswith(":MIL") or code.startswith("IGO")))

    def _by_ending(self, i: int) -> bool:
        """ "Truckers", "lobbyists", "policewomen": a common noun that its ending makes a person."""
        lemma = self.parse.lemma[i].lower()
        return self.parse.tag[i] in ("NN", "NNS") and lemma.endswith(PERSON_ENDINGS) and lemma not in self.no_person

    def owners(self, i: int) -> list[int]:
        """Actors among the words before noun i: "Turkish troops", "Turkey's army", "Turkey-Iran-Russia meeting"."""
        p, found = self.parse, []
        whose = MODIFIERS if p.lemma[i].lower() not in self.others else BARE
        before = [k for k in p.kids[i] if p.rel[k] in whose and k < i]
        while before:
            k = before.pop(0)
            if self.is_actor(k):
                found.append(k)
            before += [j for j in p.kids[k] if j < i and p.rel[j] in CHAINS]
        return sorted(set(found))

    # parties

    def actors(self, heads: Iterable[int], clause: int | None = None, behind: Behind = ANY) -> tuple[Party, ...]:
        """The parties that nouns name, in reading order, nobody twice.

        clause: a pronoun that nobody resolved means the subject of the clause that governs this one.
        """
        heads = [j for i in heads if i not in self.timed for k in self._nouns(i) for j in self._listed(k)]
        found = [party for i in heads for party in self.of(i, behind=behind)]
        if not found and clause is not None:
            found = self._speakers(heads, clause)
        if not found:
            found = [self.book.party(i) for i in heads if self.can_act(i) and self.parse.tag[i].startswith("NN")]
        known = [q for q in found if country(q.code)]
        others = [q for q in found if not country(q.code) and (not known or q.actor or self._local(q))]
        return _once(known + others)

    def _local(self, party: Party) -> bool:
        return self.scene is not None and (party.code or "").partition(":")[2] in LOCAL

    def owned_by_kind(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """ "Rebel shells", "militia fire": the group that the word before names, as the report calls it elsewhere."""
        p = self.parse
        found = [k for i in heads for k in kids(p, i, "compound", "amod") if p.lemma[k].lower() in self.kinds]
        return _once(replace(self.book.party(k), code=self.kinds[p.lemma[k].lower()]) for k in found)

    def counted(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """ "Four were wounded": people of whom nothing but their number is said."""
        return _once(self.book.party(i) for i in heads if self.parse.tag[i] == "CD" and i not in self.timed)

    def _nouns(self, i: int) -> list[int]:
        """The noun itself; of a clause that the parser took for a noun ("the agency operating there said"), its own."""
        if not self.parse.tag[i].startswith("VB"):
            return [i]
        return kids(self.parse, i, "nsubj", "nsubjpass") or [i]

    def _listed(self, i: int) -> list[int]:
        """ "Deby, the Nigerien president, and Putin": the parser takes the later names of a list for appositions."""
        p, chain = self.parse, [i]
        if not p.tag[i].startswith("NN") or not p.word[i][:1].isupper():
            return [i]
        for here in chain:  # it grows
            chain += [k for k in kids(p, here, "appos") if k > here]
        more = [k for here in chain[1:] for k in with_conjuncts(p, here)]
        return sorted({i, *more}) if len(more) > len(chain) - 1 else [i]

    def _speakers(self, heads: Sequence[int], clause: int) -> list[Party]:
        p = self.parse
        pronouns = [i for i in heads if p.tag[i] in ("PRP", "PRP$")]
        here = clause
        while pronouns and p.head[here] != here:
            here = p.head[here]
            heads = [i for i in subjects(p, here) if i not in pronouns]
            found = [q for i in heads for q in self.of(i)] or [self.book.party(i) for i in heads if self.can_act(i)]
            if found:
                return found
        return []

    def of(self, i: int, depth: int = 3, behind: Behind = ANY) -> list[Party]:
        """The actors that noun i means: itself, else who owns it, else who it consists of or belongs to."""
        if i in self.timed or (self.is_place(i) and not self.is_actor(i)):
            return []
        if not self.is_actor(i):
            fellows = self.book.parties((i,))[:-1]  # "Turkish and Greek ships"
            return [*fellows, *(self.book.party(k) for k in self.owners(i))] or self._around(i, depth, behind)
        *shared, own = self.book.parties((i,))  # "Turkish and Greek officials" are two parties
        if several := self._sent_by(i, own):
            return several
        if country(own.code):
            return [*shared, own, *self._fellows(i, own)]
        owners = [k for k in self.owners(i) if country(self.book.party(k).code)]
        if len(owners) > 1:
            return [_placed(self.book.party(k), own.code) for k in owners]
        beside = [self.book.party(k) for k in owners] or self._around(i, depth, NEAR)
        return [_placed(own, beside[0].code, inferred=own.inferred or beside[0].inferred)] if beside else [own]

    def _sent_by(self, i: int, own: Party) -> list[Party]:
        """The countries of "experts from Chad and Niger": each has a part, with the experts' sector."""
        if self.parse.tag[i] not in ("NNS", "NNPS"):
            return []
        found = [self.book.party(j) for j in prep_objects(self.parse, i, "from") if self.is_actor(j)]
        codes = {country(q.code) for q in found}
        return [_placed(q, own.code) for q in found] if len(codes) > 1 and "" not in codes else []

    def _fellows(self, i: int, own: Party) -> list[Party]:
        """The others of "Ghana's and Togo's presidents", "the presidents (a joint commission) of Ghana and Togo"."""
        p = self.parse
        if p.tag[i] not in ("NNS", "NNPS") and not any(p.lower[k] in TOGETHER for k in kids(p, i, "amod")):
            return []
        first = [
            *kids(p, i, "poss"),
            *(o for k in kids(p, i, "prep") if p.lower[k] == "of" for o in kids(p, k, "pobj")),
        ]
        heads = [j for k in first for j in with_conjuncts(p, k) if self.is_actor(j)]
        codes = {country(self.book.party(j).code): j for j in heads}
        if len(heads) > 1 and set(codes) == {country(own.code)}:  # "delegations of the army and the militia"
            return [q for j in heads if (q := self.book.party(j)).code != own.code and q.actor]
        if len(codes) < 2 or country(own.code) not in codes:
            return []
        return [_placed(self.book.party(j), own.code) for c, j in codes.items() if c and c != country(own.code)]

    def _around(self, i: int, depth: int, behind: Behind) -> list[Party]:
        """Who stands behind "of", "in", "loyal to", "based in" or in apposition to noun i."""
        if depth == 0:
            return []
        p = self.parse
        for words in behind:
            for k in p.kids[i]:
                if p.rel[k] == "prep" and p.lower[k] in words:
                    heads = [c for o in kids(p, k, "pobj") for c in with_conjuncts(p, o)]
                    if found := [q for c in heads for q in self.located(c, depth - 1)]:
                        return found
        for k in kids(p, i, *SHOWN):
            if k > i and p.tag[k] in ("JJ", "VBN", "VBG"):
                ties = [to for to in kids(p, k, "prep", "agent") if p.lower[to] in ("to", "in", "from", "by", "with")]
                heads = [o for to in ties for o in kids(p, to, "pobj")]
                if found := [q for o in heads for q in self.located(o, depth - 1)]:
                    return found
        for k in kids(p, i, "appos"):
            if found := [q for c in with_conjuncts(p, k) for q in self.of(c, depth - 1, NEAR)]:
                return found
        return []

    def located(self, i: int, depth: int = 2) -> list[Party]:
        """The actor at noun i, or the country that the place at i lies in (a party that is inferred)."""
        found = self.of(i, depth) if depth else []
        return found or self.host(i)

    def host(self, i: int) -> list[Party]:
        """The country that the place at i is or lies in."""
        near = kids(self.parse, i, "compound", "nmod", "appos")
        if self.parse.lemma[i].lower() in self.grounds:
            near += prep_objects(self.parse, i, "of")  # "the city of Kunduz"
        within = [k for k in near if k in self.place_at]
        place = self.place_at.get(i) or (self.place_at[within[0]] if within else None)
        if place is None or place.country is None:
            return []
        whole = place.feature in COUNTRIES
        start, end = self.parse.slice(*noun_phrase(self.parse, i))
        sector = "GOV" if place.feature == CAPITAL else ""
        name = place.name if whole else self.country_name(place.country)
        return [Party(name, f"{place.country}:{sector}", None, start, end, None, not whole)]

    def places(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """The countries that places are or lie in, as parties."""
        return _once(party for i in heads for party in (self.located(i)))

    def lands(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """The countries among the places: "rattled its sabre at Taiwan"."""
        return _once(q for i in heads if self.is_place(i) for q in self.located(i) if not q.inferred)

    def seats(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """The authorities of cities that act ("Shanghai eased its lockdown"), by their country: inferred."""
        found = [replace(q, inferred=True) for i in heads if i in self.place_at for q in self.host(i)]
        return _once(replace(q, code=f"{country(q.code)}:GOV") for q in found)

    def capitals(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """The governments that capitals stand for: "an admission by Moscow"."""
        return _once(
            replace(party, inferred=False)
            for i in heads
            if (place := self.place_at.get(i)) is not None and place.feature == CAPITAL
            for party in self.host(i)
        )

    def home(self, countries: Iterable[str], who: str) -> tuple[Party, ...]:
        """The government or population of countries."""
        sector = "GOV" if who == "government" else "CVL"
        return tuple(
            Party(self._body(c, who), f"{c}:{sector}", None, None, None, None, True)
            for c in dict.fromkeys(countries)
            if c
        )

    def other_side(self, parties: Sequence[Party], i: int) -> tuple[Party, ...]:
        """The other side of the war that the report tells of, as seen from one side; by its mention nearest before
        token i, else the next. () when there are several, or the parties are not of one side of the scene's war."""
        mine = {(q.code or "").partition(":")[2] for q in parties}
        if self.scene is None or not parties or any(country(q.code) not in ("", self.scene) for q in parties):
            return ()
        wanted = REBELS if mine <= RULERS else FORCES if mine <= REBELS else frozenset[str]()
        found = [k for k, m in self.book.mention_at.items() if self._is_side(m, wanted)]
        names = {m.actor for k in found if (m := self.book.mention_at[k]).actor}
        if not found or len(names) > 1:
            return ()
        before = [k for k in found if k < i]
        told = self.book.party(max(before) if before else min(found))
        return (replace(told, code=f"{self.scene}:{(told.code or '').partition(':')[2]}", inferred=True),)

    def _is_side(self, mention: Mention, wanted: frozenset[str]) -> bool:
        where, _, sector = (mention.code or "").partition(":")
        return sector in wanted and (where == self.scene or (not where and sector == "REB"))

    def country_name(self, code: str) -> str:
        known = self.countries.by_code.get(code)
        return code if known is None else known.name

    def _body(self, code: str, who: str) -> str | None:
        known = self.countries.by_code.get(code)
        if known is None:
            return None
        return government_name(known) if who == "government" else f"People of {known.name}"

    def state_of(self, party: Party) -> Party:
        """To whom one answers for what was done to an army: its government."""
        if not (party.code or "").endswith(":MIL"):
            return party
        return self.home([country(party.code)], "government")[0]

    def named_in(self, heads: Iterable[int], but: tuple[Party, ...]) -> tuple[Party, ...]:
        """The first actor with a country named inside of objects and clauses that is none of `but`: inferred."""
        mine = {country(q.code) for q in but}
        for h in heads:
            for i in range(self.parse.left[h], self.parse.right[h] + 1):
                if self.is_actor(i):
                    party = self.book.party(i)
                    if country(party.code) and country(party.code) not in mine:
                        beside = [q for j in with_conjuncts(self.parse, i) for q in self.of(j, 1)]
                        return _once(replace(q, inferred=True) for q in [party, *beside] if country(q.code) not in mine)
        return ()

    def host_in(self, heads: Iterable[int], but: tuple[Party, ...]) -> tuple[Party, ...]:
        """The first foreign country that a place inside of objects and clauses lies in: inferred."""
        mine = {country(q.code) for q in but}
        for h in heads:
            for i in range(self.parse.left[h], self.parse.right[h] + 1):
                if i in self.place_at:
                    found = [replace(q, inferred=True) for q in self.host(i) if country(q.code) not in mine]
                    if found:
                        return tuple(found)
        return ()

    def countries_of(self, first: int, last: int) -> list[str]:
        """The countries that tokens first..last-1 name, as actors or places, in reading order, each once."""
        found: dict[str, None] = {}
        for i in range(first, last):
            mention, place = self.book.mention(i), self.place_at.get(i)
            if mention is not None and len(country(mention.code)) == 3:
                found.setdefault(country(mention.code))
            if place is not None and place.country:
                found.setdefault(place.country)
        return list(found)


def _scene(places: Sequence[Place], mentions: Sequence[Mention]) -> str | None:
    """The country in which most of the places lie that are inside of countries, capitals only where nothing else is
    named (they mostly stand for governments); before others those with forces or people told of. None: no such."""
    at = [(place.country, place.feature) for place in places if place.country and place.feature not in COUNTRIES]
    inside = Counter(where for where, feature in at if feature != CAPITAL) or Counter(where for where, _ in at)
    told = {country(m.code) for m in mentions if (m.code or "").partition(":")[2] in (*LOCAL, "MIL")}
    inside = Counter({where: often for where, often in inside.items() if where in told}) or inside
    most = max(inside.values(), default=0)
    first = [where for where, often in inside.items() if often == most]
    return first[0] if len(first) == 1 else None


def _kinds(p: Parse, book: Parties) -> dict[str, str]:
    """What the nouns for groups mean in this report: "rebel" -> ":REB", from its mentions of them."""
    found: dict[str, str] = {}
    for i, mention in book.mention_at.items():
        sector = (mention.code or "").partition(":")[2]
        if sector in LOCAL and p.tag[i].startswith("NN"):
            found.setdefault(p.lemma[i].lower(), f":{sector}")
    return found


def country(code: str | None) -> str:
    """The country part of an actor code, "" when it has none."""
    return (code or "").partition(":")[0]


def _once(parties: Iterable[Party]) -> tuple[Party, ...]:
    seen: dict[tuple[str | None, str | None], Party] = {}
    for party in parties:
        seen.setdefault((party.actor or party.name, party.code), party)
    return tuple(seen.values())


def _placed(party: Party, code: str | None, inferred: bool = False) -> Party:
    """A group known by its kind only ("rebels"), put in a country; or one of a country, with the group's sector."""
    sector = (party.code or ":").partition(":")[2] or (code or ":").partition(":")[2]
    return replace(party, code=f"{country(party.code) or country(code)}:{sector}", inferred=inferred)
