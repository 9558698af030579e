"""The terms of a query about what many reports say together (story:, disputed:, sources>1) and on chains: through:0.

As of a day they are answered from what the reports known then say together, and not from the index.
"""

from dateline.ask.query import Term
from dateline.ask.stories import find_story
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.records import Story
from dateline.store.conditions import Among, Chosen, Condition, Disputed, InStory, Sources, Through
from dateline.store.joined_conditions import ALL_TOLD
from dateline.store.record import Record
from dateline.store.then import Then


def joined_condition(record: Record, term: Term) -> Condition:
    """What is asked for such a term. Raises BadRequest for a story that is not there, and for any other field."""
    if term.field == "story":
        story = _story(record, term.value)
        if isinstance(record, Then):
            return Among(frozenset(story.reports), term.negated)
        return InStory(story.id, term.negated)
    if term.field == "disputed":
        negated = term.negated ^ (term.value == "no")
        return _disputed(record, negated) if isinstance(record, Then) else Disputed(negated)
    if term.field == "through":
        return Through(*_between(term), term.negated)
    if term.field != "sources":
        raise BadRequest(f"{term.field}: cannot be asked here", "leave it out")
    least, below = _between(term)
    return (
        _told(record, least, below, term.negated) if isinstance(record, Then) else Sources(least, below, term.negated)
    )


def _story(record: Record, name: str) -> Story:
    """By its id, which is quick, or by the beginning of one or words of the title. Raises BadRequest."""
    exact: Story | None = next(record.joined.rows("stories", name), None)
    return exact or find_story(View(record), name)


def _between(term: Term) -> tuple[int, int | None]:
    """At least so many sources, and fewer than so many (None: no bound)."""
    n = int(term.value)
    match term.comparison:
        case ">":
            return n + 1, None
        case ">=":
            return n, None
        case "<":
            return 0, n
        case "<=":
            return 0, n + 1
        case _:
            return n, n + 1


def _disputed(then: Then, negated: bool) -> Chosen:
    """The sides of disputes that were known, the events told in them, their reports."""
    sides = {row for dispute in then.joined.rows("disputes") for row in dispute.rows}
    events = {event.id for event in then.rows("events") if event.claim in sides}
    reports = frozenset(then.row(row).report for row in sides)
    return Chosen(frozenset(sides | events), reports, negated)


def _told(then: Then, least: int, below: int | None, negated: bool) -> Chosen:
    rows, reports = _told_by(then, least)
    if below is not None:
        more, others = _told_by(then, below)
        rows, reports = rows - more, reports - others
    return Chosen(rows, reports, negated)


def _told_by(then: Then, least: int) -> tuple[frozenset[str], frozenset[str]]:
    """The events of incidents that so many sources told by then, with the claims that tell them; their reports."""
    if least <= ALL_TOLD:
        every = {row.id for kind in ("claims", "events") for row in then.rows(kind)}
        return frozenset(every), then.in_sight
    told = {
        event
        for incident in then.joined.rows("incidents")
        if incident.independent_sources >= least
        for event in incident.events
    }
    events = [event for event in then.rows("events") if event.id in told]
    claims = {event.claim for event in events if event.claim is not None}
    return frozenset(told | claims), frozenset(event.report for event in events)
