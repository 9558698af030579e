"""Reads a corpus from end to end in memory, the way `read` does, without a record file."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline import lexicon, stages
from dateline.formats.rows import plain
from dateline.ids import make_id
from dateline.intake.passages import passages
from dateline.language.model import parse
from dateline.measure.figures import Row
from dateline.records import READ_KINDS, Reading, Report

VERSION = "measure"


def json_lines(path: Path) -> list[Row]:
    """The rows of a JSON Lines file; [] when it is not there. Only "\\n" ends a row: texts hold other separators."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def reports_in(folder: Path, first: int | None = None) -> Iterator[Report]:
    """The reports of a corpus: the rows of input.jsonl, or the text files of the folder (or its `reports`), by name."""
    rows = json_lines(folder / "input.jsonl")
    if not rows:
        inside = folder / "reports" if (folder / "reports").is_dir() else folder
        rows = [{"id": p.name, "text": p.read_bytes().decode("utf-8")} for p in sorted(inside.glob("*.txt"))]
    for row in rows[:first]:
        sha = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
        published = row.get("published")
        yield Report(
            make_id("reports", sha), row["id"], sha, row["text"], row.get("url"), row.get("outlet"), "en",
            row.get("title"), published, "stated" if published else None,
        )  # fmt: skip


def read(reports: Iterable[Report]) -> Iterator[Reading]:
    """Every reading, in the order of the reports."""
    words = lexicon.load()
    for report in reports:
        parts = passages(report)
        yield stages.read(report, parts, parse(report.text, parts), words, VERSION)


def exported(readings: Iterable[Reading]) -> dict[str, list[Row]]:
    """The rows of all readings by kind, as `export all` would write them."""
    rows: dict[str, list[Row]] = {kind: [] for kind in ("reports", *READ_KINDS)}
    for reading in readings:
        rows["reports"].append(plain(reading.report))
        for kind in READ_KINDS:
            rows[kind] += plain(getattr(reading, kind))
    return rows
