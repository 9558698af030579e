"""Whom a pronoun means: by number, gender, grammar and nearness; nobody, when the best that fits is unknown."""

from collections.abc import Mapping, Sequence

from dateline.language.grammar import SUBJECTS, governors, is_verb, kids
from dateline.language.parse import Parse
from dateline.reading.cast import Seen
from dateline.reading.set_off import set_off

SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"})
OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
FINITE = ("VBD", "VBZ", "VBP")
IMPERSONAL = frozenset({  # "it seems that", "it took three days": verbs whose "it" is often nobody
    "seem", "appear", "emerge", "happen", "turn", "follow", "matter", "mean", "take", "remain", "become", "look",
    "sound", "rain", "snow", "help", "feel", "cost", "make", "come", "be", "prove", "get", "go", "occur", "strike",
    "last", "begin", "start", "end", "include", "contain", "lie", "depend", "concern", "show", "suggest", "indicate",
})  # fmt: skip
BODIES = frozenset({"government", "organisation", "armed_group", "outlet", "military"})
LOOK = 60  # mentions back
MARGIN = 0.3  # by which the best candidate must be better than the next one
REACH = {"he": 2, "they": 1, "its": 1}  # sentences back
SUBJECT, GOVERNING, MAIN, SAME_GENDER, PRONOUN, BACK = 2.0, 2.0, 0.4, 0.5, 0.5, -1.5  # what a place is worth


class Quotes:
    """Which tokens stand inside quotation marks, or in a statement that is set off. A paragraph's end closes a
    quotation that nobody closed."""

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
        self.set_off = set_off(parse)
        for one in self.set_off:
            self.inside[one.first : one.last + 1] = [True] * (one.last + 1 - one.first)

    def announced_by(self, i: int) -> int | None:
        """The verb whose subject says token i, where that stands in a statement that is set off."""
        return next((one.verb for one in self.set_off if one.first <= i <= one.last), None)


def antecedent(
    parse: Parse, quotes: Quotes, before: Sequence[Seen], one: Seen, genders: Mapping[str, str]
) -> Seen | None:
    """The mention before the pronoun that it stands for."""
    word = parse.lower[one.head]
    kind = "he" if word in SINGULAR else "they" if word in PLURAL else "its"
    if word in FIRST | OURS or (word in ("it", "itself") and not _acts(parse, one.head)):
        return None  # "I" and "we" are whoever speaks: see speakers
    if one.head + 1 < len(parse) and parse.lower[one.head + 1] == "or":
        return None  # "his or her"
    sentence = parse.sent_of[one.head]
    above = governors(parse, one.head)
    free = parse.rel[one.head] == "poss" or word.endswith(("self", "selves"))
    verb = None if free else _verb(parse, one.head)  # "X told him": an object is never the subject of its own verb
    best: tuple[float, Seen] | None = None
    second = -9.0  # the score of the best one that is somebody else
    for other in reversed(before[-LOOK:]):
        back = sentence - parse.sent_of[other.head]
        if back > REACH[kind]:
            break
        if (
            not _agrees(kind, one, other, genders)
            or _speaks(parse, quotes, one, other)
            or _verb(parse, other.head) == verb
            or (word in ("it", "itself") and not _leads(parse, one, other, back))
        ):
            continue
        score = _score(parse, above, one, other, back) - (quotes.inside[other.head] and not quotes.inside[one.head])
        if kind != "he" and score < SUBJECT + BACK:
            continue
        if best is not None and best[1].row.actor == other.row.actor and other.row.actor:
            best = max(best, (score, best[1]), key=lambda pair: pair[0])
        elif best is None or score > best[0]:
            second = max(second, best[0] if best else second)
            best = (score, other)
        else:
            second = max(second, score)
    return best[1] if best and best[1].row.actor and best[0] - second >= MARGIN else None


def _acts(parse: Parse, i: int) -> bool:
    """ "It" as somebody: the subject of a clause that tells what is said or done, not what is so."""
    verb = parse.head[i]
    if parse.lower[i] == "itself":
        return True
    finite = parse.tag[verb] in FINITE or any(parse.tag[k] in FINITE or parse.tag[k] == "MD" for k in parse.kids[verb])
    if parse.rel[i] != "nsubj" or not finite:
        return False
    if parse.rel[verb] == "ROOT":  # "It said that ..."
        return parse.lemma[verb] not in IMPERSONAL and bool(kids(parse, verb, "ccomp", "xcomp"))
    return not _formal(parse, verb)


def _formal(parse: Parse, verb: int) -> bool:
    """ "It was clear that ...", "it would take days to ...": a clause after the verb is what "it" stands for."""
    if parse.lemma[verb] not in IMPERSONAL:
        return False
    below = {k for j in kids(parse, verb, "acomp", "attr", "oprd", "dobj") for k in parse.kids[j]} | set(
        parse.kids[verb]
    )
    return any(parse.rel[k] in ("ccomp", "xcomp", "csubj", "advcl", "relcl", "acl") for k in below)


def _leads(parse: Parse, one: Seen, other: Seen, back: int) -> bool:
    """The subject of the next clause over that of "it", of its own for "itself", or of the sentence before."""
    i = other.head
    while parse.rel[i] in ("appos", "conj"):
        i = parse.head[i]
    if back:
        return parse.rel[i] in SUBJECTS and parse.rel[parse.head[i]] == "ROOT" and parse.lower[one.head] == "it"
    verb = parse.head[one.head]
    while parse.lower[one.head] == "itself" or parse.head[verb] != verb:
        verb = parse.head[verb] if parse.lower[one.head] == "it" else _verb(parse, one.head)
        subjects = [k for k in parse.kids[verb] if parse.rel[k] in SUBJECTS]
        if subjects or parse.lower[one.head] == "itself":
            return i in subjects
    return False


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
    if back and subject and parse.rel[_verb(parse, other.head)] == "ROOT":
        score += MAIN
    if parse.rel[other.head] == "poss" and parse.head[other.head] in above:
        score += SUBJECT + GOVERNING  # "during X's visit, where he ..."
    if other.row.form == "pronoun":
        score += PRONOUN
    return score
