"""`dateline times`, as a person calls it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import main
from dateline.records import Reading
from dateline.store.record import Record

TEXT = "Tanks shelled the mill in Homs [sic] on Wednesday. The envoys will meet on 20 March for two days."


@pytest.fixture(scope="module")
def record(reading_of: Callable[..., Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("times") / "r.db"
    with Record(path, create=True) as made:
        made.add(reading_of(TEXT, published="2017-03-10", source="a.txt"), TEXT.encode(), at="2020-01-01T00:00:00Z")
    return path


def called(record: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--record", str(record), "times", *arguments])


def test_the_timeline_is_printed(record: Path) -> None:
    page = called(record, "a.txt").stdout
    assert page.index("2017-03-08") < page.index("2017-03-20") and "names no day" in page


def test_the_same_as_json(record: Path) -> None:
    found = json.loads(called(record, "a.txt", "--json").stdout)
    assert [moment["when"] for moment in found["moments"]] == ["2017-03-08", "2017-03-20"]
    assert found["published"] == "2017-03-10" and found["moments"][0]["times"][0]["how"]


def test_no_such_report(record: Path) -> None:
    done = called(record, "b.txt")
    assert done.exit_code == 1 and "b.txt" in done.stderr
