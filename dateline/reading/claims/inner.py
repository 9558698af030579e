"""Claims inside of claims, to any depth: what the grammar says plainly is taken there, though training looked away.

The training corpus marks next to nothing inside another attribution, so that the learnt weights are too low there; the
record wants the whole chain. Only frames that leave no doubt are taken: somebody and a verb of saying, believing,
promising or asking with a clause of its own.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate

from dateline.language.grammar import is_passive
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.accept import Judged, Looked, judge, likeliest
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.nested import NESTED
from dateline.reading.claims.views import Views
from dateline.reading.parties import Parties

CLAUSED = frozenset({"say", "deny", "promise", "accuse", "predict", "believe", "ask"})
RAISED = frozenset({"say", "believe", "predict", "accuse"})
WILLED = frozenset({"promise", "ask"})
STATED = frozenset({"accuse", "deny"})
NAMED = frozenset({"say", "accuse", "deny", "promise", "predict"})
WHOLE = 5  # tokens of a quotation that is more than a word in quotation marks
LEAST = -1.5  # the weights' sum below which even plain grammar is not believed,
LEAST_BY_FRAME = {"object": 0.6, "quote_after": 0.0, "noun_clause": 0.6, "infinitive": 0.6}  # and where it misleads
NEAR = 8  # accepted cues to either side that are looked at for the same saying
SAME = 0.4  # of the stretch of two contents: sharing more, they are one saying told by two cues
OTHERS = frozenset({"name", "role", "noun", "nouns", "document"})  # somebody else than who is speaking already


def with_inner(
    p: Parse, views: Views, parties: Parties, by_cue: Mapping[int, Sequence[Looked]], chosen: Sequence[Judged]
) -> list[Judged]:
    """The accepted candidates and those of plain grammar that lie in the content of one of them, by place."""
    taken = sorted(chosen, key=lambda j: j.candidate.cue)
    cues = [j.candidate.cue for j in taken]
    reach = _reach(len(p), chosen)
    found = list(chosen)
    weights = views.cues.weights
    for cue in by_cue:
        at = bisect_left(cues, cue)
        if reach[cue] < cue or (at < len(cues) and cues[at] == cue):
            continue
        plain = [one for one in by_cue[cue] if _within(one.candidate, reach) and is_plain(views, parties, one)]
        if not plain:
            continue
        judged = judge(likeliest(plain, weights.pick), weights.accept)
        near = [j.candidate for j in taken[max(0, at - NEAR) : at + NEAR]]
        if _is_believed(judged) and not any(_told_already(judged.candidate, other) for other in near):
            found.append(judged)
    return sorted(found, key=outer_first)


def _is_believed(j: Judged) -> bool:
    """A quotation inside a quotation has no keys, and needs none."""
    return j.candidate.link == NESTED or j.score >= LEAST_BY_FRAME.get(j.candidate.frame, LEAST)


def outer_first(j: Judged) -> tuple[int, int, bool, int]:
    """Reading order, with a claim before those inside of it; what is raised has the bounds of the clause around it."""
    c = j.candidate
    return c.first, -c.last, c.frame == "raising", c.cue


def with_subjects(by_cue: Mapping[int, Sequence[Looked]], chosen: Sequence[Judged]) -> list[Judged]:
    """ "The envoys are expected to meet": who is to do it belongs to what is expected, whatever weighs more."""
    return sorted((_with_subject(by_cue[j.candidate.cue], j) for j in chosen), key=outer_first)


def _with_subject(readings: Sequence[Looked], judged: Judged) -> Judged:
    c = judged.candidate
    if c.frame != "infinitive":
        return judged
    whole = next((one for one in readings if one.candidate.frame == "raising" and one.candidate.head == c.head), None)
    if whole is None:
        return judged
    return judged._replace(looked=whole._replace(candidate=whole.candidate._replace(last=c.last)))


def without_refusals(p: Parse, cues: Cues, chosen: Sequence[Judged]) -> list[Judged]:
    """ "Refused to say who had paid": what was to be said is the claim, not the saying of it."""
    told = {j.candidate.cue for j in chosen}

    def refuses(c: Candidate) -> bool:
        return (
            c.frame == "infinitive"
            and c.head in told
            and "withhold" in cues.groups_of.get(("verbs", p.lemma[c.cue]), ())
        )

    return [j for j in chosen if not refuses(j.candidate)]


def _reach(length: int, chosen: Sequence[Judged]) -> list[int]:
    """For each token the last token of the contents that have begun up to it; -1 for none."""
    reach = [-1] * length
    for j in chosen:
        reach[j.candidate.first] = max(reach[j.candidate.first], j.candidate.last)
    return list(accumulate(reach, max))


def _within(c: Candidate, reach: Sequence[int]) -> bool:
    return reach[min(c.first, c.cue)] >= max(c.last, c.cue)


def _told_already(c: Candidate, other: Candidate) -> bool:
    """Do both tell about the same words, none of them about the other's saying?"""
    if other.first <= c.cue <= other.last or c.first <= other.cue <= c.last:
        return (c.first, c.last) == (other.first, other.last)
    shared = min(c.last, other.last) - max(c.first, other.first) + 1
    return shared > SAME * (max(c.last, other.last) - min(c.first, other.first) + 1)


def is_plain(views: Views, parties: Parties, looked: Looked) -> bool:
    """Does the grammar leave no doubt that somebody said, thought, promised or asked this?"""
    c = looked.candidate
    groups = views.cue(c.cue).groups
    heads = [s.head for s in looked.who]
    kind = views.source_kind(heads[0] if heads else None)
    if c.link == NESTED or (looked.sure and not looked.keys):
        return True  # a quotation inside a quotation, or the rest of a split one (nested.py)
    if heads and parties.mention(heads[0]) is None and kind != "document":
        return False  # "the phrase suggests that ...", "visual evidence confirms that ..."
    if not heads and c.frame == "clause" and is_passive(views.p, c.cue):
        return c.link in ("that", "") and "say" in groups[:1]  # "we were told that there would be buses"
    test = PLAIN.get(c.frame)
    return test is not None and test(c, frozenset(groups), kind, groups[:1])


def _clause(c: Candidate, groups: Collection[str], kind: str, first: Collection[str]) -> bool:
    if c.link == "":
        return kind in OTHERS | {"pron"} and "say" in first
    return c.link == "that" and kind in OTHERS and bool(CLAUSED.intersection(groups))


def _raised(c: Candidate, groups: Collection[str], kind: str, first: Collection[str]) -> bool:
    return bool(RAISED.intersection(groups))


def _willed(c: Candidate, groups: Collection[str], kind: str, first: Collection[str]) -> bool:
    return c.link == "to" and kind in OTHERS and bool(WILLED.intersection(first))


def _stated(c: Candidate, groups: Collection[str], kind: str, first: Collection[str]) -> bool:
    return kind in OTHERS and bool(STATED.intersection(first))


def _named(c: Candidate, groups: Collection[str], kind: str, first: Collection[str]) -> bool:
    return c.link == "that" and bool(NAMED.intersection(groups))


def _quoted(c: Candidate, groups: Collection[str], kind: str, first: Collection[str]) -> bool:
    return kind in OTHERS and "say" in first and c.last - c.first >= WHOLE


PLAIN: dict[str, Callable[[Candidate, Collection[str], str, Collection[str]], bool]] = {
    "clause": _clause,
    "raising": _raised,
    "quote_after": _quoted,
    "infinitive": _willed,
    "object": _stated,
    "noun_clause": _named,
}
