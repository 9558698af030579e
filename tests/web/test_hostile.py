"""Texts that try to be more than text are shown as text: in a real browser, on every page, without a dialog, a request
or a message of the policy."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import client_of, serving
from tests.web.examples import addresses
from tests.web.hostile import PAYLOADS, RTL

MOST_BYTES = 400_000


@pytest.fixture(scope="module")
def hostile(hostile_path: Path) -> TestClient:
    return client_of(hostile_path)


@pytest.fixture(scope="module")
def hostile_server(hostile_path: Path) -> Iterator[str]:
    with serving(hostile_path) as address:
        yield address


@pytest.fixture(scope="module")
def pages(hostile: TestClient) -> dict[str, Any]:
    """Every page as it was answered, by its address."""
    return {address: hostile.get(address) for address in every_page(hostile)}


def every_page(client: TestClient) -> list[str]:
    """All screens, and the reader of every report with its first saying opened."""
    found = [address for _, address in addresses(client)]
    for row in client.get("/reports.json").json()["reports"]:
        report = f"/reports/{row['report']}"
        claims = client.get(f"{report}.json").json()["claims"]
        found.append(f"{report}?row={claims[0]['id']}" if claims else report)
    return found


def test_pages_stay_small_and_escaped(pages: dict[str, Any]) -> None:
    for address, page in pages.items():
        assert page.status_code == 200, address
        assert len(page.content) < MOST_BYTES, (address, len(page.content))
        for payload in (one for one in PAYLOADS[:5] if "<" in one):
            assert payload not in page.text, (address, payload)


def test_the_reader_shows_what_stood_there(pages: dict[str, Any]) -> None:
    for payload in PAYLOADS[:7]:
        shown = escape(payload, quote=True).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
        assert any(shown in page.text for page in pages.values())


def test_an_id_of_a_source_does_not_become_a_link(pages: dict[str, Any]) -> None:
    for address, page in pages.items():
        assert 'href="javascript' not in page.text.lower(), address


def test_a_table_has_no_cell_that_a_spreadsheet_would_run(hostile: TestClient) -> None:
    import csv
    import io

    table = hostile.get("/reports.csv").text
    csv.field_size_limit(2_000_000)
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_nothing_happens_in_a_browser(browse: Callable[..., Any], pages: dict[str, Any], hostile_server: str) -> None:
    watched = browse(hostile_server)
    for address in pages:
        page = watched.open(address)
        assert page.locator("main").is_visible()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (address, wide)


def test_a_name_that_turns_letters_round_keeps_to_itself(hostile: TestClient) -> None:
    page = hostile.get("/reports").text
    assert RTL in page
    for line in page.splitlines():
        if RTL in line and "<input" not in line:
            assert "<bdi>" in line or 'dir="auto"' in line, line[:200]
