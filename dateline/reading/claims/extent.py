"""How far a content goes: piece by piece along its right edge, each judged whether it still belongs.

A piece is a phrase that the content could do without: an adverbial clause, a relative clause, a coordinated clause, a
prepositional phrase, whatever follows a comma, and what hangs on the cue itself after the content. Reading goes on over
the pieces until one is judged to be the report's own words; the keys of a piece start with `go|`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dateline.language.grammar import is_verb
from dateline.language.layout import MARKS
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.accept import score
from dateline.reading.claims.quotes import Quotations
from dateline.reading.claims.views import CueView, inverted_subject, odd_conjunct, size

NEEDED = frozenset(  # what a head cannot do without
    "dobj attr acomp oprd pobj pcomp prt aux auxpass neg agent dative nsubj nsubjpass case expl mark complm possessive "
    "nummod amod compound det quantmod punct cc poss dep".split()
)
BREAKS = frozenset({",", "-", "–", "—", "--", ";", "("})
BESIDE = frozenset("prep advcl npadvmod advmod oprd xcomp ccomp dobj dative agent acl relcl attr acomp".split())
TELLING = frozenset({"IN", "TO", "WRB", "WP", "WDT", "RB"})  # words of closed classes that open a piece
FINITE = ("VBD", "VBZ", "VBP")
ANSWERS = frozenset({"say", "deny", "accuse"})  # groups of verbs by which others answer
PRONOUNS = frozenset({"PRP", "WDT", "WP", "EX"})
MOST = 8  # pieces looked at; a content with more goes on to its end
NEVER = -9.0
SHORTER = 0.65  # of the likeliest content: a stop that leaves less than this is worth a candidate of its own


class Piece(NamedTuple):
    """Tokens from `first`; `head` governs them; `outside`: it hangs on the cue, not on the content."""

    first: int
    last: int
    head: int
    outside: bool
    depth: int


def pieces(p: Parse, cue: int, head: int, first: int, last: int) -> list[Piece]:
    """The pieces of a content that follows its cue, by place."""
    found = [*_inside(p, head, first, last), *_outside(p, cue, last)]
    return sorted(found, key=lambda piece: (piece.first, piece.depth))


def _inside(p: Parse, head: int, first: int, last: int) -> Iterator[Piece]:
    node, depth = head, 0
    seen = 0
    while seen < MOST:  # deeper ones stand further right, and are not looked at
        after = [k for k in p.kids[node] if node < k <= last and p.rel[k] != "punct"]
        for k in after:
            start = p.left[k]
            if start > max(node, first) and (p.rel[k] not in NEEDED or p.word[start - 1] in BREAKS):
                seen += 1
                yield Piece(start, p.right[k], k, False, depth)
        if not after:
            return
        node, depth = after[-1], depth + 1


def _outside(p: Parse, cue: int, last: int) -> Iterator[Piece]:
    for k in p.kids[cue]:
        if p.left[k] > last and (p.rel[k] in BESIDE or (p.rel[k] == "conj" and is_verb(p, k))):
            yield Piece(p.left[k], p.right[k], k, True, 0)


class Extent(NamedTuple):
    """A possible last token of a content. `cut` tells how sure the pieces are: a key of the weight table."""

    last: int
    cut: str


def extents(
    p: Parse, quotes: Quotations, cues: Cues, frame: str, view: CueView, head: int, first: int, last: int
) -> list[Extent]:
    """Where the content may end, the likeliest first; others only where they would make it much shorter or longer."""
    found = pieces(p, view.cue, head, first, last)[:MOST]
    if not found:
        return [Extent(last, WHOLE)]
    asked = [piece for piece in found if not piece.outside]
    stops = [*(piece.first - 1 for piece in asked), last]
    end = last
    for piece in found:
        if piece.outside and piece.first <= end + 3:
            end = max(end, piece.last)
            stops.append(end)
            asked.append(piece)
    margins: list[float] = []  # of as many pieces as need be looked at
    for piece in asked:
        margins.append(_margin(p, quotes, cues, frame, view, head, first, piece))
        if margins[-1] < 0:
            break
    chosen = len(margins) - 1 if margins and margins[-1] < 0 else len(asked)
    weakest = min(margins[:chosen], default=-NEVER)
    beyond = margins[chosen] if chosen < len(asked) else NEVER
    options = [Extent(stops[chosen], f"cut=go|{_bucket(weakest)}|{_bucket(beyond)}")]
    reach = p.end[stops[chosen]] - p.start[first]
    for k in range(chosen - 1, -1, -1):
        if p.end[stops[k]] - p.start[first] < SHORTER * reach:
            options.append(Extent(stops[k], f"cut=short|{_bucket(margins[k])}"))
            break
    for k in range(chosen + 1, len(stops)):
        if SHORTER * (p.end[stops[k]] - p.start[first]) > reach:
            later = (_margin(p, quotes, cues, frame, view, head, first, piece) for piece in asked[chosen + 1 : k])
            options.append(Extent(stops[k], f"cut=long|{_bucket(min([margins[chosen], *later]))}"))
            break
    return options


def _bucket(margin: float) -> str:
    return str(max(-3, min(3, round(margin))))


WHOLE = f"cut=go|{_bucket(-NEVER)}|{_bucket(NEVER)}"  # of a content that has no pieces


def _margin(
    p: Parse, quotes: Quotations, cues: Cues, frame: str, view: CueView, head: int, first: int, piece: Piece
) -> float:
    """How much speaks for a piece being content; without weights what is inside is, what is outside is not."""
    if _other_source(p, cues, piece) or _beside_cue(p, cues, view.cue, piece) or _next_cue(p, cues, view.cue, piece):
        return NEVER
    if _misled(p, piece):
        return -NEVER
    if not cues.weights.extent:
        return -1.0 if piece.outside else 1.0
    return score(keys(p, quotes, cues, frame, view, head, first, piece), cues.weights.extent)


def _misled(p: Parse, piece: Piece) -> bool:
    """A verb hung on the cue as coordinated, with neither "and" nor comma before it: it goes on with the content
    ("reported that planes linked to the raid | had dropped leaflets"), as does a second clause after one with "that"
    ("reported that leaflets told the residents, | “Leave.”")."""
    if piece.outside and p.rel[piece.head] == "ccomp":
        return after_that(p, p.head[piece.head], piece.head)
    return (
        piece.outside
        and p.rel[piece.head] == "conj"
        and p.word[piece.first - 1] not in BREAKS
        and p.tag[piece.first] != "CC"
        and p.tag[piece.first - 1] != "CC"
        and p.rel[piece.first] in ("aux", "auxpass", "neg")
    )


def after_that(p: Parse, cue: int, k: int) -> bool:
    """Does a clause without "that" hang on a cue that has a clause with it already?"""

    def marked(j: int) -> bool:
        return any(p.rel[i] == "mark" and p.lower[i] == "that" for i in p.kids[j])

    return not marked(k) and any(cue < j < k and p.rel[j] == "ccomp" and marked(j) for j in p.kids[cue])


def _other_source(p: Parse, cues: Cues, piece: Piece) -> bool:
    """Does the piece say from whom the whole sentence comes: ", according to ..." or ", reports the agency"?"""
    start = piece.first
    before = start - 1
    if p.word[before] in MARKS:
        before -= 1
    if p.word[before] not in BREAKS:
        return False
    if p.lower[start] == "according" or _answered(p, cues, piece):
        return True
    says = "say" in cues.groups_of.get(("verbs", p.lemma[start]), ())
    return says and start == piece.head and inverted_subject(p, start) is not None


def _answered(p: Parse, cues: Cues, piece: Piece) -> bool:
    """ ", a figure the army disputed", ", an accusation that the envoy called absurd": what others say of it."""
    k = piece.head
    if p.tag[piece.first] != "DT" or p.tag[k] != "NN":
        return False
    verbs = [j for j in p.kids[k] if p.rel[j] == "relcl" and j <= piece.last]
    return any(ANSWERS.intersection(cues.groups_of.get(("verbs", p.lemma[j]), ())) for j in verbs)


def _beside_cue(p: Parse, cues: Cues, cue: int, piece: Piece) -> bool:
    """A form after "and" that the content has no use for, and the cue has: "whispering that it was over, and leaving",
    "said they were leaving and called for help", "said it had hopes but declined to say why"."""
    k = piece.head
    if piece.outside and p.tag[cue] == p.tag[k] == "VBG" and p.tag[piece.first - 1] == "CC":
        return True
    if piece.outside or p.rel[k] != "conj" or p.tag[cue] != p.tag[k]:
        return False
    alone = not any(p.rel[j] in ("aux", "nsubj", "nsubjpass", "expl") for j in p.kids[k])
    if p.tag[cue] == "VBG":
        return alone and p.tag[p.head[k]] in (*FINITE, "VB")
    return alone and (odd_conjunct(p, k) or _withholds(p, cues, k))


def _withholds(p: Parse, cues: Cues, k: int) -> bool:
    """ "Declined to say": not telling is what the speaker does."""
    unsaid = any(
        p.rel[j] == "xcomp" and "say" in cues.groups_of.get(("verbs", p.lemma[j]), ()) for j in p.kids[k] if j > k
    )
    return unsaid and "withhold" in cues.groups_of.get(("verbs", p.lemma[k]), ())


def _next_cue(p: Parse, cues: Cues, cue: int, piece: Piece) -> bool:
    """ "Did not say whether it fired, but promised an inquiry": a finite verb beside the cue that is a cue itself."""
    k = piece.head
    return (
        piece.outside
        and p.rel[k] == "conj"
        and p.head[k] == cue
        and p.tag[piece.first - 1] == "CC"
        and p.word[piece.first - 2] in BREAKS
        and p.tag[k] in FINITE
        and ("verbs", p.lemma[k]) in cues.groups_of
        and not any(p.rel[j] in ("nsubj", "nsubjpass", "expl", "aux") for j in p.kids[k])
    )


def keys(
    p: Parse, quotes: Quotations, cues: Cues, frame: str, view: CueView, head: int, first: int, piece: Piece
) -> list[str]:
    """What a piece looks like, as strings: keys of the weight table."""
    k = piece.head
    rel, tag = p.rel[k], p.tag[k]
    start = piece.first
    comma = p.word[start - 1] if p.word[start - 1] in BREAKS else ""
    place = "out" if piece.outside else "in"
    word = p.lower[start] if p.tag[start] in TELLING or p.tag[start] == "CC" else p.tag[start]
    says = tag[:2] == "VB" and "say" in cues.groups_of.get(("verbs", p.lemma[k]), ())
    subject = p.rel[k] == "conj" and any(p.rel[j] in ("nsubj", "nsubjpass", "expl") for j in p.kids[k])
    quoted = bool(quotes.starting_in(start, piece.last))
    so_far, length = size(start - first), size(piece.last - start + 1)
    base = f"go|{place}|{rel}|{comma}"
    found = [
        "go",
        base,
        f"{base}|f={frame}",
        f"{base}|tag={tag}",
        f"{base}|w={word}",
        f"{base}|on={p.tag[p.head[k]][:1]}",
        f"{base}|deep={min(piece.depth, 3)}",
        f"{base}|size={length}",
        f"{base}|subj={subject}|says={says}",
        f"go|{place}|f={frame}|w={word}",
        f"go|f={frame}|sofar={so_far}",
        f"go|{place}|{comma}|sofar={so_far}",
        f"go|{place}|{comma}|quoted={quoted}",
        f"go|{place}|{comma}|{tag}|says={says}",
        f"go|l={view.lemma}|{place}|w={word}",
        f"go|l={view.lemma}|f={frame}|{place}",
    ]
    found += [f"go|g={g}|{place}|w={word}" for g in view.groups[:1]]
    found += [f"go|g={g}|f={frame}|{place}|{rel}|{comma}" for g in view.groups[:1]]
    left = size(p.sentence(start)[1] - 1 - piece.last)
    found += [
        f"{base}|k={p.lemma[k].lower()}",
        f"go|{rel}|w={word}|on={p.lemma[p.head[k]].lower()}",
        f"go|{comma}|after={quotes.around(start - 1) is not None}|{p.tag[start]}",
        f"go|{place}|{comma}|left={left}|f={frame}",
    ]
    return found + _of_clauses(p, base, view.cue, head, k) + _of_object(p, place, base, word, k)


def _of_clauses(p: Parse, base: str, cue: int, head: int, k: int) -> list[str]:
    """Keys of the tense and the subject of a piece beside those of the content: whose words go on keep both."""
    found = []
    tense = _tense(p, k)
    if tense:
        known = _tense(p, head)
        found += [f"{base}|t={known}>{tense}", f"{base}|t={p.tag[cue]}>{tense}", f"go|{p.rel[k]}|same={known == tense}"]
    subject = _subject(p, k)
    if subject:
        found += [f"{base}|s={subject}", f"{base}|s={_subject(p, head)}>{subject}"]
    return found


def _of_object(p: Parse, place: str, base: str, word: str, k: int) -> list[str]:
    """Keys of what a preposition governs: "on Thursday", "in an interview"."""
    governed = next((j for j in p.kids[k] if p.rel[j] in ("pobj", "pcomp")), None)
    if governed is None:
        return []
    return [f"{base}|w={word}|o={p.tag[governed]}", f"go|{place}|w={word}|o={p.lemma[governed].lower()}"]


def _tense(p: Parse, k: int) -> str:
    """The finite form of a verb with its auxiliaries: a modal, "PRS", "VBD", "haveD"; "" for what is no verb."""
    first = next((j for j in p.kids[k] if j < k and p.rel[j] in ("aux", "auxpass")), k)
    tag = p.tag[first]
    if tag == "MD":
        return p.lower[first]
    if tag in ("VBZ", "VBP"):
        return "PRS"
    if tag[:1] != "V":
        return ""
    return f"{p.lemma[first]}D" if first != k and tag == "VBD" else tag


def _subject(p: Parse, k: int) -> str:
    """A pronoun, or the tag of the noun, that is the subject of a verb; "" for none."""
    subject = next((j for j in p.kids[k] if p.rel[j] in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None:
        return ""
    return p.lower[subject] if p.tag[subject] in PRONOUNS else p.tag[subject]
