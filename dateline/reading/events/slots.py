"""What stands in the slots of a verb or noun: subjects, objects, what is behind a preposition, clauses."""

from dateline.language.grammar import (
    agents,
    first_conjunct,
    governors,
    is_passive,
    is_verb,
    kids,
    passive_subjects,
    possessors,
    prep_objects,
    subjects,
    with_conjuncts,
)
from dateline.language.parse import Parse
from dateline.lexicon.event_words import EventWords, Frame, Slot
from dateline.reading.events.arguments import Cast

JOINT = ("between", "among")
PARTICLES = ("prt", "advmod", "prep", "npadvmod", "acomp", "intj")  # "fall silent", "say yes", too
JOINS = frozenset({"after", "when", "as", "while", "before"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
SPOTS = frozenset({"in", "at", "on", "into"})
FOR_A_PURPOSE = frozenset({"call", "invoke", "challenge", "order", "push"})  # "called him to say goodbye"
AWAY = frozenset({"out", "home", "back", "gone"})
ASIDE = frozenset({"compound", "npadvmod", "amod"})
PERSONS = frozenset({"him", "her", "them", "us", "me", "you", "he", "she", "they", "we"})


def hyphened(p: Parse, i: int) -> str | None:
    """ "Cease-fire" from its last part: the tokeniser makes three tokens of it. None for any other noun."""
    if i < 2 or p.lower[i - 1] not in ("-", "‐", "‑") or p.end[i - 2] != p.start[i - 1] or p.end[i - 1] != p.start[i]:
        return None
    return f"{p.lower[i - 2]}-{p.lemma[i].lower()}"


def doers(p: Parse, cast: Cast, i: int) -> list[int]:
    """Subjects; of a clause on a noun that cannot act, those of the verb around it ("Ankara launched efforts to mend
    ties", "they issued a statement demanding ...")."""
    if _after_another_clause(p, cast, i):
        return []
    if (said := _said_beside(p, i)) is not None:
        return doers(p, cast, said) or with_conjuncts(p, p.head[said])
    if own := [k for k in kids(p, i, "csubj", "csubjpass") if p.tag[k] == "VBG" and not kids(p, k, "dobj")]:
        return own  # "said that shelling had killed four"
    found = subjects(p, i)
    if not found or _after_preposition(p, found[0]):
        found = _behind_the_place(p, cast, i) or found
    if not found and _whole_clause(p, i):
        return with_conjuncts(p, p.head[i])
    if not found and p.rel[i] == "pcomp" and p.rel[noun := p.head[p.head[i]]] in ("dobj", "nsubjpass", "conj"):
        return with_conjuncts(p, first_conjunct(p, noun))  # "accused the army and its allies of killing"
    if not found and p.rel[i] == "xcomp" and p.rel[p.head[i]] in ("acomp", "oprd"):
        return doers(p, cast, p.head[p.head[i]])  # "are due to meet"
    if p.rel[i] == "acl" and found == [p.head[i]] and not cast.can_act(p.head[i]):
        noun = p.head[i]
        if own := possessors(p, noun):
            return own
        if p.rel[noun] in ("dobj", "attr") and is_verb(p, p.head[noun]):
            return doers(p, cast, p.head[noun])
    return found


def _after_another_clause(p: Parse, cast: Cast, i: int) -> bool:
    """ "The agency left after a shell hit its gate, killing two": by the grammar the agency kills, where the parser
    hangs the participle on the first verb. It can where that is itself an act of force."""
    verb = p.head[i]
    if p.rel[i] != "advcl" or p.tag[i] != "VBG" or not verb < i or p.lower[p.left[i] - 1] != ",":
        return False
    joins = [k for k in range(verb + 1, i) if p.lower[k] in JOINS]
    clause = bool(joins) and any(p.tag[k] in FINITE for k in range(joins[0] + 1, i))
    return clause and p.lemma[verb] not in cast.blows


def _behind_the_place(p: Parse, cast: Cast, i: int) -> list[int]:
    """ "In Kampala, Kenya and Uganda signed a deal": the parser takes the subjects for further places of the first."""
    last = i - 1
    while last > 0 and p.head[last] == i and p.rel[last] in ("aux", "auxpass", "advmod", "neg"):
        last -= 1
    first = first_conjunct(p, last)
    joined = first != last and p.rel[first] == "pobj" and p.lower[first + 1] == "," and not p.tag[i].startswith("VBG")
    if not joined or i not in governors(p, first):
        return []
    others = (k for k in with_conjuncts(p, first) if k != first)
    return [k for k in others if cast.can_act(k) or cast.is_country(k) or cast.capitals((k,))]


def _after_preposition(p: Parse, i: int) -> bool:
    """ "After talks in Rome, Chad agreed": the talks, taken for the subject, are what stands behind the preposition."""
    before = p.left[i] - 1
    return before >= 0 and p.rel[before] == "prep" and p.head[before] == p.head[i] and not p.kids[before]


def _said_beside(p: Parse, i: int) -> int | None:
    """ "Chad said that jets linked to Mali had dropped leaflets": the parser takes the participle for what is said, and
    the verb for a second one of who says it. No "and" joins them, and what is said has the subject."""
    verb = p.head[i]
    if p.rel[i] != "conj" or kids(p, i, "nsubj", "nsubjpass") or any(p.rel[k] == "cc" for k in p.kids[verb]):
        return None
    said = [k for k in kids(p, verb, "ccomp") if verb < k < i and kids(p, k, "nsubj", "nsubjpass")]
    return said[-1] if said and not kids(p, said[-1], "aux", "auxpass") else None


def subjects_of(p: Parse, i: int) -> list[int]:
    """The subjects that stand at clause i itself."""
    return [j for k in kids(p, i, "nsubj", "nsubjpass") for j in with_conjuncts(p, k)]


def whole(p: Parse, words: EventWords, i: int) -> int:
    """ "Part of the aid", "dozens of prisoners", "a series of raids" mean the aid, the prisoners, the raids."""
    seen = 0
    while p.lemma[i].lower() in words.operators["parts"] and seen < 3:
        inner = prep_objects(p, i, "of")
        if not inner:
            break
        i, seen = inner[0], seen + 1
    return i


def has_to(p: Parse, i: int) -> bool:
    return any(p.tag[k] == "TO" for k in kids(p, i, "aux"))


def bare_clause(p: Parse, i: int) -> bool:
    """ "They let us go", "made them leave": a clause whose verb has neither "to" nor a tense; but not "let's go"."""
    if p.rel[i] != "ccomp" or p.tag[i] != "VB" or kids(p, i, "aux", "mark"):
        return False
    told = p.rel[p.head[i]] == "conj" or bool(kids(p, p.head[i], "nsubj", "nsubjpass", "aux"))
    return told and bool(subjects_of(p, i))


def objects_of(p: Parse, i: int) -> list[int]:
    """Who or what undergoes verb i, active or passive, relative pronouns resolved; "took them hostage" has two."""
    direct = [j for k in kids(p, i, "dobj") for j in with_conjuncts(p, k)]
    direct = [p.head[i] if p.rel[i] == "relcl" and _relative(p, k) else k for k in direct]
    direct += [o for k in kids(p, i, "prt") for o in _up_to(p, k)]
    direct = direct or [o for k in kids(p, i, "prt") for o in kids(p, k, "pobj")]  # "sealed off the quarter"
    if not direct and _left_out(p, i):
        direct = [p.head[i]]
    second = [k for k in kids(p, i, "oprd") if p.tag[k].startswith("NN")]
    shared = [] if direct or kids(p, i, "auxpass", "nsubjpass") or not undergone(p, i) else subjects(p, i)
    left = [s for k in small_clauses(p, i) for s in kids(p, k, "nsubj")]
    return [*(direct or passive_subjects(p, i) or shared or left), *second]


def small_clauses(p: Parse, i: int) -> list[int]:
    """The adjectives of "left nine dead", "holds Chad responsible", "wants them out": what is said of an object; and
    the "go" of "let nine nurses go"."""
    said = [k for k in kids(p, i, "oprd", "ccomp", "dobj") if p.tag[k] == "JJ" or p.lower[k] in AWAY]
    said = [k for k in said if not kids(p, k, "aux", "cop", "mark")]
    return said or [k for k in kids(p, i, "ccomp") if p.lemma[i] == "let" and _let_go(p, k)]


def _let_go(p: Parse, k: int) -> bool:
    """Not "let them go to school", "let the match go ahead"."""
    led_on = [j for j in p.kids[k] if p.rel[j] in ("xcomp", "dobj", "prt", "advmod") or p.lower[j] in ("to", "into")]
    return p.lower[k] == "go" and not led_on


def _left_out(p: Parse, i: int) -> bool:
    """ "The deal (that) they signed": a relative clause with a subject of its own, whose object is the noun before."""
    if p.rel[i] != "relcl" or is_passive(p, i) or not kids(p, i, "nsubj"):
        return False
    if p.tag[i] == "VBN" and not kids(p, i, "aux"):
        return False
    if any(p.tag[o] == "PRP" for k in kids(p, i, "nsubj") for o in prep_objects(p, k, "of")):
        return False  # "20, some of them wounded"
    if any(p.tag[k] in ("WDT", "WP", "WRB", "IN") and p.lower[k] != "that" for k in p.kids[i] if k < i):
        return False
    relative = [k for k in p.kids[i] if _relative(p, k)]
    return all(p.rel[k] == "mark" for k in relative)


def named_agents(p: Parse, cast: Cast, i: int) -> list[int]:
    """Agents of a passive that can be one: not "by nightfall", "by word of mouth"."""
    return [k for k in agents(p, i) if k not in cast.timed and not cast.is_when(k)]


def _whole_clause(p: Parse, i: int) -> bool:
    """ "A raid killed four": where the sentence has no other verb, a participle with an object is its verb."""
    noun = p.head[i]
    return p.rel[i] == "acl" and p.tag[i] == "VBN" and p.rel[noun] == "ROOT" and bool(kids(p, i, "dobj"))


def lone_noun(p: Parse, i: int) -> list[int]:
    """ "Hundreds of villagers sheltered in a school.": the noun at the root of a sentence that has no other verb than
    the participle i, which is its verb; of "hundreds of villagers" that which is counted stands for both."""
    if p.rel[i] != "acl" or p.tag[i] != "VBN" or agents(p, i):
        return []
    noun = p.head[i]
    top = p.head[p.head[noun]] if p.rel[noun] == "pobj" and p.lower[p.head[noun]] == "of" else noun
    return with_conjuncts(p, noun) if p.rel[top] == "ROOT" else []


def _relative(p: Parse, k: int) -> bool:
    return p.tag[k] in ("WDT", "WP") or (p.lower[k] == "that" and p.tag[k] == "IN")


def undergone(p: Parse, i: int) -> bool:
    """Whether verb i is passive: "was held", "held by the police", "was beaten and held"."""
    if is_passive(p, i) or (p.tag[i] == "VBN" and p.rel[i] == "acl" and not _whole_clause(p, i)):
        return True
    return (
        p.rel[i] == "conj"
        and p.tag[i] in ("VBN", "VBD")
        and not kids(p, i, "aux", "dobj", "nsubj")
        and undergone(p, p.head[i])
    )


def datives(p: Parse, i: int) -> list[int]:
    """ "Gave Tanzania a grant", "Tanzania was given a grant"."""
    bare = [j for k in kids(p, i, "dative") if not kids(p, k, "pobj") for j in with_conjuncts(p, k)]
    if kids(p, i, "dobj") and is_passive(p, i):
        bare += passive_subjects(p, i)
    return bare


def behind(p: Parse, i: int, prepositions: tuple[str, ...]) -> list[int]:
    """Objects of the prepositions on i, also when two stand in a row ("away from X", "out of X")."""
    found = prep_objects(p, i, *prepositions)
    found += [k + 1 for k in kids(p, i, "prep") if p.lower[k] in prepositions and _led_astray(p, k)]
    for k in p.kids[i]:
        if p.rel[k] in ("prep", "advmod", "prt") and p.lower[k] not in prepositions:
            found += [j for q in p.kids[k] if p.rel[q] == "prep" and p.lower[q] in prepositions
                      for o in kids(p, q, "pobj") for j in with_conjuncts(p, o)]  # fmt: skip
    return found


def _led_astray(p: Parse, k: int) -> bool:
    """ "Came under shelling": a preposition without a noun before a gerund that the parser took for a clause."""
    return not p.kids[k] and k + 1 < len(p) and p.tag[k + 1] == "VBG" and p.head[k + 1] == p.head[k]


def where_of(p: Parse, i: int, slot: Slot) -> list[int]:
    """ "The town where shells fell": the noun on which the clause hangs stands for the place behind a preposition."""
    asks = p.rel[i] == "relcl" and any(p.lower[k] == "where" for k in p.kids[i])
    return [p.head[i]] if asks and slot.role in ("R", "L") and not SPOTS.isdisjoint(slot.prepositions) else []


def channels(p: Parse, words: EventWords, i: int) -> list[int]:
    """ "Spoke by phone with Chad": the parser hangs "with" on the phone."""
    return [o for k in kids(p, i, "prep") if p.lower[k] in ("by", "on", "over", "via", "in") for o in kids(p, k, "pobj")
            if p.lemma[o].lower() in words.operators["channels"]]  # fmt: skip


def called_so(p: Parse, i: int) -> list[int]:
    """ "Called the minister a liar": what somebody is called or made."""
    return [k for k in kids(p, i, "oprd") if p.tag[k].startswith("NN")]


def clauses(p: Parse, i: int, slot: Slot) -> list[int]:
    """Heads of the clauses that hang on i: "to go", "that he goes", "going"."""
    found = []
    for k in kids(p, i, "xcomp", "ccomp", "acl", "advcl"):
        to = has_to(p, k)
        if not is_verb(p, k) and slot.where not in ("that", "will", "self") and not to:
            continue
        if slot.where == "to" and (to or bare_clause(p, k)) and (p.rel[k] != "advcl" or not kids(p, i, "dobj")):
            found.append(k)
        finite = (
            p.rel[k] == "ccomp"
            and not to
            and not bare_clause(p, k)
            and not (p.tag[k] == "VBG" and not kids(p, k, "aux"))
        )
        if slot.where == "that" and finite and not _asks(p, k):
            found.append(k)
        modal = finite and any(p.tag[a] == "MD" for a in kids(p, k, "aux"))
        if modal and (slot.where == "will" or (slot.where == "self" and _of_pronoun(p, k))):
            found.append(k)
        if slot.where == "ing" and p.tag[k] == "VBG" and not slot.prepositions and p.rel[k] in ("xcomp", "ccomp"):
            found.append(k)
    if slot.where == "ing" and slot.prepositions:
        near = [i, *(j for k in kids(p, i, "dobj", "nsubjpass") for j in with_conjuncts(p, k))]
        preps = [k for j in near for k in kids(p, j, "prep") if p.lower[k] in slot.prepositions]
        found += [c for k in preps for c in kids(p, k, "pcomp")]
    return found


def asked_for(p: Parse, i: int) -> list[int]:
    """ "Petitioned the governor to open the road": what is asked, where the parser takes it for a purpose."""
    if p.lemma[i] in FOR_A_PURPOSE:
        return []
    return [k for k in kids(p, i, "advcl") if has_to(p, k) and is_verb(p, k) and k > i and kids(p, i, "dobj")]


def _of_pronoun(p: Parse, clause: int) -> bool:
    return any(p.tag[k] == "PRP" for k in kids(p, clause, "nsubj", "nsubjpass"))


def _asks(p: Parse, clause: int) -> bool:
    """ "Why he went", "who went" is a question, no demand."""
    return any(p.tag[k] in ("WRB", "WP", "WDT") for k in p.kids[clause])


def fits(p: Parse, cast: Cast, k: int, things: frozenset[str]) -> bool:
    """Whether noun k is one of the things that a frame asks for."""
    lemma = noun_lemma(p, k)
    return (
        lemma in things
        or p.lower[k] in things
        or ("@actor" in things and (cast.is_actor(k) or p.tag[k] == "CD" or p.lower[k] in PERSONS))
        or any(f"{p.lower[m]} {lemma}" in things for m in kids(p, k, "compound", "amod"))
        or ((one := hyphened(p, k)) is not None and (one in things or one.replace("-", "") in things))
        or (p.tag[k] == "PRP" and (cast.kind_word(k) in things or _told_before(p, k, things)))
        or ("@place" in things and (cast.is_place(k) or cast.is_unknown_name(k)))
        or ("@people" in things and (cast.is_people(k) or _counts_people(p, cast, k)))
        or ("@official" in things and (cast.is_official(k) or _titled(p, k, things)))
        or ("@country" in things and cast.is_country(k))
        or ("@town" in things and cast.is_town(k))
        or ("@armed" in things and cast.is_armed(k))
        or ("@it" in things and cast.is_place_again(k))
        or ("@cargo" in things and _carries(p, cast, k))
    )


def _titled(p: Parse, k: int, things: frozenset[str]) -> bool:
    """ "Minister of Trade Aminata Diallo": a name behind the title that a frame asks for."""
    before = [m for m in kids(p, k, "nmod", "compound") if m < k and p.tag[k].startswith("NNP")]
    return any(p.lemma[m].lower() in things for m in before)


def _carries(p: Parse, cast: Cast, k: int) -> bool:
    """ "Trucks carrying flour", "a convoy with food", "ten lorries loaded with tents"."""
    if p.lemma[k].lower() not in cast.vehicles:
        return False
    near = [k, *(t for v in (*prep_objects(p, k, "of"), k) for t in kids(p, v, "acl"))]
    if p.rel[k] == "nsubj":
        near += [p.head[k]]  # "seventy lorries entered the town with flour"
    load = [o for n in near for o in prep_objects(p, n, "of", "with")]
    load += [o for n in near if n != p.head[k] for o in kids(p, n, "dobj")]
    return any(p.lemma[o].lower() in cast.cargo for o in load)


def noun_lemma(p: Parse, k: int) -> str:
    """The lemma of noun k; of one that opens a sentence and was taken for a name ("Rockets") its singular."""
    lemma = p.lemma[k].lower()
    named = p.tag[k] == "NNPS" and lemma == p.lower[k] and lemma.endswith("s")
    return lemma[:-1] if named else lemma


def _told_before(p: Parse, k: int, things: frozenset[str]) -> bool:
    """ "A truce is to begin. It was signed in Rome", "left the city when rebels entered it": what undergoes a deed that
    is done to such things, of which the sentence spoke last, or the one before."""
    suffers = p.rel[k] == "nsubjpass" or (p.rel[k] == "dobj" and "@it" in things)
    if p.lower[k] != "it" or not PERSONS.isdisjoint(things) or not suffers:
        return False
    here = [j for j in range(p.sents[p.sent_of[k]][0], k) if p.tag[j] == "NN" and p.rel[j] not in ASIDE]
    if here and p.lemma[here[-1]].lower() in things:
        return True
    if p.rel[k] == "dobj" or p.sent_of[k] == 0:
        return False
    first, last = p.sents[p.sent_of[k] - 1]
    return any(p.tag[j] == "NN" and p.lemma[j].lower() in things for j in range(first, last))


def _counts_people(p: Parse, cast: Cast, k: int) -> bool:
    """ "Some 400 crossed the river": a number that stands for people; "the two" are two who were told of."""
    told_of = any(p.lower[d] in ("the", "these", "those", "both") for d in kids(p, k, "det"))
    return p.tag[k] == "CD" and k not in cast.timed and not told_of and p.rel[k] in ("nsubj", "nsubjpass")


def particles(p: Parse, i: int) -> list[str]:
    return [p.lower[k] for k in kids(p, i, "prt") if not _up_to(p, k)]


def _up_to(p: Parse, k: int) -> list[int]:
    """The counted nouns of "up to 16 advisers", where the parser took "up" for a particle of the verb."""
    return [o for t in kids(p, k, "prep") if p.lower[k] == "up" and p.lower[t] == "to" for o in kids(p, t, "pobj")
            if p.tag[o] == "CD" or kids(p, o, "nummod")]  # fmt: skip


def loose_particles(p: Parse, i: int) -> list[str]:
    return [*(p.lower[k] for k in p.kids[i] if p.rel[k] in PARTICLES), *(p.lower[k] for k in small_clauses(p, i))]


def sides(p: Parse, cast: Cast, noun: int) -> list[int]:
    """Whose truce breaks: "the truce between Chad and the rebels", "Chad's truce with the rebels"."""
    return [*dict.fromkeys([*possessors(p, noun), *cast.owners(noun), *behind(p, noun, (*JOINT, "with", "of"))])]


def between(p: Parse, noun: int) -> list[int]:
    """Whose a deal or an exchange is, also where the parser hangs them on what it is of: "the exchange of prisoners
    between Chad and Mali"."""
    return behind(p, noun, JOINT) or [k for o in prep_objects(p, noun, "of", "on", "for") for k in behind(p, o, JOINT)]


def of_thing(p: Parse, words: EventWords, cast: Cast, i: int, frame: Frame) -> bool:
    """ "The fall of the town", "the closing of the port", "the firing of rockets": a noun that tells an event of such
    things only. The noun before may be the thing ("port closures")."""
    wanted = [s for s in frame.slots if s.thing]
    heads = [whole(p, words, k) for s in wanted for k in behind(p, i, s.prepositions)]
    aimed = all(s.prepositions == ("against",) for s in wanted)  # "Chad's case" is by Chad, not against it
    before = [] if aimed else kids(p, i, "compound", "poss")
    return any(fits(p, cast, k, frame.things) for k in (*heads, *before))
