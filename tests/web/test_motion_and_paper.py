"""Little motion where little is wanted, maps on paper, and forms that leave a phone its first view."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.web.conftest import settled

Browse = Callable[..., Any]
DRAWN = "() => document.querySelector('[data-map]').dataset.ready === 'yes'"
MOVING = """() => [
    ...document.getAnimations().map((one) => String(one.animationName ?? one.transitionProperty)),
    ...[...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).scrollBehavior === "smooth")
      .map((one) => one.tagName),
]"""
MOVES = """() => {
  window.moves = [];
  const place = document.querySelector(".maplibregl-marker");
  new MutationObserver(() => window.moves.push(place.style.transform))
    .observe(place, { attributes: true, attributeFilter: ["style"] });
}"""


def test_nothing_moves_by_itself_where_motion_is_not_wanted(browse: Browse) -> None:
    page = settled(browse(reduced_motion="reduce").open("/"))
    for path in ("/", "/timeline", "/disputes", "/dossiers"):
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + path)
        assert page.evaluate(MOVING) == [], path
    assert "smooth" in settled(browse(reduced_motion="no-preference").open("/")).evaluate(
        "getComputedStyle(document.documentElement).scrollBehavior"
    )


def test_the_map_jumps_where_motion_is_not_wanted(browse: Browse) -> None:
    page = browse(reduced_motion="reduce").open("/map")
    page.wait_for_function(DRAWN)
    page.evaluate(MOVES)
    page.keyboard.press("+")
    page.wait_for_url(re.compile("at="))
    first = page.url
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => location.href !== before", arg=first)
    page.wait_for_function("window.moves.length > 0")
    page.wait_for_timeout(400)  # as long as it would go on by itself
    assert 0 < len(set(page.evaluate("window.moves"))) <= 2  # one place for each key


def test_the_map_comes_onto_paper_with_its_legend(browse: Browse) -> None:
    page = browse().open("/map")
    page.wait_for_function(DRAWN)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    paper = page.locator(".paper")
    expect(paper).to_be_visible()
    expect(page.locator("[data-map]")).not_to_be_visible()
    colours = """one => new Set(new Uint32Array(
      one.getContext("2d").getImageData(0, 0, one.width, one.height).data.buffer)).size"""
    assert paper.evaluate(colours) > 20  # no empty sheet
    expect(page.locator(".feed > li").first).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(paper).to_have_count(0)


def test_phones_see_content_first_and_can_choose(browse: Browse) -> None:
    phone = browse(viewport={"width": 390, "height": 844})
    for path, what in (
        ("/map", ".map"),
        ("/timeline", ".lane"),
        ("/dossiers", ".question"),
        ("/disputes", ".question"),
    ):
        page = settled(phone.open(path))
        assert page.locator(what).first.bounding_box()["y"] < 600, path
        assert not page.locator(".fold input").first.is_visible()
    page.locator(".fold > summary").click()
    page.get_by_role("textbox", name="About").fill("left")
    page.get_by_role("textbox", name="About").press("Enter")
    page.wait_for_url(re.compile("words=left"))
    expect(page.locator(".fold > summary")).to_contain_text("left")
    wide = settled(browse().open("/disputes"))
    expect(wide.get_by_role("textbox", name="About")).to_be_visible()
    assert not wide.locator(".fold > summary").is_visible()
