"""Other words for a row, in the reader: dragged over, typed without scripts, taken back, where names are withheld."""

import re
from pathlib import Path

from playwright.sync_api import expect

import dateline
from dateline.ask.people import mark
from dateline.people.hide import Hidden
from dateline.store.record import Record
from dateline.web.reviewing import behind
from tests.web.conftest import client_of, serving, settled
from tests.web.test_browser import Browse

TEXT = (
    "“The road is open 😀 today,” Karim Haddad, a spokesman for the relief office, said Friday. Nobody came, he said."
)
# Where words of the text stand on the screen: before their first letter and behind their last.
CORNERS = """words => {
  const walker = document.createTreeWalker(document.querySelector("[data-text]"), NodeFilter.SHOW_TEXT);
  for (let one = walker.nextNode(); one; one = walker.nextNode()) {
    const at = one.data.indexOf(words);
    if (at < 0 || one.parentElement.closest(".sr")) continue;
    const range = new Range();
    range.setStart(one, at);
    range.setEnd(one, at + words.length);
    const box = range.getBoundingClientRect();
    return [box.left + 1, box.top + box.height / 2, box.right - 1, box.top + box.height / 2];
  }
}"""


def made(folder: Path) -> tuple[Path, str, str]:
    """A record with one report; its id, and that of its first claim."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    with dateline.open(folder / "r.db", create=True) as record:
        record.read([folder / "a.txt"], published="2016-12-17")
        record.join()
        claim = min(record.claims(), key=lambda one: one.start)
        return folder / "r.db", claim.report, claim.id


def words_of(path: Path, claim: str) -> str:
    with Record(path) as record:
        row = record.row(claim)
        assert record.row(row.report).text[row.start : row.end] == row.text
        return str(row.text)


def test_words_are_dragged_over_and_taken_back(browse: Browse, tmp_path: Path) -> None:
    path, report, claim = made(tmp_path)
    before = words_of(path, claim)
    with serving(path) as address:
        page = settled(browse(address).open(f"/reports/{report}?row={claim}"))
        left, top, right, bottom = page.evaluate(CORNERS, "road is open 😀")
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move(right, bottom, steps=4)
        page.mouse.up()
        page.keyboard.press("b")
        page.wait_for_function("document.querySelector('[data-preview]').textContent === 'road is open 😀'")
        page.keyboard.press("Enter")
        page.get_by_text("Reviewed by people").wait_for()
        assert words_of(path, claim) == "road is open 😀"
        expect(page.locator(".evidence blockquote")).to_have_text("road is open 😀")
        settled(page).keyboard.press("u")
        page.get_by_text("undone").wait_for()
        assert words_of(path, claim) == before


def test_bounds_are_typed_without_scripts(browse: Browse, tmp_path: Path) -> None:
    path, report, claim = made(tmp_path)
    start = TEXT.index("road")
    with serving(path) as address:
        page = browse(address, java_script_enabled=False).open(f"/reports/{report}?row={claim}")
        page.get_by_text("Other words", exact=True).click()
        page.get_by_label("From character").fill(str(start))
        page.get_by_label("to", exact=True).fill(str(start + 12))
        page.get_by_role("button", name="These words").click()
        page.get_by_text("Reviewed by people").wait_for()
    assert words_of(path, claim) == "road is open"
    answer = client_of(path).post("/review", data={"does": "correct", "row": claim, "start": "9", "end": "3"})
    assert answer.status_code == 400 and words_of(path, claim) == "road is open"


def test_bounds_are_those_of_the_text_as_it_is_shown(tmp_path: Path) -> None:
    path, report, claim = made(tmp_path)
    with Record(path) as record:
        mark(record, "Karim Haddad", reason="asked", who=None, at="2026-01-01T10:00:00Z")
    client = client_of(path)
    shown = client.get(f"/reports/{report}.json").json()["report"]["text"]
    assert "addad" not in shown
    start = shown.index("[name")
    said = {"does": "correct", "row": claim, "start": str(start), "end": str(shown.index(" said Friday"))}
    assert client.post("/review", data=said).status_code == 303
    assert words_of(path, claim) == "Karim Haddad, a spokesman for the relief office,"
    page = client.get(f"/reports/{report}?row={claim}").text
    assert "addad" not in page and re.search(rf'name="start" value="{start}"', page)


def test_a_place_as_shown_is_found_in_the_record() -> None:
    text = "ab Ann cd Bo ef Ann"
    shown = Hidden.of(text, ((3, 6, "[name]"), (10, 12, "[x]"), (16, 19, "[name]")))
    for at in range(len(text) + 1):
        inside = any(start < at < end for start, end, _ in shown.edits)
        for end in (False, True):
            there = shown.end(at) if end else shown.start(at)
            found = behind(shown, there, end=end)
            assert found == at or inside, (at, end)
    assert (behind(shown, 5, end=False), behind(shown, 5, end=True)) == (3, 6)
