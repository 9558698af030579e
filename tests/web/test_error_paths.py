"""What goes wrong behind the pages: batches that fail, pages that do not exist, a server that is told to stop, files
that cannot be fetched at set-up."""

import asyncio
import resource
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.exceptions import HTTPException

from dateline.errors import BadRequest, DatelineError
from dateline.intake.raw import raw
from dateline.run import read_all
from dateline.store.record import Record
from dateline.web import adding, answers, assets
from dateline.web import serve as serving
from dateline.web.adding import Job, plain_name, stream
from dateline.web.serve import Reach, listen, serve
from tests.web.conftest import client_of

SAID = b"Aid reached the harbour of Sefton on Monday, Minister Ilka Dorn told Radio Vale. She denied the attack."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Record(tmp_path / "r.db", create=True) as record:
        for fate in read_all(record, [raw("one.txt", "text", SAID)], published="2021-03-02"):
            assert fate.fate == "read"
    return tmp_path / "r.db"


def test_a_stream_of_a_server_that_stops_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "PULSE", 0.001)
    monkeypatch.setattr(adding, "QUIET", 2)
    stopping = threading.Event()
    job = Job("1")

    async def told() -> list[str]:
        lines = []
        async for line in stream(job, stopping):
            lines.append(line)
            if len(lines) == 2:
                stopping.set()
        return lines

    with ThreadPoolExecutor(1) as apart:  # this thread may have a loop of a browser's tests
        assert apart.submit(asyncio.run, told()).result(120) == [": still here\n\n"] * 2


def test_many_streams_of_a_batch_share_one_look_and_miss_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "PULSE", 0.001)
    job = Job("1")

    async def told(n: int) -> list[str]:
        lines = []
        async for line in stream(job, threading.Event()):
            lines += [one for one in line.splitlines() if one.startswith(("id: ", "event: end"))]
            if n == 0 and len(lines) <= 3:  # while it tells one, the next comes
                job.tell({"source": "a.txt", "fate": "read"})
            job.state = "done" if len(lines) >= 4 else job.state
        return lines

    async def many() -> list[list[str]]:
        begun = [asyncio.create_task(told(n)) for n in range(50)]
        await asyncio.sleep(0.01)
        assert len(job.looks) == 1, "one look for fifty streams"
        job.tell({"source": "a.txt", "fate": "read"})
        return await asyncio.gather(*begun)

    with ThreadPoolExecutor(1) as apart:
        found = apart.submit(asyncio.run, many()).result(120)
    assert found == [["id: 1", "id: 2", "id: 3", "id: 4", "event: end"]] * 50


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        pytest.param(DatelineError("inside", "tell us"), 500, id="ours-of-no-other-kind"),
        pytest.param(RuntimeError("inside"), 500, id="anything-else"),
        pytest.param(HTTPException(405), 405, id="of-the-framework"),
    ],
)
def test_problems_have_their_status(problem: Exception, status: int) -> None:
    assert answers.status_of(problem) == status


def test_a_table_that_is_too_long_for_a_browser_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_ROWS", 0)
    answer = client_of(path).get("/reports.csv")
    assert answer.status_code == 400 and "dateline export" in answer.text


def test_names_of_files_are_names() -> None:
    assert plain_name("../../etc/pass\0wd") == "pass wd" and plain_name("..\\a.txt") == "a.txt"
    assert plain_name("/") == "file" and len(plain_name("x" * 999)) == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reports/{report}/changes", 404),
        ("/reports/{report}/changes?with=rep-none", 404),
        ("/reports/rep-none/changes", 404),
        ("/timeline?story=sto-none", 404),
        ("/map?story=sto-none", 404),
        ("/map.json?story=sto-none", 404),
        ("/timeline?after=nonsense", 400),
        ("/places/plc-none", 404),
        ("/disputes/dsp-none", 404),
        ("/stories/sto-none", 404),
        ("/actors/act-none", 404),
        ("/stories?page=99", 400),
        ("/jobs/none", 404),
        ("/add/none", 404),
    ],
)
def test_what_is_not_there(path: Path, address: str, status: int) -> None:
    with Record(path) as record:
        report = next(record.rows("reports")).id
    answer = client_of(path).get(address.format(report=report))
    assert answer.status_code == status, answer.text[:300]


def test_a_server_answers_and_stops_in_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[serving.Server] = []
    opened: list[str] = []
    told: list[str] = []
    begin = serving.Server.__init__

    def remember(self: serving.Server, *known: Any) -> None:
        made.append(self)
        begin(self, *known)

    monkeypatch.setattr(serving.Server, "__init__", remember)
    monkeypatch.setattr("webbrowser.open", opened.append)
    running = threading.Thread(target=serve, args=(path,), kwargs={"tell": told.append})
    running.start()
    until = time.monotonic() + 120
    while not told and time.monotonic() < until:
        time.sleep(0.02)
    with urllib.request.urlopen(told[0], timeout=120) as answer:
        assert answer.status == 200
    made[0].handle_exit(signal.SIGINT, None)
    running.join(120)
    while not opened and time.monotonic() < until:  # by a thread of its own
        time.sleep(0.02)
    assert not running.is_alive() and opened == told


def _full(*_: object) -> None:
    raise OSError(98, "Address already in use")


def test_what_cannot_be_served(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadRequest, match="cannot be used"):
            listen(port)
    with pytest.raises(BadRequest, match="cannot be used"):
        listen(0, "192.0.2.1")  # no address of this machine
    monkeypatch.setattr(socket.socket, "listen", _full)
    with pytest.raises(DatelineError, match="there is no free port"):
        listen(0)
    monkeypatch.undo()
    (tmp_path / "cert").write_text("none")
    with pytest.raises(BadRequest, match="certificate or key cannot be used"):
        serve(path, Reach(certificate=tmp_path / "cert", key=tmp_path / "cert"), browse=False)


def test_files_are_opened_as_the_machine_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: list[tuple[int, int]] = []
    for limits in ((256, 4_096), (256, resource.RLIM_INFINITY), (10**6, 10**6), (resource.RLIM_INFINITY,) * 2):
        monkeypatch.setattr(resource, "getrlimit", lambda _, limits=limits: limits)
        monkeypatch.setattr(resource, "setrlimit", lambda _, limits: set_to.append(limits))
        serving._many_connections()
    most = serving.MOST_FILES
    assert set_to == [(min(most, 4_096), 4_096), (most, resource.RLIM_INFINITY)], (
        "raised where it is low, never lowered"
    )


# files of the pages that are fetched at set-up


def test_files_of_the_pages_are_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Path] = []

    def fetched(command: list[str], *, cwd: Path, **_: object) -> SimpleNamespace:
        assert "--ignore-scripts" in command and (cwd / "package-lock.json").is_file()
        runs.append(cwd)
        for source, _name in assets.FILES:
            (cwd / "node_modules" / source).parent.mkdir(parents=True, exist_ok=True)
            (cwd / "node_modules" / source).write_text(source)
        return SimpleNamespace(returncode=0, stderr="")

    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(assets, "npm", lambda: ["npm"])
    monkeypatch.setattr(subprocess, "run", fetched)
    assert assets.build() and not assets.build() and len(runs) == 1
    assert {path.name for path in (tmp_path / "vendor").rglob("*") if path.is_file()} >= {
        name.rpartition("/")[2] for _, name in assets.FILES
    }


def test_files_of_the_pages_that_cannot_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(assets, "npm", lambda: ["false"])
    with pytest.raises(assets.NoAssets, match="could not fetch"):
        assets.build()
    assert not (tmp_path / "vendor").exists()


def test_where_npm_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets.shutil, "which", lambda _: "/usr/bin/npm")
    assert assets.npm() == ["/usr/bin/npm"]
    monkeypatch.setattr(assets.shutil, "which", lambda _: None)
    monkeypatch.setattr(assets, "find_spec", lambda _: SimpleNamespace(origin=str(tmp_path / "__init__.py")))
    assert assets.npm()[0] == str(tmp_path / "bin" / "node")
    monkeypatch.setattr(assets, "find_spec", lambda _: None)
    with pytest.raises(assets.NoAssets, match="there is no npm"):
        assets.npm()
