"""Each screen's main task by keys alone, in the browser: no mouse is moved in here."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import serving

Browse = Callable[..., Any]


def settled(page: Any) -> Any:
    page.wait_for_load_state("networkidle")
    return page


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
        assert page.locator(".question .verdict", has_text="confirmed").count() == 1
        press(page, "k", "u")  # back to the one that was confirmed: unsure after all
        page.wait_for_function("() => !document.querySelector('.verdict')")
        settled(page)
        press(page, "j", "n")
        assert page.evaluate("document.activeElement.name") == "reason"
        page.keyboard.type("two different convoys")
        page.keyboard.press("Enter")
        page.locator(".judged", has_text="two different convoys").wait_for()
        assert page.locator(".question").count() < questions
        tab_to(page, "Undo", 400)
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
    assert page.locator(".beside-each blockquote").count() == 2
    assert "denie" in page.locator(".beside-each .between").inner_text()


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
