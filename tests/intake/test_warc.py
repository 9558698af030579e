"""Crawls made up here: pages, what is none, packed, cut off, damaged; a second run goes on from where the first was."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import BadRequest
from dateline.intake.raw import Raw, SetAside
from dateline.intake.report import to_report
from dateline.intake.warc import Crawl, hosts_in, warc
from dateline.run import read_all
from dateline.store.record import Record

PROSE = "The mayor of Port Alder said on Monday that the bridge would stay closed until the army had cleared the mines."
PAGE = f"<html><head><title>Bridge</title></head><body><article><p>{PROSE}</p><p>{PROSE}</p></article></body></html>"
GERMAN = PAGE.replace(PROSE, "Der Bürgermeister sagte am Montag, die Brücke bleibe gesperrt, bis die Minen weg sind.")


def response(
    url: str,
    body: bytes = PAGE.encode(),
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
    what: str = "response",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {what}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: application/http; msgtype={what}\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def written(path: Path, *records: bytes) -> Path:
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    return path


def urls(found: Sequence[Raw | SetAside]) -> list[str]:
    return [item.source for item in found if isinstance(item, Raw)]


PAGES = [response(f"http://news.example.org/{n}", PAGE.replace("Monday", f"{n + 1} May").encode()) for n in range(5)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_are_reports_with_their_urls_and_the_day_of_capture_is_no_day_of_publication(
    name: str, tmp_path: Path
) -> None:
    [page] = list(warc(name, written(tmp_path / name, PAGES[0]), Crawl()))
    assert isinstance(page, Raw)
    report = to_report(page)
    assert (report.source, report.url, report.published) == (*["http://news.example.org/0"] * 2, None)
    assert "captured by a crawler on 2026-01-02" in report.flags
    assert "mayor of Port Alder" in report.text


@pytest.mark.parametrize(
    "headers, body",
    [
        pytest.param("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode()), id="gzip"),
        pytest.param("Content-Encoding: gzip\r\n", PAGE.encode(), id="unpacked by the crawler, header left"),
        pytest.param("Content-Encoding: br\r\n", PAGE.encode(), id="the same with a packing that we do not know"),
        pytest.param(
            "Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode()), id="chunked"
        ),
        pytest.param("Transfer-Encoding: chunked\r\n", PAGE.encode(), id="chunked, put together by the crawler"),
    ],
)
def test_packed_pages_are_unpacked(headers: str, body: bytes, tmp_path: Path) -> None:
    [page] = list(warc("a", written(tmp_path / "a.warc.gz", response("http://a.org/", body, headers=headers)), Crawl()))
    assert isinstance(page, Raw) and page.data == PAGE.encode()


def test_a_bomb_is_set_aside(tmp_path: Path) -> None:
    bomb = response("http://a.org/", gzip.compress(b"<p>" + b"\0" * 50_000_000), headers="Content-Encoding: gzip\r\n")
    [page] = list(warc("a", written(tmp_path / "a.warc.gz", bomb), Crawl()))
    assert isinstance(page, SetAside) and "larger than" in page.reason


def test_what_is_not_wanted_is_counted_once(tmp_path: Path) -> None:
    images = [response(f"http://a.org/{n}.png", b"\x89PNG", "image/png") for n in range(300)]
    others = [
        response("http://a.org/lost", status="404 Not Found"),
        response("http://a.org/de", GERMAN.encode()),
        response("http://b.org/"),
        response("http://a.org/", what="request"),
    ]
    path = written(tmp_path / "a.warc.gz", *images, *others, response("http://www.a.org/yes"))
    *pages, told = warc("a", path, Crawl(hosts=frozenset({"a.org"})))
    assert urls(pages) == ["http://www.a.org/yes"] and len(pages) == 1
    assert isinstance(told, SetAside) and not told.wanted
    assert told.reason == (
        "303 of its records are not wanted: 300 × image/png, 1 × status 404, 1 × not English, 1 × other host"
    )
    assert len(urls(list(warc("a", path, Crawl(english=False))))) == 3


@pytest.mark.parametrize("cut", [40, 100, 300])
def test_a_file_that_is_cut_off_gives_its_whole_pages_and_says_so(cut: int, tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc.gz", *PAGES)
    path.write_bytes(path.read_bytes()[:-cut])
    *pages, told = warc("a.warc.gz", path, Crawl())
    assert len(urls(pages)) in (3, 4) and len(pages) == len(urls(pages))
    assert isinstance(told, SetAside) and told.reason.startswith("it is cut off or damaged after byte ")


@pytest.mark.parametrize("data", [b"", b"no crawl at all " * 50, gzip.compress(b"hello", mtime=0)])
def test_a_file_that_is_none_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(data)
    [told] = warc("a.warc.gz", tmp_path / "a.warc.gz", Crawl())
    assert isinstance(told, SetAside) and not told.there


def test_hosts_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "hosts.txt"
    path.write_text("# ours\nNews.example.org\n\nhttps://other.example/  # and this\n", encoding="utf-8")
    assert hosts_in(path) == {"news.example.org", "other.example"}
    path.write_text("# none\n", encoding="utf-8")
    with pytest.raises(BadRequest):
        hosts_in(path)


def test_the_next_run_goes_on_where_the_last_one_stopped(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.warc.gz", *PAGES).read_bytes()
    path = tmp_path / "b.warc.gz"
    path.write_bytes(whole[: len(whole) - 200])
    with Record(tmp_path / "r.db", create=True) as record:

        def run() -> list[str]:
            crawl = Crawl(done=record.shards.done)
            return [outcome.fate for outcome in read_all(record, warc("b.warc.gz", path, crawl))]

        assert run() == ["read"] * 4 + ["set aside"]
        path.write_bytes(whole)  # fetched to its end
        assert run() == ["read"]
        assert run() == []
        assert record.counts()["reports"] == 5
        anew = replace(Crawl(done=record.shards.done), english=False)  # with another wish all is looked at again
        assert [outcome.fate for outcome in read_all(record, warc("b.warc.gz", path, anew))] == ["unchanged"] * 5
