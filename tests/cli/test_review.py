"""`dateline review`, as a person calls it: by commands, and key by key on a terminal."""

import json
import os
import pty
import select
import sqlite3
import subprocess
import termios
import time
from pathlib import Path

import pytest

from tests.command import COMMAND, PATIENCE, dateline

TEXT = "Rebels shelled Idlib on 9 December, the ministry said. Omer Demirkan said that 40 people were wounded."


@pytest.fixture
def record(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = dateline("read", str(tmp_path / "a.txt"), "--published", "2016-12-10", record=tmp_path / "r.db")
    assert done.returncode == 0, done.stderr
    return tmp_path / "r.db"


def claim(record: Path, words: str = "Rebels") -> dict[str, object]:
    lines = dateline("export", "claims", record=record).stdout.splitlines()
    return next(row for row in map(json.loads, lines) if words in row["text"])


def test_correct_and_undo(record: Path) -> None:
    row = str(claim(record)["id"])
    done = dateline("review", "correct", row, "speaker=Omer Demirkan", "--as", "anna", "--reason", "read on",
                    record=record)  # fmt: skip
    assert done.returncode == 0 and "takes it back" in done.stdout, done.stderr
    now = claim(record)
    assert now["sources"][0]["name"] == "Omer Demirkan" and now["how"]["by"] == "review/correct"  # type: ignore[index]
    assert "1 claims" in dateline("find", "said-by:Demirkan Rebels", record=record).stdout
    why = dateline("why", row, record=record).stdout
    assert "anna" in why and "read on" in why and "the ministry" in why
    before = dateline("review", "--as", "ben", "correct", row, "stance=denies", record=record)
    assert before.returncode == 2 and "--as stands after the command" in before.stderr
    refused = dateline("review", "correct", row, "stance=denies", "--as", "ben", record=record)
    assert refused.returncode == 1 and "by anna" in refused.stderr and "--seen" in refused.stderr
    assert dateline("log", "--verify", record=record).returncode == 0
    assert "correct" in dateline("log", record=record).stdout
    assert dateline("review", "undo", "--as", "anna", record=record).returncode == 0
    assert claim(record)["sources"][0]["name"] == "the ministry"  # type: ignore[index]
    assert "undone" in dateline("review", "done", record=record).stdout
    assert dateline("check", record=record).returncode == 0


def test_reject_export_and_score(record: Path, tmp_path: Path) -> None:
    row = str(claim(record)["id"])
    assert dateline("review", "reject", row, record=record).returncode == 2  # no reason
    assert dateline("review", "reject", row, "--as", "anna", "--reason", "a film", record=record).returncode == 0
    gone = dateline("why", row, record=record)
    assert gone.returncode == 1 and "rejected by anna" in gone.stderr and "a film" in gone.stderr
    assert row not in dateline("export", "claims", record=record).stdout
    other = str(claim(record, "40 people")["id"])
    assert dateline("review", "accept", other, "--as", "anna", record=record).returncode == 0
    gold = tmp_path / "gold.jsonl"
    assert dateline("review", "export", "-o", str(gold), record=record).returncode == 0
    items = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    assert [(item["verdict"], item["row"]) for item in items] == [("reject", row), ("accept", other)]
    score = json.loads(dateline("review", "score", str(gold), "--fresh", "--json", record=record).stdout)
    assert [(f["verdict"], f["right"]) for f in score["figures"]] == [("accept", 1), ("reject", 0)]
    gold.write_text("{", encoding="utf-8")
    broken = dateline("review", "score", str(gold), record=record)
    assert broken.returncode == 1 and "line 1" in broken.stderr and "Traceback" not in broken.stderr


def test_the_queue(record: Path) -> None:
    listed = json.loads(dateline("review", "list", "--json", record=record).stdout)
    assert {item["kind"] for item in listed} >= {"claims", "events"}
    first = dateline("review", "--next", record=record)
    assert listed[0]["id"] in first.stdout and "review accept" in first.stderr
    done = dateline("review", "accept", listed[0]["id"], "--seen", str(listed[0]["seen"]), "--as", "a", record=record)
    assert done.returncode == 0
    assert listed[0]["id"] not in dateline("review", "list", record=record).stdout


def test_a_correction_outlives_newer_rules(record: Path) -> None:
    row = str(claim(record)["id"])
    done = dateline("review", "correct", row, "speaker=Omer Demirkan", "--as", "anna", record=record)
    assert done.returncode == 0, done.stderr
    db = sqlite3.connect(record)  # a record that other rules read, with a row that today's do not write
    db.executescript(
        "DROP TRIGGER entries_stay; UPDATE transactions SET rules = '0.0.9+0ld' WHERE what = 'read';"
        "UPDATE claims SET manner = 'belief' WHERE tx_out IS NOT NULL;"
    )
    db.close()
    again = dateline("reread", record=record)
    assert again.returncode == 0 and "1 changed" in again.stdout, again.stdout
    now = claim(record)
    assert (now["sources"][0]["name"], now["manner"]) == ("Omer Demirkan", "paraphrase")  # type: ignore[index]
    assert "review again" in dateline("log", record=record).stdout
    changes = dateline("diff", "--from", "2000-01-01T00", "--to", "2999-01-01T00", record=record)
    assert changes.returncode == 0 and "claims" in changes.stdout
    dateline("review", "undo", "--as", "anna", record=record)
    assert claim(record)["sources"][0]["name"] == "the ministry"  # type: ignore[index]


@pytest.mark.parametrize("arguments, words", [
    (["correct", "clm-aaaaaaaaaaaaa", "stance=denies"], "there is no clm-"),
    (["correct", "clm-aaaaaaaaaaaaa", "stance"], "field=value"),
    (["merge", "inc-aaaaaaaaaaaaa"], "nothing to merge"),
    (["undo", "77"], "no review 77"),
])  # fmt: skip
def test_errors_are_clear(record: Path, arguments: list[str], words: str) -> None:
    done = dateline("review", *arguments, record=record)
    assert done.returncode in (1, 2) and words in done.stderr and "Traceback" not in done.stderr


def test_key_by_key(record: Path) -> None:
    """Accept the first, reject the second with a reason, take that back, see why, leave."""
    here, there = pty.openpty()
    command = [COMMAND, "--record", str(record), "review", "--by", "doubt", "--as", "anna"]
    process = subprocess.Popen(command, stdin=there, stdout=there, stderr=there, env={**os.environ, "TERM": "dumb"})
    os.close(there)
    shown = _until(here, "importance")
    for key, words in (("a", "accept clm"), ("r", "why"), ("a drill\n", "reject"), ("u", "undone"), ("w", "rule"),
                       ("?", "skip"), ("q", "")):  # fmt: skip
        assert _listens(here, keys=not key.endswith("\n")), shown
        os.write(here, key.encode())
        shown += _until(here, words)
    assert process.wait(PATIENCE) == 0, shown
    os.close(here)
    states = [line.split(": ")[-1] for line in dateline("review", "done", record=record).stdout.splitlines()
              if "by anna" in line]  # fmt: skip
    assert states == ["in force", "undone"], shown


def _listens(terminal: int, keys: bool) -> bool:
    """Waits until it takes single keys, or lines: what is typed before it asks for a key is thrown away."""
    end = time.monotonic() + PATIENCE
    while bool(termios.tcgetattr(terminal)[3] & termios.ICANON) is keys:
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def _until(terminal: int, words: str) -> str:
    shown, end = "", time.monotonic() + PATIENCE
    while words and words not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 65536).decode(errors="replace")
            except OSError:
                break
    return shown
