"""`dateline watch`, and `read` of addresses, as a person, cron or systemd calls them."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.store.record import Record
from tests.fetching.hosts import Web, web
from tests.watching.test_watch import full, item, page, rss

COMMAND = str(Path(sys.executable).parent / "dateline")


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as found:
        yield found


def command(record: Path, site: Web, *arguments: str) -> list[str]:
    return [COMMAND, "--record", str(record), *arguments, "--allow-private", f"127.0.0.1:{site.port}"]


def dateline(record: Path, site: Web, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    called = command(record, site, *arguments)
    return subprocess.run(called, capture_output=True, text=True, timeout=120, **more)  # type: ignore[call-overload, no-any-return]


def read_so_far(record: Path) -> int:
    if not record.exists():
        return 0
    with Record(record) as opened:
        return len(list(opened.rows("reports")))


def test_one_look(site: Web, tmp_path: Path) -> None:
    dead = site.url("/dead")
    feed = site.put("/rss", rss(full(1), item(2, link=dead)))
    done = dateline(tmp_path / "r.db", site, "watch", "--once", "--json", feed)
    assert done.returncode == 3, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(event["what"], event["source"]) for event in events] == [("read", f"{feed} g1"), ("set aside", dead)]
    again = dateline(tmp_path / "r.db", site, "watch", "--once", feed)
    assert again.returncode == 0 and again.stdout.startswith("0 read, 0 unchanged, 0 set aside")
    broken = dateline(tmp_path / "r.db", site, "watch", "--once", site.put("/html", "<html></html>"))
    assert broken.returncode == 1 and "web page, no feed" in broken.stderr


def test_told_to_end_it_ends_well(site: Web, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    feed = site.put("/rss", rss(*(full(n) for n in range(1, 29))), ETag='"one"')
    called = command(record, site, "watch", feed, "--metrics", "0", "--jobs", "2")
    with subprocess.Popen(called, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout and running.stderr
        address = running.stderr.readline().split()[-1]
        first = running.stdout.readline()
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"dateline_watch_inputs_total" in answer.read()
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    assert " read: " in first and "Traceback" not in err
    said = int(out.splitlines()[-1].split()[0])
    assert said == read_so_far(record)
    rest = dateline(record, site, "watch", "--once", feed)
    assert rest.returncode == 0 and read_so_far(record) == 28


def test_killed_it_goes_on_where_it_was(site: Web, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    links = [site.put(f"/{n}.html", page(n)) for n in range(1, 13)]
    feed = site.put("/rss", rss(*(item(n, link=link) for n, link in enumerate(links, 1))), ETag='"one"')
    with subprocess.Popen(command(record, site, "watch", feed), stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        running.stdout.readline()
        running.kill()
        running.communicate(timeout=60)
    before = read_so_far(record)
    assert 1 <= before < 12
    done = dateline(record, site, "watch", "--once", feed)
    assert done.returncode == 0, done.stderr
    assert read_so_far(record) == 12
    with Record(record) as opened:
        assert sorted(report.source for report in opened.rows("reports")) == sorted(links)


def test_lines_from_standard_input(site: Web, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The convoy left Idlib on Friday, the ministry said.")
    link = site.put("/2.html", page(2))
    given = f"{tmp_path / 'a.txt'}\n{link}\n"
    done = dateline(tmp_path / "r.db", site, "watch", "-", input=given)
    assert done.returncode == 0 and done.stdout.splitlines()[-1].startswith("2 read"), done.stderr


def test_read_takes_addresses(site: Web, tmp_path: Path) -> None:
    link, dead = site.put("/2.html", page(2)), site.url("/dead")
    done = dateline(tmp_path / "r.db", site, "read", link, dead)
    assert done.returncode == 3 and done.stdout.startswith("1 read, 0 unchanged, 1 set aside")
    assert "HTTP 404" in done.stderr
    with Record(tmp_path / "r.db") as opened:
        [report] = opened.rows("reports")
    assert (report.source, report.url, report.headline) == (link, link, "Report 2")
    refused = subprocess.run(
        [COMMAND, "--record", str(tmp_path / "r.db"), "read", link], capture_output=True, text=True
    )
    assert refused.returncode == 1 and "--allow-private" in refused.stderr


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["watch"], "Missing argument"),
        (["watch", "no-such.opml"], "cannot be read"),
        (["watch", "http://127.1/"], "odd way"),
        (["watch", "http://a.example", "--every", "1s"], "15m"),
        (["watch", "http://a.example", "--allow-private", "127.0.0.1"], "no HOST:PORT"),
        (["watch", "http://a.example", "--contact", "a b"], "contact"),
    ],
)
def test_mistakes_in_the_call(arguments: list[str], words: str, tmp_path: Path) -> None:
    where = ["--record", str(tmp_path / "r.db")]
    done = subprocess.run([COMMAND, *where, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode in (1, 2) and words in done.stderr
    assert time.monotonic() > 0 and not (tmp_path / "r.db").exists()
