"""When a capital's name means the government that sits there. Shared by places (which then sees none) and mentions."""

from dateline.language.grammar import first_conjunct, is_noun, is_verb, kids
from dateline.language.layout import DASHES, in_dateline
from dateline.language.parse import Parse
from dateline.lexicon.countries import Countries
from dateline.lexicon.metonyms import SeatWords

LOCATIVE = frozenset({
    "in", "at", "near", "around", "inside", "outside", "into", "through", "across", "via", "within", "throughout",
    "beyond", "above", "below", "over", "north", "south", "east", "west", "en", "off", "along", "onto", "past",
})  # fmt: skip
RELATING = frozenset({"with", "between", "against", "by", "for", "without", "versus", "like", "among", "than"})
EITHER = frozenset({"to", "from", "of", "on", "towards", "toward", "about", "over"})  # the governor decides


def stands_for_government(parse: Parse, countries: Countries, first: int, last: int) -> str | None:
    """Alpha-3 (or our own) code of the country whose government the tokens first..last mean; None for a city.

    The span must be exactly the name of a capital or seat of government. In doubt it is the city.
    """
    code = countries.governed_from(parse.text[slice(*parse.slice(first, last))])
    if code is None or _is_dateline(parse, first, last):
        return None
    words = countries.seat_words
    if last + 2 < len(parse) and parse.word[last + 1] in DASHES and parse.end[last] == parse.start[last + 1]:
        return code if parse.tag[last + 2] == "VBN" and parse.lower[last + 2] not in words.hyphened_places else None
    head = next((i for i in range(first, last + 1) if not first <= parse.head[i] <= last or parse.head[i] == i), last)
    return code if _acts(parse, words, first_conjunct(parse, head), first) else None


def _is_dateline(parse: Parse, first: int, last: int) -> bool:
    """ "MOSCOW (Agency) -", "Moscow, Russia": where the report was written, or the city with its country."""
    after = last + 1
    if after >= len(parse):
        return True
    opens = first == parse.sentence(first)[0]
    if opens and (parse.word[after] in DASHES or parse.word[after] in ("(", "/")):
        return parse.word[after] == "(" or parse.start[after] > parse.end[last]
    return opens and parse.word[after] == "," and (parse.word[first].isupper() or in_dateline(parse, first))


def _acts(parse: Parse, words: SeatWords, i: int, first: int) -> bool:
    rel, up = parse.rel[i], parse.head[i]
    before = min(i, first) - 1  # "Addis Ababa" has its own first word before its head
    if before >= 0 and parse.tag[before] == "NNP" and (parse.head[before] == i or parse.head[i] == before):
        return False  # "Air Berlin", "Leon Washington"
    if any(parse.rel[k] in ("det", "amod") and parse.lower[k] not in ("official",) for k in parse.kids[i]):
        return False  # "the Moscow", "eastern Damascus": a city, or part of a longer name
    if rel in ("nsubj", "csubj"):
        return _acts_as_subject(parse, words, up)
    if rel in ("nsubjpass", "dobj", "dative", "oprd"):
        controlled = rel == "dobj" and bool(kids(parse, up, "xcomp", "ccomp"))
        return controlled or parse.lemma[up] in words.addressing_verbs
    if rel == "poss":
        return not (parse.lemma[up] in words.local_nouns or parse.tag[up].startswith("NNP"))
    if rel in ("compound", "nmod"):
        return parse.lower[up] in words.government_nouns
    if rel == "pobj":
        return _acts_after_preposition(parse, words, up)
    return False


def _acts_as_subject(parse: Parse, words: SeatWords, verb: int) -> bool:
    if not is_verb(parse, verb):
        return False
    if parse.lemma[verb] != "be":
        willing = any(parse.rel[k] == "aux" and parse.lower[k] == "to" for x in kids(parse, verb, "xcomp")
                      for k in parse.kids[x])  # fmt: skip
        parted = bool(kids(parse, verb, "prt"))  # a city falls, governments fall out
        return willing or parted or parse.lemma[verb] not in words.place_verbs
    said_of_it = kids(parse, verb, "acomp", "attr")
    return any(parse.lemma[k] in words.siding_adjectives for k in said_of_it)


def _acts_after_preposition(parse: Parse, words: SeatWords, prep: int) -> bool:
    word, up = parse.lower[prep], parse.head[prep]
    if parse.lower[up] == "according" or parse.rel[prep] == "agent":
        return True
    if word == "with" or word == "between":
        return is_noun(parse, up) or parse.lemma[up] not in words.place_verbs
    if word in LOCATIVE and word not in EITHER:
        return False
    if word in RELATING:
        return parse.lemma[up] in words.dealing_nouns or parse.lemma[up] in words.addressing_verbs or word == "against"
    addressed = is_verb(parse, up) and parse.lemma[up] in words.addressing_verbs and word != "from"
    return word in EITHER and (addressed or parse.lemma[up] in words.dealing_nouns)
