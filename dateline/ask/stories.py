"""Stories, incidents, disputes and links of a record, and the course of a story as a timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.ask.actors import joined
from dateline.ask.show import event_text, party_text
from dateline.ask.together import completed_reading, completed_row, readings
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.joining.tellings import days
from dateline.plain import plain
from dateline.records import Dispute, Incident, Link, Reading, Report, Story
from dateline.store.then import as_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Which incidents are wanted; None asks nothing."""

    type: str | None = None
    actor: str | None = None  # part of a name, or of a code
    place: str | None = None
    story: str | None = None  # id
    tellings: int = 1  # at least


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's words for an incident, and who says so."""

    event: str
    report: str
    source: str
    outlet: str | None
    published: str | None
    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One incident of a story with its tellings, and the disputes that its tellings are in."""

    when: str | None
    incident: Incident
    tellings: tuple[Telling, ...]
    disputes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A story as a timeline: what happened by day, undated incidents last; then its disputes and its reports."""

    story: Story
    steps: tuple[Step, ...]
    disputes: tuple[Dispute, ...]
    reports: tuple[Report, ...]

    def as_json(self) -> dict[str, Any]:
        slim = [{k: v for k, v in plain(report).items() if k not in ("text", "sentences")} for report in self.reports]
        return {
            "story": plain(self.story), "steps": plain(self.steps), "disputes": plain(self.disputes), "reports": slim
        }  # fmt: skip


def rows(view: View, kind: str) -> list[Any]:
    """Incidents, links, disputes or stories of the reports in sight, by id. As of a day those reports alone are joined:
    what later ones taught was not known."""
    return list(as_of(view.record, view.as_of).joined.rows(kind))


def stories(view: View) -> list[Story]:
    """The stories, those with most reports first."""
    return sorted(rows(view, "stories"), key=lambda story: (-len(story.reports), story.first or "9", story.id))


def incidents(view: View, asked: Asked) -> list[Incident]:
    """The incidents that fit, by day; those without a day last."""
    wanted: set[str] | None = None
    if asked.story is not None:
        reports = set(find_story(view, asked.story).reports)
        wanted = {e.incident for r in readings(view) if r.report.id in reports for e in r.events if e.incident}
    found = [one for one in rows(view, "incidents") if (wanted is None or one.id in wanted) and _fits(one, asked)]
    return sorted(found, key=_by_day)


def _by_day(one: Incident) -> tuple[int, int, str]:
    first, last = days(one.when)
    said, _ = days(one.first_said)
    return (first or said or 10**7, last or 10**7, one.id)


def _fits(one: Incident, asked: Asked) -> bool:
    named = " ".join(f"{p.name or ''} {p.code or ''}" for p in (*one.initiators, *one.recipients)).lower()
    place = f"{one.place.name or ''} {one.place.country or ''}".lower() if one.place is not None else ""
    return (
        (asked.type is None or one.type == asked.type.upper())
        and (asked.actor is None or asked.actor.lower() in named)
        and (asked.place is None or asked.place.lower() in place)
        and len(one.events) >= asked.tellings
    )


def disputes(view: View) -> list[Dispute]:
    return rows(view, "disputes")


def links(view: View, relation: str | None = None, row: str | None = None) -> list[Link]:
    """The links of a relation, or of a row, by id; all without either. Those of `same_actor` are between actors."""
    found = sorted((*rows(view, "links"), *joined(view).links), key=lambda link: link.id)
    return [one for one in found if relation in (None, one.relation) and row in (None, one.a, one.b)]


def find_story(view: View, name: str) -> Story:
    """The story with this id or the beginning of it, or whose title has these words. Raises BadRequest."""
    every = stories(view)
    found = [one for one in every if one.id == name] or [one for one in every if one.id.startswith(name)]
    found = found or [one for one in every if name.lower() in one.title.lower()]
    if not found:
        raise BadRequest(f"there is no story {name[:60]!r} in {view.record.path}", "`dateline stories` lists them")
    if len(found) > 1:
        named = ", ".join(f"{one.id} ({one.title})" for one in found[:5])
        raise BadRequest(f"{name[:60]!r} could be any of {named}", "give the id")
    return found[0]


def course(view: View, name: str) -> Course:
    """The course of a story. Raises BadRequest when there is none of that name."""
    story = find_story(view, name)
    inside = _readings_of(view, story)
    by_incident: dict[str, list[Telling]] = {}
    for reading in inside:
        for telling, incident in _tellings(reading):
            by_incident.setdefault(incident, []).append(telling)
    own = {row.id for reading in inside for row in reading.rows()}
    argued = [one for one in disputes(view) if own.intersection(one.rows)]
    steps = [
        Step(one.when, one, tuple(sorted(by_incident[one.id], key=_telling_order)), _argued(one, argued, inside))
        for one in sorted(rows(view, "incidents"), key=_by_day) if one.id in by_incident
    ]  # fmt: skip
    reports = sorted((reading.report for reading in inside), key=lambda r: (days(r.published)[0] or 10**7, r.id))
    return Course(story, tuple(steps), tuple(argued), tuple(reports))


def _readings_of(view: View, story: Story) -> list[Reading]:
    """The readings of a story, by id. As of a day they are joined anew; else the record has them joined."""
    if view.as_of is None:
        return [completed_reading(view.record, report) for report in sorted(story.reports)]
    return [reading for reading in readings(view) if reading.report.id in set(story.reports)]


def _telling_order(telling: Telling) -> tuple[int, str]:
    return (days(telling.published)[0] or 10**7, telling.event)


def _tellings(reading: Reading) -> Iterable[tuple[Telling, str]]:
    claims = {claim.id: claim for claim in reading.claims}
    report = reading.report
    for event in reading.events:
        if event.incident is not None:
            claim = claims.get(event.claim or "")
            says = ", ".join(party_text(p) for p in claim.sources) if claim is not None and claim.sources else ""
            text = f"“{' '.join(event.text.split())}”: {event_text(event)}, {event.status}"
            yield (
                Telling(event.id, report.id, report.source, report.outlet, report.published, says, text),
                event.incident,
            )


def _argued(one: Incident, argued: Iterable[Dispute], inside: Iterable[Reading]) -> tuple[str, ...]:
    """Disputes about this incident: its events, or claims and numbers that its events are told in."""
    told = set(one.events)
    for reading in inside:
        told.update(event.claim for event in reading.events if event.id in one.events and event.claim)
    return tuple(dispute.id for dispute in argued if told.intersection(dispute.rows))


def words(view: View, ids: Iterable[str]) -> Mapping[str, tuple[Report, str]]:
    """The report and the words of rows, for whoever prints them."""
    wanted = set(ids)
    found: dict[str, tuple[Report, str]] = {}
    for row_id in sorted(wanted):
        row = view.record.row(row_id)
        report = completed_row(view.record, row if isinstance(row, Report) else view.record.row(row.report))
        found[row_id] = (report, "" if isinstance(row, Report) else " ".join(row.text.split()))
    return found


def ends(view: View, found: Iterable[Link]) -> Mapping[str, str]:
    """What the two rows of each link say, short: outlet, day and words of a row, headline of a report, name of an
    actor."""
    links_of = list(found)
    people = {row for one in links_of if one.relation == "same_actor" for row in (one.a, one.b)}
    names = {actor.id: actor.name for actor in joined(view).actors if actor.id in people} if people else {}
    told = words(view, {row for one in links_of for row in (one.a, one.b)} - people)
    return {**{row: names.get(row, row) for row in people}, **{row: _end(*one) for row, one in told.items()}}


def _end(report: Report, text: str) -> str:
    where = f"{report.outlet or report.source}, {report.published or 'no date'}"
    return f"{where}: “{text or report.headline or report.source}”"
