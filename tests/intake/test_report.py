"""Raw bytes to a Report."""

import json
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import BadInput
from dateline.ids import make_id
from dateline.intake.published import published_day
from dateline.intake.raw import MAX_CHARACTERS, Kind, Stated, raw
from dateline.intake.report import to_report

TEXT = "Trucks Leave Quarry Road\n\nThe envoy said on Monday that the trucks had left the quarry road before dawn.\n"
JSON = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text(), max_size=2), st.just("2016-12-09")
)


def test_plain_text() -> None:
    report = to_report(raw("a.txt", "text", TEXT.encode()))
    assert (report.text, report.source, report.headline) == (TEXT, "a.txt", "Trucks Leave Quarry Road")
    assert (report.language, report.flags, report.published, report.published_basis) == ("en", (), None, None)
    assert report.id == make_id("reports", report.sha256)


def test_same_bytes_under_another_name_are_the_same_report() -> None:
    assert to_report(raw("a.txt", "text", TEXT.encode())).id == to_report(raw("b.txt", "text", TEXT.encode())).id


def test_row_states_and_flags_fill_only_what_is_missing() -> None:
    line = b'{"id": "x", "text": "The envoy spoke.", "title": "Envoy speaks", "published": "2016-12-09T23:10:00+02:00"}'
    report = to_report(raw("x", "row", line), published="2017", outlet="Levant Wire")
    assert (report.headline, report.published, report.published_basis) == ("Envoy speaks", "2016-12-09", "stated")
    assert report.outlet == "Levant Wire"


def test_given_date_holds_for_a_bare_file() -> None:
    report = to_report(raw("a.txt", "text", TEXT.encode()), published="2016-12")
    assert (report.published, report.published_basis) == ("2016-12", "stated")


def test_page() -> None:
    story = "<p>The envoy said so.</p>" * 3
    markup = f"<html><head><title>Trucks leave</title></head><body><article>{story}</article></body></html>"
    report = to_report(raw("a.html", "html", markup.encode(), Stated(url="https://levant.example/a")))
    assert report.headline == "Trucks leave" and report.url == "https://levant.example/a"
    assert "The envoy said so." in report.text


@pytest.mark.parametrize(
    "value, day",
    [
        ("2016-12-09", "2016-12-09"), ("2016-12", "2016-12"), ("2016", "2016"), (" 2016-12-09 ", "2016-12-09"),
        ("2016-12-09T10:00:00Z", "2016-12-09"), ("2016-12-09T10:00:00.123+03:00", "2016-12-09"),
        ("2016-12-09 10:00", "2016-12-09"), ("2016-12-09 10:00:00 UTC", "2016-12-09"),
        ("2016-12-05/2016-12-09", "2016-12-05/2016-12-09"), ("2016-12~", "2016-12~"), ("201X", "201X"),
        ("[2016-12-14,2016-12-21]", "[2016-12-14,2016-12-21]"), ("03-02-2009", "[2009-02-03,2009-03-02]"),
        ("25/12/2016", "2016-12-25"), ("12/25/2016", "2016-12-25"), ("3.3.2009", "2009-03-03"),
    ],
)  # fmt: skip
def test_published(value: str, day: str) -> None:
    assert published_day(value) == day


@pytest.mark.parametrize(
    "value",
    ["2016-13-45", "last week", "9 December 2016", "", "31/31/2016", "12-9/2016", "2016-12-09T", "P1Y", "\ud800"],
)
def test_published_that_is_no_date(value: str) -> None:
    with pytest.raises(BadInput, match="write a day, month or year"):
        published_day(value)


@pytest.mark.parametrize(
    "data, reason",
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t ", "empty", id="white space"),
        pytest.param("\u3000\u00a0\n".encode(), "white space", id="odd white space"),
        pytest.param(b"\xef\xbb\xbf", "white space", id="mark alone"),
        pytest.param(b"a" * (MAX_CHARACTERS + 1), "1,000,001 characters", id="too long"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "PNG", id="binary"),
    ],
)
def test_set_aside(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        to_report(raw("a.txt", "text", data))


@pytest.mark.parametrize(
    "text, language",
    [
        ("Der Gesandte sagte am Montag, die Strasse sei offen und niemand sei verletzt worden.", None),
        ("The envoy said on Monday that the road was open.", "en"),
        ("Aid trucks reach valley", "en"),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    if not text:
        return
    report = to_report(raw("a.txt", "text", text.encode()))
    assert report.language == language and (("not English?" in report.flags) == (language is None))


@pytest.mark.parametrize("text", [TEXT * 3 + "a\0b", "\ufeff\u202e" + TEXT, "a\u2028b\u0085c\r" + TEXT, "🜚" + TEXT])
def test_odd_text_goes_through_sqlite_and_back(text: str) -> None:
    report = to_report(raw("a.txt", "text", b"\xef\xbb\xbf" + text.encode()))
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE t (text TEXT NOT NULL) STRICT")
    database.execute("INSERT INTO t VALUES (?)", (report.text,))
    assert database.execute("SELECT text FROM t").fetchone()[0] == report.text == text


@given(st.binary(max_size=300), st.sampled_from(["text", "html", "row"]))
def test_any_bytes_become_a_report_or_are_refused(data: bytes, kind: Kind) -> None:
    try:
        report = to_report(raw("x", kind, data))
    except BadInput as problem:
        assert problem.what and problem.do
        return
    assert report.text.strip() and report.text.encode() and (report.headline or "x").encode()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "text", "title", "published", "url", "outlet", "x"]), JSON))
def test_any_row_becomes_a_report_or_is_refused(row: dict[str, object]) -> None:
    try:
        report = to_report(raw("x", "row", json.dumps(row).encode()))
    except BadInput:
        return
    assert report.text.encode() and len(report.text) == len(str(row["text"]))
