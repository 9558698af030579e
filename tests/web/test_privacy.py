"""The switch that hides the names of private persons: on every page and its twins, for whoever switched it on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import dateline
from dateline.ask.private import is_private
from dateline.records import Actor
from dateline.web.access import needed
from dateline.web.serve import HOST
from dateline.web.users import Role
from tests.web.conftest import client_of, led, serving

TEXT = (
    "“My house is gone,” said Amina Darwish, a mother of three, in Idlib on Friday. Foreign Minister Sergei Lavrov "
    "said that nobody had been hurt. Darwish said that the roof fell at noon."
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("private")
    (folder / "roof.txt").write_text(TEXT, encoding="utf-8")
    with dateline.open(folder / "r.db", create=True) as record:
        record.read([folder / "roof.txt"], published="2016-12-17")
        record.join()
    return folder / "r.db"


@pytest.fixture
def reader(told: Path) -> Iterator[TestClient]:
    yield client_of(told)


def switch(client: TestClient, does: str, back: str = "/") -> Any:
    return client.post("/names", data={"does": does, "back": back}, headers={"origin": f"http://{HOST}:8000"})


def paths(client: TestClient) -> list[str]:
    report = client.get("/reports.json").json()["reports"][0]["report"]
    claims = [one["id"] for one in client.get(f"/reports/{report}.json").json()["claims"]]
    its = [f"/reports/{report}{ending}" for ending in ("", ".json", ".csv", *(f"?row={one}" for one in claims))]
    return ["/?q=house", "/search.json?q=house", "/search.csv?q=house", "/actors", "/actors.csv", "/feed.atom?q=house",
            "/api/v1/claims", "/timeline.json", "/map.json", *its]  # fmt: skip


def test_no_page_names_her_once_it_is_on_and_all_do_before_and_after(reader: TestClient) -> None:
    every = paths(reader)
    before = {path: reader.get(path) for path in every}
    named = [path for path, answer in before.items() if "Darwish" in answer.text]
    assert len(named) > 8
    answer = switch(reader, "hide", "/actors")
    assert answer.status_code == 303 and answer.headers["location"] == "/actors"
    assert "HttpOnly" in answer.headers["set-cookie"]
    for path in every:
        now = reader.get(path, headers={"if-none-match": before[path].headers["etag"]})
        assert now.status_code == 200 and "Darwish" not in now.text, path
        if path in named:
            assert "[private person 1]" in now.text, path
        assert ("Lavrov" in now.text) == ("Lavrov" in before[path].text), path
    switch(reader, "show")
    assert {path: reader.get(path).text for path in named} == {path: before[path].text for path in named}


def test_a_switch_that_says_nothing_of_the_kind_is_refused(reader: TestClient) -> None:
    assert switch(reader, "maybe").status_code == 400
    assert "set-cookie" not in switch(reader, "maybe").headers
    assert switch(reader, "hide", "https://elsewhere.example").headers["location"] == "/"
    assert reader.get("/names").status_code in (404, 405)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_switched_in_the_browser(browse: Callable[..., Any], told: Path, scripts: bool) -> None:
    with serving(told) as address:
        page = browse(address, java_script_enabled=scripts).open("/?q=house")
        assert "Darwish" in page.locator("main").inner_text()
        led(page, page.get_by_role("button", name="Hide names of private persons").click)
        assert "Darwish" not in page.content() and "q=house" in page.url
        led(page, page.locator(".says a").first.click)
        assert "/reports/" in page.url
        assert "[private person 1]" in page.locator("main").inner_text() and "Darwish" not in page.content()
        led(page, page.get_by_role("button", name="Show names of private persons").click)
        assert "Darwish" in page.locator("main").inner_text()


def test_a_row_is_corrected_at_the_right_words_while_names_are_hidden(told: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(told.read_bytes())
    client = client_of(own)
    switch(client, "hide")
    report = client.get("/reports.json").json()["reports"][0]["report"]
    page = client.get(f"/reports/{report}.json").json()
    claim = next(one for one in page["claims"] if "nobody" in one["text"])
    shown = page["report"]["text"]
    start = shown.index("nobody had been hurt")
    form = {"row": claim["id"], "does": "correct", "start": str(start), "end": str(start + 20), "back": "/"}
    assert client.post("/review", data=form, headers={"origin": f"http://{HOST}:8000"}).status_code == 303
    switch(client, "show")
    found = client.get(f"/reports/{report}.json").json()["claims"]
    assert "nobody had been hurt" in [one["text"] for one in found]


def test_whoever_may_read_may_switch() -> None:
    assert needed("POST", "/names") == Role.read


def actor(**known: Any) -> Actor:
    return Actor(**{"id": "act-a", "name": "A B", "kind": "person", "code": None, "aliases": (), "wikidata": None,
                    "roles": ()} | known)  # fmt: skip


@pytest.mark.parametrize(
    "known, private",
    [
        pytest.param({}, True, id="of whom nothing else is known"),
        pytest.param({"code": "SYR:CVL"}, True, id="a civilian"),
        pytest.param({"code": "SYR:REF"}, True, id="a refugee"),
        pytest.param({"code": "TUR:GOV"}, False, id="of a government"),
        pytest.param({"code": ":REB"}, False, id="of an armed group"),
        pytest.param({"wikidata": "Q1"}, False, id="publicly known"),
        pytest.param({"kind": "organisation"}, False, id="a body"),
    ],
)
def test_who_is_private(known: dict[str, Any], private: bool) -> None:
    assert is_private(actor(**known)) is private
