"""Our figures are those of the shared scorers, digit for digit, on exports that are partly right and partly wrong."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.measure import corpus
from dateline.measure.figures import Figure, Row
from dateline.measure.reading import json_lines

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "measure").is_dir(), reason="the shared scorers are not here")


def damaged(rng: random.Random, start: int, end: int) -> dict[str, int]:
    """A span near the right one: mostly exact, sometimes shifted or cut."""
    shift = rng.choice([0, 0, 0, 2, 9, 60])
    return {"start": start + shift, "end": max(start + shift + 1, end + rng.choice([0, 0, -3, 5]))}


def events_of(rng: random.Random, gold: Row) -> list[Row]:
    def actors(codes: list[str]) -> list[Row]:
        return [{"code": rng.choice([code, code, "FRA"]) + ":GOV"} for code in codes if rng.random() < 0.9]

    kinds = rng.choice([[gold["type"]], [gold["type"], "ASSAULT"], ["AID"], []])
    return [{"type": kind, "initiators": actors(gold["src"]), "recipients": actors(gold["tgt"])} for kind in kinds]


def claims_of(rng: random.Random, gold: Row) -> list[Row]:
    rows = []
    for one in (one for one in gold["attributions"] if rng.random() < 0.8):
        content = (min(a for a, _ in one["content"]), max(b for _, b in one["content"])) if one["content"] else (0, 9)
        sources = [{**damaged(rng, a, b)} for a, b in one["source"]] + [{"start": None, "end": None}]
        cue = {**damaged(rng, *one["cue"][0])} if one["cue"] and rng.random() < 0.9 else None
        rows.append({**damaged(rng, *content), "sources": sources, "cue": cue})
    return rows


def places_of(rng: random.Random, gold: Row) -> list[Row]:
    return [
        {**damaged(rng, p["start"], p["end"]), "lat": rng.choice([p["lat"], p["lat"] + 1, None]), "lon": p["lon"] + 0.5}
        for p in gold["places"]
        if rng.random() < 0.8
    ]


def times_of(rng: random.Random, gold: Row) -> list[Row]:
    return [
        {
            **damaged(rng, t["start"], t["end"]),
            "value": rng.choice([*sorted(corpus.times.spellings(t["value"])), "2010", None]),
        }
        for t in gold["timex"]
        if rng.random() < 0.8
    ]


def incidents_of(rng: random.Random, gold: Row) -> list[Row]:
    return [
        {
            **damaged(rng, m["start"], m["end"]),
            "id": f"e{k}{gold['id']}",
            "incident": rng.choice([m["chain"], "x", None]),
        }
        for k, m in enumerate(gold["events"])
        if rng.random() < 0.7
    ]


CASES = {
    "gsr-dev": ("events", events_of), "polnear-dev": ("claims", claims_of), "geo-virus": ("places", places_of),
    "geo-lgl": ("places", places_of), "time-meantime": ("times", times_of), "ecb-dev": ("events", incidents_of),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_corpora(name: str, tmp_path: Path) -> None:
    kind, make = CASES[name]
    folder = SHARED / "corpora" / name
    rng = random.Random(7)
    gold = json_lines(folder / "gold.jsonl")
    rows: dict[str, list[Row]] = {"reports": [{"id": f"rep-{g['id']}", "source": g["id"]} for g in gold], kind: []}
    for row in gold:
        rows[kind] += [{"report": f"rep-{row['id']}", **made} for made in make(rng, row)]
    printed = run("score.py", str(folder), str(written(rows, tmp_path)))
    ours = [
        figure for figure in corpus.score(folder, rows) if not figure.name.startswith("annotated_part")
    ]  # ours alone
    assert lines_of_corpora(ours) == printed


def seed_rows(rng: random.Random, gold: list[Row]) -> dict[str, list[Row]]:
    """Exported rows that answer gold's questions, some of them wrongly."""
    kinds = {"claim": "claims", "event": "events", "quantity": "quantities", "time": "times", "place": "places"}
    kinds |= {"actor": "mentions", "furniture": "passages", "not_quantity": "quantities"}
    files = sorted({row["report"] for row in gold})
    rows: dict[str, list[Row]] = {kind: [] for kind in set(kinds.values())}
    rows["reports"] = [
        {"id": f"rep-{f}", "source": f"some/{f}", "headline": None, "published": "2016-12-14"} for f in files
    ]
    for k, row in enumerate(gold):
        if row["kind"] not in kinds or rng.random() < 0.15:
            continue
        made = {key: rng.choice([value, value, None]) for key, value in row.items() if key not in ("start", "end")}
        made |= {"id": f"row{k}", "report": f"rep-{row['report']}", **damaged(rng, row["start"], row["end"])}
        made["place"] = {"name": f"{row.get('place')}"} if row["kind"] == "event" else None
        made["part"] = "furniture"
        made["lon"] = row.get("lon")
        for part in ("sources", "via", "initiators", "recipients", "attributed_to"):
            names = made.get(part) if isinstance(made.get(part), list) else [made.get(part)] if made.get(part) else []
            made[part] = [{"name": name, "code": ""} for name in names]
        made["type"] = rng.choice(row["types"]) if row["kind"] == "event" else None
        for when in ("when", "said_on", "value", "published"):
            if isinstance(made.get(when), list):
                made[when] = rng.choice(
                    [made[when][0], "/".join((min(made[when]), max(made[when]))), "[" + ",".join(made[when]) + "]"]
                )
        rows[kinds[row["kind"]]].append(made)
    return rows


@pytest.mark.parametrize("folder", [SHARED / "corpora" / "seeds", Path(__file__).parents[2] / "dateline" / "samples"])
@pytest.mark.parametrize("seed", range(3))
def test_whole_reports(folder: Path, seed: int, tmp_path: Path) -> None:
    if not (folder / "gold").is_dir():
        pytest.skip("not there")
    gold = [row for path in sorted((folder / "gold").glob("0*.jsonl")) for row in json_lines(path)]
    rows = seed_rows(random.Random(seed), gold)
    printed = run("score_seeds.py", str(written(rows, tmp_path)), str(folder / "gold"))
    all_there_are = len(gold)  # part of a corpus, be it the whole, has no dossiers: those have a scorer of their own
    assert [str(figure) for figure in corpus.score(folder, rows, all_there_are)] == printed


def written(rows: dict[str, list[Row]], folder: Path) -> Path:
    for kind, ours in rows.items():
        (folder / f"{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ours), encoding="utf-8")
    return folder


def run(script: str, *arguments: str) -> list[str]:
    command = [sys.executable, str(SHARED / "measure" / script), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def lines_of_corpora(figures: list[Figure]) -> list[str]:
    """Our figures in the words of score.py, which puts F1, precision and recall on one line."""
    by_name = {figure.name: figure for figure in figures}
    lines = []
    for figure in figures:
        stem, _, last = figure.name.rpartition(".")
        if last == "f1":
            p, r = by_name[f"{stem}.precision"], by_name[f"{stem}.recall"]
            counted = [f" ({x.hits}/{x.of})" if x.of is not None else "" for x in (p, r)]
            lines.append(f"{stem}.f1 {figure.value:.3f} P={p.value:.3f}{counted[0]} R={r.value:.3f}{counted[1]}")
        elif last not in ("precision", "recall"):
            lines.append(str(figure))
    return lines


def test_figures_read_alike() -> None:
    assert re.fullmatch(r"answers 0\.500 \(1/2\)", str(Figure("answers", 0.5, 1, 2)))
