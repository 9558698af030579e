"""The same record from a Ray cluster on this machine as from one process, also when its processes are killed.

Starting Ray takes half a minute and more on a busy machine, so this runs where DATELINE_TEST_RAY is set.
"""

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from dateline import samples
from dateline.ask.kinds import EXPORTED, Everything
from dateline.formats import write
from dateline.intake.sources import sources
from dateline.pool import Died
from dateline.run import read_all
from dateline.store.record import Record

pytestmark = pytest.mark.skipif(not os.environ.get("DATELINE_TEST_RAY"), reason="set DATELINE_TEST_RAY=1 to start Ray")
AT = "2026-01-02T03:04:05Z"
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
    from dateline.cluster import RayPool

    with RayPool(2, poisoned, lambda item: 8, "local") as pool:
        found, killed = [], False
        for batch in pool.map((n, None) for n in range(40)):
            found += batch
            if not killed:
                os.kill(next(iter(pool.pids.values())), 9)
                killed = True
    assert found == [(n, Died(2) if n == 13 else 2 * n) for n in range(40)]
