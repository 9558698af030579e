"""Learns dateline/lexicon/claim_weights.tsv from PolNeAR's training part: numbers only, no text of theirs.

usage: train_claims.py [CORPUS] [--parses FOLDER] [--dev CORPUS]
CORPUS: a folder with input.jsonl and gold.jsonl (default: ../shared/corpora/polnear-train beside the project).
FOLDER keeps parses between runs (they take minutes, the rest takes seconds).
The same corpus gives the same table, byte for byte: fixed order, no randomness, weights rounded to two decimals.
"""

import argparse
import hashlib
import json
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.ids import make_id
from dateline.intake.passages import passages
from dateline.language.model import parse
from dateline.language.parse import Parse
from dateline.lexicon import cues as lexicon
from dateline.lexicon.cues import Cues, Weights
from dateline.reading.claims import extent, looked_at
from dateline.reading.claims.accept import BIAS, Looked, choose, judge, likeliest
from dateline.reading.claims.bounds import EXTENDED, Bounds
from dateline.reading.claims.candidate import Candidate
from dateline.reading.claims.candidates import candidates
from dateline.reading.claims.context import surroundings
from dateline.reading.claims.quotes import Quotations
from dateline.reading.claims.sources import phrase
from dateline.reading.claims.views import Views
from dateline.records import Report

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "dateline" / "lexicon" / lexicon.WEIGHTS
CORPUS = ROOT.parent / "shared" / "corpora" / "polnear-train"
SEEN = 5  # a feature rarer than this in the training part gets no weight
RIDGE = 10.0  # how strongly weights are drawn to 0
ROUNDS = 50
FOLDS = 3  # the threshold is the one that is best on the parts left out
OWN = 4.0  # how often an example of our own texts counts, beside one of the corpus
SMALLEST = 0.05  # weights nearer to 0 than this are left out of the table

NEAR = 12  # characters that a content may begin beside the corpus's and still be the same
NEARLY = 0.001  # of two thresholds as good as this the higher one: what is claimed should be a claim
SOURCE_BONUS = 0.15  # what a right source counts beside the overlap of contents

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution of the corpus, as sets of characters."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(slots=True)
class Example:
    """A candidate as it was looked at, its labels, and what it needs to be scored like the corpus scores."""

    looked: Looked
    start: int
    end: int
    source: frozenset[int]
    fit: float  # how well it fits the attributions of its cue
    gold: int | None  # index of the attribution whose content it has
    source_right: bool
    own_cue: bool = False  # its cue is that of the attribution
    label: bool = False
    best: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    parse: Parse
    golds: list[Gold]
    by_cue: list[list[Example]]
    weight: float = 1.0  # how much each of its examples counts


@dataclass(frozen=True, slots=True)
class Row:
    """An example of a logistic regression: keys, label, how much it counts, and a sum that it already has."""

    keys: list[str]
    label: bool
    weight: float = 1.0
    given: float = 0.0


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    ask.add_argument("--parses", type=Path)
    ask.add_argument("--dev", type=Path, help="print figures on this corpus too")
    given = ask.parse_args()
    known = lexicon.load()  # all but the table it is about to make
    nouns = frozenset(word for part, word in known.groups_of if part == "nouns")
    blank = replace(known, weights=Weights({}, {}, {}, {}, 0.0), nouns=nouns)
    texts = list(rows(given.corpus, given.parses))
    extent = learnt([example for text in texts for example in extent_examples(*text, blank)])
    cues = replace(blank, weights=Weights(extent, {}, {}, {}, 0.0))
    documents = [prepared(p, golds, cues) for p, golds in texts]
    own = [replace(prepared(p, golds, cues), weight=OWN) for p, golds in own_rows(given.parses)]
    threshold = best_threshold(documents, own)
    weights = replace(trained([*documents, *own]), extent=extent, threshold=threshold)
    TABLE.write_text(table(weights, len(documents), len(own)), encoding="utf-8")
    sizes = " + ".join(str(len(part)) for part in (extent, weights.pick, weights.accept, weights.beside))
    print(f"{TABLE.relative_to(ROOT)}: {sizes} weights, threshold {threshold}")
    if given.dev:
        held = [prepared(p, golds, cues) for p, golds in rows(given.dev, given.parses)]
        right, both, made, gold = counted(held, weights)
        print(f"content F1 {2 * right / (made + gold):.3f}, content and source F1 {2 * both / (made + gold):.3f}")


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


def own_rows(parses: Path | None) -> Iterator[tuple[Parse, list[Gold]]]:
    """Each text of our own gold of conflict reporting, its tuning half only, with its attributions."""
    sys.path.insert(0, str(ROOT))  # the gold stands with the tests, which no wheel holds
    from tests.reading.claims.gold.texts import load

    for text in load("tuning"):
        report = Report(
            make_id("reports", text.text), text.id, "", text.text, outlet=text.outlet, published=text.published
        )
        golds = [
            Gold(
                _chars([party.span for party in claim.sources]),
                _chars([claim.cue] if claim.cue else []),
                _chars(claim.content),
            )
            for claim in text.claims
        ]
        yield parsed(report, parses), golds


def _chars(spans: Iterable[Sequence[int]]) -> frozenset[int]:
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


def extent_examples(p: Parse, golds: list[Gold], cues: Cues) -> Iterator[Row]:
    """Pieces at the right edge of contents whose beginning and cue the corpus has: does its content go on over them?"""
    views = Views(p, Quotations(p), cues)
    at: dict[int, Gold] = {}
    for gold in golds:
        at |= dict.fromkeys(sorted(gold.cue), gold)
    for c in candidates(p, Bounds(views), cues.nouns):
        found = at.get(p.start[c.cue])
        if found is None or c.frame not in EXTENDED or c.first < c.cue or not _near(p, c, found):
            continue
        view = views.cue(c.cue)
        for piece in extent.pieces(p, c.cue, c.head, c.first, c.last):
            goes_on = p.start[piece.first] in found.content
            yield Row(extent.keys(p, views.quotes, cues, c.frame, view, c.head, c.first, piece), goes_on)
            if not goes_on:
                break


def _near(p: Parse, c: Candidate, gold: Gold) -> bool:
    shared = any(p.start[i] in gold.content for i in range(c.first, c.last + 1))
    return shared and abs(min(gold.content) - p.start[c.first]) <= NEAR


def prepared(p: Parse, golds: list[Gold], cues: Cues) -> Document:
    """Every candidate of a text, labelled: right when content and (where any candidate has them) source and cue are.

    A content is told by one cue: another that has about the same content and the same source is not right beside it.
    """
    bounds = Bounds(Views(p, Quotations(p), cues))
    by_cue = [[_example(p, one, golds) for one in ones] for ones in looked_at(p, bounds, None).values()]
    reached = {e.gold for ones in by_cue for e in ones if e.gold is not None and e.source_right}
    for ones in by_cue:
        for e in ones:
            e.label = e.gold is not None and (e.source_right or e.gold not in reached)
        _mark_best(ones)
    told = {e.gold for ones in by_cue for e in ones if e.label and e.own_cue}
    for ones in by_cue:
        for e in ones:
            e.label = e.label and (e.own_cue or e.gold not in told)
    return Document(p, golds, by_cue)


def _example(p: Parse, one: Looked, golds: list[Gold]) -> Example:
    c = one.candidate
    start, end = p.slice(c.first, c.last)
    source = _chars([list(p.slice(*phrase(p, s))) for s in one.who])
    cue = frozenset(range(p.start[c.cue], p.end[c.cue]))
    fits = []
    fit = 0.0
    for k, g in enumerate(golds):
        shared = overlap(start, end, g.content)
        right = bool(source & g.source) or not (source or g.source)
        same_cue = bool(cue & g.cue)
        if same_cue:
            fit = max(fit, shared + SOURCE_BONUS * right)
        if shared >= 0.5 and (same_cue or right):
            fits.append((same_cue, right, k))
    own_cue, source_right, gold = max(fits, default=(False, False, None))
    return Example(one, start, end, source, fit, gold, source_right, own_cue)


def _mark_best(ones: list[Example]) -> None:
    """Of one cue's candidates those that are about the best, when any is good."""
    best = max(e.fit for e in ones)
    for e in ones:
        e.best = best >= 0.5 and e.fit >= best - 0.1


def overlap(start: int, end: int, content: frozenset[int]) -> float:
    """Shared characters over all characters of start..end and content."""
    if not content or min(content) >= end or max(content) < start:
        return 0.0
    shared = sum(1 for i in range(start, end) if i in content)
    return shared / (end - start + len(content) - shared)


def trained(documents: list[Document]) -> Weights:
    """Weights to pick a cue's candidate, to accept what was picked, and to judge it again by what stands around it."""
    cues = [(ones, d.weight) for d in documents for ones in d.by_cue]
    pick = picker([(ones, weight) for ones, weight in cues if len(ones) > 1 and any(e.best for e in ones)])
    picked = [[_picked(ones, pick) for ones in d.by_cue] for d in documents]
    alone = [
        ([*e.looked.keys, *e.looked.cue_keys], e, d.weight) for d, es in zip(documents, picked, strict=True) for e in es
    ]
    accept = learnt([Row(keys, e.label, weight) for keys, e, weight in alone])
    again = []
    for d, examples in zip(documents, picked, strict=True):
        sums = [judge(e.looked, accept).score for e in examples]
        around = surroundings(d.parse, [(e.looked.candidate, s) for e, s in zip(examples, sums, strict=True)])
        again += [Row(keys, e.label, d.weight, s) for keys, e, s in zip(around, examples, sums, strict=True)]
    return Weights({}, pick, accept, learnt(again), 0.0)


def _picked(ones: list[Example], pick: Mapping[str, float]) -> Example:
    kept = likeliest([e.looked for e in ones], pick)
    return next(e for e in ones if e.looked is kept)


class Matrix:
    """Which keys which rows have, as two arrays; keys seen fewer than SEEN times are left out."""

    def __init__(self, rows: list[list[str]], always: tuple[str, ...] = ()):
        counts = Counter(key for row in rows for key in row)
        self.names = [*always, *sorted(key for key, n in counts.items() if n >= SEEN)]
        number = {name: k for k, name in enumerate(self.names)}
        known = [[*range(len(always)), *(number[key] for key in row if key in number)] for row in rows]
        self.rows = len(rows)
        self.column = np.array([k for row in known for k in row], dtype=np.int64)
        self.row = np.repeat(np.arange(self.rows), [len(row) for row in known])

    def times(self, w: Floats) -> Floats:
        """The sum of weights of each row. Sums go through bincount, in order: the same on every machine."""
        return np.bincount(self.row, weights=w[self.column], minlength=self.rows).astype(np.float64)

    def back(self, errors: Floats) -> Floats:
        """The sum of the rows' errors for each key."""
        return np.bincount(self.column, weights=errors[self.row], minlength=len(self.names)).astype(np.float64)

    def named(self, w: Floats) -> dict[str, float]:
        """Rounded weights by key, the smallest left out."""
        return {name: float(round(x, 2)) for name, x in zip(self.names, w, strict=True) if abs(x) >= SMALLEST}


def learnt(examples: list[Row]) -> dict[str, float]:
    """Weights of a logistic regression with a ridge."""
    matrix = Matrix([row.keys for row in examples], always=(BIAS,))
    labels = np.array([float(row.label) for row in examples])
    counts = np.array([row.weight for row in examples])
    given = np.array([row.given for row in examples])

    def loss(w: Floats) -> tuple[float, Floats]:
        z = matrix.times(w) + given
        slope = matrix.back(counts * (1 / (1 + np.exp(-z)) - labels)) + RIDGE * w
        return float(np.sum(counts * (np.logaddexp(0, z) - labels * z)) + 0.5 * RIDGE * np.sum(w * w)), slope

    return matrix.named(descend(loss, len(matrix.names)))


def picker(cues: list[tuple[list[Example], float]]) -> dict[str, float]:
    """Weights under which the best candidates of a cue have the most of the probability among its candidates."""
    flat = [e for ones, _ in cues for e in ones]
    matrix = Matrix([list(e.looked.keys) for e in flat])
    cue = np.repeat(np.arange(len(cues)), [len(ones) for ones, _ in cues])
    counts = np.array([count for _, count in cues])
    best = np.array([float(e.best) for e in flat])

    def loss(w: Floats) -> tuple[float, Floats]:
        e = np.exp(np.clip(matrix.times(w), -30, 30))
        total = np.bincount(cue, weights=e, minlength=len(cues))
        good = np.bincount(cue, weights=e * best, minlength=len(cues))
        slope = matrix.back(counts[cue] * (e / total[cue] - e * best / good[cue])) + RIDGE * w
        return float(np.sum(counts * (np.log(total) - np.log(good))) + 0.5 * RIDGE * np.sum(w * w)), slope

    return matrix.named(descend(loss, len(matrix.names)))


def descend(loss: Callable[[Floats], tuple[float, Floats]], width: int) -> Floats:
    """The weights at which the loss is least, by L-BFGS. `loss` gives its value and slope."""
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


def best_threshold(documents: list[Document], own: list[Document]) -> float:
    """The threshold with the best F1 over parts of the corpus that the weights have not seen: the mean of that of
    content and that of content and source.

    own: our own texts, which every part learns from.
    """
    steps = [round(-1.0 + 0.1 * k, 1) for k in range(13)]
    totals = {t: [0, 0] for t in steps}
    for fold in range(FOLDS):
        weights = trained([*(d for k, d in enumerate(documents) if k % FOLDS != fold), *own])
        held = [d for k, d in enumerate(documents) if k % FOLDS == fold]
        for t in steps:
            content, both, made, gold = counted(held, replace(weights, threshold=t))
            totals[t][0] += content + both
            totals[t][1] += made + gold
    reached = {t: totals[t][0] / max(1, totals[t][1]) for t in steps}
    return max(t for t in steps if reached[t] >= max(reached.values()) - NEARLY)


def counted(documents: list[Document], weights: Weights) -> tuple[int, int, int, int]:
    """Right contents, right contents with right source, claims made, claims in the gold: as the corpus is scored."""
    content = both = made = gold = 0
    for d in documents:
        of = {id(e.looked): e for ones in d.by_cue for e in ones}
        chosen = [of[id(j.looked)] for j in choose(d.parse, [[e.looked for e in ones] for ones in d.by_cue], weights)]
        made += len(chosen)
        gold += len(d.golds)
        used: set[int] = set()
        for e in chosen:
            fits = ((overlap(e.start, e.end, g.content), -k) for k, g in enumerate(d.golds) if k not in used)
            best, k = max(fits, default=(0.0, 0))
            if best >= 0.5:
                used.add(-k)
                content += 1
                both += bool(e.source & d.golds[-k].source) or not (e.source or d.golds[-k].source)
    return content, both, made, gold


def table(weights: Weights, texts: int, own: int) -> str:
    """The weight table: a header that names its source, then model, key and weight a line, in order of the keys."""
    head = [
        "# Weights of reading/claims, in log odds: does a phrase still belong to the content (extent), which of a",
        "# cue's candidates is meant (pick), is it an attribution (accept), and what stands around it (beside)? It is",
        "# one when the sum of the last two is over the threshold.",
        f"# Learnt by quality/train_claims.py from PolNeAR ({texts} texts of its training part): numbers about cues",
        "# and frames, no text. PolNeAR: Newell, Margolin, Ruths (2018), An Attribution Relations Corpus for",
        "# Political News. For all but extent also from the tuning half of our own gold of conflict reporting",
        f"# ({own} texts, each example counted {OWN:g} times); figures on that half are no test of this table.",
        "# Keys are explained in reading/claims/features.py and extent.py. Made by `make train`, not by hand.",
        f"threshold\t\t{weights.threshold}",
    ]
    models = (
        ("extent", weights.extent),
        ("pick", weights.pick),
        ("accept", weights.accept),
        ("beside", weights.beside),
    )
    lines = [f"{model}\t{key}\t{found[key]}" for model, found in models for key in sorted(found)]
    return "\n".join([*head, *lines]) + "\n"


if __name__ == "__main__":
    main()
