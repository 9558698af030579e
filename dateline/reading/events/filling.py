"""The slots of a frame around a verb: who and what stands in them, or that a required one is empty."""

from dateline.language.grammar import kids, subjects
from dateline.language.parse import Parse
from dateline.lexicon.event_words import EventWords, Frame, Slot
from dateline.reading.events.arguments import Cast, country
from dateline.reading.events.slots import (
    asked_for,
    bare_clause,
    behind,
    called_so,
    channels,
    clauses,
    datives,
    fits,
    has_to,
    noun_lemma,
    subjects_of,
    where_of,
    whole,
)

AT = ("in", "at", "during")
SPANS = frozenset({"hour", "day", "week", "month", "year"})
Parts = dict[str, list[int]]  # part ("A", "R", "L", "inside") -> head tokens


def takes_object(frame: Frame) -> bool:
    return frame.slot("object") is not None


def joint(p: Parse, cast: Cast, frame: Frame, acting: list[int], parts: Parts) -> bool:
    """Whether several do it, as a frame asks for whose subjects act together."""
    if frame.type == "COOPERATE" and _one_army(p, cast, acting, parts):
        return False
    return (
        len(acting) > 1
        or bool(parts["R"])
        or any(p.tag[k] in ("NNS", "NNPS", "CD") and not _one_land(p, cast, k) for k in acting)
        or any(p.lower[k] in ("they", "we", "both") for k in acting)
        or any(len(cast.owners(k)) > 1 for k in acting)
    )


def _one_land(p: Parse, cast: Cast, k: int) -> bool:
    """ "The Philippines": a country whose name is a plural; but "the two Koreas"."""
    return p.tag[k] == "NNPS" and cast.is_country(k) and not kids(p, k, "nummod") and p.word[k][0].isupper()


def _one_army(p: Parse, cast: Cast, acting: list[int], parts: Parts) -> bool:
    """ "Soldiers set up posts": they do it together, and are no two parties; "the two armies" are."""
    if len(acting) != 1 or parts["R"] or not cast.is_armed(acting[0]):
        return False
    several = kids(p, acting[0], "nummod") or p.lower[acting[0]] == "both"
    return not several and len({country(q.code) for q in cast.actors(acting)}) < 2


def fill(p: Parse, words: EventWords, cast: Cast, i: int, frame: Frame, objects: list[int]) -> Parts | None:
    """The slots of a frame around verb i: part -> head tokens, or None when a required one is missing. objects: those
    of the verb, asked for once for all of its frames."""
    found = objects
    if not found and frame.slot("to") is not None:
        found = [s for k in kids(p, i, "ccomp") if has_to(p, k) or bare_clause(p, k) for s in subjects_of(p, k)]
    if not _may_have(p, words, cast, i, frame, found):
        return None
    parts: Parts = {"A": [], "R": [], "L": [], "inside": []}
    bases = [i, *found]
    for slot in frame.slots:
        if slot.where == "object":
            heads = _objects(p, cast, i, frame, slot, found)
        elif slot.where == "prep":
            heads = _behind(p, words, cast, i, frame, slot, bases)
            if not slot.role:
                bases = [*bases, *heads]  # "differ on the border with Niger"
        else:
            heads = clauses(p, i, slot) or (asked_for(p, i) if slot.where == "to" and frame.type == "REQUEST" else [])
        if not heads and slot.required:
            return None
        parts["inside"] += heads
        if slot.where == "that" and slot.role == "R":
            heads = [s for verb in heads for s in subjects(p, verb)]
        if slot.role:
            parts[slot.role] += heads
    return parts


def _may_have(p: Parse, words: EventWords, cast: Cast, i: int, frame: Frame, objects: list[int]) -> bool:
    """Whether what verb i has for objects, and what it says of them, lets the frame be."""
    wanted = frame.slot("object")
    if wanted is None:
        return not kids(p, i, "dobj")
    if wanted.required and not objects:
        return False
    if "@it" in frame.things and any(p.lower[k] == "as" for k in kids(p, i, "prep")):
        return False  # "took it as an insult"
    things_only = all(slot.thing for slot in frame.slots if slot.where == "object")
    if things_only and not all(fits(p, cast, k, frame.things) for k in called_so(p, i)):
        return False  # "called the minister a liar"
    said_of = [k for k in kids(p, i, "oprd", "acomp") if p.tag[k].startswith("JJ")]
    said_of = [k for k in said_of if p.lower[k] != frame.particle]  # "set free", "held responsible"
    # "was held accountable" is no arrest; but "was shot dead"
    return all(p.lower[k] in words.operators["outcomes"] for k in said_of)


def _objects(p: Parse, cast: Cast, i: int, frame: Frame, slot: Slot, objects: list[int]) -> list[int]:
    heads = [k for k in objects if not slot.thing or fits(p, cast, k, frame.things)]
    heads = [k for k in heads if noun_lemma(p, k) not in frame.but]
    two = len({slot.thing for slot in frame.slots if slot.where == "object" and slot.required}) > 1
    if two and not slot.thing:  # "refused the crew entry": one noun is not both
        heads = [*datives(p, i), *(k for k in heads if not fits(p, cast, k, frame.things))]
    if not slot.thing:  # "the siege entered its fifth week"
        heads = [k for k in heads if noun_lemma(p, k) not in SPANS]
    return [k for k in heads if cast.is_place(k) or cast.is_actor(k)] if slot.role == "L" else heads


def _behind(p: Parse, words: EventWords, cast: Cast, i: int, frame: Frame, slot: Slot, bases: list[int]) -> list[int]:
    """What stands behind the prepositions of a slot, on the verb or on one of its objects."""
    heads = [k for b in bases for k in behind(p, b, slot.prepositions)] or where_of(p, i, slot)
    if slot.role == "R" and not heads:
        heads = [k for b in channels(p, words, i) for k in behind(p, b, slot.prepositions)]
    if slot.role == "R":
        heads = [k for k in heads if p.lower[p.head[k]] not in AT or not _is_talk(p, words, k)]
    if frame.type == "CONSULT" and slot.prepositions == ("of",) and len(heads) < 2:
        heads = []  # "the summit of Chad and Mali"; but "the meeting of the league" is its own
    if slot.role == "R" and slot.required:
        heads = [k for k in heads if k not in cast.timed]  # "shot on Tuesday"
    if not slot.role and slot.required:  # "agreed on Tuesday"; but "asked for two days"
        heads = [k for k in heads if k not in cast.timed or p.lower[p.head[k]] not in ("on", "over", "at")]
    if "to" in slot.prepositions or "for" in slot.prepositions:
        heads = [*datives(p, i), *heads]
    if slot.role == "R":
        heads = [whole(p, words, k) for k in heads]
    if slot.thing:  # also "a package of sanctions"
        heads = [j for k in heads for j in dict.fromkeys((k, whole(p, words, k))) if fits(p, cast, j, frame.things)]
    if slot.role == "L":
        heads = [k for k in heads if _is_where(p, words, cast, frame, k)]
    return heads


def _is_talk(p: Parse, words: EventWords, k: int) -> bool:
    """ "Asked for time in a phone call": where something is said is nobody."""
    named = (*words.nouns.get(p.lemma[k].lower(), ()), *words.nouns.get(f"{p.lower[k - 1]} {p.lemma[k].lower()}", ()))
    return any(frame.type == "CONSULT" for frame in named)


def _is_where(p: Parse, words: EventWords, cast: Cast, frame: Frame, k: int) -> bool:
    known = cast.is_place(k) or cast.is_actor(k) or p.lemma[k].lower() in words.grounds
    return known or (cast.is_unknown_name(k) and frame.subject_thing)
