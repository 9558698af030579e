"""A lake shows in its files what its record holds, after every change; every command opens it."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from dateline import samples
from dateline.ask.kinds import EXPORTED, Everything
from dateline.cli import main
from dateline.formats import write
from dateline.formats.lake import Lake, _parts


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code in (0, 3), done.output
    return done.output


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lakes") / "lake"
    few = sorted((samples.folder() / "reports").iterdir())[:4]
    run("read", *map(str, few), "-o", str(folder))
    return folder


def exported(record: Lake, kind: str) -> list[dict[str, Any]]:
    out = BytesIO()
    write("jsonl", kind, Everything(record), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def asked(folder: Path, kind: str) -> list[dict[str, Any]]:
    found = duckdb.sql(
        f'SELECT to_json(t) FROM (SELECT * EXCLUDE (day, "table") FROM read_parquet('
        f"'{folder}/table={kind}/**', hive_partitioning = true)) AS t"
    ).fetchall()
    return [json.loads(row) for (row,) in found]


@pytest.mark.parametrize("kind", EXPORTED)
def test_duckdb_finds_the_rows_that_are_exported(lake: Path, kind: str) -> None:
    with Lake(lake) as record:
        wanted = exported(record, kind)
    if not wanted:
        assert not (lake / f"table={kind}").exists()
        return
    found = asked(lake, kind)
    key = json.dumps if kind == "links" else lambda row: row["id"]
    assert sorted(found, key=key) == sorted(wanted, key=key)


def test_days_are_those_of_the_reports(lake: Path) -> None:
    found = duckdb.sql(
        f"SELECT c.day, r.published FROM read_parquet('{lake}/table=claims/**') AS c"
        f" JOIN read_parquet('{lake}/table=reports/**') AS r ON r.id = c.report"
    ).fetchall()
    assert found and all(str(day) == published for day, published in found if day is not None)


def test_commands_open_it(lake: Path) -> None:
    name = ["--record", str(lake)]
    assert json.loads(run(*name, "status", "--json"))["rows"]["reports"] == 4
    report = json.loads(run(*name, "export", "reports").splitlines()[0])["id"]
    assert run(*name, "show", report) and run(*name, "find", "minister") and run(*name, "claims", "--json")
    assert "4 unchanged" in run(*name, "read", *map(str, sorted((samples.folder() / "reports").iterdir())[:4]))


def test_reading_again_writes_nothing_and_what_is_deleted_goes(lake: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(lake, copy)
    with Lake(copy) as record:
        assert record.publish() == 0
        gone = next(record.rows("reports"))
    before = {path.relative_to(copy) for path in copy.rglob("*.parquet")}
    run("--record", str(copy), "delete", gone.id, "--reason", "asked for", "--yes")
    after = {path.relative_to(copy) for path in copy.rglob("*.parquet")}
    assert not after >= before
    assert gone.id not in {row["id"] for row in asked(copy, "reports")}


def test_a_run_that_was_stopped_before_the_files_were_written_is_made_up_for(lake: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(lake, copy)
    for path in (copy / "table=claims").rglob("*.parquet"):
        path.unlink()
    (copy / "_published").unlink()
    run("--record", str(copy), "status")
    assert {path.name for path in copy.rglob("*.parquet")} == {path.name for path in lake.rglob("*.parquet")}


def test_a_folder_that_is_no_lake_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--record", str(tmp_path), "status"])
    assert done.exit_code == 1 and "no lake" in done.output


def test_rows_in_memory_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    from dateline.formats import lake as module

    monkeypatch.setattr(module, "AT_ONCE", 10)
    rows = [SimpleNamespace(n=n, when=f"2016-12-0{n % 3 + 1}") for n in range(50)]
    parts = list(_parts(iter(rows), {}))
    assert all(len(part) <= 10 for _, part in parts)
    assert sorted(row.n for _, part in parts for row in part) == list(range(50))
