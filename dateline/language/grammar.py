"""Questions about grammar that every stage asks of a parse: who is the subject, how far does "not" reach.

Each function takes the parse and a token index and gives token indices. None looks at a particular word except the
closed classes of English (auxiliaries, negations); words with a meaning are the lexicons' business.
"""

from dateline.language.parse import Parse

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "attr", "oprd"})
PREPOSITIONAL = frozenset({"prep", "dative", "agent"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj"})
BESIDE = frozenset({"near", "outside", "inside", "around", "across", "off", "beyond"})  # a place
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "WP", "DT", "CD", "EX", "WDT", "PRP$"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nobody", "nothing", "neither", "none", "nor", "hardly"})


def is_verb(p: Parse, i: int) -> bool:
    return p.tag[i].startswith("VB") or p.tag[i] == "MD"


def is_noun(p: Parse, i: int) -> bool:
    return p.tag[i].startswith("NN")


def kids(p: Parse, i: int, *relations: str) -> list[int]:
    """Children of i that stand in one of the relations, in reading order."""
    own = p.kids[i]
    if not own:
        return []
    rel = p.rel
    return [k for k in own if rel[k] in relations]


def with_conjuncts(p: Parse, i: int) -> list[int]:
    """i and everything coordinated with it to its right: "A, B and C" from A."""
    found = [i]
    for here in found:  # it grows
        found += kids(p, here, "conj")
    return sorted(found)


def first_conjunct(p: Parse, i: int) -> int:
    """The token at the head of i's coordination (i itself when it is in none)."""
    while p.rel[i] == "conj":
        i = p.head[i]
    return i


def is_passive(p: Parse, verb: int) -> bool:
    return any(p.rel[k] in ("nsubjpass", "auxpass", "csubjpass") for k in p.kids[verb])


def subjects(p: Parse, verb: int) -> list[int]:
    """Who does (or, of a passive, undergoes) the verb: heads of the noun phrases, coordination spread out.

    Follows coordination ("X came and saw"), control ("X agreed to go"), relative clauses ("X, who went"), reduced
    relatives ("troops loyal to X fighting ..."), and participles ("X left, saying ..."). [] when nothing says it.
    """
    seen: set[int] = set()
    here = verb
    while here not in seen:
        seen.add(here)
        own = [k for k in kids(p, here, "nsubj", "nsubjpass") if not _tells_where(p, k)]
        if own:
            return _spread(p, _antecedents(p, here, own))
        up = p.head[here]
        rel = p.rel[here]
        if rel == "conj" and (is_verb(p, up) or p.rel[up] in CLAUSES or p.rel[up] == "ROOT"):
            here = up
        elif rel in ("xcomp", "advcl", "ccomp") and _subjectless(p, here):
            objects = kids(p, up, "dobj", "dative") if rel == "xcomp" else []
            if objects and not is_passive(p, up):
                return _spread(p, objects)  # "urged Turkey to act": the object of the governor acts
            here = up
        elif rel in ("acl", "relcl") and (is_noun(p, up) or p.tag[up] in NOUN_TAGS):
            return [up] if p.tag[here] != "VBN" or rel == "relcl" else []
        elif rel == "pcomp":  # "accused X of killing", "after leaving": the governor's subject or object
            governor = p.head[up]
            if is_noun(p, governor):
                return []
            objects = kids(p, governor, "dobj")
            if objects and p.lower[up] in ("of", "for", "from"):
                return _spread(p, objects)
            here = governor
        else:
            return []
    return []


def _tells_where(p: Parse, i: int) -> bool:
    """ "Near Ostrava, two strikes hit a depot": the parser takes the capital for a name's, and that for a subject."""
    first = p.left[i]
    return p.lower[first] in BESIDE and p.tag[first] != "IN" and first != i and p.word[i + 1 : i + 2] == (",",)


def passive_subjects(p: Parse, verb: int) -> list[int]:
    """Who undergoes a passive or a reduced passive ("the town bombed by ..."): [] for an active verb."""
    if is_passive(p, verb):
        return subjects(p, verb)
    if p.tag[verb] == "VBN" and p.rel[verb] == "acl":
        return [p.head[verb]]
    return []


def _subjectless(p: Parse, verb: int) -> bool:
    return p.tag[verb] in ("VB", "VBG", "VBN") or not kids(p, verb, "nsubj", "nsubjpass", "expl")


def _antecedents(p: Parse, verb: int, own: list[int]) -> list[int]:
    """A relative pronoun stands for the noun that its clause hangs on."""
    if p.rel[verb] == "relcl" and any(p.tag[k] in ("WP", "WDT") for k in own):
        return [p.head[verb]]
    return own


def _spread(p: Parse, heads: list[int]) -> list[int]:
    return [j for i in heads for j in with_conjuncts(p, i)]


def objects(p: Parse, verb: int) -> list[int]:
    """Direct objects, coordination spread out."""
    return _spread(p, kids(p, verb, "dobj"))


def agents(p: Parse, verb: int) -> list[int]:
    """ "by whom" of a passive or of a noun ("the shooting down of a plane by Turkey")."""
    bys = kids(p, verb, "agent") + [k for k in kids(p, verb, "prep") if p.lower[k] == "by"]
    return _spread(p, [j for by in bys for j in kids(p, by, "pobj")])


def prep_objects(p: Parse, i: int, *prepositions: str) -> list[int]:
    """Objects of the prepositions that hang on i: prep_objects(p, verb, "with", "against")."""
    own = p.kids[i]
    if not own:
        return []
    preps = [k for k in own if p.rel[k] in PREPOSITIONAL and p.lower[k] in prepositions]
    return _spread(p, [j for k in preps for j in kids(p, k, "pobj")]) if preps else []


def possessors(p: Parse, noun: int) -> list[int]:
    """ "Turkey's attack" gives Turkey."""
    return _spread(p, kids(p, noun, "poss"))


def negation(p: Parse, i: int) -> int | None:
    """The token that negates i: "did not leave", "never", "no troops left". None when it stands."""
    for k in p.kids[i]:
        if p.rel[k] == "neg" or (p.rel[k] in ("det", "advmod", "preconj") and p.lower[k] in NEGATIONS):
            return k
        if p.rel[k] in ("nsubj", "nsubjpass", "dobj") and is_verb(p, i):
            if p.lower[k] in ("nobody", "nothing", "none", "neither"):
                return k
            no = next((d for d in p.kids[k] if p.lower[d] in ("no", "neither")), None)
            if no is not None:
                return no
    if p.rel[i] == "conj" and p.tag[i] in ("VB", "VBN", "VBG") and not kids(p, i, "aux", "nsubj"):
        return negation(p, p.head[i])  # "did not see or hear"
    return None


def auxiliaries(p: Parse, verb: int) -> list[int]:
    """Auxiliaries and modals of a verb; a coordinated bare form shares those of the first verb."""
    own = kids(p, verb, "aux", "auxpass")
    if not own and p.rel[verb] == "conj" and p.tag[verb] in ("VB", "VBG", "VBN"):
        return auxiliaries(p, p.head[verb])
    return own


def noun_phrase(p: Parse, head: int) -> tuple[int, int]:
    """First and last token (included) of the phrase around a noun, without relative clauses, appositions,
    coordinated nouns and trailing prepositional attachments: "the Turkish foreign minister"."""
    first = last = head
    for k in p.kids[head]:
        if p.rel[k] in ("det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "predet", "neg", "case"):
            first, last = min(first, p.left[k]), max(last, p.right[k])
    while first < head and p.tag[first] in (",", ":", "``", "''", "-LRB-", "-RRB-"):
        first += 1
    while last > head and (p.tag[last] in (",", ":", "``", "''", "-LRB-", "-RRB-")):
        last -= 1
    return first, last


def full_phrase(p: Parse, head: int) -> tuple[int, int]:
    """First and last token of everything that hangs on head, without punctuation at the rims."""
    first, last = p.left[head], p.right[head]
    while first < head and p.rel[first] == "punct":
        first += 1
    while last > head and p.rel[last] == "punct":
        last -= 1
    return first, last


def governors(p: Parse, i: int) -> list[int]:
    """The chain of heads above i, nearest first, up to the root."""
    chain = []
    while p.head[i] != i:
        i = p.head[i]
        chain.append(i)
    return chain


def clause_of(p: Parse, i: int) -> int:
    """The verb (or root) of the clause that i stands in; i itself when it heads one."""
    while p.head[i] != i and p.rel[i] not in CLAUSES:
        if p.rel[i] == "conj" and is_verb(p, i):
            break
        i = p.head[i]
    return i
