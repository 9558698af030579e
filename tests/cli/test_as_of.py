"""`--as-of` on every command that looks at a record: what was published later is not there."""

from pathlib import Path

import pytest

from dateline.cli import LOOKING
from tests.command import dateline

EARLY = "Rebels shelled Idlib on 9 December, the ministry said."
LATE = "Zubair Haddad met envoys in Moscow on Tuesday. “The road is open,” Haddad told reporters."
COMMANDS = [
    ["find", "Haddad"], ["find", "asof:2016-12-14", "Haddad"], ["claims"], ["events"], ["actors"], ["places"],
    ["status"], ["check"], ["export", "claims"], ["export", "incidents"], ["export", "actors"], ["stories"],
    ["incidents"], ["links"], ["disputes"], ["talks"], ["dossier", "Moscow"], ["times", "early.txt"],
    ["show", "early.txt"],
]  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("as_of")
    for name, text, day in (("early", EARLY, "2016-12-10"), ("late", LATE, "2016-12-14")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        done = dateline("read", str(folder / f"{name}.txt"), "--published", day, record=folder / "r.db")
        assert done.returncode == 0, done.stderr
    return folder / "r.db"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_later_reports_are_not_there(record: Path, command: list[str]) -> None:
    done = dateline(*command, "--as-of", "2016-12-12", record=record)
    assert "Traceback" not in done.stderr and "Haddad" not in done.stdout and "late.txt" not in done.stdout
    assert done.returncode in (0, 1), done.stderr


def test_it_says_what_was_not_known(record: Path) -> None:
    done = dateline("show", "late.txt", "--as-of", "2016-12-12", record=record)
    assert done.returncode == 1 and "no report" in done.stderr
    assert dateline("show", "late.txt", "--as-of", "2016-12-14", record=record).returncode == 0
    assert "no date" in (told := dateline("claims", "--as-of", "soon", record=record).stderr) or "soon" in told


def test_every_looking_command_has_both_options() -> None:
    for command in LOOKING:
        assert {"as_of", "read_by"} <= {param.name for param in command.params}, command.name
