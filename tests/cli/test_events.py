"""`dateline events` and `dateline codebook`, as a person calls them."""

import json
from pathlib import Path

import pytest

from dateline.cli.events import TYPES
from dateline.lexicon.plover import load
from tests.command import dateline

REPORT = (
    "The war\n\nChad shelled a Libyan base on Monday, a general told the Sahel Wire. Niger condemned the raid.\n\n"
    "Chad's president will meet the Libyan king in Tunis.\n"
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    (folder / "war.txt").write_text(REPORT, encoding="utf-8")
    assert (
        dateline("read", str(folder / "war.txt"), "--published", "2016-12-13", record=folder / "r.db").returncode == 0
    )
    return folder / "r.db"


def test_who_did_what_to_whom(read: Path) -> None:
    done = dateline("events", record=read)
    assert done.returncode == 0, done.stderr
    assert "Chad" in done.stdout and "ASSAULT/heavy-weapons “shelled”" in done.stdout
    assert "claimed · according to" in done.stdout and "war.txt" in done.stdout and "evt-" in done.stdout
    assert "\x1b[" not in done.stdout


@pytest.mark.parametrize(
    "asked, types",
    [
        pytest.param(["--type", "accuse"], {"ACCUSE"}, id="type, in any case"),
        pytest.param(["--actor", "NER"], {"ACCUSE"}, id="a country's code"),
        pytest.param(["--actor", "TCD:GOV", "--status", "claimed"], {"ASSAULT"}, id="a code and a status"),
        pytest.param(["--status", "planned"], {"CONSULT"}, id="planned"),
        pytest.param(["--place", "tunis"], {"CONSULT"}, id="a place"),
        pytest.param(["--report", "war", "--limit", "1"], {"ASSAULT"}, id="a report, one line"),
        pytest.param(["--report", "peace"], set(), id="no such report"),
    ],
)
def test_filters(asked: list[str], types: set[str], read: Path) -> None:
    rows = json.loads(dateline("events", *asked, "--json", record=read).stdout)
    assert {row["type"] for row in rows} == types
    assert all(row["according_to"] for row in rows)


def test_nothing_fits(read: Path) -> None:
    done = dateline("events", "--actor", "Nobody", record=read)
    assert (done.returncode, done.stdout) == (0, "") and "no event fits" in done.stderr


def test_why_names_entry_frame_and_arguments(read: Path) -> None:
    [row] = json.loads(dateline("events", "--type", "ACCUSE", "--json", record=read).stdout)
    said = dateline("why", row["id"], record=read).stdout
    for words in (
        "'A _ R (for O)'",
        "group 'condemn'",
        "lexicon/events/accuse.yaml",
        "initiators (A)",
        "recipients (R)",
    ):
        assert words in " ".join(said.split())


def test_codebook() -> None:
    whole = dateline("codebook").stdout
    assert "### Decisions" in whole and "### Contexts" in whole and all(f"### {name}" in whole for name in TYPES)
    one = dateline("codebook", "retreat").stdout
    assert one.startswith("### RETREAT") and "### AID" not in one and "- matches: " in one
    [row] = json.loads(dateline("codebook", "RETREAT", "--json").stdout)
    assert row["type"] == "RETREAT" and row["groups"]["withdraw"]["frames"]


def test_codebook_of_no_type() -> None:
    done = dateline("codebook", "FIGHT")
    assert done.returncode == 1 and "there is no type 'FIGHT'" in done.stderr and "ASSAULT" in done.stderr


def test_types_are_those_of_the_lexicon() -> None:
    assert tuple(load().types) == TYPES
