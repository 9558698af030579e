"""Everything about speed in one report: reading beside the stock pipeline, copies, memory, joining, answers, exports.

usage: python -m bench [JSONL] [--out FOLDER] [--quick] [--minutes N]

Without JSONL the first reports of polnear-train in ../shared are read: a quarter of an hour in all on two cores that do
nothing else; --quick reads few of them. What would begin after N (default 15) minutes is left out, and what takes much
longer is ended: the report says so. It is written to FOLDER (default build/bench) as report.md, with plots of how cost
grows. Each part runs by itself too: bench/reading.py and `python -m bench.NAME` for lengths, memory, joining, record,
asking, exporting.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench import report

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "polnear-train" / "input.jsonl"
RAY_SECONDS = 150.0  # on a busy machine it does not start at all
TRIES = 3
GRACE = 300.0  # seconds that what has begun in time may go on
REPORT = (
    "The mayor of Port Alder said on Monday that 14 people had been killed when shells hit the market. "
    "A spokesman of the army denied it.\n"
)


class Bench:
    """Runs parts, one after another, and keeps their figures."""

    def __init__(self, minutes: float, quick: bool):
        self.begun, self.seconds, self.quick = time.monotonic(), 60 * minutes, quick
        self.figures: dict[str, Any] = {}
        self.left_out: list[str] = []

    def left(self) -> float:
        return self.begun + self.seconds - time.monotonic()

    def part(self, name: str, *command: str, most: float | None = None) -> None:
        """Runs a part that prints its figures as JSON in the last line. most: seconds that it may take."""
        if self.left() <= 0:
            self.left_out.append(f"{name}: no time was left")
            return
        print(f"\n$ python {' '.join(command)}", file=sys.stderr, flush=True)
        process = subprocess.Popen(
            [sys.executable, *command], stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
        )
        try:
            said, _ = process.communicate(timeout=most or self.left() + GRACE)
        except subprocess.TimeoutExpired:
            self.left_out.append(f"{name}: it did not end in time")
            return
        finally:
            if process.returncode is None:  # with all that it has started
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
        if process.returncode:
            self.left_out.append(f"{name}: it failed (exit code {process.returncode})")
        else:
            self.figures[name] = json.loads(said.splitlines()[-1])

    def n(self, whole: int, few: int) -> str:
        return str(few if self.quick else whole)


def first_answers() -> dict[str, float]:
    """Seconds by the clock that one waits for: help, a report read by a new process, by one that has read before. Of
    those for new processes the middle of TRIES."""
    dateline, found = str(Path(sys.executable).with_name("dateline")), {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        file.write_text(REPORT, encoding="utf-8")
        commands = {
            "dateline --help": ["--help"],
            "dateline read, a new process": ["--record", f"{folder}/{{}}.db", "read", str(file)],
        }
        for name, command in commands.items():
            taken = []
            for number in range(TRIES):
                start = time.perf_counter()
                subprocess.run([dateline, *(word.format(number) for word in command)], check=True, capture_output=True)
                taken.append(time.perf_counter() - start)
            found[name] = statistics.median(taken)
    import dateline as library

    library.read(REPORT)
    start = time.perf_counter()
    for number in range(20):
        library.read(f"{number} {REPORT}")
    return {**found, "dateline.read(text), warm": (time.perf_counter() - start) / 20}


def reading(bench: Bench, path: Path) -> None:
    """Those parts that hold a rate beside another."""
    command, runs = ("bench/reading.py", str(path), "--json"), ("--runs", bench.n(3, 1))
    bench.part("one process", *command, "--first", bench.n(120, 20), *runs)
    bench.part("two processes", *command, "--jobs", "2", "--first", bench.n(300, 20), *runs)
    bench.part("six in ten are agency copy", *command, "--jobs", "2", "--copies", bench.n(160, 40), *runs)
    if find_spec("ray") is None:
        bench.left_out.append("Ray: it is not installed")
        return
    some = ("--alone", "--first", bench.n(200, 20), "--runs", "1")
    bench.part("Ray, two workers", *command, "--ray", "--jobs", "2", *some, most=RAY_SECONDS)
    if "Ray, two workers" in bench.figures:  # where it does not start once it takes as long not to start again
        bench.part("Ray, one worker", *command, "--ray", "--jobs", "1", *some, most=RAY_SECONDS)
        bench.part("two processes without Ray", *command, "--jobs", "2", *some)


def growing(bench: Bench) -> None:
    """Those parts that look how cost grows, and what a record answers."""
    bench.part("lengths", "-m", "bench.lengths", *([] if not bench.quick else ["200", "800"]), "--json")
    bench.part("memory", "-m", "bench.memory", bench.n(2_000, 250), "--json")
    bench.part("joining", "-m", "bench.joining", *(["300"] if bench.quick else ["1000", "3000"]), "--json")
    bench.part("joining one dense story", "-m", "bench.joining", bench.n(600, 200), "--of", "story", "--json")
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "record.db")
        bench.part("record", "-m", "bench.record", record, bench.n(2_000, 200), "--no-join", "--json")
        bench.part("searches", "-m", "bench.asking", record, "--mix", "--json")
        bench.part("exports", "-m", "bench.exporting", record, "--json")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path, nargs="?", default=CORPUS)
    options.add_argument("--out", type=Path, default=ROOT / "build" / "bench", help="folder of the report")
    options.add_argument("--quick", action="store_true", help="few reports: to see whether it runs")
    options.add_argument("--minutes", type=float, default=15.0, help="after which nothing new begins")
    given = options.parse_args()
    if not given.path.exists():
        sys.exit(f"{given.path} is not there; name a JSONL file of reports")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what runs is ended, too
    bench = Bench(given.minutes, given.quick)
    machine = report.machine()
    bench.figures["first answers"] = first_answers()
    reading(bench, given.path)
    growing(bench)
    took = time.monotonic() - bench.begun
    corpus = f"{given.path.parent.name}/{given.path.name}"
    text = report.written(given.out, bench.figures, machine, corpus, took, bench.left_out)
    print(text, f"written to {given.out}", sep="\n")
    if bench.left_out:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
