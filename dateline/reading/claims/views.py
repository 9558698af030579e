"""What a cue looks like, worked out once for all the candidates that it heads."""

from typing import NamedTuple

from dateline.language.grammar import negation
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.quotes import Quotations

SIZES = (1, 2, 3, 5, 8, 12, 20, 40)
FIRST_PERSON = frozenset({"i", "we", "me", "us"})
COMMAS = frozenset({",", "”", '"', "''", "»"})
PART = {"V": "verbs", "N": "nouns", "J": "adjectives"}


class CueView(NamedTuple):
    """What does not depend on the content."""

    cue: int
    lemma: str  # with its particle
    groups: tuple[str, ...]
    aux: str
    rel: str
    keys: tuple[str, ...]


class Views:
    """Looks at candidates of one report; what belongs to a cue alone is worked out once."""

    def __init__(self, p: Parse, quotes: Quotations, cues: Cues):
        self.p, self.quotes, self.cues = p, quotes, cues
        self._views: dict[int, CueView] = {}

    def cue(self, i: int) -> CueView:
        view = self._views.get(i)
        if view is None:
            view = self._views[i] = self._look(i)
        return view

    def _look(self, i: int) -> CueView:
        p = self.p
        tag = p.tag[i]
        lemma = p.lemma[i].lower()
        aux = ""
        for k in p.kids[i]:
            rel = p.rel[k]
            if rel == "prt":
                lemma += "_" + p.lower[k]
            elif rel == "aux" and not aux:
                aux = p.lemma[k]
        part = PART.get(tag[0], "")
        groups = self.cues.groups_of.get((part, lemma), ())
        neg = negation(p, i) is not None
        inside = self.quotes.around(i) is not None
        rel = p.rel[i]
        keys = [
            f"l={lemma}",
            f"l={lemma}|tag={tag}",
            f"l={lemma}|rel={rel}",
            f"aux={aux}|neg={neg}",
            f"rel={rel}|inside={inside}",
            f"first={p.sent_of[i] == 0}",
            f"inside={inside}",
        ]
        up = p.head[i]
        above = self.cues.groups_of.get((PART.get(p.tag[up][0], ""), p.lemma[up]), ("?",))[0] if up != i else "top"
        keys += [f"up={above}|rel={rel}", f"up={above}|tag={tag}", f"after={p.tag[i - 1] if i else ''}|tag={tag}"]
        if part == "nouns":
            keys.append(f"noun={lemma}")
        keys += [f"g={g}" for g in groups] or ["g=?"]
        keys += [f"g={g}|aux={aux}|neg={neg}" for g in groups[:1]]
        keys += [f"g={g}|inside={inside}" for g in groups[:1]]
        return CueView(i, lemma, groups, aux, rel, tuple(keys))

    def said_by(self, cue: int) -> int | None:
        """The speaker of "The road is open, said the mayor": a name or an office right after a verb of saying."""
        p = self.p
        if "say" not in self.cues.groups_of.get(("verbs", p.lemma[cue]), ()):
            return None
        after = inverted_subject(p, cue)
        if after is None or (p.tag[after] not in ("NNP", "NNPS") and p.lemma[after] not in self.cues.roles):
            return None
        return after

    def speaks(self, head: int) -> bool:
        """Is this somebody, by name, office or as one of those whom reports cite?"""
        return self.source_kind(head) in ("name", "role") or self.p.lemma[head] in self.cues.cited

    def source_kind(self, head: int | None) -> str:
        if head is None:
            return "none"
        p, h = self.p, head
        tag, low = p.tag[h], p.lower[h]
        if tag == "PRP":
            return "I" if low in FIRST_PERSON else low if low in ("you", "it") else "pron"
        if tag in ("NNP", "NNPS"):
            return "name"
        lemma = p.lemma[h]
        if lemma in self.cues.roles:
            return "role"
        if lemma in self.cues.documents:
            return "document"
        if tag[:2] == "NN":
            return "noun" if tag == "NN" else "nouns"
        return "wh" if tag[0] == "W" else "other"


SIZE_OF = tuple(str(next(s for s in SIZES if n <= s)) for n in range(SIZES[-1] + 1))


def size(n: int) -> str:
    """The class that a number of tokens falls into."""
    return SIZE_OF[max(n, 0)] if n <= SIZES[-1] else "99"


def inverted_subject(p: Parse, cue: int) -> int | None:
    """The noun right after a finite verb that follows a comma: "The road is open, said the mayor"."""
    if p.tag[cue] not in ("VBD", "VBZ", "VBP") or cue == 0:
        return None
    before = cue - 1
    if p.tag[before] == "RB":
        before -= 1
    if p.word[before] not in COMMAS:
        return None
    after = any(p.rel[k] == "nsubj" and p.left[k] == cue + 1 for k in p.kids[cue])  # "Rebels to leave, says mayor"
    if not after and any(k < cue and p.rel[k] in ("nsubj", "nsubjpass") for k in p.kids[cue]):
        return None
    for k in p.kids[cue]:
        if (
            k > cue
            and p.rel[k] in ("nsubj", "dobj", "attr", "oprd", "npadvmod")
            and p.left[k] == cue + 1
            and p.tag[k][:2] == "NN"
        ):
            return k
    return None


def odd_conjunct(p: Parse, verb: int) -> bool:
    """Is this finite verb hung on a form that it cannot be coordinated with: "was leaving and called for help"?"""
    up = p.head[verb]
    return (
        p.rel[verb] == "conj"
        and p.tag[verb] in ("VBD", "VBZ", "VBP")
        and p.tag[up] in ("VBG", "VB")
        and any(p.rel[k] == "aux" and k < up for k in p.kids[up])
    )
