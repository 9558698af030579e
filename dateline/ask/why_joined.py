"""Why an incident, a story, a link, a dispute or an inferred day: what was compared, and with which weights."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from dateline.ask.together import completed_reading
from dateline.ask.why import Why
from dateline.joining import stories
from dateline.joining.compare import levels
from dateline.joining.content import INCIDENTS, STORIES
from dateline.joining.graph import LOOKED_AT
from dateline.joining.sources import chains
from dateline.joining.statements import Statement, explain, statements
from dateline.joining.tellings import Digest, Telling, likeness
from dateline.lexicon import joining, matters, scopes
from dateline.lexicon.joining import JoiningWeights
from dateline.records import Dispute, Incident, Link, Report, Story
from dateline.store.record import Record

LITTLE = 0.05  # a weight below this is not worth a line
LONG = 100  # letters of a row that an answer quotes
SHOWN = 12  # pairs that an answer spells out
Line = tuple[str, str]


def why_joined(record: Record, row: Incident | Story | Link | Dispute) -> Why:
    """The reasons for a joined row, as labelled lines."""
    match row:
        case Incident():
            return Why(row.id, "incidents", tuple(_of_incident(record, row)))
        case Story():
            return Why(row.id, "stories", tuple(_of_story(record, row)))
        case Link():
            return Why(row.id, "links", tuple(_of_link(record, row)))
        case Dispute():
            lines = [("says", f"{row.relation}: {row.question}"), ("because", row.reason)]
            found = [link for link in record.joined.links_with(row.rows) if {link.a, link.b} <= set(row.rows)]
            return Why(row.id, "disputes", (*lines, *(("link", f"{one.reason} ({one.id})") for one in found)))


def why_dated(record: Record, report: Report) -> list[Line]:
    """What other reports told of a report's day; [] when they told nothing."""
    dated = record.joined.date(report.id)
    if dated is None:
        return []
    lines = [("dated by other reports", dated.reason)]
    told = {t.id: t for t in record.joined.told(dated.evidence)}
    digests = record.joined.digests({t.report for t in told.values()})
    weights = joining.load()
    for a, b in zip(dated.evidence[::2], dated.evidence[1::2], strict=False):
        if a in told and b in told:
            lines += [("evidence", line) for line in _pair(told[a], told[b], digests, weights)]
    return lines


def _of_incident(record: Record, row: Incident) -> Iterable[Line]:
    told = record.joined.told(row.events)
    reports = {t.report for t in told}
    digests, weights = record.joined.digests(reports), joining.load()
    yield "says", f"{row.type}{'/' + row.mode if row.mode else ''}, {row.when or 'no day'}, {row.status}"
    for telling in told:
        yield "telling", f"{_name(digests.get(telling.report))}: “{telling.text}” ({telling.id})"
    copies = record.joined.copies_of(reports)
    sources = chains(told, digests, copies)
    named = _speakers(record, told)
    spelt = (_each_once({_source(key, named, digests) for key in keys}) for keys in sources)
    yield "independent sources", f"{len(sources)}: {'; '.join(spelt)}"
    joined = {t.id: record.joined.edges(INCIDENTS, t.id) for t in told}
    pairs = [(a, b) for a, b in combinations(told, 2) if b.id in joined[a.id]]
    strongest = sorted(pairs, key=lambda pair: (-joined[pair[0].id][pair[1].id], pair[0].id, pair[1].id))
    for a, b in strongest[:SHOWN]:
        for line in _pair(a, b, digests, weights):
            yield "compared", line
    if len(told) > 1:
        yield "rule", f"pairs above {weights.link:g} are joined, groups when the mean between {LOOKED_AT} of each is "\
                      f"{weights.merge:g} or more (lexicon/joining.yaml)"  # fmt: skip
    else:
        yield "rule", "no other telling of it was found"


def _speakers(record: Record, told: Iterable[Telling]) -> dict[str, str]:
    """Actor -> the name by which the tellings' reports call who says it."""
    names: dict[str, str] = {}
    for telling in told:
        if telling.sources:
            claim = record.row(telling.id).claim
            parties = record.row(claim).sources if claim else ()
            names.update((party.actor, party.name) for party in parties if party.actor and party.name)
    return names


def _source(key: str, named: Mapping[str, str], digests: Mapping[str, Digest]) -> str:
    """What a telling rests on, in words: "says act-…" is "Ibrahim Kalin says so"."""
    kind, _, who = key.partition(" ")
    if kind == "says":
        return f"{named.get(who, who)} says so"
    if kind == "report":
        return f"{_name(digests.get(who))} itself"
    return f"the text of {_name(digests.get(who))}" if kind == "text" else who


def _each_once(sources: Iterable[str]) -> str:
    """Each source once: one that is named by what it says is not named by its outlet, or in small letters, too."""
    found: dict[str, str] = {}
    for source in sorted(sources):  # capitals come first
        found.setdefault(source.casefold(), source)
    return ", ".join(source for key, source in found.items() if f"{key} says so" not in found)


def _pair(a: Telling, b: Telling, digests: dict[str, Digest], weights: JoiningWeights) -> list[str]:
    """The comparison of two tellings, level by level."""
    one, other = digests.get(a.report), digests.get(b.report)
    near = 1.0 if a.report == b.report or one is None or other is None else likeness(one.keywords, other.keywords)
    compared = levels(a, b, near)
    head = f"“{a.text}” ({a.id}) with “{b.text}” ({b.id})"
    if compared is None:
        return [f"{head}: cannot be one event by themselves; others stand between them"]
    lines = [f"{head}: {weights.score(compared):+.2f}", f"{weights.bias:+.2f} to begin with: most pairs are two events"]
    return lines + _spelt(compared, weights)


def _spelt(compared: Sequence[str], weights: JoiningWeights) -> list[str]:
    told = [level for level in compared if abs(weights.weights[level]) >= LITTLE]
    ranked = sorted(told, key=lambda level: (-abs(weights.weights[level]), level))
    return [f"{weights.weights[level]:+.2f} {weights.says[level]}" for level in ranked]


def _of_story(record: Record, row: Story) -> Iterable[Line]:
    digests, weights = record.joined.digests(row.reports), joining.load()
    yield "says", f"{row.title}: {len(row.reports)} reports, {row.first or '?'} to {row.last or '?'}"
    pairs = []
    for report in row.reports:
        pairs += [
            (s, report, o) for o, s in record.joined.edges(STORIES, report).items() if report < o and o in digests
        ]
    for score, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))[:SHOWN]:
        yield "compared", f"{_name(digests[a])} ({a}) with {_name(digests[b])} ({b}): {score:+.2f}"
        yield "compared", f"{weights.story_bias:+.2f} to begin with"
        for line in _spelt(stories.levels(digests[a], digests[b]), weights):
            yield "compared", line
    if len(pairs) > SHOWN:
        yield "compared", f"and {len(pairs) - SHOWN} more pairs of its reports"
    yield "rule", f"reports above 0 are joined, groups when the mean between {LOOKED_AT} of each is "\
                  f"{weights.story_merge:g} or more (lexicon/joining.yaml)"  # fmt: skip


def _of_link(record: Record, row: Link) -> Iterable[Line]:
    if row.relation == "same_actor":
        yield "says", f"{row.a} {row.relation} {row.b}"
    else:
        yield "says", f"{_words(record, row.a)} {row.relation} {_words(record, row.b)}"
    yield "because", row.reason
    if row.relation not in ("reuses_text", "same_actor"):
        for line in explain(row, _statements(record, (row.a, row.b))):
            yield "compared", line
    if row.confidence is not None:
        label = "share of the text" if row.relation == "reuses_text" else "confidence"
        yield label, f"{row.confidence:.2f}"


def _words(record: Record, row_id: str) -> str:
    row = record.row(row_id)
    words = " ".join((row.headline or row.source if isinstance(row, Report) else row.text).split())
    return f"“{words if len(words) <= LONG else words[: LONG - 1] + '…'}” ({row_id})"


def _statements(record: Record, ids: Sequence[str]) -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    for report in sorted({record.row(row_id).report for row_id in ids}):
        reading = completed_reading(record, report)
        found.update({one.id: one for one in statements(reading, matters.load(), scopes.load())})
    return found


def _name(digest: Digest | None) -> str:
    return "a report" if digest is None else digest.headline or digest.outlet or digest.id
