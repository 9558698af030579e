"""What must not break joining: reports that cite themselves, circles of retellings, days that clash, wrong merges."""

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.ask import review
from dateline.ask.actors import Asked, actors
from dateline.ask.view import View
from dateline.joining.decided import Decided
from dateline.joining.same_actors import Decisions
from dateline.joining.together import Live, Together, join
from dateline.records import Event, Reading
from dateline.store.record import Record
from dateline.version import joining_rules

Read = Callable[..., Reading]
READ, FIRST, SECOND = (f"2026-01-0{day}T10:00:00Z" for day in (1, 2, 3))

OWN = "The Turkish army shelled a bridge near Afrin on Tuesday, the Delta Wire reported, citing the Delta Wire."
CIRCLE = (
    ("The Ferry", "Rebels shot down a helicopter near Afrin on Tuesday, the Hill Post reported."),
    ("Hill Post", "Rebels shot down a helicopter near Afrin on Tuesday, according to the Delta Wire."),
    ("Delta Wire", "Rebels shot down a helicopter near Afrin on Tuesday, The Ferry reported."),
)
MET = "General Sergei Lavin met the Turkish envoy in Ankara on 6 March 2018, the embassy said."
MET_AGAIN = "General Sergey Lavin met the Turkish envoy in Ankara on 6 March 2018, a diplomat said."
MET_TOO = "General Anton Gradin met the Turkish envoy in Ankara on 6 March 2018, an official said."


def event_of(found: Together, word: str, report: str) -> Event:
    [reading] = [r for r in found.readings if r.report.id == report]
    return next(event for event in reading.events if word in event.text)


def test_a_report_that_cites_itself(reading_of: Read) -> None:
    """It is one telling by one source, and no link of it with itself."""
    own = reading_of(OWN, published="2018-03-06", outlet="Delta Wire")
    again = reading_of(OWN.replace("citing", "quoting"), published="2018-03-07", outlet="The Ferry")
    found = join([own, again])
    shelled = event_of(found, "shelled", own.report.id)
    [incident] = [row for row in found.incidents if row.id == shelled.incident]
    assert incident.independent_sources == 1
    assert not [link for link in found.links if link.a == link.b]
    assert not [link for link in found.links if link.relation == "corroborates"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_circle_of_retellings(reading_of: Read, order: tuple[int, ...]) -> None:
    """A credits B, B credits C, C credits A: an end, one incident, and nobody who tells it on his own account twice."""
    told = [reading_of(text, published="2018-03-06", outlet=outlet) for outlet, text in CIRCLE]
    found = join(told[k] for k in order)
    incidents = {event.incident for r in found.readings for event in r.events if event.type == "ASSAULT"}
    assert len(incidents) == 1
    [row] = [row for row in found.incidents if row.id in incidents]
    assert (row.reports, row.independent_sources) == (3, 1)


def test_stated_days_that_clash_become_a_row(reading_of: Read) -> None:
    """The same words of two days: a link or dispute says so, and both days stay as they are told."""
    one = reading_of("The truce in Afrin collapsed on 6 March 2018, the army said.", published="2018-03-09", outlet="A")
    two = reading_of("The truce in Afrin collapsed on 4 March 2018, the army said.", published="2018-03-09", outlet="B")
    found = join([one, two])
    days = {event.when for r in found.readings for event in r.events}
    assert {"2018-03-06", "2018-03-04"} <= days
    clash = [link for link in found.links if link.relation in ("contradicts", "differs_in_scope", "updates")]
    assert clash and any("2018-03-06" in link.reason and "2018-03-04" in link.reason for link in clash)


@pytest.fixture(scope="module")
def people(reading_of: Read) -> list[Reading]:
    return [
        reading_of(MET, published="2018-03-07", outlet="Delta Wire"),
        reading_of(MET_AGAIN, published="2018-03-08", outlet="The Ferry"),
        reading_of(MET_TOO, published="2018-03-08", outlet="Hill Post"),
    ]


def person(reading: Reading) -> str:
    return next(m.actor for m in reading.mentions if m.kind == "person" and m.actor)


def test_people_held_apart_or_for_one_decide_what_is_one_event(people: list[Reading]) -> None:
    one, again, other = map(person, people)
    by_rules = join(people)
    met = [event_of(by_rules, "met", r.report.id).incident for r in people]
    assert met[0] == met[1] != met[2]
    two = Live(Decided(actors=Decisions(apart=frozenset({frozenset((one, again))}))))
    two.add(people)
    split = [event_of(two.together(), "met", r.report.id).incident for r in people]
    assert len(set(split)) == 3, "what rested on the wrong merge is rebuilt"
    same = Live(Decided(actors=Decisions(together=frozenset({frozenset((one, other))}))))
    same.add(people)
    merged = [event_of(same.together(), "met", r.report.id).incident for r in people]
    assert len(set(merged)) == 1


@pytest.fixture
def record(tmp_path: Path, people: list[Reading]) -> Iterator[Record]:
    with Record(tmp_path / "r.db", create=True) as made:
        for k, reading in enumerate(people):
            made.add(reading, b"%d" % k, at=READ)
        while made.join(rules=joining_rules(), at=READ):
            pass
        yield made


def state(record: Record) -> dict[str, list[object]]:
    return {kind: list(record.joined.rows(kind)) for kind in ("incidents", "links", "disputes", "stories")}


def test_an_undone_merge_restores_the_former_ids(record: Record) -> None:
    """Merged by mistake, split again, and taken back: incidents follow, and all is as it was, ids too."""
    before = state(record)
    ids = {one.actor.name: one.actor.id for one in actors(View(record), Asked(kind="person"))}
    lavin, gradin = (next(i for name, i in ids.items() if surname in name) for surname in ("Lavin", "Gradin"))
    done = review.merge(record, [lavin, gradin], who="anna", at=FIRST)
    assert len(before["incidents"]) - len(state(record)["incidents"]) == 1, "the two meetings are one now"
    review.undo(record, done.number, who="anna", at=SECOND)
    assert state(record) == before


def test_a_split_person_is_two_in_incidents(record: Record) -> None:
    before = state(record)
    [both] = [one.actor for one in actors(View(record), Asked(kind="person")) if len(one.actor.members) > 1]
    done = review.split(record, both.id, [both.members[0]], who="anna", at=FIRST)
    assert len(state(record)["incidents"]) - len(before["incidents"]) == 1
    review.undo(record, done.number, who="anna", at=SECOND)
    assert state(record) == before


def test_two_copies_removed_together(reading_of: Read) -> None:
    """Their link goes with them, and what stays is as if they had never been there."""
    text = f"{OWN} Two drivers were wounded.\n\nThe road to Afrin was closed for an hour, and a market shut early."
    told = [reading_of(text, published=f"2018-03-0{k}", outlet=f"Paper {k}", id=f"rep-copy{k}") for k in (6, 7)]
    other = reading_of(MET, published="2018-03-07", outlet="Delta Wire")
    live = Live()
    live.add([*told, other])
    assert [link for link in live.together().links if link.relation == "reuses_text"]
    live.remove([reading.report.id for reading in told])
    assert live.together() == join([other])


TEXTS = (
    (MET, "2018-03-07", "Delta Wire"), (MET_AGAIN, "2018-03-08", "The Ferry"), (MET_TOO, None, "Hill Post"),
    (CIRCLE[0][1], "2018-03-06", "The Ferry"), (CIRCLE[1][1], None, "Hill Post"), (OWN, "2018-03-06", "Delta Wire"),
    (OWN, "2018-03-07", "The Ferry"),
)  # fmt: skip


@pytest.fixture(scope="module")
def many(reading_of: Read) -> list[Reading]:
    return [
        reading_of(text, outlet=outlet, id=f"rep-{k}", **({"published": day} if day else {}))
        for k, (text, day, outlet) in enumerate(TEXTS)
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(TEXTS))), batch=st.integers(1, 7), out=st.sets(st.integers(0, 6), max_size=3))
def test_the_record_joins_as_memory_does(
    many: list[Reading], tmp_path_factory: pytest.TempPathFactory, order: list[int], batch: int, out: set[int]
) -> None:
    """In any order, in batches of any size, with some deleted again: as if the rest had been joined at once."""
    with Record(tmp_path_factory.mktemp("equal") / "r.db", create=True) as record:
        for k in order:
            record.add(many[k], b"%d" % k, at=READ)
        while record.join(rules=joining_rules(), at=READ, n=batch):
            pass
        for k in sorted(out):
            record.delete(many[k].report.id, reason="a test", who=None, at=FIRST)
        while record.join(rules=joining_rules(), at=SECOND):
            pass
        left = join(reading for k, reading in enumerate(many) if k not in out)
        assert state(record) == {
            kind: list(getattr(left, kind)) for kind in ("incidents", "links", "disputes", "stories")
        }
        assert record.joined.dates() == left.dated
