"""Reviewing by page: the queue, pairs that may be one, and groups that are parted or joined; by keys and by forms."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from starlette.testclient import TestClient

import dateline
from dateline.web.serve import HOST
from tests.web.conftest import client_of, led, serving, settled

TWO = {
    "dawn.txt": "Shelling killed 12 people in Idlib on Friday, the doctor Karim Haddad said. Rebels left on Sunday.",
    "noon.txt": "Shells killed 12 people in Idlib on Friday, the doctor Kareem Hadad said. The rebels left on Sunday.",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    for name, text in TWO.items():
        (folder / name).write_text(text, encoding="utf-8")
    with dateline.open(folder / "r.db", create=True) as record:
        record.read([folder / name for name in TWO], published="2016-12-19")
        record.join()
    return folder / "r.db"


@pytest.fixture
def own(told: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(told, tmp_path / "own.db"))


def post(client: TestClient, **fields: Any) -> Any:
    return client.post("/review", data=fields | {"back": "/review"}, headers={"origin": f"http://{HOST}:8000"})


def incidents(client: TestClient) -> list[str]:
    return [one["id"] for one in client.get("/api/v1/incidents").json()["rows"]]


def test_an_incident_is_parted_joined_again_and_the_decision_taken_back(own: Path) -> None:
    client = client_of(own)
    before = incidents(client)
    both = next(one for one in before if len(client.get(f"/review.json?of={one}").json()["group"]["members"]) == 2)
    group = client.get(f"/review.json?of={both}").json()["group"]
    assert (
        post(client, does="split", row=both, member=group["members"][1]["id"], reason="two streets").status_code == 303
    )
    parted = incidents(client)
    assert len(parted) == len(before) + 1
    events = [
        [part["id"] for part in client.get(f"/review.json?of={one}").json()["group"]["members"]] for one in parted
    ]
    halves = [one for one, its in zip(parted, events, strict=True) if set(its) & {m["id"] for m in group["members"]}]
    assert len(halves) == 2
    others = client.get(f"/review.json?of={halves[0]}").json()["group"]["others"]
    assert halves[1] in [other["id"] for other in others]
    assert post(client, does="merge", row=halves[0], member=halves[1]).status_code == 303
    assert len(incidents(client)) == len(before)


@pytest.mark.parametrize(
    "form, status, says",
    [
        pytest.param({"does": "split", "row": "inc-nothere"}, 400, "no", id="an incident that is not there"),
        pytest.param({"does": "merge", "row": "inc-nothere", "member": ""}, 400, "nothing to merge", id="with nothing"),
        pytest.param({"does": "split", "row": "clm-a", "member": "x"}, 400, "no group", id="a claim is no group"),
    ],
)
def test_what_cannot_be_parted_is_refused(told: Path, form: dict[str, str], status: int, says: str) -> None:
    answer = post(client_of(told), **form)
    assert answer.status_code == status and says in answer.text


def test_a_group_that_is_not_there(told: Path) -> None:
    client = client_of(told)
    assert client.get("/review?of=inc-nothere").status_code == 404
    assert client.get("/review?of=clm-a").status_code == 404
    assert client.get("/review?by=luck").status_code == 400


def test_two_people_become_one(own: Path) -> None:
    client = client_of(own)
    people = [one["actor"] for one in client.get("/actors.json?kind=person").json()["actors"]]
    ids = [one["id"] for one in people if "Ha" in one["name"]]
    if len(ids) == 2:  # else joining took them for one by itself
        assert post(client, does="merge", row=ids[0], member=ids[1]).status_code == 303
    people = [one["actor"] for one in client.get("/actors.json?kind=person").json()["actors"]]
    [one] = [one for one in people if "Ha" in one["name"]]
    group = client.get(f"/review.json?of={one['id']}").json()["group"]
    assert len(group["members"]) == 2


def test_the_queue_by_keys(browse: Callable[..., Any], own: Path) -> None:
    with serving(own) as address:
        page = settled(browse(address).open("/review"))
        rows = page.locator(".question")
        n, first = rows.count(), rows.first.get_attribute("id")
        page.keyboard.press("j")
        page.keyboard.press("y")
        page.wait_for_function("id => !document.getElementById(id)", arg=first)
        settled(page)
        second = rows.first.get_attribute("id")
        page.wait_for_function("id => document.activeElement.closest('.question')?.id === id", arg=second)  # goes on
        page.keyboard.press("n")
        page.keyboard.type("read from a heading")
        page.keyboard.press("Enter")
        page.wait_for_function("id => !document.getElementById(id)", arg=second)
        settled(page)
        assert rows.count() <= n
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/reports/rep-\w+\?row="))
        expect(page.locator(".evidence")).to_have_count(1)


def test_an_incident_is_parted_without_scripts(browse: Callable[..., Any], own: Path) -> None:
    with serving(own) as address:
        page = browse(address, java_script_enabled=False).open("/stories")
        led(page, page.locator("td a").first.click)
        before = page.locator(".incident").count()
        twice = page.locator(".incident", has_text="told 2 times").first
        led(page, twice.get_by_role("link", name="one, or several?").click)
        page.get_by_role("checkbox").first.check()
        led(page, page.get_by_role("button", name="do not belong here").click)
        page.goto(address + "/stories")
        led(page, page.locator("td a").first.click)
        assert page.locator(".incident").count() == before + 1
