"""Every bad input of a news desk at once, through the real command: each has its fate, and no good report is lost."""

import json
from pathlib import Path

import pytest

from tests.command import dateline

STORY = "The ministry said on Friday that 40 people had left the town of Idlib. Talks go on, its spokesman added.\n"
SET_ASIDE = {  # what must not be read: a part of the reason
    "empty.txt": "empty",
    "picture.txt": "",
    "huge.txt": "larger than",
    "line.txt": "characters",
    "rows.jsonl line 2": "no JSON",
    "rows.jsonl line 3": 'no "text"',
    "rows.jsonl line 4": "is no date",
}
READ = ("bytes.txt", "deep.html", "good.txt", "nul.txt", "r1", "r5", "wide.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bad") / "in"
    place.mkdir()
    (place / "good.txt").write_text(STORY)
    (place / "empty.txt").write_bytes(b"")
    (place / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (place / "huge.txt").write_bytes(STORY.encode() * (60_000_000 // len(STORY)))
    (place / "line.txt").write_bytes((STORY.strip() + " ").encode() * (5_000_000 // len(STORY)))
    (place / "bytes.txt").write_bytes(b"caf\xe9 owners left. " + STORY.encode())
    (place / "wide.txt").write_bytes(STORY.encode("utf-16-le"))
    (place / "nul.txt").write_bytes(b"One stray \0 sign. " + STORY.encode())
    (place / "deep.html").write_text(
        f"<html><body><p>{STORY}</p>{'<div>' * 5000}<p>{STORY}The marker stands deep.</p></body></html>"
    )
    rows = [
        json.dumps({"id": "r1", "text": STORY}),
        "{broken",
        json.dumps({"id": "r3", "title": "No words"}),
        json.dumps({"id": "r4", "text": STORY + "Four.", "published": "2016-13-45"}),
        json.dumps({"id": "r5", "text": STORY + "Five."}),
    ]
    (place / "rows.jsonl").write_text("\n".join(rows) + "\n")
    return place


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> list[dict[str, str]]:
    """What `read` said of each input."""
    done = dateline("read", str(folder), "--json", record=folder.parent / "r.db")
    assert done.returncode == 3, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_input_has_its_fate(outcomes: list[dict[str, str]]) -> None:
    assert sorted(o["source"] for o in outcomes if o["fate"] == "read") == sorted(READ)
    reasons = {o["source"]: o["reason"] for o in outcomes if o["fate"] == "set aside"}
    assert set(reasons) == set(SET_ASIDE)
    assert {source: part for source, part in SET_ASIDE.items() if part not in reasons[source]} == {}
    assert all(o["do"] for o in outcomes if o["fate"] == "set aside")


@pytest.mark.usefixtures("outcomes")
def test_the_record_is_sound_and_a_second_read_changes_nothing(folder: Path) -> None:
    record = folder.parent / "r.db"
    assert dateline("check", record=record).returncode == 0
    before = dateline("export", "reports", record=record).stdout
    again = dateline("read", str(folder), record=record)
    assert again.stdout.startswith(f"0 read, {len(READ)} unchanged, {len(SET_ASIDE)} set aside")
    assert dateline("export", "reports", record=record).stdout == before


@pytest.mark.usefixtures("outcomes")
def test_what_lies_deep_is_there_or_flagged(folder: Path) -> None:
    rows = [
        json.loads(line) for line in dateline("export", "reports", record=folder.parent / "r.db").stdout.splitlines()
    ]
    [deep] = [row for row in rows if row["source"] == "deep.html"]
    assert "The marker stands deep." in deep["text"]
    [guessed] = [row for row in rows if row["source"] == "bytes.txt"]
    assert "café" in guessed["text"] and guessed["flags"]


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(STORY)
    (tmp_path / "secret.txt").chmod(0)
    try:
        (tmp_path / "secret.txt").read_text()
    except PermissionError:
        done = dateline("read", str(tmp_path / "secret.txt"), record=tmp_path / "r.db")
        assert done.returncode == 1 and "cannot be read" in done.stderr
    else:
        pytest.skip("this user may read everything")
