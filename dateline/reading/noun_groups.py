"""Noun groups: the stretches of tokens that name or describe one thing, cut at possessives, with known words marked.

The tagger's word classes and the parser's arcs are both asked: a stretch of nominal tags is cut where no arc joins the
two sides ("told reporters Monday"), and titles that the parser set apart from their names stay together.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dateline.language.grammar import first_conjunct
from dateline.language.parse import Parse
from dateline.lexicon.actor_words import ActorWords, CountryWord, Word
from dateline.lexicon.actors import Alias
from dateline.lexicon.phrases import fold
from dateline.lexicon.roles import Role

NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "HYPH", "POS", "AFX", "FW", "ADD", "$"})
OPENERS = frozenset({"DT", "PDT", "PRP$", "WP$"})
PROPER = frozenset({"NNP", "NNPS"})
PARTICLES = frozenset({
    "al", "el", "bin", "ibn", "bint", "abu", "umm", "van", "von", "der", "den", "de", "da", "di", "del", "della", "dos",
    "la", "le", "du", "ben", "ter", "ul", "ur", "e", "-", "'", "’",
})  # fmt: skip
CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "jan.", "feb.", "mar.", "apr.",
    "jun.", "jul.", "aug.", "sept.", "sep.", "oct.", "nov.", "dec.", "mon.", "tue.", "wed.", "thu.", "fri.", "sat.",
    "sun.",
})  # fmt: skip
# Capitalised words that begin no name: days, months, time zones, prepositions of lists ("Near Palmyra, two strikes")
NO_NAME = CALENDAR | {
    "near",
    "north",
    "south",
    "east",
    "west",
    "inside",
    "outside",
    "northern",
    "southern",
    "eastern",
    "western",
    "jr.",
    "jr",
    "sr.",
    "gmt",
    "utc",
    "est",
    "edt",
    "cst",
    "cdt",
    "pst",
    "pdt",
    "bst",
    "cet",
    "ist",
}


class Item(NamedTuple):
    """A word of a group, or several that are one lexicon entry. `word` None: the lexicon does not know it."""

    first: int
    last: int
    word: Word | None


class Group(NamedTuple):
    """Tokens first..last (included): `items` from the one after the opening article; `owner`: the group before 's."""

    first: int
    last: int
    items: tuple[Item, ...]
    owner: "Group | None"
    opener: int | None  # the article, demonstrative or possessive pronoun


def folded_words(parse: Parse) -> list[str]:
    """The tokens as the lexicons are keyed."""
    return [low if low.isascii() else fold(low) for low in parse.lower]


def marks(parse: Parse, words: ActorWords, folded: list[str], first: int, last: int) -> dict[int, Item]:
    """The lexicon entries in the tokens first..last-1 of one sentence, longest match first, by their first token."""
    found: dict[int, Item] = {}
    root, at, i = words.phrases.root, words.phrases.at, first
    while i < last:
        if folded[i] in root:
            match = at(folded, i, last)
            if match and _fits(parse, i, match[0] - 1, match[1]):
                found[i] = Item(i, match[0] - 1, match[1])
                i = match[0]
                continue
        i += 1
    return found


def _fits(parse: Parse, first: int, last: int, word: Word) -> bool:
    """Names are capitalised, abbreviations written as such, role words are nouns."""
    if type(word) is Role:
        if last == first and len(parse.word[last]) == 2 and parse.word[last].islower():
            return False  # "5 pm" is nobody
        if word.group.kind == "things" and parse.tag[last] == "NNP" and parse.word[last][0].isupper():
            return False  # "Shell" is a firm
        if parse.tag[last] == "JJ":  # "asked the general": the tagger saw an adjective, the parser an object
            return last > first or parse.rel[last] in ("nsubj", "nsubjpass", "dobj", "pobj")
        return parse.tag[last][:2] == "NN"
    shown = parse.word[first]
    if type(word) is Alias:
        if word.written.isupper() and len(word.written) <= 6:
            return first == last and shown == word.written
        if parse.tag[last] == "JJ" and parse.rel[last] == "amod" and parse.lower[first] == "the":
            return False  # "The Australian minister" is no newspaper's
        return shown[0].isupper() or not word.written[0].isupper()
    return shown[0].isupper() and (len(shown) > 2 or first != last or shown.isupper())


def noun_groups(parse: Parse, first: int, last: int, marked: Mapping[int, Item]) -> Iterator[Group]:
    """The groups of one sentence (tokens first..last-1), in reading order; owners come inside their group only."""
    for a, b in _runs(parse, first, last, marked):
        for c, d in _pieces(parse, a, b, marked):
            group = _group(parse, c, d, marked)
            if group is not None:
                yield group


def _runs(parse: Parse, first: int, last: int, marked: Mapping[int, Item]) -> Iterator[tuple[int, int]]:
    """Stretches of nominal tokens; an article or possessive pronoun opens a new one."""
    tag, i, begun = parse.tag, first, None
    while i < last:
        mark = marked.get(i)
        if mark is not None:
            begun = i if begun is None else begun
            i = mark.last + 1
            continue
        if tag[i] in OPENERS:
            if begun is not None and tag[i - 1] not in OPENERS:
                yield begun, i - 1
                begun = i
            begun = i if begun is None else begun
        elif tag[i] in NOMINAL or (tag[i] in ("VBN", "VBG") and parse.rel[i] in ("amod", "compound")) or (
            begun is not None and _inside(parse, i, last)
        ):  # fmt: skip
            begun = i if begun is None else begun
        elif tag[i] == "-LRB-" and begun is not None and _aside(parse, i, last):
            i += 3
            continue
        elif begun is not None:
            yield begun, i - 1
            begun = None
        i += 1
    if begun is not None:
        yield begun, last - 1


def _inside(parse: Parse, i: int, last: int) -> bool:
    """A particle of a name ("Osama bin Laden"), or an adverb before an adjective ("newly elected president")."""
    if i + 1 >= last:
        return False
    if parse.lower[i] in PARTICLES:
        return parse.tag[i - 1] in PROPER and parse.tag[i + 1] in PROPER
    return parse.tag[i] == "RB" and parse.head[i] == i + 1 and parse.tag[i + 1] in ("JJ", "VBN")


def _aside(parse: Parse, i: int, last: int) -> bool:
    """ "(FM)" between a title and a name."""
    return (
        i + 3 < last and parse.tag[i + 2] == "-RRB-" and parse.word[i + 1].isupper() and parse.tag[i + 3] in PROPER
        and parse.tag[i - 1] in PROPER
    )  # fmt: skip


def _pieces(parse: Parse, a: int, b: int, marked: Mapping[int, Item]) -> Iterator[tuple[int, int]]:
    """The run a..b cut where no arc of the parse and no lexicon entry joins the two sides."""
    if a == b:
        yield a, b
        return
    joined = [False] * (b - a)  # joined[k]: tokens a+k and a+k+1 belong together
    reach = a
    spans = []
    for i in range(a, b + 1):
        head = parse.head[i]
        if head < a and parse.rel[i] == "conj" and parse.tag[i] in ("JJ", "NNP"):  # "Russian and Iranian counterparts"
            head = parse.head[first_conjunct(parse, i)]
        if a <= head <= b and head != i:
            spans.append((min(i, head), max(i, head)))
        mark = marked.get(i)
        if mark is not None and mark.last > i:
            spans.append((i, mark.last))
        if parse.tag[i] == "-LRB-" and a < i < b:  # "(FM)" stands between a title and its name
            spans.append((i - 1, min(i + 3, b)))
    spans.sort()
    for low, high in spans:
        for k in range(max(low, reach), high):
            joined[k - a] = True
        reach = max(reach, high)
    start = a
    for k in range(a, b):
        if not joined[k - a]:
            yield start, k
            start = k + 1
    yield start, b


def _group(parse: Parse, first: int, last: int, marked: Mapping[int, Item]) -> Group | None:
    """The tokens as a group; what stands before the last 's is the owner's group."""
    while last >= first and (parse.tag[last] in ("HYPH", "POS", "CD", "$") or _trails(parse, first, last)):
        last -= 1
    if last < first:
        return None
    named = {k for i in range(first, last + 1) if i in marked for k in range(i, marked[i].last + 1)}
    cut = next((i for i in range(last, first, -1) if parse.tag[i] == "POS" and i not in named), None)
    if cut is None:
        return _plain(parse, first, last, first, marked, None)
    owner = _group(parse, first, cut - 1, marked)
    return _plain(parse, first, last, cut + 1, marked, owner)


def _trails(parse: Parse, first: int, last: int) -> bool:
    """An adjective after its noun: "militants loyal to ..."."""
    return parse.tag[last] in ("JJ", "VBN", "VBG", "JJR") and first <= parse.head[last] < last


def _plain(
    parse: Parse, first: int, last: int, begin: int, marked: Mapping[int, Item], owner: Group | None
) -> Group | None:
    opener = None
    while begin <= last and parse.tag[begin] in OPENERS and begin not in marked:
        opener = begin
        begin += 1
    items: list[Item] = []
    i = begin
    while i <= last:
        mark = marked.get(i)
        if mark is not None and mark.last <= last:
            items.append(mark)
            i = mark.last + 1
        elif parse.tag[i] == "-LRB-" and i + 2 <= last:
            i += 3
        else:
            items.append(Item(i, i, None))
            i += 1
    return Group(first, last, tuple(items), owner, opener) if items else None


def is_country(item: Item, *forms: str) -> bool:
    return type(item.word) is CountryWord and (not forms or item.word.form in forms)
