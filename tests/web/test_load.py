"""Readers, a writer and open streams at once, for a moment. `make load MINUTES=10` does it for long."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench import load


def test_many_readers_while_reports_come_in(record_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "THINKS", (0.2, 0.8))
    record = tmp_path / "load.db"
    shutil.copy(record_path, record)
    with ThreadPoolExecutor(1) as apart:  # from the loop that a browser of other tests leaves in this thread
        told = apart.submit(load.load, record, seconds=6, clients=10, open_streams=150).result(600)
    assert told.errors == []
    assert told.streams == 150
    assert told.handed_in and len(told.answers) >= 10, "of each client one at least"
    assert told.code == 0, "it ends, though streams and connections are open"
