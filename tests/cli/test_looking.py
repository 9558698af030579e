"""`dateline show`, `why` and `claims` on sayings inside sayings, as a person calls them."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import main
from dateline.records import Reading
from dateline.store.record import Record
from tests.stores import run

TEXT = (
    "The Harbour Courier learned from a customs officer that “the navy and [the coast guard] have said that the loss "
    "of the strait [to the raiders] would ruin the port.”\n\nThe governor accused the union of hiding fuel."
)


@pytest.fixture(scope="module")
def record(reading_of: Callable[..., Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("looking") / "r.db"
    with Record(path, create=True) as made:
        made.add(reading_of(TEXT, published="2017-03-10", source="a.txt"), TEXT.encode(), at="2020-01-01T00:00:00Z")
    return path


def called(record: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["--record", str(record), *arguments])
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


def inner(record: Path) -> str:
    return re.findall(r"clm-[a-z0-9]+", called(record, "claims", "--about", "ruin"))[-1]


def test_the_chain_goes_outwards(record: Path) -> None:
    page = called(record, "show", "a.txt")
    assert re.search(r"the coast guard \(:MIL\) ← a customs officer[^←]* ← Harbour Courier", page)


def test_brackets_of_the_report_are_no_markup(record: Path) -> None:
    assert "the strait [to the raiders] would ruin" in called(record, "why", inner(record))


def test_why_tells_of_a_claim_inside_a_claim(record: Path) -> None:
    page = called(record, "why", inner(record))
    assert "said in a customs officer" in page and "frames, clause" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(("--source", "governor"), ["the union of hiding fuel"], id="source"),
        pytest.param(("--stance", "accuses"), ["the union of hiding fuel"], id="stance"),
        pytest.param(("--via", "Courier"), ["“the navy and", "that the loss"], id="via, also of what is said inside"),
        pytest.param(("--about", "fuel"), ["the union of hiding fuel"], id="about"),
        pytest.param(("--source", "bishop"), [], id="nobody"),
    ],
)
def test_filters_of_claims(record: Path, asked: tuple[str, ...], found: list[str]) -> None:
    page = called(record, "claims", *asked)
    assert all(words in page for words in found)
    assert len(set(re.findall(r"clm-[a-z0-9]+", page))) == len(found)


def test_an_index_that_was_damaged_is_made_anew(record: Path, tmp_path: Path) -> None:
    damaged = Path(shutil.copy(record, tmp_path / "r.db"))
    run(damaged, "DELETE FROM search_data WHERE id > 10")
    told = CliRunner().invoke(main, ["--record", str(damaged), "check"])
    assert told.exit_code == 1 and "index of words is damaged" in told.stdout and "check --mend-search" in told.stdout
    mended = CliRunner().invoke(main, ["--record", str(damaged), "check", "--mend-search"])
    assert "rows are found" in mended.stderr and "index of words" not in mended.stdout
    assert "1 reports" in called(damaged, "find", "raiders")
