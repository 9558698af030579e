"""Imports, crawls, passwords, TLS, what a server says, half-done copies: what is told when they go wrong."""

import resource
import signal
import ssl
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import BadRecord, BadRequest
from dateline.records import Reading
from dateline.store import backup as backups
from dateline.store import copy as copying
from dateline.store.address import Server, address
from dateline.store.backup import backup, restore
from dateline.store.copy import copy
from dateline.store.imports import File, Imports
from dateline.store.password import password_of
from dateline.store.postgres import _secured
from dateline.store.postgres_errors import told
from dateline.store.record import Record
from dateline.store.then import as_of
from tests.stores import Place

AT = "2026-01-01T10:00:00Z"
LATER = "2026-01-02T10:00:00Z"
SERVER = Server("ilka", None, "db.vale.example", 5432, "news", {})
GDELT = "\t".join(["7", "20210305", *[""] * 24, "010", "010", "01", "1", "0.0", *[""] * 30])


@pytest.fixture
def record(place: Place) -> Record:
    return Record(place(), create=True)


def test_imports_are_kept_replaced_and_taken_out(record: Record, tmp_path: Path) -> None:
    from dateline.formats.imports.files import read

    kept = Imports(record)
    (tmp_path / "a.csv").write_text(f"{GDELT}\n")
    found = read(tmp_path / "a.csv")
    file = File("a.csv", found.dataset, len(found.events), len(found.mentions), Counter(found.left_out))
    assert kept.add(file, found.sha256, found.events, found.mentions, at=AT)
    assert not kept.add(file, found.sha256, found.events, found.mentions, at=AT)  # the same bytes
    assert kept.files() == [file] and list(kept.events()) == list(kept.events("a.csv")) == list(found.events)
    assert list(kept.events("b.csv")) == [] and list(kept.mentions()) == list(found.mentions)
    (tmp_path / "a.csv").write_text(f"{GDELT}\n{GDELT.replace('7', '8', 1)}\n")
    other = read(tmp_path / "a.csv")
    again = File("a.csv", other.dataset, len(other.events), 0, Counter(other.left_out))
    assert kept.add(again, other.sha256, other.events, other.mentions, at=LATER)
    assert [row.key for row in kept.events()] == ["7", "8"] and kept.files() == [again]
    with pytest.raises(BadRequest, match="nothing was imported"):
        kept.remove("b.csv", at=LATER)
    kept.remove("a.csv", at=LATER)
    assert kept.files() == [] and list(kept.events()) == []
    assert [entry.what for entry in record.history.log()] == ["import", "import", "remove import"]


def test_where_a_crawl_was_left(record: Record) -> None:
    assert record.shards.done("crawl.warc.gz") == 0
    for place in (400, 900):
        with record.database.transaction():
            record.shards.put("crawl.warc.gz", place)
    assert record.shards.done("crawl.warc.gz") == 900 and record.shards.done("other") == 0


def test_what_came_and_went_in_between_is_no_change(record: Record, reading_of: Callable[..., Reading]) -> None:
    reading = reading_of("The truce holds, the minister said.", source="a.txt")
    record.add(reading, b"x", at=AT)
    first = record.history.of_rules(reading.version)
    assert first is not None and record.history.of_rules("none such") is None
    record.delete(reading.report.id, reason="asked", who=None, at=LATER)
    assert list(record.history.changes(0, first + 9)) == []
    assert not record.holds("nothing") and record.reviews.last_version("nothing") is None
    with pytest.raises(BadRequest, match="there is no report"):
        record.reviews.machine_report(reading.report.id)


def test_as_of_a_day_nothing_of_later_reports_is_seen(record: Record, reading_of: Callable[..., Reading]) -> None:
    old = reading_of("Rebels shelled Idlib, Ilka Dorn said in Ankara.", source="a.txt", published="2021-03-01")
    new = reading_of("Karim Haddad said in Beirut that the truce holds.", source="a.txt", published="2021-03-09")
    for reading in (old, new):
        record.add(reading, b"x", at=AT)
    then = as_of(record, "2021-03-05")
    assert then.has(old.report.id) and not then.has(new.report.id)
    assert all(then.holds(row.id) for row in old.claims) and not any(then.holds(row.id) for row in new.claims)
    assert {one[0] for one in then.mentioned()} == {old.report.id}
    assert {row["report"] for row in then.places_named()} == {old.report.id}
    assert {report for report, _ in then.places_of_events()} <= {old.report.id}
    assert [source for source, _, _ in then.originals()] == [old.report.id]
    assert {name for _, name in then.person_names()} == {"Ilka Dorn"}
    assert {mention.report for mention in then.mentions_of(m.actor for m in old.mentions if m.actor)} == {old.report.id}
    assert then.version_beside("a.txt", old.report.id) is None
    assert record.version_beside("a.txt", old.report.id) == new.report.id
    assert then.find_report("a.txt").id == old.report.id
    assert then.counts()["reports"] == 1 and record.counts()["reports"] == 2
    assert not then.holds(new.report.id) and then.rows_with("reports", [new.report.id]) == []
    assert then.joined.unjoined(5) == [] and not then.joined.outdated("other")


# passwords and TLS of a server


@pytest.mark.parametrize(
    ("lines", "password"),
    [
        pytest.param("db.vale.example:5432:news:ilka:open\n", "open", id="all of it"),
        pytest.param("# remark\nother:5432:news:ilka:no\n*:*:*:ilka:any\n", "any", id="stars"),
        pytest.param("db.vale.example:5432:news:ilka:a\\:b\\\\c\n", "a:b\\c", id="escaped"),
        pytest.param("db.vale.example:5432:news\n", None, id="too short"),
        pytest.param("db.vale.example:5433:news:ilka:open\n", None, id="another port"),
    ],
)
def test_the_password_file(lines: str, password: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pgpass").write_text(lines)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    assert password_of(SERVER) == password
    monkeypatch.setenv("PGPASSWORD", "from outside")
    assert password_of(SERVER) == "from outside"


def test_a_password_file_that_cannot_be_read_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    for content in (None, b"\xff\xfe"):
        monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
        if content:
            (tmp_path / "pgpass").write_bytes(content)
        assert password_of(SERVER) is None


def test_tls_as_it_is_asked_for() -> None:
    assert _secured({}) is None and _secured({"sslmode": "disable"}) is False
    some, ours, theirs = (_secured({"sslmode": mode}) for mode in ("require", "verify-ca", "verify-full"))
    assert isinstance(some, ssl.SSLContext) and isinstance(ours, ssl.SSLContext) and isinstance(theirs, ssl.SSLContext)
    assert some.verify_mode == ssl.CERT_NONE and ours.verify_mode == theirs.verify_mode == ssl.CERT_REQUIRED
    assert theirs.check_hostname and not ours.check_hostname and not some.check_hostname
    with pytest.raises(BadRequest, match="sslmode=maybe is none"):
        _secured({"sslmode": "maybe"})


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        pytest.param(Exception("server requires password authentication"), "asks ilka for a password", id="password"),
        pytest.param(Exception("network is down"), "is gone", id="gone"),
        pytest.param(Exception(), "is gone", id="says nothing"),
        pytest.param(Exception({"C": "53300", "M": "too many"}), "no connection left", id="known"),
        pytest.param(Exception({"C": "XX999", "M": "odd"}), "odd", id="unknown"),
    ],
)
def test_what_a_server_says_is_told(problem: Exception, words: str) -> None:
    what, do = told(problem, SERVER)
    assert words in what and do


# backups and copies


def test_backups_are_files(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db", create=True):
        pass
    server = address("postgresql://ilka@127.0.0.1:1/none")
    with pytest.raises(BadRequest, match="a backup is a file"):
        backup(tmp_path / "r.db", server)
    with pytest.raises(BadRequest, match="not written over"):
        restore(tmp_path / "r.db", server, force=True)
    with pytest.raises(BadRecord, match="there is no folder"):
        backup(tmp_path / "r.db", tmp_path / "none" / "b.db")


def test_a_damaged_backup_is_called_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(b"SQLite format 3\0" + b"\0" * 5_000)
    with pytest.raises(BadRecord, match=r"b\.db.*restore another backup"):
        restore(tmp_path / "b.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_a_backup_of_an_altered_record_names_the_record(tmp_path: Path, reading_of: Callable[..., Reading]) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        record.add(reading_of("The truce holds, the minister said."), b"x", at=AT)
        record.database.run("UPDATE claims SET text = 'x'")
    with pytest.raises(BadRecord, match=r"r\.db is damaged"):
        backup(tmp_path / "r.db", tmp_path / "b.db")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["r.db"]


def test_the_place_of_a_backup_that_others_use_is_left_alone(tmp_path: Path) -> None:
    for name in ("r.db", "b.db"):
        Record(tmp_path / name, create=True).close()
    with Record(tmp_path / "b.db") as used:
        used.database.run("BEGIN IMMEDIATE")
        with pytest.raises(BadRecord):
            restore(tmp_path / "r.db", tmp_path / "b.db", force=True)
        used.database.run("ROLLBACK")
    (tmp_path / "odd.db").write_bytes(b"no database at all, and given up by whoever says --force")
    assert restore(tmp_path / "r.db", tmp_path / "odd.db", force=True).reports == 0


def test_a_copy_that_lost_rows_is_none(
    tmp_path: Path, reading_of: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        record.add(reading_of("The truce holds, the minister said."), b"x", at=AT)
    whole = copying._table
    monkeypatch.setattr(copying, "_table", lambda *known: whole(*known) + 1)
    with pytest.raises(BadRecord, match="rows of"):
        copy(tmp_path / "r.db", tmp_path / "c.db")
    with pytest.raises(BadRecord, match="which rep-1 does not have"):
        copying._entry({"id": "clm-1", "report": "rep-1"}, None)


@pytest.mark.parametrize("size", [50_000, 300_000])
def test_a_backup_names_the_disk_that_is_full(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two disks: the record's has room. A limit on the size of files is a full disk to what writes beyond it."""
    with Record(tmp_path / "r.db", create=True) as record:
        record.set_aside("a.txt", "it is empty", "leave it out", sha256=None, raw=None, at=AT)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        with pytest.raises(BadRecord, match=r"b\.db cannot be written .*nothing was put there; free space"):
            backup(tmp_path / "r.db", tmp_path / "b.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("b.db")]
    assert backup(tmp_path / "r.db", tmp_path / "b.db").entries == 1


def test_a_backup_that_the_disk_refuses_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Record(tmp_path / "r.db", create=True).close()

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "_kept", full)
    with pytest.raises(BadRecord, match="No space left"):
        backup(tmp_path / "r.db", tmp_path / "b.db")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["r.db"]
