"""`dateline actors`, as a person calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.store.record import Record

TEXT = "Norwegian Foreign Minister Kari Solvang arrived in Muscat. Solvang said that talks would begin on Friday."


@pytest.fixture(scope="module")
def record(reading_of, tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("actors") / "r.db"
    with Record(path, create=True) as made:
        reading = reading_of(TEXT, published="2016-12-01", source="a.txt")
        made.add(reading, TEXT.encode(), at="2020-01-01T00:00:00Z")
    return path


def called(record: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--record", str(record), "actors", *arguments])


def test_list_and_search(record):
    assert "Kari Solvang" in called(record).stdout
    assert "Kari Solvang" in called(record, "solv", "--country", "NOR").stdout
    nothing = called(record, "--country", "PER")
    assert nothing.exit_code == 0 and not nothing.stdout and "no actor fits" in nothing.stderr


def test_show_one_by_name_and_by_id(record):
    page = called(record, "Kari Solvang")
    assert page.exit_code == 0 and "Norwegian Foreign Minister" in page.stdout and "a.txt" in page.stdout
    row = json.loads(called(record, "Kari Solvang", "--json").stdout)
    assert row["actor"]["name"] == "Kari Solvang" and row["said"][0]["source"] == "a.txt"
    assert json.loads(called(record, row["actor"]["id"], "--json").stdout) == row


def test_an_id_that_is_none(record):
    done = called(record, "act-aaaaaaaaaaaaa")
    assert done.exit_code == 1 and "no actor" in done.stderr


def test_rows_for_the_table(record):
    assert called(record, "--rows", "--kind", "person").stdout.startswith("- {name: Kari Solvang")
    assert json.loads(called(record, "--new", "--json").stdout)[0]["mentions"] >= 1
