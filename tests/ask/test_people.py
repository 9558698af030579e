"""Taking a person out of a record: nothing of the name is left in any byte, and all the rest stands as it stood."""

import hashlib
import json
import os
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.ask.check_deep import check_deep
from dateline.ask.people import called, delete_person, finish, next_label, redact, residue, unfinished
from dateline.ask.review import accept, correct
from dateline.errors import BadRequest
from dateline.ids import make_id
from dateline.people.names import flat
from dateline.records import Reading
from dateline.run import join_new
from dateline.store.record import Record
from tests.stores import Place, new_schema, run

READ, SAID, GONE = "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z", "2026-01-03T10:00:00Z"
PAGE = "https://news.example.org/2016/12/karim-haddad-road"
TEXT = (
    "Karim Haddad: the road is open\n\n“The road is open,” Karim Haddad, a spokesman for the relief office, said on "
    "Friday. Rebels shelled Idlib, Haddad's deputy said. Haddad met the Turkish minister in Moscow. HADDAD denied "
    "that 12 people were killed. Asma Haddad said that the road was closed."
)
OTHER = "The Turkish minister met Karim Haddad in Ankara on Friday. He said that the truce holds."
APART = "Turkey and Russia met in Moscow. The road is open, the ministry said."
SECRET = ("karim haddad", "karim-haddad", "karimhaddad")


@pytest.fixture(scope="module")
def readings(reading_of: Callable[..., Reading]) -> list[Reading]:
    def read(text: str, **known: object) -> Reading:
        sha256 = hashlib.sha256(raw_of(text)).hexdigest()
        return reading_of(text, sha256=sha256, id=make_id("reports", sha256), **known)

    return [
        read(TEXT, published="2016-12-17", url=PAGE, source="karim-haddad.txt", headline="Karim Haddad: open"),
        read(OTHER, published="2016-12-18", source="ankara.txt"),
        read(APART, published="2016-12-19", source="apart.txt"),
    ]


def raw_of(text: str) -> bytes:
    return f"<p>{text}</p>".encode()


def made(place: Place, readings: list[Reading], tidy: bool = False) -> Record:
    """A record with all that can hold a name: versions, reviews, what was set aside, the log. tidy: also on disk."""
    record = Record(place(), create=True)
    if not tidy:
        record.database.tidy = lambda: None  # type: ignore[method-assign]
    for reading in readings:
        record.add(reading, raw_of(reading.report.text), at=READ)
    older = replace(readings[1], version="newer", claims=())
    record.reread(older, at=SAID)
    record.reread(replace(readings[1], version="newest"), at=SAID)
    record.set_aside("haddad.pdf", "no text", "scan it", sha256="1", raw=b"Karim Haddad, by hand", at=READ)
    claim = next(record.rows("claims", readings[0].report.id))
    accept(record, claim.id, who="desk", at=SAID, reason="Haddad said so himself")
    event = next(record.rows("events", readings[0].report.id))
    correct(record, event.id, {"date": "2016-12-16"}, who="desk", at=SAID, reason="asked Karim Haddad")
    join_new(record, clock=lambda: SAID)
    return record


def words_in(record: Record, but: str = "-") -> str:
    """Every word of every table, and of every packed byte, in small letters."""
    db = record.database
    found = []
    for table in (table for table in db.tables() if not table.startswith(but)):
        for row in db.run(f"SELECT * FROM {table}").fetchall():
            for name in row.keys():  # noqa: SIM118
                value = row[name]
                packed = isinstance(value, bytes | memoryview)
                found.append(zlib.decompress(value).decode() if packed else str(value))
    return flat("\n".join(found))[0].lower()


def test_nothing_of_a_deleted_person_is_left(place: Place, readings: list[Reading]) -> None:
    record = made(place, readings, tidy=True)
    one = called(record, "Karim Haddad")
    assert any(secret in words_in(record) for secret in SECRET)
    done = delete_person(record, "Karim Haddad", reason="Karim Haddad asked for it", who="desk", at=GONE)
    join_new(record, clock=lambda: GONE)
    assert [n for _, n in done.reports] == [2, 5] or sorted(n for _, n in done.reports) == [1, 5]
    left = words_in(record)
    assert not any(secret in left for secret in SECRET) and not any(i in left for i in one.ids)
    left = words_in(record, but="join_")  # which keeps single words
    assert left.count("haddad") == left.count("asma haddad") > 0  # somebody else
    if isinstance(record.path, Path):
        assert residue(record.path, [*SECRET, *one.ids]) == []
    assert list(check_deep(record)) == [] and list(record.history.wrong()) == []
    log = " ".join(str(entry) for entry in record.history.log())
    assert "delete person" in log and "asked for it" in log and "by desk" not in log
    with pytest.raises(BadRequest, match="no actor"):
        called(record, "Karim Haddad")
    record.close()


def test_everything_else_stands(place: Place, readings: list[Reading]) -> None:
    record = made(place, readings)
    before = {kind: list(record.rows(kind)) for kind in ("claims", "events", "mentions", "quantities", "times")}
    texts = {report.id: report.text for report in record.rows("reports")}
    delete_person(record, "Karim Haddad", reason="asked", who="desk", at=GONE)
    for kind, rows in before.items():
        after = list(record.rows(kind))
        assert {row.id for row in after} == {row.id for row in rows}
        now = {row.id: row for row in after}
        for row in rows:
            new = now[row.id]
            assert new.how == row.how and getattr(new, "when", None) == getattr(row, "when", None)
            if "haddad" not in row.text.lower() and not (kind == "mentions" and row.name == "Karim Haddad"):
                assert new.text == row.text
    for report in record.rows("reports"):
        label = "[name withheld 1]"
        assert (
            report.text.replace(label, "").replace(" ", "") in texts[report.id].replace(" ", "") or label in report.text
        )
    first = record.reading(readings[0].report.id).report
    assert (
        first.url == "https://news.example.org/2016/12/name-withheld-1-road" and first.source == "name-withheld-1.txt"
    )
    assert first.flags == ("redacted: names of people were replaced",)
    assert record.reading(readings[2].report.id) == replace(
        readings[2], report=replace(readings[2].report, read_at=READ)
    )
    with Record(record.path, read_by=READ) as then:
        assert len(list(then.rows("reports"))) == 3 and "addad" not in str(list(then.rows("events"))).replace(
            "Asma Haddad", ""
        )
    [undone] = [one for one in record.reviews.in_force() if one.verdict == "correct"]
    assert undone.reason == "asked [name withheld 1]"
    record.close()


@pytest.mark.parametrize(
    "statement, words",
    [
        pytest.param("UPDATE events SET status = 'planned'", "is not what its redaction", id="a row"),
        pytest.param("UPDATE reports SET text = 'Nothing.'", "is not what its redaction", id="the text"),
        pytest.param("DELETE FROM redactions", "were changed", id="the note of the redaction"),
        pytest.param(
            "UPDATE transactions SET subject = 'x' WHERE id IN (SELECT entry FROM blanked)", "left of them",
            id="a blanked entry",
        ),
        pytest.param("INSERT INTO blanked (entry) VALUES (1)", "left of them", id="one more blanked entry"),
        pytest.param("DELETE FROM blanked", "is not what was written", id="no blanked entries"),
    ],
)  # fmt: skip
def test_tampering_after_a_redaction_is_found(
    place: Place, readings: list[Reading], statement: str, words: str
) -> None:
    from tests.stores import without_triggers

    record = made(place, readings)
    delete_person(record, "Karim Haddad", reason="asked", who="desk", at=GONE)
    assert list(record.history.wrong()) == []
    without_triggers(record.path, statement)
    assert words in " ".join(record.history.wrong())
    record.close()


def test_two_people_one_after_the_other(place: Place, readings: list[Reading]) -> None:
    record = made(place, readings)
    delete_person(record, "Karim Haddad", reason="asked", who="desk", at=GONE)
    delete_person(record, "Asma Haddad", reason="asked too", who="desk", at=GONE)
    join_new(record, clock=lambda: GONE)
    assert "haddad" not in words_in(record)
    assert list(check_deep(record)) == []
    text = record.reading(readings[0].report.id).report.text
    assert "[name withheld 1]" in text and "[name withheld 2]" in text and next_label(record) == "[name withheld 3]"
    record.close()


def test_a_redacted_copy(place: Place, readings: list[Reading], tmp_path: Path) -> None:
    with made(place, readings) as record:
        place_of = record.path
    target = tmp_path / "redacted.db"
    [done] = redact(place_of, target, {"Karim Haddad": "Witness A"}, reason="to be published", who="desk", at=GONE)
    assert done.label == "Witness A" and residue(target, SECRET) == []
    assert [path.name for path in tmp_path.iterdir()] == ["redacted.db"]
    with Record(target) as copy, Record(place_of) as original:
        join_new(copy, clock=lambda: GONE)
        assert list(check_deep(copy)) == []
        assert "“The road is open,” Witness A, a spokesman" in copy.reading(readings[0].report.id).report.text
        assert [p.name for c in copy.rows("claims") for p in c.sources if "Witness" in str(p.name)]
        assert "karim haddad" in words_in(original)
        assert json.loads(json.dumps([e.what for e in copy.history.log()])).count("redact") == 2
    with pytest.raises(BadRequest, match="something at"):
        redact(place_of, target, {"Karim Haddad": None}, reason="x", who=None, at=GONE)


@pytest.mark.parametrize(
    "name, label, words",
    [
        ("Nobody Here", None, "no actor"),
        ("Turkey", None, "no person"),
        ("Karim Haddad", 'A "quoted" one', "cannot stand for a name"),
        ("Karim Haddad", "x" * 99, "cannot stand for a name"),
    ],
)
def test_what_cannot_be_redacted(
    place: Place, readings: list[Reading], tmp_path: Path, name: str, label: str | None, words: str
) -> None:
    with made(place, readings) as record, pytest.raises(BadRequest, match=words):
        redact(record.path, tmp_path / "r.db", {name: label}, reason="x", who=None, at=GONE)
    assert list(tmp_path.iterdir()) == []


def test_the_files_of_a_lake_too(tmp_path: Path, readings: list[Reading]) -> None:
    from pyarrow.parquet import read_table

    from dateline.ask.people import mark
    from dateline.formats.lake import Lake

    def rows() -> str:
        return str([read_table(path, partitioning=None).to_pylist() for path in (tmp_path / "lake").rglob("*.parquet")])

    with Lake(tmp_path / "lake", create=True) as record:
        for reading in readings[:2]:
            record.add(reading, raw_of(reading.report.text), at=READ)
        join_new(record, clock=lambda: READ)
    assert "Karim Haddad" in rows()
    with Lake(tmp_path / "lake") as record:
        mark(record, "Karim Haddad", reason="asked", who=None, at=SAID)
    assert "Karim Haddad" not in rows() and "[name withheld 1]" in rows()
    with Lake(tmp_path / "lake") as record:
        delete_person(record, "Karim Haddad", reason="asked", who=None, at=GONE)
        join_new(record, clock=lambda: GONE)
    assert "Karim Haddad" not in rows() and "[name withheld 2]" in rows()
    assert residue(tmp_path / "lake", SECRET) == []


@pytest.mark.parametrize("stopped", ["before", "in the transaction", "after it"])
def test_a_deletion_that_is_stopped(
    tmp_path: Path, readings: list[Reading], stopped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = made(lambda: tmp_path / "r.db", readings, tidy=True)
    names = {"before": "forget", "in the transaction": "insert", "after it": "tidy"}

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(record.database, names[stopped], stop)
    with pytest.raises(KeyboardInterrupt):
        delete_person(record, "Karim Haddad", reason="asked", who="desk", at=GONE)
    record.close()
    with Record(tmp_path / "r.db") as again:
        join_new(again, clock=lambda: GONE)
        if stopped != "after it":
            assert list(check_deep(again)) == [] and unfinished(again) == []
            assert called(again, "Karim Haddad").actor.name == "Karim Haddad"
            delete_person(again, "Karim Haddad", reason="asked", who="desk", at=GONE)
        else:
            assert "stopped before its bytes" in " ".join(check_deep(again))
            assert finish(again) == 1 and finish(again) == 0
        join_new(again, clock=lambda: GONE)
        assert list(check_deep(again)) == []
    assert residue(tmp_path / "r.db", SECRET) == []


def test_nothing_is_left_in_a_servers_tables(readings: list[Reading]) -> None:
    where = new_schema()
    [(folder,)] = run(where, "SELECT current_setting('data_directory')")
    if where.host not in ("127.0.0.1", "localhost") or not os.access(str(folder), os.R_OK):
        pytest.skip("the server's files are not ours to look into")
    [(number,)] = run(where, "SELECT oid FROM pg_database WHERE datname = current_database()")
    secret = "Yusup" + os.urandom(4).hex().translate(str.maketrans("0123456789", "ghijklmnop"))  # of this run

    def left() -> int:
        files = (path for path in (Path(str(folder)) / "base" / str(number)).iterdir() if path.is_file())
        return sum(path.read_bytes().lower().count(secret.lower().encode()) for path in files)

    named = [replace(one, report=replace(one.report, source=f"karim-{secret}.txt")) for one in readings[:1]]
    with Record(where, create=True) as record:
        record.add(named[0], raw_of(f"Karim {secret}"), at=READ)
        record.set_aside("x.pdf", f"no text of {secret}", "scan it", sha256="1", raw=None, at=READ)
        run(where, "ANALYZE", "CHECKPOINT")
        assert left() > 0
        delete_person(record, "Karim Haddad", reason="asked", who=None, at=GONE, also=[f"Karim {secret}"])
        assert left() == 0


@pytest.mark.parametrize(
    "label, reason, folder, words",
    [
        pytest.param(None, " ", ".", "nothing says why", id="no reason"),
        pytest.param('a"b', "asked", ".", "cannot stand for a name", id="a label that would break JSON"),
        pytest.param("x" * 61, "asked", ".", "cannot stand for a name", id="a long label"),
        pytest.param(None, "asked", "none", "there is no folder", id="no folder"),
    ],
)
def test_a_copy_that_cannot_be_made_is_refused_at_once(
    tmp_path: Path, readings: list[Reading], label: str | None, reason: str, folder: str, words: str
) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        record.add(readings[0], raw_of(readings[0].report.text), at=READ)
    target = tmp_path / folder / "shared.db"
    with pytest.raises(BadRequest, match=words):
        redact(tmp_path / "r.db", target, {"Karim Haddad": label}, reason=reason, who=None, at=SAID)
    assert [path.name for path in tmp_path.iterdir()] == ["r.db"]
