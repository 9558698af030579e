"""`/metrics`: the numbers of a watch in Prometheus' text format, for this machine only.

Source: Prometheus, "Exposition formats", text version 0.0.4.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer

from dateline.errors import BadRequest
from dateline.watching.counts import Numbers
from dateline.watching.feed import FeedWatch

LOOPBACK = "127.0.0.1"
_SECONDS = 2.0  # for which one who asks may take to ask


@dataclass(frozen=True, slots=True)
class Metric:
    name: str
    kind: str  # counter, gauge
    help: str


INPUTS = Metric("dateline_watch_inputs_total", "counter", "Inputs that have their fate: read + unchanged + set aside.")
OUTCOMES = Metric("dateline_watch_outcomes_total", "counter", "Inputs by their fate.")
WAITING = Metric("dateline_watch_inputs_waiting", "gauge", "Inputs that are in hand and have no fate yet.")
KNOWN = Metric(
    "dateline_watch_items_known_total", "counter", "Items that a feed showed again after they were done with."
)
REQUESTS = Metric("dateline_watch_requests_total", "counter", "Addresses asked for, by result.")
BYTES = Metric("dateline_watch_received_bytes_total", "counter", "Bytes that came over the network.")
RATE = Metric("dateline_watch_reports_per_minute", "gauge", "Reports read a minute, over the last ten.")
LAG = Metric("dateline_watch_lag_seconds", "gauge", "From publication to being read, of the last report that tells.")
LAST = Metric("dateline_watch_last_read_timestamp_seconds", "gauge", "When the last report was read.")
START = Metric("dateline_watch_start_timestamp_seconds", "gauge", "When the watch began.")
FEEDS = Metric("dateline_watch_feeds", "gauge", "Feeds that are watched, by how they do.")
UP = Metric("dateline_watch_feed_up", "gauge", "1 for a feed that answered last time, 0 for one that failed.")
METRICS = (INPUTS, OUTCOMES, WAITING, KNOWN, REQUESTS, BYTES, RATE, LAG, LAST, START, FEEDS, UP)


def text(numbers: Numbers, feeds: Iterable[tuple[str, bool]]) -> str:
    """All metrics. feeds: (URL, fails) of each."""
    feeds = list(feeds)
    failing = sum(fails for _, fails in feeds)
    fates = {fate.replace(" ", "_"): n for fate, n in numbers.fates.items()}
    well = numbers.requests - numbers.failed
    return "".join(
        (
            *_lines(INPUTS, {"": numbers.inputs}),
            *_lines(OUTCOMES, {_label("fate", fate): n for fate, n in fates.items()}),
            *_lines(WAITING, {"": numbers.waiting}),
            *_lines(KNOWN, {"": numbers.known}),
            *_lines(REQUESTS, {_label("result", "ok"): well, _label("result", "failed"): numbers.failed}),
            *_lines(BYTES, {"": numbers.bytes}),
            *_lines(RATE, {"": numbers.rate}),
            *_lines(LAG, {} if numbers.lag is None else {"": numbers.lag}),
            *_lines(LAST, {} if numbers.last_read is None else {"": numbers.last_read}),
            *_lines(START, {"": numbers.started}),
            *_lines(FEEDS, {_label("state", "ok"): len(feeds) - failing, _label("state", "failing"): failing}),
            *_lines(UP, {_label("feed", url): int(not fails) for url, fails in feeds}),
        )
    )


def of_feeds(feeds: Iterable[FeedWatch]) -> list[tuple[str, bool]]:
    return [(one.url, one.failing) for one in feeds]


def _lines(metric: Metric, values: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.help}\n# TYPE {metric.name} {metric.kind}\n"
    for labels, value in values.items():
        yield f"{metric.name}{labels} {value:.17g}\n"


def _label(name: str, value: str) -> str:
    said = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{{{name}="{said}"}}'


class Metrics:
    """The page, at `port` of this machine. Close it."""

    def __init__(self, port: int, made: Callable[[], str]):
        """made: gives the text at each request. Raises BadRequest for a port that is taken."""

        class Page(BaseHTTPRequestHandler):
            timeout = _SECONDS
            server_version, sys_version = "Dateline", ""

            def do_GET(self) -> None:
                host = (self.headers.get("Host") or "").rpartition(":")[0]
                found = self.path.partition("?")[0] == "/metrics" and host in (LOOPBACK, "localhost")
                body = (made() if found else "the numbers are at /metrics\n").encode()
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("X-Content-Type-Options", "nosniff")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        try:
            self._server = HTTPServer((LOOPBACK, port), Page)
        except OSError as problem:
            what = f"port {port} cannot be had for /metrics: {problem.strerror}"
            raise BadRequest(what, "name another one; 0 takes a free one") from problem
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who hung up is no error of ours
        self.address = f"http://{LOOPBACK}:{self._server.server_port}/metrics"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
