"""Stories: reports of one unfolding matter, and the course of one day by day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dateline.ask import stories
from dateline.ask.added import Added, added
from dateline.ask.disagreements import Disagreement, disagreement
from dateline.ask.stories import Course, Part, Step
from dateline.ask.timeline import days_told
from dateline.ask.view import View as Seen
from dateline.plain import plain
from dateline.records import Story
from dateline.store.record import Record
from dateline.web.pages.paging import Page, page_of
from dateline.web.pages.sliding import Slider, slider
from dateline.web.params import NotThere, Params
from dateline.web.plot import Line, lines
from dateline.web.screens import Key, Screen, Table

SIZE = 30


@dataclass(frozen=True, slots=True)
class View:
    """A page of stories, those with most reports first."""

    page: Page
    stories: tuple[Story, ...]
    as_of: str | None

    def as_json(self) -> dict[str, Any]:
        return {"count": self.page.count, "page": self.page.page, "pages": self.page.pages, "as_of": self.as_of,
                "stories": plain(self.stories)}  # fmt: skip


def data(record: Record, params: Params) -> View:
    """Raises BadParameter."""
    seen = Seen(record, params.day("asof"))
    page = page_of(params, stories.how_many_stories(seen), SIZE)
    return View(page, tuple(stories.some_stories(seen, page.first, page.last)), seen.as_of)


def table(record: Record, params: Params) -> Table:
    names = ("id", "title", "reports", "first", "last", "actors", "places")

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in stories.stories(Seen(record, params.day("asof"))):
            yield one.id, one.title, len(one.reports), one.first, one.last, one.actors, one.places

    return Table(names, rows())


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day, or in one stretch of days; None: no day is given. told: when such were told first."""

    when: str | None
    told: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class OneView:
    """The course of a story, a day at a time; `days` are those of this page."""

    course: Course
    page: Page
    days: tuple[Day, ...]
    disputes: tuple[tuple[Disagreement, tuple[Line, ...]], ...]
    added: tuple[Added, ...]
    as_of: str | None
    slider: Slider
    whole: Callable[[], Course]  # with the words of all tellings, where `course` has those of this page

    def as_json(self) -> dict[str, Any]:
        return self.whole().as_json()


STEPS = 60  # incidents on one page
MOST_TOLD = 6  # tellings of an incident; the CSV has all
MOST_DISPUTES = 8
MOST_REPORTS = 60  # whose own part is told; the JSON has all


def one_data(record: Record, params: Params) -> OneView:
    """Raises NotThere."""
    seen = Seen(record, params.day("asof"))
    its = _story(seen, params.inside["story"])
    told = stories.told_of(seen, its)
    page = page_of(params, len({incident for incident, _ in told.values()}), STEPS)
    course = stories.course_of(seen, its, told, Part(page.first, page.last, MOST_TOLD, MOST_REPORTS))
    shown = groupby(course.steps[page.first : page.last], _day)
    days = tuple(Day(when, told, tuple(steps)) for (when, told), steps in shown)
    argued = []
    for dispute in course.disputes[:MOST_DISPUTES]:
        found = disagreement(seen, dispute)
        argued.append((found, lines(found)))
    each = added(seen, course, course.reports[:MOST_REPORTS])
    ever = tuple(sorted(days_told(Seen(record), params.inside["story"]))) if _is_story(record, params) else ()
    return OneView(course, page, days, tuple(argued), each, seen.as_of, slider(ever, seen.as_of),
                   lambda: stories.course(seen, its.id))  # fmt: skip


def _day(step: Step) -> tuple[str | None, str | None]:
    """When it happened; if nobody says, when it was told first."""
    return step.when, None if step.when else step.incident.first_said


def _is_story(record: Record, params: Params) -> bool:
    """Is it one today as well? As of a day there are stories that later reports made part of others."""
    return stories.story(Seen(record), params.inside["story"]) is not None


def _story(seen: Seen, name: str) -> Story:
    found = stories.story(seen, name)
    if found is None:
        raise NotThere(f"there is no story {name[:60]!r}", "look for it in the list of stories")
    return found


def one_table(record: Record, params: Params) -> Table:
    """A line for each telling of each incident."""
    seen = Seen(record, params.day("asof"))
    course = stories.course(seen, _story(seen, params.inside["story"]).id)
    names = ("when", "incident", "type", "mode", "status", "initiators", "recipients", "place", "independent_sources",
             "event", "report", "outlet", "published", "says", "text")  # fmt: skip

    def rows() -> Iterator[tuple[Any, ...]]:
        for step in course.steps:
            one = step.incident
            sides = tuple("; ".join(p.name or p.code or "?" for p in side) for side in (one.initiators, one.recipients))
            for told in step.tellings:
                yield (step.when, one.id, one.type, one.mode, one.status, *sides, one.place and one.place.name,
                       one.independent_sources, told.event, told.report, told.outlet, told.published, told.says,
                       told.text)  # fmt: skip

    return Table(names, rows())


LIST = Screen(
    name="stories",
    title="Stories",
    path="/stories",
    template="stories.html",
    data=data,
    table=table,
    go="h",
    scripts=("list.js",),
    keys=(Key("j k", "next and previous story"), Key("Enter", "open it")),
)
ONE = Screen(
    name="story",
    title="Story",
    facts={"told": MOST_TOLD},
    path="/stories/{story}",
    template="story.html",
    data=one_data,
    table=one_table,
    scripts=("list.js", "asof.js"),
    keys=(
        Key("j k", "next and previous incident"),
        Key("Enter", "open its first telling in the report"),
        Key("p", "play: what was known day after day; again to stop"),
    ),
    head=lambda view: view.course.story.title,
)
