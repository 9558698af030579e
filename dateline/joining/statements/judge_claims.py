"""What two sayings are to each other."""

from dateline.joining.statements import compare
from dateline.joining.statements.statement import Comparison, Judgement, Statement
from dateline.joining.statements.when import gap, known, overlap, text
from dateline.joining.statements.who import allied
from dateline.joining.statements.words import alike

SAME = 0.5  # shared words, as a share of all, from which two contents of one speaker are one saying
SAME_UNKNOWN = 0.75  # the same, of a speaker without a name
OTHERS = 0.55  # the same, of two who do not draw on each other
DEEDS = 0.4  # shared words without the names, as a share of the shorter content: names alone are no saying
COPIED = 0.84  # the same, from which nobody has found the words himself
LONG = 8  # words of a content that nobody finds twice
IN_ITS_WORDS = 0.7  # the same, from which a denial is one of the saying, whatever kind of act was read from its verb
LEAST = 3  # words that carry meaning
RETOLD_DAYS = 14  # one saying is told again for so long
BREACH_DAYS = 3


def claims(a: Statement, b: Statement) -> Judgement | None:
    """One saying told twice, two who say the same, one who denies it, two who blame different sides."""
    if a.pointer or b.pointer:
        return None
    breach = a.matter == b.matter == "breach"
    both = len(set(a.words).intersection(b.words))
    if not breach and both < 2:
        return _same_quote(a, b) if a.words and a.words == b.words and a.report != b.report else None
    if not breach and a.denied == b.denied and compare.worded(a, b, both) < SAME:
        return None  # for most pairs: too few words in common for any of the relations
    words = compare.wording(a, b)
    looked = (
        compare.speaker(a, b), words, compare.said(a, b, BREACH_DAYS), compare.side("doers", a, b), compare.place(a, b),
    )  # fmt: skip
    for judge in (_breach, _same, _denies, _corroborates):
        found = judge(a, b, looked)
        if found is not None:
            return found
    return None


Looked = tuple[Comparison, ...]


def _breach(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """Who broke the truce: one accuser and one accused is one saying; two accused cannot both have been first."""
    who, _, said, doers, place = looked
    if a.matter != "breach" or b.matter != "breach" or a.denied or b.denied or said.score == -1 or place.score == -1:
        return None
    if doers.score == 0 or (a.report == b.report and who.score == 1):
        return None
    if who.score == 1 and doers.score > 0:
        reason = f"{compare.teller(a)} blamed {compare.names(a.doers.names)} for the breach, in both reports"
        return Judgement(a.id, b.id, "same_claim", 0.7, reason, looked) if a.report != b.report else None
    if who.score == -1 and doers.score > 0:
        reason = f"{compare.teller(a)} and {compare.teller(b)} both blamed {compare.names(a.doers.names)}"
        return Judgement(a.id, b.id, "corroborates", 0.65, reason, looked)
    if who.score != -1 or doers.score != -1 or not (a.doers.codes and b.doers.codes):
        return None
    reason = (
        f"{compare.teller(a)} said {compare.names(a.doers.names)} broke the truce, "
        f"{compare.teller(b)} said {compare.names(b.doers.names)} did"
    )
    return Judgement(a.id, b.id, "contradicts", 0.7, reason, looked)


def _same(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """One speaker, one content, one day, two reports: told twice, and no corroboration.

    Where one report leaves open who says it, only the same words are the same saying.
    """
    who, words, said, _, place = looked
    nobody = not (a.told.speakers and b.told.speakers) and (a.told.known or b.told.known)
    if not (who.score == 1 or nobody) or a.report == b.report or a.denied != b.denied:
        return None
    if not (said.score == 1 or _retold(a, b)) or place.score == -1:
        return None
    if _of_other_days(a, b):
        return _one_saying_two_days(a, b, looked)
    if compare.part(a, b, strict=False).score == -1:
        return None
    jaccard, _, both = alike(a.words, b.words)
    need = COPIED if nobody else SAME if a.told.known or b.told.known else SAME_UNKNOWN
    other_numbers = a.figures and b.figures and not set(a.figures) & set(b.figures)  # changed on the way, or new ones
    if other_numbers and (gap(a.said, b.said) > 0 or jaccard < SAME_UNKNOWN or set(a.dates) != set(b.dates)):
        return None
    least = LEAST + 2 * nobody
    few = len(both) < min(least, len(a.words), len(b.words)) or (len(both) < 2 and jaccard < 1)
    if (few or words.score < need) and not _same_deeds(a, b, looked):
        return None
    if a.deeds and b.deeds and alike(a.deeds, b.deeds)[1] < DEEDS:
        return None
    told = compare.spelled(both[:8], a)
    speaker = compare.teller(a if a.told.speakers else b)
    reason = f"{speaker}, reported twice with the same content ({told}): one saying, no corroboration"
    if nobody:
        reason = f"{speaker} said in one report what the other gives without a name ({told}): one saying"
    return Judgement(a.id, b.id, "same_claim", min(0.95, 0.55 + 0.4 * words.score), reason, looked)


def _one_saying_two_days(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """The same words of one speaker about two days: two events, or one of the days is wrong. Never passed over."""
    words = looked[1]
    if looked[0].score != 1 or words.score < COPIED or len(set(a.words) & set(b.words)) < LEAST:
        return None
    if not overlap(a.said, b.said):
        return None  # said anew of another day
    if a.figures and b.figures and not set(a.figures) & set(b.figures):
        return None
    days = " and of ".join(", ".join(text(day) for day in s.dates) for s in (a, b))
    reason = f"{compare.teller(a)} is reported in the same words of {days}: two events, or one of the days is wrong"
    return Judgement(a.id, b.id, "differs_in_scope", 0.6, reason, looked)


def _same_deeds(a: Statement, b: Statement, looked: Looked) -> bool:
    """Of one speaker, one day, one doer and one place, told in the same words, whatever else the two are called by."""
    who, _, said, doers, place = looked
    if not who.score == said.score == doers.score == place.score == 1 or a.figures != b.figures:
        return False
    jaccard, _, both = alike(a.deeds, b.deeds)
    return len(both) >= 2 and jaccard >= SAME


def _same_quote(a: Statement, b: Statement) -> Judgement | None:
    """A few words between quotation marks, given to one speaker by two reports of the same days."""
    who, said = compare.speaker(a, b), compare.said(a, b, BREACH_DAYS)
    ours, theirs = (" ".join(s.text.split()).strip(",.") for s in (a, b))
    if who.score != 1 or said.score != 1 or ours != theirs or not _quotes(a) or len(ours.split()) < LEAST:
        return None
    reason = f"{compare.teller(a)}, reported twice in the same words: {ours}: one saying, no corroboration"
    return Judgement(a.id, b.id, "same_claim", 0.9, reason, (who, said))


def _one_name(a: Statement, b: Statement) -> bool:
    """ "Heller" and "Mark Heller" may be one man."""
    last_a, last_b = ({name.split()[-1] for name in s.told.names if name.split()} for s in (a, b))
    return bool(last_a & last_b)


def _quotes(one: Statement) -> bool:
    return any(mark in one.text for mark in '"“”')


def _of_other_days(a: Statement, b: Statement) -> bool:
    """Both name days, and none of them can be the same."""
    return bool(a.dates and b.dates) and not any(overlap(one, two) for one in a.dates for two in b.dates)


def _retold(a: Statement, b: Statement) -> bool:
    """A saying without a told day may have been taken over by a later report."""
    return known(a.said) and known(b.said) and gap(a.said, b.said) <= RETOLD_DAYS


def _denies(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    """One denies in the words of the other."""
    who, _, said, doers, place = looked
    if a.denied == b.denied or who.score == 1 or said.score == -1 or place.score == -1 or doers.score == -1:
        return None
    no, yes = (a, b) if a.denied else (b, a)
    _, of_shorter, both = alike(a.words, b.words)
    _, deeds, done = alike(a.deeds, b.deeds)
    if (
        not no.refutes
        or of_shorter < 0.5
        or deeds < 0.6
        or len(both) < LEAST
        or len(done) < (1 if of_shorter >= IN_ITS_WORDS and allied(no.told, yes.doers) else 2)
        or not (no.told.speakers and yes.told.speakers)
    ):
        return None
    if said.score != 1 and a.report != b.report:
        return None
    other_act = a.acts and b.acts and not set(a.acts) & set(b.acts)
    if (other_act and of_shorter < IN_ITS_WORDS) or allied(no.told, yes.told):
        return None
    reason = f"{compare.teller(no)} denied what {compare.teller(yes)} said ({compare.spelled(both[:8], a)})"
    return Judgement(no.id, yes.id, "denies", 0.7, reason, looked)


def _corroborates(a: Statement, b: Statement, looked: Looked) -> Judgement | None:
    who, words, said, doers, place = looked
    if who.score != -1 or a.denied or b.denied or said.score != 1 or place.score == -1 or doers.score == -1:
        return None
    _, _, both = alike(a.words, b.words)
    if a.figures or b.figures or compare.part(a, b, strict=False).score == -1:  # numbers are compared as numbers
        return None
    if _one_name(a, b) or (words.score > COPIED and (len(both) >= LONG or (_quotes(a) and _quotes(b)))):
        return None  # the same words are one saying, whoever it is given to
    if words.score < OTHERS or len(both) <= LEAST or a.told.voice or b.told.voice or not (a.certain and b.certain):
        return None
    reason = (
        f"{compare.teller(a)} and {compare.teller(b)}, each for itself, say the same ({compare.spelled(both[:8], a)})"
    )
    return Judgement(a.id, b.id, "corroborates", 0.65, reason, looked)
