"""Reads a corpus from end to end in memory, the way `read` does, without a record file."""

import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.errors import BadInput
from dateline.intake.raw import Raw, SetAside
from dateline.intake.sources import sources
from dateline.joining.dossiers import DOSSIERS
from dateline.joining.together import join
from dateline.measure.figures import Row
from dateline.plain import plain
from dateline.records import READ_KINDS, Reading
from dateline.run import read_one


def json_lines(path: Path) -> list[Row]:
    """The rows of a JSON Lines file; [] when it is not there. Only "\\n" ends a row: texts hold other separators."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def inputs_of(folder: Path, first: int | None = None) -> Iterator[Raw]:
    """The reports of a corpus, or its first few: input.jsonl, or the files of the folder or its `reports`, by name.

    Raises BadInput for a report that `dateline read` would set aside: a figure over less than the corpus is no figure.
    """
    rows = folder / "input.jsonl"
    inside = folder / "reports"
    texts = sorted(str(path) for path in folder.glob("*.txt"))
    names = [str(rows)] if rows.exists() else [str(inside)] if inside.is_dir() else texts
    for item in itertools.islice(sources(names), first):
        if isinstance(item, SetAside):
            raise BadInput(f"{item.source} of {folder.name}: {item.reason}", item.do)
        yield item


def exported_of(inputs: Iterable[Raw]) -> dict[str, list[Row]]:
    """The rows of all reports, as `read` and `export all` would make them."""
    return exported(read_one(raw) for raw in inputs)


def exported(readings: Iterable[Reading]) -> dict[str, list[Row]]:
    """The rows of all readings by kind, as `export all` would write them."""
    rows: dict[str, list[Row]] = {kind: [] for kind in ("reports", *READ_KINDS)}
    readings = list(readings)
    together = join(readings)
    for kind in ("incidents", "stories", "links", "disputes"):
        rows[kind] = plain(getattr(together, kind))
    for reading in together.readings:
        rows["reports"].append(plain(reading.report))
        for kind in READ_KINDS:
            rows[kind] += plain(getattr(reading, kind))
    for kind, made in DOSSIERS.items():
        rows[kind] = plain(made(readings))
    return rows
