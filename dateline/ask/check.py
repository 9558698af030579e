"""Does a record hold what it promises? Every span, id and reference of every row, and the bytes behind them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from dateline.ids import make_id
from dateline.records import Event, Party, Quantity, Reading, State
from dateline.store.record import Record


def check(record: Record) -> Iterator[str]:
    """Everything wrong with a record, a line each; nothing when it is sound."""
    yield from record.damage()
    yield from record.other_bytes()
    for report in record.rows("reports"):
        if make_id("reports", report.sha256) != report.id:
            yield f"{report.id}: its id is not the one that its bytes make"
        yield from problems(record.reading(report.id))
    yield from together(record)


def together(record: Record) -> Iterator[str]:
    """What is wrong with the rows that joining made: ids that name nothing, events or reports in two groups at once."""
    events = {event.id: event.report for event in record.rows("events")}
    reports = {report.id for report in record.rows("reports")}
    for kind, inside, known in (("incidents", "events", events.keys()), ("stories", "reports", reports)):
        owner: dict[str, str] = {}
        for row in record.joined.rows(kind):
            members = getattr(row, inside)
            if not members:
                yield f"{row.id}: has no {inside}"
            for member in members:
                if member not in known:
                    yield f"{row.id}: names {member}, which is not in the record"
                if member in owner:
                    yield f"{member}: belongs to {owner[member]} and to {row.id}"
                owner[member] = row.id
    named = [(link.id, end) for link in record.joined.rows("links") for end in (link.a, link.b)]
    named += [(dispute.id, row) for dispute in record.joined.rows("disputes") for row in dispute.rows]
    named += [(report, row) for report, dated in record.joined.dates().items() for row in dated.evidence]
    for row_id, target in named:
        if not record.holds(target):
            yield f"{row_id}: names {target}, which is not in the record"


def problems(reading: Reading) -> Iterator[str]:
    """Everything wrong with the rows of one report."""
    for test in TESTS:
        yield from test(reading)


def spans(reading: Reading) -> Iterator[str]:
    """A row's text is exactly the report's text from start to end."""
    text = reading.report.text
    for row in reading.rows():
        if not (0 <= row.start < row.end <= len(text)) or text[row.start : row.end] != row.text:
            yield f"{row.id}: its text is not what stands at {row.start}..{row.end} of {row.report}"
        if row.report != reading.report.id:
            yield f"{row.id}: belongs to {row.report}, stands with {reading.report.id}"


def ids(reading: Reading) -> Iterator[str]:
    """No two rows share an id."""
    for row_id, n in Counter(row.id for row in reading.rows()).items():
        if n > 1:
            yield f"{row_id}: {n} rows have this id"


def coverage(reading: Reading) -> Iterator[str]:
    """Passages cover the text without overlap."""
    at = 0
    for passage in sorted(reading.passages, key=lambda p: p.start):
        if passage.start != at:
            yield f"{passage.id}: starts at {passage.start}, the passage before it ended at {at}"
        at = passage.end
    if at != len(reading.report.text):
        yield f"{reading.report.id}: its passages end at {at}, its text at {len(reading.report.text)}"


def references(reading: Reading) -> Iterator[str]:
    """Every id that a row names is the id of a row."""
    known = {row.id for row in reading.rows()} | {reading.report.id}
    named: list[tuple[str, str | None]] = [(reading.report.id, e) for e in reading.report.published_evidence]
    named += [(t.id, t.anchor) for t in reading.times]
    named += [(m.id, m.antecedent) for m in reading.mentions]
    named += [(c.id, c.parent) for c in reading.claims]
    facts: tuple[Event | Quantity | State, ...] = (*reading.events, *reading.quantities, *reading.states)
    named += [(c.id, c.said_on_from) for c in reading.claims]
    named += [(row.id, row.when_from) for row in facts]
    named += [(row.id, row.claim) for row in facts]
    named += [(row.id, row.place.id) for row in facts if row.place]
    named += [(row.id, row.event) for row in reading.states]
    named += [(row.id, figure) for row in reading.states for figure in row.quantities]
    named += [(row.id, row.to.id) for row in reading.states if row.to]
    for row_id, target in named:
        if target is not None and target not in known:
            yield f"{row_id}: names {target}, which is no row of {reading.report.id}"


def parties(reading: Reading) -> Iterator[str]:
    """A party's words lie in the report, and its actor is one that the report mentions."""
    actors = {m.actor for m in reading.mentions}
    for row_id, party in _parties(reading):
        if party.start is not None and not (0 <= party.start < (party.end or 0) <= len(reading.report.text)):
            yield f"{row_id}: {party.name!r} stands at {party.start}..{party.end}, outside of the report"
        if party.actor is not None and party.actor not in actors:
            yield f"{row_id}: {party.name!r} is {party.actor}, whom the report never mentions"


def nesting(reading: Reading) -> Iterator[str]:
    """Claims inside claims never go in a circle."""
    parent = {c.id: c.parent for c in reading.claims}
    for claim in parent:
        above, steps = parent[claim], 0
        while above is not None and steps <= len(parent):
            above, steps = parent.get(above), steps + 1
        if above is not None:
            yield f"{claim}: is contained in itself"


TESTS: tuple[Callable[[Reading], Iterable[str]], ...] = (spans, ids, coverage, references, parties, nesting)


def _parties(reading: Reading) -> Iterator[tuple[str, Party]]:
    for claim in reading.claims:
        yield from (
            (claim.id, p) for p in (*claim.sources, *claim.via, *([claim.addressee] if claim.addressee else []))
        )
    for event in reading.events:
        yield from ((event.id, p) for p in (*event.initiators, *event.recipients))
    for state in reading.states:
        parties = (*state.parties, *state.others, *state.mediators, *state.sources)
        yield from ((state.id, p) for p in parties)
    for quantity in reading.quantities:
        yield from ((quantity.id, p) for p in quantity.attributed_to)
