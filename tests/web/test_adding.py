"""Adding and reviewing in the page, without a browser."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store.record import Record
from dateline.web.adding import plain_name
from tests.web.conftest import client_of

TEXT = b"The truce in Aleppo holds, the envoy Anna Lund said on Friday."


def finished(client: TestClient, where: str) -> list[dict[str, str]]:
    """The fates, once the stream of events has said that it ends."""
    with client.stream("GET", f"{where}/events") as events:
        told = "".join(events.iter_text())
    assert told.rstrip().split("event: ")[-1].startswith("end")
    assert told.count("event: fate") == len(client.get(f"{where}.json").json()["fates"])
    fates: list[dict[str, str]] = client.get(f"{where}.json").json()["fates"]
    return fates


def test_files_and_a_text_are_read_and_each_has_a_fate(writable: Path) -> None:
    client = client_of(writable)
    files = [
        ("files", ("../../etc/report.txt", TEXT, "text/plain")),
        ("files", ("rows.jsonl", b'{"id": "a", "text": "Talks failed, the envoy said."}\n{broken\n', "text/plain")),
        ("files", ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "image/png")),
        ("files", ("again.txt", TEXT, "text/plain")),
        ("files", ("empty.txt", b"", "text/plain")),
    ]
    form = {"text": "Shells fell on Hama on Sunday, residents said.", "published": "2016-12-17", "outlet": "Test Wire"}
    answer = client.post("/add", files=files, data=form)
    assert answer.status_code == 303
    fates = finished(client, answer.headers["location"])
    assert [fate["fate"] for fate in fates] == [
        "read", "read", "set aside", "set aside", "unchanged", "set aside", "read",
    ]  # fmt: skip
    assert fates[0]["source"] == "report.txt" and all(fate["reason"] for fate in fates if fate["fate"] == "set aside")
    page = client.get(answer.headers["location"]).text
    assert "Done: 7 inputs" in page and "a PNG picture" in page
    with Record(writable) as record:
        assert record.row(fates[-1]["report"]).outlet == "Test Wire"
    assert "picture.png" in client.get("/reports").text


@pytest.mark.parametrize(
    "form, says",
    [
        pytest.param({"text": "  "}, "nothing to read", id="nothing"),
        pytest.param({"text": "a", "published": "soon"}, "soon", id="no date"),
    ],
)
def test_what_cannot_be_read_is_refused_whole(writable: Path, form: dict[str, str], says: str) -> None:
    client = client_of(writable)
    with Record(writable) as record:
        before = record.state()
    answer = client.post("/add", data=form)
    assert answer.status_code == 400 and says in answer.text
    with Record(writable) as record:
        assert record.state() == before


@pytest.mark.parametrize(
    "body, kind",
    [
        pytest.param(b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhalf',
                     "multipart/form-data; boundary=x", id="cut off"),
        pytest.param(b"--x", "multipart/form-data", id="no boundary"),
        pytest.param(b"{}", "application/json", id="another kind"),
    ],
)  # fmt: skip
def test_a_broken_form_is_refused(client: TestClient, body: bytes, kind: str) -> None:
    answer = client.post("/add", content=body, headers={"content-type": kind})
    assert answer.status_code == 400 and "text/html" in answer.headers["content-type"]


def test_too_many_files_are_refused(client: TestClient) -> None:
    files = [("files", (f"{n}.txt", b"a", "text/plain")) for n in range(201)]
    assert client.post("/add", files=files).status_code == 400


def test_an_unknown_batch_is_told(client: TestClient) -> None:
    for address in ("/add/abc", "/add/abc.json", "/add/abc/events"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "name, plain",
    [("a.txt", "a.txt"), ("../../a.txt", "a.txt"), ("C:\\x\\a.txt", "a.txt"), ("a\0b\n.txt", "a b .txt"), ("..", ".."),
     ("", "file"), ("/", "file"), ("n" * 500 + ".txt", "n" * 196 + ".txt")],
)  # fmt: skip
def test_names_of_files(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_review_in_the_reader(writable: Path) -> None:
    client = client_of(writable)
    report = client.get("/search.json?q=aleppo").json()["rows"][0]["report"]
    row = client.get(f"/reports/{report}.json").json()["claims"][0]["id"]
    here = f"/reports/{report}?row={row}"
    seen = re.search(r'name="seen" value="(\d+)"', client.get(here).text)[1]  # type: ignore[index]

    def said(**form: str) -> tuple[int, str]:
        answer = client.post("/review", data={"row": row, "back": here} | form)
        return answer.status_code, answer.text

    assert said(does="accept", seen=seen)[0] == 303
    assert "accept" in client.get(f"/reports/{report}").text
    assert said(does="accept", seen=seen)[0] == 409
    assert said(does="correct", field="stance", value="denies")[0] in (303, 409)
    status, told = said(does="reject")
    assert status == 400 and "why" in told
    assert said(does="steal")[0] == 400
    assert said(does="undo")[0] == 303
    assert said(does="undo", number="99999")[0] in (400, 404)
    assert client.get(f"/reports/{report}.json").json()["reviews"]
