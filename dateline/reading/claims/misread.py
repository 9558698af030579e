"""Subjects that the parser took for something else, of accepted candidates that would name nobody.

“About 4 in 10 say the dam should be opened.” “A survey found last week that the council would lose.”
"""

from dateline.language.grammar import is_passive, kids
from dateline.language.parse import Parse
from dateline.reading.claims.accept import Judged
from dateline.reading.claims.sources import Speaker

FINITE = frozenset({"VBD", "VBZ", "VBP"})
MEASURES = frozenset({"nummod", "npadvmod", "quantmod", "dobj", "dep", "attr"})  # what a number is misread as
NUMBERS = frozenset({"CD", "NN", "NNS", "JJ"})
BESIDE = frozenset({"punct", "cc", "advmod", "prep", "advcl", "aux", "neg", "mark"})  # no subject of any reading


def with_misread_subject(p: Parse, documents: frozenset[str], judged: Judged) -> Judged:
    """The same with the speaker that the words before the cue are, when the grammar names nobody."""
    c = judged.candidate
    if judged.who or c.first <= c.cue or is_passive(p, c.cue):
        return judged
    subject = _number_before(p, c.cue)
    if subject is None:
        subject = _document_before(p, documents, c.cue)
    if subject is None:
        return judged
    return judged._replace(looked=judged.looked._replace(who=(Speaker(subject, subject),)))


def _number_before(p: Parse, verb: int) -> int | None:
    """ "About 4 in 10 say ...", "less than a third agreed ...": a number right before its verb, taken for a measure."""
    before = [k for k in p.kids[verb] if k < verb and p.rel[k] not in BESIDE]
    if p.tag[verb] not in FINITE or len(before) != 1:
        return None
    [k] = before
    near = all(p.tag[i] == "RB" for i in range(p.right[k] + 1, verb))
    return k if near and p.rel[k] in MEASURES and p.tag[k] in NUMBERS else None


def _document_before(p: Parse, documents: frozenset[str], verb: int) -> int | None:
    """ "A survey found last week that ...": the main verb, taken for a participle that describes the survey."""
    up = p.head[verb]
    describes = p.rel[verb] in ("acl", "relcl") and p.tag[verb] in ("VBD", "VBN") and not kids(p, verb, "agent")
    main = p.rel[up] == "ROOT" and p.lemma[up] in documents
    return up if describes and main and kids(p, verb, "ccomp") else None
