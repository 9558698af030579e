"""Exports to a disk that fills, and back again: no half file under the final name, no row lost."""

import io
import json
import os
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.ask.kinds import EXPORTED, Everything
from dateline.errors import DatelineError
from dateline.formats import FORMATS, write
from dateline.formats.exchange import EXCHANGE
from dateline.plain import plain
from dateline.store.record import Record
from tests.command import COMMAND, PATIENCE, dateline

REPORT = (
    "The Syrian army shelled the town of Idlib on 12 December 2016, killing at least 14 civilians, Harbour Monitor "
    "said. “Talks go on,” its spokesman Karim Haddad told reporters. Turkey and Russia will meet in Moscow on 27 "
    "December 2016. "
    "The Syrian army announced a humanitarian truce in Aleppo on 13 December 2016. "
)
RECORD_OPENS = 33  # blocks of 1 kB that a process must be let write so that it can open the record
EVERY = [(form, "claims") for form in FORMATS] + [(form, kind) for form in EXCHANGE for kind in EXCHANGE[form].kinds]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    rows = [{"id": f"r{n}", "text": f"Report {n}. {REPORT * 3}", "published": "2016-12-14"} for n in range(6)]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = dateline("read", str(folder / "rows.jsonl"), record=folder / "r.db")
    assert done.returncode == 0, done.stderr
    dateline("stories", record=folder / "r.db")
    return folder / "r.db"


class FullDisk(io.RawIOBase):
    """A file on a disk with no more than `room` bytes."""

    def __init__(self, room: int):
        self.room = room

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def, override]
        self.room -= len(bytes(data))
        if self.room < 0:
            raise OSError(28, "No space left on device")
        return len(bytes(data))


@pytest.mark.parametrize("form, kind", EVERY)
def test_every_writer_tells_of_a_full_disk(record: Path, form: str, kind: str) -> None:
    with Record(record) as opened:
        whole = io.BytesIO()
        if not write(form, kind, Everything(opened), whole).rows:
            pytest.skip(f"nothing of this record is {form}")
        with pytest.raises(OSError, match="No space left"):
            write(form, kind, Everything(opened), FullDisk(len(whole.getvalue()) - 1))


@pytest.mark.parametrize("form, kind", EVERY)
def test_no_half_file_gets_the_final_name(record: Path, tmp_path: Path, form: str, kind: str,
                                          monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from dateline.formats.files import whole_file

    target = tmp_path / "out"
    target.write_text("what was there before")
    with Record(record) as opened, pytest.raises(DatelineError, match="cannot be written"), whole_file(target) as out:
        write(form, kind, Everything(opened), out)
        raise OSError(28, "No space left on device")  # while the last bytes go out
    assert target.read_text() == "what was there before" and list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_told_and_leaves_nothing(record: Path, tmp_path: Path) -> None:
    for form, kind in (("jsonl", "mentions"), ("csv", "mentions"), ("prov", "claims")):
        export = f"export {kind} --format {form} -o {tmp_path}/out"
        limited = f"ulimit -f {RECORD_OPENS}; exec {COMMAND} --record {record} {export}"
        done = subprocess.run(
            ["bash", "-c", f"trap '' XFSZ; {limited}"], capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 1 and "cannot be written" in done.stderr, (form, done.stderr)
        assert "Traceback" not in done.stderr and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "asked, unbuffered",
    [
        pytest.param("export mentions", "", id="rows"),
        pytest.param("export mentions", "1", id="rows, in one go"),
        pytest.param("show r0 --json", "1", id="text"),
        pytest.param("status", "", id="what fits nowhere"),
    ],
)
def test_standard_output_that_is_full_is_told(record: Path, tmp_path: Path, asked: str, unbuffered: str) -> None:
    """The file takes the first kilobyte; `status` writes less, and goes where nothing fits."""
    out = "/dev/full" if asked == "status" else tmp_path / "out"
    line = f"ulimit -f {RECORD_OPENS}; head -c $((1024 * {RECORD_OPENS - 1})) /dev/zero > {tmp_path}/out"
    done = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; {line}; exec {COMMAND} --record {record} {asked} >> {out}"],
        capture_output=True, text=True, timeout=PATIENCE, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "the output cannot be written" in done.stderr


def test_jsonl_and_parquet_lose_nothing(record: Path) -> None:
    with Record(record) as opened:
        source = Everything(opened)
        for kind in EXPORTED:
            rows = [plain(row) for row in source.rows(kind)]
            lines, table = io.BytesIO(), io.BytesIO()
            assert write("jsonl", kind, source, lines).rows == write("parquet", kind, source, table).rows == len(rows)
            assert [json.loads(line) for line in lines.getvalue().splitlines()] == rows
            assert pq.read_table(io.BytesIO(table.getvalue())).to_pylist() == rows, kind
