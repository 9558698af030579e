"""What a candidate looks like, as strings: the keys of the weight table.

`f=` is the frame, `l=` the cue's lemma, `g=` a group of the cue lexicon, `src=` the kind of source; a key with several
parts is their conjunction.
"""

from dataclasses import dataclass

from dateline.language.grammar import negation
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.candidates import Candidate
from dateline.reading.claims.sources import Speaker

SIZES = (1, 2, 3, 5, 8, 12, 20, 40)
FIRST_PERSON = frozenset({"i", "we", "me", "us"})
PART = {"V": "verbs", "N": "nouns", "J": "adjectives"}


@dataclass(frozen=True, slots=True)
class CueView:
    """What does not depend on the content."""

    lemma: str  # with its particle
    groups: tuple[str, ...]
    aux: str
    rel: str
    keys: tuple[str, ...]


class Views:
    """Looks at candidates of one report; what belongs to a cue alone is worked out once."""

    def __init__(self, p: Parse, bounds: Bounds, cues: Cues):
        self.p, self.bounds, self.cues = p, bounds, cues
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
        inside = self.bounds.quotes.around(i) is not None
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
        if part == "nouns":
            keys.append(f"noun={lemma}")
        keys += [f"g={g}" for g in groups] or ["g=?"]
        keys += [f"g={g}|aux={aux}|neg={neg}" for g in groups[:1]]
        keys += [f"g={g}|inside={inside}" for g in groups[:1]]
        return CueView(lemma, groups, aux, rel, tuple(keys))

    def source_kind(self, who: tuple[Speaker, ...]) -> str:
        if not who:
            return "none"
        p, h = self.p, who[0].head
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


def size(n: int) -> str:
    return str(next((s for s in SIZES if n <= s), 99))


def features(v: Views, c: Candidate, who: tuple[Speaker, ...]) -> list[str]:
    """The keys of a candidate, in a fixed order."""
    p, cue, f = v.p, c.cue, c.frame
    view = v.cue(cue)
    lemma = view.lemma
    kind = v.source_kind(who)
    inside = v.bounds.quotes.around(cue) is not None
    quotations = v.bounds.quotes.starting_in(c.first, c.last)
    quoted = "none"
    if quotations:
        quoted = "whole" if quotations[0].first == c.first and quotations[-1].last == c.last else "part"
    place = "before" if c.last < cue else "after" if c.first > cue else "around"
    gap = c.first - cue if place == "after" else cue - c.last if place == "before" else 0
    subject = any(p.rel[k] in ("nsubj", "nsubjpass", "expl") for k in p.kids[c.head])
    length = size(c.last - c.first + 1)
    head = p.tag[c.head]
    link = c.link
    keys = [
        f"f={f}",
        f"f={f}|l={lemma}",
        f"l={lemma}|link={link}",
        f"f={f}|link={link}",
        f"f={f}|tag={p.tag[cue]}",
        f"f={f}|src={kind}",
        f"src={kind}",
        f"f={f}|rel={view.rel}",
        f"f={f}|aux={view.aux}",
        f"f={f}|size={length}",
        f"f={f}|quoted={quoted}",
        f"f={f}|{place}|gap={size(gap)}",
        f"f={f}|inside={inside}|src={kind}",
        f"f={f}|head={head}|subj={subject}",
        f"f={f}|first={p.tag[c.first]}",
        f"l={lemma}|src={kind}",
        f"l={lemma}|quoted={quoted}",
        f"l={lemma}|size={length}",
        f"f={f}|before={p.tag[c.first - 1] if c.first else ''}",
        *view.keys,
    ]
    for g in view.groups:
        keys += [f"g={g}|f={f}", f"g={g}|f={f}|link={link}", f"g={g}|src={kind}", f"g={g}|f={f}|head={head}"]
    return keys
