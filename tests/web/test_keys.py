"""Keys that lead from page to page: every page has one, each its own; switched off, none does anything."""

import re
import threading
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from dateline.web.pages import SCREENS
from dateline.web.site import Site
from tests.web.conftest import settled


def test_every_page_has_a_letter_of_its_own() -> None:
    jumps = Site("r.db", SCREENS, threading.Event()).jumps
    letters = [one.go for one in jumps]
    assert sorted(letters) == sorted(set(letters)) and all(re.fullmatch("[a-z]", one) for one in letters)
    assert {one.path for one in SCREENS if "{" not in one.path} | {"/add"} <= {one.path for one in jumps}
    dossier = {one.go: one.path for one in jumps if "kind=" in one.path}
    assert {go: path.partition("kind=")[2] for go, path in dossier.items()} == {
        "c": "ceasefires", "t": "control", "e": "displacement", "m": "talks", "k": "casualties",
    }  # fmt: skip


def test_g_and_a_letter_go_there_until_they_are_switched_off(browse: Callable[..., Any]) -> None:
    page = settled(browse().open("/actors"))
    page.clock.set_fixed_time("2026-01-01")  # however long it takes to press the second key
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url(re.compile(r"/dossiers\?kind=talks$"))
    page.goto(page.url + "&place=Aleppo")
    settled(page)
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url(re.compile("kind=displacement&place=Aleppo|place=Aleppo&kind=displacement"))  # the place is kept
    settled(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="Saved searches")).to_be_visible()
    dialog.get_by_label("Single keys do something").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    here = page.url
    for key in ("g", "r", "3", "b", "j", "/"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url == here and page.evaluate("document.activeElement.id") != "q"
    assert page.locator(".here").count() == 0
