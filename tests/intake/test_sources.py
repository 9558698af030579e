"""Files, folders, globs and standard input; JSONL and Parquet rows; and everything that can be wrong with them."""

import io
import json
import os
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from dateline.errors import BadInput
from dateline.intake.raw import MAX_FILE_BYTES, Raw, SetAside, Stated
from dateline.intake.report import to_report
from dateline.intake.rows import jsonl, read_row
from dateline.intake.sources import fetched, kept, sniffed, sources

TEXT = "The envoy said that the road was open."


def names(found: list[Raw | SetAside]) -> list[str]:
    return [("" if isinstance(one, Raw) else "! ") + one.source for one in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "a.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "c.TXT").write_text(TEXT + " Again.")
    (tmp_path / "inner" / "d").write_text(TEXT + " Once more.")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / "rows.jsonl").write_text('{"id": "r1", "text": "One."}\n\n{"id": "r2", "text": "Two."}\r\n')
    return tmp_path


def test_folder_is_sorted_and_recursive(folder: Path) -> None:
    assert names(list(sources([str(folder)]))) == ["a.html", "b.txt", "c.TXT", "d", "r1", "r2"]


def test_glob(folder: Path) -> None:
    assert names(list(sources([str(folder / "*.txt"), str(folder / "**" / "*.TXT")]))) == ["b.txt", "c.TXT"]


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(TEXT)
    assert names(list(sources([str(tmp_path / "a[1].txt")]))) == ["a[1].txt"]


def test_it_is_lazy(folder: Path) -> None:
    stream = sources([str(folder / "b.txt"), str(folder / "gone.txt")])
    assert isinstance(stream, Iterator) and next(stream).source == "b.txt"


def test_same_line_has_the_same_hash_whatever_the_line_end() -> None:
    [one] = jsonl("x", [b'{"id":"a","text":"b"}\r\n'])
    [two] = jsonl("y", [b'\xef\xbb\xbf{"id":"a",', b'"text":"b"}'])
    assert one.sha256 == two.sha256 and one.source == "a"


@pytest.mark.parametrize(
    "argument, reason",
    [
        pytest.param("no/such/file.txt", "there is no such file", id="missing"),
        pytest.param("no/such/*.txt", "nothing matches", id="pattern without match"),
        pytest.param("https://news.example/a", "nothing is read from the network", id="address"),
        pytest.param("a\0b", "no such file|no path", id="NUL in the path"),
        pytest.param("", "no such file|no path", id="nothing"),
    ],
)
def test_arguments_that_name_nothing(argument: str, reason: str) -> None:
    import re

    [found] = sources([argument])
    assert isinstance(found, SetAside) and re.search(reason, found.reason) and found.do


def test_empty_folder_dead_link_and_pipe(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path)
    reasons = [one.reason for one in sources([str(tmp_path)]) if isinstance(one, SetAside)]
    assert reasons == ["the folder is empty", "it is a link that leads nowhere", "it is no ordinary file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    [found] = sources([str(tmp_path / "a.txt")])
    assert isinstance(found, SetAside) and "cannot be read" in found.reason


@pytest.mark.parametrize(
    "head, kind",
    [
        (b"<!DOCTYPE html><html>", "html"), (b"\xef\xbb\xbf  <html lang=en>", "html"), (b"<p>words", "text"),
        (b'<?xml version="1.0"?>\n<!-- x --><html>', "html"), ("<html>".encode("utf-16"), "html"),
        (b'{"id": 1}', "jsonl"), (b'{"id": 1}\r\n{', "jsonl"),
        (b'{\n "id": 1', "json"), (b'[{"id": 1}]', "json"), (b'{"text": "' + b"long " * 900, "jsonl"),
        (b"<?xml version='1.0'?><rss>", "xml"), (b"<feed>", "xml"), (b"{braces} open it", "text"),
        (b"PAR1\0", "parquet"), (b"Plain words", "text"), (b"", "text"),
    ],
)  # fmt: skip
def test_sniffed(head: bytes, kind: str) -> None:
    assert sniffed(head) == kind


@pytest.mark.parametrize(
    "data, expected",
    [
        (TEXT.encode(), ["-"]), (b"<html><body>" + TEXT.encode(), ["-"]),
        (b'{"id":"r1","text":"One."}\n{"id":"r2","text":"Two."}', ["r1", "r2"]), (b"PAR1xxxx", ["! -"]),
    ],
)  # fmt: skip
def test_standard_input(data: bytes, expected: list[str]) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(7, size or 7))

    assert names(list(sources(["-"], Slow(data)))) == expected


@pytest.mark.parametrize(
    "line, reason",
    [
        pytest.param('{"id": "a", "text": "x"', "no JSON", id="broken"),
        pytest.param("[1, 2]", "JSON list, no object", id="list"),
        pytest.param('"words"', "JSON string, no object", id="string"),
        pytest.param("null", "JSON null, no object", id="null"),
        pytest.param('{"id": "a"}', 'no "text"', id="no text"),
        pytest.param('{"id": "a", "text": null}', 'no "text"', id="text null"),
        pytest.param('{"id": "a", "text": "  \\n"}', 'no "text"', id="text blank"),
        pytest.param('{"id": "a", "text": 12}', '"text" is a number', id="text number"),
        pytest.param('{"id": "a", "text": ["x"]}', '"text" is a list', id="text list"),
        pytest.param('{"id": {"x": 1}, "text": "x"}', '"id" is a object', id="id object"),
        pytest.param('{"id": true, "text": "x"}', '"id" is a true or false', id="id boolean"),
        pytest.param('{"id": "a", "text": "x", "published": 2016}', '"published" is a number', id="year as number"),
        pytest.param('{"id": "a", "text": "x", "published": "2016-13-45"}', "is no date", id="date that is none"),
        pytest.param('{"id": "a", "text": "x", "published": "last week"}', "is no date", id="date in words"),
        pytest.param('{"id": "a", "text": "x", "text": "y"}', "stands twice", id="text twice"),
        pytest.param(
            '{"id": "a", "report": "r", "start": 0, "end": 3, "text": "x"}', "row of a record", id="exported row"
        ),
        pytest.param("[" * 100_000, "nested too deep", id="deep"),
        pytest.param('{"id": ' + "9" * 5000 + ', "text": "x"}', "no JSON", id="number of 5,000 digits"),
        pytest.param('{"id": "a", "text": "' + "\\u0000" * 3 + '" x}', "no JSON", id="rubbish behind"),
    ],
)
def test_bad_lines_are_set_aside_with_their_place(line: str, reason: str) -> None:
    good = '{"id": "g", "text": "Good."}'
    first, bad, last = jsonl("f.jsonl", [f"{good}\n{line}\n{good}".encode()])
    assert isinstance(first, Raw) and isinstance(last, Raw) and isinstance(bad, SetAside)
    assert bad.source == "f.jsonl line 2" and reason in bad.reason and bad.data == line.encode() and bad.do


def test_good_rows_in_every_spelling() -> None:
    row = read_row(b'{"id": 7, "text": " x ", "title": "", "more": [1], "published": "2016-12", "text": " x "}')
    assert (row.id, row.text, row.stated.title, row.stated.published) == ("7", " x ", None, "2016-12")


def test_row_without_id_is_named_by_its_place() -> None:
    [found] = jsonl("f.jsonl", [b'{"text": "x"}'])
    assert found.source == "f.jsonl line 1"


def test_half_characters_and_nuls_in_escapes() -> None:
    row = read_row(b'{"id": "a\\udc00", "text": "x \\ud800 y \\ud83d\\ude00 \\u0000", "title": "\\ud800"}')
    assert row.text == "x \ufffd y \U0001f600 \0" and row.id == "a\ufffd" and row.stated.title == "\ufffd"
    assert len(row.flags) == 2
    assert to_report(Raw("a", "row", b'{"text":"\\ud800 x"}', "0")).text.encode()


def test_row_that_is_no_utf8_is_read_and_flagged() -> None:
    row = read_row('{"id": "a", "text": "“Señor Peña” said that the road was open on Monday."}'.encode("cp1252"))
    assert row.text.startswith("“Señor Peña”") and row.flags == ("encoding guessed: windows-1252",)


def test_one_line_of_five_megabytes(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "text": "word " * 1_000_000})
    (tmp_path / "a.jsonl").write_text(line)
    [found] = sources([str(tmp_path / "a.jsonl")])
    assert isinstance(found, Raw)
    with pytest.raises(BadInput, match="5,000,000 characters"):
        to_report(found)


def test_sixty_megabytes_of_text_within_memory(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 12_000_000)
    (tmp_path / "b.jsonl").write_bytes(b'{"id":"a","text":"' + b"word " * 12_000_000 + b'"}\n{"id":"b","text":"x"}')
    tracemalloc.start()
    found = list(sources([str(tmp_path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert names(found) == ["! a.txt", "! b.jsonl line 1", "b"] and peak < 4 * MAX_FILE_BYTES
    assert [one.data for one in found[:2]] == [None, None] and isinstance(found[0], SetAside)
    assert "larger than 20 MB" in found[0].reason


def test_many_rows_are_streamed() -> None:
    chunks = (b'{"id":"%d","text":"word"}\n' % number * 1 for number in range(10_000))
    tracemalloc.start()
    assert sum(1 for _ in jsonl("x", chunks)) == 10_000
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def parquet_file(path: Path, columns: dict[str, list[object]]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path)
    return path


def test_parquet(tmp_path: Path) -> None:
    path = parquet_file(
        tmp_path / "a.parquet",
        {
            "id": ["a", "b", "c"],
            "text": ["One.", None, "Three."],
            "published": [date(2016, 12, 9), None, None],
            "x": [1, 2, 3],
        },
    )
    one, two, three = sources([str(path)])
    assert isinstance(one, Raw) and isinstance(three, Raw) and isinstance(two, SetAside)
    assert (one.source, one.stated.published, to_report(one).text) == ("a", "2016-12-09", "One.")
    assert two.source == "a.parquet row 2" and 'no "text"' in two.reason
    assert one.data == b'{"id":"a","published":"2016-12-09","text":"One."}'


def test_parquet_with_time_stamps(tmp_path: Path) -> None:
    path = parquet_file(tmp_path / "a.parquet", {"text": ["One."], "published": [datetime(2016, 12, 9, 10, 30)]})
    [one] = sources([str(path)])
    assert isinstance(one, Raw) and one.stated.published == "2016-12-09"


def test_parquet_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 nonsense PAR1")
    parquet_file(tmp_path / "b.parquet", {"body": ["x"]})
    (tmp_path / "c.parquet").write_bytes(b"")
    a, b, c = sources([str(tmp_path)])
    assert isinstance(a, SetAside) and "cannot be read as Parquet" in a.reason
    assert isinstance(b, SetAside) and 'no column "text"; its columns are: body' in b.reason
    assert isinstance(c, SetAside)


def test_a_page_that_was_kept_still_knows_its_address() -> None:
    [page] = kept("https://news.example/a", "html", b"<html><body>The convoy left.</body></html>")
    assert isinstance(page, Raw) and page.stated.url == page.source == "https://news.example/a"
    [file] = kept("a.html", "html", b"<html><body>The convoy left.</body></html>")
    assert isinstance(file, Raw) and file.stated.url is None


def test_what_an_address_gave_is_told_by_its_bytes_and_by_what_its_host_says() -> None:
    stated = Stated(url="https://news.example/a", charset="windows-1252")
    [page] = fetched("u", b"words without markup", "text/html", stated)
    [text] = fetched("u", b"words without markup", "text/plain", stated)
    [pdf] = fetched("u", b"%PDF-1.4 ...", "text/html", stated)
    assert [isinstance(one, Raw) and (one.kind, one.stated) for one in (page, text, pdf)] == [
        ("html", stated), ("text", stated), ("pdf", stated)
    ]  # fmt: skip
    [row] = fetched("u", b'{"id": "r", "text": "One."}', "application/json", stated)
    assert isinstance(row, Raw) and (row.source, row.stated.url) == ("r", None)
    [xml] = fetched("u", b"<?xml version='1.0'?><rss/>", "application/rss+xml", stated)
    assert isinstance(xml, SetAside) and "dateline watch" in xml.do
