"""`python -m fuzz --minutes 5 [TARGET ...]`: each target so long under Atheris; what it found, and how often it tried.

A find is kept in fuzz/found/TARGET/, where the tests try it from then on. What Atheris learnt is kept in build/fuzz.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from fuzz.seeds import seeds
from fuzz.targets import TARGETS

HERE = Path(__file__).parent
LEARNT = HERE.parent / "build" / "fuzz"
FOUND = HERE / "found"
LIMITS = ("-timeout=20", "-rss_limit_mb=3000", "-max_len=20000", "-print_final_stats=1")


def fuzz(target: str, seconds: int) -> tuple[int, bool]:
    """(executions, whether all went well) of one target in a process of its own."""
    learnt, found = LEARNT / target, FOUND / target
    learnt.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(seeds(target)):
        (learnt / f"seed-{n}").write_bytes(seed)
    kept = f"-artifact_prefix={LEARNT}/found-{target}-"
    command = [sys.executable, "-m", "fuzz.one", target, str(learnt), kept, f"-max_total_time={seconds}", *LIMITS]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=3 * seconds + 900)
    for path in LEARNT.glob(f"found-{target}-*"):
        found.mkdir(parents=True, exist_ok=True)
        path.rename(found / path.name.removeprefix(f"found-{target}-"))
    executions = re.search(r"number_of_executed_units: (\d+)", run.stderr)
    if run.returncode:
        print(run.stderr[-3_000:], file=sys.stderr)
    return int(executions[1]) if executions else 0, run.returncode == 0


def main() -> int:
    """0 when nothing was found."""
    asked = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    asked.add_argument("targets", nargs="*", metavar="TARGET", help=f"some of {', '.join(TARGETS)}")
    asked.add_argument("--minutes", type=float, default=1.0, help="for each target")
    options = asked.parse_args()
    unknown = set(options.targets) - TARGETS.keys()
    if unknown:
        asked.error(f"there is no target {', '.join(sorted(unknown))}")
    bad = 0
    for target in options.targets or TARGETS:
        executions, fine = fuzz(target, round(options.minutes * 60))
        bad += not fine
        print(f"{target}: {executions:,} executions, {'nothing found' if fine else f'A DEFECT, see {FOUND / target}'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
