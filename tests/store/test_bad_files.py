"""Files that are broken leave a reason and nothing half, and what is whole beside them is read. In both databases."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.errors import BadRequest
from dateline.intake.sources import sources
from dateline.run import read_all
from dateline.store.record import Record
from dateline.store.sql import ask
from tests.intake.test_documents import a_pdf
from tests.stores import Place

GOOD = "Rebels shelled Idlib on 11 December 2016, the ministry said."
MAIL = (
    "From desk@example.org Mon Dec 12 10:00:00 2016\nFrom: desk@example.org\nSubject: Idlib\n"
    "Date: Mon, 12 Dec 2016 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut\n\n"
    f"--cut\nContent-Type: text/plain\n\n{GOOD}\n--cut\nContent-Type: text/plain\n"
    "Content-Transfer-Encoding: base64\n\n%%% no base64 %%%\n"
)


def parquet(rows: int) -> bytes:
    out = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": [f"r{n}" for n in range(rows)], "text": [f"{GOOD} {n}" for n in range(rows)]}), out)
    whole: bytes = out.getvalue().to_pybytes()
    return whole


def test_broken_files_beside_whole_ones(place: Place, tmp_path: Path) -> None:
    data = parquet(3)
    for n, cut in enumerate((4, len(data) // 3, len(data) - 9, len(data) - 1)):
        (tmp_path / f"cut{n}.parquet").write_bytes(data[:cut])
    (tmp_path / "locked.pdf").write_bytes(a_pdf(["secret"], password="x"))
    (tmp_path / "scanned.pdf").write_bytes(a_pdf([]))
    (tmp_path / "mail.mbox").write_text(MAIL, encoding="utf-8")
    (tmp_path / "whole.txt").write_text(GOOD, encoding="utf-8")
    with Record(place(), create=True) as record:
        outcomes = list(read_all(record, sources([str(tmp_path)])))
        assert {one.fate for one in outcomes} == {"read", "set aside"}
        reasons = {Path(one["source"]).name.split(" ")[0]: f"{one['reason']} {one['do']}" for one in record.waiting()}
        assert set(reasons) == {*(f"cut{n}.parquet" for n in range(4)), "locked.pdf", "scanned.pdf"}
        assert all("Parquet" in reasons[f"cut{n}.parquet"] for n in range(4))
        assert "encrypted" in reasons["locked.pdf"] and "pictures" in reasons["scanned.pdf"]
        reports = list(record.rows("reports"))
        assert len(reports) == 2 and all(GOOD in report.text for report in reports)
        assert list(record.history.wrong()) == [] and record.damage() == []


NAMES = (
    'claims"; DROP TABLE claims; --', "claims'; DROP TABLE claims; --", "claims]", "`claims`", "cla\0ims", "🧨",
    "\u202eclaims", "x" * 100_000, "", "sqlite_master.claims", "main.nothing", "information_schema.nothing",
)  # fmt: skip


def test_identifiers_in_sql(place: Place) -> None:
    """As a table, a column and a value: rows, none, or a clear error; never a change."""
    where = place()
    mark = "?" if isinstance(where, Path) else "$1"
    with Record(where, create=True) as record:
        before = record.counts(), record.state()
        for name in NAMES:
            quoted = name.replace('"', '""')
            for statement in (f'SELECT * FROM "{quoted}"', f"SELECT * FROM {name}", f'SELECT "{quoted}" FROM claims'):
                with pytest.raises(BadRequest) as caught:
                    assert ask(where, statement).rows == ()  # SQLite takes a column that is not there for a text
                    raise BadRequest("no row", "")
                assert len(caught.value.what) < 500, name[:40]
            try:
                assert ask(where, f"SELECT count(*) FROM claims WHERE text = {mark}", (name,)).rows == ((0,),)
            except BadRequest as problem:
                assert "\0" in name and problem.do
        assert (record.counts(), record.state()) == before
