"""Claims: who said what, and who passed it on."""

from dateline.language.parse import Parse
from dateline.lexicon.cues import Cues
from dateline.reading.claims.accept import THRESHOLD, Judged, choose, score
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.candidates import candidates
from dateline.reading.claims.features import Views, features
from dateline.reading.claims.nesting import nested
from dateline.reading.claims.rows import Rows
from dateline.reading.claims.sources import speakers
from dateline.reading.parties import Parties
from dateline.records import Claim, Mention, Passage, Report, TimeExpression


def claims(
    report: Report,
    passages: tuple[Passage, ...],
    parse: Parse,
    times: tuple[TimeExpression, ...],
    mentions: tuple[Mention, ...],
    cues: Cues,
) -> tuple[Claim, ...]:
    """Every attribution relation, in reading order of the content."""
    bounds = Bounds(parse)
    views = Views(parse, bounds, cues)
    judged = []
    for candidate in candidates(parse, bounds, cues.nouns):
        who = speakers(parse, candidate)
        judged.append(Judged(candidate, who, score(features(views, candidate, who), cues.weights)))
    chosen = choose(parse, judged, cues.weights.get(THRESHOLD, 0.0))
    rows = Rows(report, parse, times, Parties(parse, mentions), views, cues)
    return tuple(nested([rows.row(j) for j in chosen]))
