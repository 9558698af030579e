"""Answers that are kept: new as soon as the record changes, nobody else's, made once, in a bounded memory."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import Response
from starlette.testclient import TestClient

import dateline
from dateline.ask import people, review
from dateline.errors import BadRequest
from dateline.web.once import LARGEST, Once
from dateline.web.serve import HOST
from tests.web.conftest import client_of

TEXT = "“My house is gone,” said Amina Darwish, a mother of three, in Idlib on Friday. The minister denied it."
NEW = "The ferry to Idlib sank on Monday, Minister Ilka Dorn told Radio Vale."
PATIENCE = 120  # seconds
SAID: dict[str, Any] = {"who": "desk", "at": "2026-01-01T00:00:00Z"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once")
    (folder / "house.txt").write_text(TEXT, encoding="utf-8")
    with dateline.open(folder / "r.db", create=True) as record:
        record.read([folder / "house.txt"], published="2016-12-17")
        record.join()
    return folder / "r.db"


@pytest.fixture
def place(told: Path, tmp_path: Path) -> Path:
    """A copy of one's own, to write to."""
    (tmp_path / "own.db").write_bytes(told.read_bytes())
    return tmp_path / "own.db"


def once_of(client: TestClient) -> Once:
    found: Once = client.app.state.site.once  # type: ignore[attr-defined]
    return found


def added(record: dateline.Record, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(NEW, encoding="utf-8")
    record.read([tmp_path / "ferry.txt"], published="2016-12-18")


def reviewed(record: dateline.Record, _: Path) -> None:
    review.reject(record.store, record.claims()[0].id, reason="misread", **SAID)


def redacted(record: dateline.Record, tmp_path: Path) -> None:
    people.redact(record.store.path, tmp_path / "new.db", {"Amina Darwish": None}, reason="she asked", **SAID)
    (tmp_path / "new.db").replace(tmp_path / "own.db")


def erased(record: dateline.Record, _: Path) -> None:
    record.store.delete(record.reports()[0].id, reason="asked for", **SAID)


@pytest.mark.parametrize(
    "change, gone",
    [(added, None), (reviewed, None), (redacted, "Darwish"), (erased, "Darwish")],
)
def test_pages_change_as_soon_as_the_record_does(
    place: Path, tmp_path: Path, change: Callable[[dateline.Record, Path], None], gone: str | None
) -> None:
    client = client_of(place)
    pages = ("/search.json", "/search.csv", "/feed.atom", "/api/v1/claims", "/api/v1/changes")
    before = [client.get(page).text for page in pages]
    assert [client.get(page).text for page in pages] == before and len(once_of(client)) == len(pages)
    with dateline.open(place) as record:
        change(record, tmp_path)
    for page, old in zip(pages, before, strict=True):
        now = client.get(page).text
        assert now != old, page
        assert gone is None or gone not in now, page
    assert len(once_of(client)) == len(pages), "what was kept of the record as it was is let go"


def test_what_one_browser_hides_another_is_shown(told: Path) -> None:
    client, other = client_of(told), client_of(told)
    other.app = client.app  # the same server, without the cookie
    assert "Darwish" in client.get("/?q=house").text
    client.post("/names", data={"does": "hide", "back": "/"}, headers={"origin": f"http://{HOST}:8000"})
    for _ in range(2):
        assert "Darwish" not in client.get("/?q=house").text
        assert "Darwish" in other.get("/?q=house").text
    by_name = TestClient(client.app, base_url="http://localhost:8000")
    assert "http://localhost:8000" in by_name.get("/feed.atom?q=house").text
    assert "localhost" not in client.get("/feed.atom?q=house").text


def test_the_same_is_made_once_for_all_who_wait() -> None:
    once, made, begun = Once(), [], threading.Event()

    def make() -> Response:
        made.append(1)
        begun.wait(PATIENCE)
        return Response(b"x")

    with ThreadPoolExecutor(8) as many:
        asked = [many.submit(once.answer, "1", "a", make) for _ in range(8)]
        begun.set()
        assert {bytes(one.result(PATIENCE).body) for one in asked} == {b"x"}
    assert len(made) == 1


def test_no_more_than_a_few_are_made_at_a_time_and_what_is_kept_does_not_wait() -> None:
    once, at_once, most = Once(at_a_time=2), 0, 0
    lock, begun, go = threading.Lock(), threading.Semaphore(0), threading.Event()
    once.answer("1", "kept", lambda: Response(b"kept"))

    def make() -> Response:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        begun.release()
        go.wait(PATIENCE)
        with lock:
            at_once -= 1
        return Response(b"x")

    with ThreadPoolExecutor(6) as many:
        asked = [many.submit(once.answer, "1", str(n), make) for n in range(6)]
        try:
            assert all(begun.acquire(timeout=PATIENCE) for _ in range(2)), "two are made at once"
            assert once.answer("1", "kept", make).body == b"kept"
        finally:
            go.set()
        assert [one.result(PATIENCE).body for one in asked] == [b"x"] * 6
    assert most == 2


def test_what_is_kept_is_bounded_and_failures_are_not_kept() -> None:
    once = Once(most_bytes=1_000)
    for n in range(100):
        once.answer("1", str(n), lambda: Response(b"x" * 100))
        assert once.bytes <= 1_000 and len(once) <= 10
    once.answer("1", "large", lambda: Response(bytes(LARGEST + 1)))
    once.answer("1", "wrong", lambda: Response(b"x", 404))

    def refuse() -> Response:
        raise BadRequest("no", "ask otherwise")

    for _ in range(2):
        with pytest.raises(BadRequest):
            once.answer("1", "refused", refuse)
    assert len(once) == 10 and once.answer("1", "99", refuse).body == b"x" * 100


def test_what_was_made_while_the_record_was_written_is_not_kept() -> None:
    once = Once()

    def make() -> Response:
        once.answer("2", "b", lambda: Response(b"new"))  # somebody asks of the record as it is now
        return Response(b"old")

    assert once.answer("1", "a", make).body == b"old"
    assert len(once) == 1 and once.answer("2", "b", lambda: Response(b"other")).body == b"new"
