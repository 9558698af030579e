"""On which side of the report's day a time lies: the tense of the verb that it hangs on."""

from dateline.language.grammar import auxiliaries, is_verb, kids
from dateline.language.parse import Parse
from dateline.lexicon.time_words import TimeWords
from dateline.reading.times.meanings import Tense

DEEP = 12  # heads above an expression that are looked at
LASTING = frozenset("truce ceasefire fire pause lull moratorium armistice curfew break".split())
PRESENT = frozenset({"VBZ", "VBP"})
PLANNED = frozenset({"xcomp", "prep", "acl", "advcl", "ccomp", "agent"})
AHEAD = frozenset({"will", "shall", "would", "should", "may", "might", "can", "could", "must", "'ll", "’ll"})


def tense(
    p: Parse, first: int, last: int, words: TimeWords, present: Tense = "future", ranged: bool = False
) -> Tense | None:
    """Past or future, as the nearest verb above the tokens first..last has it; None when it does not tell.

    present: what the simple present means: "the parties meet on Friday" lies ahead, but not in a headline or caption.
    ranged: it has an end too: what "runs from May to June" need not have begun, what "runs from May" has.
    """
    i = _top(p, first, last)
    if _moved_to(p, first, last, words):
        return "future"
    if first and p.lower[first - 1] == "since":
        return "past"  # "those who have met since 7 November are expected to sign"
    if ranged and _is_lasting(p, first):
        return None  # "agreed to a truce from 4 to 11 May"
    for _ in range(DEEP):
        if is_verb(p, i) and (up := said_before(p, first, last, i)) is not None:
            i = up
        if p.lower[i] in words.plans and any(p.rel[k] in PLANNED for k in p.kids[i]):
            return "future"
        if p.lemma[i] in ("be", "seem", "look") and any(
            p.lower[k] in words.plans and p.rel[k] in ("acomp", "oprd") for k in p.kids[i]
        ):
            return "future"  # "was due on Friday"
        if is_verb(p, i) and not first <= i <= last:
            told = of_verb(p, i)
            if told == "past" and first and p.lower[first - 1] in ("by", "until", "till", "before"):
                return None  # "agreed to leave by early June"
            if told == "future" and _going_on(p, i) and _of_the_past(p, first, last, i):
                return None  # "those who fled after the raid of 5 May are sheltering in schools"
            if told is not None:
                return told
            if _present(p, i) and _hangs_on(p, first, last, i):
                begun = first and p.lower[first - 1] in ("since", "from") and not ranged
                return "past" if begun else present
        if p.head[i] == i:
            return None
        i = p.head[i]
    return None


def _is_lasting(p: Parse, first: int) -> bool:
    """ "Agreed to a truce from 4 to 11 May": what the noun right before the stretch names is to last so long, and not
    what was done to it. first: token that the stretch begins at."""
    noun = first - 2 if first and p.lower[first - 1] == "from" else first - 1
    return noun >= p.sentence(first)[0] and p.lemma[noun].lower() in LASTING


def _moved_to(p: Parse, first: int, last: int, words: TimeWords) -> bool:
    """ "Was put off until Friday", "invited him for Monday", "a hearing set for May": the new day lies ahead."""
    if not first or p.lower[first - 1] not in ("to", "until", "till", "for"):
        return False
    up = p.head[first - 1]
    while p.lower[first - 1] == "for" and p.rel[up] in ("dobj", "nsubjpass", "pobj", "prep"):
        up = p.head[up]  # "called a round of talks in Oslo for 8 May"
    return is_verb(p, up) and p.lemma[up] in words.deferrals


def _present(p: Parse, verb: int) -> bool:
    """ "Meets", "meet", "is held": in the present tense, and not what somebody says now."""
    if kids(p, verb, "ccomp"):
        return False
    aux = auxiliaries(p, verb)
    return p.tag[verb] in PRESENT if not aux else p.tag[verb] == "VBN" and all(p.tag[a] in PRESENT for a in aux)


def _going_on(p: Parse, verb: int) -> bool:
    """ "Is meeting", "are sheltering"."""
    aux = auxiliaries(p, verb)
    return p.tag[verb] == "VBG" and any(p.tag[a] in PRESENT and p.lemma[a] == "be" for a in aux)


def _of_the_past(p: Parse, first: int, last: int, verb: int) -> bool:
    """The day of something known ("the raid of 5 May"), and no aim of the verb ("is flying to the talks on Friday")."""
    if _hangs_on(p, first, last, verb):
        return False
    here = _top(p, first, last)
    noun = p.head[p.head[here]] if p.rel[here] == "pobj" else p.head[here]
    known = any(p.lower[k] in ("the", "that", "those") for k in kids(p, noun, "det"))
    return known and not (p.rel[noun] == "pobj" and p.lower[p.head[noun]] in ("for", "to", "at", "in", "ahead"))


def _hangs_on(p: Parse, first: int, last: int, verb: int) -> bool:
    """By itself or by a preposition, and not by way of a noun: "follows Friday's raid" tells of a raid that was."""
    here = _top(p, first, last)
    up = p.head[here]
    return up == verb or (p.rel[here] == "pobj" and p.head[up] == verb)


def _top(p: Parse, first: int, last: int) -> int:
    return next((k for k in range(first, last + 1) if not first <= p.head[k] <= last or p.head[k] == k), first)


def said_before(p: Parse, first: int, last: int, verb: int) -> int | None:
    """ "Said on Wednesday he would leave": parsers hang the day on the leaving; it stands between the two verbs, before
    the second one's subject, and belongs to the first. In "said that on Wednesday he left" it is that of the second."""
    up = p.head[verb]
    if p.rel[verb] != "ccomp" or not is_verb(p, up) or not up < first:
        return None
    if any(p.rel[k] == "mark" and k < first for k in p.kids[verb]):
        return None
    subject = next((k for k in p.kids[verb] if p.rel[k] in ("nsubj", "nsubjpass")), None)
    return up if subject is not None and last < subject else None


def of_verb(p: Parse, verb: int) -> Tense | None:
    """Past for "came", "has come"; future for "will come", "plans to come", "is coming"; None for the rest."""
    aux = auxiliaries(p, verb)
    words = [p.lower[a] for a in aux]
    if any(w in AHEAD or p.lemma[a] in AHEAD for a, w in zip(aux, words, strict=True)):
        return "past" if "have" in words and p.tag[verb] == "VBN" else "future"
    if "to" in words and p.rel[verb] in ("acl", "relcl", "ccomp") and p.tag[verb] == "VBN" and "be" in words:
        return "future"  # "announced talks to be held in June"
    if "to" in words and p.rel[verb] == "xcomp" and p.lemma[p.head[verb]] == "be" and p.tag[verb] in ("VB", "VBN"):
        return "future"  # "the first of them are to be moved on Saturday"
    if "to" in words and p.rel[verb] == "acl":
        return None  # "launched efforts to mend ties in June": when they were launched
    if "to" in words:
        return "future" if p.tag[verb] == "VB" and "have" not in words else None
    if p.tag[verb] in ("VBD",) or any(p.tag[a] == "VBD" or p.lemma[a] == "have" for a in aux):
        return "past"
    if p.tag[verb] == "VBG" and any(p.tag[a] in ("VBZ", "VBP") for a in aux):
        return "future"
    if p.tag[verb] == "VBN" and not aux and p.rel[verb] == "acl":
        return "past"  # "the plans announced in January"
    return None


def announced(p: Parse, first: int, last: int) -> bool:
    """Does the report itself announce it, with "will", "is to" or "is meeting"? "He said it would" does not count."""
    i = _top(p, first, last)
    for _ in range(12):
        if is_verb(p, i) and not first <= i <= last:
            aux = auxiliaries(p, i)
            if any(p.lemma[a] in ("will", "shall") and p.lower[a] != "would" for a in aux):
                return "have" not in [p.lower[a] for a in aux]
            if _going_on(p, i):
                return not _of_the_past(p, first, last, i)
            if p.tag[i] in ("VBD", "VBZ", "VBP") or aux:
                return False
        if p.head[i] == i:
            return False
        i = p.head[i]
    return False
