"""`log`, `diff`, `reread` and `--read-by`, as a person calls them."""

import json
from pathlib import Path

import pytest

from tests.command import dateline
from tests.stores import Place, without_triggers

REPORTS = {
    "2016-12-10": "Rebels shelled Idlib on 9 December, the ministry said.",
    "2016-12-14": "Turkey and Russia met in Moscow on Tuesday. “The road is open,” a commander said.",
}


@pytest.fixture
def record(place: Place, tmp_path: Path) -> Path | str:
    where = place()
    for day, text in REPORTS.items():
        (tmp_path / f"{day}.txt").write_text(text, encoding="utf-8")
        done = dateline("read", str(tmp_path / f"{day}.txt"), "--published", day, record=where)
        assert done.returncode == 0, done.stderr
    return where


def older(record: Path | str) -> None:
    """Make it a record that other rules read, with one row that today's would not write."""
    without_triggers(
        record,
        "UPDATE transactions SET rules = '0.0.9+0ld' WHERE what = 'read'",
        "UPDATE events SET mode = 'once' WHERE type = 'CONSULT'",
    )


def test_log_and_verify(record: Path | str) -> None:
    assert [line.split()[2] for line in dateline("log", record=record).stdout.splitlines()].count("read") == 2
    done = dateline("log", "--verify", record=record)
    assert (done.returncode, done.stdout[:10]) == (0, "as written"), done.stdout
    older(record)
    done = dateline("log", "--verify", record=record)
    assert done.returncode == 1 and "is not what was written" in done.stdout and "were changed" in done.stdout


def test_reread_brings_todays_rules_and_keeps_what_stood(record: Path | str) -> None:
    older(record)
    before = dateline("export", "events", record=record).stdout
    done = dateline("reread", record=record)
    assert done.returncode == 0 and "2 reports read again" in done.stdout and "1 changed" in done.stdout, done.stdout
    assert '"once"' in before and '"once"' not in dateline("export", "events", record=record).stdout
    assert "0 reports read again" in dateline("reread", record=record).stdout
    changed = json.loads(
        dateline("diff", "--from", "2000-01-01T00", "--to", "2999-01-01T00", "--json", record=record).stdout
    )
    assert {row["fate"] for row in changed} == {"appeared"}
    assert dateline("check", record=record).returncode == 0


def test_diff_by_day_of_publication(record: Path | str) -> None:
    done = dateline("diff", "--from", "2016-12-10", "--to", "2016-12-14", record=record)
    assert "reports: 1 appeared" in done.stdout and "published it on 2016-12-14" in done.stdout
    assert "Rebels shelled" not in done.stdout


@pytest.mark.parametrize(
    "first, last, words",
    [
        ("2016-12-10", "2026-01-01T10:00:00Z", "not of one kind"),
        ("0.0.1+abc", "0.0.2+def", "ever read this record"),
        ("soon", "later", "is no day, no instant"),
    ],
)
def test_diff_says_what_is_wrong(record: Path | str, first: str, last: str, words: str) -> None:
    done = dateline("diff", "--from", first, "--to", last, record=record)
    assert done.returncode == 1 and words in done.stderr and "Traceback" not in done.stderr


def test_read_by(record: Path | str) -> None:
    assert json.loads(dateline("status", "--read-by", "2020", "--json", record=record).stdout)["rows"]["reports"] == 0
    assert json.loads(dateline("status", "--read-by", "2999", "--json", record=record).stdout)["rows"]["reports"] == 2
    assert dateline("show", "2016-12-14", "--read-by", "2020", record=record).returncode == 1
    assert "no instant" in dateline("status", "--read-by", "soon", record=record).stderr


def test_deleted_for_good(record: Path | str, tmp_path: Path) -> None:
    refused = dateline("delete", "2016-12-10", "--reason", "asked", record=record)
    assert refused.returncode == 2 and "add --yes" in refused.stderr
    silent = dateline("delete", "2016-12-10", "--reason", " ", "--yes", record=record)
    assert silent.returncode == 1 and "nothing says why" in silent.stderr
    person = dateline("delete", "Ada Nobody", "--reason", "asked", "--yes", record=record)
    assert person.returncode == 1 and "for a person add --person" in person.stderr
    gone = json.loads(dateline("show", "2016-12-10", "--json", record=record).stdout)["report"]
    done = dateline("delete", "2016-12-10", "--reason", "the family asked", "--by", "desk", "--yes", record=record)
    assert done.returncode == 0, done.stderr
    if isinstance(record, Path):
        left = b"".join(path.read_bytes() for path in record.parent.glob(f"{record.name}*"))
        assert b"shelled" not in left and b"Idlib" not in left and gone["text"].encode() not in left
        assert gone["id"].encode() in left  # the tombstone, and the log
    assert dateline("show", "2016-12-10", record=record).returncode == 1
    assert "0 claims · 0 events · 0 reports" in dateline("find", "Idlib", record=record).stdout
    assert "Moscow" in dateline("find", "Moscow", record=record).stdout
    for command in (["log", "--verify"], ["check"]):
        checked = dateline(*command, record=record)
        assert checked.returncode == 0, checked.stdout
    assert "delete" in (log := dateline("log", record=record).stdout) and "by desk" in log and "the family asked" in log
    again = dateline("read", str(tmp_path / "2016-12-10.txt"), record=record)
    assert again.returncode == 1 and "deleted on request" in again.stderr
    assert dateline("status", "--json", record=record).stdout.count("2016-12-10.txt") == 0
