"""Pages, their JSON and CSV, and the API: nobody's name that is to be withheld."""

import re
from pathlib import Path

import pytest

import dateline
from dateline.ask.people import mark
from tests.web.conftest import client_of, serving
from tests.web.test_browser import Browse

TEXT = (
    "“The road is open,” Karim Haddad, a spokesman for the relief office, said on Friday. Rebels shelled Idlib, Haddad "
    "said."
)
LABEL = re.compile("name.withheld.1")  # in file names with hyphens
PATHS = ("/", "/?q=road", "/search.json?q=road", "/actors", "/actors.json", "/actors.csv", "/map", "/timeline.json",
         "/api/v1/claims", "/api/v1/reports", "/api/v1/mentions",
         "/api/v1/actors", "/api/v1/changes?since=0")  # fmt: skip


def test_no_page_shows_a_withheld_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with dateline.open(tmp_path / "r.db", create=True) as record:
        record.read([tmp_path / "a.txt"], published="2016-12-17")
        record.join()
        report, claim = record.reports()[0].id, record.claims()[0].id
        actor = next(one.id for one in record.rows("actors") if one.name == "Karim Haddad")
        client = client_of(tmp_path / "r.db")
        more = (f"/reports/{report}", f"/reports/{report}.json", f"/api/v1/rows/{claim}", f"/api/v1/rows/{actor}",
                f"/reports/{report}?row={claim}", f"/actors/{actor}", f"/actors/{actor}.json")  # fmt: skip
        before = {path: client.get(path) for path in (*PATHS, *more)}
        mark(record.store, "Karim Haddad", reason="Haddad asked", who=None, at="2026-01-01T10:00:00Z")
    named = [path for path, answer in before.items() if answer.status_code == 200 and "Haddad" in answer.text]
    assert len(named) >= 8, named
    for path in before:
        answer = client.get(path)
        assert answer.status_code == before[path].status_code and "Haddad" not in answer.text, path
        if path in named:
            assert "name withheld 1" in answer.text, path


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_browser_never_gets_a_withheld_name(browse: Browse, tmp_path: Path, scripts: bool) -> None:
    """Search and reader in the browser, every answer that it got, and each twin: the label, and nowhere the name."""
    (tmp_path / "haddad.txt").write_text(TEXT, encoding="utf-8")
    with dateline.open(tmp_path / "r.db", create=True) as record:
        record.read([tmp_path / "haddad.txt"], published="2016-12-17")
        record.join()
        report, claims = record.reports()[0].id, [one.id for one in record.claims()]
        mark(record.store, "Karim Haddad", reason="Haddad asked", who=None, at="2026-01-01T10:00:00Z")
    paths = ["/?q=road", "/?kind=actors", "/?kind=events", "/?kind=reports", "/reports", f"/reports/{report}"]
    paths += [f"/reports/{report}?row={claim}" for claim in claims]
    got: dict[str, str] = {}
    with serving(tmp_path / "r.db") as address:
        page = browse(address, java_script_enabled=scripts).open("/")
        page.on("response", lambda answer: got.setdefault(answer.url, answer.text()) if answer.status == 200 else None)
        for path in paths:
            page.goto(address + path)
            assert LABEL.search(page.locator("main").inner_text()), path
            assert "addad" not in page.content().lower(), path
            for link in page.locator(".twins a, a[type='application/atom+xml']").all():
                twin = page.request.get(address + (link.get_attribute("href") or ""))
                assert twin.ok and "addad" not in twin.text().lower(), twin.url
                assert LABEL.search(twin.text()) or "kind=events" in twin.url, twin.url
    assert not [url for url, text in got.items() if "addad" in (url + text).lower()]
