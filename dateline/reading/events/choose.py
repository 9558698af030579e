"""From triggers to events told: what a governing word makes of another, and which of them are deeds of their own."""

from collections.abc import Iterable
from dataclasses import replace

from dateline.language.grammar import (
    agents,
    first_conjunct,
    is_passive,
    is_verb,
    kids,
    negation,
    prep_objects,
    subjects,
    with_conjuncts,
)
from dateline.language.parse import Parse
from dateline.lexicon.event_words import EventWords
from dateline.lexicon.plover import Plover
from dateline.reading.events.arguments import ANY, BLAMED, Cast, country
from dateline.reading.events.grounds import at_scene, grounded
from dateline.reading.events.modes import mode_of
from dateline.reading.events.nesting import Pair, background, depth, dominates, one_each, speaker, under
from dateline.reading.events.slots import noun_lemma
from dateline.reading.events.standing import (
    NEWS_BARE,
    Telling,
    brings_up,
    is_vague,
    suffered,
    tells_itself,
    told_as_noun,
)
from dateline.reading.events.status import Reality, reality
from dateline.reading.events.triggers import Trigger, paper_of
from dateline.records import Party, Status

MADE = ("duty", "future", "refused")  # what a rule made of a type; what stands below is its content
TOLD_BARE = frozenset({"DISPLACE", "RETREAT", "CONCEDE"})  # "evacuations continued" names nobody and tells something
NO_COUNTRY = ("IGO", "NGO", "IMG", "MNC")
ARMED = (":UAF", ":MIL", ":COP", ":GOV")
BY_DOING = frozenset({"by", "after", "since", "following", "with"})
OBJECT_TELLS = frozenset({"SANCTION", "COERCE", "CONCEDE", "AID", "RETREAT"})  # these have somebody they are done to
SERVE = frozenset({"ASSAULT", "PROTEST", "AID", "MOBILIZE", "COERCE"})  # deeds whose target the purpose may name
VERBAL = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
# In running text what is asked for, promised, threatened or blamed is an event of its own, and this is its status.
CONTENT: dict[str, Status] = {
    "REQUEST": "hypothetical", "THREATEN": "hypothetical", "AGREE": "planned", "ACCUSE": "claimed",
}  # fmt: skip
PRIVATE = VERBAL | {"COOPERATE", "CONSULT", "AID"}  # what also private people do, to private people
NOUN_CONTENT = frozenset({"REQUEST", "ACCUSE"})  # "called for a truce"; but "agreed a truce" is one event


def tellings(p: Parse, words: EventWords, plover: Plover, cast: Cast, found: Iterable[Trigger]) -> list[Telling]:
    """The events of a report in reading order of their triggers."""
    by_sentence: dict[int, list[Pair]] = {}
    for trigger in found:
        by_sentence.setdefault(p.sent_of[trigger.token], []).append((trigger, reality(p, words, trigger)))
    return [one for pairs in by_sentence.values() for one in _Sentence(p, words, plover, cast, pairs).tellings()]


class _Sentence:
    """The triggers of one sentence, seen together."""

    def __init__(self, p: Parse, words: EventWords, plover: Plover, cast: Cast, pairs: list[Pair]):
        self.p, self.words, self.plover, self.cast = p, words, plover, cast
        self.pairs = sorted(one_each(p, pairs), key=lambda pair: (depth(p, pair[0].clause), pair[0].token))
        # a lone sentence is a headline or a lead, and tells one event; in running text each clause may tell one
        self.lead = len(p.sents) == 1
        self.countries = cast.countries_of(*p.sentence(pairs[0][0].token))
        self.scene = cast.scene
        if not self.lead:  # bodies of many states are no country that something happens in
            self.countries = [c for c in self.countries if c not in NO_COUNTRY]
        self.content: dict[int, Telling] = {}  # trigger token -> the demand, promise, ... that it is the content of

    def tellings(self) -> list[Telling]:
        absorbed: set[int] = set()
        chosen: list[Telling] = []
        for trigger, real in self.pairs:
            content = self.content.get(trigger.token)
            if trigger.token in absorbed or (content is None and self._passing(trigger, real)):
                continue
            inner = [(t, r) for t, r in self.pairs if t is not trigger and under(self.p, t.token, trigger.inside)]
            one = self._told(trigger, real, inner)
            if one is None or (content is not None and one.type == content.type):
                continue
            if not one.recipients:
                one = replace(one, recipients=self.cast.counted(trigger.recipients))
            if not one.initiators and not self.lead:
                one = replace(one, initiators=self.cast.counted(trigger.initiators))
            if content is not None:
                one = replace(_by_the_asked(one, content), status=_at_most(one.status, CONTENT[content.type]))
            self.content |= dict.fromkeys(self._contents(trigger, one, inner), one)
            if trigger.frame.absorbs or one.rule in MADE:
                absorbed |= {t.token for t, _ in inner if t.token not in self.content and not self._apart(trigger, t)}
            else:
                absorbed |= {t.token for t, _ in inner if t.token in trigger.inside}
            chosen.append(one)
        chosen = self._together(chosen)
        return sorted((one for one in chosen if self._stands(one, chosen)), key=lambda one: one.trigger.token)

    def _apart(self, trigger: Trigger, t: Trigger) -> bool:
        """Whether the clause of t, inside of what the trigger tells, is told for its own sake in running text: it has
        a subject or an agent of its own and is no direct object of the telling ("that fighters who leave are safe")."""
        p, clause = self.p, t.clause
        if self.lead or not is_verb(p, clause) or clause in trigger.inside:
            return False
        while p.rel[clause] == "xcomp" and p.tag[clause] == "VBG":
            clause = p.head[clause]  # "which began negotiating"
        told = kids(p, clause, "nsubj", "nsubjpass") or agents(p, clause) or self._dated_aside(clause)
        return p.rel[clause] in ("relcl", "acl", "advcl", "ccomp", "conj") and bool(told)

    def _dated_aside(self, clause: int) -> bool:
        """ "The truce, signed in Rome on May 20,": a participle with a day of its own."""
        p = self.p
        mine = range(p.left[clause], p.right[clause] + 1)
        return p.rel[clause] == "acl" and p.tag[clause] == "VBN" and any(k in self.cast.timed for k in mine)

    def _contents(self, trigger: Trigger, one: Telling, inner: list[Pair]) -> list[int]:
        """The triggers of what a demand, promise, threat or accusation is about, told as events in running text."""
        if self.lead or one.rule in MADE or one.type not in CONTENT or not trigger.frame.absorbs:
            return []
        heads = {j for i in trigger.inside for j in with_conjuncts(self.p, i)}
        return [
            t.token for t, _ in inner
            if (t.token in heads and one.type in NOUN_CONTENT) or (t.clause in heads and is_verb(self.p, t.clause))
        ]  # fmt: skip

    def _passing(self, trigger: Trigger, real: Reality) -> bool:
        """What a clause merely aims at, supposes or uses to say which one: no event is told there."""
        p, here = self.p, trigger.clause
        if real.condition or self._reason(trigger) or self._described(trigger):
            return True
        if real.purpose and self._possible(here):
            return True
        if real.purpose and any(dominates(p, t.clause, trigger.token) for t, _ in self.pairs if t is not trigger):
            return True
        while p.head[here] != here:
            if p.rel[here] == "relcl" and p.lower[max(p.left[here] - 1, 0)] == ",":
                return False  # ", which has shelled the town, ": told beside, for its own sake
            aside = (p.rel[here] == "acl" and (self.lead or p.tag[here] != "VBN")) or (
                self.lead and p.rel[here] == "relcl"
            )
            aside = aside and (self.lead or not agents(p, here))
            if aside and any(dominates(p, t.clause, here) for t, _ in self.pairs if t is not trigger):
                return True
            here = p.head[here]
        return False

    def _described(self, trigger: Trigger) -> bool:
        """ "Troops backed by militias": who somebody is, and no news."""
        p, i = self.p, trigger.token
        aside = p.rel[i] == "acl" and p.tag[i] == "VBN" and trigger.frame.type == "SUPPORT"
        return aside and bool(agents(p, i)) and self.cast.can_act(p.head[i]) and not self._dated_aside(i)

    def _possible(self, clause: int) -> bool:
        """ "The means to attack", "on how to end the war": what one could do."""
        p = self.p
        asked = any(p.tag[k] == "WRB" for k in p.kids[clause])
        return (
            not self.lead and is_verb(p, clause) and (asked or p.lemma[p.head[clause]] in self.words.operators["means"])
        )

    def _reason(self, trigger: Trigger) -> bool:
        """ "Jailed for helping the rebels", "accused of firing on them": the reason of another event."""
        p, here = self.p, trigger.clause
        while p.rel[here] == "conj" and is_verb(p, p.head[here]):
            here = p.head[here]
        doing = p.rel[here] == "pcomp" and p.tag[here] == "VBG" and p.lower[p.head[here]] not in BY_DOING
        if doing and p.tag[p.head[p.head[here]]].startswith("NN"):
            return True  # "a step towards ending the war", "its role in arming them"
        if p.rel[here] != "pcomp" or p.lower[p.head[here]] not in ("for", "of", "over", "against", "about"):
            return False
        return any(dominates(p, t.clause, here) for t, _ in self.pairs if t is not trigger)

    def _told(self, trigger: Trigger, real: Reality, inner: list[Pair]) -> Telling | None:
        """The event that a trigger tells, or None when it tells none."""
        changed = self._type_of(trigger, real, inner)
        if changed is None:
            return None
        kind, rule, status = changed
        cast, frame = self.cast, trigger.frame
        acting = paper_of(self.p, self.words, trigger)
        if is_verb(self.p, trigger.token):
            acting = tuple(i for i in acting if self._acts(i) and not self._flies(i))
        initiators = cast.actors(acting, trigger.clause) or cast.seats(acting) or self._authors(trigger)
        if not initiators and not trigger.initiators:
            initiators = self._from_elsewhere(trigger, kind)
        recipients = (
            cast.actors(trigger.recipients, behind=BLAMED if kind == "ACCUSE" else ANY)
            or cast.capitals(trigger.recipients)
            or cast.places(trigger.locations)
            or (cast.places(trigger.recipients) if kind == "AID" else cast.lands(trigger.recipients))
        )
        if rule == "duty" and frame is not self.words.duty:
            saying = speaker(self.p, trigger.clause)
            initiators, recipients = cast.actors(saying, trigger.clause), initiators
        if kind == "CONSULT" and not trigger.recipients and len({country(q.code) for q in initiators} - {""}) > 1:
            recipients = ()  # where two parties meet is no third one
        recipients = _without(recipients, initiators)
        if not trigger.recipients and kind in ("RETREAT", "MOBILIZE"):  # a place in one's own country is only a place
            mine = {country(q.code) for q in initiators}
            recipients = tuple(q for q in recipients if country(q.code) not in mine)
        if not recipients and initiators and kind in OBJECT_TELLS and is_verb(self.p, trigger.token):
            recipients = cast.named_in(self._owned(trigger), initiators)
        if not recipients and len(initiators) < 2 and (frame.absorbs or rule in ("future", "refused")):
            recipients = (
                self._borrowed(kind, inner, initiators)
                or (cast.named_in(trigger.inside, initiators) if kind != "ACCUSE" else ())
                or (cast.host_in(trigger.inside, initiators) if rule == "future" and self.lead else ())
            )
            if kind == "CONCEDE":
                recipients = tuple(cast.state_of(q) for q in recipients)
        if not recipients and len(initiators) < 2 and (kind in SERVE or frame.mode == "access"):
            recipients = self._borrowed(kind, self._served(trigger), initiators)
        if not self._has_a_doer(trigger, initiators, kind):
            return None
        if kind == "PROTEST" and frame.mode == "demo" and initiators and all(_governs(q) for q in initiators):
            kind, rule = "ACCUSE", "state"  # governments protest in words
        if kind == "PROTEST" and frame.mode == "obstruct" and initiators and all(_armed(q) for q in initiators):
            kind, rule = "COERCE", "armed"  # what civilians do in protest is force when an army does it
        if not _coded([*initiators]) and kind == "ASSAULT":
            initiators = cast.owned_by_kind(trigger.initiators) or initiators
        if self.scene is not None:
            initiators, recipients = at_scene(initiators, self.scene), at_scene(recipients, self.scene)
        initiators, recipients = grounded(self.p, cast, trigger, kind, initiators, recipients, self.countries)
        content = next((t for t, _ in inner if {t.token, t.clause} & {*trigger.inside}), None)
        mode = mode_of(self.p, self.plover, trigger, kind, None if frame.subject_thing else content)
        return Telling(trigger, kind, mode, status, initiators, recipients, rule, real.hearsay)

    def _owned(self, trigger: Trigger) -> list[int]:
        """The objects of a frame that gives them no part: their owners may be whom it is done to ("banned French
        broadcasters")."""
        return [i for i in trigger.inside if self.p.rel[i] in ("dobj", "nsubjpass") and self.p.tag[i].startswith("NN")]

    def _type_of(self, trigger: Trigger, real: Reality, inner: list[Pair]) -> tuple[str, str | None, Status] | None:
        """(type, what was made of it, status); None when nothing is told."""
        kind, status, frame = trigger.frame.type, real.status, trigger.frame
        if frame.by_clause:
            direct = (
                self.plover.types[t.frame.type].side
                for t, _ in inner
                if {t.clause, self.p.head[t.clause]} & {*trigger.inside}
            )
            side = next(direct, None) or self._side_of(trigger)
            known = dict(frame.by_clause).get(side)
            if known is None:
                return None
            kind = known
        if frame.by_clause and any(negation(self.p, i) is not None for i in trigger.inside if is_verb(self.p, i)):
            kind = {"AGREE": "REJECT", "THREATEN": "AGREE"}.get(kind, kind)  # "vowed not to surrender"
        if kind in ("REJECT", "AGREE", "CONCEDE") and any(
            self.p.lemma[i].lower() in self.words.operators["mum"]
            for i in trigger.inside
            if self.p.lemma[i].lower() not in frame.things  # "put their names to the accord"
        ):
            return None
        becomes = self.plover.becomes
        if trigger.carried == "stop":
            changed = becomes["stopped"].get(kind)
            return None if changed is None else (changed, "stopped", status)
        saying = speaker(self.p, trigger.clause)
        if frame is self.words.duty:
            return kind, "duty", "denied" if real.refused else "actual"
        if real.duty and not real.refused and saying and set(saying).isdisjoint(trigger.initiators):
            return "REQUEST", "duty", "actual"
        cooperative = self.plover.types[kind].side == "cooperation"
        if (real.future or (real.meant and cooperative)) and trigger.initiators and not real.purpose:
            table = becomes["refused" if real.refused else "future"]
            together = len(self.cast.actors(trigger.initiators)) > 1
            scheduled = kind == "CONSULT" and (
                not self.lead or together or not (trigger.recipients or trigger.locations)
            )
            if kind in table and not scheduled and (status != "hypothetical" or saying):
                return table[kind], "refused" if real.refused else "future", "actual" if real.refused else "planned"
        if kind == "AGREE" and status == "denied" and self._without(trigger.clause):
            return becomes["refused"][kind], "refused", "actual"
        if status == "planned" and self._supposed(trigger.clause):
            status = "hypothetical"
        return kind, None, status

    def _without(self, clause: int) -> bool:
        """ "Left without signing": what one leaves undone one refuses."""
        return self.p.rel[clause] == "pcomp" and self.p.lower[self.p.head[clause]] == "without"

    def _supposed(self, clause: int) -> bool:
        """ "If the truce holds, they will be let out": it hangs on a condition."""
        inner = kids(self.p, clause, "advcl")
        return any(self.p.lower[m] in ("if", "unless", "provided") for k in inner for m in kids(self.p, k, "mark"))

    def _side_of(self, trigger: Trigger) -> str:
        """The side of a clause that fits no frame: that of its verb, when all its meanings are on one."""
        for i in trigger.inside:
            named = self.words.nouns.get(self.p.lower[i], ()) if self.p.tag[i] == "VBG" else ()  # "fighting"
            frames = named or self.words.verbs.get(self.p.lemma[i].lower(), ())
            sides = {self.plover.types[frame.type].side for frame in frames}
            if len(sides) == 1:
                return min(sides) or "other"
        return "other"

    def _borrowed(self, kind: str, inner: list[Pair], initiators: tuple[Party, ...]) -> tuple[Party, ...]:
        """The recipients of what is agreed, refused or threatened are those of the agreement, refusal or threat."""
        for trigger, real in inner:
            one = self._told(trigger, real, [])
            # who is blamed is who did it, whom one agrees with is for whom it is
            told = () if one is None else one.initiators if kind == "ACCUSE" else one.recipients
            if others := _without(told, initiators):
                return others
        return ()

    def _served(self, trigger: Trigger) -> list[Pair]:
        """What the deed is for, or brings with it: "fired to disperse the crowd", "fired, killing two men"."""
        p = self.p
        return [
            (t, r) for t, r in self.pairs
            if t.clause != trigger.clause and p.head[t.clause] == trigger.clause and p.rel[t.clause] == "advcl"
            and (r.purpose or p.tag[t.clause] == "VBG")
        ]  # fmt: skip

    def _authors(self, trigger: Trigger) -> tuple[Party, ...]:
        """Who speaks in a paper: those who adopted or issued it ("approved a resolution that demands ...")."""
        p = self.p
        papers = [i for i in trigger.initiators if self._speaks(i) and p.rel[i] == "dobj"]
        authored = self.words.operators["authored"]
        return self.cast.actors(k for i in papers if p.lemma[p.head[i]] in authored for k in subjects(p, p.head[i]))

    def _speaks(self, i: int) -> bool:
        return self.p.lemma[i].lower() in self.words.operators["documents"]

    def _from_elsewhere(self, trigger: Trigger, kind: str) -> tuple[Party, ...]:
        """Who acts in a passive without "by": the owner of the force that is moved, or of the raid one dies in."""
        p, cast = self.p, self.cast
        if not is_passive(p, trigger.clause):
            return ()
        if kind == "MOBILIZE" or trigger.frame.mode == "withdraw":
            forces = [i for i in trigger.inside if p.lemma[i].lower() in self.words.people]
            return cast.actors(forces, behind=BLAMED)
        also = [trigger.clause, *kids(p, trigger.clause, "conj")]  # "was killed and two were hurt in a raid"
        raids = [k for c in also for k in prep_objects(p, c, "in", "during")] if kind == "ASSAULT" else []
        told = [i for i in raids if any(f.type == "ASSAULT" for f in self.words.nouns.get(p.lemma[i].lower(), ()))]
        return cast.actors([k for i in told for k in (*cast.owners(i), *agents(p, i))])

    def _acts(self, i: int) -> bool:
        """Whether noun i may be the subject of a deed: somebody, or what somebody named owns ("Israeli bulldozers")."""
        part = self.p.lemma[i].lower() in self.words.operators["parts"] or self.p.tag[i].startswith(("VB", "CD"))
        of = any(self.cast.can_act(k) for k in prep_objects(self.p, i, "of"))
        return part or of or self.cast.can_act(i) or self.cast.is_place(i) or bool(self.cast.owners(i))

    def _flies(self, i: int) -> bool:
        """ "Rockets landed": what nobody is named for is no side; "Chadian rockets" are Chad's."""
        known = self.cast.is_actor(i) or self.cast.owners(i)
        return noun_lemma(self.p, i) in self.words.operators["projectiles"] and not known

    def _has_a_doer(self, trigger: Trigger, initiators: tuple[Party, ...], kind: str) -> bool:
        """A lake that supplies towns and a storm that destroys houses are no initiators; a bomb acts for somebody."""
        p = self.p
        if initiators or not trigger.initiators or not is_verb(p, trigger.clause) or suffered(trigger):
            return True  # whoever undergoes something needs nobody who is named: "came under fire from the hills"
        if trigger.frame.subject_thing or any(self._acts(i) for i in trigger.initiators):
            return True  # a thing that the frame asks for as its subject acts in it ("buses left")
        if kind in VERBAL and any(self._speaks(i) for i in trigger.initiators):
            return True
        return kind in ("ASSAULT", "DISPLACE", "REJECT") and any(
            p.lemma[i].lower() in self.words.weapons for i in trigger.initiators
        )

    def _together(self, told: list[Telling]) -> list[Telling]:
        """A protest takes its target from the demand it is made for, and the demand is no second event."""
        p, gone = self.p, set()
        found = []
        for one in told:
            below = [o for o in told if o is not one and dominates(p, one.trigger.clause, o.trigger.clause)]
            if one.type == "PROTEST":
                demand = next((o for o in below if o.type in ("REQUEST", "ACCUSE", "REJECT")), None)
                if demand is not None:
                    gone.add(demand.trigger.token)
                    if demand.recipients and all(q.inferred for q in one.recipients):
                        one = replace(one, recipients=demand.recipients)
            found.append(one)
        return [one for one in found if one.trigger.token not in gone]

    def _unheard(self, noun: int) -> bool:
        return not is_vague(self.p, self.words, noun) and brings_up(self.p, noun)

    def _is_private(self, one: Telling) -> bool:
        """ "Patients complained about the food", "teamed up for a record": words and deals of those who speak for
        nobody, about nobody that one could name."""
        t, parties = one.trigger, (*one.initiators, *one.recipients)
        if one.type not in PRIVATE or any(country(q.code) and not q.inferred for q in parties):
            return False
        doers = [self.p.lemma[i].lower() for i in t.initiators if self.p.tag[i].startswith("NN")]
        return bool(doers) and len(doers) == len(t.initiators) and self.words.operators["private"].issuperset(doers)

    def _is_bare(self, one: Telling) -> bool:
        """A noun that no verb carries."""
        t = one.trigger
        return t.verb is None and self.p.tag[t.token].startswith("NN") and not t.frame.subject_thing

    def _stands(self, one: Telling, told: list[Telling]) -> bool:
        """Whether a telling is a deed of its own: no second telling of another, no bare noun in passing."""
        p, t = self.p, one.trigger
        if t.token in self.content:
            return True
        if self._is_private(one):
            return False
        coded = [q for q in (*one.initiators, *one.recipients) if country(q.code)]
        acting = [q for q in one.initiators if not q.inferred]
        named = [q for q in one.recipients if not q.inferred]
        bare = self._is_bare(one)
        fresh = bare and (
            (one.type in NEWS_BARE and self._unheard(t.token))
            or (not self.lead and told_as_noun(p, self.words, self.cast, one))
        )
        ended = one.rule == "stopped" and one.type == "REJECT"  # "the suspension of the truce", whoever did it
        if (
            bare
            and not ended
            and not (fresh and not self.lead)
            and not (acting and (named or len(acting) > 1 or (one.type == "ASSAULT" and agents(p, t.token))))
        ):
            return False
        asked = t.carried in ("occur", "resume", "stop", "ahead", "goes on") or (
            _undergone(p, t) and any(slot.thing for slot in t.frame.slots)
        )
        asked = asked or tells_itself(p, self.plover, self.cast, one)
        happens = one.type in TOLD_BARE or t.frame.subject_thing or (not self.lead and (asked or fresh))
        if not coded and not (one.initiators or one.recipients) and not happens and not ended:
            return False
        known = any(_coded([*o.initiators, *o.recipients]) for o in told if not self._is_bare(o))
        if self.lead and not coded and (one.type == "CONSULT" or known):
            return False  # beside news of somebody we know, what nobody we know does is detail
        if self.lead and background(p, t.clause) and len(told) > 1 and not (_coded(acting) and _coded(named)):
            return False
        return not any(self._is_told_by(one, other) for other in told if other is not one)

    def _is_told_by(self, one: Telling, other: Telling) -> bool:
        """Whether another telling of the sentence tells this one, too."""
        p, t = self.p, one.trigger
        beside = first_conjunct(p, other.trigger.clause) == first_conjunct(p, t.clause)
        if beside and other.type == one.type and other.recipients and not one.recipients:
            return True  # "established ties with and opened an embassy in ..."
        if not dominates(p, other.trigger.clause, t.token):
            return False
        if _coded([*one.initiators, *one.recipients]) and not (other.initiators or other.recipients):
            return False  # "was discussed in a call between Chad and Mali": the call says who
        named = _coded([q for q in one.recipients if not q.inferred])
        following = p.rel[t.clause] == "advcl" and p.tag[t.clause] == "VBG"
        if following and not named and (other.type == one.type or one.type in VERBAL):
            return True  # "attacked a camp, killing six": told once
        apart = not self.lead and bool(kids(p, t.clause, "nsubj", "nsubjpass"))  # "and four were wounded"
        repeats = p.rel[t.clause] == "conj" and not named and bool(other.recipients) and not apart
        return other.type == one.type and (self._is_bare(one) or following or repeats)


def _undergone(p: Parse, t: Trigger) -> bool:
    """ "The deal was signed", "the deal, signed in Rome,", "a deal that they signed": nobody is named, and yet the
    thing tells what it was."""
    return is_passive(p, t.clause) or (t.frame.type == "AGREE" and is_verb(p, t.token))


def _by_the_asked(one: Telling, content: Telling) -> Telling:
    """ "Chad called on Mali to apologise": who is asked does it, or is blamed for it, and never who asks or blames."""
    own = content.type in NOUN_CONTENT and content.initiators and one.initiators == content.initiators
    return replace(one, initiators=_without(content.recipients, one.recipients)) if own else one


def _at_most(status: Status, content: Status) -> Status:
    """The status of a content: what its own words deny stays denied, else what the demand or promise makes of it."""
    return status if status == "denied" else content


def _coded(parties: list[Party]) -> bool:
    return any(country(q.code) for q in parties)


def _armed(party: Party) -> bool:
    return (party.code or "").endswith(ARMED)


def _governs(party: Party) -> bool:
    return (party.code or "").endswith(":GOV")


def _without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    mine = {(q.name, q.code) for q in others}
    return tuple(q for q in parties if (q.name, q.code) not in mine)
