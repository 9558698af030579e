"""Which words tell a deed for its own sake although nobody in it is named: weapons, those who suffer, dated nouns."""

from dataclasses import dataclass

from dateline.language.grammar import first_conjunct, kids, negation, possessors, prep_objects
from dateline.language.parse import Parse
from dateline.lexicon.event_words import EventWords
from dateline.lexicon.plover import Plover
from dateline.reading.events.arguments import Cast
from dateline.reading.events.grounds import HARM, SITE
from dateline.reading.events.slots import noun_lemma
from dateline.reading.events.triggers import Trigger
from dateline.records import Party, Status

AT_EVENT = frozenset({"after", "during", "amid", "following", "before", "since", "in", "by", "with", "despite", "at"})
NEWS_BARE = frozenset({"ASSAULT", "CONSULT", "DISPLACE"})
DATED_BARE = NEWS_BARE | {"COERCE", "RETREAT", "SANCTION", "COOPERATE"}  # with a day of its own even "the withdrawal"
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "last"})
WEAPONS = ("heavy-weapons", "explosives", "aerial", "drone", "firearms")  # modes whose weapons act for somebody
KNOWN = frozenset({"the", "this", "that", "these", "those", "any", "no", "another"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as told, its parties resolved; `rule` says what was made of the frame's own type, if anything."""

    trigger: Trigger
    type: str
    mode: str | None
    status: Status
    initiators: tuple[Party, ...]
    recipients: tuple[Party, ...]
    rule: str | None = None
    hearsay: bool = False  # "reportedly"


def tells_itself(p: Parse, plover: Plover, cast: Cast, one: Telling) -> bool:
    """Whether a verb's telling stands in running text though it names nobody."""
    return (suffered(one.trigger) and not _blamed(p, cast, one.trigger)) or _struck(p, plover, one) or _joined(one)


def told_as_noun(p: Parse, words: EventWords, cast: Cast, one: Telling) -> bool:
    """Whether a noun that no verb carries tells its event for its own sake in running text."""
    return _dated_noun(p, words, cast, one) or _placed_noun(p, words, cast, one)


def _dated_noun(p: Parse, words: EventWords, cast: Cast, one: Telling) -> bool:
    """ "Since the withdrawal from Bria on May 3", "Sunday's blast", "last week's raid on the camp": a noun with a day
    of its own, in running text, is told for its own sake; so is "after a siege that lasted for weeks"."""
    i, t = one.trigger.token, one.trigger
    if one.type not in DATED_BARE or negation(p, i) is not None or p.tag[i].startswith("NNP"):
        return False
    if one.type == "COERCE" and brings_up(p, i) and kids(p, i, "relcl"):
        return True
    sides = bool(t.initiators or t.recipients or t.locations or any(slot.thing for slot in t.frame.slots))
    if not sides and (one.type not in NEWS_BARE or is_vague(p, words, i)):
        return False  # "a November release", "Monday's operation"
    below = [*kids(p, i, "poss", "nmod"), *(o for k in kids(p, i, "prep") for o in kids(p, k, "pobj"))]
    return p.rel[i] in ("pobj", "nsubj", "dobj", "nsubjpass") and any(k in cast.timed for k in below)


def _placed_noun(p: Parse, words: EventWords, cast: Cast, one: Telling) -> bool:
    """ "The helicopter attack on Wau", "the shelling of the camp in Bria": a noun that says what was attacked by a name
    or together with one is told for its own sake in running text."""
    i, t = one.trigger.token, one.trigger
    if one.type != "ASSAULT" or negation(p, i) is not None or is_vague(p, words, i):
        return False
    if one.status not in ("actual", "claimed") or p.rel[i] not in ("pobj", "nsubj", "dobj", "nsubjpass"):
        return False
    done_to = [k for k in prep_objects(p, i, "on", "of", "against") if k in (*t.recipients, *t.locations)]
    named = [k for k in done_to if cast.is_place(k) or any(cast.is_place(j) for j in _within(p, k))]
    beside = [j for k in prep_objects(p, i, *SITE) for j in (k, *_within(p, k)) if cast.is_place(j)] if done_to else []
    return bool(named or beside) and p.tag[i] != "NNP"


def is_vague(p: Parse, words: EventWords, i: int) -> bool:
    """Whether noun i is too wide to be one event when it stands alone: "strike", but not "air strike"."""
    lemma = p.lemma[i].lower()
    return lemma in words.operators["vague"] and (i == 0 or f"{p.lower[i - 1]} {lemma}" not in words.nouns)


def _within(p: Parse, k: int) -> list[int]:
    """ "The camp in Bria", "the town of Wau": the names behind a noun."""
    return [*prep_objects(p, k, "in", "of", "at", "near"), *kids(p, k, "compound", "appos")]


def suffered(t: Trigger) -> bool:
    """ "The camp came under fire": the subject undergoes it, and what the frame asks for says what it was."""
    asks = any(slot.thing and slot.required for slot in t.frame.slots)
    return t.frame.subject == "R" and t.frame.type in HARM and asks


def _blamed(p: Parse, cast: Cast, t: Trigger) -> bool:
    """ "Came under fire for its silence": words, not weapons; but "for three hours", "for the first time"."""
    if any(p.lower[k] == "for" and not kids(p, k, "pobj") for k in kids(p, t.clause, "prep")):
        return True
    for i in prep_objects(p, t.clause, "for"):
        counted = kids(p, i, "nummod") or any(p.lemma[k] in ORDINALS for k in kids(p, i, "amod"))
        if i not in cast.timed and not counted:
            return True
    return False


def _struck(p: Parse, plover: Plover, one: Telling) -> bool:
    """ "Drones hit a depot": weapons do something to somebody, though nobody is named."""
    doers = {noun_lemma(p, i) for i in one.trigger.initiators}
    armed = any(not doers.isdisjoint(plover.weapons.get(mode, ())) for mode in WEAPONS)
    return one.type == "ASSAULT" and bool(one.trigger.recipients) and armed


def _joined(one: Telling) -> bool:
    """ "They are to meet again": several whom the sentence does not name do it together."""
    t = one.trigger
    return (
        one.type == "CONSULT"
        and (t.frame.subject == "AA" or t.frame.subject_thing)
        and bool(t.initiators)
        and one.status != "denied"
    )


def brings_up(p: Parse, noun: int) -> bool:
    """Whether a noun brings its event up: "after talks in Moscow", not "the talks" that one knows of, and no name."""
    known = any(p.lower[k] in KNOWN for k in kids(p, noun, "det")) or bool(possessors(p, noun))
    here = first_conjunct(p, noun)
    beside = p.rel[here] == "dobj" or (p.rel[here] == "pobj" and p.lower[p.head[here]] in AT_EVENT)
    return beside and not known and not p.tag[noun].startswith("NNP")
