"""Which addresses may be asked. Every spelling that has fooled somebody is a row of a table."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fetching.addresses import Allowed, allowed, target, why_refused
from dateline.fetching.problems import NotFetched


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://0x7f.1/", id="hexadecimal, short"),
        pytest.param("http://127.1/", id="short"),
        pytest.param("http://2130706433/", id="one number"),
        pytest.param("http://0177.0.0.1/", id="octal"),
        pytest.param("http://0x7f000001/", id="one hexadecimal number"),
        pytest.param("http://127.0.0.1.5/", id="five numbers"),
        pytest.param("http://127.0.0.256/", id="a number too large"),
        pytest.param("http://①②⑦.⓪.⓪.①/", id="circled digits"),
        pytest.param("http://１２７.０.０.１/", id="full-width digits"),
        pytest.param("http://127。0。0。1/../", id="ideographic full stops"),
        pytest.param("http://ⓛocalhost/", id="circled letter"),
        pytest.param("http://127.0.0.1%2e/", id="an escaped dot"),
        pytest.param("http://%31%32%37.0.0.1/", id="escaped digits"),
        pytest.param("http://[::1%25lo]/", id="a zone"),
        pytest.param("http://[::1]evil.example/", id="something behind the bracket"),
        pytest.param("http://[127.0.0.1]/", id="IPv4 in brackets"),
        pytest.param("http://a.example\\@127.0.0.1/", id="backslash"),
        pytest.param("http://user:secret@a.example/", id="password"),
        pytest.param("http://a.example@127.0.0.1/", id="user name"),
        pytest.param("http://a.example:80:90/", id="two ports"),
        pytest.param("http://a.example:99999/", id="no such port"),
        pytest.param("http://a.example:0/", id="port 0"),
        pytest.param("http:///path", id="no host"),
        pytest.param("http://:80/", id="a port only"),
        pytest.param("http://a..example/", id="empty label"),
        pytest.param("http://a.example/\r\nHost: b", id="line break"),
        pytest.param("http://a.exa\tmple/", id="tab, which parsers drop"),
        pytest.param("http://a example/", id="space"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("gopher://a.example/", id="gopher"),
        pytest.param("ftp://a.example/", id="ftp"),
        pytest.param("//a.example/", id="no scheme"),
        pytest.param("a.example", id="bare name"),
        pytest.param("", id="empty"),
        pytest.param("http://a.example/" + "x" * 5_000, id="endless"),
    ],
)
def test_not_an_address(url: str) -> None:
    with pytest.raises(NotFetched) as problem:
        target(url)
    assert problem.value.why == "address" and problem.value.do


@pytest.mark.parametrize(
    "url, sent",
    [
        ("HTTP://News.Example./a b".replace(" ", "%20"), "http://news.example/a%20b"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:8443/?q=ä&r=1#part", "https://news.example:8443/?q=%C3%A4&r=1"),
        ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
        ("http://[2A00:1450:0:0::5]/", "http://[2a00:1450::5]/"),
        ("http://8.8.8.8:8080/x", "http://8.8.8.8:8080/x"),
    ],
)
def test_plain_addresses_are_sent_in_one_form(url: str, sent: str) -> None:
    assert target(url).url == sent
    assert target(sent).url == sent


REFUSED = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
168.63.129.16 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1
2001:0:53aa:64c:0:fbff:807e:fffe 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1
ff02::1 4000::1
""".split()


@pytest.mark.parametrize("address", REFUSED)
def test_machines_that_not_everybody_can_reach(address: str) -> None:
    assert why_refused(address, 443)


@pytest.mark.parametrize("address", ["8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2a00:1450:4001:82b::200e"])
def test_public_machines(address: str) -> None:
    assert why_refused(address, 443) is None
    assert why_refused(address, 8443) is None
    assert why_refused(address, 25), "a mail server"


@given(st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address) | st.integers(0, 2**128 - 1).map(ipaddress.IPv6Address))
def test_what_the_standard_library_calls_not_global_is_refused(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        assert why_refused(str(ip), 443)


@given(st.text(max_size=60), st.sampled_from(["http://", "https://[", "http://a.example/", ""]))
def test_any_text_is_an_address_or_is_refused(text: str, before: str) -> None:
    try:
        found = target(before + text)
    except NotFetched:
        return
    assert found.url.isascii() and found.url.isprintable() and " " not in found.url
    assert target(found.url) == found


def test_what_is_allowed_is_exact() -> None:
    also = allowed(["127.0.0.1:8080", "desk.example:80", "10.1.0.0/16", "[::1]:99"])
    assert also.pair(target("http://127.0.0.1:8080/")) and also.pair(target("http://desk.example/"))
    assert not also.pair(target("http://127.0.0.1:8081/")) and not also.pair(target("http://127.0.0.2:8080/"))
    assert why_refused("10.1.2.3", 22, also) is None and why_refused("10.2.0.1", 80, also)
    assert also.pair(target("http://[::1]:99/"))


@pytest.mark.parametrize("word", ["127.0.0.1", "10.0.0.1/8", "x/y", "http://a.example", "127.1:80", ""])
def test_what_is_allowed_must_be_plain(word: str) -> None:
    with pytest.raises(NotFetched):
        allowed([word])
    assert Allowed() == allowed([])
