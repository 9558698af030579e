"""Text that is hard to read: a label in plain words, and a warning before it for whoever asked for one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from starlette.testclient import TestClient

import dateline
from dateline.web.access import needed
from dateline.web.serve import HOST
from dateline.web.users import Role
from tests.web.conftest import client_of, led, serving, settled

TEXT = (
    "The militia killed nine villagers near Idlib on Friday, a nurse said. Soldiers tortured two prisoners. "
    "The governor said that the market would open on Monday."
)
LABEL = "tells of deaths, torture"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphic")
    (folder / "market.txt").write_text(TEXT, encoding="utf-8")
    with dateline.open(folder / "r.db", create=True) as record:
        record.read([folder / "market.txt"], published="2016-12-17")
        record.join()
    return folder / "r.db"


def report_of(client: TestClient) -> str:
    return f"/reports/{client.get('/reports.json').json()['reports'][0]['report']}"


def test_labels_stand_where_the_words_do(told: Path) -> None:
    client = client_of(told)
    assert LABEL in client.get(report_of(client)).text and LABEL in client.get("/?kind=reports").text
    rows = client.get("/search.json?kind=claims").json()["rows"]
    assert {tuple(one["tells_of"]) for one in rows} == {("deaths",), ()}


def test_a_warning_is_switched_on_and_off(told: Path) -> None:
    client = client_of(told)
    path = report_of(client)
    before = client.get(path)
    assert "show the words" not in before.text
    answer = client.post("/graphic", data={"does": "warn", "back": path}, headers={"origin": f"http://{HOST}:8000"})
    assert answer.status_code == 303 and answer.headers["location"] == path
    for where in (path, "/", "/?kind=events"):
        page = client.get(where, headers={"if-none-match": before.headers["etag"]})
        assert page.status_code == 200 and "show the words" in page.text, where
    client.post("/graphic", data={"does": "plain"}, headers={"origin": f"http://{HOST}:8000"})
    assert "show the words" not in client.get(path).text
    assert needed("POST", "/graphic") == Role.read


def test_words_are_unfolded_by_click_and_by_keys_without_and_with_scripts(
    browse: Callable[..., Any], told: Path
) -> None:
    with serving(told) as address:
        page = browse(address, java_script_enabled=False).open("/")
        led(page, page.get_by_role("button", name="Warn before graphic text").click)
        words = page.locator(".row .says", has_text="nine villagers")
        assert words.count() and not words.first.is_visible()
        page.locator(".careful > summary").first.click()
        expect(words.first).to_be_visible()
        page = browse(address).open("/")
        settled(led(page, page.get_by_role("button", name="Warn before graphic text").click))
        for _ in range(10):
            page.keyboard.press("j")
            if page.evaluate("document.activeElement.matches('.careful > summary')"):
                break
        page.keyboard.press("Enter")
        expect(page.locator(".row.here .says")).to_be_visible()
        page.goto(address + "/reports")
        led(page, page.locator("[data-open]").first.click)
        assert page.locator(".passage").count() and not page.locator(".passage").first.is_visible()
        page.locator(".text .careful > summary").click()
        expect(page.locator(".passage").first).to_be_visible()
