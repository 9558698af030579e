"""Records to show, a client without a browser, a server, a browser. All tests of the pages run in one worker, so that
each of them is made once."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from dateline.intake.sources import sources
from dateline.run import read_all
from dateline.samples import reports
from dateline.store.record import Record
from dateline.web.app import make_app
from dateline.web.serve import HOST, Server, listen
from tests.web import hostile

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "seeds"
PATIENCE = 120_000  # milliseconds: machines that do much else are slow
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("web"))


def make_record(path: Path, inputs: list[str]) -> Path:
    with Record(path, create=True) as record:
        for fate in read_all(record, sources(inputs)):
            assert fate.fate == "read", fate
    return path


@pytest.fixture(scope="session")
def record_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and the seeds where they are."""
    seeds = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    return make_record(tmp_path_factory.mktemp("web") / "samples.db", [str(reports()), *seeds])


@pytest.fixture(scope="session")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports whose every field carries something that must stay text."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile.write(folder / "in")
    return make_record(folder / "hostile.db", [str(folder / "in")])


def client_of(path: Path) -> TestClient:
    return TestClient(make_app(path), base_url=f"http://{HOST}:8000", follow_redirects=False)


@pytest.fixture(scope="session")
def client(record_path: Path) -> TestClient:
    return client_of(record_path)


@pytest.fixture
def writable(record_path: Path, tmp_path: Path) -> Path:
    """A record of one's own, to write to."""
    copy = tmp_path / "own.db"
    shutil.copy(record_path, copy)
    return copy


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """A real server of a record, in a thread; gives its address."""
    ready, stopping = threading.Event(), threading.Event()
    with closing(listen(0)) as listening:
        config = uvicorn.Config(make_app(path, stopping=stopping), log_level="error", lifespan="off")
        server = Server(config, ready.set, stopping)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        assert ready.wait(120)
        yield f"http://{HOST}:{listening.getsockname()[1]}"
        stopping.set()
        server.should_exit = True
        thread.join(120)


@pytest.fixture(scope="session")
def server(record_path: Path) -> Iterator[str]:
    with serving(record_path) as address:
        yield address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """The browser. Without one these tests are skipped, but not where CI=true.

    It goes with the last test of the pages: as long as it is there this thread has a loop of its own running, and other
    tests could run none.
    """
    if not Path(CHROMIUM).is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("there is no chromium, and CI does not do without")
        pytest.skip("there is no chromium: install Debian's package of that name")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def settled(page: Any) -> Any:
    """The page when its scripts have begun, and done what they do right after."""
    page.wait_for_load_state("load")
    page.evaluate("() => new Promise((done) => setTimeout(() => setTimeout(done)))")
    return page


def led(page: Any, does: Callable[[], object]) -> Any:
    """The page when something has led to another address, and all of what is there has come.

    Without this the page that is left may be looked at, or half of the next one.
    """
    with page.expect_navigation():
        does()
    return page


class Watched:
    """A page of which everything is noted that must not happen."""

    def __init__(self, page: Any, address: str):
        self.page, self.address = page, address
        self.wrong: list[str] = []
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        page.on("console", self._said)
        page.on("request", self._asked)

    def _said(self, said: Any) -> None:
        if said.type in ("error", "warning") and "GL Driver Message" not in said.text:
            self.wrong.append(f"{self.page.url}: {said.text} {said.location.get('url', '')}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:" + self.address)):
            self.wrong.append(f"request {request.url}")

    def open(self, where: str) -> Any:
        self.page.goto(self.address + where)
        return self.page


@pytest.fixture
def browse(chromium: Any, server: str) -> Iterator[Callable[..., Watched]]:
    """browse(server=..., color_scheme="dark", java_script_enabled=False, ...) -> a watched page of its own context."""
    contexts: list[Any] = []
    watched: list[Watched] = []

    def opened(address: str = server, **options: Any) -> Watched:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        contexts.append(chromium.new_context(**options))
        contexts[-1].set_default_timeout(PATIENCE)
        watched.append(Watched(contexts[-1].new_page(), address))
        return watched[-1]

    yield opened
    for context in contexts:
        context.close()
    assert [wrong for one in watched for wrong in one.wrong] == []
