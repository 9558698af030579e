"""Others who use the record while it is struck: a second process that reads it, and the pages with somebody who looks.

They must not notice: no report is ever seen in part or gone again, every page is answered, the server stops in order.
Each is a process of its own, made by fork.
"""

import http.client
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import dateline.web.app  # noqa: F401  loaded before the processes are forked
from dateline.records import READ_KINDS
from dateline.store.record import Record
from dateline.web.serve import serve

PAGES = ("/", "/?q=shells", "/reports", "/timeline", "/disputes", "/api/v1/claims?limit=20", "/search.json?q=truce")
PATIENCE = 240.0  # seconds until the server answers first, and until it has stopped, on a machine that does much else
LOOKS = 0.02  # seconds between two looks


class Company:
    """A reader, a server and somebody at its pages, from `with` to its end. wrong: what they noticed."""

    def __init__(self, folder: Path, record: Path, *, may_shrink: bool = False, wait: bool = True):
        self.folder, self.record = folder, record
        self.may_shrink = may_shrink  # reports are deleted while it looks
        self.wait = wait  # until all of them are at work
        self.wrong: list[str] = []
        self.looks = 0  # of the reader
        self.pages = 0  # that were answered
        self._children: dict[str, int] = {}

    def __enter__(self) -> "Company":
        self.folder.mkdir(exist_ok=True)
        for path in self.folder.iterdir():
            path.unlink()
        self._begin("server", self._serve)
        self._begin("reader", self._read)
        self._begin("visitor", self._visit)
        if self.wait:
            self.seen(("looks", "pages"))
        return self

    def __exit__(self, *_: object) -> None:
        if not self.wrong:
            self.seen(("looks", "pages"))  # they are still at it
        for name in ("visitor", "reader"):
            self._end(name, signal.SIGKILL)
        self._end("server", signal.SIGINT)
        self.looks, self.pages = self._count("looks"), self._count("pages")
        self.wrong += [path.read_text() for path in sorted(self.folder.glob("said-*"))]

    def seen(self, names: tuple[str, ...]) -> None:
        """Waits until each of them has had another look."""
        began = {name: self._count(name) for name in names}
        until = time.monotonic() + PATIENCE
        while any(self._count(name) <= began[name] for name in names):
            if list(self.folder.glob("said-*")):
                return
            if time.monotonic() > until:
                self.wrong.append(f"no more {' and '.join(names)} for {PATIENCE:g} s")
                return
            time.sleep(LOOKS)

    # -- the processes

    def _begin(self, name: str, work: Callable[[], None]) -> None:
        sys.stdout.flush()
        child = os.fork()
        if child:
            self._children[name] = child
            return
        code = 0
        try:
            work()
        except BaseException:
            code = 1
            last = traceback.format_exc().strip().splitlines()
            (self.folder / f"said-{name}").write_text(f"{name}: {last[-1]} ({last[-3].strip() if last[2:] else ''})")
        finally:
            os._exit(code)

    def _end(self, name: str, how: signal.Signals) -> None:
        child = self._children.pop(name)
        os.kill(child, how)
        until = time.monotonic() + PATIENCE
        ended, status = os.waitpid(child, os.WNOHANG)
        while not ended:
            if time.monotonic() > until:
                self.wrong.append(f"the {name} did not stop")
                os.kill(child, signal.SIGKILL)
            time.sleep(LOOKS)
            ended, status = os.waitpid(child, os.WNOHANG)
        if how == signal.SIGINT and os.waitstatus_to_exitcode(status) != 0:
            self.wrong.append(f"the {name} ended with {os.waitstatus_to_exitcode(status)}")

    def _serve(self) -> None:
        def tell(address: str) -> None:
            (self.folder / "made").write_text(address)
            (self.folder / "made").rename(self.folder / "address")

        serve(self.record, browse=False, tell=tell)

    def _read(self) -> None:
        """Opens the record again and again; what it sees of a report is whole, and stays."""
        before: set[str] = set()
        n = 0
        while True:
            with Record(self.record) as record:
                now = {report.id for report in record.rows("reports")}
                gone = before - now
                assert self.may_shrink or not gone, f"{len(gone)} reports are gone"
                for report in sorted(now)[n % 3 :: 3]:
                    if not self.may_shrink or record.has(report):
                        _whole(record, report)
            before = now
            n += 1
            self._note("looks", n)
            time.sleep(LOOKS)

    def _visit(self) -> None:
        where = self.folder / "address"
        while not where.exists():
            time.sleep(LOOKS)
        host = urlsplit(where.read_text()).netloc
        n = 0
        while True:
            asking = http.client.HTTPConnection(host, timeout=PATIENCE)
            asking.request("GET", PAGES[n % len(PAGES)])
            answer = asking.getresponse()
            answer.read()
            asking.close()
            assert answer.status == 200, f"{PAGES[n % len(PAGES)]} was answered with {answer.status}"
            n += 1
            self._note("pages", n)
            time.sleep(LOOKS)

    def _note(self, name: str, n: int) -> None:
        new = self.folder / f"{name}-new"
        new.write_text(str(n))
        new.rename(self.folder / name)

    def _count(self, name: str) -> int:
        path = self.folder / name
        return int(path.read_text()) if path.exists() else 0


def _whole(record: Record, report: str) -> None:
    reading = record.reading(report)
    text = reading.report.text
    assert reading.passages, f"{report} has no passages"
    for kind in READ_KINDS:
        for row in getattr(reading, kind, ()):
            if hasattr(row, "text"):
                assert text[row.start : row.end] == row.text, f"{row.id} is not what its report says"
