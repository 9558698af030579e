"""Claims: who said what, and who passed it on."""

from itertools import pairwise

from dateline.language.grammar import is_passive, negation
from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.accept import SAYING, Looked, choose, is_sure
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.candidates import candidates
from dateline.reading.claims.features import features
from dateline.reading.claims.floating import with_floating
from dateline.reading.claims.quotes import Quotations
from dateline.reading.claims.relay import agencies, related
from dateline.reading.claims.rows import Rows
from dateline.reading.claims.sources import speakers
from dateline.reading.claims.views import Views
from dateline.reading.parties import Parties
from dateline.records import Claim, Mention, Passage, Report, TimeExpression

TOLD = frozenset({"say", "accuse", "deny"})  # groups of nouns whose "that" tells what was said


def claims(
    dated: Report,
    passages: tuple[Passage, ...],
    parse: Parse,
    times: tuple[TimeExpression, ...],
    mentions: tuple[Mention, ...],
    cues: Cues,
) -> tuple[Claim, ...]:
    """Every attribution relation, in reading order of the content."""
    bounds = Bounds(Views(parse, Quotations(parse, walls(passages)), cues), times)
    chosen = choose(parse, looked_at(parse, bounds, cues.nouns).values(), cues.weights)
    chosen = [one for one in with_floating(parse, bounds, chosen) if one.candidate.first <= one.candidate.last]
    chosen = [one for one in chosen if not _nothing(parse, one.candidate)]
    rows = Rows(dated, parse, times, Parties(parse, mentions), bounds, cues)
    return related(parse, rows, chosen, agencies(dated, passages, mentions))


def _nothing(parse: Parse, c: Candidate) -> bool:
    """ "Said nothing": the object is the negation."""
    return c.first == c.last == negation(parse, c.cue)


def _told_noun(parse: Parse, c: Candidate, groups: tuple[str, ...]) -> bool:
    """ "The claim that the dam was mined angered them": a noun of saying with what was said, and no relative clause."""
    marked = any(parse.rel[k] == "mark" and parse.lower[k] == "that" for k in parse.kids[c.head])
    leads = parse.rel[c.cue] in ("nsubj", "nsubjpass")
    return c.frame == "noun_clause" and leads and marked and bool(TOLD.intersection(groups))


def walls(passages: tuple[Passage, ...]) -> tuple[int, ...]:
    """Code points where a passage of another kind begins."""
    return tuple(b.start for a, b in pairwise(passages) if a.part != b.part)


def looked_at(parse: Parse, bounds: Bounds, nouns: frozenset[str] | None) -> dict[int, list[Looked]]:
    """Cue token -> its candidates with what is seen of each."""
    views, cues = bounds.views, bounds.views.cues
    found: dict[int, list[Looked]] = {}
    for candidate in candidates(parse, bounds, nouns):
        who = speakers(parse, bounds.quotes, candidate)
        keys = features(views, candidate, who)
        view = views.cue(candidate.cue)
        quoted = bounds.quotes.number(candidate.cue) is not None
        sure = is_sure(candidate, view.groups, views.source_kind(who[0].head if who else None), quoted)
        sure = sure or (candidate.frame == "adverb" and parse.lower[candidate.cue] in cues.hearsay and not quoted)
        finding = candidate.frame == "viewpoint" and parse.lemma[candidate.cue] in cues.findings
        sure = sure or (finding and candidate.link == "in")
        sure = sure or (not quoted and _told_noun(parse, candidate, view.groups))
        told = candidate.frame == "clause" and candidate.link == "that" and SAYING.intersection(view.groups)
        sure = sure or bool(told and is_passive(parse, candidate.cue))
        found.setdefault(candidate.cue, []).append(Looked(candidate, who, keys, view.keys, sure))
    return found
