"""Little motion where little is wanted, maps on paper, and forms that leave a phone its first view."""

import re
from collections.abc import Callable
from typing import Any

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
    page.wait_for_timeout(400)  # as long as it would go on by itself
    assert 0 < len(set(page.evaluate("window.moves"))) <= 2  # one place for each key
