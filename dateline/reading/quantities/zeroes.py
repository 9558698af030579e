"""Counts of nothing that somebody reports: "no casualties", "nobody was hurt". Not every "no" counts."""

from dateline.language.parse import Parse
from dateline.lexicon.units import UnitWords
from dateline.reading.quantities.phrases import (
    counts_people,
    is_people,
    noun_group,
    of_group,
    role_by_verb,
    role_of,
    singular,
    widened,
)
from dateline.reading.quantities.what import Counted


def zero(p: Parse, i: int, words: UnitWords) -> Counted | None:
    """What the "no", "none" or "nobody" at token i says there were none of: people hurt in some way, or losses."""
    if p.lower[i] == "nobody" or (p.lower[i] == "no" and i + 1 < len(p) and p.lower[i + 1] == "one"):
        last = i if p.lower[i] == "nobody" else i + 1
        verb = counts_people(p, last, words)
        role = role_by_verb(p, last, words)
        return None if verb is None or role is None else Counted("people", (verb, verb), i, last, last, "zero", role)
    group = of_group(p, i + 1) if p.lower[i] == "none" else noun_group(p, i + 1)
    if group is None:
        return None
    head = group[1]
    subject = i if p.lower[i] == "none" else head
    role = role_by_verb(p, subject, words)
    people = is_people(p, head, words)
    if not people and singular(p, head) not in words.harm_nouns:
        return None
    if singular(p, head) not in words.harm_nouns and role is None:
        return None
    if role is None:
        role = role_of(p, head, group[0], words)
    about = widened(p, group)
    return Counted("people", about, i, about[1], subject, "zero", role)
