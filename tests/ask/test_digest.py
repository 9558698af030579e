"""The page about a record: how much, who spoke, the longest chains, what is not told as done."""

import json
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from dateline.ask.digest import digest
from dateline.records import Reading
from dateline.store.record import Record

AT = "2026-01-01T10:00:00Z"
TEXT = (
    "Omer Demirkan, the Turkish spokesman, told Radio Vale that Sergei Lavrov had said that the truce holds in Idlib. "
    "Turkey will send troops to Idlib on Monday, Demirkan said. Russia denied that it had shelled Aleppo."
)


def test_what_a_record_holds(tmp_path: Path, reading_of: Callable[..., Reading]) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        record.add(reading_of(TEXT, published="2016-12-14", source="a.txt"), b"x", at=AT)
        found = digest(record)
        assert record.holds(found.example) and dict(found.speakers)["Omer Demirkan"] >= 1
    told = found.as_json()
    assert json.loads(json.dumps(told))["rows"]["reports"] == 1
    assert {one["report"] for one in told["chains"] + told["doubtful"]} == {"a.txt"}
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        Console(file=out, width=200).print(found)
    printed = (tmp_path / "out").read_text(encoding="utf-8")
    assert "Omer Demirkan" in printed and all(one["id"] in printed for one in told["chains"] + told["doubtful"])


def test_an_empty_record(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db", create=True) as record:
        found = digest(record)
    assert found.example == "" and found.chains == found.doubtful == found.speakers == ()
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        Console(file=out, width=100).print(found)
    assert "The record holds 0 reports" in (tmp_path / "out").read_text(encoding="utf-8")
