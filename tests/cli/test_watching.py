"""`dateline watch`, and `read` of addresses, as a person, cron or systemd calls them."""

import json
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.store.record import Record
from tests.command import COMMAND, PATIENCE
from tests.fetching.hosts import Web, web
from tests.watching.test_watch import full, item, page, rss


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as found:
        yield found


def command(record: Path, site: Web, *arguments: str) -> list[str]:
    return [COMMAND, "--record", str(record), *arguments, "--allow-private", f"127.0.0.1:{site.port}"]


def dateline(record: Path, site: Web, *arguments: str) -> Result:
    return CliRunner().invoke(main, command(record, site, *arguments)[1:])


def read_so_far(record: Path) -> int:
    with Record(record) as opened:
        return len(list(opened.rows("reports")))


def test_one_look(site: Web, tmp_path: Path) -> None:
    dead = site.url("/dead")
    feed = site.put("/rss", rss(full(1), item(2, link=dead)))
    done = dateline(tmp_path / "r.db", site, "watch", "--once", "--json", feed)
    assert done.exit_code == 3, done.output
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(event["what"], event["source"]) for event in events} == {("read", f"{feed} g1"), ("set aside", dead)}
    again = dateline(tmp_path / "r.db", site, "watch", "--once", feed)
    assert again.exit_code == 0 and again.stdout.startswith("0 read, 0 unchanged, 0 set aside")
    broken = dateline(tmp_path / "r.db", site, "watch", "--once", site.put("/html", "<html></html>"))
    assert broken.exit_code == 1 and "web page, no feed" in broken.stderr
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_told_to_end_it_ends_well(site: Web, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    feed = site.put("/rss", rss(*(full(n) for n in range(1, 29))), ETag='"one"')
    called = command(record, site, "watch", feed, "--metrics", "0")
    with subprocess.Popen(called, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout and running.stderr
        address = running.stderr.readline().split()[-1]
        first = running.stdout.readline()
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            assert b"dateline_watch_inputs_total" in answer.read()
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, err
    assert " read: " in first and "Traceback" not in err
    assert int(out.splitlines()[-1].split()[0]) == read_so_far(record)
    rest = dateline(record, site, "watch", "--once", feed)
    assert rest.exit_code == 0 and read_so_far(record) == 28


def test_killed_it_goes_on_where_it_was(site: Web, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    links = [site.put(f"/{n}.html", page(n)) for n in range(1, 7)]
    asked, killed = count(1), threading.Event()

    def in_time(its: Any) -> Any:
        return lambda _: its if next(asked) <= 3 or killed.wait(PATIENCE) else (500, {}, b"")

    for n in range(1, 7):
        site.pages[f"/{n}.html"] = in_time(site.pages[f"/{n}.html"])
    feed = site.put("/rss", rss(*(item(n, link=link) for n, link in enumerate(links, 1))), ETag='"one"')
    with subprocess.Popen(command(record, site, "watch", feed), stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        running.stdout.readline()
        running.kill()
        running.communicate(timeout=PATIENCE)
    killed.set()
    before = read_so_far(record)
    assert 1 <= before < 6
    done = dateline(record, site, "watch", "--once", feed)
    assert done.exit_code == 0, done.output
    with Record(record) as opened:
        assert sorted(report.source for report in opened.rows("reports")) == sorted(links)


def test_lines_from_standard_input(site: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("The convoy left Idlib on Friday, the ministry said.")
    given = tmp_path / "lines"
    given.write_text(f"{tmp_path / 'a.txt'}\n{site.put('/2.html', page(2))}\n")
    with given.open() as lines:
        monkeypatch.setattr(sys, "stdin", lines)
        main.main(command(tmp_path / "r.db", site, "watch", "-")[1:], standalone_mode=False)
    assert read_so_far(tmp_path / "r.db") == 2


def test_read_takes_addresses(site: Web, tmp_path: Path) -> None:
    link, dead = site.put("/2.html", page(2)), site.url("/dead")
    done = dateline(tmp_path / "r.db", site, "read", link, dead)
    assert done.exit_code == 3 and done.stdout.startswith("1 read, 0 unchanged, 1 set aside")
    assert "HTTP 404" in done.stderr
    with Record(tmp_path / "r.db") as opened:
        [report] = opened.rows("reports")
    assert (report.source, report.url, report.headline) == (link, link, "Report 2")
    refused = CliRunner().invoke(main, ["--record", str(tmp_path / "r.db"), "read", link])
    assert refused.exit_code == 1 and "--allow-private" in refused.stderr


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["watch"], "Missing argument"),
        (["watch", "no-such.opml"], "cannot be read"),
        (["watch", "http://127.1/"], "odd way"),
        (["watch", "http://a.example", "--every", "1s"], "15m"),
        (["watch", "http://a.example", "--allow-private", "127.0.0.1"], "names no port"),
        (["watch", "http://a.example", "--contact", "a b"], "contact"),
        (["read", "http://a.example", "--allow-private", "10.0.0.1/8"], "no network"),
    ],
)
def test_mistakes_in_the_call(arguments: list[str], words: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--record", str(tmp_path / "r.db"), *arguments])
    assert done.exit_code in (1, 2) and words in done.stderr
    assert not (tmp_path / "r.db").exists() or arguments[0] == "read"
