"""Noun phrases to the right of a number, units that phrases name, and who a verb counts."""

from collections.abc import Mapping
from typing import TypeVar

from dateline.language.grammar import full_phrase, is_verb, kids, noun_phrase, subjects
from dateline.language.parse import Parse
from dateline.lexicon.units import Phrase, UnitWords

T = TypeVar("T")
Tokens = tuple[int, int]  # first and last token, both included
DESCRIBING = ("JJ", "VBN", "VBG", "RB", "CD", "AFX")
BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "npadvmod", "advmod", "punct", "nummod", "poss"})
INSIDE = ("JJ", "NN", "VBN", "VBG", "HYPH", "CC", ",", "POS", "CD", "RB")
DETERMINERS = frozenset({"DT", "PDT", "PRP$", "WDT"})
LONGEST_PHRASE = 24  # tokens that a noun phrase is looked for in, so that no text takes long
NEAR_VERB = 3  # tokens from "raised" to "the official toll"
LONGEST_ABOUT = 9  # tokens; a longer phrase is cut to its noun and what stands before it


def at(p: Parse, j: int, entries: Mapping[Phrase, T], longest: int) -> tuple[int, T] | None:
    """The longest entry that begins at token j, in its sentence: its last token and what it means."""
    if j >= len(p):
        return None
    closes = p.sentence(j)[1]
    for size in range(min(longest, closes - j), 0, -1):
        meaning = entries.get(p.lower[j : j + size])
        if meaning is not None:
            return j + size - 1, meaning
    return None


def noun_group(p: Parse, j: int) -> Tokens | None:
    """The noun phrase that begins at token j: its first token that is no article, and its head. None if none begins.

    Read from left to right, because the parser often loses a number's noun in lists; where it agrees, its head counts.
    """
    if j >= len(p):
        return None
    closes = min(p.sentence(j)[1], j + LONGEST_PHRASE)
    while j < closes and (p.tag[j] in DETERMINERS or p.tag[j] == "``"):
        j += 1
    if j >= closes:
        return None
    first = j
    while j < closes and (p.tag[j].startswith(DESCRIBING) or p.word[j] in ("-", "'", "’")) and p.tag[j] != "RBR":
        if p.tag[j] in ("VBN", "VBG", "RB") and not _describes(p, j):
            return _nominal(p, first, j + 1)
        j += 1
    if j >= closes or not p.tag[j].startswith("NN"):
        climbed = _climbed(p, first, closes)
        return (first, climbed) if climbed > first else _nominal(p, first, j)
    head = j
    while head + 1 < closes and _goes_on(p, head):
        head += 2 if p.tag[head + 1] in ("POS", "HYPH") else 1
    return first, max(head, _climbed(p, first, closes))


def _nominal(p: Parse, first: int, stop: int) -> Tokens | None:
    """ "the wounded", "the poor": an adjective that stands for a noun; None where the words before stop hold none."""
    last = stop - 1
    if last < first or first == 0 or not p.tag[last].startswith(("JJ", "VBN")):
        return None
    if p.tag[first - 1] not in DETERMINERS and p.lower[first - 1] != "of":
        return None
    return (first, last) if p.rel[last] in ("pobj", "dobj", "nsubj", "nsubjpass") else None


def _climbed(p: Parse, first: int, closes: int) -> int:
    """The noun that the parse puts at the head of the phrase begun at token first ("artillery and mortar systems",
    "vehicle-borne bombs"); first itself when what lies between is no noun phrase."""
    head = first
    while head < p.head[head] < closes and p.rel[head] in BEFORE_NOUN:
        head = p.head[head]
    inside = all(p.tag[k].startswith(INSIDE) for k in range(first, head))
    return head if inside and p.tag[head].startswith("NN") else first


def _describes(p: Parse, j: int) -> bool:
    """A participle or adverb before a noun belongs to it when the parser hangs it there, or on what hangs there."""
    return p.head[j] > j and (p.rel[j] in ("amod", "compound", "advmod", "nmod", "npadvmod", "punct", "nummod", "dep"))


def _goes_on(p: Parse, head: int) -> bool:
    """Does the noun phrase go on after the noun `head`?"""
    after = head + 1
    if p.tag[after] in ("POS", "HYPH"):
        return after + 1 < p.sentence(head)[1] and p.tag[after + 1].startswith(("NN", "JJ", "VBN"))
    if not p.tag[after].startswith("NN"):
        return False
    if p.tag[head] in ("NNS", "NNPS") and p.tag[after] in ("NNP", "NNPS") and p.rel[head] != "compound":
        return False  # "14 students Monday"
    return p.tag[head] == "NN" or not (p.rel[head] in ("nsubj", "nsubjpass", "dobj", "pobj") and p.head[head] != after)


def of_group(p: Parse, j: int) -> Tokens | None:
    """The noun phrase after "of" at token j."""
    if j >= len(p) or p.lower[j] != "of":
        return None
    k = j + 1
    while k < len(p) and p.lower[k] in ("all", "the", "some", "these", "those", "its", "their", "his", "her", "our"):
        k += 1
    return noun_group(p, k) if k < len(p) and p.sent_of[k] == p.sent_of[j] else None


def widened(p: Parse, group: Tokens) -> Tokens:
    """The group with one "of" phrase behind it: "districts of eastern Aleppo"."""
    after = of_group(p, group[1] + 1)
    return group if after is None else (group[0], after[1])


def singular(p: Parse, i: int) -> str:
    """The noun at token i in lower case and in the singular, as far as regular forms go."""
    word = p.lower[i]
    if p.tag[i] in ("NNS", "NN"):
        lemma = p.lemma[i].lower()
        if lemma != word:
            return lemma
    if p.tag[i] in ("NNS", "NNPS") and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def plural(word: str) -> str:
    """Regular plural of an English noun."""
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + "s"


def is_people(p: Parse, i: int, words: UnitWords) -> bool:
    """Does the noun at token i name people? "Syrians" does by its form."""
    low = p.lower[i]
    if singular(p, i) in words.people or low in words.people:
        return True
    if singular(p, i).endswith(words.people_endings):
        return True
    if low.endswith("men") and low[:-3] + "man" in words.people:
        return True
    return p.tag[i] == "NNPS" and p.lower[i].rstrip("s").endswith(words.people_suffixes)


def unit_of(p: Parse, head: int, words: UnitWords) -> str | None:
    """The unit that a counted noun names: "people", or the noun itself in the plural."""
    if is_people(p, head, words):
        return "people"
    if p.lower[head] in ("others", "other", "more"):
        return None
    if p.tag[head] in ("NNS", "NNPS") or p.lower[head] in words.invariant:
        return p.lower[head]
    return plural(p.lower[head])


def verb_above(p: Parse, i: int) -> int | None:
    """The nearest verb that token i depends on."""
    for _ in range(6):
        if p.head[i] == i:
            return i if is_verb(p, i) else None
        i = p.head[i]
        if is_verb(p, i):
            return i
    return None


def about_of(p: Parse, verb: int, number: Tokens, words: UnitWords) -> tuple[Tokens, str | None] | None:
    """What a verb of level or change says its number about: the object that it moves, or its subject. With its unit."""
    heads = [k for k in kids(p, verb, "dobj") if not (p.left[k] <= number[1] and number[0] <= p.right[k])]
    for head in heads or subjects(p, verb)[:1]:
        if not p.tag[head].startswith(("NN", "VBG")):
            return None
        return about_noun(p, head, words)
    return None


def about_noun(p: Parse, head: int, words: UnitWords) -> tuple[Tokens, str | None]:
    """The phrase around a noun and the unit of what it counts; "the number of attacks" is about attacks."""
    word = singular(p, head)
    if word in words.level_nouns or word in words.role_of_noun:
        inside = of_group(p, head + 1)
        if inside is not None and word in words.level_nouns:
            return inside, unit_of(p, inside[1], words)
        first, last = noun_phrase(p, head)
        first = _without_article(p, first, head)
        if word in words.role_of_noun:
            return (first, last), "people"
        named = next((k for k in kids(p, head, "compound", "nmod", "amod") if is_people(p, k, words)), None)
        return (first, last), None if named is None else "people"
    first, last = full_phrase(p, head)
    if last - first >= LONGEST_ABOUT or any(p.rel[k] == "relcl" for k in p.kids[head]):
        first, last = widened(p, noun_phrase(p, head))
    return (_without_article(p, first, head), last), unit_of(p, head, words)


def _without_article(p: Parse, first: int, head: int) -> int:
    while first < head and p.tag[first] in DETERMINERS:
        first += 1
    return first


def role_of(p: Parse, head: int, first: int, words: UnitWords) -> str | None:
    """What befell the people counted: by the noun, an adjective of the phrase, a participle behind it, or the verb."""
    if (role := words.role_of_noun.get(singular(p, head))) is not None:
        return role
    of = p.head[head]
    if p.rel[head] == "pobj" and p.lower[of] == "of" and (role := words.role_of_of.get(singular(p, p.head[of]))):
        return role  # "the deaths of 40 civilians"
    for k in range(first, head):
        if (role := words.role_of_adjective.get(p.lower[k])) is not None:
            return role
    for k in kids(p, head, "acl", "amod"):
        if k > head and (role := words.role_of_adjective.get(p.lower[k])) is not None:
            return role
    return role_by_verb(p, head, words)


def role_by_verb(p: Parse, i: int, words: UnitWords) -> str | None:
    """The role that the verb above gives to its object, or to the subject of a passive or of "died", "are missing"."""
    while p.rel[i] == "conj" and p.tag[p.head[i]].startswith(("NN", "CD")):
        i = p.head[i]
    verb = p.head[i]
    if verb == i or not p.tag[verb].startswith(("VB", "MD", "NN")):
        return None
    lemma = p.lemma[verb]
    if p.rel[i] in ("dobj", "attr") and lemma in words.sum_verbs:
        return _role_of_sum(p, verb, words)
    if p.rel[i] in ("nsubjpass", "dobj"):
        made = (
            r
            for k in kids(p, verb, "oprd", "acomp", "ccomp", "advmod")
            if (r := words.role_of_adjective.get(p.lower[k]))
        )
        plain = None if lemma in words.subject_verbs else words.role_of_verb.get(lemma)
        return next(made, plain)  # "shot dead", "left homeless", "killed"
    if p.rel[i] != "nsubj":
        return None
    if p.tag[verb] == "VBN" and not kids(p, verb, "aux"):
        return words.role_of_verb.get(lemma)  # "five hurt", "30 others wounded"
    if p.tag[verb] == "VBG" and p.lower[verb] in words.role_of_adjective:
        return words.role_of_adjective[p.lower[verb]]  # "are missing"
    if lemma == "be":
        said = kids(p, verb, "acomp", "attr", "advcl", "xcomp")
        return next((r for k in said if (r := words.role_of_adjective.get(p.lower[k])) is not None), None)
    return words.role_of_verb.get(lemma) if lemma in words.subject_verbs else None


def _role_of_sum(p: Parse, verb: int, words: UnitWords) -> str | None:
    """ "The army's losses have reached 40 men", "the toll stands at 9": what the count is of."""
    counts = [singular(p, k) for k in kids(p, verb, "nsubj")]
    return next((role for noun in counts if (role := words.role_of_sum.get(noun))), None)


def put_by(p: Parse, number: int, words: UnitWords) -> int | None:
    """The verb that puts a count at a number or raises it to one: "put the toll at 9", "has raised the number of those
    killed to 9". number: its first token. None where no such verb stands before it."""
    at = number - 1
    verbs = {"at": words.level_verbs, "to": words.raising_verbs}.get(p.lower[at] if at >= 2 else "")
    if verbs is None:
        return None
    opens = p.sentence(at)[0]
    verb = next((k for k in range(at - 1, opens - 1, -1) if p.lemma[k] in verbs and kids(p, k, "dobj")), None)
    if verb is None or p.lemma[verb] == "be":
        return None
    counts = any(singular(p, k) in words.level_nouns for k in range(verb + 1, min(at, verb + 1 + NEAR_VERB)))
    return verb if counts or p.lower[at] == "at" else None  # "took 30 of the wounded to 9 hospitals"


def counts_people(p: Parse, i: int, words: UnitWords) -> int | None:
    """The verb that makes a bare number one of people: "killed 12", "Thousands fled". None when none does."""
    while p.rel[i] == "conj" and p.tag[p.head[i]].startswith(("NN", "CD")):
        i = p.head[i]
    verb = p.head[i]
    if verb == i or not p.tag[verb].startswith("VB") or p.lemma[verb] not in words.role_of_verb:
        return None
    by_subject = p.lemma[verb] in words.subject_verbs
    if p.rel[i] in ("nsubjpass", "dobj"):
        return None if by_subject else verb
    if p.rel[i] != "nsubj":
        return None
    return verb if by_subject or (p.tag[verb] == "VBN" and not kids(p, verb, "aux")) else None
