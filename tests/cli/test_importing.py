"""`dateline import` and `dateline compare`, as a person calls them."""

import json
from pathlib import Path

import pytest

from tests.command import dateline

REPORT = (
    "The Syrian army shelled the town of Idlib on 12 December 2016. "
    "Turkey and Russia met in Moscow on 13 December 2016."
)
TALKS = {"id": "p-1", "date": "2016-12-13", "event": ["CONSULT"], "actor": [{"code": "TUR", "sector": "GOV"}],
         "recipient": [{"code": "RUS", "sector": "GOV"}]}  # fmt: skip
AID = {"id": "p-2", "date": "2016-12-12", "event": ["AID"], "actor": [{"code": "NOR", "sector": "GOV"}]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("import")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "theirs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in (TALKS, AID, {"id": "p-3"})))
    assert dateline("read", str(folder / "report.txt"), "--published", "2016-12-14", record=folder / "r.db").stdout
    return folder


def test_compare_a_file(folder: Path) -> None:
    done = dateline("compare", str(folder / "theirs.jsonl"), record=folder / "r.db")
    assert done.returncode == 0, done.stderr
    assert "1 in both · 1 only theirs · 1 only ours" in done.stdout
    assert "1 rows left out: no 'date', which PLOVER requires" in done.stderr
    found = json.loads(dateline("compare", str(folder / "theirs.jsonl"), "--json", record=folder / "r.db").stdout)
    assert found["both"][0]["theirs"]["key"] == "p-1" and found["both"][0]["ours"]["type"] == "CONSULT"
    assert [one["row"]["key"] for one in found["theirs"]] == ["p-2"]
    assert [one["row"]["type"] for one in found["ours"]] == ["ASSAULT"]
    assert dateline("export", "imported", record=folder / "r.db").stdout == ""  # comparing keeps nothing


def test_import_compare_by_name_and_remove(folder: Path) -> None:
    record = folder / "kept.db"
    record.write_bytes((folder / "r.db").read_bytes())
    before = dateline("export", "incidents", record=record).stdout
    done = dateline("import", str(folder / "theirs.jsonl"), record=record)
    assert (done.returncode, done.stdout) == (0, "theirs.jsonl: 2 events of plover\n"), done.stderr
    assert "1 left out: no 'date'" in done.stderr
    assert "unchanged" in dateline("import", str(folder / "theirs.jsonl"), record=record).stdout
    assert dateline("export", "incidents", record=record).stdout == before
    assert len(dateline("export", "imported", record=record).stdout.splitlines()) == 2
    assert "1 in both" in dateline("compare", "theirs.jsonl", record=record, cwd=folder / "..").stdout
    assert dateline("check", record=record).returncode == 0
    assert "nothing is imported" in dateline("import", "--remove", "theirs.jsonl", record=record).stderr


def test_a_broken_file_among_good_ones_is_partly_done(folder: Path) -> None:
    (folder / "cut.jsonl").write_text('{"id": "p-1", "da')
    done = dateline("import", str(folder / "cut.jsonl"), str(folder / "theirs.jsonl"), record=folder / "some.db")
    assert done.returncode == 3 and "not imported: cut.jsonl ends in the middle of line 1" in done.stderr
    done = dateline("import", str(folder / "cut.jsonl"), "--json", record=folder / "none.db")
    assert done.returncode == 1 and json.loads(done.stdout)["files"] == []


def test_no_such_file(folder: Path) -> None:
    done = dateline("compare", "nowhere.csv", record=folder / "r.db")
    assert done.returncode == 1 and "there is no file 'nowhere.csv'" in done.stderr
