"""Parts of the watch by themselves: what is named, the network's order, numbers, the page of metrics, the screens."""

import socket
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import BadRequest
from dateline.fetching.hosts import SystemClock
from dateline.store.record import Record
from dateline.watching.counts import FATES, Counts, Numbers
from dateline.watching.metrics import METRICS, Metrics, text
from dateline.watching.network import Job, Network
from dateline.watching.places import FeedPlace, Places, places
from dateline.watching.screen import Dashboard, Lines, drawn, lasting, totals
from dateline.watching.watch import Event, Watch
from tests.fetching.hosts import HandClock, fetcher, raw_server, web

DOCS = Path(__file__).resolve().parents[2] / "docs" / "watching.md"


def test_what_is_named(tmp_path: Path) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text(
        "<opml><body><outline title='Wire' xmlUrl='https://a.example/rss'/><outline xmlUrl='ftp://b.example'/>"
        "<outline xmlUrl='https://c.example'/></body></opml>"
    )
    (tmp_path / "inbox").mkdir()
    found = places(["https://c.example/", str(listed), str(tmp_path / "inbox"), "-", "HTTPS://C.example"])
    assert found.feeds == (FeedPlace("https://c.example/"), FeedPlace("https://a.example/rss", "Wire"))
    assert found.folders == ((tmp_path / "inbox").resolve(),) and found.lines
    assert len(found.problems) == 1 and "ftp" in found.problems[0]


@pytest.mark.parametrize("argument", ["no-such.opml", "http://127.1/", "https://u:p@a.example/", "a\0b", "file:///x"])
def test_what_cannot_be_watched(argument: str) -> None:
    with pytest.raises(BadRequest) as problem:
        places([argument])
    assert problem.value.do


def test_a_report_is_no_list_of_feeds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The convoy left.")
    with pytest.raises(BadRequest, match="dateline read"):
        places([str(tmp_path / "a.txt")])


def test_a_slow_host_keeps_nobody_waiting_and_none_is_asked_twice_at_once() -> None:
    at_once, most = 0, 0
    lock = threading.Lock()

    def page(_headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.03)
        with lock:
            at_once -= 1
        return 200, {}, b"fine"

    asked = threading.Event()

    def silent(_sock: socket.socket, stop: threading.Event) -> None:
        asked.set()
        stop.wait()

    with web() as site, raw_server(silent) as slow:
        for n in range(6):
            site.pages[f"/{n}"] = page
        network = Network(fetcher(site.port, slow), threads=4)
        for n in range(3):
            network.ask(Job(f"http://127.0.0.1:{slow}/{n}", "slow"))
        for n in range(6):
            network.ask(Job(site.url(f"/{n}"), n))
        network.ask(Job("http://127.1/", "wrong"))
        got = [answer.job.about for _ in range(7) if (answer := network.take(60))]
        assert set(got) == {*range(6), "wrong"} and most == 1
        assert asked.wait(60) and network.open == 3
        network.stop()


@given(st.lists(st.sampled_from([*FATES, "took"]), max_size=60))
def test_numbers_always_balance(steps: list[str]) -> None:
    counts = Counts(HandClock())
    taken = decided = 0
    for step in steps:
        if step == "took":
            counts.took()
            taken += 1
        elif taken > decided:
            counts.decided(step, 5.0)
            decided += 1
        numbers = counts.numbers()
        assert numbers.inputs == sum(numbers.fates.values()) == decided and numbers.waiting == taken - decided


def test_rate_and_lag() -> None:
    clock = HandClock()
    counts = Counts(clock)
    for _ in range(30):
        clock.seconds += 10
        counts.took()
        counts.decided("read", 90.0)
    assert counts.numbers().rate == 6.0 and counts.numbers().lag == 90.0
    clock.seconds += 550
    assert counts.numbers().rate < 1
    assert "30 read, 0 unchanged, 0 set aside" in totals(counts.numbers()) and "lag 90 s" in totals(counts.numbers())
    assert [lasting(s) for s in (5, 119, 120, 7_200, 200_000)] == ["5 s", "119 s", "2 min", "2 h", "2 d"]


NUMBERS = Numbers(6, {"read": 3, "unchanged": 2, "set aside": 1}, 1, 9, 12, 2, 3_456, 1.5, None, None, 1_700_000_000.0)


def test_metrics_can_be_parsed_and_balance() -> None:
    feeds = [("https://a.example/rss", False), ('https://b.example/"\\\n', True)]
    values: dict[str, float] = {}
    for line in text(NUMBERS, feeds).splitlines():
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            values[name] = float(value)
    fates = sum(value for name, value in values.items() if name.startswith("dateline_watch_outcomes_total{"))
    assert values["dateline_watch_inputs_total"] == fates == 6
    assert values['dateline_watch_feed_up{feed="https://b.example/\\"\\\\\\n"}'] == 0
    assert values['dateline_watch_feeds{state="failing"}'] == 1 and "dateline_watch_lag_seconds" not in values
    helped = {line.split()[2] for line in text(NUMBERS, feeds).splitlines() if line.startswith("# HELP")}
    assert helped == {metric.name for metric in METRICS}


def test_every_metric_is_explained_in_the_docs() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert [metric.name for metric in METRICS if f"`{metric.name}" not in page] == []


def test_the_page_for_prometheus() -> None:
    page = Metrics(0, lambda: text(NUMBERS, []))
    assert page.address.startswith("http://127.0.0.1:")

    def get(url: str, **headers: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode()

    assert get(page.address)[0] == 200 and "dateline_watch_inputs_total 6\n" in get(page.address)[1]
    assert get(page.address.replace("/metrics", "/etc"))[0] == 404
    assert get(page.address, Host="evil.example:80")[0] == 404, "a name that was bent to this machine"
    with pytest.raises(BadRequest, match="cannot be had"):
        Metrics(int(page.address.split(":")[2].split("/")[0]), str)
    page.close()


def test_screens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    out: list[str] = []
    messages: list[str] = []
    event = Event("2026-01-01T00:00:00Z", "read", "a\x1b[2Jb", "rep-x", None)
    lines = Lines(out.append, messages.append)
    lines.show(event)
    lines.show(Event("2026-01-01T00:00:00Z", "place", "https://a.example/", message="answers again"))
    assert out == ["2026-01-01T00:00:00Z read: a [2Jb"]
    assert messages == ["https://a.example/: answers again"]
    with Record(tmp_path / "r.db", create=True) as record:
        feeds = tuple(FeedPlace(f"https://a.example/{n}", f"[bold]{n}") for n in range(30))
        watch = Watch(record, Places(feeds, (tmp_path,), False), fetcher(clock=SystemClock()))
        console = Console(width=100)
        with console.capture() as captured:
            console.print(drawn("r.db", watch, [event]))
        shown = captured.get()
        assert "[bold]0" in shown and "10 more feeds" in shown and "\x1b[2J" not in shown
        board = Dashboard("r.db")
        board.tick(watch)
        board.show(event)
        board.close()
    assert "0 read" in capsys.readouterr().out
