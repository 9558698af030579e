"""Every threat is tried by tests that exist, and the page that says so is of today."""

import re
from pathlib import Path

import pytest

from supply.threats import PAGE, missing, page, threats

SHARED = Path(__file__).resolve().parents[3] / "shared" / "threats.md"


def test_every_test_that_is_named_exists() -> None:
    assert list(missing()) == []
    assert all(one["tests"] for one in threats())


def test_the_page_is_of_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make docs"


@pytest.mark.skipif(not SHARED.is_file(), reason="the list of threats is not beside the project")
def test_no_threat_of_the_list_is_missing() -> None:
    rows = re.findall(r"(?m)^\| \**([^|*]+?)\** \|", SHARED.read_text(encoding="utf-8").partition("### 5.2")[0])
    assert set(rows) - {"threat"} == {one["threat"] for one in threats()}
