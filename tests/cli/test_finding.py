"""`dateline find` and the formats of `export`, as a person calls them."""

import csv
import json
from pathlib import Path

import pytest

from tests.command import dateline
from tests.stores import Place

REPORT = "Turkey and Russia will meet in Moscow on 27 December. Rebels shelled Idlib on 11 December, the ministry said."


@pytest.fixture(scope="module")
def record(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    folder, where = tmp_path_factory.mktemp("find"), place()
    (folder / "talks.txt").write_text(REPORT, encoding="utf-8")
    assert dateline("read", str(folder), "--published", "2016-12-14", record=where).returncode == 0
    return where


def test_find_counts_and_shows(record: Path | str) -> None:
    done = dateline("find", "type:ASSAULT", "idlib", record=record)
    assert done.returncode == 0, done.stderr
    assert "1 events" in done.stdout and "Rebels shelled Idlib" in done.stdout and "talks.txt · evt-" in done.stdout
    answer = json.loads(dateline("find", "type:ASSAULT idlib", "--json", record=record).stdout)
    assert answer["counts"]["events"] == 1 and answer["found"][0]["first"] == "2016-12-11"


@pytest.mark.parametrize(
    "query, words",
    [
        pytest.param(["typ:ASSAULT"], "did you mean type:", id="field"),
        pytest.param(["after:soon"], "character 7", id="place of the mistake"),
        pytest.param(["--kind", "spells"], "'spells' is not one of", id="kind"),
    ],
)
def test_find_says_what_is_wrong(record: Path | str, query: list[str], words: str) -> None:
    done = dateline("find", *query, record=record)
    assert done.returncode in (1, 2) and words in done.stderr and "Traceback" not in done.stderr


def test_nothing_found_is_no_error(record: Path | str) -> None:
    done = dateline("find", "submarine", record=record)
    assert done.returncode == 0 and "0 claims" in done.stdout and "nothing fits" in done.stderr


def test_export_in_a_format_of_others(record: Path | str, tmp_path: Path) -> None:
    done = dateline("export", "events", "--format", "gdelt", "-o", str(tmp_path / "e.tsv"), record=record)
    assert done.returncode == 0 and "left out" in done.stderr
    assert (tmp_path / "e.tsv").read_text(encoding="utf-8").count("\t") == 60
    done = dateline("export", "all", "--format", "gdelt", "-o", str(tmp_path / "g"), record=record)
    assert {path.name for path in (tmp_path / "g").iterdir()} == {"events.tsv", "mentions.tsv"}


def test_tables_come_with_their_description(record: Path | str, tmp_path: Path) -> None:
    assert dateline("export", "all", "--format", "csv", "-o", str(tmp_path), record=record).returncode == 0
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for table in package["resources"]:
        with (tmp_path / table["path"]).open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head == [field["name"] for field in table["schema"]["fields"]]
        assert len(rows) == table["rowcount"]


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["claims", "--format", "gdelt"], "export events or mentions"),
        (["events", "--format", "gdlt"], "did you mean gdelt?"),
        (["all", "--format", "gdelt"], "-o DIR"),
    ],
)
def test_export_says_what_is_wrong(record: Path | str, arguments: list[str], words: str) -> None:
    done = dateline("export", *arguments, record=record)
    assert done.returncode in (1, 2) and words in done.stderr and done.stdout == ""
