"""The watch against real servers on this machine: what is read, once; what fails, alone; what a stop leaves."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline.fetching.hosts import Hosts
from dateline.store import sqlite
from dateline.store.record import Record
from dateline.watching import watch as watch_module
from dateline.watching.feed import MAX_BACK_OFF, TRIES
from dateline.watching.lines import Lines
from dateline.watching.places import FeedPlace, Places
from dateline.watching.watch import Event, Watch
from tests.fetching.hosts import SMALL, HandClock, Web, fetcher, raw_server, web
from tests.fetching.test_fetcher import OK, drip, flood

SAID = "<p>The ministry said on Friday that {} people had left the town of Idlib.</p>"


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as found:
        yield found


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "r.db", create=True) as found:
        yield found


def page(n: int) -> str:
    return f"<html><head><title>Report {n}</title></head><body><article>{SAID.format(n)}</article></body></html>"


def item(n: int, **parts: str) -> str:
    its = {"title": f"Report {n}", "guid": f"g{n}", "pubDate": f"Fri, {n:02} Dec 2016 21:00:00 GMT", **parts}
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in its.items() if value) + "</item>"


def full(n: int, **parts: str) -> str:
    words = SAID.format(n).replace("<", "&lt;")
    return item(n, **{"content:encoded": words, **parts})


def rss(*items: str, title: str = "Harbour Wire") -> str:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"<rss version='2.0' {spaces}><channel><title>{title}</title>{''.join(items)}</channel></rss>"


def watched(record: Record, *feeds: str, site: Web, **more: Any) -> tuple[Watch, list[Event]]:
    events: list[Event] = []
    fetch = more.pop("fetch", None) or fetcher(site.port, *more.pop("ports", ()))
    tell = more.pop("tell", events.append)
    places = Places(tuple(FeedPlace(url) for url in feeds), more.pop("folders", ()), False)
    return Watch(record, places, fetch, tell=tell, **more), events


def look(record: Record, *feeds: str, site: Web, **more: Any) -> tuple[Watch, list[Event]]:
    """One look at each feed, in which all that came in has its fate."""
    made, events = watched(record, *feeds, site=site, **more)
    made.run(once=True)
    numbers = made.counts.numbers()
    assert numbers.inputs == sum(numbers.fates.values()) and numbers.waiting == 0
    fates = [event.what for event in events if event.what in numbers.fates]
    assert {fate: fates.count(fate) for fate in numbers.fates} == numbers.fates  # type: ignore[arg-type]
    assert not made.in_flight
    return made, events


def fates(made: Watch) -> tuple[int, int, int]:
    return tuple(made.counts.numbers().fates.values())  # type: ignore[return-value]


def published(record: Record) -> dict[str, str | None]:
    return {report.source: report.published for report in record.rows("reports")}


def test_whole_articles_summaries_and_dead_links(site: Web, record: Record) -> None:
    link, dead = site.put("/2.html", page(2)), site.url("/dead")
    url = site.put("/rss", rss(full(1), item(2, link=link, description="Short."), item(3, link=dead)), ETag='"one"')
    made, _ = look(record, url, site=site)
    assert fates(made) == (2, 0, 1)
    assert published(record) == {f"{url} g1": "2016-12-01", link: "2016-12-02"}
    first = record.find_report(f"{url} g1")
    assert (first.headline, first.outlet, first.url) == ("Report 1", "Harbour Wire", None)
    assert first.text == SAID.format(1)[3:-4]
    assert [aside["source"] for aside in record.waiting()] == [dead]
    assert made.feeds[0].state.etag == '"one"' and not made.feeds[0].failing
    asked = len(site.paths())
    again, _ = look(record, url, site=site)
    assert fates(again) == (0, 0, 0) and site.paths()[asked:] == ["/rss"]
    assert dict(site.asked[-1][1])["If-None-Match"] == '"one"'


def test_the_same_from_two_feeds_is_read_once(site: Web, record: Record) -> None:
    link = site.put("/2.html", page(2))
    one = site.put("/one", rss(full(1), item(2, link=link)))
    two = site.put("/two", rss(full(1, guid="other"), item(2, link=link, guid="x"), full(5), full(5, guid="twice")))
    look(record, one, site=site)
    made, _ = look(record, two, site=site)
    assert fates(made) == (1, 2, 0)
    again, _ = look(record, two, site=site)
    assert fates(again) == (0, 1, 0), "what came twice at once is looked at again when the first is done"
    both, _ = look(record, one, two, site=site)
    assert fates(both) == (0, 0, 0) and len(published(record)) == 3
    assert site.paths().count("/2.html") == 1


def test_a_page_that_was_read_before_is_not_fetched(site: Web, record: Record) -> None:
    from dateline.fetching.inputs import inputs
    from dateline.run import read_all

    link = site.put("/2.html", page(2))
    list(read_all(record, inputs(fetcher(site.port), link)))
    made, _ = look(record, site.put("/rss", rss(item(2, link=link))), site=site)
    assert fates(made) == (0, 1, 0) and site.paths().count("/2.html") == 1


def test_what_a_publisher_changes_is_read_again(site: Web, record: Record) -> None:
    link = site.put("/2.html", page(2))
    url = site.put("/rss", rss(full(1), item(2, link=link)))
    look(record, url, site=site)
    site.put("/2.html", page(22))
    site.put("/rss", rss(full(11, guid="g1"), item(2, link=link)))
    made, events = look(record, url, site=site)
    assert fates(made) == (1, 0, 0) and "other content" in str(events[-1].message), "the page's item says nothing new"
    site.put("/rss", rss(full(11, guid="g1"), item(2, link=link, pubDate="Sat, 03 Dec 2016 08:00:00 GMT")))
    made, _ = look(record, url, site=site)
    assert fates(made) == (1, 0, 0) and len(list(record.rows("reports"))) == 4


def test_a_page_that_cannot_be_had_is_tried_again_and_not_for_ever(site: Web, record: Record) -> None:
    link = site.url("/2.html")
    site.pages["/2.html"] = (500, {}, b"")
    url = site.put("/rss", rss(item(2, link=link)), ETag='"one"')
    for n in range(TRIES):
        made, _ = look(record, url, site=site)
        assert fates(made) == (0, 0, 1) and (made.feeds[0].state.etag is None) is (n < TRIES - 1)
    made, _ = look(record, url, site=site)
    assert fates(made) == (0, 0, 0) and site.paths().count("/2.html") == TRIES


def test_a_page_that_comes_in_the_end_is_no_longer_set_aside(site: Web, record: Record) -> None:
    link = site.url("/2.html")
    site.pages["/2.html"] = (503, {"Retry-After": "900"}, b"")
    url = site.put("/rss", rss(item(2, link=link)))
    look(record, url, site=site)
    assert record.waiting()
    site.put("/2.html", page(2))
    made, _ = look(record, url, site=site)
    assert fates(made) == (1, 0, 0) and record.waiting() == []


def test_stopped_in_between_it_goes_on_where_it_was(site: Web, record: Record) -> None:
    url = site.put("/rss", rss(*(full(n) for n in range(1, 25))), ETag='"one"')
    stop, seen = threading.Event(), list[Event]()

    def tell(event: Event) -> None:
        seen.append(event)
        stop.set()

    made, _ = watched(record, url, site=site, stop=stop, tell=tell)
    made.run(once=True)
    first = made.counts.numbers()
    assert 1 <= first.fates["read"] < 24 and first.waiting == 0 and first.inputs == first.fates["read"]
    assert made.feeds[0].state.etag is None, "the next time the feed sends everything"
    rest, _ = look(record, url, site=site)
    assert rest.counts.numbers().fates["read"] == 24 - first.fates["read"]
    assert len(published(record)) == 24 and rest.feeds[0].state.etag == '"one"'


def test_bad_feeds_fail_alone(site: Web, record: Record) -> None:
    good = site.put("/good", rss(full(1)))
    site.pages["/circle"] = (302, {"Location": "/circle2"}, b"")
    site.pages["/circle2"] = (302, {"Location": "/circle"}, b"")
    laughs = '<!DOCTYPE r [<!ENTITY a "ha">]><rss><channel><item><title>&a;</title></item></channel></rss>'
    with raw_server(flood(OK + b"\r\n<rss>", b"<a/>" * 9_000)) as endless:
        urls = [
            good, site.url("/circle"), site.put("/html", "<html></html>"), site.put("/laughs", laughs),
            site.put("/text", "no"), site.url("/none"), f"http://127.0.0.1:{endless}/", "http://10.0.0.1/",
        ]  # fmt: skip
        made, events = look(record, *urls, site=site, ports=(endless,))
    assert fates(made) == (1, 0, 0)
    assert [one.url for one in made.feeds if not one.failing] == [good]
    told = {event.source: str(event.message) for event in events if event.what == "place"}
    words = ["circle", "web page", "entities", "no XML", "404", "larger than", "private"]
    assert all(word in told[url] for word, url in zip(words, urls[1:], strict=True)), told
    asked = len(site.paths())
    _, events = look(record, *urls, site=site)
    assert site.paths()[asked:] == ["/good"], "the others are left alone for a while"
    assert sum("to be left alone" in str(event.message) for event in events) == len(urls) - 1


def test_hosts_that_never_answer_are_given_up(site: Web, record: Record) -> None:
    limits = replace(SMALL, seconds=1.5)  # of one kind only, so that it is known which of them is reached
    with raw_server(drip(OK + b"\r\n<rss>")) as slow:
        urls = [f"http://127.0.0.1:{slow}/", "http://no-such-host.invalid/"]
        made, events = look(record, *urls, site=site, fetch=fetcher(slow, limits=limits))
    assert fates(made) == (0, 0, 0) and all(one.failing for one in made.feeds)
    told = {event.source: str(event.message) for event in events if event.what == "place"}
    assert "longer than" in told[urls[0]] and "host" in told[urls[1]]


def turn(made: Watch, until: Callable[[], bool]) -> None:
    """Lets a watch go on until something is so."""
    stopped = threading.Timer(120, made.stop.set)
    stopped.start()
    made.run(tick=lambda: made.stop.set() if until() else None)
    stopped.cancel()
    assert until()
    made.stop.clear()


def test_back_off_grows_and_ends(site: Web, record: Record) -> None:
    clock = HandClock()
    url = site.url("/rss")
    site.pages["/rss"] = (500, {}, b"")
    made, _ = watched(record, url, site=site, fetch=fetcher(site.port, clock=clock), every=100.0)
    one, waits = made.feeds[0], []
    for n in range(1, 14):
        from dateline.watching.network import Network

        made._network = Network(fetcher(site.port, clock=clock))
        turn(made, lambda n=n: one.state.failures == n)  # type: ignore[misc]
        waits.append(one.due - clock.seconds)
        clock.seconds = one.due + 1
    assert waits[:3] == [200.0, 400.0, 800.0] and waits[-1] == MAX_BACK_OFF
    site.put("/rss", rss(full(1)), Cache_Control="max-age=300")
    made._network = Network(fetcher(site.port, clock=clock))
    turn(made, lambda: one.pending == 0 and one.state.failures == 0)
    assert one.due - clock.seconds == 300.0 and one.state.problem is None


def test_a_clock_that_jumps(site: Web, record: Record) -> None:
    clock = HandClock()
    url = site.url("/rss")
    site.pages["/rss"] = (429, {"Retry-After": "600"}, b"")
    made, _ = look(record, url, site=site, fetch=fetcher(site.port, clock=clock), every=100.0)
    assert made.feeds[0].due == clock.seconds + 600

    def due_after(jump: timedelta) -> float:
        later = HandClock()
        later.jump = jump
        return watched(record, url, site=site, fetch=fetcher(site.port, clock=later))[0].feeds[0].due - later.seconds

    assert due_after(timedelta()) == 600
    assert due_after(timedelta(seconds=200)) == 400
    assert due_after(timedelta(days=-4_000)) == 600, "set back: never longer than was asked for"
    assert due_after(timedelta(days=4_000)) == 0
    clock.jump = timedelta(days=-40_000)
    back, _ = look(record, site.put("/new", rss(full(1))), site=site, fetch=fetcher(site.port, clock=clock))
    assert fates(back) == (1, 0, 0) and back.counts.numbers().lag == 0.0, "read before it was published: no lag below 0"


def test_a_host_that_asks_to_wait_is_waited_for(site: Web, record: Record) -> None:
    clock = HandClock()
    link = site.url("/2.html")
    site.pages["/2.html"] = (429, {"Retry-After": "60"}, b"")
    url = site.put("/rss", rss(item(2, link=link)))
    fetch = fetcher(site.port, clock=clock, hosts=Hosts(clock, pause=0.0))
    made, events = watched(record, url, site=site, fetch=fetch)

    def tick() -> None:
        if "/2.html" in site.paths() and not made._network.open:
            site.put("/2.html", page(2))
            clock.seconds += 30
        if made.counts.numbers().fates["read"]:
            made.stop.set()

    made.run(tick=tick)
    assert fates(made) == (1, 0, 0) and site.paths().count("/2.html") == 2 and not events[0].message


def test_a_folder(site: Web, record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    (folder / "sub").mkdir(parents=True)
    for name, text in (("a.txt", SAID.format(1)), ("sub/b.txt", SAID.format(2)), (".hidden", "x"), ("c.part", "x")):
        (folder / name).write_text(text)
    written = (folder / "sub" / "b.txt").stat().st_mtime
    os.utime(folder / "a.txt", (written - 60, written - 60))
    clock = HandClock()
    clock.jump = timedelta(seconds=written + 0.1 - clock.now().timestamp())  # a file of the future counts as whole
    made, _ = watched(record, site=site, folders=(folder,), fetch=fetcher(site.port, clock=clock))
    tasks, still = made.folders[0].look()
    assert (len(tasks), still) == (1, 1), "b.txt may still be written"
    made, _ = look(record, site=site, folders=(folder,))
    assert fates(made) == (2, 0, 0)
    again, _ = look(record, site=site, folders=(folder,))
    assert fates(again) == (0, 0, 0)
    (folder / "a.txt").write_text(SAID.format(11))
    (folder / "d.jsonl").write_text('{"id": "r1", "text": "The truce holds, he said."}\n{"id": "r2"}\n')
    changed, _ = look(record, site=site, folders=(folder,))
    assert fates(changed) == (2, 0, 1)
    (folder / "e.txt").write_text(SAID.format(12))
    (folder / "e.txt").touch()
    moved = HandClock()  # years behind the files: their times are not believed, two looks decide
    behind, _ = look(record, site=site, folders=(folder,), fetch=fetcher(site.port, clock=moved))
    assert fates(behind) == (1, 0, 0)


def test_lines(site: Web, record: Record, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID.format(1))
    link = site.put("/2.html", page(2))
    read_end, write_end = os.pipe()
    lines = Lines(read_end)
    made, _ = watched(record, site=site, lines=lines)
    os.write(write_end, f"{tmp_path / 'a.txt'}\n\n{link}\n{site.url('/none')}\n{tmp_path / 'no.txt'}".encode())
    os.write(write_end, b"\n" + b"x" * 20_000 + b"\nhttp://127.1/")
    os.close(write_end)
    made.run()
    assert fates(made) == (2, 0, 4) and lines.over
    os.close(read_end)


def test_a_record_that_somebody_else_writes_to_is_waited_for(
    site: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOCK_SECONDS", 0.1)
    monkeypatch.setattr(watch_module, "_LOCKED_WAIT", 0.2)
    with Record(tmp_path / "r.db", create=True) as record, Record(tmp_path / "r.db") as other:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.jsonl").write_text(
            "".join(f'{{"text": "Talks go on, envoy {n} said."}}\n' for n in range(4))
        )
        made, _ = watched(record, site=site, folders=(tmp_path / "in",))
        entered = other.database.transaction()
        entered.__enter__()
        tell = made._tell

        def freed(event: Event) -> None:
            tell(event)
            if event.what == "note" and "tried again" in str(event.message):
                entered.__exit__(None, None, None)
                made._tell = tell

        made._tell = freed
        made.run(once=True)
        assert fates(made) == (4, 0, 0) and made.counts.numbers().waiting == 0
        assert len(list(record.rows("reports"))) == 4


def test_nothing_of_a_deleted_report_is_left_by_the_watch(site: Web, record: Record, tmp_path: Path) -> None:
    url = site.put("/rss", rss(full(1, link=site.url("/zebra-crossing")), full(2)))
    look(record, url, site=site)
    report = record.find_report(site.url("/zebra-crossing"))
    record.delete(report.id, reason="they asked", who=None, at="2026-01-01T00:00:00Z")
    made, _ = look(record, url, site=site)
    assert fates(made) == (0, 0, 0) and len(published(record)) == 1
    record.close()
    for file in tmp_path.iterdir():
        assert b"zebra-crossing" not in file.read_bytes().split(b"transactions")[0] or file.suffix == ".db"
