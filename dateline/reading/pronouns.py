"""Whom a pronoun means: by number, gender, grammar and nearness; nobody, when two fit equally well."""

from collections.abc import Sequence

from dateline.language.grammar import SUBJECTS, governors, is_verb
from dateline.language.parse import Parse
from dateline.reading.cast import Seen

SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTRAL = frozenset({"its", "it", "itself"})
REACH = 3  # sentences back


def antecedent(parse: Parse, before: Sequence[Seen], one: Seen) -> Seen | None:
    """The mention before the pronoun that it stands for."""
    word = parse.lower[one.head]
    sentence = parse.sent_of[one.head]
    best: tuple[float, Seen] | None = None
    for other in reversed(before):
        back = sentence - parse.sent_of[other.head]
        if back > REACH:
            break
        if not _agrees(word, one, other) or _same_clause(parse, one, other):
            continue
        score = _score(parse, one, other, back)
        if best is None or score > best[0]:
            best = (score, other)
    return best[1] if best else None


def _agrees(word: str, one: Seen, other: Seen) -> bool:
    row = other.row
    if row.actor is None or row.end > one.row.start:
        return False
    if word in SINGULAR:
        return row.kind == "person" and not (other.gender and one.gender and other.gender != one.gender)
    if word in PLURAL:
        return row.kind != "person" and (other.plural or row.kind in ("armed_group", "military", "population"))
    return word == "its" and row.kind in ("government", "organisation", "armed_group", "outlet") and not other.plural


def _same_clause(parse: Parse, one: Seen, other: Seen) -> bool:
    """ "X told him": an object is never the subject of its own verb."""
    if parse.rel[one.head] == "poss" or parse.lower[one.head].endswith(("self", "selves")):
        return False
    verb = _verb(parse, one.head)
    return verb == _verb(parse, other.head)


def _verb(parse: Parse, i: int) -> int:
    return next((g for g in governors(parse, i) if is_verb(parse, g)), i)


def _score(parse: Parse, one: Seen, other: Seen, back: int) -> float:
    """Higher is better: subjects before others, the governing clause's first, near before far."""
    subject = parse.rel[other.head] in SUBJECTS
    score = 2.0 * subject - 1.5 * back
    if other.gender is not None and other.gender == one.gender:
        score += 0.5
    if back == 0 and subject and parse.head[other.head] in governors(parse, one.head):
        score += 2
    if other.row.form == "pronoun":
        score += 0.5
    return score
