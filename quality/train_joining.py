"""Learns the weights of dateline/lexicon/joining.yaml from ecb-dev and our samples: numbers only, no text.

usage: train_joining.py. Ridge regression on pairs of tellings within a topic, drawn towards the priors of the table, so
that levels the corpora hardly show (their reports have no dates) keep what we think of them. A level whose weight is
its prior was set by hand on our own texts, and stays as it is. The same corpora give the same table, byte for byte.
Prints agreement on ecb-dev with each topic judged by weights learnt on the others.
"""

import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from dateline.joining.compare import levels
from dateline.joining.digest import keywords
from dateline.joining.tellings import Telling, likeness, tellings
from dateline.lexicon import joining, word_weights
from dateline.measure import joined
from dateline.measure.figures import Row, overlap
from dateline.measure.reading import inputs_of, json_lines
from dateline.measure.same import file_name
from dateline.plain import plain
from dateline.records import Reading
from dateline.run import read_one

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "dateline" / "lexicon" / "joining.yaml"
ECB = ROOT.parent / "shared" / "corpora" / "ecb-dev"
SAMPLES = ROOT / "dateline" / "samples"
RIDGE = 6.0  # how strongly weights are drawn to the priors
OWN = 4.0  # how often a pair of our own texts counts beside one of the corpus
FAR = 1.5  # no weight is further from its prior: the corpora are not all there is
ROUNDS = 30
FOLDS = 5

Floats = NDArray[np.float64]
Told = tuple[str, Telling, dict[str, float], str]  # topic, telling, keywords of its report, chain


def of_readings(readings: list[Reading], gold: dict[str, list[Row]], topic: dict[str, str]) -> list[Told]:
    """The tellings that gold events overlap; gold: source -> rows with start, end and chain."""
    weights = word_weights.load()
    found = []
    for reading in readings:
        source = file_name(reading.report.source)
        told = {t.id: t for t in tellings(reading, weights, joining.load())}
        vector = keywords(reading.report, weights)
        for mention in gold.get(source, ()):
            event = next((e for e in reading.events if overlap(plain(e), mention) > 0), None)
            if event is not None:
                found.append((topic.get(source, "samples"), told[event.id], vector, str(mention["chain"])))
    return found


def sample_chains() -> tuple[dict[str, list[Row]], joined.Gold]:
    """The gold events of our samples, each with its incident as its chain; and what may be one or two."""
    rows = [row for path in sorted((SAMPLES / "gold").glob("0*.jsonl")) for row in json_lines(path)]
    found = joined.gold_of(SAMPLES / "incidents.yaml", [*rows, *json_lines(SAMPLES / "gold" / "pages" / "rows.jsonl")])
    assert found is not None
    gold: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "event":
            gold[row["report"]].append({**row, "chain": found.event[row["id"]]})
    return gold, found


def pairs(told: list[Told], may: frozenset[frozenset[str]] = frozenset()) -> list[tuple[str, tuple[str, ...], bool]]:
    """Topic, levels and truth of every pair that could be one event, but those that may be one or two."""
    by_topic: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        by_topic[item[0]].append(item)
    found = []
    for topic in sorted(by_topic):
        for (_, a, va, ca), (_, b, vb, cb) in combinations(by_topic[topic], 2):
            if a.id == b.id or frozenset((ca, cb)) in may:
                continue
            compared = levels(a, b, 1.0 if a.report == b.report else likeness(va, vb))
            if compared is None:
                continue
            found.append((topic, compared, ca == cb))
    return found


def learn(x: Floats, y: Floats, times: Floats, prior: Floats, held: NDArray[np.bool_] | None = None) -> Floats:
    """Logistic ridge regression around `prior` within FAR of it, by Newton's steps; the last column is the bias.

    A step that does not help is halved. What has reached its bound stays there while the others are learnt, as those
    do that are `held`.
    """
    learnt = np.ones(x.shape[1], dtype=bool) if held is None else ~held
    w = prior.copy()
    free = np.ones(x.shape[1], dtype=bool)
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (times * (p - y)) + RIDGE * (w - prior)
        free = learnt & ~(((w >= prior + FAR) & (slope < 0)) | ((w <= prior - FAR) & (slope > 0)))
        bend = (x[:, free] * (times * p * (1 - p))[:, None]).T @ x[:, free] + RIDGE * np.eye(int(free.sum()))
        step = np.zeros_like(w)
        step[free] = np.linalg.solve(bend, slope[free])
        before, size = _loss(x, y, times, prior, w), 1.0
        while size > 1e-4:
            tried = np.clip(w - size * step, prior - FAR, prior + FAR)
            if _loss(x, y, times, prior, tried) < before:
                w = tried
                break
            size /= 2
        else:
            break
    return w


def _loss(x: Floats, y: Floats, times: Floats, prior: Floats, w: Floats) -> float:
    z = x @ w
    return float(times @ (np.logaddexp(0, z) - y * z) + RIDGE / 2 * ((w - prior) @ (w - prior)))


def main() -> None:
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    names = sorted(table["levels"])
    column = {name: k for k, name in enumerate(names)}
    prior = np.array([table["levels"][name]["prior"] for name in names] + [table["bias"]["prior"]])
    rows = json_lines(ECB / "gold.jsonl")
    ecb = of_readings(
        [read_one(raw) for raw in inputs_of(ECB)],
        {row["id"]: row["events"] for row in rows}, {row["id"]: str(row["topic"]) for row in rows},
    )  # fmt: skip
    chains, gold = sample_chains()
    own = of_readings([read_one(raw) for raw in inputs_of(SAMPLES)], chains, {})
    data = [(*pair, 1.0) for pair in pairs(ecb)]
    data += [(*pair, OWN) for pair in pairs(own, gold.may)]
    x = np.zeros((len(data), len(names) + 1))
    x[:, -1] = 1
    for k, (_, compared, _, _) in enumerate(data):
        x[k, [column[level] for level in compared]] = 1
    y = np.array([float(same) for _, _, same, _ in data])
    times = np.array([weight for *_, weight in data])
    topics = [topic for topic, *_ in data]
    held = np.array([table["levels"][name]["weight"] == table["levels"][name]["prior"] for name in names] + [False])
    _report_folds(x, y, times, prior, topics, held)
    w = learn(x, y, times, prior, held)
    text = TABLE.read_text(encoding="utf-8")
    for name, k in [*column.items(), ("bias", len(names))]:
        text = re.sub(rf"(?m)^( *{re.escape(name)}: \{{prior: [-0-9.]+, weight: )[-0-9.]+", rf"\g<1>{w[k]:.2f}", text)
    TABLE.write_text(text, encoding="utf-8")
    print(f"{len(data):,} pairs, {int(y.sum()):,} of them one event; {TABLE.relative_to(ROOT)}")


def _report_folds(
    x: Floats, y: Floats, times: Floats, prior: Floats, topics: list[str], held: NDArray[np.bool_]
) -> None:
    order = {topic: k % FOLDS for k, topic in enumerate(sorted(set(topics)))}
    fold = np.array([order[topic] for topic in topics])
    says = np.zeros(len(y))
    for k in range(FOLDS):
        rest = fold != k
        says[~rest] = x[~rest] @ learn(x[rest], y[rest], times[rest], prior, held)
    for name, chosen in (
        ("ecb", np.array([t != "samples" for t in topics])),
        ("samples", np.array([t == "samples" for t in topics])),
    ):
        right = ((says > 0) & (y > 0) & chosen).sum()
        p, r = right / max(1, ((says > 0) & chosen).sum()), right / max(1, (chosen & (y > 0)).sum())
        print(f"{name}: pairs precision {p:.3f}, recall {r:.3f}, {int((chosen & (y > 0)).sum())} pairs of one event")


if __name__ == "__main__":
    main()
