"""Feeds and lists of feeds: every kind, what publishers get wrong, and what means harm."""

import contextlib
import json
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.edtf import is_edtf
from dateline.errors import BadInput
from dateline.intake.feed_dates import when
from dateline.intake.feeds import Feed, Item, Subscription, feed, is_feed, opml
from dateline.intake.fragments import text_of
from tests.clock import outgrown

URL = "https://wire.example/feeds/world"
SPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def rss(items: str, head: str = "<title>Harbour Wire</title>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{head}{items}</channel></rss>'.encode()


def atom(entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/"><title>Wire</title>{entries}</feed>'.encode()


def one(data: bytes) -> Item:
    [item] = feed(data, URL).items
    return item


def test_rss_with_all_it_can_have() -> None:
    data = rss(
        "<item><title>Convoy &amp; buses leave</title><link>/a?x=1&amp;y=2#top</link><guid>g1</guid>"
        "<pubDate>Fri, 09 Dec 2016 21:00:00 -0500</pubDate><description>In short.</description>"
        "<content:encoded><![CDATA[<p>The ministry said so.</p><p>It left.</p>]]></content:encoded></item>",
        head="<title>Harbour Wire</title><ttl>30</ttl>",
    )
    assert feed(data, URL) == Feed(
        "Harbour Wire",
        (Item("g1",
              "https://wire.example/a?x=1&y=2", "Convoy & buses leave", "The ministry said so.\n\nIt left.", False,
              "2016-12-09", "2016-12-10T02:00:00Z", "Fri, 09 Dec 2016 21:00:00 -0500"),),
        1800.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    "data, key, url, text, summary",
    [
        pytest.param(
            rss("<item><link>/a</link><description>Short.</description></item>"),
            "https://wire.example/a",
            "https://wire.example/a",
            None,
            False,
            id="a summary and a link",
        ),
        pytest.param(
            rss("<item><guid isPermaLink='false'>7</guid><description>All there is.</description></item>"),
            "7",
            None,
            "All there is.",
            True,
            id="a summary and no link",
        ),
        pytest.param(
            rss("<item><guid>https://wire.example/b</guid></item>"),
            "https://wire.example/b",
            "https://wire.example/b",
            None,
            False,
            id="the guid is the link",
        ),
        pytest.param(
            rss("<item><guid>b</guid><link>javascript:alert(1)</link><title>T</title></item>"),
            "b",
            None,
            None,
            False,
            id="a link that is none",
        ),
        pytest.param(
            rss("<item><link>/a</link><content:encoded>It began […]</content:encoded></item>"),
            "https://wire.example/a",
            "https://wire.example/a",
            None,
            False,
            id="content that is cut",
        ),
        pytest.param(
            rss("<item><link><![CDATA[https://wire.example/a?b=1&c=2]]></link></item>"),
            "https://wire.example/a?b=1&c=2",
            "https://wire.example/a?b=1&c=2",
            None,
            False,
            id="CDATA link",
        ),
        pytest.param(
            atom(
                "<entry><id>tag:1</id><link rel='self' href='/s'/><link href='a'/>"
                "<content type='html'>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</content></entry>"
            ),
            "tag:1",
            "https://wire.example/news/a",
            "One & two.",
            False,
            id="Atom, HTML",
        ),
        pytest.param(
            atom(
                "<entry><id>2</id><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
                "<p>One.</p><p>Two &lt; three.</p></div></content></entry>"
            ),
            "2",
            None,
            "One.\n\nTwo < three.",
            False,
            id="Atom, XHTML",
        ),
        pytest.param(
            atom("<entry><id>3</id><content>1 &lt; 2 &amp;amp; 3</content></entry>"),
            "3",
            None,
            "1 < 2 &amp; 3",
            False,
            id="Atom, plain text",
        ),
        pytest.param(
            atom("<entry><id>4</id><content type='text/html' src='full'/><summary>S.</summary></entry>"),
            "4",
            "https://wire.example/news/full",
            None,
            False,
            id="Atom, content elsewhere",
        ),
        pytest.param(
            b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
            b"xmlns='http://purl.org/rss/1.0/'><channel/><item rdf:about='x'><link>/r</link></item></rdf:RDF>",
            "x",
            "https://wire.example/r",
            None,
            False,
            id="RSS 1.0",
        ),
        pytest.param(
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "title": "W",
                    "items": [{"id": 9, "url": "/j", "content_html": "<p>J.</p>", "date_published": "2016-12-09"}],
                }
            ).encode(),
            "9",
            "https://wire.example/j",
            "J.",
            False,
            id="JSON Feed",
        ),
    ],
)
def test_kinds(data: bytes, key: str, url: str | None, text: str | None, summary: bool) -> None:
    item = one(data)
    assert (item.key, item.url, item.text, item.summary) == (key, url, text, summary)
    assert is_feed(data)


@pytest.mark.parametrize(
    "data, title",
    [
        pytest.param(
            rss("<item><title>Caf&eacute;&nbsp;&mdash; open</title></item>"), "Café — open", id="HTML's entities"
        ),
        pytest.param(rss("<item><title>Salt & sons, R&D</title></item>"), "Salt & sons, R&D", id="bare ampersands"),
        pytest.param(rss("<item><title>&amp;lt;b&amp;gt;</title></item>"), "<b>", id="escaped twice"),
        pytest.param(rss("<item><title>a\x0bb\x00c</title></item>"), "abc", id="control characters"),
        pytest.param(
            b"\n<!-- c -->" + rss("<item><title>Late</title></item>"), "Late", id="text before the declaration"
        ),
        pytest.param(
            "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><title>Мир</title></item></channel>"
            "</rss>".encode("cp1251"),
            "Мир",
            id="another encoding",
        ),
        pytest.param(rss("<item><title>Р</title></item>").decode().encode("utf-16"), "Р", id="UTF-16"),
        pytest.param(
            b'<!DOCTYPE rss PUBLIC "-//N//DTD" "http://n.example/r.dtd">' + rss("<item><title>Old</title></item>")[21:],
            "Old",
            id="a document type without declarations",
        ),
        pytest.param(rss("<item><title>A</title><link>/x</lnik></item>"), "A", id="a tag misspelt"),
        pytest.param(rss("<item><title>&unknown; word</title></item>"), "&unknown; word", id="an unknown entity"),
    ],
)
def test_what_publishers_get_wrong(data: bytes, title: str) -> None:
    assert one(data).title == title


LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    + "<rss><channel><item><title>&b;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    "data, reason",
    [
        pytest.param(LAUGHS, "entities of its own", id="a billion laughs"),
        pytest.param(
            '<!DOCTYPE r SYSTEM "x" [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss>&f;</rss>', "entities", id="XXE"
        ),
        pytest.param(
            '<?xml version="1.0"?><!-- > --><!doctype r [<!ENTITY % p SYSTEM "http://h.example">%p;]><rss/>',
            "entities",
            id="a parameter entity, behind a comment",
        ),
        pytest.param("<rss>" + "<a>" * 9_000, "endless|broken", id="nested deep"),
        pytest.param(
            "<html><head><link rel=alternate type='application/atom+xml' href='/f.xml'></head>", "web page", id="HTML"
        ),
        pytest.param("<!DOCTYPE html><html></html>", "web page", id="HTML without a feed"),
        pytest.param("<opml><body/></opml>", "list of feeds", id="OPML"),
        pytest.param("<foo/>", "no XML and no JSON", id="other XML"),
        pytest.param("Good morning.", "no XML and no JSON", id="text"),
        pytest.param("", "empty", id="nothing"),
        pytest.param("\x89PNG\r\n", "PNG", id="a picture"),
        pytest.param('{"items": []}', "no feed", id="other JSON"),
        pytest.param(
            '{"version": "https://jsonfeed.org/version/1", "items": {}}', "items", id="JSON Feed without items"
        ),
        pytest.param(
            '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 99_999, "broken", id="deep JSON"
        ),
    ],
)
def test_no_feed(data: str, reason: str) -> None:
    import re

    with pytest.raises(BadInput) as problem:
        feed(data.encode("latin-1"), URL)
    assert re.search(reason, problem.value.what) and problem.value.do


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><feed-box>", b"<HTML><body><rss>", b"<p>See <feed> here", b"plain", b"{}", b""]
)
def test_a_page_is_no_feed(page: bytes) -> None:
    assert not is_feed(page)


def test_a_web_page_tells_where_its_feed_is() -> None:
    page = b"<html><head><link href='/f.xml' type='application/rss+xml' rel=alternate></head></html>"
    with pytest.raises(BadInput, match=r"https://wire\.example/f\.xml"):
        feed(page, URL)


def test_a_feed_that_is_cut_off_gives_its_whole_items() -> None:
    data = rss("".join(f"<item><guid>{n}</guid><description>Text {n} of it.</description></item>" for n in range(9)))
    found = feed(data[: data.index(b"Text 6") + 4], URL)
    assert [item.key for item in found.items] == [str(n) for n in range(6)]
    assert any("left out" in note for note in found.notes)


def test_the_date_is_as_published() -> None:
    item = one(
        atom("<entry><updated>2016-12-11T00:10:00Z</updated><published>2016-12-10T23:50:00+02:00</published></entry>")
    )
    assert (item.published, item.at, item.stamp) == ("2016-12-10", "2016-12-10T21:50:00Z", "2016-12-11T00:10:00Z")
    assert one(rss("<item><dc:date>2016-12-09</dc:date></item>")).published == "2016-12-09"


@pytest.mark.parametrize(
    "written, day, instant",
    [
        ("Fri, 09 Dec 2016 21:00:00 GMT", "2016-12-09", "2016-12-09T21:00:00Z"),
        ("9 Dec 16 21:00 EST", "2016-12-09", "2016-12-10T02:00:00Z"),
        ("2016-12-09T21:00:00.123+0530", "2016-12-09", "2016-12-09T15:30:00Z"),
        ("2016-12-09 21:00", "2016-12-09", None),
        ("2016-12-09", "2016-12-09", None),
        ("2016-12", "2016-12", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, None),
        ("0000-00-00T00:00:00Z", None, None),
        ("2016-02-30", None, None),
        ("2016-12-09T23:59:60Z", "2016-12-09", "2016-12-09T23:59:59Z"),
        ("2016-12-09T21:00:00+99:99", None, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_dates(written: str, day: str | None, instant: str | None) -> None:
    assert when(written) == (day, instant)


@pytest.mark.parametrize(
    "markup, text",
    [
        ("Plain words.\n\nSecond  part.", "Plain words.\n\nSecond part."),
        ("<p>One\ntwo</p>three<b>four</b><br/>five", "One two\n\nthreefour\nfive"),
        ("<ul><li>a</li><li>b</li></ul><table><tr><td>x</td><td>1</td></tr></table>", "a\n\nb\n\nx 1"),
        ("seen<script>no()</script><p hidden>no</p><i style='display : none'>no</i> too", "seen too"),
        ("<!-- c --><img src=x alt=y>", ""),
        ("2 < 3 &amp; 4", "2 < 3 & 4"),
        ("<div>" * 3_000 + "deep" + "</div>" * 3_000, "deep"),
        ("", ""),
    ],
)
def test_fragments(markup: str, text: str) -> None:
    assert text_of(markup) == text


def test_opml() -> None:
    data = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="Wires">
      <outline type="rss" text="A" title="Wire A" xmlUrl=" https://a.example/rss "/><outline xmlurl="https://b.example/"/>
      <outline text="again" xmlUrl="https://a.example/rss"/></outline></body></opml>"""
    assert opml(data) == (Subscription("https://a.example/rss", "Wire A"), Subscription("https://b.example/", None))
    for wrong in (b"<opml><body/></opml>", b"<rss/>", b"x", LAUGHS.encode()):
        with pytest.raises(BadInput):
            opml(wrong)


_PIECES = st.sampled_from(
    "<rss> </rss> <channel> <item> </item> <title> </title> <link> <![CDATA[ ]]> &lt; & &#0; <?x ?> <!-- --> <p> </p>"
    " <feed> <entry> <content> <opml> <outline xmlUrl='http://a.example'/> <!DOCTYPE [ ]> <!ENTITY \" ' { } [ ] \0 é"
    "".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_PIECES | st.text(max_size=6), max_size=40).map("".join),
    st.sampled_from(["", "<rss>", "<feed>", "<opml>"]),
)
def test_any_text_is_a_feed_or_is_refused(text: str, start: str) -> None:
    data = (start + text).encode("utf-8", "replace")
    is_feed(data)
    try:
        for item in feed(data, URL).items:
            assert item.key and (item.url is None or item.url.startswith("http"))
            assert item.published is None or is_edtf(item.published)
    except BadInput as problem:
        assert problem.what and problem.do
    with contextlib.suppress(BadInput):
        assert opml(data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    for read in (lambda: feed(data, URL).items, lambda: opml(data)):
        try:
            assert len(read()) < len(data)
        except BadInput as problem:
            assert problem.what and problem.do


_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "url", "items", "x"]), inner),
    max_leaves=9,
)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.sampled_from("id url title summary content_html content_text date_published".split()), _VALUES)
)
def test_any_json_item(entry: dict[str, object]) -> None:
    data = json.dumps({"version": "https://jsonfeed.org/version/1", "title": entry, "items": [entry, 3]})
    assert len(feed(data.encode(), URL).items) == 1


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: b"<rss>" + b"<![CDATA[" * n, id="CDATA without end"),
        pytest.param(lambda n: b"<rss>" + b"&" * 5 * n + b"</rss>", id="ampersands"),
        pytest.param(lambda n: b"<?" * n, id="instructions"),
        pytest.param(lambda n: b"<!--" * n + b"<html", id="comments"),
        pytest.param(lambda n: b"<html>" + b"<link " * n, id="links"),
        pytest.param(lambda n: rss("<item><description>" + "&lt;b&gt;" * n + "</description></item>"), id="markup"),
        pytest.param(lambda n: rss("<item><title>" + ". " * n + "</title></item>"), id="dots"),
        pytest.param(
            lambda n: rss("<item><content:encoded>" + "&lt;p&gt;a " * n + "</content:encoded></item>"), id="blocks"
        ),
        pytest.param(lambda n: rss("<item><link>/a</link></item>" * (n // 10)), id="items"),
        pytest.param(lambda n: rss("<item><pubDate>" + "1 " * n + "</pubDate></item>"), id="date"),
        pytest.param(lambda n: b"<opml>" + b"<outline xmlUrl='https://a.example/' " * n, id="broken outlines"),
        pytest.param(
            lambda n: b"<opml>" + b"<outline xmlUrl='https://a.example/'/>" * (n // 4) + b"</opml>", id="OPML"
        ),
    ],
)
def test_time_grows_with_the_length(make: Callable[[int], bytes]) -> None:
    def work(data: bytes) -> None:
        with contextlib.suppress(BadInput):
            opml(data) if data.startswith(b"<opml") else feed(data, URL)

    assert outgrown(partial(work, make(5_000)), partial(work, make(10_000)), fast=0.02) == ""
