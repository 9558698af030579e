"""Stories, incidents, disputes and links of a record, and the course of a story as a timeline."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from dateline.ask.everybody import everybody, joined
from dateline.ask.graphic import TELLS_OF, graphic
from dateline.ask.naming import name_of, words_around
from dateline.ask.show import event_text, party_text
from dateline.ask.together import Told, completed_row, reports_told, tellings_of
from dateline.ask.view import View
from dateline.edtf import said
from dateline.errors import BadRequest
from dateline.joining.tellings import days
from dateline.plain import plain
from dateline.records import Dispute, Incident, Link, Report, Story
from dateline.store.joined import Joined
from dateline.store.record import Record
from dateline.store.then import as_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Which incidents are wanted; None asks nothing."""

    type: str | None = None
    actor: str | None = None  # part of a name, or of a code
    place: str | None = None  # part of its name, of its province's, or of the country's code
    story: str | None = None  # id
    tellings: int = 1  # at least


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's words for an incident, and who says so.

    words: the sentence, in which the event is named from character `begin` to `until`; name: of the report; tells_of:
    what is hard to read in the event.
    """

    event: str
    report: str
    source: str
    outlet: str | None
    published: str | None
    says: str
    text: str
    name: str
    words: str
    begin: int
    until: int
    tells_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One incident of a story with its tellings, and the disputes that its tellings are in."""

    when: str | None
    incident: Incident
    tellings: tuple[Telling, ...]
    disputes: tuple[str, ...]

    @property
    def tells_of(self) -> tuple[str, ...]:
        """What is hard to read in its tellings."""
        every = {what for telling in self.tellings for what in telling.tells_of}
        return tuple(what for what in TELLS_OF if what in every)


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
    return list(_joined(view).rows(kind))


def _joined(view: View) -> Joined:
    return as_of(view.record, view.as_of).joined


def stories(view: View) -> list[Story]:
    """The stories, those with most reports first."""
    return sorted(rows(view, "stories"), key=lambda story: (-len(story.reports), story.first or "9", story.id))


def some_stories(view: View, first: int, last: int) -> list[Story]:
    """Those from place `first` up to, not including, `last` of the same list."""
    every = _joined(view)
    ids = [story for story, _ in every.stories_ranked()[first:last]]
    found = {story.id: story for story in every.some("stories", ids)}
    return [found[story] for story in ids]


def how_many_stories(view: View) -> int:
    return len(_joined(view).stories_ranked())


def story(view: View, story_id: str) -> Story | None:
    """The story with this id; as of a day one of today, too, as it was then under whatever id."""
    exact = next(iter(_joined(view).some("stories", (story_id,))), None)
    return exact if exact is not None or view.as_of is None else _as_it_was(view, story_id)


def incidents(view: View, asked: Asked) -> list[Incident]:
    """The incidents that fit, by day; those without a day last."""
    if asked.story is None:
        every = rows(view, "incidents")
    else:
        told = _joined(view).told_in(find_story(view, asked.story).reports)
        every = _joined(view).some("incidents", set(told.values()))
    return sorted((one for one in every if _fits(one, asked)), key=by_day)


def by_day(one: Incident) -> tuple[int, int, str]:
    first, last = days(one.when)
    said, _ = days(one.first_said)
    return (first or said or 10**7, last or 10**7, one.id)


def _fits(one: Incident, asked: Asked) -> bool:
    named = " ".join(f"{p.name or ''} {p.code or ''}" for p in (*one.initiators, *one.recipients)).lower()
    at = one.place
    place = f"{at.name or ''} {at.admin1 or ''} {at.country or ''}".lower() if at is not None else ""
    return (
        (asked.type is None or one.type == asked.type.upper())
        and (asked.actor is None or asked.actor.lower() in named)
        and (asked.place is None or asked.place.lower() in place)
        and len(one.events) >= asked.tellings
    )


def told_of(view: View, its: Story) -> dict[str, tuple[str, str]]:
    """Event -> incident and report, of all that the reports of a story tell."""
    return _joined(view).tellings_in(its.reports)


def disputes(view: View) -> list[Dispute]:
    return rows(view, "disputes")


def links(view: View, relation: str | None = None, row: str | None = None) -> list[Link]:
    """The links of a relation, or of a row, by id; all without either. Those of `same_actor` are between actors.

    Raises BadRequest for a row that the record does not have.
    """
    if row is not None and not view.record.holds(row) and not everybody(view).with_id(row):
        raise BadRequest(
            f"there is no row {row[:60]!r} in {view.record.path}",
            "give the id of a report, claim, event, quantity, state or actor, as `dateline find` prints it",
        )
    found = sorted((*rows(view, "links"), *joined(view).links), key=lambda link: link.id)
    return [one for one in found if relation in (None, one.relation) and row in (None, one.a, one.b)]


def find_story(view: View, name: str) -> Story:
    """The story with this id or the beginning of it, or whose title has these words. Raises BadRequest."""
    exact = story(view, name)
    if exact is not None:
        return exact
    every = _joined(view).stories_ranked()
    found = [one for one in every if one[0].startswith(name)]
    found = found or [one for one in every if name.lower() in one[1].lower()]
    if not found:
        raise BadRequest(f"there is no story {name[:60]!r} in {view.record.path}", "`dateline stories` lists them")
    if len(found) > 1:
        named = ", ".join(f"{story_id} ({title})" for story_id, title in found[:5])
        raise BadRequest(f"{name[:60]!r} could be any of {named}", "give the id")
    [meant] = _joined(view).some("stories", (found[0][0],))
    its: Story = meant
    return its


def _as_it_was(view: View, story_id: str) -> Story | None:
    """As of a day the story that holds most of what is in a story of today, which was then known by another id."""
    today = story(View(view.record), story_id)
    if today is None:
        return None
    then = Counter(_joined(view).stories_of(today.reports).values())
    ranked = sorted(then, key=lambda one: (-then[one], one))
    return story(view, ranked[0]) if ranked else None


@dataclass(frozen=True, slots=True)
class Part:
    """What of a course is needed with its words: so many tellings of the steps from one place up to another, and some
    reports. The others have their ids and days alone, and other steps no disputes."""

    first: int = 0
    last: int | None = None
    tellings: int | None = None  # of a step, those first that were published first
    reports: int | None = None  # those published first


def course(view: View, name: str, part: Part = Part()) -> Course:
    """The course of a story, or what of it is needed. Raises BadRequest when there is none of that name."""
    its = find_story(view, name)
    return course_of(view, its, told_of(view, its), part)


def course_of(view: View, its: Story, told: Mapping[str, tuple[str, str]], part: Part) -> Course:
    """The same. told: what `told_of` gives."""
    seen = as_of(view.record, view.as_of)
    reports = _in_order(seen, its, part.reports)
    published = {report.id: report.published for report in reports}
    incidents = sorted(seen.joined.some("incidents", {incident for incident, _ in told.values()}), key=by_day)
    by_incident: dict[str, dict[str, Telling]] = {}
    for event, (incident, report) in told.items():
        by_incident.setdefault(incident, {})[event] = _bare(event, report, published.get(report))
    for own in by_incident.values():
        order = sorted(own.values(), key=_telling_order)
        own.clear()
        own.update((telling.event, telling) for telling in order)
    shown = {one.id for one in incidents[part.first : part.last]}
    wanted = [event for one in shown for event in islice(by_incident[one], part.tellings)]
    report_of = {event: told[event][1] for event in wanted}
    for some in tellings_of(seen, report_of, {event: told[event][0] for event in wanted}):
        for telling, incident in _tellings(some):
            by_incident[incident][telling.event] = telling
    argued = seen.joined.disputes_in(its.reports)
    about = _about(argued)
    claim_of = view.record.claims_of(event for one in shown for event in by_incident[one])
    steps = [
        Step(one.when, one, tuple(by_incident[one.id].values()),
             _argued(one, about, claim_of) if one.id in shown else ())
        for one in incidents
    ]  # fmt: skip
    return Course(its, tuple(steps), tuple(argued), tuple(reports))


def _in_order(seen: Record, its: Story, whole: int | None) -> list[Report]:
    """The reports of a story as they were published; from place `whole` on with when and where they were alone."""
    if whole is None or whole >= len(its.reports):
        return sorted(reports_told(seen, its.reports), key=_report_order)
    dates = seen.joined.dates_of(its.reports)
    heads = seen.heads(its.reports)
    dated = [replace(one, published=dates[one.id].published) if one.id in dates else one for one in heads]
    order = sorted(dated, key=_report_order)
    first = {report.id: report for report in reports_told(seen, [one.id for one in order[:whole]])}
    return [first.get(one.id, one) for one in order]


def _report_order(report: Report) -> tuple[int, str]:
    return days(report.published)[0] or 10**7, report.id


def _bare(event: str, report: str, published: str | None) -> Telling:
    return Telling(event, report, "", None, published, "", "", "", "", 0, 0)


def _telling_order(telling: Telling) -> tuple[int, str]:
    return (days(telling.published)[0] or 10**7, telling.event)


def _tellings(reading: Told) -> Iterable[tuple[Telling, str]]:
    claims = {claim.id: claim for claim in reading.claims}
    report = reading.report
    for event in reading.events:
        if event.incident is not None:
            claim = claims.get(event.claim or "")
            says = ", ".join(party_text(p) for p in claim.sources) if claim is not None and claim.sources else ""
            text = f"“{' '.join(event.text.split())}”: {event_text(event)}, {event.status}"
            where = report.id, report.source, report.outlet, report.published
            around = words_around(report, event.start, event.end)
            yield Telling(event.id, *where, says, text, name_of(report), *around, graphic((event,))), event.incident


def _about(argued: Iterable[Dispute]) -> dict[str, list[str]]:
    """Row -> the disputes that it is a side of, in their order."""
    found: dict[str, list[str]] = {}
    for dispute in argued:
        for row in dispute.rows:
            found.setdefault(row, []).append(dispute.id)
    return found


def _argued(one: Incident, about: Mapping[str, Iterable[str]], claim_of: Mapping[str, str]) -> tuple[str, ...]:
    """Disputes about this incident: its events, or claims and numbers that its events are told in."""
    told = {*one.events, *(claim_of[event] for event in one.events if event in claim_of)}
    return tuple(sorted({dispute for row in told for dispute in about.get(row, ())}))


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
    names = {row: actor.name for row, actor in everybody(view).with_ids(people).items()} if people else {}
    told = words(view, {row for one in links_of for row in (one.a, one.b)} - people)
    return {**{row: names.get(row, row) for row in people}, **{row: _end(*one) for row, one in told.items()}}


def _end(report: Report, text: str) -> str:
    where = f"{report.outlet or report.source}, {said(report.published, 'no date')}"
    return f"{where}: “{text or report.headline or report.source}”"
