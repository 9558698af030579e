"""Who speaks: the nouns that a candidate's grammar makes its source."""

from dataclasses import dataclass

from dateline.language.grammar import is_passive, is_verb, kids, possessors, prep_objects, subjects
from dateline.language.parse import Parse
from dateline.reading.claims.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Speaker:
    """`head`: the noun that names the source. `at`: the token where this sentence says it (a relative pronoun)."""

    head: int
    at: int


def speakers(p: Parse, c: Candidate) -> tuple[Speaker, ...]:
    """The sources that the grammar of a candidate names, in reading order; () when it names nobody."""
    return tuple(s for s in _speakers(p, c) if not c.first <= s.at <= c.last or c.first < c.cue < c.last)


def _speakers(p: Parse, c: Candidate) -> list[Speaker]:
    cue, frame = c.cue, c.frame
    if frame == "title":
        return _plain(_title_heads(p, cue))
    if frame in ("adverb", "seeming"):
        return []
    if frame == "according":
        return _plain([j for k in kids(p, cue, "prep") for j in kids(p, k, "pobj")])
    if frame.startswith("noun"):
        return _noun_source(p, cue)
    if frame.startswith("adjective"):
        up = p.head[cue]
        return _subjects(p, up) if p.rel[cue] in ("acomp", "oprd", "ccomp", "xcomp", "attr") and up != cue else []
    if is_passive(p, cue) or (p.tag[cue] == "VBN" and p.rel[cue] == "acl"):
        return _plain(prep_objects(p, cue, "by"))
    return _subjects(p, cue)


def _plain(heads: list[int]) -> list[Speaker]:
    return [Speaker(i, i) for i in heads]


def _subjects(p: Parse, verb: int) -> list[Speaker]:
    """Subjects, each at its relative pronoun when the clause has one."""
    own = next((k for k in p.kids[verb] if p.rel[k] in ("nsubj", "nsubjpass") and p.tag[k] in ("WP", "WDT")), None)
    if own is None and p.rel[verb] == "conj":
        own = next((k for k in p.kids[p.head[verb]] if p.rel[k] == "nsubj" and p.tag[k] in ("WP", "WDT")), None)
        if own is not None and kids(p, verb, "nsubj"):
            own = None
    heads = subjects(p, verb)
    if own is not None and heads:
        return [Speaker(h, own) for h in heads]
    return _plain(heads)


def _title_heads(p: Parse, colon: int) -> list[int]:
    """The noun before the colon; for "X, Y:" the first."""
    first, _ = p.sentence(colon)
    tops = [i for i in range(first, colon) if p.head[i] >= colon or p.head[i] < first or p.head[i] == i]
    tops = [j for i in tops for j in ([i] if not is_verb(p, i) else subjects(p, i))]
    return [i for i in tops if p.tag[i][:2] in ("NN", "PR")][:1]


def _noun_source(p: Parse, cue: int) -> list[Speaker]:
    own = possessors(p, cue) or prep_objects(p, cue, "by", "from")
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
