"""What goes wrong with files, rows, pages, mail and crawls, and what is then told. Beside the tests of each module."""

import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import BadInput, BadRequest
from dateline.intake import documents, feed_dates, mailbox, sources, warc
from dateline.intake.documents import mail, pdf
from dateline.intake.feeds import feed
from dateline.intake.fragments import text_of
from dateline.intake.html import page
from dateline.intake.mailbox import mbox
from dateline.intake.ninjs import as_row
from dateline.intake.raw import Raw, SetAside, raw
from dateline.intake.report import again, to_report
from dateline.intake.rows import jsonl, news_items, parquet
from dateline.plugins import BadPlugin, Plugin

STORY = "The envoy said on Monday that the road to the harbour was open."


def reasons(found: Iterator[Raw | SetAside]) -> list[str]:
    return [one.reason if isinstance(one, SetAside) else f"read {one.source}" for one in found]


# files and folders


def test_a_path_that_no_disk_can_have_is_told() -> None:
    assert "it is no path" in reasons(sources.sources(["a\0b/*"]))[0]
    assert "no such file" in reasons(sources.sources(["a\0b"]))[0]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    assert reasons(sources.sources([str(tmp_path)])) == ["it cannot be read: Permission denied"]


def test_a_file_that_fails_in_the_middle_is_told_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(f"{STORY} Again.")
    opened = Path.open

    def failing(path: Path, *args: Any, **known: Any) -> Any:
        if path.name == "a.txt":
            raise OSError(5, "Input/output error")
        return opened(path, *args, **known)

    monkeypatch.setattr(Path, "open", failing)
    assert reasons(sources.sources([str(tmp_path)])) == ["it cannot be read: Input/output error", "read b.txt"]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    """It may lead back up, and never end."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text(STORY)
    os.symlink(tmp_path, tmp_path / "a" / "up")
    assert reasons(sources.sources([str(tmp_path)])) == ["read one.txt"]


def test_a_crawl_in_a_folder_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "none.warc").write_bytes(b"nothing of the kind")
    assert "Invalid WARC header" in reasons(sources.sources([str(tmp_path)]))[0]


@pytest.mark.parametrize(
    ("argument", "stdin"),
    [pytest.param("https://vale.example/", None, id="address"), pytest.param("-", None, id="no standard input")],
)
def test_what_cannot_be_asked_for_is_not_there(argument: str, stdin: None) -> None:
    (only,) = sources.sources([argument], stdin)
    assert isinstance(only, SetAside) and only.do


def test_bytes_at_hand_are_read_as_the_file_of_that_name(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": ["r1"], "text": [STORY]}), tmp_path / "x.parquet")
    assert reasons(sources.handed_over("x.parquet", (tmp_path / "x.parquet").read_bytes())) == ["read r1"]
    assert reasons(sources.handed_over("x.txt", STORY.encode())) == ["read x.txt"]
    assert "Parquet" in reasons(sources.handed_over("x", (tmp_path / "x.parquet").read_bytes()))[0]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param(b"From here on it rained.\nNothing else.", "text", id="a sentence that begins with From"),
        pytest.param(b"From a Fri Mar  5\nSubject: Truce\n\nText", "mbox", id="a mailbox"),
        pytest.param(b"PK\x03\x04....[Content_Types].xml", "docx", id="a Word document"),
        pytest.param(b"%PDF-1.4", "pdf", id="a PDF"),
    ],
)
def test_known_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert sources.sniffed(head) == kind


def test_what_was_kept_of_a_row_and_of_a_page() -> None:
    row = json.dumps({"id": "r1", "text": STORY}).encode()
    assert reasons(sources.kept("all.jsonl line 3", "row", row)) == ["read r1"]
    (page_again,) = sources.kept("https://vale.example/1", None, f"<html><p>{STORY}</p></html>".encode())
    assert isinstance(page_again, Raw) and page_again.stated.url == "https://vale.example/1"
    (aside,) = sources.kept("https://vale.example/2", None, b"<?xml version='1.0'?><rss/>")
    assert isinstance(aside, SetAside)


# plugins that read files


def _plugin(monkeypatch: pytest.MonkeyPatch, read: Callable[[str, bytes], object]) -> None:
    class Fake:
        package = "tape-reader"

        def load(self) -> Callable[[str, bytes], object]:
            return read

        def __str__(self) -> str:
            return "the plugin tape-reader"

    def named(group: str, name: str) -> Plugin | None:
        return Fake() if (group, name) == ("readers", "tape") else None  # type: ignore[return-value]

    monkeypatch.setattr(sources, "plugin_named", named)


def _fails(_name: str, _data: bytes) -> object:
    raise RuntimeError("no such tape")


def _refuses(_name: str, _data: bytes) -> object:
    raise BadPlugin("it is too old", "mend it")


@pytest.mark.parametrize(
    ("read", "told"),
    [
        pytest.param(_fails, ["the plugin tape-reader failed: RuntimeError: no such tape"], id="fails"),
        pytest.param(_refuses, ["it is too old"], id="is broken"),
        pytest.param(lambda *_: [], ["the plugin tape-reader found no report in it"], id="finds nothing"),
        pytest.param(lambda *_: [{"text": STORY}], ["read x.tape"], id="one report"),
        pytest.param(lambda *_: [{"text": STORY}] * 2, ["read x.tape row 1", "read x.tape row 2"], id="two reports"),
    ],
)
def test_a_plugin_that_reads_files(
    read: Callable[[str, bytes], object], told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _plugin(monkeypatch, read)
    (tmp_path / "x.tape").write_bytes(b"tape")
    found = reasons(sources.sources([str(tmp_path / "x.tape")]))
    assert len(found) == len(told)
    assert all(mine.startswith(its) for mine, its in zip(found, told, strict=True))


# rows, news items, Parquet


def test_json_that_is_broken_or_holds_no_news_is_set_aside() -> None:
    assert "it is no JSON" in reasons(news_items("x", b'[{"a": ]'))[0]
    assert "nor ninjs" in reasons(news_items("x", b"[[1]]"))[0]
    assert "it is no JSON" in reasons(news_items("x", b"[" * 200_000))[0]  # deeper than Python follows


def test_a_last_line_that_is_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.intake.rows.MAX_LINE_BYTES", 50)
    good = json.dumps({"id": "r1", "text": "A."}).encode()
    found = reasons(jsonl("x", iter([good + b"\n" + b"y" * 60, b"y" * 60])))
    assert found[0] == "read r1" and "long" in found[1] and len(found) == 2


def test_parquet_cells_that_json_does_not_know_are_written_as_text(tmp_path: Path) -> None:
    import decimal

    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"text": [STORY], "id": [decimal.Decimal("12.5")]})
    pq.write_table(table, tmp_path / "x.parquet")
    assert reasons(parquet("x", tmp_path / "x.parquet")) == ["read 12.5"]


ITEM: dict[str, Any] = {"uri": "urn:vale:1", "headline": "Truce"}


@pytest.mark.parametrize(
    ("more", "text", "outlet"),
    [
        pytest.param({"body_html": f"<p>{STORY}</p>", "body_text": ""}, STORY, None, id="only markup"),
        pytest.param({"body_text": STORY, "infosource": [{"x": 1}, {"name": "Vale"}]}, STORY, "Vale", id="2nd source"),
        pytest.param({"body_text": STORY, "copyrightholder": "Vale"}, STORY, "Vale", id="copyright holder"),
        pytest.param({"bodies": [{"value": STORY}], "infosources": ["x"]}, STORY, None, id="source that is none"),
    ],
)
def test_news_items_in_odd_spellings(more: dict[str, Any], text: str, outlet: str | None) -> None:
    row = as_row({**ITEM, **more})
    assert row["text"] == text and row["outlet"] == outlet


def test_a_news_item_without_words_is_refused() -> None:
    with pytest.raises(BadInput, match="no body"):
        as_row({**ITEM, "body_text": " ", "body_html": 3})


# PDF, mail, mailboxes


def test_a_pdf_that_is_locked_or_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import PdfWriter

    out, made = io.BytesIO(), PdfWriter()
    made.add_blank_page(100, 100)
    made.add_blank_page(100, 100)
    made.write(out)
    monkeypatch.setattr(documents, "MAX_PAGES", 1)
    with pytest.raises(BadInput, match="more than 1 pages"):
        pdf(out.getvalue())


def test_a_message_without_text_is_refused() -> None:
    with pytest.raises(BadInput, match="no text"):
        mail(b"Subject: x\nContent-Type: image/png\n\nxyz")


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(b"Subject: =?x-nobody?b?/w==?=", id="unknown encoding"),
        pytest.param(b"Subject: \xff\xfe", id="bytes"),
        pytest.param(b"Date: Fri, 99 Foo 2021 77:00:00", id="a day that is none"),
    ],
)
def test_headers_that_the_library_stumbles_over_cost_no_text(header: bytes) -> None:
    assert STORY in mail(header + b"\nContent-Type: text/plain\n\n" + STORY.encode()).text


def test_a_header_that_raises_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(*_: object) -> str:
        raise IndexError("as the standard library does on some headers")

    monkeypatch.setattr("email.message.EmailMessage.__getitem__", raising)
    assert documents._header(documents.EmailMessage(), "subject") is None


def test_a_mailbox_with_a_message_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "MAX_FILE_BYTES", 1_000)
    monkeypatch.setattr(mailbox, "_HEADERS", 200)
    first = b"From a Fri\nMessage-ID: <one@vale>\nSubject: a\n\n" + STORY.encode() + b"\n"
    large = [b"From b Fri\nSubject: b\n\n", *([b"x" * 400 + b"\n"] * 4)]
    last = b"From c Fri\n\n"
    found = reasons(mbox("m.mbox", [first, *large, first, last, b"\n"]))
    assert found[0] == found[2] == "read one@vale"
    assert "larger than" in found[1] and len(found) == 3  # the last one is empty
    assert "larger than" in reasons(mbox("m.mbox", large))[0]
    assert reasons(mbox("m.mbox", [])) == []


# feeds, pages, pieces of markup


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("Fri, 05 Mar 2021 10:00:00 +9999999999999", id="zone beyond all"),
        pytest.param("Fri, 35 Mar 2021 10:00:00 GMT", id="day 35"),
        pytest.param("2021-03-05T10:00:00+99:99", id="ISO zone"),
    ],
)
def test_dates_that_are_none(written: str) -> None:
    assert feed_dates.when(written) == (None, None)


def test_a_feed_with_a_link_that_cannot_be_joined() -> None:
    data = b"<rss><channel><title>V</title><item><guid>1</guid><title>T</title><link>http://[</link></item></channel></rss>"
    assert [item.url for item in feed(data, "https://vale.example/rss").items] == [None]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param("<html><head><title>x</title></head></html>", "it is a web page, no feed", id="page, no link"),
        pytest.param("<?xml version='1.0'?>", "it is no XML", id="only a declaration"),
        pytest.param("<?xml version='1.0'", "it is no XML", id="a declaration that does not end"),
        pytest.param("<!-- ", "it is no XML", id="a remark that does not end"),
    ],
)
def test_no_feed(data: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        feed(data.encode(), "https://vale.example/")


def test_markup_of_nothing_but_remarks_has_no_text() -> None:
    assert text_of("<!-- -->") == ""
    assert text_of("<p hidden>x</p><p style='display: none'>y</p>") == ""


def test_a_page_deeper_than_the_parser_goes_is_flagged_or_read() -> None:
    deep = "<html><body>" + "<div>" * 300 + f"<p>{STORY}</p>" + "</div>" * 300 + "</body></html>"
    found = page(deep, None)
    assert STORY in found.text or any("deeper" in flag for flag in found.flags)


def test_when_the_story_cannot_be_found_the_whole_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fails)
    found = page(f"<html><body><p>{STORY}</p></body></html>", None)
    assert STORY in found.text and any("whole page" in flag for flag in found.flags)


def test_captions_outside_of_figures_stay_where_they_are() -> None:
    found = page(
        f"<html><body><article><p>{STORY}</p><figcaption>The bridge.</figcaption></article></body></html>", None
    )
    assert STORY in found.text


# reports


def test_a_report_made_again_is_the_report_as_it_came_in() -> None:
    came = to_report(raw("a.txt", "text", f"Road to the harbour is open\n\nKASSALA – {STORY}\n".encode()))
    read = replace(came, published="2021-03-05", published_basis="date line", story="s1")
    assert again(read) == came
    titled = to_report(
        raw("a.jsonl", "row", json.dumps({"text": STORY, "title": "Truce", "published": "2021-03-05"}).encode())
    )
    assert again(titled) == titled


# crawls


def test_a_list_of_hosts_that_is_empty_or_missing(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="cannot be read"):
        warc.hosts_in(tmp_path / "none")
    (tmp_path / "empty").write_text("# nobody\n")
    with pytest.raises(BadRequest, match="names no host"):
        warc.hosts_in(tmp_path / "empty")


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        pytest.param(b"5\r\nhello\r\n0\r\n\r\n", b"hello", id="whole"),
        pytest.param(b"5\r\nhello\r\n", b"hello", id="the end is missing"),
        pytest.param(b"zz\r\nhello\r\n", None, id="no number"),
        pytest.param(b"hello", None, id="no chunks at all"),
        pytest.param(b"5\r\nhello\r\nwhatever", None, id="rest that is none"),
    ],
)
def test_chunks(data: bytes, whole: bytes | None) -> None:
    assert warc._without_chunks(data) == whole
