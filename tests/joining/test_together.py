"""Joining: what is joined, what is kept apart, and that order and company change nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.ids import make_id
from dateline.joining.together import Live, Together, join
from dateline.records import Event, Incident, Reading

BRIDGE = (
    "The Turkish army shelled a bridge near Afrin on Tuesday, a local council said. Two drivers were wounded.\n\n"
    "Turkish Foreign Minister Mevlut Cavusoglu spoke with Russian Foreign Minister Sergei Lavrov by telephone "
    "on Tuesday."
)
BRIDGE_AGAIN = (
    "Shells fired by the Turkish army hit a bridge near Afrin on Tuesday, two aid workers said.\n\n"
    "Cavusoglu spoke with Iranian Foreign Minister Mohammad Javad Zarif by telephone on Tuesday, his ministry said."
)
BACKGROUND = (
    "Families returned to Afrin on Friday. The Turkish army had shelled a bridge near Afrin on 6 March 2018.\n\n"
    "A market opened again beside the river, and children played in the ruins of the school."
)
WIRE = (
    "Guards closed the border crossing at Bab al-Salam on Monday so that about 300 lorries had to wait.\n\n"
    "Drivers slept in their cabins and cooked beside the road while the queue grew towards the hills.\n\n"
    "An official of the crossing said the gates would open again after a search of the lorries."
)
OTHER = "The parliament of Peru approved a law on fishing on Monday. Fishermen in Lima welcomed the new quotas."

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def told(reading_of: Read) -> list[Reading]:
    """Reports of two matters and a half; two are copies, one is background, one has no date."""
    return [
        reading_of(BRIDGE, published="2018-03-06", outlet="Delta Wire"),
        reading_of(BRIDGE_AGAIN, published="2018-03-07", outlet="The Ferry"),
        reading_of(BACKGROUND, published="2018-04-27", outlet="Hill Post"),
        reading_of(WIRE, published="2018-03-05", outlet="Delta Wire"),
        reading_of(WIRE.replace("300", "3,000"), published="2018-03-06", outlet="The Ferry"),
        reading_of(OTHER, published="2018-03-05", outlet="Hill Post"),
        reading_of(BRIDGE_AGAIN.replace("two aid workers", "three aid workers")),
    ]


def incident_of(found: Together, word: str, source: str) -> Incident:
    """The incident of the event whose trigger has the word, in the report whose text begins so."""
    events = [e for r in found.readings if r.report.text.startswith(source) for e in r.events if word in e.text]
    assert events, f"no event {word!r} was read"
    return next(row for row in found.incidents if row.id == events[0].incident)


def test_tellings_of_one_event_are_one_incident(told: list[Reading]) -> None:
    found = join(told)
    first = incident_of(found, "shelled", "The Turkish army")
    assert first.reports >= 2
    assert first.id == incident_of(found, "shelled", "Families returned").id, "background joins the incident of then"


def test_two_calls_of_one_man_are_two_incidents(told: list[Reading]) -> None:
    found = join(told)
    assert incident_of(found, "spoke", "The Turkish army").id != incident_of(found, "spoke", "Shells fired").id


def test_a_changed_number_is_no_copy_and_is_shown(told: list[Reading]) -> None:
    """The sentence with the number is none of those that were copied, and both numbers stand."""
    found = join(told)
    [link] = [link for link in found.links if link.relation == "reuses_text" and "Delta Wire" in link.reason]
    assert "2 of 3 sentences" in link.reason and "300 became 3,000" in link.reason
    lorries = [(row.report, row.low) for one in found.readings for row in one.quantities if row.unit == "lorries"]
    assert sorted(lorries) == sorted([(told[3].report.id, 300), (told[4].report.id, 3_000)])


def test_other_matters_are_other_stories(told: list[Reading]) -> None:
    found = join(told)
    stories = {r.report.text[:12]: r.report.story for r in found.readings}
    assert None not in stories.values()
    assert stories[OTHER[:12]] not in {story for text, story in stories.items() if text != OTHER[:12]}


def test_an_undated_report_gets_its_day_with_evidence(told: list[Reading]) -> None:
    found = join(told)
    [undated] = [
        r.report for r in found.readings if r.report.text.startswith("Shells") and "three aid" in r.report.text
    ]
    assert undated.published is not None
    assert "2018-03-0" in undated.published
    assert undated.published_basis == "inferred"


def test_a_day_without_a_year_gets_it_from_the_reports_near_it(reading_of: Read) -> None:
    """Its own words leave one day of the season that the others are of."""
    dated = reading_of(BRIDGE, published="2018-03-06", outlet="Delta Wire")
    bare = reading_of("AFRIN, March 7 (Hill Post) - " + BRIDGE_AGAIN)
    assert bare.report.published is None
    found = {r.report.id: r.report for r in join([dated, bare]).readings}[bare.report.id]
    assert (found.published, found.published_basis) == ("2018-03-07", "inferred")


def test_the_same_alone_as_before(told: list[Reading]) -> None:
    """Removed reports leave nothing behind: the former ids are back."""
    live = Live()
    live.add(told)
    live.remove([reading.report.id for reading in told[::2]])
    assert live.together() == join(told[1::2])
    live.add(told[::2])
    assert live.together() == join(told)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(7)), cuts=st.sets(st.integers(1, 6)))
def test_order_and_company_change_nothing(told: list[Reading], order: list[int], cuts: set[int]) -> None:
    live = Live()
    for first, last in zip([0, *sorted(cuts)], [*sorted(cuts), 7], strict=True):
        live.add(told[k] for k in order[first:last])
    assert live.together() == join(told)


def copies(reading: Reading, n: int) -> list[Reading]:
    """The same report n times, under ids of its own each."""
    found = []
    for k in range(n):
        report = make_id("reports", reading.report.id, k)
        events = tuple(
            replace(event, id=make_id("events", report, i), report=report, claim=None)
            for i, event in enumerate(reading.events)
        )
        found.append(Reading(replace(reading.report, id=report, outlet=f"Paper {k}"), "test", events=events))
    return found


def test_many_copies_of_one_report(told: list[Reading]) -> None:
    """Bounded time, one incident an event, one independent source for a text that was copied."""
    many = copies(told[3], 60)
    found = join(many)
    assert len(found.stories) == 1
    assert len(found.incidents) == len(told[3].events)
    for row in found.incidents:
        assert (row.reports, row.independent_sources) == (60, 1)
    live = Live()
    for reading in reversed(many):
        live.add([reading])
    assert live.together() == found


def test_no_event_is_lost(told: list[Reading]) -> None:
    found = join(told)
    every = sorted(event.id for reading in told for event in reading.events)
    assert sorted(event for row in found.incidents for event in row.events) == every
    owners: dict[str, Event] = {e.id: e for r in found.readings for e in r.events}
    assert all(owners[event].incident == row.id for row in found.incidents for event in row.events)
