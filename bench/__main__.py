"""Everything about speed in one report: reading beside the stock pipeline, copies, memory, joining, first answers.

usage: python -m bench [JSONL] [--quick]

Without JSONL the first reports of polnear-train in ../shared are read: a quarter of an hour in all on two cores that do
nothing else; --quick reads few of them. Each part runs by itself:
bench/reading.py, bench/memory.py, `python -m bench.joining`, `python -m bench.record` with `python -m bench.asking`.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEW = ("--first", "40", "--runs", "1")
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
    load, begun = os.getloadavg()[0], time.perf_counter()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}", flush=True
    )
    first_answers()
    reading, quick = ("bench/reading.py", str(given.path)), given.quick
    part("One process", *reading, *(FEW if quick else ("--first", "200", "--runs", "3")))
    part("Two processes", *reading, "--jobs", "2", *(FEW if quick else ("--first", "400", "--runs", "3")))
    copies = ("--copies", "100" if quick else "400", "--runs", "1")
    part("Six reports in ten are agency copy", *reading, "--jobs", "2", *copies)
    if find_spec("ray") is not None:
        some = ("--ray", "--alone", "--first", "20" if quick else "300", "--runs", "1")
        part("Ray with one worker", *reading, "--jobs", "1", *some)
        part("Ray with two workers", *reading, "--jobs", "2", *some)
        part("The same without Ray", *reading, "--jobs", "2", *some[1:])
    part("Memory", "-m", "bench.memory", "500" if quick else "2000")
    part("Joining, and how it grows", "-m", "bench.joining", *(["300"] if quick else ["1000", "3000"]))
    part("Joining one dense story", "-m", "bench.joining", "300" if quick else "1000", "--of", "story")
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "record.db")
        part("A record to ask", "-m", "bench.record", record, "200" if quick else "2000", "--no-join")
        part("Fifty searches", "-m", "bench.asking", record, "--mix")
    print(f"\nall of it took {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
