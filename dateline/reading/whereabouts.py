"""Which place governs a word: what hangs on it first, then its clause, then what an earlier telling of it said."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.language.grammar import is_noun, is_verb, kids
from dateline.language.parse import Parse
from dateline.records import Place, Where

AT = frozenset({
    "in", "at", "near", "inside", "outside", "around", "across", "throughout", "over", "into", "on", "off", "within",
    "along", "above", "beyond", "behind", "beside",
})  # fmt: skip
FROM = frozenset({"from", "of", "through", "via"})
TO = frozenset({"to", "toward", "towards"})  # of a way, where it begins says more than where it leads
FOR = 3  # "a truce for X"
DESTINATION = 4
TOPIC = frozenset({"about", "on", "over", "regarding", "concerning", "for"})  # what is talked of is elsewhere
WITH = frozenset({"with", "by", "against", "between", "like", "among", "than", "versus", "about"})
NOUN_MODIFIERS = frozenset({"compound", "poss", "nmod", "amod"})
GOES_ON = frozenset({"xcomp", "conj", "advcl", "pcomp", "acl", "relcl", "prep", "pobj", "dobj", "nsubj", "nsubjpass",
                     "attr", "agent", "appos", "nmod", "oprd"})  # fmt: skip
WIDE = 150_000  # metres: from a country or a large region on, a place that merely acts is an actor
BACK = 400  # tokens in which an earlier telling of the same thing is looked for
SAID = frozenset({"ccomp", "parataxis"})
TOGETHER = frozenset({"as", "when", "where"})  # these join two tellings of one place
BESIDE = frozenset({"relcl", "acl", "advcl", "conj", "pcomp"})  # a clause that tells another thing than its neighbour
NEW = frozenset({"a", "an", "another", "new", "other", "more", "no"})  # "another attack" is not the one told of before
ACTS = 3  # steps added when a place only says who acts: "Aleppo rebels attacked"
KINDS = frozenset(
    "town city village hamlet district province region state municipality commune suburb settlement locality area"
    " county port camp neighbourhood neighborhood quarter island governorate township community department".split()
)
UP = 6  # heads between a place and what it may govern


def governing_place(parse: Parse, places: Sequence[Place], i: int) -> Where | None:
    """Where the doing or thing that token i names is; None when its sentence does not say.

    Looked for in this order: hung on i or on its arguments ("attack on X", "left X", "the X ceasefire"); in its clause;
    on the verb it goes on from; for a noun, where an earlier telling of the same noun was. What a sentence hangs on
    its saying ("said in Moscow that ...") stays there, and a country that acts is no place. places: in reading order.
    """
    found = place_said(parse, places, i)
    if found is None and is_noun(parse, i):
        return told_before(parse, places, i)
    return None if found is None else where(found.place)


def where(place: Place, inferred: bool = False) -> Where:
    """A place row without its words. inferred: what it is said of does not name it."""
    return Where(
        place.id, place.name, place.geonameid, place.lat, place.lon, place.country, place.admin1, place.feature,
        place.precision_m, inferred,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A place that a sentence gives for one of its words. `far`: 0 bound to the word itself, more the looser."""

    place: Place
    far: int


def place_said(
    parse: Parse, places: Sequence[Place], i: int, bodily: bool = True, tied: bool = False,
    doers: frozenset[int] = frozenset(), deeds: frozenset[int] = frozenset(),
) -> Said | None:  # fmt: skip
    """The place that the sentence of token i gives for it. places: in reading order.

    bodily: i is done in deed, so that it lies where those are who do it or suffer it; what is said or agreed does not.
    tied: i takes a place from its own words only, not from a clause beside it. doers: tokens that mean who does i; a
    country among them is no place. deeds: what is told as done; words about it are not where it is ("condemned the
    attack in X").
    """
    first, last = parse.sentence(i)
    start, end = parse.slice(first, last - 1)
    low = bisect_left(places, start, key=lambda place: place.start)
    high = bisect_left(places, end, key=lambda place: place.start)
    if low == high:
        return None
    above = _above(parse, i)
    near = _clause(parse, above, bodily) if tied else above
    best: tuple[tuple[int, int, int], Place] | None = None
    for place in places[low:high]:
        if doers and is_wide(place) and not doers.isdisjoint(parse.tokens_in(place.start, place.end)):
            continue
        far = _distance(parse, place, i, above, bodily, not bodily and not tied)
        if far is not None and not bodily and deeds and _is_of_deed(parse, place, i, deeds):
            continue
        if far is not None and tied and not _is_tied(parse, place, i, above, near, bodily):
            continue
        if far is not None:
            rank = (far, place.precision_m or 0, abs(place.start - parse.start[i]))
            if best is None or rank < best[0]:
                best = (rank, place)
    return None if best is None else Said(best[1], best[0][0])


def _clause(parse: Parse, above: dict[int, int], bodily: bool) -> dict[int, int]:
    """Those of the words up from the first one that belong to its clause."""
    found: dict[int, int] = {}
    for k, steps in above.items():
        found[k] = steps
        with_it = bodily and any(parse.lower[mark] in TOGETHER for mark in kids(parse, k, "mark"))
        if is_verb(parse, k) and parse.rel[k] in BESIDE and not with_it and not _is_where(parse, k):
            break
    return found


def _is_where(parse: Parse, verb: int) -> bool:
    """ "The hospital in X where they met": the clause is about the place that it hangs on."""
    return parse.rel[verb] == "relcl" and any(parse.lower[k] == "where" for k in kids(parse, verb, "advmod"))


def _is_tied(parse: Parse, place: Place, i: int, above: dict[int, int], near: dict[int, int], bodily: bool) -> bool:
    """Whether a place hangs in the clause of i, and is no country that only gives or sends ("support from X"); or the
    clause hangs on the place ("X, where they agreed"). A deed goes on in its infinitive ("stop fighting in X"). What is
    asked "from X" is asked of it, or somewhere else than where it is to be done."""
    span = parse.tokens_in(place.start, place.end)
    if any(k in above for k in span):
        return True
    head = _name_head(parse, span)
    prep = parse.head[head]
    giver = parse.head[prep]
    gives = parse.rel[head] == "pobj" and parse.lower[prep] in FROM
    lies = parse.rel[giver] == "pobj" and parse.lower[parse.head[giver]] in AT  # "in the town of X"
    if gives and (is_wide(place) or (giver != i and not lies)):
        return False
    if giver == i and not bodily and parse.lower[prep] == "from":
        return False
    while head not in near:
        goes_on = bodily and parse.rel[head] == "xcomp"
        if parse.head[head] == head or (is_verb(parse, head) and not goes_on):
            return False
        head = parse.head[head]
    return True


def _is_of_deed(parse: Parse, place: Place, i: int, deeds: frozenset[int]) -> bool:
    """Whether a place hangs on a deed, and the deed on token i."""
    here = _name_head(parse, parse.tokens_in(place.start, place.end))
    while parse.head[here] != here and here != i:
        if here in deeds:
            return True
        here = parse.head[here]
    return False


def told_before(parse: Parse, places: Sequence[Place], noun: int, made_there: bool = True) -> Where | None:
    """Where an earlier telling of the same noun was: "the evacuation" lies where "the evacuation of X" did.

    made_there: it is where somebody made it ("held talks in X"); a truce does not hold where it was signed.
    """
    outer = parse.head[parse.head[noun]] if parse.rel[noun] == "pobj" else noun  # "another round of talks"
    if any(parse.lower[k] in NEW for k in (*parse.kids[noun], *parse.kids[outer])) or not _is_known(parse, noun):
        return None
    for j in range(parse.sentence(noun)[0] - 1, max(-1, noun - BACK), -1):
        if _is_told_by(parse, parse.lemma[noun].lower(), j) and (made_there or parse.rel[j] != "dobj"):
            found = place_said(parse, places, j, tied=not made_there)
            if found is not None:
                return where(found.place, inferred=True)
    return None


def _is_known(parse: Parse, noun: int) -> bool:
    """ "The truce", "his visit", "evacuations": not "military support from X", which says itself which it is."""
    if any(parse.tag[k] in ("DT", "PRP$", "POS") or parse.rel[k] == "poss" for k in parse.kids[noun]):
        return True
    return parse.tag[noun] == "NNS" and not kids(parse, noun, "amod", "prep", "compound", "nummod")


def _is_told_by(parse: Parse, noun: str, j: int) -> bool:
    """Whether token j tells what the noun names: itself, or the verb it comes from ("met", "meeting")."""
    lemma = parse.lemma[j].lower()
    return lemma == noun if is_noun(parse, j) else is_verb(parse, j) and noun in (lemma, lemma + "ing")


def is_wide(place: Place | Where) -> bool:
    """A country, or a region as large as one."""
    return (place.precision_m or 0) >= WIDE


def told_at(parse: Parse, place: Place) -> bool:
    """Whether something is only said there: "told reporters in X that ..."; not by those "of X", who live there."""
    span = parse.tokens_in(place.start, place.end)
    here = next((k for k in span if parse.head[k] not in span or parse.head[k] == k), span[0])
    if not is_wide(place) and parse.rel[here] == "pobj" and parse.lower[parse.head[here]] == "of":
        return False
    while parse.head[here] != here and not is_verb(parse, here):
        here = parse.head[here]
    return is_verb(parse, here) and bool(kids(parse, here, "ccomp"))


def _above(parse: Parse, i: int) -> dict[int, int]:
    """The words whose whereabouts are also those of i, with the number of steps up to them: not beyond a saying."""
    steps, here = {i: 0}, i
    while parse.head[here] != here and parse.rel[here] in GOES_ON and parse.rel[here] not in SAID:
        here = parse.head[here]
        steps[here] = len(steps)
    return steps


def _distance(parse: Parse, place: Place, i: int, above: dict[int, int], bodily: bool, visit: bool) -> int | None:
    """How far a place is from governing i: 0 hangs on it, 1 on an argument, more the further up; None not at all.

    visit: people come together for i, so that it is where they go to.
    """
    span = parse.tokens_in(place.start, place.end)
    if i in span:
        return None
    if any(k in above for k in span):
        return _round_it(parse, place, i, above, span)
    head = _name_head(parse, span)
    rel, up = parse.rel[head], parse.head[head]
    kind, owner = _hung(parse, rel, up, place)
    if kind is None or (is_wide(place) and kind and owner != i) or (rel == "dobj" and is_wide(place) and not bodily):
        return None
    if kind == DESTINATION and owner == i and visit:
        kind = 0
    if is_verb(parse, owner) and owner not in above and _is_other(parse, owner):
        return None
    steps, here, acts, aside = 0, owner, rel in ("nsubj", "poss"), False
    while here not in above:
        if parse.head[here] == here or steps > UP or (steps and parse.rel[here] in SAID):
            return None
        if is_verb(parse, here) and here != owner:
            return None
        aside = aside or parse.rel[here] in ("relcl", "acl")
        acts = acts or (parse.rel[here] == "nsubj" and (kind > 0 or aside))
        here = parse.head[here]
        steps += is_noun(parse, here) or is_verb(parse, here)
        if not bodily and parse.rel[here] == "prep" and parse.lower[here] in TOPIC:
            return None
    if here != i and not is_verb(parse, here) and steps:
        return None
    if (acts and (aside or not bodily)) or (aside and not bodily):
        return None  # "Smith, who was in X, spoke"
    return kind + steps + 2 * above[here] + (ACTS if acts and steps else 0)


def _is_other(parse: Parse, verb: int) -> bool:
    """Whether a clause is bound to another doing by "since" or "because": what it tells was elsewhere or before."""
    marks = kids(parse, verb, "mark")
    return parse.rel[verb] == "advcl" and bool(marks) and not any(parse.lower[k] in TOGETHER for k in marks)


def _round_it(parse: Parse, place: Place, i: int, above: dict[int, int], span: range) -> int | None:
    """Of a place whose relative clause i stands in: "X, where he met ...", "X, a village besieged by ..."."""
    at = next(k for k in span if k in above)
    way = [k for k in above if above[k] < above[at]]  # from i up to the place
    clause = next((k for k in way if parse.rel[k] in ("acl", "relcl")), None)
    if clause is None:
        return None if is_wide(place) else 2
    acting = any(parse.tag[k] in ("WP", "WDT") for k in kids(parse, clause, "nsubj"))
    if acting and is_wide(place):
        return None
    return 0 if clause == i and all(parse.rel[k] in ("acl", "relcl", "appos", "conj") for k in way) else above[at]


def _name_head(parse: Parse, span: range) -> int:
    """The word of a place's name that the rest of the sentence governs; of a list or apposition, its first member."""
    head = next((k for k in span if parse.head[k] not in span or parse.head[k] == k), span[0])
    while parse.rel[head] in ("conj", "appos") and parse.head[head] not in span:
        head = parse.head[head]
    of = parse.head[head]
    if parse.rel[head] == "pobj" and parse.lower[of] == "of" and parse.lemma[parse.head[of]] in KINDS:
        return parse.head[of]  # "the town of X" stands where X would
    return head


def _hung(parse: Parse, rel: str, up: int, place: Place) -> tuple[int | None, int]:
    """How a place is bound to the word it hangs on (0 tightest), and that word."""
    wide = is_wide(place)
    if rel == "pobj":
        word, owner = parse.lower[up], parse.head[up]
        while parse.rel[owner] == "prep" or (parse.rel[up] == "pcomp"):
            up, owner = owner, parse.head[owner]
        if word in AT:
            return 0, owner
        if word in FROM:
            return 1, owner
        if word in TO:
            return DESTINATION, owner
        return (None if wide or word in WITH else FOR), owner
    if rel in ("dobj", "npadvmod", "advmod"):
        return (2 if wide else 0), up
    if rel in NOUN_MODIFIERS:
        return (4 if wide else 1), up
    if rel in ("nsubj", "nsubjpass"):
        return (None if wide else 1), up
    return (None if wide else 3), up
