"""`dateline watch`: feeds, folders and lines, read as they come."""

import re
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.terminal import (
    ERROR,
    PARTLY,
    as_json_option,
    fetcher_for,
    fetching_options,
    leave,
    open_record,
    record_path,
    say,
)

if TYPE_CHECKING:
    from dateline.watching.screen import Screen
    from dateline.watching.watch import Watch

_UNITS = {"s": 1, "m": 60, "h": 3_600}
LEAST = 30.0  # seconds from one look at a feed to the next


def _seconds(_context: click.Context, _option: click.Parameter, value: str) -> float:
    found = re.fullmatch(r"(\d{1,6})([smh])", value.strip())
    seconds = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if seconds < LEAST:
        raise click.BadParameter(f"write 15m, 1h or 90s; not less than {LEAST:.0f}s")
    return seconds


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option(
    "--every",
    default="15m",
    show_default=True,
    callback=_seconds,
    metavar="TIME",
    help="From one look at a feed to the next: 90s, 15m, 2h.",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--once", is_flag=True, help="Look at each once, read what is new, and end: for cron.")
@click.option(
    "--metrics",
    type=click.IntRange(0, 65_535),
    metavar="PORT",
    help="Serve the numbers to Prometheus at http://127.0.0.1:PORT/metrics.",
)
@fetching_options
@as_json_option
def watch(
    feeds: tuple[str, ...],
    every: float,
    jobs: int,
    once: bool,
    metrics: int | None,
    allow_private: tuple[str, ...],
    contact: str | None,
    as_json: bool,
) -> None:
    """Read news as it comes: from feeds, lists of feeds, folders and lines.

    FEEDS are addresses of feeds (RSS, Atom, JSON Feed), OPML files as feed readers export them, folders whose new and
    changed files are read, or - for a path or URL a line on standard input.

    \b
    dateline watch feeds.opml                       until Ctrl-C, every 15 minutes
    dateline watch --once https://news.example/rss  one look, for cron
    dateline watch inbox/ --metrics 9127            a folder, with numbers for Prometheus

    Where a feed holds whole articles they are read as they stand; where it holds summaries the pages are fetched.
    Hosts are asked politely: see docs/watching.md. Ctrl-C or SIGTERM ends it after the report in hand; started again,
    it goes on where it was.
    """
    from dateline.watching.lines import Lines
    from dateline.watching.metrics import Metrics, of_feeds, text
    from dateline.watching.places import places
    from dateline.watching.watch import Watch

    named = places(feeds)
    for problem in named.problems:
        say(f"note: {problem}")
    fetcher = fetcher_for(allow_private, contact)
    stop = threading.Event()
    with open_record(create=True) as record:
        screen = _screen(as_json)
        lines = Lines(sys.stdin.fileno()) if named.lines else None
        running = Watch(record, named, fetcher, every=every, jobs=jobs, lines=lines, tell=screen.show, stop=stop)
        page = None
        before = _until_told(stop)
        try:
            if metrics is not None:
                page = Metrics(metrics, lambda: text(running.counts.numbers(), of_feeds(running.feeds)))
                say(f"numbers at {page.address}")
            running.run(once=once, tick=lambda: screen.tick(running))
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            screen.close()
            if page is not None:
                page.close()
    _end(running, as_json, once)


def _until_told(stop: threading.Event) -> dict[signal.Signals, Any]:
    """Ctrl-C and SIGTERM end the watch after the report in hand; a second Ctrl-C ends it at once.

    Returns what they did before.
    """

    def told(number: int, _frame: object) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    return {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}


def _screen(as_json: bool) -> "Screen":
    from dateline.watching.screen import Dashboard, Json, Lines

    if as_json:
        return Json(click.echo)
    if sys.stdout.isatty():
        return Dashboard(str(record_path()))
    quiet = click.get_current_context().find_root().params["quiet"]
    return Lines((lambda _line: None) if quiet else click.echo, say)


def _end(running: "Watch", as_json: bool, once: bool) -> None:
    from dateline.watching.screen import totals

    numbers = running.counts.numbers()
    failing = [one for one in running.feeds if one.failing]
    if not as_json:
        feeds = (
            f" · {len(running.feeds)} feed{'s'[: len(running.feeds) != 1]}, {len(failing)} failing"
            if running.feeds
            else ""
        )
        click.echo(f"{totals(numbers)}{feeds} · record {record_path()}")
    if once and (numbers.fates["set aside"] or failing):
        some = numbers.fates["read"] or numbers.fates["unchanged"] or len(failing) < len(running.feeds)
        leave(PARTLY if some else ERROR)
