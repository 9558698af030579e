"""What was joined into one, for whoever asks whether it is one: its members in words, and what it may belong with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.ask import stories
from dateline.ask.everybody import Asked as People
from dateline.ask.everybody import everybody
from dateline.ask.kinds import row_of
from dateline.ask.naming import name_of
from dateline.ask.show import party_text
from dateline.ask.stories import Asked
from dateline.ask.view import View
from dateline.edtf import said
from dateline.errors import BadRequest
from dateline.ids import kind_of
from dateline.joining.tellings import days
from dateline.records import Actor, Incident, Link, Story
from dateline.review.decision import GROUPS
from dateline.store.record import Record

MOST = 12  # that it may belong with
NEAR = 3  # days between incidents that may be one
LOOKED_AT = 200  # stories, the longest
MOST_PEOPLE = 100  # among whom pairs are looked for
ONE_WORD = {"actors": "actor", "incidents": "incident", "stories": "story"}


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group, or one beside it. report: where it can be read."""

    id: str
    words: str
    report: str | None
    row: str | None  # in that report


@dataclass(frozen=True, slots=True)
class Group:
    """An actor, an incident or a story. others: of the same kind, that may be the same."""

    id: str
    kind: str  # "actor", "incident", "story"
    title: str
    members: tuple[Member, ...]
    others: tuple[Member, ...]


def group(record: Record, row_id: str) -> Group:
    """The actor, incident or story with this id. Raises BadRequest for anything else, or when there is none."""
    kind = kind_of(row_id)
    if kind not in GROUPS:
        raise BadRequest(f"{row_id[:60]!r} is no group", "give the id of an actor, an incident or a story")
    view = View(record)
    row = next(iter(everybody(view).with_id(row_id)), None) if kind == "actors" else row_of(record, row_id)
    if row is None:
        raise BadRequest(f"there is no {row_id}", "look for it in the list of actors")
    match row:
        case Incident():
            parts = title_of(row), _told(view, row.events), _like_incident(view, row)
        case Story():
            parts = row.title, _told(view, row.reports), _like_story(view, row)
        case _:
            parts = row.name, _names(record, row), _like_actor(view, row)
    title, members, others = parts
    return Group(row.id, ONE_WORD[kind], title, tuple(members), tuple(others)[:MOST])


def title_of(one: Incident) -> str:
    sides = [", ".join(map(party_text, side)) or "nobody named" for side in (one.initiators, one.recipients) if side]
    where = f", at {one.place.name}" if one.place and one.place.name else ""
    return f"{one.type}: {' → '.join(sides) or 'nobody named'}{where}, {said(one.when, 'no day given')}"


def _told(view: View, ids: Iterable[str]) -> Iterator[Member]:
    """Events with their words, reports with their names, by day."""
    ids = tuple(ids)
    found = stories.words(view, ids)
    for one in sorted(ids, key=lambda one: (found[one][0].published or "9999", one)):
        report, words = found[one]
        where = f"{report.outlet or 'outlet not stated'}, {said(report.published, 'no date')}"
        quoted = f"“{words}”, " if words else ""
        yield Member(one, f"{quoted}{name_of(report)[:120]} ({where})", report.id, one if words else None)


def _names(record: Record, actor: Actor) -> Iterator[Member]:
    """The ids under which reports have somebody, with what they call them."""
    ids = actor.members or (actor.id,)
    names: dict[str, list[str]] = {}
    for one, name in record.person_names():
        if one in ids:
            names.setdefault(one, []).append(name)
    for one in ids:
        yield Member(one, ", ".join(names.get(one, ())) or "without a name", None, None)


def _like_incident(view: View, one: Incident) -> Iterator[Member]:
    """Of the same story and kind, on days near it."""
    report = view.record.reports_of(one.events[:1]).get(one.events[0])
    story = view.record.row(report).story if report else None
    story = story or next((its.id for its in _stories(view) if report in its.reports), None)
    if story is None:
        return
    for other in stories.incidents(view, Asked(type=one.type, story=story)):
        if other.id != one.id and _near(one, other):
            yield Member(other.id, title_of(other), None, None)


def _near(one: Incident, other: Incident) -> bool:
    (a, b), (c, d) = days(one.when), days(other.when)
    return None in (a, b, c, d) or ((c or 0) <= (b or 0) + NEAR and (a or 0) <= (d or 0) + NEAR)


def _stories(view: View) -> list[Story]:
    return stories.some_stories(view, 0, LOOKED_AT)


def _like_story(view: View, one: Story) -> Iterator[Member]:
    """That name the same people or places."""
    own = {*one.actors, *one.places}
    shared = ((len(own & {*its.actors, *its.places}), its) for its in _stories(view) if its.id != one.id)
    for _, its in sorted(((n, its) for n, its in shared if n), key=lambda pair: (-pair[0], pair[1].id)):
        yield Member(
            its.id, f"{its.title} ({len(its.reports)} reports, {said(its.first)} to {said(its.last)})", None, None
        )


def _like_actor(view: View, one: Actor) -> Iterator[Member]:
    for link, other in everybody(view).links(one):
        yield Member(other.id, f"{other.name}: {link.reason}", None, None)


def same_people(record: Record) -> list[tuple[Link, str, str]]:
    """Pairs who may be one, and whom joining left as two, with their names; without those that somebody decided.

    Looked for among the people who are mentioned most.
    """
    every = everybody(View(record))
    decided = {one.row for one in record.reviews.in_force() if one.kind == "links"}
    found: dict[str, tuple[Link, str, str]] = {}
    for listed in every.ranked(People(kind="person"))[:MOST_PEOPLE]:
        for link, other in every.links(listed.actor):
            found.setdefault(link.id, (link, listed.actor.name, other.name))
    return [pair for link, pair in found.items() if link not in decided]
