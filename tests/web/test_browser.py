"""The pages in Debian's Chromium against a real server: each screen's main task, by mouse, by keys, without scripts;
back, reload, a shared address; nothing that a person with other senses or hands could not use."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from starlette.testclient import TestClient

from tests.web.conftest import SEEDS, led, serving, settled
from tests.web.examples import OTHERS, addresses

Browse = Callable[..., Any]
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that darkness changes
ALIKE = [
    [f"{rows}:nth-child(n+{first})"]
    for rows, first in (("tbody tr", 13), ("main li", 13), (".question", 7), (".passage", 9), (".lane", 7), ("dd", 25))
]  # rows, items, boxes that are drawn by the same rules as those before them


def looked_at(client: TestClient) -> list[str]:
    """The first address of each screen, and the reader with its evidence: to look closely takes long."""
    every = addresses(client)
    return [at for n, (name, at) in enumerate(every) if n == 0 or every[n - 1][0] != name or name == "report"]


def violations(axe: Any, page: Any, context: Any, options: dict[str, Any]) -> Iterator[str]:
    found = axe.run(page, context=context, options=options | {"resultTypes": ["violations"]}).response["violations"]
    for one in found:
        where = [node["target"] for node in one["nodes"]][:3]
        yield f"{page.url}: {one['id']}: {one['help']} {where}"


def test_no_violation_of_accessibility(browse: Browse, client: TestClient) -> None:
    """Every rule once on the whole page; those about colours in the light and in the dark, where rows are alike on the
    first of them."""
    from axe_playwright_python.sync_playwright import Axe

    watched, axe = browse(color_scheme="light"), Axe()
    found: list[str] = []
    for address in [*looked_at(client), *OTHERS]:
        page = watched.open(address)
        found += violations(axe, page, None, {"runOnly": ALL, "rules": {name: {"enabled": False} for name in COLOURS}})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += violations(axe, page, {"exclude": ALIKE}, {"runOnly": {"type": "rule", "values": COLOURS}})
        page.emulate_media(color_scheme="light")
    assert found == []


def test_narrow_pages_do_not_scroll_sideways(browse: Browse, client: TestClient) -> None:
    watched = browse()
    for _, address in addresses(client):
        page = watched.open(address)
        for width in (640, 360):  # 1280 at 200 %; a phone
            page.set_viewport_size({"width": width, "height": 740})
            page.wait_for_function("width => innerWidth === width", arg=width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_search_by_mouse_back_reload_and_a_shared_address(browse: Browse) -> None:
    watched = browse()
    page = watched.open("/")
    page.get_by_label("Search the record").fill("aleppo")
    led(page, page.get_by_role("button", name="Search").click)
    told = page.locator("[data-tell]")
    before = told.inner_text()
    box = page.locator("[data-narrow] input[type=checkbox]").first
    name = box.get_attribute("value")
    box.check()
    page.wait_for_url(re.compile(r"[?&]f="))
    expect(told).not_to_have_text(before)
    after = told.inner_text()
    page.wait_for_function("name => document.activeElement.value === name", arg=name)
    page.go_back()
    expect(told).to_have_text(before)
    page.go_forward()
    expect(told).to_have_text(after)
    page.reload()
    expect(told).to_have_text(after)
    expect(browse().open(page.url.replace(watched.address, "")).locator("[data-tell]")).to_have_text(after)


def test_days_are_brushed(browse: Browse) -> None:
    page = settled(browse().open("/?q=aleppo"))
    grounds = page.locator(".ground")
    first, last = grounds.nth(3).bounding_box(), grounds.nth(9).bounding_box()
    begins, ends = grounds.nth(3).get_attribute("data-first"), grounds.nth(9).get_attribute("data-after")
    page.mouse.move(first["x"] + 1, first["y"] + 9)
    page.mouse.down()
    page.mouse.move(last["x"] + 1, last["y"] + 9)
    page.mouse.up()
    page.wait_for_url(re.compile(f"after={begins}&before={ends}"))
    assert begins < ends
    expect(page.locator(".row").first).to_be_visible()


def test_days_of_the_timeline_are_brushed(browse: Browse) -> None:
    page = settled(browse().open("/timeline"))
    track = page.locator("[data-track]")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 8)
    page.mouse.up()
    page.wait_for_url(re.compile(r"after=2016-11-\d\d&before=2016-12-\d\d"))
    first, last = re.search(r"after=([\d-]+)&before=([\d-]+)", page.url).groups()
    expect(page.locator("[data-timeline]")).to_have_attribute("data-first", first)
    days = page.locator("[data-mark]").evaluate_all("marks => marks.map((one) => one.dataset.day)")
    assert days and all(day <= last for day in days)


def test_a_picture_is_taken_as_png(browse: Browse) -> None:
    page = settled(browse().open("/timeline"))
    with page.expect_download() as taken:
        page.get_by_role("button", name="as PNG").click()
    assert taken.value.suggested_filename == "timeline.png"
    assert taken.value.path().read_bytes().startswith(b"\x89PNG")


def test_search_and_reader_by_keys_alone(browse: Browse) -> None:
    page = settled(browse().open("/"))
    page.keyboard.press("/")
    page.keyboard.type("aleppo")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=aleppo"))
    settled(page)
    for key in ("j", "j", "k", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Export 2 selected")).to_be_visible()
    page.keyboard.press("o")
    page.locator("#evidence .boxes").wait_for()
    expect(page.locator("#live")).to_contain_text("shown beside")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/reports/rep-\w+\?row="))
    settled(page)
    row = page.url
    page.keyboard.press("n")
    page.wait_for_function("before => location.href !== before", arg=row)
    row = page.evaluate("new URL(location.href).searchParams.get('row')")
    page.locator(f".evidence[data-row={row}]").wait_for()
    page.keyboard.press("2")
    page.wait_for_url(re.compile("hide=claims"))
    page.keyboard.press(".")
    page.clock.set_fixed_time("2026-01-01")  # however long it takes to press the second key
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url(re.compile("/reports$"))


def test_keys_can_be_switched_off(browse: Browse) -> None:
    page = settled(browse().open("/"))
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Single keys do something").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_label("Single keys do something").check()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    page.locator("main").focus()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_first_tab_skips_to_the_page(browse: Browse) -> None:
    page = browse().open("/reports")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_visible()


def test_reading_without_scripts(browse: Browse) -> None:
    page = browse(java_script_enabled=False).open("/")
    page.get_by_label("Search the record").fill("aleppo")
    led(page, page.get_by_role("button", name="Search").click)
    page.locator("[data-narrow] input[type=checkbox]").first.check()
    led(page, page.get_by_role("button", name="Narrow down").click)
    assert "f=" in page.url
    led(page, page.locator(".says a").first.click)
    expect(page.locator(".evidence .boxes")).to_be_visible()
    assert page.locator("mark.chosen").count()
    led(page, page.locator(".sayings a").last.click)
    expect(page.locator("mark.chosen").first).to_be_visible()


def test_marks_and_list_point_at_each_other(browse: Browse) -> None:
    page = settled(browse().open("/?q=aleppo"))
    settled(led(page, page.locator(".says a").first.click))
    row = page.locator(".sayings tr[data-row]").first
    name = row.get_attribute("data-row")
    row.hover()
    expect(page.locator(f"mark.hover[data-row={name}]")).not_to_have_count(0)
    page.locator("mark.quantities, mark.places, mark.times").first.click()
    page.wait_for_function("() => document.querySelector('.evidence').dataset.row.slice(0, 3) !== 'clm'")
    inner = page.locator(".evidence").get_attribute("data-row")
    mark = page.locator(f"mark[data-row={inner}]").first
    outer = mark.evaluate("one => one.parentElement.closest('mark')?.dataset.row ?? null")
    page.keyboard.press("[")  # to the words further out, where there are any
    page.wait_for_function("row => document.querySelector('.evidence').dataset.row === row", arg=outer or inner)
    if outer:
        page.go_back()
        page.wait_for_function("row => document.querySelector('.evidence').dataset.row === row", arg=inner)


def test_a_text_is_pasted_read_reviewed_and_taken_back(browse: Browse, writable: Path) -> None:
    with serving(writable) as address:
        page = browse(address).open("/add")
        page.get_by_label("Or paste a text").fill("The truce in Aleppo holds, the envoy Anna Lund said on Friday.")
        page.get_by_label("Published on").fill("2016-12-17")
        page.get_by_role("button", name="Read").click()
        page.locator("[data-job-says]", has_text="Done").wait_for()
        settled(led(page, page.get_by_role("link", name=re.compile("pasted-")).click))
        chosen = page.locator(".sayings tr[data-row]").first.get_attribute("data-row")
        page.locator(".sayings a").first.click()
        page.locator(f".evidence[data-row={chosen}]").wait_for()
        page.locator(".evidence").get_by_role("button", name="Accept").click()
        page.get_by_text("Reviewed by people").wait_for()
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("undone").wait_for()
        assert page.get_by_role("button", name="Undo").count() == 0


def test_a_narrow_pages_report_has_its_marks_from_the_right(browse: Browse) -> None:
    page = browse(viewport={"width": 400, "height": 800}).open("/reports")
    led(page, page.locator("td a").first.click)
    expect(page.locator("mark").first).to_be_visible()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not beside the repository")
def test_who_says_what_about_aleppo_on_9_december(browse: Browse) -> None:
    page = settled(browse().open("/?q=aleppo+after:2016-12-09+before:2016-12-11&kind=claims"))
    assert page.locator(".row").count() >= 3
    led(page, page.locator(".says a").first.click)
    page.locator("mark.chosen").first.wait_for()
    expect(page.locator(".why")).to_contain_text("sentence")


def test_the_command_serves_until_it_is_told_to_stop(record_path: Path) -> None:
    import urllib.request

    call = "from dateline.cli import main; main()"
    command = [sys.executable, "-c", call, "serve", str(record_path), "--no-browser"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        address = re.match(r"(http://127\.0\.0\.1:\d+/) shows ", line)
        assert address, line
        with urllib.request.urlopen(address[1], timeout=120) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0
    finally:
        process.kill()
