"""`make screenshots`: a picture of every screen, light and dark, wide and phone, into docs/screens."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from dateline.samples import reports
from dateline.web.pages import SCREENS
from tests.web.conftest import CHROMIUM, FLAGS, client_of, make_record, serving
from tests.web.examples import EXAMPLES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
WAYS = (("wide-light", 1280, "light"), ("wide-dark", 1280, "dark"), ("phone-light", 390, "light"))
DRAWN = "() => [...document.querySelectorAll('[data-map]')].every((map) => map.dataset.ready === 'yes')"
BEST = {"search": 1, "report": 1}  # which example shows most


def pictured(client: TestClient) -> list[tuple[str, str]]:
    """(name, address) of one example a screen."""
    found = []
    for screen in SCREENS:
        examples = EXAMPLES[screen.name](client)
        if examples:
            found.append((screen.name, examples[min(BEST.get(screen.name, 0), len(examples) - 1)]))
    return [*found, ("add", "/add")]


def draw(browser: Any, address: str, pages: list[tuple[str, str]], only: list[str]) -> None:
    for way, width, scheme in WAYS:
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        page = context.new_page()
        for name, path in pages:
            if only and name not in only:
                continue
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            if page.locator("[data-map]").count():  # a machine without graphics draws slowly
                page.wait_for_function(DRAWN, timeout=60_000)
            page.screenshot(path=FOLDER / f"{name}-{way}.jpeg", type="jpeg", quality=72)
        context.close()


def main(only: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        path = make_record(Path(place) / "samples.db", [str(reports())])
        with serving(path) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            draw(browser, address, pictured(client_of(path)), only)
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
