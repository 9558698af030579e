"""Hosts that are not what they look like are told as what they are."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.intake.lookalikes import told_of_host
from dateline.intake.raw import Stated, raw
from dateline.intake.report import to_report


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://levant-wire.example/a", id="plain"),
        pytest.param("https://правда.example/a", id="another-alphabet-written-in-it"),
        pytest.param("https://münchen.example/", id="a-mark-that-is-seen"),
        pytest.param("https://例え.テスト/", id="two-alphabets-that-go-together"),
        pytest.param("https://हिन्दी.example/", id="signs-that-belong-to-letters"),
        pytest.param("https://[::1]/", id="a-number"),
        pytest.param("https://xn--.example/", id="an-encoding-of-nothing"),
        pytest.param("https://xn--99999999999.example/", id="an-encoding-that-is-none"),
        pytest.param("https://xn--" + "b" * 90 + ".example/", id="too-long-for-a-name"),
        pytest.param("http://[bad", id="no-address"),
        pytest.param("a.txt", id="a-file"),
        pytest.param(None, id="none"),
    ],
)
def test_nothing_to_tell(url: str | None) -> None:
    assert told_of_host(url) is None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        pytest.param(
            "https://xn--80ak6aa92e.example/a",
            "its host xn--80ak6aa92e.example is written аррӏе.example and looks like apple.example, which it is not",
            id="encoded-and-all-its-letters-imitate",
        ),
        pytest.param(
            "https://Аррӏе.EXAMPLE:8080/a",
            "its host xn--80ak6aa92e.example is written аррӏе.example and looks like apple.example, which it is not",
            id="not-encoded",
        ),
        pytest.param(
            "https://news.reuteгs.example/",
            "its host news.xn--reutes-tof.example is written news.reuteгs.example, which mixes Latin and Cyrillic "
            "letters, and looks like news.reuters.example, which it is not",
            id="one-letter-of-another-alphabet",
        ),
        pytest.param(
            "https://gazetaд.example/",
            "its host xn--gazeta-1of.example is written gazetaд.example, which mixes Latin and Cyrillic letters",
            id="mixed-and-like-nothing",
        ),
        pytest.param(
            "https://xn--80aafi6cg.example/", "its host xn--80aafi6cg.example is written правда.example", id="honest"
        ),
        pytest.param(
            "https://ra\u200ddio.example/",
            "its host xn--radio-yt3b.example is written ra[U+200D]dio.example, with characters that are not seen",
            id="a-joiner-that-is-not-seen",
        ),
        pytest.param(
            "https://ra\u202edio.example/",
            "its host xn--radio-mz3b.example is written ra[U+202E]dio.example, with characters that are not seen",
            id="what-follows-is-shown-backwards",
        ),
    ],
)
def test_told_as_what_it_is(url: str, told: str) -> None:
    assert told_of_host(url) == told


def test_the_report_says_so_wherever_its_address_comes_from() -> None:
    url = "https://xn--80ak6aa92e.example/a"
    row = json.dumps({"id": "x", "text": "The envoy spoke on Monday.", "url": url})
    story = "<p>The envoy said on Monday that the trucks had left.</p>" * 3
    linked = f'<head><link rel="canonical" href="{url}"></head><body><article>{story}</article></body>'
    pages = [
        to_report(raw("x", "row", row.encode())),
        to_report(raw("a.html", "html", f"<html>{linked}</html>".encode())),
        to_report(raw("a.html", "html", f"<html><body>{story}</body></html>".encode(), Stated(url=url))),
    ]
    for report in pages:
        assert [flag for flag in report.flags if "looks like apple.example, which it is not" in flag]


@given(st.text(max_size=80))
@example(".\x80")
@example("news.\u0430")
def test_any_host_is_told_in_plain_sight(host: str) -> None:
    told = told_of_host(f"https://{host}/")
    assert told is None or (told.isprintable() and "xn--" in told)
