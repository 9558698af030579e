"""`dateline delete --person`, `redact` and `people`, as a person calls them."""

import json
import shutil
from pathlib import Path

import pytest

import dateline
from tests.command import dateline as command

TEXT = (
    "“The road is open,” Karim Haddad, a spokesman for the relief office, said on Friday. Rebels shelled Idlib, "
    "Haddad said. The Turkish minister met Haddad in Ankara."
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two reports, made by the command."""
    folder = tmp_path_factory.mktemp("people")
    (folder / "karim-haddad.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text("The truce holds, the Turkish minister said.", encoding="utf-8")
    with dateline.open(folder / "r.db", create=True) as record:
        record.read([folder / "karim-haddad.txt", folder / "other.txt"], published="2016-12-17")
    return folder / "r.db"


@pytest.fixture
def record(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "r.db"))


def bytes_of(record: Path) -> bytes:
    return b"".join(path.read_bytes() for path in record.parent.glob(f"{record.name}*")).lower()


def test_a_person_is_deleted(record: Path, tmp_path: Path) -> None:
    asked = ("delete", "--person", "Karim Haddad", "--reason", "Haddad asked", "--by", "desk")
    refused = command(*asked, record=record)
    assert refused.returncode == 2 and "add --yes" in refused.stderr
    done = command(*asked, "--yes", "--json", record=record)
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["residue"] == [] and sum(told["reports"].values()) == 3, done.stderr
    assert b"haddad" not in bytes_of(record)
    for asking in (["check", "--deep"], ["log", "--verify"]):
        checked = command(*asking, record=record)
        assert checked.returncode == 0, checked.stdout
    exported = tmp_path / "out"
    command("export", "all", "-o", str(exported), record=record)
    command("export", "claims", "--format", "parquet", "-o", str(exported / "c.parquet"), record=record)
    assert not any(b"haddad" in path.read_bytes().lower() for path in exported.iterdir())
    assert "[name withheld 1] asked" in command("log", record=record).stdout
    gone = command("delete", "--person", "Karim Haddad", "--reason", "again", "--yes", record=record)
    assert gone.returncode == 1 and "no actor" in gone.stderr and "Traceback" not in gone.stderr
    assert "0 claims" in command("find", "haddad", record=record).stdout


def test_a_redacted_copy(record: Path, tmp_path: Path) -> None:
    target = tmp_path / "shared.db"
    asked = ("redact", "Karim Haddad", "--to", str(target), "--reason", "to be shared")
    done = command(*asked, "--as", "Witness A", record=record)
    assert done.returncode == 0 and done.stdout.startswith("Witness A: 3 places in 1 reports"), done.stderr
    assert b"haddad" not in bytes_of(target) and b"haddad" in bytes_of(record)
    shown = command("show", "witness-a.txt", record=target).stdout
    assert "Witness A" in shown and "spokesman" in shown
    again = command(*asked, record=record)
    assert again.returncode == 1 and "nothing is written over" in again.stderr


@pytest.mark.parametrize(
    "arguments, code, words",
    [
        (("delete", "karim-haddad.txt", "--reason", "x", "--also", "K.", "--yes"), 2, "add --person"),
        (("redact", "A", "B", "--as", "C", "--to", "x.db", "--reason", "x"), 2, "about one person"),
        (("redact", "Turkish minister", "--to", "x.db", "--reason", "x"), 1, ""),
    ],
)
def test_what_cannot_be_asked(record: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = command(*arguments, record=record, cwd=record.parent)
    assert done.returncode == code and words in done.stderr and "Traceback" not in done.stderr
    assert not (record.parent / "x.db").exists()


def test_names_are_withheld_until_they_are_shown(record: Path) -> None:
    marked = command("people", "mark", "Karim Haddad", "--reason", "Haddad asked", "--json", record=record)
    assert json.loads(marked.stdout)["label"] == "[name withheld 1]", marked.stderr
    for asked in (
        ("show", "karim-haddad.txt"),
        ("claims",),
        ("export", "reports", "--format", "csv"),
        ("people", "list"),
    ):
        shown = command(*asked, record=record)
        assert shown.returncode == 0 and "addad" not in shown.stdout and "name withheld 1" in shown.stdout, asked
    assert "Karim Haddad" in command("claims", "--show-names", record=record).stdout
    assert command("check", "--deep", record=record).returncode == 0
    assert command("people", "unmark", "1", "--reason", "agreed", record=record).returncode == 0
    assert "Karim Haddad" in command("claims", record=record).stdout


def test_each_of_them_explains_itself() -> None:
    from dateline.cli.people import people

    for name, one in people.commands.items():
        assert one.help and any("--json" in option.opts for option in one.params), name
