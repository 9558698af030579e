"""What is PostgreSQL's own: its address, its trouble in plain words, several writers, what erasing can promise."""

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dateline.errors import BadRecord, BadRequest
from dateline.records import Reading
from dateline.store.address import Server, address
from dateline.store.conditions import Words
from dateline.store.entries import APART, Entry
from dateline.store.password import password_of
from dateline.store.postgres_text import OVERLAP, PART, lexemes, tokens
from dateline.store.record import Record
from dateline.store.sql import ask
from dateline.store.statements import migrations, separate
from tests.command import PATIENCE
from tests.stores import new_database, new_schema, run

GONE = r"went away|is gone"
DATELINE = str(Path(sys.executable).with_name("dateline"))
AT = "2026-01-02T03:04:05Z"


@pytest.fixture
def place() -> Server:
    return new_schema()


@pytest.fixture
def record(place: Server) -> Record:
    return Record(place, create=True)


def at(server: Server, **changes: object) -> Server:
    known = {name: getattr(server, name) for name in ("user", "password", "host", "port", "database", "options")}
    return Server(**(known | changes))  # type: ignore[arg-type]


class TestAddress:
    def test_parts(self) -> None:
        found = address("postgresql://ada%40x:s%3Ae@db.example.org:6000/news?sslmode=require")
        assert isinstance(found, Server) and found == "postgresql://ada@x@db.example.org:6000/news"
        assert (found.user, found.password, found.port, found.options) == ("ada@x", "s:e", 6000, {"sslmode": "require"})
        assert "s:e" not in f"{found}{found!r}" and pickle.loads(pickle.dumps(found)).password == "s:e"

    def test_a_path_stays_one(self) -> None:
        assert address("news.db") == Path("news.db") and address(Path("postgresql.db")) == Path("postgresql.db")

    @pytest.mark.parametrize(
        "text",
        ["postgresql:///x", "postgresql://h/", "postgresql://h", "postgresql://u:secret@h:port/d", "postgresql://h/a/b",
         "postgresql://[u:secret@h/d", "postgres:/u:secret@h"],
    )  # fmt: skip
    def test_what_is_none(self, text: str) -> None:
        with pytest.raises(BadRequest) as told:
            address(text)
        assert "secret" not in str(told.value)

    def test_options_that_nobody_knows(self) -> None:
        with pytest.raises(BadRequest, match="'colour' is no option"):
            Record("postgresql://u@127.0.0.1:1/d?colour=red")

    def test_password_from_the_file_of_libpq(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "pass").write_text("# ours\nother:*:*:*:no\n*:5432:new\\:s:ada:a\\:b\n*:*:*:*:last\n")
        monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pass"))
        monkeypatch.delenv("PGPASSWORD", raising=False)
        one = Server("ada", None, "h", 5432, "new:s", {})
        assert (password_of(one), password_of(at(one, user="eve"))) == ("a:b", "last")
        monkeypatch.setenv("PGPASSWORD", "e")
        assert (password_of(one), password_of(at(one, password="p"))) == ("e", "p")

    def test_without_the_packages(self) -> None:
        code = (
            "import sys; sys.modules['sqlalchemy'] = None\nfrom dateline.store.record import Record\n"
            "try: Record('postgresql://u@h/d')\nexcept Exception as problem: print(type(problem).__name__, problem)"
        )
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
        assert said.startswith("BadRecord") and "pip install dateline[postgres]" in said

    def test_a_file_needs_none_of_them(self, tmp_path: Path) -> None:
        code = (
            "import sys; from dateline.store.record import Record; Record(sys.argv[1], create=True).counts();"
            "print([m for m in ('sqlalchemy', 'pg8000') if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "r.db")], capture_output=True, text=True)
        assert done.stdout.strip() == "[]", done.stderr


class TestTrouble:
    def test_nobody_answers(self) -> None:
        with pytest.raises(BadRecord, match="nobody answers at"):
            Record("postgresql://u:secret@127.0.0.1:1/d")

    def test_wrong_password(self, place: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(BadRecord, match="refuses dateline") as told:
            Record(at(place, password="hush"), create=True)
        assert "hush" not in str(told.value)
        monkeypatch.setenv("PGPASSWORD", "")
        monkeypatch.setenv("PGPASSFILE", "/nowhere")
        with pytest.raises(BadRecord, match="PGPASSWORD"):
            Record(at(place, password=None), create=True)

    def test_no_such_database_or_schema(self, place: Server) -> None:
        with pytest.raises(BadRecord, match="no such database"):
            Record(at(place, database="nowhere"), create=True)
        with pytest.raises(BadRecord, match="no such schema"):
            Record(at(place, options={"options": "-csearch_path=nowhere"}), create=True)

    def test_no_record_there(self, place: Server) -> None:
        with pytest.raises(BadRecord, match="there is no record"):
            Record(place)
        run(place, "CREATE TABLE mine (x int)")
        with pytest.raises(BadRecord, match="no Dateline record"):
            Record(place, create=True)
        assert run(place, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == [(1,)]

    def test_from_the_future(self, record: Record, place: Server) -> None:
        run(place, "UPDATE dateline_record SET version = 99")
        with pytest.raises(BadRecord, match="newer Dateline"):
            Record(place)

    def test_another_writes(self, record: Record, reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dateline.store.postgres.LOCK_SECONDS", 0.1)
        told = pytest.raises(BadRecord, match="being written by another")
        with Record(record.path) as other, other.database.transaction(), told:
            record.add(reading, b"raw", at=AT)
        assert record.add(reading, b"raw", at=AT)  # and then it goes on

    def test_the_server_goes_away_in_the_middle(self, record: Record, place: Server, reading: Reading) -> None:
        put = record.database.insert

        def gone(table: str, *rest: object) -> None:
            assert run(place, f"SELECT pg_terminate_backend({pid}, 120000)") == [(True,)]  # it is waited for
            put(table, *rest)  # type: ignore[arg-type]

        [pid] = [row["pid"] for row in record.database.run("SELECT pg_backend_pid() AS pid")]
        record.database.insert = gone  # type: ignore[method-assign]
        with pytest.raises(BadRecord, match=GONE):
            record.add(reading, b"raw", at=AT)
        with pytest.raises(BadRecord, match=GONE):
            record.counts()
        with Record(place) as again:
            assert set(again.counts().values()) == {0} and again.add(reading, b"raw", at=AT)

    def test_who_may_only_look(self, record: Record, place: Server, reading: Reading) -> None:
        record.add(reading, b"raw", at=AT)
        [(schema,)] = run(place, "SELECT current_schema()::text")
        role = f"looker_{schema}"
        run(place, f"CREATE ROLE {role} LOGIN PASSWORD 'look'", f"GRANT USAGE ON SCHEMA {schema} TO {role}",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")  # fmt: skip
        with Record(at(place, user=role, password="look")) as looking:
            assert looking.reading(reading.report.id).claims == reading.claims
            with pytest.raises(BadRecord, match="may not do that"):
                looking.set_aside("x", "y", "z", sha256=None, raw=None, at=AT)
        with Record(at(place, user=role, password="look"), read_by="2027") as then:
            assert then.counts()["reports"] == 1

    @pytest.mark.parametrize("mark", ["\0", "\U0010ffff", "\U0010fffe", "\U0010fffef", "\0\U0010fffee\U0010ffff"])
    def test_characters_that_it_has_not(
        self, record: Record, place: Server, reading_of: Callable[..., Reading], mark: str
    ) -> None:
        reading = reading_of(f"The {mark} road is open.")
        record.add(reading, b"", at=AT)
        with Record(place) as again:
            found = again.row(reading.report.id)
        assert found.text == reading.report.text
        [(told,)] = ask(place, "SELECT text FROM reports WHERE text = text").rows
        assert told == reading.report.text


@pytest.fixture
def reading(reading_of: Callable[..., Reading]) -> Reading:
    return reading_of("Rebels shelled Idlib, the ministry said.", published="2016-12-17")


@pytest.mark.parametrize(
    "statement",
    ["COMMIT", "SELECT set_config('transaction_read_only', 'off', false)", "SELECT pg_read_file('/etc/hostname')",
     "WITH gone AS (DELETE FROM claims RETURNING *) SELECT * FROM gone", "SELECT 1) TO STDOUT; DROP TABLE claims; --",
     "SELECT setval('found_n_seq', 1)", "SELECT * FROM claims FOR UPDATE", "SELECT pg_sleep(9)",
     "SELECT lo_import('/etc/hostname')", "COPY claims TO PROGRAM 'cat'", "SELECT 1 % 0", "SELECT '%s', 1 :x"],
)  # fmt: skip
def test_sql_that_is_refused(record: Record, reading: Reading, statement: str) -> None:
    record.add(reading, b"raw", at=AT)
    before = record.counts()
    with pytest.raises(BadRequest):
        ask(record.path, statement, seconds=0.3)
    assert record.counts() == before and list(record.history.wrong()) == []


def test_two_writers_make_what_one_makes(place: Server, reading_of: Callable[..., Reading]) -> None:
    readings = [reading_of(f"Rebels shelled Idlib on {n} December 2016, the ministry said.", source=f"{n}.txt",
                           published="2016-12-17") for n in range(1, 13)]  # fmt: skip

    def write(mine: list[Reading]) -> None:
        with Record(place) as own:
            for number, reading in enumerate(mine):
                own.add(reading, b"raw", at=AT)
                if number % 2:
                    own.join(rules="x", at=AT, n=3)

    with Record(place, create=True) as both, Record(new_schema(), create=True) as one:
        threads = [threading.Thread(target=write, args=(mine,)) for mine in (readings[:8], readings[:3:-1])]  # overlap
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for reading in readings:
            one.add(reading, b"raw", at=AT)
        for record in (both, one):
            while record.join(rules="x", at=AT):
                pass
        for kind in ("reports", "claims", "events", "mentions"):
            assert list(both.rows(kind)) == list(one.rows(kind))
        for kind in ("incidents", "links", "disputes", "stories"):
            assert list(both.joined.rows(kind)) == list(one.joined.rows(kind))
        assert list(both.history.wrong()) == []
        assert [e.what for e in both.history.log()].count("read") == len(readings)


def test_two_processes_read_different_folders_into_one_record(place: Server, tmp_path: Path) -> None:
    url = f"postgresql://{place.user}@{place.host}:{place.port}/{place.database}?options={place.options['options']}"
    known = os.environ | {"PGPASSWORD": place.password or ""}
    commands = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for number in range(3):
            text = f"Rebels shelled Idlib on {number + 1} December 2016, the ministry said in {name}."
            (tmp_path / name / f"{number}.txt").write_text(text)
        command = [DATELINE, "--record", url, "read", str(tmp_path / name), "--published",
                   "2016-12-17"]  # fmt: skip
        commands.append(subprocess.Popen(command, env=known, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    for command in commands:
        out, problems = command.communicate(timeout=PATIENCE)
        assert command.returncode == 0 and "3 read" in out and (place.password or "") not in out + problems, problems
    status = [DATELINE, "--record", url, "status", "--json"]
    found = json.loads(subprocess.run(status, env=known, capture_output=True, text=True).stdout)
    assert found["rows"]["reports"] == 6
    with Record(place) as record:
        assert list(record.history.wrong()) == [] and len(list(record.joined.rows("incidents"))) > 0


@pytest.fixture
def alone() -> Iterator[Record]:
    """In a database of its own: what others read in theirs meanwhile keeps no row of it from being taken away."""
    with Record(new_database()) as record:
        yield record


def test_no_residue_in_the_servers_tables(alone: Record, reading_of: Callable[..., Reading]) -> None:
    record, place = alone, alone.path
    assert isinstance(place, Server)
    [(folder,)] = run(place, "SELECT current_setting('data_directory')")
    if place.host not in ("127.0.0.1", "localhost") or not os.access(folder, os.R_OK):
        pytest.skip("the server's files are not ours to look into")
    secret = "Yusup" + os.urandom(4).hex().translate(str.maketrans("0123456789", "ghijklmnop"))  # of this run
    text = f"{secret} left Homs, her neighbours said. " * 30
    readings = [reading_of("The road is open."), reading_of(text, source="secret.txt", published="2016-12-17")]
    for reading in readings:
        record.add(reading, text.encode(), at=AT)
    record.join(rules="x", at=AT)
    run(place, "ANALYZE", "CHECKPOINT")
    oids = [oid for (oid,) in run(place, "SELECT oid FROM pg_database WHERE datname = current_database()")]
    base = Path(folder) / "base" / str(oids[0])

    def left() -> int:
        found = 0
        for path in base.iterdir():
            with suppress(FileNotFoundError):  # a table of other tests, dropped meanwhile
                data = path.read_bytes()
                found += data.count(secret.encode()) + data.count(secret.lower().encode())
        return found

    assert left() > 0
    record.delete(readings[1].report.id, reason="asked", who=None, at=AT)
    assert left() == 0


class TestText:
    def test_words_are_taken_apart_as_fts5_does(self) -> None:
        assert tokens("The Café's “İzmir”—road_side 2,000 Ünal") == (
            ["the", "cafe", "s", "izmir", "road", "side", "2", "000", "unal"]
        )

    def test_names_do_not_run_into_each_other(self) -> None:
        [part] = lexemes(Entry("claims", "c", "r", None, None, actor=f"Ali Hasan {APART} Omar"))
        assert part == "'a=ali':1 'a=hasan':2 'a=omar':4"

    def test_long_texts_come_in_parts_that_overlap(self) -> None:
        words = " ".join(f"w{n}" for n in range(2 * PART))
        first, *others = lexemes(Entry("reports", "r", "r", None, None, words=words))
        assert len(others) == 2 and f"'w=w{2 * PART - 1}'" in first.split()
        assert f"'w=w{PART - OVERLAP}':1" in others[0].split()

    def test_phrases_far_inside_are_found(self, record: Record, reading_of: Callable[..., Reading]) -> None:
        text = "The road is open. " * 700 + "Nobody saw the grey convoy, he said. " + "The road is shut. " * 700
        record.add(reading_of(text), b"", at=AT)
        for asked, n in (
            ("grey convoy", 1),
            ("convoy grey", 0),
            ("convoy", 1),
            ("the road is shut", 1),
            ("x" * 9000, 0),
        ):
            assert record.search.count("reports", [Words(None, asked)]) == n, asked
            assert record.search.count("reports", [Words(None, asked, negated=True)]) == 1 - n, asked

    def test_marks_of_its_language_are_no_marks(self, record: Record, reading: Reading) -> None:
        record.add(reading, b"", at=AT)
        for text in ("idlib' | 'x", "idlib & !x", "!idlib", "idlib:*", "'; DROP TABLE found", "\\", "' '", "\0"):
            assert record.search.count("reports", [Words("via", text)]) == 0


def test_every_statement_that_is_sqlites_own_has_its_counterpart() -> None:
    folder = Path(str(__import__("dateline").__file__)).parent / "store" / "migrations" / "postgres"
    for number, script in enumerate(migrations(), 1):
        own = [one for one in separate(script) if "CREATE VIRTUAL TABLE" in one or "CREATE TRIGGER" in one]
        assert not own or (folder / f"{number:04d}.sql").is_file(), own
