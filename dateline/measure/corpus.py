"""A folder with reports and gold in, figures out. The first word of the folder's name says what its gold is about."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from dateline.errors import BadRequest
from dateline.measure import claims, dossiers, entities, events, incidents, joined, places, records, times
from dateline.measure.figures import Exported, Figure, Row
from dateline.measure.reading import exported_of, inputs_of, json_lines

Score = Callable[[Sequence[Row], Exported], list[Figure]]
BY_NAME: dict[str, Score] = {
    "gsr": events.score, "polnear": claims.score, "geo": places.score, "time": times.score, "ecb": incidents.score,
    "re3d": entities.score,
}  # fmt: skip


def measure(folder: Path, first: int | None = None) -> list[Figure]:
    """Reads the reports of a corpus (or its first few) and scores them. Raises BadRequest if the folder is none."""
    check(folder)
    return score(folder, exported_of(inputs_of(folder, first)), first)


def score(folder: Path, rows: Exported, first: int | None = None) -> list[Figure]:
    """Figures of exported rows against the gold of the folder; `first`: only that many of its reports were read."""
    if is_whole_reports(folder):
        gold, _ = _gold_of_reports(folder, rows, first)
        figures = records.score(gold, rows, json_lines(folder / "gold" / "links.jsonl"))
        figures += joined.figures(folder, gold, rows) if first is None else []
        of_all = {} if first is not None else dossiers.gold_of(folder / "dossiers")
        return [*figures, *dossiers.score(of_all, rows)] if of_all else figures
    return BY_NAME[folder.name.split("-")[0]](json_lines(folder / "gold.jsonl")[:first], rows)


def is_whole_reports(folder: Path) -> bool:
    """Gold in the record's own kinds, one file a report?"""
    return (folder / "gold").is_dir()


def is_there(folder: Path) -> bool:
    """Can the folder be measured on this machine?"""
    return is_whole_reports(folder) or (folder / "gold.jsonl").exists()


def check(folder: Path) -> None:
    """Raises BadRequest for a folder that cannot be measured."""
    if is_whole_reports(folder):
        return
    if not (folder / "input.jsonl").exists() or not (folder / "gold.jsonl").exists():
        raise BadRequest(f"{folder} has no gold", "name a folder with input.jsonl and gold.jsonl, or reports and gold/")
    if folder.name.split("-")[0] not in BY_NAME:
        known = ", ".join(sorted(BY_NAME))
        raise BadRequest(
            f"{folder.name!r} does not say what it measures", f"begin the folder's name with one of {known}"
        )


def fingerprint(folder: Path) -> str:
    """12 hex digits of the SHA-256 over names and bytes of reports and gold: a changed corpus is noticed."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".jsonl", ".txt", ".html") and p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _gold_of_reports(folder: Path, rows: Exported, first: int | None) -> tuple[list[Row], Exported]:
    """Gold rows of all files but the links between them; of the first few reports, only what is about those."""
    gold = [
        row for path in sorted((folder / "gold").glob("*.jsonl")) if path.stem != "links" for row in json_lines(path)
    ]
    if first is not None:
        read_ones = {Path(str(report["source"])).name for report in rows["reports"]}
        gold = [row for row in gold if row["report"] in read_ones]
    return gold, rows
