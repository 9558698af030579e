"""Whom a pronoun means: by number, gender, grammar and nearness; nobody, when the best that fits is unknown."""

from collections.abc import Mapping, Sequence

from dateline.language.grammar import SUBJECTS, governors, is_verb
from dateline.language.parse import Parse
from dateline.reading.cast import Seen

SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"})
BODIES = frozenset({"government", "organisation", "armed_group", "outlet", "military"})
LOOK = 60  # mentions back
REACH = {"he": 2, "they": 1, "its": 1}  # sentences back
SUBJECT, GOVERNING, SAME_GENDER, PRONOUN, BACK = 2.0, 2.0, 0.5, 0.5, -1.5  # what a candidate's place is worth


class Quotes:
    """Which tokens stand inside quotation marks. A paragraph's end closes a quotation that nobody closed."""

    def __init__(self, parse: Parse):
        self.inside = [False] * len(parse)
        self.sentences: set[int] = set()  # that hold a quotation mark
        is_open = False
        for i, word in enumerate(parse.word):
            if i and "\n" in parse.text[parse.end[i - 1] : parse.start[i]]:
                is_open = False
            if word in ("“", "``") or (word == '"' and not is_open):
                is_open = True
                self.sentences.add(parse.sent_of[i])
            elif word in ("”", "''", '"'):
                is_open = False
            else:
                self.inside[i] = is_open


def antecedent(
    parse: Parse, quotes: Quotes, before: Sequence[Seen], one: Seen, genders: Mapping[str, str]
) -> Seen | None:
    """The mention before the pronoun that it stands for."""
    word = parse.lower[one.head]
    kind = "he" if word in SINGULAR else "they" if word in PLURAL else "its"
    if kind == "its" and word != "its":
        return None
    if one.head + 1 < len(parse) and parse.lower[one.head + 1] == "or":
        return None  # "his or her"
    sentence = parse.sent_of[one.head]
    above = governors(parse, one.head)
    free = parse.rel[one.head] == "poss" or word.endswith(("self", "selves"))
    verb = None if free else _verb(parse, one.head)  # "X told him": an object is never the subject of its own verb
    best: tuple[float, Seen] | None = None
    for other in reversed(before[-LOOK:]):
        back = sentence - parse.sent_of[other.head]
        if back > REACH[kind]:
            break
        if (
            not _agrees(kind, one, other, genders)
            or _speaks(parse, quotes, one, other)
            or _verb(parse, other.head) == verb
        ):
            continue
        score = _score(parse, above, one, other, back) - (quotes.inside[other.head] and not quotes.inside[one.head])
        if kind != "he" and score < SUBJECT + BACK:
            continue
        if best is None or score > best[0]:
            best = (score, other)
    return best[1] if best and best[1].row.actor else None


def speaker(parse: Parse, quotes: Quotes, by_head: dict[int, Seen], one: Seen) -> Seen | None:
    """Who "I" is: the subject, outside the quotation, of the verb that governs it."""
    if parse.lower[one.head] not in FIRST or not quotes.inside[one.head]:
        return None
    for verb in governors(parse, one.head):
        for k in parse.kids[verb]:
            if parse.rel[k] == "nsubj" and not quotes.inside[k]:
                found = by_head.get(k)
                return found if found is not None and found.row.kind == "person" and found.row.actor else None
    return None


def _agrees(kind: str, one: Seen, other: Seen, genders: Mapping[str, str]) -> bool:
    """The same number and no other gender. A name that nobody resolved agrees too: it may be the one meant."""
    row = other.row
    if row.end > one.row.start or (row.form == "pronoun" and row.actor is None):
        return False
    if kind == "he":
        person = row.kind == "person" or (row.kind is None and row.form == "name")
        gender = other.gender or genders.get(row.actor or "")
        return person and not other.plural and not (gender and one.gender and gender != one.gender)
    if row.actor is None:
        return False
    if kind == "they":
        return row.kind != "person" and (other.plural or row.kind in ("armed_group", "military", "population"))
    return row.kind in BODIES and not other.plural


def _verb(parse: Parse, i: int) -> int:
    """The nearest verb above i."""
    while parse.head[i] != i:
        i = parse.head[i]
        if is_verb(parse, i):
            break
    return i


def _speaks(parse: Parse, quotes: Quotes, one: Seen, other: Seen) -> bool:
    """Who is quoted does not speak of himself as "he": the subject outside a quotation, the pronoun inside."""
    if not quotes.inside[one.head] or quotes.inside[other.head] or parse.sent_of[other.head] not in quotes.sentences:
        return False
    return _place(parse, other) in SUBJECTS


def _place(parse: Parse, other: Seen) -> str:
    """The relation of a mention to its verb; an apposition stands where its noun stands."""
    i = other.head
    while parse.rel[i] == "appos":
        i = parse.head[i]
    return parse.rel[i]


def _score(parse: Parse, above: Sequence[int], one: Seen, other: Seen, back: int) -> float:
    """Higher is better: subjects before others, the governing clause's first, near before far."""
    subject = _place(parse, other) in SUBJECTS
    score = SUBJECT * subject + BACK * back
    if other.gender is not None and other.gender == one.gender:
        score += SAME_GENDER
    if back == 0 and subject and parse.head[other.head] in above:
        score += GOVERNING
    if parse.rel[other.head] == "poss" and parse.head[other.head] in above:
        score += SUBJECT + GOVERNING  # "during X's visit, where he ..."
    if other.row.form == "pronoun":
        score += PRONOUN
    return score
