"""Saved searches in the page: saved by form, found in the list, their feeds, deleted; who may; what is withheld."""

from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import expect

import dateline
from dateline.ask.people import mark
from dateline.ask.saved import save
from dateline.web.access import needed
from dateline.web.users import Role
from tests.web.conftest import client_of, serving, settled
from tests.web.test_browser import Browse

ATOM = "{http://www.w3.org/2005/Atom}"
AT = "2026-01-01T10:00:00Z"


def test_a_search_is_saved_and_deleted_by_form(writable: Path) -> None:
    client = client_of(writable)
    said = {
        "does": "save",
        "name": "Aleppo <b>",
        "q": "aleppo",
        "f": ["disputed:yes", "-manner:quote"],
        "kind": "claims",
    }
    assert client.post("/searches", data=said).status_code == 303
    assert client.post("/searches", data=said).status_code == 409
    (one,) = client.get("/searches.json").json()["searches"]
    assert (one["name"], one["query"]) == ("Aleppo <b>", "aleppo disputed:yes -manner:quote")
    assert client.get(one["link"]).status_code == 200 and "<b>]" not in client.get("/searches").text
    feed = ElementTree.fromstring(client.get(one["feed"]).content)
    assert feed.findtext(f"{ATOM}title") == "Dateline: Aleppo <b>"
    count = client.get(one["link"].replace("/?", "/search.json?")).json()["counts"]["claims"]
    assert len(feed.findall(f"{ATOM}entry")) == count > 0
    assert "Aleppo <b>" in client.get("/searches.csv").text
    assert client.post("/searches", data={"does": "delete", "number": one["number"]}).status_code == 303
    assert client.get("/searches.json").json()["count"] == 0 and client.get(one["feed"]).status_code == 404


def test_what_cannot_be_saved_is_refused(writable: Path) -> None:
    client = client_of(writable)
    for said in (
        {"does": "save"}, {"does": "save", "name": "a", "q": "xyz:1"}, {"does": "save", "name": "a", "kind": "x"},
        {"does": "drop"}, {}, {"does": "delete", "number": "7"},
    ):  # fmt: skip
        assert client.post("/searches", data=said).status_code == 400, said
    elsewhere = {"origin": "http://elsewhere.example"}
    assert client.post("/searches", data={"does": "save", "name": "a"}, headers=elsewhere).status_code == 403
    assert client.get("/searches.json").json()["count"] == 0
    assert needed("POST", "/searches") is Role.review and needed("GET", "/searches/1.atom") is Role.read


def test_a_search_is_saved_by_key_and_opened_again(browse: Browse, writable: Path) -> None:
    with serving(writable) as address:
        page = settled(browse(address).open("/?q=aleppo&f=through%3A0"))
        page.keyboard.press("s")
        page.keyboard.type("Aleppo, directly")
        page.keyboard.press("Enter")
        page.wait_for_url("**/searches")
        settled(page).keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?q=aleppo*")
        assert page.locator(".pills").inner_text().count("aleppo") == 1 and page.locator(".rows > li").count() > 3
        plain = browse(address, java_script_enabled=False).open("/searches")
        plain.get_by_role("button", name="Delete Aleppo, directly").click()
        expect(plain.locator("main")).to_contain_text("No search is saved")


def test_no_withheld_name_in_saved_searches_and_their_feeds(tmp_path: Path) -> None:
    text = "“The road is open,” Karim Haddad, a spokesman for the relief office, said on Friday."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with dateline.open(tmp_path / "r.db", create=True) as record:
        record.read([tmp_path / "a.txt"], published="2016-12-17")
        record.join()
        save(record.store, "Haddad's words", "said-by:Haddad road", who="desk", at=AT)
        mark(record.store, "Karim Haddad", reason="asked", who=None, at=AT)
    client = client_of(tmp_path / "r.db")
    number = client.get("/searches.json").json()["searches"][0]["number"]
    for path in ("/searches", "/searches.json", "/searches.csv", f"/searches/{number}.atom", "/feed.atom?q=road"):
        answer = client.get(path)
        assert answer.status_code == 200 and "addad" not in answer.text and "name withheld 1" in answer.text, path
