"""Which words tell an event: the lexicon's frames laid on the parse. Nothing here knows whether it happened."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.language.grammar import (
    agents,
    first_conjunct,
    is_passive,
    is_verb,
    kids,
    negation,
    possessors,
    prep_objects,
    subjects,
    with_conjuncts,
)
from dateline.language.parse import Parse
from dateline.lexicon.event_words import EventWords, Frame
from dateline.reading.events.again import beside_one, in_force, pointed_at
from dateline.reading.events.arguments import Cast, country
from dateline.reading.events.filling import Parts, fill, joint, takes_object
from dateline.reading.events.slots import (
    JOINT,
    behind,
    between,
    clauses,
    datives,
    doers,
    fits,
    has_to,
    hyphened,
    lone_noun,
    loose_particles,
    named_agents,
    objects_of,
    of_thing,
    particles,
    sides,
    undergone,
    whole,
)

TELLING = frozenset("VNJM")  # tags of verbs, nouns, adjectives and modals begin with these
ENDING = frozenset(
    {"CONSULT", "AID", "COOPERATE", "SUPPORT", "AGREE", "RETREAT", "ASSAULT", "SANCTION", "PROTEST", "COERCE"}
)
LASTING = frozenset(
    {"RETREAT", "AGREE", "SANCTION", "COERCE", "CONCEDE", "ASSAULT"}
)  # what should not end, or holds until it ends
HEARD = frozenset({"ASSAULT", "PROTEST", "DISPLACE", "MOBILIZE"})  # what can be seen or heard
TALKING = frozenset({"in", "during", "at", "after", "over", "on"})  # where and when something is said
ADVERBS = frozenset({"in", "up", "out", "off", "down", "over", "through"})  # particles that may look like prepositions
JOINT_TYPES = frozenset({"RETREAT", "CONSULT", "AGREE"})
BETWEEN = frozenset({"AGREE", "SUPPORT", "CONSULT", "COOPERATE"})  # types of what stands between two sides


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an event, the frame it fits and who stands in the frame's slots (head tokens).

    verb: the clause's verb; for a noun the verb that carries it ("hold" of "hold talks"), None when it stands alone.
    carried: what that verb does to the noun: "carry", "stop", "undergo", "occur", "goes on" (does not stop).
    inside: heads of the objects and clauses of the frame; what they tell may be no event of its own.
    """

    token: int
    frame: Frame
    verb: int | None
    carried: str | None
    initiators: tuple[int, ...]
    recipients: tuple[int, ...]
    locations: tuple[int, ...]
    inside: tuple[int, ...]

    @property
    def clause(self) -> int:
        return self.token if self.verb is None else self.verb


def triggers(p: Parse, words: EventWords, cast: Cast) -> list[Trigger]:
    """Every word that fits a frame, in reading order, each in its most demanding frame only."""
    telling = [i for first, last in p.sents for i in range(first, last) if p.tag[i][:1] in TELLING]
    found = [one for i in telling if (one := _at(p, words, cast, i)) is not None]
    attacks = [one.token for one in found if one.frame.type == "ASSAULT" and one.carried in (None, "carry", "occur")]
    return [one for one in found if not one.frame.beside or beside_one(p, one.token, attacks)]


def duty(p: Parse, words: EventWords, i: int) -> Trigger | None:
    """ "X said that Y must go": the modal asks, whatever it asks for; its verb need not be in the lexicon."""
    verb = p.head[i]
    if p.rel[i] != "aux" or p.lower[i] != "must" or p.rel[first_conjunct(p, verb)] != "ccomp":
        return None
    asked = subjects(p, verb)
    asking = subjects(p, p.head[first_conjunct(p, verb)])
    if not asked or not asking or set(asked) & set(asking):
        return None
    return Trigger(i, words.duty, verb, None, tuple(asking), tuple(asked), (), (verb,))


def _at(p: Parse, words: EventWords, cast: Cast, i: int) -> Trigger | None:
    lemma, tag = p.lemma[i].lower(), p.tag[i]
    described = words.adjectives.get(p.lower[i])
    told = described is not None and (tag.startswith("JJ") or (tag == "VBN" and not _has_done(p, i)))
    if described and told and (found := _adjective(p, words, cast, i, described)):
        return found
    if tag.startswith("VB") and p.rel[i] not in ("aux", "auxpass", "amod", "compound"):
        noun = words.nouns.get(p.lower[i]) if tag == "VBG" and (_nominal(p, i) or _perceived(p, words, i)) else None
        if noun:
            return _noun(p, words, cast, i, noun)
        return _verb(p, words, cast, i, _verb_frames(p, words, i)) or _pointing(p, words, cast, i)
    if tag.startswith("NN"):
        ended = _end_of(p, words, cast, i) if lemma in words.operators["stop_nouns"] else None
        noun_told = ended or _noun(p, words, cast, i, _noun_frames(p, words, i)) or _headline_verb(p, words, cast, i)
        return noun_told or _in_force(p, words, cast, i) or _participle(p, words, cast, i)
    return duty(p, words, i) if tag == "MD" else None


def _pointing(p: Parse, words: EventWords, cast: Cast, i: int) -> Trigger | None:
    """ "The truce is one day old. It began at six"."""
    found = pointed_at(p, words, i)
    if found is None:
        return None
    noun, frame, carried = found
    return _trigger(i, frame, i, carried, {"A": _whose(p, cast, noun, frame), "R": [], "L": [], "inside": []})


def _in_force(p: Parse, words: EventWords, cast: Cast, i: int) -> Trigger | None:
    """ "Ceasefire. In force since Friday"."""
    found = in_force(p, words, i)
    if found is None:
        return None
    noun, frame = found
    return _trigger(i, frame, p.head[i], "occur", {"A": _whose(p, cast, noun, frame), "R": [], "L": [], "inside": []})


def _participle(p: Parse, words: EventWords, cast: Cast, i: int) -> Trigger | None:
    """ "Rebels had overrun Gao": a participle that looks like its verb, taken for a noun or a part of the name."""
    if kids(p, i, "aux") and kids(p, i, "dobj"):
        found = _verb(p, words, cast, i, words.verbs.get(p.lower[i], ()))
        return replace(found, verb=i, carried="carry") if found else None
    name, have = p.head[i], p.head[p.head[i]]
    if p.rel[i] != "compound" or p.rel[name] != "dobj" or p.lemma[have] != "have" or have != i - 1:
        return None
    for frame in words.verbs.get(p.lower[i], ()):
        only = len(frame.slots) == 1 and frame.slots[0].where == "object" and frame.particle is None
        if only and fits(p, cast, name, frame.things) and p.tag[name] == "NNP" and frame.subject == "A":
            return _trigger(i, frame, have, "carry", {"A": subjects(p, have), "R": [name], "L": [], "inside": [name]})
    return None


def _whose(p: Parse, cast: Cast, noun: int, frame: Frame) -> list[int]:
    """Whose truce or talks they are; of a siege or a battle only who owns it."""
    return sides(p, cast, noun) if frame.type in JOINT_TYPES else cast.owners(noun)


def _has_done(p: Parse, i: int) -> bool:
    """ "Has prepared", not "is prepared"."""
    return not is_passive(p, i) and any(p.lemma[k] == "have" for k in kids(p, i, "aux"))


def _verb_frames(p: Parse, words: EventWords, i: int) -> tuple[Frame, ...]:
    """The frames of verb i; of "test-fired", which the tokeniser takes apart, those of the whole."""
    whole_word = hyphened(p, i)
    return (words.verbs.get(whole_word, ()) if whole_word else ()) or words.verbs.get(p.lemma[i].lower(), ())


def _noun_frames(p: Parse, words: EventWords, i: int) -> tuple[Frame, ...]:
    """The frames of noun i, or of it and the word before ("hunger strike", "mediation effort")."""
    if (one := hyphened(p, i)) and (found := words.nouns.get(one) or words.nouns.get(one.replace("-", ""))):
        return found
    k = i - 1
    if k >= 0 and p.head[k] == i and p.rel[k] in ("compound", "amod"):
        if found := words.nouns.get(f"{p.lower[k]} {p.lemma[i].lower()}"):
            return found
        if p.lemma[i].lower() in words.operators["containers"] and (found := words.nouns.get(p.lemma[k].lower())):
            return found
    return words.nouns.get(p.lemma[i].lower(), ())


def _nominal(p: Parse, i: int) -> bool:
    """ "The shooting down of the plane": a gerund that stands where nouns stand."""
    if any(p.rel[k] in ("det", "poss", "amod", "compound") and k < i for k in p.kids[i]):
        return True
    return any(p.rel[k] == "prep" and p.lower[k] == "of" for j in (i, *kids(p, i, "prt")) for k in p.kids[j])


def _perceived(p: Parse, words: EventWords, i: int) -> bool:
    """ "Shelling was reported", "reported shelling near the port": a gerund without an object that is seen or heard."""
    if kids(p, i, "dobj", "aux", "nsubj") or p.rel[i] not in ("nsubjpass", "dobj", "xcomp"):
        return False
    return p.lemma[p.head[i]].lower() in words.operators["perceive"]


def _verb(p: Parse, words: EventWords, cast: Cast, i: int, frames: tuple[Frame, ...]) -> Trigger | None:
    """What verb i tells: by the first of its frames that what stands around it fits."""
    if not frames:
        return None
    objects = [whole(p, words, k) for k in objects_of(p, i)]
    for frame in _possible(p, cast, i, frames, objects):
        parts = fill(p, words, cast, i, frame, objects or _behind_particle(p, cast, i, frame))
        if parts is None or not _has_doers(p, words, cast, i, frame, parts):
            continue
        if not parts["A"] and frame.type in BETWEEN:
            parts["A"] += [k for thing in objects for k in between(p, thing)]
        return _trigger(i, frame, None, None, parts)
    return None if objects or particles(p, i) else _parted(p, words, cast, i, frames)


def _possible(p: Parse, cast: Cast, i: int, frames: tuple[Frame, ...], objects: list[int]) -> Iterator[Frame]:
    """The frames that verb i may have with the particle that it has, or with none, and with an object or none."""
    own, loose = particles(p, i), loose_particles(p, i)
    direct = bool(kids(p, i, "dobj"))
    states = {p.lower[k] for k in kids(p, i, "acomp")}
    for frame in frames:
        if direct and not takes_object(frame):
            continue
        if frame.particle is None:
            silent = not frame.slots and any(f.particle in states for f in frames)  # "the guns fell silent" is no fall
            may = not own and not silent
        else:
            away = frame.subject_thing and not frame.slots and _leads_on(p, cast, i, frame)
            may = frame.particle in loose and not away and not (objects and _leads_off(p, i, frame))
        if may:
            yield frame


def _has_doers(p: Parse, words: EventWords, cast: Cast, i: int, frame: Frame, parts: Parts) -> bool:
    """Puts who does or undergoes verb i into the part that the frame has them in. False: they are not of its kind."""
    passive = undergone(p, i)
    acting = named_agents(p, cast, i) if passive and takes_object(frame) else doers(p, cast, i)
    if not acting and not takes_object(frame):
        acting = [k for k in lone_noun(p, i) if frame.subject_thing or cast.can_act(k)]
    wholes = [j for k in acting for j in (k, whole(p, words, k))]  # "a column of peacekeepers"
    if frame.subject_thing and not any(fits(p, cast, k, frame.doers) for k in wholes):
        return False
    if frame.subject_thing and not frame.subject:
        parts["A"] += [k for thing in acting for k in sides(p, cast, thing)]
        parts["inside"] += acting
    together = frame.subject == "AA"
    if together and len(acting) == 1:
        acting = [*_listed_before(p, acting[0]), *acting]
    if frame.subject:
        part = "R" if frame.subject == "R" else "A"
        parts[part] = acting + parts[part]
    return not together or (passive and not acting) or joint(p, cast, frame, acting, parts)


def _leads_off(p: Parse, i: int, frame: Frame) -> bool:
    """ "Took six men in Gao": behind its object the verb has a preposition with its noun, and no particle."""
    if frame.particle not in ADVERBS or frame.particle in particles(p, i):
        return False
    return any(p.rel[k] == "prep" and kids(p, k, "pobj") for k in p.kids[i] if p.lower[k] == frame.particle)


def _behind_particle(p: Parse, cast: Cast, i: int, frame: Frame) -> list[int]:
    """ "Called in the ambassador": the parser takes the particle for a preposition; what the frame asks for behind it
    says that it is none."""
    wanted = frame.slot("object")
    if frame.particle not in ADVERBS or wanted is None or not wanted.thing:
        return []
    if frame.particle == "in" and wanted.role != "R":
        return []  # "flew in helicopters"
    return [k for k in prep_objects(p, i, frame.particle) if fits(p, cast, k, frame.things)]


def _listed_before(p: Parse, i: int) -> list[int]:
    """ "Chad and Mali, which met in Rome": the clause behind the comma says it of both."""
    first = first_conjunct(p, i)
    comma = any(p.tag[k] in ("WDT", "WP") and p.lower[k - 1] == "," for v in kids(p, i, "relcl") for k in p.kids[v])
    return [k for k in with_conjuncts(p, first) if k < i] if first != i and comma else []


def _leads_on(p: Parse, cast: Cast, i: int, frame: Frame) -> bool:
    """ "Walked in the forest", and not "walked in on Monday"."""
    return any(k not in cast.timed for k in prep_objects(p, i, frame.particle or ""))


def _parted(p: Parse, words: EventWords, cast: Cast, i: int, frames: tuple[Frame, ...]) -> Trigger | None:
    """ "The truce, agreed in Rome, began", "after the truce signed in Rome": a participle that the parser took for a
    verb of its own. Its subject undergoes it, where that is what a frame asks for and cannot act."""
    if p.tag[i] not in ("VBD", "VBN") or is_passive(p, i) or kids(p, i, "aux"):
        return None
    things = [whole(p, words, k) for k in kids(p, i, "nsubj")]
    if not things or any(cast.can_act(k) for k in things):
        return None
    for frame in frames:
        wanted = frame.slot("object")
        if frame.type != "AGREE" or wanted is None or not wanted.thing or frame.particle is not None:
            continue  # a deal does nothing to what is agreed; but an evacuation can stop
        if all(fits(p, cast, k, frame.things) for k in things):
            parts = fill(p, words, cast, i, frame, things)
            if parts is not None:
                return _trigger(i, frame, None, None, parts)
    return None


def _headline_verb(p: Parse, words: EventWords, cast: Cast, i: int) -> Trigger | None:
    """ "Truce frays", "Fighting ebbs": a verb in a headline that the parser took for the second of two nouns."""
    if p.tag[i] not in ("NNS", "NNPS") or i == 0:
        return None
    for frame in words.verbs.get(p.lemma[i].lower(), ()):
        alone = frame.subject_thing and not frame.slots and frame.particle is None
        if alone and p.tag[i - 1][:1] in "NV" and fits(p, cast, i - 1, frame.doers):
            return _trigger(i, frame, None, None, {"A": [], "R": [], "L": [], "inside": []})
    return None


def _adjective(p: Parse, words: EventWords, cast: Cast, i: int, frames: tuple[Frame, ...]) -> Trigger | None:
    """ "Is willing to go": the adjective tells, the verb "be" has the subject."""
    if not frames or p.rel[i] not in (
        "acomp",
        "ROOT",
        "ccomp",
        "conj",
        "amod",
        "advcl",
        "xcomp",
        "oprd",
        "relcl",
        "acl",
    ):
        return None
    verb = p.head[i] if p.rel[i] in ("acomp", "oprd", "conj") and p.head[i] != i else i
    for frame in frames:
        parts = fill(p, words, cast, i, frame, [whole(p, words, k) for k in objects_of(p, i)])
        if parts is None and verb != i:
            parts = fill(p, words, cast, verb, frame, [whole(p, words, k) for k in objects_of(p, verb)])
        if parts is None:
            continue
        acting = [p.head[i]] if p.rel[i] == "amod" else subjects(p, verb)
        parts["A" if frame.subject != "R" else "R"] += acting
        return _trigger(i, frame, verb if verb != i else None, None, parts)
    return None


def _noun(p: Parse, words: EventWords, cast: Cast, i: int, frames: tuple[Frame, ...]) -> Trigger | None:
    """An event noun with what hangs on it, and with the verb that carries it."""
    if not frames or p.rel[i] in ("compound", "amod", "nmod"):
        return None
    if any(p.lower[k] in words.operators["harmless"] for k in kids(p, i, "compound", "amod")):
        return None
    verb, how = carrier(p, words, i)
    if how == "occur" and verb is not None and cast.is_actor(i) and objects_of(p, verb):
        return None  # "territory that the opposition has held": somebody who acts
    frames = tuple(f for f in frames if not any(s.thing for s in f.slots) or of_thing(p, words, cast, i, f))
    if not frames:
        return None
    frame = max(frames, key=lambda f: (_shared(p, cast, i, f), _filled(p, cast, i, f)))
    verb, how = _carried(p, i, frame, verb, how)
    if how is None and not frame.alone:
        return None
    return _trigger(i, frame, verb, how, _noun_parts(p, cast, i, frame, verb, how))


def _carried(p: Parse, i: int, frame: Frame, verb: int | None, how: str | None) -> tuple[int | None, str | None]:
    """What `carrier` found, of an act that is known by now: the verb that carries it, and how."""
    if how == "heard":
        return (verb, "occur") if frame.type in HEARD else (None, None)
    if how == "have":
        return (verb, "carry") if frame.type == "CONSULT" else (None, None)
    if how == "over":
        how = "stop" if frame.type in LASTING else "occur"
    if how == "stop" and verb is not None and p.rel[i] == "nsubj" and negation(p, verb) is not None:
        how = "goes on"  # "the shelling has not stopped"
    return verb, how


def _noun_parts(p: Parse, cast: Cast, i: int, frame: Frame, verb: int | None, how: str | None) -> Parts:
    """Who and what stands around noun i and the verb that carries it."""
    parts: Parts = {"A": [], "R": [], "L": [], "inside": []}
    bases = [i] if verb is None else [i, verb]
    for slot in frame.slots:
        found = [k for b in bases for k in behind(p, b, slot.prepositions)] if slot.where == "prep" else []
        parts[slot.role or "inside"] += found
        if not slot.role and slot.where == "prep":
            bases = [*bases, *found]  # "a suspension of flights with Serbia"
        if slot.where in ("to", "that"):
            parts["inside"] += clauses(p, i, slot)
    apart = any("between" in slot.prepositions for slot in frame.slots)
    both = [] if apart else [k for b in bases for k in (between(p, b) if b == i else behind(p, b, JOINT))]
    own = [o for o in cast.owners(i) if o not in possessors(p, i)]
    side = "A" if frame.subject != "R" else "R"
    by = [*agents(p, i), *(a for heads in (parts["R"], parts["inside"]) for k in heads for a in agents(p, k))]
    parts[side] = [*possessors(p, i), *by, *both, *own, *parts[side]]
    if verb is not None:
        _by_carrier(p, cast, i, frame, verb, how, parts, own, both)
    elif frame.type == "CONSULT":
        parts["A"] = parts["A"] or _spoken_beside(p, cast, i, frame, parts["R"])
    if not parts["A"] and _shared(p, cast, i, frame):
        parts["A"] = behind(p, i, ("of", "by"))
    parts["inside"].append(i)
    return parts


def _by_carrier(
    p: Parse, cast: Cast, i: int, frame: Frame, verb: int, how: str | None, parts: Parts, own: list[int],
    both: list[int],
) -> None:  # fmt: skip
    """Adds who stands around the verb that carries noun i. own: whose it is, both: between whom."""
    if how in ("carry", "stop", "resume", "ahead"):
        acting = [k for k in (agents(p, verb) if undergone(p, verb) else doers(p, cast, verb)) if k != i]
        if both and acting:
            parts["R"] += both  # "brokered talks between X and Y"
        parts["A"] = own if len(own) > 1 else acting or parts["A"]  # "will hold a Chad-Niger meeting"
    if how == "carry" and any("to" in slot.prepositions for slot in frame.slots):
        parts["R"] = [*datives(p, verb), *parts["R"]]  # "sent the elders threats"
    if how == "occur" and frame.type == "PROTEST":
        parts["L"] += kids(p, verb, "dobj")  # "protests shook Chile"
    if how == "undergo":
        parts["R"] = subjects(p, verb) + parts["R"]


def _shared(p: Parse, cast: Cast, i: int, frame: Frame) -> bool:
    """ "The exercise of American and Chadian troops": what one army would do alone two do together."""
    heads = behind(p, i, ("of", "by")) if frame.type == "COOPERATE" else []
    heads = [k for k in heads if cast.is_actor(k)]  # of troops, not of fire
    return len({country(q.code) for q in cast.actors(heads)} - {""}) > 1


def _filled(p: Parse, cast: Cast, i: int, frame: Frame) -> int:
    """How many of a frame's parts stand behind noun i; a day is none of them ("a call on Monday")."""
    found = (behind(p, i, s.prepositions) for s in frame.slots if s.role in ("R", "L"))
    return sum(any(k not in cast.timed for k in heads) for heads in found)


def _spoken_beside(p: Parse, cast: Cast, i: int, frame: Frame, others: list[int]) -> list[int]:
    """ "In talks with Chad, Mali asked for time", "told him during a phone call": who acts in the clause around the
    noun is the one who talks, where somebody is told whom with, or how."""
    verb = p.head[p.head[i]]
    if p.rel[i] != "pobj" or p.lower[p.head[i]] not in TALKING or not is_verb(p, verb):
        return []
    if not others and frame.mode != "phone":
        return []
    own = agents(p, verb) if undergone(p, verb) else doers(p, cast, verb)
    return [k for k in own if cast.can_act(k)]


def _end_of(p: Parse, words: EventWords, cast: Cast, i: int) -> Trigger | None:
    """ "The suspension of the truce": what the second noun tells has ended."""
    for k in prep_objects(p, i, "of", "to", "in"):
        ended = whole(p, words, k)
        if frames := _noun_frames(p, words, ended):
            frame = next((f for f in frames if f.type in ENDING), None)
            if frame is None:
                continue
            verb, _ = carrier(p, words, i)
            acting = [*possessors(p, i), *agents(p, i), *(doers(p, cast, verb) if verb is not None else ())]
            others = [r for s in frame.slots if s.role == "R" for b in (i, ended) for r in behind(p, b, s.prepositions)]
            parts = {"A": [j for j in acting if j != i], "R": others, "L": [], "inside": [ended]}
            return _trigger(i, frame, verb, "stop", parts)
    return None


def carrier(p: Parse, words: EventWords, i: int) -> tuple[int | None, str | None]:
    """The verb that carries the noun, and how: ("hold", "carry"). (None, None) when the noun stands alone."""
    verb, how = _carrier_above(p, words, i)
    return (verb, how) if how is not None else _carrier_beside(p, words, i)


def _carrier_beside(p: Parse, words: EventWords, i: int) -> tuple[int | None, str | None]:
    """ "Spoke of the truce, which took effect at dawn": the clause on the noun tells it."""
    if p.lemma[i].lower() in words.operators["vague"]:
        return None, None
    names = [k for k in prep_objects(p, i, "of", "in", "with") if p.tag[k] == "NNP"]  # "the siege of X, which began"
    for verb in [clause for k in (i, *names) for clause in kids(p, k, "relcl")]:
        if any(p.tag[k] in ("WDT", "WP") or p.lower[k] == "that" for k in kids(p, verb, "nsubj")):
            told = _names(p, verb, i)
            for how in ("occur", "over"):
                if any(name in words.operators[how] for name in told):
                    return verb, how
    return None, None


def _names(p: Parse, verb: int, noun: int) -> list[str]:
    """How the lexicon may write a verb that a noun is subject or object of: "take", "take effect", "break out"."""
    key = p.lemma[verb].lower()
    behind = [f"{key} {p.lower[k]} {p.lower[o]}" for k in kids(p, verb, "prep") for o in kids(p, k, "pobj")]
    after = [*loose_particles(p, verb), *(p.lower[k] for k in kids(p, verb, "dobj") if k != noun)]
    return [key, *(f"{key} {x}" for x in after), *behind]


def _carrier_above(p: Parse, words: EventWords, i: int) -> tuple[int | None, str | None]:
    here = i
    while True:
        if p.rel[here] == "conj" and not is_verb(p, p.head[here]):
            here = p.head[here]
        elif p.rel[here] == "pobj" and p.lemma[p.head[p.head[here]]].lower() in words.operators["containers"]:
            here = p.head[p.head[here]]  # "a series of raids"
        else:
            break
    up, rel = p.head[here], p.rel[here]
    if up == here:
        return None, None
    preposition = ""
    if rel == "pobj" and p.rel[up] == "prep" and p.tag[p.head[up]].startswith("VB"):
        preposition, up = p.lower[up], p.head[up]
    elif rel == "xcomp" and p.tag[here] == "VBG":
        rel = "dobj"  # "reported shelling"
    elif rel not in ("dobj", "nsubjpass", "nsubj", "attr") or (rel == "dobj" and kids(p, up, "oprd")):
        return None, None  # "called the raid an outrage" carries no raid out
    if rel == "attr" and kids(p, up, "expl") and p.lemma[i].lower() not in words.operators["vague"]:
        return up, "heard"  # "there was heavy fighting"
    if rel == "nsubj" or rel == "nsubjpass":
        up = _coming(p, up)
    key = p.lemma[up].lower()
    names = [f"{key} {preposition}"] if preposition else _names(p, up, here)
    for how in ("carry", "stop", "resume", "undergo", "ahead", "have"):
        if rel == "nsubj":
            break
        if any(name in words.operators[how] for name in names):
            return up, how
    if rel in ("dobj", "nsubjpass") and key in words.operators["perceive"]:
        return up, "heard"
    if rel == "nsubj" and any(name in words.operators["occur"] for name in names):
        return up, "occur"
    if kids(p, up, "dobj"):
        return None, None  # "the fall of the town ended the war"
    if rel == "nsubj" and any(name in words.operators["over"] for name in names):
        return up, "over"
    if rel == "nsubj" and any(name in words.operators["end"] for name in names):
        return up, "stop"
    return None, None


def _coming(p: Parse, verb: int) -> int:
    """Of "are to resume", "is expected to begin" the verb that tells what happens."""
    above = [verb, *kids(p, verb, "acomp", "oprd")]  # "is due to begin"
    later = [k for up in above for k in kids(p, up, "xcomp") if has_to(p, k) and is_verb(p, k)]
    return later[0] if later and (p.lemma[verb] == "be" or is_passive(p, verb)) else verb


def _trigger(i: int, frame: Frame, verb: int | None, carried: str | None, parts: Parts) -> Trigger:
    once = {name: tuple(dict.fromkeys(heads)) for name, heads in parts.items()}
    return Trigger(i, frame, verb, carried, once["A"], once["R"], once["L"], once["inside"])


def paper_of(p: Parse, words: EventWords, trigger: Trigger) -> tuple[int, ...]:
    """Who says what a participle tells: of "received a picture of a leaflet warning people to go" the leaflet, not
    the one who saw it; but who issues a leaflet speaks in it. The frame's initiators where no paper is near."""
    i = trigger.token
    if p.tag[i] != "VBG" or p.rel[i] not in ("advcl", "acl") or not is_verb(p, p.head[i]):
        return trigger.initiators
    verb = p.head[i]
    if p.lemma[verb].lower() in words.operators["authored"]:
        return trigger.initiators
    papers = [k for k in range(verb + 1, i) if p.tag[k].startswith("NN") and _is_paper(p, words, k)]
    return tuple(papers[-1:]) or trigger.initiators


def _is_paper(p: Parse, words: EventWords, i: int) -> bool:
    return p.lemma[i].lower() in words.operators["documents"]
