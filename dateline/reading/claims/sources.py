"""Who speaks: the nouns that a candidate's grammar makes its source."""

from typing import NamedTuple

from dateline.language.grammar import (
    clause_of,
    governors,
    is_passive,
    is_verb,
    kids,
    possessors,
    prep_objects,
    subjects,
    with_conjuncts,
)
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.passing import according_to
from dateline.reading.claims.quotes import Quotations
from dateline.reading.claims.views import inverted_subject, odd_conjunct

SHARED = frozenset({"each", "both", "all"})
HANDED_ON = frozenset({"clause", "quote_before", "quote_after", "inverted", "parataxis", "advcl"})
BESIDE = 18  # tokens between a cue and the "citing ..." beside it
DASHES = frozenset({"–", "—", "--", "-"})
ABOUT = frozenset({"about", "over", "on", "after", "amid", "despite", "following", "against", "at"})  # others' words
OTHERS_WORDS = frozenset({"say", "accuse", "deny", "promise"})  # groups of nouns for what somebody said
ANSWERING = frozenset({"deny", "accuse", "judge"})  # groups of verbs by which somebody answers it
FARTHEST = 4  # steps up the tree to a subject that a bare participle or infinitive may share


class Speaker(NamedTuple):
    """`head`: the noun that names the source. `at`: the token where this sentence says it (a relative pronoun)."""

    head: int
    at: int


def speakers(p: Parse, quotes: Quotations, c: Candidate) -> tuple[Speaker, ...]:
    """The sources that the grammar of a candidate names, in reading order; () when it names nobody.

    Nobody speaks from inside the content (unless that surrounds the cue), and a quotation's words name no speaker for
    a cue outside of it.
    """
    around = quotes.number(c.cue)
    found = []
    for s in [_named(p, each) for each in _speakers(p, c)]:
        if c.first <= s.at <= c.last and not c.first < c.cue < c.last:
            continue
        if around is None and s.at < c.cue and quotes.number(s.at) is not None and c.frame != "title":
            continue
        found.append(s)
    return tuple(found)


def _speakers(p: Parse, c: Candidate) -> list[Speaker]:
    cue, frame = c.cue, c.frame
    if frame == "title":
        return _plain(_title_heads(p, cue))
    if frame == "signed":
        return _plain([_name_from(p, cue + 1)])
    if frame in ("adverb", "interview"):
        return []
    if frame == "seeming":
        return _plain(_agents(p, cue))
    if frame == "viewpoint":
        return _plain(possessors(p, cue) or prep_objects(p, cue, "of") or [cue])
    if frame == "according":
        return _plain(according_to(p, cue))
    if frame.startswith("noun"):
        return _noun_source(p, cue)
    if frame.startswith("adjective"):
        up = p.head[cue]
        return _subjects(p, up) if p.rel[cue] in ("acomp", "oprd", "ccomp", "xcomp", "attr") and up != cue else []
    if is_passive(p, cue) or (p.tag[cue] == "VBN" and p.rel[cue] in ("acl", "advcl") and not _perfect(p, cue)):
        return _plain(prep_objects(p, cue, "by"))
    if _agents(p, cue):  # "said by the wire to have fled": the tagger takes the participle for a past tense
        return _plain(_agents(p, cue))
    after = inverted_subject(p, cue)
    if after is not None and frame in ("inverted", "quote_before"):
        return _plain(with_conjuncts(p, after))
    quoted_as = _quoted_as(p, cue)
    return quoted_as if quoted_as else _subjects(p, cue)


def _perfect(p: Parse, cue: int) -> bool:
    """ "After they had said so", unlike "asked how many returned, he ..."."""
    return any(p.rel[k] in ("aux", "nsubj") for k in p.kids[cue])


def _agents(p: Parse, cue: int) -> list[int]:
    return [j for by in kids(p, cue, "agent") for i in kids(p, by, "pobj") for j in with_conjuncts(p, i)]


def _quoted_as(p: Parse, cue: int) -> list[Speaker]:
    """ "The agency quoted him as saying ...": he speaks; of a passive it is the subject."""
    up = p.head[cue]
    if p.rel[cue] not in ("pcomp", "pobj", "advcl") or p.lower[up] != "as" or not is_verb(p, p.head[up]):
        return []
    verb = p.head[up]
    if is_passive(p, verb):
        return _subjects(p, verb)
    return _plain(kids(p, verb, "dobj"))


def corrected(p: Parse, cues: Cues, c: Candidate, who: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """The speakers without whom only a word's meaning rules out: who answers others' words, who drops the leaflets."""
    if c.frame.startswith("noun") and who and _answers(p, cues, c.cue):
        return ()
    if p.tag[c.cue] == "VBG":
        document = _document_telling(p, cues, c.cue)
        return (Speaker(document, document),) if document is not None else who
    return who


def _answers(p: Parse, cues: Cues, noun: int) -> bool:
    """ "Dismissed the report that ...", "faced accusations of ...": the words are not those of the subject."""
    own = possessors(p, noun) or prep_objects(p, noun, "by", "from")
    words = OTHERS_WORDS.intersection(cues.groups_of.get(("nouns", p.lemma[noun]), ()))
    if own or not words or p.rel[noun] not in ("dobj", "pobj"):
        return False
    if p.rel[noun] == "pobj" and p.lower[p.head[noun]] in ABOUT:
        return True
    up = p.head[noun] if p.rel[noun] == "dobj" else p.head[p.head[noun]]
    groups = cues.groups_of.get(("verbs", p.lemma[up]), ())
    return is_verb(p, up) and (p.lemma[up] in cues.answering or bool(ANSWERING.intersection(groups[:1])))


def _document_telling(p: Parse, cues: Cues, cue: int) -> int | None:
    """ "Planes dropped leaflets over the town telling residents that ...": the leaflets tell."""
    first = p.sentence(cue)[0]
    verb = cue
    if p.rel[cue] == "conj" and p.tag[p.head[cue]] != "VBG":
        verb = next((i for i in range(cue - 1, max(first, cue - BESIDE) - 1, -1) if _tells_apart(p, i)), cue)
    if verb == first or p.word[p.left[verb] - 1] == "," or kids(p, verb, "nsubj"):
        return None
    up = p.head[verb]
    while p.rel[verb] == "acl" and p.rel[up] in ("pobj", "prep") and p.head[up] != up:
        up = p.head[up]  # "dropped leaflets over areas of the city telling residents"
        if p.lemma[up] in cues.documents and p.tag[up][:2] == "NN":
            return up
    carried = [k for k in kids(p, up, "dobj") if k < verb and p.lemma[k] in cues.documents] if is_verb(p, up) else []
    return carried[-1] if carried else None


def quoters(p: Parse, cue: int) -> list[int]:
    """Who quoted the speaker of "quoted him as saying": the subject, or the agent of a passive."""
    if not _quoted_as(p, cue):
        return []
    verb = p.head[p.head[cue]]
    if is_passive(p, verb):
        return prep_objects(p, verb, "by") or prep_objects(p, cue, "by")  # "was quoted as saying by the weekly"
    return subjects(p, verb)


def handed_on(p: Parse, c: Candidate, relayed: frozenset[str]) -> list[int]:
    """Whom the speaker only hands on: "the daily, citing an official, wrote that ...", "wrote, citing an official"."""
    if c.frame not in HANDED_ON:
        return []
    for k in range(max(p.sentence(c.cue)[0], c.cue - BESIDE), min(len(p), c.cue + BESIDE)):
        if p.tag[k] != "VBG" or p.lemma[k] not in relayed or c.first <= k <= c.last or p.word[k - 1] != ",":
            continue
        if c.cue in (p.head[k], p.head[p.head[k]]) or k in range(c.cue, c.first) or p.head[k] in subjects(p, c.cue):
            return kids(p, k, "dobj")
    return []


def _named(p: Parse, s: Speaker) -> Speaker:
    """Of "one of them, Ada Hall" the name."""
    if s.at != s.head or p.tag[s.head] != "CD":
        return s
    name = next((k for k in kids(p, s.head, "appos") if p.tag[k] == "NNP"), s.head)
    return Speaker(name, name)


def name_given(p: Parse, head: int, naming: frozenset[str]) -> int | None:
    """ "A man who gave his name as X", "a nurse who gave only her first name, X", "a woman identified as X"."""
    if p.tag[head] not in ("NN", "CD"):
        return None
    for verb in (k for k in p.kids[head] if p.rel[k] in ("relcl", "acl") and p.tag[k][:2] == "VB"):
        told = [k for k in kids(p, verb, "dobj") if p.lemma[k] in naming]
        if not told and p.lemma[verb] not in naming:
            continue
        found = [i for up in (verb, *told) for i in prep_objects(p, up, "as")]
        found += [i for up in told for i in kids(p, up, "appos")] + kids(p, verb, "oprd")
        name = next((i for i in found if p.tag[i] == "NNP"), None)
        if name is not None:
            return name
    return None


def _tells_apart(p: Parse, i: int) -> bool:
    """A participle beside a clause, with a clause of its own."""
    return p.tag[i] == "VBG" and p.rel[i] in ("advcl", "acl") and bool(kids(p, i, "ccomp", "dobj"))


def _before_dashes(p: Parse, verb: int) -> list[int]:
    """ "An officer who took part – he gave no name – said ...": the noun before what the dashes put in."""
    first = p.sentence(verb)[0]
    if verb == first or p.word[verb - 1] not in DASHES:
        return []
    opened = next((i for i in range(verb - 2, max(first, verb - BESIDE * 2), -1) if p.word[i] in DASHES), None)
    if opened is None:
        return []
    top = first
    for _ in range(opened - first):
        if not first <= p.head[top] < opened or p.head[top] == top:
            break
        top = p.head[top]
    return [top] if p.tag[top][:2] == "NN" else []


def _plain(heads: list[int]) -> list[Speaker]:
    return [Speaker(i, i) for i in heads]


def _subjects(p: Parse, verb: int) -> list[Speaker]:
    """Subjects, each at its relative pronoun when the clause has one."""
    if p.rel[verb] == "acl" and p.tag[verb] == "VBG" and verb and p.word[verb - 1] == ",":
        above = clause_of(p, p.head[verb])  # "The army shelled the town, saying ...": not the town says it
        if above != verb and is_verb(p, above):
            return _subjects(p, above)
    if p.tag[verb] == "VBG" and p.rel[verb] in ("advcl", "conj") and not kids(p, verb, "nsubj"):
        after = inverted_subject(p, p.head[verb])  # "The road is open, declared the colonel, insisting ..."
        if after is not None:
            return _plain(with_conjuncts(p, after))
    if p.tag[verb] == "VBG" and p.rel[verb] == "conj" and p.tag[p.head[verb]] != "VBG":
        first = p.sentence(verb)[0]
        alike = next((up for up in governors(p, verb)[:FARTHEST] if p.tag[up] == "VBG"), None) or next(
            (i for i in range(verb - 1, max(first, verb - BESIDE) - 1, -1) if _tells_apart(p, i)), None
        )
        if alike is not None and not kids(p, verb, "nsubj"):
            return _subjects(p, alike)  # "telling them that nobody would come and warning that ..."
    if odd_conjunct(p, verb) and not kids(p, verb, "nsubj", "nsubjpass"):
        alike = next((up for up in governors(p, verb) if p.tag[up] == p.tag[verb]), None)
        if alike is not None:  # "The mayor said they were leaving and called for help"
            return _subjects(p, alike)
    own = next((k for k in p.kids[verb] if p.rel[k] in ("nsubj", "nsubjpass") and p.tag[k] in ("WP", "WDT")), None)
    if own is None and p.rel[verb] == "conj":
        own = next((k for k in p.kids[p.head[verb]] if p.rel[k] == "nsubj" and p.tag[k] in ("WP", "WDT")), None)
        if own is not None and kids(p, verb, "nsubj"):
            own = None
    heads = _without_apposition(p, subjects(p, verb))
    heads = [h for h in heads if p.lower[h] not in SHARED] or heads  # "the two armies have each said": not three
    heads = heads or _before_dashes(p, verb)
    if own is not None and heads:
        return [Speaker(h, own) for h in heads]
    return _plain(heads) if heads else _from_above(p, verb)


def _without_apposition(p: Parse, heads: list[int]) -> list[int]:
    """ "General X, a defence official, said", "state agency X said", "Brig. Gen. X said": one speaker, his name."""
    if len(heads) < 2:
        return heads
    if all(p.rel[h] in ("nsubj", "nsubjpass") for h in heads):
        return _one_of(p, heads)
    if any(p.tag[i] == "CC" for i in range(heads[0], heads[-1])):
        return heads
    return [h for h in heads if p.rel[h] != "conj"] or heads[:1]


def _one_of(p: Parse, heads: list[int]) -> list[int]:
    """Of several subjects that nothing coordinates the one that is a name; without names, the nearest to the verb."""
    names = [h for h in heads if p.tag[h] == "NNP"]
    if p.tag[heads[0]] == "NNP" and p.word[heads[0] + 1] == ".":
        return heads[-1:]
    described = p.tag[heads[-1]] != "NNP" and p.tag[p.left[heads[-1]]] not in ("DT", "PRP$")
    if names and described:
        return heads  # "Dunn, others vow to go on"
    return names[:1] or heads[-1:]


def _from_above(p: Parse, verb: int) -> list[Speaker]:
    """A form that has no subject of its own shares that of the clause around it: "left without saying why"."""
    if p.tag[verb] not in ("VBG", "VB", "VBD", "VBZ", "VBP"):
        return []
    for up in governors(p, verb)[:FARTHEST]:
        if not is_verb(p, up):
            continue
        after = inverted_subject(p, up)
        if after is not None:
            return _plain(with_conjuncts(p, after))
        if kids(p, up, "nsubj", "nsubjpass"):
            return _subjects(p, up)
    return []


def _title_heads(p: Parse, colon: int) -> list[int]:
    """The noun before the colon; for "X, Y:" the first."""
    first, _ = p.sentence(colon)
    tops = [i for i in range(first, colon) if p.head[i] >= colon or p.head[i] < first or p.head[i] == i]
    tops = [j for i in tops for j in ([i] if not is_verb(p, i) else subjects(p, i))]
    return [i for i in tops if p.tag[i][:2] in ("NN", "PR")][:1]


def _name_from(p: Parse, first: int) -> int:
    """The last word of the name that begins here."""
    last = first
    while last + 1 < len(p) and p.tag[last + 1] in ("NNP", "NNPS"):
        last += 1
    return last


def _noun_source(p: Parse, cue: int) -> list[Speaker]:
    own = possessors(p, cue) or prep_objects(p, cue, "by", "from") or kids(p, cue, "nsubj")
    if own:
        return _plain(own)
    if p.rel[cue] in ("dobj", "pobj"):
        up = p.head[cue]
        if p.rel[cue] == "pobj":
            up = p.head[up]
        if is_verb(p, up):
            return _subjects(p, up) if not is_passive(p, up) else _plain(prep_objects(p, up, "by"))
    if p.rel[cue] == "nsubjpass":
        return _plain(prep_objects(p, p.head[cue], "by"))
    return []


def phrase(p: Parse, s: Speaker) -> tuple[int, int]:
    """First and last token of the words that name the source in this sentence."""
    from dateline.language.grammar import noun_phrase

    return (s.at, s.at) if s.at != s.head else noun_phrase(p, s.head)
