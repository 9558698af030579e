"""Numbers without a noun of their own: "killed 12", "six of them", "the toll rose to 922", "only two are working"."""

from collections.abc import Iterable

from dateline.language.grammar import kids
from dateline.language.parse import Parse
from dateline.lexicon.units import UnitWords
from dateline.reading.quantities.hedges import Hedged
from dateline.reading.quantities.phrases import (
    Tokens,
    about_noun,
    about_of,
    counts_people,
    is_people,
    put_by,
    role_by_verb,
    singular,
    verb_above,
)
from dateline.reading.quantities.what import Counted

PRONOUNS = frozenset({"them", "us", "you", "whom", "these", "those", "which", "it"})
TO_A_LEVEL = frozenset({"to", "from", "at", "by", "of", "past"})
COMPARED_WITH = frozenset({"to", "from", "against", "than", "versus", "with"})
COUNTS = frozenset({"people", "noun", "level", "same as before", "told again", "elided", "role word"})
FURTHER = frozenset({"another", "further", "additional", "other", "remaining"})
MORE = frozenset({"more", "others"})
BEFORE = 4  # tokens before a phrase in which "the number of" stands


def bare(p: Parse, found: Hedged, words: UnitWords, before: Counted | None, told: Counted | None) -> Counted | None:
    """What a number counts whose noun is left out; None when nothing says it. before, told: see counted."""
    return (
        _often(p, found, words)
        or _more(p, found, words, before)
        or _role_word(p, found, words)
        or _pronoun(p, found, words, before, told)
        or _elided(p, found, words)
        or _told_again(p, found, words, told)
        or _level(p, found, words)
        or _put_at(p, found, words)
        or _like_before(p, found, words, before)
        or _many(p, found, words)
        or _unit_missing(p, found, words)
    )


def _often(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "at least once", "more than twice"."""
    if p.lower[found.number.first] not in words.often:
        return None
    return Counted("times", None, found.first, found.last, found.number.last, "often")


def _more(p: Parse, found: Hedged, words: UnitWords, before: Counted | None) -> Counted | None:
    """ "killing eight guards and capturing five more": of the same."""
    after = found.last + 1
    if before is None or after >= len(p) or p.lower[after] != "more" or before.rule not in ("people", "noun"):
        return None
    if after + 1 < len(p) and p.lower[after + 1] == "than":
        return None
    role = role_by_verb(p, found.number.last, words) or role_by_verb(p, after, words)
    return Counted(before.unit, before.about, found.first, after, found.number.last, "same as before", role)


def _role_word(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "25 dead", "Two killed", "two thousand wounded"."""
    j = _behind(p, found)
    if j >= len(p) or p.sent_of[j] != p.sent_of[found.first]:
        return None
    role = words.role_of_adjective.get(p.lower[j])
    return None if role is None else Counted("people", (j, j), found.first, j, j, "role word", role)


def _behind(p: Parse, found: Hedged) -> int:
    """The first token behind the number that is not "more"."""
    j = found.last + 1
    return j + 1 if j < len(p) and p.lower[j] in MORE else j


def _pronoun(p: Parse, found: Hedged, words: UnitWords, before: Counted | None, told: Counted | None) -> Counted | None:
    """ "six of them": what they are if the sentence says so ("were children"), else the pronoun. What befell them is
    what befell all, when nothing else is said."""
    whole = before or told
    befell = None if whole is None else whole.role
    j = found.last + 1
    if j + 1 >= len(p) or p.lower[j] != "of" or p.lower[j + 1] not in PRONOUNS:
        return None
    number = found.number.last
    said = _said_to_be(p, found, words)
    if said is not None:
        return Counted(said.unit, said.about, found.first, j + 1, number, "predicate", said.role or befell)
    role = role_by_verb(p, number, words)
    if role is None and before is not None:
        after = p.lower[j + 2] if j + 2 < len(p) else ""
        role = words.role_of_adjective.get(after, befell)  # "26 of them wounded"
    if before is not None and (role is None or role == befell):
        unit = before.unit
    else:
        unit = None if p.lower[j + 1] in ("these", "those", "which", "it") else "people"
    named = j + 2 < len(p) and p.tag[j + 2] == "NNS" and is_people(p, j + 2, words)  # "27 of them children"
    about = (j + 2, j + 2) if named else (j + 1, j + 1)
    return Counted(unit, about, found.first, about[1], number, "pronoun", role)


def _said_to_be(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "12 were women": the predicate noun is what is counted."""
    number = found.number.last
    verb = verb_above(p, number)
    if verb is None or p.lemma[verb] != "be" or verb < found.last:
        return None
    noun = next((k for k in kids(p, verb, "attr") if p.tag[k] in ("NNS", "NNPS") or is_people(p, k, words)), None)
    if noun is None:
        return None
    about, unit = about_noun(p, noun, words)
    role = words.role_of_noun.get(singular(p, noun))
    return Counted(unit, about, found.first, found.last, number, "predicate", role)


def _elided(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "killed 12", "Thousands fled", "400 are thought to be trapped": the verb tells that people are counted."""
    last = _behind(p, found) - 1
    for i in (found.number.last, found.number.first, last):
        verb = counts_people(p, i, words)
        if verb is not None:
            return Counted("people", (verb, verb), found.first, last, i, "elided", role_by_verb(p, i, words))
        thought = _thought_to_be(p, i, words)
        if thought is not None:
            word, role = thought
            return Counted("people", (word, word), found.first, last, i, "elided", role)
    return _said_to_be(p, found, words)


def _thought_to_be(p: Parse, i: int, words: UnitWords) -> tuple[int, str] | None:
    """ "are feared dead", "are believed to have been killed": the word behind the passive verb, and its role."""
    verb = p.head[i]
    if p.rel[i] != "nsubjpass" or verb == i:
        return None
    for k in kids(p, verb, "xcomp", "oprd", "acomp", "ccomp"):
        role = words.role_of_adjective.get(p.lower[k]) or words.role_of_verb.get(p.lemma[k])
        if role is not None:
            return k, role
    return None


def _told_again(p: Parse, found: Hedged, words: UnitWords, told: Counted | None) -> Counted | None:
    """ "The rescuers counted nine", "he spoke of twenty", "Turkey put the number at six": of the same."""
    if told is None or _noun_behind(p, found.last + 1):
        return None
    number = next((k for k in (found.number.last, found.number.first) if p.rel[k] in ("dobj", "pobj", "attr")), None)
    verb = None if number is None else verb_above(p, number)
    if number is None or verb is None or verb > found.first:
        return None
    lemma, before = p.lemma[verb], p.lower[found.first - 1]
    says = lemma in words.telling_verbs and p.rel[number] == "dobj"
    speaks = before == "of" and lemma in words.telling_of_verbs
    moved = [k for k in range(verb + 1, found.first) if p.rel[k] == "dobj"]
    puts = before == "at" and any(p.lower[k] in words.level_nouns or p.lower[k] == "it" for k in moved)
    if not (says or speaks or puts):
        return None
    return Counted(told.unit, told.about, found.first, found.last, number, "told again", told.role)


def _level(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "the toll rose to 922", "the number of attacks rose by 40", "a crowd of several thousand", "arrivals averaged
    350": what the number is said of."""
    if found.first == 0:
        return None
    number, before = found.number.last, p.lower[found.first - 1]
    if before == "of" and found.first > 1 and singular(p, found.first - 2) in words.parents:
        return Counted("people", None, found.first, found.last, number, "parent")
    if before == "of" and found.first > 1 and singular(p, found.first - 2) in words.people_levels:
        return Counted("people", (found.first - 2, found.first - 2), found.first, found.last, number, "level")
    verb = verb_above(p, number)
    if verb is None or verb > found.first or not (before in TO_A_LEVEL or found.first - verb <= 2):
        return None
    lemma = p.lemma[verb]
    if lemma not in words.level_verbs and lemma not in words.change_verbs:
        return None
    told = about_of(p, verb, (found.first, found.last), words)
    if told is None:
        return None
    about, unit = told
    plain = lemma in words.sum_verbs and p.rel[number] in ("dobj", "attr", "npadvmod")
    if not (plain or _counts(p, about, words) or (found.words and before in TO_A_LEVEL)):
        return None
    role = _first_role(p, reversed(range(about[0], about[1] + 1)), words)
    change = before == "by" and lemma in words.change_verbs
    several = p.tag[about[1]] in ("NNS", "NNPS") and singular(p, about[1]) not in words.level_nouns
    if unit != "people" and not several and p.lower[about[1]] not in words.invariant:
        unit = None  # a level is no unit
    if any(singular(p, k) in words.people_levels for k in range(about[0], about[1] + 1)):
        unit = "people"
    role = role or _befallen(p, about, words)
    if role is None and (toll := _first_role(p, _levels_near(p, about, words), words)) is not None:
        unit, role = "people", toll
    return Counted(unit, about, found.first, found.last, number, "level", role, change)


def _put_at(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "Put their dead at 532", "puts the number of people who have fled at 700,000", "raised the toll of the raid to
    40": what stands between the verb and the number is counted, when it is people or says how many."""
    verb = put_by(p, found.first, words)
    if verb is None or _noun_behind(p, found.last + 1):
        return None
    between = range(verb + 1, found.first - 1)
    roles = [words.role_of_adjective.get(p.lower[k]) or words.role_of_verb.get(p.lemma[k]) for k in between]
    role = _first_role(p, between, words) or next((one for one in roles if one is not None), None)
    people = next((k for k in between if p.tag[k].startswith("NN") and is_people(p, k, words)), None)
    levels = [k for k in between if singular(p, k) in words.level_nouns]
    stands_for = next((k for k in between if p.lower[k] in words.role_of_adjective), people if levels else None)
    if stands_for is None:
        stands_for = next((k for k in levels if singular(p, k) in words.role_of_noun), None)  # "the toll"
    if stands_for is None:
        return None
    return Counted("people", (stands_for, stands_for), found.first, found.last, found.number.last, "level", role)


def _counts(p: Parse, about: Tokens, words: UnitWords) -> bool:
    """Does the phrase speak of a number: "the death toll", "[the number of] attacks"?"""
    if _levels_near(p, about, words):
        return True
    near = range(max(0, about[0] - BEFORE), about[1] + 1)
    return any(
        (word := singular(p, k)) in words.people_levels or (k >= about[0] and word in words.role_of_noun) for k in near
    )


def _befallen(p: Parse, about: Tokens, words: UnitWords) -> str | None:
    """What befell those whose number is told: "the number of people killed", "of those who have fled"."""
    made = (words.role_of_verb.get(p.lemma[k]) for k in kids(p, about[1], "acl", "relcl"))
    return next((role for role in made if role is not None), None)


def _levels_near(p: Parse, about: Tokens, words: UnitWords) -> list[int]:
    """Tokens of the phrase, or just before it, that say how many: "the toll of [the raid]"."""
    return [k for k in range(max(0, about[0] - BEFORE), about[1] + 1) if singular(p, k) in words.level_nouns]


def _first_role(p: Parse, tokens: Iterable[int], words: UnitWords) -> str | None:
    return next((words.role_of_noun[word] for k in tokens if (word := singular(p, k)) in words.role_of_noun), None)


def _like_before(p: Parse, found: Hedged, words: UnitWords, before: Counted | None) -> Counted | None:
    """What the quantity before it counts: "ten in the north and five in the south", "14, down from 22", "4 fewer",
    "of the nine hospitals only two are working"."""
    if before is None or before.rule not in COUNTS:
        return None
    number, after = found.number.last, found.last + 1
    rel, head = p.rel[number], p.head[number]
    if after < len(p) and p.lower[after] in words.comparatives and before.rule in ("people", "noun"):
        return Counted(before.unit, before.about, found.first, after, number, "same as before", change=True)
    joined = rel in ("conj", "appos") and before.first <= head <= before.last
    compared = rel == "pobj" and p.lower[head] in COMPARED_WITH and found.first - head <= 2
    subject = (
        rel in ("nsubj", "nsubjpass")
        and before.rule in ("people", "noun")
        and (_follows_of(p, before) or p.lower[found.first] in FURTHER or p.lower[found.first + 1] in FURTHER)
    )
    if not (joined or compared or subject) or _noun_behind(p, after):
        return None
    return Counted(before.unit, before.about, found.first, found.last, number, "same as before", before.role)


def _follows_of(p: Parse, before: Counted) -> bool:
    """Was the whole named with "of": "of the nine hospitals"?"""
    opens = p.sentence(before.first)[0]
    return any(p.lower[k] == "of" for k in range(max(opens, before.first - 4), before.first))


def _noun_behind(p: Parse, after: int) -> bool:
    return after < len(p) and p.tag[after].startswith(("NN", "JJ")) and p.lower[after] not in MORE


def _many(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """A bare "thousands" that does something: people."""
    i = next((k for k in (found.number.last, found.number.first) if p.rel[k] in ("nsubj", "nsubjpass")), None)
    if i is None or p.lower[found.number.last] not in words.collectives or p.head[i] == i:
        return None
    verb = p.head[i]
    if not p.tag[verb].startswith("VB") or _noun_behind(p, found.last + 1):
        return None
    return Counted("people", (verb, verb), found.first, _behind(p, found) - 1, i, "elided", role_by_verb(p, i, words))


def _unit_missing(p: Parse, found: Hedged, words: UnitWords) -> Counted | None:
    """ "They counted 15", "at least 40 were reported": a count of what nobody says."""
    number, after = found.number.last, found.last + 1
    verb = p.head[number]
    if p.rel[number] not in ("dobj", "nsubjpass", "npadvmod") or p.lemma[verb] not in words.counting_verbs:
        return None
    if _noun_behind(p, after) or (after < len(p) and p.lower[after] in ("of", "%")):
        return None
    return Counted(None, None, found.first, found.last, number, "unit missing")
