"""Dossiers of our samples against their hand-made gold: are the rows there, and is each cell what a reader fills in?

Gold is YAML, a list for each kind (see samples/dossiers/control.yaml for what an entry means). An entry finds the
dossier row that rests on words inside of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dateline.lexicon.load import Loader
from dateline.measure.figures import Exported, Figure, Row, harmonic, share
from dateline.measure.same import as_list, every_actor, file_name, folded, same_number, same_time

KINDS = ("ceasefires", "control", "displacement", "talks", "casualties")
CELLS: dict[str, tuple[str, ...]] = {
    "control": ("state", "holder", "loser", "place", "part", "share", "as_of", "said_by"),
    "displacement": ("state", "of", "who", "from", "to", "by", "when", "cumulative", "said_by"),
    "talks": ("state", "when", "moved_from", "venue", "parties", "mediators", "topics", "format", "said_by"),
    "casualties": ("role", "of", "side", "place", "when", "said_by"),
    "ceasefires": ("place", "parties", "declared", "effective", "mediators", "purpose", "scope", "lasts", "mechanism",
                   "written"),
    "steps": ("state", "day", "said_by", "disputed_by"),
}  # fmt: skip
COLUMN = {"by": "corridor"}
PLACES, WORDS = ("place", "venue", "from", "to"), ("who", "side", "part", "topics", "lasts", "mechanism", "by")
PARTIES = ("said_by", "disputed_by", "parties", "mediators")
COMPASS = frozenset(
    {"east", "west", "north", "south", "eastern", "western", "northern", "southern", "districts", "city"}
)
Answers = list[tuple[str, bool]]


def gold_of(folder: Path) -> dict[str, list[Row]]:
    """The gold of each kind; {} where the folder has none."""
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader) for path in sorted(folder.glob("*.yaml"))}


def score(gold: Mapping[str, Sequence[Row]], rows: Exported) -> list[Figure]:
    """Rows found, rows that gold knows, and cells right, by kind and over all of them."""
    found, wanted, known, made, right, asked = 0, 0, 0, 0, 0, 0
    figures = []
    for kind in KINDS:
        answers, hits, of, used, ours = judged(kind, gold.get(kind, ()), rows)
        good = sum(ok for _, ok in answers)
        figures.append(share(f"dossier.{kind}.cells", good, len(answers)))
        right, asked, found, wanted, known, made = (
            right + good, asked + len(answers), found + hits, wanted + of, known + used, made + ours,
        )  # fmt: skip
    recall, precision = share("dossier.rows.recall", found, wanted), share("dossier.rows.precision", known, made)
    f1 = Figure("dossier.rows.f1", harmonic(precision.value, recall.value))
    return [*figures, share("dossier.cells", right, asked), recall, precision, f1]


def judged(
    kind: str, gold: Sequence[Row], rows: Exported, misses: list[str] | None = None
) -> tuple[Answers, int, int, int, int]:
    """(answers, entries found, entries, our rows that an entry knows, our rows)."""
    at = _spans(rows)
    texts = {file_name(report["source"]): report["text"] for report in rows["reports"]}
    if kind == "ceasefires":
        return _ceasefires(gold, rows, at, texts, misses)
    ours = [(row, [at[i] for i in _ids(row) if i in at]) for row in rows.get(kind, ())]
    answers: Answers = []
    found, used = 0, set[int]()
    for entry in gold:
        span = _where(entry, texts)
        near = [n for n, (_, spans) in enumerate(ours) if any(_inside(span, s) for s in spans)]
        used.update(near)
        if entry.get("maybe"):
            continue
        tries = [_cells(kind, entry, view) for n in near for view in _views(kind, ours[n][0])]
        best = max(tries, key=lambda cells: sum(ok for _, ok in cells), default=_cells(kind, entry, {}))
        found += bool(tries)
        answers += best
        _note(misses, kind, entry, best, bool(tries))
    asked = sum(not entry.get("maybe") for entry in gold)
    if misses is not None:
        misses += [f"{kind} EXTRA {_short(ours[n][0])}" for n in range(len(ours)) if n not in used]
    return answers, found, asked, len(used), len(ours)


def _ceasefires(
    gold: Sequence[Row],
    rows: Exported,
    at: dict[str, tuple[str, int, int]],
    texts: dict[str, str],
    misses: list[str] | None,
) -> tuple[Answers, int, int, int, int]:
    """Each ceasefire of gold with that of ours that has most of its steps; a row a party."""
    by_truce: dict[str, list[Row]] = {}
    for row in rows.get("ceasefires", ()):
        by_truce.setdefault(row["ceasefire"], []).append(row)
    answers: Answers = []
    found, asked, used = 0, 0, set[str]()
    for entry in gold:
        spans = [(step, _where(step, texts)) for step in entry["steps"]]

        def shared(truce: str, spans: list[tuple[Row, tuple[str, int, int]]] = spans) -> int:
            ids = [i for step in by_truce[truce][0]["steps"] for i in step["ids"] if i in at]
            return sum(any(_inside(span, at[i]) for i in ids) for _, span in spans)

        best = max(sorted(by_truce), key=shared, default=None)
        truce = by_truce[best] if best is not None and shared(best) else []
        used.update(row["id"] for row in truce)
        merged = {**truce[0], "parties": [row["party"] for row in truce if row["party"]]} if truce else {}
        cells = _cells("ceasefires", entry, merged)
        _note(misses, "ceasefires", {"report": entry["name"], "words": ""}, cells, bool(truce))
        answers += cells
        asked += len(entry["parties"])
        found += min(len(entry["parties"]), len(merged.get("parties", ())))
        for step, span in spans:
            ours = [
                s
                for s in (truce[0]["steps"] if truce else ())
                if any(_inside(span, at[i]) for i in s["ids"] if i in at)
            ]
            if step.get("maybe"):
                continue
            tries = [_cells("steps", step, s) for s in ours]
            good = max(tries, key=lambda cells: sum(ok for _, ok in cells), default=_cells("steps", step, {}))
            answers += good
            _note(misses, "step", step, good, bool(tries))
    total = sum(len(truce) for truce in by_truce.values())
    if misses is not None:
        misses += [f"ceasefires EXTRA {_short(r)}" for t in by_truce.values() for r in t if r["id"] not in used]
    return answers, found, asked, len(used), total


def _views(kind: str, row: Row) -> Iterator[Row]:
    """A row as the cells ask for it; of casualties one view for each claimant's figure."""
    if kind != "casualties":
        yield row
        return
    for figure in row["figures"]:
        yield {**row, **{k: figure[k] for k in ("low", "high", "said_by")}}


def _cells(kind: str, entry: Row, ours: Row) -> Answers:
    """(cell, right) for each cell; a cell that gold leaves out must be null. `ours` {}: no row, all wrong."""
    skipped = {*entry.get("unsure", ())}
    if kind == "steps" and "said_by" not in entry:
        skipped.add("said_by")  # a step has the speakers of all reports that tell it
    return [(cell, bool(ours) and _right(cell, entry.get(cell), ours)) for cell in CELLS[kind] if cell not in skipped]


def _right(cell: str, gold: Any, row: Row) -> bool:
    if cell == "of":
        low, high = gold or (None, None)
        return same_number(low, row["low"]) and same_number(high, row["high"])
    if cell == "share":
        numbers = [row["share_low"], row["share_high"]] if row["unit"] == "percent" else [None]
        return any(n is not None and same_number(gold, n) for n in numbers) if gold is not None else not any(numbers)
    ours = row[COLUMN.get(cell, cell)]
    if cell == "part" and gold is None and ours is not None and row["place"] is not None:
        return bool(set(folded(ours)) & COMPASS)  # "the east of Gao" may stand in one cell or in two
    if gold is None:
        return ours in (None, [], False) if cell != "cumulative" else ours in (None, False)
    if ours in (None, []):
        return False
    return _alike(cell, gold, ours)


def _alike(cell: str, gold: Any, ours: Any) -> bool:
    if cell in PARTIES:
        names = as_list(gold)
        return every_actor(names, ours) and (cell not in ("parties", "mediators") or len(ours) == len(names))
    if cell in ("holder", "loser"):
        return every_actor([gold], [ours]) or str(gold).lower() in str(ours["name"]).lower()
    if cell in PLACES:
        want, have = set(folded(gold)) - COMPASS, set(folded(ours["name"])) - COMPASS
        return bool(want & have) and (want <= have or have <= want)
    if cell in WORDS:
        theirs, own = ([w for w in folded(text) if w != "the"] for text in (gold, ours))
        return theirs == own or theirs[-1:] == own[-1:]
    if cell in ("when", "day", "as_of", "declared", "moved_from"):
        return same_time(gold, ours)
    return bool(gold == ours)


def _spans(rows: Exported) -> dict[str, tuple[str, int, int]]:
    """Row id -> (file, start, end), for the rows that dossiers rest on."""
    name = {report["id"]: file_name(report["source"]) for report in rows["reports"]}
    kinds = ("states", "quantities", "events")
    return {row["id"]: (name[row["report"]], row["start"], row["end"]) for kind in kinds for row in rows[kind]}


def _ids(row: Row) -> set[str]:
    return {i for evidence in row["evidence"] for i in evidence["ids"]}


def _where(entry: Row, texts: Mapping[str, str]) -> tuple[str, int, int]:
    """Where the words of an entry stand. Raises ValueError when they do not."""
    text = texts[entry["report"]]
    pattern = r"\s+".join(re.sub(r"[\"'’“”]", "[\"'’“”]", re.escape(w)) for w in entry["words"].split())
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(f"{entry['report']} has no {entry['words']!r}")
    return entry["report"], match.start(), match.end()


def _inside(gold: tuple[str, int, int], ours: tuple[str, int, int]) -> bool:
    return gold[0] == ours[0] and ours[1] < gold[2] and gold[1] < ours[2]


def _note(misses: list[str] | None, kind: str, entry: Row, cells: Answers, found: bool) -> None:
    if misses is not None and (wrong := [cell for cell, ok in cells if not ok]):
        what = wrong if found else "not found"
        misses.append(f"{kind} {what} {entry['report']}: {entry['words']}")


def _short(row: Row) -> str:
    return str({k: v for k, v in row.items() if k in ("state", "role", "low", "high", "about", "who", "as_of", "when")})
