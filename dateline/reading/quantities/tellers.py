"""Who counts: "the Red Cross counted 15,000", "he put the toll at 31", "by the envoy's count".

Outside of these a number is said by whoever makes the claim around it."""

from dateline.language.grammar import is_passive, kids, subjects
from dateline.language.parse import Parse
from dateline.lexicon.units import UnitWords
from dateline.reading.quantities.phrases import of_group, put_by, singular
from dateline.reading.quantities.what import Counted

CLIMB = 4  # words between a number and the verb that reports it: "counted at least 40 of the dead"
FAR = 30  # tokens between "by the count of" and its number
BEHIND = 3  # tokens between a number and "the number of"
UPWARD = frozenset(
    {"nummod", "quantmod", "pobj", "prep", "dobj", "compound", "conj", "appos", "nmod", "amod", "advmod"}
)


def tellers(p: Parse, what: Counted, words: UnitWords) -> list[int]:
    """Head tokens of those who give the number, in reading order; [] when nobody counts or estimates here."""
    verb = _verb(p, what.head)
    if verb is not None and _counting(p, verb, what, words):
        return subjects(p, verb) or _subject_of_another(p, verb)
    raised = put_by(p, what.first, words) if what.rule == "level" else None
    if raised is not None and p.tag[raised] != "VBG" and not is_passive(p, raised):
        return subjects(p, raised)
    return _by_count_of(p, what, words)


def _subject_of_another(p: Parse, verb: int) -> list[int]:
    """ "A commander reached by telephone spoke of twenty and said ...": parsers give the subject to the last verb."""
    if p.tag[verb] not in ("VBD", "VBZ", "VBP"):
        return []
    opens, _ = p.sentence(verb)
    return [k for k in range(opens, verb) if p.rel[k] == "nsubj" and p.head[k] > verb][:1]


def said_beside(p: Parse, what: Counted, words: UnitWords) -> list[int]:
    """ "40 people have fled, the monitor said: most of them ...": who says a clause that no claim was found for."""
    i = what.head
    for _ in range(FAR):
        up = p.head[i]
        if up == i:
            return []
        if p.rel[i] == "ccomp" and p.lemma[up] in words.telling_verbs:
            return [k for k in kids(p, up, "nsubj") if k > i]
        i = up
    return []


def _verb(p: Parse, i: int) -> int | None:
    """The verb whose object the number is, or is part of."""
    for _ in range(CLIMB):
        up, rel = p.head[i], p.rel[i]
        if up == i or rel not in UPWARD:
            return None
        if p.tag[up].startswith("VB"):
            return up
        i = up
    return None


def _counting(p: Parse, verb: int, what: Counted, words: UnitWords) -> bool:
    number, lemma = what.first, p.lemma[verb]
    if verb > number or is_passive(p, verb):
        return False
    if lemma in words.counting_verbs or (what.rule == "told again" and lemma in words.telling_verbs):
        return True
    if lemma in words.telling_of_verbs:
        return p.lower[number - 1] == "of"
    behind = range(what.last + 1, min(what.last + 1 + BEHIND, p.sentence(number)[1]))  # "put at 40 the number of"
    return p.lower[number - 1] == "at" and any(
        p.lower[k] in words.level_nouns or (p.lower[k] == "it" and what.rule == "told again")
        for k in (*range(verb, number), *behind)
    )


def _by_count_of(p: Parse, what: Counted, words: UnitWords) -> list[int]:
    """ "By the count of the Red Cross", "by the envoy's estimate", in the sentence of the number."""
    opens, closes = p.sentence(what.first)
    before = range(max(opens, what.first - FAR), what.first)
    for k in (*before, *range(what.last + 1, min(closes, what.last + FAR))):
        if singular(p, k) in words.count_nouns and p.tag[k].startswith("NN"):
            by = p.head[k]
            if p.lower[by] not in ("by", "on", "in", "to"):
                continue
            owner = kids(p, k, "poss")
            group = of_group(p, k + 1)
            if owner or group is not None:
                return owner if group is None else [group[1]]
    return []
