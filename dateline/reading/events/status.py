"""Whether an event happened: by auxiliaries, negation and the verbs that govern its clause; and who only claims it."""

from dataclasses import dataclass

from dateline.language.grammar import auxiliaries, first_conjunct, is_passive, is_verb, kids, negation
from dateline.language.parse import Parse
from dateline.lexicon.event_words import EventWords
from dateline.reading.around import Around
from dateline.reading.events.triggers import Trigger
from dateline.records import Claim, Status

FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
CONDITIONAL = frozenset({"would", "could", "may", "might", "can", "'d", "’d", "ca"})
DUTY = frozenset({"must", "should", "ought"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "until", "before"})
WHEN = frozenset({"until", "before"})  # told in the past tense ("before they left") they are no conditions
WHILE = frozenset({"during", "amid", "following", "after", "ahead", "before", "since"})
HEARSAY = frozenset({"reportedly", "allegedly", "apparently", "supposedly", "purportedly"})


@dataclass(frozen=True, slots=True)
class Reality:
    """What the grammar around a trigger says of it.

    status: without regard to claims. future, meant, refused, duty: what the clause itself says, for the types that
    change by it. purpose: it is told as somebody's aim, condition: as an "if". operators: the governing verbs.
    """

    status: Status
    future: bool
    meant: bool
    refused: bool
    duty: bool
    purpose: bool
    condition: bool
    hearsay: bool
    operators: tuple[int, ...]


def reality(p: Parse, words: EventWords, trigger: Trigger) -> Reality:
    """Walks from the trigger's clause up to the root of the sentence."""
    clause = trigger.clause
    lower = {p.lower[a] for a in auxiliaries(p, clause)}
    negated = (
        negation(p, clause) is not None
        or _nor(p, clause)
        or (trigger.verb is not None and negation(p, trigger.token) is not None)
    )
    meant = _meant(p, words, clause)
    future = bool(lower & FUTURE) or _going_to(p, clause)
    conditional = bool(lower & CONDITIONAL)
    duty = bool(lower & DUTY) or _have_to(p, clause)
    higher, purpose, condition, operators = _above(p, words, clause)
    status: Status = "actual"
    if negated and trigger.carried != "goes on":
        status = "denied"
    elif conditional or duty:
        status = "hypothetical"
    elif future or meant or trigger.carried == "ahead" or _awaited(p, words, trigger.token):
        status = "planned"
    first = first_conjunct(p, clause)
    if "would" in lower and p.rel[first] == "ccomp" and not negated and not condition:
        status = "planned"  # "said they would go" is "will go", told later
    if status in ("actual", "planned") and higher != "actual":
        status = higher
    hearsay = any(p.lower[k] in HEARSAY for k in p.kids[clause])
    future = future or (conditional and "would" in lower)
    return Reality(status, future, meant, negated, duty, purpose, condition, hearsay, operators)


def _awaited(p: Parse, words: EventWords, i: int) -> bool:
    """ "The envoy is due in Cairo"."""
    return p.rel[i] == "acomp" and p.lower[i] in words.operators["planned"]


def _nor(p: Parse, verb: int) -> bool:
    """ "Neither shelled nor bombed", seen from "bombed"."""
    return p.rel[verb] == "conj" and any(p.lower[k] == "nor" for k in kids(p, p.head[verb], "cc"))


def _going_to(p: Parse, verb: int) -> bool:
    """ "Is going to leave", "is to leave", "is set to leave" seen from "leave"."""
    up = p.head[verb]
    if p.rel[verb] != "xcomp" or not any(p.tag[a] == "TO" for a in kids(p, verb, "aux")):
        return False
    return p.lemma[up] == "be" or (p.lower[up] == "going" and bool(kids(p, up, "aux")))


def _meant(p: Parse, words: EventWords, verb: int) -> bool:
    """ "Plans to leave", seen from "leave": the one who leaves means to do it."""
    up = p.head[verb]
    to = any(p.tag[a] == "TO" for a in kids(p, verb, "aux"))
    return p.rel[verb] == "xcomp" and to and p.lemma[up] in words.operators["meant"]


def _have_to(p: Parse, verb: int) -> bool:
    up = p.head[verb]
    return p.rel[verb] == "xcomp" and p.lemma[up] == "have" and any(p.tag[a] == "TO" for a in kids(p, verb, "aux"))


def _above(p: Parse, words: EventWords, clause: int) -> tuple[Status, bool, bool, tuple[int, ...]]:
    """What the governing clauses say: (status, told as a purpose, as a condition, governing verbs)."""
    status: Status = "actual"
    purpose, condition, operators, here = False, False, [], clause
    while p.head[here] != here:
        up, rel = p.head[here], p.rel[here]
        marked = {p.lower[m] for m in kids(p, here, "mark")}
        if (
            rel in ("advcl", "ccomp", "acl", "relcl")
            and marked & CONDITIONS
            and not (marked <= WHEN and _past(p, here))
        ):
            status, condition = _worse(status, "hypothetical"), condition or rel == "advcl"
        to = any(p.tag[a] == "TO" for a in kids(p, here, "aux"))
        if rel == "relcl" and not to:
            break  # says of its noun what is so, whatever becomes of the noun
        if rel == "acl" and to and _launched(p, words, up):
            here = up
            continue  # "launched efforts to mend ties" is the mending begun
        if rel == "acl" and "that" in marked and negation(p, up) is not None:
            status = _worse(status, "hypothetical")  # "no proof that they went"
        if rel == "ccomp" and any(p.lower[k] in words.operators["uncertain"] for k in kids(p, up, "acomp")):
            status = _worse(status, "hypothetical")
        if _said_to_be_false(p, words, here):
            status = _worse(status, "denied")
        if to and any(p.tag[k] == "WRB" for k in p.kids[here]):
            purpose, status = True, _worse(status, "hypothetical")  # "on how to end the war"
        if rel == "acl" and to and p.lemma[up] in words.operators["plan_nouns"] and negation(p, up) is None:
            status = _worse(status, "planned")
        elif rel in ("advcl", "acl", "relcl") and to and not _granted(p, words, up):
            purpose, status = True, _worse(status, "denied" if negation(p, up) is not None else "hypothetical")
        if rel == "pcomp" and (p.lower[up] == "without" or _instead(p, up)):
            status = _worse(status, "denied")
        if rel == "pcomp" and p.lower[up] in ("for", "of", "from", "to", "about", "against", "by") and is_verb(p, here):
            status = _by_preposition(p, words, up, status)
        if to and rel in ("xcomp", "ccomp", "csubj") and not is_verb(p, up) and not _granted(p, words, up):
            ahead = p.lower[up] in words.operators["planned"]  # "due to go"; but "a mistake for them to go"
            status = _worse(status, "planned" if ahead else "hypothetical")
        if is_verb(p, up) and rel in ("xcomp", "ccomp"):
            operators.append(up)
            status = _by_verb(p, words, up, here, to, status)
        here = up
    return status, purpose, condition, tuple(operators)


def _said_to_be_false(p: Parse, words: EventWords, clause: int) -> bool:
    """ "Reports that they left are untrue", "it is false that they left"."""
    up, rel = p.head[clause], p.rel[clause]
    verb = p.head[up] if rel == "acl" and p.rel[up] == "nsubj" else up if rel in ("ccomp", "csubj", "advcl") else None
    if verb is None or negation(p, verb) is not None:
        return False
    return any(p.lower[k] in words.operators["falsehood"] for k in kids(p, verb, "acomp"))


def _instead(p: Parse, preposition: int) -> bool:
    return p.lower[preposition] == "of" and preposition > 0 and p.lower[preposition - 1] == "instead"


def _past(p: Parse, verb: int) -> bool:
    return p.tag[verb] == "VBD" or any(p.tag[a] == "VBD" for a in auxiliaries(p, verb))


def _launched(p: Parse, words: EventWords, noun: int) -> bool:
    verb = p.head[noun]
    carried = p.rel[noun] == "dobj" and p.lemma[verb].lower() in words.operators["carry"]
    return carried and p.lemma[noun].lower() in words.operators["containers"]


def _granted(p: Parse, words: EventWords, adjective: int) -> bool:
    """ "Made it possible to go": as real as the making."""
    above = p.lemma[p.head[adjective]]
    return p.lower[adjective] in words.operators["granted"] and above in words.operators["real"] and above != "be"


def _by_preposition(p: Parse, words: EventWords, preposition: int, status: Status) -> Status:
    """ "Prevented X from killing", "accused X of killing"."""
    governor = p.lemma[p.head[preposition]]
    return _worse(status, "denied") if governor in words.operators["failed"] else status


def _by_verb(p: Parse, words: EventWords, up: int, here: int, to: bool, status: Status) -> Status:
    lemma = p.lemma[up]
    if lemma == "deny" and negation(p, up) is not None:
        return status  # what is not denied is not denied
    if negation(p, up) is not None and (to or p.rel[here] == "ccomp") and lemma not in ("say",):
        status = _worse(status, "denied" if to else "hypothetical")
    lower = {p.lower[a] for a in auxiliaries(p, up)}
    if to or (p.tag[here] == "VBG" and not kids(p, here, "aux")):
        if lower & (CONDITIONAL | DUTY):
            status = _worse(status, "hypothetical")
        elif lower & FUTURE:
            status = _worse(status, "planned")
        if lemma in words.operators["failed"]:
            status = _worse(status, "denied")
        elif lemma in words.operators["planned"] and _own_aim(p, words, up, here):
            status = _worse(status, "planned")
        elif lemma in words.operators["unreal"]:
            status = _worse(status, "hypothetical")
    elif lemma == "deny":
        status = _worse(status, "denied")
    return status


def _own_aim(p: Parse, words: EventWords, up: int, here: int) -> bool:
    """ "Is expected to go", "hopes to go"; but "wants them to go"."""
    if is_passive(p, up) or p.lemma[up] not in words.operators["unreal"]:
        return True
    return p.rel[here] == "xcomp" and not kids(p, up, "dobj") and p.lemma[up] in words.operators["aims"]


def _worse(a: Status, b: Status) -> Status:
    """The one further from fact; denied and hypothetical are as far as it goes, and the nearer cue wins."""
    order = {"actual": 0, "claimed": 1, "planned": 2, "hypothetical": 3, "denied": 3}
    return b if order[b] > order[a] else a


def carrying_claim(p: Parse, words: EventWords, around: Around, trigger: Trigger) -> Claim | None:
    """The innermost claim whose content holds the trigger and who makes it speaks there: a relative clause in words
    that are not quoted is an aside of the narrator ("Turkey, which has backed ..., said the minister")."""
    holding = around.holding(p.start[trigger.token])
    return next((c for c in holding if not _is_cue(p, words, c, trigger) and not _aside(p, trigger, c)), None)


def _is_cue(p: Parse, words: EventWords, claim: Claim, trigger: Trigger) -> bool:
    """Whether the claim's cue is the event's own verb, or one that makes it real ("voted to leave" says nothing)."""
    cue, clause = claim.cue, trigger.clause
    if cue is None:
        return False
    own = [trigger.token, clause]
    up = p.head[clause]
    if p.rel[clause] == "xcomp" and p.lemma[up] in words.operators["real"] and not is_passive(p, up):
        own.append(up)
    return any(cue.start <= p.start[k] < cue.end for k in own)


def _aside(p: Parse, trigger: Trigger, claim: Claim) -> bool:
    """Whether the trigger stands in a relative clause behind a comma, or is a noun that only says when ("during her
    visit"), inside a claim that is no quotation: there the report speaks, not its source."""
    i = trigger.token
    if claim.manner == "quote" or _in_quotes(p.text, claim.start, p.start[i]):
        return False
    while p.head[i] != i and p.start[i] >= claim.start:
        if p.rel[i] in ("relcl", "appos") and p.left[i] > 0 and p.lower[p.left[i] - 1] == ",":
            return True
        if i == trigger.token and p.rel[i] == "pobj" and p.lower[p.head[i]] in WHILE:
            return True
        i = p.head[i]
    return False


def _in_quotes(text: str, start: int, at: int) -> bool:
    """Whether a quotation that opens after `start` is still open at `at`."""
    before = text[start:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
