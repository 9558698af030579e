"""The real command, as a person calls it: what it prints, where, and with which exit code."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.command import COMMAND, PATIENCE, dateline, installed

ROOT = Path(__file__).resolve().parent.parent
REPORT = (
    "Convoy reaches the town\n\nHARBOUR, Dec 13 (Example Wire) - The ministry said on Friday that up to 400 people "
    "had left the town of Idlib.\n\n“Talks go on,” its spokesman told reporters.\n"
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one report, made by the command."""
    folder = tmp_path_factory.mktemp("record")
    (folder / "convoy.txt").write_text(REPORT, encoding="utf-8")
    done = installed("read", str(folder / "convoy.txt"), "--published", "2016-12-13", record=folder / "r.db")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 read, 0 unchanged, 0 set aside")
    return folder / "r.db"


def test_python_runs_the_package_as_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "--version"], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout) == (0, installed("--version").stdout)


def processor(*line: str) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Seconds of the processor that a program took, and how it ended."""
    before = os.times()
    done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, done


def test_help_comes_at_once() -> None:
    """Beside Python that loads click and ends, so that it holds on any machine: it takes about twice as long."""
    bare = took = float("inf")
    for _ in range(10):  # what else the machine does lengthens some
        bare = min(bare, processor(sys.executable, "-c", "import click")[0])
        seconds, done = processor(COMMAND, "--help")
        took = min(took, seconds)
        assert done.returncode == 0 and "Commands:" in done.stdout
        if took < 3.5 * bare:
            break
    assert took < 3.5 * bare


def test_help_loads_nothing_that_it_does_not_need() -> None:
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from dateline.cli import main; main()"
    loaded = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, timeout=PATIENCE)
    its = {name.partition(".")[0] for name in loaded.stdout.splitlines()[-1].split()}
    assert {"click", "dateline"} <= its
    assert not its & {"fastapi", "lxml", "numpy", "pyarrow", "rich", "spacy", "sqlite3", "thinc", "uvicorn", "yaml"}


@pytest.mark.parametrize(
    "command",
    [
        "read",
        "show",
        "export",
        "why",
        "places",
        "times",
        "status",
        "check",
        "measure",
        "demo",
        "serve",
        "events",
        "codebook",
        "actors",
        "ceasefires",
        "control",
        "displacement",
        "talks",
        "casualties",
        "dossier",
        "stories",
        "story",
        "incidents",
        "disputes",
        "links",
        "review",
        "copy",
        "watch",
        "searches",
        "delete",
        "redact",
        "backup",
        "restore",
        "key",
        "manifest",
        "verify",
    ],
)
def test_every_command_explains_itself(command: str) -> None:
    done = dateline(command, "--help")
    assert done.returncode == 0
    assert "--json" in done.stdout


def test_read_again_changes_nothing(read: Path) -> None:
    before = dateline("export", "claims", record=read).stdout
    done = dateline("read", str(read.parent / "convoy.txt"), record=read)
    assert (done.returncode, done.stdout[:27]) == (0, "0 read, 1 unchanged, 0 set ")
    assert dateline("export", "claims", record=read).stdout == before


def test_standard_input(tmp_path: Path) -> None:
    done = dateline("read", "-", record=tmp_path / "r.db", input=REPORT)
    assert done.returncode == 0, done.stderr
    assert json.loads(dateline("export", "reports", record=tmp_path / "r.db").stdout)["text"] == REPORT


def test_show_says_who_said_what(read: Path) -> None:
    done = dateline("show", "convoy", record=read)
    assert done.returncode == 0
    assert "WHO SAID WHAT" in done.stdout and "Talks go on" in done.stdout
    assert "\x1b[" not in done.stdout  # no colour codes in a pipe
    assert json.loads(dateline("show", "convoy", "--json", record=read).stdout)["report"]["source"] == "convoy.txt"


def test_why_every_row(read: Path) -> None:
    for kind in ("claims", "events", "times", "places", "quantities", "mentions", "passages", "reports"):
        for line in dateline("export", kind, record=read).stdout.splitlines():
            row = json.loads(line)
            done = dateline("why", row["id"], "--json", record=read)
            assert done.returncode == 0, (kind, done.stderr)
            answer = json.loads(done.stdout)
            assert answer["kind"] == kind
            if kind not in ("reports", "passages"):
                assert f"»{' '.join(row['text'].split())}«" in answer["sentence"]
                assert row["how"]["by"] in answer["rule"]


def test_export_all_in_every_format(read: Path, tmp_path: Path) -> None:
    for form in ("jsonl", "csv", "parquet"):
        done = dateline("export", "all", "--format", form, "-o", str(tmp_path / form), record=read)
        assert done.returncode == 0, done.stderr
        names = {path.name for path in (tmp_path / form).iterdir()}
        assert {f"{kind}.{form}" for kind in ("reports", "passages", "actors", "claims", "events")} <= names
        assert not any(name.endswith(".part") for name in names)


def test_check_and_status(read: Path) -> None:
    done = dateline("check", record=read)
    assert (done.returncode, done.stdout[:5]) == (0, "sound"), done.stdout
    status = json.loads(dateline("status", "--json", record=read).stdout)
    assert status["rows"]["reports"] == 1 and status["set_aside"] == []


@pytest.mark.parametrize(
    "arguments, code, words",
    [
        pytest.param(["read"], 2, "Missing argument", id="nothing named"),
        pytest.param(["reed", "x"], 2, "No such command", id="no such command"),
        pytest.param(["read", "nowhere.txt"], 1, "there is no such file", id="path that does not exist"),
        pytest.param(["read", "x.txt", "--published", "last week"], 2, "is no date", id="a date that is none"),
        pytest.param(["show", "nothing"], 1, "there is no record at", id="no record yet"),
        pytest.param(["export", "spells"], 2, "choose from reports", id="no such kind"),
        pytest.param(["export", "claim"], 2, "did you mean claims?", id="a kind, misspelt"),
        pytest.param(
            ["incidents", "inc-abc"], 2, "`dateline why inc-abc` shows one row", id="a row where none is asked"
        ),
        pytest.param(["find", "bridge", "-school"], 2, "dateline find -- harbour", id="a term turned round"),
        pytest.param(["export", "all"], 2, "-o DIR", id="all needs a folder"),
    ],
)
def test_errors_say_what_to_do(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = dateline(*arguments, record=tmp_path / "r.db", cwd=tmp_path)
    assert done.returncode == code, (done.stdout, done.stderr)
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == "" or "0 read" in done.stdout


def test_some_good_some_bad_is_partly_done(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = dateline("read", str(tmp_path), record=tmp_path / "out" / ".." / "r.db", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert "set aside: empty.txt" in done.stderr
    assert "1 read, 0 unchanged, 1 set aside" in done.stdout
    assert "empty.txt" in dateline("status", record=tmp_path / "r.db").stdout


def test_what_was_set_aside_can_be_tried_again(tmp_path: Path) -> None:
    done = dateline("read", "-", record=tmp_path / "r.db", input="   ")
    assert done.returncode == 1 and "set aside" in done.stderr
    again = dateline("read", "--retry", record=tmp_path / "r.db")
    assert again.returncode == 1 and "0 read, 0 unchanged, 1 set aside" in again.stdout
    assert len(json.loads(dateline("status", "--json", record=tmp_path / "r.db").stdout)["set_aside"]) == 1


def test_a_broken_row_stays_a_row_when_tried_again(tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text('{"id": "a"}\n{bad\n', encoding="utf-8")
    dateline("read", "two.jsonl", record=tmp_path / "r.db", cwd=tmp_path)
    again = dateline("read", "--retry", record=tmp_path / "r.db")
    assert "0 read, 0 unchanged, 2 set aside" in again.stdout
    assert len(json.loads(dateline("status", "--json", record=tmp_path / "r.db").stdout)["set_aside"]) == 2


def test_an_empty_file_is_no_record_and_stays_empty(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"")
    done = dateline("status", record=tmp_path / "notes.txt")
    assert done.returncode == 1 and "there is no record" in done.stderr
    assert (tmp_path / "notes.txt").stat().st_size == 0


def test_a_file_in_place_of_the_folder_is_told(read: Path, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"")
    done = dateline("export", "all", "-o", str(tmp_path / "f"), record=read)
    assert done.returncode == 1 and "cannot be written" in done.stderr and "Traceback" not in done.stderr


def test_a_path_that_is_not_there_is_told_and_not_kept(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    done = dateline("read", "good.txt", "nowhere.txt", record=tmp_path / "r.db", cwd=tmp_path)
    assert done.returncode == 3 and "there is no such file" in done.stderr
    assert json.loads(dateline("status", "--json", record=tmp_path / "r.db").stdout)["set_aside"] == []


def test_the_same_id_with_other_text_keeps_both(tmp_path: Path) -> None:
    rows = [{"id": "a-1", "text": "The army left the town."}, {"id": "a-1", "text": "The army stayed in the town."}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = dateline("read", str(tmp_path / "rows.jsonl"), record=tmp_path / "r.db")
    assert done.returncode == 0
    assert "was read before with other content" in done.stderr and "both are kept" in done.stderr
    assert len(dateline("export", "reports", record=tmp_path / "r.db").stdout.splitlines()) == 2


def test_a_reader_that_stops_early_is_no_error(read: Path) -> None:
    done = subprocess.run(
        f"{COMMAND} --record {read} export passages | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stderr == ""


def test_a_full_disk_keeps_whole_reports(tmp_path: Path) -> None:
    rows = [{"id": f"r{n}", "text": f"Report {n}. {REPORT}" * 20} for n in range(40)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "first.jsonl").write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    dateline("read", "first.jsonl", record=tmp_path / "r.db", cwd=tmp_path)
    most = (tmp_path / "r.db").stat().st_size // 1024 + 500  # blocks of 1 kB: writing on fails
    limited = f"ulimit -f {most}; exec {COMMAND} --record r.db read rows.jsonl"
    done = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; {limited}"], capture_output=True, text=True, timeout=PATIENCE, cwd=tmp_path
    )
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert "Error: " in done.stderr and "Traceback" not in done.stderr
    kept = json.loads(dateline("status", "--json", record=tmp_path / "r.db").stdout)["rows"]["reports"]
    assert 1 < kept < 40
    assert dateline("check", record=tmp_path / "r.db").returncode == 0
    done = dateline("read", "rows.jsonl", record=tmp_path / "r.db", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.startswith(f"{40 - kept} read, {kept} unchanged")


MANY = 60


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of reports that takes some seconds to read."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    rows = []
    for n in range(MANY):  # no paragraph twice: the same words would not be parsed again
        told = [REPORT.replace("400", f"{n}{k:02}").replace("told", f"told {n}{k:02}") for k in range(3)]
        rows.append({"id": f"r{n}", "text": f"Report {n}. {''.join(told)}", "published": "2016-12-13"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("how, code", [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_stopped_in_the_middle_and_finished_later(
    tmp_path: Path, many: Path, how: signal.Signals, code: int, jobs: str
) -> None:
    for attempt in range(9):  # on a machine that keeps this process waiting it may be done before it is stopped
        record = tmp_path / f"{attempt}.db"
        ended, messages = stopped(["--record", str(record), "read", str(many), "--jobs", jobs], record, how)
        if ended:
            break
    assert ended == code
    if how is signal.SIGINT:
        assert "interrupted" in messages and "Traceback" not in messages
    kept = saved(record)
    assert 3 <= kept < MANY
    assert dateline("check", record=record).returncode == 0
    done = dateline("read", str(many), record=record)
    assert (done.returncode, done.stdout.split(" · ")[0]) == (0, f"{MANY - kept} read, {kept} unchanged, 0 set aside")


def stopped(arguments: list[str], record: Path, how: signal.Signals) -> tuple[int, str]:
    """How the program ended, struck when some reports were in the record, and its messages."""
    process = subprocess.Popen([COMMAND, *arguments], stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and saved(record) < 3:
        time.sleep(0.005)
    os.kill(process.pid, how)
    _, messages = process.communicate(timeout=PATIENCE)
    return process.returncode, messages


def saved(record: Path) -> int:
    if not record.exists():
        return 0
    db = sqlite3.connect(record)
    try:
        return int(db.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.Error:
        return 0
    finally:
        db.close()


def test_any_order_any_number_of_processes_and_two_readers_at_once_give_the_same_bytes(
    tmp_path: Path, many: Path
) -> None:
    lines = many.read_text(encoding="utf-8").splitlines(keepends=True)[:30]
    readers = {
        "a": [(lines, "1")],
        "b": [(lines[::-1], "2")],
        "c": [(lines[:17], "1"), (lines[13:], "1")],
    }
    exports = []
    for name, shares in readers.items():
        record = tmp_path / f"{name}.db"
        with ThreadPoolExecutor() as at_once:
            for done in at_once.map(lambda share, to=record: read_lines(*share, to), shares):
                assert done.returncode == 0, done.stderr
        dateline("export", "all", "-o", str(tmp_path / name), record=record)
        exports.append({path.name: without_read_at(path) for path in sorted((tmp_path / name).iterdir())})
        assert dateline("check", record=record).returncode == 0
    assert exports[0] == exports[1] == exports[2]
    assert all(exports[0][f"{kind}.jsonl"] for kind in ("reports", "passages", "claims", "times"))


def read_lines(lines: list[str], jobs: str, record: Path) -> subprocess.CompletedProcess[str]:
    """Reads them from a file whose name does not tell who reads: it is not in the rows."""
    file = record.parent / f"{record.stem}-from-{json.loads(lines[0])['id']}.jsonl"
    file.write_text("".join(lines), encoding="utf-8")
    return dateline("read", str(file), "--jobs", jobs, record=record)


def without_read_at(path: Path) -> list[str]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.dumps({k: v for k, v in row.items() if k != "read_at"}) for row in rows]
