"""What the questions answer when something is wrong: damaged joins, corrections that cannot be, people and places that
nobody knows, keys that are none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.ask import actors, everybody, people, places, proof, review, stories
from dateline.ask.check import check, problems, together
from dateline.ask.check_deep import _some, check_deep
from dateline.ask.disagreements import disagreement
from dateline.ask.disagreements import find as find_dispute
from dateline.ask.kinds import row_of
from dateline.ask.mapping import mapping
from dateline.ask.reached import reached
from dateline.ask.view import View
from dateline.ask.why_any import why_any
from dateline.errors import BadRequest, DatelineError
from dateline.records import Party, Reading
from dateline.store.record import Record
from dateline.version import joining_rules
from tests.stores import without_triggers

AT, LATER = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"
TEXTS = {
    "2016-12-14": "Rebels shelled Idlib on 11 December 2016, killing 40 people, the ministry said. Omer Demirkan, the "
    "Turkish spokesman, met a Russian envoy in Moscow. “The truce holds,” Demirkan told reporters.",
    "2016-12-15": "Shelling killed 60 people in Idlib on 11 December 2016, Omer Demirkan said in Ankara. About 4,000 "
    "people fled from Idlib to Aleppo, and rebels hold half of Idlib.",
    "2016-12-16": "The envoy flew to Oslo on Thursday for three days. Every Friday he met Ilka Dorn in Springfield.",
}
TEXTS["2016-12-17"] = f"{TEXTS['2016-12-14']} {TEXTS['2016-12-15']}".replace("killing 40", "killing 45")


@pytest.fixture(scope="module")
def readings(reading_of: Callable[..., Reading]) -> list[Reading]:
    return [reading_of(text, published=day, source=f"{day}.txt") for day, text in TEXTS.items()]


@pytest.fixture
def record(tmp_path: Path, readings: list[Reading]) -> Iterator[Record]:
    with Record(tmp_path / "r.db", create=True) as made:
        for reading in readings:
            made.add(reading, b"x", at=AT)
        while made.join(rules=joining_rules(), at=AT):
            pass
        yield made


def row_at(record: Record, kind: str, words: str) -> str:
    return next(row.id for row in record.rows(kind) if words in row.text)


# what is damaged


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        pytest.param("DELETE FROM tellings", "has no", id="a group of nothing"),
        pytest.param(
            "UPDATE tellings SET event = 'evt-aaaaaaaaaaaaa' || rowid", "not in the record", id="of strangers"
        ),
        pytest.param(
            "INSERT INTO tellings SELECT event, report, (SELECT id FROM incidents WHERE id <> incident), 1, NULL"
            " FROM tellings LIMIT 1",
            "belongs to",
            id="of two",
        ),
        pytest.param("UPDATE links SET a = 'clm-aaaaaaaaaaaaa'", "not in the record", id="a link to nothing"),
    ],
)
def test_joined_rows_that_are_damaged_are_found(record: Record, statement: str, words: str) -> None:
    assert list(together(record)) == []
    assert next(iter(record.joined.rows("links")), None) and next(iter(record.joined.rows("incidents")), None)
    without_triggers(record.path, statement)
    with Record(record.path) as damaged:
        found = list(together(damaged))
        assert any(words in line for line in found), found
        assert any("joining all reports anew" in line or words in line for line in check_deep(damaged))


def test_passages_that_end_too_early_and_parties_from_elsewhere_are_found(readings: list[Reading]) -> None:
    first = readings[0]
    short = replace(first.passages[-1], end=first.passages[-1].end - 2, text=first.passages[-1].text[:-2])
    assert any(
        "its passages end at" in line for line in problems(replace(first, passages=(*first.passages[:-1], short)))
    )
    claim = replace(first.claims[0], sources=(Party("Somebody", None, "act-none", None, None),))
    found = list(problems(replace(first, claims=(claim, *first.claims[1:]))))
    assert any("whom the report never mentions" in line for line in found)


def test_many_problems_of_one_kind_are_summed_up() -> None:
    assert list(_some(iter("ab"))) == ["a", "b"]
    found = list(_some(f"{n}" for n in range(1_000)))
    assert len(found) < 100 and re.fullmatch(r"and \d+ more like these", found[-1])


def test_a_row_that_was_moved_and_a_name_withheld_by_nobody_are_found(record: Record) -> None:
    people.mark(record, "Omer Demirkan", reason="asked", who=None, at=LATER)
    assert [line for line in check_deep(record) if "withheld" in line or "another id" in line] == []
    people.unmark(record, "[name withheld 1]", reason="agreed", who=None, at=LATER)
    moved = f"UPDATE claims SET id = 'clm-aaaaaaaaaaaaa' WHERE id = '{row_at(record, 'claims', 'truce')}'"
    without_triggers(record.path, "UPDATE withheld SET since = 1, until = 2", moved)
    with Record(record.path) as damaged:
        found = list(check_deep(damaged))
    for words in ("make another id", "no entry of the log says so", "shown again, and no entry"):
        assert any(words in line for line in found), found


# corrections


@pytest.mark.parametrize(
    ("kind", "row", "fields", "words"),
    [
        pytest.param("events", "shelled", {"type": "AID", "mode": "shelling"}, "has no mode|write one of", id="mode"),
        pytest.param("events", "shelled", {"place": "Berlin"}, "", id="a place that its report does not name"),
        pytest.param("places", "Idlib", {"lat": "95", "lon": "1"}, "no point of the earth", id="beyond the pole"),
        pytest.param("places", "Idlib", {"name": "Nowhere at all"}, "the gazetteer has no", id="no such place"),
        pytest.param("claims", "truce", {"parent": "clm-aaaaaaaaaaaaa"}, "no claim of", id="no such claim"),
        pytest.param("claims", "truce", {"start": "5", "end": "5"}, "no stretch", id="nothing"),
        pytest.param("mentions", "Omer", {"who": "act-aaaaaaaaaaaaa"}, "no actor|nobody", id="no such actor"),
    ],
)
def test_corrections_that_cannot_be(record: Record, kind: str, row: str, fields: dict[str, str], words: str) -> None:
    with pytest.raises(BadRequest, match=words or None):
        review.correct(record, row_at(record, kind, row), fields, who="anna", at=LATER)


def test_a_claim_contains_no_claim_that_contains_it(record: Record) -> None:
    claims = [claim for claim in record.rows("claims") if claim.report == next(record.rows("reports")).id]
    one, other = claims[0].id, claims[-1].id
    assert one != other
    review.correct(record, other, {"parent": one}, who="anna", at=LATER)
    with pytest.raises(BadRequest, match="is contained in"):
        review.correct(record, one, {"parent": other}, who="anna", at=LATER)


@pytest.mark.parametrize(
    ("kind", "row", "fields", "field", "value"),
    [
        pytest.param("mentions", "Omer", {"who": "Pat Nobody"}, "name", "Pat Nobody", id="somebody new"),
        pytest.param("mentions", "Omer", {"who": "Ilka Dorn"}, "name", "Ilka Dorn", id="somebody of another report"),
        pytest.param("places", "Idlib", {"name": "none"}, "lat", None, id="a place that nobody knows"),
        pytest.param("places", "Idlib", {"name": "Aleppo"}, "name", "Aleppo", id="another place"),
        pytest.param("events", "shelled", {"type": "CONSULT"}, "type", "CONSULT", id="a type without that mode"),
    ],
)
def test_corrections_in_words(
    record: Record, kind: str, row: str, fields: dict[str, str], field: str, value: object
) -> None:
    its = row_at(record, kind, row)
    review.correct(record, its, fields, who="anna", at=LATER)
    assert getattr(record.row(its), field) == value


def test_speakers_by_what_they_are_called(record: Record) -> None:
    """By the id of a mention, the id of an actor, words of the text, or somebody whom only the table knows."""
    claim = row_at(record, "claims", "truce")
    mention = next(m for m in record.rows("mentions") if "Russian envoy" in m.text)
    for words, name in ((mention.id, None), ("Sergei Lavrov", "Sergei Lavrov"), ("reporters", "reporters")):
        review.correct(record, claim, {"speaker": words}, who="anna", at=LATER)
        [party] = record.row(claim).sources
        assert party.name == name or name is None
    with pytest.raises(BadRequest, match="there is no review 99"):
        review.undo(record, 99, who="anna", at=LATER)
    with pytest.raises(BadRequest, match="has no review to take back"):
        review.undo(record, who="bert", at=LATER)
    with pytest.raises(BadRequest, match="are not queued"):
        review.queue(record, kinds=("actors",))
    with pytest.raises(BadRequest, match="at most 2,000"):
        review.accept(record, claim, who="anna", at=LATER, reason="x" * 3_000)


# people


def test_people_who_cannot_be_taken_out(record: Record) -> None:
    known = {"who": None, "at": LATER}
    with pytest.raises(BadRequest, match="nothing says why"):
        people.mark(record, "Omer Demirkan", reason=" ", **known)
    with pytest.raises(BadRequest, match="nothing says why"):
        people.delete_person(record, "Omer Demirkan", reason="", **known)
    nobody = next(actor for actor in everybody.joined(View(record)).actors if actor.kind != "person")
    with pytest.raises(BadRequest, match="is no person"):
        people.mark(record, nobody.id, reason="x", **known)
    people.mark(record, "Omer Demirkan", reason="asked", also=("Demirkan the Elder",), **known)
    with pytest.raises(BadRequest, match="is withheld already"):
        people.mark(record, "Omer Demirkan", reason="again", **known)
    with pytest.raises(BadRequest, match="nobody is withheld as"):
        people.unmark(record, "Ilka Dorn", reason="x", **known)
    assert people.unmark(record, "omer demirkan", reason="agreed", **known).number == 1


def test_what_is_left_of_a_name_in_the_bytes(record: Record) -> None:
    assert people.residue(record.path, ["Omer Demirkan"]) and people.residue(record.path, ["Nobody Such"]) == []
    assert people.residue("postgresql://a@127.0.0.1:1/x", ["Omer Demirkan"]) == []


# places, actors, stories, disputes


def test_places_by_id_number_and_name(record: Record) -> None:
    listed = places.places(View(record))
    idlib = next(one for one in listed if one.place.name == "Idlib")
    key = places.key_of(idlib.place)
    assert places.find(listed, "IDLIB", {}) == idlib and places.find(listed, str(idlib.place.geonameid), {}) == idlib
    assert places.find(listed, "Nowhere", {}) is None
    row = row_at(record, "places", "Idlib")
    assert places.find(listed, row, {row: key}) == idlib
    with pytest.raises(BadRequest, match="has no place"):
        places.find(listed, "plc-aaaaaaaaaaaaa", {})
    told = dict(places.lines(places.dossier(View(record), idlib), 5))
    assert "±" in told["where"] and told["happened"]
    unknown = replace(idlib.place, lat=None, lon=None, precision_m=None)
    assert places.position(unknown).startswith("not known")
    assert places.places(View(record), places.Asked(country="Syria"))
    with pytest.raises(BadRequest, match="is no country"):
        places.places(View(record), places.Asked(country="Atlantis"))


def test_actors_and_stories_by_words(record: Record) -> None:
    view = View(record)
    every = everybody.everybody(view)
    someone = actors.find(every, "omer demirkan")
    assert actors.is_named(every, someone.id) and not actors.is_named(every, "Nobody Such")
    told = dict(actors.lines(actors.dossier(view, every, someone), 5))
    assert told["actor"].startswith("Omer Demirkan") and "Demirkan" in actors.as_row(someone)
    with pytest.raises(BadRequest, match="there is no story"):
        stories.find_story(view, "nothing of the kind")
    ranked = stories.stories(view)
    assert stories.find_story(view, ranked[0].id[:9]).id.startswith(ranked[0].id[:9])
    with pytest.raises(BadRequest, match="could be any of"):
        stories.find_story(view, ranked[0].id[:4])
    with pytest.raises(BadRequest, match="there is no dispute"):
        find_dispute(view, "dsp-aaaaaaaaaaaaa")
    for one in stories.disputes(view):
        assert disagreement(view, find_dispute(view, one.id)).as_json()
    for link in stories.links(view):
        assert stories.ends(view, [link]).keys() == {link.a, link.b}


def test_a_map_of_one_story_holds_what_it_tells(record: Record) -> None:
    view = View(record)
    every = mapping(view, stories.Asked(), None, None, 50)
    layers = {feature["properties"]["layer"] for feature in every.as_json()["features"]}
    assert {"events", "flows"} <= layers and every.count
    for one in stories.stories(view):
        inside = mapping(view, stories.Asked(story=one.id), None, None, 50)
        assert {here.spot for here in inside.here} <= {here.spot for here in every.here}
    nothing = mapping(view, stories.Asked(), "2030-01-01", None, 50)
    assert not nothing.here and not mapping(view, stories.Asked(), None, None, 50, events=False).here


def test_every_row_of_the_record_is_explained(record: Record) -> None:
    view = View(record)
    for kind in ("reports", "passages", "times", "places", "mentions", "claims", "quantities", "events", "incidents",
                 "stories", "links", "disputes", "actors"):  # fmt: skip
        for row in list(record.joined.rows(kind) if kind in ("incidents", "stories", "links", "disputes") else
                        everybody.joined(view).actors if kind == "actors" else record.rows(kind)):  # fmt: skip
            assert row_of(record, row.id).id == row.id
            assert why_any(record, row.id).lines
    for reading in view.readings():
        for time in reading.times:
            assert reached(reading, time)
    assert [line for line in check(record) if "bytes" not in line] == []


# keys


def _full(*_: object) -> object:
    raise OSError(28, "No space left on device")


def test_keys_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    other = generate_private_key(SECP256R1())
    secret, public = tmp_path / "other", tmp_path / "other.pub"
    secret.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    secret.chmod(0o600)
    public.write_bytes(other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    with pytest.raises(BadRequest, match="a key of another kind"):
        proof.sign({"form": "x"}, secret)
    with pytest.raises(BadRequest, match="a key of another kind"):
        proof.is_signed_by({"signature": {"value": ""}}, public)
    made = proof.new_key(tmp_path / "mine")
    with pytest.raises(BadRequest, match="a key is not written over"):
        proof.new_key(tmp_path / "mine")
    (tmp_path / "shut").mkdir()
    monkeypatch.setattr("os.fdopen", _full)
    with pytest.raises(DatelineError, match="cannot be written"):
        proof.new_key(tmp_path / "shut" / "key")
    monkeypatch.undo()
    assert not proof.is_signed_by({"signature": {}}, made)
    large = tmp_path / "large.pub"
    large.write_bytes(b"x" * 200_000)
    with pytest.raises(BadRequest, match="is too large"):
        proof.is_signed_by({"signature": {"value": ""}}, large)
