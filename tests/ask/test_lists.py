"""What the lists answer by each of their conditions, what changed between two points, and what people said of rows."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from dateline.ask import actors, brief, claims, digest, events, everybody, people, places, reader, review, versions
from dateline.ask.changes import counts, diff
from dateline.ask.review_gold import gold, machine, score
from dateline.ask.reviewed import why_reviewed
from dateline.ask.together import joined_row, readings
from dateline.ask.view import View
from dateline.errors import BadRequest
from dateline.ids import make_id
from dateline.records import Claim, Mention, Reading, Role
from dateline.run import join_new
from dateline.store.record import Record

AT, LATER = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"
TEXTS = {
    "2016-12-09": "Syrian rebels plan to attack Idlib on Monday, the Turkish foreign minister said on Friday, "
    "according to the Vale Agency. Russia denied that Russian jets had bombed Aleppo. Ilka Dorn, the spokeswoman of "
    "the envoy, said that the minister had told her that the rebels had left Hama.",
    "2016-12-12": "Ilka Dorn met Sergei Lavrov in Moscow on Monday. The Syrian army shelled Idlib on Sunday, killing "
    "40 people. About 4,000 people fled from Idlib to Aleppo, the UN said. The Syrian army holds 93 percent of Aleppo.",
    "2016-12-14": "Shelling by the Syrian army killed 60 people in Idlib on 11 December 2016, Ilka Dorn told "
    "reporters. Syria and the rebels agreed on a truce on Tuesday. Talks in Astana are planned for 20 December 2016, "
    "he said.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, reading_of: Callable[..., Reading]) -> Path:
    path = tmp_path_factory.mktemp("lists") / "r.db"
    with Record(path, create=True) as record:
        for day, text in TEXTS.items():
            record.add(reading_of(text, published=day, source=f"{day}.txt", outlet=f"Post of {day}"), b"x", at=AT)
        join_new(record, clock=lambda: AT)
    return path


@pytest.fixture(scope="module")
def record(made: Path) -> Iterator[Record]:
    with Record(made) as opened:
        yield opened


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy that a test may change."""
    with Record(Path(shutil.copy(made, tmp_path / "own.db"))) as opened:
        yield opened


def row_at(record: Record, kind: str, words: str) -> Any:
    """The shortest row with these words."""
    return min((row for row in record.rows(kind) if words in row.text), key=lambda row: (len(row.text), row.id))


# claims and events


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        pytest.param(claims.Asked(stance="denies"), lambda c: c.stance == "denies", id="stance"),
        pytest.param(claims.Asked(about="HAMA left"), lambda c: "Hama" in c.text, id="words-in-any-order-and-case"),
        pytest.param(claims.Asked(source="dorn"), lambda c: "Ilka Dorn" in names(c), id="part-of-a-name"),
        pytest.param(claims.Asked(source="RUS"), lambda c: "Russia" in " ".join(names(c)), id="a-country's-code"),
        pytest.param(claims.Asked(via="vale"), lambda c: any("Vale" in (p.name or "") for p in c.via), id="via"),
    ],
)
def test_claims_by_each_condition(record: Record, asked: claims.Asked, fits: Callable[[Claim], bool]) -> None:
    every = [claim for _, claim in claims.claims(record, claims.Asked())]
    found = [claim for _, claim in claims.claims(record, asked)]
    assert found and all(fits(claim) for claim in found) and len(found) < len(every)


def names(claim: Claim) -> list[str]:
    return [party.name or "" for party in claim.sources]


def test_claims_that_nobody_made(record: Record) -> None:
    assert list(claims.claims(record, claims.Asked(source="Pat Nobody"))) == []


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        pytest.param(events.Asked(type="assault"), lambda t: t.event.type == "ASSAULT", id="type"),
        pytest.param(events.Asked(status="denied"), lambda t: t.event.status == "denied", id="status"),
        pytest.param(events.Asked(actor="SYR"), lambda t: "SYR:" in repr(t.event), id="code"),
        pytest.param(events.Asked(actor="lavrov"), lambda t: "Lavrov" in repr(t.event), id="name"),
        pytest.param(events.Asked(place="moscow"), lambda t: t.event.place.name == "Moscow", id="place"),
        pytest.param(events.Asked(place="RUS"), lambda t: t.event.place.country == "RUS", id="country"),
        pytest.param(events.Asked(report="2016-12-14"), lambda t: t.report.published == "2016-12-14", id="report"),
    ],
)
def test_events_by_each_condition(record: Record, asked: events.Asked, fits: Callable[[events.Told], bool]) -> None:
    every = list(events.events(record, events.Asked()))
    found = list(events.events(record, asked))
    assert found and all(fits(told) for told in found) and len(found) < len(every)


def test_a_digest_names_chains_and_what_was_not_done(record: Record) -> None:
    found = digest.digest(record)
    out = StringIO()
    Console(file=out, width=160).print(found)
    shown = out.getvalue()
    assert found.chains and found.doubtful and "Told, but not as done" in shown
    for source, event in found.doubtful:
        assert event.id in shown and source in shown and event.status in shown
    for _, claim in found.chains:
        assert claim.id in shown and "←" in shown
    assert len(found.as_json()["chains"]) == len(found.chains)


# actors


def test_one_name_of_several_actors_is_asked_back(record: Record) -> None:
    every = everybody.everybody(View(record))
    one = actors.find(every, "Ilka Dorn")
    twin = replace(one, id="act-aaaaaaaaaaaaa", members=())
    known = everybody.joined(View(record))
    both = everybody.OfMentions(View(record), replace(known, actors=(*known.actors, twin)))
    with pytest.raises(BadRequest, match=r"could be any of .*act-aaaaaaaaaaaaa"):
        actors.find(both, "ilka dorn")


def test_an_actor_that_may_be_another_says_so(record: Record) -> None:
    view = View(record)
    every = everybody.everybody(view)
    one = actors.find(every, "Ilka Dorn")
    found = actors.dossier(view, every, one)
    role = Role(title="spokeswoman", organisation=None, from_="../2016-12-09", to=None, evidence="rep-aaaaaaaaaaaaa")
    told = replace(found, actor=replace(one, roles=(role,)), evidence=())
    shown = dict(actors.lines(told, 5))
    assert shown["role"] == "spokeswoman, since 2016-12-09 or before · rep-aaaaaaaaaaaaa"
    assert "no role told" in actors.as_row(replace(one, roles=()))


def test_actors_merged_by_a_person_say_by_whom(own: Record) -> None:
    every = everybody.everybody(View(own))
    one, other = (actors.find(every, name) for name in ("Ilka Dorn", "Sergei Lavrov"))
    review.merge(own, [one.id, other.id], who="anna", at=LATER)
    join_new(own, clock=lambda: LATER)
    view = View(own)
    every = everybody.everybody(view)
    merged = actors.find(every, "Ilka Dorn")
    assert merged.id == actors.find(every, other.id).id
    shown = dict(actors.lines(actors.dossier(view, every, merged), 5))
    assert "a person says so" in shown["joined"] and one.id in shown["joined"]


# what changed


def test_what_changed_between_two_days(record: Record) -> None:
    found = list(diff(record, "2016-12-09", "2016-12-12"))
    assert {change.fate for change in found} == {"appeared"}
    assert all(change.why == "Post of 2016-12-12 published it on 2016-12-12" for change in found)
    assert counts(iter(found))["reports"] == {"appeared": 1}
    long = [change for change in found if len(change.text) == 100]
    assert all(change.text.endswith("...") for change in long)


def test_what_changed_between_two_instants(own: Record) -> None:
    claim = row_at(own, "claims", "Hama").id
    review.correct(own, claim, {"stance": "denies"}, who="anna", at=LATER, reason="she did")
    found = [change for change in diff(own, "2026-01-01T12:00Z", "2026-01-03T00:00Z") if change.kind == "claims"]
    assert {(change.id, change.fate) for change in found} == {(claim, "changed")}
    assert "stance: asserts -> denies" in found[0].what and "by anna" in found[0].why
    before = list(diff(own, "2026-01-01T00:00Z", "2026-01-01T12:00Z"))
    assert "appeared" in {change.fate for change in before}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        pytest.param("2016-12-09", "2026-01-01T12:00Z", "not of one kind", id="a-day-and-an-instant"),
        pytest.param("2016-12-12", "2016-12-09", "turn them round", id="wrong-way-round"),
        pytest.param("0.0.9+aaaaaaaa", "2016-12-09", "ever read this record", id="rules-that-nobody-used"),
        pytest.param("soon", "2016-12-09", "is no day", id="no-day"),
    ],
)
def test_points_that_are_none(record: Record, first: str, last: str, words: str) -> None:
    with pytest.raises(BadRequest) as told:
        list(diff(record, first, last))
    assert words in f"{told.value} {told.value.do}"


# corrections in words of the text


def test_words_and_stretches_of_the_text(own: Record) -> None:
    """By the words themselves (nearest first), by numbers, and what is no stretch of the report."""
    claim = row_at(own, "claims", "the rebels had left Hama")
    text = next(report.text for report in own.rows("reports") if report.id == claim.report)
    at = text.index("Russia")
    review.correct(own, claim.id, {"speaker": f"{at}..{at + 6}", "cue": "said"}, who="anna", at=LATER)
    now = own.row(claim.id)
    assert (now.sources[0].name, now.cue.text) == ("Government of Russia", "said")
    review.correct(own, claim.id, {"speaker": f"{at}..{at + 3}", "cue": f"{at}..{at + 6}"}, who="anna", at=LATER)
    now = own.row(claim.id)
    assert (now.sources[0].name, now.sources[0].actor, now.cue.text) == ("Rus", None, "Russia")
    review.correct(own, claim.id, {"cue": "said"}, who="anna", at=LATER)
    said = [at for at in range(len(text)) if text.startswith("said", at)]
    assert own.row(claim.id).cue.start == min(said, key=lambda at: abs(at - claim.start)), "the nearest one"
    for fields, words in (
        ({"speaker": "5..4"}, "is no stretch"), ({"speaker": f"0..{len(text) + 1}"}, "is no stretch"),
        ({"cue": "7..7"}, "is no stretch"), ({"cue": "no such words at all"}, "does not say"),
        ({"quoted": "perhaps"}, "is neither"), ({"start": "one"}, "is no whole number"),
    ):  # fmt: skip
        with pytest.raises(BadRequest, match=words):
            review.correct(own, claim.id, fields, who="anna", at=LATER)


def test_types_modes_and_truth_in_words(own: Record) -> None:
    event = row_at(own, "events", "shelled")
    with pytest.raises(BadRequest, match="none of PLOVER's") as told:
        review.correct(own, event.id, {"type": "ASSALT"}, who="anna", at=LATER)
    assert "ASSAULT" in told.value.do
    review.correct(own, event.id, {"type": "assault", "mode": "aerial"}, who="anna", at=LATER)
    assert (own.row(event.id).type, own.row(event.id).mode) == ("ASSAULT", "aerial")
    claim = row_at(own, "claims", "the rebels had left Hama")
    review.correct(own, claim.id, {"quoted": "yes"}, who="anna", at=LATER)
    assert own.row(claim.id).quoted is True


def test_known_people_of_the_table_and_of_the_report(own: Record) -> None:
    claim = row_at(own, "claims", "the rebels had left Hama")
    review.correct(own, claim.id, {"speaker": "Sergey Lavrov"}, who="anna", at=LATER)
    assert own.row(claim.id).sources[0].name == "Sergei Lavrov"
    met = row_at(own, "events", "met")
    review.correct(own, met.id, {"who": "Sergey Lavrov"}, who="anna", at=LATER)
    assert own.row(met.id).initiators[0].start is not None, "the report mentions him"
    mention: Mention = next(m for m in own.rows("mentions") if m.report == claim.report and m.name == "Ilka Dorn")
    other = next(m for m in own.rows("mentions") if m.report == claim.report and m.actor != mention.actor)
    review.correct(own, other.id, {"who": "ilka dorn"}, who="anna", at=LATER)
    assert own.row(other.id).actor == mention.actor
    review.correct(own, mention.id, {"kind": "none"}, who="anna", at=LATER)
    assert own.row(mention.id).kind is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param("incidents", "no fields to correct|no id of a row", id="what-joining-made"),
        pytest.param("passages", "passages have no field 'text'", id="a-passage"),
    ],
)
def test_rows_without_fields(own: Record, row: str, words: str) -> None:
    its = next(own.joined.rows(row)) if row == "incidents" else next(own.rows(row))
    with pytest.raises(BadRequest, match=words):
        review.correct(own, its.id, {"text": "x"}, who="anna", at=LATER)


# reviews


def test_reviews_of_groups_and_what_was_undone(own: Record) -> None:
    one, other = [one for one in own.joined.rows("incidents") if one.type == "ASSAULT"][:2]
    review.merge(own, [one.id, other.id], who="anna", at=LATER)
    join_new(own, clock=lambda: LATER)
    claim = row_at(own, "claims", "Hama")
    review.accept(own, claim.id, who="anna", at=LATER)
    review.correct(own, claim.id, {"stance": "denies"}, who="anna", at=LATER)
    states = [(one.review.verdict, one.state) for one in review.listed(own)]
    assert states == [("merge", "in force"), ("accept", "in force"), ("correct", "in force")]
    items = json.loads(json.dumps(list(gold(own))))
    assert set(items[0]["members"]) == {*one.events, *other.events} and "start" not in items[0]
    told = score(items, machine(own))
    assert told.absent == 0, "a review of a group is none of a single reading"
    lines = dict(why_reviewed(own, own.row(claim.id)))
    assert lines["the machine had read"] == "stance asserts" and lines["accept by a person"].startswith("anna")
    for broken in ({**items[1], "format": "another"}, {**items[1], "row": "evt-aaaaaaaaaaaaa"}):
        with pytest.raises(BadRequest, match="no gold of"):
            score([broken], machine(own))


def test_reviews_that_cannot_be(own: Record) -> None:
    with pytest.raises(BadRequest, match="there is no"):
        joined_row(own, "incidents", make_id("incidents", "nothing"))
    with pytest.raises(BadRequest):
        review.version(own, "clm-aaaaaaaaaaaaa")
    with pytest.raises(BadRequest, match="too many at once"):
        review._some([str(n) for n in range(review.MOST + 1)])


# people


def test_how_a_person_is_called(own: Record) -> None:
    found = people.called(own, "Ilka Dorn", ("Witness of the bridge",))
    assert found.names[0] == "Ilka Dorn" and "Witness of the bridge" in found.names
    assert not any("spokeswoman" in name for name in found.names), "an office is no name"
    assert people.next_label(own) == "[name withheld 1]"
    done = people.delete_person(own, "Ilka Dorn", reason="asked", who="anna", at=LATER)
    assert done.number and people.next_label(own) != "[name withheld 1]"
    with pytest.raises(BadRequest, match="has no actor"):
        people.called(own, "Ilka Dorn")


def test_a_copy_without_a_person_by_the_next_free_label(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "without.db"
    [done] = people.redact(made, target, {"Ilka Dorn": None}, reason="asked", who="anna", at=LATER)
    with Record(target) as record:
        assert "[name withheld 1]" in next(record.rows("reports")).text and done.number
    assert people.residue(target, ["Ilka Dorn"]) == []
    assert [path.name for path in tmp_path.iterdir()] == ["without.db"], "no working file stays"


# the reader


def test_chains_in_boxes_from_the_outlet_inwards(record: Record) -> None:
    claim = row_at(record, "claims", "the rebels had left Hama")
    reading = record.reading(claim.report)
    boxes = reader.evidence(reading, claim, 1).boxes
    assert (boxes[0].part, boxes[0].who) == ("published by", "Post of 2016-12-09")
    assert [box.words for box in boxes[-2:]] == ["Ilka Dorn", "the minister"], "who said it first stands innermost"
    event = row_at(record, "events", "met")
    assert len(reader.evidence(record.reading(event.report), event, 1).boxes) == 1, "the outlet itself tells it"
    party = replace(claim.sources[0], start=None, end=None)
    nowhere = replace(claim, sources=(party, party), parent=None)
    shown = reader.evidence(replace(reading, claims=(nowhere,)), nowhere, 1).boxes
    assert " and " in shown[-1].who and shown[-1].words is None
    assert reader.around(replace(claim, parent=claim.id), {claim.id: claim}) == [], "no claim is around itself"


# days, places, versions


def test_readings_as_of_a_day_are_joined_with_each_other_only(record: Record) -> None:
    then = list(readings(View(record, "2016-12-12")))
    now = list(readings(View(record)))
    assert (len(then), len(now)) == (2, 3)
    shelled = [event for one in then for event in one.events if event.text == "shelled"]
    assert shelled and all(event.incident for event in shelled)


def test_places_that_lie_in_others(record: Record) -> None:
    listed = places.places(View(record))
    syria = replace(listed[0].place, lat=35.0, lon=38.5, precision_m=300_000, feature="PCLI", country="SYR")
    idlib = next(one.place for one in listed if one.place.name == "Idlib")
    assert places._inside(places._sense(replace(idlib, precision_m=20_000)), idlib)
    assert not places._inside(places._sense(replace(idlib, precision_m=20_000, lat=33.0)), idlib)
    assert not places._inside(places._sense(replace(syria, lat=None)), idlib)
    assert not places._inside(places._sense(idlib), replace(idlib, lon=None))


def test_texts_that_are_too_large_to_be_compared(own: Record, reading_of: Callable[..., Reading]) -> None:
    one = next(own.rows("reports"))
    longer = replace(reading_of("A truce."), passages=())
    text = "line\n" * (versions.MOST_LINES + 1)
    own.add(replace(longer, report=replace(longer.report, text=text, source=one.source)), b"y", at=LATER)
    with pytest.raises(BadRequest, match="lines"):
        versions.changes(own, one.id, longer.report.id)
    whole = list(versions._words("one " * (versions.MOST_WORDS + 1), "two"))
    assert [piece.kind for piece in whole] == ["old", "new"], "one word by another would take too long"


def test_days_in_a_brief() -> None:
    assert brief._short(None) == "" and brief._short("2016-12-13") == "13 Dec" and brief._short("2016-12") == "2016-12"
    assert brief.plotted("talks", []) == ("", [])
    assert brief.plotted("control", [])[0] == "percent" and brief.plotted("casualties", [])[0] == "people"
