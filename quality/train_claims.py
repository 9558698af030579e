"""Learns the weights of dateline/lexicon/claim_weights.tsv from PolNeAR's training part: numbers only, no text of theirs.

usage: train_claims.py [CORPUS] [--parses FOLDER] [--dev CORPUS]
CORPUS: a folder with input.jsonl and gold.jsonl (default: ../shared/corpora/polnear-train beside the project).
FOLDER keeps parses between runs (they take minutes, the rest takes seconds).
The same corpus gives the same table, byte for byte: fixed order, no randomness, weights rounded to two decimals.
"""

import argparse
import hashlib
import json
import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.ids import make_id
from dateline.intake.passages import passages
from dateline.language.model import parse
from dateline.language.parse import Parse
from dateline.lexicon import cues as lexicon
from dateline.reading.claims.accept import BIAS, THRESHOLD, Judged, choose, score
from dateline.reading.claims.bounds import Bounds
from dateline.reading.claims.candidates import Candidate, candidates
from dateline.reading.claims.features import Views, features
from dateline.reading.claims.sources import Speaker, phrase, speakers
from dateline.records import Report

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "dateline" / "lexicon" / lexicon.WEIGHTS
CORPUS = ROOT.parent / "shared" / "corpora" / "polnear-train"
SEEN = 6  # a feature rarer than this in the training part gets no weight
RIDGE = 4.0  # how strongly weights are drawn to 0
ROUNDS = 80
FOLDS = 4  # the threshold is the one that is best on the parts left out
SMALLEST = 0.03  # weights nearer to 0 than this are left out of the table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution of the corpus, as sets of characters."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(slots=True)
class Example:
    """A candidate with its keys, its label, and what it needs to be scored like the corpus scores."""

    candidate: Candidate
    who: tuple[Speaker, ...]
    keys: list[str]
    start: int
    end: int
    source: frozenset[int]
    gold: int | None  # index of the attribution whose content it has
    source_right: bool
    label: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    parse: Parse
    golds: list[Gold]
    examples: list[Example]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    ask.add_argument("--parses", type=Path)
    ask.add_argument("--dev", type=Path, help="print figures on this corpus too")
    given = ask.parse_args()
    documents = [prepared(*row) for row in rows(given.corpus, given.parses)]
    weights = fitted(documents)
    threshold = best_threshold(documents)
    TABLE.write_text(table(weights, threshold, len(documents)), encoding="utf-8")
    print(f"{TABLE.relative_to(ROOT)}: {len(weights)} weights, threshold {threshold}")
    if given.dev:
        kept = lexicon.load().weights
        held = [prepared(*row) for row in rows(given.dev, given.parses)]
        print("content F1 {:.3f}, content and source F1 {:.3f}".format(*figures(held, kept, threshold)))


def rows(corpus: Path, parses: Path | None) -> Iterator[tuple[Parse, list[Gold]]]:
    """Each text of a corpus with its attributions."""
    golds = {}
    for line in (corpus / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        golds[row["id"]] = [Gold(*(_chars(a[k]) for k in ("source", "cue", "content"))) for a in row["attributions"]]
    for line in (corpus / "input.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        report = Report(
            make_id("reports", row["text"]), row["id"], "", row["text"], outlet=row.get("outlet"),
            headline=row.get("title"), published=row.get("published"),
        )  # fmt: skip
        yield parsed(report, parses), golds[row["id"]]


def _chars(spans: list[list[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


def parsed(report: Report, parses: Path | None) -> Parse:
    """The parse of a report, kept in the folder `parses` when there is one."""
    parts = passages(report)
    if parses is None:
        return parse(report.text, parts)
    key = repr([(p.start, p.end, p.part) for p in parts]) + report.text
    kept = parses / hashlib.sha256(key.encode()).hexdigest()
    if not kept.exists():
        p = parse(report.text, parts)
        kept.write_bytes(pickle.dumps((p.start, p.end, p.head, p.rel, p.tag, p.lemma, p.sents)))
    return Parse(report.text, *pickle.loads(kept.read_bytes()))


def prepared(p: Parse, golds: list[Gold]) -> Document:
    """Every candidate of a text, labelled: right when content and (where any candidate has it) source are right."""
    bounds = Bounds(p)
    views = Views(p, bounds, lexicon.load())
    examples = [_example(p, views, c, golds) for c in candidates(p, bounds, None)]
    reached = {e.gold for e in examples if e.gold is not None and e.source_right}
    for e in examples:
        e.label = e.gold is not None and (e.source_right or e.gold not in reached)
    return Document(p, golds, examples)


def _example(p: Parse, views: Views, c: Candidate, golds: list[Gold]) -> Example:
    who = speakers(p, c)
    start, end = p.slice(c.first, c.last)
    spans = [p.slice(*phrase(p, s)) for s in who]
    source = _chars([list(span) for span in spans])
    cue = frozenset(range(p.start[c.cue], p.end[c.cue]))
    right = lambda g: bool(source & g.source) or not (source or g.source)  # noqa: E731
    close = [(bool(cue & g.cue), right(g), k) for k, g in enumerate(golds) if overlap(start, end, g.content) >= 0.5]
    close = [it for it in close if it[0] or it[1]]
    _, source_right, gold = max(close, default=(False, False, None))
    return Example(c, who, features(views, c, who), start, end, source, gold, source_right)


def overlap(start: int, end: int, content: frozenset[int]) -> float:
    """Shared characters over all characters of start..end and content."""
    if not content or min(content) >= end or max(content) < start:
        return 0.0
    shared = sum(1 for i in range(start, end) if i in content)
    return shared / (end - start + len(content) - shared)


def fitted(documents: list[Document]) -> dict[str, float]:
    """Weights of a logistic regression with a ridge, by L-BFGS; rounded, the smallest left out."""
    counts = Counter(key for d in documents for e in d.examples for key in e.keys)
    names = [BIAS, *sorted(key for key, n in counts.items() if n >= SEEN)]
    number = {name: k for k, name in enumerate(names)}
    columns: list[int] = []
    lengths: list[int] = []
    labels: list[float] = []
    for d in documents:
        for e in d.examples:
            known = [0, *(number[key] for key in e.keys if key in number)]
            columns += known
            lengths.append(len(known))
            labels.append(float(e.label))
    w = descend(np.array(columns), np.repeat(np.arange(len(labels)), lengths), np.array(labels), len(names))
    return {name: float(round(w[k], 2)) for k, name in enumerate(names) if abs(w[k]) >= SMALLEST}


def descend(columns: Ints, example: Ints, labels: Floats, width: int) -> Floats:
    """The weights that minimise the logistic loss. Sums go through bincount, in order: the same on every machine."""

    def loss(w: Floats) -> tuple[float, Floats]:
        z = np.bincount(example, weights=w[columns], minlength=len(labels))
        wrong = 1 / (1 + np.exp(-z)) - labels
        slope = np.bincount(columns, weights=wrong[example], minlength=width) + RIDGE * w
        return float(np.sum(np.logaddexp(0, z) - labels * z) + 0.5 * RIDGE * np.sum(w * w)), slope

    w = np.zeros(width)
    value, slope = loss(w)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(ROUNDS):
        direction = _direction(slope, steps)
        length = 1.0
        while True:
            tried = w - length * direction
            new_value, new_slope = loss(tried)
            if new_value <= value - 1e-4 * length * float(np.sum(direction * slope)) or length < 1e-6:
                break
            length /= 2
        if float(np.sum((tried - w) * (new_slope - slope))) > 1e-10:
            steps = [*steps[-9:], (tried - w, new_slope - slope)]
        w, value, slope = tried, new_value, new_slope
    return w


def _direction(slope: Floats, steps: list[tuple[Floats, Floats]]) -> Floats:
    """The L-BFGS direction from the last steps and their changes of slope."""
    q = slope.copy()
    if not steps:
        return q / max(1.0, float(np.abs(slope).max()))
    shares = []
    for s, y in reversed(steps):
        share = float(np.sum(s * q)) / float(np.sum(s * y))
        shares.append(share)
        q = q - share * y
    s, y = steps[-1]
    q = q * (float(np.sum(s * y)) / float(np.sum(y * y)))
    for (s, y), share in zip(steps, reversed(shares), strict=True):
        q = q + s * (share - float(np.sum(y * q)) / float(np.sum(s * y)))
    return q


def best_threshold(documents: list[Document]) -> float:
    """The threshold with the best F1 of content and source over parts of the corpus that the weights have not seen."""
    steps = [round(-1.2 + 0.1 * k, 1) for k in range(16)]
    totals = {t: [0, 0] for t in steps}
    for fold in range(FOLDS):
        weights = fitted([d for k, d in enumerate(documents) if k % FOLDS != fold])
        held = [d for k, d in enumerate(documents) if k % FOLDS == fold]
        for t in steps:
            _, both, made, gold = counted(held, weights, t)
            totals[t][0] += 2 * both
            totals[t][1] += made + gold
    return max(steps, key=lambda t: totals[t][0] / max(1, totals[t][1]))


def figures(documents: list[Document], weights: dict[str, float] | object, threshold: float) -> tuple[float, float]:
    content, both, made, gold = counted(documents, weights, threshold)
    return 2 * content / max(1, made + gold), 2 * both / max(1, made + gold)


def counted(documents: list[Document], weights: object, threshold: float) -> tuple[int, int, int, int]:
    """Right contents, right contents with right source, claims made, claims in the gold."""
    content = both = made = gold = 0
    for d in documents:
        judged = [Judged(e.candidate, e.who, score(e.keys, weights)) for e in d.examples]  # type: ignore[arg-type]
        by_id = {id(j.candidate): e for j, e in zip(judged, d.examples, strict=True)}
        chosen = [by_id[id(j.candidate)] for j in choose(d.parse, judged, threshold)]
        made += len(chosen)
        gold += len(d.golds)
        used: set[int] = set()
        for e in chosen:
            fits = ((overlap(e.start, e.end, g.content), k) for k, g in enumerate(d.golds) if k not in used)
            best, k = max(fits, default=(0.0, -1))
            if best >= 0.5:
                used.add(k)
                content += 1
                both += bool(e.source & d.golds[k].source) or not (e.source or d.golds[k].source)
    return content, both, made, gold


def table(weights: dict[str, float], threshold: float, texts: int) -> str:
    """The weight table: a header that names its source, then one key and weight a line, in order of the keys."""
    head = [
        "# Weights by which reading/claims judges its candidates (log odds; a sum over the threshold is a claim).",
        f"# Learnt by quality/train_claims.py from PolNeAR ({texts} texts of its training part): numbers about cues and",
        "# frames, no text. PolNeAR: Newell, Margolin & Ruths (2018), An Attribution Relations Corpus for Political News.",
        "# Keys are explained in reading/claims/features.py. Made by `make train`; do not edit by hand.",
        f"{THRESHOLD}\t{threshold}",
    ]
    return "\n".join([*head, *(f"{name}\t{weights[name]}" for name in sorted(weights))]) + "\n"


if __name__ == "__main__":
    main()
