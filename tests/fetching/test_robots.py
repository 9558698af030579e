"""robots.txt as RFC 9309 has it."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fetching.robots import EVERYTHING, MAX_BYTES, MAX_DELAY, NOTHING, parse
from tests.clock import outgrown

BOTH = """
# a comment
User-agent: otherbot
Disallow: /

User-Agent: *
Disallow: /private
Allow: /private/open   # but this
Disallow: /*.pdf$
Disallow: /a/*/z
Disallow:
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    "path, allowed",
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/doc.pdf", False),
        ("/doc.pdf?x=1", True),
        ("/a/b/z/c", False),
        ("/a/z", True),
        ("/%70rivate", False),
    ],
)
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:
    assert parse(BOTH.encode()).allows(path) is allowed


@pytest.mark.parametrize(
    "text, allowed",
    [
        pytest.param("User-agent: Dateline/2\nDisallow: /\n\nUser-agent: *\nDisallow:", False, id="named"),
        pytest.param("User-agent: a\nUser-agent: dateline\nDisallow: /", False, id="one of several"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nAllow: /", True, id="its own group only"),
        pytest.param("Disallow: /", True, id="a rule for nobody"),
        pytest.param("User-agent: *\nDisallow: /x\nUser-agent: *\nDisallow: /", False, id="two groups for all"),
        pytest.param("User-agent: *\nDisallow: /p\nAllow: /p", True, id="as long: allowed"),
        pytest.param("<html>no robots here</html>", True, id="a page instead"),
        pytest.param("\ufeffUser-agent: *\r\nDisallow: /", False, id="a mark in front"),
        pytest.param("", True, id="empty"),
    ],
)
def test_groups(text: str, allowed: bool) -> None:
    assert parse(text.encode()).allows("/page") is allowed


def test_delay() -> None:
    assert parse(BOTH.encode()).delay == 2.5
    assert parse(b"User-agent: *\nCrawl-delay: 100000").delay == MAX_DELAY
    assert parse(b"User-agent: *\nCrawl-delay: soon").delay is None
    assert EVERYTHING.allows("/x") and not NOTHING.allows("/x")


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_are_rules(data: bytes, path: str) -> None:
    for rules in (parse(data), parse(b"User-agent: *\nDisallow: " + data)):
        assert rules.allows("/" + path) in (True, False)
        assert rules.delay is None or 0 <= rules.delay <= MAX_DELAY


def test_time_grows_with_the_length() -> None:
    def work(n: int) -> None:
        rules = parse(b"User-agent: *\nDisallow: /" + b"*a" * n + b"$\n")
        for _ in range(3):
            rules.allows("/" + "a" * n)

    assert outgrown(partial(work, 20_000), partial(work, 40_000)) == ""
    assert len(parse(b"User-agent: *\n" + b"Disallow: /x\n" * 60_000).rules) <= MAX_BYTES
