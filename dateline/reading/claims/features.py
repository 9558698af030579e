"""What a candidate looks like, as strings: the keys of the weight table.

`f=` is the frame, `l=` the cue's lemma, `g=` a group of the cue lexicon, `src=` the kind of source; a key with several
parts is their conjunction.
"""

from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.sources import Speaker
from dateline.reading.claims.views import Views, size


def features(v: Views, c: Candidate, who: tuple[Speaker, ...]) -> list[str]:
    """The keys of a candidate, without those of its cue (Views.cue), in a fixed order."""
    p, cue, f = v.p, c.cue, c.frame
    view = v.cue(cue)
    lemma = view.lemma
    kind = v.source_kind(who[0].head if who else None)
    inside = v.quotes.around(cue) is not None
    quotations = v.quotes.starting_in(c.first, c.last)
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
        c.cut,
        f"f={f}|{c.cut}",
    ]
    said = p.tag[c.head] if p.tag[c.head] in ("NNP", "NNPS", "CD") else p.lemma[c.head].lower()
    keys += [f"said={said}|f={f}", f"l={lemma}|head={head}", f"l={lemma}|first={p.tag[c.first]}"]
    keys += [f"g={g}|said={said}" for g in view.groups[:1]]
    for g in view.groups:
        keys += [f"g={g}|f={f}", f"g={g}|f={f}|link={link}", f"g={g}|src={kind}", f"g={g}|f={f}|head={head}"]
    return keys
