"""What many reports say together, from the command line: lists, a timeline, reasons, and a run that was stopped."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.command import dateline

ONE = "The Turkish army shelled a bridge near Afrin on Tuesday, a local council said. Two drivers were wounded."
OTHER = "Shells fired by the Turkish army hit a bridge near Afrin on Tuesday. The Turkish army shelled it twice."


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("joined")
    rows = [
        {"id": "one", "text": ONE, "published": "2018-03-06", "outlet": "Delta Wire", "title": "Bridge shelled"},
        {"id": "other", "text": OTHER, "published": "2018-03-07", "outlet": "The Ferry"},
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert dateline("read", str(folder / "in.jsonl"), record=folder / "r.db").returncode == 0
    return folder / "r.db"


def test_one_story_with_its_course(record: Path) -> None:
    [story] = json.loads(dateline("stories", "--json", record=record).stdout)
    assert len(story["reports"]) == 2
    course = dateline("story", story["id"], record=record).stdout
    assert "Bridge shelled" in course and "2018-03-06" in course


def test_an_incident_and_why(record: Path) -> None:
    found = json.loads(dateline("incidents", "--json", "--tellings", "2", record=record).stdout)
    [incident] = [one for one in found if one["type"] == "ASSAULT" and one["reports"] == 2]
    why = dateline("why", incident["id"], record=record).stdout
    assert "the same initiator" in why and "independent sources" in why


def test_links_say_what_their_rows_say(tmp_path: Path) -> None:
    rows = [
        {"id": "one", "text": "Rebels held 40 percent of Afrin, the army said. Five people were killed in Afrin on "
         "Monday, the army said.", "published": "2018-03-06", "outlet": "Delta Wire"},
        {"id": "other", "text": "Nine people were killed in Afrin on Monday, a rescue group said.",
         "published": "2018-03-06", "outlet": "The Ferry"},
    ]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert dateline("read", str(tmp_path / "in.jsonl"), record=tmp_path / "r.db").returncode == 0
    [link] = json.loads(dateline("links", "--relation", "contradicts", "--json", record=tmp_path / "r.db").stdout)
    shown = dateline("links", "--relation", "contradicts", record=tmp_path / "r.db").stdout
    assert all(words in shown for words in ("Delta Wire", "The Ferry", "Five people", "because: ", link["reason"]))
    why = dateline("why", link["id"], record=tmp_path / "r.db").stdout
    assert "Five people" in why and "Nine people" in why


def test_links_of_what_is_not_there(record: Path) -> None:
    done = dateline("links", "clm-aaaaaaaaaaaaa", record=record)
    assert done.returncode == 1 and "no row 'clm-aaaaaaaaaaaaa'" in done.stderr and "dateline find" in done.stderr
    for kind in ("reports", "claims", "actors"):
        one = json.loads(dateline("export", kind, record=record).stdout.splitlines()[0])["id"]
        assert dateline("links", one, record=record).returncode == 0
    none = dateline("incidents", "--type", "NOPE", record=record)
    assert none.returncode == 2 and "assault" in none.stderr.lower()


def test_no_disputes_is_said_so(record: Path) -> None:
    done = dateline("disputes", record=record)
    assert "no disputes" in done.stderr and "joined yet" not in done.stderr


def test_check_covers_what_is_joined(record: Path, tmp_path: Path) -> None:
    assert dateline("check", record=record).returncode == 0
    broken = tmp_path / "broken.db"
    broken.write_bytes(record.read_bytes())
    with sqlite3.connect(broken) as db:
        db.execute("UPDATE tellings SET incident = 'inc-nowhere'")
    done = dateline("check", record=broken)
    assert done.returncode != 0


def test_what_a_stopped_run_left_is_joined_by_the_next_command(record: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.db"
    half.write_bytes(record.read_bytes())
    before = dateline("export", "incidents", record=half).stdout
    with sqlite3.connect(half) as db:
        for table in ("join_digests", "join_tellings", "join_statements", "join_keys", "join_edges"):
            db.execute(f"DELETE FROM {table}")
        for table in ("incidents", "tellings", "stories", "story_reports", "links", "disputes"):
            db.execute(f"DELETE FROM {table}")
    assert dateline("export", "incidents", record=half).stdout == before
