"""Who handed a saying on, as far as the grammar around its cue and its speaker tells."""

from collections.abc import Callable, Iterator, Sequence

from dateline.language.grammar import kids, prep_objects, with_conjuncts
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.candidate import Candidate

CONTAINERS = ("in", "by", "on", "from")  # "a report in the Courier"
ADDRESSED = ("to", "with", "for")  # "in an interview with the Courier"
IsOutlet = Callable[[int], bool]


def relayers(p: Parse, head: int, cues: Cues, is_outlet: IsOutlet) -> list[int]:
    """Who handed on the words of this speaker or document: "the staff, quoted by the agency", "a letter seen by X"."""
    found = []
    for k in p.kids[head]:
        if p.rel[k] in ("acl", "relcl") and p.tag[k] == "VBN":
            agents = prep_objects(p, k, "by")
            found += [i for i in agents if p.lemma[k] in cues.relayed or (p.lemma[k] in cues.handled and is_outlet(i))]
    return found + contained(p, head, cues, is_outlet)


def contained(p: Parse, head: int, cues: Cues, is_outlet: IsOutlet) -> list[int]:
    """The outlet of "a report in the Courier"; none for a speaker that is no document."""
    if p.lemma[head] not in cues.documents:
        return []
    return [i for i in prep_objects(p, head, *CONTAINERS) if is_outlet(i)]


def spoken_to(p: Parse, c: Candidate, speakers: Sequence[int], cues: Cues, is_outlet: IsOutlet) -> list[int]:
    """The outlets that the speaker spoke to, beside the cue: "speaking to the Courier", "who had talked to Radio X",
    "in an interview with the Courier"."""
    heard = [i for i in _beside(p, c, speakers, cues) if not c.first <= i <= c.last and is_outlet(i)]
    return sorted(set(heard))


def _beside(p: Parse, c: Candidate, speakers: Sequence[int], cues: Cues) -> Iterator[int]:
    first = c.cue  # "in an interview with X, she ruled out a war and said ..."
    while p.rel[first] == "conj" and p.head[first] < first and not kids(p, first, "nsubj", "nsubjpass"):
        first = p.head[first]
    for up in (*speakers, c.cue, *([first] if first != c.cue else [])):
        for k in p.kids[up]:
            talks = "say" in cues.groups_of.get(("verbs", p.lemma[k]), ()) and k != c.cue
            if p.rel[k] in ("acl", "relcl", "advcl") and p.tag[k] in ("VBG", "VBN", "VBD") and talks:
                yield from prep_objects(p, k, "to")
            elif p.rel[k] == "prep" and p.lower[k] == "in":
                for j in kids(p, k, "pobj"):
                    if "say" in cues.groups_of.get(("nouns", p.lemma[j]), ()):
                        yield from prep_objects(p, j, *ADDRESSED)
                    if p.lemma[j] in cues.documents:  # "said in a letter seen by the Courier"
                        yield from _handlers(p, j, cues)


def _handlers(p: Parse, document: int, cues: Cues) -> Iterator[int]:
    """Who got hold of a document or carried it: "a letter seen by X", "a statement published by X"."""
    for k in p.kids[document]:
        if p.rel[k] in ("acl", "relcl") and p.tag[k] in ("VBN", "VBD") and p.lemma[k] in cues.handled:
            yield from prep_objects(p, k, "by", "on", "in")


def credited(p: Parse, c: Candidate, is_outlet: IsOutlet) -> list[int]:
    """The outlet that stands in brackets at the end of the sentence: "..., the governor said (Harbour Wire)."."""
    first, after = p.sentence(c.cue)
    last = after - 1
    while last > first and p.word[last] in (".", "”", '"'):
        last -= 1
    if p.word[last] not in (")", "-RRB-"):
        return []
    opened = next((i for i in range(last - 1, first, -1) if p.word[i] in ("(", "-LRB-")), None)
    if opened is None or not all(p.tag[i] in ("NNP", "NNPS", "DT") for i in range(opened + 1, last)):
        return []
    return [last - 1] if last - 1 > opened and is_outlet(last - 1) else []


def according_to(p: Parse, cue: int) -> list[int]:
    """Whom "according to" names, with those coordinated; of words that a hyphen tore apart the last ("an e-mail")."""
    found = []
    for to in kids(p, cue, "prep"):
        heads = kids(p, to, "pobj")
        found += [j for i in heads[-1:] for j in with_conjuncts(p, i)]
    return found
