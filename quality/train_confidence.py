"""Measures every rule's precision on the development corpora and our samples, into dateline/lexicon/confidence.yaml.

usage: python quality/train_confidence.py. Needs the corpora beside the repository; the same corpora and rules give the
same file. The figures are numbers about our own rules; no text of a corpus goes in.
"""

from itertools import chain
from pathlib import Path

from dateline.measure.confidence import JUDGES, counted, reports
from dateline.measure.reading import exported_of, inputs_of, json_lines

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ("polnear-dev", "time-meantime", "geo-virus", "geo-lgl")
TARGET = ROOT / "dateline" / "lexicon" / "confidence.yaml"
HEAD = """\
# Made by quality/train_confidence.py (`make train`): of the rows that a rule made on gold, how many are right.
# claims: PolNeAR (content and source); times: MEANTIME (value) and the samples; places: Wikinews and LGL (161 km);
# events, quantities, mentions: the samples (type; low and high; who is meant). Rules with fewer than 20 rows have their
# group's figure.
"""


def main() -> None:
    verdicts = []
    for name in CORPORA:
        folder = ROOT.parent / "shared" / "corpora" / name
        judge = JUDGES[name.split("-")[0]]
        verdicts.append(judge(json_lines(folder / "gold.jsonl"), exported_of(inputs_of(folder))))
    samples = ROOT / "dateline" / "samples"
    gold = [row for path in sorted((samples / "gold").glob("*.jsonl")) for row in json_lines(path) if "kind" in row]
    verdicts.append(reports(gold, exported_of(inputs_of(samples))))
    counts = counted(chain.from_iterable(verdicts))
    lines = [
        f"{rule}: {{precision: {hits / of:.3f}, right: {hits}, of: {of}}}"
        for rule, (hits, of) in sorted(counts.items())
    ]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} rules measured, {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
