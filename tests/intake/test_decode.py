"""Bytes to text: what browsers make of them, and nothing lost without a word."""

import codecs
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import BadInput
from dateline.intake.decode import browser_encoding, decode

PLAIN = "The envoy said the road was open on Monday.\nNobody was hurt.\n"
QUOTED = "The envoy – Señor Peña – said: “The road is open.” It wasn’t.\n" + PLAIN * 6
RUSSIAN = "Посланник сказал, что дорога была открыта в понедельник, и никто не пострадал. " * 8
TURKISH = "Sözcü, yolun pazartesi günü açıldığını ve kimsenin yaralanmadığını söyledi. " * 8


@pytest.mark.parametrize(
    "data, text, encoding, noted",
    [
        pytest.param(PLAIN.encode(), PLAIN, "utf-8", False, id="ascii"),
        pytest.param(QUOTED.encode(), QUOTED, "utf-8", False, id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + QUOTED.encode(), QUOTED, "utf-8", False, id="mark is no character"),
        pytest.param(codecs.BOM_UTF16_LE + QUOTED.encode("utf-16-le"), QUOTED, "utf-16-le", False, id="utf-16 LE mark"),
        pytest.param(codecs.BOM_UTF16_BE + QUOTED.encode("utf-16-be"), QUOTED, "utf-16-be", False, id="utf-16 BE mark"),
        pytest.param(codecs.BOM_UTF32_LE + QUOTED.encode("utf-32-le"), QUOTED, "utf-32-le", False, id="utf-32 LE mark"),
        pytest.param(PLAIN.encode("utf-16-le"), PLAIN, "utf-16-le", True, id="utf-16 LE without mark"),
        pytest.param(PLAIN.encode("utf-16-be"), PLAIN, "utf-16-be", True, id="utf-16 BE without mark"),
        pytest.param("Hi".encode("utf-16-le"), "Hi", "utf-16-le", True, id="utf-16 of two letters"),
        pytest.param(RUSSIAN.encode("utf-16-le"), RUSSIAN, "utf-16-le", True, id="Russian utf-16 without mark"),
        pytest.param(QUOTED.encode("cp1252"), QUOTED, "windows-1252", True, id="windows-1252"),
        pytest.param(RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251", True, id="windows-1251"),
        pytest.param(b"a\r\nb\rc\n \t", "a\r\nb\rc\n \t", "utf-8", False, id="line ends and blanks stay"),
        pytest.param("e\u0301\u202ea\u202c\u200b".encode(), "e\u0301\u202ea\u202c\u200b", "utf-8", False, id="odd"),
    ],
)  # fmt: skip
def test_found_encoding(data: bytes, text: str, encoding: str, noted: bool) -> None:
    found = decode(data)
    assert (found.text, found.encoding, bool(found.notes)) == (text, encoding, noted)


@pytest.mark.parametrize(
    "data, charset, text, encoding",
    [
        pytest.param(TURKISH.encode("cp1254"), "windows-1254", TURKISH, "cp1254", id="declared and so"),
        pytest.param(QUOTED.encode("cp1252"), "iso-8859-1", QUOTED, "windows-1252", id="latin-1 means windows-1252"),
        pytest.param(QUOTED.encode(), "iso-8859-1", QUOTED, "utf-8", id="declared latin-1, is UTF-8"),
        pytest.param(QUOTED.encode("cp1252"), "utf-8", QUOTED, "windows-1252", id="declared UTF-8, is none"),
        pytest.param("外交部".encode("gb2312"), "gb2312", "外交部", "gb18030", id="gb2312 means gb18030"),
        pytest.param(PLAIN.encode("utf-16-le"), "utf-8", PLAIN, "utf-16-le", id="declared UTF-8, is UTF-16"),
        pytest.param(QUOTED.encode(), "rot13", QUOTED, "utf-8", id="what Python only knows"),
        pytest.param(QUOTED.encode(), "no-such\0thing", QUOTED, "utf-8", id="nonsense"),
        pytest.param(QUOTED.encode(), "utf-7", QUOTED, "utf-8", id="utf-7 is not for the web"),
    ],
)
def test_declared_by_the_sender(data: bytes, charset: str, text: str, encoding: str) -> None:
    found = decode(data, charset=charset)
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "head",
    [b'<meta charset="windows-1254">', b"<META http-equiv=x content='text/html; charset=windows-1254'>",
     b'<?xml version="1.0" encoding="windows-1254"?>'],
)  # fmt: skip
def test_declared_in_markup(head: bytes) -> None:
    data = head + TURKISH.encode("cp1254")
    assert decode(data, markup=True).text.endswith(TURKISH)


def test_declared_utf16_in_ascii_markup_means_utf8() -> None:
    assert browser_encoding("utf-16") == "utf-8"


def test_broken_utf8_keeps_the_rest_and_says_how_much() -> None:
    found = decode(QUOTED.encode() + b"cut \xe2\x80 here" + "“so”".encode())
    assert "cut \ufffd here“so”" in found.text and "1 broken" in found.notes[0]


def test_odd_utf16_keeps_the_rest() -> None:
    assert decode(codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le") + b"x").text == PLAIN + "\ufffd"


@pytest.mark.parametrize(
    "data, looks",
    [
        (b"%PDF-1.7\n" + PLAIN.encode(), "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (b"PK\x03\x04" + bytes(64), "zip"),
        (b"\x1f\x8b\x08" + bytes(range(256)), "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "Office"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (b"SQLite format 3\x00" + bytes(64), "SQLite"),
        (bytes(1000), "control characters"),
        (bytes(range(256)) * 40, "control characters"),
        (b"\x7fELF" + bytes(100), "program"),
    ],
)
def test_binary_is_refused_by_name(data: bytes, looks: str) -> None:
    with pytest.raises(BadInput, match=looks):
        decode(data)


@pytest.mark.parametrize(
    "text", ["MZ is no program.", "BMW closed its plant.", "PK said so.", "RIFF and RAF", "%PDF is a sign"]
)
def test_words_that_begin_like_binary(text: str) -> None:
    assert decode(text.encode()).text == text


def test_random_bytes_are_no_text() -> None:
    with pytest.raises(BadInput):
        decode(os.urandom(20_000).replace(b"\xff\xfe", b"..").replace(b"\xfe\xff", b".."))


def test_a_few_nuls_stay_and_are_noted() -> None:
    text = PLAIN * 5 + "odd\0word and\0another\n"
    found = decode(text.encode())
    assert found.text == text and found.notes == ("contains NUL characters: 2",)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_utf8_comes_back_untouched(text: str) -> None:
    data = text.encode()
    try:
        found = decode(data)
    except BadInput:  # begins like a known binary file
        return
    assert found.text == text.removeprefix("\ufeff")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decode(data).text.encode()
    except BadInput as problem:
        assert problem.what and problem.do
