"""Every screen without a browser: its twins, its size, what it says when something is wrong."""

import csv
import io
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.testclient import TestClient

from dateline.web import warm
from dateline.web.answers import page
from dateline.web.app import make_app
from dateline.web.pages import SCREENS
from dateline.web.screens import Screen
from dateline.web.serve import HOST
from dateline.web.site import Site
from tests.web.conftest import client_of
from tests.web.examples import EXAMPLES, OTHERS, addresses, first_report

MOST_BYTES = 300_000
HERE = Path(__file__).resolve().parents[2] / "dateline" / "web"
WITHIN = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.I)


def test_every_screen_has_examples() -> None:
    assert set(EXAMPLES) == {screen.name for screen in SCREENS}


def test_every_screen_answers_with_its_twins(client: TestClient) -> None:
    for name, address in addresses(client):
        page = client.get(address)
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8"), address
        assert len(page.content) < MOST_BYTES, (address, len(page.content))
        assert not WITHIN.search(page.text), (address, WITHIN.search(page.text))
        twins = re.findall(r'href="([^"]+\.(?:json|csv)[^"]*)"', page.text.partition('class="twins"')[2])
        assert len(twins) == 2, name
        for twin in twins:
            answer = client.get(twin.replace("&amp;", "&"))
            assert answer.status_code == 200, twin
            if ".csv" in twin:
                rows = list(csv.reader(io.StringIO(answer.text)))
                assert len(rows) >= 1 and len({len(row) for row in rows}) == 1, twin
            else:
                assert isinstance(answer.json(), dict)


def test_pages_around_the_screens(client: TestClient) -> None:
    for address in OTHERS:
        page = client.get(address)
        assert page.status_code == 200 and not WITHIN.search(page.text)


def test_a_page_that_did_not_change_is_not_sent_again(client: TestClient) -> None:
    for _, address in addresses(client):
        tag = client.get(address).headers["etag"]
        again = client.get(address, headers={"if-none-match": f'"other", {tag}'})
        assert (again.status_code, again.content) == (304, b""), address
    assert client.get("/").headers["etag"] != client.get("/?q=aleppo").headers["etag"]


@pytest.mark.parametrize(
    "address, status, says",
    [
        pytest.param("/nowhere", 404, "no such page", id="no such page"),
        pytest.param("/reports/rep-nothere", 404, "no report rep-nothere", id="unknown report"),
        pytest.param("/reports/..%2F..%2Fetc", 404, "no such page", id="a path that climbs"),
        pytest.param("/?q=stanc:denies", 400, "id you mean", id="a field that is near another"),
        pytest.param("/?q=%22open", 400, "not closed", id="a quotation mark left open"),
        pytest.param("/?q=near:Nowhereland,50km", 404, "nobody knows a place", id="unknown place"),
        pytest.param("/?kind=foo", 400, "none of claims", id="unknown kind"),
        pytest.param("/?page=0", 400, "no number", id="page nought"),
        pytest.param("/?page=%D9%A3", 400, "no number", id="digits of another script"),
        pytest.param("/?after=yesterday", 400, "no date", id="no date"),
        pytest.param("/?q=a&q=b", 400, "stands 2 times", id="two questions"),
        pytest.param("/?q=" + "a" * 10_001, 400, "too long", id="a paste that went wrong"),
        pytest.param("/?" + "&".join(f"f=w{n}" for n in range(201)), 400, "201 parameters", id="too many"),
        pytest.param("/?q=%00", 400, "NUL", id="a NUL"),
        pytest.param("/reports?page=999999999", 400, "no number", id="far beyond the last page"),
    ],
)
def test_what_cannot_be_asked_is_told(client: TestClient, address: str, status: int, says: str) -> None:
    page = client.get(address)
    assert page.status_code == status
    assert says in page.text and "Nothing in the record was changed" in page.text
    assert "Traceback" not in page.text


def test_problems_of_a_report_are_told(client: TestClient) -> None:
    report = first_report(client)
    assert client.get(f"/reports/{report}?row=clm-nothere").status_code == 404
    assert client.get(f"/reports/{report}?part=99").status_code == 404
    assert client.get(f"/reports/{report}?hide=everything").status_code == 400
    told = client.get(f"/reports/{report}.json?row=clm-nothere")
    assert told.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "do"} <= set(told.json())


def test_what_removed_everything_is_told(client: TestClient) -> None:
    page = client.get("/?q=aleppo+xyzzyx").text
    assert "No claim fits all conditions" in page and "without <code><bdi>xyzzyx</bdi></code>" in page


def test_a_condition_is_taken_away_and_turned_round(client: TestClient) -> None:
    page = client.get("/?q=aleppo+-stance:denies&f=manner:quote").text
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*)"', page.partition('class="pills"')[2])]
    assert "/?q=-stance%3Adenies&f=manner%3Aquote" in links  # without the word
    assert "/?q=aleppo%20-stance%3Adenies&f=-manner%3Aquote" in links  # not in quotation
    assert "/?q=aleppo&f=manner%3Aquote&f=stance%3Adenies" in links


def test_a_record_that_vanished_comes_back(record_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    client = client_of(path)
    gone = client.get("/")
    assert gone.status_code == 503 and "there is no record" in gone.text.lower()
    shutil.copy(record_path, path)
    assert client.get("/").status_code == 200
    path.write_bytes(b"something else" * 100)
    assert client.get("/").status_code == 503


def test_an_empty_record_says_what_to_do(tmp_path: Path) -> None:
    from dateline.store.record import Record

    with Record(tmp_path / "empty.db", create=True):
        pass
    client = client_of(tmp_path / "empty.db")
    for address in ("/", "/reports"):
        page = client.get(address)
        assert page.status_code == 200 and "/add" in page.text


def test_templates_escape_everything() -> None:
    for path in sorted((HERE / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup", text), path.name
        assert not WITHIN.search(re.sub(r"\{#.*?#\}", "", text)), path.name


def test_a_feed_has_the_rows_that_were_read_last(client: TestClient) -> None:
    from xml.etree import ElementTree

    answer = client.get("/feed.atom?q=aleppo")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert 10 < len(entries) <= 50
    updated = [one.findtext("{http://www.w3.org/2005/Atom}updated") or "" for one in entries]
    assert updated == sorted(updated, reverse=True)


def test_tabs_count_without_what_only_another_kind_has(client: TestClient) -> None:
    page = client.get("/?q=aleppo&f=stance:asserts").text
    tabs = re.findall(r'<li><a href="([^"]+)"[^>]*>(\w+) <span class="n">([\d,]+)', page.partition('class="tabs"')[2])
    assert {name: link for link, name, _ in tabs}["Events"] == "/?q=aleppo&amp;kind=events"
    assert all(int(n.replace(",", "")) for _, _, n in tabs)


def test_every_form_of_a_screen_is_made(client: TestClient) -> None:
    """Pictures are XML, documents are what their ending says, and an empty screen has them too."""
    from xml.etree import ElementTree

    forms = {screen.name: screen.forms for screen in SCREENS}
    for name, address in addresses(client):
        path, _, asked = address.partition("?")
        for form in forms[name]:
            answer = client.get(f"{path}.{form.ending}?{asked}")
            assert answer.status_code == 200, (address, form.ending, answer.text[:300])
            assert answer.headers["content-type"].startswith(form.media_type)
            if form.ending == "svg":
                picture = ElementTree.fromstring(answer.content)
                assert picture.tag == "{http://www.w3.org/2000/svg}svg"
                assert not [one for one in picture.iter() if one.tag.endswith(("script", "image", "foreignObject"))]
            elif form.ending == "docx" and answer.content:
                assert answer.content.startswith(b"PK")
            else:
                assert answer.text.strip() or address == "/dossiers/brief"  # no place, no brief


def test_talks_still_to_come_are_told_in_words(client: TestClient) -> None:
    page = client.get("/dossiers?asof=2016-12-17").text
    talks = re.search(r"<dt>next talks</dt><dd>(.*?)</dd>", page, re.S)
    assert talks and "tlk-" not in re.sub(r"<[^>]+>", "", talks[1])
    link = re.search(r'href="([^"]+)"', talks[1])
    assert link and client.get(link[1].replace("&amp;", "&")).text.count('id="tlk-') == 1


def test_what_was_not_yet_known_is_taken_away(client: TestClient) -> None:
    found = client.get("/timeline.json?asof=2016-12-10&whole=1").json()
    items = [item for lane in found["lanes"] for item in lane["items"]]
    assert items and all(item["said_first"] is None or item["said_first"][:10] <= "2016-12-10" for item in items)
    assert len(items) < sum(len(lane["items"]) for lane in client.get("/timeline.json?whole=1").json()["lanes"])


def test_two_days_differ_by_what_was_said_between_them(client: TestClient) -> None:
    found = client.get("/map/days.json?a=2016-12-10&b=2016-12-16").json()
    assert found["changes"] and {one["layer"] for one in found["changes"]} >= {"held, as claimed", "who went where"}
    new = [one["after"] for one in found["changes"] if one["changed"] == "new"]
    assert all(one["report"] for one in new)
    assert client.get("/map/days.json?a=2016-12-10&b=2016-12-10").json()["changes"] == []


def test_a_part_of_the_map_is_shown(client: TestClient) -> None:
    whole, part = (client.get(f"/map.json{asked}").json()["features"] for asked in ("", "?box=36,35,38,37"))
    assert 0 < len(part) < len(whole)
    assert client.get("/map?box=everywhere").status_code == 400


def test_planned_meetings_are_a_calendar(client: TestClient) -> None:
    text = client.get("/timeline.ics").text
    assert text.startswith("BEGIN:VCALENDAR") and "BEGIN:VEVENT" in text and "STATUS:TENTATIVE" in text


def test_a_question_that_is_none_goes_and_comes_back(writable: Path) -> None:
    client = client_of(writable)
    found, count = (client.get("/disputes.json").json()[name] for name in ("disputes", "count"))
    one = max(found, key=lambda each: len(each["sides"]))["dispute"]["id"]
    said = {"row": one, "does": "reject", "reason": "two different convoys", "back": f"/disputes?id={one}"}
    answer = client.post("/review", data=said, headers={"origin": "http://127.0.0.1:8000"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/disputes?id={one}")
    page = client.get("/disputes").text
    assert client.get("/disputes.json").json()["count"] == count - 1 and "two different convoys" in page
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    undo = {"does": "undo", "number": number[1], "back": "/disputes"}
    client.post("/review", data=undo, headers={"origin": "http://127.0.0.1:8000"})
    assert client.get("/disputes.json").json()["count"] == count


def test_counts_of_chains_and_agreement_are_what_their_choice_finds(client: TestClient) -> None:
    for address in ("/?q=", "/?q=aleppo", "/?kind=events&q=aleppo", "/?q=asof:2016-12-16&f=stance:asserts"):
        shown = client.get(address.replace("/?", "/search.json?")).json()
        facets = [facet for facet in shown["facets"] if facet["name"] in ("Chain", "Agreement")]
        assert facets, address
        for value in (value for facet in facets for value in facet["values"]):
            term = value["term"]["field"] + value["term"]["comparison"] + value["term"]["value"]
            chosen = client.get(f"{address.replace('/?', '/search.json?')}&f={quote(term)}").json()
            assert chosen["counts"][shown["kind"]] == value["n"] > 0, (address, value)
    assert "through one" in client.get("/?q=").text and "through&gt;1" in client.get("/?f=through%3E1").text


def test_who_cannot_say_is_remembered_and_changes_nothing(writable: Path) -> None:
    client, origin = client_of(writable), {"origin": "http://127.0.0.1:8000"}
    before = client.get("/disputes.json").json()
    row = before["disputes"][0]["dispute"]["id"]
    said = {"row": row, "does": "unsure", "reason": "ask the monitor", "back": "/disputes"}
    assert client.post("/review", data=said, headers=origin).status_code == 303
    assert client.get("/disputes.json").json() == before
    page = client.get("/disputes").text
    assert "ask the monitor" in page.partition('class="verdict"')[2].partition("</form>")[0]
    event = client.get("/api/v1/events").json()["rows"][0]["id"]
    assert client.post("/review", data=said | {"row": event}, headers=origin).status_code == 400
    no = said | {"does": "reject", "reason": "", "otherwise": "two convoys"}
    assert client.post("/review", data=no, headers=origin).status_code == 303
    assert "two convoys" in client.get("/disputes").text


def test_the_badge_of_a_claim_counts_what_its_condition_counts(client: TestClient) -> None:
    shown = client.get("/search.json?q=sources%3E1&size=50").json()
    assert shown["counts"]["claims"] > 0 and all(row["sources"] > 1 for row in shown["rows"])
    alone = client.get("/search.json?q=sources%3C2&size=50").json()
    assert all(row["sources"] == 1 for row in alone["rows"])


def test_where_the_record_lies_is_nobodys_business(tmp_path: Path) -> None:
    page = client_of(tmp_path / "gone.db").get("/")
    assert page.status_code == 503 and "gone.db" in page.text and str(tmp_path) not in page.text


def test_a_badge_leads_to_its_question(client: TestClient) -> None:
    found = re.findall(r'href="(/disputes\?row=[\w-]+)"', client.get("/?q=disputed:yes").text)
    assert found
    for link in found:
        questions = client.get(link.replace("?", ".json?")).json()["disputes"]
        assert questions and len(questions) < client.get("/disputes.json").json()["count"], link
    assert client.get("/disputes?row=clm-nothere").status_code == 404
    assert client.get("/disputes?row=dsp-nothere").status_code == 404


def test_what_was_told_first_is_marked(client: TestClient) -> None:
    page = client.get("/disputes?words=suspended").text
    rows = [row for row in page.split("<tr>") if "told first" in row]
    assert rows and len(rows) < page.count('name="with"')


def test_the_table_of_sayings_says_who_where_and_when(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=said-by:Lavrov").text)))
    assert rows and all("Sergei Lavrov" in row["according_to"] for row in rows)
    assert all(row["published"].lstrip("[").startswith("2016-") and row["headline"] for row in rows)
    assert "according_to" not in client.get("/search.csv?kind=actors").text.splitlines()[0]


def test_a_brief_without_a_place_offers_some(client: TestClient) -> None:
    assert 'href="/dossiers/brief?place=Aleppo"' in client.get("/dossiers/brief").text
    assert 'place=Aleppo"' not in client.get("/dossiers/brief?place=Idlib").text.partition('class="brief"')[2]


def test_a_condition_is_pinned_and_unpinned(client: TestClient) -> None:
    page = client.get("/?q=aleppo%20stance:asserts").text
    pin = unescape(re.search(r'class="pin" href="([^"]+)"[^>]+aria-label="Pin stance:asserts"', page)[1])  # type: ignore[index]
    assert parse_qs(urlsplit(pin).query) == {"q": ["aleppo"], "f": ["stance:asserts"]}
    page = client.get(pin).text
    assert '<input type="hidden" name="f" value="stance:asserts">' in page.partition("</header>")[0]
    back = unescape(re.search(r'class="pin" href="([^"]+)"[^>]+unpin"', page)[1])  # type: ignore[index]
    assert parse_qs(urlsplit(back).query) == {"q": ["aleppo stance:asserts"]}


def test_every_screen_is_asked_before_anybody_waits_for_it(record_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app, asked = make_app(record_path), set()
    site, address = app.state.site, "http://127.0.0.1:8000/"

    def noted(site: Site, screen: Screen, *rest: Any) -> Any:
        asked.add(screen.name)
        return page(site, screen, *rest)

    monkeypatch.setattr(warm, "page", noted)
    screens = iter(site.screens)
    warm.warm(site, address, screens, 0.0)
    assert asked == {SCREENS[0].name}, "one is asked, however little time there is"
    warm.warm(site, address, screens)
    assert asked | {"versions"} == {screen.name for screen in SCREENS}  # no sample has another version
    kept = len(site.once)
    assert TestClient(app, base_url=address).get("/stories").status_code == 200
    assert len(site.once) == kept, "it was there"
    asked.clear()
    site.stopping.set()
    warm.warm(site, address, iter(site.screens))
    assert not asked


def test_two_claimants_are_compared_on_one_day(client: TestClient) -> None:
    day = "a=2016-12-16&b=2016-12-16"
    held = client.get("/map.json?layers=held").json()["features"]
    names = sorted({who for one in held for who in one["properties"]["claimed_by"]})
    found = client.get(f"/map/days.json?{day}&says_a={quote(names[0])}&says_b={quote(names[1])}").json()
    told = [(one["before"], one["after"]) for one in found["changes"]]
    assert any(before for before, _ in told) or any(after for _, after in told)
    for number, side in enumerate(zip(*told, strict=True)):
        assert all(names[number] in one["says"] for one in side if one)
    of_one = client.get(f"/map.json?layers=held&says={quote(names[0])}").json()["features"]
    assert 0 < len(of_one) < len(held) and all(names[0] in one["properties"]["claimed_by"] for one in of_one)


def test_a_question_is_parted_and_put_together_again(writable: Path) -> None:
    client = client_of(writable)
    asked = client.get("/disputes.json").json()["disputes"]
    whole = next(one for one in asked if len(one["sides"]) > 2)
    row, out = whole["dispute"]["id"], whole["sides"][0]["row"]
    sent = {"does": "split", "row": row, "member": out, "reason": "another town", "back": "/disputes"}
    answer = client.post("/review", data=sent, headers={"origin": f"http://{HOST}:8000"})
    assert answer.status_code == 303

    def together() -> list[set[str]]:
        return [set(one["rows"]) for one in client.get("/api/v1/disputes?limit=500").json()["rows"]]

    rest = {side["row"] for side in whole["sides"]} - {out}
    assert not [rows for rows in together() if out in rows and rows & rest]
    number = re.search(r'name="number" value="(\d+)"', client.get("/disputes").text)[1]  # type: ignore[index]
    client.post("/review", data={"does": "undo", "number": number}, headers={"origin": f"http://{HOST}:8000"})
    assert rest | {out} in together()
