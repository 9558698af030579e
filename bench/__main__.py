"""Everything about speed in one report: reading beside the stock pipeline, copies, memory, joining, first answers.

usage: python -m bench [JSONL] [--quick]

Without JSONL the reports of polnear-train in ../shared are read; --quick reads few of them. Each part runs by itself:
bench/reading.py, bench/memory.py, `python -m bench.joining`, `python -m bench.record` with `python -m bench.asking`.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "polnear-train" / "input.jsonl"
REPORT = (
    "The mayor of Port Alder said on Monday that 14 people had been killed when shells hit the market. "
    "A spokesman of the army denied it.\n"
)


def part(title: str, *command: str) -> None:
    print(f"\n{title}\n$ python {' '.join(command)}", flush=True)
    subprocess.run([sys.executable, *command], check=True, cwd=ROOT)


def first_answers() -> None:
    """What one waits for: help, a report read by a new process, a report read by one that has read before."""
    print("\nFirst answers, seconds by the clock (goals .3, 4, .05)")
    dateline = str(Path(sys.executable).with_name("dateline"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        file.write_text(REPORT, encoding="utf-8")
        for command in (["--help"], ["--record", f"{folder}/r.db", "read", str(file)]):
            start = time.perf_counter()
            subprocess.run([dateline, *command], check=True, capture_output=True)
            print(f"dateline {' '.join(command[-2:]).replace(folder + '/', ''):24} {time.perf_counter() - start:6.2f}")
    import dateline as library

    library.read(REPORT)
    start = time.perf_counter()
    for number in range(20):
        library.read(f"{number} {REPORT}")
    print(f"{'dateline.read(text), warm':33} {(time.perf_counter() - start) / 20:6.3f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path, nargs="?", default=CORPUS)
    options.add_argument("--quick", action="store_true")
    given = options.parse_args()
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}", flush=True
    )
    first_answers()
    few = ["--first", "60", "--runs", "1"] if given.quick else ["--runs", "3"]
    stream = ["--copies", "100" if given.quick else "840", "--runs", "1"]
    part("One process", "bench/reading.py", str(given.path), *few)
    part("Two processes", "bench/reading.py", str(given.path), "--jobs", "2", *few)
    part("Six reports in ten are agency copy", "bench/reading.py", str(given.path), "--jobs", "2", *stream)
    part("Memory", "-m", "bench.memory", "2000" if given.quick else "4000")
    part("Joining", "-m", "bench.joining", *(["300"] if given.quick else ["1000", "3000"]))


if __name__ == "__main__":
    main()
