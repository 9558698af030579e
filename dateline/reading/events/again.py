"""Things told of in the sentence before that the next one only points at: "It began at six", "In force since Friday".

And what an attack does to people, told right after it without naming it again: "Twelve drivers died".
"""

from collections.abc import Sequence

from dateline.language.grammar import is_noun, is_verb, kids
from dateline.language.parse import Parse
from dateline.lexicon.event_words import EventWords, Frame

GOES_ON = ("occur", "resume")
ENDS = ("over", "end")
LASTS = frozenset({"RETREAT", "CONSULT", "COERCE", "ASSAULT", "PROTEST", "AGREE"})  # begin, go on and end
IN_FORCE = frozenset({"force", "effect", "place"})


def pointed_at(p: Parse, words: EventWords, i: int) -> tuple[int, Frame, str] | None:
    """(noun, its frame, what becomes of it: "occur" or "stop") of "it began", "it ended at dawn" at verb i.

    The noun is the only one in the sentence before, of the same paragraph, that tells what can begin and end.
    """
    if not any(p.lower[k] in ("it", "they") for k in kids(p, i, "nsubj")) or kids(p, i, "ccomp", "xcomp"):
        return None
    key = p.lemma[i].lower()
    objects = kids(p, i, "dobj")
    behind = [o for k in kids(p, i, "prep") for o in kids(p, k, "pobj") if p.lower[o] in IN_FORCE]
    names = [f"{key} {p.lower[k]}" for k in objects] or [f"{key} {p.lower[p.head[o]]} {p.lower[o]}" for o in behind]
    names = names or [key]
    how = next((how for how in (*GOES_ON, *ENDS) if any(name in words.operators[how] for name in names)), None)
    found = None if how is None else _told_before(p, words, i)
    if how is None or found is None:
        return None
    noun, frame = found
    if (p.tag[noun] == "NNS") != any(p.lower[k] == "they" for k in kids(p, i, "nsubj")):
        return None
    return noun, frame, "stop" if how in ENDS and frame.type != "CONSULT" else "occur"


def in_force(p: Parse, words: EventWords, i: int) -> tuple[int, Frame] | None:
    """(noun, its frame) of a sentence without a verb that says of the truce before it: "In force since 30 June"."""
    top = p.head[i]
    if p.lower[i] not in IN_FORCE or p.rel[i] != "pobj" or p.lower[top] not in ("in", "into"):
        return None
    if p.head[top] != top and top != p.sentence(i)[0]:
        return None
    found = _told_before(p, words, i)
    return found if found is not None and found[1].mode == "ceasefire" else None


def _told_before(p: Parse, words: EventWords, i: int) -> tuple[int, Frame] | None:
    first = p.sentence(i)[0]
    if first == 0:
        return None
    before = p.sentence(first - 1)[0]
    if "\n" in p.text[p.start[before] : p.start[first]]:
        return None
    nouns = {p.lemma[k].lower(): k for k in range(before, first) if is_noun(p, k) and _lasting(p, words, k)}
    if len(nouns) != 1:
        return None
    noun = next(iter(nouns.values()))
    return noun, next(f for f in words.nouns[p.lemma[noun].lower()] if f.type in LASTS)


def _lasting(p: Parse, words: EventWords, k: int) -> bool:
    known = any(f.type in LASTS for f in words.nouns.get(p.lemma[k].lower(), ()))
    return known and p.rel[k] not in ("compound", "amod", "nmod")


def beside_one(p: Parse, i: int, attacks: Sequence[int]) -> bool:
    """Whether an attack is told right before verb i: in its sentence, or in the one before of the same paragraph.

    attacks: tokens that tell one, in reading order.
    """
    first = p.sentence(i)[0]
    before = p.sentence(first - 1)[0] if first else 0
    near = [k for k in attacks if before <= k < i]
    return is_verb(p, i) and bool(near) and "\n" not in p.text[p.start[near[-1]] : p.start[i]]
