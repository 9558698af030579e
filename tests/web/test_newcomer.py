"""Somebody who opens the two seed reports for the first time: within a few clicks who says what about Aleppo on
9 December, what the second report changed, and which sentence says so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import SEEDS, led, make_record, serving, settled

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not beside the repository")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    inputs = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    with serving(make_record(Path(tmp_path_factory.mktemp("seeds")) / "seeds.db", inputs)) as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_who_says_what_and_what_changed(browse: Callable[..., Any], seeds: str, scripts: bool) -> None:
    page = browse(seeds, java_script_enabled=scripts).open("/")
    clicks = 0

    def click(where: Any) -> None:
        nonlocal clicks
        led(page, where.click)
        clicks += 1
        if scripts:
            settled(page)

    page.get_by_label("Search the record").fill("aleppo 9 december")
    click(page.get_by_role("button", name="Search"))
    click(page.locator(".meant a"))  # the words stand for a day
    rows = page.locator(".row").all_inner_texts()
    assert sum("Sergei Rudskoi" in row for row in rows) >= 2  # who
    assert any("10,500 people" in row and "Fri 9 Dec 2016" in row for row in rows)  # what, and of which day
    click(page.locator(".says a", has_text="10,500"))
    assert "10,500 people have left eastern" in page.locator("mark.chosen").first.inner_text()
    assert "Sergei Rudskoi" in page.locator(".evidence .boxes").inner_text()
    assert "10,500 people" in page.locator(".evidence .why").inner_text()  # the sentence

    click(page.get_by_role("link", name="Dateline"))
    click(page.locator(".begin a"))  # the only story
    second = page.locator(".added > li").nth(1)
    change = second.locator(".change").first
    assert change.locator(".badge").inner_text() == "updates" and "93 percent" in change.inner_text()
    click(change.locator("a").first)
    assert "recapture Aleppo" in page.locator("mark.chosen").first.locator("xpath=ancestor::div[1]").inner_text()
    assert "»recapture« Aleppo" in page.locator(".evidence .why").inner_text()
    assert clicks == 6
