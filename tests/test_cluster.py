"""The same record from a Ray cluster on this machine as from one process, also when its processes are killed.

Starting Ray takes half a minute and more on a busy machine, so this runs where DATELINE_TEST_RAY is set.
"""

import json
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from bench.synthetic import made
from dateline import samples
from dateline.ask.kinds import EXPORTED, Everything
from dateline.formats import write
from dateline.intake.sources import sources
from dateline.joining.ahead import Workers
from dateline.plain import plain
from dateline.pool import Died
from dateline.run import read_all
from dateline.store.record import Record

pytestmark = pytest.mark.skipif(not os.environ.get("DATELINE_TEST_RAY"), reason="set DATELINE_TEST_RAY=1 to start Ray")
AT = "2026-01-02T03:04:05Z"
JOINED = ("incidents", "stories", "links", "disputes")
FEW = [str(path) for path in sorted((samples.folder() / "reports").iterdir())[:6]]


def poisoned(items: Sequence[int]) -> list[int]:
    if 13 in items:
        os._exit(9)
    return [2 * item for item in items]


def exports(place: Path, cluster: str | None) -> dict[str, bytes]:
    found = {}
    with Record(place, create=True) as record:
        fates = [
            one.fate
            for one in read_all(record, sources(FEW), jobs=2 if cluster else 1, cluster=cluster, clock=lambda: AT)
        ]
        assert fates == ["read"] * len(FEW)
        for kind in EXPORTED:
            out = BytesIO()
            write("jsonl", kind, Everything(record), out)
            found[kind] = out.getvalue()
    return found


def test_the_record_is_that_of_one_process(tmp_path: Path) -> None:
    assert exports(tmp_path / "ray.db", "local") == exports(tmp_path / "here.db", None)


def test_poison_and_killed_workers(tmp_path: Path) -> None:
    from dateline.cluster import Cluster, RayPool

    with Cluster("local", 2) as cluster, RayPool(2, poisoned, lambda item: 8, cluster) as pool:
        found, killed = [], False
        for batch in pool.map((n, None) for n in range(40)):
            found += batch
            for pid in [] if killed else [*pool.pids.values()]:
                with suppress(ProcessLookupError):  # the poison can have ended it already
                    os.kill(pid, 9)
                    killed = True
                    break
    assert killed
    assert found == [(n, Died(2) if n == 13 else 2 * n) for n in range(40)]


def joined(place: Path, workers: Workers | None) -> str:
    """What 120 reports say together, in two turns."""
    with Record(place, create=True) as record:
        for number in range(120):
            reading = made(number)
            record.add(reading, reading.report.text.encode(), at=AT)
        while record.join(rules="same", at=AT, n=60, workers=workers):
            pass
        return json.dumps([[plain(row) for row in record.joined.rows(kind)] for kind in JOINED])


def test_joined_in_parts_while_workers_are_killed(tmp_path: Path) -> None:
    from dateline.cluster import Cluster

    over, killed = threading.Event(), set[int]()
    with Cluster("local", 2) as cluster:
        thread = threading.Thread(target=kill_some, args=(over, killed), daemon=True)
        thread.start()
        found = joined(tmp_path / "ray.db", cluster.workers())
        over.set()
        thread.join()
    assert killed
    assert found == joined(tmp_path / "here.db", None)


def kill_some(over: threading.Event, killed: set[int], most: int = 3) -> None:
    """Kills processes of Ray that are at a task of joining."""
    while not over.wait(0.05) and len(killed) < most:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                doing = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if doing.startswith((b"ray::_made", b"ray::_scored")) and int(folder.name) not in killed:
                killed.add(int(folder.name))
                os.kill(int(folder.name), 9)
                break
