"""The commands of the dossiers, as a person calls them."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.command import dateline

REPORT = (
    "HARBOUR, Dec 14, 2016 (Example Wire) - A truce agreed for Aleppo on Tuesday collapsed on Wednesday. The Syrian "
    "army holds 98 percent of Aleppo, the minister said. Some 4,000 people have fled Aleppo since Monday. At least six "
    "people died in Aleppo on Wednesday, doctors said. Russia and Turkey will hold talks in Moscow on Friday.\n"
)
KINDS = ("ceasefires", "control", "displacement", "talks", "casualties")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dossiers")
    (folder / "truce.txt").write_text(REPORT, encoding="utf-8")
    done = dateline("read", str(folder / "truce.txt"), record=folder / "r.db")
    assert done.returncode == 0, done.stderr
    return folder / "r.db"


@pytest.mark.parametrize("kind", KINDS)
def test_table_json_and_csv_have_the_same_rows(record: Path, kind: str) -> None:
    rows = json.loads(dateline(kind, "--json", record=record).stdout)
    table = dateline(kind, record=record).stdout
    sheet = list(csv.DictReader(io.StringIO(dateline(kind, "--csv", record=record).stdout)))
    assert rows and [row["id"] for row in rows] == [row["id"] for row in sheet]
    assert all(row["id"] in table for row in rows)
    assert [json.loads(line) for line in dateline("export", kind, record=record).stdout.splitlines()] == rows


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_can_be_asked_why(record: Path, kind: str) -> None:
    row = json.loads(dateline(kind, "--json", record=record).stdout)[0]
    first = json.loads(dateline("why", row["id"], "--json", record=record).stdout)
    ids = [i for evidence in row["evidence"] for i in evidence["ids"]]
    assert any(ids[0] in str(value) for value in first.values())
    second = json.loads(dateline("why", ids[0], "--json", record=record).stdout)
    assert "»" in second["sentence"] and second["rule"]


def test_nothing_fits(record: Path) -> None:
    done = dateline("control", "--place", "Oslo", record=record)
    assert done.returncode == 0 and "nothing is reported" in done.stderr and done.stdout == ""


def test_before_the_report_nothing_is_known(record: Path) -> None:
    assert json.loads(dateline("control", "--as-of", "2016-12-13", "--json", record=record).stdout) == []
    done = dateline("control", "--as-of", "then", record=record)
    assert done.returncode == 1 and "write a day" in done.stderr


def test_briefs(record: Path) -> None:
    page = dateline("dossier", "Aleppo", record=record).stdout
    assert "Announced 13 Dec, collapsed 14 Dec" in page and "## Sentences" in page
    assert json.loads(dateline("dossier", "Aleppo", "--json", record=record).stdout)["place"] == "Aleppo"
    target = record.parent / "aleppo.html"
    assert dateline("dossier", "Aleppo", "-o", str(target), record=record).returncode == 0
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    word = record.parent / "aleppo.docx"
    assert dateline("dossier", "Aleppo", "-o", str(word), record=record).returncode == 0
    assert word.read_bytes()[:2] == b"PK"
    wrong = dateline("dossier", "Aleppo", "-o", str(record.parent / "aleppo.xyz"), record=record)
    assert wrong.returncode == 1 and ".md, .html, .docx" in wrong.stderr
