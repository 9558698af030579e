"""Incidents of whole reports: is each of ours one event of gold, and all of it?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dateline.lexicon.load import Loader
from dateline.measure.figures import Exported, Figure, Row, harmonic, overlap, share
from dateline.measure.reading import json_lines
from dateline.measure.same import file_name


@dataclass(frozen=True, slots=True)
class Gold:
    """event: gold id -> name of its incident. may: pairs of such names that may be one incident or two."""

    event: Mapping[str, str]
    may: frozenset[frozenset[str]]


def gold_of(path: Path, rows: Sequence[Row]) -> Gold | None:
    """The gold of incidents; None when the corpus has none. rows: its gold rows. Raises ValueError for unknown ids."""
    if not path.exists():
        return None
    written: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader)
    event = {row["id"]: row["id"] for row in rows if row["kind"] == "event"}
    named = [one for group in written["incidents"].values() for one in group]
    named += [one for a, b, _ in written["either"] for one in (a, b)]
    if unknown := sorted(set(named) - set(event)):
        raise ValueError(f"{path}: no gold events {', '.join(unknown)}")
    for name, group in written["incidents"].items():
        event.update(dict.fromkeys(group, name))
    return Gold(event, frozenset(frozenset((event[a], event[b])) for a, b, _ in written["either"]))


def figures(folder: Path, rows: Sequence[Row], exported: Exported) -> list[Figure]:
    """Figures of a corpus with gold of incidents; [] for others. rows: its gold rows."""
    rows = [*rows, *_placed(json_lines(folder / "gold" / "pages" / "rows.jsonl"), exported["reports"])]
    gold = gold_of(folder / "incidents.yaml", rows)
    return [] if gold is None else score(gold, rows, exported)


def _placed(rows: Sequence[Row], reports: Sequence[Row]) -> list[Row]:
    """Rows of pages, whose places extraction decides, where their words stand."""
    texts = {file_name(report.get("source")): report["text"] for report in reports}
    found = []
    for row in rows:
        start = texts.get(row["report"], "").find(row["text"])
        found.append(row if start < 0 else {**row, "start": start, "end": start + len(row["text"])})
    return found


def score(gold: Gold, rows: Sequence[Row], exported: Exported) -> list[Figure]:
    """Of our incidents that hold gold events, those that are right; gold's incidents of several that are; B-cubed.

    An incident is right when it holds all tellings of its event that were read, and none of another. Events that were
    not read, and rows that gold has not, do not count.
    """
    ours = _ours(rows, exported)
    wrong = {name for _, name in misses(gold, ours)}
    held: defaultdict[str, set[str]] = defaultdict(set)
    for one, incident in ours.items():
        held[incident].add(gold.event[one])
    right = [incident for incident, names in held.items() if not names & wrong]
    told: defaultdict[str, int] = defaultdict(int)
    for one in ours:
        told[gold.event[one]] += 1
    several = {name for name, n in told.items() if n > 1}
    return [
        share("incident.right", len(right), len(held)),
        share("incident.of_several_right", len(several - wrong), len(several)),
        *_b_cubed(gold, ours),
    ]


def misses(gold: Gold, ours: Mapping[str, str]) -> list[tuple[str, str]]:
    """("torn" or "mixed", gold incident) of each that is not one incident of ours by itself; `may` be is fine."""
    inside: defaultdict[str, set[str]] = defaultdict(set)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for one, incident in ours.items():
        inside[gold.event[one]].add(incident)
        names[incident].add(gold.event[one])
    torn = [("torn", name) for name, found in inside.items() if len(found) > 1]
    mixed = {
        ("mixed", name) for found in names.values() for name in found
        if any(other != name and frozenset((name, other)) not in gold.may for other in found)
    }  # fmt: skip
    return sorted([*torn, *mixed])


def _ours(rows: Sequence[Row], exported: Exported) -> dict[str, str]:
    """Gold event -> the incident of the event of ours that has most of its words; a free one first."""
    source = {row["id"]: file_name(row.get("source")) for row in exported["reports"]}
    events: defaultdict[str, list[Row]] = defaultdict(list)
    for row in exported["events"]:
        events[source[row["report"]]].append(row)
    used: set[str] = set()
    found: dict[str, str] = {}
    for row in rows:
        if row["kind"] != "event" or "start" not in row:
            continue
        near = [event for event in events[file_name(row["report"])] if overlap(row, event) > 0]
        best = max(near, key=lambda e: (e["id"] not in used, e["type"] in row["types"], overlap(row, e)), default=None)
        if best is not None and best["id"] not in used:
            used.add(best["id"])
            found[row["id"]] = best["incident"]
    return found


def _b_cubed(gold: Gold, ours: Mapping[str, str]) -> list[Figure]:
    """Over the gold events that were read; pairs that may be joined are passed over."""
    precision = recall = 0.0
    for one, incident in ours.items():
        name = gold.event[one]
        same = [o for o in ours if gold.event[o] == name]
        beside = [o for o in ours if ours[o] == incident and frozenset((name, gold.event[o])) not in gold.may]
        both = sum(ours[o] == incident for o in same)
        precision += both / len(beside)
        recall += both / len(same)
    n = max(1, len(ours))
    return [Figure("incident.b3", harmonic(precision / n, recall / n))]
