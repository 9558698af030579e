"""Each screen's main task by keys alone, in the browser: no mouse is moved in here."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.conftest import SEEDS, led, serving, settled

Browse = Callable[..., Any]
BEAT = 1300  # milliseconds for which a day is shown, in asof.js


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Any, wanted: str, most: int = 60) -> None:
    """Tab until an element with these words has the focus, as somebody does who sees the focus move."""
    says = "() => (document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || '').trim()"
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted in page.evaluate(says):
            return
    pytest.fail(f"{wanted!r} is not reached in {most} steps")


def test_questions_are_decided_and_taken_back(browse: Browse, writable: Path) -> None:
    with serving(writable) as address:
        page = settled(browse(address).open("/disputes?words=left"))
        questions = page.locator(".question").count()
        press(page, "j", "j", "y")
        page.wait_for_url(re.compile("#dsp-"))
        settled(page)
        expect(page.locator(".question .verdict", has_text="confirmed")).to_have_count(1)
        press(page, "k", "u")  # back to the one that was confirmed: unsure after all
        page.locator(".question .verdict", has_text="unsure").wait_for()
        settled(page)
        assert page.locator(".question .verdict").count() == 1
        press(page, "j", "n")
        expect(page.locator("input[name=reason]:focus")).to_have_count(1)
        page.keyboard.type("two different convoys")
        page.keyboard.press("Enter")
        page.locator(".judged", has_text="two different convoys").wait_for()
        settled(page)
        assert page.locator(".question").count() < questions
        page.locator(".judged li", has_text="two different convoys").get_by_role("button").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("n => document.querySelectorAll('.question').length === n", arg=questions)


def test_two_statements_are_compared(browse: Browse) -> None:
    page = settled(browse().open("/disputes?words=suspended"))
    press(page, "j")
    tab_to(page, "Compare statement 2")
    page.keyboard.press("Space")
    tab_to(page, "Compare statement 4")
    press(page, "Space", "c")
    page.locator(".beside-each").wait_for()
    expect(page.locator(".beside-each blockquote")).to_have_count(2)
    expect(page.locator(".beside-each .between")).to_contain_text("denie")


def test_a_dossier_its_sentence_its_brief_and_its_actors(browse: Browse) -> None:
    page = settled(browse().open("/dossiers?place=Aleppo"))
    press(page, "3")
    page.wait_for_url(re.compile("kind=displacement"))
    press(settled(page), "j")
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/reports/rep-\w+\?row="))
    page.go_back()
    press(settled(page), "b")
    page.wait_for_url(re.compile("/dossiers/brief"))
    press(settled(page), "j", "Enter")
    page.wait_for_url(re.compile(r"/reports/rep-"))
    page.go_back()
    page.go_back()
    press(settled(page), "6")
    page.wait_for_url(re.compile("/dossiers/actors"))
    settled(page)
    tab_to(page, "attacked")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("tie=attacked"))
    press(settled(page), "j", "Enter")
    page.wait_for_url(re.compile(r"/reports/rep-"))
    assert "evt-" in page.url and page.locator("mark.events.chosen").count()


def test_the_map_by_keys(browse: Browse) -> None:
    page = settled(browse().open("/map?at=37.16,36.2,5"))
    page.wait_for_function("() => document.querySelector('[data-map]').dataset.ready === 'yes'")
    in_view = page.locator("[data-in-view]")
    before = in_view.inner_text()
    press(page, "+")
    page.wait_for_url(re.compile(r"at=[^&]*6\.00$"))  # it has come to rest
    expect(in_view).not_to_have_text(before)
    press(page, "v")
    page.wait_for_url(re.compile("box="))
    settled(page)
    expect(page.locator("#told")).to_contain_text("Only within a part")
    press(page, "j", "j")
    expect(page.locator(".feed > li").nth(1)).to_have_class(re.compile(r"\bhere\b"))
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/reports/rep-"))


def test_what_was_known_is_played_and_stopped(browse: Browse) -> None:
    page = settled(browse().open("/timeline?asof=2016-12-08"))
    page.clock.install()
    page.clock.pause_at("2100-01-01")  # from here on no beat passes but by us
    page.keyboard.press("p")
    for day in ("09", "10"):
        page.wait_for_url(re.compile(f"asof=2016-12-{day}"))
        expect(page.locator("[data-play]")).to_have_text("Stop")
        if day == "09":
            page.clock.run_for(BEAT)
    page.keyboard.press("p")
    expect(page.locator("[data-play]")).to_have_text("Play")
    page.clock.run_for(10 * BEAT)
    page.wait_for_load_state("networkidle")
    assert "asof=2016-12-10" in page.url


def test_two_days_of_the_map(browse: Browse) -> None:
    page = settled(browse().open("/map"))
    tab_to(page, "Compare two days")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/map/days"))
    settled(page)
    page.locator("#a").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("2016-12-10")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("a=2016-12-10"))
    assert page.locator("[data-map]").count() == 2
    press(settled(page), "j", "Enter")
    page.wait_for_url(re.compile(r"/reports/rep-"))


def test_the_timeline_by_keys(browse: Browse) -> None:
    page = settled(browse().open("/timeline"))
    marks = page.locator("[data-mark]").count()
    press(page, "]", "]", "[", "End", "Home")
    assert page.evaluate("document.activeElement.matches('[data-mark]')")
    press(page, "End", "a")
    page.wait_for_url(re.compile(r"asof=20\d\d-"))
    press(settled(page), "+")
    page.wait_for_url(re.compile("after=20"))
    assert page.locator("[data-mark]").count() < marks
    press(settled(page), "]", "Enter")
    page.wait_for_url(re.compile(r"/reports/rep-"))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not beside the repository")
def test_what_a_later_report_changed_and_which_sentence_says_so(browse: Browse) -> None:
    page = settled(browse().open("/stories"))
    press(page, "j", "Enter")
    page.wait_for_url(re.compile("/stories/sty-"))
    settled(page)
    changed = page.locator(".added .change .badge").first
    assert changed.inner_text() in ("updates", "develops", "contradicts", "denies", "differs in scope", "corroborates")
    link = page.locator(".added .change > a").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/reports/rep-\w+\?row="))
    expect(page.locator("mark.chosen").first).to_be_visible()


def test_actors_and_places_by_keys(browse: Browse) -> None:
    for many, one in (("/actors", "/actors/act-"), ("/places", "/places/plc-")):
        page = settled(browse().open(many))
        press(page, "j", "j", "k", "Enter")
        page.wait_for_url(re.compile(one))
        press(settled(page), "j", "Enter")
        page.wait_for_url(re.compile(r"/reports/rep-\w+\?row="))
        expect(page.locator("mark.chosen").first).to_be_visible()
        assert page.locator(".evidence").count() == 1


def test_deciding_and_looking_back_without_scripts(browse: Browse, writable: Path) -> None:
    with serving(writable) as address:
        page = browse(address, java_script_enabled=False).open("/disputes?words=left")
        led(page, page.get_by_role("button", name="y Yes").first.click)
        assert page.locator(".question .verdict", has_text="confirmed").count() == 1
        led(page, page.get_by_role("button", name="Undo").first.click)
        assert page.locator(".verdict").count() == 0
    page = browse(java_script_enabled=False).open("/timeline")
    led(page, page.locator("a[rel=prev]").click)
    assert "asof=" in page.url and not page.locator("[data-play]").is_visible()
    page.goto(page.url.replace("/timeline", "/map"))
    led(page, page.locator(".feed a").first.click)
    expect(page.locator("mark.chosen").first).to_be_visible()
